"""PDF pages, drawn by PDFium: pictures, text, annotations and filled-in forms alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING, Any

from redactor.errors import EncryptedFileError
from redactor.intake.guard import damaged, untrusted
from redactor.intake.limits import Limits, check_pages
from redactor.intake.pdf_scale import POINTS_PER_INCH, PagePicture, render_scale
from redactor.intake.resolution import believable_dpi
from redactor.intake.sniff import Media

if TYPE_CHECKING:
    from redactor.model import Page, Pixels

# PDFium is one library for the whole process and not thread-safe; every call to it from here is
# made under this lock, which is not held while a caller works on a page.
_PDFIUM = RLock()

# A scan's picture comes before its words; a drawing of a million strokes need not be walked.
_OBJECTS = 5000
_DEPTH = 5
"""Pictures may sit in forms within forms."""

_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def pdf_pages(data: bytes, name: str, limits: Limits) -> Iterator[Page]:
    """The pages of a PDF, each drawn when it is asked for; see ``pdf_scale`` for how large.

    Pages of other documents may be drawn in between.  Raises EncryptedFileError (a password is
    needed; an owner's password that only forbids copying or printing is none), TooLargeError
    (max_pages, before anything is drawn), DamagedFileError.
    """
    _check_complete(data, name)
    document = _opened(data, name)
    try:
        with untrusted(name), _PDFIUM:
            count = len(document)
        check_pages(count, name, limits)
        for index in range(count):
            with untrusted(name), _PDFIUM:
                page = _page(document, name, index, limits)
            yield page
    finally:
        with _PDFIUM:
            document.close()


def _check_complete(data: bytes, name: str) -> None:
    """Raises DamagedFileError where the file breaks off.

    PDFium repairs a truncated file silently and leaves pages empty.  A whole file ends with its
    last object, a cross-reference and %%EOF (ISO 32000-1 §7.5.5); so an object after the last
    %%EOF is an update, or the body of a linearised file, that is cut short.  Other bytes after
    it, as some mail programs add, do no harm.
    """
    end = data.rfind(b"%%EOF")
    if end < 0 or _OBJECT.search(data, end):
        raise damaged(name)


def _opened(data: bytes, name: str) -> Any:
    """The pypdfium2 document, its forms ready to be drawn."""
    import pypdfium2
    from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

    with untrusted(name), _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if error.err_code in (FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY):
                raise EncryptedFileError(
                    f"{name} is locked with a password; open it in a PDF reader, save it without "
                    "the password and try again.",
                    name=name,
                ) from None
            raise
        try:
            document.init_forms()
        except BaseException:
            document.close()
            raise
    return document


def _page(document: Any, name: str, index: int, limits: Limits) -> Page:
    from redactor.model import Page

    page = document[index]
    try:
        width, height = page.get_size()
        scale = render_scale(width, height, _picture(page, width * height), limits)
        if scale is None:
            raise damaged(name)
        pixels = _drawn(page, scale)
    finally:
        page.close()
    declared = scale * POINTS_PER_INCH
    # A photo wrapped into a PDF often makes a page of a metre: its dpi is no fact either.
    dpi = believable_dpi((declared, declared), pixels.shape[1], pixels.shape[0])
    return Page(pixels=pixels, index=index, dpi=dpi, media=Media.PDF.value)


def _picture(page: Any, area: float) -> PagePicture | None:
    """The largest picture placed on a page of ``area`` pt², among the page's first objects."""
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    found: PagePicture | None = None
    for image in islice(page.get_objects(max_depth=_DEPTH), _OBJECTS):
        if image.type != FPDF_PAGEOBJ_IMAGE:
            continue
        matrix = image.get_matrix()
        holder = image.container
        while holder is not None:
            matrix = matrix.multiply(holder.get_matrix())
            holder = holder.container
        across, down = image.get_px_size()
        # A picture is drawn as the unit square under its matrix.
        placed = PagePicture.placed(
            (across, down), (matrix.a, matrix.b), (matrix.c, matrix.d), area
        )
        if found is None or placed.share > found.share:
            found = placed
    return found


def _drawn(page: Any, scale: float) -> Pixels:
    """H×W×3 uint8 RGB on white, contiguous and read-only, the page's own /Rotate applied."""
    import numpy as np

    bitmap = page.render(scale=scale, rev_byteorder=True, draw_annots=True, may_draw_forms=True)
    # A copy, so that the pixels do not live in memory that PDFium knows of.
    pixels: Pixels = np.array(bitmap.to_numpy(), dtype=np.uint8, order="C")
    bitmap.close()
    pixels.flags.writeable = False
    return pixels
