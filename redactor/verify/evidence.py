"""What in lines of text speaks for a citizen number that is still visible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import cos

from redactor.documents import bsn, is_other_number, match_label
from redactor.documents.mrz import clean, looks_like_mrz
from redactor.documents.mrz_repair import TO_DIGIT
from redactor.model import Doubt, Kind, Secret
from redactor.verify.excuse import COINCIDENCE, LEVEL, LOOK_ALIKE, Excuse
from redactor.verify.expectation import Expectation, SheetExpectation
from redactor.verify.sight import MASK, Sight
from redactor.verify.zones import LOOKS, head_of, optional_digits, zone_doubts

LEAST_RUN = 4
CAPTION = 6
"""Letters before a number that make a caption."""
ZONE_LIKE = 0.3
LABEL_SCORE = 0.8
NUMBER_ENDS = 15
"""Cell of a zone's line before which its document's number stands (ICAO 9303-4 and 9303-5 §4)."""
WITH_NUMBER = 22
"""Signs of a zone's line that goes on with a citizen number, two lost; without fillers a shorter
one is noise."""
Excused = Callable[[str], bool]
_ZONE_DIGITS = str.maketrans(TO_DIGIT)


def text_doubts(
    sights: Sequence[Sight],
    expectation: Expectation,
    sheet: SheetExpectation,
    reader: str,
    others: Sequence[Sight] = (),
) -> list[Doubt]:
    """Doubts about masked lines of one sheet; ``reader`` is named as their detail.

    ``others``: what another reader saw on the same sheet.
    """
    excuse = Excuse.of(sheet, expectation, sights, others)
    found: list[Doubt] = []
    for sight in sights:
        run = known_run(sight, expectation.numbers, excuse)
        if run is not None:
            found.append(Doubt("number-visible", reader, sight.part(*run)))
    if Kind.BSN in expectation.hide and expectation.may_be_numbered:
        numbers = (*_unknown_numbers(sights, excuse, reader), *_labelled(sights, excuse, reader))
        found += [doubt for doubt in numbers if not sheet.is_abroad(doubt.quad)]
    if expectation.hide & {Kind.MRZ_BSN, Kind.MRZ}:
        likely = [
            sight
            for sight in sights
            if looks_like_mrz(sight.text.replace(MASK, "<")) >= ZONE_LIKE
            and not excuse.is_read_as_licence(sight)
        ]
        abroad = all(sheet.is_abroad(sight.quad) for sight in likely)
        found += zone_doubts(likely, reader, abroad=abroad)
    return found


def raw_doubts(
    lines: Iterable[str], expectation: Expectation, sheet: SheetExpectation, reader: str
) -> list[Doubt]:
    """Doubts about zone lines of unknown place."""
    excuse = Excuse.of(sheet, expectation)
    found = []
    for line in lines:
        head = head_of(line)
        rest = clean(line)[len(head) :]
        mark = looks_like_mrz(line)
        # a line of noise has four digits of any number now and then
        least = LEAST_RUN if mark >= LOOKS else COINCIDENCE + 1
        known = _run_in(rest, expectation.numbers, lambda run: excuse.holds(run, None), least)
        whole = mark >= ZONE_LIKE or len(clean(line)) >= WITH_NUMBER
        if known is not None or (whole and optional_digits(line)):
            found.append(Doubt("number-visible", reader))
    return found


def known_run(sight: Sight, numbers: Iterable[Secret], excuse: Excuse) -> tuple[int, int] | None:
    """Where four or more digits of a known number stand in a row: half-open character range."""
    return _run_in(sight.text, numbers, lambda run: excuse.holds(run, sight))


def _run_in(
    text: str, numbers: Iterable[Secret], excused: Excused, least: int = LEAST_RUN
) -> tuple[int, int] | None:
    for row in _rows(text):
        joined = "".join(digit for digit, _, _ in row)
        for number in numbers:
            for run, at in _shared(joined, bsn.digits(number.clear), least):
                cells = row[at : at + len(run)]
                true = sum(is_digit for _, is_digit, _ in cells)
                if true >= max(LEAST_RUN - 1, len(run) / 2) and not excused(run):
                    return cells[0][2], cells[-1][2] + 1
    return None


def _rows(text: str) -> Iterator[list[tuple[str, bool, int]]]:
    """Rows of digits and their look-alikes, separators left out: (digit, read as one, place)."""
    row: list[tuple[str, bool, int]] = []
    for place, char in enumerate(text + MASK):
        digit = char.translate(LOOK_ALIKE)
        if digit.isascii() and digit.isdigit():
            row.append((digit, char == digit, place))
        elif bsn.digits(char):
            if len(row) >= LEAST_RUN:
                yield row
            row = []


def _shared(text: str, number: str, least: int) -> Iterator[tuple[str, int]]:
    """Runs of the number that stand in the text, longest first, with every place of each."""
    for length in range(len(number), least - 1, -1):
        for run in dict.fromkeys(number[i : i + length] for i in range(len(number) - length + 1)):
            at = text.find(run)
            while at >= 0:
                yield run, at
                at = text.find(run, at + 1)


def _unknown_numbers(sights: Sequence[Sight], excuse: Excuse, reader: str) -> Iterator[Doubt]:
    """Nine digits that pass the eleven test and were in no line that was meant to stay.

    Those that a caption calls an invoice's, a customer's or a company's number are none.
    """
    for sight in sights:
        if looks_like_mrz(sight.text.replace(MASK, "<")) >= 0.6:
            continue
        for candidate in bsn.candidates(sight.text):
            firm = not candidate.weak and not (candidate.repaired and _letters(sight, candidate))
            if not firm or not bsn.is_real(candidate.digits):
                continue
            place = sight.part(candidate.start, candidate.end)
            if not (
                _is_others(sight, candidate, sights)
                or excuse.explains(candidate.digits, sight, place)
                or _is_documents(candidate.digits, sights)
            ):
                yield Doubt("number-visible", reader, place)


def _is_documents(number: str, sights: Sequence[Sight]) -> bool:
    """Whether a zone on the sheet has these digits as its document's number, letters misread.

    It stands before all optional data: in the first fifteen cells of a card's line and of a page's.
    """
    lines = [sight.text for sight in sights if looks_like_mrz(sight.text) >= ZONE_LIKE]
    return any(number in clean(line)[:NUMBER_ENDS].translate(_ZONE_DIGITS) for line in lines)


def _letters(sight: Sight, candidate: bsn.Candidate) -> bool:
    """Whether more than one sign of a candidate is a letter."""
    return sum(c.isalpha() for c in sight.text[candidate.start : candidate.end]) > 1


def _labelled(sights: Sequence[Sight], excuse: Excuse, reader: str) -> Iterator[Doubt]:
    """A caption for the citizen number with a number beside or below it, test or no test."""
    for sight, candidate in _named(sights):
        place = sight.part(candidate.start, candidate.end)
        if not excuse.is_read_longer(candidate.digits, place):
            yield Doubt("number-visible", reader, place)


def _named(sights: Sequence[Sight]) -> Iterator[tuple[Sight, bsn.Candidate]]:
    """Numbers behind a caption for the citizen number in its line, right of it or below it."""
    for sight in sights:
        for hit in match_label(sight.text):
            if hit.kind is not Kind.BSN or hit.score < LABEL_SCORE:
                continue
            yield from ((sight, c) for c in _numbers(sight) if c.start >= hit.end - 1)
            yield from (
                (other, candidate)
                for other in sights
                if other is not sight and (_right_of(sight, other) or _below(sight, other))
                for candidate in _numbers(other)
                if not _captioned(other, candidate)
            )


def _captioned(sight: Sight, candidate: bsn.Candidate) -> bool:
    """Whether words before a number in its own line, whatever they are read as, name it.

    Such a number is that caption's, not that of a line above, unless it passes the test.
    """
    letters = sum(char.isalpha() for char in sight.text[: candidate.start])
    return letters >= CAPTION and not bsn.is_real(candidate.digits)


def _numbers(sight: Sight) -> list[bsn.Candidate]:
    if looks_like_mrz(sight.text) >= 0.6:
        return []
    return [
        c
        for c in bsn.candidates(sight.text)
        if not c.weak and not (c.repaired and _letters(sight, c))
    ]


def _right_of(label: Sight, other: Sight) -> bool:
    """Whether a line stands behind a caption in its row, however the sheet lies."""
    wide, high = label.quad.width, label.quad.height
    start, upper, _, lower = label.sees(other.quad)
    return abs(upper + lower - high) < high and wide - high < start < wide + 10 * high


def _below(label: Sight, other: Sight) -> bool:
    start, upper, end, lower = label.sees(other.quad)
    wide, bottom = label.quad.width, label.quad.height
    high = max(bottom, 0.7 * (lower - upper))
    middle = (upper + lower) / 2
    return bottom - 0.5 * high < middle and upper < bottom + 1.6 * high and start < wide and end > 0


def _names_other(label: Sight) -> bool:
    """Whether a line ends with a caption of an invoice's, a customer's or a company's number."""
    hits = match_label(label.text)
    if not hits or not hits[-1].other_number:
        return False
    return not any(c.isalnum() for c in label.text[hits[-1].end :])


def _is_others(sight: Sight, candidate: bsn.Candidate, sights: Sequence[Sight]) -> bool:
    """Whether a caption says that a number is an invoice's, a customer's or a company's.

    On its own line, or alone in the same row in front of it, level and of the same size.
    """
    if is_other_number(sight.text, candidate.start, candidate.end):
        return True
    if any(c.isalnum() for c in sight.text[: candidate.start]):
        return False
    row = [
        (label.sees(sight.quad)[0], label)
        for label in sights
        if label is not sight and _in_row(label, sight)
    ]
    return bool(row) and _names_other(min(row, key=lambda pair: pair[0])[1])


def _in_row(label: Sight, other: Sight) -> bool:
    """Whether a line stands right in front of another: level with it and as high."""
    _, upper, _, lower = label.sees(other.quad)
    high = label.quad.height
    return (
        _right_of(label, other)
        and cos(label.quad.angle - other.quad.angle) > LEVEL
        and abs(upper + lower - high) < 0.7 * high
        and 0.6 < other.quad.height / max(high, 1e-6) < 1.7
    )
