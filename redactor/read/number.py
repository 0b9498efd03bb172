"""The printed citizen number: next to its label, or nine digits standing alone.

Every candidate becomes a finding, however weak; ``fuse`` weighs it with what the rest of the page
says and drops those that nothing speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from redactor.documents.bsn import Candidate, candidates, is_written_as_one
from redactor.documents.labels import is_other_number, match_label
from redactor.documents.mrz import MrzFormat, looks_like_mrz
from redactor.engines import Engines
from redactor.model import Doubt, Finding, Kind, Page, Quad, Reason, Secret
from redactor.read.remnants import cut_rows
from redactor.read.scene import Line, Reading, Scene
from redactor.read.spans import span_quad

_DIGITLIKE = frozenset("0123456789OoDQIl|!ZzSBG")
_LEAST_DIGITS, _MOST_DIGITS = 6, 10
RIM = 1.5
"""Distance from the rim, over a line's height, within which a caption may lie beyond it."""
_PAIR = re.compile(r"\s*[/|\\lI1]\s*\d{10}\b")
"""What follows the number on a licence's back: a slash and the licence number (RDW model 2014)."""
_HEIGHT = re.compile(r"[12][.,]\d\d ?m")
_CATEGORY = re.compile(r"AM|A[1Il2]?|B[1Il]?|C[1Il]?|D[1Il]?|BE|C[1Il]?E|D[1Il]?E|T")
TABLE = 7
"""Lines of a licence's categories (Directive 2006/126/EC, annex I) that make its table; a Dutch
one's other side has the number beside it (RDW)."""
UNDER, ALIGNED = 5.0, 2.0
"""How far a holder's height may stand below the number, and how far to its side, over the height
of a line: the back of a passport's page has both in one column (dutch_documents §1b, S19)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label's place: its line, and where in the text it ends."""

    line: Line
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class _Signs:
    """What stands around a number without a caption of its own.

    ``others``: captions of numbers that are no person's.  ``heights``: lines with a person's.
    ``table``: whether a licence's table of categories is there.
    """

    others: tuple[Line, ...] = ()
    heights: tuple[Line, ...] = ()
    table: bool = False


class NumberReader:
    """Citizen numbers in the lines of text."""

    name = "number"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """BSN findings for all candidates; a label without a number beside it is a doubt."""
        lines = [
            line
            for line in scene.lines
            if looks_like_mrz(line.text) < 0.6 and not _is_licences(line, scene)
        ]
        labels = _labels(lines)
        findings: list[Finding] = []
        doubts: list[Doubt] = []
        named: set[tuple[int, int]] = set()
        for label in labels:
            values = _values(label, lines)
            if not values:
                doubts.append(Doubt("bsn-label-alone", label.label, label.line.page))
            for line, candidate in values:
                named.add((id(line), candidate.start))
                findings.append(_finding(scene, line, candidate, label.label))
        others = _others(lines)
        signs = _Signs(
            tuple(others),
            tuple(line for line in lines if _HEIGHT.fullmatch(line.text.strip())),
            len({t for line in lines if _CATEGORY.fullmatch(t := line.text.strip())}) >= TABLE,
        )
        for line in lines:
            findings += [
                _finding(scene, line, candidate, None, signs)
                for candidate in candidates(line.text)
                if (id(line), candidate.start) not in named
            ]
        free = [line for line in lines if id(line) not in {at for at, _ in named}]
        for line, cut in cut_rows(free, scene.page, scene.index):
            findings.append(replace(cut, why=(*cut.why, *_beside(line, signs))))
        return Reading(tuple(findings), tuple(doubts))


def _is_licences(line: Line, scene: Scene) -> bool:
    """Whether a line is a licence's zone, which holds no citizen number (RDW), however it reads."""
    zones = (zone for zone in scene.zones if zone.mrz.format is MrzFormat.LICENCE)
    return any(line in zone.lines for zone in zones)


def _labels(lines: Sequence[Line]) -> list[Labelled]:
    """Lines that carry a label for the citizen number."""
    return [
        Labelled(line, hit.end, hit.label)
        for line in lines
        for hit in match_label(line.text)
        if hit.kind is Kind.BSN
    ]


def _others(lines: Sequence[Line]) -> list[Line]:
    """Lines that end with a caption of an invoice's, a customer's or a company's number."""
    last = [(line, hits[-1]) for line in lines if (hits := match_label(line.text))]
    return [
        line
        for line, hit in last
        if hit.other_number and not any(c.isalnum() for c in line.text[hit.end :])
    ]


def _is_other(line: Line, candidate: Candidate, others: Sequence[Line]) -> bool:
    """Whether a caption on the line, left of it or above it says whose number it is."""
    if is_other_number(line.text, candidate.start, candidate.end):
        return True
    alone = not any(c.isalpha() for c in line.text[: candidate.start])
    return alone and any(right_of(label, line) or below(label, line) for label in others)


