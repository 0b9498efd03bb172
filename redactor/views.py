"""Rectified views of documents: how large, which way up, and the pixels."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from redactor.model import Document, Located, Pixels, Quad, Transform

ID1 = (85.6, 53.98)
"""ISO/IEC 7810 ID-1, mm."""
ID3 = (125.0, 88.0)
"""ISO/IEC 7810 ID-3, mm: one page of a passport."""
BOOKLET = (125.0, 176.0)
"""Two ID-3 pages, one above the other."""

CARD_PX = 1440
"""Long side of a card's view, about 17 px/mm: the captions' small print stays readable."""
PAGE_PX = 1600
"""Long side of a passport page's view, about 13 px/mm."""
MOST_PX = 2400
LEAST_PX = 900
SKIPPED = 1.6
"""How much smaller a warp may make a picture before it skips pixels."""


def size_of(quad: Quad) -> tuple[float, float] | None:
    """The standard size a quad's proportions fit within 8 %, in its reading direction; or None."""
    ratio = quad.width / max(quad.height, 1e-6)
    fits = [(abs(np.log(ratio / (size[0] / size[1]))), size) for size in (ID1, ID3, BOOKLET)]
    off, size = min(fits, key=lambda item: item[0])
    return size if off < 0.08 else None


def document(
    quad: Quad, located: Located, confidence: float, long_px: int | None = None
) -> Document:
    """A document with its rectified view; standard proportions are squared to their true size.

    ``long_px``: long side of the view in px; None chooses by size, without enlarging a small
    picture more than about twice (there is nothing more to see).
    """
    size = size_of(quad) if located is Located.OUTLINE else None
    native = max(quad.width, quad.height)
    if long_px is None:
        wanted = CARD_PX if size == ID1 else PAGE_PX if size in (ID3, None) else MOST_PX
        long_px = round(min(wanted, max(native * 2.0, LEAST_PX)))
    ratio = size[0] / size[1] if size else quad.width / max(quad.height, 1e-6)
    width, height = (long_px, long_px / ratio) if ratio >= 1 else (long_px * ratio, long_px)
    view = (max(16, round(width)), max(16, round(height)))
    to_page = Transform.between(Quad.rect(0, 0, view[0], view[1]), quad)
    return Document(
        quad=quad,
        view=view,
        to_page=to_page,
        located=located,
        confidence=confidence,
        size_mm=size,
        px_per_mm=view[0] / size[0] if size else None,
    )


def rectify(page: Pixels, found: Document) -> Pixels:
    """The document's rectified view: H×W×3 uint8 RGB of ``found.view`` size."""
    import cv2

    shrink = max(found.quad.width / found.view[0], found.quad.height / found.view[1])
    source, matrix = page, found.to_view.array()
    if shrink > SKIPPED:
        # warping down skips source pixels: average them first, those of the document alone
        part, left, top = _around(page, found.quad, margin=4 * shrink)
        source, shrink = _averaged(part, shrink)
        # the middle of a small pixel is the middle of those it was made from
        half = 0.5 * (shrink - 1)
        matrix = matrix @ np.array([[shrink, 0, left + half], [0, shrink, top + half], [0, 0, 1.0]])
    flat = cv2.warpPerspective(
        source, matrix, found.view, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, dtype=np.uint8)


def _averaged(part: Pixels, shrink: float) -> tuple[Pixels, float]:
    """A picture made smaller until a warp by the rest of ``shrink`` skips no pixels, and by how
    much it was; halving takes a tenth of the time that other factors take."""
    import cv2

    halves = int(math.log2(shrink))
    small: Any = part
    for _ in range(halves):
        small = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    rest = shrink / 2.0**halves
    if rest > SKIPPED:
        small = cv2.resize(small, None, fx=1 / rest, fy=1 / rest, interpolation=cv2.INTER_AREA)
        return np.asarray(small, dtype=np.uint8), shrink
    return np.asarray(small, dtype=np.uint8), 2.0**halves


def _around(page: Pixels, quad: Quad, margin: float) -> tuple[Pixels, int, int]:
    """The part of a page that holds a quad and some px around it, and where that part begins.

    A quad off the page gives the whole page.
    """
    left, top, right, bottom = quad.bounds
    height, width = page.shape[:2]
    x0, y0 = max(0, int(left - margin)), max(0, int(top - margin))
    x1, y1 = min(width, int(right + margin) + 1), min(height, int(bottom + margin) + 1)
    if x0 >= x1 or y0 >= y1:
        return page, 0, 0
    return page[y0:y1, x0:x1], x0, y0


def rotated(quad: Quad, quarters: int) -> Quad:
    """The same corners, read after ``quarters`` clockwise quarter turns of the content.

    Content turned 90° clockwise has its top-left corner at the page's top right.
    """
    p = quad.points
    n = quarters % 4
    return Quad((p[n], p[(n + 1) % 4], p[(n + 2) % 4], p[(n + 3) % 4]))
