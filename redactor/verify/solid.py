"""Whether covers are what they should be: one even colour, nothing shining through."""

from __future__ import annotations

import numpy as np

from redactor.model import Doubt, Pixels, Quad
from redactor.verify.expectation import SheetExpectation

RIMS = {True: (2, 0), False: (4, 2, 0)}
"""px left out along a cover's edge in an exact copy and in another, less where a cover is as thin
as its rim: resampling mixes colours there, JPEG and a PDF's drawing some px further in."""
DEEP = 17
"""px from which on no JPEG block (16 px with halved colour) reaches over the edge."""
RINGING = 64
"""Levels off the fill that JPEG's ringing may reach between the rim and ``DEEP``."""
EVEN = 24
"""Levels off the fill that are tolerated further inside."""


def cover_doubts(pixels: Pixels, sheet: SheetExpectation, *, exact: bool) -> list[Doubt]:
    """Doubts about covers that are not solid; what lies outside the sheet is not looked at.

    ``exact``: the copy is of a lossless kind and not a level may be off.
    """
    return [
        Doubt("cover-not-solid", "", quad)
        for quad in sheet.covers
        if not _solid(pixels, quad, sheet.fill, exact=exact)
    ]


def _solid(pixels: Pixels, quad: Quad, fill: tuple[int, int, int], *, exact: bool) -> bool:
    import cv2

    left, top, right, bottom = quad.bounds
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, right), min(height, bottom)
    if x0 >= x1 or y0 >= y1:
        return True
    corners = quad.array() - (left, top)
    whole = np.zeros((bottom - top, right - left), np.uint8)
    cv2.fillConvexPoly(whole, np.round(corners).astype(np.int32), 255)
    part = pixels[y0:y1, x0:x1].astype(np.int16)
    off = np.abs(part - np.asarray(fill, np.int16)).max(axis=2)
    window = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
    rims = (_eroded(whole, rim)[window] > 0 for rim in RIMS[exact])
    inside = next((part for part in rims if part.any()), whole[window] > 0)
    if exact:
        return not bool((off[inside] > 0).any())
    deep = _eroded(whole, DEEP)[window] > 0
    return not bool((off[inside] > RINGING).any() or (off[deep] > EVEN).any())


def _eroded(mask: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], px: int) -> Pixels:
    """The mask less a rim; outside the picture counts as outside the mask."""
    import cv2

    kernel = np.ones((2 * px + 1, 2 * px + 1), np.uint8)
    return np.asarray(
        cv2.erode(mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=0), dtype=np.uint8
    )
