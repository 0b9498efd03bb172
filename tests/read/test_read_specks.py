"""Specks and strokes that black and white leaves of a ghost are covered; other print is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Finding, Kind, Located, Page, Pixels, Quad, Reason
from redactor.read.known import Known
from redactor.read.pagewise import Seen, conclude
from redactor.read.portraits import PortraitReader
from redactor.read.scene import Line, Reading, Scene
from redactor.read.specks import specks
from redactor.samples.face import draw_face
from redactor.views import document, rectify

FACE = Face(Quad.rect(120, 200, 140, 180), 0.9, ())
"""The portrait's, whose ghost is about as high as it."""
GHOST = Quad.rect(1000, 200, 140, 180)
PHOTO = Quad.rect(60, 120, 270, 350)


def copy(*, dirt: int = 0) -> Pixels:
    """A black and white copy with nothing but a copier's dust on it."""
    page = np.full((807, 1280, 3), 242, np.uint8)
    rng = np.random.default_rng(5)
    for x, y in rng.integers((0, 0), (1280, 807), (dirt, 2)):
        page[y : y + 2, x : x + 2] = 20
    return page


def remains(page: Pixels, seed: int, kept: float) -> None:
    """What is left at the ghost's place when only so much of it was dark enough."""
    head = cv2.cvtColor(draw_face(np.random.default_rng(seed)), cv2.COLOR_RGB2GRAY)
    left, top, right, bottom = (int(v) for v in GHOST.bounds)
    small = cv2.resize(head, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
    page[top:bottom, left:right][small < np.quantile(small, kept)] = 20


def scene(page: Pixels, *lines: Line, located: Located = Located.OUTLINE) -> Scene:
    high, wide = page.shape[:2]
    place = document(Quad.rect(0, 0, wide, high), located, 0.9, wide)
    return Scene(Page(page), 0, place, rectify(page, place), lines)


def text(page: Pixels, words: str, x: int, y: int) -> Line:
    cv2.putText(page, words, (x, y + 24), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (20, 20, 20), 2)
    quad = Quad.rect(x, y, 17 * len(words), 30)
    return Line(words, 0.98, tuple((i + 0.5) / len(words) for i in range(len(words))), quad, quad)


def found(page: Pixels, *lines: Line, main: Face | None = FACE) -> list[Finding]:
    return list(specks(scene(page, *lines), main, [PHOTO], "portrait"))


@pytest.mark.parametrize("dirt", [0, 60])
@pytest.mark.parametrize("kept", [0.03, 0.1, 0.25])
@pytest.mark.parametrize("seed", [3, 8, 21])
def test_what_a_copier_left_of_a_ghost_is_covered(seed: int, kept: float, dirt: int) -> None:
    page = copy(dirt=dirt)
    remains(page, seed, kept)
    left, top, right, bottom = (int(v) for v in GHOST.bounds)
    rows, columns = np.nonzero(page[top:bottom, left:right, 0] < 100)
    (one,) = found(page)
    assert one.kind is Kind.PORTRAIT
    assert one.why == (Reason("photo-specks"),)
    ink = zip(columns + float(left), rows + float(top), strict=True)
    assert all(map(one.quad.contains, ink))
    assert one.quad.shared(GHOST) * one.quad.area > 0.8 * GHOST.area


def test_a_field_beside_it_stays_legible() -> None:
    page = copy()
    remains(page, 8, 0.1)
    lines = [text(page, "12 JUN/JUN 2031", 740, 200), text(page, "SPECIMEN", 1000, 396)]
    (one,) = found(page, *lines)
    assert all(one.quad.overlap(line.view) < 0.01 for line in lines)


@pytest.mark.parametrize("what", ["dust", "dots", "text", "signature", "rule", "code"])
def test_other_print_is_left(what: str) -> None:
    page, lines = copy(dirt=0 if what == "dots" else 60), list[Line]()
    if what == "text":
        lines = [text(page, words, 1000, y) for words, y in (("NLD", 220), ("12-06-2031", 260))]
    elif what == "dots":  # for fingers, on Norwegian cards
        for at in ((1020, 240), (1050, 270), (1080, 300)):
            cv2.circle(page, at, 7, (20, 20, 20), -1)
    elif what == "signature":
        wave = [(700 + 4 * i, 560 + round(24 * np.sin(i / 3))) for i in range(70)]
        cv2.polylines(page, [np.array(wave)], False, (20, 20, 20), 3)
    elif what == "rule":
        cv2.line(page, (1050, 0), (1056, 807), (120, 120, 120), 1)
    elif what == "code":
        modules = np.random.default_rng(2).integers(0, 2, (29, 29)) * 225 + 15
        page[220:394, 1000:1174] = np.kron(modules, np.ones((6, 6)))[..., None]
    assert not found(page, *lines)


def test_print_in_colours_is_no_copiers() -> None:
    page = copy()
    remains(page, 8, 0.1)
    page[:] = np.minimum(page, (250, 214, 180))
    assert not found(page)


def test_a_small_picture_is_left_where_no_portrait_says_how_large_ghosts_are() -> None:
    """On a card's back emblems are as small; a picture as large as a portrait is covered."""
    page = copy()
    cv2.ellipse(page, (1060, 300), (70, 95), 0, 0, 360, (20, 20, 20), 6)
    assert len(found(page, main=None)) == 1
    page = copy()
    cv2.ellipse(page, (1060, 300), (34, 46), 0, 0, 360, (20, 20, 20), 6)
    assert not found(page, main=None)
    assert len(found(page)) == 1


@pytest.mark.parametrize(("reason", "missed"), [("face", 0), ("photo-specks", 1)])
def test_specks_are_not_the_portrait_that_a_side_with_the_holders_names_shows(
    reason: str, missed: int
) -> None:
    page = copy()
    lines = (text(page, "Surname", 600, 200), text(page, "Date of birth", 600, 300))
    place = scene(page).document
    picture = Finding(Kind.PORTRAIT, GHOST, 0.6, (Reason(reason),), "portrait", None, 0)
    seen = Seen((place,), (Known("NLD", (), lines),), Reading((picture,)))
    (concluded,) = conclude([seen])
    assert picture in concluded.findings
    assert [d.code for d in concluded.doubts].count("portrait-not-found") == missed


@pytest.mark.parametrize("seed", [5, 8, 12])
def test_the_reader_of_portraits_covers_what_is_like_no_face(seed: int, engines: Engines) -> None:
    page = copy()
    face = draw_face(np.random.default_rng(seed))
    left, top, right, bottom = (int(v) for v in PHOTO.bounds)
    page[top:bottom, left:right] = cv2.cvtColor(
        cv2.resize(face, (right - left, bottom - top)), cv2.COLOR_RGB2GRAY
    )[..., None]
    remains(page, seed, 0.03)
    portrait, ghost = PortraitReader().read(scene(page), engines).findings
    assert portrait.quad.contains(PHOTO.centre)
    assert ghost.quad.shared(GHOST) * ghost.quad.area > 0.8 * GHOST.area
