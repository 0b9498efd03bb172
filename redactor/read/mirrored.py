"""A front camera's picture, left for right: nobody's text reads, and all of it does in a mirror."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.engines import Engines
from redactor.model import Page, Pixels, Quad
from redactor.read.scene import Line

READABLE = 0.9
"""Mean line score from which a page is read as it is."""
CLEARLY = 0.12
"""By how much its lines read better in a mirror."""
LONG, FEWEST, MOST = 3.0, 2, 8
"""Least width over height of a line that counts, fewest of them, and most that are read again."""
SIDEWAYS, DOWNWARDS = (1, 0, 3, 2), (3, 2, 1, 0)
"""Corners of a line in the order that shows it in a mirror: beside it, and under it, for which way
up a line stands that nobody can read is a guess."""


def is_mirrored(page: Page, lines: Sequence[Line], engines: Engines) -> bool:
    """Whether a page's lines, which read badly, read well in a mirror.

    Raises EngineError where the recogniser fails.
    """
    long = [line for line in lines if line.page.width >= LONG * line.page.height]
    if len(long) < FEWEST or _mean(long, [line.score for line in long]) >= READABLE:
        return False
    long = sorted(long, key=_length, reverse=True)[:MOST]
    beside, under = (_scores(page.pixels, long, way, engines) for way in (SIDEWAYS, DOWNWARDS))
    better = _mean(long, list(map(max, beside, under)))
    return better >= READABLE and better >= CLEARLY + _mean(long, [one.score for one in long])


def _scores(
    pixels: Pixels, lines: Sequence[Line], way: Sequence[int], engines: Engines
) -> list[float]:
    """How well lines read with their corners in another order."""
    quads = [Quad.of([line.page.points[corner] for corner in way]) for line in lines]
    return [read.score for read in engines.text.recognise(pixels, quads)]


def _length(line: Line) -> float:
    """A line's width over its height: about how many signs it has."""
    return line.page.width / max(line.page.height, 1.0)


def _mean(lines: Sequence[Line], scores: Sequence[float]) -> float:
    """The mean score, longer lines counting for more."""
    weights = [_length(line) for line in lines]
    return sum(w * s for w, s in zip(weights, scores, strict=True)) / sum(weights)
