"""The window a second picture of the holder stands in: a disc, a hexagon, a dark or a clear pane.

Such a window is printed or lasered into the page, often without straight edges, and its rim shows
hair and shoulders.  It is told by its colour, which is another than the ground's all round it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels
from redactor.read.scene import Box

REACH = 1.0
"""How far beyond head and shoulders a window's rim is looked for, over their longer side."""
RING = 0.25
"""How far beyond them the ground is taken to begin."""
SIDE_PX = 96
"""Longer side of head and shoulders as they are looked at; a hair is no longer seen then."""
BLUR_PX, GAP_PX, STROKE_PX = 2.0, 9, 13
"""Of the picture looked at: blur, gaps that are closed, and strokes of print that are left out."""
LEAST, ABOVE = 12.0, 3.0
"""How far a window's colour is from the ground's at least, in CIE L*a*b* as 8 bit, colour counting
half as much again as lightness, and over what half of the ground keeps within."""
COLOUR = 1.5
FRAME, FITS = 0.1, 3
"""Rim of the picture looked at, over its shorter side; how often the ground's colour is fitted."""
INSIDE = 0.4
"""Part of head and shoulders that is of the window's colour at least."""
SOLID = 0.85
"""Area of a window over its convex hull's: an outline of a person or a word has bays."""
FEW = 200
"""Pixels of the ground that must be seen."""


def window(view: Pixels, head: Box) -> Box | None:
    """Bounds of the window around a second picture's head and shoulders, view px.

    None where the ground goes on behind the picture, or what differs from it does not end close by:
    a coloured band, a page's rim, a block of text.
    """
    import cv2

    height, width = view.shape[:2]
    left, top, right, bottom = head
    wide, high = right - left, bottom - top
    far = REACH * max(wide, high)
    x0, y0 = int(max(0.0, left - far)), int(max(0.0, top - far))
    x1, y1 = int(min(width, right + far)), int(min(height, bottom + far))
    scale = SIDE_PX / max(wide, high, 1.0)
    if min(x1 - x0, y1 - y0) * scale < SIDE_PX / 4:
        return None
    patch = cv2.resize(
        view[y0:y1, x0:x1],
        None,
        fx=scale,
        fy=scale,
        interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR,
    )
    seen = tuple(round((v - o) * scale) for v, o in zip(head, (x0, y0, x0, y0), strict=True))
    strange = _strange(patch, seen)
    found = None if strange is None else _closed(strange, seen)
    if found is None:
        return None
    x, y, r, b = (value / scale for value in found)
    return x + x0, y + y0, r + x0, b + y0


def _strange(patch: NDArray[Any], head: Sequence[int]) -> NDArray[np.uint8] | None:
    """Where a patch's colour is not its ground's: 1, else 0; H×W.  None where no ground is seen."""
    import cv2

    left, top, right, bottom = head
    over, up = round(RING * (right - left)), round(RING * (bottom - top))
    ground = np.ones(patch.shape[:2], bool)
    ground[max(0, top - up) : bottom + up, max(0, left - over) : right + over] = False
    if int(ground.sum()) < FEW:
        return None
    smooth = cv2.GaussianBlur(patch, (0, 0), BLUR_PX)
    lab = cv2.cvtColor(smooth, cv2.COLOR_RGB2LAB).astype(np.float32)
    apart = (lab - _plane(lab, ground)) * np.array((1, COLOUR, COLOUR), np.float32)
    away = np.linalg.norm(apart, axis=2)
    level = max(LEAST, ABOVE * float(np.median(away[ground])))
    mask: NDArray[np.uint8] = np.asarray(away > level, dtype=np.uint8)
    for step, size in ((cv2.MORPH_CLOSE, GAP_PX), (cv2.MORPH_OPEN, STROKE_PX)):
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        mask = np.asarray(cv2.morphologyEx(mask, step, disc), dtype=np.uint8)
    return mask


def _plane(lab: NDArray[np.float32], ground: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The ground's colours, which go over into others evenly: H×W×3.

    Fitted to the patch's own rim first, which no window reaches that ends within it, and then to
    the half of the ground that is nearest: print left out.
    """
    high, wide = ground.shape
    rim = ground.copy()
    edge = round(FRAME * min(high, wide))
    rim[edge : high - edge, edge : wide - edge] = False
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    places = np.stack([x, y, np.ones_like(x)], axis=2)

    def fitted(chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
        fit, *_ = np.linalg.lstsq(places[chosen], lab[chosen], rcond=None)
        return np.asarray(places @ fit, dtype=np.float32)

    plane = fitted(rim)
    for _ in range(FITS - 1):
        away = np.linalg.norm(lab - plane, axis=2)
        plane = fitted(ground & (away <= np.median(away[ground])))
    return plane


def _closed(mask: NDArray[np.uint8], head: Sequence[int]) -> Box | None:
    """Bounds of the spot that the head lies in, where it is a window and ends within the patch."""
    import cv2

    left, top, right, bottom = head
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    inner = labels[max(0, top) : bottom, max(0, left) : right]
    sizes = np.bincount(inner.ravel(), minlength=count)
    sizes[0] = 0
    spot = int(sizes.argmax())
    if sizes[spot] < INSIDE * inner.size or spot == 0:
        return None
    x, y, wide, high, _ = (int(value) for value in stats[spot])
    if x == 0 or y == 0 or x + wide >= mask.shape[1] or y + high >= mask.shape[0]:
        return None
    outlines, _ = cv2.findContours(
        (labels == spot).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    outline = max(outlines, key=cv2.contourArea)
    hull = cv2.contourArea(cv2.convexHull(outline))
    if cv2.contourArea(outline) < SOLID * max(hull, 1.0):
        return None
    return float(x), float(y), float(x + wide), float(y + high)
