"""Cards of ID-1 size: identity card 2011, 2014, 2021, residence permit, and one of Utopia.

Positions of the 2014 front are measured on the published specimen; the others follow the
written descriptions (dutch_documents §1a-1b) and vary more.
"""

from __future__ import annotations

from redactor.model import Kind
from redactor.samples import security
from redactor.samples.marks import Photo, chip, code, signature, year_over
from redactor.samples.sheet import (
    Sheet,
    expires,
    height,
    issue_year,
    issued,
    long_date,
    sex,
    spaced,
)
from redactor.samples.zones import td1, td2

_BLUE = (88, 120, 205)


def _ground(sheet: Sheet) -> None:
    look = security.Print(
        (246, 218, 226),
        (214, 236, 240),
        (226, 236, 228),
        (250, 238, 190),
        (222, 150, 170),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)


def _title(sheet: Sheet) -> None:
    say = sheet.say
    say(2.8, 4.3, "NEDERLANDSE", 2.1, (150, 180, 226), bold=True)
    say(2.8, 7.2, "IDENTITEITSKAART", 2.1, (150, 180, 226), bold=True, room=26.8)
    chip(sheet.canvas, *sheet.at(30.5, 2.2))
    say(37.6, 4.2, "KONINKRIJK DER NEDERLANDEN", 2.05, (160, 125, 185), bold=True)
    say(30.5, 6.4, "KINGDOM OF THE NETHERLANDS", 1.2, _BLUE)
    say(30.5, 8.4, "IDENTITY CARD", 1.2, _BLUE)
    say(62.4, 6.4, "ROYAUME DES PAYS-BAS", 1.2, _BLUE)
    say(62.4, 8.4, "CARTE D'IDENTITÉ", 1.2, _BLUE)


def _person(sheet: Sheet, year: int, x: float = 30.5) -> None:
    holder, field = sheet.holder, sheet.field
    field(x, 15.4, "naam / surname", holder.surname, Kind.SURNAME, bold=True)
    field(x, 20.1, "voornamen / given names", holder.given_names, Kind.GIVEN_NAMES)
    field(x, 24.8, "geslacht / sex", sex(holder), Kind.SEX, room=11.2)
    field(x + 12, 24.8, "nationaliteit / nationality", "Nederlandse", Kind.NATIONALITY, room=15)
    field(x, 29.5, "geboortedatum / date of birth", long_date(holder.born), Kind.BIRTH_DATE)
    field(
        x,
        34.2,
        "datum van afgifte / date of issue",
        long_date(issued(holder, year)),
        Kind.ISSUE_DATE,
    )
    field(
        x,
        39,
        "geldig tot / date of expiry",
        long_date(expires(holder, year)),
        Kind.EXPIRY_DATE,
        bold=True,
    )


def _photo(sheet: Sheet, width: float) -> None:
    box = sheet.photo(3.6, 9.5, width, Photo(fade=0.02)).bounds
    scale = sheet.canvas.scale
    year_over(
        sheet.canvas,
        box[0] / scale + 0.4,
        box[3] / scale - 0.4,
        str(sheet.holder.born[0]),
        sheet.style.font,
        3.2,
    )


def _signed(sheet: Sheet, x: float, y: float) -> None:
    px, py = sheet.at(x, y)
    sheet.caption(px, py, "handtekening / signature")
    wide = sheet.rng.uniform(15, 22)
    signature(
        sheet.canvas,
        px + 0.4,
        py + 2.4,
        wide,
        sheet.rng.uniform(3.5, 5),
        sheet.holder.surname,
        sheet.rng,
    )


def id_2011_front(sheet: Sheet) -> None:
    """Front with the number next to the photo."""
    _ground(sheet)
    _title(sheet)
    _photo(sheet, 22.5)
    _person(sheet, issue_year(sheet.holder, 2011, 2013))
    sheet.field(
        62.4,
        11,
        "documentnummer / document no.",
        sheet.holder.document_number,
        Kind.DOCUMENT_NUMBER,
    )
    sheet.bsn(62, 18)
    sheet.photo(66, 28, 9, sheet.ghost_look(tile=False), ghost=True)
    _signed(sheet, 3.6, 43.5)
    security.dots(sheet.canvas, *sheet.at(56, 48.6), 6, sheet.rng)


