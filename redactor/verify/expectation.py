"""What a finished copy must and must not show."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.documents import may_show_number
from redactor.model import Kind, Quad, Secret
from redactor.verify.unmarked import Unmarked

USUAL = frozenset({Kind.BSN, Kind.MRZ_BSN, Kind.PORTRAIT, Kind.CODE})
"""What the default profile hides; a test holds the two together."""


@dataclass(frozen=True, slots=True)
class SheetExpectation:
    """One page or picture of the finished copy, all quads in its own px.

    ``covers``: must be solid ``fill``.  ``legible``: lines that read well before and are not
    covered: they must still read.  ``abroad``: where documents lie that are known to be of
    countries that print no citizen number.  ``unmarked``: what it showed before the watermark.
    """

    covers: tuple[Quad, ...] = ()
    fill: tuple[int, int, int] = (0, 0, 0)
    legible: tuple[tuple[Quad, Secret], ...] = ()
    abroad: tuple[Quad, ...] = ()
    unmarked: tuple[Unmarked, ...] = ()

    def is_abroad(self, place: Quad | None) -> bool:
        """Whether a place lies on a document of a country that prints no citizen number."""
        return place is not None and any(area.contains(place.centre) for area in self.abroad)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is known of a copy.

    ``numbers``: citizen numbers known from the source; no run of four or more of their digits may
    be there.  ``hide``: the kinds the profile hides.  ``country``: issuer of the documents (ICAO
    code), None where unknown.  ``watermark``: its words are no evidence of anything.
    """

    sheets: tuple[SheetExpectation, ...]
    numbers: frozenset[Secret]
    hide: frozenset[Kind]
    country: str | None
    watermark: str | None

    @staticmethod
    def of_unknown(pages: int = 1) -> Expectation:
        """Nothing known but the number of pages: for a finished file from anywhere."""
        return Expectation((SheetExpectation(),) * pages, frozenset(), USUAL, None, None)

    @property
    def may_be_numbered(self) -> bool:
        """Whether an unknown nine-digit number could be a citizen number."""
        return may_show_number(self.country)
