"""The documents that can be drawn, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from redactor.samples import cards, licences, passports
from redactor.samples.sheet import ID1, ID2, ID3, Sheet


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's size in mm and the function that draws it."""

    size_mm: tuple[float, float]
    draw: Callable[[Sheet], None]


LAYOUTS: dict[str, Layout] = {
    "nl-id-2014-front": Layout(ID1, cards.id_2014_front),
    "nl-id-2014-back": Layout(ID1, cards.id_2014_back),
    "nl-passport-2014": Layout(ID3, passports.page_2014),
    "nl-licence-2014-front": Layout(ID1, licences.front_2014),
    "nl-licence-2014-back": Layout(ID1, licences.back_2014),
    "nl-id-2021-front": Layout(ID1, cards.id_2021_front),
    "nl-id-2021-back": Layout(ID1, cards.id_2021_back),
    "nl-passport-2021": Layout(ID3, passports.page_2021),
    "nl-passport-2021-back": Layout(ID3, passports.back_2021),
    "nl-passport-2011": Layout(ID3, passports.page_2011),
    "nl-permit-2020-front": Layout(ID1, cards.permit_front),
    "nl-permit-2020-back": Layout(ID1, cards.permit_back),
    "nl-passport-2014-back": Layout(ID3, passports.back_2014),
    "nl-id-2011-front": Layout(ID1, cards.id_2011_front),
    "nl-id-2011-back": Layout(ID1, cards.id_2011_back),
    "nl-licence-2006-back": Layout(ID1, licences.back_2006),
    "uto-passport": Layout(ID3, passports.utopia),
    "uto-id": Layout(ID2, cards.utopia),
}
