"""Dates as Dutch documents print them: "24 DEC/DEC 2021", "03.07.2020", "07 01 2010"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("JAN",), ("FEB",), ("MAA", "MRT", "MAR"), ("APR",), ("MEI", "MAY"), ("JUN",),
            ("JUL",), ("AUG",), ("SEP",), ("OKT", "OCT"), ("NOV",), ("DEC",),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
"""Dutch and English: passports print both (dutch_documents §1)."""
_NAME = "|".join(_MONTHS)
_NAMED = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*({_NAME})(?:\s*/\s*(?:{_NAME}))?\s*((?:19|20)\d{{2}})(?!\d)"
)
_GAP = r"[.\-/ ]+"
_END = re.compile(rf"((\d{{1,2}}{_GAP})?\d{{1,2}}{_GAP})?(19|20)\d\d|(\d{{1,4}}-)?\d{{1,2}}-\d\d")
_START = re.compile(
    rf"\d{{1,2}}{_GAP}(0\d|1[0-2])({_GAP}\d{{1,3}})?|(19|20)\d\d-\d{{1,2}}(-\d{{1,2}})?"
)
_PLAIN = re.compile(r"(?<!\d)(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ]((?:19|20)\d{2})(?!\d)")


def printed_dates(texts: Iterable[str]) -> frozenset[datetime.date]:
    """Every date in some lines of text, day first; what is no day of a calendar is left out."""
    found = set()
    for text in texts:
        line = text.upper()
        said = [(day, _MONTHS[name], year) for day, name, year in _NAMED.findall(line)]
        for day, month, year in (*said, *_PLAIN.findall(line)):
            try:
                found.add(datetime.date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return frozenset(found)


def is_date(text: str) -> bool:
    """Whether a line is a date in digits and nothing else: "03.07.2020"."""
    return _PLAIN.fullmatch(text.strip()) is not None and bool(printed_dates([text]))


def ends_date(text: str) -> bool:
    """Whether digits may be the end of a date of which the beginning is not seen: "12 1987"."""
    return _END.fullmatch(text) is not None


def starts_date(text: str) -> bool:
    """Whether digits may be the beginning of a date of which the end is not seen: "15.12.19"."""
    return _START.fullmatch(text) is not None
