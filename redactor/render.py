"""From a page and its plan to a finished sheet: covers, crop, watermark, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from redactor.cover import burn, watermark
from redactor.export import A4_MM, Sheet, layout_a4, straighten
from redactor.model import Document, Located, Page, Pixels, Plan, Quad, Transform
from redactor.read import Conclusion
from redactor.verify import SheetExpectation

MARGIN = 0.02
"""Margin around several documents on one page, over the page's long side."""
MM_PER_INCH = 25.4
SHEET_PIXELS = 3_000_000
"""Of a straightened document: 640 dpi for a card, 420 dpi for a passport page."""
TOUCHED = 0.08
"""Overlap with a cover from which a line counts as covered and need not be legible."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A finished sheet and what a second look must find on it."""

    sheet: Sheet
    expectation: SheetExpectation

    @property
    def width(self) -> int:
        return int(self.sheet.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.sheet.pixels.shape[0])

    def without_pixels(self) -> Drawn:
        """The same sheet in white, which takes no memory."""
        white = np.broadcast_to(np.uint8(255), self.sheet.pixels.shape)
        return replace(self, sheet=replace(self.sheet, pixels=white))


@dataclass(frozen=True, slots=True, eq=False)
class Framed:
    """A page cut to its documents, and the way from page px to the sheet's."""

    sheet: Sheet
    to_sheet: Transform


def draw(page: Page, conclusion: Conclusion, plan: Plan, text: str | None, crop: bool) -> Drawn:
    """The sheet of one page.

    Covers are burned on the page's own pixels, so that everything outside them is the source bit
    for bit; straightening mixes pixels at a cover's rim, so they are burned once more after it.
    ``text``: the watermark's, None for none.  ``crop``: cut to the documents and straighten.
    """
    pixels = burn(page.pixels, plan.covers)
    return dress(frame(page, pixels, conclusion, crop), conclusion, plan, text)


def frame(page: Page, pixels: Pixels, conclusion: Conclusion, crop: bool) -> Framed:
    """A page's ``pixels``, covered or not, straightened and cut where ``crop`` says so."""
    return Framed(*_framed(page, pixels, conclusion.documents, crop))


def dress(framed: Framed, conclusion: Conclusion, plan: Plan, text: str | None) -> Drawn:
    """Covers and watermark on a framed page."""
    quads = [cover.quad for cover in plan.covers]
    sheet, to_sheet = framed.sheet, framed.to_sheet
    covers = [to_sheet.quad(quad) for quad in quads]
    finished = burn(sheet.pixels, covers)
    legible = [
        (to_sheet.quad(quad), value)
        for quad, value in conclusion.legible
        if all(quad.overlap(cover) < TOUCHED for cover in quads)
    ]
    height, width = finished.shape[:2]
    edge = Quad.rect(0, 0, width, height)
    legible = [(quad, value) for quad, value in legible if all(map(edge.contains, quad.points))]
    if text:
        finished = watermark(
            finished,
            text,
            spare=[quad for quad, _ in legible],
            covers=covers,
            px_per_mm=sheet.dpi / MM_PER_INCH if sheet.dpi else None,
        )
    return Drawn(
        replace(sheet, pixels=finished),
        SheetExpectation(covers=tuple(covers), legible=tuple(legible)),
    )


def _framed(
    page: Page, pixels: Pixels, documents: Sequence[Document], crop: bool
) -> tuple[Sheet, Transform]:
    """The sheet's pixels and the way from page px to its px."""
    if not crop or not documents:
        return Sheet(pixels, page.dpi), Transform.identity()
    found = documents[0] if len(documents) == 1 else _together(page, documents)
    cut, to_sheet, dpi = straighten(pixels, found, most_pixels=SHEET_PIXELS)
    return Sheet(cut, dpi or page.dpi), to_sheet


def _together(page: Page, documents: Sequence[Document]) -> Document:
    """Several documents as one upright rectangle around them, turned as most of them are."""
    margin = round(MARGIN * max(page.width, page.height))
    bounds = [document.quad.bounds for document in documents]
    left = max(0, min(b[0] for b in bounds) - margin)
    top = max(0, min(b[1] for b in bounds) - margin)
    right = min(page.width, max(b[2] for b in bounds) + margin)
    bottom = min(page.height, max(b[3] for b in bounds) + margin)
    turns = [round(document.quad.angle / 1.5707963267948966) % 4 for document in documents]
    turn = max(set(turns), key=turns.count)
    corners = Quad.rect(left, top, right - left, bottom - top).points
    quad = Quad.of(corners[turn:] + corners[:turn])
    return replace(documents[0], quad=quad, located=Located.OUTLINE, size_mm=None, px_per_mm=None)


def fitted(drawn: Sequence[Drawn], pages: Sequence[Pixels]) -> tuple[SheetExpectation, ...]:
    """What each decoded page must show: the encoder may have scaled a sheet down to fit a limit.

    Pages and sheets that do not match one to one are given back as they were drawn: the second
    look then finds its covers missing, and fails closed.
    """
    if len(pages) != len(drawn):
        return tuple(one.expectation for one in drawn)
    return tuple(
        _moved(one.expectation, _scale(page.shape[1] / one.width, page.shape[0] / one.height, 0, 0))
        for one, page in zip(drawn, pages, strict=True)
    )


def combined(drawn: Sequence[Drawn], pages: Sequence[Pixels]) -> tuple[SheetExpectation, ...]:
    """What each A4 page must show on which several sheets were put together."""
    found = [SheetExpectation(covers=(), legible=()) for _ in pages]
    places = layout_a4([one.sheet for one in drawn])
    for one, place in zip(drawn, places, strict=True):
        if place.page >= len(pages):
            continue
        across = pages[place.page].shape[1] / A4_MM[0]
        down = pages[place.page].shape[0] / A4_MM[1]
        move = _scale(
            place.width_mm * across / one.width,
            place.height_mm * down / one.height,
            place.x_mm * across,
            place.y_mm * down,
        )
        moved, before = _moved(one.expectation, move), found[place.page]
        found[place.page] = SheetExpectation(
            covers=before.covers + moved.covers, legible=before.legible + moved.legible
        )
    return tuple(found)


def _scale(x: float, y: float, left: float, top: float) -> Transform:
    return Transform(((x, 0.0, left), (0.0, y, top), (0.0, 0.0, 1.0)))


def _moved(expectation: SheetExpectation, move: Transform) -> SheetExpectation:
    return replace(
        expectation,
        covers=tuple(move.quad(quad) for quad in expectation.covers),
        legible=tuple((move.quad(quad), value) for quad, value in expectation.legible),
    )
