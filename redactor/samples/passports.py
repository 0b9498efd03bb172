"""Passport pages: 2011, 2014 and 2021 of the Netherlands, and one of Utopia.

Positions of the 2014 data page are measured on the published specimen; the backs and the
2011 page follow the written descriptions (dutch_documents §1a) and vary more.
"""

from __future__ import annotations

from redactor.model import Kind
from redactor.samples import security
from redactor.samples.marks import Photo, chip, code, signature, year_over
from redactor.samples.sheet import Sheet, expires, height, issue_year, issued, long_date, sex
from redactor.samples.zones import td3

_BLUE = (92, 122, 205)


def _ground(sheet: Sheet, *, warm: bool = False) -> None:
    look = security.Print(
        (238, 214, 226) if not warm else (246, 222, 214),
        (212, 238, 232),
        (208, 224, 244),
        (246, 234, 186),
        (150, 165, 205) if not warm else (214, 140, 140),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)


def _title(sheet: Sheet) -> None:
    say = sheet.say
    for at, word in enumerate(("PASPOORT", "PASSPORT", "PASSEPORT")):
        say(4.4, 5 + at * 2.2, word, 1.35, _BLUE)
    chip(sheet.canvas, *sheet.at(31, 3.4))
    say(40.2, 6.6, "KONINKRIJK DER NEDERLANDEN", 3.1, (150, 130, 190), bold=True)
    say(40.4, 9.4, "KINGDOM OF THE NETHERLANDS", 1.2, _BLUE)
    say(78, 9.4, "ROYAUME DES PAYS-BAS", 1.2, _BLUE)


def _person(sheet: Sheet, year: int) -> None:
    holder, field = sheet.holder, sheet.field
    field(40.5, 11.0, "type", "P", Kind.OTHER)
    place = "code  2 nationaliteit / nationality / nationalité"
    field(46, 11.0, place, "NLD Nederlandse", Kind.NATIONALITY)
    caption = "documentnummer / document no. / no. du document"
    field(91, 11.0, caption, holder.document_number, Kind.DOCUMENT_NUMBER)
    if holder.partner:
        sheet.canvas.text(*sheet.at(40.5, 23.4), f"e/v {holder.partner}", sheet.ink(), Kind.OTHER)
    issue, expiry = long_date(issued(holder, year)), long_date(expires(holder, year))
    for y, caption, value, kind in (
        (16.3, "3 naam / surname / nom", holder.surname, Kind.SURNAME),
        (25.2, "4 voornamen / given names / prénoms", holder.given_names, Kind.GIVEN_NAMES),
        (
            30.3,
            "5 geboortedatum / date of birth / date de naissance",
            long_date(holder.born),
            Kind.BIRTH_DATE,
        ),
        (
            35.5,
            "6 geboorteplaats / place of birth / lieu de naissance",
            holder.birth_place,
            Kind.BIRTH_PLACE,
        ),
        (40.6, "7 geslacht / sex / sexe", sex(holder), Kind.SEX),
        (45.7, "9 datum van afgifte / date of issue / date de délivrance", issue, Kind.ISSUE_DATE),
    ):
        # The ghost portrait's tile begins at 78 mm.
        field(40.5, y, caption, value, kind, bold=kind is Kind.SURNAME, room=35.5)
    field(94.3, 40.0, "8 lengte / height / taille", height(holder), Kind.HEIGHT)
    caption = "10 geldig tot / date of expiry / date d'expiration"
    field(94.3, 45.2, caption, expiry, Kind.EXPIRY_DATE, bold=True)
    caption, office = "12 instantie / authority / autorité", f"Burg. van {holder.municipality}"
    field(78.6, 50.6, caption, office, Kind.AUTHORITY)


def _signed(sheet: Sheet) -> None:
    px, py = sheet.at(40.5, 51.0)
    sheet.caption(px, py, "11 handtekening / signature")
    wide = sheet.rng.uniform(22, 33)
    signature(
        sheet.canvas,
        px + 0.5,
        py + 3,
        wide,
        sheet.rng.uniform(4.5, 7.5),
        sheet.holder.surname,
        sheet.rng,
    )


def page_2011(sheet: Sheet) -> None:
    """Data page with the number in print and in the zone."""
    _ground(sheet, warm=True)
    _title(sheet)
    sheet.photo(4.6, 13, 31.5, Photo(fade=0.03, through=bool(sheet.rng.random() < 0.5)))
    year = issue_year(sheet.holder, 2011, 2013)
    _person(sheet, year)
    sheet.bsn(91, 17.6)
    sheet.photo(80.5, 26, 10.5, sheet.ghost_look(tile=False), ghost=True)
    _signed(sheet)
    _zone(sheet, year, bsn=True)


def page_2014(sheet: Sheet) -> None:
    """Data page whose only copy of the number is in the zone."""
    _data_page(sheet, issue_year(sheet.holder, 2014, 2020), bsn=True)


def page_2021(sheet: Sheet) -> None:
    """Data page without the number: the optional data are fillers."""
    _data_page(sheet, issue_year(sheet.holder, 2021, 2023), bsn=False)


