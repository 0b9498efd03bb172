"""Zones of which a lamp or a finger hides signs in the middle of a line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redactor.documents.mrz import GAP, bsn_spans, parse
from redactor.engines import Engines
from redactor.locate import locate
from redactor.model import Kind, Located, Page, Quad
from redactor.read import read
from redactor.read.mrz import find_zones, with_gaps
from redactor.read.scene import Line
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn
from redactor.views import document
from tests.bench.scoring import covered, mask_of

CARD = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)


def under_a_lamp(model: str, seed: int, hidden: dict[int, range]) -> Drawn:
    """A flat document with the paper's own white over cells of its zone, by row."""
    import cv2

    drawn = draw(model, seed, px_per_mm=14.0, holder=fictional(seed, "111222333"))
    pixels = drawn.pixels.copy()
    for row, cells in hidden.items():
        chars = drawn.document.of(Kind.MRZ)[row].chars
        (left, top, _, bottom), right = chars[cells[0]].bounds, chars[cells[-1]].bounds[2]
        high = round(0.4 * (bottom - top))
        spot = (int(left) - 2, int(top) - high), (int(right) + 2, int(bottom) + high)
        cv2.rectangle(pixels, *spot, (252, 252, 252), -1)
    return replace(drawn, pixels=pixels)


@pytest.mark.parametrize(
    ("model", "seed", "hidden"),
    [
        ("nl-id-2014-back", 9141, {0: range(18, 19), 1: range(14, 21)}),
        ("nl-id-2011-back", 9142, {0: range(21, 23), 1: range(16, 22)}),
        ("nl-permit-2020-back", 9143, {1: range(12, 19)}),
        ("nl-passport-2011", 9144, {1: range(30, 32)}),
        # of the third line nothing is left but fillers
        ("nl-permit-2020-back", 9147, {1: range(16, 18), 2: range(20)}),
    ],
)
def test_what_is_left_of_a_number_beside_a_hidden_sign_is_covered(
    model: str, seed: int, hidden: dict[int, range], engines: Engines
) -> None:
    drawn = under_a_lamp(model, seed, hidden)
    page = Page(drawn.pixels, 0, 14 * 25.4, "image/png")
    seen = read(page, locate(page, engines), engines)
    zone = parse([field.text for field in drawn.document.of(Kind.MRZ)])
    assert zone is not None
    covers = [f.quad.padded(0, 2) for f in seen.reading.findings if f.kind is Kind.MRZ_BSN]
    mask = mask_of((page.width, page.height), covers)
    for span in bsn_spans(zone):
        chars = drawn.document.of(Kind.MRZ)[span.line].chars
        for cell in range(span.start, span.end):
            if cell not in hidden.get(span.line, ()):
                share = covered(mask, chars[cell])
                assert share >= 0.97, f"line {span.line}, cell {cell}"


def line_of(text: str, unseen: range) -> Line:
    """A line of even pitch as a reader gives it that saw nothing of some of its signs."""
    box = Quad.rect(0, 0, 10.0 * len(text), 16)
    left = [at for at in range(len(text)) if at not in unseen]
    centres = tuple((at + 0.5) / len(text) for at in left)
    return Line("".join(text[at] for at in left), 0.9, centres, box, box)


@pytest.mark.parametrize("unseen", [range(17, 18), range(9, 14), range(20, 27)])
def test_signs_that_were_not_read_are_counted_by_the_distance_of_the_others(unseen: range) -> None:
    wide = with_gaps(line_of(CARD[0], unseen))
    assert len(wide) == len(CARD[0])
    assert [at for at, sign in enumerate(wide) if sign == GAP] == list(unseen)


def test_a_line_read_whole_stays_as_it_is() -> None:
    rng = np.random.default_rng(4)
    for text in CARD:
        line = line_of(text, range(0))
        shaken = tuple(at + rng.uniform(-0.2, 0.2) / 30 for at in line.centres)
        assert with_gaps(Line(text, 0.9, shaken, line.view, line.page)) == text


@pytest.mark.parametrize("row", [0, 1])
def test_a_zone_with_signs_known_to_be_missing_keeps_all_others_in_their_cells(row: int) -> None:
    cells = range(19, 22)
    lines = list(CARD)
    lines[row] = lines[row][:19] + GAP * len(cells) + lines[row][22:]
    zone = parse(lines)
    assert zone is not None
    read = zone.lines[row].clear
    assert read[:19] == CARD[row][:19]
    assert read[22:] == CARD[row][22:]
    assert set(cells) <= zone.guessed[row]
    assert bsn_spans(zone) == bsn_spans(parse(CARD) or zone)


@pytest.mark.parametrize("centres", [(0.0,) * 9 + (1.0,), (0.5,) * 10, (0.0, 1e-9) * 5])
def test_centres_that_make_no_sense_add_nothing(centres: tuple[float, ...]) -> None:
    box = Quad.rect(0, 0, 300, 16)
    assert with_gaps(Line("I<NLD12345", 0.9, centres, box, box)) == "I<NLD12345"


def test_a_line_without_height_stands_nowhere(engines: Engines) -> None:
    """A detector's box may be as flat as a stroke."""
    flat = Quad.rect(40, 100, 300, 0)
    lines = [line_of(text, range(0)) for text in CARD]
    stroke = Line("-", 0.6, (0.5,), flat, flat)
    place = document(Quad.rect(0, 0, 856, 540), Located.OUTLINE, 0.9)
    page = Page(np.full((540, 856, 3), 240, np.uint8))
    zones, _ = find_zones(page, place, [*lines, stroke], engines)
    assert len(zones) <= 1
