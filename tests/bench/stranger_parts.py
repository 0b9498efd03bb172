"""What strangers are put together from: a style, captions, columns, numbers, portraits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from redactor.model import Kind, Quad
from redactor.samples.canvas import Colour, Ink
from redactor.samples.holder import fictional
from redactor.samples.marks import Photo, portrait, signature
from redactor.samples.sheet import Date, Sheet, Style, dotted, long_date, spaced
from redactor.samples.truth import Holder
from redactor.samples.zones import Zone
from tests.bench import grounds, typefaces

T = TypeVar("T")

CAPTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.SURNAME: (
        "naam / surname", "Naam/Surname/Nom", "1. Achternaam", "ACHTERNAAM / SURNAME", "Naam",
    ),
    Kind.GIVEN_NAMES: (
        "voornamen / given names", "Voornamen/Given names/Prénoms", "2. Voornamen", "VOORNAMEN",
    ),
    Kind.BIRTH_DATE: (
        "geboortedatum / date of birth", "Geboortedatum/Date of birth", "GEBOREN / BORN",
    ),
    Kind.BIRTH_PLACE: ("geboorteplaats / place of birth", "Geboorteplaats", "GEBOORTEPLAATS"),
    Kind.NATIONALITY: ("nationaliteit / nationality", "Nationaliteit/Nationality", "NATIONALITEIT"),
    Kind.SEX: ("geslacht / sex", "Geslacht/Sex/Sexe", "GESLACHT"),
    Kind.DOCUMENT_NUMBER: (
        "documentnummer / document no.", "Documentnr./Document no.", "DOCUMENTNUMMER",
    ),
    Kind.ISSUE_DATE: (
        "datum van afgifte / date of issue", "Afgegeven op/Date of issue", "DATUM AFGIFTE",
    ),
    Kind.EXPIRY_DATE: ("geldig tot / date of expiry", "Geldig tot/Date of expiry", "GELDIG TOT"),
    Kind.HEIGHT: ("lengte / height", "Lengte/Height/Taille", "LENGTE"),
    Kind.AUTHORITY: ("instantie / authority", "Autoriteit/Authority", "AFGEGEVEN DOOR"),
    Kind.ADDRESS: ("woonplaats / residence", "Woonplaats/Residence", "WOONPLAATS"),
}  # fmt: skip
NUMBER_CAPTIONS = (
    "Persoonsnummer/Personal no.", "PERSOONSNUMMER / PERSONAL NO.", "persoonsnummer", "BSN",
    "Burgerservicenummer", "BURGERSERVICENUMMER (BSN)", "BSN / Personal number", "Sofinummer",
    "Persoonsnummer / Personal no. / No. personnel", "Pers.nr./Personal no.", "BSN:",
)  # fmt: skip
_SURNAMES = (
    "Van Bergen Henegouwen", "Achterberg", "Ouwehand", "Tjin A Sjoe", "Öztürk", "Boukhari",
    "De Graaf", "Verstappen-Kuiper", "Ramdin", "Wójcik", "Huizinga", "In 't Veld", "Ng", "Steur",
    "Kraaijeveld", "Abdi Hassan", "Vermeulen", "Lopes Cardoso", "Snoek", "Van 't Hof",
)  # fmt: skip
_NAMES = (
    "Joris Maarten", "Aïcha", "Ties", "Geertruida Maria", "Ruben Isaac", "Svenja", "Cornelia",
    "Noah", "Bartholomeus", "Saar Lotte", "Yara", "Hidde", "Maria Theresia Anna", "Jip", "Imke",
)  # fmt: skip


def pick(rng: np.random.Generator, values: Sequence[T]) -> T:
    """One of several by chance."""
    return values[int(rng.integers(len(values)))]


def person(seed: int) -> Holder:
    """A person with names the generator does not know; the rest is ``fictional``'s."""
    rng = np.random.default_rng([seed, 0x57A])
    return replace(fictional(seed), surname=pick(rng, _SURNAMES), given_names=pick(rng, _NAMES))


