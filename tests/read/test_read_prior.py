"""What a known model shows and no reader saw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redactor.documents import load_models
from redactor.documents.models import DocumentModel
from redactor.model import Document, Finding, Kind, Located, Quad, Reason
from redactor.read.prior import missing, unplaced
from redactor.read.scene import Line
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


@pytest.mark.parametrize("off", [(0.9, -0.9), (-0.9, 0.9)])
def test_a_place_holds_for_a_card_that_lies_a_little_beside_its_outline(
    off: tuple[float, float],
) -> None:
    """Rims are found to a millimetre; the ghost is covered whole all the same."""
    model = _model("nl-licence-2014-front")
    seen = [_portrait(_place(model, name)) for name in ("portrait", "portrait-second")]
    added = missing(_card(), [model], seen, 0)
    (third,) = [f for f in added if f.kind is Kind.PORTRAIT]
    real = _place(model, "portrait-third").array() + np.array(off) * 10
    assert all(third.quad.contains((float(x), float(y))) for x, y in real)


def _line(text: str, box: tuple[float, float, float, float], score: float = 0.97) -> Line:
    left, top, right, bottom = box
    quad = Quad.rect(left, top, right - left, bottom - top)
    return Line(text, score, (), quad, quad)


@pytest.mark.parametrize("name", ["nl-passport-2014", "nl-licence-2014-front"])
@pytest.mark.parametrize("side", ["left", "top", "right", "bottom"])
@pytest.mark.parametrize("gap", [0, 6, -5])
def test_a_place_gives_no_more_than_its_margin_to_text_beside_it(
    name: str, side: str, gap: int
) -> None:
    """The margin is for rims that are off; a date that begins in it stays whole."""
    model = _model(name)
    *others, last = model.places(Kind.PORTRAIT)
    place = _place(model, last.name)
    x0, y0, x1, y1 = place.bounds
    field = {
        "left": (x0 - 260, y0 + 40, x0 - gap, y0 + 75),
        "top": (x0 - 30, y0 - 40 - gap, x1 + 30, y0 - gap),
        "right": (x1 + gap, y0 + 40, x1 + 260, y0 + 75),
        "bottom": (x0 - 30, y1 + gap, x1 + 30, y1 + gap + 40),
    }[side]
    card = _card(*(10 * side for side in model.size_mm))
    seen = [_portrait(_place(model, other.name)) for other in others]

    def covered(*lines: Line) -> Quad:
        (found,) = (f for f in missing(card, [model], seen, 0, lines) if f.kind is Kind.PORTRAIT)
        return found.quad

    text = covered(_line("19 FEB/FEB 2030", field))
    assert all(text.padded(0.5).contains(point) for point in place.points)
    own = _line("", field).page
    assert text.shared(own) < (0.01 if gap >= 0 else 0.15)
    assert text.area < covered().area
    garbled = covered(_line("19 FEB/FEB 2030", field, 0.4))
    over = covered(_line("ABDI HASSAN", (x0 - 60, y0 + 30, x1 + 60, y0 + 60)))
    assert garbled.area == over.area == covered().area


@pytest.mark.parametrize(
    ("into", "seen", "doubted"),
    [(20, False, True), (4, False, False), (-10, False, False), (20, True, False)],
)
def test_text_that_ends_in_a_place_that_nobody_saw_asks_where_the_portrait_is(
    into: int, seen: bool, doubted: bool
) -> None:
    """A licence built otherwise: its small picture stood open under a reflection, and the model's
    place was covered, an authority's name with it."""
    model = _model("nl-licence-2014-front")
    portraits = [_portrait(_place(model, "portrait"))]
    place = _place(model, "portrait-second")
    if seen:
        portraits.append(_portrait(place))
    left, top, *_ = place.bounds
    line = _line("Gemeente Utrecht", (left - 200, top + 30, left + into, top + 55))
    found = unplaced(_card(), [model], portraits, 0, (), (line,))
    assert ("expected-not-found" in {doubt.code for doubt in found}) is doubted


def test_nothing_is_added_where_all_portraits_were_seen() -> None:
    model = _model("nl-id-2014-front")
    seen = [_portrait(_place(model, name)) for name in ("portrait", "portrait-second")]
    assert all(f.kind is not Kind.PORTRAIT for f in missing(_card(), [model], seen, 0))


