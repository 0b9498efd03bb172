"""Copies of a portrait elsewhere on a document: ghost images are the very same photograph.

A ghost is small, pale, tinted, halftoned, printed under text: a face detector trained on photos
misses it, while the printed portrait itself says just what to look for.  Its face is compared at
many sizes with pictures in which thin dark print is closed and local contrast is made equal, so
that neither text nor paleness counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from redactor.engines.faces import Face, FaceEngine
from redactor.engines.levels import (
    Grey,
    Level,
    compared,
    greys,
    halved,
    levelled,
    scaled,
    shrunk,
)
from redactor.engines.likeness import likeness
from redactor.model import Pixels, Quad

LOOK_PX = 1000
"""Long side at which copies are looked for."""
ACROSS, FINE_ACROSS = 20, 40
"""Width of the compared face in px, in the search and in the second, closer comparison."""
SIZES = tuple(0.16 * 1.1**step for step in range(24))
"""A copy's size over the portrait's own: a card's smallest ghosts to one as large as the photo."""
GROWTH = (0.12, 0.25, 0.12, 0.05)
"""How far the compared part reaches beyond the face's box: hair tells more than background."""
CANDIDATES, NEGATIVES = 6, 3
"""Places compared more closely: copies, and negatives, as in dark windows and seen from behind."""
LEAST = 0.42
"""Least correlation of the search that is worth a closer comparison."""
CLEAR = 0.70
"""Correlation from which a copy is certain; letters and ornaments reach 0.65."""
WHOLE = 1.25
"""Correlation of the face and likeness of the photo around it, added, that make a place a copy;
what is none reaches 1.23."""
LIKELY = 1.14
"""The same of a place that stands apart, or where a face is seen as well."""
LETTERS = 0.2
"""Size of a copy under which letters are alike too often for anything but certainty."""
APART = 0.08
"""How far both together must prefer a likely place to all others on the same document."""
SEEN = 0.5
"""Score of a face at a likely place that speaks for it."""
HINTED, HINTED_CLEAR = 0.50, 0.40
"""Correlation that is enough where the detector answers faintly, and where it is sure of a face:
what is no copy reaches 0.46 where it answers."""
SURE_FACE = 0.8
HINT_STEPS = (0.8, 0.9, 1.0, 1.12, 1.25)
"""How much a faint face's height may differ from the copy's own."""
LARGEST_COPY = 1.2
FLAT = 0.15
"""Mean square of a patch under which it is too even to be compared."""
ENLARGED = 3.0
"""Most that a picture is enlarged for the search."""

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in px of the pictures compared."""


def compared_part(face: Box, width: float, height: float) -> Box:
    """What of a picture of this size is compared: a face and some hair, but little ground."""
    left, top, right, bottom = face
    wide, high = right - left, bottom - top
    return (
        max(0.0, left - GROWTH[0] * wide),
        max(0.0, top - GROWTH[1] * high),
        min(width, right + GROWTH[2] * wide),
        min(height, bottom + GROWTH[3] * high),
    )


@dataclass(frozen=True, slots=True)
class Twin:
    """A copy of a face: its box as the face's own, in px of the picture searched; correlation.

    ``clear``: whether the correlation alone is enough to believe it.
    """

    quad: Quad
    score: float
    clear: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A place like the face; ``sign``: -1 where it is the face's negative."""

    score: float
    size: float
    box: Box
    sign: int = 1


class _Pattern:
    """The face that is looked for, from pictures of the document it was seen on."""

    def __init__(self, pictures: tuple[Grey, ...], face: Box) -> None:
        height, width = pictures[0].shape
        self.pictures = pictures
        self.face = face
        self._levels: dict[int, Level] = {}
        self.box = compared_part(face, float(width), float(height))

    def scale(self, across: int) -> float:
        """The factor that makes the compared part ``across`` px wide."""
        return across / max(self.box[2] - self.box[0], 1.0)

    def level(self, across: int) -> Level:
        """The compared part in lightness, ``across`` px wide, contrast made equal."""
        if across not in self._levels:
            self._levels[across] = self._level(across)
        return self._levels[across]

    def _level(self, across: int) -> Level:
        factor = self.scale(across)
        whole = levelled(scaled(self.pictures[0], factor), across)
        x, y = round(self.box[0] * factor), round(self.box[1] * factor)
        return whole[y : y + round((self.box[3] - self.box[1]) * factor), x : x + across]

    @property
    def tells(self) -> bool:
        """Whether there is anything to compare: enough of a picture, and not an even one."""
        part = self.level(ACROSS)
        whole = part.shape[1] == ACROSS and part.shape[0] >= ACROSS // 2
        return whole and float(np.square(part).mean()) > FLAT

    def likeness(self, there: tuple[Grey, ...], match: _Match) -> float:
        """How like the whole photo a place is; the blue picture is too coarse to say."""
        (left, top), _, (right, bottom), _ = self.of_face(match.box, 1.0).points
        place = (left, top, right, bottom)
        return likeness(self.pictures[:2], self.face, there[:2], place, match.sign)

    def of_face(self, box: Box, enlarged: float) -> Quad:
        """Where the face itself lies when its compared part was found at ``box``."""
        wide = (box[2] - box[0]) / (self.box[2] - self.box[0])
        high = (box[3] - box[1]) / (self.box[3] - self.box[1])
        left = box[0] + (self.face[0] - self.box[0]) * wide
        top = box[1] + (self.face[1] - self.box[1]) * high
        wide, high = (self.face[2] - self.face[0]) * wide, (self.face[3] - self.face[1]) * high
        return Quad.rect(left * enlarged, top * enlarged, wide * enlarged, high * enlarged)


