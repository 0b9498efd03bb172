"""The face detector is asked once for a view; copies on another document lie in that one's px."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from redactor.documents.mrz import parse
from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.outlines import Outlines
from redactor.engines.twins import Twin
from redactor.model import Kind, Located, Page, Pixels, Quad
from redactor.read import coarse, portraits
from redactor.read.faces import HINT, Answers, ask, evened, from_score, look_scale
from redactor.read.inprint import in_zone, is_print, text_share
from redactor.read.portraits import (
    PortraitReader,
    _portraits_beside,
    ghosts,
    on_page,
)
from redactor.read.scene import Line, Scene, Zone
from redactor.read.strays import enlarged, page_faces, strays
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.views import document, rectify
from tests.read.pages import page_with_a_face


@pytest.mark.parametrize("least", [HINT, 0.5, 0.6])
@pytest.mark.parametrize("model", ["nl-id-2014-front", "nl-passport-2014"])
def test_one_question_answers_for_every_score(engines: Engines, model: str, least: float) -> None:
    view = draw(model, seed=4, px_per_mm=12).pixels
    answers = ask(view, engines)
    assert answers.plain, "the portrait itself"
    for kept, picture in ((answers.plain, view), (answers.evened, evened(view))):
        assert from_score(kept, least) == engines.faces.detect(picture, least, look_scale(view))


def test_a_face_on_a_large_page_is_found_small_at_its_place(engines: Engines) -> None:
    """A page of many megapixels is halved before it is looked at; nothing moves by it."""
    view = draw("nl-id-2014-front", seed=4, px_per_mm=12).pixels
    large = np.asarray(cv2.resize(view, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), np.uint8)
    own = engines.faces.detect(view, 0.8)
    found = engines.faces.detect(large, 0.8, 0.25)
    assert len(own) == len(found) >= 1
    for one, other in zip(own, found, strict=True):
        assert np.abs(one.quad.array() - other.quad.array() / 4).max() < 0.03 * one.quad.height


def beside(page: Pixels, quad: Quad, long_px: int) -> Scene:
    """A block of text at ``quad``, looked at ``long_px`` large."""
    place = document(quad, Located.TEXT, 0.4, long_px=long_px)
    return Scene(Page(page), 1, place, rectify(page, place), ())


@pytest.mark.parametrize("long_px", [900, 1800])
def test_a_copy_in_a_block_of_text_is_found_however_large_it_is_looked_at(
    engines: Engines, long_px: int
) -> None:
    """Two cards on a desk, the second without an edge: its ghost is of its own true size."""
    drawn = draw("uto-id", seed=5, px_per_mm=12)
    high, wide = drawn.pixels.shape[:2]
    photo = next(f.quad for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    left, top, right, bottom = photo.bounds
    page = np.full((high * 2, wide, 3), 226, np.uint8)
    page[:high] = drawn.pixels
    small = cv2.resize(drawn.pixels[top:bottom, left:right], None, fx=0.5, fy=0.5)
    copy = Quad.rect(500, high + 150, small.shape[1], small.shape[0])
    x, y, r, b = copy.bounds
    page[y:b, x:r] = small // 3 + 150
    own = document(Quad.rect(0, 0, wide, high), Located.OUTLINE, 0.9)
    scene = Scene(Page(page), 0, own, rectify(page, own), ())
    face = Face(own.to_view.quad(photo.part(0.25, 0.75).padded(0, -0.25 * photo.height)), 0.9, ())
    other = beside(page, Quad.rect(400, high + 80, 500, 320), long_px)
    found = ghosts(face, scene, (), engines, other, enlarged(scene, other))
    places = [other.document.to_page.quad(ghost.quad) for ghost, _ in found]
    assert len(places) == 1
    assert places[0].overlap(copy) > 0.9
    assert 0.4 < places[0].height / copy.height < 0.6


def _two_holders(models: tuple[str, str], seed: int) -> tuple[Scene, list[Quad]]:
    """A white sheet with two people's cards, as the only document, and where their photos are."""
    view = np.full((1300, 1200, 3), 255, np.uint8)
    photos = []
    for at, model in enumerate(models):
        card = draw(model, seed + at, holder=fictional(seed + at, "123456782"))
        small = cv2.resize(card.pixels, (440, 278), interpolation=cv2.INTER_AREA)
        x, y = 120 + 240 * at, 120 + 620 * at
        view[y : y + 278, x : x + 440] = np.clip((small.astype(np.float32) - 30) * 1.35, 0, 255)
        scale = 440 / card.pixels.shape[1]
        photos += [
            Quad.of(field.quad.array() * scale + np.array((x, y)))
            for field in card.document.of(Kind.PORTRAIT)
        ]
    whole = document(Quad.rect(0, 0, 1200, 1300), Located.PAGE, 0.5, long_px=1300)
    page = Page(view)
    return Scene(page, 0, whole, rectify(view, whole), ()), photos


