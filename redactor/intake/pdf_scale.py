"""How large a PDF page is drawn: arithmetic on sizes, no PDF."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, isfinite, sqrt

from redactor.intake.limits import Limits

POINTS_PER_INCH = 72.0
DRAWN_DPI = 300.0
"""For pages of text and drawings: 12 px for the smallest print of an identity document."""
FULL_PAGE = 0.8
"""Share of the page from which one picture is the page: scans keep a white margin."""
LEAST_LONG_SIDE = 1500.0
"""px, under which readers lose small print."""
MOST_DPI_FOR_LEAST = 600.0
"""A page of the size of a stamp is not blown up beyond this to reach LEAST_LONG_SIDE."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture on a page: its share of the page's area and its own px per point."""

    share: float
    scale: float

    @staticmethod
    def placed(
        size: tuple[int, int],
        right: tuple[float, float],
        up: tuple[float, float],
        page_area: float,
    ) -> PagePicture:
        """A picture of ``size`` (width, height) px drawn along the vectors ``right`` and ``up``
        in points, which may be turned or mirrored."""
        across, down = hypot(*right), hypot(*up)
        if not (across > 0 and down > 0 and page_area > 0):
            return PagePicture(0.0, 0.0)
        share = abs(right[0] * up[1] - right[1] * up[0]) / page_area
        return PagePicture(share, max(size[0] / across, size[1] / down))


def render_scale(
    width: float, height: float, picture: PagePicture | None, limits: Limits
) -> float | None:
    """px per point for a page of width×height points, None where there is no such page.

    300 dpi, or the resolution of the one picture that fills the page; not so little that small
    print is lost, and never more than the limits allow, however large the page says it is.
    """
    long, short = max(width, height), min(width, height)
    if not (isfinite(long) and short > 0):
        return None
    scale = DRAWN_DPI / POINTS_PER_INCH
    if picture is not None and picture.share >= FULL_PAGE:
        scale = picture.scale
    scale = max(scale, min(LEAST_LONG_SIDE / long, MOST_DPI_FOR_LEAST / POINTS_PER_INCH))
    pixels = min(limits.pdf_pixels, limits.max_pixels)
    # The drawing is rounded up to whole px, so one is kept back.
    scale = min(scale, sqrt(pixels / (width * height)), (limits.max_side - 1) / long)
    return scale if long * scale >= 1 else None