def twins(
    view: Pixels,
    face: Quad,
    faces: FaceEngine,
    elsewhere: Pixels | None = None,
    hints: Sequence[Face] = (),
    enlarged: float = 1.0,
) -> tuple[Twin, ...]:
    """Copies of the face at ``face`` on ``view``, clearest first.

    ``elsewhere``: the picture to search, where it is another one (a card's other side), and
    ``enlarged``: how much more it is enlarged than ``view``.  ``hints``: places on the picture
    searched at which the detector answers, however faintly; less likeness is enough there.
    """
    factor = min(1.0, LOOK_PX / max(view.shape[:2]))
    left, top, right, bottom = (value * factor for value in face.bounds)
    pictures = greys(view, factor)
    pattern = _Pattern(pictures, (left, top, right, bottom))
    out = factor if elsewhere is None else min(1.0, factor / enlarged)
    there = pictures if elsewhere is None else greys(elsewhere, out)
    if not pattern.tells:
        return ()
    own = (left, top, right, bottom) if elsewhere is None else None
    # in lightness alone: what only the brightest channel shows, ``Outlines`` finds as well
    found = _spread(list(_search(pattern, there[0], own)))
    copies = [
        Twin(pattern.of_face(near.box, 1 / out), near.score, near.score >= CLEAR)
        for sign, most in ((1, CANDIDATES), (-1, NEGATIVES))
        for near in _believed(pattern, there, [m for m in found if m.sign == sign][:most], faces)
        if own is None or overlap(near.box, own) < 0.2
    ]
    for hint in hints:
        twin = _hinted(pattern, there, hint, factor)
        if (
            twin is not None
            and (own is None or hint.quad.overlap(face) < 0.2 > twin.quad.overlap(face))
            and all(twin.quad.overlap(other.quad) < 0.3 for other in copies)
        ):
            copies.append(twin)
    return tuple(sorted(copies, key=lambda twin: -twin.score))


def _believed(
    pattern: _Pattern, there: tuple[Grey, ...], found: Sequence[_Match], faces: FaceEngine
) -> Iterator[_Match]:
    """The copies among places of one sign: like the face, and like the photo around it."""
    closer = [_closer(pattern, there, match) for match in found]
    whole = [near.score + pattern.likeness(there, near) for near in closer]
    for near, both in zip(closer, whole, strict=True):
        apart = both - max((other for other in whole if other < both), default=0.0)
        if both >= WHOLE or (near.size >= LETTERS and _stands_out(near, both, apart, there, faces)):
            yield near


def _stands_out(
    near: _Match, both: float, apart: float, there: tuple[Grey, ...], faces: FaceEngine
) -> bool:
    """Whether a place no smaller than letters is a copy though the photo around it differs.

    A negative stands in a window of its own shape, which cuts hair and shoulders off.
    """
    if near.sign < 0:
        return near.score >= CLEAR
    return both >= LIKELY and (apart >= APART or _face_there(there[0], near.box, faces))


def _hinted(pattern: _Pattern, there: tuple[Grey, ...], hint: Face, factor: float) -> Twin | None:
    """The copy at a place where the detector answers, if the two are alike enough."""
    left, top, right, bottom = (value * factor for value in hint.quad.bounds)
    x, y = (left + right) / 2, (top + bottom) / 2
    height = pattern.face[3] - pattern.face[1]
    if not SIZES[0] <= (bottom - top) / height <= LARGEST_COPY:
        return None
    middle = (pattern.face[0] + pattern.face[2]) / 2, (pattern.face[1] + pattern.face[3]) / 2
    matches = []
    for step in HINT_STEPS:
        size = step * (bottom - top) / height
        box = (
            x + (pattern.box[0] - middle[0]) * size,
            y + (pattern.box[1] - middle[1]) * size,
            x + (pattern.box[2] - middle[0]) * size,
            y + (pattern.box[3] - middle[1]) * size,
        )
        matches.append(_closer(pattern, there, _Match(0.0, size, box)))
    best = max(matches, key=lambda match: match.score)
    twin = Twin(pattern.of_face(best.box, 1 / factor), best.score, best.score >= CLEAR)
    enough = best.score >= (HINTED_CLEAR if hint.score >= SURE_FACE else HINTED)
    return twin if enough and twin.quad.overlap(hint.quad) > 0.6 else None


