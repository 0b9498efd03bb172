"""Print beside a zone that a detector takes for a part of its lines."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor import resources
from redactor.documents.mrz import MrzFormat, parse
from redactor.engines import Engines
from redactor.model import Located, Page, Quad
from redactor.read.mrz import find_zones
from redactor.read.scene import Line, Zone
from redactor.read.trimmed import parted
from redactor.samples.canvas import Canvas, Ink
from redactor.views import document

PASSPORT = (
    "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
    "SPECI20142NLD6503101F2401151999999990<<<<<82",
)
CARD = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)
PITCH, HIGH = 12.0, 20.0


def found(lines: list[Line], engines: Engines) -> tuple[Zone, list[Line]]:
    """The one zone in lines, and all lines."""
    sheet = Page(np.full((600, 1200, 3), 240, np.uint8))
    zones, others = find_zones(sheet, document(sheet.quad, Located.PAGE, 0.9), lines, engines)
    (zone,) = zones
    return zone, list(others)


def rows(texts: tuple[str, ...], before: dict[int, str], after: dict[int, str]) -> list[Line]:
    """A zone's lines one under the other, each with what stands beside it read into it."""
    lines = []
    for at, text in enumerate(texts):
        left = f"{before[at]} " if at in before else ""
        whole = f"{left}{text} {after[at]}" if at in after else f"{left}{text}"
        box = Quad.rect(300 - PITCH * len(left), 400 + 30 * at, PITCH * len(whole), HIGH)
        centres = tuple((sign + 0.5) / len(whole) for sign in range(len(whole)))
        lines.append(Line(whole, 0.95, centres, box, box))
    return lines


@pytest.mark.parametrize("texts", [PASSPORT, CARD])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({0: "uw kenmerk"}, {}),
        ({0: "Betreft"}, {1: "Blad 2"}),
        ({0: "retour aan", 1: "22 juni"}, {}),
        ({1: "DATUM 12-03"}, {}),
        ({}, {0: "zie bijlage"}),
        ({}, {0: "1 / 2", 1: "KOPIE"}),
    ],
)
def test_a_zone_is_read_without_what_stands_beside_it(
    texts: tuple[str, ...], before: dict[int, str], after: dict[int, str], engines: Engines
) -> None:
    plain = parse(texts)
    assert plain is not None
    lines = rows(texts, before, after)
    zone, others = found(lines, engines)
    assert [line.clear for line in zone.mrz.lines] == [line.clear for line in plain.lines]
    for at, line in enumerate(zone.lines):
        left, top, right, bottom = line.page.bounds
        assert (left, right) == pytest.approx((300, 300 + PITCH * len(texts[0])), abs=PITCH)
        assert (top, bottom) == pytest.approx((400 + 30 * at, 420 + 30 * at), abs=1)
        assert line.centres == pytest.approx(
            [(sign + 0.5) / len(texts[0]) for sign in range(len(texts[0]))], abs=0.02
        )
    # what stood beside it is not lost: it may be a number of its own
    rest = " ".join(line.text.strip() for line in others if line not in zone.lines)
    assert sorted(rest.split()) == sorted(" ".join([*before.values(), *after.values()]).split())


@pytest.mark.parametrize("texts", [PASSPORT, CARD])
def test_a_zone_alone_keeps_its_lines(texts: tuple[str, ...], engines: Engines) -> None:
    lines = rows(texts, {}, {})
    zone, others = found(lines, engines)
    assert zone.lines == tuple(lines)
    assert others == lines


@pytest.mark.parametrize("centres", [(0.0,) * 33, (0.5,) * 33, (0.0, 1.0) * 16 + (0.5,)])
def test_places_that_make_no_sense_cut_nothing(centres: tuple[float, ...]) -> None:
    """A recogniser that knows no columns puts all signs at one place."""
    box = Quad.rect(300, 400, 400, HIGH)
    text = "KO " + CARD[0]
    assert list(parted([Line(text, 0.9, centres, box, box)])) == []


def test_a_zone_read_with_many_spaces_is_tried_a_few_ways_only() -> None:
    garbled = tuple(" ".join(text[at : at + 4] for at in range(0, 30, 4)) for text in CARD)
    assert 0 < len(list(parted(rows(garbled, {}, {})))) <= 24


