"""From a face to its whole photo: the picture goes, the text beside it stays."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Located, Page, Pixels, Quad
from redactor.read import strays
from redactor.read.photo import photo_box
from redactor.read.portraits import _likely, findings
from redactor.read.scene import Line, Scene
from redactor.views import document

FACE = Face(Quad.rect(160, 200, 120, 160), 0.9, ())
PHOTO = (90, 90, 350, 430)
"""left, top, right, bottom of the printed picture around that face."""


@pytest.fixture
def view() -> Pixels:
    """A card of 1000 × 600 px with a photo that stands out from it."""
    page = np.full((600, 1000, 3), 225, np.uint8)
    left, top, right, bottom = PHOTO
    page[top:bottom, left:right] = 90
    return page


def text(words: str, x: float, y: float, width: float, height: float = 26) -> Line:
    quad = Quad.rect(x, y, width, height)
    spots = tuple((i + 0.5) / len(words) for i in range(len(words)))
    return Line(words, 0.96, spots, quad, quad)


def test_straight_edges_are_the_photos(view: Pixels) -> None:
    box, seen = photo_box(view, FACE, ())
    assert seen
    left, top, right, bottom = box.bounds
    assert left <= PHOTO[0]
    assert top <= PHOTO[1]
    assert right >= PHOTO[2]
    assert bottom >= PHOTO[3]
    assert right - left < 1.3 * (PHOTO[2] - PHOTO[0])


def test_without_edges_the_whole_head_is_taken() -> None:
    """A ghost that fades out has no edges: hair and shoulders are covered all the same."""
    box, seen = photo_box(np.full((600, 1000, 3), 225, np.uint8), FACE, ())
    assert not seen
    face = FACE.quad.bounds
    left, top, right, bottom = box.bounds
    assert left <= face[0] - 30
    assert right >= face[2] + 30
    assert top <= face[1] - 50
    assert bottom >= face[3] + 50


def test_a_field_beside_the_photo_stays(view: Pixels) -> None:
    beside = text("WILLEKE LISELOTTE", 356, 250, 300)
    box, _ = photo_box(view, FACE, (beside,))
    assert box.bounds[2] <= 357


@pytest.mark.parametrize("x", [325, 700])
def test_a_columns_first_line_takes_nothing_off_the_top(x: int) -> None:
    """It reaches a little over the photo's upper edge, and as far into its side as the others."""
    blank = np.full((600, 1000, 3), 225, np.uint8)
    whole, _ = photo_box(blank, FACE, ())
    column = [text("WILLEKE LISELOTTE", x, y, 300) for y in (84, 150, 216, 282)]
    box, _ = photo_box(blank, FACE, column)
    assert box.bounds == (*whole.bounds[:2], min(x, whole.bounds[2]), whole.bounds[3])


@pytest.mark.parametrize("words", ["1965", "SPECIMEN"])
def test_an_overprint_on_the_photo_does_not_shrink_it(view: Pixels, words: str) -> None:
    """A birth year or a word across the picture belongs to it."""
    plain, _ = photo_box(view, FACE, ())
    over, _ = photo_box(view, FACE, (text(words, 170, 330, 100),))
    assert over == plain


def test_text_never_uncovers_the_face_itself(view: Pixels) -> None:
    """Whatever a reader makes of a face's lines, the face stays covered."""
    lines = [text("EEN LANGE REGEL TEKST", 60, y, 500) for y in range(100, 460, 30)]
    box, _ = photo_box(view, FACE, lines)
    for corner in FACE.quad.points:
        assert box.contains(corner)


@pytest.mark.parametrize(("x", "y"), [(20, 60), (860, 425), (20, 425)])
def test_a_photo_at_the_rim_stays_on_the_view(view: Pixels, x: int, y: int) -> None:
    box, _ = photo_box(view, Face(Quad.rect(x, y, 120, 160), 0.9, ()), ())
    left, top, right, bottom = box.bounds
    assert left >= 0
    assert top >= 0
    assert right <= 1000
    assert bottom <= 600


@pytest.mark.parametrize(("x", "side"), [(-30, 0), (5, 0), (900, 2), (875, 2)])
def test_a_head_that_a_wrong_outline_cuts_is_covered_beyond_it(
    view: Pixels, x: int, side: int
) -> None:
    """A card's true edge never runs through the face on it, or along its cheek."""
    box, _ = photo_box(view, Face(Quad.rect(x, 200, 120, 160), 0.9, ()), ())
    bounds = box.bounds
    assert (bounds[0] < x - 60) if side == 0 else (bounds[2] > x + 180)
    assert bounds[1] >= 0
    assert bounds[3] <= 600


