"""Which tilted lines are tiles of the copy's own watermark and need not all be read.

Reading each of twenty tiles would take longer than reading the document.  Tiles are alike in
angle and letter height; where three of such a group read as the watermark, the others are it too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import pi

from redactor.engines.text import TextLine
from redactor.model import Quad
from redactor.verify.legible import alike, folded

TILTED = 0.15
"""Radians off the nearest axis from which on a line may be a tile; documents lie straighter."""
SAME_ANGLE = 0.05
SAME_HEIGHT = 0.25
LEAST_GROUP = 6
LEAST_TEXT = 8
ALIKE = 0.75

Read = Callable[[Sequence[Quad]], Sequence[TextLine]]


def without_tiles(quads: Sequence[Quad], watermark: str | None, read: Read) -> list[Quad]:
    """The quads less those of watermark tiles; ``read`` recognises a few of them to be sure."""
    if not watermark:
        return list(quads)
    kept = [quad for quad in quads if not _tilted(quad)]
    for group in _groups([quad for quad in quads if _tilted(quad)]):
        some = (group[0], group[len(group) // 2], group[-1])
        tiles = len(group) >= LEAST_GROUP and all(_is_tile(t, watermark) for t in read(some))
        kept += [] if tiles else group
    return kept


def _tilted(quad: Quad) -> bool:
    off = quad.angle % (pi / 2)
    return TILTED < off < pi / 2 - TILTED


def _groups(quads: Sequence[Quad]) -> list[list[Quad]]:
    """Quads of about the same angle and height, by the first of each group."""
    groups: list[list[Quad]] = []
    for quad in quads:
        for group in groups:
            first = group[0]
            same = abs(quad.angle - first.angle) < SAME_ANGLE
            if same and abs(quad.height - first.height) < SAME_HEIGHT * first.height:
                group.append(quad)
                break
        else:
            groups.append([quad])
    return groups


def _is_tile(line: TextLine, watermark: str) -> bool:
    """Whether nearly all that was read stands in the watermark in order (it may begin midway)."""
    return len(folded(line.text)) >= LEAST_TEXT and alike(line.text, watermark * 2) >= ALIKE
