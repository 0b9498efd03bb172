"""Cell borders and slices of lines: between the characters, seen flat or at an angle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from redactor.documents.mrz import bsn_spans, parse
from redactor.model import Document, Kind, Located, Page, Pixels, Quad, Transform
from redactor.read.cells import Cells, ink_profile
from redactor.read.lattice import Row, fit_cells
from redactor.read.mrz import MrzReader
from redactor.read.scene import Line, Scene, Zone
from redactor.read.spans import span_quad
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn, Field
from redactor.views import document
from tests.bench import captures
from tests.bench.scoring import covered, mask_of


def page(model: str, seed: int, angle: bool) -> Drawn:
    flat = draw(model, seed, px_per_mm=11.0, holder=fictional(seed, "123456782"))
    if not angle:
        return flat
    return captures.photograph(flat, np.random.default_rng(seed), quarters=0, long_side=2200)


def rows_of(drawn: Drawn, texts: Sequence[str] | None = None) -> list[Row]:
    """The zone's lines as a reader gives them: boxes wider than the ink, centres a little off."""
    rng = np.random.default_rng(5)
    found = []
    for at, field in enumerate(drawn.document.of(Kind.MRZ)):
        box = field.quad.padded(2, 4)
        flat = Transform.between(box, Quad.rect(0, 0, 1, 1))
        seen = [flat.point(quad.centre)[0] + rng.uniform(-0.1, 0.1) / 44 for quad in field.chars]
        text = field.text if texts is None else texts[at]
        found.append(Row(Line(field.text, 0.95, tuple(seen), box, box), text, checked=at < 2))
    return found


def shares(
    drawn: Drawn, row: int, start: int, end: int, cells: Sequence[Cells | None]
) -> list[float]:
    """Covered part of each character of a line where cells start to end are hidden."""
    own = cells[row]
    assert own is not None
    size = drawn.pixels.shape[1], drawn.pixels.shape[0]
    mask = mask_of(size, [own.quad(start, end).padded(0, 3)])
    return [covered(mask, quad) for quad in drawn.document.of(Kind.MRZ)[row].chars]


