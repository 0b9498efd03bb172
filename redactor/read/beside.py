"""Citizen numbers in lines that lie on no document: an outline may leave out a part of a card.

A desk is full of numbers, so that only one beside its caption counts there, or one that is known
from a document (``fuse``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor.engines import Engines
from redactor.model import Document, Located, Page, Quad
from redactor.read.looking import UPWARDS
from redactor.read.number import NumberReader
from redactor.read.scene import Line, Reading, Scene, on_end, recognise
from redactor.views import document, rotated

GARBLED = 0.7
"""Score under which a line is read upside down as well."""


def beside(
    page: Page, loose: Sequence[Quad], documents: Sequence[Document], engines: Engines
) -> Reading:
    """Numbers, and captions without one, in the lines of text outside all documents.

    ``loose``: lines in page px.  Raises EngineError.
    """
    outside = [
        line for line in loose if not any(place.quad.contains(line.centre) for place in documents)
    ]
    whole = page.quad
    reading = Reading()
    for turns in (0, UPWARDS):
        own = [line for line in outside if on_end(line) == (turns == UPWARDS)]
        if own:
            place = document(rotated(whole, turns), Located.PAGE, 1.0, max(whole.bounds))
            reading = reading.plus(_numbers(page, place, own, engines))
    return reading


def _numbers(page: Page, place: Document, quads: Sequence[Quad], engines: Engines) -> Reading:
    """What lines in page px, level on ``place``, say of a number."""
    lines = recognise(page, place, [place.to_view.quad(quad) for quad in quads], engines)
    lines = _either_way(page, lines, engines)
    reading = NumberReader().read(Scene(page, 0, place, page.pixels, lines), engines)
    return Reading(tuple(replace(f, document=None) for f in reading.findings), reading.doubts)


def _either_way(page: Page, lines: Sequence[Line], engines: Engines) -> tuple[Line, ...]:
    """Lines as they read best: a desk's print may lie upside down."""
    garbled = [line for line in lines if line.score < GARBLED]
    turned = [rotated(line.page, 2) for line in garbled]
    again = engines.text.recognise(page.pixels, turned)
    better = {
        id(line): replace(line, text=new.text, score=new.score, centres=new.centres, page=new.quad)
        for line, new in zip(garbled, again, strict=True)
        if new.score > line.score
    }
    return tuple(better.get(id(line), line) for line in lines)
