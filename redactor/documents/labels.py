"""Captions beside fields: which line says "persoonsnummer", however an engine garbled it.

The vocabulary is data: ``resources/documents/labels.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from redactor import resources
from redactor.documents.edits import edit_costs
from redactor.model import Kind

_SHORT = 5
_CERTAIN = 1.0
_CUSTOMARY = 0.9
_FIELD_NUMBER = 0.3
_PER_ERROR = 0.12
_RUN_IN_DIGITS = 6
_BEGIN, _END = 4, 7
_SIGNS = 75
"""Signs told apart in pairs; digits and Latin letters leave different remainders of it."""
_DIGITS = "0123456789"
_LOOK_ALIKE = str.maketrans("01l!|58", "oiiiisb")
# First letters that engines take for one another: of straight strokes, round, of slanted ones.
_SHAPES = ("bdfhijklmnprtu147", "abcdegopqs035689", "uvwxyzk27")
_WORD = re.compile(r"[^\W_]+")
_COLUMN = 3
_BARE = re.compile(r"(?!\s*\d{1,2} \d{1,2} (?:19|20)\d\d\s*$)\s*(?:\d[ ]?){5,10}\s*")
"""A number alone on its line; amounts have other signs in them, dates are day, month and year."""
_VAT_HEAD = re.compile(r"NL[\s.]*$")
_VAT_TAIL = re.compile(r"[\s.]*[B8][O0-9]{2}(?!\d)")
_NUMBERED = re.compile(r"^\s*([1-9][abc]?)[.,:)]?(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Label:
    """One spelling of a caption; ``compact`` is its letters and digits, lower case, no accents.

    ``errors``: how many of its letters may be misread.  ``pairs``: its pairs of neighbours.
    ``other_number``: it names an invoice's, a customer's or a company's number.
    """

    kind: Kind
    text: str
    compact: str
    certain: bool
    errors: int
    pairs: int
    other_number: bool


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A caption in a line: half-open character range of the original text, score 0 to 1.

    ``other_number``: what it names is a number, and no person's.
    """

    kind: Kind
    start: int
    end: int
    score: float
    label: str
    other_number: bool = False


@dataclass(frozen=True, slots=True)
class LabelBook:
    """All spellings, longest first, and the field numbers of EU licences.

    ``words``: the captions that must stand as a word of their own, by their plain letters.
    ``phrases``: those looked for anywhere in a line.
    """

    labels: tuple[Label, ...]
    field_numbers: Mapping[str, Kind]
    words: Mapping[str, tuple[Label, ...]]
    phrases: tuple[Label, ...]


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
        _label(
            Kind(group["kind"]),
            spelling,
            certain=key == "certain",
            other_number=group.get("other-number", False),
        )
        for group in data["label"]
        for key in ("certain", "spellings")
        for spelling in group.get(key, ())
    ]
    labels.sort(key=lambda label: -len(label.compact))
    words: dict[str, tuple[Label, ...]] = {}
    for label in filter(_is_word, labels):
        plain = _plain(label.compact)
        words[plain] = (*words.get(plain, ()), label)
    numbers = {number: Kind(kind) for number, kind in data["field-numbers"].items()}
    phrases = tuple(label for label in labels if not _is_word(label))
    return LabelBook(tuple(labels), numbers, words, phrases)


def _label(kind: Kind, spelling: str, *, certain: bool, other_number: bool) -> Label:
    compact = _compact(spelling).text
    size = len(compact)
    errors = 0 if size < 7 else 1 if size < 12 else 2 if size < 14 else 3
    return Label(kind, spelling, compact, certain, errors, _pairs(compact), other_number)


def _is_word(label: Label) -> bool:
    return len(label.compact) <= _SHORT and label.text.isalnum()


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
    found = [*_words(text, book), *_phrases(text, line, book)]
    numbered = _NUMBERED.match(text) if licence else None
    if numbered and (kind := book.field_numbers.get(numbered[1].lower())) is not None:
        found.append(LabelHit(kind, numbered.start(1), numbered.end(1), _FIELD_NUMBER, numbered[1]))
    return _without_overlaps(found)


def is_cut_caption(text: str) -> bool:
    """Whether a line is the beginning or the end of a citizen number's caption alone.

    The rim of a picture cuts it; of the sign that it goes through anything may be read.
    """
    part = _compact(text).text
    kinds = {
        label.kind
        for label in load_labels().labels
        if (len(part) > _BEGIN and label.compact.startswith(part[:-1]))
        or (len(part) > _END and label.compact.endswith(part[1:]))
    }
    return kinds == {Kind.BSN}


def business_lines(texts: Iterable[str]) -> int:
    """How many lines of a text are a letter's or an invoice's: captions and columns of numbers.

    Captions are those of an invoice's, a customer's or a company's number; a column has three bare
    numbers at least.  None where one names a person's number: then it is no mere letter.
    """
    lines = list(texts)
    named = [match_label(text) for text in lines]
    if any(hit.kind is Kind.BSN for hits in named for hit in hits):
        return 0
    bare = sum(_BARE.fullmatch(text) is not None for text in lines)
    captions = sum(any(hit.other_number for hit in hits) for hits in named)
    return captions + (bare if bare >= _COLUMN else 0)


