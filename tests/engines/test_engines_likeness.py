"""A whole photo's copy is told from what is like its face alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines.likeness import likeness
from redactor.model import Kind
from redactor.samples import draw

SIZE = 0.4


@pytest.mark.parametrize("seed", [3, 9, 27])
@pytest.mark.parametrize("sign", [1, -1])
def test_hair_and_shoulders_tell_a_copy_from_a_face_like_ornament(seed: int, sign: int) -> None:
    """Both places have the face's own pixels; only one has the photo around it."""
    drawn = draw("uto-id", seed=seed, px_per_mm=12)
    photo = next(f.quad for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    left, top, right, bottom = photo.bounds
    grey = np.asarray(cv2.cvtColor(drawn.pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    wide, high = right - left, bottom - top
    face = (left + 0.25 * wide, top + 0.22 * high, left + 0.75 * wide, top + 0.72 * high)
    small = cv2.resize(grey[top:bottom, left:right], None, fx=SIZE, fy=SIZE)
    small = small if sign > 0 else 255 - small
    whole = np.full((400, 600), 225, np.uint8)
    whole[100 : 100 + small.shape[0], 200 : 200 + small.shape[1]] = small
    place = tuple(
        (value - corner) * SIZE + to
        for value, corner, to in zip(face, (left, top) * 2, (200, 100) * 2, strict=True)
    )
    coarse = np.random.default_rng(seed).integers(120, 235, (40, 60)).astype(np.uint8)
    ornament = np.asarray(cv2.resize(coarse, (600, 400)), np.uint8)
    a, b, c, d = (round(value) for value in place)
    ornament[b:d, a:c] = whole[b:d, a:c]
    box = (place[0], place[1], place[2], place[3])
    assert likeness((grey,), face, (whole,), box, sign) > 0.8
    assert likeness((grey,), face, (ornament,), box, sign) < 0.65
