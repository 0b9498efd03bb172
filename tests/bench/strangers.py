"""Documents our generator does not draw: other places, fonts, captions, grounds, countries.

Dutch ones keep what the law and ICAO fix (sizes, which side carries the number, the zone's
grammar) and vary everything else.  Names begin with ``x-``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np

from redactor.model import Kind, Pixels
from redactor.samples.canvas import Canvas
from redactor.samples.face import draw_face, load_face
from redactor.samples.marks import chip, code
from redactor.samples.sheet import ID1, ID3, Sheet, Style, expires, height, issued, sex
from redactor.samples.truth import Drawn, Holder
from redactor.samples.zones import td1, td3
from tests.bench import grounds, strangers_abroad
from tests.bench import stranger_parts as parts
from tests.bench.stranger_parts import Column, pick

_CARD_TITLES = (
    ("NEDERLANDSE IDENTITEITSKAART", "KINGDOM OF THE NETHERLANDS  IDENTITY CARD"),
    ("IDENTITEITSKAART", "KONINKRIJK DER NEDERLANDEN", "IDENTITY CARD"),
    ("KONINKRIJK DER NEDERLANDEN", "Identiteitskaart / Identity card / Carte d'identité"),
)
_PASS_TITLES = (
    ("KONINKRIJK DER NEDERLANDEN", "PASPOORT / PASSPORT / PASSEPORT"),
    ("PASPOORT  KONINKRIJK DER NEDERLANDEN", "PASSPORT  KINGDOM OF THE NETHERLANDS"),
)
_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A document's size in mm and how it is drawn."""

    size_mm: tuple[float, float]
    draw: Callable[[Sheet], None]


def draw_stranger(
    model: str,
    seed: int,
    *,
    holder: Holder | None = None,
    faces: tuple[Path, ...] = (),
    px_per_mm: float | None = None,
) -> Drawn:
    """One flat stranger with its truth; the same seed, the same picture."""
    layout = STRANGERS[model]
    rng = np.random.default_rng([seed, crc32(model.encode())])
    owner = holder or parts.person(seed)
    style = parts.style(rng)
    scale = px_per_mm or float(rng.uniform(11, 16))
    sheet = Sheet(Canvas(layout.size_mm, scale), owner, style, rng, _face(owner, faces))
    grounds.paint(sheet.canvas, rng)
    layout.draw(sheet)
    return Drawn(sheet.canvas.pixels, (sheet.canvas.place(model),), owner, scale)


def _face(holder: Holder, faces: tuple[Path, ...]) -> Pixels:
    seed = crc32(f"{holder.surname}{holder.document_number}".encode())
    if faces:
        return load_face(faces[int(np.random.default_rng(seed).integers(len(faces)))])
    return _drawn_face(seed)


@lru_cache(maxsize=16)
def _drawn_face(seed: int) -> Pixels:
    return draw_face(np.random.default_rng(seed))


def _year(sheet: Sheet, first: int, last: int) -> int:
    return first + sheet.holder.height_cm % (last - first + 1)


