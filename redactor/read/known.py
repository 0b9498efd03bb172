"""What is known of a document without its pixels: its country, its model, its zones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from redactor.documents import identify, match_label, may_show_number
from redactor.documents.bsn import digits
from redactor.documents.models import DocumentModel, FieldModel
from redactor.documents.mrz import MrzFormat, bsn_spans, looks_like_mrz
from redactor.model import Document, Doubt, Kind, Located
from redactor.read.scene import Line, Zone

LEAST = 0.5
"""Least score of a model that is named."""
WIDEST_PAGE = 2.2
"""Proportions from which a picture is a strip cut from a page, without the page's portrait."""
FRONTS = frozenset({MrzFormat.TD2, MrzFormat.FR_ID})
"""Zones of cards that have it on the side with the portrait."""
SQUARE, ZONE_WIDE = 1.2, 0.6
"""Proportions up to which an outline holds more than the one side of a card with its zone, and part
of its width that the zone then takes: on a sheet it takes less."""
READ = 0.6
"""Least score of a line taken for an unread part of a zone; below it the reader saw ornament."""
NEAR = 0.08
"""Models this near to the best one are taken as possible too."""


@dataclass(frozen=True, slots=True)
class Known:
    """One document's country where anything tells it, zones and lines of text.

    ``business``: how many lines name numbers of invoices, customers or companies.
    """

    country: str | None
    zones: tuple[Zone, ...]
    texts: tuple[Line, ...]
    business: int = 0

    @property
    def fields(self) -> tuple[Line, ...]:
        """The lines that are none of a zone."""
        return tuple(text for text in self.texts if not any(text in z.lines for z in self.zones))

    @property
    def bare(self) -> tuple[Line, ...]:
        """Lines of zones that tell of no cells with a number: another country's, or garbled."""
        zones = [zone for zone in self.zones if not bsn_spans(zone.mrz)]
        return tuple(line for zone in zones for line in zone.lines)


LOOSELY = 0.3
"""Mark from which a line may be a zone's, garbled."""
BELIEVED = 0.5
"""Confidence of a zone that was read; lines mended into another format's have less."""
LIKE_A_ZONE, FEW_DIGITS = 0.5, 4
"""Mark of a line that is like a zone's, and digits that one shows beside a zone that was read."""
LICENCE = 10
"""Digits of a licence's number (RDW model 2014; dutch_documents §1a)."""
GOOD, GOOD_LINES = 0.8, 3
"""Least score of a line that was read, and fewest of them on a document that was read at all."""
CRISP = 0.9
"""Least score of a line that proves what stands at its place."""
OTHER_TEXT = 2
"""Lines of other text in a zone's or portrait's place from which the model is denied."""
OFF = 0.1
"""Most that a document's proportions may differ from the model's for places to be compared."""

HOLDER = frozenset({Kind.SURNAME, Kind.GIVEN_NAMES, Kind.BIRTH_DATE})
"""What says in print who somebody is."""
LEGEND = 3
"""Kinds of fields that a line names from which it is a legend."""
NUMBERED = re.compile(r"(?<!\d)\d[a-d]?\.\s*(?=[^\W\d])")
"""A field's number before its name; two of them in a line are a legend's, however it is wrapped."""

Ranking = Sequence[tuple[DocumentModel, float]]
"""Models that fit with their scores, best first."""


def ranking(known: Known, document: Document, pictured: bool) -> Ranking:
    """Models that fit a document.

    ``pictured``: whether a portrait was found on the document.  A passport's data page carries
    one; a page without portrait and zone that names the kingdom is another page of the booklet.
    """
    mrz = known.zones[0].mrz if known.zones else None
    found = [
        (model, score)
        for model, score in identify([line.text for line in known.texts], mrz, document.size_mm)
        if _could_be(document, model)
    ]
    if mrz is None:
        found = [(m, s) for m, s in found if not _zone_place_taken(known, document, m)]
    if not pictured:
        found = [(m, s) for m, s in found if not _portrait_place_taken(known, document, m)]
    if pictured or mrz is not None:
        return found
    return [(model, score) for model, score in found if model.mrz is not MrzFormat.TD3]


def _zone_place_taken(known: Known, document: Document, model: DocumentModel) -> bool:
    """Whether other text reads well where the model has its zone: it is another document."""
    return _others(known, document, model, model.places(Kind.MRZ)) >= OTHER_TEXT


def _portrait_place_taken(known: Known, document: Document, model: DocumentModel) -> bool:
    """Whether text reads well where the model has its main portrait."""
    return _others(known, document, model, model.places(Kind.PORTRAIT)[:1]) >= OTHER_TEXT


def _others(
    known: Known, document: Document, model: DocumentModel, places: Sequence[FieldModel]
) -> int:
    """How many lines that are no zone's read well in the model's places."""
    ratio = document.quad.width / max(document.quad.height, 1e-6)
    off = abs(ratio / (model.size_mm[0] / model.size_mm[1]) - 1)
    if not places or off > OFF or document.located is Located.TEXT:
        return 0
    across, down = document.view[0] / model.size_mm[0], document.view[1] / model.size_mm[1]
    left, top = (min(place.box[axis] for place in places) for axis in (0, 1))
    right, bottom = (
        max(place.box[axis] + place.box[axis + 2] for place in places) for axis in (0, 1)
    )
    return sum(
        line.score >= CRISP
        and line.signs >= 2
        and looks_like_mrz(line.text) < LOOSELY
        and left * across < (line.box[0] + line.box[2]) / 2 < right * across
        and top * down < (line.box[1] + line.box[3]) / 2 < bottom * down
        for line in known.texts
    )


