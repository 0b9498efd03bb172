"""Fields by their labels: document number, names, dates and the rest a profile may name."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.documents.labels import LabelHit, match_label
from redactor.engines import Engines
from redactor.model import Finding, Kind, Quad, Reason, Secret
from redactor.read.number import below, distance, right_of
from redactor.read.scene import Line, Reading, Scene

SKIPPED = frozenset({Kind.BSN, Kind.MRZ, Kind.MRZ_BSN, Kind.PORTRAIT, Kind.CODE, Kind.OTHER})


class FieldReader:
    """Values named by a label above, before or on their line."""

    name = "fields"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """One finding for each label with a value; a signature is the place under its label."""
        hits = {
            id(line): [hit for hit in match_label(line.text) if hit.kind not in SKIPPED]
            for line in scene.lines
        }
        found = []
        for line in scene.lines:
            for hit in hits[id(line)]:
                finding = self._value(scene, line, hit, hits)
                if finding is not None:
                    found.append(finding)
        return Reading(tuple(found))

    def _value(
        self, scene: Scene, line: Line, hit: LabelHit, hits: dict[int, list[LabelHit]]
    ) -> Finding | None:
        why = (Reason("label", hit.label),)
        if hit.kind is Kind.SIGNATURE:
            quad = scene.document.to_page.quad(_under(line))
            return Finding(Kind.SIGNATURE, quad, 0.7, why, self.name, None, scene.index)
        value = _value_line(line, scene.lines, hits)
        if value is None:
            return None
        return Finding(hit.kind, value.page, 0.8, why, self.name, Secret(value.text), scene.index)


def _value_line(label: Line, lines: Sequence[Line], hits: dict[int, list[LabelHit]]) -> Line | None:
    """The nearest line below or right of a label that is not a label itself."""
    near = [
        line
        for line in lines
        if (_clearly_below(label, line) or right_of(label, line)) and not hits[id(line)]
    ]
    return min(near, key=lambda line: distance(label, line), default=None)


def _clearly_below(label: Line, line: Line) -> bool:
    """Whether a line stands under a label and not beside it: a row of captions holds no values."""
    return below(label, line) and line.box[1] + line.box[3] > 2 * label.box[3]


def _under(label: Line) -> Quad:
    """Where a signature stands under its label, a little wider than it (view px)."""
    left, top, right, bottom = label.box
    high = bottom - top
    return Quad.rect(left - high, bottom, (right - left) * 1.7 + 2 * high, 5.5 * high)