def style(rng: np.random.Generator) -> Style:
    """A look wider than the generator's: other fonts, sizes, colours and captions."""
    dark = int(rng.integers(5, 85))
    return Style(
        font=pick(rng, typefaces.text_faces()),
        mrz_font=pick(rng, typefaces.zone_faces()),
        shift=(float(rng.uniform(-1.2, 1.2)), float(rng.uniform(-0.8, 0.8))),
        caption_cap=float(rng.uniform(0.78, 1.25)),
        caption_colour=pick(rng, ((70, 70, 70), (20, 20, 24), grounds.shade(rng))),
        value_cap=float(rng.uniform(1.6, 2.5)),
        stretch=float(rng.uniform(0.84, 1.06)),
        ink=(dark, dark, min(dark + int(rng.integers(0, 40)), 110)),
        grouping=pick(rng, ("plain", "plain", "dotted", "threes", "four", "dashes")),
        bsn_caption=pick(rng, NUMBER_CAPTIONS),
        wander=float(rng.uniform(0.5, 3.5)),
    )


def number(bsn: str, grouping: str) -> str:
    """The citizen number as printed."""
    match grouping:
        case "dotted":
            return f"{bsn[:4]}.{bsn[4:6]}.{bsn[6:]}"
        case "threes":
            return f"{bsn[:3]} {bsn[3:6]} {bsn[6:]}"
        case "four":
            return f"{bsn[:4]} {bsn[4:6]} {bsn[6:]}"
        case "dashes":
            return f"{bsn[:3]}-{bsn[3:6]}-{bsn[6:]}"
        case _:
            return bsn


def date(rng: np.random.Generator) -> str:
    """The name of a way to write dates, for ``written``."""
    return pick(rng, ("long", "dotted", "spaced", "dashes"))


def written(day: Date, form: str) -> str:
    match form:
        case "long":
            return long_date(day)
        case "dotted":
            return dotted(day)
        case "dashes":
            return dotted(day).replace(".", "-")
        case _:
            return spaced(day)


@dataclass(slots=True)
class Column:
    """Fields one under another: ``x`` and the next caption's baseline ``y`` in mm."""

    sheet: Sheet
    x: float
    y: float
    room: float
    step: float
    way: int
    """Which of the spellings of a caption this document uses."""

    def put(self, kind: Kind, value: str, caption: str | None = None, bold: bool = False) -> None:
        spellings = CAPTIONS.get(kind, ("",))
        text = caption if caption is not None else spellings[self.way % len(spellings)]
        self.sheet.field(self.x, self.y, text, value, kind, bold=bold, room=self.room)
        self.y += self.step

    @staticmethod
    def least(sheet: Sheet) -> float:
        """The smallest step at which fields do not touch."""
        return sheet.style.value_cap * 1.45 + sheet.style.caption_cap * 1.5 + 0.75


def bsn(
    sheet: Sheet, x: float, y: float, cap: float | None = None, edge: float | None = None
) -> None:
    """The number under, beside or far below its caption, somewhere near (x, y) mm.

    ``edge``: mm from the left that nothing of it may cross, the sheet's own edge where not given.
    """
    edge = (edge or sheet.canvas.size_mm[0]) - 1.5
    px, py = sheet.near(x, y, 0.6)
    py = max(py, 1.8)
    value = number(sheet.holder.bsn, sheet.style.grouping)
    ink = sheet.ink(cap, bold=bool(sheet.rng.random() < 0.3))
    wide = sheet.canvas.width_mm(value, ink)
    px = min(px, edge - wide)
    caption = sheet.style.bsn_caption
    small = sheet.ink(sheet.style.caption_cap, sheet.style.caption_colour)
    beside = sheet.canvas.width_mm(caption, small) + 1.6
    if sheet.rng.random() < 0.3 and px + beside + wide < edge:
        sheet.canvas.text(px, py + ink.cap, caption, small)
        sheet.canvas.text(px + beside, py + ink.cap, value, ink, Kind.BSN)
        return
    sheet.caption(px, py, caption, max(edge - px, 6))
    gap = ink.cap + sheet.style.caption_cap * 0.4 + sheet.rng.uniform(0.6, 1.6)
    sheet.canvas.text(px, py + gap, value, ink, Kind.BSN)


