"""Documents that the picture's rim cuts along a line of their fields: half of one is missing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.documents import business_lines, match_label
from redactor.documents.mrz import MrzFormat
from redactor.engines.faces import Face
from redactor.model import Kind, Quad
from redactor.read.scene import CRISP, WORDS, Line, Scene

CAPTIONED = frozenset(
    {
        Kind.SURNAME,
        Kind.GIVEN_NAMES,
        Kind.BIRTH_DATE,
        Kind.ISSUE_DATE,
        Kind.EXPIRY_DATE,
        Kind.DOCUMENT_NUMBER,
        Kind.NATIONALITY,
    }
)
"""Fields of a side that shows its holder."""
LONG, NEAR = 2.0, 0.1
"""Least width over height of a line that is cut along, and how near the rim its side lies,
over its height."""
CARD_HIGH, ASIDE = 0.66, 0.06
"""How far above the lower edge of its zone, and how far aside, a card's print stands at most, over
the zone's width: the zone takes 76 mm of 85.6 by 54."""
REACHES = 0.03
"""How near the rim a face that it cuts reaches, over its height."""


def lost_portrait(faces: Sequence[Face], scene: Scene) -> bool:
    """Whether the rim runs along a line of fields, and no portrait was seen left of them.

    That is where the main portrait stands (ICAO 9303-4 §4, 9303-5 §4); of one that is cut no face
    may be left, but chin and shoulders or a head of hair.  What is seen right of the fields is a
    ghost.
    """
    if not any(_is_cut(line, scene) for line in scene.lines):
        return False
    fields = [
        line for line in scene.lines if any(hit.kind in CAPTIONED for hit in match_label(line.text))
    ]
    if not fields or business_lines(scene.texts) or _on_back(fields, scene):
        return False
    begin = float(np.median([line.box[0] for line in fields]))
    return all(face.quad.centre[0] > begin for face in faces)


def _on_back(fields: Sequence[Line], scene: Scene) -> bool:
    """Whether fields stand right above a card's zone: that is on its back (ICAO 9303-5 §4).

    The portrait is on the front, which may lie beside it on a sheet.
    """
    for zone in scene.zones:
        if zone.mrz.format is not MrzFormat.TD1:
            continue
        boxes = [line.box for line in zone.lines]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom = max(box[3] for box in boxes)
        wide = right - left
        aside, high = ASIDE * wide, CARD_HIGH * wide
        around = Quad.rect(left - aside, bottom - high, wide + 2 * aside, high)
        if all(around.contains(line.view.centre) for line in fields):
            return True
    return False


def cuts_face(faces: Sequence[Face], scene: Scene) -> bool:
    """Whether the picture's upper or lower rim goes through a face.

    What stands beside the portrait is cut like it, and of a copy of it no more than hair may show.
    """
    return any(_goes_through(scene.rim, face.quad) for face in faces)


def _goes_through(rim: Quad, face: Quad) -> bool:
    """Whether one of a face's upper and lower side lies beyond a rim, and the other does not."""
    left, top, right, bottom = face.bounds
    inner = rim.padded(-REACHES * (bottom - top))
    upper, lower = (inner.contains(((left + right) / 2, y)) for y in (top, bottom))
    return upper != lower


def _is_cut(line: Line, scene: Scene) -> bool:
    """Whether one long side of a line lies beyond the picture's rim, so that it reads badly."""
    quad = line.page
    if line.score >= CRISP or line.signs < WORDS or quad.width < LONG * quad.height:
        return False
    inner = scene.page.quad.padded(-NEAR * quad.height)
    upper, lower = (
        [inner.contains(point) for point in points] for points in (quad.points[:2], quad.points[2:])
    )
    return any(upper) != any(lower)
