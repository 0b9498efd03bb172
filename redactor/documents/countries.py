"""Countries: how their documents are told and in which cells of a zone their number may stand.

A country is a file with ``[country]`` and ``[policy]`` in ``resources/documents``.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redactor import resources
from redactor.documents.mrz_grammar import MrzFormat, Span
from redactor.errors import EngineError

_NOT_MODELS = frozenset({"labels.toml", "countries.toml", "issuers.toml", "icao.toml"})
_VALIDATOR = re.compile(r"(?:[a-z]{2}\.[a-z_]+)?")


@dataclass(frozen=True, slots=True)
class NumberCells:
    """Where a zone of one format may hold a country's number.

    ``cells``: hidden where anything stands in them.  ``loose``: hidden where as many digits stand
    in them as the number has, or one fewer.  ``checks``: hidden with any of those, for check
    digits over the number give it away.  ``unless_type``: first letters of document types that
    hold no number.
    """

    cells: tuple[Span, ...]
    loose: tuple[Span, ...] = ()
    checks: tuple[Span, ...] = ()
    unless_type: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country whose documents are described: how to tell them, where its number may stand.

    ``captions``: what stands beside the number on its own documents and on no other country's.
    ``signs``: captions of which two together stand on its documents alone.
    ``validator``: the number's module in python-stdnum ("nl.bsn"), empty where it has none.
    ``empty_from``: documents that expire on this day (YYMMDD) or later were issued without the
    number in their zone; empty where that is not known.
    """

    code: str
    title: Mapping[str, str]
    keywords: tuple[str, ...]
    captions: frozenset[str]
    signs: tuple[str, ...]
    validator: str
    digits: int
    zones: Mapping[MrzFormat, NumberCells]
    empty_from: str
    in_code: bool
    sources: tuple[str, ...]

    @property
    def mrz_cells(self) -> Mapping[MrzFormat, tuple[Span, ...]]:
        """The cells of each format that are hidden where they hold anything."""
        return {fmt: merged((*zone.cells, *zone.checks)) for fmt, zone in self.zones.items()}

    def accepts(self, number: str) -> bool:
        """Whether the number has as many digits as it should, and its check digits fit."""
        if len(number) != self.digits or not (number.isascii() and number.isdigit()):
            return False
        if not self.validator:
            return True
        from stdnum.util import get_cc_module

        module = get_cc_module(*self.validator.split("."))
        return module is None or bool(module.is_valid(number))


@cache
def load_countries() -> tuple[Country, ...]:
    """Every country with a policy. Raises EngineError where a file is missing or does not fit."""
    return countries_from(*document_files())


def countries_from(*files: Path) -> tuple[Country, ...]:
    """The countries of some files; those without one are passed over."""
    found: list[Country] = []
    for file in files:
        table = read_table(file)
        if "country" not in table:
            continue
        try:
            found.append(_country(table))
        except (KeyError, ValueError, TypeError) as error:
            raise EngineError(
                f"The country in “{file.name}” does not fit its format: "
                "please install Redactor again.",
                resource=file.name,
            ) from error
    return tuple(found)


@cache
def numbered() -> frozenset[str]:
    """Codes of the countries whose documents may show a number to hide: those with a policy."""
    return frozenset(country.code for country in load_countries())


def may_show_number(code: str | None) -> bool:
    """Whether a document of this country, or of an unknown one, may show a number to hide."""
    return code is None or code in numbered()


def common_country(codes: Iterable[str | None]) -> str | None:
    """The country that counts for several documents: one whose number is to be hidden first.

    None where no such one is among them and one document's country is not known.
    """
    known = list(codes)
    own = [code for code in known if code in numbered()]
    return own[0] if own else None if None in known or not known else known[0]


@cache
def foreign_keywords() -> Mapping[str, tuple[str, ...]]:
    """Phrases that tell other countries' documents, by ICAO code."""
    table = read_table(resources.path("documents", "countries.toml"))
    return {code: tuple(phrases) for code, phrases in table.items()}


@cache
def known_issuers() -> frozenset[str]:
    """Codes of issuers other than the Netherlands. Raises EngineError where the file is missing."""
    return frozenset(read_table(resources.path("documents", "issuers.toml"))["codes"].split())


def document_files() -> tuple[Path, ...]:
    """The files that hold countries and document models, by name."""
    found = sorted(resources.path("documents").glob("*.toml"))
    return tuple(file for file in found if file.name not in _NOT_MODELS)


def read_table(file: Path) -> dict[str, Any]:
    """A TOML file. Raises EngineError where it is damaged."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EngineError(
            f"The program's own file “{file.name}” is damaged: please install Redactor again.",
            resource=file.name,
        ) from error


def format_of(title: str) -> MrzFormat:
    """The format of a title ("TD1"). Raises ValueError for another word."""
    for fmt in MrzFormat:
        if fmt.title == title:
            return fmt
    raise ValueError(title)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same cells in reading order, adjoining and overlapping spans as one."""
    found: list[Span] = []
    for span in sorted(spans):
        last = found[-1] if found else None
        if last is not None and last.line == span.line and span.start <= last.end:
            found[-1] = Span(last.line, last.start, max(last.end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _country(table: Mapping[str, Any]) -> Country:
    country, policy = table["country"], table["policy"]
    if not _VALIDATOR.fullmatch(policy["validator"]):
        raise ValueError("validator")
    empty: datetime.date | None = policy.get("empty-from-expiry")
    zones = {(fmt := format_of(zone["format"])): _cells(zone, fmt) for zone in policy["mrz"]}
    return Country(
        code=country["code"],
        title=country["title"],
        keywords=tuple(country["keywords"]),
        captions=frozenset(caption.casefold() for caption in country.get("captions", ())),
        signs=tuple(country.get("signs", ())),
        validator=policy["validator"],
        digits=int(policy["digits"]),
        zones=zones,
        empty_from="" if empty is None else f"{empty:%y%m%d}",
        in_code=bool(policy["in-code"]),
        sources=tuple(policy["sources"]),
    )


def _cells(zone: Mapping[str, Any], fmt: MrzFormat) -> NumberCells:
    def spans(key: str) -> tuple[Span, ...]:
        found = tuple(Span(*cell) for cell in zone.get(key, ()))
        if not all(s.line < fmt.rows and 0 <= s.start < s.end <= fmt.columns for s in found):
            raise ValueError(key)
        return found

    return NumberCells(spans("cells"), spans("loose"), spans("checks"), zone.get("unless-type", ""))
