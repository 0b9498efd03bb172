"""A page on which nothing is printed: the back of a sheet that a scanner takes from both sides."""

from __future__ import annotations

import numpy as np

from redactor.model import Pixels
from redactor.read.photo import largest

LONG_PX = 1200
"""Long side at which a page is looked at: a stroke of 0.3 mm is more than a pixel of an A4's."""
SHEET = 0.4
"""Least proportion of a sheet: what is on a strip is too small at that scale."""
RIM = 0.015
"""Part of a side along the rim that a scanner's lid shades."""
PAPER = 128.0
"""How light paper is at least, of 255: in the dark a document may lie unseen."""
STEP = 3.0
"""Levels of 255 by which print stands out from the paper around it at least."""
GROUND = 101
"""px of the surroundings that are taken for the paper: light falls off more slowly."""
DUST, SPECKS = 5, 20
"""Largest speck of dust, px (a digit has eight), and how many may lie on a page."""
GLANCE_PX, PLAIN = 300, 60.0
"""Long side of the pixels that a first glance takes, one of many, and how far apart in levels of
255 the lightest and darkest twentieth of them lie on a page that may be blank."""


def is_blank(pixels: Pixels) -> bool:
    """Whether a page (H×W×3 uint8 RGB) shows paper and some dust and nothing else, however pale.

    Paper of which the grain is seen is not called blank: the print that it hides may be read.
    """
    import cv2

    if min(pixels.shape[:2]) < SHEET * max(pixels.shape[:2]):
        return False
    if _is_pictured(pixels):
        return False
    scale = min(1.0, LONG_PX / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    rim_y, rim_x = (int(RIM * side) for side in small.shape[:2])
    inner = small[rim_y : small.shape[0] - rim_y, rim_x : small.shape[1] - rim_x]
    plain = cv2.GaussianBlur(inner, (0, 0), 1.0).astype(np.float32)
    apart = largest(plain - cv2.blur(plain, (GROUND, GROUND)))
    ink = (apart > STEP).astype(np.uint8)
    if cv2.countNonZero(ink) > SPECKS * DUST**2:  # more than all that dust may be
        return False
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    sizes = boxes[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    clean = count - 1 <= SPECKS and not bool((sizes > DUST).any())
    return clean and float(np.median(plain)) >= PAPER


def _is_pictured(pixels: Pixels) -> bool:
    """Whether a glance shows more than paper: a photograph, or print all over."""
    step = max(1, max(pixels.shape[:2]) // GLANCE_PX)
    levels = np.percentile(pixels[::step, ::step].max(axis=2), (5, 95))
    return bool(levels[1] - levels[0] > PLAIN)
