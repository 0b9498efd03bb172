"""The two ways in: a path or bytes at hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from redactor.errors import UnsupportedTypeError
from redactor.intake.limits import Limits, check_bytes
from redactor.intake.names import shown_name
from redactor.intake.sniff import Media, sniff
from redactor.intake.source import Blob, check_not_empty, read_file

if TYPE_CHECKING:
    from redactor.model import Page

DEFAULT_LIMITS = Limits()


def open_pages(path: Path | Blob, limits: Limits = DEFAULT_LIMITS) -> Iterator[Page]:
    """The pages of a file, upright H×W×3 uint8 RGB in sRGB, decoded one by one as asked for.

    The file may be in memory already; else it is opened read-only, read once and closed before
    this returns.  Nothing is written.
    What the path and the first bytes tell is raised at once: NotFoundError,
    IsDirectoryInputError, PermissionInputError, EmptyFileError, UnsupportedTypeError,
    TooLargeError (max_bytes).  Before the first page: EncryptedFileError, TooLargeError
    (max_pages).  With the page concerned: DamagedFileError, TooLargeError (max_pixels,
    max_side, memory).
    """
    if isinstance(path, Blob):
        return open_bytes(path.data, path.name, limits)
    return _pages(read_file(path, limits), shown_name(path), limits)


def open_bytes(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Page]:
    """As ``open_pages`` for bytes already in memory; ``name`` is what messages call them."""
    shown = shown_name(name)
    check_not_empty(data, shown)
    check_bytes(len(data), shown, limits)
    return _pages(data, shown, limits)


def _pages(data: bytes, name: str, limits: Limits) -> Iterator[Page]:
    media = sniff(data)
    if media is None:
        raise UnsupportedTypeError(
            f"{name} is not a JPEG, PNG, WebP, TIFF, BMP, HEIC or PDF file, whatever its name "
            "says; save or scan the document as one of these.",
            name=name,
        )
    if media is Media.PDF:
        from redactor.intake.pdf import pdf_pages

        return pdf_pages(data, name, limits)
    from redactor.intake.raster import raster_pages

    return raster_pages(data, name, media, limits)