def _front(sheet: Sheet, first: int, last: int, *, number: bool) -> None:
    """A card's front: photo at the left, names in a column, the rest in another."""
    rng, holder = sheet.rng, sheet.holder
    below = parts.title(sheet, rng.uniform(3, 9), 4.2, pick(rng, _CARD_TITLES), 62)
    if rng.random() < 0.7:
        chip(sheet.canvas, *sheet.at(rng.uniform(74, 79), 2.4))
    wide, top = rng.uniform(20, 26), max(below - 0.4, rng.uniform(8, 11))
    photo_x, photo_y = rng.uniform(2.5, 5.5), top
    ghost_wide = rng.uniform(8, 13)
    form, year, way = parts.date(rng), _year(sheet, first, last), int(rng.integers(5))
    x = photo_x + wide + rng.uniform(2.5, 5)
    # What lies lowest on the right decides how far down the columns may go.
    step = max(Column.least(sheet), min(rng.uniform(4.9, 6.2), (51 - top) / 6))
    narrow = min(27.5, 84 - x - ghost_wide)
    left = Column(sheet, x, top + 1.2, narrow, step, way)
    left.put(Kind.SURNAME, holder.surname, bold=bool(rng.random() < 0.5))
    left.put(Kind.GIVEN_NAMES, holder.given_names)
    left.put(Kind.NATIONALITY, "Nederlandse")
    left.put(Kind.BIRTH_DATE, parts.written(holder.born, form))
    left.put(Kind.ISSUE_DATE, parts.written(issued(holder, year), form))
    if left.y < 47:
        left.put(Kind.EXPIRY_DATE, parts.written(expires(holder, year), form), bold=True)
    x = min(x + narrow + 1.5, 85.6 - 22)
    right = Column(sheet, x, top + 1.2, 84 - x, step, way)
    right.put(Kind.DOCUMENT_NUMBER, holder.document_number)
    right.put(Kind.SEX, sex(holder))
    ghost_y = right.y + rng.uniform(0, 3)
    if number:
        parts.bsn(sheet, x, right.y)
        ghost_y = right.y + step + 1.5
    parts.ghost(sheet, rng.uniform(x, 84 - ghost_wide), ghost_y, ghost_wide)
    parts.main_photo(sheet, photo_x, photo_y, wide, min(wide * 9 / 7, 43 - photo_y))
    parts.sign(sheet, rng.uniform(3, 7), 46.5, rng.uniform(14, 22), rng.uniform(3.5, 4.8))


def id_front(sheet: Sheet) -> None:
    """A front without the number."""
    _front(sheet, 2014, 2024, number=False)


def id_front_number(sheet: Sheet) -> None:
    """A front of the old kind, with the number."""
    _front(sheet, 2009, 2013, number=True)


def _back(sheet: Sheet, first: int, last: int, *, qr: bool, printed: bool) -> None:
    rng, holder = sheet.rng, sheet.holder
    corner = bool(rng.random() < 0.5)
    code_x = 3.5
    if qr:
        side = rng.uniform(10, 17)
        code_x = rng.uniform(3.5, 9) if corner else rng.uniform(60, 66)
        code(sheet.canvas, code_x, rng.uniform(5, 31 - side), side, holder.bsn)
    left = code_x + 20 if qr and corner else rng.uniform(3.5, 8)
    column = Column(sheet, left, rng.uniform(4.5, 7), 24, Column.least(sheet), int(rng.integers(5)))
    column.put(Kind.HEIGHT, height(holder))
    column.put(Kind.AUTHORITY, f"Burg. van {holder.municipality}")
    if not qr and rng.random() < 0.5:
        column.put(Kind.ADDRESS, holder.municipality)
    if printed:
        x = left + 26 if not qr or corner else rng.uniform(33, 36)
        edge = code_x - 1 if qr and not corner else None
        parts.bsn(sheet, min(x, 60), rng.uniform(4, 14), rng.uniform(1.7, 2.6), edge)
    parts.small_print(
        sheet,
        left,
        28.5,
        ("Deze kaart blijft eigendom van de Staat / This card remains property of the State",),
        24 if qr else 52,
    )
    zone = td1(
        holder, holder.document_number, expires(holder, _year(sheet, first, last)), bsn=not qr
    )
    parts.zone(sheet, rng.uniform(3.6, 5.6), rng.uniform(36.2, 38.2), zone, rng.uniform(5.4, 6.4))


def id_back(sheet: Sheet) -> None:
    """A back with the number in print and in the zone."""
    _back(sheet, 2014, 2020, qr=False, printed=True)


def id_back_zone(sheet: Sheet) -> None:
    """A back of the old kind: the number in the zone alone."""
    _back(sheet, 2009, 2013, qr=False, printed=False)


