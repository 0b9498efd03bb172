"""Copies of a portrait are found pale, tinted, small and under text, and nothing else is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.twins import twins
from redactor.model import Kind, Pixels, Quad
from redactor.samples import draw

TINTS = {
    "pale grey": (150, 150, 150),
    "blue": (60, 90, 190),
    "sepia": (170, 120, 60),
    "purple": (140, 60, 150),
}


def card(seed: int) -> tuple[Pixels, Quad, Quad]:
    """A drawn card, its portrait's face and the portrait's whole rectangle."""
    drawn = draw("uto-id", seed=seed, px_per_mm=12)
    photo = next(f.quad for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    return drawn.pixels, face_of(photo), photo


def face_of(photo: Quad) -> Quad:
    """About where a photo's face lies: the middle half, forehead to chin."""
    left, top, right, bottom = photo.bounds
    wide, high = right - left, bottom - top
    return Quad.rect(left + 0.25 * wide, top + 0.22 * high, 0.5 * wide, 0.5 * high)


def with_copy(
    page: Pixels, photo: Quad, at: tuple[int, int], size: float, tint: tuple[int, int, int]
) -> tuple[Pixels, Quad]:
    """The card with its photo once more: one colour, pale, over what is printed there."""
    left, top, right, bottom = photo.bounds
    grey = cv2.cvtColor(page[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    dark = (1.0 - small[..., None] / 255.0) * (1.0 - np.asarray(tint) / 255.0)
    out = page.copy()
    x, y = at
    spot = out[y : y + small.shape[0], x : x + small.shape[1]]
    spot[:] = np.clip(spot * (1.0 - 0.75 * dark), 0, 255).astype(np.uint8)
    return out, Quad.rect(x, y, small.shape[1], small.shape[0])


@pytest.mark.parametrize("tint", list(TINTS))
@pytest.mark.parametrize("size", [0.35, 0.7])
def test_a_tinted_copy_under_text_is_found(engines: Engines, size: float, tint: str) -> None:
    page, face, photo = card(11)
    page, copy = with_copy(page, photo, (400, 200), size, TINTS[tint])
    for row, words in enumerate(("VOORBEELD", "12 JAN/JAN 1990", "UTOPIA CITY")):
        y = round(copy.bounds[1] + (0.3 + 0.25 * row) * copy.height)
        cv2.putText(page, words, (390, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (20, 20, 20), 2)
    found = twins(page, face, engines.faces)
    assert any(twin.quad.overlap(face_of(copy)) > 0.7 for twin in found)


@pytest.mark.parametrize("model", ["nl-id-2014-front", "nl-passport-2021", "nl-permit-2020-front"])
@pytest.mark.parametrize("seed", [3, 8])
def test_print_and_ornaments_are_no_copies(engines: Engines, model: str, seed: int) -> None:
    """On a whole document all that is found lies on its own ghosts."""
    drawn = draw(model, seed=seed, px_per_mm=11)
    portraits = drawn.document.of(Kind.PORTRAIT)
    main = next(f.quad for f in portraits if f.role == "main")
    for twin in twins(drawn.pixels, face_of(main), engines.faces):
        assert any(field.quad.overlap(twin.quad) > 0.6 for field in portraits)


def test_a_copy_on_another_picture_is_found_in_its_own_pixels(engines: Engines) -> None:
    """A card's back is searched with the face of its front."""
    page, face, photo = card(5)
    back = np.full_like(page, 226)
    left, top, right, bottom = photo.bounds
    small = cv2.resize(
        page[top:bottom, left:right], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA
    )
    back[60 : 60 + small.shape[0], 500 : 500 + small.shape[1]] = small // 3 + 150
    found = twins(page, face, engines.faces, back)
    copy = Quad.rect(500, 60, small.shape[1], small.shape[0])
    assert [twin.clear for twin in found] == [True]
    assert found[0].quad.overlap(face_of(copy)) > 0.7
    assert twins(page, face, engines.faces, np.full_like(page, 226)) == ()


def test_a_face_of_a_few_pixels_has_no_copies(engines: Engines) -> None:
    """At the rim or too small there is nothing to compare."""
    page, _, _ = card(5)
    assert twins(page, Quad.rect(-40, -60, 44, 62), engines.faces) == ()


def test_a_copy_hardly_like_its_portrait_counts_where_the_detector_answers(
    engines: Engines,
) -> None:
    """Hatching and noise take the likeness; an answer of the detector is a second sign."""
    page, face, photo = card(14)
    page, copy = with_copy(page, photo, (400, 200), 0.4, TINTS["pale grey"])
    left, top, right, bottom = copy.bounds
    rng = np.random.default_rng(6)
    spot = page[top:bottom, left:right]
    coarse = rng.normal(0, 13, ((bottom - top) // 7 + 1, (right - left) // 7 + 1))
    noise = cv2.resize(coarse, (right - left, bottom - top), interpolation=cv2.INTER_CUBIC)
    spot[:] = np.clip(spot + noise[..., None], 0, 255).astype(np.uint8)
    hint = Face(face_of(copy), 0.3, ())
    elsewhere = Face(Quad.rect(620, 420, hint.quad.width, hint.quad.height), 0.3, ())
    assert not any(
        twin.quad.overlap(face_of(copy)) > 0.5 for twin in twins(page, face, engines.faces)
    )
    found = twins(page, face, engines.faces, hints=(hint, elsewhere))
    assert [twin.quad.overlap(face_of(copy)) > 0.6 for twin in found] == [True]


@pytest.mark.parametrize("seed", [5, 16, 23])
def test_a_negative_in_a_dark_window_is_found(engines: Engines, seed: int) -> None:
    """Portraits in metal or in a see-through window are light where the photo is dark."""
    page, face, photo = card(seed)
    left, top, right, bottom = photo.bounds
    grey = cv2.cvtColor(page[top:bottom, left:right], cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=0.45, fy=0.45, interpolation=cv2.INTER_AREA)
    x, y = 640, 330
    window = page[y - 8 : y + small.shape[0] + 8, x - 8 : x + small.shape[1] + 8]
    window[:] = (105, 108, 112)
    window[8:-8, 8:-8] = (150 - small[..., None] // 5).astype(np.uint8)
    copy = Quad.rect(x, y, small.shape[1], small.shape[0])
    found = twins(page, face, engines.faces)
    assert any(twin.quad.overlap(face_of(copy)) > 0.7 for twin in found)


@pytest.mark.parametrize(("seed", "size"), [(5, 0.6), (31, 0.6), (60, 0.45)])
def test_a_negative_in_an_oval_window_is_found(engines: Engines, seed: int, size: float) -> None:
    """The window's rim cuts off hair and shoulders, so that the photo around it differs."""
    page, face, _ = card(seed)
    left, top, right, bottom = face.bounds
    wide, high = right - left, bottom - top
    rows = slice(round(top - 0.35 * high), round(bottom + 0.1 * high))
    columns = slice(round(left - 0.3 * wide), round(right + 0.3 * wide))
    grey = cv2.cvtColor(np.ascontiguousarray(page[rows, columns]), cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    half = small.shape[1] // 2, small.shape[0] // 2
    oval = cv2.ellipse(np.zeros_like(small), half, half, 0, 0, 360, 255, -1) > 0
    x, y = 640, 330
    spot = page[y : y + small.shape[0], x : x + small.shape[1]]
    light = 230.0 if size > 0.5 else 200.0
    spot[oval] = (light - 0.75 * small).clip(0, 255).astype(np.uint8)[oval][:, None]
    found = twins(page, face, engines.faces)
    copy = Quad.rect(x, y, small.shape[1], small.shape[0])
    assert any(twin.quad.overlap(copy) > 0.7 for twin in found)


@pytest.mark.parametrize("seed", [5, 11])
def test_bare_paper_is_no_copy_wherever_the_detector_answers(engines: Engines, seed: int) -> None:
    """On a hard photocopy most of the paper is one white, which is like anything and nothing."""
    page, face, photo = card(seed)
    _, top, right, _ = photo.bounds
    page = np.where(page > 110, 255, 0).astype(np.uint8)
    page[:, right + 2 :] = 255
    hints = [
        Face(Quad.rect(right + x, top + y, 0.5 * face.width, 0.5 * face.height), 0.9, ())
        for x in (10, 30, 60, 100)
        for y in (0, 80, 150)
    ]
    assert twins(page, face, engines.faces, hints=hints) == ()
