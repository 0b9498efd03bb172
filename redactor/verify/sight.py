"""Lines of text with the place of each character, and covers laid over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import hypot, isfinite

import numpy as np

from redactor.engines.tesseract import Word
from redactor.engines.text import TextLine
from redactor.model import Point, Quad

MASK = "■"
"""Stands for a character read inside a cover; no search takes it for anything."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One line as some reader saw it: ``spots`` holds the centre of each character in sheet px."""

    text: str
    quad: Quad
    spots: tuple[Point, ...]
    score: float = 1.0

    def __repr__(self) -> str:
        return f"Sight({len(self.text)} characters, {self.quad.bounds})"

    def part(self, start: int, end: int) -> Quad:
        """Where characters ``start`` to ``end`` (half-open) stand, by their centres."""
        xs = [p[0] for p in self.spots[start:end]]
        ys = [p[1] for p in self.spots[start:end]]
        reach = 0.6 * min(self.quad.height, self.quad.width)
        return Quad.rect(
            min(xs) - reach, min(ys) - reach, max(xs) - min(xs) + 2 * reach,
            max(ys) - min(ys) + 2 * reach,
        )  # fmt: skip

    def sees(self, other: Quad) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of a quad along this line's reading, from its top left."""
        a, b, c, d = self.quad.points
        right = (b[0] - a[0] + c[0] - d[0], b[1] - a[1] + c[1] - d[1])
        length = hypot(*right) or 1.0
        x, y = right[0] / length, right[1] / length
        moved = [(p[0] - a[0], p[1] - a[1]) for p in other.points]
        along = [p[0] * x + p[1] * y for p in moved]
        down = [p[1] * x - p[0] * y for p in moved]
        return min(along), min(down), max(along), max(down)


def of_line(line: TextLine) -> Sight:
    """A recognised line.  Raises ValueError where its numbers are none."""
    numbers = [line.score, *line.centres, *(v for p in line.quad.points for v in p)]
    if not all(isfinite(number) for number in numbers) or len(line.centres) != len(line.text):
        raise ValueError("not a line")
    return Sight(line.text, line.quad, line.quad.middles(line.centres), line.score)


def of_words(words: Iterable[Word], scale: float) -> tuple[Sight, ...]:
    """Words joined to lines by their line numbers; ``scale`` takes their px to sheet px."""
    ordered = sorted(words, key=lambda word: word.line)
    return tuple(_joined(list(group), scale) for _, group in groupby(ordered, lambda w: w.line))


def _joined(words: Sequence[Word], scale: float) -> Sight:
    spots: list[Point] = []
    quads = [Quad.of((x * scale, y * scale) for x, y in word.quad.points) for word in words]
    for word, quad in zip(words, quads, strict=True):
        if spots:
            spots.append(quad.points[0])
        count = len(word.text)
        spots += quad.middles([(i + 0.5) / count for i in range(count)])
    boxes = [quad.bounds for quad in quads]
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    text = " ".join(word.text for word in words)
    return Sight(text, Quad.rect(left, top, right - left, bottom - top), tuple(spots))


def masked(sights: Iterable[Sight], covers: Sequence[Quad]) -> tuple[Sight, ...]:
    """The lines with every character inside a cover masked; wholly covered lines left out.

    What a reader sees in solid fill is nothing but its own noise, and covers are checked to be
    solid.
    """
    shown = []
    for sight in sights:
        spots = np.asarray(sight.spots, dtype=np.float64).reshape(-1, 2)
        inside = np.zeros(len(spots), dtype=np.bool_)
        for cover in covers:
            inside |= cover.contains_all(spots)
        text = "".join(
            MASK if hidden else char for char, hidden in zip(sight.text, inside, strict=True)
        )
        if text.strip(MASK + " "):
            shown.append(replace(sight, text=text))
    return tuple(shown)
