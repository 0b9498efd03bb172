"""Where a document lies on a sheet that shows no outline of it.

A card on a copier's glass leaves print on white paper.  What lies around the print is looked at
apart from the empty rest, so that captions of a millimetre can be read.  A zone has its place on
the document and its pitch (OCR-B, ten characters an inch; ICAO 9303-3 §4.4, 9303-4 and 9303-5 §4):
it says where the card lies, how large it is and which way it is turned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from redactor.documents.mrz import MrzFormat
from redactor.engines.faces import Face
from redactor.model import Document, Located, Quad
from redactor.read.scene import DETECT_PX, Line, Zone
from redactor.views import ID1, ID3, document

PITCH_MM = 2.54
SURE, FEWEST_SIGNS = 0.6, 3
"""Score and letters of a line that must lie on the document: what lies beside it is another."""
LARGEST = 0.7
"""Largest part of a sheet a card may fill: nothing is gained where it fills the most of it."""
SMALL, BESIDE, MARGIN = 0.4, 0.25, 0.04
"""The same among other print; how far beyond the card, over its height, that must lie, and how much
of the paper around goes with the card, whose edges a zone tells to a few hundredths."""
CONFIDENCE = 0.6
FINE_PX, FEWEST = 22.0, 3
"""Median height of lines, where they are looked for, under which print is fine, and fewest lines
that have one: on a card's own view it is 30."""
FINEST_PX = 19.0
"""The same of a sheet with edges, which has the proportions of a booklet: lines of 3 to 4 mm, as
they are found, are 14 to 18 px of an A4, 23 of an open booklet."""
SPARSE = 0.75
"""Largest part of a sheet, by its long side, that is looked at apart: more would gain nothing."""
CLEAR_FACE, SMALL_FACE, REACH = 0.6, 0.1, 5.5
"""Score of a face that may be a card's portrait, its largest height over the sheet's long side, and
how far the card may reach from it, in heights of the face: a passport's page is 125 mm wide, the
face of its portrait 26 mm high."""
AROUND = 0.7
"""How far that reaches beyond the print, over the print's longer side: a portrait stands beside."""
HIDDEN = 0.1
"""Part of a zone's line from its beginning that may be hidden where it tells how far its document
reaches."""
SAME = 0.97
"""Share of an outline within another as large from which both are one."""
LEAST_AROUND = 10.0
"""The same at least, in heights of its lines as found, 3 to 4 mm: codes stand 30 mm beside."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A format's zone on its document, mm: the document's size and the zone's own middle."""

    size: tuple[float, float]
    middle: tuple[float, float]


_PLACES = {
    MrzFormat.TD3: _Place(ID3, (62.5, 75.4)),
    MrzFormat.TD1: _Place(ID1, (42.8, 40.8)),
}
"""The middles between lines as measured on specimens; ICAO leaves a millimetre."""


def around_print(found: Document, quads: Sequence[Quad], fewest: int = FEWEST) -> Document | None:
    """The part of a sheet around all its print, where that is fine and the rest is empty.

    ``quads``: the lines on the sheet's view, ``fewest`` of them at least; one or two say nothing of
    how fine the rest is.  None where the sheet is to be looked at as it is.
    """
    width, height = found.view
    if len(quads) < fewest:
        return None
    line = float(np.median([min(quad.width, quad.height) for quad in quads]))
    fine = FINE_PX if found.located is Located.PAGE else FINEST_PX
    if len(quads) >= FEWEST and line * DETECT_PX / max(width, height) >= fine:
        return None
    points = np.concatenate([quad.array() for quad in quads])
    low, high = points.min(axis=0), points.max(axis=0)
    margin = max(AROUND * float((high - low).max()), LEAST_AROUND * line)
    part = on_sheet(low - margin, high + margin, found.view)
    if max(part.width, part.height) > SPARSE * max(width, height):
        return None
    return document(found.to_page.quad(part), Located.PAGE, found.confidence)


def around_face(found: Document, faces: Sequence[Face]) -> Document | None:
    """The part of a sheet around its clearest small face: a card's portrait where no print told.

    ``faces``: those seen on the sheet's view, best first.
    """
    width, height = found.view
    small = [
        face
        for face in faces
        if face.score >= CLEAR_FACE and face.quad.height < SMALL_FACE * max(width, height)
    ]
    if not small:
        return None
    centre, reach = np.array(small[0].quad.centre), REACH * small[0].quad.height
    part = on_sheet(centre - reach, centre + reach, found.view)
    if max(part.width, part.height) > SPARSE * max(width, height):
        return None
    return document(found.to_page.quad(part), Located.PAGE, found.confidence)