def id_2014_front(sheet: Sheet) -> None:
    """Front without the number; ghost portrait on a white tile at the right."""
    _ground(sheet)
    sheet.canvas.box(*sheet.at(25, 9.8), 5, 28.5, (120, 160, 225), 0.5)
    security.letters(
        sheet.canvas, (54, 14, 83, 46), sheet.style.font, (150, 180, 215), 0.4, sheet.rng
    )
    _title(sheet)
    _photo(sheet, 23.0)
    _person(sheet, issue_year(sheet.holder, 2014, 2020))
    sheet.field(
        62.4,
        10.5,
        "documentnummer / document no.",
        sheet.holder.document_number,
        Kind.DOCUMENT_NUMBER,
    )
    sheet.photo(60, 26.8, 9.6, sheet.ghost_look(), ghost=True)
    _signed(sheet, 3.4, 41.8)
    security.dots(sheet.canvas, *sheet.at(53.2, 48.1), 6, sheet.rng)


def id_2021_front(sheet: Sheet) -> None:
    """Front of 2021: larger photo, small second portrait, CAN at the lower right."""
    _ground(sheet)
    _title(sheet)
    _photo(sheet, 24.0)
    _person(sheet, issue_year(sheet.holder, 2021, 2024), 31.5)
    sheet.field(
        62.4,
        10.5,
        "documentnummer / document no.",
        sheet.holder.document_number,
        Kind.DOCUMENT_NUMBER,
    )
    sheet.photo(66, 22, 10.5, sheet.ghost_look(bool(sheet.rng.random() < 0.5)), ghost=True)
    _signed(sheet, 3.4, 42.6)
    sheet.canvas.text(*sheet.near(72, 49.5, 0.4), sheet.holder.can, sheet.ink(2.0), Kind.CAN)


def _back(sheet: Sheet) -> None:
    look = security.Print(
        (220, 234, 244),
        (244, 232, 232),
        (226, 236, 228),
        (250, 242, 206),
        (150, 175, 205),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)


def _zone(sheet: Sheet, year: int, *, bsn: bool) -> None:
    zone = td1(sheet.holder, sheet.holder.document_number, expires(sheet.holder, year), bsn=bsn)
    sheet.zone(4.6, 37.4, zone, 6.1)


def id_2011_back(sheet: Sheet) -> None:
    """Back with the number in the zone only."""
    _back(sheet)
    sheet.field(5, 6, "lengte / height", height(sheet.holder), Kind.HEIGHT)
    sheet.field(5, 12, "woonplaats / residence", sheet.holder.municipality, Kind.ADDRESS)
    sheet.field(
        5, 18, "instantie / authority", f"Burg. van {sheet.holder.municipality}", Kind.AUTHORITY
    )
    _zone(sheet, issue_year(sheet.holder, 2011, 2013), bsn=True)


def id_2014_back(sheet: Sheet) -> None:
    """Back with the number at the top right and in the zone."""
    _back(sheet)
    sheet.field(
        5, 6, "instantie / authority", f"Burg. van {sheet.holder.municipality}", Kind.AUTHORITY
    )
    sheet.field(5, 12, "lengte / height", height(sheet.holder), Kind.HEIGHT)
    sheet.bsn(54, 6)
    _remarks(sheet, 19)
    _zone(sheet, issue_year(sheet.holder, 2014, 2020), bsn=True)


def id_2021_back(sheet: Sheet) -> None:
    """Back with the number at the right and as a QR code at the left; none in the zone."""
    _back(sheet)
    code(sheet.canvas, *sheet.near(6, 8, 0.6), sheet.rng.uniform(11, 16), sheet.holder.bsn)
    sheet.bsn(56, 6, bold=bool(sheet.rng.random() < 0.3))
    sheet.field(30, 6, "lengte / height", height(sheet.holder), Kind.HEIGHT)
    sheet.field(
        30, 13, "instantie / authority", f"Burg. van {sheet.holder.municipality}", Kind.AUTHORITY
    )
    _remarks(sheet, 22, 30)
    _zone(sheet, issue_year(sheet.holder, 2021, 2024), bsn=False)


def _remarks(sheet: Sheet, y: float, x: float = 5) -> None:
    for at, line in enumerate(
        (
            "Deze kaart is eigendom van het Koninkrijk der Nederlanden.",
            "This card is property of the Kingdom of the Netherlands.",
            "Bij vinden inleveren bij een gemeente / 070 4268888",
        )
    ):
        sheet.say(x, y + at * 2.0, line, 0.95, _BLUE)


