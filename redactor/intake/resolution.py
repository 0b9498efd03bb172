"""Whether a picture's own word on its resolution can be believed."""

from __future__ import annotations

from math import isfinite

MM_PER_INCH = 25.4
LOWEST, HIGHEST = 30.0, 2400.0
"""dpi of real scanners."""
LONGEST_MM = 600.0
"""A2 and a bit.  A phone writes 72 dpi into a photo of 4000 px: a sheet of 1.4 m, so not a fact."""


def believable_dpi(declared: object, width: int, height: int) -> float | None:
    """The dpi of a width×height px picture, from Pillow's ``info["dpi"]``; None where it is
    missing, beyond any scanner, different across and down, or a filler."""
    if not isinstance(declared, tuple) or len(declared) != 2:
        return None
    try:
        across, down = float(declared[0]), float(declared[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not (isfinite(across) and isfinite(down) and LOWEST <= across <= HIGHEST):
        return None
    if abs(across - down) > 0.02 * across:
        return None
    if max(width, height) / across * MM_PER_INCH > LONGEST_MM:
        return None
    return across
