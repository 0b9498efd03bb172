"""The watermark's own tiles are not read one by one; anything else that is tilted is."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin
from typing import Any

import pytest

from redactor.engines.text import TextLine
from redactor.model import Quad
from redactor.verify.tiles import without_tiles

MARK = "KOPIE – alleen voor Verhuurder – huur – 23-11-2026"


def tilted(index: int, angle: float = 0.4, height: float = 20) -> Quad:
    along, down = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    x, y = 40.0 * index, 60.0 * index
    ends = [(0, 0), (300, 0), (300, height), (0, height)]
    return Quad.of(
        (x + a * along[0] + b * down[0], y + a * along[1] + b * down[1]) for a, b in ends
    )


def reader(*texts: str) -> Any:
    def read(quads: Sequence[Quad]) -> list[TextLine]:
        found = [texts[i % len(texts)] for i in range(len(quads))]
        return [
            TextLine(quad, text, 0.9, tuple(0.5 for _ in text))
            for quad, text in zip(quads, found, strict=True)
        ]

    return read


TILES = [tilted(i) for i in range(8)]
LEVEL = [Quad.rect(0, 0, 200, 20)]


def test_tiles_are_left_out() -> None:
    read = reader("KOPlE - alleen voor Verhuur", "huur 23-11-2026 KOPIE", "voor Verhuurder")
    assert without_tiles([*LEVEL, *TILES], MARK, read) == LEVEL


@pytest.mark.parametrize("odd", ["123456782 WILLEKE", "huur", ""])
def test_a_group_with_anything_else_in_it_is_read(odd: str) -> None:
    read = reader(MARK, odd, MARK)
    assert without_tiles([*LEVEL, *TILES], MARK, read) == [*LEVEL, *TILES]


def test_lines_of_another_angle_or_height_are_read() -> None:
    others = [tilted(9, angle=0.7), tilted(10, height=40)]
    assert without_tiles([*TILES, *others], MARK, reader(MARK)) == others


def test_few_tilted_lines_are_read() -> None:
    assert without_tiles(TILES[:5], MARK, reader(MARK)) == TILES[:5]


@pytest.mark.parametrize("mark", [None, ""])
def test_without_a_watermark_all_are_read(mark: str | None) -> None:
    assert without_tiles(TILES, mark, reader(MARK)) == TILES
