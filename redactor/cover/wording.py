"""What the watermark says, in Dutch and English."""

from __future__ import annotations

import datetime
import unicodedata

LONGEST = 80
"""Characters of a recipient or purpose; more make the mark too large to repeat on a card."""

_WORDS = {"nl": ("KOPIE", "alleen voor"), "en": ("COPY", "only for")}
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def watermark_text(
    lang: str,
    recipient: str | None = None,
    purpose: str | None = None,
    date: datetime.date | None = None,
) -> str:
    """For instance “KOPIE – alleen voor Woningstichting – huur – 23 november 2026”.

    ``lang``: "nl" or "en".  Parts that are missing or blank are left out; ``date`` defaults to
    today.  Control and direction characters are dropped, runs of white space become one space,
    and parts longer than ``LONGEST`` are cut with an ellipsis.  Raises ValueError for another
    language.
    """
    if lang not in _WORDS:
        raise ValueError("the watermark is written in nl or en")
    copy, only_for = _WORDS[lang]
    who, why = tidy(recipient or ""), tidy(purpose or "")
    day = date or datetime.datetime.now().astimezone().date()
    parts = (copy, f"{only_for} {who}" if who else "", why, written_date(day, lang))
    return " – ".join(part for part in parts if part)


def written_date(day: datetime.date, lang: str) -> str:
    """“23 november 2026” in the language given."""
    return f"{day.day} {_MONTHS[lang].split()[day.month - 1]} {day.year}"


def tidy(text: str) -> str:
    """One line without control, format or private characters, at most ``LONGEST`` long."""
    composed = unicodedata.normalize("NFC", text)
    kept = (
        " " if char.isspace() else char
        for char in composed
        if char.isspace() or not unicodedata.category(char).startswith("C")
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
