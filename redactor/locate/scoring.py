"""How well an outline candidate stands up against gradients and text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import Corners
from redactor.model import Pixels, Quad, Transform
from redactor.views import rotated

RATIOS = (85.6 / 53.98, 125 / 88, 176 / 125)
"""Long over short side: ID-1 card, ID-3 page, an opened booklet (ICAO 9303-3 §2, ISO/IEC 7810)."""

ASIDE = 0.25
"""Part of a line inside an outline up to which the line may belong to what lies under it."""
FAULTLESS, PRINT, WITHIN, RIM = 0.985, 3, 0.95, 0.06
"""Mark of the sides of an outline that may lie on other print, fewest lines inside it, part of
each that must lie inside, and how far beyond a side a line that goes on under it may begin."""
SLANTED = 0.14
"""rad between a line and an outline's sides from which it is no print of that document."""
WORTHY = 0.6
"""Mark under which nobody looks at an outline again."""
FEWEST, LEANING = 3, 0.032
"""Lines that tell whether print is level with an outline, and the median, in rad, from which it is
not: of 139 outlines that were right the worst had 0.023, of wrong ones 0.04 to 0.09."""
TELLING = 4.0
"""Width over height of a line from which its direction is plain."""


_ALONG = np.array((0.04, 0.15, 0.27, 0.38, 0.5, 0.62, 0.73, 0.85, 0.96))


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A candidate outline with its marks; ``lines``: indices of the text lines inside it.

    ``over``: it lies on other print, whose lines come out from under its sides.  ``cut``: px of
    the lines that its sides go through.
    """

    corners: Corners
    score: float
    support: float
    lines: frozenset[int]
    over: bool = False
    cut: float = 0.0


def lengthwise(line: Quad) -> Quad:
    """A line of text whose direction of reading is along it: found on end, it is as wide as high.

    How much text an outline holds or cuts is counted by the length of lines.
    """
    return rotated(line, 3) if line.height > line.width else line


def gradients(small: Pixels) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Strongest of the colour channels' derivatives in x and y."""
    import cv2

    smooth = cv2.GaussianBlur(small, (0, 0), 1.2).astype(np.float32)
    across = cv2.split(cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3))
    down = cv2.split(cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3))
    gx, gy, most = across[0], down[0], _steepness(across[0], down[0])
    for x, y in zip(across[1:], down[1:], strict=True):
        steep = _steepness(x, y)
        more = cv2.compare(steep, most, cv2.CMP_GT)
        for plane, best in ((x, gx), (y, gy), (steep, most)):
            cv2.copyTo(plane, more, best)
    return np.asarray(gx, np.float32), np.asarray(gy, np.float32)


def _steepness(x: Any, y: Any) -> Any:
    """The square of a gradient's length."""
    return x * x + y * y


def slant(line: Quad, quad: Quad) -> float:
    """Radians by which a line is off the sides of an outline; 0 where it is too short to tell."""
    if line.width < TELLING * line.height:
        return 0.0
    off = (line.angle - quad.angle) % (math.pi / 2)
    return min(off, math.pi / 2 - off)


def edge_support(
    corners: Corners, gx: NDArray[np.float32], gy: NDArray[np.float32], floor: float
) -> tuple[float, float]:
    """(mean, weakest) share of the four sides along which a gradient stands across the side."""
    height, width = gx.shape
    shares = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = end - start
        length = max(float(np.hypot(*along)), 1.0)
        normal = np.array([-along[1], along[0]]) / length
        steps = np.linspace(0.1, 0.9, max(8, int(length / 4)))[:, None]
        base = start + along * steps
        best = np.zeros(len(base))
        for shift in (-3, -2, -1, 0, 1, 2, 3):
            spots = base + normal * shift
            x = np.clip(np.rint(spots[:, 0]).astype(int), 0, width - 1)
            y = np.clip(np.rint(spots[:, 1]).astype(int), 0, height - 1)
            best = np.maximum(best, np.abs(gx[y, x] * normal[0] + gy[y, x] * normal[1]))
        inside = (
            (base[:, 0] > 1)
            & (base[:, 1] > 1)
            & (base[:, 0] < width - 2)
            & (base[:, 1] < height - 2)
        )
        shares.append(float(np.mean((best > floor) & inside)))
    return float(np.mean(shares)), min(shares)


def aspect_mark(corners: Corners) -> float:
    """1 at a document's proportions by mean edge lengths, falling to 0 at 30 % off."""
    return float(aspect_marks(corners[None])[0])


