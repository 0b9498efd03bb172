"""Rings and dots in a row are a security print; copies of a portrait are never so many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.outlines import Outlines
from redactor.engines.twins import Twin
from redactor.model import Kind, Layout, Located, Page, Quad
from redactor.read import portraits, read
from redactor.read.scene import Scene
from redactor.samples import draw
from redactor.views import document

WIDE, HIGH = 30, 36


@pytest.mark.parametrize(
    ("model", "seed"),
    [("nl-passport-2014", 72), ("nl-passport-2021", 40)],
)
def test_rings_under_a_dark_haired_portrait_are_left_open(
    model: str, seed: int, engines: Engines
) -> None:
    drawn = draw(model, seed, px_per_mm=10.0)
    high, wide = drawn.pixels.shape[:2]
    whole = document(Quad.rect(0, 0, wide, high), Located.OUTLINE, 0.9)
    seen = read(Page(drawn.pixels), Layout((whole,), (1.0,)), engines)
    covers = [f.quad for f in seen.reading.findings if f.kind is Kind.PORTRAIT]
    ghosts = [f.quad for f in drawn.document.of(Kind.PORTRAIT)]
    assert all(any(cover.overlap(ghost) > 0.5 for ghost in ghosts) for cover in covers)
    assert all(any(cover.overlap(ghost) > 0.9 for cover in covers) for ghost in ghosts)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, engines: Engines) -> Callable[..., int]:
    return partial(_kept, monkeypatch, engines)


def _kept(
    monkeypatch: pytest.MonkeyPatch,
    engines: Engines,
    *copies: tuple[float, float, float],
    size: tuple[int, int] = (WIDE, HIGH),
) -> int:
    """How many copies stay of those at x, y (px) with a likeness, of one ``size`` (px)."""
    found = tuple(Twin(Quad.rect(x, y, *size), score, score == SURE) for x, y, score in copies)
    monkeypatch.setattr(portraits, "twins", lambda *_: found)
    monkeypatch.setattr(Outlines, "copies", lambda _: ())
    monkeypatch.setattr(Outlines, "speaks", lambda *_: (True, False))
    view = np.full((540, 856, 3), 255, np.uint8)
    place = document(Quad.rect(0, 0, 856, 540), Located.OUTLINE, 0.95, long_px=856)
    scene = Scene(Page(view), 0, place, view, ())
    main = Face(Quad.rect(80, 150, 110, 140), 0.95, ())
    return len(portraits.ghosts(main, scene, (), engines, scene))


LIKELY, SURE = 0.62, 0.8


@pytest.mark.parametrize("step", [35, 60, 150])
def test_four_in_a_row_are_none(kept: Callable[..., int], step: int) -> None:
    assert kept(*((300 + step * i, 400, LIKELY) for i in range(4))) == 0


def test_three_closer_than_photos_are_none(kept: Callable[..., int]) -> None:
    assert kept((300, 400, LIKELY), (338, 401, LIKELY), (500, 399, LIKELY)) == 0


@pytest.mark.parametrize(
    "copies",
    [
        pytest.param([(300, 400, LIKELY)], id="one"),
        pytest.param([(300, 400, LIKELY), (340, 400, LIKELY)], id="two"),
        pytest.param([(300 + 90 * i, 400, LIKELY) for i in range(3)], id="three apart"),
        pytest.param([(300 + 60 * i, 100 + 90 * i, LIKELY) for i in range(4)], id="no row"),
        pytest.param([(300 + 60 * i, 400, SURE) for i in range(4)], id="certain"),
    ],
)
def test_others_are_covered(
    kept: Callable[..., int], copies: list[tuple[float, float, float]]
) -> None:
    assert kept(*copies) == len(copies)


def test_a_clear_copy_in_a_row_of_rings_is_covered(kept: Callable[..., int]) -> None:
    rings = [(300 + 60 * i, 400, LIKELY) for i in range(4)]
    assert kept(*rings, (600, 400, SURE)) == 1


@pytest.mark.parametrize(
    ("size", "score", "count"),
    [((140, 180), LIKELY, 0), ((110, 140), LIKELY, 1), ((140, 180), SURE, 1)],
)
def test_what_is_larger_than_the_portrait_is_no_likely_copy(
    kept: Callable[..., int], size: tuple[int, int], score: float, count: int
) -> None:
    """A thumb under a passport was covered, and half of its zone with it."""
    assert kept((500, 300, score), size=size) == count
