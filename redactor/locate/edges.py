"""Four-sided outlines in a small picture: candidates from three independent generators.

All coordinates are px of the small working picture.  No candidate is believed here; ``scoring``
weighs them against the gradients and the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels

Corners = NDArray[np.float64]
"""4×2, clockwise on the picture, any corner first."""

TAPER = 0.68
"""Least ratio of opposite sides: a card at 20° from near by has 0.75, a panel's shape anything."""
SKEW = 0.309
"""Most a corner's cosine may be."""
MIN_AREA = 0.03
"""Smallest part of the picture a document may fill."""


def candidates(small: Pixels) -> list[Corners]:
    """Convex quadrilaterals that might be a document's outline."""
    found: list[Corners] = []
    for mask in _edge_masks(small):
        found += _from_mask(mask)
    for mask in _foreground_masks(small):
        found += _from_mask(mask)
    return found


def _edge_masks(small: Pixels) -> Iterator[NDArray[np.uint8]]:
    """Closed edge maps of lightness and colour at several strengths."""
    import cv2

    lab = cv2.cvtColor(cv2.medianBlur(small, 5), cv2.COLOR_RGB2LAB)
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3))
    for channel, pairs in ((0, ((20, 60), (50, 140), (90, 220))), (1, ((8, 24),)), (2, ((8, 24),))):
        plane = np.ascontiguousarray(lab[:, :, channel])
        for low, high in pairs:
            edges = cv2.Canny(plane, low, high)
            yield np.asarray(cv2.dilate(edges, kernel, iterations=1), dtype=np.uint8)


