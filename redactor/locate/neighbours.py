"""Both sides of a card, laid or cut out edge to edge.

Where one has its outline the other's is known but for a millimetre: it is as large, lies in the
same plane and has a side in common.  Paper under a part of it hides that from contours.  Where
contours show one outline around both, each is half of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.locate.edges import Corners
from redactor.locate.refine import Plane, settled
from redactor.locate.scoring import edge_support
from redactor.model import Quad, Transform
from redactor.views import ID1

SIDES = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
"""Where another of the same size may lie, in widths and heights of it."""
OVER = 0.1
"""Most that it may lie on one that was found; edges are a millimetre off."""
TWO, LIKE_TWO = (2 * ID1[1] / ID1[0], 2 * ID1[0] / ID1[1]), 0.07
"""Long over short side of two cards, one under the other and side by side, and by how much that of
an outline may differ: seen at an angle it is shorter."""
SEEN = 0.6
"""Least part of each side of them that shows an edge."""
NEAR = 0.015
"""How far from the middle the side between two may be, over a card's width: a millimetre."""


def neighbours(found: Sequence[Corners], gx: Plane, gy: Plane, floor: float) -> list[Corners]:
    """Outlines as large as those found, beside each, their sides moved onto edges.

    Those that lie on another one found or have their middle beyond the picture are left out.
    """
    height, width = gx.shape
    quads = [Quad.of(corners) for corners in found]
    picture = Quad.rect(0, 0, width, height)
    beside = [
        settled(corners, gx, gy, floor) for quad in quads for corners in _around(quad, picture)
    ]
    return [c for c in beside if all(quad.shared(Quad.of(c)) < OVER for quad in quads)]


def halves(found: Sequence[Corners], gx: Plane, gy: Plane, floor: float) -> list[Corners]:
    """The two cards in each outline that has the proportions of two.

    The side between them is moved onto an edge and must be seen like any other: a strip of paper
    has none.
    """
    both = [quad for quad in map(Quad.of, found) if _is_of_two(quad)]
    pairs = [
        [settled(half, gx, gy, floor, (between,), NEAR) for half, between in _halves(quad)]
        for quad in both
    ]
    return [
        half
        for pair in pairs
        if all(edge_support(half, gx, gy, floor)[1] >= SEEN for half in pair)
        for half in pair
    ]


def _is_of_two(quad: Quad) -> bool:
    sides = sorted((quad.width, quad.height))
    ratio = sides[1] / max(sides[0], 1.0)
    return any(abs(ratio / two - 1) < LIKE_TWO for two in TWO)


def _halves(quad: Quad) -> list[tuple[Corners, int]]:
    """An outline's halves along its longer side, each with the side that is the other's."""
    plane = Transform.between(Quad.rect(0, 0, 1, 1), quad)
    if quad.width > quad.height:
        parts = ((Quad.rect(0, 0, 0.5, 1), 1), (Quad.rect(0.5, 0, 0.5, 1), 3))
    else:
        parts = ((Quad.rect(0, 0, 1, 0.5), 2), (Quad.rect(0, 0.5, 1, 0.5), 0))
    return [(np.array(plane.quad(part).points), between) for part, between in parts]


def _around(quad: Quad, picture: Quad) -> list[Corners]:
    unit = Quad.rect(0, 0, 1, 1)
    plane = Transform.between(unit, quad)
    moved = [plane.quad(Quad.rect(x, y, 1, 1)) for x, y in SIDES]
    return [np.array(one.points) for one in moved if picture.contains(one.centre)]
