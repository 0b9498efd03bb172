"""Small pictures of which a copier left specks and strokes, on white paper, that are no text.

Black and white keeps of a pale ghost what was darkest: hair, eyes, a collar.  Nothing there is like
a face any more, or like the portrait, and still it is a picture of the holder.  What gives it away
is its place: ink that is no line of text, as large as a ghost, with nothing printed around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.engines.faces import Face
from redactor.engines.levels import colourless, plain
from redactor.engines.modules import modular
from redactor.engines.twins import overlap
from redactor.model import Finding, Kind, Located, Quad, Reason
from redactor.read.scene import WORDS, Box, Line, Scene
from redactor.read.signs import SPECKS


@dataclass(frozen=True, slots=True)
class _Shape:
    """Heights over the portrait's face, and widths over the height, least and largest."""

    high: tuple[float, float]
    wide: tuple[float, float]


PAPER, INK = 80, 60
"""Percentile of a copy's greys that is its paper, and how much darker ink is."""
GRID = 24
"""Cells that the portrait's face is high in: specks are counted a cell."""
NEAR = 0.08
"""How far specks of one picture stand apart, over that height."""
LEVELS = (0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064)
"""Shares of ink at which a picture may stand apart from the specks that a copier strews."""
SHAPED = _Shape((0.32, 1.6), (0.45, 1.0))
"""What is left of a ghost where another one was found."""
ONLY = _Shape((0.26, 1.6), (0.45, 1.8))
"""The same where none was: a fringe of hair counts as well, though flags are like it."""
LONE, LONE_FACE = _Shape((0.8, 1.3), (0.45, 1.0)), 0.25
"""The same where no portrait says how large a ghost is, and the height of its face over the
view's: a card's back shows large ones, and its emblems are smaller."""
AROUND, BLANK = 0.22, 0.03
"""How far around it nothing is printed, over the face's height, and how much ink is left there,
over that of the picture."""
FREE, TEXT = 0.75, 0.05
"""Part of that which is known to be no text, and part of the picture that may be."""
LEAST_INK = 0.007
FEWEST, STROKE_HIGH, SINGLE = 5, 0.4, 0.5
"""Pieces of ink that are a picture however small they are, the height of a stroke that is a part of
one, over the picture's, and the height of what is in one piece, over the face's."""
STROKE = 1.0
"""Length of what is a rim or a copier's line, over the face's height."""
MARGIN = (0.4, 0.2)
"""How far a line of text reaches beyond its box, over its height: along it and across."""
PHOTO = (0.35, 0.4, 0.35, 0.45)
"""How far the photo reaches beyond what is left of it: left, above, right, below, over its size."""
ASPECT = 0.78
"""Width of a photo over its height: of many no more than the hair is left."""
SURE = 0.6
SAME, MOST = 0.3, 0.97
"""Overlap of what is one picture, and part of its ink that a smaller box must hold to be it."""

_Plane = NDArray[np.float32]
_Cells = tuple[int, int, int, int]


def specks(
    scene: Scene, main: Face | None, known: Sequence[Quad], name: str
) -> tuple[Finding, ...]:
    """PORTRAIT findings for what a copier left of small pictures.

    ``main``: the portrait's face, None where the document shows none; ``known``: pictures found on
    it already.  Both in view px; ``name``: the reader's.
    """
    if not colourless(scene.view) or (
        main is None and scene.document.located is not Located.OUTLINE
    ):
        return ()
    face = LONE_FACE * scene.view.shape[0] if main is None else main.quad.height
    cell = max(1, round(face / GRID))
    ink, known_print = _counted(scene, known, face, cell)
    shape = LONE if main is None else SHAPED if len(known) > 1 else ONLY
    boxes = [
        Quad.rect(*(cell * value for value in (left, top, right - left, bottom - top)))
        for left, top, right, bottom in _once(list(_clusters(ink, known_print, shape)), ink)
    ]
    return tuple(
        Finding(
            Kind.PORTRAIT,
            scene.document.to_page.quad(_photo(box, scene)),
            SURE,
            (Reason(SPECKS),),
            name,
            None,
            scene.index,
        )
        for box in boxes
        if not modular(scene.view, box)
    )


def _counted(scene: Scene, known: Sequence[Quad], face: float, cell: int) -> tuple[_Plane, _Plane]:
    """Shares of ink and of what is known print, cell by cell; ink of the latter is left out."""
    import cv2

    grey = plain(scene.view, 1.0)
    ink = np.asarray(grey < np.percentile(grey[::4, ::4], PAPER) - INK, np.uint8)
    long = max(15, round(STROKE * face))
    known_print = np.zeros_like(ink)
    for size in ((1, long), (long, 1)):
        strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(size, np.uint8))
        known_print[cv2.dilate(strokes, np.ones((9, 9), np.uint8)) > 0] = 1
    zones = [line.view for zone in scene.zones for line in zone.lines]
    lines = [
        line.view.padded(MARGIN[0] * line.view.height, MARGIN[1] * line.view.height)
        for line in _texts(scene.lines)
    ]
    for quad in (*known, *zones, *lines):
        cv2.fillConvexPoly(known_print, quad.array().round().astype(np.int32), 1)
    ink[known_print > 0] = 0
    size = ink.shape[1] // cell, ink.shape[0] // cell

    def shares(plane: NDArray[np.uint8]) -> _Plane:
        small = cv2.resize(plane.astype(np.float32), size, interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.float32)

    return shares(ink), shares(known_print)


