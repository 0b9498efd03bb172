"""Reads a reference and its copy at the same places and says what the copy lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from redactor.engines import Lines
from redactor.engines.text import TextEngine, TextLine
from redactor.model import Pixels, Quad

FOUND = 0.72
"""Likeness from which a line holds a text: engines garble zones of small pictures."""
LOST = 0.12
"""Fall of likeness, or of agreement with the reference, that counts as harm."""
DETECT_PX = 1280
ALIKE = {"O": "0", "I": "1"}
SPELT = {"Ø": "OE", "Æ": "AE", "Å": "AA", "Þ": "TH"}
"""As zones spell them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands in the reference, and how like itself it reads there."""

    quad: Quad
    """The text's own part of the line."""
    line: Quad
    likeness: float


def read_all(pixels: Pixels, engine: TextEngine) -> Lines:
    """Every line of a picture; small pictures are looked at larger."""
    return engine.recognise(pixels, engine.detect(pixels, max(DETECT_PX, max(pixels.shape[:2]))))


def plain(text: str) -> str:
    """Capitals and digits alone, letters without their signs; look-alikes as one."""
    return "".join(part for part, _ in _kept(text))


def _kept(text: str) -> list[tuple[str, int]]:
    """Every character that counts and its place in the text."""
    spelt = (
        (SPELT.get(char) or unicodedata.normalize("NFKD", char), index)
        for index, char in enumerate(text.upper()[: len(text)])
    )
    return [
        (ALIKE.get(part, part), index)
        for parts, index in spelt
        for part in parts
        if "A" <= part <= "Z" or "0" <= part <= "9"
    ]


def spot(text: str, lines: Lines) -> Spot | None:
    """The best place of a text among lines, None where no line is like it."""
    wanted = plain(text)
    best: Spot | None = None
    for line in lines:
        kept = _kept(line.text)
        for start, part in _windows("".join(char for char, _ in kept), len(wanted)):
            likeness = SequenceMatcher(None, wanted, part, autojunk=False).ratio()
            if likeness >= FOUND and (best is None or likeness > best.likeness):
                quad = _between(line, kept[start][1], kept[start + len(part) - 1][1])
                best = Spot(quad, line.quad, likeness)
    return best


def _between(line: TextLine, first: int, last: int) -> Quad:
    """The part of a line from one character to another, whole cells."""
    if len(line.centres) != len(line.text):
        return line.quad
    half = (line.centres[-1] - line.centres[0]) / max(1, len(line.text) - 1) / 2
    start = max(0.0, line.centres[first] - half)
    end = min(1.0, line.centres[last] + half)
    return line.quad.part(start, end) if end - start > half else line.quad


def _windows(text: str, length: int) -> Iterable[tuple[int, str]]:
    if len(text) <= length:
        yield 0, text
        return
    for start in range(len(text) - length + 1):
        yield start, text[start : start + length]


def likeness(text: str, read: str) -> float:
    """How like a text the best part of a line is, 0 to 1."""
    wanted = plain(text)
    return max(
        (
            SequenceMatcher(None, wanted, part, autojunk=False).ratio()
            for _, part in _windows(plain(read), len(wanted))
        ),
        default=0.0,
    )


def agreement(before: tuple[Pixels, Quad], after: tuple[Pixels, Quad], engine: TextEngine) -> float:
    """How alike the same place reads on two pictures; 1 where the first is not readable."""
    ((one,), (two,)) = (engine.recognise(pixels, [quad]) for pixels, quad in (before, after))
    return likeness(one.text, two.text) if plain(one.text) else 1.0


def digit_run(number: str, lines: Lines, least: int = 4) -> bool:
    """Whether any line shows that many digits in a row of a number."""
    runs = {number[i : i + least] for i in range(len(number) - least + 1)}
    return any(
        run in re.sub(r"\D", "", group)
        for line in lines
        for group in re.findall(r"[\dOoIl ]+", line.text)
        for run in runs
    )
