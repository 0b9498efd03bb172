"""Pages that several tests look at."""

from __future__ import annotations

import numpy as np

from redactor.model import Pixels
from redactor.samples.face import draw_face


def page_with_a_face(high: int, left: int) -> tuple[Pixels, int]:
    """A grey page with a drawn portrait whose face is about so high, and the portrait's height."""
    import cv2

    face = draw_face(np.random.default_rng(12))
    scale = 1.6 * high / face.shape[0]
    portrait = cv2.resize(face, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    page = np.full((1000, 1000, 3), 205, np.uint8)
    page[100 : 100 + portrait.shape[0], left : left + portrait.shape[1]] = portrait
    return page, portrait.shape[0]
