"""Where ICAO 9303 puts things on a page of any country, from resources/documents/icao.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from redactor import resources
from redactor.documents.countries import format_of, read_table
from redactor.documents.mrz_grammar import MrzFormat
from redactor.errors import EngineError

Box = tuple[float, float, float, float]
"""(left, top, width, height) in mm from the top-left of the upright page."""
FILE = "icao.toml"


@dataclass(frozen=True, slots=True)
class StandardPage:
    """A page with a zone of one format: its size (width, height) in mm, zone and main portrait."""

    size_mm: tuple[float, float]
    zone: Box
    portrait: Box


@cache
def standard_pages() -> Mapping[MrzFormat, StandardPage]:
    """The pages the standard describes, by their zone's format.

    Raises EngineError where the file is missing or does not fit.
    """
    table = read_table(resources.path("documents") / FILE)
    try:
        return {format_of(page["mrz"]): _page(page) for page in table["page"]}
    except (KeyError, ValueError, TypeError) as error:
        raise EngineError(
            f"“{FILE}” does not fit its format: please install Redactor again.", resource=FILE
        ) from error


def _page(table: Mapping[str, Any]) -> StandardPage:
    width, height = table["size-mm"]
    return StandardPage((float(width), float(height)), _box(table["zone"]), _box(table["portrait"]))


def _box(values: list[float]) -> Box:
    left, top, width, height = (float(value) for value in values)
    return left, top, width, height
