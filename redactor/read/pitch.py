"""Characters of a line at an even pitch, seen at an angle: which of those read agree on one."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Anchors = Sequence[tuple[int, float]]
"""(cell, centre as a fraction of the line) of characters that were read."""
FEWEST = 8
"""Characters of a line that tell where its cells stand."""
NEAR = 0.3
"""Cells by which a character's centre may lie off its cell's."""
_BOW = 0.45
"""Most change of scale along a line, either way."""
_TRIES = 240
_NONE = 1e-9
"""Determinant of three anchors through which no way runs, such as three at one place."""


def along(anchors: Anchors) -> list[tuple[int, float]] | None:
    """The anchors that agree on an even pitch seen at an angle; None where too few do.

    Places that are no numbers agree with nothing.
    """
    anchors = [one for one in anchors if isfinite(one[1])]
    if len(anchors) < FEWEST:
        return None
    cells = np.asarray([c for c, _ in anchors], dtype=np.float64) + 0.5
    at = np.asarray([f for _, f in anchors], dtype=np.float64)
    rng = np.random.default_rng(len(anchors))
    picks = np.sort(rng.permuted(np.tile(np.arange(len(cells)), (_TRIES, 1)), axis=1)[:, :3])
    far = cells[picks[:, 2]] - cells[picks[:, 0]] >= 0.4 * np.ptp(cells)
    tries = _near(cells, at, _ways(cells[picks[far]], at[picks[far]]))
    if not len(tries):
        return None
    best = tries[int(tries.sum(axis=1).argmax())]
    if best.sum() < FEWEST:
        return None
    for _ in range(3):
        near = _near(cells, at, projective(cells[best], at[best])[None])[0]
        if near.sum() < best.sum():
            break
        best = near
    if best.sum() < max(FEWEST, 0.5 * len(cells)):
        return None
    return [anchors[int(i)] for i in np.flatnonzero(best)]


def projective(cells: Floats, at: Floats) -> Floats:
    """a, b, c of at = (a + b·cell) / (1 + c·cell)."""
    rows = np.column_stack([np.ones_like(cells), cells, -cells * at])
    return np.asarray(np.linalg.lstsq(rows, at, rcond=None)[0], dtype=np.float64)


def _ways(cells: Floats, at: Floats) -> Floats:
    """The same through three anchors each (N×3 cells and places), those left out that are none."""
    rows = np.stack([np.ones_like(cells), cells, -cells * at], axis=2)
    some = np.abs(np.linalg.det(rows)) > _NONE
    return np.asarray(np.linalg.solve(rows[some], at[some][..., None])[..., 0], dtype=np.float64)


def _near(cells: Floats, at: Floats, ways: Floats) -> NDArray[np.bool_]:
    """Which anchors lie near such ways (N×3), a row for each.

    None where one bends more than a document can tilt.
    """
    a, b, c = (ways[:, i, None] for i in range(3))
    below = 1 + c * cells
    fair = ((below >= 1 - _BOW) & (below <= 1 + 2 * _BOW)).all(axis=1, keepdims=True)
    below = np.where(fair, below, 1.0)
    pitch = (b - a * c) / below**2
    fair = fair & (pitch > 0).all(axis=1, keepdims=True)
    near = np.abs((a + b * cells) / below - at) < NEAR * pitch
    return np.asarray(near & fair, dtype=np.bool_)
