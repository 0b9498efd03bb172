"""The stage's face: from a page to its documents and the text that lies outside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.engines import Engines
from redactor.locate.edges import Corners
from redactor.locate.outline import outlines, traced
from redactor.locate.upright import oblique, quarter_turns, text_angle
from redactor.model import Document, Layout, Located, Page, Pixels, Quad
from redactor.views import MOST_PX, PAGE_PX, document, rectify, rotated

BLOCK_LINES = 3
"""Fewest lines of a block of text that counts as a document of its own."""
ACROSS = 4
"""A block's lines for each other line among them from which they are a paper of their own."""
LINES_PX = 880
"""Long side at which lines are looked for; finer ones say nothing more of the layout."""
LOOK_PX = 720
"""Long side at which an outline is looked into for text."""
TWICE = 2.0
"""Factor from which a picture is halved before it is made smaller."""
WORK_PX = 960
"""Long side of the small picture on which lines and outlines are looked for."""


def locate(page: Page, engines: Engines) -> Layout:
    """Documents on a page (page px); where no outline is found the page is the document.

    Raises EngineError where a model fails.
    """
    small, factor = _small(page.pixels)
    with engines.pool() as pool:
        edges = pool.submit(traced, small)
        lines = engines.text.detect(small, LINES_PX)

    def look(corners: Corners) -> int:
        quad = _scaled(Quad.of(corners), factor)
        closer = document(quad, Located.PAGE, 0.5, long_px=LOOK_PX)
        return len(engines.text.detect(rectify(page.pixels, closer), LOOK_PX))

    found = outlines(small, lines, look, edges.result())
    taken = {i for mark in found for i in mark.lines}
    loose = [line for i, line in enumerate(lines) if i not in taken]
    if not found:
        angle = text_angle(lines)
        papers = [[_scaled(line, factor) for line in paper] for paper in _papers(lines, angle)]
        with engines.pool() as pool:
            blocks = pool.submit(_blocks, page.pixels, papers, engines)
            pairs = [_whole(page, factor, lines, angle, engines), *blocks.result()]
        documents, upright = zip(*pairs, strict=True)
        return Layout(documents, upright, tuple(line for paper in papers for line in paper))
    with engines.pool() as pool:
        beside = [_scaled(line, factor) for line in loose]
        blocks = pool.submit(_blocks, page.pixels, _clusters(beside), engines)
        pairs = [
            _turned(page.pixels, _scaled(Quad.of(mark.corners), factor), mark.score, engines)
            for mark in found
        ]
        pairs += blocks.result()
    pairs.sort(key=lambda pair: (pair[0].quad.centre[1], pair[0].quad.centre[0]))
    return Layout(
        tuple(pair[0] for pair in pairs),
        tuple(pair[1] for pair in pairs),
        tuple(_scaled(line, factor) for line in loose),
    )


def _turned(pixels: Pixels, quad: Quad, mark: float, engines: Engines) -> tuple[Document, float]:
    """A document read the right way up."""
    probe = document(quad, Located.PAGE, mark, long_px=480)
    turns, sure = quarter_turns(rectify(pixels, probe), engines)
    return document(rotated(quad, turns), Located.OUTLINE, mark), sure


def _papers(lines: Sequence[Quad], angle: float) -> list[list[Quad]]:
    """Blocks of lines on a page without outlines that run at a slant to its commonest direction.

    A card lies on a letter that is not level with it.  A short line tells no direction; and what
    runs across other lines is a mark on their paper.
    """
    slanting, short = oblique(lines, angle)
    level = [line for line in lines if line not in slanting]
    return [
        block
        for block in _clusters([*slanting, *short])
        if any(line in slanting for line in block)
        and not _crosses(block, [line for line in level if line not in block])
    ]


def _crosses(block: list[Quad], others: list[Quad]) -> bool:
    """Whether lines of another direction stand among a block's."""
    box = _box(np.concatenate([line.array() for line in block]), text_angle(block))
    return sum(box.contains(line.centre) for line in others) * ACROSS > len(block)


