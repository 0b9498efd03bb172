"""The machine readable zone: found among the lines, read, repaired and cut into cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import cos, sin

import numpy as np

from redactor.documents.mrz import (
    GAP,
    Mrz,
    MrzFormat,
    Span,
    bsn_spans,
    bsn_value,
    looks_like_mrz,
    parse,
)
from redactor.engines import Engines
from redactor.model import Document, Doubt, Finding, Kind, Page, Quad, Reason, Secret
from redactor.read.cells import Cells
from redactor.read.lattice import Row, fit_cells
from redactor.read.scene import Line, Reading, Scene, Zone, recognise
from redactor.read.trimmed import licences_in, parted

LOOKS = 0.5
"""Least mark of a line that is taken for one of a zone."""
_GUESSED = 0.15
"""Most of a line with hidden cells that may be missing: a longer format's line is not to be
taken for a shorter one's."""
ALONG = 0.9
"""Cosine of the angle between pieces of one line: what runs upwards beside it is none."""
SOLID = 24
"""Fewest characters of a zone's line that holds no filler."""
FILL = 5
"""Fillers that are a zone's though nothing else of its line is seen."""
WIDER, FEWEST = 1.6, 8
"""Distance of two signs, over the pitch, from which others stood between them, and fewest signs
that tell the pitch."""
LONGEST = 48
"""Signs of a zone's longest line, and a few that were counted or read too many."""
SURE, MOST_ROWS = 0.95, 3
"""Confidence in a zone of which nothing is another print's, and most lines it may have."""
UNDER, NEXT = 3.0, 1.5
"""Most distance between a zone's lines, over their height, and between two that follow."""


class MrzReader:
    """Covers and names the cells of zones that were found on the document."""

    name = "mrz"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """One MRZ finding a zone, its fields, and MRZ_BSN findings for what must be hidden."""
        reading = Reading()
        for zone in scene.zones:
            reading = reading.plus(self._zone(scene, zone))
        return reading

    def _zone(self, scene: Scene, zone: Zone) -> Reading:
        mrz = zone.mrz
        cells = fit_cells(scene.page.pixels, _rows(zone))
        why = (Reason("mrz", mrz.format.name),)
        findings = [
            Finding(Kind.MRZ, line.page, mrz.confidence, why, self.name, None, scene.index)
            for line in zone.lines
        ]
        doubts: list[Doubt] = []
        for span in bsn_spans(mrz):
            quad, sure = span_quad(zone, cells, span)
            reasons = (Reason("mrz-optional-data", mrz.format.name),)
            confidence = min(mrz.confidence, 0.5 + 0.5 * sure)
            value = bsn_value(mrz) if span.end - span.start > 1 else None
            findings.append(
                Finding(Kind.MRZ_BSN, quad, confidence, reasons, self.name, value, scene.index)
            )
            if sure < 0.35 or _mostly_guessed(zone, span):
                doubts.append(Doubt("mrz-cells-unsure", mrz.format.name, quad))
        findings += _fields(scene, zone, cells)
        if mrz.format is MrzFormat.TD1 and _begins_beyond(scene.page, zone):
            doubts.append(Doubt("expected-not-found", Kind.BSN.value, scene.document.quad))
        return Reading(tuple(findings), tuple(doubts))


def _mostly_guessed(zone: Zone, span: Span) -> bool:
    """Whether so little of a line was read that its cells may be another format's."""
    guessed = zone.mrz.guessed[span.line] if zone.mrz.guessed else frozenset()
    return len(guessed) > _GUESSED * len(zone.mrz.lines[span.line].clear)


def _begins_beyond(page: Page, zone: Zone) -> bool:
    """Whether a zone begins beyond the picture's rim.

    The left of its document is missing, with the caption of a number of which a part may be seen.
    """
    cut = [line for line, g in zip(zone.lines, zone.mrz.guessed, strict=False) if 0 in g]
    return any(_at_the_rim(page, line.page) for line in cut)


def _at_the_rim(page: Page, quad: Quad) -> bool:
    """Whether a line starts within its own height of the picture's rim."""
    (x0, y0), _, _, (x3, y3) = quad.points
    x, y = (x0 + x3) / 2, (y0 + y3) / 2
    return min(x, y, page.width - x, page.height - y) < quad.height


def find_zones(
    page: Page, document: Document, lines: Sequence[Line], engines: Engines
) -> tuple[tuple[Zone, ...], tuple[Line, ...]]:
    """Zones among a document's lines, and all lines with the zones' pieces joined.

    A detector splits an MRZ line at long runs of fillers: pieces in one row are joined and
    read again as one.
    """
    likely = [
        line
        for line in lines
        if looks_like_mrz(line.text) >= LOOKS or _is_fill(line) or any(licences_in(line))
    ]
    if not likely:
        return (), tuple(lines)
    likely += [line for line in lines if line not in likely and _stands_under(line, likely)]
    likely += [line for line in lines if line not in likely and _stands_between(line, likely)]
    joined = _join_rows(likely, lines)
    lonely = [row[0] for row in joined if len(row) == 1]
    pieces = [row for row in joined if len(row) > 1]
    whole = recognise(page, document, [_around(row) for row in pieces], engines)
    rows = sorted([*lonely, *whole], key=lambda line: line.box[1] + line.box[3])
    rest = [line for line in lines if not any(line in row for row in joined)]
    zones, rows = _zones(rows)
    return zones, tuple(sorted([*rest, *rows], key=lambda line: line.box[1] + line.box[3]))


