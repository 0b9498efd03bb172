"""Documents of which the picture's rim shows a part."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.documents.mrz import parse
from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Kind, Layout, Located, Page, Quad
from redactor.read import Conclusion, conclude, read
from redactor.read.cut import cuts_face, lost_portrait
from redactor.read.scene import Line, Scene, Zone
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.views import document
from tests.bench.strangers import draw_stranger

PX_PER_MM = 12.0


def lower_part(model: str, seed: int, part: float, engines: Engines) -> tuple[Conclusion, Page]:
    """The conclusion on a document's lower ``part``, whose outline goes on beyond the picture."""
    holder = fictional(61, "123456782")
    if model.startswith("x"):
        drawn = draw_stranger(model, seed, holder=holder).pixels
    else:
        drawn = draw(model, seed, px_per_mm=PX_PER_MM, holder=holder).pixels
    high, wide = drawn.shape[:2]
    hidden = round((1 - part) * high)
    desk = np.full((high, wide, 3), (40, 90, 60), np.uint8)
    desk[: high - hidden] = drawn[hidden:]
    page = Page(desk)
    whole = document(Quad.rect(0, -hidden, wide, high), Located.OUTLINE, 0.9)
    (conclusion,) = conclude([read(page, Layout((whole,), (1.0,)), engines)])
    return conclusion, page


CUT = [
    ("nl-passport-2014", 61, 0.42),
    ("nl-passport-2014", 61, 0.5),
    ("x-passport", 61, 0.42),
    ("x-passport-number", 62, 0.5),
    ("x-passport-number", 66, 0.42),
]


@pytest.mark.parametrize(("model", "seed", "part"), CUT)
def test_a_passport_cut_through_its_portrait_is_held(
    model: str, seed: int, part: float, engines: Engines
) -> None:
    """No face is left of it, but chin and shoulders are."""
    conclusion, page = lower_part(model, seed, part, engines)
    covered = [
        f
        for f in conclusion.findings
        if f.kind is Kind.PORTRAIT and f.quad.centre[0] < page.width / 2 and f.quad.bounds[3] > 0
    ]
    told = {(doubt.code, doubt.detail) for doubt in conclusion.doubts}
    assert covered or ("expected-not-found", "portrait") in told


UPPER = [
    ("x-passport", 71, 0.45),
    ("x-passport", 71, 0.62),
    ("x-id-front", 73, 0.45),
    ("x-passport-new", 74, 0.62),
]


@pytest.mark.parametrize(("model", "seed", "part"), UPPER)
def test_an_upper_half_that_names_its_holder_shows_him_or_is_held(
    model: str, seed: int, part: float, engines: Engines
) -> None:
    """Hair and forehead are no face to a detector; who is named beside them is shown there."""
    drawn = draw_stranger(model, seed, holder=fictional(61, "123456782")).pixels
    high, wide = drawn.shape[:2]
    desk = np.full((high, wide, 3), (40, 90, 60), np.uint8)
    shown = round(part * high)
    desk[high - shown :] = drawn[:shown]
    place = document(Quad.rect(0, 0, wide, high), Located.PAGE, 0.5, long_px=1440)
    (conclusion,) = conclude([read(Page(desk), Layout((place,), (1.0,)), engines)])
    left = [
        f for f in conclusion.findings if f.kind is Kind.PORTRAIT and f.quad.centre[0] < wide / 2
    ]
    assert left or {"expected-not-found", "portrait-not-found"} & {
        doubt.code for doubt in conclusion.doubts
    }


BESIDE = Face(Quad.rect(700, 60, 80, 100), 0.9, ())
MAIN = Face(Quad.rect(60, 20, 160, 200), 0.9, ())
CAPTION = "Geldig tot / Date of expiry", 320, 60, 0.99
RIMMED = "10 00 1950", 320, -14, 0.7


