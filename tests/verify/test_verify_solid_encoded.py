"""Covers of encoded copies: solid for the gate however the copy was encoded, leaky ones not."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.cover import burn
from redactor.export import Format, Sheet, encode
from redactor.intake import open_bytes
from redactor.model import Pixels, Quad
from redactor.render import Drawn, fitted
from redactor.verify import SheetExpectation
from redactor.verify.solid import cover_doubts


def _slanted(width: float, height: float, degrees: float, seed: int) -> Quad:
    chance = np.random.default_rng(seed)
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]]) - (width / 2, height / 2)
    return Quad.of(corners @ turn.T + (300, 200) + chance.uniform(-1, 1, 2))


def _sheet(seed: int) -> Pixels:
    """Paper with print right up to where covers will lie."""
    chance = np.random.default_rng(seed)
    blocks = chance.integers(60, 256, (100, 150, 3), np.uint8)
    return np.kron(blocks, np.ones((4, 4, 1), np.uint8))


def _decoded(sheet: Sheet, quad: Quad, form: Format) -> tuple[Pixels, SheetExpectation]:
    drawn = Drawn(sheet, SheetExpectation(covers=(quad,), legible=()))
    pages = [page.pixels for page in open_bytes(encode([sheet], form), "copy")]
    return pages[0], fitted([drawn], pages)[0]


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("dpi", [83.0, 197.0, 331.0, None])
@pytest.mark.parametrize(("width", "height"), [(110, 25), (14, 30), (7, 60)])
def test_a_slanted_cover_is_solid_in_every_kind_of_copy(
    form: Format, dpi: float | None, width: float, height: float
) -> None:
    for seed, degrees in enumerate((-7.0, -1.2, 0.4, 1.9, 5.0, 44.0)):
        quad = _slanted(width, height, degrees, seed)
        sheet = Sheet(burn(_sheet(seed), [quad]), dpi)
        pixels, expected = _decoded(sheet, quad, form)
        assert cover_doubts(pixels, expected, exact=form is Format.PNG) == []


@pytest.mark.parametrize("form", list(Format))
def test_a_hole_in_a_cover_is_seen_in_every_kind_of_copy(form: Format) -> None:
    quad = _slanted(110, 30, 2.0, 1)
    burned = burn(_sheet(1), [quad])
    burned[195:205, 296:300] = 200
    pixels, expected = _decoded(Sheet(burned, 197.0), quad, form)
    assert [d.code for d in cover_doubts(pixels, expected, exact=form is Format.PNG)] == [
        "cover-not-solid"
    ]
