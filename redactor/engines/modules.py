"""Where a picture is set all over with black and white modules: a code, whole or damaged.

Locators of codes look for finder patterns; under a thumb or a reflection one is lost, and with it
the code for every reader, while an eye still sees it and a phone may still read it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.engines.levels import at_most
from redactor.model import Pixels, Quad

Plane = NDArray[np.float32]

LONG_PX = 720
"""Long side the picture is looked at; a module of a card's code is 3 px or more there."""
WINDOW = 0.09
"""Side of the window in which modules are counted, over the picture's short side."""
REACH = 9
"""px; black and white stand within this reach of each other all over a code."""
CONTRAST = 60
STRONG, INK, CHANGES, EVEN = 0.86, (0.25, 0.75), 0.06, 0.55
"""Within a window: share of strong contrast, share of black, changes a px, and how alike the
changes along rows and columns are."""
LEAST_SIDE = 0.13
SQUARE, FILLED = 0.88, 0.75
QUIET = 10
"""Percentile of the rows and columns that still change: lines of text leave rows empty."""
LEAST_CHANGES = 2
LEAN, BETWEEN = 6, 12
"""Degrees that lines of text may lean, and percentile of the rows that are empty between them."""


def module_areas(pixels: Pixels) -> tuple[Quad, ...]:
    """Square areas of H×W×3 uint8 RGB pixels that are modules all over, in their px."""
    import cv2

    grey, scale = at_most(pixels, LONG_PX)
    side = max(15, int(min(grey.shape) * WINDOW)) | 1
    mask = cv2.morphologyEx(_dense(grey, side), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    mask = cv2.dilate(mask, np.ones((side // 2 | 1, side // 2 | 1), np.uint8))
    count, labels = cv2.connectedComponents(mask)
    found = (_area(labels == label, grey) for label in range(1, count))
    return tuple(Quad.of(quad.array() / scale) for quad in found if quad is not None)


def _dense(grey: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """1 where a window around a pixel is full of modules, as H×W."""
    import cv2

    reach = np.ones((REACH, REACH), np.uint8)
    low = cv2.erode(grey, reach).astype(np.int16)
    high = cv2.dilate(grey, reach).astype(np.int16)
    range_ = high - low
    black = (grey < (low + high) // 2) & (range_ > CONTRAST)
    across, down = flips(black)

    def share(plane: NDArray[np.generic]) -> Plane:
        return np.asarray(cv2.boxFilter(plane.astype(np.float32), -1, (side, side)), np.float32)

    strong, ink, rows, columns = (
        share(range_ > CONTRAST + 10),
        share(black),
        share(across),
        share(down),
    )
    fewer, more = np.minimum(rows, columns), np.maximum(rows, columns)
    dense = (strong > STRONG) & (ink > INK[0]) & (ink < INK[1])
    return np.asarray(dense & (fewer > CHANGES) & (fewer > EVEN * more), np.uint8)


def _area(inside: NDArray[np.bool_], grey: NDArray[np.uint8]) -> Quad | None:
    """A component's rectangle where it is a code's: square, filled, changing in every row."""
    import cv2

    rect = cv2.minAreaRect(np.argwhere(inside)[:, ::-1].astype(np.float32))
    (short, long), least = sorted(rect[1]), LEAST_SIDE * min(grey.shape)
    if short < least or short < SQUARE * long or inside.sum() < FILLED * short * long:
        return None
    quad = Quad.of(cv2.boxPoints(rect))
    left, top, right, bottom = quad.bounds
    patch = grey[max(0, top) : bottom, max(0, left) : right]
    _, binary = cv2.threshold(patch, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    mask = np.asarray(binary, np.uint8)
    return None if _has_gaps(mask, QUIET) or _is_lined(mask) else quad


def _is_lined(mask: NDArray[np.uint8]) -> bool:
    """Whether rows or columns are empty once the patch is turned a little: a block of bold text."""
    import cv2

    height, width = mask.shape
    rim, side = height // 10, width // 10
    for degrees in range(-LEAN, LEAN + 1):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        turned = cv2.warpAffine(
            mask, turn, (width, height), flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE
        )
        inner = np.asarray(turned, np.uint8)[rim : height - rim, side : width - side]
        if _has_gaps(inner, BETWEEN):
            return True
    return False


def _has_gaps(mask: NDArray[np.uint8], percentile: int) -> bool:
    """Whether so many of a black and white patch's columns, or of its rows, hardly change."""
    return any(np.percentile(count, percentile) < LEAST_CHANGES for count in changes(mask))


def flips(black: NDArray[np.generic]) -> tuple[Plane, Plane]:
    """1 where a pixel differs from the one left of it, and from the one above it; H×W each."""
    across, down = np.zeros(black.shape, np.float32), np.zeros(black.shape, np.float32)
    across[:, 1:] = black[:, 1:] != black[:, :-1]
    down[1:] = black[1:] != black[:-1]
    return across, down


def changes(mask: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """How often each column and each row of a black and white patch changes."""
    columns, rows = (np.count_nonzero(np.diff(mask, axis=axis), axis=axis) for axis in (0, 1))
    return np.asarray(columns), np.asarray(rows)


def modular(view: Pixels | NDArray[np.uint8], quad: Quad) -> bool:
    """Whether an area is black and white modules: two clear levels, many changes.

    ``view``: H×W×3 uint8 RGB, or H×W grey.
    """
    import cv2

    left, top, right, bottom = quad.bounds
    patch = view[max(0, top) : bottom, max(0, left) : right]
    if min(patch.shape[:2], default=0) < 12:
        return False
    grey = np.asarray(patch if patch.ndim == 2 else cv2.cvtColor(patch, cv2.COLOR_RGB2GRAY))
    level, mask = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark, light = grey[grey <= level], grey[grey > level]
    if not len(dark) or not len(light):
        return False
    contrast = float(light.mean()) - float(dark.mean())
    ink = len(dark) / grey.size
    busy = all(np.median(count) >= 7 for count in changes(np.asarray(mask, np.uint8)))
    return contrast > 60 and 0.25 < ink < 0.75 and busy
