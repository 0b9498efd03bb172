"""Covers hide what they must, spare what stays, and doubts are never lost."""

from __future__ import annotations

from dataclasses import replace
from math import cos, nan, sin
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from redactor.decide import decide, profile
from redactor.decide.padding import overlap_area
from redactor.model import (
    Action,
    Document,
    Doubt,
    Finding,
    Kind,
    Located,
    Plan,
    Quad,
    Reason,
    Transform,
)

PAGE = (1000, 800)


def finding(
    kind: Kind, quad: Quad, confidence: float = 0.9, document: int | None = None
) -> Finding:
    return Finding(kind, quad, confidence, (Reason("label"),), "text", document=document)


def plan(*findings: Finding, name: str = "safe-copy", **more: Any) -> Plan:
    documents = more.pop("documents", ())
    return decide(findings, documents, profile(name), page_size=PAGE, **more)


def document(model: str | None = None) -> Document:
    quad = Quad.rect(0, 0, 856, 540)
    return Document(
        quad, (856, 540), Transform.identity(), Located.OUTLINE, 0.9, (85.6, 54.0), 10.0, model
    )


def turned(x: float, y: float, width: float, height: float, angle: float) -> Quad:
    c, s = cos(angle), sin(angle)
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    return Quad.of((x + u * c - v * s, y + u * s + v * c) for u, v in corners)


def holds(outer: Quad, inner: Quad) -> bool:
    return overlap_area(outer, inner) == pytest.approx(inner.area, rel=1e-6, abs=1e-3)


place = st.floats(100, 900)
quads = st.builds(turned, place, place, st.floats(4, 300), st.floats(4, 120), st.floats(-3.2, 3.2))
jitter = st.lists(st.floats(-0.15, 0.15), min_size=8, max_size=8)


@st.composite
def perspective(draw: st.DrawFn) -> Quad:
    quad = draw(quads)
    shift = draw(jitter)
    by = min(quad.width, quad.height)
    points = [
        (x + shift[2 * i] * by, y + shift[2 * i + 1] * by) for i, (x, y) in enumerate(quad.points)
    ]
    return Quad.of(points)


hidden_kind = st.sampled_from([Kind.BSN, Kind.MRZ_BSN, Kind.CODE, Kind.PORTRAIT])


@given(hidden_kind, perspective(), st.lists(perspective(), max_size=4))
@settings(max_examples=150, deadline=None)
def test_a_cover_holds_the_whole_finding_whatever_stays_beside_it(
    kind: Kind, quad: Quad, others: list[Quad]
) -> None:
    kept = [finding(Kind.SURNAME, other) for other in others]
    (cover,) = plan(finding(kind, quad), *kept).covers
    assert holds(cover.quad, quad)


@given(hidden_kind, perspective(), perspective())
@settings(max_examples=200, deadline=None)
def test_a_cover_spares_what_stays_unless_the_finding_itself_lies_on_it(
    kind: Kind, quad: Quad, other: Quad
) -> None:
    assume(overlap_area(quad, other) == 0)
    (cover,) = plan(finding(kind, quad), finding(Kind.SURNAME, other)).covers
    assert overlap_area(cover.quad, other) < 1e-3


def test_text_is_padded_to_its_line() -> None:
    (cover,) = plan(finding(Kind.BSN, Quad.rect(300, 300, 200, 40))).covers
    assert cover.quad == Quad.rect(290, 292, 220, 56)


def test_small_text_is_padded_by_two_pixels_at_least() -> None:
    (cover,) = plan(finding(Kind.BSN, Quad.rect(300, 300, 40, 6))).covers
    assert cover.quad == Quad.rect(298, 298, 44, 10)


def test_zone_cells_grow_up_and_down_but_not_into_the_next_cell() -> None:
    (cover,) = plan(finding(Kind.MRZ_BSN, Quad.rect(300, 300, 200, 40))).covers
    assert cover.quad == Quad.rect(300, 290, 200, 60)


def test_a_code_is_covered_with_its_rim() -> None:
    (cover,) = plan(finding(Kind.CODE, Quad.rect(300, 300, 100, 100))).covers
    assert cover.quad == Quad.rect(296, 296, 108, 108)


def test_a_zone_that_stays_does_not_keep_its_number_from_being_covered_in_full() -> None:
    zone = finding(Kind.MRZ, Quad.rect(100, 290, 400, 60))
    (cover,) = plan(finding(Kind.MRZ_BSN, Quad.rect(300, 300, 200, 40)), zone).covers
    assert cover.quad == Quad.rect(300, 290, 200, 60)


def test_a_neighbour_that_overlaps_a_little_costs_the_padding_of_one_side_only() -> None:
    below = finding(Kind.SURNAME, Quad.rect(300, 338, 200, 40))
    (cover,) = plan(finding(Kind.BSN, Quad.rect(300, 300, 200, 40)), below).covers
    assert cover.quad == Quad.rect(290, 292, 220, 48)


