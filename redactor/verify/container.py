"""What is in a finished file beside pixels: whatever is not on a whitelist is a doubt."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.documents import bsn
from redactor.model import Doubt, Secret
from redactor.verify.foreign import foreign_extras
from redactor.verify.jpeg import jpeg_extras
from redactor.verify.pdf import PdfLook
from redactor.verify.png import PNG_MARK, png_extras

__all__ = ["PNG_MARK", "metadata_doubts"]

JPEG_MARK = b"\xff\xd8\xff"
PDF_MARK = b"%PDF-"
PDF_HEAD = 1024


def metadata_doubts(data: bytes, numbers: frozenset[Secret] = frozenset()) -> list[Doubt]:
    """Doubts about the bytes of a PNG, JPEG, PDF or other picture.

    "metadata" with the place as detail ("png:tEXt", "jpeg:APP1", "pdf:/Info"); "number-visible"
    where a known number stands in the bytes or in a decoded PDF stream.  Raises an error of its
    parser where the bytes are broken.
    """
    hidden: tuple[bytes, ...] = ()
    if data.startswith(PNG_MARK):
        extras = [f"png:{name}" for name in png_extras(data)]
    elif data.startswith(JPEG_MARK):
        extras = [f"jpeg:{name}" for name in jpeg_extras(data)]
    elif PDF_MARK in data[:PDF_HEAD]:
        look = PdfLook(data)
        extras = [f"pdf:{name}" for name in look.extras]
        hidden = look.streams
    else:
        extras = list(foreign_extras(data))
    doubts = [Doubt("metadata", extra) for extra in dict.fromkeys(extras)]
    if any(_holds(part, numbers) for part in (data, *hidden)):
        doubts.append(Doubt("number-visible", "bytes"))
    return doubts


def _holds(data: bytes, numbers: frozenset[Secret]) -> bool:
    return any(spelling in data for number in numbers for spelling in _spellings(number))


def _spellings(number: Secret) -> Iterator[bytes]:
    """A number's whole row of digits as text may hold it; shorter runs occur in any packed data."""
    digits = bsn.digits(number.clear)
    groups = (digits[:4], digits[4:6], digits[6:])
    thirds = (digits[:3], digits[3:6], digits[6:])
    texts = {digits} | {mark.join(g) for g in (groups, thirds) for mark in (" ", ".", "-")}
    for text in sorted(texts):
        yield text.encode("ascii")
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
