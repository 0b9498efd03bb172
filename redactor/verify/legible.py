"""Whether what was meant to stay can still be read."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from redactor.engines import Engines
from redactor.model import Doubt, Pixels, Quad, Secret
from redactor.verify.expectation import SheetExpectation
from redactor.verify.sight import Sight

ALIKE = 0.7
MOST_LOST = 0.12
LEAST_LOST = 2
ENOUGH_LINES = 5
"""A sheet with so many lines to keep on which a reader sees none at all was not read."""
_FOLDED = str.maketrans("0OoDQ1Il|!2zZ5sS8B6GcCuUvVwWxXkKpP", "00000111112225558866ccuuvvwwxxkkpp")


def legible_doubts(
    pixels: Pixels, sights: Sequence[Sight], sheet: SheetExpectation, engines: Engines
) -> list[Doubt]:
    """FIELD-LOST for each line that cannot be read any more, where there are too many of them.

    Raises EngineError where the second try at a line fails.
    """
    missing = [entry for entry in sheet.legible if not _seen(entry, sights)]
    if not missing:
        return []
    again = engines.text.recognise(pixels, [quad for quad, _ in missing])
    lost = [
        quad
        for (quad, wanted), line in zip(missing, again, strict=True)
        if alike(wanted.clear, line.text) < ALIKE
    ]
    if len(lost) < LEAST_LOST or len(lost) <= MOST_LOST * len(sheet.legible):
        return []
    return [Doubt("field-lost", "", quad) for quad in lost]


def _seen(entry: tuple[Quad, Secret], sights: Sequence[Sight]) -> bool:
    """Whether the fresh lines at a line's place say the same, one by one or joined."""
    quad, wanted = entry
    here = [sight for sight in sights if quad.overlap(sight.quad) > 0.3]
    here.sort(key=lambda sight: sight.quad.centre[0])
    texts = [sight.text for sight in here]
    return any(alike(wanted.clear, text) >= ALIKE for text in (*texts, "".join(texts)))


def alike(wanted: str, found: str) -> float:
    """How much of the wanted letters and digits stands in the found text in order, 0 to 1."""
    first, second = folded(wanted), folded(found)
    if not first:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / len(first)


def folded(text: str) -> str:
    """Letters and digits alone, look-alikes made one, case ignored."""
    return "".join(c for c in text if c.isalnum()).translate(_FOLDED).casefold()
