"""One line of a zone as an OCR engine reads it, in the zone's own alphabet."""

from __future__ import annotations

import re
import unicodedata

from redactor.documents.mrz_grammar import FILLER

_TO_FILLER = str.maketrans(
    {
        "«": "<<",
        "»": "<<",
        "‹": "<",
        "›": "<",
        "≤": "<",
        "(": "<",
        "[": "<",
        "{": "<",
        "—": "<",
        "–": "<",
        "-": "<",
        "_": "<",
        "Λ": "<",
        "∧": "<",
    }
)
_SHAPES = str.maketrans(
    dict(
        zip(
            "|!¦¡$€£§×ØøÐðĐđŁłıÞþßĦħŦŧŊŋĸÆæŒœ¢©¥®°º",
            "IIIISEESX00DDDDLLIPPBHHTTNNKAAOOCCYR00",
            strict=True,
        )
    )
)
"""Signs that take the place of one of a zone's, each by its shape: what is dropped would move all
that stands after it by a cell."""
GAP = "*"
"""Stands for a sign that was not read between two others, told by how far apart those stand."""


def clean(text: str) -> str:
    """One OCR line in the zone's own alphabet: A-Z, 0-9, ``<`` and ``?`` for the unreadable.

    ``GAP`` stays as well.
    """
    letters = [c for c in text if c.isalpha()]
    if sum(c.islower() for c in letters) * 2 <= len(letters):
        text = text.replace("l", "I")
    if "««" in text:  # one sign for each filler; else one stands for two
        text = text.replace("«", FILLER).replace("»", FILLER)
    plain = unicodedata.normalize("NFKD", text.translate(_TO_FILLER).translate(_SHAPES)).upper()
    return _fill(re.sub(rf"[^A-Z0-9<?{re.escape(GAP)}]", "", plain))


def _fill(line: str) -> str:
    """K and C inside a run of fillers, and after it at the line's end, are fillers."""
    line = re.sub(r"K{4,}|C{4,}", _same_length, line)
    line = re.sub(r"(?<=<<)[KC]{1,3}(?=<)|(?<=<)[KC]{1,3}(?=<<)", _same_length, line)
    line = re.sub(r"(?<=<<<)[KC]+$", _same_length, line)
    return line[:1] + FILLER + line[2:] if line[1:2] == "K" else line


def _same_length(match: re.Match[str]) -> str:
    return FILLER * len(match.group())
