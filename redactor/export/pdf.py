"""PDF files that hold pictures only: no text layer, no /Info, no XMP, no dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redactor.export.formats import MM_PER_INCH, Sheet

if TYPE_CHECKING:
    import pikepdf

POINTS_PER_MM = 72 / MM_PER_INCH
FIT_MM = (190.0, 277.0)
"""Box that a page of unknown size fills: A4 less 10 mm all round."""


def pdf_of_pages(sheets: Sequence[Sheet], jpegs: Sequence[bytes]) -> bytes:
    """One page a sheet, each exactly as large as its picture.  ``jpegs``: of our own encoding."""
    import pikepdf

    with pikepdf.new() as pdf:
        for sheet, data in zip(sheets, jpegs, strict=True):
            append_page(pdf, data, page_mm(sheet))
        return saved(pdf)


def page_mm(sheet: Sheet) -> tuple[float, float]:
    """(width, height) of a sheet's page: true where known, else the sheet fitted on A4."""
    return sheet.true_mm or fit(sheet, FIT_MM if _tall(sheet) else (FIT_MM[1], FIT_MM[0]))


def fit(sheet: Sheet, box: tuple[float, float]) -> tuple[float, float]:
    """(width, height) in mm of the sheet made as large as a box allows."""
    height, width = sheet.pixels.shape[:2]
    scale = min(box[0] / width, box[1] / height)
    return width * scale, height * scale


def _tall(sheet: Sheet) -> bool:
    return bool(sheet.pixels.shape[0] >= sheet.pixels.shape[1])


def append_page(pdf: pikepdf.Pdf, data: bytes, size_mm: tuple[float, float]) -> None:
    """Add a page filled by one picture; its bytes go in unchanged."""
    import io

    import img2pdf
    import pikepdf

    width, height = (side * POINTS_PER_MM for side in size_mm)
    single = img2pdf.convert(
        data, layout_fun=lambda *_: (width, height, width, height), nodate=True, producer=""
    )
    with pikepdf.open(io.BytesIO(single)) as source:
        pdf.pages.extend(source.pages)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF begun empty: no /Info, no XMP, an /ID that depends on content only."""
    import io

    import pikepdf

    buffer = io.BytesIO()
    pdf.save(
        buffer,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return buffer.getvalue()
