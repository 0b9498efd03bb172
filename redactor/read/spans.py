"""From characters of a line to their place on the page."""

from __future__ import annotations

import numpy as np

from redactor.engines.text import strip
from redactor.model import Pixels, Quad
from redactor.read.cells import ink_profile
from redactor.read.scene import Line

_REACH = 0.9
"""How far from a character's centre its ink may end, in pitches: centres drift."""
STRIP_PX = 48
_CROSSED, _BLANK = 0.25, 0.12
"""Ink, over a line's height, at an end of its box that runs through a character, and beside one."""
_CUT_OFF = 0.6
"""Most of a character that may lie beyond the end of its line's box, in pitches."""


def span_quad(pixels: Pixels, line: Line, start: int, end: int) -> Quad:
    """The quad (page px) of characters ``start`` to ``end`` (half-open) of a line.

    Ends are put into the gap beside the outer characters; at the line's own ends the whole box is
    taken, and more where that runs through a character: a box that begins on a neighbour's print
    may begin late.
    """
    left, right = rough(line, start, end)
    pitch = _pitch(line, start, end)
    around = line.page.part(-_CUT_OFF * pitch, 1.0 + _CUT_OFF * pitch)
    profile = ink_profile(strip(pixels, around, STRIP_PX))
    beyond = round(len(profile) * _CUT_OFF * pitch / (1.0 + 2 * _CUT_OFF * pitch))
    own = profile[beyond : len(profile) - beyond]
    if left > 0.0:
        left = _gap(own, left, line.centres[start], pitch)
    else:
        left = -_cut(profile[beyond::-1]) / len(own)
    if right < 1.0:
        right = _gap(own, right, line.centres[end - 1], pitch)
    else:
        right = 1.0 + _cut(profile[len(profile) - beyond - 1 :]) / len(own)
    return line.page.part(left, right)


def _cut(outwards: np.ndarray[tuple[int], np.dtype[np.float64]]) -> int:
    """Columns of a character beyond the end of a box, from the ink there and on outwards."""
    if float(outwards[:3].max()) < _CROSSED:
        return 0
    blank = np.flatnonzero(outwards < _BLANK)
    return int(blank[0]) if len(blank) else len(outwards) - 1


def _pitch(line: Line, start: int, end: int) -> float:
    """Typical distance of neighbouring characters, as a fraction of the line."""
    solid = [
        c
        for c, char in zip(line.centres[start:end], line.text[start:end], strict=True)
        if not char.isspace()
    ]
    steps = np.diff(np.asarray(solid))
    steps = steps[steps > 0]
    if len(steps):
        return float(np.median(steps))
    return 1.0 / max(len(line.text), 1)


def rough(line: Line, start: int, end: int) -> tuple[float, float]:
    """Left and right end of some characters, as fractions of the line, by their centres alone."""
    pitch = _pitch(line, start, end)
    before = [i for i in range(start) if not line.text[i].isspace()]
    after = [i for i in range(end, len(line.text)) if not line.text[i].isspace()]
    left, right = 0.0, 1.0
    if before:
        first = line.centres[start]
        middle = (line.centres[before[-1]] + first) / 2
        left = max(middle, first - _REACH * pitch)
    if after:
        last = line.centres[end - 1]
        middle = (line.centres[after[0]] + last) / 2
        right = min(middle, last + _REACH * pitch)
    return max(0.0, left), min(1.0, right)


def _gap(
    profile: np.ndarray[tuple[int], np.dtype[np.float64]], at: float, centre: float, pitch: float
) -> float:
    """The emptiest spot near a rough border, a third of a pitch off the character at least."""
    width = len(profile)
    toward = 1.0 if at > centre else -1.0
    low = centre + toward * 0.34 * pitch
    high = at + toward * 0.3 * pitch
    spots = np.linspace(low, high, 25)
    columns = np.clip(np.rint(spots * width).astype(int), 0, width - 1)
    smooth = np.convolve(profile, np.ones(3) / 3, mode="same")
    ink = smooth[columns]
    empty = spots[ink <= float(ink.min()) + 0.02]
    # blur spreads ink into the gap: the hidden character gets the larger part of it
    return float(np.clip(np.quantile(empty, 0.7 if toward > 0 else 0.3), 0.0, 1.0))