@pytest.mark.parametrize(
    "quad",
    [
        Quad.rect(300, 300, 0, 0),
        Quad.rect(300, 300, 80, 0),
        Quad(((300, 300), (400, 300), (300, 340), (400, 340))),
    ],
    ids=["point", "line", "bow"],
)
def test_a_useless_quad_is_covered_by_its_box(quad: Quad) -> None:
    (cover,) = plan(finding(Kind.BSN, quad)).covers
    assert all(cover.quad.contains(point) for point in quad.points)
    assert cover.quad.area > 0


def test_every_finding_gets_its_decision() -> None:
    made = plan(
        finding(Kind.BSN, Quad.rect(10, 10, 90, 20)),
        finding(Kind.SURNAME, Quad.rect(10, 50, 90, 20)),
    )
    assert [d.action for d in made.decisions] == [Action.HIDE, Action.KEEP]
    assert [c.kind for c in made.covers] == [Kind.BSN]
    assert made.profile == "safe-copy"
    assert made.doubts == ()


@pytest.mark.parametrize("confidence", [0.0, 0.49, nan])
def test_an_unsure_finding_is_hidden_and_asks_for_a_look(confidence: float) -> None:
    quad = Quad.rect(10, 10, 90, 20)
    made = plan(finding(Kind.BSN, quad, confidence))
    assert len(made.covers) == 1
    assert made.doubts == (Doubt("low-confidence", "bsn", quad),)


def test_an_unsure_finding_that_stays_is_no_doubt() -> None:
    assert plan(finding(Kind.SURNAME, Quad.rect(10, 10, 90, 20), 0.1)).doubts == ()


def test_corners_that_are_no_numbers_end_in_a_doubt() -> None:
    broken = Quad(((nan, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)))
    made = plan(finding(Kind.BSN, broken), finding(Kind.SURNAME, broken))
    assert made.covers == ()
    assert made.doubts == (Doubt("no-place", "bsn"),)


def test_a_page_without_findings_is_held() -> None:
    assert plan().doubts == (Doubt("nothing-found"),)


def test_a_second_card_without_findings_is_held() -> None:
    seen = finding(Kind.BSN, Quad.rect(10, 10, 90, 20), document=0)
    other = document()
    made = plan(seen, documents=(document(), other))
    assert made.doubts == (Doubt("nothing-found", quad=other.quad),)


@pytest.mark.parametrize(
    ("model", "missing"),
    [
        ("nl-id-2014-front", ["portrait"]),
        ("nl-id-2014-back", ["bsn", "mrz-bsn"]),
        ("nl-id-2021-back", ["bsn", "code"]),
        ("nl-passport-2014", ["mrz-bsn", "portrait"]),
        ("nl-passport-2021", ["portrait"]),
        ("nl-licence-2014-back", ["bsn"]),
        ("nl-permit-2020-back", []),
        ("something-else", []),
        (None, []),
    ],
)
def test_a_number_or_portrait_that_the_model_shows_must_have_been_found(
    model: str | None, missing: list[str]
) -> None:
    seen = finding(Kind.SURNAME, Quad.rect(10, 10, 90, 20), document=0)
    made = plan(seen, documents=(document(model),))
    assert [(d.code, d.detail) for d in made.doubts] == [("expected-not-found", m) for m in missing]


def test_a_field_that_strict_hides_and_nobody_found_is_held() -> None:
    seen = finding(Kind.PORTRAIT, Quad.rect(10, 10, 90, 20), document=0)
    made = plan(seen, documents=(document("nl-id-2014-front"),), name="strict")
    missed = {d.detail for d in made.doubts if d.code == "expected-not-found"}
    assert {"document-number", "nationality", "signature"} <= missed
    assert "surname" not in missed


def test_what_readers_doubt_is_kept() -> None:
    doubt = Doubt("engine-failed", "text")
    assert plan(doubts=[doubt], name="watermark-only").doubts == (doubt,)


def test_watermark_only_covers_nothing_and_holds_nothing_back() -> None:
    made = plan(finding(Kind.BSN, Quad.rect(10, 10, 90, 20), 0.2), name="watermark-only")
    assert (made.covers, made.doubts) == ((), ())
    assert plan(name="watermark-only").doubts == ()


def test_switches_reach_the_plan() -> None:
    name = finding(Kind.SIGNATURE, Quad.rect(10, 10, 90, 20))
    face = finding(Kind.PORTRAIT, Quad.rect(10, 200, 90, 120))
    made = plan(name, face, hide=frozenset({Kind.SIGNATURE}), keep=frozenset({Kind.PORTRAIT}))
    assert [d.action for d in made.decisions] == [Action.HIDE, Action.KEEP]


def test_a_code_that_the_look_at_the_whole_sheet_saw_is_seen_on_the_card() -> None:
    """The sheet around a card without edges is a document too; its look may be the surer one."""
    card = replace(document("nl-id-2021-back"), quad=Quad.rect(500, 500, 856, 540))
    sheet = replace(document(None), quad=Quad.rect(0, 0, 2000, 2000))
    number = finding(Kind.BSN, Quad.rect(900, 600, 90, 20), document=1)
    for at, missing in (((600, 700), []), ((100, 100), ["code"])):
        code = finding(Kind.CODE, Quad.rect(*at, 90, 90), document=0)
        made = plan(number, code, documents=(sheet, card))
        assert [d.detail for d in made.doubts if d.code == "expected-not-found"] == missing
