"""Captures of what people send: truth stays on the ink, hidden parts are known, files open."""

from dataclasses import replace

import numpy as np
import pytest

from redactor.intake import open_pages
from redactor.model import Kind, Quad
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn, Field, Placed
from tests.bench import desks, people, phones, photocopies
from tests.bench.board_cases import BAD_EVERY, cases
from tests.bench.conditions import BAD_ONES, GOOD_ONES, HARD_ONES, Supply
from tests.bench.odd import ODD_ONES
from tests.bench.phones import GOOD, HARD, Trouble, phone
from tests.bench.scoring import mark_mask
from tests.bench.shots import Sheet, Shot, save, seen_part, without_blanks
from tests.bench.strangers import draw_stranger

TROUBLES = {
    "none": Trouble(),
    "motion": Trouble(motion=(1, 2)),
    "focus": Trouble(focus=(1, 2)),
    "lamp": Trouble(lamp=True),
    "sleeve": Trouble(sleeve=True),
    "hand": Trouble(hand=True),
    "litter": Trouble(litter=True),
    "cut": Trouble(cut=(0.05, 0.15)),
}


def rng(seed=0):
    return np.random.default_rng(seed)


def marked(scale=6):
    """A white card with a black block in its middle, and the block's truth."""
    width, height = round(85.6 * scale), round(54 * scale)
    pixels = np.full((height, width, 3), 236, np.uint8)
    block = Quad.rect(width * 0.44, height * 0.42, width * 0.16, height * 0.12)
    left, top, right, bottom = block.bounds
    pixels[top:bottom, left:right] = 20
    snug = Quad.rect(left, top, right - left, bottom - top)
    field = Field(Kind.CODE, snug, "999999990")
    placed = Placed("test", (85.6, 54.0), Quad.rect(0, 0, width, height), (field,))
    return Drawn(pixels, (placed,), fictional(1), float(scale))


def agreement(drawn):
    """Overlap of the dark pixels around the block with its quad."""
    import cv2

    quad = drawn.document.fields[0].quad
    left, top, right, bottom = quad.padded(quad.height * 0.6).bounds
    grey = cv2.blur(drawn.pixels.mean(axis=2).astype(np.float32), (3, 3))[top:bottom, left:right]
    inside = np.zeros(grey.shape, np.uint8)
    cv2.fillPoly(inside, [np.rint(quad.array() - (left, top)).astype(np.int32)], 1)
    level = (np.median(grey[inside > 0]) + np.median(grey[inside == 0])) / 2
    dark = grey < level
    return (dark & (inside > 0)).sum() / (dark | (inside > 0)).sum()


def camera(base=GOOD):
    return replace(base, long_side=(800, 900))


@pytest.mark.parametrize("name", TROUBLES)
def test_truth_stays_on_the_ink_in_photographs(name):
    sheet = phone(marked(), rng(3), camera(), TROUBLES[name])
    assert agreement(sheet.drawn) > 0.8


@pytest.mark.parametrize("quarter", range(4))
def test_truth_stays_on_the_ink_turned_and_tilted(quarter):
    turns = tuple(int(at == quarter) for at in range(4))
    sheet = phone(marked(), rng(quarter), camera(HARD), quarters=turns)
    assert agreement(sheet.drawn) > 0.75


def test_truth_stays_on_the_ink_when_shrunk():
    sheet = phones.shrunk(phone(marked(), rng(1), camera()), 500)
    assert max(sheet.drawn.pixels.shape) == 500
    assert agreement(sheet.drawn) > 0.75


COPIES = {
    "glass": lambda flat: flat,
    "rims": lambda flat: replace(flat, pixels=photocopies.rims(flat.pixels, rng(2))),
    "grey": lambda flat: photocopies.grey_copy(flat, rng(2)),
    "black": lambda flat: photocopies.black_copy(flat, rng(2), 150),
    "line art": lambda flat: photocopies.bilevel(flat, rng(2), dither=False),
    "dithered": lambda flat: photocopies.bilevel(flat, rng(2), dither=True),
    "fax": lambda flat: photocopies.fax(flat, rng(2)),
}


@pytest.mark.parametrize("name", COPIES)
def test_truth_stays_on_the_ink_on_paper(name):
    flat = photocopies.on_glass(marked(), rng(5), 150, whole=False, lid=250)
    assert agreement(COPIES[name](flat)) > 0.75


@pytest.mark.parametrize("name", ["mirrored", "bent", "screenshot", "squeezed", "fanned"])
def test_truth_stays_on_the_ink_where_a_picture_is_bent_or_moved(name):
    (sheet,) = ODD_ONES[name](Supply(marked(), marked, (), 1), rng(4)).pages
    assert agreement(sheet.drawn) > 0.75


def test_what_one_card_hides_of_another_cannot_leak():
    (sheet,) = ODD_ONES["fanned"](Supply(marked(), marked, (), 1), rng(4)).pages
    under, over = sheet.drawn.documents
    assert 0.05 < 1 - seen_part(sheet, under.quad) < 0.4
    assert seen_part(sheet, under.fields[0].quad) == seen_part(sheet, over.fields[0].quad) == 1


def test_the_same_seed_gives_the_same_picture():
    for trouble in TROUBLES.values():
        one, two = (phone(marked(4), rng(9), camera(), trouble) for _ in range(2))
        assert np.array_equal(one.drawn.pixels, two.drawn.pixels)
        assert one.drawn.documents == two.drawn.documents


