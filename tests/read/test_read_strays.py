"""Copies of a portrait beyond its own document."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.engines import Engines
from redactor.model import Kind, Located, Page, Quad
from redactor.read.faces import ask
from redactor.read.scene import Scene
from redactor.read.strays import strays
from redactor.samples import draw
from redactor.views import document, rectify

ON_THE_FACING_PAGE, ON_THE_DESK = Quad.rect(200, 150, 420, 30), Quad.rect(2000, 500, 300, 30)
"""Lines of text above a passport's page, and beside the booklet."""


@pytest.mark.parametrize(
    ("copied", "lines", "found"),
    [
        (True, None, True),  # nobody knows where text stands
        (True, (ON_THE_DESK, ON_THE_FACING_PAGE), True),
        (True, (ON_THE_DESK,), False),  # no page lies there: it is not looked at
        (False, (ON_THE_FACING_PAGE,), False),
    ],
)
def test_a_copy_on_the_facing_page_of_a_booklet_lies_on_no_document(
    copied: bool, lines: tuple[Quad, ...] | None, found: bool, engines: Engines
) -> None:
    """Above the page with the portrait the booklet shows it again; what lies on a page is its."""
    drawn = draw("nl-passport-2014", seed=5, px_per_mm=12)
    high, wide = drawn.pixels.shape[:2]
    photo = next(f.quad for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    left, top, right, bottom = photo.bounds
    page = np.full((high * 2, wide + 900, 3), 226, np.uint8)
    page[high:, :wide] = drawn.pixels
    small = cv2.resize(drawn.pixels[top:bottom, left:right], None, fx=0.5, fy=0.5)
    copy = Quad.rect(700, 300, small.shape[1], small.shape[0])
    if copied:
        page[300 : 300 + small.shape[0], 700 : 700 + small.shape[1]] = small // 3 + 150
    own = document(Quad.rect(0, high, wide, high), Located.OUTLINE, 0.9)
    view = rectify(page, own)
    scene = Scene(Page(page), 0, own, view, (), (), ask(view, engines))
    covers = strays(scene.page, [scene], engines, lines).findings
    assert [one.document for one in covers] == [None] * found
    assert all(one.quad.overlap(copy) > 0.8 for one in covers)


@pytest.mark.parametrize("copied", [True, False])
def test_a_small_copy_of_a_face_on_no_outline_is_found_on_a_large_page(
    engines: Engines, copied: bool
) -> None:
    """An outline was laid wrongly: a page looked at whole shows too little of the passport's."""
    drawn = draw("nl-passport-2014", seed=6, px_per_mm=8)
    high, wide = drawn.pixels.shape[:2]
    main, ghost = sorted(drawn.document.of(Kind.PORTRAIT), key=lambda one: -one.quad.area)[:2]
    page = np.full((3200, 2400, 3), 240, np.uint8)
    page[1800 : 1800 + high, 300 : 300 + wide] = drawn.pixels
    there = Quad.of(ghost.quad.array() + np.array([300, 1800]))
    left, top, right, bottom = (int(side) for side in there.bounds)
    part = page[top:bottom, left:right].copy()
    page[top:bottom, left:right] = (255 - part) // 3 + 60 if copied else 240
    elsewhere = document(Quad.rect(300, 100, wide, 500), Located.OUTLINE, 0.9)
    scene = Scene(Page(page), 0, elsewhere, rectify(page, elsewhere), ())
    found = strays(scene.page, [scene], engines).findings
    assert any(one.quad.contains(there.centre) for one in found) is copied
    portrait = Quad.of(main.quad.array() + np.array([300, 1800]))
    assert any(one.quad.contains(portrait.centre) for one in found)
