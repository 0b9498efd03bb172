"""Documents of two countries on one sheet: the second look knows whose numbers stand where."""

from __future__ import annotations

import numpy as np
import pytest

from redactor import render
from redactor.model import Located, Page, Plan, Quad
from redactor.read import Conclusion
from redactor.verify import SheetExpectation
from redactor.views import document

UPPER, LOWER = Quad.rect(20, 20, 320, 200), Quad.rect(20, 260, 320, 200)
BETWEEN = Quad.rect(100, 230, 100, 16)


def expected(first: str | None, second: str | None, below: Quad = LOWER) -> SheetExpectation:
    page = Page(np.full((480, 360, 3), 240, np.uint8))
    places = tuple(document(quad, Located.OUTLINE, 0.9) for quad in (UPPER, below))
    found = Conclusion(places, (), (), (), (first, second))
    return render.draw(page, found, Plan("default", (), ()), None, crop=False).expectation


@pytest.mark.parametrize("other", ["NLD", None])
def test_the_foreign_ones_numbers_are_told_from_the_others(other: str | None) -> None:
    sheet = expected("ESP", other)
    assert sheet.is_abroad(UPPER)
    assert not sheet.is_abroad(LOWER)
    assert not sheet.is_abroad(BETWEEN)


def test_of_two_foreign_ones_the_whole_sheet_is() -> None:
    sheet = expected("ESP", "BEL")
    assert all(map(sheet.is_abroad, (UPPER, LOWER, BETWEEN)))


@pytest.mark.parametrize("code", [None, "NLD"])
def test_and_of_no_foreign_one_nothing(code: str | None) -> None:
    sheet = expected(code, code)
    assert not any(map(sheet.is_abroad, (UPPER, LOWER, BETWEEN)))


def test_an_outline_that_holds_a_part_of_the_other_tells_nothing() -> None:
    sheet = expected("ESP", "NLD", Quad.rect(20, 120, 320, 300))
    assert not any(map(sheet.is_abroad, (UPPER, LOWER)))
