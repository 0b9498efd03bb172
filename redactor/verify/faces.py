"""Faces that can still be seen: plain and with contrast evened out, at several scales, turned."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Doubt, Pixels, Quad
from redactor.verify.expectation import SheetExpectation

SCALES = (640, 1000, 1600)
"""Long sides in px at which the sheet is looked at."""
EVENED_PX = 800
TURNED_PX = 480
PLAIN = 0.6
EVENED = 0.75
TURNED = 0.75
SURE = 0.75
SMALL_PX = 40.0
LARGE_PART = 0.55
"""Of the sheet's shorter side; the face of a portrait that fills the height takes half of it."""
INSIDE = 0.6
"""Part of a face's box from which on it is the fill's own doing."""
CERTAIN = 0.86
"""Score from which one look is enough."""
AGAIN_PX, AGAIN_BLUR = 90.0, 3.0
"""Height of a doubtful face in px when it is looked at again, and how far it is smoothed."""
SMOOTHED, MIRRORED = 0.4, 0.78
"""Least scores of the second look, smoothed and not."""
MOST_ENLARGED = 1.5
UNMARKED_PX = (60.0, 90.0, 130.0)
"""Heights in px at which a face is looked for in what stood there before the watermark."""
UNMARKED = 0.4
"""Score from which it is there without the mark too.  What the mark alone makes a face of, coins
and fingers, reaches 0.32."""
LEAST_PX = 20.0
"""Height of a face's box, as looked at, under which the detector sees faces in any ornament."""


def face_doubts(pixels: Pixels, sheet: SheetExpectation, engines: Engines) -> list[Doubt]:
    """A doubt for each place with a face outside the covers.

    Raises EngineError where the detector fails, ValueError where it answers nonsense.
    """
    places: list[Quad] = []
    shown, factor = _at_most(pixels, SCALES[-1])
    for seen in _faces(shown, engines):
        face = Face(Quad.of(seen.quad.array() * factor), seen.score, ())
        values = [face.score, *(value for point in face.quad.points for value in point)]
        if not all(isfinite(value) for value in values):
            raise ValueError("not a face")
        if (
            covered(face.quad, sheet.covers) <= INSIDE
            and all(face.quad.overlap(known) < 0.3 for known in places)
            and (seen.score >= CERTAIN or _again(shown, seen.quad, engines))
            and not _is_the_marks(face.quad, sheet, engines)
        ):
            places.append(face.quad)
    return [Doubt("face-visible", "", quad) for quad in places]


def _again(pixels: Pixels, place: Quad, engines: Engines) -> bool:
    """Whether a mirrored look at a place sees a face too, smoothed or very clearly.

    Letters on a finger or a coin make a face now and then; strokes are thin, and their mirror
    image is another one.
    """
    import cv2

    left, top, right, bottom = place.bounds
    wide, high = right - left, bottom - top
    x, y = max(0, left - wide), max(0, top - high)
    part = pixels[y : bottom + high, x : right + wide]
    scale = AGAIN_PX / high
    size = (max(16, round(part.shape[1] * scale)), max(16, round(part.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    mirrored = np.ascontiguousarray(cv2.resize(part, size, interpolation=way)[:, ::-1], np.uint8)
    smooth = np.asarray(cv2.GaussianBlur(mirrored, (0, 0), AGAIN_BLUR), np.uint8)
    middle = Quad.rect(size[0] - (right - x) * scale, (top - y) * scale, wide * scale, high * scale)
    return any(
        face.quad.overlap(middle) > 0.5
        for picture, least in ((smooth, SMOOTHED), (mirrored, MIRRORED))
        for face in engines.faces.detect(picture, least)
    )


def _is_the_marks(place: Quad, sheet: SheetExpectation, engines: Engines) -> bool:
    """Whether a face is there only since the watermark was drawn: none is seen without it.

    Every look at what stood there before must miss it, though a faint answer is enough.
    """
    before = [one for one in sheet.unmarked if one.place.contains(place.centre)]
    return bool(before) and not any(
        face.quad.overlap(middle) > 0.3
        for one in before
        for shown in one.around(place, UNMARKED_PX)
        for picture, middle in _ways(*shown)
        for face in engines.faces.detect(picture, UNMARKED)
    )


def _ways(picture: Pixels, middle: Quad) -> Iterator[tuple[Pixels, Quad]]:
    """A picture plain, mirrored, smoothed and evened; what is in its middle stays there."""
    import cv2

    yield picture, middle
    yield np.ascontiguousarray(picture[:, ::-1]), middle
    yield np.asarray(cv2.GaussianBlur(picture, (0, 0), AGAIN_BLUR), np.uint8), middle
    yield evened(picture), middle


def _at_most(pixels: Pixels, long_side: int) -> tuple[Pixels, float]:
    """The sheet no larger than it is looked at, and the factor to its own px."""
    import cv2

    factor = max(pixels.shape[:2]) / long_side
    if factor <= 1.0:
        return pixels, 1.0
    size = (max(1, round(pixels.shape[1] / factor)), max(1, round(pixels.shape[0] / factor)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), factor


def _faces(pixels: Pixels, engines: Engines) -> Iterator[Face]:
    long = max(pixels.shape[:2])
    for side in SCALES:
        if side <= max(long, MOST_ENLARGED * min(long, SCALES[1])):
            yield from _look(pixels, PLAIN, side / long, engines)
    yield from _look(evened(pixels), EVENED, min(MOST_ENLARGED, EVENED_PX / long), engines)
    height, width = pixels.shape[:2]
    for turns in (1, 2, 3):
        turned = np.ascontiguousarray(np.rot90(pixels, turns))
        for face in _look(turned, TURNED, min(1.0, TURNED_PX / long), engines):
            yield Face(_back(face.quad, turns, width, height), face.score, ())


def _look(pixels: Pixels, threshold: float, scale: float, engines: Engines) -> list[Face]:
    """Faces at one scale; odd sizes, where ornaments and letters look like faces, more surely."""
    found = []
    for face in engines.faces.detect(pixels, threshold, scale):
        high = face.quad.height
        odd = high * scale < SMALL_PX or high > LARGE_PART * min(pixels.shape[:2])
        if not (high * scale < LEAST_PX or (odd and face.score < SURE)):
            found.append(face)
    return found


def evened(pixels: Pixels) -> Pixels:
    """In grey, local contrast stretched: ghost images are pale."""
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    level = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(grey)
    return np.asarray(cv2.cvtColor(level, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def covered(quad: Quad, covers: tuple[Quad, ...]) -> float:
    """Part of a box that lies under covers, on a grid of 12 × 12 points."""
    left, top, right, bottom = quad.bounds
    xs, ys = np.meshgrid(np.linspace(left, right, 12), np.linspace(top, bottom, 12))
    spots = np.stack([xs.ravel(), ys.ravel()], axis=1)
    hidden = np.zeros(len(spots), dtype=np.bool_)
    for cover in covers:
        hidden |= cover.contains_all(spots)
    return float(hidden.mean())


def _back(quad: Quad, turns: int, width: int, height: int) -> Quad:
    """An upright box of the picture turned by ``numpy.rot90`` in the px of the picture itself."""
    left, top, right, bottom = quad.bounds
    if turns == 1:
        return Quad.rect(width - bottom, left, bottom - top, right - left)
    if turns == 2:
        return Quad.rect(width - right, height - bottom, right - left, bottom - top)
    return Quad.rect(top, height - right, bottom - top, right - left)