def _foreground_masks(small: Pixels) -> Iterator[NDArray[np.uint8]]:
    """What differs from the picture's border in colour, at several thresholds."""
    import cv2

    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 2.0), cv2.COLOR_RGB2LAB).astype(np.float32)
    height, width = lab.shape[:2]
    edge = max(3, round(0.02 * min(height, width)))
    border = np.concatenate(
        [
            lab[:edge].reshape(-1, 3),
            lab[-edge:].reshape(-1, 3),
            lab[:, :edge].reshape(-1, 3),
            lab[:, -edge:].reshape(-1, 3),
        ]
    )
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    sample = np.ascontiguousarray(border[:: max(1, len(border) // 1500)])
    # begun from thirds by lightness, not at random: the same picture, the same outlines
    thirds = np.argsort(np.argsort(sample[:, 0], kind="stable")) * 3 // len(sample)
    _, _, centres = cv2.kmeans(
        sample,
        3,
        thirds.astype(np.int32)[:, None],
        criteria,
        1,
        cv2.KMEANS_USE_INITIAL_LABELS,
    )
    squares = np.full(lab.shape[:2], 1e18, dtype=np.float32)
    planes = cv2.split(lab)
    for centre in centres:
        # light falls off over a desk more than colour changes
        light, red, yellow = (p - c for p, c in zip(planes, centre, strict=True))
        light *= 0.7
        squares = np.minimum(squares, light * light + red * red + yellow * yellow)
    distance = np.sqrt(squares)
    scaled = np.clip(distance * 4, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(scaled, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))
    for factor in (0.45, 0.7, 1.0):
        mask = np.where(scaled > level * factor, 255, 0).astype(np.uint8)
        yield np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)


def _from_mask(mask: NDArray[np.uint8]) -> list[Corners]:
    """Quadrilaterals around the mask's larger blobs."""
    import cv2

    height, width = mask.shape
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    # no hull is longer than its contour, and of all shapes of a length a circle has most area
    fewest = np.sqrt(2 * np.pi * MIN_AREA * height * width)
    found: list[Corners] = []
    for contour in contours:
        if len(contour) < fewest:
            continue
        if cv2.contourArea(cv2.convexHull(contour)) < MIN_AREA * height * width:
            continue
        quad = fit_quad(np.asarray(contour, dtype=np.float64).reshape(-1, 2))
        if quad is not None:
            found.append(quad)
    return found


def fit_quad(contour: Corners) -> Corners | None:
    """The quadrilateral whose sides run along a contour's hull; None where it has no four sides.

    Cards have rounded corners, so each side is fitted to the hull's points in its middle and the
    corners are where neighbouring sides meet.
    """
    import cv2

    hull = cv2.convexHull(contour.astype(np.float32))
    length = cv2.arcLength(hull, True)
    rough: Any = None
    for tolerance in (0.015, 0.025, 0.04, 0.06, 0.09):
        rough = cv2.approxPolyDP(hull, tolerance * length, True)
        if len(rough) <= 4:
            break
    if rough is None or len(rough) != 4:
        return None
    corners = np.asarray(rough, dtype=np.float64).reshape(4, 2)
    dense = _densify(np.asarray(hull, dtype=np.float64).reshape(-1, 2))
    sides = [_fit_side(dense, corners[i], corners[(i + 1) % 4]) for i in range(4)]
    meeting = [_meet(sides[i - 1], sides[i]) for i in range(4)]
    if any(point is None for point in meeting):
        return None
    quad = np.array(meeting, dtype=np.float64)
    return quad if plausible(quad) else None


def _densify(hull: Corners) -> Corners:
    """Points every px or so along a closed polygon."""
    parts = []
    for start, end in zip(hull, np.roll(hull, -1, axis=0), strict=True):
        count = max(1, int(np.hypot(*(end - start))))
        steps = np.linspace(0, 1, count, endpoint=False)[:, None]
        parts.append(start + (end - start) * steps)
    return np.concatenate(parts)


def _fit_side(points: Corners, start: Corners, end: Corners) -> tuple[Corners, Corners]:
    """A line (point, direction) along the hull points near the middle of one rough side."""
    import cv2

    along = end - start
    length = float(np.hypot(*along)) or 1.0
    unit = along / length
    relative = points - start
    position = relative @ unit / length
    off = np.abs(relative @ np.array([-unit[1], unit[0]]))
    near = points[(position > 0.12) & (position < 0.88) & (off < 0.03 * length + 2)]
    if len(near) < 8:
        return start, unit
    vx, vy, x, y = (
        float(v)
        for v in np.ravel(cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01))
    )
    return np.array([x, y]), np.array([vx, vy])


def _meet(first: tuple[Corners, Corners], second: tuple[Corners, Corners]) -> Corners | None:
    """Where two lines cross."""
    matrix = np.stack([first[1], -second[1]], axis=1)
    if abs(float(np.linalg.det(matrix))) < 0.2:
        return None
    step = np.linalg.solve(matrix, second[0] - first[0])
    return np.asarray(first[0] + first[1] * step[0], dtype=np.float64)


def plausible(quad: Corners) -> bool:
    """Convex, corners between 72 and 108 degrees, little taper, and not a sliver.

    Twenty degrees of tilt from near by leave the corners of a card within 15 degrees of square.
    """
    return bool(all_plausible(quad[None])[0])


def skews(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the corners of N×4×2 are from square, N×4: the cosines, without their sign."""
    before = np.roll(quads, 1, axis=1) - quads
    after = np.roll(quads, -1, axis=1) - quads
    sides = np.hypot(after[..., 0], after[..., 1])
    lengths = np.maximum(np.roll(sides, 1, axis=1) * sides, 1e-12)
    return np.asarray(np.abs((before * after).sum(axis=2)) / lengths, dtype=np.float64)


def all_plausible(quads: NDArray[np.float64]) -> NDArray[np.bool_]:
    """``plausible`` for each of N×4×2."""
    before = np.roll(quads, 1, axis=1) - quads
    after = np.roll(quads, -1, axis=1) - quads
    turns = before[..., 0] * after[..., 1] - before[..., 1] * after[..., 0]
    convex = (turns > 0).all(axis=1) | (turns < 0).all(axis=1)
    sides = np.hypot(after[..., 0], after[..., 1])
    upright = (skews(quads) < SKEW).all(axis=1)
    over = np.roll(sides, -2, axis=1)
    even = (np.minimum(sides, over) > TAPER * np.maximum(sides, over)).all(axis=1)
    sliver = sides.min(axis=1) <= 0.2 * sides.max(axis=1)
    return np.asarray(convex & upright & even & ~sliver, dtype=np.bool_)
