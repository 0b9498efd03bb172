"""Print beside a zone that was read into its lines: where the zone may begin and end instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from redactor.read.scene import Line

WORDS = 3
"""Words at either end of a line that may be another print's."""
_WORD = re.compile(r"\S+")
_FAR = float("inf")

Parted = tuple[Line, tuple[Line, ...]]
"""A row without what stands beside it, and that."""


def parted(rows: Sequence[Line]) -> Iterator[list[Parted]]:
    """The rows cut before and after words near their ends, each way there is.

    One border holds for all rows: a zone's lines begin and end one under the other.
    """
    begins = {_left(row, at) for row in rows for at in _starts(row)[:WORDS]}
    ends = {_left(row, at) for row in rows for at in _starts(row)[-WORDS:]}
    for begin, end in product((-_FAR, *sorted(begins)), (_FAR, *sorted(ends))):
        if begin < end and (begin, end) != (-_FAR, _FAR):
            yield [_between(row, begin, end) for row in rows]


def _starts(row: Line) -> list[int]:
    """Where each of a row's words but the first begins."""
    return [word.start() for word in _WORD.finditer(row.text)][1:]


def _left(row: Line, index: int) -> float:
    """The left border of a word, in view px: the middle of the space before it."""
    return row.view.part(0.0, row.left_of(index)).points[1][0]


def _between(row: Line, begin: float, end: float) -> Parted:
    """A row's words between two borders in view px, and those before and after."""
    slack = row.view.height / 2
    length = len(row.text)
    starts = [0, *_starts(row)]
    first = next((at for at in starts if _left(row, at) > begin - slack), 0)
    last = next((at for at in starts if at > first and _left(row, at) > end - slack), length)
    own, *others = [
        row.cut(start, start + len(row.text[start:stop].rstrip()))
        for start, stop in ((first, last), (0, first), (last, length))
        if start < stop
    ] or [row]
    return (row, ()) if not others else (own, tuple(others))
