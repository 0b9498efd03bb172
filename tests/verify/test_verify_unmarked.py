"""Faces on a finished copy that the watermark alone makes, told from those that were there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redactor.cover import watermark
from redactor.engines import Engines
from redactor.export import Sheet, layout_a4
from redactor.model import Pixels, Quad
from redactor.render import Drawn, combined, fitted, turned_back
from redactor.samples.face import draw_face
from redactor.verify import SheetExpectation, Unmarked
from redactor.verify.faces import face_doubts

WORDS = "KOPIE – alleen voor Voorbeeld BV – proef – 30-6-2031"
PAPER = 215


def sheet(strength: float, seed: int = 4, high: int = 220) -> Pixels:
    """Paper with a portrait of so much contrast on it."""
    import cv2

    face = draw_face(np.random.default_rng(seed))
    wide = round(high * face.shape[1] / face.shape[0])
    small = cv2.resize(face, (wide, high), interpolation=cv2.INTER_AREA).astype(np.float64)
    pixels = np.full((600, 900, 3), PAPER, np.uint8)
    pale = PAPER + strength * (small - PAPER)
    pixels[180 : 180 + high, 520 : 520 + wide] = np.clip(pale, 0, 255).astype(np.uint8)
    return pixels


def seen(finished: Pixels, before: Pixels | None, engines: Engines) -> list[str]:
    unmarked = () if before is None else (Unmarked.of(before),)
    doubts = face_doubts(finished, SheetExpectation(unmarked=unmarked), engines)
    return [doubt.code for doubt in doubts]


def test_a_face_that_was_not_there_before_the_mark_is_its_own(engines: Engines) -> None:
    finished = watermark(sheet(1.0), WORDS)
    assert seen(finished, sheet(0.0), engines) == []
    assert seen(finished, None, engines) == ["face-visible"]


@pytest.mark.parametrize("seed", [4, 11, 23])
@pytest.mark.parametrize("strength", [1.0, 0.45])
def test_an_open_portrait_is_seen_under_the_mark(
    seed: int, strength: float, engines: Engines
) -> None:
    before = sheet(strength, seed)
    assert seen(watermark(before, WORDS), before, engines) == ["face-visible"]


def test_a_faint_portrait_that_the_mark_brings_out_is_seen(engines: Engines) -> None:
    """What the mark is drawn on was a face already, however pale."""
    assert seen(watermark(sheet(1.0), WORDS), sheet(0.12), engines) == ["face-visible"]


def drawn(pixels: Pixels, turns: frozenset[int] = frozenset()) -> Drawn:
    expectation = SheetExpectation(unmarked=(Unmarked.of(pixels),))
    return Drawn(Sheet(pixels, 254), expectation, turns)


def assert_shows(sheet: SheetExpectation, page: Pixels, box: Quad) -> None:
    """What is kept of the sheet lies where the page shows it."""
    import cv2

    (one,) = (u for u in sheet.unmarked if u.place.contains(box.centre))
    ((kept, middle),) = one.around(box, (90,))
    left, top, right, bottom = box.bounds
    inner = kept[90:180, round(middle.bounds[0]) : round(middle.bounds[2])]
    there = cv2.resize(page[top:bottom, left:right], inner.shape[1::-1], interpolation=3)
    # hair's finest strands fall between pixels
    soft, other = (cv2.GaussianBlur(part, (0, 0), 3).astype(int) for part in (inner, there))
    assert np.abs(soft - other).mean() < 4


FACE = Quad.rect(540, 210, 110, 130)


def half(pixels: Pixels) -> Pixels:
    import cv2

    return np.asarray(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=3), np.uint8)


def test_it_follows_a_sheet_that_was_scaled_down() -> None:
    one = drawn(sheet(1.0))
    page = half(one.sheet.pixels)
    (known,) = fitted([one], [page])
    assert_shows(known, page, Quad.rect(270, 105, 55, 65))


def test_it_follows_a_sheet_that_is_turned_back() -> None:
    one = drawn(sheet(1.0), frozenset({1}))
    page = one.sheet.pixels
    ((pixels, known),) = turned_back([one], [page], fitted([one], [page]), together=False)
    # a quarter turn anticlockwise: x becomes the height less x
    assert_shows(known, pixels, Quad.rect(210, 900 - 650, 130, 110))


def test_it_follows_two_sheets_onto_one_page() -> None:
    import cv2

    both = [drawn(sheet(1.0, 4)), drawn(sheet(1.0, 11))]
    page = np.full((2970, 2100, 3), 255, np.uint8)
    boxes = []
    for one, place in zip(both, layout_a4([d.sheet for d in both]), strict=True):
        wide, high = round(place.width_mm * 10), round(place.height_mm * 10)
        left, top = round(place.x_mm * 10), round(place.y_mm * 10)
        scaled = cv2.resize(one.sheet.pixels, (wide, high), interpolation=cv2.INTER_AREA)
        page[top : top + high, left : left + wide] = scaled
        k = wide / 900
        boxes.append(Quad.rect(left + 540 * k, top + 210 * k, 110 * k, 130 * k))
    (known,) = combined(both, [page])
    assert len(known.unmarked) == 2
    for box in boxes:
        assert_shows(known, page, box)


def test_a_large_sheet_is_kept_small() -> None:
    kept = Unmarked.of(np.full((3000, 4000, 3), PAPER, np.uint8))
    assert len(kept.jpeg) < 60_000
    moved = replace(kept, place=Quad.rect(0, 0, 400, 300))
    ((part, _),) = moved.around(Quad.rect(100, 100, 40, 50), (90,))
    assert part.shape == (270, 216, 3)
    assert abs(int(part.mean()) - PAPER) <= 1


def test_its_picture_is_in_no_text_about_it() -> None:
    assert "jpeg" not in repr(SheetExpectation(unmarked=(Unmarked.of(sheet(1.0)),)))
