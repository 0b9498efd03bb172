"""Whose document a zone is: the issuer's code, which may be misread, and the holder's beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from redactor.documents.countries import known_issuers
from redactor.documents.mrz_grammar import FILLER, similar_code

if TYPE_CHECKING:
    from redactor.documents.mrz import Mrz

PASSPORT, HEAD = "P" + FILLER, 5
"""First signs of a passport's zone, and its cells up to the issuer's end (ICAO 9303-4 §4)."""

STATELESS = frozenset({"XXA", "XXB", "XXC", "XXX"})
"""Holders without a nationality, whose documents a country issues (ICAO 9303-3 §5, part D)."""


def may_be_issued_by(mrz: Mrz, code: str, described: frozenset[str]) -> bool:
    """Whether the issuer is the country, a misread of it, or no country at all."""
    known = (known_issuers() | described) - {code}
    if mrz.issuer == code:
        return True
    if issuer_unread(mrz):
        # the holder's country is the issuer's as a rule; but aliens have Dutch documents too
        return not (mrz.nationality in known - STATELESS and mrz.valid)
    twice = mrz.issuer == mrz.nationality and mrz.valid
    if similar_code(mrz.issuer, code):
        # A neighbour in spelling that stands twice in a zone without a fault was not misread.
        return not (mrz.issuer in known and twice)
    if mrz.issuer in known:
        return False
    # A foreign issuer, misread, is near to its holder's nationality as a rule; a code that is in
    # no list but stands twice in a zone without a fault was not misread.
    near = mrz.nationality in known and similar_code(mrz.issuer, mrz.nationality)
    return not near and not twice and not _elsewhere(mrz, code, known)


def issuer_unread(mrz: Mrz) -> bool:
    """Whether the place where a zone names its issuer was not read."""
    return _unread(mrz, "issuer") or head_hidden(mrz)


def head_hidden(mrz: Mrz) -> bool:
    """Whether a zone of two lines was read without its beginning: its first line is a name's, and
    where that begins nobody can count, unless it still shows the letter of its kind."""
    if len(mrz.lines) != 2 or not mrz.guessed or 0 not in mrz.guessed[1]:
        return False
    begins = mrz.lines[0].clear.startswith(PASSPORT)
    return not (begins and mrz.guessed[0].isdisjoint(range(HEAD)))


def _unread(mrz: Mrz, name: str) -> bool:
    """Whether most of a field was not read."""
    span = mrz.spans.get(name)
    if span is None or not mrz.guessed:
        return False
    cells = range(span.start, span.end)
    return 2 * sum(cell in mrz.guessed[span.line] for cell in cells) > len(cells)


def _elsewhere(mrz: Mrz, code: str, known: Iterable[str]) -> bool:
    """Whether both places of a country, each misread, vote for the same other one.

    Neither is near the country asked for, and one letter in each at most makes them the other's.
    """
    both = (mrz.issuer, mrz.nationality)
    if any(_unlike(place, code) < len(code) for place in both):
        return False
    return any(all(_unlike(place, other) <= 1 for place in both) for other in known)


def _unlike(place: str, code: str) -> int:
    """How many letters of a code were read as others."""
    padded = place.ljust(len(code), FILLER)
    return sum(a != b for a, b in zip(padded, code, strict=False)) + abs(len(padded) - len(code))
