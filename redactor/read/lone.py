"""A zone's line with the citizen number of which the other lines are hidden or hardly read.

Under fingers, a lamp or the picture's rim a zone of two or three lines is not read as one; the line
that holds the number has check digits of its own (ICAO 9303-4 §4.2.2, 9303-5 §4.2.2).
"""

from __future__ import annotations

from redactor.documents.mrz import GAP, Mrz, MrzFormat, bsn_spans, bsn_value, looks_like_mrz, parse
from redactor.engines import Engines
from redactor.model import Finding, Kind, Reason
from redactor.read.lattice import Row, fit_cells
from redactor.read.mrz import LOOKS, span_quad, with_gaps
from redactor.read.scene import Line, Reading, Scene, Zone

HOLDERS = ((MrzFormat.TD1, 0), (MrzFormat.TD3, 1))
"""Formats, and which of their lines has a number that may be a citizen's, with check digits."""
SHORT, LONG = 1, 2
"""Signs by which such a line may be too short and too long: fewer may be any print's."""
OWN = ("document-number", "optional")
"""Check digits that stand in the same line as the number."""


class LoneLineReader:
    """Citizen numbers in single lines that are no read zone's."""

    name = "mrz"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """MRZ_BSN findings; that the zone is not read as one stays a question."""
        taken = {id(line) for zone in scene.zones for line in zone.lines}
        found: list[Finding] = []
        for line in scene.lines:
            if id(line) not in taken and looks_like_mrz(line.text) >= LOOKS:
                for mrz, at in _alone(line):
                    found += _numbers(scene, line, mrz, at)
        return Reading(tuple(found))


def _alone(line: Line) -> list[tuple[Mrz, int]]:
    """The zones that a line may be the only one left of, each with its place in it."""
    text, found = with_gaps(line), list[tuple[Mrz, int]]()
    for kind, at in HOLDERS:
        if not kind.columns - SHORT <= len(text) <= kind.columns + LONG:
            continue
        rows = [GAP * kind.columns] * kind.rows
        rows[at] = text
        mrz = parse(rows)
        if mrz is not None and mrz.format is kind and all(mrz.checks.get(name) for name in OWN):
            found.append((mrz, at))
    return found


def _numbers(scene: Scene, line: Line, mrz: Mrz, at: int) -> list[Finding]:
    """The cells of the line that hold a citizen number; none where there is none."""
    value = bsn_value(mrz)
    spans = [span for span in bsn_spans(mrz) if span.line == at]
    if value is None or not spans:
        return []
    unread = mrz.guessed[at] if mrz.guessed else frozenset()
    row = Row(line, mrz.lines[at].clear, checked=True, guessed=unread)
    cells = [*[None] * at, *fit_cells(scene.page.pixels, [row])]
    zone = Zone(mrz, (line,) * (at + 1))
    why = (Reason("mrz-optional-data", mrz.format.name),)
    return [
        Finding(Kind.MRZ_BSN, quad, 0.5 + 0.5 * sure, why, "mrz", value, scene.index)
        for quad, sure in (span_quad(zone, cells, span) for span in spans)
    ]