def permit_front(sheet: Sheet) -> None:
    """Residence permit: colour photo, the portrait several times."""
    look = security.Print(
        (222, 230, 244),
        (236, 226, 240),
        (220, 236, 236),
        (244, 232, 220),
        (140, 150, 205),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)
    holder, field = sheet.holder, sheet.field
    sheet.say(4, 5.2, "VERBLIJFSTITEL / RESIDENCE PERMIT", 2.2, (70, 70, 130), bold=True)
    sheet.say(74, 5.2, "NLD", 2.2, (70, 70, 130), bold=True)
    sheet.photo(4, 10, 25, Photo(colour=True, through=False, fade=0.02), height=32)
    field(34, 9, "naam / surname", holder.surname.upper(), Kind.SURNAME, bold=True)
    field(34, 14, "voornamen / given names", holder.given_names.upper(), Kind.GIVEN_NAMES)
    field(34, 19, "geldig tot / valid until", spaced(expires(holder, 2018)), Kind.EXPIRY_DATE)
    field(
        34,
        24,
        "plaats en datum van afgifte / place and date of issue",
        f"DEN HAAG {spaced(issued(holder, 2020))}",
        Kind.ISSUE_DATE,
    )
    title = "soort vergunning / type of permit"
    field(34, 29, title, "REGULIER ONBEPAALDE TIJD", Kind.OTHER, room=25)
    field(34, 34, "opmerkingen / remarks", "ARBEID VRIJ TOEGESTAAN", Kind.OTHER, room=25)
    sheet.canvas.text(
        *sheet.at(34, 44), holder.permit_number, sheet.ink(2.4, bold=True), Kind.DOCUMENT_NUMBER
    )
    sheet.photo(70, 26, 9, sheet.ghost_look(tile=False), ghost=True)
    sheet.photo(61.5, 39, 8, sheet.ghost_look(), ghost=True)
    px, py = sheet.at(5, 45)
    signature(sheet.canvas, px, py, 20, 4.5, holder.surname, sheet.rng)


def permit_back(sheet: Sheet) -> None:
    """Residence permit, back: the number in print, in half of them in the zone too."""
    _back(sheet)
    holder, field = sheet.holder, sheet.field
    field(
        5,
        5,
        "geboortedatum en -plaats / date and place of birth",
        f"{spaced(holder.born)} {holder.birth_place.upper()}",
        Kind.BIRTH_DATE,
    )
    field(5, 10.5, "nationaliteit / nationality", "UTOPIE", Kind.NATIONALITY)
    field(30, 10.5, "geslacht / sex", holder.sex, Kind.SEX)
    sheet.bsn(5, 16.5, caption="BSN" if sheet.rng.random() < 0.5 else None)
    sheet.say(5, 25, "V-nummer / client number 2912345678", 1.2)
    zone = td1(
        holder,
        holder.permit_number,
        expires(holder, 2018),
        code="IR",
        citizen="UTO",
        bsn=bool(sheet.rng.random() < 0.5),
    )
    sheet.zone(4.6, 37.4, zone, 6.1)


def utopia(sheet: Sheet) -> None:
    """A card of ID-2 size with a two-line zone: only the portrait to hide."""
    look = security.Print(
        (238, 230, 216),
        (226, 236, 240),
        (236, 226, 236),
        (232, 240, 222),
        (150, 140, 190),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)
    holder, field = sheet.holder, sheet.field
    sheet.say(5, 6.5, "UTOPIA  IDENTITY CARD", 2.6, (80, 60, 120), bold=True)
    sheet.photo(6, 11, 29, Photo(colour=bool(sheet.rng.random() < 0.5), through=False))
    number, year = "D" + holder.licence_number[:8], 2017
    field(42, 13, "Surname", holder.surname.upper(), Kind.SURNAME)
    field(42, 19, "Given names", holder.given_names.upper(), Kind.GIVEN_NAMES)
    field(42, 25, "Date of birth", long_date(holder.born), Kind.BIRTH_DATE)
    field(42, 31, "Date of expiry", long_date(expires(holder, year)), Kind.EXPIRY_DATE)
    field(42, 37, "Document number", number, Kind.DOCUMENT_NUMBER)
    px, py = sheet.at(74, 42)
    signature(sheet.canvas, px, py, 24, 6, holder.surname, sheet.rng)
    sheet.zone(6.5, 61, td2(holder, number, expires(holder, year)), 6.35)
