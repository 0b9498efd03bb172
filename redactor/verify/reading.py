"""A fresh reading by RapidOCR: other scales than the first, all directions if need be."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, isfinite, pi

import numpy as np

from redactor.engines import Engines
from redactor.engines.text import TextLine
from redactor.model import Pixels, Point, Quad
from redactor.verify.expectation import SheetExpectation
from redactor.verify.sight import Sight, of_line

SMALL = 920
LARGE = 1600
"""Long sides at which lines are looked for; the first reading looks at 1100."""
LEAST_HEIGHT = 12.0
"""px of a line at ``SMALL`` below which the sheet is looked at larger too."""
GOOD_SCORE = 0.8
GOOD_LINES = 3
MOST_ENLARGED = 2.0
GARBLED, BETTER, LONG = 0.7, 0.2, 3.0
"""Score under which a line is read upside down too, by how much that must help, and least width
over height of such a line."""
NO_WORSE = 0.15
"""How much worse a line may read upside down to be looked at as well: dates turned are noise."""
LEVEL = 0.14
SLANTED = 0.35
"""rad: lines up to ``LEVEL`` are level, the watermark's tiles slant by 0.44 to 0.61."""
LEVEL_LINES = 5


def read_sheet(
    pixels: Pixels, sheet: SheetExpectation, engines: Engines, *, marked: bool = False
) -> tuple[Sight, ...]:
    """All lines of the sheet, in its px, those of empty text left out.

    ``marked``: the sheet carries our watermark.  Where the document's own lines are level, lines
    at the watermark's slant are its tiles, half of all lines, and are not read one by one.
    Raises EngineError where an engine fails, ValueError where it answers nonsense.
    """
    slanted = marked and _is_level(sheet)
    sights = _read(pixels, _scales(pixels, sheet), engines, without_slanted=slanted)
    if sum(_good(sight) for sight in sights) >= GOOD_LINES:
        return sights
    height, width = pixels.shape[:2]
    for turns in (1, 2, 3):
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        sights += tuple(
            _back(sight, turns, width, height) for sight in _read(turned, (SMALL,), engines)
        )
    return sights


def _scales(pixels: Pixels, sheet: SheetExpectation) -> tuple[int, ...]:
    long = max(pixels.shape[:2])
    first = round(min(SMALL, MOST_ENLARGED * long))
    if long <= SMALL:
        return (first,)
    heights = [quad.height for quad, _ in sheet.legible]
    short = not heights or float(np.percentile(heights, 10)) * SMALL / long < LEAST_HEIGHT
    return (first, min(LARGE, long)) if short and long >= 1.3 * SMALL else (first,)


def _is_level(sheet: SheetExpectation) -> bool:
    """Whether the lines that must stay legible all run level."""
    angles = [abs(quad.angle) for quad, _ in sheet.legible]
    return len(angles) >= LEVEL_LINES and max(angles) < LEVEL


def _slant(quad: Quad) -> float:
    """How far a line is from running along either edge of the sheet, in radians."""
    a, b, c, d = quad.points
    wide = quad.width >= quad.height
    dx = b[0] - a[0] + c[0] - d[0] if wide else d[0] - a[0] + c[0] - b[0]
    dy = b[1] - a[1] + c[1] - d[1] if wide else d[1] - a[1] + c[1] - b[1]
    angle = atan2(dy, dx) % (pi / 2)
    return min(angle, pi / 2 - angle)


def _read(
    pixels: Pixels, scales: Sequence[int], engines: Engines, *, without_slanted: bool = False
) -> tuple[Sight, ...]:
    quads: list[Quad] = []
    for scale in scales:
        for quad in engines.text.detect(pixels, scale):
            if not all(isfinite(value) for point in quad.points for value in point):
                raise ValueError("not a line")
            if without_slanted and _slant(quad) > SLANTED:
                continue
            if all(quad.overlap(known) < 0.6 for known in quads):
                quads.append(quad)
    ways = [way for quad in quads for way in _ways(quad)]
    lines = list(engines.text.recognise(pixels, ways))
    lines += _upside_down(pixels, ways, lines, engines)
    return tuple(of_line(line) for line in lines if line.text.strip())


def _upside_down(
    pixels: Pixels, ways: Sequence[Quad], lines: Sequence[TextLine], engines: Engines
) -> list[TextLine]:
    """Garbled lines read the other way up; where that helps, all others too: digits hardly show."""
    both = [(w, line) for w, line in zip(ways, lines, strict=True) if w.width > LONG * w.height]
    garbled = [(way, line) for way, line in both if line.score < GARBLED]
    if not garbled:
        return []
    found = list(engines.text.recognise(pixels, [_upended(way) for way, _ in garbled]))
    if any(new.score > line.score + BETTER for new, (_, line) in zip(found, garbled, strict=True)):
        rest = [(way, line) for way, line in both if line.score >= GARBLED]
        again = engines.text.recognise(pixels, [_upended(way) for way, _ in rest])
        found += [
            new
            for new, (_, line) in zip(again, rest, strict=True)
            if new.score >= line.score - NO_WORSE
        ]
    return found


def _upended(quad: Quad) -> Quad:
    """The same box, read upside down."""
    a, b, c, d = quad.points
    return Quad((c, d, a, b))


def _ways(quad: Quad) -> tuple[Quad, ...]:
    """The box as text is read on an upright sheet; a tall one both upwards and downwards."""
    corners = quad.array()
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    ordered = np.roll(corners[order], -int(np.argmin(corners[order].sum(axis=1))), axis=0)
    a, b, c, d = Quad.of(ordered).points
    level = Quad((a, b, c, d))
    if level.height <= 1.5 * level.width:
        return (level,)
    return Quad((d, a, b, c)), Quad((b, c, d, a))


def _good(sight: Sight) -> bool:
    return sight.score >= GOOD_SCORE and sum(c.isalnum() for c in sight.text) >= 4


def _back(sight: Sight, turns: int, width: int, height: int) -> Sight:
    """A line of the picture turned by ``numpy.rot90`` in the px of the picture itself."""

    def point(p: Point) -> Point:
        x, y = p
        if turns == 1:
            return width - y, x
        if turns == 2:
            return width - x, height - y
        return y, height - x

    quad = Quad.of([point(p) for p in sight.quad.points])
    return Sight(sight.text, quad, tuple(point(p) for p in sight.spots), sight.score)
