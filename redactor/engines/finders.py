"""A QR code known by two of its finder patterns, or by one and the modules around it: what lies
between may be covered or glare.

A finder is a black square of 3 modules in a white ring of one in a black ring of one (ISO/IEC
18004 §6.3.3).  Three stand in the corners of a code, and two of them say where the code is: on
their own side of the line between them, or with that line as its diagonal.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.engines.levels import at_most
from redactor.engines.modules import changes, flips
from redactor.model import Pixels, Quad

LONG_PX = 1100
"""Long side the picture is looked at; a finder of a card's code is 60 px there."""
MODULES, RING, HEART = 7, 5, 3
"""Sides of a finder, its white ring and its black heart, in modules."""
LEAST_PX = 2.0
"""Smallest module, px."""
OFF = 0.2
"""How much of a side may be off, over the finder's."""
SQUARE, FILLED = 0.8, 0.8
ALIKE = 0.2
"""By how much two finders of one code may differ in size, over the larger."""
NEAREST, FARTHEST = 13.0, 60.0
"""Modules between the middles of two finders along a side: 14 in the smallest code (21 modules)."""
ASTRAY = math.radians(9)
"""Most that the line between two finders may be off their sides or their diagonal."""
SURROUND, DARKER = 0.2, 12
"""Side of the surroundings that a pixel must be darker than to be black, over the picture's short
side, and by how many levels."""
EDGE = 3.0
"""Modules of a code, and of the quiet zone around it, that tell its side of a line."""
BUSY, CHANGES = 70, 6
"""Percentile of the rows and columns that change, and how often: a part may be hidden."""

OFTEN = 0.2
"""Changes a module along rows and columns, over a finder's own size: half of a code's, as at its
border half of what is counted lies beyond that."""
SMALLEST, LARGEST = 13, 60
"""Sides in modules of what shows of a code around its one finder."""
SOLID, INK = 0.75, (0.3, 0.7)
"""Part of a rectangle around it that such a place fills, and share of black in it."""


@dataclass(frozen=True, slots=True)
class Finder:
    """One finder pattern: middle and side (px), and the direction of its sides (rad)."""

    middle: tuple[float, float]
    side: float
    angle: float


def finder_areas(pixels: Pixels) -> tuple[Quad, ...]:
    """Square areas of H×W×3 uint8 RGB pixels between the finders of a code, in their px."""
    grey, scale = at_most(pixels, LONG_PX)
    black = _black(grey)
    found: list[Quad] = []
    finders, touched = _finders(black)
    for one, two in (*combinations(finders, 2), *product(finders, touched)):
        if any(quad.contains(one.middle) and quad.contains(two.middle) for quad in found):
            continue
        module = max(one.side, two.side) / MODULES
        marked = [(_edged(black, quad, module), quad) for quad in _codes(one, two)]
        best = max(marked, key=lambda pair: pair[0], default=(0.0, None))[1]
        if best is not None and _busy(black, best) >= CHANGES:
            found.append(best)
    for finder in finders:
        if not any(quad.contains(finder.middle) for quad in found):
            place = _modules_around(finder, black)
            found += [] if place is None else [place]
    return tuple(Quad.of(quad.array() / scale) for quad in found)


def _modules_around(finder: Finder, black: NDArray[np.uint8]) -> Quad | None:
    """What shows of a code of which one finder is seen; None where that stands by itself.

    A finger's shadow on another one's rim hides that finder from a program, and little from an eye.
    """
    import cv2

    module = finder.side / MODULES
    window = round(finder.side) | 1
    rows, columns = (cv2.boxFilter(plane, -1, (window, window)) for plane in flips(black))
    busy = np.asarray(np.minimum(rows, columns) * module > OFTEN, np.uint8)
    _, labels = cv2.connectedComponents(busy)
    x, y = (round(value) for value in finder.middle)
    if not busy[y, x]:
        return None
    inside = labels == labels[y, x]
    rect = cv2.minAreaRect(np.argwhere(inside)[:, ::-1].astype(np.float32))
    short, long = sorted(side / module for side in rect[1])
    if short < SMALLEST or long > LARGEST or inside.sum() < SOLID * rect[1][0] * rect[1][1]:
        return None
    ink = float((black[inside] > 0).mean())
    return Quad.of(cv2.boxPoints(rect)) if INK[0] < ink < INK[1] else None


