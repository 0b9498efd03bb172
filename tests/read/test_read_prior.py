"""What a known model shows and no reader saw."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.documents import load_models
from redactor.documents.models import DocumentModel
from redactor.model import Document, Finding, Kind, Located, Quad, Reason
from redactor.read.prior import missing, unplaced
from redactor.views import document


def _model(name: str) -> DocumentModel:
    return next(model for model in load_models() if model.id == name)


def _card(width: float = 856.0, height: float = 539.8) -> Document:
    return document(Quad.rect(100, 50, width, height), Located.OUTLINE, 0.95)


def _portrait(quad: Quad) -> Finding:
    return Finding(Kind.PORTRAIT, quad, 0.9, (Reason("face"),), "portrait", None, 0)


def _place(model: DocumentModel, name: str) -> Quad:
    """A field's place on the card of ``_card``, 10 px a mm, corner at (100, 50)."""
    left, top, width, height = next(f.box for f in model.fields if f.name == name)
    return Quad.rect(100 + 10 * left, 50 + 10 * top, 10 * width, 10 * height)


def test_a_ghost_nobody_saw_is_covered_at_its_place() -> None:
    model = _model("nl-id-2014-front")
    added = missing(_card(), [model], [_portrait(_place(model, "portrait"))], 0)
    ghosts = [f for f in added if f.kind is Kind.PORTRAIT]
    assert len(ghosts) == 1
    assert ghosts[0].quad.overlap(_place(model, "portrait-second")) > 0.95
    assert ghosts[0].confidence >= 0.5
    assert ghosts[0].why[0].code == "model-position"


def test_nothing_is_added_where_all_portraits_were_seen() -> None:
    model = _model("nl-id-2014-front")
    seen = [_portrait(_place(model, name)) for name in ("portrait", "portrait-second")]
    assert all(f.kind is not Kind.PORTRAIT for f in missing(_card(), [model], seen, 0))


def test_a_ghost_seen_elsewhere_counts() -> None:
    model = _model("nl-id-2014-front")
    seen = [_portrait(_place(model, "portrait")), _portrait(Quad.rect(700, 100, 90, 120))]
    assert all(f.kind is not Kind.PORTRAIT for f in missing(_card(), [model], seen, 0))


def test_an_unverified_place_asks_for_a_look() -> None:
    model = _model("nl-id-2014-front")
    guessed = replace(model, fields=tuple(replace(f, verified=False) for f in model.fields))
    added = missing(_card(), [guessed], [_portrait(_place(model, "portrait"))], 0)
    assert [f.confidence < 0.5 for f in added if f.kind is Kind.PORTRAIT] == [True]


@pytest.mark.parametrize("size", [(856.0, 300.0), (500.0, 539.8)])
def test_other_proportions_get_no_cover_but_a_doubt(size: tuple[float, float]) -> None:
    model = _model("nl-id-2014-front")
    seen = [_portrait(_place(model, "portrait"))]
    assert not missing(_card(*size), [model], seen, 0)
    assert [d.code for d in unplaced(_card(*size), [model], seen, 0)] == ["expected-not-found"]


def test_a_signature_without_a_caption_has_its_measured_place() -> None:
    model = _model("nl-licence-2014-front")
    added = missing(_card(), [model], [], 0)
    assert [f.kind for f in added if f.kind is Kind.SIGNATURE] == [Kind.SIGNATURE]


def test_no_model_no_cover() -> None:
    assert not missing(_card(), [], [], 0)
    assert not unplaced(_card(), [], [], 0)
