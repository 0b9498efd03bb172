"""HEIC through pillow-heif, after a look at whether the file is all there."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from redactor.intake.guard import damaged

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

_KNOWN = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"uuid"})


def opened_heif(data: bytes, name: str) -> ImageFile:
    """The file with its header read.

    Phones store a photo as a grid of tiles, and libheif leaves tiles that are missing from a
    truncated file grey without a word: so the boxes are counted first.  Raises DamagedFileError.
    """
    import pillow_heif

    if not _complete(data):
        raise damaged(name)
    opener: type[ImageFile] = pillow_heif.HeifImageFile
    return opener(BytesIO(data))


def _complete(data: bytes) -> bool:
    """Whether every box (ISO/IEC 14496-12 §4.2) ends within the file.

    Bytes after the last box that are no box of a picture, as some phones append, do no harm.
    """
    at = 0
    while at + 8 <= len(data) and data[at + 4 : at + 8] in _KNOWN:
        size = int.from_bytes(data[at : at + 4], "big")
        if size == 0:
            # This box runs to the end of the file, wherever that is.
            return True
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        if size < 8 or at + size > len(data):
            return False
        at += size
    return True
