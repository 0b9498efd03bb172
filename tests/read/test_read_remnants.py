"""Parts of a known number that the picture's rim or a finger leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from redactor.decide.choose import SURE
from redactor.engines import Engines
from redactor.model import Document, Finding, Kind, Located, Page, Quad, Reason, Secret
from redactor.read import conclude
from redactor.read.known import Known
from redactor.read.number import NumberReader
from redactor.read.pagewise import Seen
from redactor.read.remnants import cut_rows, garbled, remnants, repeated
from redactor.read.scene import Line, Reading, Scene
from redactor.views import document

NUMBER = "123456782"
CARD = Quad.rect(100, 100, 856, 540)


def line(text: str, x: float = 140, y: float = 300) -> Line:
    box = Quad.rect(x, y, 20.0 * len(text), 24)
    return Line(text, 0.98, tuple((i + 0.5) / len(text) for i in range(len(text))), box, box)


def test_digits_larger_than_their_caption_are_hidden_whole() -> None:
    """A line's signs may be of two sizes, and how far a digit reaches is a matter of its own."""
    caption, digits, narrow, wide = "Persoonsnummer / Personal no.", "12345678", 8.0, 26.0
    text, begin = f"{caption} {digits}", narrow * (len(caption) + 1) + 10
    ends = [narrow * (at + 0.5) for at in range(len(caption) + 1)]
    ends += [begin + wide * (at + 0.5) for at in range(len(digits))]
    box = Quad.rect(100, 300, begin + wide * len(digits), 40)
    mixed = Line(text, 0.64, tuple(at / box.width for at in ends), box, box)
    (found,) = remnants([mixed], [NUMBER], 0)
    left, _, right, _ = found.quad.bounds
    assert 100 + narrow * len(caption) <= left <= 100 + begin
    assert right == pytest.approx(100 + box.width)


@pytest.mark.parametrize(
    ("text", "start"),
    [("IFVUA9RS4B22123456782<<<<<1", 12), ("123456782", 0), ("IFVUA9RS4B22123456722<<<<<1", None)],
)
def test_a_known_number_in_a_zone_that_nobody_understands(text: str, start: int | None) -> None:
    found = repeated([line(text)], [NUMBER], 0)
    assert len(found) == (start is not None)
    if start is not None:
        ends = (start / len(text), (start + len(NUMBER)) / len(text))
        left, right = (line(text).page.part(at, at).centre[0] for at in ends)
        x, _, r, _ = found[0].quad.bounds
        assert left - 12 <= x <= left + 1
        assert right - 1 <= r <= right + 12


@pytest.mark.parametrize(
    ("text", "score", "hidden"),
    [
        ("I2H4..b/ 6782", 0.6, True),
        ("l234.N.78H", 0.7, True),
        ("OANb.5b.G7B2", 0.5, False),  # two digits alone were read as such
        ("I2H4..b/ 6782", 0.95, False),  # what reads well is what it says
        ("28-1-.002", 0.6, False),
        ("ref 6782", 0.6, False),  # too short for a number
        ("betreft uw brief van 6782", 0.6, False),
    ],
)
def test_a_line_that_hardly_reads_and_ends_as_a_known_number(
    text: str, score: float, hidden: bool
) -> None:
    (read,) = [replace(line(text), score=score)]
    found = garbled([read], [NUMBER], 0)
    assert [one.quad for one in found] == [read.page] * hidden


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


PICTURE = Page(np.zeros((900, 1000, 3), np.uint8))


def at_left(text: str) -> Line:
    return line(text, x=4)


