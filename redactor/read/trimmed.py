"""Print beside a zone that was read into its lines: where the zone may begin and end instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from redactor.read.scene import Line

WORDS, WAYS = 3, 24
"""Words at either end of a line that may be another print's, and most ways to cut it."""
_WORD = re.compile(r"\S+")
_FAR = float("inf")

Parted = tuple[Line, tuple[Line, ...]]
"""A row without what stands beside it, and that."""


def parted(rows: Sequence[Line]) -> Iterator[list[Parted]]:
    """The rows cut before and after words near their ends, at one end before both.

    One border holds for all rows: a zone's lines begin and end one under the other.  What is cut
    off is shorter than what stays: no word is as long as a zone.
    """
    begins = sorted({_left(row, at) for row in rows for at in _starts(row)[:WORDS]})
    ends = sorted({_left(row, at) for row in rows for at in _starts(row)[-WORDS:]}, reverse=True)
    ways = [*((begin, _FAR) for begin in begins), *((-_FAR, end) for end in ends)]
    cut = ([_between(row, *way) for row in rows] for way in (*ways, *product(begins, ends)))
    return islice((lines for lines in cut if all(map(_keeps_most, lines))), WAYS)


def _keeps_most(row: Parted) -> bool:
    own, others = row
    return sum(len(other.text) for other in others) < len(own.text)


def _starts(row: Line) -> list[int]:
    """Where each of a row's words but the first begins; none where its places make no sense."""
    starts = [word.start() for word in _WORD.finditer(row.text)][1:]
    in_order = list(row.centres) == sorted(row.centres)
    return (
        starts if in_order and all(row.centres[at - 1] < row.centres[at] for at in starts) else []
    )


def _left(row: Line, index: int) -> float:
    """The left border of a word, in view px: the middle of the space before it."""
    return row.view.part(0.0, row.left_of(index)).points[1][0]


def _between(row: Line, begin: float, end: float) -> Parted:
    """A row's words between two borders in view px, and those before and after."""
    slack, length = row.view.height / 2, len(row.text)
    starts = [0, *_starts(row)]
    first = next((at for at in starts if _left(row, at) > begin - slack), 0)
    last = next((at for at in starts if at > first and _left(row, at) > end - slack), length)
    if (first, last) == (0, length):
        return row, ()
    beside = [_words(row, *part) for part in ((0, first), (last, length)) if part[0] < part[1]]
    return _words(row, first, last), tuple(beside)


def _words(row: Line, start: int, stop: int) -> Line:
    return row.cut(start, start + len(row.text[start:stop].rstrip()))
