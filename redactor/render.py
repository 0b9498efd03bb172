"""From a page and its plan to a finished sheet: covers, crop, watermark, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from math import pi

import numpy as np

from redactor.cover import burn, watermark
from redactor.documents import may_show_number
from redactor.export import A4_MM, Sheet, layout_a4, straighten
from redactor.model import Document, Located, Page, Pixels, Plan, Quad, Transform
from redactor.read import Conclusion
from redactor.verify import SheetExpectation, Unmarked

MARGIN = 0.02
"""Margin around several documents on one page, over the page's long side."""
MM_PER_INCH = 25.4
SHEET_PIXELS = 3_000_000
"""Of a straightened document: 640 dpi for a card, 420 dpi for a passport page."""
TOUCHED = 0.08
"""Overlap with a cover from which a line counts as covered and need not be legible, and with
another document from which one does not lie apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A finished sheet and what a second look must find on it."""

    sheet: Sheet
    expectation: SheetExpectation
    turns: frozenset[int] = frozenset()
    """Quarter turns clockwise by which what is on it lies on its side or upside down."""

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
    return dress(frame(page, pixels, conclusion, crop), conclusion, plan, text, checked=True)


def frame(page: Page, pixels: Pixels, conclusion: Conclusion, crop: bool) -> Framed:
    """A page's ``pixels``, covered or not, straightened and cut where ``crop`` says so."""
    return Framed(*_framed(page, pixels, conclusion.documents, crop))


def dress(
    framed: Framed, conclusion: Conclusion, plan: Plan, text: str | None, *, checked: bool = False
) -> Drawn:
    """Covers and watermark on a framed page.

    ``checked``: it will be looked at again, so that what stood there before the mark is kept.
    """
    quads = [cover.quad for cover in plan.covers]
    turned = _turned(framed, plan.turn)
    sheet, to_sheet = turned.sheet, turned.to_sheet
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
    before: tuple[Unmarked, ...] = ()
    if text:
        with ThreadPoolExecutor(1) as beside:
            kept = beside.submit(Unmarked.of, finished) if checked else None
            finished = watermark(
                finished,
                text,
                spare=[quad for quad, _ in legible],
                covers=covers,
                px_per_mm=sheet.dpi / MM_PER_INCH if sheet.dpi else None,
            )
            before = (kept.result(),) if kept else ()
    return Drawn(
        replace(sheet, pixels=finished),
        SheetExpectation(
            tuple(covers),
            legible=tuple(legible),
            abroad=_abroad(conclusion, to_sheet, edge),
            unmarked=before,
        ),
        _lying(conclusion.documents, to_sheet, plan.turn),
    )


def _abroad(conclusion: Conclusion, to_sheet: Transform, sheet: Quad) -> tuple[Quad, ...]:
    """Where nothing can show a number to hide because of its country, in px of the sheet.

    All of the sheet where no document of it can; else those that lie apart from all others.
    """
    if conclusion.documents and not may_show_number(conclusion.country):
        return (sheet,)
    pairs = list(zip(conclusion.documents, conclusion.countries, strict=True))
    own = [document.quad for document, country in pairs if may_show_number(country)]
    return tuple(
        to_sheet.quad(document.quad)
        for document, country in pairs
        if not may_show_number(country) and all(document.quad.overlap(q) < TOUCHED for q in own)
    )


def upright(documents: Sequence[Document], crop: bool) -> int:
    """Quarter turns clockwise by which a page with these documents becomes its sheet."""
    return -_turns(documents) % 4 if crop and documents else 0


def _turns(documents: Sequence[Document]) -> int:
    """Quarter turns clockwise by which most of these documents lie on their page."""
    turns = [_quarters(document.quad) for document in documents]
    return max(set(turns), key=turns.count)


def _lying(documents: Sequence[Document], to_sheet: Transform, turn: int) -> frozenset[int]:
    """How documents lie on their sheet, in quarter turns clockwise, less those that stand upright.

    ``turn``: a person's, which is all that is known of a sheet without documents.
    """
    if not documents:
        return frozenset({turn % 4} - {0})
    return frozenset({_quarters(to_sheet.quad(d.quad)) for d in documents} - {0})


def _quarters(quad: Quad) -> int:
    """Quarter turns clockwise by which what is read along a quad is turned."""
    return round(quad.angle / (pi / 2)) % 4


def _turned(framed: Framed, turn: int) -> Framed:
    """The sheet turned clockwise; pixels are moved, never mixed."""
    if turn % 4 == 0:
        return framed
    height, width = framed.sheet.pixels.shape[:2]
    pixels = np.ascontiguousarray(np.rot90(framed.sheet.pixels, -turn))
    way = _way(turn, width, height)
    return Framed(replace(framed.sheet, pixels=pixels), framed.to_sheet.then(way))


