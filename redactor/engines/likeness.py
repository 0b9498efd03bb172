"""How much a place is like a whole printed photo: hair, shoulders and the paper around them.

A face alone is little to compare; ornaments and letters are like one by chance.  A copy repeats the
whole photo, and print that is like a face by chance is not like its hair and shoulders as well.
Lightness is compared, and the direction of edges, which neither shade nor paleness turns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ACROSS = 32
"""Width of the compared part in px."""
GROWTH = 0.35
"""How far it reaches beyond the face's box on each side, over the face's size."""
STEPS = (0.9, 0.95, 1.0, 1.05, 1.1)
"""Sizes tried, over the size at which the face was found."""
SHIFT = 0.35
"""How far beside the face's place the part is looked for, over its own size."""
LOCAL = 0.5
"""Surroundings over which contrast is made equal, over the compared width."""

Grey = NDArray[np.uint8]
Planes = NDArray[np.float32]
Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in px of the pictures compared."""


def likeness(
    pictures: Sequence[Grey], face: Box, there: Sequence[Grey], place: Box, sign: int = 1
) -> float:
    """Mean correlation, -1 to 1, of lightness and of edges around a face and its likely copy.

    ``face``: the face's box on ``pictures``; ``place``: the copy's on ``there``, made alike.
    ``sign``: -1 where the copy is a negative.
    """
    size = (place[2] - place[0]) / max(face[2] - face[0], 1e-6)
    height, width = pictures[0].shape
    part = _grown(face, (width, height))
    around: Box = (
        place[0] - (face[0] - part[0]) * size,
        place[1] - (face[1] - part[1]) * size,
        place[2] + (part[2] - face[2]) * size,
        place[3] + (part[3] - face[3]) * size,
    )
    best = [-1.0, -1.0]
    for own, other in zip(pictures, there, strict=True):
        wanted = _planes(own, part, ACROSS / (part[2] - part[0]))
        spot = _widened(around, SHIFT)
        for step in STEPS:
            picture = _planes(other, spot, ACROSS / (part[2] - part[0]) / (size * step))
            for index, (a, b) in enumerate(zip(wanted, picture, strict=True)):
                best[index] = max(best[index], _correlation(sign * a, b))
    return sum(best) / 2


def _grown(face: Box, size: tuple[int, int]) -> Box:
    wide, high = GROWTH * (face[2] - face[0]), GROWTH * (face[3] - face[1])
    return (
        max(0.0, face[0] - wide),
        max(0.0, face[1] - high),
        min(float(size[0]), face[2] + wide),
        min(float(size[1]), face[3] + high),
    )


def _widened(box: Box, by: float) -> Box:
    wide, high = by * (box[2] - box[0]), by * (box[3] - box[1])
    return box[0] - wide, box[1] - high, box[2] + wide, box[3] + high


def _planes(grey: Grey, box: Box, factor: float) -> tuple[Planes, Planes]:
    """A part's lightness over its surroundings and its edges' directions, scaled by ``factor``."""
    import cv2

    left, top = max(0, int(box[0])), max(0, int(box[1]))
    part = grey[top : max(top + 1, round(box[3])), left : max(left + 1, round(box[2]))]
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    values = cv2.resize(part, None, fx=factor, fy=factor, interpolation=way).astype(np.float32)
    wide = round(LOCAL * ACROSS) | 1
    off = values - cv2.blur(values, (wide, wide))
    spread = np.sqrt(np.maximum(cv2.blur(off * off, (wide, wide)), 0.0))
    light = np.clip(off / (spread + 2.0), -2.0, 2.0)
    smooth = cv2.GaussianBlur(values, (0, 0), 1.0)
    x, y = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    long = np.sqrt(x * x + y * y)
    weight = long + 0.5 * cv2.blur(long, (wide, wide)) + 1.0
    edges = np.dstack([x / weight, y / weight])
    return np.asarray(light, np.float32), np.asarray(edges, np.float32)


def _correlation(wanted: Planes, picture: Planes) -> float:
    import cv2

    if any(a > b for a, b in zip(wanted.shape[:2], picture.shape[:2], strict=True)):
        return -1.0
    way = cv2.TM_CCOEFF_NORMED if wanted.ndim == 2 else cv2.TM_CCORR_NORMED
    answer = cv2.matchTemplate(picture, wanted, way)
    sound = answer[np.isfinite(answer) & (answer < 1.01)]
    return float(sound.max(initial=-1.0))
