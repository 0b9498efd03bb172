"""Which numbers on a page are candidates for the citizen number, and what speaks against some."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from redactor.documents import mrz
from redactor.engines import Engines
from redactor.model import Finding, Located, Page, Quad, Reason
from redactor.read.number import NumberReader
from redactor.read.scene import Line, Scene, Zone
from redactor.views import document


def _line(text: str, x: float, y: float) -> Line:
    quad = Quad.rect(x, y, 14.0 * len(text), 24)
    centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
    return Line(text, 0.98, centres, quad, quad)


def _found(lines: Sequence[Line]) -> dict[str, Finding]:
    pixels = np.full((600, 900, 3), 230, np.uint8)
    place = document(Quad.rect(0, 0, 900, 600), Located.PAGE, 0.5, long_px=900)
    scene = Scene(Page(pixels), 0, place, pixels, tuple(lines))
    reading = NumberReader().read(scene, cast("Engines", None))
    return {f.value.clear: f for f in reading.findings if f.value is not None}


def _is_other(finding: Finding) -> bool:
    return "other-number" in {reason.code for reason in finding.why}


def test_a_caption_beside_or_above_says_whose_number_it_is() -> None:
    found = _found(
        [
            _line("Ordernummer", 20, 40),
            _line("123456782", 260, 40),
            _line("Relatienummer", 20, 140),
            _line("111222333", 20, 175),
            _line("987654321", 520, 500),
        ]
    )
    assert {number for number, f in found.items() if _is_other(f)} == {"123456782", "111222333"}


@pytest.mark.parametrize(
    "line",
    [
        "BURGERSERVICENUMMER (BSN) 111222333",
        "BURGERSERVICENUMMER (BSN) 111-222-333",
        "BURGERSERVICENUMMER (BSN): 111.222.333",
        "PERSOONSNUMMER / PERSONAL NO 111 222 333",
    ],
)
def test_a_number_behind_a_caption_in_capitals_is_found(line: str) -> None:
    """Capitals, brackets and digits without lower case: it must not pass for a zone's line."""
    (number,) = _found([_line(line, 20, 40)]).values()
    assert {"label", "nine-digits", "checksum"} <= {reason.code for reason in number.why}


def test_a_caption_with_its_own_number_says_nothing_of_the_next() -> None:
    found = _found([_line("Ordernummer 123456782", 20, 40), _line("111222333", 20, 75)])
    assert _is_other(found["123456782"])
    assert not _is_other(found["111222333"])


def test_the_citizen_numbers_caption_wins() -> None:
    found = _found(
        [
            _line("Klantnummer", 20, 40),
            _line("BSN", 20, 75),
            _line("123456782", 20, 110),
        ]
    )
    assert "label" in {reason.code for reason in found["123456782"].why}
    assert not _is_other(found["123456782"])


def test_a_number_at_the_pictures_rim_may_have_its_caption_beyond() -> None:
    found = _found([_line("347331351", 300, 5), _line("123456782", 300, 200)])
    signs = {digits: {reason.code for reason in one.why} for digits, one in found.items()}
    assert "cut-off" in signs["347331351"]
    assert "cut-off" not in signs["123456782"]


def test_a_number_divided_as_a_citizen_number_is_says_so() -> None:
    """Other groups and other marks stand in any number."""
    lines = [
        _line("1234.56.782", 300, 100),
        _line("999.990.019", 300, 200),
        _line("999 993 240", 300, 300),
        _line("1112-22-333", 300, 400),
    ]
    told = {digits for digits, f in _found(lines).items() if Reason("own-form") in f.why}
    assert told == {"123456782"}


@pytest.mark.parametrize(
    ("height", "x", "y", "told"),
    [
        ("1,93 m", 290, 180, True),
        ("2.01m", 300, 150, True),
        ("1,93 m", 300, 380, False),  # far below
        ("1,93 m", 300, 40, False),  # above
        ("1,93 m", 620, 180, False),  # in another column
        ("12,93 m", 300, 180, False),
        ("1,93 m kabel", 300, 180, False),
    ],
)
def test_a_persons_height_below_a_number_says_whose_it_is(
    height: str, x: float, y: float, told: bool
) -> None:
    """The back of a passport's page, with captions too fine to be read."""
    found = _found([_line("123456782", 300, 100), _line(height, x, y)])
    assert (Reason("height-below") in found["123456782"].why) is told


@pytest.mark.parametrize("known", [True, False])
def test_digits_of_a_licences_zone_are_no_citizen_number(known: bool) -> None:
    """A lamp hides some of its signs, and what is left looks like a zone no more."""
    whole = mrz.parse(["D1NLD15038680399B85V8CFXLA1264"])
    assert whole is not None
    line = _line("D1NLD 123456782 B85V8", 20, 400)
    pixels = np.full((600, 900, 3), 230, np.uint8)
    place = document(Quad.rect(0, 0, 900, 600), Located.PAGE, 0.5, long_px=900)
    zones = (Zone(whole, (line,)),) if known else ()
    scene = Scene(Page(pixels), 0, place, pixels, (line,), zones)
    found = NumberReader().read(scene, cast("Engines", None)).findings
    assert bool(found) is not known


@pytest.mark.parametrize(
    ("categories", "table"),
    [
        ("AM A1 A2 A B1 B C1 C D1 D BE C1E CE D1E DE T", True),
        ("AM Al A2 B1 B CI C DIE DE", True),  # misread
        ("A A B B C D", False),  # grades, a list
        ("AM A1 B", False),
    ],
)
def test_beside_a_licences_table_a_number_may_be_a_persons(categories: str, table: bool) -> None:
    """The back of a licence whose caption is too fine to be read."""
    rows = [_line(text, 520, 60 + 30 * at) for at, text in enumerate(categories.split())]
    found = _found([_line("123456782", 60, 90), *rows])
    assert (Reason("licence-table") in found["123456782"].why) is table