def _way(turn: int, width: int, height: int) -> Transform:
    """From px of a picture of this size to px of the same turned clockwise."""
    ways = (
        ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((0, -1, height), (1, 0, 0), (0, 0, 1)),
        ((-1, 0, width), (0, -1, height), (0, 0, 1)),
        ((0, 1, 0), (-1, 0, width), (0, 0, 1)),
    )
    return Transform.of(ways[turn % 4])


def _framed(
    page: Page, pixels: Pixels, documents: Sequence[Document], crop: bool
) -> tuple[Sheet, Transform]:
    """The sheet's pixels and the way from page px to its px."""
    if not crop or not documents:
        return Sheet(pixels, page.dpi), Transform.identity()
    found = _cut_out((page.width, page.height), documents)
    cut, to_sheet, dpi = straighten(pixels, found, most_pixels=SHEET_PIXELS)
    return Sheet(cut, dpi or page.dpi), to_sheet


def _cut_out(size: tuple[int, int], documents: Sequence[Document]) -> Document:
    """What a page of this size (width, height) is cut to."""
    alone = len(documents) == 1 and documents[0].located is not Located.TEXT
    return documents[0] if alone else _together(size, documents)


def beyond(size: tuple[int, int], documents: Sequence[Document], place: Quad) -> bool:
    """Whether the sheet of a page that is cut to its documents shows nothing of a place.

    ``size``: the page's width and height; quads in its px.
    """
    if not documents:
        return False
    found = _cut_out(size, documents)
    if found.located is Located.PAGE:
        return False
    margin = MARGIN * max(found.quad.width, found.quad.height)
    return found.quad.padded(margin).overlap(place) == 0.0


def _together(size: tuple[int, int], documents: Sequence[Document]) -> Document:
    """Several documents as one upright rectangle around them, turned as most of them are.

    Where one is known by its text alone, nobody knows how far it reaches: that is the whole page.
    """
    width, height = size
    margin = round(MARGIN * max(size))
    bounds = [document.quad.bounds for document in documents]
    if any(document.located is Located.TEXT for document in documents):
        bounds = [(0, 0, width, height)]
    left = max(0, min(b[0] for b in bounds) - margin)
    top = max(0, min(b[1] for b in bounds) - margin)
    right = min(width, max(b[2] for b in bounds) + margin)
    bottom = min(height, max(b[3] for b in bounds) + margin)
    turn = _turns(documents)
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
    found = [SheetExpectation() for _ in pages]
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
            covers=before.covers + moved.covers,
            legible=before.legible + moved.legible,
            abroad=before.abroad + moved.abroad,
            unmarked=before.unmarked + moved.unmarked,
        )
    return tuple(found)


def turned_back(
    drawn: Sequence[Drawn],
    pages: Sequence[Pixels],
    sheets: Sequence[SheetExpectation],
    together: bool,
) -> list[tuple[Pixels, SheetExpectation]]:
    """Decoded pages with what lies on its side, turned so that it stands, and what they show.

    Readers see less of what lies on its side, and the second one nothing: it is looked at both
    ways, whether it was sent so and not cut out, lies beside another, or a person turned it.
    ``together``: several sheets lie on one A4 page.
    """
    if together:
        at = [place.page for place in layout_a4([one.sheet for one in drawn])]
    else:
        at = list(range(len(drawn)))
    wanted = {(page, turn) for page, one in zip(at, drawn, strict=True) for turn in one.turns}
    looks = []
    for page, turn in sorted(wanted):
        if page < min(len(pages), len(sheets)):
            height, width = pages[page].shape[:2]
            pixels = np.ascontiguousarray(np.rot90(pages[page], turn))
            looks.append((pixels, _moved(sheets[page], _way(-turn, width, height))))
    return looks


def _scale(x: float, y: float, left: float, top: float) -> Transform:
    return Transform(((x, 0.0, left), (0.0, y, top), (0.0, 0.0, 1.0)))


def _moved(expectation: SheetExpectation, move: Transform) -> SheetExpectation:
    return replace(
        expectation,
        covers=tuple(move.quad(quad) for quad in expectation.covers),
        legible=tuple((move.quad(quad), value) for quad, value in expectation.legible),
        abroad=tuple(move.quad(quad) for quad in expectation.abroad),
        unmarked=tuple(replace(one, place=move.quad(one.place)) for one in expectation.unmarked),
    )