def test_a_hand_hides_characters_and_says_so():
    card = draw_stranger("x-id-back", 4, px_per_mm=6)
    sheet = phone(card, rng(2), camera(), Trouble(hand=True))
    assert sheet.unseen is not None
    assert 0.005 < sheet.unseen.mean() < 0.5
    hidden = Sheet(sheet.drawn, np.ones_like(sheet.unseen))
    assert seen_part(hidden, sheet.drawn.document.quad) == 0


def test_a_portrait_that_a_copier_left_nothing_of_cannot_be_seen():
    card = draw_stranger("x-permit-front", 4, px_per_mm=6)
    ghost = min(card.document.of(Kind.PORTRAIT), key=lambda field: field.quad.area).quad
    left, top, right, bottom = ghost.padded(3).bounds
    assert without_blanks(Sheet(card)).unseen is None
    card.pixels[top:bottom, left:right] = 255
    worn = without_blanks(Sheet(card))
    assert seen_part(worn, ghost.padded(-2)) == 0
    card.pixels[top + 4 : top + 12, left + 4 : left + 12] = 90  # a blot of it
    assert without_blanks(Sheet(card)).unseen is None


def test_what_cannot_be_seen_cannot_leak():
    card = draw_stranger("x-id-back", 4, px_per_mm=6)
    open_ = np.zeros(card.pixels.shape[:2], bool)
    assert mark_mask(card, open_).leaked
    assert not mark_mask(card, open_, np.ones_like(open_)).leaked


def test_what_lies_outside_the_frame_cannot_leak():
    card = draw_stranger("x-id-back", 4, px_per_mm=6)
    (number,) = card.document.of(Kind.BSN)
    below = replace(card, pixels=card.pixels[round(number.quad.bounds[3]) + 1 :])
    shift = card.pixels.shape[0] - below.pixels.shape[0]
    moved = card.document.moved(lambda quad: Quad.of(quad.array() - (0, shift)))
    names = mark_mask(replace(below, documents=(moved,)), np.zeros(below.pixels.shape[:2], bool))
    assert [name.split(":")[1] for name in names.leaked] == ["mrz-bsn", "mrz-bsn"]


@pytest.mark.parametrize("form", ["png", "jpg", "pdf", "tiff", "fax"])
def test_files_open_upright_and_hold_every_page(form, tmp_path):
    flat = photocopies.on_glass(marked(), rng(5), 150, whole=False)
    pages = (Sheet(flat),) * (1 if form in ("png", "jpg") else 2)
    opened = list(open_pages(save(Shot(pages, form, dpi=(150, 150)), tmp_path)))
    assert len(opened) == len(pages)
    ratio = opened[0].width / opened[0].height
    assert abs(ratio - flat.pixels.shape[1] / flat.pixels.shape[0]) < 0.01


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_tag_turns_a_stored_picture_upright(orientation, tmp_path):
    flat = marked(4)
    shot = Shot((Sheet(flat),), "jpg", 95, orientation)
    (page,) = open_pages(save(shot, tmp_path))
    assert page.pixels.shape == flat.pixels.shape
    assert np.abs(page.pixels.astype(int) - flat.pixels).mean() < 4


def test_a_person_is_one_portrait_and_a_card_in_the_hand_another_document():
    card = marked()
    drawn = people.with_card(rng(1), (), card)
    assert [placed.model for placed in drawn.documents] == ["test", "person"]
    assert len(people.selfie(rng(1), ()).document.of(Kind.PORTRAIT)) == 1


def test_an_invoice_has_numbers_that_pass_the_eleven_test():
    from redactor.documents.bsn import passes_eleven_test

    numbers = [f.text for seed in range(3) for f in desks.invoice(rng(seed)).document.fields]
    assert any(len(text) == 9 and passes_eleven_test(text) for text in numbers)


def test_the_deck_holds_every_capture_and_names_cases_alike():
    deck = list(cases(600, 5))
    assert {case.condition for case in deck} == {*GOOD_ONES, *HARD_ONES, *BAD_ONES}
    assert deck == list(cases(600, 5))
    assert [case.name for case in cases(100, 5)] == [case.name for case in deck[:100]]
    bad = [case for case in deck if case.condition in BAD_ONES]
    assert len(bad) == 600 // BAD_EVERY
    assert len({case.name for case in deck}) == 600


def test_a_document_that_was_cut_away_is_lost_and_leaks_nothing():
    from redactor.model import Located, Plan
    from redactor.pipeline import PageRecord
    from redactor.views import document
    from tests.bench.board import cut_away

    card = draw_stranger("x-id-back", 4, px_per_mm=5)
    height, width = card.pixels.shape[:2]
    page = replace(card, pixels=np.vstack([card.pixels, np.full_like(card.pixels, 255)]))
    whole = np.zeros(page.pixels.shape[:2], bool)
    for top, leaks, harms in ((0, True, False), (height, False, True)):
        found = document(Quad.rect(0, top, width, height), Located.OUTLINE, 0.9)
        record = PageRecord(0, width, 2 * height, (found,), Plan("safe-copy", (), ()), ())
        gone = cut_away(Sheet(page), record, crop=True)
        mark = mark_mask(page, whole | gone)
        assert (bool(mark.leaked), mark.harmed == ("x-id-back:lost",)) == (leaks, harms)
        assert not cut_away(Sheet(page), record, crop=False).any()