def aspect_marks(quads: NDArray[np.float64]) -> NDArray[np.float64]:
    """``aspect_mark`` for each of N×4×2."""
    along = np.roll(quads, -1, axis=1) - quads
    sides = np.hypot(along[..., 0], along[..., 1])
    wide, high = sides[:, 0] + sides[:, 2], sides[:, 1] + sides[:, 3]
    ratios = np.maximum(wide, high) / np.maximum(np.minimum(wide, high), 1e-6)
    off = np.abs(np.log(ratios[:, None] / np.array(RATIOS))).min(axis=1)
    return np.asarray(np.clip(1.15 - off / 0.26, 0.0, 1.0), dtype=np.float64)


def geometry_mark(
    corners: Corners, gx: NDArray[np.float32], gy: NDArray[np.float32], floor: float
) -> float:
    """A candidate's mark by its sides and proportions alone, 0 to 1."""
    return _sides_mark(*edge_support(corners, gx, gy, floor), aspect_mark(corners))


def score(
    corners: Corners,
    lines: Sequence[Quad],
    gx: NDArray[np.float32],
    gy: NDArray[np.float32],
    floor: float,
) -> Scored:
    """Marks a candidate: sides seen, proportions, text inside and none cut through.

    Lines at a slant to its sides are of something else, which may well go on under it; so are
    those that end at the sides of an outline without a fault.
    """
    mean, weakest = edge_support(corners, gx, gy, floor)
    aspect = aspect_mark(corners)
    inside: set[int] = set()
    cut = near = 0.0
    whole = 0.0
    own, wider = Quad.of(corners), Quad.of(_grown(corners, 0.22))
    spots = _samples(lines)
    shares = _shares(own, spots)
    over = (
        _sides_mark(mean, weakest, aspect) >= FAULTLESS
        and int((shares > 0.5).sum()) >= PRINT
        and not ((shares > ASIDE) & (shares < WITHIN)).any()
        and bool(((shares <= ASIDE) & (_shares(Quad.of(_grown(corners, RIM)), spots) > 0)).any())
    )
    for i, (line, share) in enumerate(zip(lines, shares.tolist(), strict=True)):
        weight = line.width
        if share > 0.5:
            inside.add(i)
            whole += weight
            if share < 0.95:
                cut += weight
        elif over or (share <= ASIDE and slant(line, own) > SLANTED):
            continue
        elif share > 0.05:
            cut += weight
        elif wider.contains_all(spots[i]).all():
            near += weight
    text = whole / max(whole + 1.5 * cut + 0.7 * near, 1e-6) if lines else 0.5
    mark = 0.75 * _sides_mark(mean, weakest, aspect) + 0.25 * text
    unlikely = cut > 0.25 * (whole + 1e-6)
    if unlikely or (mark >= WORTHY and _leans([lines[i] for i in sorted(inside)], own)):
        mark *= 0.6
    return Scored(corners, mark, mean, frozenset(inside), over, cut)


def _leans(lines: Sequence[Quad], own: Quad) -> bool:
    """Whether print is not level with an outline once that is seen straight on.

    Of a document seen at an angle its lines converge as its sides do.
    """
    way = Transform.between(own, Quad.rect(0, 0, own.width, own.height))
    flat = [way.quad(line) for line in lines if line.width >= TELLING * line.height]
    offs = [line.angle % (math.pi / 2) for line in flat]
    return len(offs) >= FEWEST and _middle([min(off, math.pi / 2 - off) for off in offs]) > LEANING


def _middle(values: Sequence[float]) -> float:
    return float(np.median(values))


def _sides_mark(mean: float, weakest: float, aspect: float) -> float:
    return (0.35 * mean + 0.2 * weakest + 0.2 * aspect) / 0.75


def _shares(quad: Quad, spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Part of each line that lies in an outline."""
    held = quad.contains_all(spots.reshape(-1, 2)).reshape(spots.shape[:2])
    return np.asarray(held.mean(axis=1), dtype=np.float64)


def _samples(lines: Sequence[Quad]) -> NDArray[np.float64]:
    """Nine points along the middle of each text line, N×9×2."""
    corners = np.array([line.points for line in lines], dtype=np.float64).reshape(-1, 4, 2)
    left, right = (corners[:, 0] + corners[:, 3]) / 2, (corners[:, 1] + corners[:, 2]) / 2
    along = _ALONG[None, :, None]
    return np.asarray(left[:, None] + (right - left)[:, None] * along, dtype=np.float64)


def _grown(corners: Corners, part: float) -> Corners:
    centre = corners.mean(axis=0)
    return np.asarray(centre + (corners - centre) * (1 + part), dtype=np.float64)


def noise_floor(gx: NDArray[np.float32], gy: NDArray[np.float32]) -> float:
    """The gradient that counts as an edge: well over the picture's grain, and not under 12."""
    magnitude: Any = np.hypot(gx[::2, ::2], gy[::2, ::2])  # a quarter has the same median
    return float(max(12.0, 1.6 * np.median(magnitude)))
