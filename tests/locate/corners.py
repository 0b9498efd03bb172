"""How far outlines that were found are off."""

from __future__ import annotations

import math

from redactor.model import Quad


def worst_any_turn(found: Quad, true: Quad) -> float:
    """The farthest that a corner is from the nearest true one, over the true diagonal.

    Whichever corner is the first: which way up a document lies is not asked.
    """
    diagonal = math.hypot(true.width, true.height)
    return max(min(math.dist(a, b) for b in true.points) for a in found.points) / diagonal