def _values(label: Labelled, lines: Sequence[Line]) -> list[tuple[Line, Candidate]]:
    """The numbers a label names: behind it on its line, right of it, or below it."""
    own = [c for c in _numbers(label.line) if c.start >= label.end - 1]
    if own:
        return [(label.line, own[0])]
    beside = [line for line in lines if right_of(label.line, line)]
    under = [line for line in lines if below(label.line, line)]
    for group in (beside, under):
        for line in sorted(group, key=lambda item: distance(label.line, item)):
            found = _numbers(line)
            if found:
                return [(line, found[0])]
    return []


def _numbers(line: Line) -> list[Candidate]:
    """Candidates of a line next to a label, where a garbled number counts as well."""
    found = candidates(line.text)
    if found:
        return found
    spots = [i for i, char in enumerate(line.text) if char in _DIGITLIKE]
    digits = sum(line.text[i].isdigit() for i in spots)
    words = any(len(w) > 3 and w.isalpha() for w in line.text.split())
    if not _LEAST_DIGITS <= digits <= _MOST_DIGITS or words or _is_date(line.text):
        return []
    return [Candidate(spots[0], spots[-1] + 1, "", False, weak=True, repaired=True)]


def _is_date(text: str) -> bool:
    """Whether the digits of a line are a date's: two, two and four of them."""
    groups = "".join(c if c.isdigit() else " " for c in text).split()
    return sorted(len(g) for g in groups) in ([2, 2, 4], [1, 2, 4], [2, 4], [1, 1, 4])


def right_of(label: Line, other: Line) -> bool:
    """Whether a line stands on a label's row, behind it."""
    _, top, right, bottom = label.box
    x, t, _, b = other.box
    middle, high = (t + b) / 2, bottom - top
    level = top - 0.4 * high < middle < bottom + 0.4 * high
    return other is not label and level and right - high < x < right + 14 * high


def below(label: Line, other: Line) -> bool:
    """Whether a line stands under a label, within two and a half line heights."""
    left, _, right, bottom = label.box
    x, t, r, b = other.box
    high = max(bottom - label.box[1], 0.7 * (b - t))
    under = bottom - 0.5 * high < (t + b) / 2 and t < bottom + 2.4 * high
    return other is not label and under and x < right + 2 * high and r > left - 2 * high


def _over(line: Line, other: Line) -> bool:
    """Whether a line stands in another one's column, above it."""
    left, _, _, bottom = line.box
    x, top, _, low = other.box
    high = low - top
    return 0 < top - bottom + high < (1 + UNDER) * high and abs(x - left) < ALIGNED * high


def distance(label: Line, other: Line) -> float:
    """How far a value stands from its label; sideways counts less."""
    return abs(other.box[1] - label.box[1]) + 0.3 * abs(other.box[0] - label.box[0])


def at_rim(page: Page, quad: Quad) -> bool:
    """Whether a line reaches the picture's rim, so that its caption may lie beyond."""
    left, top, right, bottom = quad.bounds
    near = RIM * min(quad.width, quad.height)
    return min(left, top, page.width - right, page.height - bottom) < near


def _beside(line: Line, signs: _Signs) -> list[Reason]:
    """What around a line says that its document is one with a citizen number."""
    why = []
    if any(_over(line, height) for height in signs.heights):
        why.append(Reason("height-below"))
    if signs.table:
        why.append(Reason("licence-table"))
    return why


def _finding(
    scene: Scene,
    line: Line,
    candidate: Candidate,
    label: str | None,
    signs: _Signs = _Signs(),
) -> Finding:
    """A candidate with its own signs; ``fuse`` adds the page's."""
    why = [Reason("label", label)] if label is not None else []
    if candidate.digits and not candidate.weak:
        why.append(Reason("nine-digits"))
    if _PAIR.match(line.text[candidate.end :]):
        why.append(Reason("licence-pair"))
    if is_written_as_one(line.text[candidate.start : candidate.end]):
        why.append(Reason("own-form"))
    why += _beside(line, signs)
    if candidate.passes:
        why.append(Reason("checksum"))
    if candidate.repaired:
        why.append(Reason("look-alikes"))
    if at_rim(scene.page, line.page):
        why.append(Reason("cut-off"))
    if label is None and _is_other(line, candidate, signs.others):
        why.append(Reason("other-number"))
    quad: Quad = span_quad(scene.page.pixels, line, candidate.start, candidate.end)
    sure = 0.95 if label is not None and not candidate.weak else 0.75 if label is not None else 0.2
    value = Secret(candidate.digits) if candidate.digits else None
    return Finding(Kind.BSN, quad, sure, tuple(why), "number", value, scene.index)