LICENCE = "D1NLD11234567890YU2KHL8ECUWHS8"


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "21retour"), ("kenmerk", ""), ("IN", "adres"), ("Blad1D2AAA", "x")],
)
def test_a_licences_zone_is_read_without_print_that_runs_into_it(
    before: str, after: str, engines: Engines
) -> None:
    """No space tells where it ends, but its check digit does."""
    plain = parse((LICENCE,))
    assert plain is not None
    assert plain.valid
    whole = before + LICENCE + after
    box = Quad.rect(200, 400, PITCH * len(whole), HIGH)
    centres = tuple((sign + 0.5) / len(whole) for sign in range(len(whole)))
    zone, others = found([Line(whole, 0.95, centres, box, box)], engines)
    assert zone.mrz.lines[0].clear == LICENCE
    left, _, right, _ = zone.lines[0].page.bounds
    assert left == pytest.approx(200 + PITCH * len(before), abs=1)
    assert right == pytest.approx(left + PITCH * len(LICENCE), abs=1)
    rest = [line.text for line in others if line not in zone.lines]
    assert rest == [text for text in (before, after) if text]


def test_thirty_signs_without_a_check_digit_are_no_licence(engines: Engines) -> None:
    whole = LICENCE[:-1] + "7" + "21retour"
    box = Quad.rect(200, 400, PITCH * len(whole), HIGH)
    centres = tuple((sign + 0.5) / len(whole) for sign in range(len(whole)))
    sheet = Page(np.full((600, 1200, 3), 240, np.uint8))
    lines = [Line(whole, 0.95, centres, box, box)]
    zones, others = find_zones(sheet, document(sheet.quad, Located.PAGE, 0.9), lines, engines)
    assert not zones
    assert list(others) == lines


@pytest.mark.parametrize("tilt", [-5.0, -2.5, 3.5, 6.0])
def test_pieces_of_a_leaning_line_are_one(tilt: float, engines: Engines) -> None:
    """On a sheet that is not level the right half of a line stands higher or lower than its left.

    Fillers alone, read apart, are no line of a zone of their own.
    """
    page = np.full((700, 1200, 3), 240, np.uint8)
    turn = cv2.getRotationMatrix2D((600.0, 350.0), tilt, 1.0)
    canvas = Canvas((120, 30), 10.0)
    for at, text in enumerate(PASSPORT):
        canvas.text(5, 8 + 8 * at, text, Ink(str(resources.path("fonts", "OCRB.otf")), 2.5))
    page[200 : 200 + canvas.pixels.shape[0], : canvas.pixels.shape[1]] = canvas.pixels
    leaning = cv2.warpAffine(page, turn, (1200, 700), borderValue=(240, 240, 240))
    sheet = Page(leaning)
    place = document(sheet.quad, Located.PAGE, 0.9, 1200)
    ((x0, y0, x1, _), (_, y2, _, y3)) = canvas_rows(page)
    pieces = []
    for text, (low, high) in zip(PASSPORT, ((y0, y0 + (y3 - y2)), (y2, y3)), strict=True):
        for a, b in ((0, 28), (29, 44)):
            left, right = (x0 + (x1 - x0) * at / 44 for at in (a, b))
            box = np.array([(left, low), (right, low), (right, high), (left, high)], np.float64)
            quad = Quad.of(box @ turn[:, :2].T + turn[:, 2])
            own = text[a:b]
            centres = tuple((sign + 0.5) / len(own) for sign in range(len(own)))
            pieces.append(Line(own, 0.97, centres, quad, quad))
    zones, _ = find_zones(sheet, place, pieces, engines)
    assert [zone.mrz.format for zone in zones] == [MrzFormat.TD3]
    assert zones[0].mrz.valid


def canvas_rows(page: np.ndarray) -> tuple[tuple[int, int, int, int], ...]:
    """Bounds of the two rows of ink on a level page: left, top, right, bottom."""
    dark = page.max(axis=2) < 120
    ys = np.flatnonzero(dark.any(axis=1))
    gap = int(np.argmax(np.diff(ys)))
    bands = ((ys[0], ys[gap]), (ys[gap + 1], ys[-1]))
    xs = np.flatnonzero(dark.any(axis=0))
    return tuple((int(xs[0]), int(t) - 4, int(xs[-1]), int(b) + 4) for t, b in bands)
