"""What is known of a document without its pixels: its country, its model, its zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.documents import identify
from redactor.documents.models import DocumentModel
from redactor.documents.mrz import MrzFormat, looks_like_mrz
from redactor.model import Document, Doubt
from redactor.read.scene import Line, Zone

LEAST = 0.5
"""Least score of a model that is named."""
NEAR = 0.08
"""Models this near to the best one are taken as possible too."""


@dataclass(frozen=True, slots=True)
class Known:
    """One document's country where anything tells it, zones and lines of text."""

    country: str | None
    zones: tuple[Zone, ...]
    texts: tuple[Line, ...]


def candidates(
    known: Known, document: Document, pictured: bool
) -> Sequence[tuple[DocumentModel, float]]:
    """Models that fit, best first.

    ``pictured``: whether a portrait was found on the document.  A passport's data page carries
    one; a page without portrait and zone that names the kingdom is another page of the booklet.
    """
    mrz = known.zones[0].mrz if known.zones else None
    found = identify([line.text for line in known.texts], mrz, document.size_mm)
    if pictured or mrz is not None:
        return found
    return [(model, score) for model, score in found if model.mrz is not MrzFormat.TD3]


def model_of(known: Known, document: Document, pictured: bool) -> str | None:
    """The model's identifier where one stands out; None where none does."""
    found = candidates(known, document, pictured)
    if not found or found[0][1] < LEAST:
        return None
    clear = len(found) == 1 or found[0][1] - found[1][1] > 0.01
    return found[0][0].id if clear else None


def country_by_model(known: Known, document: Document) -> str | None:
    """The country all likely models are of, where the words name none."""
    found = candidates(known, document, pictured=True)
    best = found[0][1] if found else 0.0
    countries = {model.country for model, score in found if score >= max(LEAST, best - NEAR)}
    return countries.pop() if len(countries) == 1 else None


def zone_doubts(
    known: Known, document: Document, country: str | None, pictured: bool
) -> tuple[Doubt, ...]:
    """A zone that should be there and was not read may hold the number in the open."""
    if country not in (None, "NLD"):
        return ()
    if any(
        looks_like_mrz(line.text) >= 0.5 and not any(line in zone.lines for zone in known.zones)
        for line in known.texts
    ):
        return (Doubt("zone-not-read", "", document.quad),)
    if known.zones:
        return ()
    found = candidates(known, document, pictured)
    best = found[0][1] if found else 0.0
    possible = [model for model, score in found if score >= max(LEAST, best - NEAR)]
    if any(model.mrz is not None and model.bsn_in_mrz != "never" for model in possible):
        return (Doubt("zone-not-read", "", document.quad),)
    return ()