def _search(pattern: _Pattern, grey: Grey, own: Box | None) -> Iterator[_Match]:
    """The best places of each size; ``own``: the portrait's own place, which is none."""
    wanted = pattern.level(ACROSS)
    high, wide = wanted.shape
    halves = halved(grey, pattern.scale(ACROSS) / SIZES[-1])
    for size in SIZES:
        factor = pattern.scale(ACROSS) / size
        if factor > ENLARGED or factor * min(grey.shape) <= max(high, wide) + 1:
            continue
        picture = levelled(shrunk(halves, factor), ACROSS)
        answer, power = compared(picture, wanted)
        answer[power < FLAT] = 0.0
        for sign in (1, -1):
            for score, (x, y) in peaks(np.asarray(sign * answer, np.float32), (wide, high)):
                box = (x / factor, y / factor, (x + wide) / factor, (y + high) / factor)
                if own is None or overlap(box, own) < 0.2:
                    yield _Match(score, size, box, sign)


def peaks(
    answer: Level, part: tuple[int, int], least: float = LEAST
) -> Iterator[tuple[float, tuple[int, int]]]:
    """The best places of an answer, ``part`` (width, height) apart; the answer is used up."""
    import cv2

    wide, high = part
    for _ in range(CANDIDATES):
        _, score, _, (x, y) = cv2.minMaxLoc(answer)
        if score < least:
            return
        answer[max(0, y - high // 2) : y + high // 2, max(0, x - wide // 2) : x + wide // 2] = 0
        yield float(score), (x, y)


def _closer(pattern: _Pattern, there: tuple[Grey, ...], match: _Match) -> _Match:
    """A place compared again at twice the size, a little larger and smaller, in all greys."""
    import cv2

    best = _Match(0.0, match.size, match.box, match.sign)
    left, top, right, bottom = match.box
    margin_x, margin_y = 0.6 * (right - left), 0.6 * (bottom - top)
    x0, y0 = max(0, int(left - margin_x)), max(0, int(top - margin_y))
    wanted = pattern.level(FINE_ACROSS)
    high, wide = wanted.shape
    for grey in there:
        part = grey[y0 : int(bottom + margin_y), x0 : int(right + margin_x)]
        for step in (0.95, 1.0, 1.05):
            factor = pattern.scale(FINE_ACROSS) / (match.size * step)
            picture = levelled(scaled(part, factor), FINE_ACROSS)
            if picture.shape[0] < high or picture.shape[1] < wide:
                continue
            answer, power = compared(picture, wanted)
            answer = np.asarray(match.sign * answer, np.float32)
            answer[power < FLAT] = -1.0
            _, score, _, (x, y) = cv2.minMaxLoc(answer)
            if best.score < score < 1.01:
                a, b = x0 + x / factor, y0 + y / factor
                box = (a, b, a + wide / factor, b + high / factor)
                best = _Match(float(score), match.size * step, box, match.sign)
    return best


def _spread(matches: list[_Match]) -> list[_Match]:
    """The best of matches at one place, best first."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda item: -item.score):
        if all(overlap(match.box, other.box) < 0.3 for other in kept):
            kept.append(match)
    return kept


def _face_there(grey: Grey, box: Box, faces: FaceEngine) -> bool:
    """Whether the face detector, too, sees a face at a place when its contrast is stretched."""
    import cv2

    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    x0, y0 = max(0, int(left - 0.9 * wide)), max(0, int(top - 0.7 * high))
    part = grey[y0 : int(bottom + 0.7 * high), x0 : int(right + 0.9 * wide)]
    factor = 80 / max(wide, 1.0)
    level = levelled(scaled(part, factor), 200)
    picture = np.asarray(np.clip(128 + 55 * level, 0, 255), np.uint8)
    rgb = np.asarray(cv2.cvtColor(picture, cv2.COLOR_GRAY2RGB), np.uint8)
    for face in faces.detect(rgb, SEEN):
        a, b, c, d = (value / factor for value in face.quad.bounds)
        there = (a + x0, b + y0, c + x0, d + y0)
        if overlap(there, box) > 0.7 and 0.6 < (d - b) / high < 1.4:
            return True
    return False


def overlap(one: Box, other: Box) -> float:
    """Shared part of the smaller box."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return max(0.0, wide) * max(0.0, high) / max(small, 1e-6)
