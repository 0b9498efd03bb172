"""A page's main portrait where the standard has it, when no reader saw one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from redactor.documents import load_models
from redactor.documents.mrz import MrzFormat
from redactor.documents.standard import standard_pages
from redactor.model import Document, Finding, Kind, Located, Quad, Reason
from redactor.read.prior import missing
from redactor.read.scene import Line
from redactor.read.standard import by_standard
from redactor.views import document

SCALE = 10.0
"""px a mm of the pages here; their corner is at (200, 100)."""


def _at(box: tuple[float, float, float, float]) -> Quad:
    left, top, width, height = box
    return Quad.rect(200 + SCALE * left, 100 + SCALE * top, SCALE * width, SCALE * height)


def _page() -> Document:
    return document(_at((0, 0, 125, 88)), Located.OUTLINE, 0.95)


def _zone(*shares: float, fmt: str = "TD3") -> list[Finding]:
    """The two lines of a zone, each with a share of its length."""
    why = (Reason("mrz", fmt),)
    return [
        Finding(Kind.MRZ, _at((6.3, top, 112 * share, 4)), 0.99, why, "mrz", None, 0)
        for top, share in zip((70.3, 76.6), shares or (1.0, 1.0), strict=True)
    ]


def _portrait(box: tuple[float, float, float, float]) -> Finding:
    return Finding(Kind.PORTRAIT, _at(box), 0.9, (Reason("face"),), "portrait", None, 0)


def _photo() -> Quad:
    """The middle of a portrait 35 mm by 45 mm, 4 mm from the left and 19 mm from the top."""
    return _at((6, 22, 29, 39))


def test_a_page_without_a_face_has_its_portrait_left_above_the_zone() -> None:
    (found,) = by_standard(_page(), _zone(), 0)
    assert found.kind is Kind.PORTRAIT
    assert all(found.quad.contains(point) for point in _photo().points)
    assert not any(found.quad.shared(line.quad) for line in _zone())
    assert found.confidence < 0.5, "a person is asked"


@pytest.mark.parametrize("turn", [0.3, -1.2, 3.0])
def test_a_page_that_lies_at_any_angle(turn: float) -> None:
    """The outline may be unsure: the zone's own direction and length tell."""
    cos, sin = np.cos(turn), np.sin(turn)

    def turned(quad: Quad) -> Quad:
        return Quad.of((x * cos - y * sin, x * sin + y * cos) for x, y in quad.points)

    page = document(turned(_page().quad), Located.OUTLINE, 0.95)
    zone = [replace(line, quad=turned(line.quad)) for line in _zone()]
    (found,) = by_standard(page, zone, 0)
    assert all(found.quad.contains(point) for point in turned(_photo()).points)


def test_a_portrait_that_was_seen_needs_no_place() -> None:
    assert by_standard(_page(), [*_zone(), _portrait((4, 19, 35, 45))], 0) == ()


@pytest.mark.parametrize("other", [(90.0, 20.0, 30.0, 40.0), (4.0, 4.0, 6.0, 6.0)])
def test_a_ghost_or_an_emblem_is_not_the_main_portrait(
    other: tuple[float, float, float, float],
) -> None:
    (found,) = by_standard(_page(), [*_zone(), _portrait(other)], 0)
    assert all(found.quad.contains(point) for point in _photo().points)


def test_a_zone_of_which_a_part_is_missing_tells_no_place() -> None:
    assert by_standard(_page(), _zone(1.0, 0.6), 0) == ()
    assert by_standard(_page(), _zone()[:1], 0) == ()


def test_a_cards_zone_tells_no_place() -> None:
    """It stands on the back of most."""
    assert by_standard(_page(), _zone(fmt="TD2"), 0) == ()


def test_of_a_bare_zone_nothing_else_is_covered() -> None:
    strip = document(_at((0, 66, 125, 20)), Located.OUTLINE, 0.9)
    assert by_standard(strip, _zone(), 0) == ()


def test_a_letters_text_over_a_zone_stays_legible() -> None:
    def line(top: float) -> Line:
        centres = tuple(np.linspace(0.02, 0.98, 30))
        quad = _at((3, top, 36, 3))
        return Line("Geachte mevrouw, hierbij stuur", 0.99, centres, page_quad(quad), quad)

    def page_quad(quad: Quad) -> Quad:
        return _page().to_view.quad(quad)

    text = [line(20 + 5 * row) for row in range(6)]
    assert by_standard(_page(), _zone(), 0, text) == ()
    assert by_standard(_page(), _zone(), 0, text[:1]) != ()


def test_a_known_model_on_a_sure_outline_goes_before_the_standard() -> None:
    model = next(one for one in load_models() if one.id == "nl-passport-2014")
    added = missing(_page(), [model], _zone(), 0)
    reasons = {reason.code for f in added if f.kind is Kind.PORTRAIT for reason in f.why}
    assert reasons == {"model-position"}


def test_without_a_model_the_standard_counts() -> None:
    (added,) = missing(_page(), [], _zone(), 0)
    assert [reason.code for reason in added.why] == ["standard-position"]


def test_the_place_is_on_the_page_and_above_its_zone() -> None:
    page = standard_pages()[MrzFormat.TD3]
    left, top, width, height = page.portrait
    assert left >= 0
    assert left + width < page.size_mm[0] / 2
    assert top + height <= page.zone[1]


def test_a_damaged_file_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from redactor.errors import EngineError

    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "icao.toml").write_text('[[page]]\nmrz = "TD9"\n')
    monkeypatch.setattr("redactor.resources.path", lambda *parts: tmp_path.joinpath(*parts))
    standard_pages.cache_clear()
    try:
        with pytest.raises(EngineError, match="install Redactor again"):
            standard_pages()
    finally:
        standard_pages.cache_clear()