@pytest.mark.parametrize(("reason", "added"), [("same-photo", 0), ("photo-specks", 1)])
def test_a_ghost_seen_elsewhere_counts_and_specks_do_not(reason: str, added: int) -> None:
    """An emblem is like a copier's remains of a ghost, and the ghost stands open elsewhere."""
    model = _model("nl-id-2014-front")
    other = replace(_portrait(Quad.rect(700, 100, 90, 120)), why=(Reason(reason),))
    seen = [_portrait(_place(model, "portrait")), other]
    found = missing(_card(), [model], seen, 0)
    assert sum(f.kind is Kind.PORTRAIT for f in found) == added


@pytest.mark.parametrize(
    ("reason", "part", "added"),
    [
        pytest.param("face", 0.7, 1, id="cut off below"),
        pytest.param("photo-edges", 0.7, 0, id="its edges were seen"),
        pytest.param("face", 1.0, 0, id="covered whole"),
        pytest.param("face", 0.4, 0, id="hardly the model's"),
    ],
)
def test_a_portrait_known_by_its_face_is_covered_as_far_as_the_model_says(
    reason: str, part: float, added: int
) -> None:
    """On a fax a neck and shoulders stood open below the head."""
    model = _model("nl-id-2014-front")
    whole = _place(model, "portrait")
    left, top, right, bottom = whole.bounds
    seen = Quad.rect(left, top, right - left, part * (bottom - top))
    face = replace(_portrait(seen), why=(Reason("face"), Reason(reason)))
    ghost = _portrait(_place(model, "portrait-second"))
    found = [f.quad for f in missing(_card(), [model], [face, ghost], 0) if f.kind is Kind.PORTRAIT]
    assert len(found) == added
    assert all(quad.shared(whole) > 0.99 and quad.area > 0.99 * whole.area for quad in found)


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


@pytest.mark.parametrize(("seen", "doubted"), [(1, True), (2, False), (3, False)])
def test_pictures_that_have_no_place_are_missed_all_the_same(seen: int, doubted: bool) -> None:
    """A residence permit of 2020 shows its portrait several times, nobody knows where."""
    model = _model("nl-permit-2020-front")
    main = _portrait(_place(model, "portrait"))
    ghosts = [_portrait(Quad.rect(700, 100 + 150 * n, 90, 120)) for n in range(seen - 1)]
    doubts = unplaced(_card(), [model], [main, *ghosts], 0)
    assert [d.detail for d in doubts] == [Kind.PORTRAIT.value] * doubted
    older = _model("nl-permit-2012-front")
    assert not unplaced(_card(), [older], [main, *ghosts], 0)
    assert not unplaced(_card(), [model, older], [main, *ghosts], 0)


def test_a_signature_without_a_caption_has_its_measured_place() -> None:
    model = _model("nl-licence-2014-front")
    added = missing(_card(), [model], [], 0)
    assert [f.kind for f in added if f.kind is Kind.SIGNATURE] == [Kind.SIGNATURE]


def test_no_model_no_cover() -> None:
    assert not missing(_card(), [], [], 0)
    assert not unplaced(_card(), [], [], 0)


def _zone(model: DocumentModel) -> Finding:
    """The model's zone where the card of ``_card`` really has it."""
    lines = [_place(model, f.name) for f in model.fields if f.kind is Kind.MRZ]
    left, top = min(q.bounds[0] for q in lines), min(q.bounds[1] for q in lines)
    right, bottom = max(q.bounds[2] for q in lines), max(q.bounds[3] for q in lines)
    quad = Quad.rect(left, top, right - left, bottom - top)
    return Finding(Kind.MRZ, quad, 0.95, (Reason("mrz"),), "mrz", None, 0)


@pytest.mark.parametrize(
    "cut", [(0.0, 0.0, 1.0, 0.91), (-0.08, 0.0, 1.0, 1.0), (0.0, 0.0, 1.0, 1.1)]
)
def test_a_model_is_laid_by_its_zone_where_the_outline_is_not_the_rim(
    cut: tuple[float, float, float, float],
) -> None:
    """The outline ends too early or too late; the zone is where it is."""
    model = _model("nl-licence-2014-front")
    left, top, right, bottom = cut
    quad = Quad.rect(
        100 + 856 * left, 50 + 539.8 * top, 856 * (right - left), 539.8 * (bottom - top)
    )
    wrong = document(quad, Located.OUTLINE, 0.95)
    seen = [_portrait(_place(model, "portrait")), _zone(model)]
    added = [f.quad for f in missing(wrong, [model], seen, 0) if f.kind is Kind.PORTRAIT]
    for name in ("portrait-second", "portrait-third"):
        assert any(quad.overlap(_place(model, name)) > 0.9 for quad in added)


