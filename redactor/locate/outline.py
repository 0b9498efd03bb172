"""Which outline candidates are documents."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from redactor.locate.edges import Corners, candidates, skews
from redactor.locate.neighbours import halves, neighbours
from redactor.locate.refine import refined
from redactor.locate.scoring import (
    SLANTED,
    WITHIN,
    Scored,
    aspect_mark,
    geometry_mark,
    gradients,
    lengthwise,
    noise_floor,
    score,
    slant,
)
from redactor.locate.straight import straight_candidates
from redactor.locate.upright import text_angle
from redactor.locate.wholes import LEVEL, PRINTED, uncut, whole
from redactor.model import Pixels, Quad

ACCEPT = 0.70
"""Least mark of a believed outline."""
GOOD = 0.88
"""Least mark of an outline that leaves much text outside, or goes through some."""
FLAWLESS = 0.97
"""Least mark of an outline with few lines that leaves much text outside."""
UNCUT = 0.7
"""Least mark of a faultless outline without text: less means that it cuts some."""
FEW = 2
"""Lines on a whole picture that say nothing: noise is taken for one or two."""
NEARLY = 3
"""Nearly right outlines that are mended."""
CLOSER, CLOSE_LINES = 6, 3
"""Outlines that are looked into, and fewest lines that a document shows then."""
APART = 0.8
"""Least distance of other text, over an outline's short side, from which it is far."""
ROOMY = 9.0
"""Short side of an outline without text, over the height of the other text, under which it is a
panel: 54 mm of a card are a dozen lines of a letter, a chip, a flag or a hologram are five."""
MOST_OF_TEXT, SOME_OF_TEXT = 0.55, 0.3
"""Part of the level text from which outlines are believed, and from which those short of faultless
may be."""
NEAR = 0.3
"""How far from an outline, over its short side, text that is level with its own belongs to it."""
EXCELLENT = 0.93
"""Least mark of an outline that may have any proportions."""
LIKE_A_DOCUMENT = 0.45
"""Least mark for proportions of the others: a strip or a panel of a card has none of a card's."""
RIM, SQUARE = 0.012, 0.1
"""How near the picture's border a side along it is, over the picture's long side, and the most, in
rad, that a corner of an outline with two such sides is off a right angle."""
HALF, BOTH = (0.38, 0.62), 0.85
"""Part of an opened booklet that a page of it is, and that both are together."""
MOST = 6
"""Most documents looked for on one page."""
SHEET_TEXT = 0.0125
"""Median line height over width under which an outline is a sheet of paper, not a card on it."""


class Traced(NamedTuple):
    """What a small picture shows without its text: candidates, how steep it is, and its noise."""

    every: list[Corners]
    gx: NDArray[np.float32]
    gy: NDArray[np.float32]
    floor: float

    @property
    def slopes(self) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
        """What candidates are marked against."""
        return self.gx, self.gy, self.floor


def traced(small: Pixels) -> Traced:
    """The part of ``outlines`` that needs no lines."""
    slopes = gradients(small)
    found, floor = candidates(small), noise_floor(*slopes)
    return Traced([*found, *halves(found, *slopes, floor)], *slopes, floor)


def outlines(
    small: Pixels,
    lines: Sequence[Quad],
    look: Callable[[Corners], int] | None = None,
    known: Traced | None = None,
) -> tuple[Scored, ...]:
    """The documents' outlines on a small picture, best first; none overlap.

    ``lines``: the text lines found on the same picture, in its px.  ``look``: how many lines a
    closer look at an outline finds.  ``known``: ``traced(small)`` where it was done already.
    """
    lines = [lengthwise(line) for line in lines]
    seen = known or traced(small)
    found = _chosen(seen.every, lines, seen, ACCEPT)
    straight: list[Corners] = []
    if any(mark.score < EXCELLENT for mark in found) or not found:
        straight = straight_candidates(small, *seen.slopes)
    if found and straight:  # what is not quite a document may follow a shadow or a photo
        better = _chosen([*seen.every, *straight], lines, seen, ACCEPT)
        found = better if better and better[0].score >= FLAWLESS else found
    if found:
        return found if look is None else found + _beside(found, lines, seen, look)
    found = _chosen(straight, lines, seen, GOOD)
    if not found:
        found = _chosen(_mended(lines, seen), lines, seen, GOOD)
    if found or look is None:
        return found
    return _looked_into([*seen.every, *straight], lines, seen, look)


def _mended(lines: Sequence[Quad], seen: Traced) -> list[Corners]:
    """The nearly right outlines of a card with print, made faultless; none where that fails."""
    marked = [score(corners, lines, *seen.slopes) for corners in _possible(seen.every, seen)]
    near = sorted((m for m in marked if m.score >= ACCEPT), key=lambda m: -m.score)[:NEARLY]
    moved = refined([m.corners for m in near if len(m.lines) >= PRINTED], *seen.slopes)
    return [c for c in moved if geometry_mark(c, *seen.slopes) >= FLAWLESS]


