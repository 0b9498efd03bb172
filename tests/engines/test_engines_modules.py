"""A code that no reader decodes is still seen by its modules; print and faces are no code."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines.codes import CodeEngine
from redactor.engines.modules import module_areas
from redactor.model import Kind, Pixels, Quad
from redactor.samples import draw, model_ids

CODED = ("nl-id-2021-back", "nl-passport-2021-back", "nl-licence-2014-back")
SKIN = (196, 150, 128)


def _thumbed(model: str, seed: int, corner: int) -> tuple[Pixels, Quad]:
    """A document with a thumb over one corner of its code, at the size of a phone's picture."""
    drawn = draw(model, seed)
    quad = drawn.document.of(Kind.CODE)[0].quad
    pixels = drawn.pixels.copy()
    x, y = quad.points[corner]
    cv2.circle(pixels, (round(x), round(y)), round(0.4 * quad.width), SKIN, -1, cv2.LINE_AA)
    small = cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), Quad.of(quad.array() * 0.7)


@pytest.mark.parametrize("model", CODED)
@pytest.mark.parametrize("corner", range(4))
def test_a_code_with_a_thumb_on_a_corner_is_seen(model: str, corner: int) -> None:
    pixels, code = _thumbed(model, 70 + corner, corner)
    areas = module_areas(pixels)
    assert len(areas) == 1
    assert areas[0].overlap(code) > 0.5


@pytest.mark.parametrize("model", [m for m in model_ids() if m not in CODED])
def test_print_portraits_and_zones_are_no_code(model: str) -> None:
    assert not module_areas(draw(model, 5).pixels)


@pytest.mark.parametrize("lean", [-5, 2, 5])
@pytest.mark.parametrize("size", [1.0, 1.35])
def test_a_block_of_bold_lines_is_no_code(lean: float, size: float) -> None:
    """Captions and values set close together, as on a card scanned a little askew."""
    page = np.full((900, 600, 3), 235, np.uint8)
    words = ("ABDI HASSAN", "MARIA THERESIA", "NEDERLANDSE", "10 SEP/SEP 2002", "HOORN 1983")
    for n in range(9):
        spot = (150, 330 + round(26 * size * n))
        cv2.putText(page, words[n % 5], spot, cv2.FONT_HERSHEY_DUPLEX, 0.9 * size, (20, 20, 20), 3)
    turn = cv2.getRotationMatrix2D((300, 450), lean, 1.0)
    leaning = cv2.warpAffine(page, turn, (600, 900), borderValue=(235, 235, 235))
    assert not module_areas(np.asarray(leaning, np.uint8))


def test_the_engine_tells_of_it() -> None:
    pixels, code = _thumbed("nl-id-2021-back", 3, 0)
    found = CodeEngine().detect(pixels)
    assert any(one.text is None and one.quad.overlap(code) > 0.5 for one in found)


@pytest.mark.parametrize("model", CODED)
def test_a_code_that_is_not_read_is_located_at_any_scale(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Known to be a card at 17 px a millimetre, it is looked at smaller; its place is the same."""
    drawn = draw(model, 6, px_per_mm=17)
    code = drawn.document.of(Kind.CODE)[0].quad
    engine = CodeEngine()
    monkeypatch.setattr(engine, "_zxing", lambda grey: [])
    seen = [one for one in engine.detect(drawn.pixels, px_per_mm=17) if one.engine == "opencv"]
    assert len(seen) == 1
    off = np.abs(np.array(seen[0].quad.bounds) - np.array(code.bounds)).max()
    assert off < 0.06 * code.width


def test_a_speck_of_a_picture_has_none() -> None:
    assert not module_areas(np.zeros((3, 5, 3), np.uint8))
