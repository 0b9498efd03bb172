"""Portraits that the picture's rim goes through: half a face is a face."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.model import Kind, Located, Page, Pixels, Quad
from redactor.read.halves import halved
from redactor.read.portraits import look
from redactor.read.scene import Scene
from redactor.samples import draw
from redactor.views import document, rectify


def _scene(pixels: Pixels, quad: Quad, located: Located) -> Scene:
    place = document(quad, located, 0.9)
    return Scene(Page(pixels), 0, place, rectify(pixels, place), ())


@pytest.mark.parametrize("located", [Located.PAGE, Located.OUTLINE])
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(
    ("model", "seed", "seen"),
    [("nl-id-2014-front", 6, 0.5), ("uto-id", 9, 0.45), ("nl-passport-2014", 7, 0.55)],
)
def test_a_portrait_cut_by_the_rim_is_covered(
    model: str, seed: int, seen: float, side: int, located: Located, engines: Engines
) -> None:
    drawn = draw(model, seed, px_per_mm=10)
    photo = max(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    left, top, right, bottom = photo.bounds
    rim = round(right - seen * (right - left))
    pixels = np.ascontiguousarray(drawn.pixels[:, rim:])
    there = Quad.rect(0, top, right - rim, bottom - top)
    if side > 0:
        pixels = np.ascontiguousarray(pixels[:, ::-1])
        there = Quad.rect(pixels.shape[1] - (right - rim), top, right - rim, bottom - top)
    found = halved(_scene(pixels, Page(pixels).quad, located), engines)
    assert any(finding.quad.shared(there) > 0.9 for finding in found)


@pytest.mark.parametrize("model", ["nl-id-2014-front", "nl-id-2014-back", "nl-licence-2014-back"])
def test_a_document_that_nothing_cuts_shows_no_half_faces(model: str, engines: Engines) -> None:
    """One that fills its picture, and one that lies well inside, with a face at the rim of that."""
    drawn = draw(model, 6, px_per_mm=10)
    assert not halved(_scene(drawn.pixels, Page(drawn.pixels).quad, Located.PAGE), engines)
    desk = np.pad(drawn.pixels, ((60, 60), (60, 60), (0, 0)), mode="edge")
    wide, high = drawn.pixels.shape[1], drawn.pixels.shape[0]
    assert not halved(_scene(desk, Quad.rect(60, 60, wide, high), Located.OUTLINE), engines)


def test_a_block_of_text_is_left_to_its_document(engines: Engines) -> None:
    pixels = draw("nl-id-2014-front", 6, px_per_mm=10).pixels[:, 150:]
    scene = _scene(np.ascontiguousarray(pixels), Page(pixels).quad, Located.TEXT)
    assert halved(scene, engines) == ()


def _cut_through(
    model: str, seed: int, seen: float, side: int, degrees: float
) -> tuple[Pixels, Quad]:
    """A picture that ends in the card's ghost image, and what is left of that."""
    drawn = draw(model, seed, px_per_mm=10)
    ghost = min(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    pixels = np.pad(drawn.pixels, ((60, 60), (60, 60), (0, 0)), constant_values=90)
    high, wide = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turned = np.asarray(cv2.warpAffine(pixels, turn, (wide, high), borderValue=(90, 90, 90)))
    moved = Quad.of(np.c_[ghost.array() + 60, np.ones(4)] @ turn.T)
    left, top, right, bottom = moved.bounds
    rim = round(left + seen * (right - left))
    there = Quad.rect(left, top, rim - left, bottom - top)
    pixels = turned[:, :rim]
    if side < 0:
        pixels, there = pixels[:, ::-1], Quad.rect(0, top, rim - left, bottom - top)
    return np.ascontiguousarray(pixels, dtype=np.uint8), there


def _looked_at(scene: Scene, engines: Engines) -> Scene:
    return replace(scene, looked=look(scene, engines))


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(
    ("model", "seed", "seen", "degrees"),
    [
        ("nl-id-2014-front", 31, 0.45, 0.0),
        ("nl-id-2014-front", 32, 0.4, 2.5),  # the rim leans on the view
        ("nl-id-2011-front", 33, 0.5, 0.0),
        ("uto-id", 34, 0.5, -2.0),
    ],
)
def test_a_slice_of_a_ghost_at_the_rim_is_covered(
    model: str, seed: int, seen: float, degrees: float, side: int, engines: Engines
) -> None:
    pixels, there = _cut_through(model, seed, seen, side, degrees)
    scene = _looked_at(_scene(pixels, Page(pixels).quad, Located.PAGE), engines)
    assert any(found.quad.shared(there) > 0.8 for found in halved(scene, engines))


@pytest.mark.parametrize(
    ("model", "seed", "seen", "lower"),
    [
        ("nl-id-2014-front", 41, 0.45, True),  # the portrait beside it is cut as well
        ("nl-passport-2014", 42, 0.45, True),
        ("nl-licence-2014-front", 43, 0.5, True),
        ("uto-passport", 44, 0.5, False),
    ],
)
def test_what_an_upper_or_lower_rim_leaves_of_a_ghost_is_covered(
    model: str, seed: int, seen: float, lower: bool, engines: Engines
) -> None:
    drawn = draw(model, seed, px_per_mm=10)
    ghost = min(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    left, top, right, bottom = ghost.bounds
    rim = round(top + seen * (bottom - top)) if lower else round(bottom - seen * (bottom - top))
    pixels = np.ascontiguousarray(drawn.pixels[:rim] if lower else drawn.pixels[rim:])
    there = Quad.rect(left, top if lower else 0, right - left, seen * (bottom - top))
    scene = _looked_at(_scene(pixels, Page(pixels).quad, Located.PAGE), engines)
    assert any(found.quad.shared(there) > 0.8 for found in halved(scene, engines))


@pytest.mark.parametrize("over", [-6, 0, 6])
def test_the_rim_of_an_outline_may_be_some_pixels_off(over: int, engines: Engines) -> None:
    pixels, there = _cut_through("nl-id-2014-front", 31, 0.45, 1, 0.0)
    wide, high = pixels.shape[1], pixels.shape[0]
    place = Quad.rect(60, 60, wide - 60 + over, high - 120)
    scene = _looked_at(_scene(pixels, place, Located.OUTLINE), engines)
    assert any(found.quad.shared(there) > 0.8 for found in halved(scene, engines))


@pytest.mark.parametrize("model", ["nl-id-2014-front", "nl-licence-2014-front", "uto-passport"])
@pytest.mark.parametrize("part", [0.5, 0.62])
def test_print_that_the_rim_cuts_is_no_slice_of_a_portrait(
    model: str, part: float, engines: Engines
) -> None:
    drawn = draw(model, 35, px_per_mm=10)
    rim = round(part * drawn.pixels.shape[1])
    assert all(
        not field.quad.bounds[0] < rim < field.quad.bounds[2]
        for field in drawn.document.of(Kind.PORTRAIT)
    )
    pixels = np.ascontiguousarray(drawn.pixels[:, :rim])
    scene = _looked_at(_scene(pixels, Page(pixels).quad, Located.PAGE), engines)
    assert halved(scene, engines) == ()


@pytest.mark.parametrize(
    ("model", "part", "seed"),
    [
        ("nl-id-2014-front", 0.8, 36),
        ("nl-licence-2014-front", 0.85, 37),
        ("uto-passport", 0.72, 36),
    ],
)
def test_print_that_the_lower_rim_cuts_is_no_slice_of_a_portrait(
    model: str, part: float, seed: int, engines: Engines
) -> None:
    drawn = draw(model, seed, px_per_mm=10)
    rim = round(part * drawn.pixels.shape[0])
    assert all(
        not field.quad.bounds[1] < rim < field.quad.bounds[3]
        for field in drawn.document.of(Kind.PORTRAIT)
    )
    pixels = np.ascontiguousarray(drawn.pixels[:rim])
    scene = _looked_at(_scene(pixels, Page(pixels).quad, Located.PAGE), engines)
    assert halved(scene, engines) == ()
