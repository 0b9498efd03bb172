"""Strangers without a citizen number: other countries' documents, licence and permit fronts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redactor.model import Kind
from redactor.samples.holder import computed_bsn
from redactor.samples.sheet import Sheet, dotted, expires, issued
from redactor.samples.zones import licence, td1, td3
from tests.bench import grounds
from tests.bench import stranger_parts as parts
from tests.bench.stranger_parts import Column, pick

_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class State:
    """An issuing state: its code, headings, and captions in the order of ``_KINDS``."""

    code: str
    card: tuple[str, ...]
    passport: tuple[str, ...]
    captions: tuple[str, ...]
    citizen: str
    personal: str
    """Caption of the state's own personal number, empty where it prints none."""


_KINDS = (
    Kind.SURNAME, Kind.GIVEN_NAMES, Kind.BIRTH_DATE, Kind.NATIONALITY, Kind.EXPIRY_DATE,
    Kind.DOCUMENT_NUMBER,
)  # fmt: skip
STATES = (
    State("D<<", ("BUNDESREPUBLIK DEUTSCHLAND", "PERSONALAUSWEIS"),
          ("BUNDESREPUBLIK DEUTSCHLAND", "REISEPASS / PASSPORT"),
          ("Name/Surname/Nom", "Vornamen/Given names", "Geburtsdatum/Date of birth",
           "Staatsangehörigkeit/Nationality", "Gültig bis/Date of expiry", "Pass-Nr./No."),
          "DEUTSCH", ""),
    State("BEL", ("BELGIË  BELGIQUE  BELGIEN", "IDENTITEITSKAART / CARTE D'IDENTITÉ"),
          ("KONINKRIJK BELGIË", "PASPOORT / PASSEPORT / REISEPASS"),
          ("Naam / Name", "Voornamen / Given names", "Geboortedatum / Date of birth",
           "Nationaliteit / Nationality", "Vervalt op / Expires", "Kaartnr. / Card No"),
          "Belg", "Rijksregisternr. / National Register No"),
    State("FRA", ("RÉPUBLIQUE FRANÇAISE", "CARTE NATIONALE D'IDENTITÉ"),
          ("RÉPUBLIQUE FRANÇAISE", "PASSEPORT / PASSPORT"),
          ("NOM / Surname", "Prénoms / Given names", "DATE DE NAISS. / Date of birth",
           "NATIONALITÉ / Nationality", "DATE D'EXPIR. / Expiry date", "N° DU DOCUMENT"),
          "FRA", ""),
    State("ESP", ("REINO DE ESPAÑA", "DOCUMENTO NACIONAL DE IDENTIDAD"),
          ("REINO DE ESPAÑA", "PASAPORTE / PASSPORT"),
          ("APELLIDOS / SURNAME", "NOMBRE / NAME", "NACIMIENTO / BIRTH", "NACIONALIDAD",
           "VALIDEZ / EXPIRY", "NÚM SOPORTE / DOC. NO."), "ESP", "DNI NÚM."),
    State("POL", ("RZECZPOSPOLITA POLSKA", "DOWÓD OSOBISTY / IDENTITY CARD"),
          ("RZECZPOSPOLITA POLSKA", "PASZPORT / PASSPORT"),
          ("Nazwisko / Surname", "Imiona / Given names", "Data urodzenia / Date of birth",
           "Obywatelstwo / Nationality", "Termin ważności / Expiry date", "Numer / Number"),
          "POLSKIE", "PESEL"),
    State("UTO", ("UTOPIA", "IDENTITY CARD"), ("UTOPIA", "PASSPORT"),
          ("Surname", "Given names", "Date of birth", "Nationality", "Date of expiry",
           "Document No"), "UTOPIAN", "Personal No."),
)  # fmt: skip
"""Headings and captions as these states print them; layouts are ours."""


def _personal(state: State, rng: np.random.Generator) -> str:
    """A personal number of a state's own; some have nine digits that pass the eleven test."""
    if state.code == "UTO":
        return computed_bsn(rng)
    return "".join(str(digit) for digit in rng.integers(0, 10, 11))