@pytest.mark.parametrize("severity", [None, "mild", "hard"], ids=["flat", "photo", "tilted"])
@pytest.mark.parametrize("model", ["nl-passport-2011", "nl-id-2014-back"])
@pytest.mark.parametrize("seed", [8602])
def test_covers_of_cells_end_in_the_gaps(
    model: str, severity: captures.Severity | None, seed: int
) -> None:
    """Every hidden character goes, and no kept one is touched, wherever the border lies."""
    flat = draw(model, seed, px_per_mm=11.0, holder=fictional(seed, "123456782"))
    rng = np.random.default_rng(seed)
    drawn = flat
    if severity is not None:
        drawn = captures.photograph(flat, rng, severity, quarters=0, long_side=2200)
    cells = fit_cells(drawn.pixels, rows_of(drawn))
    for row, field in enumerate(drawn.document.of(Kind.MRZ)):
        count = len(field.text)
        for start, end in ((0, 5), (7, 8), (13, 16), (count // 2, count), (count - 1, count)):
            for at, share in enumerate(shares(drawn, row, start, end, cells)):
                if start <= at < end:
                    assert share >= 0.97, f"line {row} character {at} of {start} to {end}"
                else:
                    assert share < 0.2, f"line {row} character {at} beside {start} to {end}"


def test_a_line_counted_wrongly_has_its_cells_from_the_others() -> None:
    """The middle line's text is repaired one cell too far to the left."""
    drawn = page("nl-id-2014-back", 8611, angle=True)
    texts = [field.text for field in drawn.document.of(Kind.MRZ)]
    texts[2] = texts[2][1:] + "<"
    found = shares(drawn, 2, 0, 5, fit_cells(drawn.pixels, rows_of(drawn, texts)))
    assert min(found[:5]) >= 0.97
    assert max(found[5:]) < 0.2


def test_letters_lost_in_a_name_move_no_cell_of_the_number() -> None:
    """A reflection on two letters: the rest of the name's line is counted two cells too early."""
    drawn = page("nl-id-2014-back", 8651, angle=True)
    rows = rows_of(drawn)
    line, at = rows[2].line, 8
    short = replace(
        line,
        text=line.text[:at] + line.text[at + 2 :],
        centres=line.centres[:at] + line.centres[at + 2 :],
    )
    rows[2] = Row(short, short.text + "<<", guessed=frozenset({28, 29}))
    cells = fit_cells(drawn.pixels, rows)
    for row, start in ((0, 15), (1, 29)):
        found = shares(drawn, row, start, 30, cells)
        assert min(found[start:]) >= 0.97
        assert max(found[:start]) < 0.2


@pytest.mark.parametrize(("at", "lost"), [(11, 3), (10, 3), (8, 2)])
@pytest.mark.parametrize(("seed", "angle"), [(8661, True), (8662, False)])
def test_signs_lost_in_the_first_line_move_no_cell_of_its_number(
    at: int, lost: int, seed: int, angle: bool
) -> None:
    """A lamp on its document's number, whose check digit fits what is left of it by chance."""
    drawn = page("nl-id-2014-back", seed, angle=angle)
    rows = rows_of(drawn)
    line = rows[0].line
    short = replace(
        line,
        text=line.text[:at] + line.text[at + lost :],
        centres=line.centres[:at] + line.centres[at + lost :],
    )
    text = short.text[:-1] + "<" * lost + short.text[-1]
    rows[0] = Row(short, text, checked=True, guessed=frozenset(range(29 - lost, 29)))
    cells = fit_cells(drawn.pixels, rows)
    found = shares(drawn, 0, 15, 30, cells)
    assert min(found[15:]) >= 0.97
    assert max(found[:14]) < 0.2


@pytest.mark.parametrize("lost", [12, 15, 16])
@pytest.mark.parametrize(("seed", "angle"), [(8663, True), (8664, False)])
def test_a_sign_lost_in_the_second_line_does_not_uncover_the_last_digit(
    lost: int, seed: int, angle: bool
) -> None:
    """A reader takes an X for no letter: a filler more makes up for it, and the digit after that
    tells the number's."""
    drawn = page("nl-id-2014-back", seed, angle=angle)
    rows = rows_of(drawn)
    line = rows[1].line
    short = replace(
        line,
        text=line.text[:lost] + line.text[lost + 1 :],
        centres=line.centres[:lost] + line.centres[lost + 1 :],
    )
    text = short.text[:-1] + "<" + short.text[-1]
    rows[1] = Row(short, text, checked=True, guessed=frozenset({28}))
    cells = fit_cells(drawn.pixels, rows)
    for row, start in ((0, 15), (1, 29)):
        found = shares(drawn, row, start, 30, cells)
        assert min(found[start:]) >= 0.97
        assert max(found[:start]) < 0.2


@pytest.mark.parametrize("model", ["nl-passport-2014", "nl-id-2011-back"])
def test_a_hidden_beginning_moves_no_cell(model: str) -> None:
    """A thumb on the first signs of every line: the number and the last digit go all the same."""
    drawn = page(model, 8621, angle=False)
    fields = drawn.document.of(Kind.MRZ)
    pixels = drawn.pixels.copy()
    left, right = fields[0].chars[0].bounds[0], fields[0].chars[3].bounds[2]
    pixels[fields[0].quad.bounds[1] - 20 :, left - 40 : right + 3] = (206, 158, 132)
    lines = []
    for field in fields:
        quads = field.chars[4:]
        a, b = quads[0].points, quads[-1].points
        box = Quad((a[0], b[1], b[2], a[3])).padded(2, 4)
        flat = Transform.between(box, Quad.rect(0, 0, 1, 1))
        seen = tuple(flat.point(quad.centre)[0] for quad in quads)
        lines.append(Line(field.text[4:], 0.95, seen, box, box))
    mrz = parse([line.text for line in lines])
    assert mrz is not None
    zone = Zone(mrz, tuple(lines[mrz.first : mrz.first + len(mrz.lines)]))
    scene = Scene(Page(pixels), 0, whole(pixels), pixels, (), (zone,))
    reading = MrzReader().read(scene, None)  # type: ignore[arg-type]
    quads = [f.quad.padded(0, 3) for f in reading.findings if f.kind is Kind.MRZ_BSN]
    mask = mask_of((pixels.shape[1], pixels.shape[0]), quads)
    for field in drawn.document.of(Kind.MRZ_BSN):
        assert min(covered(mask, quad) for quad in field.chars) >= 0.97
    hidden = [field.quad.padded(1) for field in drawn.document.of(Kind.MRZ_BSN)]
    for field in fields:
        for quad in field.chars:
            if not any(area.contains(quad.centre) for area in hidden):
                assert covered(mask, quad) < 0.2


def test_a_line_of_which_little_was_read_asks_for_a_look() -> None:
    """A card's first two lines, taken for a passport's, hide the wrong cells: a person looks."""
    drawn = page("nl-id-2014-back", 8641, angle=False)
    lines = [row.line for row in rows_of(drawn)][:2]
    mrz = parse([line.text for line in lines])
    assert mrz is not None
    assert bsn_spans(mrz)
    scene = Scene(
        Page(drawn.pixels), 0, whole(drawn.pixels), drawn.pixels, (), (Zone(mrz, tuple(lines)),)
    )
    doubts = MrzReader().read(scene, None).doubts  # type: ignore[arg-type]
    assert "mrz-cells-unsure" in {doubt.code for doubt in doubts}


def whole(pixels: Pixels) -> Document:
    """A picture that is a document from edge to edge."""
    height, width = pixels.shape[:2]
    return document(Quad.rect(0, 0, width, height), Located.OUTLINE, 1.0, width)


def test_a_line_without_print_has_no_cells() -> None:
    quad = Quad.rect(0, 0, 900, 56)
    row = Row(Line("", 0.9, (), quad, quad), "<" * 30)
    assert fit_cells(np.full((56, 900, 3), 230, np.uint8), [row]) == [None]


def test_cells_stand_by_their_ink_where_nothing_was_read() -> None:
    drawn = page("nl-passport-2014", 8631, angle=False)
    (first, second) = rows_of(drawn)
    rows = [Row(replace(row.line, text="", centres=()), row.text) for row in (first, second)]
    found = shares(drawn, 1, 28, 44, fit_cells(drawn.pixels, rows))
    assert min(found[28:]) >= 0.97
    assert max(found[:28]) < 0.2


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


@pytest.mark.parametrize(
    ("model", "late", "crowded"),
    [
        ("nl-licence-2014-front", True, True),
        ("nl-id-2014-back", True, False),
        ("nl-id-2014-back", False, True),
        ("nl-passport-2014", True, True),
        ("nl-passport-2014", False, False),
    ],
)
def test_a_box_that_runs_through_its_outer_character_is_made_longer(
    model: str, late: bool, crowded: bool
) -> None:
    """A number printed into a neighbour's last letter, which is given to that one's line."""
    drawn = page(model, 8704, angle=False)
    kind = Kind.DOCUMENT_NUMBER if model == "nl-passport-2014" else Kind.BSN
    number = next(iter(drawn.document.of(kind) or drawn.document.of(Kind.DOCUMENT_NUMBER)))
    outer = number.chars[0 if late else -1]
    line = line_of(drawn, number)
    left, top, right, bottom = line.page.bounds
    if late:
        left = round(outer.centre[0])
    else:
        right = round(outer.centre[0])
    box = Quad.rect(left, top, right - left, bottom - top)
    centres = tuple(min(max((q.centre[0] - left) / (right - left), 0), 1) for q in number.chars)
    pixels = drawn.pixels.copy()
    if crowded:  # a stroke of the neighbour's at the character's far side
        x = round(outer.bounds[0] if late else outer.bounds[2])
        pixels[top:bottom, x - 2 : x + 2] = 20
    found = span_quad(pixels, replace(line, page=box, view=box, centres=centres), 0, len(line.text))
    mask = mask_of((drawn.pixels.shape[1], drawn.pixels.shape[0]), [found])
    assert covered(mask, outer) > 0.88


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