@pytest.mark.parametrize(
    ("lines", "faces", "lost"),
    [
        ((RIMMED, CAPTION), (BESIDE,), True),
        ((RIMMED, CAPTION), (), True),
        ((RIMMED, CAPTION), (MAIN, BESIDE), False),
        ((RIMMED,), (BESIDE,), False),  # no document's captions
        ((CAPTION,), (BESIDE,), False),
        ((("10 05 1950", 320, 4, 0.99), CAPTION), (BESIDE,), False),  # near the rim, and whole
        ((RIMMED, CAPTION, ("Factuurnummer 4711", 320, 120, 0.99)), (BESIDE,), False),
    ],
    ids=["ghost", "none", "portrait", "no captions", "not cut", "whole", "invoice"],
)
def test_fields_along_the_rim_have_their_portrait_beyond_it(
    lines: tuple[tuple[str, int, int, float], ...], faces: tuple[Face, ...], lost: bool
) -> None:
    page = Page(np.full((500, 1000, 3), 220, np.uint8))
    place = document(Quad.rect(0, 0, 1000, 500), Located.PAGE, 0.5, long_px=1000)
    read_lines = []
    for text, x, y, score in lines:
        quad = Quad.rect(x, y, 14.0 * len(text), 28)
        centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
        read_lines.append(Line(text, score, centres, quad, quad))
    scene = Scene(page, 0, place, page.pixels, tuple(read_lines))
    assert lost_portrait(faces, scene) is lost


@pytest.mark.parametrize(
    ("lines", "zoned", "lost"),
    [
        pytest.param((CAPTION,), True, False, id="back"),
        pytest.param((CAPTION,), False, True, id="front"),
        pytest.param((CAPTION, ("Naam / Surname", 20, 60, 0.99)), True, True, id="both sides"),
    ],
)
def test_fields_above_a_cards_zone_have_no_portrait_beside_them(
    lines: tuple[tuple[str, int, int, float], ...], zoned: bool, lost: bool
) -> None:
    """A note of another paper was cut by the rim: a permit's back in a sleeve was held."""
    page = Page(np.full((500, 1000, 3), 220, np.uint8))
    place = document(Quad.rect(0, 0, 1000, 500), Located.PAGE, 0.5, long_px=1000)
    texts = (
        "I<NLDSPECI20142999999990<<<<<8",
        "6503101F2403096NLD<<<<<<<<<<<8",
        "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
    )
    mrz = parse(texts)
    assert mrz is not None

    def line(text: str, x: int, y: int, score: float, wide: float) -> Line:
        quad = Quad.rect(x, y, wide * len(text), 28)
        centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
        return Line(text, score, centres, quad, quad)

    rows = tuple(line(text, 300, 170 + 50 * at, 0.97, 14.0) for at, text in enumerate(texts))
    read_lines = [line(*one, 14.0) for one in (RIMMED, *lines)]
    zones = (Zone(mrz, rows),) if zoned else ()
    scene = Scene(page, 0, place, page.pixels, (*read_lines, *rows), zones)
    assert lost_portrait((), scene) is lost


def test_a_whole_passport_is_not(engines: Engines) -> None:
    conclusion, _ = lower_part("nl-passport-2014", 61, 1.0, engines)
    assert not conclusion.doubts


@pytest.mark.parametrize(
    ("top", "told"),
    [(-30, True), (-1, True), (20, False), (300, True), (270, False), (-200, False)],
)
def test_a_face_that_the_upper_or_lower_rim_goes_through_is_cut(top: int, told: bool) -> None:
    """400 px of a view are the picture's, the view goes on beyond them on all sides."""
    view = np.zeros((600, 900, 3), np.uint8)
    place = document(Quad.rect(-100, -100, 900, 600), Located.OUTLINE, 0.9)
    page = Page(np.zeros((400, 700, 3), np.uint8))
    scene = Scene(page, 0, place, view, ())
    face = place.to_view.quad(Quad.rect(300, top, 90, 120))
    assert cuts_face([Face(face, 0.9, ())], scene) is told


@pytest.mark.parametrize(("model", "seed"), [("nl-passport-2014", 81), ("x-passport-new", 82)])
def test_half_a_page_whose_portrait_is_cut_is_held(model: str, seed: int, engines: Engines) -> None:
    """Its face is covered; hair of a ghost beside it may be open, which nothing knows for one."""
    drawn = (draw_stranger if model.startswith("x") else draw)(
        model, seed, holder=fictional(61, "123456782")
    )
    photo = max(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    rim = round(photo.bounds[1] + 0.66 * (photo.bounds[3] - photo.bounds[1]))
    page = Page(np.ascontiguousarray(drawn.pixels[:rim]))
    place = document(page.quad, Located.PAGE, 0.5)
    (conclusion,) = conclude([read(page, Layout((place,), (1.0,)), engines)])
    assert ("expected-not-found", "portrait") in {(d.code, d.detail) for d in conclusion.doubts}
