"""Which way a located document stands: the orientation model, and the lines' own angle."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from redactor.engines import Engines
from redactor.model import Pixels, Quad

SURE = 0.6
"""Least probability at which the orientation model is believed on its own."""

CLOSE = 0.12
"""Radians within which lines run in one direction."""
LONG = 2.5
"""Length over height of a line from which it tells its direction."""
SLANT = 0.2
"""Radians by which another paper's lines run apart from a page's commonest direction."""
RIVAL = 0.5
"""Share of the text of the commonest direction from which another one is as common."""


def quarter_turns(view: Pixels, engines: Engines) -> tuple[int, float]:
    """By how many clockwise quarter turns the content of a flat view stands turned, and how sure.

    ``view``: H×W×3 uint8 RGB of the document alone, any of four directions.
    """
    odds = engines.orientation.turns(view)
    best = int(np.argmax(odds))
    return best, float(odds[best])


def text_angle(lines: Sequence[Quad]) -> float:
    """The lines' commonest skew in radians, within ±45°, from their longer edges."""
    told = [skew for skew in map(_skew, lines) if skew is not None]
    if not told:
        return 0.0
    angles = [angle for angle, _ in told]
    weights = [length for _, length in told]
    near = [
        (sum(w for b, w in zip(angles, weights, strict=True) if _apart(a, b) < CLOSE), a)
        for a in angles
    ]
    most = max(weight for weight, _ in near)
    # where two directions hold about as much text the level one counts: a watermark slants
    rough = min((a for weight, a in near if weight >= RIVAL * most), key=abs)
    close = sorted((a, w) for a, w in zip(angles, weights, strict=True) if _apart(a, rough) < CLOSE)
    total, half = sum(w for _, w in close), 0.0
    for angle, weight in close:  # weighted median: one crooked box does not turn the page
        half += weight
        if half >= total / 2:
            return angle
    return rough


def oblique(lines: Sequence[Quad], angle: float) -> tuple[list[Quad], list[Quad]]:
    """Lines that run at a slant to an angle in radians, and short ones, which tell none."""
    skews = [(line, _skew(line)) for line in lines]
    slanting = [line for line, skew in skews if skew and _apart(skew[0], angle) > SLANT]
    return slanting, [line for line, skew in skews if skew is None]


def _skew(line: Quad) -> tuple[float, float] | None:
    """A line's skew in radians, within ±45°, and its length; None for one too short to tell."""
    a, b, c, d = line.points
    wide = (b[0] - a[0] + c[0] - d[0], b[1] - a[1] + c[1] - d[1])
    high = (d[0] - a[0] + c[0] - b[0], d[1] - a[1] + c[1] - b[1])
    dx, dy = wide if line.width >= line.height else high
    length = math.hypot(dx, dy)
    if length < LONG * min(line.width, line.height):
        return None
    return (math.atan2(dy, dx) + math.pi / 4) % (math.pi / 2) - math.pi / 4, length


def _apart(one: float, other: float) -> float:
    """How far two directions lie apart, quarter turns aside, in radians."""
    return abs((one - other + math.pi / 4) % (math.pi / 2) - math.pi / 4)
