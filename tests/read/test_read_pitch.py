"""Which characters of a line agree on one pitch."""

from __future__ import annotations

from math import nan

import pytest

from redactor.read.pitch import along

EVEN = [(cell, (cell + 0.5) / 30) for cell in range(30)]


def test_a_character_that_stands_elsewhere_does_not_agree() -> None:
    moved = [(cell, at + 0.1) if cell == 11 else (cell, at) for cell, at in EVEN]
    assert along(moved) == [one for one in EVEN if one[0] != 11]


@pytest.mark.parametrize("cells", [{3}, {0, 7, 29}, set(range(0, 30, 2))])
def test_places_that_are_no_numbers_agree_with_nothing(cells: set[int]) -> None:
    lost = [(cell, nan) if cell in cells else (cell, at) for cell, at in EVEN]
    assert along(lost) == [one for one in EVEN if one[0] not in cells]


def test_a_line_of_no_places_tells_nothing() -> None:
    assert along([(cell, nan) for cell in range(30)]) is None
