"""The line with the number, where fingers hide the zone's others."""

from __future__ import annotations

import pytest

from redactor.documents.mrz import bsn_spans, parse
from redactor.engines import Engines
from redactor.locate import locate
from redactor.model import Document, Kind, Located, Page, Quad
from redactor.read import read
from redactor.read.lone import LoneLineReader
from redactor.read.scene import Line, Scene
from redactor.views import document, rectify
from tests.bench.scoring import covered, mask_of
from tests.read.test_read_gaps import under_a_lamp


@pytest.mark.parametrize(
    ("model", "seed", "shown"),
    [("nl-id-2011-back", 9145, 0), ("nl-id-2014-back", 9146, 0), ("nl-passport-2014", 9148, 1)],
)
def test_a_number_is_covered_in_the_only_line_that_is_seen(
    model: str, seed: int, shown: int, engines: Engines
) -> None:
    rows = {"nl-passport-2014": 2}.get(model, 3)
    wide = 44 if rows == 2 else 30
    drawn = under_a_lamp(model, seed, {row: range(wide) for row in range(rows) if row != shown})
    page = Page(drawn.pixels, 0, 14 * 25.4, "image/png")
    seen = read(page, locate(page, engines), engines)
    zone = parse([field.text for field in drawn.document.of(Kind.MRZ)])
    assert zone is not None
    covers = [f.quad.padded(0, 2) for f in seen.reading.findings if f.kind is Kind.MRZ_BSN]
    mask = mask_of((page.width, page.height), covers)
    (span,) = [span for span in bsn_spans(zone) if span.line == shown]
    chars = drawn.document.of(Kind.MRZ)[shown].chars
    for cell in range(span.start, span.end):
        assert covered(mask, chars[cell]) >= 0.97, f"cell {cell}"
    for cell in range(span.start - 1):
        assert covered(mask, chars[cell]) < 0.2, f"cell {cell}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I<NLDSPECI20142999999990<<<<<8", 1),
        ("I<NLDSPECI20142<<<<<<<<<<<<<<<", 0),  # no number in it
        ("I<BELSPECI20142999999990<<<<<8", 0),  # another country's
        ("I<NLDSPECI20142999999990<<", 0),  # too short to count its cells
        ("SPECI20142NLD6503101F2403096999999990<<<<<84", 1),
        ("uw kenmerk 999999990 van 10 maart 2024", 0),
    ],
)
def test_what_makes_a_line_a_numbers(text: str, found: int, engines: Engines) -> None:
    page = Page(under_a_lamp("nl-id-2014-back", 9149, {}).pixels)
    box = Quad.rect(60, 300, 20.0 * len(text), 30)
    line = Line(text, 0.98, tuple((i + 0.5) / len(text) for i in range(len(text))), box, box)
    place: Document = document(page.quad, Located.PAGE, 0.9)
    scene = Scene(page, 0, place, rectify(page.pixels, place), (line,))
    findings = LoneLineReader().read(scene, engines).findings
    assert [one.kind for one in findings] == [Kind.MRZ_BSN] * found
    assert all(one.value is not None and one.value.clear == "999999990" for one in findings)
