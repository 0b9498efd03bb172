"""Opaque covers: every pixel a quad touches becomes the fill, nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from redactor.model import Cover, Pixels, Quad

Fill = tuple[int, int, int]
BLACK: Fill = (0, 0, 0)
FARTHEST = 1e9
"""px; a corner further out is a fault of whoever placed it, and would cost precision."""


def burn(pixels: Pixels, covers: Iterable[Quad | Cover], fill: Fill = BLACK) -> Pixels:
    """A new H×W×3 uint8 RGB array with every quad (page px) filled opaquely.

    A pixel is filled where its area [x, x+1) × [y, y+1) overlaps the quad: rounded outwards, no
    soft edge, no blur.  A quad that is not convex is filled as its convex hull; one without area
    (a line, a point) fills the pixels it runs through.  All other pixels keep their values.
    Raises ValueError where a corner is not a number or absurdly far away (``FARTHEST``): a cover
    that cannot be placed must stop the copy, not slip off the page.
    """
    quads = [cover.quad if isinstance(cover, Cover) else cover for cover in covers]
    if not all((np.abs(quad.array()) <= FARTHEST).all() for quad in quads):
        raise ValueError("a cover's corners must be finite numbers, near the page")
    out = np.array(pixels, dtype=np.uint8, order="C")
    for quad in quads:
        paint(out, quad, fill)
    return out


def paint(canvas: NDArray[np.uint8], quad: Quad, value: int | Fill) -> None:
    """Fill one quad in place on an H×W or H×W×3 array; the rule is that of ``burn``."""
    height, width = canvas.shape[:2]
    top, left, right = spans(quad, width, height)
    for row, (start, end) in enumerate(zip(left.tolist(), right.tolist(), strict=True), top):
        canvas[row, start:end] = value


def spans(quad: Quad, width: int, height: int) -> tuple[int, NDArray[np.int64], NDArray[np.int64]]:
    """The first row, and per row the first column and the column after the last (whole px).

    Clipped to a page of ``width`` × ``height`` px; empty rows have equal columns.  The hull's
    part inside a row's strip is convex too, so a pixel overlaps the hull exactly where its
    columns overlap the strip part's extent.
    """
    corners = quad.array()
    ends = np.array([corners[i] for i in range(4) for _ in range(4)])
    starts = np.array([corners[j] for _ in range(4) for j in range(4)])
    low, high = float(corners[:, 1].min()), float(corners[:, 1].max())
    top = int(np.clip(np.floor(low), 0, height))
    # A flat quad still lies in one row of pixels.
    bottom = int(np.clip(max(np.ceil(high), np.floor(low) + 1), 0, height))
    lines = np.arange(top, bottom + 1, dtype=np.float64)
    nearest, farthest = _crossings(starts, ends, lines)
    first = np.minimum(nearest[:-1], nearest[1:])
    last = np.maximum(farthest[:-1], farthest[1:])
    for x, y in corners:
        inside = (lines[:-1] <= y) & (y <= lines[1:])
        first[inside] = np.minimum(first[inside], x)
        last[inside] = np.maximum(last[inside], x)
    begin = np.floor(first)
    # A strip part without width still lies in one column.
    after = np.maximum(np.ceil(last), begin + 1)
    clipped = (np.clip(begin, 0, width), np.clip(after, 0, width))
    return top, clipped[0].astype(np.int64), clipped[1].astype(np.int64)


def _crossings(
    starts: NDArray[np.float64], ends: NDArray[np.float64], lines: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Smallest and largest x at which any segment meets each horizontal line; inf, -inf: none.

    All six segments between four corners are looked at (in both directions): the extremes over
    them are those of the convex hull, whatever order the corners have.
    """
    y0, y1 = starts[:, 1:], ends[:, 1:]
    met = (np.minimum(y0, y1) <= lines) & (lines <= np.maximum(y0, y1)) & (y0 != y1)
    share = np.where(met, lines - y0, 0.0) / np.where(y0 == y1, 1.0, y1 - y0)
    x = starts[:, :1] + share * (ends[:, :1] - starts[:, :1])
    return np.where(met, x, np.inf).min(axis=0), np.where(met, x, -np.inf).max(axis=0)
