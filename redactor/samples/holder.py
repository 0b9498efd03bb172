"""People who do not exist, with numbers that fit together."""

from __future__ import annotations

import numpy as np

from redactor.documents.bsn import passes_eleven_test
from redactor.samples.truth import Holder

PUBLISHED_BSNS = ("999999990", "123456782", "111222333", "999993240", "999999011")
"""Numbers published for specimens and tests; nobody has them."""

_SURNAMES = (
    "De Bruijn",
    "Van den Berg",
    "Bakker",
    "Jansen",
    "Visser",
    "Smit",
    "Meijer",
    "De Boer",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "Van Leeuwen",
    "Dekker",
    "Brouwer",
    "De Wit",
    "Dijkstra",
    "Van der Meer",
    "Kok",
    "El Amrani",
    "Yilmaz",
    "Nguyen",
    "Pawirodjojo",
    "Kaya",
    "Hofstra",
    "Terpstra",
    "Zijlstra",
    "Ó Néill",
    "Müller",
    "Schouten",
    "Wijnaldum",
)
_WOMEN = (
    "Willeke Liselotte",
    "Romée Julia",
    "Anna Maria",
    "Fatima",
    "Sanne",
    "Eva Johanna",
    "Zoë",
    "Noor Elisabeth",
    "Mila",
    "Thuy Linh",
    "Marijke",
    "Catharina Wilhelmina",
)
_MEN = (
    "Jan Willem",
    "Daan",
    "Mohamed",
    "Sem Pieter",
    "Lars",
    "Johannes Cornelis",
    "Bram",
    "Emre",
    "Tijs",
    "René",
    "Hendrik Jan",
    "Kofi Emmanuel",
)
_PLACES = (
    "Amsterdam",
    "Groningen",
    "Maarssen",
    "Leeuwarden",
    "Paramaribo",
    "Tilburg",
    "Zwolle",
    "Venlo",
    "Delft",
    "Assen",
    "Casablanca",
    "Ankara",
    "'s-Hertogenbosch",
    "Goes",
)
_TOWNS = ("Groningen", "Stad en Dorp", "Utrecht", "Almere", "Den Haag", "Oss", "Breda", "Hoorn")
# Never the letter O, see dutch_documents §1c (S26).
_LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ123456789"


def computed_bsn(rng: np.random.Generator) -> str:
    """A computed number that passes the eleven test; of nobody we know of."""
    while True:
        digits = "".join(str(d) for d in rng.integers(0, 10, 9))
        if int(digits) > 9_999_999 and passes_eleven_test(digits):
            return digits


def fictional(seed: int, bsn: str | None = None) -> Holder:
    """The person that belongs to a seed; the same seed gives the same person.

    ``bsn``: nine digits to carry instead of a computed number.
    """
    rng = np.random.default_rng([seed, 0x401DE2])
    woman = bool(rng.random() < 0.5)
    surname = _pick(rng, _SURNAMES)
    partner = _pick(rng, _SURNAMES) if rng.random() < 0.2 else ""
    computed = computed_bsn(rng)
    return Holder(
        surname=surname,
        given_names=_pick(rng, _WOMEN if woman else _MEN),
        sex="F" if woman else "M",
        born=(int(rng.integers(1938, 2006)), int(rng.integers(1, 13)), int(rng.integers(1, 29))),
        birth_place=_pick(rng, _PLACES),
        height_cm=int(rng.integers(150, 203)),
        bsn=bsn or computed,
        document_number=_signs(rng, _LETTERS, 2) + _signs(rng, _SIGNS, 6) + _digits(rng, 1),
        licence_number=str(rng.integers(3, 7)) + _digits(rng, 9),
        permit_number="V" + _signs(rng, _SIGNS, 8),
        can=_digits(rng, 6),
        issued=(int(rng.integers(1, 13)), int(rng.integers(1, 29))),
        municipality=_pick(rng, _TOWNS),
        partner=partner if partner != surname else "",
    )


def grouped(bsn: str, grouping: str) -> str:
    """The number as printed: "plain", "dots" (9999.99.990) or "spaces" (999 999 990)."""
    if grouping == "dots":
        return f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}"
    if grouping == "spaces":
        return f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}"
    return bsn


def _pick(rng: np.random.Generator, values: tuple[str, ...]) -> str:
    return values[int(rng.integers(len(values)))]


def _signs(rng: np.random.Generator, alphabet: str, count: int) -> str:
    return "".join(alphabet[int(i)] for i in rng.integers(0, len(alphabet), count))


def _digits(rng: np.random.Generator, count: int) -> str:
    return _signs(rng, "0123456789", count)
