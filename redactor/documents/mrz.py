"""Machine readable zones: from what an engine read to named fields and what must be hidden.

Grammar in ``mrz_grammar`` (ICAO Doc 9303), OCR repair in ``mrz_repair``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

from redactor.documents.countries import Country, load_countries, merged
from redactor.documents.mrz_clean import GAP, clean
from redactor.documents.mrz_grammar import (
    DUTCH,
    FILLER,
    LAYOUTS,
    PREFIX,
    Layout,
    MrzFormat,
    Span,
    check_digit,
    is_national,
    similar_code,
)
from redactor.documents.mrz_issuer import head_hidden, issuer_unread, may_be_issued_by
from redactor.documents.mrz_repair import Aligned, heads, holds, mend, readings
from redactor.model import Secret

__all__ = [
    "GAP",
    "Mrz",
    "MrzFormat",
    "Span",
    "bsn_spans",
    "bsn_value",
    "check_digit",
    "clean",
    "looks_like_mrz",
    "parse",
    "similar_code",
]

_WRONG_PREFIX, _NO_PREFIX = 8.0, 1.0
VISAS, _STICKER = frozenset({MrzFormat.MRV_A, MrzFormat.MRV_B}), 3.0
"""Zones of stickers in a passport, and what it costs to take half a zone for one: few are sent."""
_PER_CHECK = 2.0
_MAX_COST_PER_CELL = 0.22
_MAX_EXTRA = 8
_MAX_LINES = 12
_UNREAD = 0.5
_SMALL = 0.25
_WORD = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class Mrz:
    """A parsed zone.

    ``lines``: repaired, of the format's exact length.  ``first``: index of the given line that
    became line 0.  ``spans``: cells of each field by name ("document-number", "birth",
    "optional", "surname", …; check digits end in "-check").  ``optional``: (line, start, end,
    text) of each optional field.  ``checks``: whether each check digit fits, where the format has
    it.  ``birth`` and ``expiry``: YYMMDD as printed.  ``guessed``: for each line the cells that
    nothing was read for (filled with fillers).  ``confidence``: 0 to 1.
    """

    format: MrzFormat
    lines: tuple[Secret, ...]
    first: int
    document_type: str
    issuer: str
    nationality: str
    document_number: Secret
    surname: Secret
    given_names: Secret
    birth: Secret
    sex: str
    expiry: Secret
    optional: tuple[tuple[int, int, int, Secret], ...]
    checks: Mapping[str, bool]
    spans: Mapping[str, Span]
    confidence: float
    guessed: tuple[frozenset[int], ...] = ()

    @property
    def valid(self) -> bool:
        """Whether the format has check digits and all of them fit."""
        return bool(self.checks) and all(self.checks.values())


@dataclass(frozen=True, slots=True)
class _Fit:
    layout: Layout
    lines: tuple[str, ...]
    first: int
    cost: float
    checks: Mapping[str, bool]
    guessed: tuple[frozenset[int], ...]

    @property
    def score(self) -> float:
        # A check that fails counts against a layout, else the one with most checks would win.
        return _PER_CHECK * sum(1 if ok else -1 for ok in self.checks.values()) - self.cost

    @property
    def cells(self) -> int:
        return self.layout.format.rows * self.layout.format.columns


def parse(lines: Sequence[str]) -> Mrz | None:
    """The zone in OCR lines, top to bottom, one zone line each; None where there is none.

    Lines may hold spaces, lower case, look-alikes, too few or too many fillers, and ``GAP`` for
    each sign that is known to be missing; lines that do not belong to the zone may stand before or
    after it.  A zone whose check digits fail is still
    returned (``checks`` says so): specimens carry wrong ones.
    """
    cleaned = [clean(line) for line in lines[:_MAX_LINES]]
    best: _Fit | None = None
    for first, layout in _attempts(cleaned):
        rows = cleaned[first : first + layout.format.rows]
        fit = _fit(rows, first, layout, -inf if best is None else best.score)
        if fit is not None and (best is None or fit.score > best.score):
            best = fit
    if best is None:
        return None
    passed = sum(best.checks.values())
    if best.cost > _MAX_COST_PER_CELL * best.cells and passed < 2:
        return None
    return _read(best)


def _attempts(lines: Sequence[str]) -> list[tuple[int, Layout]]:
    """Where a zone may begin and under which layout, the likeliest first: lines of its width."""
    found: list[tuple[int, int, Layout]] = []
    for layout in LAYOUTS:
        rows, width = layout.format.rows, layout.format.columns
        for first in range(len(lines) - rows + 1):
            given = lines[first : first + rows]
            sizes = [len(line) for line in given]
            # of a line under fingers fillers may be all that is left
            least = [8, *(1 if set(line) == {FILLER} else 0.4 * width for line in given[1:])]
            if all(a <= b <= width + _MAX_EXTRA for a, b in zip(least, sizes, strict=True)):
                found.append((sum(abs(size - width) for size in sizes), first, layout))
    found.sort(key=lambda attempt: attempt[0])
    return [(first, layout) for _, first, layout in found]


def _fit(lines: Sequence[str], first: int, layout: Layout, least: float) -> _Fit | None:
    """The lines under one layout; None where they cannot be of it or score ``least`` at best."""
    choices: list[tuple[Aligned, ...]] = []
    hoped = _PER_CHECK * len(layout.checks)
    for index, line in enumerate(lines):
        if hoped <= least:
            return None
        taken = tuple(
            reading
            for text in (heads(line) if index == 0 else (line,))
            for reading in readings(text, layout, index)
            if index or _may_begin(layout, reading)
        )
        if not taken:
            return None
        choices.append(taken)
        hoped -= min(reading.cost for reading in taken)
    fits = [_weighed(way, first, layout) for way in product(*choices)]
    return max(fits, key=lambda fit: fit.score)


def _may_begin(layout: Layout, first: Aligned) -> bool:
    """Whether a first line's country and kind are those of the layout."""
    line = first.text
    if layout.format in (MrzFormat.TD1, MrzFormat.LICENCE):
        # an issuer under a thumb may be anybody; the check digits tell
        unread = sum(cell in first.guessed for cell in range(2, 5)) > 1
        if not unread and is_national(layout) != similar_code(line[2:5], DUTCH):
            return False
        return layout.format is MrzFormat.TD1 or _is_licence(layout, line)
    return layout.format is not MrzFormat.FR_ID or similar_code(line[2:5], "FRA")