def _data_page(sheet: Sheet, year: int, *, bsn: bool) -> None:
    _ground(sheet)
    sheet.canvas.box(*sheet.at(34.5, 22.5), 4.6, 28, (120, 160, 225), 0.45)
    _title(sheet)
    box = sheet.photo(4.8, 12.1, 31.0, Photo(fade=0.02)).bounds
    scale = sheet.canvas.scale
    year_over(
        sheet.canvas,
        box[0] / scale + 0.4,
        box[3] / scale - 0.5,
        str(sheet.holder.born[0]),
        sheet.style.font,
        4.2,
    )
    _person(sheet, year)
    sheet.photo(79.5, 31.2, 12, sheet.ghost_look(), ghost=True)
    _signed(sheet)
    security.dots(sheet.canvas, *sheet.at(8, 61.5), 6, sheet.rng)
    security.dots(sheet.canvas, *sheet.at(91.5, 61.5), 6, sheet.rng)
    if not bsn and sheet.rng.random() < 0.5:
        sheet.canvas.text(*sheet.at(97, 25), sheet.holder.can, sheet.ink(2.2), Kind.CAN)
    _zone(sheet, year, bsn=bsn)


def _zone(sheet: Sheet, year: int, *, bsn: bool) -> None:
    number = sheet.holder.document_number
    sheet.zone(6.4, 73.4, td3(sheet.holder, number, expires(sheet.holder, year), bsn=bsn), 6.35)


def _back(sheet: Sheet) -> None:
    look = security.Print(
        (214, 230, 246),
        (240, 236, 240),
        (222, 238, 228),
        (246, 240, 214),
        (214, 140, 150),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)
    rng = sheet.rng
    security.letters(sheet.canvas, (4, 5, 122, 12), sheet.style.font, (205, 90, 110), 0.5, rng)
    sheet.say(8, 60, "2", 16, (170, 208, 232), alpha=0.6)
    for at, line in enumerate(
        (
            "Dit paspoort is eigendom van het Koninkrijk der Nederlanden / This passport is",
            "property of the Kingdom of the Netherlands / Ce passeport est la propriété du",
            "Royaume des Pays-Bas.   Artikelnummer 31.02.15/04   BZK 070-4268888",
        )
    ):
        sheet.say(30, 66 + at * 2.4, line, 1.0, _BLUE)


def back_2014(sheet: Sheet) -> None:
    """Back of the holder page: the number in digits."""
    _back(sheet)
    sheet.bsn(30, 22, cap=sheet.rng.uniform(1.9, 2.6))
    sheet.field(30, 31, "lengte / height / taille", height(sheet.holder), Kind.HEIGHT)
    sheet.field(
        30, 38, "woonplaats / residence / domicile", sheet.holder.municipality, Kind.ADDRESS
    )
    security.perforation(
        sheet.canvas, *sheet.at(119, 80), sheet.holder.document_number, sheet.style.font, 5.0
    )


def back_2021(sheet: Sheet) -> None:
    """Back of the holder page: the number in digits and in a QR code, in clear."""
    _back(sheet)
    sheet.bsn(62, 22, cap=sheet.rng.uniform(1.9, 2.6))
    code(sheet.canvas, *sheet.near(30, 20), sheet.rng.uniform(12, 18), sheet.holder.bsn)
    sheet.field(
        62, 32, "documentnummer / document no.", sheet.holder.document_number, Kind.DOCUMENT_NUMBER
    )
    sheet.field(62, 39, "lengte / height / taille", height(sheet.holder), Kind.HEIGHT)


def utopia(sheet: Sheet) -> None:
    """A passport of the specimen state UTO: only portraits to hide."""
    look = security.Print(
        (226, 236, 226),
        (236, 238, 222),
        (226, 230, 240),
        (240, 226, 226),
        (120, 160, 130),
        sheet.rng.uniform(0.3, 0.7),
    )
    security.ground(sheet.canvas, look, sheet.rng)
    holder, field = sheet.holder, sheet.field
    sheet.say(8, 8, "UTOPIA", 3.4, (60, 110, 80), bold=True)
    sheet.say(60, 8, "PASSPORT / PASSEPORT", 2.2, (60, 110, 80))
    sheet.photo(6, 14, 33, Photo(colour=True, through=False), height=43)
    number, year = "L" + holder.licence_number[:8], 2016
    field(48, 15, "Type", "P", Kind.OTHER)
    field(62, 15, "Country code", "UTO", Kind.NATIONALITY)
    field(88, 15, "Passport no. / No. du passeport", number, Kind.DOCUMENT_NUMBER)
    field(48, 21.5, "Surname / Nom", holder.surname.upper(), Kind.SURNAME)
    field(48, 28, "Given names / Prénoms", holder.given_names.upper(), Kind.GIVEN_NAMES)
    field(48, 34.5, "Nationality / Nationalité", "UTOPIAN", Kind.NATIONALITY)
    field(48, 41, "Date of birth / Date de naissance", long_date(holder.born), Kind.BIRTH_DATE)
    field(88, 41, "Sex / Sexe", holder.sex, Kind.SEX)
    field(48, 47.5, "Date of issue", long_date(issued(holder, year)), Kind.ISSUE_DATE)
    field(88, 47.5, "Authority", "PASSPORT OFFICE", Kind.AUTHORITY)
    field(48, 54, "Date of expiry", long_date(expires(holder, year)), Kind.EXPIRY_DATE)
    px, py = sheet.at(88, 56)
    signature(sheet.canvas, px, py, 26, 6, holder.surname, sheet.rng)
    sheet.photo(103, 22, 13, sheet.ghost_look(tile=False), ghost=True)
    sheet.zone(6.4, 73.4, td3(holder, number, expires(holder, year), bsn=False, state="UTO"), 6.35)
