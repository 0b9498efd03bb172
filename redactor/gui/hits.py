"""Which cover lies under a point, and how covers are moved, resized and snapped.  Without Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from redactor.gui.marks import PageState
from redactor.model import Point, Quad

SNAP_SHARE = 0.5
"""A found text of which this share was drawn over is meant as a whole."""

HANDLES: tuple[Point, ...] = (
    (-1, -1),
    (0, -1),
    (1, -1),
    (1, 0),
    (1, 1),
    (0, 1),
    (-1, 1),
    (-1, 0),
)
"""Where a quad can be taken: (-1, 0, 1) along its reading direction and across it."""


def mark_at(state: PageState, point: Point) -> int | None:
    """The key of the cover under a point; of several the smallest, so that none is unreachable."""
    hits = [mark for mark in state.marks if mark.quad.contains(point)]
    return min(hits, key=lambda mark: mark.quad.area).key if hits else None


def finding_at(state: PageState, point: Point) -> int | None:
    """The finding under a point, the smallest of several."""
    hits = [i for i, finding in enumerate(state.findings) if finding.quad.contains(point)]
    return min(hits, key=lambda i: state.findings[i].quad.area) if hits else None


def handle_points(quad: Quad) -> tuple[Point, ...]:
    """Where the handles of a quad lie, in the order of ``HANDLES``."""
    return tuple(_at(quad, along, across) for along, across in HANDLES)


def handle_at(quad: Quad, point: Point, reach: float) -> int | None:
    """The handle within ``reach`` px of a point, the nearest one."""
    spans = [hypot(x - point[0], y - point[1]) for x, y in handle_points(quad)]
    nearest = min(range(len(spans)), key=spans.__getitem__)
    return nearest if spans[nearest] <= reach else None


def shifted(quad: Quad, dx: float, dy: float) -> Quad:
    """The quad elsewhere."""
    return Quad.of([(x + dx, y + dy) for x, y in quad.points])


def resized(quad: Quad, handle: int, dx: float, dy: float, least: float) -> Quad:
    """The quad with a handle dragged: its edges move along its own directions.

    No side becomes shorter than ``least`` px.
    """
    along, across = HANDLES[handle]
    (ax, ay), (dx_, dy_) = _axes(quad)
    by_along = (dx * ax + dy * ay) * along
    by_across = (dx * dx_ + dy * dy_) * across
    by_along = max(by_along, min(0.0, least - quad.width))
    by_across = max(by_across, min(0.0, least - quad.height))
    points = list(quad.points)
    for index, (side, level) in enumerate(((-1, -1), (1, -1), (1, 1), (-1, 1))):
        x, y = points[index]
        if along and side == along:
            x, y = x + ax * by_along * along, y + ay * by_along * along
        if across and level == across:
            x, y = x + dx_ * by_across * across, y + dy_ * by_across * across
        points[index] = (x, y)
    return Quad.of(points)


def facing(quad: Quad, turn: int) -> Quad:
    """An upright rectangle of the page whose first corner is top left as it is seen turned."""
    points = quad.points
    return Quad.of([*points[-turn % 4 :], *points[: -turn % 4]])


def on_page(dx: float, dy: float, turn: int) -> Point:
    """A move on screen as a move on a page that is seen turned clockwise."""
    return ((dx, dy), (dy, -dx), (-dx, -dy), (-dy, dx))[turn % 4]


def inside(quad: Quad, size: tuple[int, int]) -> Quad:
    """The quad shifted so that it lies on a page of this size, as far as it fits."""
    left, top, right, bottom = quad.bounds
    dx = -left if left < 0 else min(0, size[0] - right)
    dy = -top if top < 0 else min(0, size[1] - bottom)
    return shifted(quad, dx, dy) if dx or dy else quad


def around_point(centre: Point, size: tuple[int, int], turn: int = 0) -> Quad:
    """A new cover's place when no mouse says how large: a line of text around a point."""
    along = max(size) * 0.12
    width, height = (0.3 * along, along) if turn % 2 else (along, 0.3 * along)
    quad = Quad.rect(centre[0] - width / 2, centre[1] - height / 2, width, height)
    return facing(inside(quad, size), turn)


def between(start: Point, end: Point, size: tuple[int, int]) -> Quad:
    """The upright rectangle between two points, cut to the page."""
    xs = sorted(min(max(p[0], 0.0), float(size[0])) for p in (start, end))
    ys = sorted(min(max(p[1], 0.0), float(size[1])) for p in (start, end))
    return Quad.rect(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])


def snapped(drawn: Quad, found: Sequence[Quad]) -> Quad:
    """What was meant by a drawn rectangle.

    Drawn over (at least half of) one found text it becomes a cover of that text, padded a little
    and turned with it; over several, or over none, the rectangle around all of it.
    """
    meant = [quad for quad in found if quad.area > 0 and quad.overlap(drawn) >= SNAP_SHARE]
    meant = [quad for quad in meant if quad.area <= 4 * max(drawn.area, 1.0)]
    if not meant:
        return drawn
    if len(meant) == 1 and drawn.area <= 3 * meant[0].area:
        return meant[0].padded(0.2 * meant[0].height, 0.15 * meant[0].height)
    return _around([drawn, *meant])


def _around(quads: Iterable[Quad]) -> Quad:
    bounds = [quad.bounds for quad in quads]
    left, top = min(b[0] for b in bounds), min(b[1] for b in bounds)
    right, bottom = max(b[2] for b in bounds), max(b[3] for b in bounds)
    return Quad.rect(left, top, right - left, bottom - top)


def _at(quad: Quad, along: float, across: float) -> Point:
    """A point of the quad by its place along and across, each from -1 to 1."""
    a, b, c, d = quad.points
    u, v = (along + 1) / 2, (across + 1) / 2
    x = (a[0] * (1 - u) + b[0] * u) * (1 - v) + (d[0] * (1 - u) + c[0] * u) * v
    y = (a[1] * (1 - u) + b[1] * u) * (1 - v) + (d[1] * (1 - u) + c[1] * u) * v
    return x, y


def _axes(quad: Quad) -> tuple[Point, Point]:
    """Unit directions along the reading direction and across it."""
    along = _unit(_at(quad, -1, 0), _at(quad, 1, 0))
    across = _unit(_at(quad, 0, -1), _at(quad, 0, 1))
    return along, across


def _unit(start: Point, end: Point) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length == 0:
        return 0.0, 0.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length
