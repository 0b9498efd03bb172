"""The printed day of issue tells models apart whose years touch."""

from __future__ import annotations

import datetime

import pytest

from redactor.documents import identify
from redactor.documents.dates import printed_dates


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("24 DEC/DEC 2021", [(2021, 12, 24)]),
        ("10 MAA/MAR 1965", [(1965, 3, 10)]),
        ("27JUL/JUL 1948", [(1948, 7, 27)]),
        ("1 Mei 2015", [(2015, 5, 1)]),
        ("03.07.2020", [(2020, 7, 3)]),
        ("03-07-2020 / 03-07-2030", [(2020, 7, 3), (2030, 7, 3)]),
        ("07 01 2010", [(2010, 1, 7)]),
        ("31 FEB/FEB 2020", []),
        ("03.17.2020", []),
        ("NLD8001014F2701012", []),
        ("655 993 629", []),
        ("1,74 m", []),
    ],
)
def test_dates_as_documents_print_them(text: str, days: list[tuple[int, int, int]]) -> None:
    assert printed_dates([text]) == {datetime.date(*day) for day in days}


@pytest.mark.parametrize(
    ("issued", "expires", "model"),
    [
        ("24 DEC/DEC 2021", "24 DEC/DEC 2031", "nl-id-2021-front"),
        ("14 FEB/FEB 2021", "14 FEB/FEB 2031", "nl-id-2014-front"),
        ("10 FEB/FEB 2014", "10 FEB/FEB 2024", "nl-id-2011-front"),
        ("11 SEP/SEP 2014", "11 SEP/SEP 2024", "nl-id-2014-front"),
        ("11 SFP/SEP 2014", "11 SEP/SEP 2024", "nl-id-2014-front"),  # the year alone
    ],
)
def test_a_year_in_which_models_changed(issued: str, expires: str, model: str) -> None:
    """Each has its ghost elsewhere, and where it is not seen its place by the model is hidden."""
    texts = ("NEDERLANDSE IDENTITEITSKAART", "KONINKRIJK DER NEDERLANDEN", "IDENTITY CARD")
    best = identify((*texts, issued, expires), size_mm=(85.6, 54.0))[0][0]
    assert best.id == model
