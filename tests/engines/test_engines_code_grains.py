"""A code that a fax or a copier made of grains is read once they are smoothed away."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from redactor.engines.codes import CodeEngine
from redactor.model import Kind, Pixels, Quad
from redactor.samples import draw

CODED = ("nl-id-2021-back", "nl-passport-2021-back", "nl-licence-2014-back")


def faxed(model: str, seed: int, px_per_mm: float, enlarged: float) -> tuple[Pixels, Quad]:
    """A back as dots of black on white, enlarged as an outline's view is, and its code."""
    drawn = draw(model, seed, px_per_mm=px_per_mm)
    grey = cv2.cvtColor(drawn.pixels, cv2.COLOR_RGB2GRAY)
    pale = np.asarray(70 + 0.68 * grey.astype(np.float32), np.uint8)
    dots = np.asarray(Image.fromarray(pale).convert("1").convert("RGB"), np.uint8)
    large = cv2.resize(dots, None, fx=enlarged, fy=enlarged, interpolation=cv2.INTER_CUBIC)
    code = drawn.document.of(Kind.CODE)[0].quad
    return np.asarray(large, np.uint8), Quad.of(code.array() * enlarged)


@pytest.mark.parametrize("enlarged", [1.0, 2.1])
@pytest.mark.parametrize("seed", [4, 17])
@pytest.mark.parametrize("model", CODED)
def test_a_code_of_dots_is_read_whole(model: str, seed: int, enlarged: float) -> None:
    pixels, code = faxed(model, seed, 8.0, enlarged)
    read = [one.quad for one in CodeEngine().detect(pixels) if one.text is not None]
    assert any(quad.shared(code) > 0.5 and quad.area > 0.8 * code.area for quad in read)


def test_what_is_read_at_once_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = draw("nl-id-2021-back", 4, px_per_mm=12)
    grey = np.repeat(cv2.cvtColor(drawn.pixels, cv2.COLOR_RGB2GRAY)[..., None], 3, axis=2)
    engine, asked = CodeEngine(), []
    monkeypatch.setattr(engine, "_of_grains", lambda _: asked.append(1) or [])
    assert any(one.text for one in engine.detect(np.asarray(grey, np.uint8)))
    assert not asked
