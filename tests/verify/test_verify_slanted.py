"""The copy's own watermark is not read tile by tile, but only where the document runs level."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import numpy as np
import pytest

from redactor.engines.text import TextLine
from redactor.model import Pixels, Quad, Secret
from redactor.verify.expectation import SheetExpectation
from redactor.verify.reading import read_sheet

SHEET = np.full((600, 900, 3), 255, np.uint8)
LEVEL_LINES = tuple((Quad.rect(50, 40 + 60 * i, 300, 24), Secret("a line")) for i in range(6))


def _turned(degrees: float, length: float = 200.0) -> Quad:
    """A line of text at an angle, in reading order."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = 450.0, 300.0
    along, across = (length * c, length * s), (-20 * s, 20 * c)
    start, end = (x, y), (x + along[0], y + along[1])
    return Quad.of(
        [
            start,
            end,
            (end[0] + across[0], end[1] + across[1]),
            (x + across[0], y + across[1]),
        ]
    )


class _Text:
    """A text engine that finds given lines and notes which it was asked to read."""

    def __init__(self, found: Sequence[Quad]) -> None:
        self.found = tuple(found)
        self.asked: list[Quad] = []

    def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
        return self.found

    def recognise(self, pixels: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
        self.asked += quads
        return tuple(TextLine(q, "a good line", 0.95, (0.5,) * 11) for q in quads)


class _Engines:
    def __init__(self, found: Sequence[Quad]) -> None:
        self.text = _Text(found)


def _asked(slant: Quad, sheet: SheetExpectation, *, marked: bool) -> list[Quad]:
    engines = _Engines([*(quad for quad, _ in LEVEL_LINES), slant])
    read_sheet(SHEET, sheet, engines, marked=marked)  # type: ignore[arg-type]
    return engines.text.asked


@pytest.mark.parametrize("degrees", [-30.0, 30.0, 60.0])
def test_tiles_on_a_level_sheet_are_left_out(degrees: float) -> None:
    sheet = SheetExpectation(legible=LEVEL_LINES)
    assert len(_asked(_turned(degrees), sheet, marked=True)) == len(LEVEL_LINES)


@pytest.mark.parametrize("degrees", [-30.0, 30.0])
def test_without_a_watermark_slanted_lines_are_read(degrees: float) -> None:
    sheet = SheetExpectation(legible=LEVEL_LINES)
    assert len(_asked(_turned(degrees), sheet, marked=False)) > len(LEVEL_LINES)


def test_on_a_tilted_document_slanted_lines_are_read() -> None:
    tilted = tuple((_turned(-20.0 + i), Secret("a line")) for i in range(6))
    sheet = SheetExpectation(legible=tilted)
    assert len(_asked(_turned(-30.0), sheet, marked=True)) > len(LEVEL_LINES)


def test_a_level_or_upright_line_is_always_read() -> None:
    sheet = SheetExpectation(legible=LEVEL_LINES)
    for degrees in (5.0, 90.0):
        assert len(_asked(_turned(degrees), sheet, marked=True)) > len(LEVEL_LINES)
