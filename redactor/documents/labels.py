"""Captions beside fields: which line says "persoonsnummer", however an engine garbled it.

The vocabulary is data: ``resources/documents/labels.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from redactor import resources
from redactor.model import Kind

_SHORT = 5
_CERTAIN = 1.0
_CUSTOMARY = 0.9
_FIELD_NUMBER = 0.3
_PER_ERROR = 0.12
_LOOK_ALIKE = str.maketrans("01l!|58", "oiiiisb")
_NUMBERED = re.compile(r"^\s*([1-9][abc]?)[.,:)]?(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """One spelling of a caption; ``compact`` is its letters and digits, lower case, no accents."""

    kind: Kind
    text: str
    compact: str
    certain: bool


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A caption in a line: half-open character range of the original text, score 0 to 1."""

    kind: Kind
    start: int
    end: int
    score: float
    label: str


@dataclass(frozen=True, slots=True)
class LabelBook:
    """All spellings, longest first, and the field numbers of EU licences."""

    labels: tuple[Label, ...]
    field_numbers: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class _Compact:
    """A line's letters and digits with the place of each in the line."""

    text: str
    places: tuple[int, ...]


@cache
def load_labels() -> LabelBook:
    """The vocabulary. Raises EngineError where the file is missing from the installation."""
    data = tomllib.loads(resources.path("documents", "labels.toml").read_text("utf-8"))
    labels = [
        Label(Kind(group["kind"]), spelling, _compact(spelling).text, key == "certain")
        for group in data["label"]
        for key in ("certain", "spellings")
        for spelling in group.get(key, ())
    ]
    labels.sort(key=lambda label: -len(label.compact))
    numbers = {number: Kind(kind) for number, kind in data["field-numbers"].items()}
    return LabelBook(tuple(labels), numbers)


def match_label(
    text: str, *, licence: bool = False, book: LabelBook | None = None
) -> list[LabelHit]:
    """The captions in one line, left to right, without overlaps.

    Tolerates missing spaces, case, accents, a field number in front, captions joined by slashes
    and about one misread letter in seven; captions of five letters or fewer must stand as a word
    of their own.  ``licence``: a leading field number ("5.", "4b") counts as a weak caption.
    """
    book = book or load_labels()
    line = _compact(text)
    found: list[LabelHit] = []
    for label in book.labels:
        single = len(label.compact) <= _SHORT and label.text.isalnum()
        hit = _word(text, label) if single else _phrase(text, line, label)
        if hit is not None:
            found.append(hit)
    numbered = _NUMBERED.match(text) if licence else None
    if numbered and (kind := book.field_numbers.get(numbered[1].lower())) is not None:
        found.append(LabelHit(kind, numbered.start(1), numbered.end(1), _FIELD_NUMBER, numbered[1]))
    return _without_overlaps(found)


def _compact(text: str) -> _Compact:
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for plain in unicodedata.normalize("NFKD", char).lower():
            if plain.isalnum():
                chars.append(plain)
                places.append(place)
    return _Compact("".join(chars), tuple(places))


def _word(text: str, label: Label) -> LabelHit | None:
    """A short caption as a whole word, look-alike digits read as letters."""
    for match in re.finditer(r"[^\W_]+", text):
        word = _compact(match.group()).text
        if word == label.compact:
            return _hit(label, match.start(), match.end(), 0)
        if word[:1].isdigit() and word.lstrip("0123456789") == label.compact and len(word) > 3:
            return _hit(label, match.start(), match.end(), 1)  # "3naam": a field number run in
        if any(c.isalpha() for c in word) and _plain(word) == _plain(label.compact):
            return _hit(label, match.start(), match.end(), 1)
        if label.kind is Kind.BSN and re.fullmatch(re.escape(label.compact) + r"\d{6,}", word):
            return _hit(label, match.start(), match.start() + len(label.compact), 1)
    return None


def _plain(word: str) -> str:
    return word.translate(_LOOK_ALIKE)


def _phrase(text: str, line: _Compact, label: Label) -> LabelHit | None:
    """A long caption anywhere in the line's letters, with a few misread ones."""
    errors = _allowed(label.compact)
    if not _may_match(line.text, label.compact, errors):
        return None
    found = _closest(line.text, label.compact, errors)
    if found is None:
        return None
    start, end, wrong = found
    first, last = line.places[start], line.places[end - 1] + 1
    inside = text[first - 1 : first].isalpha() or text[last : last + 1].isalpha()
    if inside and (len(label.compact) < 7 or (wrong and len(label.compact) < 12)):
        return None
    return _hit(label, first, last, wrong)


def _allowed(compact: str) -> int:
    size = len(compact)
    return 0 if size < 7 else 1 if size < 12 else 2 if size < 14 else 3


def _may_match(text: str, label: str, errors: int) -> bool:
    """Of ``errors`` + 1 pieces of the label at least one must stand in the text unharmed."""
    size = len(label) // (errors + 1)
    return any(
        label[n * size : (n + 1) * size if n < errors else None] in text for n in range(errors + 1)
    )


def _closest(text: str, label: str, errors: int) -> tuple[int, int, int] | None:
    """(start, end, wrong letters) of the stretch of text nearest to the label (Sellers 1980)."""
    exact = text.find(label)
    if exact >= 0:
        return exact, exact + len(label), 0
    row = [(cost, 0) for cost in range(len(label) + 1)]
    best: tuple[int, int, int] | None = None
    for index, char in enumerate(text):
        fresh = [(0, index + 1)]
        for place, wanted in enumerate(label):
            fresh.append(
                min(
                    (row[place][0] + (char != wanted), row[place][1]),
                    (row[place + 1][0] + 1, row[place + 1][1]),
                    (fresh[place][0] + 1, fresh[place][1]),
                )
            )
        row = fresh
        cost, start = row[-1]
        if cost <= errors and (best is None or cost < best[2]):
            best = (start, index + 1, cost)
    return best if best is None or best[1] > best[0] else None


def _hit(label: Label, start: int, end: int, errors: int) -> LabelHit:
    base = _CERTAIN if label.certain else _CUSTOMARY
    return LabelHit(label.kind, start, end, round(base - _PER_ERROR * errors, 3), label.text)


def _without_overlaps(hits: list[LabelHit]) -> list[LabelHit]:
    """Longest and best first: "burgerservicenummer" wins over a shorter caption inside it."""
    kept: list[LabelHit] = []
    for hit in sorted(hits, key=lambda h: -(h.end - h.start) * h.score):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)