def test_a_date_over_a_ghosts_shoulders_does_not_shrink_it() -> None:
    """Dates are printed over ghosts on purpose; under a portrait they are a field."""
    view = np.full((600, 1000, 3), 225, np.uint8)
    date = text("14.02.1991 UTOPIA", 20, 375, 400)
    ghost, _ = photo_box(view, FACE, (date,), ghost=True)
    portrait, _ = photo_box(view, FACE, (date,))
    assert ghost.bounds[3] > date.box[3]
    assert portrait.bounds[3] <= date.box[1]


@pytest.mark.parametrize("words", ["1965", "I1965", "19651"])
def test_a_birth_year_across_the_rim_does_not_shrink_the_photo(view: Pixels, words: str) -> None:
    """It is read well or badly, below the chin at the picture's lower corner."""
    plain, _ = photo_box(view, FACE, ())
    over, _ = photo_box(view, FACE, (text(words, 74, 395, 130, 60),))
    assert over == plain


def test_a_figure_beside_the_photo_stays(view: Pixels) -> None:
    """A height or a year as a field of its own is no overprint."""
    box, _ = photo_box(view, FACE, (text("1965", 352, 395, 60),))
    assert box.bounds[2] <= 353


def test_a_slanting_line_below_takes_no_more_than_it_covers(view: Pixels) -> None:
    """On a view that is not quite straight a zone's bounds reach up beside the photo."""
    zone = Quad(((80, 480), (960, 330), (966, 362), (86, 512)))
    line = Line("D1NLD1463388901XQ7LK29BE4TRW3M", 0.97, (), zone, zone)
    box, _ = photo_box(view, FACE, (line,))
    assert box.bounds[3] >= PHOTO[3] - 5
    under = text("D1NLD1463388901XQ7LK29BE4TRW3M", 80, 438, 880, 34)
    level, _ = photo_box(view, FACE, (under,))
    assert PHOTO[3] <= level.bounds[3] <= 438


@pytest.mark.parametrize("reach", [0.45, 0.58])
def test_a_photo_without_a_visible_rim_is_covered_whole(reach: float) -> None:
    """Heads are printed larger and smaller; where the wall is the paper's own tone no rim shows."""
    face = FACE.quad
    photo = face.padded(reach * face.width, reach * face.height)
    box, _ = photo_box(np.full((600, 1000, 3), 225, np.uint8), FACE, ())
    left, top, right, bottom = photo.bounds
    assert box.bounds[0] <= left
    assert box.bounds[1] <= top
    assert box.bounds[2] >= right
    assert box.bounds[3] >= bottom


@pytest.mark.parametrize(("clear", "reason", "kept"), [
    (1, "same-photo-likely", 1), (2, "same-photo-likely", 0), (2, "same-photo", 1),
])  # fmt: skip
def test_a_likely_copy_under_a_date_counts_only_while_no_other_was_seen(
    clear: int, reason: str, kept: int
) -> None:
    date = text("14-09-2019", 500, 300, 200)
    place = document(Quad.rect(0, 0, 1000, 600), Located.OUTLINE, 0.9)
    page = Page(np.full((600, 1000, 3), 225, np.uint8))
    scene = Scene(page, 0, place, page.pixels, (date,))
    copy = Face(Quad.rect(540, 296, 40, 34), 0.6, ())
    assert len(_likely([(copy, reason)], FACE, clear, scene)) == kept


@pytest.mark.parametrize(
    ("top", "wide", "high", "reason", "kept"),
    [
        pytest.param(298, 24, 30, "same-photo-likely", 0, id="a zero"),
        pytest.param(298, 24, 30, "same-photo", 1, id="a portrait for certain"),
        pytest.param(282, 24, 60, "same-photo-likely", 1, id="larger than print"),
        pytest.param(322, 24, 30, "same-photo-likely", 1, id="under the line"),
        pytest.param(298, 34, 30, "same-photo-likely", 1, id="a small picture under two signs"),
    ],
)
def test_a_sign_of_a_line_is_no_likely_copy(
    top: int, wide: int, high: int, reason: str, kept: int
) -> None:
    """A zero of another country's number, and one on a letter beside a card, were covered."""
    number = text("71100932", 500, 300, 160)
    place = document(Quad.rect(0, 0, 1000, 600), Located.OUTLINE, 0.9)
    page = Page(np.full((600, 1000, 3), 225, np.uint8))
    scene = Scene(page, 0, place, page.pixels, (number,))
    copy = Face(Quad.rect(560, top, wide, high), 0.6, ())
    assert len(_likely([(copy, reason)], FACE, 1, scene)) == kept


