"""Pictures made alike for comparison: without thin print, at any size, of equal local contrast."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels

STROKE = 1 / 140
"""Thickness of print that is closed, over the long side."""
LOCAL = 0.5
"""Surroundings over which contrast is made equal, over the compared width."""
EVEN = 1e-6
"""Variance of a patch that has none but for rounding."""
ROOM = 1.5
"""How much larger than the picture wanted the halved one is of which it is made."""

COLOURLESS, SPARSE = 10.0, 8
"""Mean difference of the channels of a copy, and every how manieth pixel tells it."""

Grey = NDArray[np.uint8]
Level = NDArray[np.float32]


def colourless(view: Pixels) -> bool:
    """Whether a view is grey or black and white, a sensor's tint aside."""
    few = view[::SPARSE, ::SPARSE].astype(np.int16)
    return float((few.max(axis=2) - few.min(axis=2)).mean()) < COLOURLESS


def greys(view: Pixels, factor: float) -> tuple[Grey, ...]:
    """Greys of a view without thin dark print: lightness, brightest channel, blue.

    Coloured overprints are bright in one channel; the blue one shows ghosts in yellow and red.
    """
    import cv2

    small = np.asarray(
        cv2.resize(view, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        if factor < 1
        else view
    )
    stroke = max(3, round(max(small.shape[:2]) * STROKE) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (stroke, stroke))
    red, green, blue = cv2.split(small)
    greys = (cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), cv2.max(cv2.max(red, green), blue), blue)
    return tuple(
        np.asarray(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, kernel), np.uint8) for grey in greys
    )


def plain(view: Pixels, factor: float) -> Grey:
    """The lightness of a view, made smaller where ``factor`` is under 1, and nothing else."""
    import cv2

    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    return scaled(grey, factor) if factor < 1 else grey


def at_most(view: Pixels, long_px: int) -> tuple[Grey, float]:
    """The lightness of a view, its long side ``long_px`` at most, and its px over the view's."""
    import cv2

    grey = np.asarray(cv2.cvtColor(view, cv2.COLOR_RGB2GRAY), np.uint8)
    scale = min(1.0, long_px / max(grey.shape))
    if scale < 1:
        size = max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale))
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    return grey, scale


def scaled(grey: Grey, factor: float) -> Grey:
    import cv2

    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(grey, None, fx=factor, fy=factor, interpolation=way), np.uint8)


def halved(grey: Grey, least: float) -> list[Grey]:
    """A picture, half of it, a quarter and so on, as far as factors from ``least`` on need them."""
    halves = [grey]
    while ROOM * least <= 0.5 ** len(halves):
        halves.append(scaled(halves[-1], 0.5))
    return halves


def shrunk(halves: Sequence[Grey], factor: float) -> Grey:
    """The first of the halved pictures by a factor, made of the smallest that is large enough."""
    at = max((i for i in range(len(halves)) if ROOM * factor <= 0.5**i), default=0)
    return scaled(halves[at], factor * 2.0**at)


def levelled(grey: Grey | Level, across: int) -> Level:
    """Each pixel over its surroundings, in their own spread; strong strokes no more than that."""
    import cv2

    wide = round(LOCAL * across) | 1
    off = grey.astype(np.float32)
    off -= cv2.blur(off, (wide, wide))
    spread = np.asarray(cv2.blur(off * off, (wide, wide)), np.float32)
    np.sqrt(np.maximum(spread, 0.0, out=spread), out=spread)
    spread += 2.0
    off /= spread
    return np.clip(off, -2.0, 2.0, out=off)


def compared(picture: Level, wanted: Level) -> tuple[Level, Level]:
    """The correlation of ``wanted`` with each place of a picture, and each place's mean square.

    The former is OpenCV's TM_CCOEFF_NORMED, which sums the squares once more for itself.
    """
    import cv2

    high, wide = wanted.shape
    part = slice(picture.shape[0] - high + 1), slice(picture.shape[1] - wide + 1)

    def mean(values: Level) -> Level:
        return np.asarray(cv2.boxFilter(values, -1, (wide, high), anchor=(0, 0))[part], np.float32)

    power, middle, sought = mean(picture * picture), mean(picture), wanted - wanted.mean()
    spread = np.sqrt(np.maximum(power - middle * middle, EVEN))
    spread *= float(np.linalg.norm(sought)) * (high * wide) ** 0.5
    answer = np.asarray(cv2.matchTemplate(picture, sought, cv2.TM_CCORR), np.float32)
    answer /= spread
    return answer, power
