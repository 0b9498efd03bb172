"""Which document is this, and of which country: signs from its texts, zone and size."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from redactor.documents.countries import (
    Country,
    foreign_keywords,
    known_issuers,
    load_countries,
)
from redactor.documents.dates import printed_dates
from redactor.documents.edits import edit_costs
from redactor.documents.models import Anchor, DocumentModel, load_models
from redactor.documents.mrz import Mrz, MrzFormat, bsn_spans, similar_code
from redactor.documents.mrz_grammar import FILLER

_ZONE_FITS = 1.2
_ZONE_MISFITS = -1.2
_OPTIONAL_FITS = 0.4
_OPTIONAL_MISFITS = -1.0
_ISSUED_THEN = 0.3
_SIZE_FITS = 0.2
_SIZE_MISFITS = -0.6
_HALF = 1.0
_SIZE_TOLERANCE = 0.12
_SIGNS, _BY_SIGNS = 2, 0.6
FIRST_YEAR = 2006
"""The oldest models described were issued from then on."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Signs:
    seen: frozenset[Anchor]
    mrz: Mrz | None
    size_mm: tuple[float, float] | None
    issued: datetime.date | None


def identify(
    texts: Sequence[str],
    mrz: Mrz | None = None,
    size_mm: tuple[float, float] | None = None,
    models: Sequence[DocumentModel] | None = None,
) -> list[tuple[DocumentModel, float]]:
    """Models that fit, best first, each with a score between 0 and 1; models denied are left out.

    ``texts``: OCR lines of the document.  ``size_mm``: (width, height) where measured.  Models
    whose layout did not change are told apart by the zone's optional data and the day of issue
    (read from the years on the document: expiry minus ten); where neither is known they score
    alike and the caller must take them as one.
    """
    models = load_models() if models is None else models
    lines, compact = tuple(texts), _compact(" ".join(texts))
    # Models of one document share most of their signs: each is looked for once.
    anchors = {anchor for model in models for anchor in model.anchors}
    seen = frozenset(anchor for anchor in anchors if _sees(anchor, lines, compact))
    signs = _Signs(seen, mrz, size_mm, _issue_date(texts, mrz))
    scored = [(model, _score(model, signs)) for model in models]
    return sorted(
        ((m, round(s / (s + _HALF), 3)) for m, s in scored if s > 0), key=lambda pair: -pair[1]
    )


def country_of(texts: Sequence[str], mrz: Mrz | None = None) -> tuple[str | None, float]:
    """(ICAO country code, confidence): of a described country, another one, or None for unknown.

    The zone's issuer counts most; one misread letter is forgiven for described countries.
    """
    compact = _compact(" ".join(texts))
    described = {country.code: country.keywords for country in load_countries()}
    by_words = {
        code: sum(_holds(compact, word) for word in words)
        for code, words in (*described.items(), *foreign_keywords().items())
    }
    best = max(by_words, key=lambda code: by_words[code])
    if mrz is not None and mrz.issuer:
        for code in described:
            if similar_code(mrz.issuer, code):
                return code, 0.95 if mrz.issuer == code else 0.8
        sure = _is_issuer(mrz) and sum(mrz.checks.values()) >= 2
        if sure and not any(by_words[code] for code in described):
            return mrz.issuer, 0.9
        if sure:
            return mrz.issuer, 0.6
    if by_words[best] == 0:
        return _by_signs(compact)
    rivals = sum(1 for hits in by_words.values() if hits == by_words[best])
    return best, min(0.9, 0.5 + 0.2 * by_words[best]) / rivals


def _by_signs(compact: str) -> tuple[str | None, float]:
    """A country by captions of a page without a title, of which one alone tells nothing."""
    told = [
        country.code
        for country in load_countries()
        if sum(_holds(compact, sign) for sign in country.signs) >= _SIGNS
    ]
    return (told[0], _BY_SIGNS) if len(told) == 1 else (None, 0.0)


def _is_issuer(mrz: Mrz) -> bool:
    """Whether a zone names an issuer there is, or one twice without a fault.

    Half a code under a reflection is nobody's, and must not make a document another country's.
    """
    return mrz.issuer in known_issuers() or (mrz.issuer == mrz.nationality and mrz.valid)


