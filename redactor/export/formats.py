"""The file formats a copy can have, and which one is meant."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from redactor.errors import UsageError
from redactor.model import Pixels

MM_PER_INCH = 25.4


class Format(StrEnum):
    """What a copy is written as; the words of --format."""

    PNG = "png"
    JPEG = "jpeg"
    PDF = "pdf"

    @property
    def suffix(self) -> str:
        """The file name ending, with its dot."""
        return ".jpg" if self is Format.JPEG else f".{self.value}"


_BY_SUFFIX = {
    ".png": Format.PNG,
    ".jpg": Format.JPEG,
    ".jpeg": Format.JPEG,
    ".jpe": Format.JPEG,
    ".pdf": Format.PDF,
}
_BY_MEDIA = {
    "jpeg": Format.JPEG,
    "png": Format.PNG,
    "pdf": Format.PDF,
    "bmp": Format.PNG,
    "webp": Format.JPEG,
    "heic": Format.JPEG,
    "tiff": Format.JPEG,
}


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One finished picture: H×W×3 uint8 RGB, its resolution and its true size where known.

    ``dpi``: pixels an inch.  ``size_mm``: (width, height) of the whole sheet, margins included.
    """

    pixels: Pixels
    dpi: float | None = None
    size_mm: tuple[float, float] | None = None

    @property
    def true_mm(self) -> tuple[float, float] | None:
        """(width, height) in mm: as given, else worked out from ``dpi``, else None."""
        if self.size_mm is not None or self.dpi is None:
            return self.size_mm
        height, width = self.pixels.shape[:2]
        return width / self.dpi * MM_PER_INCH, height / self.dpi * MM_PER_INCH


def choose_format(
    media: str, pages: int = 1, explicit: Format | None = None, out: str | None = None
) -> Format:
    """The format of a copy: as asked for, else by the output's name, else as the input.

    ``media``: a ``Page.media`` word.  ``out``: the output file as given, None where there is none
    or it is a folder.  Several ``pages`` make a PDF.  Raises ``UsageError`` where the wishes
    do not fit together.
    """
    suffix = PurePath(out).suffix.lower() if out else ""
    named = _BY_SUFFIX.get(suffix)
    if out and named is None:
        raise UsageError(
            f"A copy cannot be written as “{suffix or 'a file without an ending'}”: "
            "name the output .png, .jpg or .pdf.",
            suffix=suffix,
        )
    if explicit and named and explicit is not named:
        raise UsageError(
            f"The output's ending {suffix} and --format {explicit} contradict each other: "
            "leave one of them out.",
            suffix=suffix,
            format=explicit.value,
        )
    asked = explicit or named
    if pages > 1:
        return _several(asked, pages)
    return asked or _BY_MEDIA.get(media, Format.PNG)


def _several(asked: Format | None, pages: int) -> Format:
    if asked not in (None, Format.PDF):
        raise UsageError(
            f"{pages} pages cannot go into one {asked.value.upper() if asked else ''} file: "
            "choose PDF.",
            pages=pages,
        )
    return Format.PDF
