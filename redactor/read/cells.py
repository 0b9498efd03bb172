"""Character cells of an MRZ line from its pitch (OCR-B, 10 characters an inch: ICAO 9303-3 §4.4).

The glyphs' own boxes say little (a filler and a 1 are narrow); the pitch is even, so a grid that
puts the least ink on its borders tells where each cell begins.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels

STRAYED = 0.22
"""Part of a pitch by which an even grid may differ from the reader's centres."""
_GLYPH = 0.62
"""Width of an average OCR-B glyph over the pitch."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Cell borders as fractions of the line's reading direction.

    ``start``: left border of cell 0.  ``pitch``: cell width.  ``ink``: (first, last) inked
    fraction.  ``sure``: how clearly the grid stands out, 0 to 1.  ``profile``: ink by column.
    """

    start: float
    pitch: float
    ink: tuple[float, float]
    sure: float
    profile: NDArray[np.float64]
    guide: tuple[float, ...] = ()
    """The recogniser's centre of each cell, where it read as many characters as there are cells."""

    def border(self, cell: int, lean: float = 0.5) -> float:
        """Left border of a cell, as a fraction, in the gap between its glyphs.

        ``lean``: where in the gap, 0 at the glyph before it, 1 at the cell's own.
        """
        width = len(self.profile)
        at = (self.start + self.pitch * cell) * width
        if 0 < cell < len(self.guide):
            # Seen at an angle the pitch changes along the line; the reader's centres follow it.
            seen = (self.guide[cell - 1] + self.guide[cell]) / 2 * width
            at = seen if abs(seen - at) > STRAYED * self.pitch * width else at
        reach = 0.24 * self.pitch * width
        low, high = max(0, round(at - reach)), min(width, round(at + reach) + 1)
        if high - low < 3:
            return at / width
        near = self.profile[low:high]
        empty = np.flatnonzero(near <= near.min() + 0.02) + low
        runs = np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1)
        nearest = min(runs, key=lambda run: abs(float(run.mean()) - at) - 0.25 * len(run))
        return (float(nearest[0]) + lean * len(nearest)) / width


def ink_profile(strip: Pixels) -> NDArray[np.float64]:
    """How much of each column is ink, 0 to 1, for a line picture h×w×3 uint8 RGB."""
    import cv2

    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY))
    height = grey.shape[0]
    size = max(3, round(height * 0.9)) | 1
    paper = cv2.morphologyEx(
        grey, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    )
    dark = np.asarray(paper, dtype=np.float64) - grey
    level = np.percentile(dark, 97) * 0.45
    rows = slice(round(height * 0.15), max(round(height * 0.85), round(height * 0.15) + 1))
    return np.asarray((dark[rows] > max(level, 12.0)).mean(axis=0), dtype=np.float64)


def fit_grid(strip: Pixels, cells: int, centres: tuple[float, ...]) -> Grid | None:
    """The grid of ``cells`` cells on a line picture; None where the line shows no even pitch.

    ``centres``: the recogniser's character centres as fractions, a rough guide to the pitch.
    """
    profile = ink_profile(strip)
    width = len(profile)
    inked = np.flatnonzero(profile > 0.06)
    if len(inked) < cells:
        return None
    first, last = float(inked[0]), float(inked[-1] + 1)
    rough = _rough_pitch(centres, width) or (last - first) / (cells - 1 + _GLYPH)
    by_ink = (last - first) / (cells - 1 + _GLYPH)
    pitches = [by_ink] if abs(by_ink / rough - 1) < 0.035 else [by_ink, rough]
    # ink on a border first; of clean grids the one midway between the glyphs
    ink = profile + 0.15 * _blurred(profile, 0.16 * by_ink)
    pitch = (np.asarray(pitches)[:, None] * np.linspace(0.975, 1.025, 21)).ravel()[:, None]
    start = first - pitch * np.linspace(-0.05, 0.45, 21)
    cost = _border_ink(ink, start, pitch, cells)
    cost += 0.1 * np.abs(start + pitch * (cells - 0.5 + _GLYPH / 2) - last) / pitch
    row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
    level = float(profile[int(first) : int(last)].mean())
    sure = float(np.clip(1.0 - cost[row, column] / max(level, 1e-6), 0.0, 1.0))
    return Grid(
        float(start[row, column]) / width,
        float(pitch[row, 0]) / width,
        (first / width, last / width),
        sure,
        profile,
        centres if len(centres) == cells else (),
    )


def _rough_pitch(centres: tuple[float, ...], width: int) -> float | None:
    """Median distance of neighbouring characters in px."""
    steps = np.diff(np.asarray(centres)) * width
    steps = steps[steps > 0]
    return float(np.median(steps)) if len(steps) >= 10 else None


def _blurred(profile: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """The profile with a glyph's ink spread, so that a border is cheapest midway between two."""
    reach = max(1, round(3 * sigma))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / max(sigma, 0.5)) ** 2)
    return np.convolve(np.pad(profile, reach), weights / weights.sum(), mode="valid")


def _border_ink(
    ink: NDArray[np.float64],
    start: NDArray[np.float64],
    pitch: NDArray[np.float64],
    cells: int,
) -> NDArray[np.float64]:
    """Mean ink on the borders of each grid; borders outside the line count as clear paper."""
    spots = np.rint(start[..., None] + pitch[..., None] * np.arange(cells + 1)).astype(np.int64)
    within = (spots >= 0) & (spots < len(ink))
    values = np.where(within, ink[np.clip(spots, 0, len(ink) - 1)], 0.0)
    return np.asarray(values.sum(axis=-1) / np.maximum(within.sum(axis=-1), 1), dtype=np.float64)
