"""Lines that read as rubbish are tried upside down, and where that helps all others are too."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from redactor.engines.text import TextLine
from redactor.model import Pixels, Quad
from redactor.verify.expectation import SheetExpectation
from redactor.verify.reading import read_sheet

SHEET = np.full((600, 900, 3), 255, np.uint8)
WORDS = Quad.rect(50, 40, 300, 24)
DIGITS = Quad.rect(50, 120, 200, 24)
OTHERS = tuple(Quad.rect(50, 200 + 60 * i, 300, 24) for i in range(3))


def is_upright(quad: Quad) -> bool:
    """Whether the line's own top left is the page's."""
    return quad.points[0][1] < quad.points[2][1]


class Text:
    """A line of words, rubbish as it stands; digits, which read well either way up."""

    def __init__(self, *, words_upside_down: float) -> None:
        self.scores = {True: 0.4, False: words_upside_down}
        self.upended: list[Quad] = []

    def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
        return (WORDS, DIGITS, *OTHERS)

    def recognise(self, pixels: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
        self.upended += [quad for quad in quads if not is_upright(quad)]
        return tuple(self._line(quad) for quad in quads)

    def _line(self, quad: Quad) -> TextLine:
        box = Quad.of(sorted(quad.points))
        if box == Quad.of(sorted(WORDS.points)):
            return TextLine(quad, "paspoort", self.scores[is_upright(quad)], (0.5,) * 8)
        if box == Quad.of(sorted(DIGITS.points)):
            text = "111222333" if is_upright(quad) else "EEEZZZ111"
            return TextLine(quad, text, 0.9, (0.5,) * 9)
        return TextLine(quad, "a good line", 0.95, (0.5,) * 11)


class Engines:
    def __init__(self, text: Text) -> None:
        self.text = text


def texts(text: Text) -> set[str]:
    """What is read on the sheet."""
    sights = read_sheet(SHEET, SheetExpectation(), Engines(text))  # type: ignore[arg-type]
    return {sight.text for sight in sights}


def test_where_words_read_well_upside_down_digits_are_read_so_too() -> None:
    assert {"111222333", "EEEZZZ111"} <= texts(Text(words_upside_down=0.9))


@pytest.mark.parametrize("score", [0.3, 0.55])
def test_where_they_do_not_the_digits_are_left_as_they_stand(score: float) -> None:
    text = Text(words_upside_down=score)
    assert "111222333" in texts(text)
    assert [quad.centre for quad in text.upended] == [WORDS.centre]