@pytest.mark.parametrize(
    ("models", "seed"),
    [
        (("nl-licence-2014-front", "nl-permit-2020-front"), 170),
        (("nl-licence-2014-front", "nl-id-2014-front"), 310),
    ],
)
def test_every_holders_small_pictures_on_a_sheet_are_covered(
    engines: Engines, models: tuple[str, str], seed: int
) -> None:
    scene, photos = _two_holders(models, seed)
    covers = [finding.quad for finding in PortraitReader().read(scene, engines).findings]
    for photo in photos:
        assert any(cover.overlap(photo) > 0.5 for cover in covers), photo.bounds


def test_of_a_crowd_the_largest_few_are_holders() -> None:
    heights = (100, 99, 70, 64, 90, 80, 98)
    faces = [Face(Quad.rect(120 * at, 0, 80, high), 0.9, ()) for at, high in enumerate(heights)]
    beside = _portraits_beside(faces[0], [*faces, Face(Quad.rect(0, 200, 80, 99), 0.7, ())])
    assert [round(face.quad.height) for face in beside] == [99, 98, 90]
    assert _portraits_beside(faces[0], [faces[0], faces[3]]) == []


def _scene_with(lines: tuple[Line, ...], zones: tuple[Zone, ...] = ()) -> Scene:
    place = document(Quad.rect(0, 0, 856, 540), Located.OUTLINE, 0.95, long_px=856)
    view = np.full((540, 856, 3), 255, np.uint8)
    return Scene(Page(view), 0, place, view, lines, zones)


def _line(text: str, x: float, y: float, wide: float) -> Line:
    quad = Quad.rect(x, y, wide, 24)
    return Line(text, 0.99, tuple((i + 0.5) / len(text) for i in range(len(text))), quad, quad)


@pytest.mark.parametrize(("score", "is_none"), [(0.55, True), (0.9, False)])
def test_a_doubtful_face_around_fields_is_none(score: float, is_none: bool) -> None:
    fields = tuple(_line(text, 320, 120 + 60 * i, 150) for i, text in enumerate(
        ("persoonsnummer", "123456782", "lengte / height")))  # fmt: skip
    face = Face(Quad.rect(250, 60, 300, 360), score, ())
    assert is_print(face, _scene_with(fields)) is is_none


@pytest.mark.parametrize(("score", "is_none"), [(0.55, True), (0.9, False)])
def test_a_doubtful_face_that_reaches_into_a_zone_is_none(score: float, is_none: bool) -> None:
    texts = ("I<NLDSPECI20142<<<<<<<<<<<<<<<", "6503101F2403096NLD<<<<<<<<<<<8",
             "DE<BRUIJN<<WILLEKE<LISELOTTE<<")  # fmt: skip
    lines = tuple(_line(text, 40, 360 + 45 * i, 780) for i, text in enumerate(texts))
    mrz = parse(list(texts))
    assert mrz is not None
    scene = _scene_with(lines, (Zone(mrz, lines),))
    assert in_zone(Face(Quad.rect(400, 120, 220, 270), score, ()), scene) is is_none
    assert not in_zone(Face(Quad.rect(400, 60, 220, 270), score, ()), scene)


