"""Cards whose contour is no contour: half on a letter, or too far off for their print."""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.locate import locate, outline
from redactor.locate.outline import Traced, outlines
from redactor.locate.refine import refined
from redactor.locate.scoring import gradients, noise_floor, score
from redactor.locate.straight import straight_candidates
from redactor.model import Located, Page, Pixels, Quad
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.place import lay
from tests.bench import captures
from tests.bench.captures import print_text
from tests.locate.corners import worst_any_turn


def _desk(letter: tuple[int, int, int, int] | None, lines: int = 9) -> Pixels:
    """A brown desk, with a written letter on it: (left, top, right, bottom)."""
    rng = np.random.default_rng(5)
    page = np.full((1200, 1600, 3), (96, 60, 52), np.uint8)
    if letter is not None:
        left, top, right, bottom = letter
        paper = np.full((bottom - top, right - left, 3), 244, np.uint8)
        print_text(paper, rng, lines, (30, 24), 20)
        page[top:bottom, left:right] = paper
    return np.clip(page + rng.normal(0, 2, page.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("model", "letter"),
    [
        ("nl-id-2014-back", (0, 0, 700, 460)),
        ("nl-licence-2014-front", (900, 640, 1600, 1200)),
        ("nl-permit-2020-front", (0, 600, 760, 1200)),
    ],
)
def test_a_card_half_on_a_letter(
    model: str, letter: tuple[int, int, int, int], engines: Engines
) -> None:
    page = _desk(letter)
    target = Quad(((330, 290), (1240, 340), (1205, 925), (300, 850)))
    lay(page, draw(model, 8600, px_per_mm=10.0, holder=fictional(8600, "123456782")), target)
    documents = locate(Page(page), engines).documents
    (found,) = [d for d in documents if d.located is Located.OUTLINE]
    assert worst_any_turn(found.quad, target) < 0.012


def test_a_card_with_little_print_beside_a_letter(engines: Engines) -> None:
    page = _desk((820, 60, 1560, 1160), 24)
    target = Quad(((120, 420), (640, 380), (665, 720), (140, 745)))
    card = draw("nl-passport-2014-back", 8601, holder=fictional(8601, "123456782"))
    lay(page, card, target)
    documents = locate(Page(page), engines).documents
    assert any(
        d.located is Located.OUTLINE and worst_any_turn(d.quad, target) < 0.012 for d in documents
    )


def test_a_distant_card_is_looked_into() -> None:
    page = _desk(None)
    target = Quad(((500, 500), (920, 485), (930, 750), (505, 770)))
    lay(page, draw("nl-id-2011-back", 8602, holder=fictional(8602, "123456782")), target)
    asked: list[Quad] = []

    def look(corners: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> int:
        asked.append(Quad.of(corners))
        return 5

    far = (Quad.rect(40, 40, 300, 14), Quad.rect(40, 70, 300, 14), Quad.rect(40, 100, 300, 14))
    (found,) = outlines(page, far, look)
    assert worst_any_turn(Quad.of(found.corners), target) < 0.02
    beside = (*far, Quad.rect(515, 785, 380, 14), Quad.rect(515, 806, 380, 14))
    assert outlines(page, beside, look)
    assert asked
    assert not outlines(page, beside, lambda _: 1)


def test_panels_of_a_card_that_fills_the_picture_are_no_documents(engines: Engines) -> None:
    for model in ("nl-passport-2021", "nl-id-2014-front", "uto-id"):
        flat = captures.fill(draw(model, 8603), np.random.default_rng(8603))
        (found,) = locate(Page(flat.pixels), engines).documents
        assert found.located is Located.PAGE


def test_a_card_in_the_middle_of_a_slanted_letter(engines: Engines) -> None:
    """Lines that go on under a card speak against no outline of it."""
    letter = np.full((1200, 1600, 3), 205, np.uint8)
    print_text(letter, np.random.default_rng(8), 24, (60, 40), 24)
    turn = cv2.getRotationMatrix2D((800, 600), 13, 1.0)
    page = np.asarray(
        cv2.warpAffine(letter, turn, (1600, 1200), borderValue=(205, 205, 205)), np.uint8
    )
    target = Quad(((440, 330), (1120, 395), (1085, 815), (395, 745)))
    lay(page, draw("nl-permit-2020-front", 8603, holder=fictional(8603, "123456782")), target)
    page = np.clip(page + np.random.default_rng(6).normal(0, 2, page.shape), 0, 255)
    (found,) = [
        d
        for d in locate(Page(page.astype(np.uint8)), engines).documents
        if d.located is Located.OUTLINE
    ]
    assert worst_any_turn(found.quad, target) < 0.02


def test_a_lost_corner_is_set_anew_from_the_others() -> None:
    page = np.full((400, 600, 3), 60, np.uint8)
    true = np.array([[100.0, 80.0], [480.0, 100.0], [470.0, 340.0], [92.0, 318.0]])
    cv2.fillConvexPoly(page, true.astype(np.int32), (170, 180, 200))
    gx, gy = gradients(page)
    astray = true.copy()
    astray[1] += (-4, 45)
    best = min(float(np.abs(corners - true).max()) for corners in refined([astray], gx, gy, 12.0))
    assert best < 4


def test_a_pale_back_beside_a_card_is_looked_into() -> None:
    """Nothing of it was read on the small picture; a bare piece of card is no document."""
    page = _desk(None)
    front, back = (
        Quad(((180, 150), (820, 165), (812, 570), (172, 552))),
        Quad(((700, 690), (1340, 675), (1350, 1080), (712, 1095))),
    )
    holder = fictional(8604, "123456782")
    lay(page, draw("nl-id-2014-front", 8604, holder=holder), front)
    lay(page, draw("nl-passport-2021-back", 8604, holder=holder), back)
    read = tuple(Quad.rect(420, 230 + 40 * i, 260, 18) for i in range(6))
    found = outlines(page, read, lambda corners: 4)
    assert len(found) == 2
    assert worst_any_turn(Quad.of(found[1].corners), back) < 0.02
    assert len(outlines(page, read, lambda corners: 0)) == 1


PANEL = ((60, 40), (270, 172))
ROWS = tuple(range(220, 560, 48))


@pytest.mark.parametrize(("high", "panels"), [(26, 0), (20, 0), (9, 1)])
def test_a_panel_as_high_as_a_few_lines_is_no_document(high: int, panels: int) -> None:
    """A flag, a chip or a window; beside fine print the same outline has room for a card's."""
    page = np.full((602, 960, 3), (215, 205, 210), np.uint8)
    cv2.rectangle(page, *PANEL, (40, 60, 150), -1)
    lines = tuple(Quad.rect(500, y, 16 * high, high) for y in ROWS)
    found = outlines(page, lines, lambda _: 0)
    assert len(found) == panels
    assert outlines(page, lines, lambda _: 5)  # print that a closer look finds speaks for itself


@pytest.mark.parametrize(
    ("corners", "documents"),
    [
        (((3, 1), (796, 2), (933, 530), (3, 530)), 0),
        (((26, 598), (957, 598), (957, 70), (150, 70)), 0),
        (((3, 1), (840, 1), (840, 530), (3, 530)), 1),
        (((60, 30), (800, 22), (900, 560), (70, 575)), 1),
    ],
)
def test_what_lies_along_the_rim_is_square(
    corners: tuple[tuple[int, int], ...], documents: int
) -> None:
    """Cut out or in a scanner's corner it is seen from above; in the middle it may lean away."""
    page = np.full((602, 960, 3), (120, 112, 108), np.uint8)
    cv2.fillConvexPoly(page, np.array(corners, np.int32), (225, 228, 222))
    lines = tuple(Quad.rect(300, y, 300, 20) for y in range(110, 500, 44))
    assert len(outlines(page, lines, lambda _: 0)) == documents


@pytest.mark.parametrize(
    ("size", "inner", "finger", "begins", "left"),
    [
        ((760, 480), 50, (200, 380), 30, 100),
        ((760, 480), 60, (210, 400), 35, 100),
        ((600, 378), 50, (240, 360), 25, 100),
        ((760, 480), 40, (200, 380), 200, 140),  # nothing stands between the two edges
    ],
)
def test_a_finger_on_a_side_does_not_cut_lines_off(
    size: tuple[int, int], inner: int, finger: tuple[int, int], begins: int, left: int
) -> None:
    """Under it the next edge within, a frame's, is seen all the better: lines go through that."""
    wide, high = size
    page = np.full((680, 960, 3), (60, 80, 64), np.uint8)
    cv2.rectangle(page, (100, 90), (100 + wide, 90 + high), (222, 218, 224), -1)
    cv2.rectangle(page, (100 + inner, 90), (100 + wide, 90 + high), (150, 150, 160), 2)
    middle, half = sum(finger) // 2, (finger[1] - finger[0]) // 2
    cv2.ellipse(page, (90, middle), (inner + 4, half), 0, 0, 360, (214, 176, 150), -1)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.0), np.uint8)
    lines = [
        Quad.rect(100 + (begins if row < 2 else 200), 120 + 44 * row, 260, 20) for row in range(8)
    ]
    (found,) = outlines(page, lines, lambda _: 0)
    assert found.corners[:, 0].min() == pytest.approx(left, abs=6)


