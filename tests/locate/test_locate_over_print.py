"""A document that lies on a letter, level with its lines, which come out from under it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.locate import locate
from redactor.locate.outline import outlines
from redactor.locate.scoring import gradients, noise_floor, score
from redactor.model import Located, Page, Pixels, Quad
from redactor.samples import draw

WORDS = ("27 totaal 9229869 totaal", "adres factuur notitie klant", "Geachte heer, levering")


def on_a_letter(model: str, seed: int, degrees: float) -> tuple[Pixels, Quad]:
    """A desk with a letter, on its left part a document that hides the beginnings of its lines."""
    drawn = draw(model, seed=seed, px_per_mm=560 / 88).pixels
    high, wide = drawn.shape[:2]
    page = np.full((1500, 1350, 3), (22, 44, 46), np.uint8)
    page[520:, 760:] = 205
    for row in range(18):
        place = (790, 600 + 48 * row)
        cv2.putText(page, WORDS[row % 3], place, cv2.FONT_HERSHEY_SIMPLEX, 0.9, (60, 60, 60), 2)
    left, top = 900 - wide, 620
    page[top : top + high, left : left + wide] = drawn
    turn = cv2.getRotationMatrix2D((675, 750), degrees, 1.0)
    turned = cv2.warpAffine(page, turn, (1350, 1500), borderValue=(22, 44, 46))
    corners = np.array(
        [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
    )
    there = corners @ turn[:, :2].T + turn[:, 2]
    return np.asarray(cv2.GaussianBlur(turned, (0, 0), 0.7), np.uint8), Quad.of(there)


@pytest.mark.parametrize("degrees", [0.0, 2.5])
@pytest.mark.parametrize(("model", "seed"), [("nl-passport-2021", 9), ("nl-passport-2014", 31)])
def test_it_is_found_whole(model: str, seed: int, degrees: float, engines: Engines) -> None:
    pixels, quad = on_a_letter(model, seed, degrees)
    found = [d for d in locate(Page(pixels), engines).documents if d.located is Located.OUTLINE]
    assert any(
        np.abs(document.quad.array() - quad.array()).max() < 0.015 * quad.width
        for document in found
    )


BOX = np.array([(100.0, 100.0), (417.0, 100.0), (417.0, 300.0), (100.0, 300.0)])


def marked(*beside: Quad, count: int = 5) -> bool:
    """Whether a drawn card with a few lines lies on other print, by the lines beside it."""
    small = np.full((480, 640, 3), 90, np.uint8)
    cv2.rectangle(small, (100, 100), (417, 300), (230, 230, 230), -1)
    slopes = gradients(small)
    own = [Quad.rect(130, 120 + 30 * row, 200, 16) for row in range(count)]
    return score(BOX, [*own, *beside], *slopes, noise_floor(*slopes)).over


@pytest.mark.parametrize(
    ("line", "over"),
    [
        pytest.param(Quad.rect(419, 150, 160, 16), True, id="from the side"),
        pytest.param(Quad.rect(405, 150, 180, 16), True, id="a little inside"),
        pytest.param(Quad.rect(470, 150, 160, 16), False, id="away from it"),
        pytest.param(Quad.rect(330, 150, 180, 16), False, id="cut in the middle"),
    ],
)
def test_what_comes_out_from_under_it_is_no_print_of_its_own(line: Quad, over: bool) -> None:
    assert marked(line) is over


@pytest.mark.parametrize(("count", "over"), [(3, True), (2, False)])
def test_a_back_with_three_lines_may_lie_on_a_letter(count: int, over: bool) -> None:
    """A passport's back, its four sides to be seen, was given up for a letter's two lines."""
    assert marked(Quad.rect(405, 150, 180, 16), count=count) is over


def _on_end(line: Quad, width: int) -> Quad:
    """A line on the picture turned anticlockwise, as it is found there: first corner top left."""
    a, b, c, d = [(y, width - x) for x, y in line.points]
    return Quad((b, c, d, a))


def test_a_line_counts_by_its_length_however_the_document_lies() -> None:
    """Words that come out from under a card weigh less than the whole lines printed on it."""
    small = np.full((720, 960, 3), 90, np.uint8)
    cv2.rectangle(small, (100, 100), (640, 440), (230, 230, 230), -1)
    lines = [Quad.rect(130, 140 + 50 * row, 460, 30) for row in range(5)]
    lines += [Quad.rect(620, y, 70, 24) for y in (160, 220)]
    (level,) = outlines(small, lines)
    turned = np.ascontiguousarray(np.rot90(small))
    (on_end,) = outlines(turned, [_on_end(line, 960) for line in lines])
    assert on_end.score == pytest.approx(level.score, abs=0.02)
    assert on_end.lines == level.lines == frozenset(range(5))
