"""Print beside a zone that was read into its lines: where the zone may begin and end instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from redactor.documents.mrz import MrzFormat
from redactor.read.scene import Line

WORDS, WAYS = 3, 24
"""Words at either end of a line that may be another print's, and most ways to cut it."""
_WORD = re.compile(r"\S+")
_LICENCE = re.compile(r"(?=(D[A-Z0-9][A-Z]{3}(?:[A-Z]*[0-9]){6}[A-Z0-9]*))")
_FAR = float("inf")

Parted = tuple[Line, tuple[Line, ...]]
"""A row without what stands beside it, and that."""
Words = list[tuple[int, float]]
"""Where each of a row's words begins: its first character, and its left border in view px."""


def parted(rows: Sequence[Line]) -> Iterator[list[Parted]]:
    """The rows cut before and after words near their ends, at one end before both.

    One border holds for all rows: a zone's lines begin and end one under the other.  What is cut
    off is shorter than what stays: no word is as long as a zone.
    """
    words = [_words(row) for row in rows]
    begins = sorted({x for own in words for _, x in own[1:][:WORDS]})
    ends = sorted({x for own in words for _, x in own[1:][-WORDS:]}, reverse=True)
    ways = [*((begin, _FAR) for begin in begins), *((-_FAR, end) for end in ends)]
    cut = (
        [_between(row, own, *way) for row, own in zip(rows, words, strict=True)]
        for way in (*ways, *product(begins, ends))
    )
    return islice((lines for lines in cut if all(map(_keeps_most, lines))), WAYS)


def licences_in(row: Line) -> Iterator[Parted]:
    """Each thirty signs of a row that begin like a licence's zone, and what stands beside them.

    That zone is a single line (ISO/IEC 18013-1 annex D), to which print may be read without a
    space.
    """
    if len(row.centres) != len(row.text):
        return
    for signs in _LICENCE.finditer(row.text):
        first, last = signs.start(), signs.start() + MrzFormat.LICENCE.columns
        if last > signs.end(1):
            continue
        ends = ((0, first), (last, len(row.text)))
        beside = [_part(row, *part) for part in ends if part[0] < part[1]]
        yield row.cut(first, last), tuple(beside)


def _keeps_most(row: Parted) -> bool:
    own, others = row
    return sum(len(other.text) for other in others) < len(own.text)


def _words(row: Line) -> Words:
    """A row's words; the whole row is one where the places of its signs make no sense."""
    starts = [word.start() for word in _WORD.finditer(row.text)][1:]
    in_order = list(row.centres) == sorted(row.centres)
    if not (in_order and all(row.centres[at - 1] < row.centres[at] for at in starts)):
        starts = []
    borders = row.view.middles([0.0, *map(row.left_of, starts)])
    return [(at, x) for at, (x, _) in zip((0, *starts), borders, strict=True)]


def _between(row: Line, words: Words, begin: float, end: float) -> Parted:
    """A row's words between two borders in view px, and those before and after."""
    slack, length = row.view.height / 2, len(row.text)
    first = next((at for at, x in words if x > begin - slack), 0)
    last = next((at for at, x in words if at > first and x > end - slack), length)
    if (first, last) == (0, length):
        return row, ()
    beside = [_part(row, *part) for part in ((0, first), (last, length)) if part[0] < part[1]]
    return _part(row, first, last), tuple(beside)


def _part(row: Line, start: int, stop: int) -> Line:
    return row.cut(start, start + len(row.text[start:stop].rstrip()))
