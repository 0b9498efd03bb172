"""Faces that the detector sees on coarser pictures alone: printed in lines, grains, and blots.

Security print runs over a photo as fine lines, and a copier or a fax makes its greys grains, of
which the detector makes little until they are smoothed away.  Or dark skin becomes black and only
what shines on it stays white: the face stands there as its own negative, under coarse edges.
Turned back and smoothed it is a face again to the detector.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.levels import colourless
from redactor.model import Pixels
from redactor.read.faces import evened, look_scale, no_giant
from redactor.read.signs import CLEAR_FACE

BLOTS = ((700, 3.0), (500, 2.0), (350, 2.0))
"""Long side of each look for blots in px, and how far it is smoothed there."""
GRAINS = ((1000, 1.5), (700, 2.0), (700, 3.0))
"""The same for faces of grains; the first look is the finest and tells the place best."""
LINED = ((640, 2.0), (500, 1.2), (400, 0.7), (350, 0.0), (300, 0.0))
"""The same for faces under fine lines: a portrait's is 45 px high on the smallest."""
PALE = ((700, 3.0), (700, 2.0), (500, 1.2))
"""The same for a pale or blurred face, on the view with its contrast evened out."""
COARSEST = ((500, 3.0), (400, 2.0), (400, 3.0))
"""The same for a large ghost under text and lines, of which these leave little."""
CLEAR, AGAIN = 0.7, 0.5
"""Score of the clearest look, and of a second one at the same place: ornament is seen once."""
HINTED, HINTS = 0.35, 2
"""Score of a weak look, and how many of them at a clear one's place, on the picture or on its
negative, do for a second."""
ALONE = 0.14
"""Least height of a portrait's face, over the view's, where no clear one was seen."""
SAME = 0.5
ROOM = 1.3
"""Least that the half of a view is larger than a picture made of it."""
SMALLEST = 60.0
"""Height in px at which a large face is looked for once more."""


def closer(seen: Sequence[Face], view: Pixels, engines: Engines) -> list[tuple[Face, str]]:
    """Faces on a view (H×W×3 uint8 RGB) where those ``seen`` leave room for one, and how."""
    found: list[tuple[Face, str]] = []
    if all(face.score < CLEAR_FACE for face in seen):
        found += [(face, "face") for face in grained(view, engines)]
    if not any(
        face.score >= CLEAR_FACE and face.quad.height >= ALONE * view.shape[0]
        for face in (*seen, *(face for face, _ in found))
    ):
        # a clear ghost says nothing of the portrait, over which fine lines may run
        found += [(face, "face") for face in lined(view, engines)]
    if not (seen or found):
        found += [(face, "face-faint") for face in pale(view, engines)]
    if not (seen or found):
        found += [(face, "face-negative") for face in negatives(view, engines)]
    return found


def lined(view: Pixels, engines: Engines) -> list[Face]:
    """Faces on a view (H×W×3 uint8 RGB) made small that two looks agree on, in view px.

    A large one must be seen very small as well, where a letter's columns are a face no more.
    """
    scale = look_scale(view)
    return [
        face
        for face in agreed(view, LINED, engines)
        if no_giant(face, view, scale, engines, SMALLEST)
    ]


def grained(view: Pixels, engines: Engines) -> list[Face]:
    """Faces on a view (H×W×3 uint8 RGB), smoothed, that two looks agree on, in view px.

    None where the view has colours: no copier made it.
    """
    if not colourless(view):
        return []
    return agreed(view, GRAINS, engines)


def pale(view: Pixels, engines: Engines) -> list[Face]:
    """Faces on a view (H×W×3 uint8 RGB), evened out and smoothed, that two looks agree on.

    A chat's JPEG leaves of a ghost on a card's back little that the detector knows; of one that is
    dark, under lines, looks at the negative know as much.
    """
    seen = _looks(evened(view), PALE, engines, HINTED)
    found = _agreeing([face for face in seen if face.score >= AGAIN])
    clear = [face for face in seen if face.score >= CLEAR]
    if found or not clear:
        return found
    seen += _looks(np.asarray(255 - view, np.uint8), BLOTS, engines, HINTED)
    return [face for face in clear if len(_there(face, seen)) > HINTS]


def veiled(view: Pixels, engines: Engines, least: float) -> list[Face]:
    """Answers of a score on a view (H×W×3 uint8 RGB), evened out and coarse, in view px.

    No more than places to compare with a portrait: print smoothed so far is a face now and then.
    """
    return _looks(evened(view), COARSEST, engines, least)


def negatives(view: Pixels, engines: Engines) -> list[Face]:
    """The same on the negative of a view, for faces that became blots."""
    if not colourless(view):
        return []
    return agreed(np.asarray(255 - view, np.uint8), BLOTS, engines)


def agreed(view: Pixels, looks: Sequence[tuple[int, float]], engines: Engines) -> list[Face]:
    """Clear faces on a view that a second look saw at the same place, in view px.

    ``looks``: the long side of each in px, and how far it is smoothed there.
    """
    return _agreeing(_looks(view, looks, engines, AGAIN))


def _agreeing(seen: Sequence[Face]) -> list[Face]:
    """The clear ones of some faces that others of them stand with, each place once."""
    found: list[Face] = []
    for face in sorted(seen, key=lambda one: -one.score):
        known = any(face.quad.overlap(other.quad) > 0.2 for other in found)
        if face.score >= CLEAR and len(_there(face, seen)) > 1 and not known:
            found.append(face)
    return found


def _there(face: Face, seen: Sequence[Face]) -> list[Face]:
    """Faces at the place of one, itself among them."""
    return [other for other in seen if other.quad.overlap(face.quad) > SAME]


def _looks(
    view: Pixels, looks: Sequence[tuple[int, float]], engines: Engines, least: float
) -> list[Face]:
    """Faces of a score on a view, look by look."""
    import cv2

    size = max(1, view.shape[1] // 2), max(1, view.shape[0] // 2)
    half = np.asarray(cv2.resize(view, size, interpolation=cv2.INTER_AREA), np.uint8)
    most = max(size) / ROOM
    return [
        face
        for side, blur in looks
        for face in _look(view, half if side <= most else view, side, blur, engines, least)
    ]


def _look(
    view: Pixels, source: Pixels, side: int, blur: float, engines: Engines, least: float
) -> tuple[Face, ...]:
    """Faces on a view made small, and smooth where ``blur`` is not 0.

    ``source``: the view or the half of it, which is made small in a fraction of the time.
    """
    import cv2

    scale = side / max(view.shape[:2])
    interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    size = max(1, round(view.shape[1] * scale)), max(1, round(view.shape[0] * scale))
    small = cv2.resize(source, size, interpolation=interpolation)
    smooth = cv2.GaussianBlur(small, (0, 0), blur) if blur else small
    found = engines.faces.detect(np.asarray(smooth, np.uint8), least)
    return tuple(face.scaled(1 / scale) for face in found)
