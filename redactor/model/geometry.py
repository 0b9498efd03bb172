"""Points, quads and plane transforms.

One coordinate frame rules the program: pixels of the upright page (EXIF
orientation applied once, in intake).  x grows to the right, y downwards; a
pixel's area is [x, x+1) × [y, y+1).  Everything that crosses from one stage
to the next carries quads in that frame; only ``Document`` knows another one,
the rectified view.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import atan2, ceil, floor, hypot

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners in reading order of the content: top-left, top-right, bottom-right, bottom-left.

    The order carries the direction: for content that stands upside down on the
    page the first corner lies at the page's bottom right.
    """

    points: tuple[Point, Point, Point, Point]

    @staticmethod
    def rect(x: float, y: float, width: float, height: float) -> Quad:
        """The axis-aligned quad with its top-left corner at (x, y)."""
        return Quad(((x, y), (x + width, y), (x + width, y + height), (x, y + height)))

    @staticmethod
    def of(points: Iterable[Iterable[float]]) -> Quad:
        """A quad from any four (x, y) pairs, a 4×2 array included.

        Raises ValueError where there are not exactly four pairs.
        """
        pairs = [tuple(float(value) for value in pair) for pair in points]
        if len(pairs) != 4 or any(len(pair) != 2 for pair in pairs):
            raise ValueError("a quad has four (x, y) corners")
        a, b, c, d = ((pair[0], pair[1]) for pair in pairs)
        return Quad((a, b, c, d))

    def array(self) -> NDArray[np.float64]:
        """The corners as a 4×2 float64 array."""
        return np.asarray(self.points, dtype=np.float64)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """(left, top, right, bottom) in whole px, rounded outwards; right and bottom exclusive."""
        xs = [p[0] for p in self.points]
        ys = [p[1] for p in self.points]
        return floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))

    @property
    def centre(self) -> Point:
        """The mean of the corners."""
        return sum(p[0] for p in self.points) / 4, sum(p[1] for p in self.points) / 4

    @property
    def width(self) -> float:
        """Mean length in px of the top and bottom edges."""
        a, b, c, d = self.points
        return (hypot(b[0] - a[0], b[1] - a[1]) + hypot(c[0] - d[0], c[1] - d[1])) / 2

    @property
    def height(self) -> float:
        """Mean length in px of the left and right edges."""
        a, b, c, d = self.points
        return (hypot(d[0] - a[0], d[1] - a[1]) + hypot(c[0] - b[0], c[1] - b[1])) / 2

    @property
    def angle(self) -> float:
        """Direction of reading in radians, 0 to the right, growing clockwise on the page."""
        a, b, c, d = self.points
        return atan2(b[1] - a[1] + c[1] - d[1], b[0] - a[0] + c[0] - d[0])

    @property
    def area(self) -> float:
        """Enclosed area in px², never negative."""
        return _area(self.points)

    def padded(self, along: float, across: float | None = None) -> Quad:
        """Grown by ``along`` px at both reading ends and ``across`` px above and below."""
        across = along if across is None else across
        corners = self.array()
        right = corners[1] - corners[0] + corners[2] - corners[3]
        down = corners[3] - corners[0] + corners[2] - corners[1]
        right = right / max(float(np.hypot(*right)), 1e-9)
        down = down / max(float(np.hypot(*down)), 1e-9)
        signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
        return Quad.of(corners + signs[:, :1] * right * along + signs[:, 1:] * down * across)

    def part(self, start: float, end: float) -> Quad:
        """The slice between two fractions of the reading direction (0 left, 1 right).

        Fractions are of the flattened quad: seen at an angle, the nearer half of a line is longer
        on the picture, so slicing the edges evenly would miss by half a character.
        """
        flat = Transform.between(Quad.rect(0, 0, 1, 1), self)
        return flat.quad(Quad.rect(start, 0, end - start, 1))

    def middles(self, at: Sequence[float]) -> tuple[Point, ...]:
        """The centres of slices without breadth at fractions of the reading direction."""
        if not at:
            return ()
        flat = Transform.between(Quad.rect(0, 0, 1, 1), self).array()
        along = np.asarray(at, dtype=np.float64)
        ends = [flat[:, :1] * along + flat[:, 1:2] * side + flat[:, 2:] for side in (0.0, 1.0)]
        x, y = sum(end[:2] / end[2] for end in ends) / 2
        return tuple(zip(x.tolist(), y.tolist(), strict=True))

    def contains_all(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """``contains`` for each of N×2 points."""
        corners = self.array()
        along = np.roll(corners, -1, axis=0) - corners
        off = points[:, None] - corners
        sides = along[:, 0] * off[..., 1] - along[:, 1] * off[..., 0]
        inside = (sides >= -1e-9).all(axis=1) | (sides <= 1e-9).all(axis=1)
        return np.asarray(inside, dtype=np.bool_)

    def contains(self, point: Point) -> bool:
        """Whether a point lies inside or on the edge; the quad must be convex."""
        sides = [
            (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)
            for (x0, y0), (x1, y1) in zip(
                self.points, self.points[1:] + self.points[:1], strict=True
            )
        ]
        return all(s >= -1e-9 for s in sides) or all(s <= 1e-9 for s in sides)

    def overlap(self, other: Quad) -> float:
        """Shared area of the two quads' bounding boxes over the smaller box's area, 0 to 1."""
        l0, t0, r0, b0 = self.bounds
        l1, t1, r1, b1 = other.bounds
        shared = max(0, min(r0, r1) - max(l0, l1)) * max(0, min(b0, b1) - max(t0, t1))
        smaller = min((r0 - l0) * (b0 - t0), (r1 - l1) * (b1 - t1))
        return shared / smaller if smaller > 0 else 0.0

    def shared(self, other: Quad) -> float:
        """Shared area of the two quads themselves over the smaller one's, 0 to 1; both convex.

        Unlike ``overlap`` it tells a line that leans from the one under it.
        """
        smaller = min(self.area, other.area)
        return _area(_clipped(self.points, other)) / smaller if smaller > 0 else 0.0


def _area(points: Sequence[Point]) -> float:
    """The area that points in order enclose."""
    ends = (*points[1:], *points[:1])
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, ends, strict=True))) / 2