def _blocks(
    pixels: Pixels, clusters: list[list[Quad]], engines: Engines
) -> list[tuple[Document, float]]:
    """Blocks of text outside all outlines: a card whose edges cannot be seen, or print."""
    found = []
    for block in clusters:
        angle = text_angle(block)
        margin = 2.0 * float(np.median([min(line.width, line.height) for line in block]))
        points = np.concatenate([line.array() for line in block])
        quad = _box(points, angle).padded(margin)
        probe = document(quad, Located.PAGE, 0.4, long_px=480)
        turns, sure = quarter_turns(rectify(pixels, probe), engines)
        found.append((document(rotated(quad, turns), Located.TEXT, 0.4), sure))
    return found


def _clusters(lines: list[Quad]) -> list[list[Quad]]:
    """Blocks of lines, joined where the gap between their boxes is under three line heights."""
    groups: list[list[Quad]] = []
    for line in lines:
        reach = 3.0 * min(line.width, line.height)
        near = [g for g in groups if any(_gap(line, other) < reach for other in g)]
        groups = [g for g in groups if g not in near] + [[line, *(q for g in near for q in g)]]
    return [group for group in groups if len(group) >= BLOCK_LINES]


def _gap(one: Quad, other: Quad) -> float:
    """Distance in px between two bounding boxes, 0 where they touch."""
    l0, t0, r0, b0 = one.bounds
    l1, t1, r1, b1 = other.bounds
    return math.hypot(max(0, l1 - r0, l0 - r1), max(0, t1 - b0, t0 - b1))


def _whole(
    page: Page, factor: float, lines: tuple[Quad, ...], angle: float, engines: Engines
) -> tuple[Document, float]:
    """The page as the document, deskewed by its text's angle and turned upright."""
    quad = _frame(page.width, page.height, angle if abs(angle) > math.radians(0.4) else 0.0)
    probe = document(quad, Located.PAGE, 0.5, long_px=480)
    turns, sure = quarter_turns(rectify(page.pixels, probe), engines)
    upright = rotated(quad, turns)
    return document(upright, Located.PAGE, 0.5, long_px=_text_px(upright, lines, factor)), sure


def _text_px(quad: Quad, lines: tuple[Quad, ...], factor: float) -> int | None:
    """Long side of a whole page's view at which its text lines are about 26 px high."""
    if not lines:
        return None
    heights = sorted(min(line.width, line.height) * factor for line in lines)
    native = max(quad.width, quad.height)
    wanted = native * 26.0 / max(heights[len(heights) // 2], 1.0)
    return round(min(MOST_PX, max(PAGE_PX * 0.6, min(wanted, native * 3.0), 640)))


def _frame(width: int, height: int, angle: float) -> Quad:
    """The page's rectangle, or the smallest one turned by ``angle`` that holds the page."""
    if angle == 0.0:
        return Quad.rect(0, 0, width, height)
    return _box(
        np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64), angle
    )


def _box(points: NDArray[np.float64], angle: float) -> Quad:
    """The smallest rectangle turned by ``angle`` that holds the N×2 points."""
    c, s = math.cos(angle), math.sin(angle)
    axes = np.array([[c, s], [-s, c]])
    turned = points @ axes.T
    low, high = turned.min(axis=0), turned.max(axis=0)
    box = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    return Quad.of(box @ axes)


def _small(pixels: Pixels) -> tuple[Pixels, float]:
    """The working picture and the factor from its px to page px."""
    import cv2

    height, width = pixels.shape[:2]
    factor = max(height, width) / WORK_PX
    size = (max(32, round(width / factor)), max(32, round(height / factor)))
    interpolation = cv2.INTER_AREA if factor > 1 else cv2.INTER_CUBIC
    source = pixels
    if factor > TWICE:  # halving takes a tenth of the time that other factors take
        half = (width // 2, height // 2)
        source = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    small = np.asarray(cv2.resize(source, size, interpolation=interpolation), dtype=np.uint8)
    return small, factor


def _scaled(quad: Quad, factor: float) -> Quad:
    return Quad.of(quad.array() * factor)
