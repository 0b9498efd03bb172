"""Both sides of a card laid edge to edge, of which contours show one, or both as one."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.locate import locate
from redactor.locate.neighbours import halves, neighbours
from redactor.locate.outline import traced
from redactor.model import Located, Page, Pixels, Quad
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.place import lay
from tests.bench.captures import print_text
from tests.locate.corners import worst_any_turn

DARK, PAPER = (34, 44, 40), 205


def _desk_and_letter(degrees: float, at: tuple[int, int]) -> Pixels:
    """A dark desk with a written letter on it, turned, its corner at a place."""
    letter = np.full((1600, 1400, 3), PAPER, np.uint8)
    print_text(letter, np.random.default_rng(3), 30, (30, 60), 24)
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    moved = np.array([[c, -s, at[0]], [s, c, at[1]]])
    page = np.full((1200, 1600, 3), DARK, np.uint8)
    cv2.warpAffine(letter, moved, (1600, 1200), page, borderMode=cv2.BORDER_TRANSPARENT)
    return page


@pytest.mark.parametrize(
    ("model", "seed", "degrees", "at"),
    [
        ("nl-id-2014", 8710, 25.0, (800, -200)),
        ("nl-permit-2020", 8712, -32.0, (700, 100)),
        ("nl-permit-2020", 8713, -20.0, (640, 80)),
    ],
)
def test_both_sides_edge_to_edge_and_half_on_a_letter(
    model: str, seed: int, degrees: float, at: tuple[int, int], engines: Engines
) -> None:
    page = _desk_and_letter(degrees, at)
    front = Quad(((430, 380), (818, 447), (778, 691), (389, 620)))
    back = Quad(((389, 620), (778, 691), (738, 939), (347, 862)))
    holder = fictional(seed, "123456782")
    lay(page, draw(f"{model}-front", seed, px_per_mm=10.0, holder=holder), front)
    lay(page, draw(f"{model}-back", seed, px_per_mm=10.0, holder=holder), back)
    lamp = np.linspace(0.8, 1.05, page.shape[1])[None, :, None]
    grain = np.random.default_rng(1).normal(0, 3, page.shape)
    page = np.clip(cv2.GaussianBlur(page, (0, 0), 0.8) * lamp + grain, 0, 255).astype(np.uint8)
    found = [d.quad for d in locate(Page(page), engines).documents if d.located is Located.OUTLINE]
    assert len(found) == 2
    for side in (front, back):
        assert min(worst_any_turn(quad, side) for quad in found) < 0.015


TWO = ((100, 80, 443, 512), (271, 188), (271, 404))
BESIDE = ((40, 80, 724, 296), (211, 188), (553, 188))


@pytest.mark.parametrize(("around", "one", "other"), [TWO, BESIDE])
@pytest.mark.parametrize("parted", [True, False])
def test_an_outline_around_two_cards_is_halved_where_an_edge_parts_them(
    around: tuple[int, int, int, int],
    one: tuple[int, int],
    other: tuple[int, int],
    parted: bool,
) -> None:
    """A strip of paper has the proportions of two cards and no edge in its middle."""
    small = np.full((600, 800, 3), DARK, np.uint8)
    left, top, right, bottom = around
    small[top:bottom, left:right] = 215
    if parted:
        x, y = (one[0] + other[0]) // 2, (one[1] + other[1]) // 2
        if one[0] == other[0]:
            small[y - 1 : y + 1, left:right] = 120
        else:
            small[top:bottom, x - 1 : x + 1] = 120
    corners = Quad.rect(left, top, right - left, bottom - top).array()
    found = [Quad.of(half).centre for half in halves([corners], *traced(small).slopes)]
    assert len(found) == (2 if parted else 0)
    for centre, wanted in zip(found, (one, other), strict=False):
        assert centre == pytest.approx(wanted, abs=4)


def test_a_page_is_not_halved() -> None:
    small = np.full((600, 800, 3), DARK, np.uint8)
    small[80:567, 100:443] = 215
    small[322:324, 100:443] = 120  # a passport's page on its side, a line across its middle
    corners = Quad.rect(100, 80, 343, 487).array()
    assert not halves([corners], *traced(small).slopes)


def test_a_neighbour_lies_in_the_picture_and_on_no_other_document() -> None:
    small = np.full((600, 800, 3), DARK, np.uint8)
    card = np.array([[60.0, 60.0], [360.0, 60.0], [360.0, 250.0], [60.0, 250.0]])
    below = card + np.array([0, 190])
    seen = traced(small)
    beside = [Quad.of(one) for one in neighbours([card], *seen.slopes)]
    # above it and left of it the picture ends
    assert sorted(tuple(round(v, -1) for v in quad.centre) for quad in beside) == [
        (210, 340),
        (510, 160),
    ]
    taken = [Quad.of(one) for one in neighbours([card, below], *seen.slopes)]
    assert all(quad.shared(Quad.of(one)) < 0.1 for quad in taken for one in (card, below))
