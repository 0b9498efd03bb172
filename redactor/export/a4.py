"""Front and back on one A4 page, at true size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from redactor.errors import UsageError
from redactor.export.encoding import fitted
from redactor.export.formats import Sheet
from redactor.export.pdf import POINTS_PER_MM, append_page, fit, saved

A4_MM = (210.0, 297.0)
MARGIN_MM = 15.0
GAP_MM = 10.0
"""Between two sheets on a page."""
BOX_MM = (A4_MM[0] - 2 * MARGIN_MM, (A4_MM[1] - 2 * MARGIN_MM - GAP_MM) / 2)
"""What a sheet of unknown size is fitted to: half a page, so that front and back share one."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a sheet lies: 0-based page, top-left corner and size in mm from the page's top left."""

    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


def layout_a4(sheets: Sequence[Sheet]) -> tuple[Placement, ...]:
    """One placement a sheet, in order: stacked, centred, at true size where it is known.

    A sheet larger than the margins allow has a page to itself, scaled down only where it is
    larger than A4.
    """
    placements: list[Placement] = []
    page, used = 0, MARGIN_MM
    for sheet in sheets:
        width, height = _size(sheet)
        x = (A4_MM[0] - width) / 2
        if used > MARGIN_MM and used + height > A4_MM[1] - MARGIN_MM:
            page, used = page + 1, MARGIN_MM
        y = used if used + height <= A4_MM[1] - MARGIN_MM else (A4_MM[1] - height) / 2
        placements.append(Placement(page, x, y, width, height))
        used = y + height + GAP_MM
    return tuple(placements)


def _size(sheet: Sheet) -> tuple[float, float]:
    """(width, height) in mm on the page."""
    true = sheet.true_mm
    if true is None:
        return fit(sheet, BOX_MM)
    scale = min(1.0, A4_MM[0] / true[0], A4_MM[1] / true[1])
    return true[0] * scale, true[1] * scale


def combine_a4(sheets: Sequence[Sheet], max_bytes: int | None = None) -> bytes:
    """A PDF of A4 pages that hold the sheets as ``layout_a4`` places them, pixels not resampled.

    Raises ``UsageError`` for no sheets, ``OutputError`` where ``max_bytes`` cannot be kept.
    """
    if not sheets:
        raise UsageError("There is no page to write: give at least one.")
    places = layout_a4(sheets)
    return fitted(sheets, lambda jpegs: _pages(places, jpegs), max_bytes)


def _pages(places: Sequence[Placement], jpegs: Sequence[bytes]) -> bytes:
    import pikepdf

    media = [0, 0, *(round(side * POINTS_PER_MM, 3) for side in A4_MM)]
    with pikepdf.new() as pdf:
        for place, data in zip(places, jpegs, strict=True):
            append_page(pdf, data, (place.width_mm, place.height_mm))
        pictures = [next(iter(page.obj.Resources.XObject.values())) for page in pdf.pages]
        count = len(pdf.pages)
        for _, group in groupby(zip(places, pictures, strict=True), key=lambda pair: pair[0].page):
            members = list(group)
            names = {f"/Im{index}": picture for index, (_, picture) in enumerate(members)}
            drawing = "\n".join(
                _drawn(place, f"/Im{index}") for index, (place, _) in enumerate(members)
            )
            page = pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=media,
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(names)),
                Contents=pdf.make_stream(drawing.encode("ascii")),
            )
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
        del pdf.pages[:count]
        return saved(pdf)


def _drawn(place: Placement, name: str) -> str:
    """The drawing operators of one picture; PDF counts from the page's bottom left, in points."""
    width, height = place.width_mm * POINTS_PER_MM, place.height_mm * POINTS_PER_MM
    x = place.x_mm * POINTS_PER_MM
    y = (A4_MM[1] - place.y_mm - place.height_mm) * POINTS_PER_MM
    return f"q {width:.4f} 0 0 {height:.4f} {x:.4f} {y:.4f} cm {name} Do Q"
