"""Engines that say what a test wants, and pictures drawn on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from redactor.engines.codes import Code
from redactor.engines.faces import Face
from redactor.engines.tesseract import Word
from redactor.engines.text import TextLine
from redactor.export import Format, Sheet, encode
from redactor.model import Kind, Pixels, Quad
from redactor.verify import Expectation, SheetExpectation


def line(
    text: str, x: float = 20, y: float = 20, score: float = 0.95, pitch: float = 16
) -> TextLine:
    """A recognised line at a place, its characters evenly apart."""
    count = max(len(text), 1)
    centres = tuple((i + 0.5) / count for i in range(len(text)))
    return TextLine(Quad.rect(x, y, pitch * count, 24), text, score, centres)


class FakeText:
    """Sees the same lines wherever it looks; ``recognise`` answers by place."""

    def __init__(self, lines: Sequence[TextLine] = (), again: str | None = None) -> None:
        self.lines = tuple(lines)
        self.again = again
        self.looked: list[int | None] = []

    def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
        self.looked.append(long_side)
        return tuple(one.quad for one in self.lines)

    def recognise(self, pixels: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
        known = {one.quad.points: one for one in self.lines}
        blank = self.again or ""
        return tuple(
            known.get(quad.points) or TextLine(quad, blank, 0.9, tuple(0.5 for _ in blank))
            for quad in quads
        )


@dataclass
class FakeFaces:
    faces: tuple[Face, ...] = ()

    def detect(
        self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0
    ) -> tuple[Face, ...]:
        return self.faces


@dataclass
class FakeCodes:
    codes: tuple[Code, ...] = ()

    def detect(self, pixels: Pixels, *, thorough: bool = True) -> tuple[Code, ...]:
        return self.codes


@dataclass
class Answer:
    value: Any

    def result(self, timeout: float | None = None) -> Any:
        if isinstance(self.value, Exception):
            raise self.value
        return self.value


@dataclass
class FakeTesseract:
    words: Any = ()
    there: bool = True

    def available(self) -> bool:
        return self.there

    def submit(self, pixels: Pixels, *, psm: int, whitelist: str | None = None) -> Answer:
        return Answer(self.words)


@dataclass
class FakeZone:
    lines: Any = None
    there: bool = True

    def available(self) -> bool:
        return self.there

    def submit(self, pixels: Pixels) -> Answer:
        return Answer(self.lines)


@dataclass
class FakeEngines:
    """The bundle's shape."""

    text: Any = field(default_factory=FakeText)
    faces: Any = field(default_factory=FakeFaces)
    codes: Any = field(default_factory=FakeCodes)
    tesseract: Any = field(default_factory=FakeTesseract)
    passporteye: Any = field(default_factory=FakeZone)


@pytest.fixture
def paper() -> Pixels:
    """A pale sheet of 900 × 600 px."""
    return np.full((600, 900, 3), 230, np.uint8)


@pytest.fixture
def expecting() -> Callable[..., Expectation]:
    """An expectation of one sheet that hides what the default profile hides."""

    def make(
        sheet: SheetExpectation | None = None,
        numbers: Sequence[str] = (),
        country: str | None = "NLD",
        watermark: str | None = None,
        hide: frozenset[Kind] | None = None,
    ) -> Expectation:
        from redactor.model import Secret
        from redactor.verify.expectation import USUAL

        return Expectation(
            (sheet or SheetExpectation(),),
            frozenset(Secret(number) for number in numbers),
            USUAL if hide is None else hide,
            country,
            watermark,
        )

    return make


def png_of(pixels: Pixels) -> bytes:
    return encode([Sheet(pixels, 300)], Format.PNG)


@pytest.fixture
def tools() -> Any:
    """What tests of this folder share; they cannot import one another."""
    from types import SimpleNamespace

    return SimpleNamespace(
        line=line, Text=FakeText, Faces=FakeFaces, Codes=FakeCodes, Tesseract=FakeTesseract,
        Zone=FakeZone, Engines=FakeEngines, png=png_of, Word=Word, Face=Face, Code=Code,
    )  # fmt: skip