def _is_fill(line: Line) -> bool:
    """Whether a line is nothing but fillers, of which a finger may leave the end alone."""
    return line.text.count("<") >= FILL and not line.text.strip("< ")


def _stands_under(line: Line, likely: Sequence[Line]) -> bool:
    """Whether a line without fillers is one of a zone: solid, and as long as a likely neighbour."""
    text = line.text.strip()
    if len(text) < SOLID or text.count(" ") > 1:
        return False
    left, top, right, bottom = line.box
    for other in likely:
        x, t, r, b = other.box
        high = max(other.view.height, 1.0)
        level = abs(left - x) < 1.5 * high and abs(right - r) < 2.0 * high
        gap = max(t - bottom, top - b)
        if level and gap < 2.5 * high and 0.6 < line.view.height / high < 1.65:
            return True
    return False


def _stands_between(line: Line, likely: Sequence[Line]) -> bool:
    """Whether a line stands right under one of a zone's lines and right over another one.

    What a lamp or a finger leaves of it may look like anything.
    """
    gaps = _below(line, likely)
    return any(0 < gap < NEXT for gap in gaps) and any(-NEXT < gap < 0 for gap in gaps)


def _below(piece: Line, likely: Sequence[Line]) -> list[float]:
    """How far a piece is under each likely line of its height, over that, that reaches as far out.

    Under 0 where it is over the line.
    """
    left, top, right, bottom = piece.box
    high = max(piece.view.height, 1.0)
    return [
        (top - b if top + bottom > t + b else bottom - t) / high
        for line in likely
        for x, t, r, b in (line.box,)
        if line is not piece
        and x - high < left
        and right < r + high
        and 0.6 < line.view.height / high < 1.65
    ]


def _join_rows(likely: list[Line], lines: Sequence[Line]) -> list[list[Line]]:
    """Each likely line with the other pieces of its row."""
    rows: list[list[Line]] = []
    for line in sorted(likely, key=lambda item: item.box[0]):
        home = next((row for row in rows if any(_same_row(line, other) for other in row)), None)
        if home is None:
            rows.append([line])
        else:
            home.append(line)
    for row in rows:
        for other in lines:
            taken = any(other in any_row for any_row in rows)
            if (
                not taken
                and any(_same_row(other, piece) for piece in row)
                and (_close(other, row) or _spanned(other, likely))
            ):
                row.append(other)
    return rows


def _same_row(one: Line, other: Line) -> bool:
    """Whether two pieces stand on one base line, run along it and are of one height."""
    if cos(one.view.angle - other.view.angle) < ALONG:
        return False
    high, high2 = one.view.height, other.view.height
    longer = max(one, other, key=lambda line: line.view.width)
    (x, y), (x2, y2) = one.view.centre, other.view.centre
    angle = longer.view.angle  # a short line's own is a guess
    off = abs((y2 - y) * cos(angle) - (x2 - x) * sin(angle))
    return off < 0.45 * min(high, high2) and 0.6 < high / max(high2, 1e-6) < 1.65


def _close(piece: Line, row: list[Line]) -> bool:
    """Whether a piece adjoins a row (gap under two and a half heights)."""
    left, right = min(line.box[0] for line in row), max(line.box[2] for line in row)
    gap = max(piece.box[0] - right, left - piece.box[2])
    return gap < 2.5 * piece.view.height


def _spanned(piece: Line, likely: Sequence[Line]) -> bool:
    """Whether a piece stands under or over a zone's line and no further out than that.

    Beside a zone nothing is printed: a lamp or a finger may hide what was between two pieces.
    """
    return any(gap != 0 and abs(gap) < UNDER for gap in _below(piece, likely))


def _around(row: list[Line]) -> Quad:
    """The quad from a row's leftmost to its rightmost piece."""
    ordered = sorted(row, key=lambda line: line.box[0])
    first, last = ordered[0].view.points, ordered[-1].view.points
    return Quad((first[0], last[1], last[2], first[3]))


def _zones(rows: list[Line]) -> tuple[tuple[Zone, ...], list[Line]]:
    """Zones in rows of likely lines, and the rows, without what is not the zone's in its own.

    Neighbours of one width are parsed together.
    """
    zones: list[Zone] = []
    others: list[Line] = []
    for block in _blocks(rows):
        rest = block
        while rest:
            mrz, rest, beside = _alone(rest)
            if mrz is None:
                break
            end = mrz.first + len(mrz.lines)
            zones.append(Zone(mrz, tuple(rest[mrz.first : end])))
            others += [*rest[:end], *beside]
            rest = rest[end:]
        others += rest
    return tuple(zones), others


