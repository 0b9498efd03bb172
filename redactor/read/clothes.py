"""Print over dark clothes at the foot of a photo is the photo's own.

Security print runs over the whole card and reads as letters; one such line would end the cover
above the shoulders.  Fields stand on the document's paper, which is as bright under all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.model import Pixels
from redactor.read.scene import Box, Line

GROUND = 80
"""Percentile of a line's greys that is its ground: ink covers less than half of its box."""
DARK = 0.6
"""Brightness of a ground, over that of the fields' paper, under which it is no paper."""
INSIDE = 0.8
"""Part of a line's width that stands on the photo."""


def off_clothes(view: Pixels, lines: Sequence[Line], foot: Box) -> tuple[Line, ...]:
    """Lines less those on dark ground in ``foot``, from the chin to the photo's lower edge.

    ``view`` is H×W×3 uint8 RGB, boxes in its px.
    """
    if not any(line.is_field and _stands_in(line.box, foot) for line in lines):
        return tuple(lines)
    paper = float(np.median([_ground(view, line.box) for line in lines if line.is_field]))

    def is_paper(line: Line) -> bool:
        return not line.is_field or _ground(view, line.box) >= DARK * paper

    return tuple(line for line in lines if not _stands_in(line.box, foot) or is_paper(line))


def _stands_in(line: Box, foot: Box) -> bool:
    inside = min(line[2], foot[2]) - max(line[0], foot[0])
    middle = (line[1] + line[3]) / 2
    return inside > INSIDE * (line[2] - line[0]) and foot[1] < middle < foot[3]


def _ground(view: Pixels, box: Box) -> float:
    """How bright the ground under a line is, 0 to 255; white for what lies outside."""
    left, top, right, bottom = (max(0, round(value)) for value in box)
    part = view[top:bottom, left:right]
    return float(np.percentile(part.mean(axis=2), GROUND)) if part.size else 255.0
