"""Copies of a portrait by its outlines, as they are printed: the plain picture and its edges.

Where a copier makes black and white, or a printer only the hair of a pale ghost, thin dark lines
are all that is left of it, and those are what ``twins`` closes so that text does not count.  Here
nothing is closed: more of the photo is compared instead, hair and shoulders, and what is alike in
its greys must be alike in their edges as well, which text and ornament are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from redactor.engines.levels import Grey, Level, compared, halved, levelled, plain, scaled, shrunk
from redactor.engines.twins import LOOK_PX, Box, Twin, overlap, peaks
from redactor.model import Pixels, Quad

ACROSS, FINE_ACROSS = 24, 40
"""Width of the compared part in px, in the search and in the closer comparison."""
SIZES = tuple(0.2 * 1.1**step for step in range(18))
"""A copy's size over the portrait's own."""
STEPS = (0.92, 1.0, 1.08)
"""Sizes of the closer comparison over the one that was found."""
GROWTH = (0.2, 0.35, 0.2, 0.1)
"""How far the compared part reaches beyond the face's box, over its width and height."""
LEAST, CANDIDATES = 0.45, 6
"""Correlation of greys in the search worth a closer look, and how many places get one."""
CLEAR = 1.12
"""Correlation of greys and edges, added, from which a copy is certain: on 75 documents what was
none reached 0.92, and once 1.07."""
SMALL, CLEAR_SMALL = 0.3, 1.25
"""Size of a copy under which a figure's oval is like a face's, and what makes one certain there."""
LIKELY, EDGES, EDGES_ALONE = 1.0, 0.42, 0.52
"""The same of a likely copy and what its edges must reach; from where on they are enough alone:
hair that is left white within its outline is unlike in greys.  What was none reached 0.46."""
APART = 0.08
"""By how much a likely copy must be more like the face than any other place that is none."""
AGREED = 0.65
"""The same that speaks for what ``twins`` holds likely: copies reach 0.74, print 0.56."""
EVEN = 0.35
"""Mean square of a place under which it is too even to be compared."""
ENLARGED = 3.0
"""Most that a picture is enlarged."""
SMOOTH = 1.2
"""px by which a picture is smoothed before its edges are taken."""
MOST = 2.02
"""More than two correlations can be: what rounding makes of an even place."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A place like the face: ``score`` of greys in the search, of greys and edges after it."""

    score: float
    size: float
    box: Box
    edges: float = 0.0


class _Face:
    """The part of a photo that is looked for, in greys and in edges."""

    def __init__(self, grey: Grey, face: Box) -> None:
        left, top, right, bottom = face
        wide, high = right - left, bottom - top
        self.face = face
        self.box: Box = (
            max(0.0, left - GROWTH[0] * wide),
            max(0.0, top - GROWTH[1] * high),
            min(float(grey.shape[1]), right + GROWTH[2] * wide),
            min(float(grey.shape[0]), bottom + GROWTH[3] * high),
        )
        self.grey = grey

    def scale(self, across: int) -> float:
        """The factor that makes the compared part ``across`` px wide."""
        return across / max(self.box[2] - self.box[0], 1.0)

    def part(self, across: int, *, edges: bool = False) -> Level:
        """The compared part, ``across`` px wide, contrast made equal."""
        factor = self.scale(across)
        whole = _levelled(scaled(self.grey, factor), across, edges=edges)
        x, y = round(self.box[0] * factor), round(self.box[1] * factor)
        cut = whole[y : y + round((self.box[3] - self.box[1]) * factor), x : x + across]
        return np.ascontiguousarray(cut)

    def of_face(self, box: Box, enlarged: float) -> Quad:
        """Where the face itself lies when its compared part was found at ``box``."""
        wide = (box[2] - box[0]) / (self.box[2] - self.box[0]) * enlarged
        high = (box[3] - box[1]) / (self.box[3] - self.box[1]) * enlarged
        left = box[0] * enlarged + (self.face[0] - self.box[0]) * wide
        top = box[1] * enlarged + (self.face[1] - self.box[1]) * high
        return Quad.rect(
            left, top, (self.face[2] - self.face[0]) * wide, (self.face[3] - self.face[1]) * high
        )

    def around(self, face: tuple[float, ...]) -> Box:
        """The compared part around a copy of the face."""
        wide = (face[2] - face[0]) / (self.face[2] - self.face[0])
        high = (face[3] - face[1]) / (self.face[3] - self.face[1])
        return (
            face[0] + (self.box[0] - self.face[0]) * wide,
            face[1] + (self.box[1] - self.face[1]) * high,
            face[0] + (self.box[2] - self.face[0]) * wide,
            face[1] + (self.box[3] - self.face[1]) * high,
        )