def on_sheet(low: ArrayLike, high: ArrayLike, size: tuple[int, int]) -> Quad:
    """The box between two corners as far as a sheet of a width and height goes, in its px."""
    left, top = np.maximum(low, 0.0)
    right, bottom = np.minimum(high, size)
    return Quad.rect(left, top, right - left, bottom - top)


def framed(found: Document, zones: tuple[Zone, ...], lines: tuple[Line, ...]) -> Document | None:
    """The document that a sheet's only zone belongs to, None where the sheet holds more.

    ``found``: the sheet, ``lines``: all that was read on it.
    """
    quad = _by_zone(found, zones, LARGEST)
    if quad is None or not all(quad.contains(at.view.centre) for at in lines if _was_read(at)):
        return None
    return document(found.to_page.quad(quad), Located.OUTLINE, CONFIDENCE)


def among_print(
    found: Document, zones: tuple[Zone, ...], lines: tuple[Line, ...]
) -> Document | None:
    """The document that a sheet's only zone belongs to, where other print lies well beside it.

    Or where other print lay there and was found to be another document's.
    """
    quad = _by_zone(found, zones, SMALL)
    if quad is None:
        return None
    near = quad.padded(BESIDE * quad.height)
    beyond = [line for line in lines if _was_read(line) and not quad.contains(line.view.centre)]
    if beyond and all(near.contains(line.view.centre) for line in beyond):
        return None
    return document(
        found.to_page.quad(quad.padded(MARGIN * quad.height)), Located.OUTLINE, CONFIDENCE
    )


def is_one(quad: Quad, other: Quad) -> bool:
    """Whether two outlines are of one document; directions may differ."""
    small, large = sorted((quad.area, other.area))
    return small > SAME * large and quad.shared(other) > SAME


def around_block(found: Document, zones: tuple[Zone, ...]) -> Document | None:
    """The document that a block of text with a zone is a part of, more than the block."""
    place = _PLACES.get(zones[0].mrz.format) if len(zones) == 1 else None
    if found.located is not Located.TEXT or place is None or _is_half(zones[0]):
        return None
    quad = _quad(zones[0], place)
    return document(
        found.to_page.quad(quad.padded(MARGIN * quad.height)), Located.OUTLINE, CONFIDENCE
    )


def _by_zone(found: Document, zones: tuple[Zone, ...], largest: float) -> Quad | None:
    """Where a sheet's only zone says that its document lies, which fills a part of it at most.

    A copy's dark rim is an edge, too; a page of an open booklet, which has such, fills half of it.
    """
    if found.located is Located.TEXT or len(zones) != 1 or _is_half(zones[0]):
        return None
    place = _PLACES.get(zones[0].mrz.format)
    quad = None if place is None else _quad(zones[0], place)
    most = largest if found.located is Located.PAGE else SMALL
    return None if quad is None or quad.area > most * found.view[0] * found.view[1] else quad


def _was_read(line: Line) -> bool:
    return line.score >= SURE and line.signs >= FEWEST_SIGNS


def _is_half(zone: Zone) -> bool:
    """Whether so much of a line's beginning is hidden that it says nothing of its document's."""
    return any(
        all(cell in guessed for cell in range(round(HIDDEN * len(line.clear))))
        for guessed, line in zip(zone.mrz.guessed, zone.mrz.lines, strict=False)
    )


def _quad(zone: Zone, place: _Place) -> Quad:
    """The document's corners in view px, by the zone's middle, direction and pitch."""
    quads = [line.view for line in zone.lines]
    signs = len(zone.mrz.lines[0].clear)
    scale = float(np.median([quad.width for quad in quads])) / (signs * PITCH_MM)
    angle = float(np.median([quad.angle for quad in quads]))
    middle = np.mean([quad.centre for quad in quads], axis=0)
    wide, high = place.size
    corners = np.array([[0, 0], [wide, 0], [wide, high], [0, high]]) - place.middle
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return Quad.of(corners * scale @ turn + middle)