def _column(sheet: Sheet, state: State, column: Column, number: str) -> None:
    holder, form = sheet.holder, parts.date(sheet.rng)
    values = (
        holder.surname.upper(), holder.given_names.upper(), parts.written(holder.born, form),
        state.citizen, parts.written(expires(holder, 2019), form), number,
    )  # fmt: skip
    for kind, caption, value in zip(_KINDS, state.captions, values, strict=True):
        column.put(kind, value, caption)


def _state(sheet: Sheet) -> State:
    """The same on every side of one person's document."""
    return STATES[sheet.holder.height_cm % len(STATES)]


def _number(sheet: Sheet) -> str:
    return "L" + sheet.holder.licence_number[:8]


def card(sheet: Sheet) -> None:
    """Another country's card, its photo left or right."""
    rng, state = sheet.rng, _state(sheet)
    below = parts.title(sheet, rng.uniform(3, 20), 4.5, state.card, 60)
    wide, top = rng.uniform(20, 27), max(below, 9.5)
    right = bool(rng.random() < 0.4)
    photo_x = 82 - wide if right else rng.uniform(2.5, 5)
    x = rng.uniform(3, 6) if right else photo_x + wide + 3
    step = max(Column.least(sheet), min(rng.uniform(5, 6.5), (50 - top) / 6))
    _column(sheet, state, Column(sheet, x, top + 1, 34, step, 0), _number(sheet))
    ghost_wide = rng.uniform(8, 14)
    parts.ghost(sheet, x + 36 if not right else x + 34, rng.uniform(12, 32), min(ghost_wide, 12))
    parts.main_photo(sheet, photo_x, top, wide, min(wide * 1.3, 50 - top))


def card_back(sheet: Sheet) -> None:
    """A back with a zone and, on some, a personal number of the state's own."""
    rng, holder, state = sheet.rng, sheet.holder, _state(sheet)
    parts.small_print(sheet, 4, 4, (" / ".join(state.card),), 60)
    personal = _personal(state, rng) if state.personal else ""
    if personal:
        column = Column(sheet, rng.uniform(4, 40), rng.uniform(8, 16), 30, 6, 0)
        column.put(Kind.OTHER, personal, state.personal)
    if rng.random() < 0.5:
        parts.ghost(sheet, rng.uniform(60, 70), rng.uniform(6, 12), rng.uniform(9, 14))
    zone = td1(
        holder, _number(sheet), expires(holder, 2019), bsn=False, state=state.code,
        citizen=state.code, code="ID",
    )  # fmt: skip
    parts.zone(sheet, rng.uniform(3.6, 5.6), rng.uniform(36.2, 38.2), zone, rng.uniform(5.5, 6.3))


def passport(sheet: Sheet) -> None:
    """Another country's data page; the optional data hold its own number on some."""
    rng, holder, state = sheet.rng, sheet.holder, _state(sheet)
    below = parts.title(sheet, rng.uniform(5, 40), 5.5, state.passport, 70)
    wide, top = rng.uniform(28, 38), max(below, 11.0)
    x = 6 + wide + rng.uniform(3, 7)
    step = max(Column.least(sheet), min(rng.uniform(6, 8), (64 - top) / 7))
    column = Column(sheet, x, top + 1, 46, step, 0)
    _column(sheet, state, column, _number(sheet))
    personal = _personal(state, rng)[:11] if state.personal else ""
    if personal and column.y < 64:
        column.put(Kind.OTHER, personal, state.personal)
    parts.ghost(sheet, rng.uniform(95, 108), rng.uniform(14, 45), rng.uniform(11, 17))
    parts.main_photo(sheet, rng.uniform(4, 7), top, wide, min(wide * 1.3, 62 - top))
    zone = td3(
        holder, _number(sheet), expires(holder, 2019), bsn=False, state=state.code,
        optional=personal,
    )  # fmt: skip
    parts.zone(sheet, rng.uniform(4.5, 8.5), rng.uniform(72.5, 75), zone, 6.35)


