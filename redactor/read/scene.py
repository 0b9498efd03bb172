"""What every reader gets: one document of a page, its flat view and its lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sin
from typing import Protocol

import numpy as np

from redactor.documents.mrz import Mrz
from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.text import TextLine
from redactor.model import Document, Doubt, Finding, Page, Pixels, Quad
from redactor.read.faces import Answers

DETECT_PX = 1100
"""Long side at which lines are looked for on a view; captions of 1 mm are 14 px high there."""

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) in view px."""
CRISP, WORDS, FIELDS = 0.95, 3, 3
"""Score of a line that reads perfectly, its letters and digits from which it is text, and how many
such lines in a place make that text as well."""
LEGIBLE = 0.75
"""Score of a line that is a field's."""
RISING = 0.7
"""Sine of a line's rise from which it was read upwards."""
TALL = 1.5
"""Height over width of a box from which its text runs upwards or downwards."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: ``view`` and ``page`` are its quad in the two frames, reading order.

    ``centres``: each character's centre as a fraction of the reading direction.
    """

    text: str
    score: float
    centres: tuple[float, ...]
    view: Quad
    page: Quad

    @property
    def signs(self) -> int:
        """How many letters and digits were read."""
        return sum(char.isalnum() for char in self.text)

    @property
    def rises(self) -> bool:
        """Whether it was read upwards."""
        return sin(self.view.angle) < -RISING

    @property
    def is_field(self) -> bool:
        """Whether it reads well enough to be a field's value or caption."""
        return self.score >= LEGIBLE and self.signs >= WORDS

    def left_of(self, index: int) -> float:
        """The border before a character, as a fraction of the reading direction."""
        return (self.centres[index - 1] + self.centres[index]) / 2 if index else 0.0

    def cut(self, start: int, end: int) -> Line:
        """Characters ``start`` to ``end``, as a line of their own."""
        left = self.left_of(start)
        right = self.left_of(end) if end < len(self.centres) else 1.0
        return Line(
            self.text[start:end],
            self.score,
            tuple((at - left) / (right - left) for at in self.centres[start:end]),
            self.view.part(left, right),
            self.page.part(left, right),
        )

    @property
    def box(self) -> Box:
        """The bounds of ``view``."""
        xs = [p[0] for p in self.view.points]
        ys = [p[1] for p in self.view.points]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class Zone:
    """A machine readable zone found on a document: its fields and the lines it was read from."""

    mrz: Mrz
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One document under the readers' eyes; ``view`` is H×W×3 uint8 RGB.

    ``faces``: what the face detector answers on the view, None where it was not asked yet.
    ``looked``: faces with the pass that saw each, as ``portraits.look`` gives them, if it did yet.
    """

    page: Page
    index: int
    document: Document
    view: Pixels
    lines: tuple[Line, ...]
    zones: tuple[Zone, ...] = ()
    faces: Answers | None = None
    looked: tuple[tuple[Face, str], ...] | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """All lines' texts, top to bottom."""
        return tuple(line.text for line in self.lines)

    @property
    def rim(self) -> Quad:
        """Where the picture ends, in view px: a document that it cuts goes on beyond."""
        return self.document.to_view.quad(self.page.quad)


def is_text(quad: Quad, lines: Sequence[Line]) -> bool:
    """Whether several lines that read perfectly have their middles in a place, in view px."""
    inside = [
        line
        for line in lines
        if line.score >= CRISP and line.signs >= WORDS and quad.contains(line.view.centre)
    ]
    return len(inside) >= FIELDS


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader, or all of them together, has to say."""

    findings: tuple[Finding, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def plus(self, other: Reading) -> Reading:
        """Both readings."""
        return Reading(self.findings + other.findings, self.doubts + other.doubts)


class Reader(Protocol):
    """One independent way of looking at a document.

    ``read`` raises EngineError where its engine fails: an engine that fails has not found
    "nothing".
    """

    name: str

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """Findings on one document, quads in page px."""


def find_lines(view: Pixels, engines: Engines) -> tuple[Quad, ...]:
    """Where lines of text stand on a view, in its px; they are read from the page itself."""
    return engines.text.detect(view, long_side=DETECT_PX)


def recognise(
    page: Page, document: Document, quads: Sequence[Quad], engines: Engines
) -> tuple[Line, ...]:
    """Reads lines given as view quads; empty ones are left out."""
    upright = [_level(quad) for quad in quads]
    on_page = [document.to_page.quad(quad) for quad in upright]
    read: Sequence[TextLine] = engines.text.recognise(page.pixels, on_page)
    lines = [
        Line(line.text, line.score, line.centres, quad, line.quad)
        for quad, line in zip(upright, read, strict=True)
        if line.text.strip()
    ]
    return tuple(sorted(lines, key=lambda line: (line.box[1] + line.box[3], line.box[0])))


def on_end(quad: Quad) -> bool:
    """Whether the text of a box, as found from its top left corner, runs upwards or downwards."""
    return quad.height > TALL * quad.width


def _level(quad: Quad) -> Quad:
    """The detector's box with its reading direction as the view's: to the right.

    Boxes much higher than wide hold text that runs upwards or downwards; they are read upwards,
    which is how side texts of cards run; a wrong guess only garbles a line that holds no field.
    """
    corners = quad.array()
    centre = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0]))
    ordered = np.roll(corners[order], -int(np.argmin(corners[order].sum(axis=1))), axis=0)
    level = Quad.of(ordered)
    if on_end(level):
        a, b, c, d = level.points
        return Quad((d, a, b, c))
    return level
