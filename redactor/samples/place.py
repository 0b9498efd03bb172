"""Lays flat documents onto larger pictures with exact quads."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels, Quad, Transform
from redactor.samples.truth import Drawn, Placed

A4 = (210.0, 297.0)
"""Width and height in mm."""

_CORNER_MM = 3.18
"""Radius of a card's corners after ISO/IEC 7810."""


def lay(page: Pixels, drawn: Drawn, target: Quad) -> tuple[Placed, ...]:
    """Warps a flat picture onto ``page`` (changed in place) so that its corners meet ``target``.

    Card corners are rounded.  Returns the documents with their quads in page px.
    """
    height, width = drawn.pixels.shape[:2]
    move = Transform.between(Quad.rect(0, 0, width, height), target)
    image, cover = _warped(drawn, move, target, page)
    left, top, right, bottom = _inside(target, page)
    area = page[top:bottom, left:right]
    share = cover[..., None]
    area[:] = np.clip(area * (1 - share) + image * share + 0.5, 0, 255).astype(np.uint8)
    return tuple(placed.moved(move.quad) for placed in drawn.documents)


def silhouette(target: Quad, page: Pixels) -> NDArray[np.floating]:
    """Coverage (H×W of the page, 0 to 1) of the laid picture; for shadows."""
    import cv2

    cover = np.zeros(page.shape[:2], dtype=np.uint8)
    fixed = np.round((target.array() - 0.5) * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.fillPoly(cover, [fixed], 255, cv2.LINE_AA, 4)
    return cover.astype(np.float32) / 255


def two_on_a4(
    first: Drawn,
    second: Drawn,
    dpi: float,
    shifts: Sequence[float] = (0, 0, 0, 0),
    angles: Sequence[float] = (0, 0),
) -> Drawn:
    """Two documents at true size on a white A4, one above the other.

    ``shifts``: x and y of the first, then of the second, in mm from the usual place;
    ``angles``: their turn in degrees.
    """
    scale = dpi / 25.4
    size = round(A4[1] * scale), round(A4[0] * scale), 3
    page: Pixels = np.full(size, 254, dtype=np.uint8)
    documents: list[Placed] = []
    for at, drawn in enumerate((first, second)):
        width, height = sheet_mm(drawn)
        cx = A4[0] / 2 + shifts[2 * at]
        cy = A4[1] * (0.28 + 0.42 * at) + shifts[2 * at + 1]
        corners = Quad.rect(-width / 2, -height / 2, width, height).array()
        spin = np.deg2rad(angles[at])
        turn = np.array([[np.cos(spin), np.sin(spin)], [-np.sin(spin), np.cos(spin)]])
        target = Quad.of((corners @ turn + (cx, cy)) * scale)
        documents.extend(lay(page, drawn, target))
    return Drawn(page, tuple(documents), first.holder, scale)


def sheet_mm(drawn: Drawn) -> tuple[float, float]:
    """True (width, height) in mm of a flat picture, from its first document's scale."""
    placed = drawn.document
    scale = placed.quad.width / placed.size_mm[0]
    return drawn.pixels.shape[1] / scale, drawn.pixels.shape[0] / scale


def turned(drawn: Drawn, quarters: int) -> Drawn:
    """The picture turned clockwise by quarter turns, quads with it."""
    quarters %= 4
    height, width = drawn.pixels.shape[:2]
    moves = {
        0: Transform.identity(),
        1: Transform.of([[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        2: Transform.of([[-1, 0, width], [0, -1, height], [0, 0, 1]]),
        3: Transform.of([[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }
    pixels = np.ascontiguousarray(np.rot90(drawn.pixels, -quarters))
    documents = tuple(placed.moved(moves[quarters].quad) for placed in drawn.documents)
    return Drawn(pixels, documents, drawn.holder, drawn.px_per_mm)


def _inside(target: Quad, page: Pixels) -> tuple[int, int, int, int]:
    left, top, right, bottom = target.bounds
    return max(left, 0), max(top, 0), min(right, page.shape[1]), min(bottom, page.shape[0])


def _warped(
    drawn: Drawn, move: Transform, target: Quad, page: Pixels
) -> tuple[Pixels, NDArray[np.floating]]:
    """The part of the page that the picture meets, and its coverage."""
    import cv2

    height, width = drawn.pixels.shape[:2]
    left, top, right, bottom = _inside(target, page)
    source = drawn.pixels
    # Shrinking by more than a little would alias: average the source down first.
    share = min(1.0, max(target.width / width, target.height / height) * 1.15)
    small = (max(round(width * share), 8), max(round(height * share), 8))
    if share < 0.9:
        source = np.asarray(cv2.resize(source, small, interpolation=cv2.INTER_AREA), np.uint8)
    else:
        small = (width, height)
    grow = np.diag([width / small[0], height / small[1], 1.0])
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]])
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    matrix = np.linalg.inv(half) @ shift @ move.array() @ grow @ half
    size = (right - left, bottom - top)
    image = cv2.warpPerspective(
        source, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    edge = _rounded(small, _CORNER_MM * small[0] / sheet_mm(drawn)[0])
    cover = cv2.warpPerspective(edge, matrix, size, flags=cv2.INTER_LINEAR)
    return np.asarray(image, np.uint8), np.asarray(cover, np.float32) / 255


def _rounded(size: tuple[int, int], radius: float) -> NDArray[np.uint8]:
    import cv2

    width, height = size
    mask = np.zeros((height, width), np.uint8)
    r = max(round(radius), 1)
    cv2.rectangle(mask, (r, 0), (width - 1 - r, height - 1), 255, -1)
    cv2.rectangle(mask, (0, r), (width - 1, height - 1 - r), 255, -1)
    for x in (r, width - 1 - r):
        for y in (r, height - 1 - r):
            cv2.circle(mask, (x, y), r, 255, -1, cv2.LINE_AA)
    return mask
