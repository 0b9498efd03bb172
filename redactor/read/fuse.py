"""Weighs what the readers saw together: which candidates for the citizen number count, and why.

The checksum is confidence, never the only sign and never a requirement: one random number in
eleven passes it, and official specimens carry numbers that fail it (dutch_documents §2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redactor.documents import load_countries, may_show_number, numbered
from redactor.model import Doubt, Finding, Kind, Reason
from redactor.read.notches import PART
from redactor.read.signs import CLEAR_FACE

COUNTS = 0.4
"""Least confidence of a citizen number that is acted on."""
CUT_ROW = 0.45
"""Confidence of digits that the picture's rim cuts: hidden, and a person is asked."""
BACKS = frozenset({"height-below", "licence-table"})
"""Reasons that a side without a title is one with a citizen number: a passport's, a licence's."""
LEAN = 0.2
"""By how much less two quads may share than their bounds."""
SAME_DIGITS = 7
"""How many of nine digits in place make a badly read number the known one."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the file says about a document.

    ``country``: an ICAO code, or None where nothing tells.  ``known``: citizen numbers
    known from a strong sign anywhere in the file.  ``other_numbers``: numbers that are something
    else (document and licence numbers).  ``business``: a letter or an invoice.  ``pictured``: it
    shows a portrait.
    """

    country: str | None
    known: frozenset[str]
    other_numbers: frozenset[str]
    business: bool = False
    pictured: bool = False


def strong_numbers(findings: Iterable[Finding]) -> frozenset[str]:
    """Citizen numbers that a label, a zone or a code names."""
    strong = {"label", "mrz-optional-data", "licence-pair"}
    return frozenset(
        f.value.clear
        for f in findings
        if f.value is not None
        and f.kind in (Kind.BSN, Kind.MRZ_BSN)
        and len(f.value) == 9
        and strong & {reason.code for reason in f.why}
    )


def named_country(findings: Iterable[Finding]) -> str | None:
    """The country whose citizen number stands beside its caption on a document.

    A copy may leave a card's title unread; with its number named, it is that country's card.
    """
    numbers = {
        f.value.clear
        for f in findings
        if f.kind is Kind.BSN
        and f.value is not None
        and {"label", "nine-digits", "checksum"} <= {reason.code for reason in f.why}
    }
    codes = {c.code for c in load_countries() if any(c.accepts(number) for number in numbers)}
    return codes.pop() if len(codes) == 1 else None


def weigh(finding: Finding, context: Context) -> Finding:
    """A citizen number candidate with the page's signs added and its confidence set."""
    if finding.kind is not Kind.BSN:
        return finding
    codes = {reason.code for reason in finding.why}
    value = finding.value.clear if finding.value is not None else ""
    why, sure = list(finding.why), finding.confidence
    if value and any(_same(value, number) for number in context.known):
        why.append(Reason("same-number"))
        return replace(finding, why=tuple(why), confidence=max(sure, 0.97))
    foreign = not may_show_number(context.country) and not _is_named(finding)
    other = "other-number" in codes or (value and value in context.other_numbers)
    if foreign or (other and "label" not in codes):
        return replace(finding, confidence=0.05)
    if "label" in codes:
        return finding
    if "cut-off" in codes and not value and codes <= {"cut-off", *BACKS}:
        # a number's end without its beginning, or that alone; of a back nothing tells the country
        back = context.country is None and not context.business and codes & BACKS
        unknown = (context.country in numbered() or back) and not context.known
        return replace(finding, confidence=CUT_ROW if unknown else 0.05)
    if "licence-pair" in codes:
        return replace(finding, confidence=0.95)
    firm = "nine-digits" in codes
    passes = "checksum" in codes
    if context.country in numbered():
        why.append(Reason("dutch-document"))
        sure = (0.9 if passes else 0.7) if firm else (0.55 if passes else 0.3)
        if "look-alikes" in codes and not passes:
            sure = min(sure, 0.3)
    else:
        likely = firm and passes and not context.business
        # a card cut in half shows half a number, and what says whose card it is lies beyond
        cut = firm and "cut-off" in codes and context.pictured
        # the side of a document may lie beside a letter, taken for one page with it
        back = firm and passes and codes & BACKS
        sure = 0.45 if (likely or cut or back) and "look-alikes" not in codes else 0.15
        if likely and codes & {"own-form", *BACKS}:
            sure = 0.9
    return replace(finding, why=tuple(why), confidence=sure)


def _is_named(finding: Finding) -> bool:
    """Whether a whole number that passes its test stands beside a caption of its country's own.

    On a page of several documents the zone may be another one's.
    """
    whole = {"nine-digits", "checksum"} <= {reason.code for reason in finding.why}
    captions = {reason.detail.casefold() for reason in finding.why if reason.code == "label"}
    return whole and any(captions & country.captions for country in load_countries())


def _same(one: str, other: str) -> bool:
    """Whether two nine-digit readings are one number, a misread digit or two allowed.

    A reader that loses one of narrow digits reads eight, to which a zero was set in front.
    """
    if not len(one) == len(other) == 9:
        return False
    if one[0] == "0" and any(other[:i] + other[i + 1 :] == one[1:] for i in range(9)):
        return True
    return sum(a == b for a, b in zip(one, other, strict=True)) >= SAME_DIGITS


def settle(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Drops numbers nothing speaks for and merges findings of one kind at one place."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: -f.confidence):
        if finding.kind is Kind.BSN and finding.confidence < COUNTS:
            continue
        twin = next(
            (
                i
                for i, other in enumerate(kept)
                if other.kind is finding.kind and _one_place(other, finding)
            ),
            None,
        )
        if twin is None:
            kept.append(finding)
        else:
            kept[twin] = _merged(kept[twin], finding)
    return tuple(kept)


def _one_place(one: Finding, other: Finding) -> bool:
    """Whether two findings of one kind are the same thing."""
    need = 0.6 if one.kind in (Kind.CODE, Kind.SIGNATURE) else 0.8
    # bounds are quick to ask, but a line that leans has the next one's end in them
    return one.quad.overlap(other.quad) > need and one.quad.shared(other.quad) > need - LEAN


def _merged(strong: Finding, weak: Finding) -> Finding:
    """The surer finding, with the other's reasons, over the larger of the two places.

    It is no part of a picture because the other one was.
    """
    why = (*strong.why, *(r for r in weak.why if r not in strong.why and r.code != PART))
    whole = weak.kind is Kind.PORTRAIT and weak.confidence >= CLEAR_FACE
    larger = (whole or weak.kind in (Kind.BSN, Kind.CODE)) and weak.quad.area > strong.quad.area
    quad = weak.quad if larger else strong.quad
    return replace(strong, why=why, quad=quad, value=strong.value or weak.value)


def settled_doubts(
    doubts: Sequence[Doubt], findings: Sequence[Finding], context: Context
) -> tuple[Doubt, ...]:
    """Doubts that remain: a number to be expected is missed only where one can be and none is."""
    foreign = not may_show_number(context.country)
    numbers = [f for f in findings if f.kind is Kind.BSN]
    return tuple(doubt for doubt in doubts if not (_is_of_number(doubt) and (foreign or numbers)))


def _is_of_number(doubt: Doubt) -> bool:
    """Whether a reader doubts that a number is there: its caption alone, or a document cut off."""
    if doubt.code == "expected-not-found":
        return doubt.detail == Kind.BSN.value
    return doubt.code == "bsn-label-alone"