@pytest.mark.parametrize(("text", "share"), [("11", 0.0), ("Anna", 0.2)])
def test_a_neck_read_as_a_sign_or_two_is_no_text_over_a_copy(text: str, share: float) -> None:
    copy = Face(Quad.rect(600, 300, 60, 80), 0.6, ())
    scene = _scene_with((_line(text, 612, 340, 40),))
    assert text_share(copy, scene) == pytest.approx(share)


@pytest.mark.parametrize(
    ("text", "high", "below", "is_letter"),
    [
        ("123456782", 40, 0, True),
        ("123456782", 40, 16, False),  # a date printed over its chest
        ("123456782", 80, 0, False),
        ("8", 30, 0, True),
        ("11", 40, 0, False),  # its own neck
        ("0?", 30, 0, False),  # its own head, read badly
    ],
)
def test_what_is_hardly_higher_than_the_text_it_stands_in_is_a_letter(
    text: str, high: int, below: int, is_letter: bool
) -> None:
    """The line is 24 px high and ``below`` px lower than the doubtful face's middle."""
    face = Face(Quad.rect(640, 352 - below - high / 2, 0.8 * high, high), 0.7, ())
    line = _line(text, 630, 340, 30 + 14 * len(text))
    scene = _scene_with((replace(line, score=0.62) if "?" in text else line,))
    assert is_print(face, scene) is is_letter


