"""Print beside a zone that a detector takes for a part of its lines."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.documents.mrz import parse
from redactor.engines import Engines
from redactor.model import Located, Page, Quad
from redactor.read.mrz import find_zones
from redactor.read.scene import Line, Zone
from redactor.read.trimmed import parted
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
