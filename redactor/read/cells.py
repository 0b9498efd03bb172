"""Ink of a zone's lines by cell, and the borders between cells put into the gaps between glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

import numpy as np
from numpy.typing import NDArray

from redactor.engines.text import strip
from redactor.model import Pixels, Quad, Transform

Floats = NDArray[np.float64]

PER_CELL = 32
"""Columns a cell of the ink profile has."""
_ROWS = 40
_BEYOND = 1
"""Cells of the profile before a line's first and after its last."""
_STRIP_PX = 56
_PULL = 0.36
"""Most a lattice is moved towards the gaps, in cells."""
_COSTLY = 1.6
"""What a pull costs by its square; the reader's centres err by a tenth of a cell."""
_STRAY = 0.14
"""Most one line may differ from its zone's lattice, in cells."""
_FEWEST = 8
"""Characters that were read which say whether the cells are right."""
_SIGMA = 0.12
"""How far a gap's middle lies off the lattice as a rule, in cells."""
_TOWARDS_KEPT = 0.06
"""How far a cover reaches over a gap's middle, in cells: a fifth of a kept glyph may go, of a
hidden one nothing may stay."""
_LEANS = np.linspace(-0.24, 0.24, 17)
"""Leans of a line's cells that are tried, in cells from its upper to its lower edge."""
_PLAINLY = 0.004
"""Part by which a lean must stand out against none."""
ROUNDED = 0.5
"""px that a cover reaches beyond its border as a rule: every pixel it touches is filled."""


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """How much ink each column of a line has, 0 to 1, from a cell before its first.

    ``pull``: how far the gaps lie off the lattice at the line's start, middle and end, in cells.
    """

    profile: Floats
    cells: int
    pull: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def at(self, cell: float) -> float:
        """A border of the lattice after it was pulled."""
        return cell + float(_bow(np.array([cell / self.cells]), self.pull)[0])

    def border(self, cell: int, lean: float) -> float:
        """The border left of a cell, in the gap between the two glyphs.

        ``lean``: cells by which it lies right of the gap's middle.
        """
        middle = self.at(cell)
        spots = middle + np.linspace(-0.36, 0.36, 73)
        ink = np.interp(spots, self.places, self.profile)
        level = max(self._level(cell), 1e-3)
        odds = np.exp(-0.5 * ((spots - middle) / _SIGMA) ** 2 - 6.0 * ink / level)
        return float((odds * spots).sum() / odds.sum()) + lean

    @property
    def places(self) -> Floats:
        """Each column's place in cells."""
        return (np.arange(len(self.profile)) + 0.5) / PER_CELL - _BEYOND

    def _level(self, cell: int) -> float:
        """Ink of the glyphs beside a border."""
        middle = round((self.at(cell) + _BEYOND) * PER_CELL)
        near = self.profile[max(0, middle - PER_CELL) : middle + PER_CELL]
        return float(np.percentile(near, 85)) if len(near) else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of one line: ``plane`` takes (cell, row) to the page.

    ``rows``: the line's upper and lower edge.  ``line``: its quad on the page.  ``sure``: how
    clearly the cells stand out, 0 to 1.
    """

    plane: Transform
    rows: tuple[float, float]
    line: Quad
    ink: Ink
    sure: float

    def quad(self, start: int, end: int) -> Quad:
        """The page quad of cells that are hidden, borders in the gaps beside them.

        Nothing to keep lies beyond the line's ends, where a detector's box may cut a glyph.
        """
        left = -0.6 if start == 0 else self.ink.border(start, -self._lean(start))
        over = end >= self.ink.cells
        right = self.ink.cells + 0.6 if over else self.ink.border(end, self._lean(end))
        return self.between(left, right)

    def _lean(self, cell: int) -> float:
        """Cells by which a border lies off the gap's middle; rounding outwards is a part of it."""
        row = sum(self.rows) / 2
        (x0, y0), (x1, y1) = (self.plane.point((cell + at, row)) for at in (-0.5, 0.5))
        return max(_TOWARDS_KEPT - ROUNDED / max(hypot(x1 - x0, y1 - y0), 1.0), 0.0)

    def between(self, left: float, right: float) -> Quad:
        """The page quad between two places in cells, within the line's upper and lower edge."""
        a, b, c, d = self.line.array()
        corners = [
            _crossing(self.plane, place, self.rows, one, two)
            for place, one, two in ((left, a, b), (right, a, b), (right, d, c), (left, d, c))
        ]
        return Quad.of(corners)