def _clipped(points: Sequence[Point], window: Quad) -> Sequence[Point]:
    """What of a convex shape lies in a convex quad, cut by one edge after the other."""
    corners = window.points
    inside = sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):

        def side(
            point: Point, x0: float = x0, y0: float = y0, x1: float = x1, y1: float = y1
        ) -> float:
            return (x1 - x0) * (point[1] - y0) - (y1 - y0) * (point[0] - x0)

        sign = 1.0 if side(inside) >= 0 else -1.0
        kept: list[Point] = []
        for start, end in zip(points, (*points[1:], *points[:1]), strict=True):
            here, there = sign * side(start), sign * side(end)
            if here >= 0:
                kept.append(start)
            if here * there < 0:
                part = here / (here - there)
                kept.append(
                    (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))
                )
        points = kept
    return points


@dataclass(frozen=True, slots=True)
class Transform:
    """A plane homography as a 3×3 matrix of row tuples; small and picklable."""

    matrix: Matrix

    @staticmethod
    def of(matrix: NDArray[np.floating] | Iterable[Iterable[float]]) -> Transform:
        """From any 3×3 array-like."""
        rows = [tuple(float(v) for v in row) for row in matrix]
        if len(rows) != 3 or any(len(row) != 3 for row in rows):
            raise ValueError("a homography has three rows of three numbers")
        a, b, c = ((row[0], row[1], row[2]) for row in rows)
        return Transform((a, b, c))

    @staticmethod
    def identity() -> Transform:
        return Transform(((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)))

    @staticmethod
    def between(source: Quad, target: Quad) -> Transform:
        """The homography that takes the corners of ``source`` to those of ``target``.

        Raises ValueError where a quad is degenerate (three corners on a line).
        """
        rows: list[list[float]] = []
        values: list[float] = []
        for (x, y), (u, v) in zip(source.points, target.points, strict=True):
            rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
            rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
            values += [u, v]
        try:
            h = np.linalg.solve(np.asarray(rows, dtype=np.float64), np.asarray(values))
        except np.linalg.LinAlgError as error:
            raise ValueError("degenerate quad") from error
        return Transform.of(np.append(h, 1.0).reshape(3, 3))

    def array(self) -> NDArray[np.float64]:
        """The matrix as a 3×3 float64 array, as OpenCV's warpPerspective takes it."""
        return np.asarray(self.matrix, dtype=np.float64)

    def inverse(self) -> Transform:
        """The transform back.  Raises ValueError where there is none."""
        try:
            return Transform.of(np.linalg.inv(self.array()))
        except np.linalg.LinAlgError as error:
            raise ValueError("degenerate transform") from error

    def then(self, after: Transform) -> Transform:
        """This transform followed by another."""
        return Transform.of(after.array() @ self.array())

    def point(self, point: Point) -> Point:
        """Where a point lands."""
        x, y, w = self.array() @ np.array([point[0], point[1], 1.0])
        return float(x / w), float(y / w)

    def quad(self, quad: Quad) -> Quad:
        """Where a quad's corners land."""
        return Quad.of([self.point(p) for p in quad.points])
