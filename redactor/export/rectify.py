"""Crop and straighten: from the covered page to a sheet that shows the document upright."""

from __future__ import annotations

from math import ceil, floor, sqrt

import numpy as np

from redactor.export.formats import MM_PER_INCH
from redactor.model import Document, Located, Pixels, Quad, Transform

MARGIN_MM = 1.0
"""Of the surroundings kept around the document: corners found 1 mm short still show the edge."""
MOST_PIXELS = 50_000_000
"""Of a sheet; a larger document is scaled down."""
_WHITE = 255
_TAPS = 4
"""px around a place that interpolation looks at."""
_WHOLE = 1e-6
"""px; corners this near to whole pixels are on them."""


def straighten(
    pixels: Pixels,
    document: Document,
    margin_mm: float = MARGIN_MM,
    *,
    most_pixels: int = MOST_PIXELS,
) -> tuple[Pixels, Transform, float | None]:
    """The document upright and cropped, with the way from page px to sheet px and the dpi.

    ``pixels``: the whole page, H×W×3 uint8 RGB.  The sheet has the document's own resolution on
    the page; what lies outside the page is white.  Where the quad is an upright rectangle on
    whole pixels, or a quarter turn of one, pixels are moved, never mixed: an exact crop.  A
    document that was found as the whole page is the whole page, turned upright.  ``margin_mm``
    counts only where the document's size is known, as does dpi (None otherwise).
    Raises ValueError for a quad without area.
    """
    if document.located is Located.PAGE:
        height, width = pixels.shape[:2]
        turn = round(document.quad.angle / (np.pi / 2)) % 4
        return _moved(pixels, (0, 0, width, height), turn, _dpi(document))
    found = _upright(document.quad)
    if found is None:
        return _warped(pixels, document, margin_mm, most_pixels)
    (left, top, right, bottom), turn = found
    margin = round(margin_mm * (_px_per_mm(document) or 0))
    box = (left - margin, top - margin, right + margin, bottom + margin)
    return _moved(pixels, box, turn, _dpi(document))


def _px_per_mm(document: Document) -> float | None:
    """Of the document on its page, the mean of both directions; None where the size is unknown."""
    if document.size_mm is None:
        return None
    wide, tall = document.size_mm
    return sqrt(document.quad.width / wide * document.quad.height / tall)


def _dpi(document: Document) -> float | None:
    px_per_mm = _px_per_mm(document)
    return px_per_mm * MM_PER_INCH if px_per_mm else None


def _upright(quad: Quad) -> tuple[tuple[int, int, int, int], int] | None:
    """(left, top, right, bottom) and the quarter turns of an exact rectangle; else None."""
    corners = [(round(x), round(y)) for x, y in quad.points]
    whole = np.abs(quad.array() - np.asarray(corners)).max() <= _WHOLE
    left, top = min(x for x, _ in corners), min(y for _, y in corners)
    right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
    if not whole or left == right or top == bottom:
        return None
    around = [(left, top), (right, top), (right, bottom), (left, bottom)]
    turns = [turn for turn in range(4) if corners == around[turn:] + around[:turn]]
    return ((left, top, right, bottom), turns[0]) if turns else None


def _moved(
    pixels: Pixels, box: tuple[int, int, int, int], turn: int, dpi: float | None
) -> tuple[Pixels, Transform, float | None]:
    """An exact crop, turned ``turn`` quarters against the clock."""
    left, top, right, bottom = box
    height, width = pixels.shape[:2]
    crop = np.full((bottom - top, right - left, 3), _WHITE, dtype=np.uint8)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    if x0 < x1 and y0 < y1:
        crop[y0 - top : y1 - top, x0 - left : x1 - left] = pixels[y0:y1, x0:x1]
    ways = (
        ((1, 0, -left), (0, 1, -top), (0, 0, 1)),
        ((0, 1, -top), (-1, 0, right), (0, 0, 1)),
        ((-1, 0, right), (0, -1, bottom), (0, 0, 1)),
        ((0, -1, bottom), (1, 0, -left), (0, 0, 1)),
    )
    return np.ascontiguousarray(np.rot90(crop, turn)), Transform.of(ways[turn]), dpi


def _around(pixels: Pixels, quad: Quad, margin: int) -> tuple[Pixels, int, int]:
    """The page's part, a pixel at least, within ``margin`` px of a quad, and where it begins."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = quad.bounds
    x0, y0 = min(max(left - margin, 0), width - 1), min(max(top - margin, 0), height - 1)
    x1, y1 = max(right + margin, x0 + 1), max(bottom + margin, y0 + 1)
    return pixels[y0:y1, x0:x1], x0, y0


def _warped(
    pixels: Pixels, document: Document, margin_mm: float, most_pixels: int
) -> tuple[Pixels, Transform, float | None]:
    """The document taken out of perspective, at its true proportions where its size is known."""
    import cv2

    wide, tall, px_per_mm = document.quad.width, document.quad.height, None
    if document.size_mm is not None:
        # The better of the two resolutions: nothing that was legible is thinned out.
        px_per_mm = max(wide / document.size_mm[0], tall / document.size_mm[1])
        wide, tall = (side * px_per_mm for side in document.size_mm)
    margin = round(margin_mm * (px_per_mm or 0))
    scale = min(1.0, sqrt(most_pixels / ((wide + 2 * margin) * (tall + 2 * margin) + 1)))
    margin, width, height = (
        floor(margin * scale),
        max(1, round(wide * scale)),
        max(1, round(tall * scale)),
    )
    way = Transform.between(document.quad, Quad.rect(margin, margin, width, height))
    source, shrunk = pixels, Transform.identity()
    if scale < 1.0:
        # Mean of areas first: interpolation alone would skip pixels.  Of what the sheet shows only.
        shown = way.inverse().quad(Quad.rect(0, 0, width + 2 * margin, height + 2 * margin))
        part, left, top = _around(pixels, shown, ceil(_TAPS / scale))
        small = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        source = np.asarray(small, dtype=np.uint8)
        rows, columns = source.shape[0] / part.shape[0], source.shape[1] / part.shape[1]
        shrunk = Transform(((columns, 0, -left * columns), (0, rows, -top * rows), (0, 0, 1)))
    # Our pixel (0, 0) is the area from 0 to 1; OpenCV's is a point at its centre.
    centre = Transform(((1.0, 0.0, 0.5), (0.0, 1.0, 0.5), (0.0, 0.0, 1.0)))
    matrix = centre.then(shrunk.inverse()).then(way).then(centre.inverse()).array()
    sheet = cv2.warpPerspective(
        source,
        matrix,
        (width + 2 * margin, height + 2 * margin),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(_WHITE, _WHITE, _WHITE),
    )
    dpi = px_per_mm * scale * MM_PER_INCH if px_per_mm else None
    return np.ascontiguousarray(sheet, dtype=np.uint8), way, dpi