class Outlines:
    """The face at ``face`` on ``view`` (H×W×3 uint8 RGB, px), ready to be compared.

    ``elsewhere`` and ``enlarged``: as in ``twins``.
    """

    def __init__(
        self, view: Pixels, face: Quad, elsewhere: Pixels | None = None, enlarged: float = 1.0
    ) -> None:
        factor = min(1.0, LOOK_PX / max(view.shape[:2]))
        left, top, right, bottom = (value * factor for value in face.bounds)
        own = plain(view, factor)
        self._wanted = _Face(own, (left, top, right, bottom))
        self._factor = factor if elsewhere is None else min(1.0, factor / enlarged)
        self._there = own if elsewhere is None else plain(elsewhere, self._factor)
        self._photo = self._wanted.box if elsewhere is None else None
        self._tells = _tells(self._wanted)

    def copies(self) -> tuple[Twin, ...]:
        """Copies of the face, in px of the picture searched, clearest first."""
        if not self._tells:
            return ()
        found = _apart(_searched(self._wanted, self._there, self._photo))[:CANDIDATES]
        closer = [_closer(self._wanted, self._there, place) for place in found]
        copies = [
            Twin(
                self._wanted.of_face(near.box, 1 / self._factor),
                near.score / 2,
                _clear(near),
            )
            for near in closer
            if (_clear(near) or _likely(near, closer))
            and (self._photo is None or overlap(near.box, self._photo) < 0.2)
        ]
        return tuple(sorted(copies, key=lambda twin: -twin.score))

    def speaks(self, copy: Quad) -> tuple[bool, bool]:
        """Whether what is printed at a copy of the face, or its negative, speaks for one at all,
        and whether it is one for certain."""
        if not self._tells:
            return True, False
        box = self._wanted.around(tuple(value * self._factor for value in copy.bounds))
        size = (box[2] - box[0]) / (self._wanted.box[2] - self._wanted.box[0])
        near = _closer(self._wanted, self._there, _Place(0.0, size, box), either=True)
        return near.score >= AGREED, _clear(near)


def _clear(near: _Place) -> bool:
    """Whether a place is certainly a copy."""
    return near.score >= (CLEAR_SMALL if near.size < SMALL else CLEAR)


def _likely(near: _Place, closer: Sequence[_Place]) -> bool:
    """Whether a place is no more than likely a copy: alone in that, for ornaments come in rows."""
    others = (other.score for other in closer if other is not near and not _clear(other))
    stands = near.score - max(others, default=0.0) >= APART
    alike = near.score >= LIKELY and near.edges >= EDGES
    return stands and (alike or near.edges >= EDGES_ALONE)


def _tells(wanted: _Face) -> bool:
    """Whether there is anything to compare: enough of a picture, and not an even one."""
    part = wanted.part(ACROSS)
    whole = part.shape[1] == ACROSS and part.shape[0] >= ACROSS // 2
    return whole and float(np.square(part).mean()) > EVEN


def _searched(wanted: _Face, there: Grey, photo: Box | None) -> Iterator[_Place]:
    """Places whose greys are alike, of each size; ``photo``: the portrait's own, which is none."""
    part = wanted.part(ACROSS)
    high, wide = part.shape
    halves = halved(there, wanted.scale(ACROSS) / SIZES[-1])
    for size in SIZES:
        factor = wanted.scale(ACROSS) / size
        if factor > ENLARGED or factor * min(there.shape) <= max(high, wide) + 1:
            continue
        answer, power = compared(levelled(shrunk(halves, factor), ACROSS), part)
        answer[(power < EVEN) | (answer > MOST / 2)] = 0.0
        for score, (x, y) in peaks(answer, (wide, high), LEAST):
            box = (x / factor, y / factor, (x + wide) / factor, (y + high) / factor)
            if photo is None or overlap(box, photo) < 0.2:
                yield _Place(score, size, box)


def _apart(places: Iterator[_Place]) -> Sequence[_Place]:
    """The best at each place, best first."""
    kept: list[_Place] = []
    for place in sorted(places, key=lambda one: -one.score):
        if all(overlap(place.box, other.box) < 0.3 for other in kept):
            kept.append(place)
    return kept


def _closer(wanted: _Face, there: Grey, place: _Place, *, either: bool = False) -> _Place:
    """A place compared again, larger, in greys and in edges; ``either``: a negative is as good."""
    import cv2

    left, top, right, bottom = place.box
    beside, above = 0.5 * (right - left), 0.5 * (bottom - top)
    x0, y0 = max(0, int(left - beside)), max(0, int(top - above))
    part = there[y0 : int(bottom + above), x0 : int(right + beside)]
    greys, edges = wanted.part(FINE_ACROSS), wanted.part(FINE_ACROSS, edges=True)
    high, wide = greys.shape
    best = _Place(0.0, place.size, place.box)
    for step in STEPS:
        factor = wanted.scale(FINE_ACROSS) / (place.size * step)
        picture = scaled(part, factor)
        if picture.shape[0] < high or picture.shape[1] < wide:
            continue
        one, even = compared(_levelled(picture, FINE_ACROSS), greys)
        other, bare = compared(_levelled(picture, FINE_ACROSS, edges=True), edges)
        both = (np.abs(one) if either else one) + other
        both[(even < EVEN) | (bare < EVEN) | (both > MOST)] = -1.0
        _, score, _, (x, y) = cv2.minMaxLoc(both)
        if score > best.score:
            a, b = x0 + x / factor, y0 + y / factor
            box = (a, b, a + wide / factor, b + high / factor)
            best = _Place(float(score), place.size * step, box, float(other[y, x]))
    return best


def _levelled(grey: Grey, across: int, *, edges: bool = False) -> Level:
    """A picture, or how steep it is, with local contrast made equal."""
    import cv2

    if not edges:
        return levelled(grey, across)
    smooth = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), SMOOTH)
    right, down = (cv2.Sobel(smooth, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    return levelled(np.asarray(cv2.magnitude(right, down), np.float32), across)