def _alone(rows: list[Line]) -> tuple[Mrz | None, list[Line], list[Line]]:
    """A zone, its rows and what stood beside it in them: print may run on into a zone's line."""
    mrz = _parsed(rows)
    if mrz is not None and mrz.confidence >= SURE:
        return mrz, rows, []
    first = mrz.first if mrz else 0
    near, beside = rows[first : first + MOST_ROWS], list[Line]()
    rest = rows[first + len(near) :]
    for lines in parted(near):
        other = _parsed([own for own, _ in lines])
        if other is not None and (mrz is None or other.confidence > mrz.confidence):
            mrz = replace(other, first=first + other.first)
            near = [own for own, _ in lines]
            beside = [line for _, others in lines for line in others]
    if mrz is None:
        return _licence(rows)
    return mrz, [*rows[:first], *near, *rest], beside


def _licence(rows: list[Line]) -> tuple[Mrz | None, list[Line], list[Line]]:
    """A licence's zone in a row that print beside it made longer, where its check digit fits."""
    for at, row in enumerate(rows):
        for own, others in licences_in(row):
            mrz = parse([own.text])
            if mrz is not None and mrz.format is MrzFormat.LICENCE and mrz.valid:
                return replace(mrz, first=at), [*rows[:at], own, *rows[at + 1 :]], list(others)
    return None, rows, []


def _parsed(rows: Sequence[Line]) -> Mrz | None:
    """The zone in rows as they were read, or with the signs between which some are missing.

    What a lamp hides in the middle of a line is not read as anything: the rest stands closer.
    """
    plain, wide = [line.text for line in rows], [with_gaps(line) for line in rows]
    found = [parse(plain)] if wide == plain else [parse(wide), parse(plain)]
    return max((mrz for mrz in found if mrz), key=lambda mrz: mrz.confidence, default=None)


def with_gaps(line: Line) -> str:
    """A line's text with a ``GAP`` for each sign that must have stood between two others."""
    read = [
        (sign, at) for sign, at in zip(line.text, line.centres, strict=False) if not sign.isspace()
    ]
    if len(read) < FEWEST:
        return line.text
    steps = np.diff([at for _, at in read])
    near = steps[steps < WIDER * np.median(steps)]
    pitch = max(float(near.mean()), 1e-6) if len(near) else 1.0
    missing = [round(float(step) / pitch) - 1 if step > WIDER * pitch else 0 for step in steps]
    if len(read) + sum(missing) > LONGEST:
        return line.text
    signs = [sign + GAP * gap for (sign, _), gap in zip(read, (*missing, 0), strict=True)]
    return "".join(signs)


def _blocks(rows: list[Line]) -> list[list[Line]]:
    """Rows that follow each other within three line heights."""
    blocks: list[list[Line]] = []
    for row in rows:
        last = blocks[-1][-1] if blocks else None
        if last is not None and row.box[1] - last.box[3] < UNDER * last.view.height:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _rows(zone: Zone) -> list[Row]:
    """The zone's lines for the lattice; a line is checked where a check digit in it fits."""
    mrz = zone.mrz
    checked = {
        span.line
        for name, span in mrz.spans.items()
        if name.endswith("-check") and mrz.checks.get(name.removesuffix("-check"), False)
    }
    guessed = mrz.guessed or (frozenset(),) * len(zone.lines)
    return [
        Row(line, text.clear, at in checked, unread)
        for at, (line, text, unread) in enumerate(zip(zone.lines, mrz.lines, guessed, strict=True))
    ]


def span_quad(zone: Zone, cells: Sequence[Cells | None], span: Span) -> tuple[Quad, float]:
    """The quad (page px) of a span of cells and how sure its borders are."""
    own = cells[span.line]
    if own is not None:
        return own.quad(span.start, span.end), own.sure
    length = len(zone.mrz.lines[span.line].clear)
    over = 0.6 / length
    left = -over if span.start == 0 else span.start / length
    right = 1.0 + over if span.end >= length else span.end / length
    return zone.lines[span.line].page.part(left, right), 0.2


def _fields(scene: Scene, zone: Zone, cells: Sequence[Cells | None]) -> list[Finding]:
    """The zone's document number and surname as findings of their own."""
    kinds = {"document-number": Kind.DOCUMENT_NUMBER, "surname": Kind.SURNAME}
    found = []
    for name, kind in kinds.items():
        span = zone.mrz.spans.get(name)
        if span is None:
            continue
        quad, sure = span_quad(zone, cells, span)
        text = zone.mrz.lines[span.line].clear[span.start : span.end].replace("<", " ").strip()
        why = (Reason("mrz", zone.mrz.format.name),)
        found.append(Finding(kind, quad, sure, why, "mrz", Secret(text), scene.index))
    return found


__all__ = ["MrzReader", "find_zones", "span_quad"]
