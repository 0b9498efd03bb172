"""Faces that a copier turned into grains or blots, and ornament that is none."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Kind, Located, Page, Pixels, Quad
from redactor.read.coarse import grained, lined, negatives, pale, veiled
from redactor.read.faces import ask
from redactor.samples import draw
from redactor.views import document, rectify
from tests.bench.captures import jpeg
from tests.bench.phones import shrunk
from tests.bench.shots import Sheet
from tests.bench.strangers import draw_stranger
from tests.read.pages import page_with_a_face

FACES = Path(__file__).parents[3] / "shared" / "specimens" / "faces"
SIDE = 260


def _blotted(path: Path, level: float) -> Pixels:
    """A page with a photograph in black and white: only what shines on the skin stays white."""
    import cv2

    grey = cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2GRAY)
    photo = cv2.resize(cv2.GaussianBlur(grey, (0, 0), 1.5), (SIDE, SIDE))
    skin = photo[SIDE // 3 : 2 * SIDE // 3, SIDE // 3 : 2 * SIDE // 3]
    page = np.full((700, 1000, 3), 255, np.uint8)
    lit = photo > np.percentile(skin, level)
    page[200 : 200 + SIDE, 120 : 120 + SIDE] = np.where(lit, 255, 0)[..., None]
    return page


def _grained(path: Path) -> Pixels:
    """A page with a photograph as a fax sends it: its greys scattered as coarse black dots."""
    import cv2
    from PIL import Image

    small = cv2.resize(cv2.imread(str(path)), (SIDE // 2, SIDE // 2), interpolation=cv2.INTER_AREA)
    dots = Image.fromarray(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)).convert("1").convert("RGB")
    page = np.full((700, 1000, 3), 255, np.uint8)
    page[200 : 200 + SIDE, 120 : 120 + SIDE] = dots.resize((SIDE, SIDE), Image.Resampling.NEAREST)
    return page


@pytest.mark.parametrize(("seed", "side", "contrast"), [(310, 420, 0.4), (302, 500, 0.25)])
def test_a_ghost_that_a_chat_program_left_pale_is_found_on_a_cards_back(
    seed: int, side: int, contrast: float, engines: Engines
) -> None:
    small = shrunk(Sheet(draw_stranger("x-abroad-card-back", seed, px_per_mm=10)), side).drawn
    pixels = jpeg((small.pixels * contrast + 90).astype(np.uint8), 16)
    place = document(Page(pixels).quad, Located.OUTLINE, 0.9)
    view = rectify(pixels, place)
    (ghost,) = small.document.of(Kind.PORTRAIT)
    faces = pale(view, engines)
    assert len(faces) == 1
    assert ghost.quad.contains(place.to_page.quad(faces[0].quad).centre)
    without = pixels.copy()
    left, top, right, bottom = ghost.quad.padded(2).bounds
    without[top:bottom, left:right] = without[top - 3, left - 3]
    assert pale(rectify(without, place), engines) == []


@pytest.mark.parametrize(
    ("scores", "found"),
    [
        ((0.71, 0.38, 0.0, 0.46, 0.4, 0.0), True),
        ((0.71, 0.0, 0.0, 0.4, 0.4, 0.0), True),
        ((0.71, 0.38, 0.0, 0.0, 0.0, 0.0), False),  # one weak look is any ornament's
        ((0.65, 0.49, 0.49, 0.49, 0.49, 0.49), False),  # none is clear
        ((0.71, 0.52, 0.0, 0.0, 0.0, 0.0), True),
    ],
)
def test_weak_looks_at_a_dark_ghost_and_at_its_negative_add_up(
    scores: tuple[float, ...], found: bool
) -> None:
    class Faces:
        def __init__(self) -> None:
            self.left = list(scores)

        def detect(self, pixels: Pixels, least: float) -> tuple[Face, ...]:
            high, wide = pixels.shape[:2]
            box = Quad.rect(0.7 * wide, 0.2 * high, 0.06 * wide, 0.12 * high)
            score = self.left.pop(0)
            return (Face(box, score, ()),) * (score >= least)

    engines = cast(Engines, SimpleNamespace(faces=Faces()))
    assert (len(pale(np.full((900, 1440, 3), 200, np.uint8), engines)) == 1) is found


@pytest.mark.skipif(not FACES.is_dir(), reason="no photographs of faces on this machine")
def test_faces_made_of_grains_are_found(engines: Engines) -> None:
    paths = sorted(FACES.glob("*.jpg"))[::5]
    found = plain = 0
    for path in paths:
        page = _grained(path)
        faces = grained(page, engines)
        found += any(
            120 < face.quad.centre[0] < 120 + SIDE and 200 < face.quad.centre[1] < 200 + SIDE
            for face in faces
        )
        plain += bool(engines.faces.detect(page, 0.8))
    assert found >= 0.9 * len(paths)
    assert plain < found


@pytest.mark.skipif(not FACES.is_dir(), reason="no photographs of faces on this machine")
def test_faces_that_a_copier_made_black_are_found(engines: Engines) -> None:
    found = 0
    paths = sorted(FACES.glob("*.jpg"))[::5]
    for path in paths:
        faces = negatives(_blotted(path, 75), engines)
        found += any(
            120 < face.quad.centre[0] < 120 + SIDE and 200 < face.quad.centre[1] < 200 + SIDE
            for face in faces
        )
    assert found >= 0.5 * len(paths)


@pytest.mark.parametrize("model", ["nl-id-2014-back", "nl-licence-2014-back", "nl-id-2021-back"])
def test_a_back_without_a_face_has_none_in_grains_or_negative(model: str, engines: Engines) -> None:
    for seed in range(3):
        picture = draw(model, seed).pixels
        grey = np.repeat(picture.mean(axis=2, keepdims=True).astype(np.uint8), 3, axis=2)
        assert negatives(grey, engines) == []
        assert grained(grey, engines) == []


@pytest.mark.skipif(not FACES.is_dir(), reason="no photographs of faces on this machine")
def test_what_has_colours_no_copier_made(engines: Engines) -> None:
    path = next(p for p in sorted(FACES.glob("*.jpg")) if negatives(_blotted(p, 75), engines))
    tinted = _blotted(path, 75)
    tinted[..., 2] //= 2
    assert negatives(tinted, engines) == []
    assert grained(tinted, engines) == []


@pytest.mark.parametrize("shape", [(1, 2600, 3), (2600, 2, 3), (3, 3, 3)])
def test_a_picture_as_thin_as_a_hair_shows_nobody(
    shape: tuple[int, int, int], engines: Engines
) -> None:
    assert lined(np.full(shape, (180, 90, 60), np.uint8), engines) == []


class _Detector:
    """Sees one face on every picture made small, and at its smallest only where it says so."""

    def __init__(self, part: float, again: bool) -> None:
        self.part, self.again = part, again

    def detect(
        self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0
    ) -> tuple[Face, ...]:
        if scale != 1.0 and not self.again:
            return ()
        high = self.part * pixels.shape[0]
        return (Face(Quad.rect(0.3 * pixels.shape[1], 0.2 * high, 0.8 * high, high), 0.9, ()),)


@pytest.mark.parametrize(
    ("part", "again", "count"),
    [(0.44, True, 1), (0.44, False, 0), (0.15, False, 1)],
    ids=["a portrait", "a letter's columns", "not large"],
)
def test_a_large_face_under_lines_is_seen_very_small_too(
    part: float, again: bool, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter's columns, its margins and what lies on it are a giant's face at several sizes."""
    engines = Engines(1)
    monkeypatch.setattr(engines, "faces", _Detector(part, again), raising=False)
    assert len(lined(np.full((1000, 700, 3), 240, np.uint8), engines)) == count