@pytest.mark.parametrize("certain", [True, False])
def test_digits_on_the_other_side_are_no_copy_where_a_certain_one_was_seen(
    certain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The year on a card's front is a little like the ghost on its back."""
    date = text("20 MAA/MAR 2029", 500, 300, 260)
    place = document(Quad.rect(0, 0, 1000, 600), Located.OUTLINE, 0.9)
    page = Page(np.full((600, 1000, 3), 225, np.uint8))
    scene = Scene(page, 0, place, page.pixels, (date,))
    likely = (Face(Quad.rect(640, 296, 40, 34), 0.6, ()), "same-photo-likely")
    sure = (Face(Quad.rect(800, 100, 60, 80), 0.9, ()), "same-photo")
    seen = [likely, *([sure] if certain else [])]
    monkeypatch.setattr(strays, "ghosts", lambda *_: seen)
    found = strays._copies(FACE, scene, replace(scene), (), (), Engines())
    assert len(found) == 1
    reasons = {reason.code for finding in found for reason in finding.why}
    assert ("same-photo-likely" in reasons) is not certain


@pytest.mark.parametrize(
    ("left", "reason", "kept"),
    [(330, "same-photo-likely", 0), (330, "same-photo", 1), (420, "same-photo-likely", 1)],
)
def test_a_likely_copy_on_the_portraits_own_photo_is_none(
    left: int, reason: str, kept: int
) -> None:
    """Hair beside the face is a little like a face now and then."""
    place = document(Quad.rect(0, 0, 1000, 600), Located.OUTLINE, 0.9)
    page = Page(np.full((600, 1000, 3), 225, np.uint8))
    copy = Face(Quad.rect(left, 150, 40, 50), 0.6, ())
    scene = Scene(page, 0, place, page.pixels, ())
    assert len(_likely([(copy, reason)], FACE, 1, scene)) == kept


def test_a_photo_that_a_frame_around_print_cuts_is_covered_beyond_it(view: Pixels) -> None:
    """A document's own edge ends its photo, that of a part of a page does not."""
    cut = np.ascontiguousarray(view[:, : int(FACE.quad.bounds[2]) + 20])
    inside, _ = photo_box(cut, FACE, ())
    assert inside.bounds[2] <= cut.shape[1]
    whole, _ = photo_box(cut, FACE, (), beyond=True)
    assert whole.bounds[2] >= PHOTO[2]


def covers(lines: tuple[Line, ...]) -> list[Quad]:
    """The covers of the portrait on a card with these lines, in view px."""
    place = document(Quad.rect(0, 0, 1000, 600), Located.OUTLINE, 0.9)
    page = Page(np.full((600, 1000, 3), 225, np.uint8))
    scene = Scene(page, 0, place, page.pixels, lines)
    found = findings(FACE, "face", scene, ghost=False, second=False)
    return [place.to_page.inverse().quad(finding.quad) for finding in found]


def test_a_line_that_alone_runs_into_the_photo_is_left_open_and_the_rest_goes() -> None:
    """Its first letters stand on the photo's corner; the photo goes on below it."""
    name = text("BC Nom : BERTHIER", 310, 130, 400)
    parts = covers((name,))
    plain = covers(())[0]
    assert all(part.overlap(name.view) < 0.01 for part in parts)
    assert max(part.bounds[2] for part in parts) == pytest.approx(plain.bounds[2])
    assert sum(part.area for part in parts) > 0.93 * plain.area
    assert any(part.contains(FACE.quad.centre) for part in parts)


def test_several_lines_that_begin_there_are_the_photos_end() -> None:
    lines = tuple(text("VELD NAAST DE FOTO", 310, y, 400) for y in (130, 200, 270, 340))
    (only,) = covers(lines)
    assert only.bounds[2] <= 310


def test_a_line_over_the_face_uncovers_nothing_of_it() -> None:
    line = text("EEN LANGE REGEL TEKST", 150, 250, 500)
    parts = covers((line,))
    for corner in FACE.quad.padded(-2, -2).points:
        assert any(part.contains(corner) for part in parts)


def test_a_line_that_runs_upwards_is_no_field(view: Pixels) -> None:
    """Security print is laid across photos in every direction."""
    plain, _ = photo_box(view, FACE, ())
    for corners in (
        ((320, 420), (320, 300), (344, 300), (344, 420)),
        ((344, 300), (344, 420), (320, 420), (320, 300)),
    ):
        quad = Quad(tuple((float(x), float(y)) for x, y in corners))
        over, _ = photo_box(view, FACE, (Line("REPUBLIC", 0.97, (), quad, quad),))
        assert over == plain


@pytest.mark.parametrize(("wide", "open_"), [(260, True), (110, False)])
def test_a_field_that_begins_over_the_hair_stays_legible(wide: int, open_: bool) -> None:
    """No side can give way to it; a word that ends over the hair is an overprint."""
    name = text("ERIKSSON", 250, 166, wide)
    parts = covers((name,))
    assert all(part.overlap(name.view) < 0.01 for part in parts) is open_
    for corner in FACE.quad.padded(-2, -2).points:
        assert any(part.contains(corner) for part in parts)


@pytest.mark.parametrize(("ground", "covered"), [(40, True), (90, True), (225, False)])
def test_security_print_on_dark_clothes_does_not_end_the_photo(ground: int, covered: bool) -> None:
    """It reads as letters as any field does; a field under the photo stands on the paper."""
    view = np.full((600, 1000, 3), 225, np.uint8)
    view[90:500, 90:350] = 90
    view[425:500, 90:350] = ground
    view[500:506, 90:350] = 20
    fields = [text("BERTHIER CORINNE", 420, y, 300) for y in (200, 280, 360)]
    box, _ = photo_box(view, FACE, (*fields, text("RF2F2F", 120, 440, 200, 30)))
    assert (box.bounds[3] >= 500) is covered
    assert covered or box.bounds[3] <= 440


@pytest.mark.parametrize("foot", [0.9, 1.0])
def test_a_long_bust_is_covered_down_to_its_edge(foot: float) -> None:
    """Older cards show more of the chest than a passport does; what is under it stays."""
    end = round(FACE.quad.bounds[3] + foot * FACE.quad.height)
    view = np.full((700, 1000, 3), 225, np.uint8)
    view[90:end, 90:350] = 90
    box, _ = photo_box(view, FACE, (text("IDFRABERTHIER", 90, end + 20, 600),))
    assert end <= box.bounds[3] <= end + 20


@pytest.mark.parametrize("side", ["left", "right"])
def test_shoulders_show_the_rim_that_a_light_wall_hides(side: str) -> None:
    """A wall as light as the paper has no edge against it; dark clothes under it do."""
    page = np.full((600, 1000, 3), 225, np.uint8)
    left, right = (58, 350) if side == "left" else (90, 383)
    top, bottom = 90, 535  # clothes reach to 1.1 heights of the face under it
    page[top:bottom, left:right] = 228
    shoulders = [(left, bottom), (left, 445), (170, 385), (270, 385), (right, 445), (right, bottom)]
    cv2.fillPoly(page, [np.array(shoulders)], (40, 40, 40))
    cv2.ellipse(page, (220, 270), (80, 120), 0, 0, 360, (60, 60, 60), -1)
    box, _ = photo_box(page, FACE, ())
    assert box.bounds[0] <= left
    assert box.bounds[2] >= right
    assert bottom <= box.bounds[3] < bottom + 12
    caption = text("Nom: BERTHIER", right + 8, 300, 300)
    beside, _ = photo_box(page, FACE, (caption,))
    assert right <= beside.bounds[2] <= right + 9


@pytest.mark.parametrize(("dark", "covered"), [(True, True), (False, False)])
def test_a_signature_under_a_photo_is_not_its_foot(dark: bool, covered: bool) -> None:
    """Clothes down to an edge are the photo's; strokes on paper are a field under it."""
    page = np.full((700, 1000, 3), 225, np.uint8)
    page[90:430, 90:350] = 216  # its own edges are too soft to be seen
    cv2.ellipse(page, (220, 270), (95, 140), 0, 0, 360, (70, 70, 70), -1)
    foot = round(FACE.quad.bounds[3] + 1.12 * FACE.quad.height)
    if dark:
        cv2.ellipse(page, (220, foot), (130, 150), 0, 180, 360, (45, 45, 45), -1)
    else:
        for x in range(95, 345, 8):  # strokes on a line
            page[foot - 14 : foot, x : x + 5] = 45
    box, _ = photo_box(page, FACE, ())
    assert (box.bounds[3] >= foot) is covered
