"""A nearly right outline made right: a corner set anew from the others, sides moved onto edges.

Where paper lies under a card, an outline found by contours keeps three sides and goes astray on
the fourth.  A card from above is nearly a parallelogram, so three corners tell the fourth.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import Corners, plausible

REACH, STEP = 0.05, 2
"""How far a side's ends are moved, over the outline's longest side, and by how many px a time."""
ROUNDS = 2
_STEPS = np.linspace(0.08, 0.92, 48)

Plane = NDArray[np.float32]


def refined(found: Sequence[Corners], gx: Plane, gy: Plane, floor: float) -> list[Corners]:
    """For each candidate itself and with each corner set anew, their sides moved onto edges."""
    every = [start for corners in found for start in (corners, *_parallel(corners))]
    moved = [settled(corners, gx, gy, floor) for corners in every]
    return [corners for corners in moved if plausible(corners)]


def _parallel(corners: Corners) -> list[Corners]:
    """The candidate with each corner in turn put where a parallelogram has it."""
    found = []
    for i in range(4):
        other = corners.copy()
        other[i] = corners[i - 1] + corners[(i + 1) % 4] - corners[(i + 2) % 4]
        found.append(other)
    return found


def settled(
    corners: Corners,
    gx: Plane,
    gy: Plane,
    floor: float,
    sides: Sequence[int] = range(4),
    most: float = REACH,
) -> Corners:
    """The candidate with each of its sides in turn moved to where most of an edge is seen.

    By up to ``most``, over the outline's longest side; ``sides``: those to move, each by the corner
    it begins at.  ``gx`` and ``gy``: the picture's gradients, of which ``floor`` is an edge.
    """
    length = float(np.hypot(*(np.roll(corners, -1, axis=0) - corners).T).max())
    reach = np.arange(-most * length, most * length + 1, STEP)
    shifts = np.array(list(product(reach, reach)))
    now = corners.copy()
    for _ in range(ROUNDS):
        for side in sides:
            ahead = (side + 1) % 4
            along = now[ahead] - now[side]
            normal = np.array([-along[1], along[0]]) / max(float(np.hypot(*along)), 1.0)
            starts = now[side] + shifts[:, :1] * normal
            ends = now[ahead] + shifts[:, 1:] * normal
            seen = _seen(starts, ends, normal, gx, gy, floor)
            best = int(np.argmax(seen - 1e-3 * np.abs(shifts).sum(axis=1) / length))
            now = _with_side(now, side, starts[best], ends[best])
    return now


def _with_side(corners: Corners, side: int, start: Corners, end: Corners) -> Corners:
    """The outline with one side on the line from ``start`` to ``end``, the others as before."""
    ahead, behind, over = (side + 1) % 4, side - 1, (side + 2) % 4
    now = corners.copy()
    first = _cross(start, end, corners[behind], corners[side])
    second = _cross(start, end, corners[over], corners[ahead])
    if first is not None and second is not None:
        now[side], now[ahead] = first, second
    return now


def _cross(a: Corners, b: Corners, c: Corners, d: Corners) -> Corners | None:
    """Where the lines a-b and c-d meet."""
    one, two = b - a, d - c
    det = float(one[0] * two[1] - one[1] * two[0])
    if abs(det) < 1e-6:
        return None
    step = ((c[0] - a[0]) * two[1] - (c[1] - a[1]) * two[0]) / det
    return np.asarray(a + one * step, dtype=np.float64)


def _seen(
    starts: Corners, ends: Corners, normal: Corners, gx: Plane, gy: Plane, floor: float
) -> NDArray[np.float64]:
    """For each side from ``starts`` to ``ends`` along how much of it a gradient stands across."""
    height, width = gx.shape
    spots = starts[:, None] + (ends - starts)[:, None] * _STEPS[None, :, None]
    rounded = np.rint(spots).astype(np.int64)
    x, y = np.clip(rounded[..., 0], 0, width - 1), np.clip(rounded[..., 1], 0, height - 1)
    steep = np.abs(gx[y, x] * normal[0] + gy[y, x] * normal[1])
    return np.asarray((steep > floor).mean(axis=1), dtype=np.float64)
