"""Which of a page's documents count: blocks of other print and the desk around a card do not."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.model import Finding, Kind, Located
from redactor.read.known import is_nobodys
from redactor.read.nouns import Seen
from redactor.read.signs import is_named

IDENTITY = frozenset({Kind.BSN, Kind.MRZ, Kind.MRZ_BSN, Kind.PORTRAIT, Kind.CODE})
"""Kinds that make a block of text on a page an identity document."""
PART = 0.95
"""Share of a document within another from which it is that one's part."""


def matters(index: int, seen: Seen, findings: Sequence[Finding]) -> bool:
    """Whether a document is one: blocks of other print on a desk are not.

    Nine digits that nothing but their form speaks for make no letter a document; nor is a part of
    a larger one, a code or a photo with an outline of its own, on which nothing is found.
    """
    if _part_of_another(index, seen) and not any(f.document == index for f in findings):
        return False
    if _is_desk(index, seen, findings):
        return False
    if seen.documents[index].located is not Located.TEXT or seen.known[index].country is not None:
        return True
    return index in _identified(findings)


def without_papers(
    places: Sequence[int], letters: frozenset[int], findings: Sequence[Finding]
) -> list[int]:
    """Documents less the letters beside them on which nothing was found, with edges or without."""
    told = {f.document for f in findings}
    if all(i in letters for i in places):
        return list(places)
    return [i for i in places if i not in letters or i in told]


def _identified(findings: Sequence[Finding]) -> frozenset[int | None]:
    """Documents with what makes a block of text an identity document."""
    return frozenset(
        f.document
        for f in findings
        if f.kind in IDENTITY and (f.kind is not Kind.BSN or is_named(f))
    )


def _is_desk(index: int, seen: Seen, findings: Sequence[Finding]) -> bool:
    """Whether a picture without findings is what lies around the document that was found in it.

    Print that names a country or a holder may be another document's.
    """
    own, known = seen.documents[index], seen.known[index]
    if own.located is not Located.PAGE or any(f.document == index for f in findings):
        return False
    if not is_nobodys(known):
        return False
    return any(
        i != index and i is not None and own.quad.overlap(seen.documents[i].quad) > PART
        for i in _identified(findings)
    )


def _part_of_another(index: int, seen: Seen) -> bool:
    """Whether a document lies wholly in one that is larger and was read."""
    own = seen.documents[index].quad
    return any(
        other.quad.area > 2 * own.area and other.quad.overlap(own) > PART and known.texts
        for other, known in zip(seen.documents, seen.known, strict=True)
    )
