"""A photo askew in its view is covered askew: whole, and without the fields beside it."""

from __future__ import annotations

from math import radians

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Kind, Layout, Located, Page, Quad, Transform
from redactor.read import read
from redactor.read.scene import Line, Scene
from redactor.read.tilted import lean, righted
from redactor.samples import draw
from redactor.views import document
from tests.bench.scoring import mask_of


@pytest.mark.parametrize(
    ("model", "degrees"),
    [("nl-licence-2014-front", 11.0), ("uto-id", -14.0), ("nl-id-2014-front", 17.0)],
)
def test_the_photo_of_a_card_without_an_outline_is_covered_whole(
    model: str, degrees: float, engines: Engines
) -> None:
    drawn = draw(model, seed=12, px_per_mm=9.0)
    high, wide = drawn.pixels.shape[:2]
    side = round(1.25 * wide)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    turn[:, 2] += (side / 2 - wide / 2, side / 2 - high / 2)
    desk = (214, 206, 214)
    pixels = cv2.warpAffine(drawn.pixels, turn, (side, side), borderValue=desk)
    whole = document(Quad.rect(0, 0, side, side), Located.PAGE, 0.3)
    seen = read(Page(np.asarray(pixels, np.uint8)), Layout((whole,), (1.0,)), engines)
    to_page = Transform.of(np.vstack([turn, [0, 0, 1]]))
    covers = [f.quad for f in seen.reading.findings if f.kind is Kind.PORTRAIT]
    covered = mask_of((side, side), covers)

    def share(quad: Quad) -> float:
        inside = mask_of((side, side), [to_page.quad(quad)])
        return float((covered & inside).sum() / inside.sum())

    main = next(f for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    assert share(main.quad) > 0.95
    for kind in (Kind.SURNAME, Kind.GIVEN_NAMES, Kind.BIRTH_DATE, Kind.EXPIRY_DATE):
        assert all(share(field.quad) < 0.02 for field in drawn.document.of(kind))


def scene_of(*lines: tuple[float, float, float], card_wide: float = 160) -> Scene:
    """A scene whose lines stand at x, y and run at so many degrees, a card's so wide."""
    place = document(Quad.rect(0, 0, 900, 900), Located.PAGE, 0.3, long_px=900)
    quads = []
    for x, y, degrees in lines:
        turn = cv2.getRotationMatrix2D((x, y), -degrees, 1.0)
        wide = card_wide if (x, y, degrees) in CARD else 160
        quads.append(Transform.of(np.vstack([turn, [0, 0, 1]])).quad(Quad.rect(x, y, wide, 20)))
    texts = tuple(Line("a line of text", 0.9, (0.5,) * 14, quad, quad) for quad in quads)
    return Scene(
        Page(np.zeros((900, 900, 3), np.uint8)), 0, place, np.zeros((900, 900, 3), np.uint8), texts
    )


FACE = Face(Quad.rect(200, 250, 80, 100), 0.9, ())
CARD = [(330.0, 220.0 + 40 * i, 12.0) for i in range(5)]
LETTER = [(260.0, 520.0 + 30 * i, 1.0) for i in range(12)]


def test_the_lines_nearest_to_the_photo_tell_how_it_stands() -> None:
    assert lean(scene_of(*CARD, *LETTER), FACE) == pytest.approx(radians(12.0), abs=0.01)
    assert lean(scene_of(*LETTER), FACE) == 0.0


def test_a_cards_short_lines_tell_more_than_a_letters_long_ones_farther_off() -> None:
    """Dates and captions are three or four times as wide as high."""
    slanted = [(x, y, -7.0) for x, y, _ in LETTER]
    found = lean(scene_of(*CARD, *slanted, card_wide=64), FACE)
    assert found == pytest.approx(radians(12.0), abs=0.01)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(CARD[:2], id="too few"),
        pytest.param([(x, y, 3.0) for x, y, _ in CARD], id="nearly level"),
        pytest.param([(x, y, 12.0 - 9 * i) for i, (x, y, _) in enumerate(CARD)], id="unlike"),
        pytest.param([(x, y, 80.0) for x, y, _ in CARD], id="upright print"),
        pytest.param([(x + 500, y + 400, 12.0) for x, y, _ in CARD], id="far off"),
    ],
)
def test_other_lines_do_not(lines: list[tuple[float, float, float]]) -> None:
    assert lean(scene_of(*lines), FACE) == 0.0


def test_turned_about_the_face_everything_keeps_its_place_on_the_page() -> None:
    scene = scene_of(*CARD)
    turned = righted(scene, FACE, radians(12.0))
    for old, new in zip(scene.lines, turned.lines, strict=True):
        assert abs(new.view.angle) < 0.01
        there, here = (
            turned.document.to_page.quad(new.view),
            scene.document.to_page.quad(old.view),
        )
        assert np.allclose(there.array(), here.array(), atol=0.5)
    centre = scene.document.to_page.point(FACE.quad.centre)
    assert turned.document.to_page.point(FACE.quad.centre) == pytest.approx(centre, abs=0.5)


def test_nothing_is_turned_where_nothing_leans() -> None:
    scene = scene_of(*CARD)
    assert righted(scene, FACE, 0.0) is scene
