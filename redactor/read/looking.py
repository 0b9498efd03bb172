"""Looks at a page's documents: each in the direction and at the scale that reads best."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from redactor.documents import business_lines, country_of
from redactor.engines import Engines
from redactor.model import Document, Located, Page, Pixels, Quad
from redactor.read.faces import ask
from redactor.read.framing import around_face, around_print, framed
from redactor.read.mrz import find_zones
from redactor.read.scene import Line, Scene, find_lines, recognise
from redactor.views import document, rectify, rotated

CLEAR = 0.86
"""Mean line score of text read the right way up; under it the other directions are tried."""
UPWARDS, RISING, MOSTLY = 3, 0.7, 0.6
"""Quarter turns of text that runs upwards, sine of its rise, and part of all text that must."""
GARBLED = 0.6
"""Mean line score under which even a sure direction may be a quarter turn off."""
SURE_UPRIGHT = 0.6
SHEET = 0.75
"""Part of a page from which what has edges on it is the sheet that was laid on the glass."""
KNOWN = 0.5
"""How surely a country is told."""
UNSURE, LONG, FEWEST = 0.75, 3.0, 3
"""Score of a line that may stand upside down, least width over height of such a line, and fewest
of them that make a document of their own."""


def look_at(
    page: Page,
    index: int,
    found: Document,
    sure: float,
    loose: Sequence[Quad],
    engines: Engines,
) -> Scene:
    """A document's scene, read in the direction that reads best."""
    found, view, lines = _look(page, found, loose, engines)
    if _upwards(lines):
        found, view, lines = _look(page, _turned(found, UPWARDS), loose, engines)
    if sure < SURE_UPRIGHT or _clarity(lines) < CLEAR:
        best = (_clarity(lines), found, view, lines)
        for turns in (2, 1, 3):
            if turns != 2 and sure >= SURE_UPRIGHT and best[0] >= GARBLED:
                break
            other = _turned(found, turns)
            other, other_view, other_lines = _look(page, other, loose, engines)
            mark = _clarity(other_lines)
            if mark > best[0] + 0.03:
                best = (mark, other, other_view, other_lines)
        _, found, view, lines = best
    zones, lines = find_zones(page, found, lines, engines)
    card = framed(found, zones, lines)
    if card is not None:
        closer = look_at(page, index, card, 1.0, loose, engines)
        if closer.zones:
            return closer
    scene = Scene(page, index, found, view, lines, zones, ask(view, engines))
    return _by_its_face(scene, engines) or scene


def _by_its_face(scene: Scene, engines: Engines) -> Scene | None:
    """The card that a small face on a sheet belongs to, where the sheet's own print is a letter's.

    A distant card's print is too fine beside a letter's to be seen at the scale of that.
    """
    if scene.document.located is not Located.PAGE or scene.zones or scene.faces is None:
        return None
    if country_of(scene.texts, None)[1] >= KNOWN or (
        scene.lines and not business_lines(scene.texts)
    ):
        return None
    card = around_face(scene.document, scene.faces.plain)
    if card is None:
        return None
    closer = look_at(scene.page, scene.index, card, 0.0, (), engines)
    told = closer.zones or country_of(closer.texts, None)[1] >= KNOWN
    return closer if told else None


def _turned(found: Document, turns: int) -> Document:
    """The document read in another direction, by clockwise quarter turns of its content."""
    return document(rotated(found.quad, turns), found.located, found.confidence, max(found.view))


def _upwards(lines: Sequence[Line]) -> bool:
    """Whether most of what reads well runs upwards: the document was taken for turned."""
    clear = [line for line in lines if line.score >= CLEAR]
    total = sum(len(line.text) for line in clear)
    rising = sum(len(line.text) for line in clear if math.sin(line.view.angle) < -RISING)
    return len(clear) >= FEWEST and rising > MOSTLY * total


def turned_over(page: Page, scenes: Sequence[Scene], engines: Engines) -> list[Scene]:
    """Scenes of text that stands upside down on a page without outlines: a card on a letter."""
    found: list[Scene] = []
    for scene in scenes:
        if scene.document.located is not Located.PAGE:
            continue
        garbled = [
            line
            for line in scene.lines
            if line.score < UNSURE and line.view.width > LONG * line.view.height
        ]
        turned = engines.text.recognise(page.pixels, [rotated(line.page, 2) for line in garbled])
        clear = [
            line
            for line, other in zip(garbled, turned, strict=True)
            if other.score >= CLEAR and sum(c.isalnum() for c in other.text) >= 3
        ]
        if len(clear) < FEWEST:
            continue
        points = np.concatenate([line.view.array() for line in clear])
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        margin = 2.0 * float(np.median([line.view.height for line in clear]))
        around = Quad.rect(left, top, right - left, bottom - top).padded(margin)
        place = document(
            rotated(scene.document.to_page.quad(around), 2), Located.TEXT, scene.document.confidence
        )
        loose = [line.page for line in scene.lines]
        found.append(look_at(page, len(scenes) + len(found), place, 1.0, loose, engines))
    return found


def _look(
    page: Page, found: Document, loose: Sequence[Quad], engines: Engines
) -> tuple[Document, Pixels, tuple[Line, ...]]:
    """A document with its view and lines; a block of loose text has its lines already.

    A sheet that is empty but for fine print is cut to what lies around that.
    """
    view = rectify(page.pixels, found)
    if found.located is Located.TEXT:
        own = [found.to_view.quad(quad) for quad in loose if found.quad.contains(quad.centre)]
        return found, view, recognise(page, found, own, engines)
    quads = find_lines(view, engines)
    closer = around_print(found, quads) if _is_sheet(page, found) else None
    if closer is not None:
        found = closer
        view = rectify(page.pixels, found)
        quads = find_lines(view, engines)
    return found, view, recognise(page, found, quads, engines)


def _is_sheet(page: Page, found: Document) -> bool:
    """Whether a document is the page itself or as good as it: a copy's dark rim is an edge."""
    filled = found.quad.area / (page.width * page.height)
    return found.located is Located.PAGE or filled > SHEET


def _clarity(lines: Sequence[Line]) -> float:
    """How well lines read, 0 to 1: mean score by length, with little text marked down."""
    total = sum(len(line.text) for line in lines)
    if total == 0:
        return 0.0
    mean = sum(line.score * len(line.text) for line in lines) / total
    return mean * min(1.0, 0.7 + total / 100)