@pytest.mark.parametrize(("degrees", "documents"), [(-25, 1), (15, 1), (0, 0)])
def test_text_that_runs_another_way_speaks_against_no_outline(
    degrees: float, documents: int
) -> None:
    """Fingers hide a part of a card's side; a letter beside it has most of the picture's text."""
    page = np.full((680, 960, 3), (46, 44, 38), np.uint8)
    cv2.rectangle(page, (120, 290), (640, 650), (160, 178, 196), -1)
    for middle in (350, 430):
        cv2.ellipse(page, (100, middle), (90, 36), 0, 0, 360, (170, 150, 140), -1)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.0), np.uint8)
    own = [Quad.rect(360, 340 + 36 * row, 110, 20) for row in range(4)]
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turn = np.array([[c, s], [-s, c]])
    letter = [
        Quad.of(np.array([[0, 0], [300, 0], [300, 20], [0, 20]]) @ turn + (420, 90 + 32 * row))
        for row in range(5)
    ]
    found = outlines(page, [*own, *letter], lambda _: 0)
    assert len(found) == documents
    if documents:
        assert worst_any_turn(Quad.of(found[0].corners), Quad.rect(120, 290, 520, 360)) < 0.02


@pytest.mark.parametrize("lean", [4.0, 5.5, -7.0])
def test_a_cards_edges_among_those_of_a_boards_grain(lean: float) -> None:
    """Grain runs one way; edges that lean against it are shorter and few, and the card's."""
    rng = np.random.default_rng(3)
    page = np.full((720, 960, 3), (150, 120, 60), np.float32)
    page += np.repeat(rng.normal(0, 16, (90, 1, 1)), 8, axis=0)
    corners = Quad.rect(230, 190, 640, 404).array() - (550, 392)
    turn = np.deg2rad(lean)
    way = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    true = Quad.of(corners @ way + (550, 392))
    flat = page.astype(np.uint8)
    cv2.fillConvexPoly(
        flat, np.array([(60, 420), (300, 470), (240, 719), (0, 719)]), (236, 238, 240)
    )
    cv2.fillConvexPoly(flat, np.rint(true.array()).astype(np.int32), (228, 232, 226))
    slopes = gradients(flat)
    found = straight_candidates(flat, *slopes, noise_floor(*slopes))
    assert min(worst_any_turn(Quad.of(corners), true) for corners in found) < 0.005