def _looked_into(
    found: list[Corners],
    lines: Sequence[Quad],
    seen: Traced,
    look: Callable[[Corners], int],
    beside: Sequence[Scored] = (),
) -> tuple[Scored, ...]:
    """Faultless outlines far from text, or in which a closer look finds some.

    ``beside``: the documents that were found before; next to such an outline without text is none.
    At the small picture's scale a distant card's print is too fine to be seen as lines.
    """
    marked = [
        score(corners, lines, *seen.slopes)
        for corners in _possible(found, seen)
        if aspect_mark(corners) >= FLAWLESS
    ]
    marked = [
        m
        for m in marked
        if geometry_mark(m.corners, *seen.slopes) >= FLAWLESS
        and not (m.lines and _cuts_content(m, [m, *beside], lines))
    ]
    # of outlines within one another the inner one: the outer follows the shadow
    marked.sort(key=lambda m: (-m.score, Quad.of(m.corners).area))
    chosen: list[Scored] = []
    for mark in marked[:CLOSER]:
        quad = Quad.of(mark.corners)
        whole = mark.score >= UNCUT or len(lines) <= FEW
        if all(quad.overlap(Quad.of(other.corners)) <= 0.25 for other in chosen) and (
            (whole and not beside and _far_from_text(mark, lines) and _roomy(mark, lines))
            or look(mark.corners) >= CLOSE_LINES
        ):
            chosen.append(mark)
    return tuple(chosen)


def _beside(
    found: tuple[Scored, ...],
    lines: Sequence[Quad],
    seen: Traced,
    look: Callable[[Corners], int],
) -> tuple[Scored, ...]:
    """More documents beside those found: faultless outlines in which a closer look finds text.

    A pale back has so little print that no line of it may be seen on the small picture; paper
    under a part of the front hides its outline.
    """
    own = [mark.corners for mark in found]
    quads = [Quad.of(corners) for corners in own]
    apart = [c for c in seen.every if all(quad.overlap(Quad.of(c)) == 0 for quad in quads)]
    return _looked_into([*apart, *neighbours(own, *seen.slopes)], lines, seen, look, found)


def _far_from_text(mark: Scored, lines: Sequence[Quad]) -> bool:
    """Whether no text level with an outline stands near it: then it is no panel of a document.

    A card too blurred to be read is better looked at as a card, and held, than not at all.
    """
    quad = Quad.of(mark.corners)
    wide = quad.padded(APART * min(quad.width, quad.height))
    return not any(
        i not in mark.lines and wide.contains(line.centre) and _level(line, quad)
        for i, line in enumerate(lines)
    )


def _roomy(mark: Scored, lines: Sequence[Quad]) -> bool:
    """Whether a document's print, of the size of the picture's other text, had room in an outline.

    Noise is taken for a line or two, which say nothing of sizes.
    """
    if len(lines) <= FEW:
        return True
    quad = Quad.of(mark.corners)
    high = float(np.median([min(line.width, line.height) for line in lines]))
    return min(quad.width, quad.height) >= ROOMY * high


def _level(line: Quad, quad: Quad) -> bool:
    """Whether a line of text runs along one of an outline's sides."""
    off = (text_angle([line]) - quad.angle) % (np.pi / 2)
    return bool(min(off, np.pi / 2 - off) < 3 * LEVEL)


def _chosen(
    found: list[Corners], lines: Sequence[Quad], seen: Traced, least: float
) -> tuple[Scored, ...]:
    """The believed ones of some candidates, best first; none where they are no documents."""
    marked = [score(corners, lines, *seen.slopes) for corners in _possible(found, seen)]
    marked = [
        m
        for m in marked
        if m.score >= least
        and (not lines or len(m.lines) >= 2)
        and (m.score >= EXCELLENT or aspect_mark(m.corners) >= LIKE_A_DOCUMENT)
        and (m.score >= GOOD or m.over or m.cut == 0)
    ]
    marked = _without_booklets(_without_sheets(marked, lines))
    marked.sort(key=lambda m: -m.score - 0.15 * _share(m, lines))
    chosen: list[Scored] = []
    for mark in marked:
        quad = Quad.of(mark.corners)
        if any(quad.overlap(Quad.of(other.corners)) > 0.25 for other in chosen):
            continue
        chosen.append(uncut(whole(mark, marked, lines), marked))
        if len(chosen) == MOST:
            break
    return tuple(chosen) if _believable(chosen, lines) else ()


def _believable(chosen: list[Scored], lines: Sequence[Quad]) -> bool:
    """Whether the outlines together are documents and not panels printed on one.

    A panel (a photo's frame, a flag, the zone under a card's text) leaves most of the document's
    text outside, which runs as its own.  On a desk with other print a real outline leaves text
    outside, too, but that runs another way, or the outline is a good one.
    """
    if any(_cuts_content(mark, chosen, lines) for mark in chosen):
        return False
    held = {i for mark in chosen for i in mark.lines}
    quads = [Quad.of(mark.corners) for mark in chosen]
    level = [line for line in lines if any(slant(line, quad) <= SLANTED for quad in quads)]
    inside = sum(lines[i].width for i in held)
    every = sum(line.width for line in level)
    if inside > 0 and inside >= MOST_OF_TEXT * every:
        return True
    few = inside < SOME_OF_TEXT * every and any(mark.score < FLAWLESS for mark in chosen)
    return bool(chosen) and not few and all(_stands_alone(mark) for mark in chosen)