def permit(sheet: Sheet) -> None:
    """A Dutch residence permit's front: the portrait two or three times, no number."""
    rng, holder = sheet.rng, sheet.holder
    heading = ("VERBLIJFSTITEL  NEDERLAND", "RESIDENCE PERMIT")
    below = parts.title(sheet, rng.uniform(3, 10), 4.5, heading, 60)
    wide, top, form = rng.uniform(22, 27), max(below, 9.5), parts.date(rng)
    x, photo_x = 3.5 + wide + 4, rng.uniform(2.5, 4.5)
    column = Column(sheet, x, top + 1, 30, Column.least(sheet), int(rng.integers(5)))
    column.put(Kind.SURNAME, holder.surname.upper())
    column.put(Kind.GIVEN_NAMES, holder.given_names.upper())
    column.put(Kind.EXPIRY_DATE, parts.written(expires(holder, 2018), form))
    column.put(Kind.ISSUE_DATE, parts.written(issued(holder, 2018), form))
    column.put(Kind.DOCUMENT_NUMBER, holder.permit_number)
    parts.ghost(sheet, rng.uniform(66, 73), rng.uniform(8, 20), rng.uniform(8, 11))
    if rng.random() < 0.6:
        parts.ghost(sheet, rng.uniform(64, 73), 38, rng.uniform(7, 9))
    parts.main_photo(sheet, photo_x, top, wide, min(wide * 1.3, 43 - top))
    parts.sign(sheet, rng.uniform(4, 8), 46, 20, 4.4)


def licence_front(sheet: Sheet) -> None:
    """A Dutch licence's front: numbered rows, photo, small second portrait, one line of zone."""
    rng, holder = sheet.rng, sheet.holder
    parts.title(sheet, rng.uniform(20, 28), 6, ("RIJBEWIJS", "DRIVING LICENCE"), 40)
    sheet.canvas.box(rng.uniform(4, 8), 3, 12, 8, (28, 52, 150), 0.9)
    x, y, year = rng.uniform(28, 32), rng.uniform(14, 16), 2016
    rows = (
        ("1.", holder.surname, Kind.SURNAME),
        ("2.", holder.given_names, Kind.GIVEN_NAMES),
        ("3.", f"{dotted(holder.born)}", Kind.BIRTH_DATE),
        ("4a.", dotted(issued(holder, year)), Kind.ISSUE_DATE),
        ("4b.", dotted(expires(holder, year)), Kind.EXPIRY_DATE),
        ("4c.", f"Gemeente {holder.municipality}", Kind.AUTHORITY),
        ("5.", holder.licence_number, Kind.DOCUMENT_NUMBER),
    )
    step = rng.uniform(3.0, 3.5)
    for at, (label, value, kind) in enumerate(rows):
        row = sheet.at(x, y + at * step)
        sheet.canvas.text(*row, label, sheet.ink(1.1, sheet.style.caption_colour))
        sheet.canvas.text(row[0] + 4, row[1], value, sheet.ink(min(1.9, step * 0.58)), kind)
    parts.ghost(sheet, rng.uniform(66, 74), rng.uniform(12, 28), rng.uniform(7, 10))
    parts.main_photo(sheet, rng.uniform(3, 6), rng.uniform(13, 15), rng.uniform(19, 22), 27)
    parts.sign(sheet, 32, 39.5, rng.uniform(14, 20), 4)
    noise = "".join(_SIGNS[int(i)] for i in rng.integers(0, len(_SIGNS), 13))
    parts.zone(sheet, 4.5, 50.4, licence(holder, noise), 0)


def categories(sheet: Sheet, x: float, y: float) -> None:
    """The table of categories on a licence's back."""
    rng, ink = sheet.rng, sheet.ink(1.1)
    line = grounds.shade(rng)
    for row, name in enumerate(("AM", "A1", "A2", "A", "B", "C1", "C", "D", "BE", "CE", "DE", "T")):
        base = y + row * 3.2
        sheet.canvas.box(x - 0.5, base + 0.7, 39, 0.1, line, 0.7)
        sheet.canvas.text(x, base, name, ink)
        if rng.random() < 0.4:
            year = int(rng.integers(1994, 2018))
            for along, day in ((8, (year, 5, 17)), (21, (year + 15, 5, 17))):
                sheet.canvas.text(x + along, base, dotted(day), ink)


__all__ = [
    "STATES",
    "card",
    "card_back",
    "categories",
    "licence_front",
    "passport",
    "permit",
    "pick",
]