def test_an_outline_that_agrees_with_the_zone_keeps_its_perspective() -> None:
    model = _model("nl-licence-2014-front")
    seen = [_portrait(_place(model, "portrait")), _zone(model)]
    with_zone = missing(_card(), [model], seen, 0)
    assert [f.quad for f in with_zone] == [f.quad for f in missing(_card(), [model], seen[:1], 0)]


def test_another_zone_does_not_lay_the_model() -> None:
    """A zone of half the length, as on another document that lies across it, says nothing."""
    model = _model("nl-licence-2014-front")
    seen = [_portrait(_place(model, "portrait"))]
    own = _zone(model).quad
    half = replace(_zone(model), quad=own.part(0.0, 0.5))
    alone = [f.quad for f in missing(_card(), [model], seen, 0)]
    assert [f.quad for f in missing(_card(), [model], [*seen, half], 0)] == alone


def _licence(
    main: tuple[float, float], second: tuple[float, float]
) -> tuple[Document, list[Finding]]:
    """A whole page with a licence's zone in it, and two portraits by their middles in card mm."""
    page = document(Quad.rect(0, 0, 2000, 1500), Located.PAGE, 0.5)
    model = _model("nl-licence-2014-front")
    zone = Finding(Kind.MRZ, _place(model, "mrz-1"), 1.0, (Reason("mrz"),), "mrz", None, 0)
    (u, v), (s, t) = main, second
    faces = [
        _portrait(Quad.rect(100 + 10 * u - 100, 50 + 10 * v - 130, 200, 260)),
        _portrait(Quad.rect(100 + 10 * s - 40, 50 + 10 * t - 50, 80, 100)),
    ]
    return page, [zone, *faces]


def test_without_edges_a_zone_and_the_portrait_lay_the_model() -> None:
    model = _model("nl-licence-2014-front")
    page, seen = _licence((16.0, 28.2), (64.1, 34.5))
    (added,) = (f for f in missing(page, [model], seen, 0) if f.kind is Kind.PORTRAIT)
    assert added.quad.overlap(_place(model, "portrait-third")) > 0.9
    assert not unplaced(page, [model], seen, 0)


def test_a_portrait_off_its_place_leaves_the_model_in_doubt() -> None:
    model = _model("nl-licence-2014-front")
    page, seen = _licence((20.5, 28.2), (64.1, 34.5))
    assert not missing(page, [model], seen, 0)
    assert [d.code for d in unplaced(page, [model], seen, 0)] == ["expected-not-found"]


def test_a_card_of_another_make_is_not_measured_by_the_model() -> None:
    """A clear ghost stands where the model has none: its places say nothing of this card."""
    model = _model("nl-licence-2014-front")
    page, seen = _licence((16.0, 28.2), (75.0, 18.0))
    assert not missing(page, [model], seen, 0)
    assert not unplaced(page, [model], seen, 0)


def test_portraits_of_guessed_places_are_missed_all_the_same() -> None:
    model = _model("nl-id-2021-front")
    page = document(Quad.rect(0, 0, 1000, 1000), Located.PAGE, 0.5)
    seen = [_portrait(Quad.rect(100, 100, 200, 260))]
    assert [d.code for d in unplaced(page, [model], seen, 0)] == ["expected-not-found"]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("nl-id-2014-front", "nl-id-2021-front"), 1),
        (("nl-id-2014-front", "nl-permit-2012-front"), 0),
        (("nl-id-2021-back",), 0),
        ((), 0),
    ],
)
def test_one_portrait_where_all_that_it_may_be_have_two(names: tuple[str, ...], found: int) -> None:
    """In the dark the captions that tell the model are lost, and so may be the ghost."""
    models = [_model(name) for name in names]
    one = [_portrait(Quad.rect(120, 130, 240, 320))]
    assert len(unplaced(_card(), [], one, 0, models)) == found
    both = [*one, _portrait(Quad.rect(700, 300, 120, 160))]
    assert not unplaced(_card(), [], both, 0, models)
    assert not unplaced(_card(), [], [], 0, models)
