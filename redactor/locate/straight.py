"""Outlines from straight edges alone: a card half on a letter has no contour of its own.

Long straight edges are gathered, every two nearly parallel pairs of them that cross make a
candidate, and those whose sides are seen best go on to be marked like all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import MIN_AREA, Corners, all_plausible
from redactor.locate.scoring import aspect_marks
from redactor.model import Pixels

SHORTEST = 0.04
"""Least length of an edge, over the picture's long side."""
MOST_EDGES = 26
"""Longest edges that are combined."""
SECTOR, MOST_ALIKE = np.deg2rad(5), 8
"""Width of a sector of directions, and longest edges of one: a board's grain is all of one way."""
PARALLEL, CROSSING = np.deg2rad(16), np.deg2rad(62)
"""Largest angle between opposite sides, least one between neighbours."""
APART = 0.1
"""Least distance of opposite sides, over the picture's short side."""
OUTSIDE = 0.03
"""How far a corner may lie outside the picture, over its long side."""
PROPORTIONS = 0.45
"""Least mark of a candidate's proportions."""
VIVID = 2.5
"""How much colours are strengthened before edges are looked for."""
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
    points = np.array([edge.point for edge in edges]).reshape(-1, 2)
    ways = np.array([edge.way for edge in edges]).reshape(-1, 2)
    pairs = _parallels(points, ways, APART * min(height, width))
    quads = _crossings(points, ways, pairs)
    margin = OUTSIDE * max(height, width)
    within = (quads > -margin).all(axis=(1, 2))
    within &= (quads < [width + margin, height + margin]).all(axis=(1, 2))
    quads = quads[within]
    quads = quads[_areas(quads) > MIN_AREA * height * width]
    quads = quads[all_plausible(quads)]
    quads = quads[aspect_marks(quads) >= PROPORTIONS]
    if not len(quads):
        return []
    marks = _seen(quads, gx, gy, floor)
    return [quads[i] for i in np.argsort(-marks, kind="stable")[:MOST]]


def _parallels(points: Corners, ways: Corners, apart: float) -> NDArray[np.int64]:
    """Every two edges that may be opposite sides, N×2."""
    one, two = np.triu_indices(len(ways), 1)
    normals = np.stack([-ways[:, 1], ways[:, 0]], axis=1)
    distance = np.abs(((points[two] - points[one]) * normals[one]).sum(axis=1))
    good = (_angles(ways[one], ways[two]) < PARALLEL) & (distance > apart)
    return np.stack([one[good], two[good]], axis=1)


def _crossings(points: Corners, ways: Corners, pairs: NDArray[np.int64]) -> NDArray[np.float64]:
    """The quadrilaterals, N×4×2, between every two pairs of edges that cross steeply."""
    first, second = np.triu_indices(len(pairs), 1)
    steep = _angles(ways[pairs[first, 0]], ways[pairs[second, 0]]) >= CROSSING
    (a, b), (c, d) = pairs[first[steep]].T, pairs[second[steep]].T

    def cross(one: NDArray[np.int64], two: NDArray[np.int64]) -> Corners:
        step, way, other = points[two] - points[one], ways[one], ways[two]
        det = way[:, 0] * other[:, 1] - way[:, 1] * other[:, 0]
        along = (step[:, 0] * other[:, 1] - step[:, 1] * other[:, 0]) / det
        return np.asarray(points[one] + way * along[:, None], dtype=np.float64)

    return np.stack([cross(a, c), cross(a, d), cross(b, d), cross(b, c)], axis=1)


def _edges(small: Pixels) -> list[Edge]:
    """The longest straight edges in lightness and colour, pieces of one line joined."""
    import cv2

    lab = cv2.cvtColor(cv2.GaussianBlur(small, (0, 0), 1.0), cv2.COLOR_RGB2LAB)
    least = SHORTEST * max(small.shape[:2])
    found = [np.empty((0, 2, 2))]
    detector = cv2.createLineSegmentDetector(0)
    for channel in range(3):
        plane = np.ascontiguousarray(lab[:, :, channel])
        if channel:  # a pale card on white paper differs by a few levels of colour
            plane = cv2.convertScaleAbs(plane, alpha=VIVID, beta=128 * (1 - VIVID))
        lines = detector.detect(plane)[0]
        if lines is not None:
            found.append(np.asarray(lines, dtype=np.float64).reshape(-1, 2, 2))
    pieces = np.concatenate(found)
    lengths = np.hypot(*(pieces[:, 1] - pieces[:, 0]).T)
    pieces = pieces[np.argsort(-lengths, kind="stable")][: np.count_nonzero(lengths >= least)]
    edges = [_fitted(group) for group in _groups(pieces)]
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


def _groups(pieces: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Of N×2×2 pieces those on the line through a group's first one together, in their order."""
    ways = pieces[:, 1] - pieces[:, 0]
    ways /= np.maximum(np.hypot(ways[:, 0], ways[:, 1]), 1e-6)[:, None]
    middles = pieces.mean(axis=1)
    home = np.full(len(pieces), -1)
    groups = 0
    for i, (start, way) in enumerate(zip(pieces[:, 0], ways, strict=True)):
        if home[i] < 0:
            off = np.abs((pieces - start) @ np.array([-way[1], way[0]])).max(axis=1)
            apart = np.abs((middles - middles[i]) @ way)
            home[(home < 0) & (off < 2.0 + 0.006 * apart)] = groups
            home[i] = groups
            groups += 1
    return [pieces[home == group] for group in range(groups)]


def _fitted(group: NDArray[np.float64]) -> Edge:
    """The line through a group's pieces, N×2×2; what channels saw twice counts once."""
    points = group.reshape(-1, 2)
    centre = points.mean(axis=0)
    way = np.linalg.svd(points - centre)[2][0]
    spans = sorted(tuple(sorted((piece - centre) @ way)) for piece in group)
    seen, reached = 0.0, -np.inf
    for start, end in spans:
        seen += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return Edge(centre, way, float(seen))


def _angles(ways: Corners, others: Corners) -> NDArray[np.float64]:
    """Angle between unit directions, 0 to a right angle."""
    return np.asarray(np.arccos(np.minimum(np.abs((ways * others).sum(axis=1)), 1.0)), np.float64)


def _areas(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = quads[..., 0], quads[..., 1]
    doubled = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    return np.asarray(np.abs(doubled) / 2, dtype=np.float64)


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
