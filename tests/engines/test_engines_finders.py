"""A code of which two finders are left is seen whole; forms, print and portraits are no code."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from redactor.engines.codes import FINDERS, CodeEngine, textured
from redactor.engines.finders import _black, _finders, finder_areas
from redactor.model import Kind, Pixels, Quad
from redactor.samples import draw, model_ids

CODED = ("nl-id-2021-back", "nl-passport-2021-back", "nl-licence-2014-back")
WHITE, SKIN = (252, 252, 250), (196, 150, 128)


def _struck(model: str, seed: int, ends: tuple[tuple[float, float], ...]) -> tuple[Pixels, Quad]:
    """A document with a reflection or a finger across its code, at the size of a phone's picture.

    ``ends``: of the stroke that hides it, in parts of the code's side.
    """
    drawn = draw(model, seed)
    quad = drawn.document.of(Kind.CODE)[0].quad
    left, top, right, _ = quad.bounds
    side = right - left
    pixels = drawn.pixels.copy()
    spots = [(round(left + u * side), round(top + v * side)) for u, v in ends]
    cv2.line(pixels, spots[0], spots[1], WHITE if seed % 2 else SKIN, round(0.33 * side))
    small = cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), Quad.of(quad.array() * 0.7)


@pytest.mark.parametrize("model", CODED)
@pytest.mark.parametrize(
    "ends",
    [
        ((0.0, 0.8), (1.0, 0.8)),  # below: the upper two are left
        ((0.85, -0.1), (0.85, 1.1)),  # right: the left two
        ((-0.1, -0.1), (0.12, 0.12)),  # the corner between: two opposite ones
        ((0.4, 1.0), (1.1, 0.5)),  # across the corner without a finder
    ],
)
def test_two_finders_tell_of_the_whole_code(
    model: str, ends: tuple[tuple[float, float], ...]
) -> None:
    pixels, code = _struck(model, 41 + len(model), ends)
    (found,) = finder_areas(pixels)
    assert found.shared(code) > 0.97
    assert found.area == pytest.approx(code.area, rel=0.12)


@pytest.mark.parametrize("model", CODED)
@pytest.mark.parametrize("seed", [7, 8])
def test_a_finder_that_a_fingers_shade_touches_counts_beside_another_one(
    model: str, seed: int
) -> None:
    """Its black ring ran on into the shade: of a code between fingers two finders were seen."""
    drawn = draw(model, seed)
    quad = drawn.document.of(Kind.CODE)[0].quad
    left, top, right, _ = quad.bounds
    side = right - left
    small = cv2.resize(drawn.pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    seen, _ = _finders(_black(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)))
    upper = max(seen, key=lambda one: one.middle[0] - one.middle[1])
    begin = (upper.middle[0] - upper.side / 2) / 0.7
    pixels, wide = drawn.pixels.copy(), round(0.5 * side)
    end = round(begin - wide / 2 + 2), round(top + 0.12 * side)
    cv2.line(pixels, (round(left - side), end[1]), end, (30, 20, 16), wide)
    small = cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    (found,) = finder_areas(np.asarray(small, np.uint8))
    assert found.shared(Quad.of(quad.array() * 0.7)) > 0.97


@pytest.mark.parametrize("degrees", [-31, 12, 90])
def test_turned_too(degrees: float) -> None:
    pixels, code = _struck("nl-licence-2014-back", 7, ((0.0, 0.8), (1.0, 0.8)))
    high, wide = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 0.8)
    turn[1, 2] += (wide - high) / 2
    turned = np.asarray(
        cv2.warpAffine(pixels, turn, (wide, wide), borderValue=(90, 80, 70)), np.uint8
    )
    true = Quad.of(np.c_[code.array(), np.ones(4)] @ turn.T)
    (found,) = finder_areas(turned)
    assert found.shared(true) > 0.95
    assert found.area == pytest.approx(true.area, rel=0.15)


@pytest.mark.parametrize("model", [m for m in model_ids() if m not in CODED])
def test_print_portraits_and_zones_are_no_code(model: str) -> None:
    assert not finder_areas(draw(model, 6).pixels)


@pytest.mark.parametrize("box", [5, 7])
def test_ticked_boxes_of_a_form_are_no_code(box: int) -> None:
    """A filled square in a frame has a finder's rings now and then, and rows of empty paper."""
    page = np.full((900, 900, 3), 250, np.uint8)
    for row in range(5):
        y = 120 + 150 * row
        for grey, size in ((20, 7), (250, box), (20, 3)):
            half = 4 * size
            cv2.rectangle(page, (120 - half, y - half), (120 + half, y + half), (grey,) * 3, -1)
        spot = (180, y + 12)
        cv2.putText(page, "ik heb een rijbewijs", spot, cv2.FONT_HERSHEY_DUPLEX, 1.0, (20,) * 3, 2)
    assert not finder_areas(page)


def test_the_engine_tells_of_it_once() -> None:
    pixels, code = _struck("nl-id-2021-back", 5, ((0.0, 0.72), (1.0, 0.72)))
    found = [one for one in CodeEngine().detect(pixels) if one.quad.overlap(code) > 0.5]
    assert len(found) == 1
    assert math.isclose(found[0].quad.area, code.area, rel_tol=0.15)
    assert [one.engine for one in textured(pixels)] == [FINDERS]


@pytest.mark.parametrize("size", [(3, 20000), (20000, 3), (1, 1)])
def test_a_picture_as_thin_as_a_hair_has_no_code(size: tuple[int, int]) -> None:
    """Made as small as the others, nothing was left of its short side."""
    assert not textured(np.full((*size, 3), 200, np.uint8))


@pytest.mark.parametrize("model", CODED)
@pytest.mark.parametrize(
    ("ends", "left"),
    [
        (((0.1, -0.2), (0.1, 1.2)), (0.28, 0.0, 1.0, 1.0)),  # the right one of the upper two
        (((-0.2, 0.1), (1.2, 0.1)), (0.0, 0.28, 1.0, 1.0)),  # the lower one
    ],
)
def test_one_finder_tells_of_the_modules_around_it(
    model: str,
    ends: tuple[tuple[float, float], ...],
    left: tuple[float, float, float, float],
) -> None:
    """A finger's shadow runs into the rings of the other two."""
    pixels, code = _struck(model, 60 + len(model), ends)
    x, y, right, bottom = code.bounds
    wide, high = right - x, bottom - y
    shown = Quad.rect(
        x + left[0] * wide, y + left[1] * high,
        (left[2] - left[0]) * wide, (left[3] - left[1]) * high,
    )  # fmt: skip
    (found,) = finder_areas(pixels)
    assert found.shared(shown) > 0.95
    assert found.area < 1.25 * code.area


@pytest.mark.parametrize("lines", [0, 9])
def test_a_finder_by_itself_or_beside_print_is_no_code(lines: int) -> None:
    """A maker's mark of squares in one another."""
    page = np.full((700, 900, 3), 246, np.uint8)
    for grey, half in ((20, 49), (246, 35), (20, 21)):
        cv2.rectangle(page, (110 - half, 110 - half), (110 + half, 110 + half), (grey,) * 3, -1)
    for row in range(lines):
        spot = (190, 70 + 30 * row)
        cv2.putText(page, "alle kaarten van dit huis", spot, 0, 0.9, (20,) * 3, 2)
    assert not finder_areas(page)
