"""Parts of a known number that the picture's rim or a finger leaves."""

from __future__ import annotations

import pytest

from redactor.model import Document, Finding, Kind, Located, Quad, Reason, Secret
from redactor.read import conclude
from redactor.read.known import Known
from redactor.read.pagewise import Seen
from redactor.read.remnants import remnants
from redactor.read.scene import Line, Reading
from redactor.views import document

NUMBER = "123456782"
CARD = Quad.rect(100, 100, 856, 540)


def line(text: str, x: float = 140, y: float = 300) -> Line:
    box = Quad.rect(x, y, 20.0 * len(text), 24)
    return Line(text, 0.98, tuple((i + 0.5) / len(text) for i in range(len(text))), box, box)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("56782", "56782"),
        ("34.56.782", "34.56.782"),
        ("1234567", "1234567"),
        ("345678 M", "345678"),
        ("D 23456", "23456"),
        ("956782", "56782"),  # a sign cut in two is read as another
        ("6782", ""),  # any date has four
        ("12 MAA/MAR 1965", ""),
        ("9123456782", ""),  # a licence's number: ten digits of its own
        ("123456782", ""),  # whole: found as a number
        ("87654321", ""),
    ],
)
def test_five_digits_of_a_known_number_are_a_part_of_it(text: str, hidden: str) -> None:
    found = remnants([line(text)], [NUMBER], 0)
    assert len(found) == bool(hidden)
    if hidden:
        box = line(text).page
        start = text.index(hidden)
        left, right = (
            box.part(at / len(text), at / len(text)).centre[0]
            for at in (start, start + len(hidden))
        )
        quad = found[0].quad
        assert quad.bounds[0] <= left + 1
        assert quad.bounds[2] >= right - 1
        assert quad.width <= 20.0 * len(hidden) + 12


@pytest.mark.parametrize(
    ("country", "business", "covered"), [("NLD", 0, 1), ("FRA", 0, 0), (None, 3, 0)]
)
def test_on_its_own_document_alone(country: str | None, business: int, covered: int) -> None:
    """A letter's digits and another country's are no part of it."""
    zone = Finding(
        Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),), "mrz",
        Secret(NUMBER), 0,
    )  # fmt: skip
    below = Quad.rect(100, 800, 856, 540)
    places: tuple[Document, ...] = (
        document(CARD, Located.OUTLINE, 0.9),
        document(below, Located.OUTLINE, 0.9),
    )
    known = (Known("NLD", (), ()), Known(country, (), (line("56782", y=900),), business))
    (conclusion,) = conclude([Seen(places, known, Reading((zone,)))])
    assert sum(f.kind is Kind.BSN for f in conclusion.findings) == covered
