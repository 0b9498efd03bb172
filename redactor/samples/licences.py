"""Dutch driving licences: front and back of 2014, back of 2006.

Positions of the 2014 front are measured on the published specimen; backs follow the written
descriptions (dutch_documents §1a).
"""

from __future__ import annotations

from redactor.model import Kind
from redactor.samples import security
from redactor.samples.canvas import Ink
from redactor.samples.holder import grouped
from redactor.samples.marks import Photo, code, signature, year_over
from redactor.samples.sheet import Sheet, dotted, expires, issued
from redactor.samples.zones import licence

_BLUE = (48, 62, 160)
_CATEGORIES = (
    "AM",
    "A1",
    "A2",
    "A",
    "B1",
    "B",
    "C1",
    "C",
    "D1",
    "D",
    "BE",
    "C1E",
    "CE",
    "D1E",
    "DE",
    "T",
)
_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def _ground(sheet: Sheet) -> None:
    look = security.Print(
        (250, 216, 230),
        (250, 214, 232),
        (244, 208, 236),
        (248, 226, 206),
        (226, 120, 170),
        sheet.rng.uniform(0.25, 0.6),
    )
    security.ground(sheet.canvas, look, sheet.rng)
    security.waves(sheet.canvas, (0, 0, 85.6, 42), (214, 110, 165), 0.28)


def front_2014(sheet: Sheet) -> None:
    """Front: photo, two small portraits at the right, one machine readable line; no number."""
    _ground(sheet)
    holder, canvas = sheet.holder, sheet.canvas
    canvas.box(*sheet.at(11.5, 5.2), 13, 8.5, (28, 52, 150))
    canvas.text(*sheet.at(15.6, 10.6), "NL", sheet.ink(2.4, (240, 240, 250), bold=True))
    sheet.say(26.8, 8.3, "RIJBEWIJS", 3.0, _BLUE, bold=True)
    for at, word in enumerate(("DRIVING LICENCE", "PERMIS DE CONDUIRE", "FÜHRERSCHEIN")):
        sheet.say(50.5, 6.2 + at * 1.2, word, 0.85, _BLUE)
    box = sheet.photo(6.1, 16.5, 19.8, Photo(fade=0.03), height=25.9).bounds
    year_over(
        canvas,
        box[0] / canvas.scale + 0.6,
        box[3] / canvas.scale - 0.6,
        str(holder.born[0]),
        sheet.style.font,
        2.3,
    )
    year = 2015 + int(sheet.rng.integers(0, 10))
    _row(sheet, 14.5, "1", holder.surname, Kind.SURNAME)
    _row(sheet, 19.9, "2", holder.given_names, Kind.GIVEN_NAMES)
    _row(sheet, 22.6, "3", dotted(holder.born), Kind.BIRTH_DATE)
    canvas.text(*sheet.at(46, 22.6), holder.birth_place, sheet.ink(1.7), Kind.BIRTH_PLACE)
    _row(sheet, 25.3, "4a", dotted(issued(holder, year)), Kind.ISSUE_DATE)
    _row(sheet, 25.3, "4b", dotted(expires(holder, year)), Kind.EXPIRY_DATE, 48.5)
    _row(sheet, 28, "4c", f"Gemeente {holder.municipality}", Kind.AUTHORITY)
    _row(sheet, 30.8, "5", holder.licence_number, Kind.DOCUMENT_NUMBER, bold=True)
    _row(sheet, 39.6, "9", "AM-B-BE-T", Kind.OTHER)
    px, py = sheet.at(31, 32.4)
    signature(canvas, px, py, sheet.rng.uniform(14, 20), 4.2, holder.surname, sheet.rng)
    ghost = sheet.ghost_look()
    sheet.photo(60.5, 31.5, 6.8, ghost, ghost=True, height=7.8)
    if sheet.rng.random() < 0.7:
        sheet.photo(70, 31.5, 6.2, sheet.ghost_look(), ghost=True, height=7.7)
    security.waves(canvas, (0, 43, 85.6, 53.9), (170, 140, 210), 0.35, 0.0)
    noise = "".join(_SIGNS[int(i)] for i in sheet.rng.integers(0, len(_SIGNS), 13))
    sheet.zone(4.5, 49.7, licence(holder, noise), 0, cap=3.0)


def _row(
    sheet: Sheet, y: float, number: str, value: str, kind: Kind, x: float = 27.0, bold: bool = False
) -> None:
    sheet.canvas.text(*sheet.at(x, y), number, sheet.ink(1.1, _BLUE))
    sheet.canvas.text(*sheet.at(x + 3.3, y), value, sheet.ink(1.75, bold=bold), kind)


def back_2014(sheet: Sheet) -> None:
    """Back: ``BSN / licence number`` on one line, QR code with chip data, category table."""
    _ground(sheet)
    holder, canvas = sheet.holder, sheet.canvas
    px, py = sheet.near(4, 5, 0.6)
    ink = sheet.ink(sheet.rng.uniform(1.5, 1.9))
    if sheet.rng.random() < 0.8:
        caption = ("BSN", "BSN/", "BSN / rijbewijsnummer")[int(sheet.rng.integers(3))]
        sheet.caption(px, py, caption)
        py += 2.9
    number = grouped(holder.bsn, sheet.style.grouping)
    canvas.text(px, py, number, ink, Kind.BSN)
    px += canvas.width_mm(number, ink) + 0.9
    canvas.text(px, py, "/", ink)
    canvas.text(px + 1.3, py, holder.licence_number, ink, Kind.DOCUMENT_NUMBER)
    payload = "".join(_SIGNS[int(i)] for i in sheet.rng.integers(0, len(_SIGNS), 28))
    code(canvas, *sheet.near(5, 30, 0.8), sheet.rng.uniform(12, 16), payload)
    _table(sheet, 40, 8)
    sheet.say(5, 25, "12. Aantekeningen", 1.0, _BLUE)
    sheet.say(5, 27, "01.06", 1.3)


def _table(sheet: Sheet, x: float, y: float) -> None:
    step = 2.55
    x, y = sheet.at(x, y)
    ink = Ink(sheet.style.font, 1.15, sheet.style.ink, stretch=sheet.style.stretch)
    for at, head in enumerate(("9.", "10.", "11.", "12.")):
        sheet.canvas.text(x + (0, 8, 21, 34)[at], y - 0.8, head, sheet.ink(1.0, _BLUE))
    for row, name in enumerate(_CATEGORIES):
        base = y + row * step + 1.9
        sheet.canvas.box(x - 0.5, y + row * step, 41.5, 0.12, (150, 90, 130), 0.7)
        sheet.canvas.text(x, base, name, ink)
        if sheet.rng.random() < 0.3 or name in ("AM", "B"):
            year = int(sheet.rng.integers(1994, 2020))
            month, day = sheet.holder.issued
            sheet.canvas.text(x + 8, base, dotted((year, month, day)), ink)
            sheet.canvas.text(x + 21, base, dotted(expires(sheet.holder, 2018)), ink)


def back_2006(sheet: Sheet) -> None:
    """Back of 2006: the number at the left top, a bar code with the licence number."""
    _ground(sheet)
    holder = sheet.holder
    sheet.bsn(4, 5, caption="BSN" if sheet.rng.random() < 0.7 else None)
    code(
        sheet.canvas,
        *sheet.near(5, 43, 0.4),
        sheet.rng.uniform(26, 31),
        holder.licence_number,
        "Code128",
        height=6.5,
    )
    _table(sheet, 40, 7.5)
    sheet.say(5, 16, "12.", 1.0, _BLUE)
    sheet.say(5, 22, "Nationale code 01.06", 1.2)