def _weighed(taken: Sequence[Aligned], first: int, layout: Layout) -> _Fit:
    """One way to take all lines, mended and checked."""
    aligned = tuple(line.text for line in taken)
    cost = sum(line.cost for line in taken)
    guessed = tuple(line.guessed for line in taken)
    if 0 in guessed[0] or (len(guessed) == 2 and 0 in guessed[1]):
        cost += _NO_PREFIX + (_STICKER if layout.format in VISAS else 0.0)
    elif aligned[0][0] not in PREFIX[layout.format]:
        cost += _WRONG_PREFIX
    mended = mend(aligned, layout, dutch=similar_code(aligned[0][2:5], DUTCH))
    return _Fit(layout, mended, first, cost, _checks(mended, layout), guessed)


def _is_licence(layout: Layout, line: str) -> bool:
    """One line of thirty is a weak shape: its head must be right, and version 2 its second sign."""
    if line[0] != "D" or not line[2:5].isalpha():
        return False
    second = layout.spans.get("version")
    return second is None or (second.end == 7) == (line[5] == "2" and line[6].isalpha())


def _checks(lines: tuple[str, ...], layout: Layout) -> dict[str, bool]:
    checks = holds(lines, layout)
    number = _long_number(lines, layout)
    if number is not None:
        checks["document-number"] = check_digit(number[:-1]) == number[-1]
    return checks


