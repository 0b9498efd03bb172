"""Outlines from straight edges alone: a card half on a letter has no contour of its own.

Long straight edges are gathered, every two nearly parallel pairs of them that cross make a
candidate, and those whose sides are seen best go on to be marked like all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import MIN_AREA, Corners, plausible
from redactor.locate.scoring import aspect_mark
from redactor.model import Pixels

SHORTEST = 0.04
"""Least length of an edge, over the picture's long side."""
MOST_EDGES = 26
"""Longest edges that are combined."""
SECTOR, MOST_ALIKE = np.deg2rad(10), 8
"""Width of a sector of directions, and longest edges of one: a board's grain is all of one way."""
PARALLEL, CROSSING = np.deg2rad(16), np.deg2rad(62)
"""Largest angle between opposite sides, least one between neighbours."""
APART = 0.1
"""Least distance of opposite sides, over the picture's short side."""
OUTSIDE = 0.03
"""How far a corner may lie outside the picture, over its long side."""
PROPORTIONS = 0.45
"""Least mark of a candidate's proportions."""
MOST = 10
_STEPS = np.linspace(0.08, 0.92, 40)

Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A straight edge: a point on it, its unit direction, and the length that was seen."""

    point: Corners
    way: Corners
    seen: float


def straight_candidates(small: Pixels, gx: Plane, gy: Plane, floor: float) -> list[Corners]:
    """Quadrilaterals between long straight edges, the best seen first."""
    height, width = small.shape[:2]
    edges = _edges(small)
    pairs = [
        (a, b)
        for a, b in combinations(edges, 2)
        if _angle(a, b) < PARALLEL and _distance(a, b) > APART * min(height, width)
    ]
    margin = OUTSIDE * max(height, width)
    found: list[Corners] = []
    for (a, b), (c, d) in combinations(pairs, 2):
        if _angle(a, c) < CROSSING:
            continue
        quad = np.array([_cross(a, c), _cross(a, d), _cross(b, d), _cross(b, c)])
        within = (quad > -margin).all() and (quad < [width + margin, height + margin]).all()
        if within and _area(quad) > MIN_AREA * height * width:
            found.append(quad)
    found = [quad for quad in found if plausible(quad) and aspect_mark(quad) >= PROPORTIONS]
    if not found:
        return []
    marks = _seen(np.stack(found), gx, gy, floor)
    return [found[i] for i in np.argsort(-marks, kind="stable")[:MOST]]


def _edges(small: Pixels) -> list[Edge]:
    """The longest straight edges in lightness and colour, pieces of one line joined."""
    import cv2

    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.0), cv2.COLOR_RGB2LAB)
    least = SHORTEST * max(small.shape[:2])
    pieces: list[Corners] = []
    detector = cv2.createLineSegmentDetector(0)
    for channel in range(3):
        lines = detector.detect(np.ascontiguousarray(lab[:, :, channel]))[0]
        if lines is not None:
            pieces += list(np.asarray(lines, dtype=np.float64).reshape(-1, 2, 2))
    pieces = [piece for piece in pieces if _length(piece) >= least]
    pieces.sort(key=_length, reverse=True)
    groups: list[list[Corners]] = []
    for piece in pieces:
        home = next((g for g in groups if _in_line(g[0], piece)), None)
        if home is None:
            groups.append([piece])
        else:
            home.append(piece)
    edges = [_fitted(group) for group in groups]
    edges.sort(key=lambda edge: -edge.seen)
    return _mixed(edges)[:MOST_EDGES]


def _mixed(edges: Sequence[Edge]) -> list[Edge]:
    """The first few edges of each sector of directions, in their order."""
    counts: Counter[int] = Counter()
    kept = []
    for edge in edges:
        angle = np.arctan2(edge.way[1], edge.way[0]) % np.pi
        sector = round(float(angle / SECTOR)) % round(float(np.pi / SECTOR))
        counts[sector] += 1
        if counts[sector] <= MOST_ALIKE:
            kept.append(edge)
    return kept


def _length(piece: Corners) -> float:
    return float(np.hypot(*(piece[1] - piece[0])))


def _in_line(one: Corners, other: Corners) -> bool:
    """Whether a piece lies on the line through another."""
    way = (one[1] - one[0]) / max(_length(one), 1e-6)
    off = np.abs((other - one[0]) @ np.array([-way[1], way[0]]))
    apart = float(np.abs((other.mean(axis=0) - one.mean(axis=0)) @ way))
    return bool(off.max() < 2.0 + 0.006 * apart)


def _fitted(group: list[Corners]) -> Edge:
    """The line through a group's pieces; what channels saw twice counts once."""
    points = np.concatenate(group)
    centre = points.mean(axis=0)
    way = np.linalg.svd(points - centre)[2][0]
    spans = sorted(tuple(sorted((piece - centre) @ way)) for piece in group)
    seen, reached = 0.0, -np.inf
    for start, end in spans:
        seen += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return Edge(centre, way, float(seen))


def _angle(a: Edge, b: Edge) -> float:
    """Angle between two edges, 0 to a right angle."""
    return float(np.arccos(np.clip(abs(float(a.way @ b.way)), 0.0, 1.0)))


def _distance(a: Edge, b: Edge) -> float:
    return float(abs((b.point - a.point) @ np.array([-a.way[1], a.way[0]])))


def _cross(a: Edge, b: Edge) -> Corners:
    step = b.point - a.point
    det = a.way[0] * b.way[1] - a.way[1] * b.way[0]
    return np.asarray(a.point + a.way * ((step[0] * b.way[1] - step[1] * b.way[0]) / det))


def _area(quad: Corners) -> float:
    x, y = quad[:, 0], quad[:, 1]
    return abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum())) / 2


def _seen(quads: NDArray[np.float64], gx: Plane, gy: Plane, floor: float) -> NDArray[np.float64]:
    """For each quad how much of its sides is seen, the worst side counted twice."""
    height, width = gx.shape
    along = np.roll(quads, -1, axis=1) - quads
    lengths = np.maximum(np.hypot(along[..., 0], along[..., 1]), 1.0)
    normal = np.stack([-along[..., 1], along[..., 0]], axis=-1) / lengths[..., None]
    base = quads[:, :, None] + along[:, :, None] * _STEPS[None, None, :, None]
    best = np.zeros(base.shape[:3])
    for shift in (-2, 0, 2):
        spots = np.rint(base + normal[:, :, None] * shift).astype(np.int64)
        x, y = np.clip(spots[..., 0], 0, width - 1), np.clip(spots[..., 1], 0, height - 1)
        steep = np.abs(gx[y, x] * normal[:, :, None, 0] + gy[y, x] * normal[:, :, None, 1])
        best = np.maximum(best, steep)
    shares = (best > floor).mean(axis=2)
    return np.asarray(shares.mean(axis=1) + shares.min(axis=1), dtype=np.float64)