def _black(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """255 where a pixel is darker than its surroundings: light falls off over a card."""
    import cv2

    block = max(15, int(min(grey.shape) * SURROUND)) | 1
    return np.asarray(
        cv2.adaptiveThreshold(
            grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, DARKER
        ),
        np.uint8,
    )


def _finders(black: NDArray[np.uint8]) -> tuple[list[Finder], list[Finder]]:
    """Black squares in white rings in black rings, of a finder's proportions.

    And those whose black ring runs on into a shadow or a finger, which another one must speak for.
    """
    import cv2

    contours, tree = cv2.findContours(black, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return [], []
    parents: list[int] = np.asarray(tree).reshape(-1, 4)[:, 3].tolist()
    whole, touched = list[Finder](), list[Finder]()
    for heart, ring in enumerate(parents):
        if ring < 0 or parents[ring] < 0 or len(contours[heart]) < 4 or _depth(parents, heart) % 2:
            continue
        inner = _inner(contours[ring], contours[heart])
        if inner is None:
            continue
        finder = _finder(contours[parents[ring]], inner)
        (touched if finder is None else whole).append(finder or inner)
    return whole, touched


def _depth(parents: Sequence[int], at: int) -> int:
    """How many contours lie around one; what is within an even number of them is black."""
    depth = 0
    while parents[at] >= 0:
        at, depth = parents[at], depth + 1
    return depth


def _inner(ring: Any, heart: Any) -> Finder | None:
    """The finder that a white ring and the black square in it are of, or None."""
    import cv2

    white, black = (math.sqrt(cv2.contourArea(one)) for one in (ring, heart))
    white, black = white - 1, black + 1
    side = white * MODULES / RING
    if side < MODULES * LEAST_PX or abs(black / side - HEART / MODULES) > OFF:
        return None
    found = _square(ring, white, side, beyond=-1)
    if found is None or math.dist(found.middle, cv2.minAreaRect(heart)[0]) > OFF * side:
        return None
    return found


def _finder(outer: Any, inner: Finder) -> Finder | None:
    """The finder that a black ring makes of what is in it, or None."""
    import cv2

    side = math.sqrt(cv2.contourArea(outer)) + 1
    if side < MODULES * LEAST_PX or abs(inner.side * RING / MODULES / side - RING / MODULES) > OFF:
        return None
    found = _square(outer, side, side, beyond=1)
    if found is None or math.dist(found.middle, inner.middle) > OFF * side:
        return None
    return found


def _square(contour: Any, wide: float, side: float, beyond: int) -> Finder | None:
    """A finder of some side around a square contour ``wide`` px wide, or None.

    Contours run through the black pixels at a border: a pixel ``beyond`` what they are of.
    """
    import cv2

    (x, y), sides, degrees = cv2.minAreaRect(contour)
    short, long = sorted(one + beyond for one in sides)
    if short < SQUARE * long or wide * wide < FILLED * short * long:
        return None
    return Finder((float(x), float(y)), side, math.radians(degrees) % (math.pi / 2))


def _codes(one: Finder, two: Finder) -> Iterator[Quad]:
    """The squares that a code with these two finders may fill."""
    side = max(one.side, two.side)
    if abs(one.side - two.side) > ALIKE * side:
        return
    x, y = np.subtract(two.middle, one.middle)
    apart = math.hypot(x, y)
    turn = math.pi / 2
    off = (math.atan2(y, x) - (one.angle if one.side >= two.side else two.angle)) % turn
    module = side / MODULES
    if min(off, turn - off) < ASTRAY and NEAREST * module < apart < FARTHEST * module:
        yield from _beside(one, two, side / 2)
    across = apart / math.sqrt(2)
    if abs(off - turn / 2) < ASTRAY and NEAREST * module < across < FARTHEST * module:
        yield _around(one, two, side / 2)


def _beside(one: Finder, two: Finder, half: float) -> Iterator[Quad]:
    """The squares on both sides of the line between two finders, which their first side has."""
    for a, b in ((one, two), (two, one)):
        first, along = np.array(a.middle), np.subtract(b.middle, a.middle)
        length = float(np.hypot(*along))
        unit = along / length
        normal = np.array((-unit[1], unit[0]))  # clockwise on the picture
        start = first - half * (unit + normal)
        across, down = (length + 2 * half) * unit, (length + 2 * half) * normal
        yield Quad.of(np.array((start, start + across, start + across + down, start + down)))


def _around(one: Finder, two: Finder, half: float) -> Quad:
    """The square in two opposite corners of which the finders stand."""
    a, b = np.array(one.middle), np.array(two.middle)
    middle, ray = (a + b) / 2, (b - a) / 2
    ray = ray * (1 + math.sqrt(2) * half / float(np.hypot(*ray)))
    across = np.array((-ray[1], ray[0]))
    return Quad.of(np.array((middle - ray, middle - across, middle + ray, middle + across)))


def _flat(black: NDArray[np.uint8], quad: Quad) -> NDArray[np.uint8]:
    """A quad's pixels, its first side on top."""
    import cv2

    wide, high = max(24, round(quad.width)), max(4, round(quad.height))
    flat = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    turn = cv2.getPerspectiveTransform(quad.array().astype(np.float32), flat)
    return np.asarray(cv2.warpPerspective(black, turn, (wide, high), flags=cv2.INTER_NEAREST))


def _edged(black: NDArray[np.uint8], quad: Quad, module: float) -> float:
    """By how much more changes under the finders along a square's first side than beyond it.

    Around a code lies a quiet zone, within it there are modules.
    """
    corners = quad.array()
    down = (corners[3] - corners[0]) / quad.height * module

    def strip(top: float, bottom: float) -> float:
        a, b = corners[0], corners[1]
        band = Quad.of(
            np.array((a + top * down, b + top * down, b + bottom * down, a + bottom * down))
        )
        return float(changes(_flat(black, band))[1].mean())

    return strip(MODULES + 1, MODULES + 1 + EDGE) - strip(-EDGE, -0.5)


def _busy(black: NDArray[np.uint8], quad: Quad) -> float:
    """How often the rows and columns of a square change, those that hardly do left out."""
    return min(float(np.percentile(count, BUSY)) for count in changes(_flat(black, quad)))
