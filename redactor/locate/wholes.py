"""Outlines that leave out a part of their document, and the whole ones."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import Corners
from redactor.locate.scoring import WITHIN, Scored
from redactor.locate.upright import text_angle
from redactor.model import Quad

NEARLY_AS_GOOD = 0.1
"""By how much less the mark of a whole outline may be."""
LEVEL = 0.035
"""Largest difference in radians between lines of one document."""
PRINTED = 5
"""Fewest lines of print on a card."""
MOST_OF_WHOLE, SAME_CORNER = 0.7, 0.02
"""Least part of a whole outline that one without its title is, and how near corners are that are
one, over the short side."""


def whole(mark: Scored, marked: Sequence[Scored], lines: Sequence[Quad]) -> Scored:
    """An outline, or one nearly as good that goes on beyond one of its sides.

    A photo's upper edge and a row of security print run across a page like its own edge.  What lies
    between both edges must be text as level as the outline's own, and no more than a title.
    """
    own = text_angle([lines[i] for i in mark.lines])
    area = Quad.of(mark.corners).area

    def titled(m: Scored) -> bool:
        more = m.lines - mark.lines
        return (
            bool(more)
            and m.lines > mark.lines
            and not m.cut
            and m.score >= mark.score - NEARLY_AS_GOOD
            and area > MOST_OF_WHOLE * Quad.of(m.corners).area
            and all(abs(text_angle([lines[i]]) - own) < LEVEL for i in more)
            and _share_sides(mark.corners, m.corners)
        )

    wider = (m for m in marked if titled(m)) if len(mark.lines) >= PRINTED else iter(())
    return max(wider, key=lambda m: m.score, default=mark)


def _share_sides(inner: Corners, outer: Corners) -> bool:
    """Whether an outline has a side of a larger one, between sides that run along its own."""
    near = SAME_CORNER * min(Quad.of(inner).width, Quad.of(inner).height)
    held = np.hypot(*(inner - outer).T) < near
    for at in range(4):
        here, after = (at + 1) % 4, (at + 2) % 4
        if held[at] and held[here]:
            ends = ((here, after), (at, (at + 3) % 4))
            return all(_off(inner[end], outer[start], outer[end]) < near for start, end in ends)
    return False


def _off(point: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]) -> float:
    """Distance in px of a point from the line through two others."""
    (x, y), (dx, dy) = point - start, end - start
    return float(abs(x * dy - y * dx) / max(math.hypot(dx, dy), 1e-6))


def uncut(mark: Scored, marked: Sequence[Scored]) -> Scored:
    """An outline, or one nearly as good around it that goes through none of its lines.

    A finger over a side hides it, and the next edge within is seen all the better.
    """
    if not mark.cut:
        return mark
    quad = Quad.of(mark.corners)
    wider = (
        m
        for m in marked
        if not m.cut
        and m.lines >= mark.lines
        and m.score >= mark.score - NEARLY_AS_GOOD
        and quad.shared(Quad.of(m.corners)) > WITHIN
    )
    return max(wider, key=lambda m: m.score, default=mark)
