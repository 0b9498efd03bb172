"""How far a cover reaches beyond the ink, and how it gives way to what must stay legible."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, isfinite

from redactor.model import Finding, Kind, Point, Quad

Sides = tuple[float, float, float, float]
"""Padding in px beyond the top, right, bottom and left edge of a quad."""

_MIN_PX = 2.0
_MIN_OF_PAGE = 0.001
_TEXT_ALONG, _TEXT_ACROSS = 0.25, 0.2
_PORTRAIT = 0.03
_CODE = 0.04
_CELL_ACROSS = 0.25
_STEPS = 24
_EPSILON = 1e-6


def cover_quad(finding: Finding, kept: Sequence[Quad], page_size: tuple[int, int]) -> Quad:
    """The padded quad of a hidden finding, in page px.

    Text is padded to its line, codes by their quiet zone, zone cells above and below only (their
    quads are cut by pitch).  Where the padding would reach into a kept quad it is trimmed, never
    into the finding's own quad; a kept quad that lies inside the finding cannot be spared.
    """
    quad = finding.quad
    sides = _wanted(finding, page_size)
    if not _is_convex(quad):
        return _boxed(quad, max(sides))
    for other in kept:
        if _touches(grown(quad, sides), other) and not _inside(quad, other):
            sides = _trimmed(quad, sides, other)
    return grown(quad, sides)


def grown(quad: Quad, sides: Sides) -> Quad:
    """A convex quad with each edge moved outwards by its padding, edges keeping their direction."""
    edges = [
        (point, normal, distance)
        for (point, normal), distance in zip(_edges(quad), sides, strict=True)
    ]
    top, right, bottom, left = edges
    return Quad(
        (_corner(left, top), _corner(top, right), _corner(right, bottom), _corner(bottom, left))
    )


def is_finite(quad: Quad) -> bool:
    """Whether the quad's corners are numbers at all."""
    return all(isfinite(value) for point in quad.points for value in point)


def overlap_area(a: Quad, b: Quad) -> float:
    """Area in px² that two convex quads share."""
    polygon: list[Point] = list(a.points)
    for point, normal in _edges(b):
        polygon = _clipped(polygon, point, normal)
        if not polygon:
            return 0.0
    return _area(polygon)


def _wanted(finding: Finding, page_size: tuple[int, int]) -> Sides:
    quad = finding.quad
    least = max(_MIN_PX, _MIN_OF_PAGE * max(page_size))
    if finding.kind is Kind.MRZ_BSN:
        across = max(least, _CELL_ACROSS * quad.height)
        return (across, 0.0, across, 0.0)
    if finding.kind is Kind.PORTRAIT:
        pad = max(least, _PORTRAIT * min(quad.width, quad.height))
        return (pad, pad, pad, pad)
    if finding.kind is Kind.CODE:
        along, across = _CODE * quad.width, _CODE * quad.height
    else:
        along, across = _TEXT_ALONG * quad.height, _TEXT_ACROSS * quad.height
    along, across = max(least, along), max(least, across)
    return (across, along, across, along)


def _trimmed(quad: Quad, sides: Sides, other: Quad) -> Sides:
    """Padding that stays clear of the other quad: one side gives way, or all in proportion."""
    gaps = [
        min(_beyond(corner, point, normal) for corner in other.points)
        for point, normal in _edges(quad)
    ]
    if _touches(quad, other):  # boxes of neighbouring lines may overlap a little
        return _one_side(sides, max(range(4), key=gaps.__getitem__), 0.0)
    clear = [side for side in range(4) if gaps[side] >= -_EPSILON]
    if clear:
        best = max(clear, key=lambda side: gaps[side] - sides[side])
        return _one_side(sides, best, gaps[best])
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _touches(grown(quad, _scaled(sides, middle)), other):
            high = middle
        else:
            low = middle
    return _scaled(sides, low)


def _one_side(sides: Sides, side: int, most: float) -> Sides:
    changed = list(sides)
    changed[side] = max(0.0, min(sides[side], most))
    return (changed[0], changed[1], changed[2], changed[3])


def _scaled(sides: Sides, by: float) -> Sides:
    return (sides[0] * by, sides[1] * by, sides[2] * by, sides[3] * by)


def _touches(a: Quad, b: Quad) -> bool:
    return overlap_area(a, b) > _EPSILON


def _inside(hidden: Quad, kept: Quad) -> bool:
    """Whether the kept quad shares so much with the hidden one that no padding matters."""
    smaller = min(hidden.area, kept.area)
    return overlap_area(hidden, kept) > 0.5 * smaller


def _edges(quad: Quad) -> list[tuple[Point, Point]]:
    """Top, right, bottom and left edge, each as a point on it and its outward unit normal."""
    points = quad.points
    turn = 1.0 if _signed_area(points) >= 0 else -1.0
    edges: list[tuple[Point, Point]] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        length = max(hypot(x1 - x0, y1 - y0), _EPSILON)
        edges.append(((x0, y0), (turn * (y1 - y0) / length, -turn * (x1 - x0) / length)))
    return edges


def _corner(first: tuple[Point, Point, float], second: tuple[Point, Point, float]) -> Point:
    """Where two moved edges meet."""
    (p, (a, b), d), (q, (c, e), f) = first, second
    right1 = a * p[0] + b * p[1] + d
    right2 = c * q[0] + e * q[1] + f
    det = a * e - b * c
    return ((right1 * e - b * right2) / det, (a * right2 - right1 * c) / det)


def _beyond(corner: Point, point: Point, normal: Point) -> float:
    """Signed distance of a corner outwards from an edge."""
    return (corner[0] - point[0]) * normal[0] + (corner[1] - point[1]) * normal[1]


def _clipped(polygon: list[Point], point: Point, normal: Point) -> list[Point]:
    """The part of a polygon on the inner side of an edge (Sutherland-Hodgman)."""
    kept: list[Point] = []
    for index, here in enumerate(polygon):
        before = polygon[index - 1]
        out, was_out = _beyond(here, point, normal), _beyond(before, point, normal)
        if (out > 0) != (was_out > 0):
            share = was_out / (was_out - out)
            kept.append(
                (
                    before[0] + (here[0] - before[0]) * share,
                    before[1] + (here[1] - before[1]) * share,
                )
            )
        if out <= 0:
            kept.append(here)
    return kept


def _area(polygon: Sequence[Point]) -> float:
    return abs(_signed_area(polygon))


def _signed_area(points: Sequence[Point]) -> float:
    x, y = points[0]  # relative to a corner: far-off coordinates would cost precision
    total = 0.0
    for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
        total += (x0 - x) * (y1 - y) - (x1 - x) * (y0 - y)
    return total / 2


def _is_convex(quad: Quad) -> bool:
    """Whether the quad is convex, with area and without corners so sharp that edges run off."""
    points = quad.points
    turns: list[float] = []
    for index in range(4):
        (x0, y0), (x1, y1), (x2, y2) = (points[(index + n) % 4] for n in range(3))
        long = hypot(x1 - x0, y1 - y0) * hypot(x2 - x1, y2 - y1)
        if long < _EPSILON:
            return False
        turns.append(((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1)) / long)
    return all(turn > 0.2 for turn in turns) or all(turn < -0.2 for turn in turns)


def _boxed(quad: Quad, pad: float) -> Quad:
    """For a quad of no use: its bounding box, padded all round."""
    left, top, right, bottom = quad.bounds
    return Quad.rect(left - pad, top - pad, right - left + 2 * pad, bottom - top + 2 * pad)