def at_right(text: str) -> Line:
    return line(text, x=996 - 20 * len(text))


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("12 548 823", True, True),
        ("-12 548 823", True, True),  # a sliver of the first digit
        ("(56782", True, False),
        ("1234 56 7|", False, True),
        ("34.56.782", True, True),
        ("6782", True, True),
        ("782", False, False),  # tells little
        ("1987", False, True),  # a year
        ("12 1987", False, True),
        ("15 12 1987", False, False),
        ("15.12.19", True, False),  # a date that goes on at the right
        ("15.12", True, False),
        ("26-11-23", False, False),  # a watermark's, year first
        ("2026-11-2", True, False),
        ("14 38 136", True, True),  # no month
        ("12 1987 GOES", False, False),
        ("JUN 1965", False, False),
        ("123456782", False, False),  # whole: found as a number
        ("", False, False),
    ],
)
def test_digits_alone_that_the_rim_cuts_may_be_a_number(text: str, left: bool, right: bool) -> None:
    assert bool(cut_rows([at_left(text)], PICTURE, 0)) == left
    assert bool(cut_rows([at_right(text)], PICTURE, 0)) == right
    assert not cut_rows([line(text)], PICTURE, 0)
    assert not cut_rows([line(text, y=878)], PICTURE, 0)  # along the lower rim
    leaning = Quad.of([(0, 300), (180, 210), (190, 230), (10, 320)])
    assert not cut_rows([replace(at_left(text), page=leaning, view=leaning)], PICTURE, 0)


@pytest.mark.parametrize(
    ("caption", "digits", "apart", "hidden"),
    [
        ("persoor", "999", -30, True),
        ("Burgerserv", "12", -30, True),
        ("personal n", "99 5", 30, True),
        ("persoor", "9", -30, False),
        ("document", "999", -30, False),
        ("pers", "999", -30, False),  # too little of it
        ("persoor", "999", -300, False),  # another line's
    ],
)
def test_two_digits_are_hidden_where_their_caption_is_cut_like_them(
    caption: str, digits: str, apart: float, hidden: bool
) -> None:
    over = replace(at_right(caption), text=caption)
    moved = Quad.of([(x, y + apart) for x, y in over.page.points])
    lines = [replace(over, page=moved, view=moved), at_right(digits)]
    assert bool(cut_rows(lines, PICTURE, 0)) == hidden


@pytest.mark.parametrize(
    ("country", "elsewhere", "hidden"),
    [("NLD", None, True), ("NLD", NUMBER, False), ("FRA", None, False), (None, None, False)],
)
def test_such_digits_are_hidden_on_a_dutch_document_without_a_number(
    country: str | None, elsewhere: str | None, hidden: bool
) -> None:
    """Unsurely, so that a person is asked; where the number is known they are another field's."""
    cut = tuple(found for _, found in cut_rows([at_left("99 548 823")], PICTURE, 0))
    zone = tuple(
        Finding(
            Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),),
            "mrz", Secret(number), 0,
        )
        for number in (elsewhere,) if number is not None
    )  # fmt: skip
    places = (document(CARD, Located.OUTLINE, 0.9),)
    seen = Seen(places, (Known(country, (), ()),), Reading((*cut, *zone)))
    (conclusion,) = conclude([seen])
    found = [f for f in conclusion.findings if f.kind is Kind.BSN]
    assert bool(found) == hidden
    assert all(f.confidence < SURE for f in found)


TABLE = ("AM", "A1", "A2", "A", "B1", "B", "C1", "C")


@pytest.mark.parametrize(
    ("beside", "business", "hidden"),
    [
        pytest.param(TABLE, 0, True, id="a licence's categories"),
        pytest.param(("1,78 m",), 0, True, id="a holder's height below it"),
        pytest.param(TABLE[:3], 0, False, id="too few categories"),
        pytest.param(("Amsterdam",), 0, False, id="nothing"),
        pytest.param(TABLE, 3, False, id="a letter"),
    ],
)
def test_of_a_back_without_a_title_such_digits_are_hidden_too(
    beside: tuple[str, ...], business: int, hidden: bool
) -> None:
    """Seven digits stood open on a licence's back that the rim cut: it names no country."""
    lines = [at_left("99 548 823")]
    top = lines[0].box[1]
    for row, text in enumerate(beside):
        quad = Quad.rect(0, top + 60 * (row + 1), 14 * len(text), 24)
        lines.append(replace(line(text), view=quad, page=quad))
    place = document(PICTURE.quad, Located.PAGE, 0.5)
    scene = Scene(PICTURE, 0, place, PICTURE.pixels, tuple(lines))
    reading = NumberReader().read(scene, cast("Engines", None))
    known = Known(None, (), tuple(lines), business)
    (conclusion,) = conclude([Seen((place,), (known,), reading)])
    found = [f for f in conclusion.findings if f.kind is Kind.BSN]
    assert bool(found) == hidden
    assert all(f.confidence < SURE for f in found)