@pytest.mark.parametrize("high", [240, 500])
def test_a_large_portrait_under_lines_is_found(high: int, engines: Engines) -> None:
    """One photo that fills the picture: the check on giants takes no portrait away."""
    import cv2

    page, _ = page_with_a_face(high, left=100)
    for y in range(-60, 1000, 10):
        cv2.line(page, (0, y), (1000, y + 60), (120, 140, 170), 1, cv2.LINE_AA)
    assert len(lined(page, engines)) == 1


def _under_lines(name: str) -> tuple[Pixels, Quad]:
    """A portrait and a large ghost of it under stripes and text, and the ghost's place."""
    import cv2

    photo = cv2.cvtColor(cv2.imread(str(FACES / f"{name}.jpg")), cv2.COLOR_BGR2GRAY)
    side = min(photo.shape)
    page = np.full((660, 1050, 3), 214, np.uint8)
    page[240:560, 60:380] = cv2.resize(photo[:side, :side], (320, 320))[..., None]
    grey = cv2.resize(photo[:side, :side], (400, 400)).astype(float)
    lines = np.where(np.arange(400) % 18 < 7, 35, 0)
    page[120:520, 520:920] = np.clip(190 + (grey - grey.mean()) * 0.5 - lines, 0, 255)[..., None]
    for row in range(160, 500, 66):
        at, font = (480, row), cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(page, "CARTE DE SEJOUR", at, font, 1, (60, 60, 80), 3)
    return page, Quad.rect(520, 120, 400, 400)


@pytest.mark.skipif(not FACES.is_dir(), reason="no photographs of faces on this machine")
@pytest.mark.parametrize("name", ["composite_f_white", "composite_m_multi", "composite_f_easian"])
def test_the_coarsest_looks_see_a_large_ghost_under_lines(name: str, engines: Engines) -> None:
    page, ghost = _under_lines(name)
    close = ask(page, engines)
    large = 0.3 * ghost.height
    assert not any(
        ghost.contains(one.quad.centre) and one.quad.height > large
        for one in (*close.plain, *close.evened)
    )
    assert any(ghost.contains(one.quad.centre) for one in veiled(page, engines, 0.5))