def _crossing(
    plane: Transform, place: float, rows: tuple[float, float], one: Floats, two: Floats
) -> Floats:
    """Where a border between cells crosses an edge of the line."""
    high, low = (np.asarray(plane.point((place, row))) for row in rows)
    matrix = np.column_stack([low - high, one - two])
    share = np.linalg.solve(matrix, one - high)[0]
    return np.asarray(high + share * (low - high))


def row_ink(pixels: Pixels, plane: Transform, rows: tuple[float, float], cells: int) -> Ink:
    """A line's ink on its lattice."""
    return Ink(_profile(_darkness(_flat(pixels, plane, rows, cells))), cells)


def _flat(
    pixels: Pixels, plane: Transform, rows: tuple[float, float], cells: int
) -> NDArray[np.uint8]:
    """The picture of a line on its lattice, ``PER_CELL`` columns a cell."""
    import cv2

    high, low = rows
    wide = (cells + 2 * _BEYOND) * PER_CELL
    scale = (low - high) / _ROWS
    move = Transform.of([[1 / PER_CELL, 0, -_BEYOND], [0, scale, high], [0, 0, 1]]).then(plane)
    flat = cv2.warpPerspective(
        pixels,
        move.array(),
        (wide, _ROWS),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(flat, dtype=np.uint8)


def upright(
    pixels: Pixels, lines: Sequence[tuple[Transform, tuple[float, float], int]]
) -> list[Transform]:
    """The planes of lines (plane, upper and lower edge in rows, cells), their cells put upright.

    Centres of characters say where cells stand, hardly how they lean: over a thin zone a pixel's
    error tilts them.  Where they lean as the print does, its columns are darkest and its gaps
    emptiest.
    """
    darks = [_darkness(_flat(pixels, *line)) for line in lines]
    marks = [sum(_upright_mark(dark, lean) for dark in darks) for lean in _LEANS]
    best = float(_LEANS[int(np.argmax(marks))]) if lines else 0.0
    if best == 0.0 or max(marks) < (1 + _PLAINLY) * marks[len(_LEANS) // 2]:
        return [plane for plane, _, _ in lines]
    return [_leaning(plane, rows, best) for plane, rows, _ in lines]


def _upright_mark(dark: Floats, lean: float) -> float:
    """How unlike a line's columns are when its cells lean by as many cells from top to bottom."""
    import cv2

    shift = lean * PER_CELL / _ROWS
    move = np.array([[1, shift, -shift * _ROWS / 2], [0, 1, 0]])
    size = (dark.shape[1], dark.shape[0])
    sheared = cv2.warpAffine(
        np.asarray(dark, np.float32), move, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    return float(_middle(np.asarray(sheared, np.float64)).mean(axis=0).var())


def _leaning(plane: Transform, rows: tuple[float, float], lean: float) -> Transform:
    """A plane whose cells lean by as many cells from a line's upper to its lower edge."""
    by = lean / (rows[1] - rows[0])
    middle = (rows[0] + rows[1]) / 2
    return Transform.of([[1, by, -by * middle], [0, 1, 0], [0, 0, 1]]).then(plane)


def ink_extent(pixels: Pixels, line: Quad, cells: int) -> tuple[float, float] | None:
    """Where the ink of a line begins and ends, as fractions; None where there is none."""
    profile = ink_profile(strip(pixels, line, _STRIP_PX))
    inked = np.flatnonzero(profile > 0.06)
    if len(inked) < cells:
        return None
    return float(inked[0]) / len(profile), float(inked[-1] + 1) / len(profile)


def ink_profile(picture: Pixels) -> Floats:
    """How much of each column is ink, 0 to 1, for a line picture h×w×3 uint8 RGB."""
    dark = _darkness(picture)
    level = np.percentile(dark, 97) * 0.45
    return np.asarray((_middle(dark) > max(level, 12.0)).mean(axis=0), dtype=np.float64)


def _darkness(picture: Pixels) -> Floats:
    """How much darker than the paper around it each pixel is."""
    import cv2

    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY))
    size = max(3, round(grey.shape[0] * 0.9)) | 1
    paper = cv2.morphologyEx(
        grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    )
    return np.asarray(paper, dtype=np.float64) - grey


def _middle(dark: Floats) -> Floats:
    """A line's rows without those where its neighbours may reach in."""
    height = dark.shape[0]
    low = round(height * 0.15)
    return dark[low : max(round(height * 0.85), low + 1)]


def _profile(dark: Floats) -> Floats:
    """Ink by column against the print around it: light and reflections change along a line."""
    step = 3 * PER_CELL
    spots = np.arange(0, dark.shape[1] + step, step)
    levels = [
        float(np.percentile(dark[:, max(0, s - step) : s + step], 95)) if s < dark.shape[1] else 0.0
        for s in spots
    ]
    least = max(0.35 * max(levels), 12.0)
    level = np.interp(np.arange(dark.shape[1]), spots, np.maximum(levels, least))
    share = _middle(dark) / level
    return np.asarray(np.clip((share - 0.2) / 0.6, 0.0, 1.0).mean(axis=0))


def pulled(inks: Sequence[Ink | None], *, together: bool) -> list[Ink | None]:
    """Each line's ink with its lattice pulled into the gaps between the glyphs.

    ``together``: the lines share one lattice and are pulled as one first.
    """
    there = [ink for ink in inks if ink is not None]
    shared = _best(there, (0.0, 0.0, 0.0), _PULL) if together and there else None
    return [
        None
        if ink is None
        else replace(
            ink,
            pull=_best([ink], (0.0, 0.0, 0.0), _PULL)
            if shared is None
            else _best([ink], shared, _STRAY),
        )
        for ink in inks
    ]


def _best(
    inks: Sequence[Ink], around: tuple[float, float, float], reach: float
) -> tuple[float, float, float]:
    """The pull under which borders hold least ink, and little of the print's spread."""
    steps = np.linspace(-reach, reach, 13)
    bows = np.linspace(-0.12, 0.12, 5) if len(inks) > 1 or reach == _PULL else np.zeros(1)
    left, right, bow = (a.ravel() for a in np.meshgrid(steps, steps, bows, indexing="ij"))
    pulls = np.stack([left, (left + right) / 2 + bow, right]) + np.asarray(around)[:, None]
    cost = _COSTLY * (left**2 + right**2 + 4 * bow**2)
    for ink in inks:
        spread = _blurred(ink.profile, 0.07 * PER_CELL) + 0.5 * _blurred(
            ink.profile, 0.2 * PER_CELL
        )
        level = max(float(ink.profile.mean()), 1e-3)
        share = np.arange(ink.cells + 1) / ink.cells
        at = np.arange(ink.cells + 1) + _bow(share, tuple(pulls[:, :, None]))
        columns = np.clip(np.rint((at + _BEYOND) * PER_CELL), 0, len(spread) - 1).astype(np.int64)
        cost = cost + spread[columns].mean(axis=1) / level / len(inks)
    best = pulls[:, int(np.argmin(cost))]
    return float(best[0]), float(best[1]), float(best[2])


def _bow(share: Floats, pull: tuple[float, float, float]) -> Floats:
    """The pull at a share of the line: the parabola through its start, middle and end."""
    first, middle, last = pull
    return np.asarray(
        first * (1 - share) * (1 - 2 * share)
        + middle * 4 * share * (1 - share)
        + last * share * (2 * share - 1)
    )


def agreement(ink: Ink, seen: Sequence[tuple[int, float]]) -> float:
    """How sure the cells are, 0 to 1: clear gaps, or characters read where their cells are."""
    borders = [ink.at(cell) for cell in range(ink.cells + 1)]
    middles = [ink.at(cell + 0.5) for cell in range(ink.cells)]
    spread = _blurred(ink.profile, 0.07 * PER_CELL)
    there = float(np.interp(middles, ink.places, spread).mean())
    clear = 1.0 - float(np.interp(borders, ink.places, spread).mean()) / max(there, 1e-6)
    if len(seen) < _FEWEST:
        return float(np.clip(clear, 0.0, 1.0))
    # by whole cells a line may be counted wrongly, the lattice then being its neighbours'
    off = [at + 0.5 - ink.at(cell + 0.5) for cell, at in seen]
    near = 2 * sum(abs(value - round(value)) < 0.25 for value in off) / len(off) - 1
    return float(np.clip(max(near, 0.5 * clear) if clear > 0.1 else near / 2, 0.0, 1.0))


def _blurred(profile: Floats, sigma: float) -> Floats:
    """The profile with its ink spread."""
    reach = max(1, round(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 0.5)) ** 2)
    return np.convolve(np.pad(profile, reach, mode="edge"), weights / weights.sum(), mode="valid")