def _could_be(document: Document, model: DocumentModel) -> bool:
    """Whether a document is no mere strip of the model: a part shows only a part of its fields."""
    ratio = document.quad.width / max(document.quad.height, 1e-6)
    return ratio < 1.6 * model.size_mm[0] / model.size_mm[1]


def likely(ranked: Ranking) -> tuple[DocumentModel, ...]:
    """Models that fit about equally well, best first; none where even the best is unsure."""
    best = ranked[0][1] if ranked else 0.0
    return tuple(model for model, score in ranked if score >= max(LEAST, best - NEAR))


def model_of(ranked: Ranking) -> str | None:
    """The model's identifier where one stands out; None where none does."""
    if not ranked or ranked[0][1] < LEAST:
        return None
    clear = len(ranked) == 1 or ranked[0][1] - ranked[1][1] > 0.01
    return ranked[0][0].id if clear else None


def _may_be_a_zones(line: Line, known: Known) -> bool:
    """Whether a line may be a zone's that was not read with it.

    Capitals without a filler or digits are a title; what else a zone's line may be holds no number.
    """
    if looks_like_mrz(line.text) < LIKE_A_ZONE or line.score < READ:
        return False
    if any(line in zone.lines for zone in known.zones if _is_believed(zone, known)):
        return False
    if "<" not in line.text and sum(map(str.isdigit, line.text)) < FEW_DIGITS:
        return False
    return not any(hit.kind is Kind.BSN for hit in match_label(line.text))


def _is_believed(zone: Zone, known: Known) -> bool:
    """Whether a zone was read, or is a licence's, which holds no number, by what is printed beside.

    One check digit goes over all of that zone, random signs with an O or a zero among them.
    """
    if zone.mrz.confidence >= BELIEVED:
        return True
    number = zone.mrz.document_number.clear
    whole = zone.mrz.format is MrzFormat.LICENCE and len(number) == LICENCE and number.isdecimal()
    return whole and any(number in digits(line.text) for line in known.fields)


def without_codes(ranked: Ranking) -> Ranking:
    """The models that carry no number in a code, where there are any."""
    return [(model, score) for model, score in ranked if not model.bsn_in_code] or ranked


def with_codes(ranked: Ranking) -> Ranking:
    """The models that carry a code."""
    return [(model, score) for model, score in ranked if model.expects_code]


def _shows_portrait(known: Known, document: Document) -> bool:
    """Whether a document with a zone carries a portrait, too.

    A passport's data page does (ICAO 9303-4 §4), a card of size TD2 that names its holder in print
    (its zone is on the front, ICAO 9303-6), and a card's front that lies in one outline with the
    back (a card's zone is on its back, ICAO 9303-5).
    """
    ratio = document.quad.width / max(document.quad.height, 1e-6)
    formats = {zone.mrz.format for zone in known.zones}
    wide = max((line.page.width for zone in known.zones for line in zone.lines), default=0.0)
    both = (
        MrzFormat.TD1 in formats
        and document.located is Located.OUTLINE
        and ratio < SQUARE
        and wide > ZONE_WIDE * document.quad.width
    )
    front = bool(formats & FRONTS) and names_holder(known)
    return both or front or (MrzFormat.TD3 in formats and ratio < WIDEST_PAGE)


def names_holder(known: Known) -> bool:
    """Whether a document has captions of two of its holder's names and day of birth in print.

    The side that has shows the holder (ICAO 9303-4 §4, 9303-5 §4); a card's back and a passport's
    second page have none, and a licence's back a legend of all captions, numbered, in a line or
    two, often along its edge (directive 2006/126/EC, annex I).
    """
    level = [line.text for line in known.texts if not line.rises]
    single = [text for text in level if len(NUMBERED.findall(text)) < 2]
    captions = [{hit.kind for hit in match_label(text)} for text in single]
    return len(set().union(*(kinds for kinds in captions if len(kinds) < LEGEND)) & HOLDER) >= 2


def is_nobodys(known: Known) -> bool:
    """Whether nothing tells of a document: print names no country and no holder, and is no zone."""
    return known.country is None and not known.zones and not names_holder(known)


def expected_doubts(
    known: Known, document: Document, country: str | None, ranked: Ranking, pictured: bool
) -> tuple[Doubt, ...]:
    """What a document of this kind shows and nobody saw.

    A document of unknown country on which hardly a line could be read may show anything.
    A zone that should be there and was not read may hold the number in the open.
    """
    doubts: list[Doubt] = []
    if known.country is None and not known.zones and document.located is not Located.TEXT:
        good = sum(line.score >= GOOD and line.signs >= 3 for line in known.texts)
        if good < GOOD_LINES:
            doubts.append(Doubt("text-not-read", "", document.quad))
    if not pictured and _shows_portrait(known, document):
        doubts.append(Doubt("portrait-not-found", "", document.quad))
    if not may_show_number(country):
        return tuple(doubts)
    unread = any(_may_be_a_zones(line, known) for line in known.texts)
    expected = not known.zones and any(
        model.mrz is not None and model.bsn_in_mrz != "never" for model in likely(ranked)
    )
    if unread or expected:
        doubts.append(Doubt("zone-not-read", "", document.quad))
    return tuple(doubts)
