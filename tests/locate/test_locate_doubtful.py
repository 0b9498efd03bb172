"""Outlines that print speaks against: not level with it, or running on beyond a side."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.locate.outline import outlines
from redactor.model import Quad, Transform


def _seen_at_an_angle(corners: Quad, rows: int) -> list[Quad]:
    """Lines of text on a document with these corners."""
    page = Transform.between(Quad.rect(0, 0, 856, 540), corners)
    return [page.quad(Quad.rect(300, 60 + 70 * row, 380, 32)) for row in range(rows)]


@pytest.mark.parametrize(("level", "found"), [(False, 1), (True, 0)])
def test_print_that_is_not_level_with_an_outline_is_not_its_own(level: bool, found: int) -> None:
    """A copy's shades made an outline around half of a card; its sides leaned towards each other
    as only those of a card seen at an angle do, and its lines did not."""
    corners = Quad(((250, 150), (760, 160), (690, 590), (250, 470)))
    page = np.full((720, 960, 3), (210, 208, 204), np.uint8)
    cv2.fillConvexPoly(page, corners.array().astype(np.int32), (150, 152, 160))
    lines = _seen_at_an_angle(corners, 5)
    if level:
        lines = [Quad.rect(line.bounds[0], line.centre[1] - 9, 230, 18) for line in lines]
    assert len(outlines(page, lines)) == found


@pytest.mark.parametrize(("beyond", "found"), [(-20, 1), (40, 0)])
def test_an_outline_in_doubt_goes_through_no_line(beyond: int, found: int) -> None:
    """Its proportions are not quite a card's, and a line of print goes on beyond its side."""
    page = np.full((720, 960, 3), (210, 208, 204), np.uint8)
    right = 690
    cv2.rectangle(page, (200, 150), (right, 556), (150, 152, 160), -1)
    cv2.rectangle(page, (right - 3, 150), (right + 6, 380), (210, 208, 204), -1)
    lines = [Quad.rect(300, 180 + 40 * row, 260, 18) for row in range(7)]
    lines.append(Quad.rect(right + beyond - 220, 470, 220, 18))
    assert len(outlines(page, lines)) == found
