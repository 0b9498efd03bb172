"""What the picture's rim or a finger leaves of a citizen number that is known from elsewhere.

Too few digits for a number, and without its caption nothing speaks for them but that they are
five or more of that very number in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redactor.documents.bsn import LENGTH
from redactor.model import Finding, Kind, Quad, Reason
from redactor.read.scene import Line

FEWEST = 5
"""Digits in a row that no other field has by chance: of a date in one of five thousand."""
AROUND = 0.6
"""How far a digit reaches from its centre, over the distance of two."""
SEPARATORS = frozenset(" .-/")
SURE = 0.9


def remnants(lines: Sequence[Line], numbers: Iterable[str], index: int) -> tuple[Finding, ...]:
    """BSN findings for parts of known numbers in a document's lines, page px."""
    known = sorted(numbers)
    why = (Reason("same-number"),)
    return tuple(
        Finding(Kind.BSN, _place(line, start, end), SURE, why, "number", None, index)
        for line in lines
        for start, end in _parts(line.text, known)
    )


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
    pitch = 1.0 / max(len(line.text), 1)
    others = line.text[:start].strip(), line.text[end:].strip()
    left = max(0.0, line.centres[start] - AROUND * pitch) if others[0] else 0.0
    right = min(1.0, line.centres[end - 1] + AROUND * pitch) if others[1] else 1.0
    return line.page.part(left, right)