def _long_number(lines: tuple[str, ...], layout: Layout) -> str | None:
    """A number of more than nine characters runs on in the optional data (9303-5, TD1 and TD2)."""
    if layout.format not in (MrzFormat.TD1, MrzFormat.TD2):
        return None
    spans = layout.spans
    rest = spans["optional"].of(lines).split(FILLER)[0]
    if spans["document-number-check"].of(lines) != FILLER or len(rest) < 2:
        return None
    number = spans["document-number"].of(lines)
    return None if FILLER in number else number + rest


def _read(fit: _Fit) -> Mrz:
    lines, spans = fit.lines, fit.layout.spans

    def text(name: str) -> str:
        return spans[name].of(lines) if name in spans else ""

    spans = _with_names(lines, spans)
    long_number = _long_number(lines, fit.layout)
    number = text("document-number").strip(FILLER) if long_number is None else long_number[:-1]
    passed = sum(fit.checks.values()) / len(fit.checks) if fit.checks else 0.5
    fitness = max(0.0, 1 - fit.cost / (_MAX_COST_PER_CELL * fit.cells))
    return Mrz(
        format=fit.layout.format,
        lines=tuple(Secret(line) for line in lines),
        first=fit.first,
        document_type=text("document-type").strip(FILLER),
        issuer=text("issuer").strip(FILLER),
        nationality=text("nationality").strip(FILLER),
        document_number=Secret(number),
        surname=Secret(_spaced(text("surname"))),
        given_names=Secret(_spaced(text("given-names"))),
        birth=Secret(text("birth")),
        sex=text("sex").strip(FILLER),
        expiry=Secret(text("expiry")),
        optional=tuple(
            (span.line, span.start, span.end, Secret(span.of(lines)))
            for name in ("optional", "optional-2")
            if (span := spans.get(name)) is not None
        ),
        checks=fit.checks,
        spans=spans,
        confidence=round(0.7 * passed + 0.3 * fitness, 3),
        guessed=fit.guessed,
    )


def _with_names(lines: tuple[str, ...], spans: Mapping[str, Span]) -> Mapping[str, Span]:
    """The spans with the names field divided at its double filler."""
    field = spans.get("names")
    if field is None:
        return spans
    text = field.of(lines).rstrip(FILLER)
    surname, divided, given = text.partition(FILLER * 2)
    middle = field.start + len(surname)
    start = middle + len(divided) + len(given) - len(given.lstrip(FILLER))
    return {
        **spans,
        "surname": Span(field.line, field.start, middle),
        "given-names": Span(field.line, start, field.start + len(text)),
    }


def _spaced(text: str) -> str:
    return " ".join(part for part in text.split(FILLER) if part)


def bsn_spans(mrz: Mrz, countries: Iterable[Country] | None = None) -> tuple[Span, ...]:
    """The cells that hold a citizen number or might, fillers and check digits included.

    Which cells is a matter of the policies of ``countries`` (None: all that are described) whose
    document the zone may be: for a Dutch passport line 2 positions 29-44, for a Dutch card line 1
    positions 16-30 and line 2 position 30.  Empty cells (Dutch models of 2021 and later) give
    none; anything unreadable in them counts as content.  In reading order, never adjoining.
    Source: dutch_documents §1a and §3.
    """
    return merged(
        span
        for country in _concerned(mrz, countries)
        if (cells := _number_cells(mrz, country))
        for span in (*cells, *country.zones[mrz.format].checks)
    )


def bsn_value(mrz: Mrz, countries: Iterable[Country] | None = None) -> Secret | None:
    """The citizen number in the cells that hold one; None where there are not enough digits.

    Where more than one could be it, one whose check digits fit is taken.
    """
    found = [pair for one in _concerned(mrz, countries) for pair in _numbers(mrz, one)]
    return Secret(max(found, key=lambda pair: pair[0])[1]) if found else None


