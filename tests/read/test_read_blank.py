"""The empty back of a sheet is no question; what is printed on it, however pale, is one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.model import Document, Finding, Kind, Located, Pixels, Quad, Reason
from redactor.read import Conclusion, Reading, Seen, conclude, is_blank
from redactor.read.known import Known
from redactor.views import document

SIZE = (1170, 827)


def _paper(level: int = 250, noise: float = 0.0) -> Pixels:
    rng = np.random.default_rng(7)
    page = np.full((*SIZE, 3), float(level)) + rng.normal(0, noise or 1e-9, (*SIZE, 3))
    return np.clip(page, 0, 255).astype(np.uint8)


def _lit() -> Pixels:
    """Paper under a lamp at one side."""
    light = np.linspace(255, 205, SIZE[1])[None, :, None]
    return np.broadcast_to(light, (*SIZE, 3)).astype(np.uint8)


def _dusty() -> Pixels:
    page = _paper()
    rng = np.random.default_rng(3)
    for x, y in zip(rng.integers(30, 790, 12), rng.integers(30, 1130, 12), strict=True):
        page[y, x] = 120
    return page


def _lidded() -> Pixels:
    """A dark line along the rim, where the lid does not lie on the glass."""
    page = _paper()
    page[:10] = 60
    page[:, -8:] = 90
    return page


@pytest.mark.parametrize(
    "page",
    [_paper(255), _paper(228, 1.5), _lit(), _dusty(), _lidded()],
    ids=["white", "grey", "lit", "dusty", "lid"],
)
def test_paper_is_blank(page: Pixels) -> None:
    assert is_blank(page)
    assert is_blank(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))


def _printed(shade: int, text: str = "999999990", scale: float = 1.0) -> Pixels:
    page = _paper()
    cv2.putText(page, text, (300, 500), cv2.FONT_HERSHEY_SIMPLEX, scale, (shade,) * 3, 2)
    return page


def _specks() -> Pixels:
    """A number punched in dots."""
    page = _paper()
    page[400:440:6, 200:420:6] = 150
    return page


def _noisy() -> Pixels:
    return _paper(240, 14.0)


@pytest.mark.parametrize(
    "page",
    [
        _printed(0),
        _printed(236),
        _printed(200, "7", 0.5),
        _specks(),
        _noisy(),
        _paper()[:300],
        _paper(4),
    ],
    ids=["black", "pale", "a digit", "punched", "grainy", "strip", "dark"],
)
def test_print_and_doubt_are_not_blank(page: Pixels) -> None:
    assert not is_blank(page)


CARD = Quad.rect(100, 100, 856, 540)


def _card() -> Seen:
    place: Document = document(CARD, Located.OUTLINE, 0.9)
    zone = Finding(
        Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),), "mrz",
        None, 0,
    )  # fmt: skip
    return Seen((place,), (Known("NLD", (), ()),), Reading((zone,)))


def test_an_empty_page_counts_as_such_beside_a_document() -> None:
    back = Seen((), (), Reading(), blank=True)
    first, second = conclude([_card(), back])
    assert not first.empty
    assert second == Conclusion((), (), (), (), (), empty=True)
    assert not any(one.empty for one in conclude([back, back]))  # nothing found anywhere
    unread = Seen((), (), Reading())
    assert not conclude([_card(), unread])[1].empty