def _score(model: DocumentModel, signs: _Signs) -> float:
    words = sum(anchor.weight for anchor in model.anchors if anchor in signs.seen)
    total = words + _zone_score(model, signs.mrz)
    if words <= 0 and (signs.mrz is None or model.mrz is None):
        return 0.0
    if signs.size_mm is not None:
        fits = all(
            abs(a - b) <= _SIZE_TOLERANCE * b
            for a, b in zip(signs.size_mm, model.size_mm, strict=True)
        )
        total += _SIZE_FITS if fits else _SIZE_MISFITS
    if signs.issued is not None and model.issued[0] <= signs.issued <= model.issued[1]:
        total += _ISSUED_THEN
    return total


def _zone_score(model: DocumentModel, mrz: Mrz | None) -> float:
    if mrz is None:
        return 0.0
    if model.mrz is not mrz.format:
        return _ZONE_MISFITS
    head = mrz.lines[0].clear
    fits = re.match(model.mrz_prefix, head) is not None
    if not fits and not similar_code(head[2:5], model.country):
        return _ZONE_MISFITS
    total = _ZONE_FITS if fits else _ZONE_FITS / 3
    if mrz.format is not MrzFormat.LICENCE and model.bsn_in_mrz != "maybe":
        agrees = (model.bsn_in_mrz == "always") == bool(bsn_spans(mrz, _countries(model.country)))
        total += _OPTIONAL_FITS if agrees else _OPTIONAL_MISFITS
    return total


def _countries(code: str) -> tuple[Country, ...]:
    return tuple(country for country in load_countries() if country.code == code)


def _sees(anchor: Anchor, lines: tuple[str, ...], compact: str) -> bool:
    if anchor.regex:
        return any(re.search(anchor.regex, line) for line in lines)
    if len(anchor.text) <= 4:
        return any(re.search(rf"\b{re.escape(anchor.text)}\b", line) for line in lines)
    return _holds(compact, anchor.text)


def _holds(compact: str, phrase: str) -> bool:
    """Whether a phrase stands in the compact text, one letter in eight misread.

    Letters may be lost and won as well: an engine takes IJ for a U.
    """
    wanted, pieces = _wanted(phrase)
    if wanted in compact:
        return True
    errors = len(pieces) - 1
    for offset, part in pieces:
        at = compact.find(part)
        while at >= 0:
            start = at - offset
            window = compact[max(0, start - errors) : start + len(wanted) + errors]
            if min(edit_costs(window, wanted)) <= errors:
                return True
            at = compact.find(part, at + 1)
    return False


@cache
def _wanted(phrase: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A phrase of the vocabulary, compact, and the pieces of which one must stand unharmed."""
    wanted = _compact(phrase)
    errors = len(wanted) // 8
    size = len(wanted) // (errors + 1)
    return wanted, tuple(
        (piece * size, wanted[piece * size : (piece + 1) * size]) for piece in range(errors + 1)
    )


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(char for char in plain if char.isalnum())


def _issue_date(texts: Sequence[str], mrz: Mrz | None) -> datetime.date | None:
    """The day of issue: ten years before the zone's expiry, or the printed one ten before another.

    Only ten-year documents can be told so; a year alone stands for its middle.
    """
    if mrz is not None and mrz.checks.get("expiry") and FILLER not in mrz.expiry:
        digits = mrz.expiry.clear
        try:
            return datetime.date(1990 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
        except ValueError:
            return None
    days = printed_dates(texts)
    begun = [day for day in days if any(_ten_years(day, later) for later in days)]
    if begun and max(begun).year >= FIRST_YEAR:
        return max(begun)
    years = {int(year) for line in texts for year in _YEAR.findall(line)}
    issue = [year for year in years if year + 10 in years and year >= FIRST_YEAR]
    return datetime.date(max(issue), 7, 1) if issue else None


def _ten_years(day: datetime.date, later: datetime.date) -> bool:
    """Whether a document of one day expires on the other."""
    return (day.year + 10, day.month, day.day) == (later.year, later.month, later.day)
