"""A code is believed where it shows modules or reads alike twice, and not out of thin air."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from redactor.engines.codes import Code, CodeEngine
from redactor.model import Kind, Pixels, Quad, Secret
from redactor.samples import draw


def paper(seed: int) -> Pixels:
    """A sheet with soft shadows and no code."""
    chance = np.random.default_rng(seed)
    coarse = chance.integers(120, 230, (9, 12, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(coarse, (1200, 900), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.mark.parametrize("symbology", ["QRCode", "DataMatrix", "Aztec"])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_text_that_no_other_view_has_is_no_code(
    symbology: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Error correction makes one of shadows and a watermark: another one each time."""
    asked: list[int] = []

    def read(_: CodeEngine, grey: np.ndarray[Any, Any]) -> list[Code]:
        asked.append(len(asked))
        high, wide = grey.shape
        place = Quad.rect(wide / 10, high / 10, 0.7 * high, 0.7 * high)
        return [Code(place, symbology, Secret(f"text {len(asked)}"), "zxing")]

    monkeypatch.setattr(CodeEngine, "_read", read)
    assert not any(code.text for code in CodeEngine().detect(paper(seed), thorough=False))
    assert len(asked) > 1


@pytest.mark.parametrize("symbology", ["QRCode", "Aztec"])
def test_a_text_that_other_views_have_too_is_a_code(
    symbology: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However little it looks like one."""

    def read(_: CodeEngine, grey: np.ndarray[Any, Any]) -> list[Code]:
        side = 0.6 * min(grey.shape)
        return [Code(Quad.rect(20, 20, side, side), symbology, Secret("123456782"), "zxing")]

    monkeypatch.setattr(CodeEngine, "_read", read)
    (found,) = CodeEngine().detect(paper(3), thorough=False)
    assert found.text == Secret("123456782")


@pytest.mark.parametrize("model", ["nl-id-2021-back", "nl-passport-2021-back"])
@pytest.mark.parametrize("long_side", [700, 1900])
@pytest.mark.parametrize("pale", [1.0, 0.25])
def test_a_printed_code_is_read_at_any_size_and_pale(
    model: str, long_side: int, pale: float
) -> None:
    drawn = draw(model, seed=6, px_per_mm=16)
    place = next(field.quad for field in drawn.document.of(Kind.CODE))
    factor = long_side / max(drawn.pixels.shape[:2])
    small = cv2.resize(drawn.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    picture = np.asarray(150 + (small.astype(np.float32) - 150) * pale, np.uint8)
    found = CodeEngine().detect(picture, thorough=False)
    there = Quad.of(place.array() * factor)
    assert any(code.text and there.contains(code.quad.centre) for code in found)