def _texts(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of several signs: a small picture is read as a sign or two."""
    return (line for line in lines if line.signs >= WORDS)


def _clusters(ink: _Plane, known_print: _Plane, shape: _Shape) -> Iterator[_Cells]:
    """Boxes of ink, in cells, that are as large as a ghost and stand alone on blank paper."""
    import cv2

    dense = cv2.GaussianBlur(ink, (0, 0), NEAR * GRID)
    for level in LEVELS:
        count, labels, stats, _ = cv2.connectedComponentsWithStats(
            np.asarray(dense > level, np.uint8)
        )
        for label in range(1, count):
            x, y, wide, high, _ = (int(v) for v in stats[label])
            own = labels[y : y + high, x : x + wide] == label
            pieces = np.asarray((ink[y : y + high, x : x + wide] > 0) & own, np.uint8)
            rows, columns = np.nonzero(pieces)
            if not len(rows) or _is_dust(pieces, int(np.ptp(rows)) + 1):
                continue
            box = (
                x + int(columns.min()),
                y + int(rows.min()),
                x + int(columns.max()) + 1,
                y + int(rows.max()) + 1,
            )
            if _is_sized(box, shape) and _is_alone(box, ink, known_print):
                yield box


def _is_dust(pieces: NDArray[np.uint8], high: int) -> bool:
    """Whether ink is a few small dots: a copier's dust, and figures of dice for fingers."""
    import cv2

    count, _, stats, _ = cv2.connectedComponentsWithStats(pieces)
    if count == 2:  # the ground is one of them
        return high < SINGLE * GRID
    return count <= FEWEST and int(stats[1:, cv2.CC_STAT_HEIGHT].max()) < STROKE_HIGH * high


def _once(boxes: Sequence[_Cells], ink: _Plane) -> list[_Cells]:
    """Of boxes at one place the smallest with nearly all of the ink: dust lies around many."""
    amounts = {box: float(ink[box[1] : box[3], box[0] : box[2]].sum()) for box in boxes}
    kept: list[_Cells] = []
    for box in sorted(amounts, key=lambda one: (one[2] - one[0]) * (one[3] - one[1])):
        there = [amounts[other] for other in boxes if overlap(box, other) > SAME]
        if amounts[box] >= MOST * max(there) and all(overlap(box, own) <= SAME for own in kept):
            kept.append(box)
    return kept


def _is_sized(box: _Cells, shape: _Shape) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return (
        shape.high[0] <= high / GRID <= shape.high[1]
        and shape.wide[0] <= wide / high <= shape.wide[1]
    )


def _is_alone(box: _Cells, ink: _Plane, known_print: _Plane) -> bool:
    """Whether a box holds ink that is no text, and what lies around it is blank."""
    left, top, right, bottom = box
    far = round(AROUND * GRID)
    part = np.s_[max(0, top - far) : bottom + far, max(0, left - far) : right + far]
    ring = np.ones(ink.shape, np.bool_)
    ring[top:bottom, left:right] = False
    free = ring[part] & (known_print[part] < AROUND)
    inside = float(ink[top:bottom, left:right].mean())
    return (
        inside >= LEAST_INK
        and float(known_print[top:bottom, left:right].mean()) <= TEXT
        and bool(free.sum() >= FREE * ring[part].sum())
        and float(ink[part][free].mean()) <= BLANK * inside
    )


def _photo(quad: Quad, scene: Scene) -> Quad:
    """The whole photo around what is left of it, as far as no line of text begins."""
    inner = quad.bounds
    left, top, right, bottom = inner
    height, width = scene.view.shape[:2]
    wide, high = right - left, bottom - top
    x0, x1 = left - PHOTO[0] * wide, right + PHOTO[2] * wide
    y0 = top - PHOTO[1] * high
    y1 = max(bottom + PHOTO[3] * high, top + (x1 - x0) / ASPECT)
    outer = (max(0.0, x0), max(0.0, y0), min(x1, width), min(y1, height))
    for line in _texts(scene.lines):
        outer = _beside(outer, inner, line.box)
    return Quad.rect(outer[0], outer[1], outer[2] - outer[0], outer[3] - outer[1])


def _beside(outer: Box, inner: Box, text: Box) -> Box:
    """As much of ``outer`` as lies on one side of a text, all of ``inner`` with it.

    By area, and not by the nearest side as a photo with edges gives way: a line that ends over a
    corner of a guessed box took a strip of the whole height from it.
    """
    x0, y0, x1, y1 = outer
    if text[0] >= x1 or text[2] <= x0 or text[1] >= y1 or text[3] <= y0:
        return outer
    parts = (
        (max(x0, text[2]), y0, x1, y1),
        (x0, max(y0, text[3]), x1, y1),
        (x0, y0, min(x1, text[0]), y1),
        (x0, y0, x1, min(y1, text[1])),
    )
    a, b, c, d = inner
    whole = [p for p in parts if p[0] <= a and p[1] <= b and p[2] >= c and p[3] >= d]
    return max(whole, key=lambda p: (p[2] - p[0]) * (p[3] - p[1]), default=outer)