@pytest.mark.parametrize(
    ("text", "reason"), [("LOTTE", "same-photo-likely"), ("", "same-photo")], ids=["an O", "a copy"]
)
def test_a_copy_no_higher_than_letters_is_no_more_than_likely(
    text: str, reason: str, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An O is an oval, and so is a drawn face."""
    alike = Twin(Quad.rect(640, 340, 22, 26), 0.72, clear=True)
    monkeypatch.setattr(portraits, "twins", lambda *_: (alike,))
    monkeypatch.setattr(Outlines, "copies", lambda _: ())
    monkeypatch.setattr(Outlines, "speaks", lambda *_: (True, False))
    scene = _scene_with((_line(text, 620, 341, 110),) if text else ())
    main = Face(Quad.rect(80, 150, 110, 140), 0.95, ())
    assert [why for _, why in portraits.ghosts(main, scene, (), engines, scene)] == [reason]


@pytest.mark.parametrize(
    ("spoken", "reasons"),
    [
        ((True, True), ["same-photo"]),
        ((True, False), ["same-photo-likely"]),
        ((False, False), []),
    ],
)
def test_what_one_search_holds_likely_another_makes_certain_or_nothing(
    spoken: tuple[bool, bool], reasons: list[str], engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tiny ghost under the portrait had been taken for a part of the portrait's own photo."""
    likely = Twin(Quad.rect(640, 340, 22, 26), 0.68, clear=False)
    monkeypatch.setattr(portraits, "twins", lambda *_: (likely,))
    monkeypatch.setattr(Outlines, "copies", lambda _: ())
    monkeypatch.setattr(Outlines, "speaks", lambda *_: spoken)
    scene = _scene_with(())
    main = Face(Quad.rect(80, 150, 110, 140), 0.95, ())
    assert [why for _, why in portraits.ghosts(main, scene, (), engines, scene)] == reasons


@pytest.mark.parametrize("located", [Located.TEXT, Located.OUTLINE], ids=["edgeless", "card"])
def test_a_face_beside_what_was_framed_is_hidden_as_a_photo(
    engines: Engines, located: Located
) -> None:
    """The photo was left out: edges nobody saw, or the photo's taken for the card's."""
    drawn = draw("nl-id-2014-front", seed=4, px_per_mm=12)
    photo = max(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    right = photo.bounds[2] + 10
    high, wide = drawn.pixels.shape[:2]
    place = document(Quad.rect(right, 0, wide - right, high), located, 0.9)
    scene = Scene(Page(drawn.pixels), 0, place, rectify(drawn.pixels, place), ())
    covers = [one.quad for one in strays(scene.page, [scene], engines).findings]
    (cover,) = [cover for cover in covers if photo.contains(cover.centre)]
    assert photo.shared(cover) > 0.9
    assert cover.area > photo.area


def test_what_is_seen_beyond_the_pictures_rim_is_nothing() -> None:
    """A cut document's view goes on where the picture has nothing to show."""
    cut = beside(np.full((300, 400, 3), 230, np.uint8), Quad.rect(0, -300, 400, 600), 600)
    assert on_page(Face(Quad.rect(100, 500, 60, 80), 0.9, ()), cut)
    assert not on_page(Face(Quad.rect(100, 100, 60, 80), 0.9, ()), cut)


@pytest.mark.parametrize("edges", [True, False])
def test_a_portrait_under_a_block_of_text_is_its_cards_own(
    engines: Engines, edges: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another frame cuts of it is no portrait to seek copies of: letters would be alike."""
    drawn = draw("nl-id-2014-front", seed=4, px_per_mm=12)
    high, wide = drawn.pixels.shape[:2]
    page = np.full((high + 200, wide, 3), 226, np.uint8)
    page[:high] = drawn.pixels
    kind = Located.OUTLINE if edges else Located.TEXT
    place = document(Quad.rect(0, 0, wide, high), kind, 0.9)
    card = Scene(Page(page), 0, place, rectify(page, place), ())
    block = beside(page, Quad.rect(0, 90, wide, high), 1000)
    sought: list[Scene] = []
    real = ghosts

    def noted(main: Face, scene: Scene, *rest: object) -> list[tuple[Face, str]]:
        sought.append(scene)
        return real(main, scene, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("redactor.read.strays.ghosts", noted)
    strays(card.page, [card, block], engines)
    assert card in sought
    assert (block in sought) is not edges


@pytest.mark.parametrize(
    ("places", "lacks"),
    [
        (((80, 120),), False),
        (((560, 160),), True),  # a copier made the portrait black: the ghost alone is seen
        (((80, 120), (560, 160)), False),
        ((), False),  # which is another doubt's
    ],
)
def test_a_passport_page_on_which_only_a_ghost_is_seen_is_doubtful(
    places: tuple[tuple[int, int], ...], lacks: bool
) -> None:
    rows = ("P<NLDJANSEN<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<",
            "SPECI20142NLD6503101F2403096999999990<<<<<84")  # fmt: skip
    lines = tuple(_line(text, 40, 440 + 40 * i, 780) for i, text in enumerate(rows))
    mrz = parse(list(rows))
    assert mrz is not None
    faces = [Face(Quad.rect(x, y, 90, 120), 0.9, ()) for x, y in places]
    assert portraits.lacks_portrait(faces, _scene_with(lines, (Zone(mrz, lines),))) is lacks
    assert not portraits.lacks_portrait(faces, _scene_with(lines))


class _Detector:
    """Sees one face, of the size it says for the size it looks at."""

    def __init__(self, heights: dict[bool, float], place: tuple[float, float] = (500, 400)) -> None:
        self.heights, self.place = heights, place

    def detect(
        self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0
    ) -> tuple[Face, ...]:
        high = self.heights[scale < 0.5]
        x, y = self.place
        return (Face(Quad.rect(x - high / 2.4, y - high / 2, high / 1.2, high), 0.85, ()),)


@pytest.mark.parametrize(
    ("near", "small", "people"),
    [
        (400, 390, 1),  # a person, seen at either size
        (400, 90, 0),  # print that looks like a face; a portrait in it is another one
        (400, 900, 0),
        (150, 40, 1),  # not large: looked at once
    ],
)
def test_a_large_face_is_looked_at_small_before_it_is_a_person(
    near: float, small: float, people: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns of print on a pale sheet are a giant's face to the detector now and then."""
    engines = Engines(1)
    monkeypatch.setattr(engines, "faces", _Detector({False: near, True: small}), raising=False)
    found = page_faces(Page(np.full((1000, 1000, 3), 240, np.uint8)), engines)
    assert len(found) == people


@pytest.mark.parametrize("high", [260, 420])
def test_a_large_face_on_a_page_is_found(high: int, engines: Engines) -> None:
    pixels, tall = page_with_a_face(high, left=200)
    (found,) = page_faces(Page(pixels), engines)
    assert 100 < found.quad.centre[1] < 100 + tall


@pytest.mark.parametrize(("score", "sought"), [(0.62, True), (0.55, False)])
def test_copies_are_sought_of_every_face_that_is_believed(
    engines: Engines, score: float, sought: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a small scan the portrait itself is seen faintly; its ghost is the same picture still."""
    monkeypatch.setattr(coarse, "lined", lambda *_: [])
    drawn = draw("nl-id-2014-front", seed=6, px_per_mm=10)
    page = drawn.pixels.copy()
    ghost = min(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    own = document(Quad.rect(0, 0, page.shape[1], page.shape[0]), Located.OUTLINE, 0.9)
    view = rectify(page, own)
    main = ask(view, engines).plain[0]
    answers = Answers((Face(main.quad, score, main.landmarks),), ())
    scene = Scene(Page(page), 0, own, view, (), (), answers)
    found = PortraitReader().read(scene, engines).findings
    copies = [f for f in found if any(reason.code.startswith("same-photo") for reason in f.why)]
    assert any(f.quad.contains(ghost.centre) for f in copies) is sought


@pytest.mark.parametrize("model", ["nl-id-2014-front", "nl-passport-2014", "uto-id"])
def test_a_portrait_under_fine_lines_is_found(engines: Engines, model: str) -> None:
    """Guilloches over a photo leave no face where it is looked at closely; a clear ghost may."""
    drawn = draw(model, seed=6, px_per_mm=11)
    main = max(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    left, top, right, bottom = main.bounds
    rows, columns = np.mgrid[top:bottom, left:right]
    lines = (rows + 4 * np.sin(columns / 9)) % 6 < 2
    page = drawn.pixels.copy()
    part = page[top:bottom, left:right].astype(int)
    page[top:bottom, left:right] = np.where(lines[..., None], np.clip(part + 110, 0, 255), part)
    own = document(Quad.rect(0, 0, page.shape[1], page.shape[0]), Located.OUTLINE, 0.9)
    view = rectify(page, own)
    assert not any(main.contains(face.quad.centre) for face in ask(view, engines).plain)
    scene = Scene(Page(page), 0, own, view, ())
    found = PortraitReader().read(scene, engines).findings
    assert any(f.quad.contains(main.centre) and f.quad.overlap(main) > 0.9 for f in found)


@pytest.mark.parametrize("located", [Located.PAGE, Located.OUTLINE])
def test_a_copy_over_the_rim_of_a_framed_part_is_found_whole(
    engines: Engines, located: Located
) -> None:
    """What is framed around print may end in the middle of a ghost; an edge that is seen cannot."""
    drawn = draw("nl-passport-2014", seed=5, px_per_mm=12)
    high, wide = drawn.pixels.shape[:2]
    ghost = min(drawn.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    page = np.full((high * 2, wide, 3), 226, np.uint8)
    page[high:] = drawn.pixels
    rim = round(ghost.centre[0] + 0.1 * ghost.width)
    own = document(Quad.rect(0, high, rim, high), located, 0.9)
    view = rectify(page, own)
    scene = Scene(Page(page), 0, own, view, (), (), ask(view, engines))
    found = strays(scene.page, [scene], engines).findings
    there = Quad.of(ghost.array() + np.array([0, high]))
    assert any(f.quad.shared(there) > 0.95 for f in found) is (located is Located.PAGE)
