"""What the layouts share: the holder's values as printed, captions, fields, zones."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from redactor.model import Kind, Pixels, Quad
from redactor.samples.canvas import Canvas, Colour, Ink, Turn, around
from redactor.samples.holder import grouped
from redactor.samples.marks import Photo, portrait
from redactor.samples.truth import Holder
from redactor.samples.zones import Zone

ID1 = (85.6, 53.98)
ID2 = (105.0, 74.0)
ID3 = (125.0, 88.0)
"""Sizes in mm after ISO/IEC 7810."""

_MONTHS = (
    "JAN/JAN",
    "FEB/FEB",
    "MAA/MAR",
    "APR/APR",
    "MEI/MAY",
    "JUN/JUN",
    "JUL/JUL",
    "AUG/AUG",
    "SEP/SEP",
    "OKT/OCT",
    "NOV/NOV",
    "DEC/DEC",
)
_BSN_CAPTIONS = (
    "persoonsnummer / personal no.",
    "persoonsnummer / personal no. / no. personnel",
    "persoonsnummer",
    "burgerservicenummer / personal number",
    "burgerservicenummer (BSN)",
    "BSN",
    "pers nmb / pers no",
    "sofinummer / personal no.",
    "persoonsnummer/personal no./nº personnel",
)
Date = tuple[int, int, int]
BEGAN = {2014: (3, 9), 2021: (8, 30)}
"""First day (month, day) of the models of a year; nothing of that year is of the models before."""


@dataclass(frozen=True, slots=True)
class Style:
    """Choices a seed makes for one document; lengths in mm."""

    font: str
    mrz_font: str
    shift: tuple[float, float]
    caption_cap: float
    caption_colour: Colour
    value_cap: float
    stretch: float
    ink: Colour
    grouping: str
    bsn_caption: str
    wander: float

    @staticmethod
    def drawn(rng: np.random.Generator, fonts: tuple[str, ...], mrz_font: str) -> Style:
        """A style by chance; ``fonts`` are the text fonts to choose from."""
        blue = int(rng.integers(150, 225))
        return Style(
            font=fonts[int(rng.integers(len(fonts)))],
            mrz_font=mrz_font,
            shift=(float(rng.uniform(-1.0, 1.0)), float(rng.uniform(-0.8, 0.8))),
            caption_cap=float(rng.uniform(0.82, 1.05)),
            caption_colour=(int(rng.integers(40, 80)), int(rng.integers(70, 110)), blue),
            value_cap=float(rng.uniform(1.75, 2.1)),
            stretch=float(rng.uniform(0.86, 1.0)),
            ink=(int(rng.integers(20, 60)),) * 3,
            grouping=("plain", "plain", "plain", "dots", "spaces")[int(rng.integers(5))],
            bsn_caption=_BSN_CAPTIONS[int(rng.integers(len(_BSN_CAPTIONS)))],
            wander=float(rng.uniform(0.0, 2.2)),
        )


@dataclass(slots=True)
class Sheet:
    """A document being laid out for a holder."""

    canvas: Canvas
    holder: Holder
    style: Style
    rng: np.random.Generator
    face: Pixels

    def ink(
        self,
        cap: float | None = None,
        colour: Colour | None = None,
        bold: bool = False,
        alpha: float = 1.0,
        tracking: float = 0.0,
    ) -> Ink:
        """Ink of the document's text font; ``cap`` in mm, the value size where not given."""
        style = self.style
        return Ink(
            style.font,
            cap or style.value_cap,
            colour or style.ink,
            weight=0.09 if bold else 0.0,
            stretch=style.stretch,
            alpha=alpha,
            tracking=tracking,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """A place of the layout, moved as this document's print is."""
        return x + self.style.shift[0], y + self.style.shift[1]

    def near(self, x: float, y: float, reach: float = 1.0) -> tuple[float, float]:
        """A place that differs from document to document by up to ``reach`` × 2.2 mm."""
        wander = self.style.wander * reach
        return self.at(x + self.rng.uniform(-wander, wander), y + self.rng.uniform(-wander, wander))

    def say(
        self,
        x: float,
        y: float,
        text: str,
        cap: float | None = None,
        colour: Colour | None = None,
        bold: bool = False,
        alpha: float = 1.0,
        room: float | None = None,
    ) -> None:
        """Print without meaning: titles, remarks; narrowed to ``room`` mm where given."""
        ink = self.ink(cap, colour, bold, alpha)
        self.canvas.text(*self.at(x, y), text, self._fitted(text, ink, room))

    def _fitted(self, text: str, ink: Ink, room: float | None) -> Ink:
        wide = self.canvas.width_mm(text, ink)
        return (
            ink if room is None or wide <= room else replace(ink, stretch=ink.stretch * room / wide)
        )

    def caption(self, x: float, y: float, text: str, room: float | None = None) -> None:
        """A small coloured caption with its baseline at (x, y) mm, not moved by the style."""
        ink = self.ink(self.style.caption_cap, self.style.caption_colour, bold=True)
        edge = self.canvas.size_mm[0] - x - 1.5
        self.canvas.text(x, y, text, self._fitted(text, ink, min(edge, room or edge)))

    def field(
        self,
        x: float,
        y: float,
        caption: str,
        value: str,
        kind: Kind,
        *,
        bold: bool = False,
        cap: float | None = None,
        room: float | None = None,
    ) -> None:
        """A caption with its baseline at (x, y) and the value below it.

        ``room``: both are narrowed to this many mm where they are longer.
        """
        px, py = self.at(x, y)
        self.caption(px, py, caption, room)
        gap = (cap or self.style.value_cap) + self.style.caption_cap * 0.4 + 0.75
        ink = self._fitted(value, self.ink(cap, bold=bold), room)
        self.canvas.text(px, py + gap, value, ink, kind)

    def bsn(
        self,
        x: float,
        y: float,
        *,
        caption: str | None = None,
        cap: float | None = None,
        bold: bool = False,
        turn: Turn = 0,
    ) -> None:
        """The citizen number under its caption; caption, grouping and place vary."""
        px, py = self.near(x, y)
        gap = (cap or self.style.value_cap) + self.style.caption_cap * 0.4 + 0.75
        value = grouped(self.holder.bsn, self.style.grouping)
        if turn:
            self.canvas.text(px, py, value, self.ink(cap, bold=bold), Kind.BSN, turn=turn)
            return
        self.caption(px, py, caption or self.style.bsn_caption)
        self.canvas.text(px, py + gap, value, self.ink(cap, bold=bold), Kind.BSN)

    def zone(
        self,
        x: float,
        y: float,
        zone: Zone,
        spacing: float,
        cap: float = 2.55,
        weight: float = 0.02,
    ) -> None:
        """The machine readable lines at 2.54 mm pitch, first baseline at (x, y) mm.

        Records every line and the parts that hold the citizen number.
        """
        ink = Ink(self.style.mrz_font, cap, self.style.ink, pitch=2.54, weight=weight)
        cells = []
        for at, line in enumerate(zone.lines):
            cells.append(self.canvas.text(*self.at(x, y + at * spacing), line, ink, Kind.MRZ))
        for at, start, end in zone.hidden:
            quads = cells[at][start:end]
            self.canvas.note(Kind.MRZ_BSN, around(quads), zone.lines[at][start:end], quads)

    def photo(
        self,
        x: float,
        y: float,
        width: float,
        look: Photo,
        ghost: bool = False,
        height: float | None = None,
    ) -> Quad:
        """A portrait ``width`` mm wide."""
        px, py = self.near(x, y, 0.4)
        wide = width * self.rng.uniform(0.94, 1.04)
        return portrait(
            self.canvas, px, py, wide, self.face, look, "ghost" if ghost else "main", height
        )

    def ghost_look(self, tile: bool = True) -> Photo:
        """A ghost by chance: faint or clear, grey or coloured."""
        return Photo(
            colour=bool(self.rng.random() < 0.25),
            alpha=self.rng.uniform(0.25, 0.9),
            tile=tile,
            fade=self.rng.uniform(0.04, 0.14),
            through=bool(self.rng.random() < 0.7),
        )


def long_date(date: Date) -> str:
    """10 MAA/MAR 1965, as on passports and cards."""
    return f"{date[2]:02d} {_MONTHS[date[1] - 1]} {date[0]}"


def dotted(date: Date) -> str:
    """10.03.1965, as on licences."""
    return f"{date[2]:02d}.{date[1]:02d}.{date[0]}"


def spaced(date: Date) -> str:
    """10 03 1965, as on residence permits."""
    return f"{date[2]:02d} {date[1]:02d} {date[0]}"


def issue_year(holder: Holder, first: int, last: int) -> int:
    """A year of issue within a model's years; the same on both sides of one person's card."""
    return first + (sum(holder.issued) + holder.height_cm) % (last - first + 1)


def issued(holder: Holder, year: int) -> Date:
    """The day of issue; in the years in which models changed one of the new model."""
    day = holder.issued
    return (year, *day) if day >= BEGAN.get(year, day) else (year, 12, day[1])


def expires(holder: Holder, year: int) -> Date:
    """Ten years after issue."""
    year, month, day = issued(holder, year)
    return year + 10, month, day


def sex(holder: Holder) -> str:
    return "V/F" if holder.sex == "F" else "M/M"


def height(holder: Holder) -> str:
    return f"{holder.height_cm // 100},{holder.height_cm % 100:02d} m"
