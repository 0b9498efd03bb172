"""Cell borders and slices of lines: between the characters, seen flat or at an angle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from redactor.engines.text import strip
from redactor.model import Kind, Pixels, Quad, Transform
from redactor.read.cells import fit_grid, ink_profile
from redactor.read.scene import Line
from redactor.read.spans import span_quad
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn, Field
from tests.bench import captures
from tests.bench.scoring import covered, mask_of

STRIP_PX = 56


def page(model: str, seed: int, angle: bool) -> Drawn:
    flat = draw(model, seed, px_per_mm=11.0, holder=fictional(seed, "123456782"))
    if not angle:
        return flat
    return captures.photograph(flat, np.random.default_rng(seed), quarters=0, long_side=2200)


def spread(field: Field) -> tuple[float, ...]:
    """Character centres as fractions of the line, even as a recogniser's are."""
    count = len(field.text)
    return tuple((i + 0.5) / count for i in range(count))


@pytest.mark.parametrize("angle", [False, True], ids=["flat", "photographed"])
@pytest.mark.parametrize("model", ["nl-passport-2014", "nl-id-2014-back"])
@pytest.mark.parametrize("seed", [8601])
def test_borders_of_cells_lie_in_the_gaps(model: str, seed: int, angle: bool) -> None:
    """No border of a zone's grid runs through a character, under perspective neither."""
    drawn = page(model, seed, angle)
    for field in drawn.document.of(Kind.MRZ):
        line = field.quad.padded(2, 4)
        grid = fit_grid(strip(drawn.pixels, line, STRIP_PX), len(field.text), spread(field))
        assert grid is not None
        flat = Transform.between(line, Quad.rect(0, 0, 1, 1))
        cells = [flat.quad(quad).array()[:, 0] for quad in field.chars]
        for cell in range(1, len(field.text)):
            before, after = cells[cell - 1], cells[cell]
            slack = 0.12 * (after.max() - after.min())
            assert before.max() - slack < grid.border(cell) < after.min() + slack, f"cell {cell}"


def test_a_line_without_print_has_no_grid() -> None:
    assert fit_grid(np.full((56, 900, 3), 230, np.uint8), 30, ()) is None


def test_ink_is_dark_columns_whatever_the_paper() -> None:
    for paper, ink in ((240, 30), (120, 20)):
        picture = np.full((50, 400, 3), paper, np.uint8)
        picture[5:45, 100:110] = ink
        picture[5:45, 300:308] = ink
        profile = ink_profile(picture)
        assert profile[101:109].min() > 0.9
        assert profile[301:307].min() > 0.9
        assert profile[:90].max() < 0.1
        assert profile[150:290].max() < 0.1


def line_of(drawn: Drawn, field: Field) -> Line:
    """The line as a reader would give it, its box a little wider than the ink."""
    box = field.quad.padded(3, 3)
    width = box.width
    centres = tuple(
        (sum(p[0] for p in quad.points) / 4 - box.points[0][0]) / width for quad in field.chars
    )
    return Line(field.text, 0.95, centres, box, box)


@pytest.mark.parametrize("seed", [8701, 8702, 8703])
def test_a_slice_of_a_line_takes_its_characters_whole_and_no_other(seed: int) -> None:
    drawn = page("nl-licence-2014-front", seed, angle=False)
    size = drawn.pixels.shape[1], drawn.pixels.shape[0]
    (number,) = drawn.document.of(Kind.DOCUMENT_NUMBER)
    line = line_of(drawn, number)
    for start, end in ((0, 4), (3, 7), (6, 10), (0, 10)):
        mask = mask_of(size, [span_quad(drawn.pixels, line, start, end)])
        for at, quad in enumerate(number.chars):
            share = covered(mask, quad)
            # one column of pixels is 6 % of a character; the cover's padding comes later
            if start <= at < end:
                assert share > 0.88, f"character {at} of {start} to {end}"
            else:
                assert share < 0.2, f"character {at} beside {start} to {end}"


def test_the_whole_line_is_the_whole_box(blank: Callable[[], Pixels]) -> None:
    """At a line's own ends nothing of an outer character may stay."""
    quad = Quad.rect(20, 20, 200, 30)
    line = Line("123456782", 0.9, tuple((i + 0.5) / 9 for i in range(9)), quad, quad)
    found = span_quad(blank(), line, 0, 9)
    assert np.allclose(found.array(), quad.array())


def test_words_around_a_number_stay(blank: Callable[[], Pixels]) -> None:
    quad = Quad.rect(20, 20, 400, 30)
    text = "BSN 123456782 NL"
    line = Line(text, 0.9, tuple((i + 0.5) / 16 for i in range(16)), quad, quad)
    found = span_quad(blank(), line, 4, 13)
    left, _, right, _ = found.bounds
    assert 20 + 400 * 2.5 / 16 < left <= 20 + 400 * 4.5 / 16
    assert 20 + 400 * 12.5 / 16 <= right < 20 + 400 * 14.5 / 16


@pytest.fixture
def blank() -> Callable[[], Pixels]:
    return lambda: np.full((80, 500, 3), 240, np.uint8)
