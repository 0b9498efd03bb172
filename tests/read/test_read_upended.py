"""Text that stands upside down on a page where no outline parts it from the rest."""

from __future__ import annotations

import numpy as np

from redactor import resources
from redactor.engines import Engines
from redactor.locate import locate
from redactor.model import Kind, Page, Pixels
from redactor.read import conclude, read
from redactor.samples.canvas import Canvas, Ink
from redactor.verify import Expectation, SheetExpectation
from redactor.verify.evidence import text_doubts
from redactor.verify.reading import read_sheet

FONT = str(resources.path("fonts", "DejaVuSans.ttf"))


def _print(size: tuple[float, float], lines: tuple[str, ...], cap: float) -> Pixels:
    canvas = Canvas(size, 8.0)
    for at, line in enumerate(lines):
        canvas.text(8, 12 + at * 3.2 * cap, line, Ink(FONT, cap))
    return canvas.pixels


def _page() -> Pixels:
    """A letter, and under it on the same white the back of a card, upside down."""
    letter = tuple(
        f"Geachte heer Jansen, uw bestelling van {day} maart is onderweg" for day in range(3, 17)
    )
    card = (
        "Koninkrijk der Nederlanden",
        "persoonsnummer / personal no.",
        "123456782",
        "lengte / height",
        "1,74 m",
        "instantie / authority",
        "Burg. van Utrecht",
    )
    return np.concatenate(
        [_print((150, 120), letter, 2.4), np.rot90(_print((150, 60), card, 2.2), 2)]
    )


def test_the_number_of_an_upside_down_card_is_found(engines: Engines) -> None:
    page = Page(_page())
    (conclusion,) = conclude([read(page, locate(page, engines), engines)])
    (number,) = [f for f in conclusion.findings if f.kind is Kind.BSN]
    assert number.value is not None
    assert number.value.clear == "123456782"
    assert abs(abs(number.quad.angle) - np.pi) < 0.2
    assert conclusion.country == "NLD"


def test_the_second_look_sees_it_too(engines: Engines) -> None:
    sheet = SheetExpectation()
    sights = read_sheet(_page(), sheet, engines)
    doubts = text_doubts(sights, Expectation.of_unknown(), sheet, "reader")
    assert {d.code for d in doubts} == {"number-visible"}