def main_photo(sheet: Sheet, x: float, y: float, width: float, height: float | None = None) -> Quad:
    """The portrait: framed, faded, toned or plain, grey or in colour; returns its px quad."""
    rng = sheet.rng
    look = Photo(
        colour=bool(rng.random() < 0.5),
        fade=float(pick(rng, (0.0, 0.02, 0.05))),
        through=bool(rng.random() < 0.35),
        tone=pick(rng, ((255, 255, 255), (255, 255, 255), (255, 244, 224), (232, 240, 255))),
    )
    px, py = sheet.near(x, y, 0.25)
    px, py = max(px, 1.2), max(py, 1.2)
    tall = height or width * rng.uniform(1.2, 1.36)
    tall = min(tall, sheet.canvas.size_mm[1] - py - 1.5)
    quad = portrait(sheet.canvas, px, py, width, sheet.face, look, "main", tall)
    if rng.random() < 0.25:
        corners = np.array([[0, 0], [width, 0], [width, tall], [0, tall], [0, 0]])
        corners = corners + np.array([px, py])
        sheet.canvas.stroke(corners, rng.uniform(0.15, 0.5), grounds.shade(rng), 0.9)
    return quad


def ghost(sheet: Sheet, x: float, y: float, width: float) -> None:
    """A second portrait: pale, tinted, engraved or small in colour."""
    rng = sheet.rng
    pale: Colour = grounds.tint(rng, 120, 255)
    look = pick(
        rng,
        (
            Photo(alpha=rng.uniform(0.35, 0.6), fade=0.08),
            Photo(alpha=rng.uniform(0.5, 0.85), fade=0.06, tone=pale),
            Photo(alpha=rng.uniform(0.7, 0.95), fade=0.03),
            Photo(colour=True, alpha=rng.uniform(0.6, 1.0), through=False, fade=0.02),
            Photo(alpha=rng.uniform(0.6, 0.9), tile=True, fade=0.05),
        ),
    )
    tall = width * rng.uniform(1.15, 1.35)
    px, py = sheet.near(x, y, 0.3)
    wide, high = sheet.canvas.size_mm
    px = float(np.clip(px, 1.5, wide - width - 1.5))
    py = float(np.clip(py, 1.5, high - tall - 1.5))
    portrait(sheet.canvas, px, py, width, sheet.face, look, "ghost", tall)


def title(sheet: Sheet, x: float, y: float, words: Sequence[str], room: float) -> float:
    """Lines of heading; returns the baseline under them."""
    colour = grounds.shade(sheet.rng)
    cap = sheet.rng.uniform(1.5, 2.6)
    for at, word in enumerate(words):
        size = cap if at == 0 else cap * 0.6
        sheet.say(x, y, word, size, colour, bold=bool(at == 0), room=room)
        y += size * 1.75
    return y


def sign(sheet: Sheet, x: float, y: float, wide: float, tall: float) -> None:
    px, py = sheet.at(x, y)
    signature(sheet.canvas, px, py, wide, tall, sheet.holder.surname, sheet.rng)


def zone(sheet: Sheet, x: float, y: float, lines: Zone, spacing: float) -> None:
    """A machine readable zone; height and weight of the print differ a little."""
    cap, weight = sheet.rng.uniform(2.35, 2.75), sheet.rng.uniform(0.0, 0.06)
    sheet.zone(x, y, lines, spacing, cap, weight)


def small_print(sheet: Sheet, x: float, y: float, lines: Sequence[str], room: float) -> None:
    colour = grounds.shade(sheet.rng)
    for at, line in enumerate(lines):
        sheet.say(x, y + at * 1.9, line, 0.85, colour, room=room)


__all__ = ["Column", "Ink", "bsn", "ghost", "main_photo", "person", "pick", "sign", "style"]
