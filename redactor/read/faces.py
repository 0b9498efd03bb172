"""What the face detector answers on a view: asked once, chosen from by score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Pixels

LOOK_PX = 1000
"""Long side at which faces are looked for; a 4 mm ghost's face on a card is 45 px wide there."""
HINT = 0.25
"""Score of an answer that makes a place worth comparing with the portrait."""
LARGE_PX, SMALL_PX = 220.0, 110.0
"""Height in px, as looked at, from which a face is looked at again, and at which."""
SEEN_SMALL = 0.4
"""Score that is enough there, as one that the picture's rim cuts; print has half of it."""
SAME_FACE, SAME_HIGH = 0.4, 0.6
"""Overlap of a face seen twice, and how alike both are in height."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer from ``HINT`` on, best first: on the view as it is, and evened out.

    The detector drops an answer only where a surer one overlaps it, so those from any higher
    score on are what it would say if asked for that score.
    """

    plain: tuple[Face, ...]
    evened: tuple[Face, ...]


def ask(view: Pixels, engines: Engines) -> Answers:
    """The answers on a view, H×W×3 uint8 RGB, in its px.  Raises EngineError."""
    scale = look_scale(view)
    plain, faint = (engines.faces.detect(one, HINT, scale) for one in (view, evened(view)))
    return Answers(plain, faint)


def look_scale(view: Pixels) -> float:
    """The factor by which a view is scaled to be looked at."""
    return float(min(2.0, LOOK_PX / max(view.shape[:2])))


def from_score(faces: Sequence[Face], least: float) -> tuple[Face, ...]:
    """Those of at least a score."""
    return tuple(face for face in faces if face.score >= least)


def no_giant(
    face: Face, view: Pixels, scale: float, engines: Engines, small: float = SMALL_PX
) -> bool:
    """Whether a large face is seen at a size, too, at which the detector knows faces best.

    A sheet with columns of print is one to it now and then, each time of another size.  ``face`` in
    px of ``view``, H×W×3 uint8 RGB, which was looked at ``scale`` times as large.
    """
    if face.quad.height * scale < LARGE_PX:
        return True
    seen = engines.faces.detect(view, SEEN_SMALL, small / face.quad.height)
    return any(
        other.quad.overlap(face.quad) > SAME_FACE
        and SAME_HIGH < other.quad.height / face.quad.height < 1 / SAME_HIGH
        for other in seen
    )


def evened(view: Pixels) -> Pixels:
    """The view in grey with local contrast stretched: ghost images are pale on security print."""
    import cv2

    grey = cv2.cvtColor(view, cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), max(1.0, max(view.shape[:2]) / 1100))
    level = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(6, 9)).apply(smooth)
    return np.asarray(cv2.cvtColor(level, cv2.COLOR_GRAY2RGB), dtype=np.uint8)