def _stands_alone(mark: Scored) -> bool:
    """Whether an outline is believed although most of the picture's text lies outside it.

    One with all four sides, a document's proportions and no text cut or near outside is no
    panel, however little is printed on it: the back of a card beside a letter.
    """
    if mark.score >= FLAWLESS:
        return len(mark.lines) >= 3
    return mark.score >= GOOD and len(mark.lines) >= 5 and aspect_mark(mark.corners) >= 0.8


def _cuts_content(mark: Scored, chosen: list[Scored], lines: Sequence[Quad]) -> bool:
    """Whether text level with an outline's own stands just outside it: the outline is too small."""
    if mark.over:
        return False
    inside = [lines[i] for i in mark.lines]
    own = text_angle(inside)
    quad = Quad.of(mark.corners)
    reach = NEAR * min(quad.width, quad.height)
    held = {i for other in chosen for i in other.lines}
    outside = sum(
        line.width
        for i, line in enumerate(lines)
        if i not in held
        and line.width > 2.5 * line.height
        and abs(text_angle([line]) - own) < LEVEL
        and quad.padded(reach).contains(line.centre)
    )
    return outside > 0.1 * sum(line.width for line in inside)


def _share(mark: Scored, lines: Sequence[Quad]) -> float:
    """Part of all text that an outline holds."""
    total = sum(line.width for line in lines)
    return sum(lines[i].width for i in mark.lines) / total if total else 0.0


def _without_sheets(marked: list[Scored], lines: Sequence[Quad]) -> list[Scored]:
    """Drops outlines whose text is far too small for a card where a smaller outline lies inside."""
    kept = []
    for mark in marked:
        heights = sorted(min(lines[i].width, lines[i].height) for i in mark.lines)
        quad = Quad.of(mark.corners)
        if heights and heights[len(heights) // 2] < SHEET_TEXT * max(quad.width, quad.height):
            inner = [
                m
                for m in marked
                if Quad.of(m.corners).area < 0.6 * quad.area
                and quad.contains(Quad.of(m.corners).centre)
            ]
            if inner:
                continue
        kept.append(mark)
    return kept


def _without_booklets(marked: list[Scored]) -> list[Scored]:
    """Drops an opened booklet both of whose pages are seen: each is a document of its own."""
    quads = [Quad.of(mark.corners) for mark in marked]

    def is_opened(whole: Quad) -> bool:
        halves = [
            quad
            for mark, quad in zip(marked, quads, strict=True)
            if mark.score >= GOOD
            and HALF[0] < quad.area / whole.area < HALF[1]
            and quad.shared(whole) > WITHIN
        ]
        return any(
            one.shared(other) < 1 - WITHIN and one.area + other.area > BOTH * whole.area
            for one, other in combinations(halves, 2)
        )

    return [mark for mark, quad in zip(marked, quads, strict=True) if not is_opened(quad)]


def _possible(found: list[Corners], seen: Traced) -> list[Corners]:
    """Distinct candidates less the picture's own border and what leans on it."""
    high, wide = seen.gx.shape
    return [
        corners
        for corners in _distinct(found)
        if not (_is_frame(corners, wide, high) or _leans(corners, wide, high))
    ]


def _is_frame(corners: Corners, width: int, height: int) -> bool:
    """Whether an outline is the picture's own border."""
    border = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    gaps = [float(np.hypot(*(border - corner).T).min()) for corner in corners]
    return max(gaps) < 0.02 * max(width, height)


def _leans(corners: Corners, width: int, height: int) -> bool:
    """Whether an outline has two sides along the picture's border and is not square.

    What lies so was cut out or lies in a scanner's corner, and is seen straight from above: a
    third side aslant is no document's.
    """
    near = RIM * max(width, height)
    x, y = corners.T
    at_rim = np.array([x < near, x > width - near, y < near, y > height - near])
    sides = int((at_rim & np.roll(at_rim, -1, axis=1)).any(axis=0).sum())
    return sides >= 2 and float(skews(corners[None]).max()) > math.sin(SQUARE)


def _distinct(found: list[Corners]) -> list[Corners]:
    """Candidates without near copies, corners in one turning direction, first at the top left."""
    kept: list[Corners] = []
    for corners in found:
        ordered = clockwise(corners)
        tolerance = 0.008 * float(np.hypot(*(ordered.max(axis=0) - ordered.min(axis=0))))
        if not any(np.abs(ordered - other).max() < tolerance for other in kept):
            kept.append(ordered)
    return kept


def clockwise(corners: Corners) -> Corners:
    """Corners in reading order of the page: top left, top right, bottom right, bottom left."""
    centre = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - centre[1], corners[:, 0] - centre[0])
    ordered = corners[np.argsort(angles)]
    first = int(np.argmin(ordered.sum(axis=1)))
    return np.asarray(np.roll(ordered, -first, axis=0), dtype=np.float64)
