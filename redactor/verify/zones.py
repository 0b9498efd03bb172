"""Machine readable zones that still hold a number where Dutch documents have or had the BSN.

Positions: ICAO Doc 9303 parts 4 and 5; dutch_documents §1a and §3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from redactor.documents import load_countries, mrz
from redactor.documents.countries import known_issuers, merged
from redactor.model import Doubt
from redactor.verify.sight import MASK, Sight

LEAST_DIGITS = 4
LOOKS = 0.5
"""Mark of a line that looks like a zone's; noise parsed as a zone has none."""
BELIEVED = 2
"""Check digits that hold from which a zone's country is believed, watermark over it or not."""
SLACK = 0.04
"""How far left of its cells a number may begin, over its line's width."""
_DATES = r"[\dOIZSBG]{7}[A-Z<]{1,2}[\dOIZSBG]{6,7}"
"""Birth, sex and expiry; the last check digit may be lost beside a cover."""
_TD3 = re.compile(r"(?P<head>NLD" + _DATES + r")(?P<rest>.*)")
_TD1 = re.compile(r"(?P<head>^.{0,3}NLD[A-Z0-9<]{9}[0-9OIZSBG<])(?P<rest>.*)")
_LICENCE = re.compile(r"^D[0-9OIZSBGL]{1,2}NLD[12IZ]")
"""A driving licence's one line: no number, but thirteen random signs, digits in a row among them.
Document numbers of Dutch cards begin with a letter, so that their line cannot look like it."""
_HEADS = (
    re.compile(r"^.*?[A-Z]{3}" + _DATES),  # TD2, TD3: document number to expiry
    re.compile(r"^.{8,11}NLD[\dOIZSBG]{7}\d?[\dOIZSBG]{6,7}"),  # the same, its sex misread or lost
    re.compile(r"^.{8,11}NLD[\dOIZSBG]{7}(?=[MFX])"),  # the same as far as the sex
    re.compile(r"^" + _DATES),  # TD1, line 2: birth to expiry
    re.compile(r"^[A-Z][A-Z<][A-Z<]{3}[A-Z0-9<]{9}[0-9OIZSBG<]"),  # TD1, line 1: to the number
    re.compile(r"^[\dOIZSBG]{2,7}[A-Z]{3}(?=<)"),  # TD1, line 2 without its birth: to nationality
)
_DIGITS = re.compile(r"\d{4,}")


def head_of(text: str) -> str:
    """The part of a zone line before its optional data, cleaned; empty where it is no such line."""
    line = mrz.clean(text.replace(MASK, "<"))
    for pattern in _HEADS:
        found = pattern.match(line)
        if found:
            return found.group()
    return ""


def zone_doubts(sights: Sequence[Sight], reader: str, *, abroad: bool = False) -> Iterator[Doubt]:
    """Doubts about lines that look like a zone's, masked, in any order.

    ``abroad``: the lines stand on documents told to be of countries whose number stays.
    """
    for sight in sights:
        if optional_digits(sight.text):
            yield Doubt("number-visible", reader, sight.quad)
    in_order = sorted(sights, key=lambda s: s.quad.centre[1])
    yield from _whole_zone(in_order, reader, abroad=abroad)


def optional_digits(text: str) -> bool:
    """Whether one line of a Dutch zone goes on with digits after its fixed fields."""
    line = mrz.clean(text.replace(MASK, "<"))
    if is_licence(line):
        return False
    found = _TD3.search(line) or _TD1.match(line)
    return found is not None and any(map(_is_number, _DIGITS.findall(found["rest"])))


def is_licence(text: str) -> bool:
    """Whether a line is the one of a driving licence's zone."""
    return _LICENCE.match(mrz.clean(text)) is not None


def _is_number(run: str) -> bool:
    """Whether a run of digits is no row of fillers, which are misread as fives and sixes."""
    return not set(run) <= {"5", "6"}


def _whole_zone(sights: Sequence[Sight], reader: str, *, abroad: bool) -> Iterator[Doubt]:
    """The zone as a whole, its lines repaired with one another's help.

    An issuer that is cut off here may be any country's: where the first look knew it for another's,
    and this one reads that holder's country in a zone that holds, it is not asked again.

    Repair may shift what stands left of a cover into the optional data: only digits that truly
    stand in the right part of their line count.
    """
    texts = [sight.text.replace(MASK, "<") for sight in sights]
    if not any(mrz.looks_like_mrz(text) >= LOOKS for text in texts):
        return
    if not any(_goes_on(sight, earliest(len(sights)), sights) for sight in sights):
        return  # nothing that a repair could make a number of, and repairs take their time
    parsed = mrz.parse(texts)
    if parsed is None or (abroad and _holds(parsed) and _names_another(parsed)):
        return
    for span in mrz.bsn_spans(parsed):
        index = parsed.first + span.line
        sight = sights[index]
        if any(
            _stands_right(sight, run, span.start / parsed.format.columns, sights)
            for run in filter(_is_number, _DIGITS.findall(span.of(parsed.lines)))
        ):
            yield Doubt("number-visible", reader, sight.quad)


def _holds(parsed: mrz.Mrz) -> bool:
    """Whether enough of a zone was read to believe what it says of the country.

    A date among it: letters of a number are mended until its check digit holds.
    """
    checks = parsed.checks
    dated = checks.get("birth", False) or checks.get("expiry", False)
    return dated and sum(checks.values()) >= BELIEVED


def _names_another(parsed: mrz.Mrz) -> bool:
    """Whether a zone names a country whose number stays, and none whose number goes."""
    own = any(
        mrz.similar_code(code, country.code)
        for code in (parsed.issuer, parsed.nationality)
        for country in load_countries()
    )
    return not own and parsed.nationality in known_issuers()


@cache
def earliest(rows: int) -> float:
    """Where a number may begin at the earliest in a zone of so many lines, over their width."""
    return min(
        (
            span.start / fmt.columns
            for country in load_countries()
            for fmt, zone in country.zones.items()
            for span in merged((*zone.cells, *zone.loose, *zone.checks))
            if fmt.rows <= rows and span.end - span.start >= LEAST_DIGITS
        ),
        default=1.0,
    )


def _goes_on(sight: Sight, start: float, sights: Sequence[Sight]) -> bool:
    """Whether four digits in a row begin at or right of a fraction of the zone's width."""
    first = _column(start, sights)
    return any(
        sight.spots[at][0] > first
        for run in _DIGITS.finditer(sight.text)
        for at in range(run.start(), run.end() - LEAST_DIGITS + 1)
    )


def _stands_right(sight: Sight, run: str, start: float, sights: Sequence[Sight]) -> bool:
    """Whether the run is in the line's own text, at or right of a fraction of the zone's width."""
    at = sight.text.rfind(run)
    return at >= 0 and sight.spots[at][0] > _column(start, sights)


def _column(part: float, sights: Sequence[Sight]) -> float:
    """Where a fraction of the zone's width lies in sheet px, and a little left of it."""
    left = min(s.quad.bounds[0] for s in sights)
    right = max(s.quad.bounds[2] for s in sights)
    return left + (part - SLACK) * (right - left)
