"""What is no Dutch document, or no document at all: the right outcome each, and never a crash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from redactor.model import Kind
from redactor.pipeline import Outcome, Road, Settings
from tests.bench.scoring import covered, mask_of
from tests.road import scenes

FACES = Path(__file__).parents[3] / "shared" / "specimens" / "faces"


@pytest.fixture
def redact(road: Road, tmp_path: Path) -> Callable[[Path], Outcome]:
    def run(source: Path) -> Outcome:
        outcome = road.redact([source], tmp_path / "copy.png", Settings())
        assert (tmp_path / "copy.png").exists() == outcome.released
        return outcome

    return run


def doubts(outcome: Outcome) -> set[str]:
    assert outcome.verdict is not None
    return {doubt.code for doubt in outcome.verdict.doubts}


def test_a_blank_page_is_held(redact: Callable[[Path], Outcome], tmp_path: Path) -> None:
    """Found nothing is not nothing there."""
    blank = np.full((600, 900, 3), 252, np.uint8)
    outcome = redact(scenes.save(blank, tmp_path / "blank.png"))
    assert not outcome.released
    assert "nothing-found" in doubts(outcome)


@pytest.mark.skipif(not FACES.is_dir(), reason="no photographs of faces on this machine")
def test_the_face_of_a_selfie_is_hidden(redact: Callable[[Path], Outcome], tmp_path: Path) -> None:
    from PIL import Image

    with Image.open(min(FACES.glob("*.jpg"))) as image:
        face = np.asarray(image.convert("RGB").resize((320, 320)))
    page = np.full((700, 1000, 3), (176, 188, 196), np.uint8)
    page[180:500, 340:660] = face
    outcome = redact(scenes.save(page, tmp_path / "selfie.png", None))
    covers = [c.quad for c in outcome.pages[0].plan.covers if c.kind is Kind.PORTRAIT]
    mask = mask_of((1000, 700), covers)
    assert mask[260:420, 420:580].mean() > 0.95


def test_a_bank_card_is_not_taken_for_a_document(
    redact: Callable[[Path], Outcome], tmp_path: Path
) -> None:
    card = scenes.letter(
        ["VOORBEELD BANK", "", "5412 7512 3412 3456", "", "geldig tot 09/31", "W L TERPSTRA"],
        (1000, 630),
    )
    outcome = redact(scenes.save(card, tmp_path / "bank.png", 300))
    kinds = {d.finding.kind for d in outcome.pages[0].plan.decisions}
    assert Kind.PORTRAIT not in kinds
    assert Kind.MRZ_BSN not in kinds
    assert not outcome.released or not outcome.pages[0].plan.doubts


INVOICE = [
    "FACTUUR 202400117",
    "Klantnummer 481516234",
    "IBAN NL91 ABNA 0417 1643 00",
    "Order 300512907      bedrag 1.204,95",
    "Order 300512915      bedrag 87,50",
    "Order 300512923      bedrag 450,00",
    "Telefoon 030 123 45 67",
]


def test_an_invoice_full_of_nine_digit_numbers(
    redact: Callable[[Path], Outcome], tmp_path: Path
) -> None:
    """No number is named a BSN: words and amounts stay, whatever else is hidden."""
    outcome = redact(scenes.save(scenes.letter(INVOICE), tmp_path / "invoice.png", 150))
    (page,) = outcome.pages
    mask = mask_of((page.width, page.height), [cover.quad for cover in page.plan.covers])
    assert mask.mean() < 0.02
    for cover in page.plan.covers:
        assert cover.kind is Kind.BSN


def test_a_label_on_an_invoice_hides_the_number_it_names(
    redact: Callable[[Path], Outcome], tmp_path: Path
) -> None:
    lines = [*INVOICE, "BSN: 123456782"]
    outcome = redact(scenes.save(scenes.letter(lines), tmp_path / "named.png", 150))
    (page,) = outcome.pages
    mask = mask_of((page.width, page.height), [cover.quad for cover in page.plan.covers])
    row = 60 + 48 * (len(lines) - 1)
    source = scenes.letter(lines)
    ink = (source[row : row + 34, 150:330] < 128).all(axis=2)
    assert ink.any()
    assert mask[row : row + 34, 150:330][ink].all()


def test_a_foreign_passport_loses_its_portraits_and_nothing_else(
    redact: Callable[[Path], Outcome], tmp_path: Path
) -> None:
    """Nine digits in a foreign zone are no citizen number of ours."""
    drawn = scenes.document("uto-passport", 9601, "999999990")
    outcome = redact(scenes.save(drawn.pixels, tmp_path / "uto.png"))
    (page,) = outcome.pages
    mask = mask_of((page.width, page.height), [cover.quad for cover in page.plan.covers])
    for portrait in drawn.document.of(Kind.PORTRAIT):
        assert covered(mask, portrait.quad) > 0.9
    for line in drawn.document.of(Kind.MRZ):
        assert max(covered(mask, char) for char in line.chars) < 0.2
    assert outcome.released, doubts(outcome)


@pytest.mark.parametrize(("crop", "asked"), [(True, False), (False, True)])
def test_a_number_on_a_note_beside_the_card_is_no_question_where_the_copy_does_not_show_it(
    crop: bool, asked: bool, road: Road, tmp_path: Path
) -> None:
    desk = np.full((1300, 1500, 3), (58, 92, 88), np.uint8)
    card = scenes.document("nl-id-2014-back", 9321, "999999990").pixels
    desk[80 : 80 + card.shape[0], 120 : 120 + card.shape[1]] = card
    note = ["levering van dinsdag", "bestelling 111 222 333 retour", "twee dozen bij de buren"]
    desk[860:1200, 260:1160] = scenes.letter(note, (900, 340))
    source = scenes.save(desk, tmp_path / "desk.png")
    outcome = road.redact([source], tmp_path / "copy.png", Settings(crop=crop))
    assert ("low-confidence" in doubts(outcome)) == asked
    assert outcome.released != asked
    covers = [c.quad for c in outcome.pages[0].plan.covers if c.kind is Kind.BSN]
    assert any(quad.centre[1] > 860 for quad in covers)
