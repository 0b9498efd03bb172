"""Where documents lie on a page and which way up they stand."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.locate import locate
from redactor.locate.outline import outlines
from redactor.model import Located, Page, Quad
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.place import turned
from redactor.samples.truth import Drawn
from tests.bench import captures


def flat(model: str, seed: int) -> Drawn:
    return draw(model, seed, px_per_mm=10.0, holder=fictional(seed, "123456782"))


def worst_corner(found: Quad, true: Quad) -> float:
    """Largest distance of a corner, over the document's diagonal; corners in reading order."""
    diagonal = math.hypot(true.width, true.height)
    return max(math.dist(a, b) for a, b in zip(found.points, true.points, strict=True)) / diagonal


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("model", ["nl-passport-2014", "nl-id-2014-back"])
def test_upright_in_each_of_four_turns(model: str, quarters: int, engines: Engines) -> None:
    page = turned(flat(model, 8100), quarters)
    (found,) = locate(Page(page.pixels), engines).documents
    away = found.quad.angle - page.document.quad.angle
    assert abs((away + math.pi) % (2 * math.pi) - math.pi) < 0.1


@pytest.mark.parametrize(
    ("model", "seed"),
    [
        *(("nl-id-2021-back", seed) for seed in range(8200, 8204)),
        *(("nl-passport-2014", seed) for seed in (8200, 8201, 8203)),
        pytest.param(
            "nl-passport-2014",
            8202,
            marks=pytest.mark.xfail(strict=True, reason="one corner is 2.1 % of the diagonal off"),
        ),
    ],
)
def test_corners_on_mild_photographs(model: str, seed: int, engines: Engines) -> None:
    """Other print on the desk may be looked at as well; it has no outline of its own here."""
    shot = captures.photograph(
        flat(model, seed), np.random.default_rng(seed), long_side=1800, quarters=seed % 4
    )
    documents = locate(Page(shot.pixels), engines).documents
    (found,) = [document for document in documents if document.located is Located.OUTLINE]
    assert worst_corner(found.quad, shot.document.quad) < 0.015


@pytest.mark.parametrize("seed", [8300, 8301])
def test_both_cards_of_an_a4_scan_from_top_to_bottom(seed: int, engines: Engines) -> None:
    cards = [flat(model, seed) for model in ("nl-id-2014-front", "nl-id-2014-back")]
    scan = captures.a4(cards[0], cards[1], np.random.default_rng(seed), dpi=150)
    found = locate(Page(scan.pixels), engines).documents
    assert len(found) == 2
    for document, true in zip(found, scan.documents, strict=True):
        assert worst_corner(document.quad, true.quad) < 0.02
        assert document.size_mm == pytest.approx((85.6, 53.98))


@pytest.mark.parametrize(("seen", "found"), [(4, 1), (0, 0)])
def test_a_card_over_the_lines_of_a_letter(seen: int, found: int) -> None:
    """All its sides are seen, and a closer look finds print; a letter's lines run on under it."""
    desk = np.full((720, 960, 3), (62, 40, 74), np.uint8)
    cv2.fillPoly(desk, [np.array([(420, 300), (900, 250), (940, 690), (460, 719)])], (190,) * 3)
    desk[200:470, 180:608] = 228
    starts = [(540, y) for y in range(300, 440, 40)] + [(640, y) for y in range(500, 640, 40)]
    lines = [Quad(((x, y), (x + 200, y - 20), (x + 200, y - 2), (x, y + 18))) for x, y in starts]
    documents = outlines(desk, lines, lambda _: seen)
    assert len(documents) == found
    for document in documents:
        assert worst_corner(Quad.of(document.corners), Quad.rect(180, 200, 428, 270)) < 0.02


def test_a_page_without_borders_is_the_document_itself(engines: Engines) -> None:
    page = captures.fill(flat("nl-passport-2014", 8400), np.random.default_rng(8400))
    (found,) = locate(Page(page.pixels), engines).documents
    assert found.located is Located.PAGE
    height, width = page.pixels.shape[:2]
    for x, y in ((1, 1), (width - 1, 1), (width - 1, height - 1), (1, height - 1)):
        assert found.quad.padded(1).contains((x, y)), "a part of the page is out of sight"


@pytest.mark.parametrize("shape", [(40, 60), (16, 900), (1200, 20)])
def test_tiny_and_thin_pages_do_not_break_anything(
    shape: tuple[int, int], engines: Engines
) -> None:
    layout = locate(Page(np.full((*shape, 3), 200, np.uint8)), engines)
    assert len(layout.documents) == len(layout.upright) == 1
