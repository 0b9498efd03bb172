"""What the picture's rim or a finger leaves of a citizen number.

Too few digits for a number, and without its caption nothing speaks for them but that they are
five or more in a row of one that is known from elsewhere; or, where none is, that they alone stand
in a line that the rim cuts, and are no date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from redactor.documents import ends_date, is_cut_caption, is_date, starts_date
from redactor.documents.bsn import LENGTH, as_digits
from redactor.model import Finding, Kind, Page, Quad, Reason
from redactor.read.scene import Line
from redactor.read.spans import rough

FEWEST = 5
"""Digits in a row that no other field has by chance: of a date in one of five thousand."""
SEPARATORS = frozenset(" .-/")
SURE = 0.9
GARBLED, ENDS, READ = 0.85, 4, 3
"""Score under which a line may be a number of which most is lost, the digits at either end that are
enough for it to be a known one's there, and those of them that must have been read as digits."""
MOST = LENGTH + 4
"""Signs of a number with the separators that a fax breaks into several."""
LEAST, CAPTIONED = 4, 2
"""Digits that are worth a question where the rim cuts a row of them, and where it cuts a number's
caption beside them as well."""
BESIDE = 2.0
"""How far over or under them that stands, between middles, over their height."""
NEAR = 0.5
"""How far from the rim a line that it cuts begins or ends, over its height."""
LEVEL = 0.2
"""rad: most that such a line leans on its document; a watermark's lines lean by more."""


def remnants(lines: Sequence[Line], numbers: Iterable[str], index: int) -> tuple[Finding, ...]:
    """BSN findings for parts of known numbers in a document's lines, page px."""
    known = sorted(numbers)
    return tuple(
        _same_number(line, start, end, index)
        for line in lines
        for start, end in _parts(line.text, known)
    )


def repeated(lines: Sequence[Line], numbers: Iterable[str], index: int) -> tuple[Finding, ...]:
    """BSN findings for whole known numbers among other signs of a document's lines, page px."""
    return tuple(
        _same_number(line, at, at + len(number), index)
        for line in lines
        for number in sorted(numbers)
        if (at := line.text.find(number)) >= 0
    )


def garbled(lines: Sequence[Line], numbers: Iterable[str], index: int) -> tuple[Finding, ...]:
    """BSN findings for lines as long as a number that hardly read and begin or end as a known one.

    A fax leaves strokes of thin digits: people may guess what a reader does not.
    """
    known = sorted(numbers)
    why = (Reason("same-number"),)
    return tuple(
        Finding(Kind.BSN, line.page, SURE, why, "number", None, index)
        for line in lines
        if line.score < GARBLED and any(_has_ends(line.text, number) for number in known)
    )


def _has_ends(text: str, number: str) -> bool:
    """Whether a text is about as long as a number and its first or last digits are that one's."""
    signs = "".join(sign for sign in text if sign not in SEPARATORS)
    if len(signs) < LENGTH - 1 or len("".join(text.split())) > MOST:
        return False
    pairs = ((signs[:ENDS], number[:ENDS]), (signs[-ENDS:], number[-ENDS:]))
    return any(
        as_digits(seen) == part and sum(map(str.isdigit, seen)) >= READ for seen, part in pairs
    )


def _same_number(line: Line, start: int, end: int, index: int) -> Finding:
    why = (Reason("same-number"),)
    return Finding(Kind.BSN, _place(line, start, end), SURE, why, "number", None, index)


def cut_rows(lines: Sequence[Line], page: Page, index: int) -> tuple[tuple[Line, Finding], ...]:
    """Lines of four to eight digits alone that the rim cuts, with unsure BSN findings, page px.

    Of two or three where it cuts their caption, too.
    """
    why = (Reason("cut-off"),)
    captions = [line for line in lines if is_cut_caption(line.text) and any(_beyond(line, page))]
    return tuple(
        (line, Finding(Kind.BSN, line.page, 0.2, why, "number", None, index))
        for line in lines
        if _is_cut_row(line, page, CAPTIONED if _is_named(line, captions) else LEAST)
    )


def _is_named(line: Line, captions: Sequence[Line]) -> bool:
    """Whether a caption stands right over or under a line."""
    left, top, right, bottom = line.box
    return any(
        abs(top + bottom - t - b) / 2 < BESIDE * line.view.height and x < right and left < r
        for x, t, r, b in (caption.box for caption in captions)
    )


def _is_cut_row(line: Line, page: Page, least: int) -> bool:
    """Whether a line is nothing but digits, goes on beyond the rim, and is no date there."""
    row = line.text.strip()
    # of the sign that the rim cuts in two anything may be read
    last = _is_row(row if row[:1].isdigit() else row[1:], ends_date, least)
    first = _is_row(row if row[-1:].isdigit() else row[:-1], starts_date, least)
    if not (first or last) or abs(line.view.angle) > LEVEL:
        return False
    before, after = _beyond(line, page)
    return (last and before) or (first and after)


def _is_row(text: str, of_date: Callable[[str], bool], least: int) -> bool:
    """Whether a text is too few digits for a number, and no such part of a date."""
    text = text.strip("".join(SEPARATORS))
    digits = "".join(sign for sign in text if sign not in SEPARATORS)
    few = digits.isascii() and digits.isdigit() and least <= len(digits) < LENGTH
    return few and not of_date(text) and not is_date(text)


def _beyond(line: Line, page: Page) -> tuple[bool, bool]:
    """Whether a line goes on beyond the picture at its beginning, and at its end."""
    quad = line.page
    reach = NEAR * quad.height / max(quad.width, 1.0)
    inside = [page.quad.contains(point) for point in quad.middles((-reach, 1.0 + reach))]
    return not inside[0], not inside[1]


def _parts(text: str, numbers: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of a text's signs that are a part of a number, and no whole one."""
    for row in _rows(text):
        digits = "".join(text[at] for at in row)
        if len(digits) >= LENGTH:  # a number of its own, which other signs tell of
            continue
        for length in range(len(digits), FEWEST - 1, -1):
            start = _first(digits, length, numbers)
            if start is not None:
                yield row[start], row[start + length - 1] + 1
                break


def _first(digits: str, length: int, numbers: Sequence[str]) -> int | None:
    """Where the first part of this length of any number stands among some digits."""
    starts = range(len(digits) - length + 1)
    return next(
        (at for at in starts if any(digits[at : at + length] in number for number in numbers)), None
    )


def _rows(text: str) -> Iterator[list[int]]:
    """Places of the digits of each row that only separators divide."""
    row: list[int] = []
    for at, sign in enumerate(text):
        if sign.isascii() and sign.isdigit():
            row.append(at)
        elif sign not in SEPARATORS:
            yield row
            row = []
    yield row


def _place(line: Line, start: int, end: int) -> Quad:
    """Where a line's signs stand on the page: all of the line where it has no others."""
    left, right = rough(line, start, end)
    before, after = line.text[:start].strip(), line.text[end:].strip()
    return line.page.part(left if before else 0.0, right if after else 1.0)