def id_back_code(sheet: Sheet) -> None:
    """A back with the number in print and in a code."""
    _back(sheet, 2021, 2024, qr=True, printed=True)


def _page(sheet: Sheet, first: int, last: int, *, printed: bool, zone: bool) -> None:
    """A passport's data page."""
    rng, holder = sheet.rng, sheet.holder
    below = parts.title(sheet, rng.uniform(4, 40), 5.0, pick(rng, _PASS_TITLES), 78)
    wide = rng.uniform(28, 36)
    photo_x, top = rng.uniform(3.5, 7), max(below, rng.uniform(10, 14))
    form, year, way = parts.date(rng), _year(sheet, first, last), int(rng.integers(5))
    x = photo_x + wide + rng.uniform(3, 6)
    step = max(Column.least(sheet), min(rng.uniform(5.2, 7), (65 - top) / 8))
    left = Column(sheet, x, top + 0.8, 37, step, way)
    left.put(Kind.SURNAME, holder.surname, bold=bool(rng.random() < 0.5))
    left.put(Kind.GIVEN_NAMES, holder.given_names)
    left.put(Kind.BIRTH_DATE, parts.written(holder.born, form))
    left.put(Kind.BIRTH_PLACE, holder.birth_place)
    left.put(Kind.SEX, sex(holder))
    left.put(Kind.ISSUE_DATE, parts.written(issued(holder, year), form))
    left.put(Kind.EXPIRY_DATE, parts.written(expires(holder, year), form))
    x = x + 39
    right = Column(sheet, x, top + 0.8, 122 - x, step, way)
    right.put(Kind.DOCUMENT_NUMBER, holder.document_number)
    right.put(Kind.NATIONALITY, "Nederlandse")
    if printed:
        parts.bsn(sheet, x, right.y)
        right.y += step + 2
    right.put(Kind.HEIGHT, height(holder))
    ghost_wide = rng.uniform(10, 17)
    ghost_y = min(right.y + rng.uniform(0, 4), 66 - ghost_wide * 1.35)
    parts.ghost(sheet, rng.uniform(x, 121 - ghost_wide), ghost_y, ghost_wide)
    parts.main_photo(sheet, photo_x, top, wide, min(wide * rng.uniform(1.2, 1.34), 60 - top))
    parts.sign(sheet, rng.uniform(6, 14), 61.5, rng.uniform(20, 30), rng.uniform(4, 5.5))
    lines = td3(holder, holder.document_number, expires(holder, year), bsn=zone)
    parts.zone(sheet, rng.uniform(4.5, 8.5), rng.uniform(72.5, 75), lines, rng.uniform(5.8, 6.6))


def passport(sheet: Sheet) -> None:
    """A data page whose zone alone holds the number."""
    _page(sheet, 2014, 2020, printed=False, zone=True)


def passport_number(sheet: Sheet) -> None:
    """A data page of the old kind: the number in print and in the zone."""
    _page(sheet, 2009, 2013, printed=True, zone=True)


def passport_new(sheet: Sheet) -> None:
    """A data page of the new kind, without any number."""
    _page(sheet, 2021, 2024, printed=False, zone=False)


def passport_back(sheet: Sheet) -> None:
    """The back of a data page: the number in print, in half of them in a code too."""
    rng, holder = sheet.rng, sheet.holder
    x = rng.uniform(10, 60)
    if rng.random() < 0.5:
        side = rng.uniform(12, 20)
        code_x = x + 40 if x < 40 else x - 30
        code(sheet.canvas, code_x, rng.uniform(12, 40), side, holder.bsn)
    y = rng.uniform(12, 26)
    parts.bsn(sheet, x, y, rng.uniform(1.8, 3.0))
    column = Column(sheet, x, y + 12, 34, Column.least(sheet) + 1, int(rng.integers(5)))
    column.put(Kind.HEIGHT, height(holder))
    column.put(Kind.ADDRESS, holder.municipality)
    if rng.random() < 0.5:
        column.put(Kind.DOCUMENT_NUMBER, holder.document_number)
    parts.small_print(
        sheet,
        10,
        72,
        (
            "Dit paspoort is eigendom van het Koninkrijk der Nederlanden. Bij vinden inleveren",
            "bij een gemeente. This passport is property of the Kingdom of the Netherlands.",
        ),
        100,
    )