@pytest.mark.parametrize(("spine", "documents"), [(True, 2), (False, 1)])
def test_an_opened_booklet_is_its_two_pages(spine: bool, documents: int) -> None:
    """Each page has a model of its own; one whose fold is not seen stays one document."""
    page = np.full((960, 663, 3), (70, 66, 60), np.uint8)
    cv2.rectangle(page, (12, 12), (650, 936), (224, 214, 218), -1)
    if spine:
        cv2.rectangle(page, (12, 472), (650, 484), (120, 110, 112), -1)
    lines = [Quad.rect(60, y, 260, 16) for y in (40, 80, *range(520, 900, 40))]
    assert len(outlines(page, lines, lambda _: 0)) == documents


def _known(page: Pixels, *quads: Quad) -> Traced:
    """What a page shows, where no contours but these are found."""
    slopes = gradients(page)
    return Traced([quad.array() for quad in quads], *slopes, noise_floor(*slopes))


@pytest.mark.parametrize(
    ("model", "seed"), [("nl-passport-2014", 8609), ("nl-id-2014-front", 8607)]
)
def test_an_outline_that_cuts_a_corner_gives_way_to_one_of_straight_edges(
    model: str, seed: int, engines: Engines
) -> None:
    """A pale card's left edge was lost and a line through the photo taken for it."""
    page = np.asarray(cv2.resize(_desk(None), (960, 720), interpolation=cv2.INTER_AREA), np.uint8)
    target = Quad(((130, 120), (800, 95), (815, 560), (150, 600)))
    lay(page, draw(model, seed, px_per_mm=10.0, holder=fictional(seed, "123456782")), target)
    wrong = Quad(((185, 118), (800, 95), (815, 560), (150, 600)))
    lines = engines.text.detect(page, 880)
    known = _known(page, wrong)
    assert 0.7 <= score(wrong.array(), lines, *known.slopes).score < 0.93
    (found,) = outlines(page, lines, known=known)
    assert worst_any_turn(Quad.of(found.corners), target) < 0.015


@pytest.mark.parametrize(("side", "believed"), [(1.0, True), (0.7, False)])
def test_a_panel_with_a_few_of_a_pages_lines_is_no_document(
    side: float, believed: bool, engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Print, a signature and a ghost's rim made an outline of a passport's middle.

    One without a fault may be a card on a letter.
    """
    flat = captures.fill(draw("nl-passport-2014", 8611), np.random.default_rng(8608)).pixels
    page = np.asarray(cv2.resize(flat, (960, 720), interpolation=cv2.INTER_AREA), np.uint8)
    panel = Quad.rect(298, 274, 290, 204)
    left, top, right, bottom = (round(v) for v in panel.bounds)
    ends = [(right, top), (left, top), (left, bottom), (right, bottom)]
    for start, end in pairwise(ends):
        cv2.line(page, start, end, (40, 40, 40), 3)
    cv2.line(page, ends[0], (right, round(top + side * (bottom - top))), (40, 40, 40), 3)
    near = panel.padded(70)
    lines = [
        line
        for line in engines.text.detect(page, 880)
        if panel.contains(line.centre) or not near.contains(line.centre)
    ]
    monkeypatch.setattr(outline, "straight_candidates", lambda *_: [])
    assert bool(outlines(page, lines, known=_known(page, panel))) is believed