def is_other_number(text: str, start: int, end: int) -> bool:
    """Whether the line itself says that characters ``start`` to ``end`` are no person's number.

    The last caption before it names an invoice, a customer or a company, or the signs around it
    make it a VAT number ("NL…B01").
    """
    if _VAT_HEAD.search(text[:start]) and _VAT_TAIL.match(text[end:]):
        return True
    before = [hit for hit in match_label(text) if hit.start < start and hit.end <= start + 1]
    return bool(before) and before[-1].other_number


def _compact(text: str) -> _Compact:
    chars: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for plain in char.lower() if char.isascii() else unicodedata.normalize("NFKD", char):
            if plain.isalnum():
                chars.append(plain.lower())
                places.append(place)
    return _Compact("".join(chars), tuple(places))


def _words(text: str, book: LabelBook) -> Iterator[LabelHit]:
    """Short captions as whole words, look-alike digits read as letters."""
    for match in _WORD.finditer(text):
        word = _compact(match.group()).text
        if any(char.isalpha() for char in word):
            for label in book.words.get(_plain(word), ()):
                yield _hit(label, match.start(), match.end(), int(word != label.compact))
        bare = word.lstrip(_DIGITS)
        if len(bare) < len(word) and len(word) > 3:  # "3naam": a field number run in
            for label in book.words.get(_plain(bare), ()):
                if label.compact == bare:
                    yield _hit(label, match.start(), match.end(), 1)
        head = word.rstrip(_DIGITS)
        if len(word) - len(head) >= _RUN_IN_DIGITS:
            for label in book.words.get(_plain(head), ()):
                if label.kind is Kind.BSN:
                    yield _hit(label, match.start(), match.start() + len(label.compact), 1)


def _plain(word: str) -> str:
    return word.translate(_LOOK_ALIKE)


def _phrases(text: str, line: _Compact, book: LabelBook) -> Iterator[LabelHit]:
    """Long captions anywhere in the line's letters, with a few misread ones."""
    pairs = _pairs(line.text)
    for label in book.phrases:
        # A misread letter spoils two pairs of neighbours: most of them must be there.
        if (label.pairs & pairs).bit_count() < label.pairs.bit_count() - 2 * label.errors:
            continue
        found = _closest(line.text, label.compact, label.errors)
        if found is None:
            continue
        start, end, wrong = found
        # A caption of the citizen number that is missed costs more than one too many.
        doubtful = wrong > 1 and label.kind is not Kind.BSN
        if doubtful and not _begins_alike(line.text[start:end], label.compact):
            continue
        first, last = line.places[start], line.places[end - 1] + 1
        inside = text[first - 1 : first].isalpha() or text[last : last + 1].isalpha()
        if inside and (len(label.compact) < 7 or (wrong and len(label.compact) < 12)):
            continue
        yield _hit(label, first, last, wrong)


def _pairs(compact: str) -> int:
    """The pairs of neighbours, a bit for each; two may share one, so that a pair too many is seen.

    A line is compared with every caption: as numbers that takes a tenth of the time of sets.
    """
    bits = [ord(sign) % _SIGNS for sign in compact]
    pairs = 0
    for first, second in pairwise(bits):
        pairs |= 1 << (first * _SIGNS + second)
    return pairs


def _begins_alike(found: str, label: str) -> bool:
    """Whether a misread caption begins as it should, lost its first letter, or looks as if.

    Any other first letter goes where the next three are right.  Words that merely end alike
    ("aantekening", "handtekening") are different words.
    """
    if found[0] == label[0] or found.startswith(label[1:3]) or found[1:4] == label[1:4]:
        return True
    return any(found[0] in shapes and label[0] in shapes for shapes in _SHAPES)


def _closest(text: str, label: str, errors: int) -> tuple[int, int, int] | None:
    """(start, end, wrong letters) of the stretch of text nearest to the label.

    The first of the nearest ones, with as many letters as can belong to it.
    """
    exact = text.find(label)
    if exact >= 0:
        return exact, exact + len(label), 0
    if not errors:
        return None
    costs = edit_costs(text, label, anywhere=True)
    wrong = min(costs)
    if wrong > errors:
        return None
    end = costs.index(wrong)
    longest = len(label) + errors
    backwards = edit_costs(text[max(0, end - longest) : end][::-1], label[::-1], anywhere=False)
    size = max(size for size, cost in enumerate(backwards) if cost == wrong)
    return end - size, end, wrong


def _hit(label: Label, start: int, end: int, errors: int) -> LabelHit:
    base = _CERTAIN if label.certain else _CUSTOMARY
    score = round(base - _PER_ERROR * errors, 3)
    return LabelHit(label.kind, start, end, score, label.text, label.other_number)


def _without_overlaps(hits: list[LabelHit]) -> list[LabelHit]:
    """Longest and best first: "burgerservicenummer" wins over a shorter caption inside it."""
    kept: list[LabelHit] = []
    for hit in sorted(hits, key=lambda h: -(h.end - h.start) * h.score):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)