def _numbers(mrz: Mrz, country: Country) -> list[tuple[bool, str]]:
    """The numbers in a country's cells, each with whether its check digits fit."""
    return [
        (country.accepts(match.group()), match.group())
        for span in _number_cells(mrz, country)
        if (match := re.match(rf"[0-9]{{{country.digits}}}(?![0-9])", span.of(mrz.lines)))
    ]


def _concerned(mrz: Mrz, countries: Iterable[Country] | None) -> list[Country]:
    chosen = load_countries() if countries is None else tuple(countries)
    described = frozenset(country.code for country in (*load_countries(), *chosen))
    return [
        country
        for country in chosen
        if may_be_issued_by(mrz, country.code, described)
        # an alien's document whose issuer a lamp hides: the number itself tells whose it is
        or (issuer_unread(mrz) and any(fits for fits, _ in _numbers(mrz, country)))
    ]


def _number_cells(mrz: Mrz, country: Country) -> list[Span]:
    """The country's cells in this zone that hold something."""
    zone = country.zones.get(mrz.format)
    if zone is None:
        return []
    if mrz.document_type.startswith(tuple(zone.unless_type)) and not head_hidden(mrz):
        return []
    loose = [
        span
        for span in zone.loose
        if sum(char.isdigit() for char in span.of(mrz.lines)) >= country.digits - 1
    ]
    return [*(span for span in zone.cells if _may_hold_number(mrz, span, country)), *loose]


def _may_hold_number(mrz: Mrz, block: Span, country: Country) -> bool:
    """Whether cells hold more than fillers and, as an empty field's check digit, a 0 at the end.

    Cells of which most were not read may hold anything.
    """
    text = block.of(mrz.lines)
    if text[:-1].strip(FILLER) or text[-1] not in "<0":
        return True
    if not mrz.guessed:
        return False
    unread = sum(cell in mrz.guessed[block.line] for cell in range(block.start, block.end))
    dated = bool(country.empty_from) and mrz.checks.get("expiry", False)
    without_number = dated and mrz.expiry.clear >= country.empty_from
    return unread > _UNREAD * len(text) and not without_number


_IN_BRACKETS = re.compile(r"\((\w[^()]*)\)|\[(\w[^\[\]]*)\]|\{(\w[^{}]*)\}")

_GROUPED = re.compile(r"\d{2,}([-.])\d{2,}\1\d{2,}")
"""A date or a number as prose groups it."""


def looks_like_mrz(text: str) -> float:
    """How much one OCR line looks like a zone line, 0 to 1: fillers, alphabet, length, no words.

    Prose in capitals has spaces and no fillers; a licence's zone has no fillers but letters and
    digits mixed in thirty signs without a space.
    """
    # a filler may be read as a bracket, but then none closes it: "(BSN)" is prose
    stripped = _IN_BRACKETS.sub(r"\1\2\3", text.strip())
    if len(stripped) < 12 or _GROUPED.search(stripped):
        return 0.0
    line = clean(stripped)
    fillers = min(line.count(FILLER), sum(c in "<«‹([{KCΛ∧" for c in stripped))
    solid = len(line) / max(1, len(stripped))
    length = max(0.0, 1 - min(abs(len(line) - columns) for columns in (30, 36, 44)) / 15)
    density = min(1.0, fillers / 4)
    if fillers == 0:
        digits = sum(c.isdigit() for c in line)
        letters, small = (sum(map(test, stripped)) for test in (str.isalpha, str.islower))
        mixed = len(line) >= 26 and digits >= 10 and len(_WORD.findall(line)) >= 3
        mixed = mixed and small <= _SMALL * letters
        spaced = stripped.count(" ") > 3
        return round(0.6 * length * solid, 3) if mixed and not spaced else 0.0
    alphabet = sum(c.isascii() and (c.isupper() or c.isdigit() or c in "<«‹ Λ∧") for c in stripped)
    return round(
        (0.5 * density + 0.2 * length + 0.3 * (alphabet / len(stripped))) * min(1.0, solid), 3
    )