def licence_back(sheet: Sheet) -> None:
    """A licence's back: number (and licence number), a code or bars, categories."""
    rng, holder = sheet.rng, sheet.holder
    sheet.style = _plain(sheet)
    ink = sheet.ink(rng.uniform(1.5, 2.1))
    x, y = rng.uniform(3, 7), rng.uniform(4.5, 8)
    sheet.caption(x, y, pick(rng, ("BSN / licence number", "BSN", "BSN/rijbewijsnummer")))
    value = parts.number(holder.bsn, sheet.style.grouping)
    sheet.canvas.text(x, y + ink.cap + 1.2, value, ink, Kind.BSN)
    along = x + sheet.canvas.width_mm(value, ink) + 0.8
    if along + 1.5 + sheet.canvas.width_mm(holder.licence_number, ink) < 42:
        sheet.canvas.text(along, y + ink.cap + 1.2, "/", ink)
        sheet.canvas.text(
            along + 1.5, y + ink.cap + 1.2, holder.licence_number, ink, Kind.DOCUMENT_NUMBER
        )
    payload = "".join(_SIGNS[int(i)] for i in rng.integers(0, len(_SIGNS), 28))
    code(sheet.canvas, rng.uniform(4, 9), rng.uniform(18, 34), rng.uniform(11, 15), payload)
    strangers_abroad.categories(sheet, rng.uniform(42, 45), rng.uniform(8, 11))


def _plain(sheet: Sheet) -> Style:
    return replace(sheet.style, value_cap=min(sheet.style.value_cap, 2.0))


def permit_back(sheet: Sheet) -> None:
    """A residence permit's back."""
    rng, holder = sheet.rng, sheet.holder
    form = parts.date(rng)
    column = Column(sheet, rng.uniform(4, 8), 5.5, 36, Column.least(sheet), int(rng.integers(5)))
    column.put(Kind.BIRTH_DATE, parts.written(holder.born, form))
    column.put(Kind.NATIONALITY, "ONBEKEND")
    column.put(Kind.SEX, holder.sex)
    parts.bsn(sheet, rng.uniform(44, 56), rng.uniform(5, 20))
    number = holder.permit_number
    bsn = bool(rng.random() < 0.6)
    zone = td1(holder, number, expires(holder, 2018), code="IR", citizen="XXX", bsn=bsn)
    parts.zone(sheet, rng.uniform(3.6, 5.6), rng.uniform(36.2, 38.2), zone, rng.uniform(5.5, 6.3))


STRANGERS: dict[str, Stranger] = {
    "x-id-front": Stranger(ID1, id_front),
    "x-id-back": Stranger(ID1, id_back),
    "x-passport": Stranger(ID3, passport),
    "x-id-back-code": Stranger(ID1, id_back_code),
    "x-passport-back": Stranger(ID3, passport_back),
    "x-licence-back": Stranger(ID1, licence_back),
    "x-abroad-card": Stranger(ID1, strangers_abroad.card),
    "x-id-front-number": Stranger(ID1, id_front_number),
    "x-id-back-zone": Stranger(ID1, id_back_zone),
    "x-passport-number": Stranger(ID3, passport_number),
    "x-abroad-card-back": Stranger(ID1, strangers_abroad.card_back),
    "x-passport-new": Stranger(ID3, passport_new),
    "x-permit-front": Stranger(ID1, strangers_abroad.permit),
    "x-permit-back": Stranger(ID1, permit_back),
    "x-licence-front": Stranger(ID1, strangers_abroad.licence_front),
    "x-abroad-passport": Stranger(ID3, strangers_abroad.passport),
}
