"""A model laid by its fields, where a copy has lost the card's edges and a pale portrait."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

import numpy as np
import pytest

from redactor.documents import load_models
from redactor.documents.models import DocumentModel
from redactor.model import Finding, Kind, Located, Quad, Reason, Transform
from redactor.read.fielded import laid_by_fields
from redactor.read.prior import missing
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn
from redactor.views import document
from tests.bench.scoring import covered, mask_of
from tests.bench.strangers import draw_stranger

TURNED = Transform.of([[9.6, -2.1, 420.0], [2.1, 9.6, 160.0], [0, 0, 1]])
"""From mm to a page on which the card lies at 12 degrees."""
SHEET = document(Quad.rect(0, 0, 1700, 2400), Located.PAGE, 0.5)
FIELDS = (
    Kind.SURNAME, Kind.GIVEN_NAMES, Kind.SEX, Kind.BIRTH_DATE, Kind.ISSUE_DATE, Kind.EXPIRY_DATE,
    Kind.DOCUMENT_NUMBER,
)  # fmt: skip


def model(name: str) -> DocumentModel:
    return next(one for one in load_models() if one.id == name)


def labelled(kind: Kind, quad: Quad) -> Finding:
    return Finding(kind, quad, 0.8, (Reason("label", ""),), "fields", None, 0)


def findings(drawn: Drawn, way: Transform, kinds: tuple[Kind, ...] = FIELDS) -> list[Finding]:
    """The fields as readers find them and the main portrait; ``way``: from mm to page px."""
    per_mm = drawn.px_per_mm or 1.0
    to_page = Transform.of([[1 / per_mm, 0, 0], [0, 1 / per_mm, 0], [0, 0, 1]]).then(way)
    found = [
        labelled(kind, to_page.quad(field.quad.padded(3, 4)))
        for kind in kinds
        for field in drawn.document.of(kind)[:1]
    ]  # fmt: skip
    main = max(drawn.document.of(Kind.PORTRAIT), key=lambda one: one.quad.area).quad
    why = (Reason("face"), Reason("photo-edges"))
    face = Finding(Kind.PORTRAIT, to_page.quad(main), 0.9, why, "portrait", None, 0)
    return [*found, face]


def ghosts(found: tuple[Finding, ...]) -> list[Quad]:
    return [one.quad for one in found if one.kind is Kind.PORTRAIT]


@pytest.mark.parametrize("name", ["nl-id-2014-front", "nl-passport-2014", "nl-passport-2021"])
def test_a_ghost_that_left_nothing_is_covered_beside_its_fields(name: str) -> None:
    drawn = draw(name, 9501, px_per_mm=12.0, holder=fictional(9501, "999999990"))
    added = ghosts(missing(SHEET, [model(name)], findings(drawn, TURNED), 0))
    per_mm = drawn.px_per_mm or 1.0
    to_page = Transform.of([[1 / per_mm, 0, 0], [0, 1 / per_mm, 0], [0, 0, 1]]).then(TURNED)
    main, *pale = sorted(drawn.document.of(Kind.PORTRAIT), key=lambda one: -one.quad.area)
    assert len(added) == len(pale)
    mask = mask_of((1700, 2400), added)
    assert all(covered(mask, to_page.quad(one.quad)) >= 0.97 for one in pale)
    assert all(quad.overlap(to_page.quad(main.quad)) < 0.2 for quad in added)


def test_one_field_read_for_another_is_left_out() -> None:
    drawn = draw("nl-id-2014-front", 9502, px_per_mm=12.0, holder=fictional(9502, "999999990"))
    found = findings(drawn, TURNED)
    wrong = [f if f.kind is not Kind.SEX else _moved(f, 70, 30) for f in found]
    plain, mended = (laid_by_fields(model("nl-id-2014-front"), one) for one in (found, wrong))
    assert plain is not None
    assert mended is not None
    for corner in Quad.rect(0, 0, 85.6, 53.98).points:
        (x, y), (u, v) = plain.point(corner), mended.point(corner)
        assert hypot(x - u, y - v) < 12  # px; 1.2 mm


def _moved(finding: Finding, x: float, y: float) -> Finding:
    return replace(finding, quad=Quad.of(finding.quad.array() + np.array([x, y])))


@pytest.mark.parametrize(
    "kinds",
    [FIELDS[:3], (Kind.SURNAME, Kind.GIVEN_NAMES, Kind.SEX, Kind.NATIONALITY)],
    ids=["three", "all at the top"],
)
def test_few_fields_lay_nothing(kinds: tuple[Kind, ...]) -> None:
    drawn = draw("nl-id-2014-front", 9503, px_per_mm=12.0, holder=fictional(9503, "999999990"))
    assert laid_by_fields(model("nl-id-2014-front"), findings(drawn, TURNED, kinds)) is None


@pytest.mark.parametrize("seed", [9504, 9506, 9507, 9519])
def test_a_card_of_another_layout_is_not_measured_by_the_model(seed: int) -> None:
    drawn = draw_stranger("x-id-front", seed, holder=fictional(seed, "999999990"))
    assert ghosts(missing(SHEET, [model("nl-id-2014-front")], findings(drawn, TURNED), 0)) == []


def test_a_portrait_off_its_place_is_another_cards() -> None:
    drawn = draw("nl-id-2014-front", 9508, px_per_mm=12.0, holder=fictional(9508, "999999990"))
    *fields, face = findings(drawn, TURNED)
    assert (
        ghosts(missing(SHEET, [model("nl-id-2014-front")], [*fields, _moved(face, 60, 0)], 0)) == []
    )
