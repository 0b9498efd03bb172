"""A name or number over a photo's hair stays legible: the photo's cover is cut around it.

Large ghosts are printed under the holder's names.  A strip through the hair shows nobody, a copy
without the surname is of no use.  What the zone repeats is known for what it is; what runs over
the face itself is covered with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from redactor.model import Quad
from redactor.read.scene import Box, Line, Zone

PART = "photo-part"
"""Reason of all pieces of a ghost but the largest: they are no portrait more."""
AGREEING = 0.5
"""Score of a line that is worth keeping legible where it says what a zone says."""
FOREHEAD = 0.15
"""Part of the face's height from above that a line may touch: hair falls over it."""
BESIDE = 0.1
"""Part of the face's width by which a line begins or ends beside it: a field, no overprint."""
MOST = 0.09
"""Largest part of the ghost's head and shoulders that is given up for all lines together."""
HEAD = (0.25, 0.45, 0.25, 0.35)
"""Growth left, above, right, below from the face to head and shoulders, in the face's sizes."""
MARGIN = 0.12
"""Room above and below a line, over its height."""
SHORTEST = 3

_LOOK_ALIKE = str.maketrans("OQDIZSGB", "00012568")


def repeated(lines: Sequence[Line], zones: Sequence[Zone]) -> tuple[Line, ...]:
    """Lines that show the surname or the document number as a zone has it.

    What agrees with a zone was read, whatever the reader thinks of it.
    """
    values = {
        _plain(value.clear)
        for zone in zones
        for value in (zone.mrz.surname, zone.mrz.document_number)
    }
    own = {id(line) for zone in zones for line in zone.lines}
    wanted = [value for value in values if len(value) >= SHORTEST]
    return tuple(
        line
        for line in lines
        if line.score >= AGREEING
        and id(line) not in own
        and any(value in _plain(line.text) for value in wanted)
    )


def pieces(photo: Quad, face: Quad, kept: Sequence[Line]) -> tuple[Quad, ...]:
    """A ghost's rectangle less the lines on its rim, the largest piece first; all in view px."""
    box, inner = _box(photo), _box(face)
    gaps = _gaps(box, inner, kept)
    levels = sorted({box[1], box[3], *(y for gap in gaps for y in (gap[1], gap[3]))})
    bands: list[Box] = []
    for top, bottom in pairwise(levels):
        here = [gap for gap in gaps if gap[1] < bottom and gap[3] > top]
        left = max((gap[2] for gap in here if gap[0] <= box[0]), default=box[0])
        right = min((gap[0] for gap in here if gap[2] >= box[2]), default=box[2])
        if right > left:
            bands = _joined(bands, (left, top, right, bottom))
    quads = [Quad.rect(x, t, r - x, b - t) for x, t, r, b in bands]
    return tuple(sorted(quads, key=lambda quad: -quad.area))


def gives_way(photo: Quad, face: Quad, line: Line) -> bool:
    """Whether a photo's cover can be cut around a line without showing a face."""
    return bool(_gaps(_box(photo), _box(face), (line,)))


def _gaps(box: Box, face: Box, kept: Sequence[Line]) -> list[Box]:
    """What stays open: from the rim to a line's other end, as long as little is given up."""
    wide, high = face[2] - face[0], face[3] - face[1]
    head: Box = (
        face[0] - HEAD[0] * wide,
        face[1] - HEAD[1] * high,
        face[2] + HEAD[2] * wide,
        face[3] + HEAD[3] * high,
    )
    core: Box = (face[0], face[1] + FOREHEAD * high, face[2], face[3])
    left = MOST * (head[2] - head[0]) * (head[3] - head[1])
    found: list[Box] = []
    for line in kept:
        x, t, r, b = line.box
        t, b = t - MARGIN * (b - t), b + MARGIN * (b - t)
        if x < face[0] - BESIDE * wide:
            part: Box = (box[0], max(t, box[1]), min(r, box[2]), min(b, box[3]))
        elif r > face[2] + BESIDE * wide:
            part = (max(x, box[0]), max(t, box[1]), box[2], min(b, box[3]))
        else:
            continue
        cost = _area(part, head)
        if _area(line.box, box) > 0 >= _area(part, core) and cost <= left:
            left -= cost
            found.append(part)
    return found


def _joined(bands: list[Box], band: Box) -> list[Box]:
    """The bands with one more; it lengthens the one above it where both are as wide."""
    for index, (x, t, r, b) in enumerate(bands):
        if (x, r, b) == (band[0], band[2], band[1]):
            return [*bands[:index], (x, t, r, band[3]), *bands[index + 1 :]]
    return [*bands, band]


def _area(one: Box, other: Box) -> float:
    """Shared area of two boxes."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)


def _box(quad: Quad) -> Box:
    (left, top), _, (right, bottom), _ = quad.points
    return left, top, right, bottom


def _plain(text: str) -> str:
    """Capitals without their signs, and digits; letters that look like digits are those."""
    spelt = unicodedata.normalize("NFKD", text.upper()).translate(_LOOK_ALIKE)
    return "".join(char for char in spelt if char.isascii() and char.isalnum())
