"""Machine readable zones of the samples, after ICAO 9303 and the published Dutch specimens."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from redactor.documents.mrz_grammar import check_digit
from redactor.samples.truth import Holder


@dataclass(frozen=True, slots=True)
class Zone:
    """Lines of a zone and where the citizen number must be hidden.

    ``hidden``: (line, start, end) with 0-based, end-exclusive positions; empty where the
    zone holds no citizen number.
    """

    lines: tuple[str, ...]
    hidden: tuple[tuple[int, int, int], ...] = ()


def latin(text: str) -> str:
    """A name in the zone's alphabet: accents dropped, ``ü`` as UE and so on, gaps as ``<``."""
    special = {"ü": "UE", "ö": "OE", "ä": "AE", "ß": "SS", "ø": "OE", "å": "AA", "'": "", "’": ""}
    wide = "".join(special.get(sign, sign) for sign in text.lower()).upper()
    plain = unicodedata.normalize("NFD", wide)
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "".join(sign if "A" <= sign <= "Z" else "<" for sign in kept)


def names(holder: Holder, length: int) -> str:
    """``SURNAME<<GIVEN<NAMES`` filled or cut to a length."""
    return f"{latin(holder.surname)}<<{latin(holder.given_names)}".ljust(length, "<")[:length]


def short(date: tuple[int, int, int]) -> str:
    """YYMMDD."""
    return f"{date[0] % 100:02d}{date[1]:02d}{date[2]:02d}"


def td3(
    holder: Holder,
    number: str,
    expiry: tuple[int, int, int],
    *,
    bsn: bool,
    state: str = "NLD",
    optional: str = "",
) -> Zone:
    """A passport's two lines of 44; the number stands in the optional data where ``bsn``."""
    data = (holder.bsn if bsn else optional).ljust(14, "<")
    data += check_digit(data) if data.strip("<") else "<"
    document = number.ljust(9, "<")
    document += check_digit(document)
    born, ends = short(holder.born), short(expiry)
    born, ends = born + check_digit(born), ends + check_digit(ends)
    line = document + state + born + holder.sex + ends + data
    line += check_digit(document + born + ends + data)
    hidden = ((1, 28, 44),) if bsn else ()
    return Zone((f"P<{state}{names(holder, 39)}", line), hidden)


def td1(
    holder: Holder,
    number: str,
    expiry: tuple[int, int, int],
    *,
    bsn: bool,
    state: str = "NLD",
    code: str = "I<",
    citizen: str = "NLD",
) -> Zone:
    """A card's three lines of 30; position 30 of line 1 is the Dutch digit over 16-29."""
    document = number.ljust(9, "<")
    document += check_digit(document)
    data = holder.bsn.ljust(14, "<") if bsn else "<" * 14
    data += check_digit(data) if bsn else "<"
    born, ends = short(holder.born), short(expiry)
    born, ends = born + check_digit(born), ends + check_digit(ends)
    more = "<" * 11
    composite = check_digit(document + data + born + ends + more)
    lines = (
        code + state + document + data,
        born + holder.sex + ends + citizen + more + composite,
        names(holder, 30),
    )
    return Zone(lines, ((0, 15, 30), (1, 29, 30)) if bsn else ())


def td2(holder: Holder, number: str, expiry: tuple[int, int, int], state: str = "UTO") -> Zone:
    """A card's two lines of 36, optional data empty."""
    document = number.ljust(9, "<")
    document += check_digit(document)
    born, ends = short(holder.born), short(expiry)
    born, ends = born + check_digit(born), ends + check_digit(ends)
    data = "<" * 7
    line = document + state + born + holder.sex + ends + data
    return Zone(
        (f"I<{state}{names(holder, 31)}", line + check_digit(document + born + ends + data))
    )


def licence(holder: Holder, noise: str) -> Zone:
    """The one line of 30 of a Dutch licence: D, configuration, NLD, version, number, 13 signs.

    ``noise``: 13 signs without meaning.  The last sign is the digit over the 29 before it.
    """
    line = "D1NLD1" + holder.licence_number + noise[:13]
    return Zone((line + check_digit(line),))
