"""Copies of which only outlines are left are found, and print is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines.outlines import Outlines
from redactor.model import Kind, Pixels, Quad
from redactor.samples import draw
from tests.engines.test_engines_twins import card, face_of


def copied(page: Pixels) -> Pixels:
    """Black and white as a copier makes it that follows the local brightness."""
    grey = cv2.GaussianBlur(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY), (0, 0), 1.0)
    around = cv2.GaussianBlur(grey, (0, 0), 12)
    ink = np.where(grey.astype(int) < around.astype(int) - 9, 25, 235).astype(np.uint8)
    return np.repeat(ink[..., None], 3, axis=2)


def with_ghost(page: Pixels, photo: Quad, at: tuple[int, int], size: float) -> tuple[Pixels, Quad]:
    """The card with its photo once more, small and pale, on clear ground."""
    left, top, right, bottom = photo.bounds
    grey = cv2.cvtColor(page[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    out = page.copy()
    x, y = at
    out[y : y + small.shape[0], x : x + small.shape[1]] = (130 + small // 2)[..., None]
    return out, Quad.rect(x, y, small.shape[1], small.shape[0])


@pytest.mark.parametrize("seed", [5, 11, 23])
@pytest.mark.parametrize("size", [0.4, 0.6, 0.9])
def test_a_ghost_that_a_copier_left_the_outlines_of_is_found(seed: int, size: float) -> None:
    page, face, photo = card(seed)
    page, ghost = with_ghost(page, photo, (820, 60), size)
    found = Outlines(copied(page), face).copies()
    assert any(twin.clear and twin.quad.overlap(face_of(ghost)) > 0.7 for twin in found)


@pytest.mark.parametrize("seed", [5, 11])
def test_on_another_picture_it_is_found_in_that_ones_pixels(seed: int) -> None:
    page, face, photo = card(seed)
    back = np.full_like(page, 226)
    back, ghost = with_ghost_on(back, page, photo)
    found = Outlines(page, face, back).copies()
    assert found
    assert found[0].quad.overlap(face_of(ghost)) > 0.7


def with_ghost_on(back: Pixels, page: Pixels, photo: Quad) -> tuple[Pixels, Quad]:
    """A card's other side with the photo at half its size."""
    left, top, right, bottom = photo.bounds
    small = cv2.resize(page[top:bottom, left:right], None, fx=0.5, fy=0.5)
    out = back.copy()
    out[200 : 200 + small.shape[0], 300 : 300 + small.shape[1]] = small // 2 + 110
    return out, Quad.rect(300, 200, small.shape[1], small.shape[0])


@pytest.mark.parametrize("make", [copied, np.asarray], ids=["copied", "in colour"])
@pytest.mark.parametrize(
    "model", ["nl-id-2014-front", "nl-passport-2021", "nl-licence-2014-front", "nl-passport-2011"]
)
@pytest.mark.parametrize("seed", [3, 72])
def test_print_rings_and_zones_are_no_copies(model: str, seed: int, make: type) -> None:
    drawn = draw(model, seed=seed, px_per_mm=11)
    portraits = drawn.document.of(Kind.PORTRAIT)
    main = next(f.quad for f in portraits if f.role == "main")
    for twin in Outlines(make(drawn.pixels), face_of(main)).copies():
        assert any(field.quad.overlap(twin.quad) > 0.6 for field in portraits)


def test_an_even_face_tells_nothing() -> None:
    page = np.full((540, 856, 3), 200, np.uint8)
    outlines = Outlines(page, Quad.rect(80, 150, 110, 140))
    assert outlines.copies() == ()
    assert outlines.speaks(Quad.rect(300, 150, 110, 140)) == (True, False)


@pytest.mark.parametrize("seed", [5, 11, 23])
@pytest.mark.parametrize("negative", [False, True])
def test_a_copy_is_agreed_on_and_text_is_not(seed: int, negative: bool) -> None:
    page, face, photo = card(seed)
    page, ghost = with_ghost(page, photo, (820, 60), 0.4)
    if negative:
        left, top, right, bottom = ghost.bounds
        page[top:bottom, left:right] = 255 - page[top:bottom, left:right]
    outlines = Outlines(page, face)
    there = face_of(ghost)
    assert outlines.speaks(there) == (True, True)
    for x, y in ((520, 130), (520, 300), (200, 690), (60, 20)):
        assert outlines.speaks(Quad.rect(x, y, there.width, there.height)) == (False, False)
