"""A copy of a portrait of which the picture's rim leaves a slice: hair, an ear, an eye.

No detector sees a face in a third of one.  The portrait itself says what its part at a rim looks
like, and the rim says where that must end, so that it is compared with one column of places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from redactor.engines.levels import Grey, Level, compared, greys, levelled, scaled
from redactor.engines.twins import FLAT, Box, Twin, compared_part
from redactor.model import Pixels, Quad

LOOK_PX = 1000
"""Long side at which slices are looked for."""
ACROSS = 28
"""Width of the whole compared part in px, or its height where that is less; a slice has some."""
SIZES = tuple(0.25 * 1.1**step for step in range(13))
"""A copy's size over the portrait's own."""
PARTS = (0.3, 0.38, 0.46, 0.54, 0.62, 0.7, 0.78)
"""How much of it the rim leaves."""
ALIKE, NARROW_ALIKE, NARROW = 0.8, 0.9, 0.35
"""Correlation of a slice that is a copy's, and of one narrower than a part.  On 163 pictures of
cards cut elsewhere none but the narrowest came over 0.71, on 334 of specimens over 0.76; at lower
and upper rims three of 482 pictures of specimens reach 0.82, ghosts cut in half 0.8 to 0.95."""
ENLARGED, DEEP = 3.0, 0.85
"""Most that a picture is enlarged, and how far from the rim it is looked at, over a copy's width.
"""


@dataclass(frozen=True, slots=True)
class _Match:
    """A slice's place: ``left`` and ``top`` of the compared part in px looked at."""

    score: float
    size: float
    left: float
    top: float


def cut_copy(view: Pixels, face: Quad, rims: Sequence[int], side: int) -> Twin | None:
    """The copy of a face that a rim cuts, H×W×3 uint8 RGB; its box goes on beyond the rim.

    ``rims``: columns of ``view`` where the picture may end, several where its rim leans; ``side``:
    -1 at its left, 1 at its right.  For an upper or lower rim give a view and a face with their
    axes exchanged.
    """
    factor = min(1.0, LOOK_PX / max(view.shape[:2]))
    grey, wide = greys(view, factor)[0], view.shape[1] * factor
    left, top, right, bottom = (value * factor for value in face.bounds)
    ends = [rim * factor for rim in rims]
    if side < 0:  # as in a mirror
        grey, (left, right) = grey[:, ::-1], (wide - right, wide - left)
        ends = [wide - end for end in ends]
    across, high = right - left, bottom - top
    box = compared_part((left, top, right, bottom), wide, float(grey.shape[0]))
    own = grey[int(box[1]) : int(box[3]), int(box[0]) : int(box[2])]
    if min(own.shape) < 2:
        return None
    best = max(_matches(own, box, grey, ends), key=lambda one: one.score, default=None)
    if best is None:
        return None
    x = best.left + (left - box[0]) * best.size
    y = best.top + (top - box[1]) * best.size
    across, high = across * best.size, high * best.size
    if side < 0:
        x = wide - x - across
    quad = Quad.rect(x / factor, y / factor, across / factor, high / factor)
    return Twin(quad, best.score, True)


def _matches(own: Grey, box: Box, grey: Grey, ends: Sequence[float]) -> Iterator[_Match]:
    """The best places for each size and part, which end at one of some columns of ``grey``.

    ``box``: where ``own`` is on it; the rim may cut the portrait, too, and that is no copy.
    """
    enlarged = ACROSS / min(own.shape)
    pattern = scaled(np.ascontiguousarray(own), enlarged)
    wanted = [(part, _slice(pattern, part)) for part in PARTS]
    wanted = [pair for pair in wanted if float(np.square(pair[1]).mean()) >= FLAT]
    for size in SIZES:
        factor = enlarged / size
        deep = int(own.shape[1] * size * DEEP) + 2
        for end in ends:
            strip = grey[:, max(0, round(end) - deep) : round(end)]
            if factor > ENLARGED or strip.shape[1] < deep:
                continue
            picture = scaled(np.ascontiguousarray(strip), factor)
            if picture.shape[0] < pattern.shape[0] + 2:
                continue
            for part, level in wanted:
                from_left = end - level.shape[1] / factor
                own_rows = (box[1] * factor, box[3] * factor) if from_left < box[2] else None
                score, row = _best(picture, level, own_rows)
                if score >= (NARROW_ALIKE if part < NARROW else ALIKE):
                    yield _Match(score, size, from_left, row / factor)


def _best(picture: Grey, level: Level, own: tuple[float, float] | None) -> tuple[float, int]:
    """The best correlation of a slice along a picture's right rim, and its row.

    ``own``: rows at which it is not looked for.
    """
    wide = level.shape[1]
    if wide > picture.shape[1]:
        return 0.0, 0
    answer, power = compared(levelled(picture[:, -wide:], ACROSS), level)
    along = np.where(power[:, 0] < FLAT, 0.0, answer[:, 0])
    if own is not None:
        along[max(0, round(own[0]) - level.shape[0] + 1) : max(0, round(own[1]))] = 0.0
    row = int(along.argmax())
    return float(along[row]), row


def _slice(pattern: Grey, part: float) -> Level:
    """The left part of a pattern, its contrast made equal as if nothing were beside it."""
    return levelled(pattern[:, : round(part * pattern.shape[1])], ACROSS)
