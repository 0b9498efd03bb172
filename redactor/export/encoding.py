"""Pixels to bytes of a PNG, JPEG or PDF that hold the picture and its resolution only."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from redactor.errors import OutputError, UsageError
from redactor.export.formats import MM_PER_INCH, Format, Sheet
from redactor.model import Pixels

PNG_LEVEL = 2
"""zlib's; level 3 takes nearly twice as long for 2 % of the size (measured on 12 megapixels)."""
BEST_QUALITY = 92
"""JPEG; with full colour resolution, since labels are printed in thin coloured letters."""
_PNG_MARK = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = (b"IHDR", b"IDAT", b"IEND")
LADDER = (
    *((quality, 1.0) for quality in (BEST_QUALITY, 88, 84, 80, 75, 70)),
    *((70, scale) for scale in (0.85, 0.7, 0.6, 0.5, 0.42, 0.35)),
)
"""(quality, scale) tried in turn until the copy fits: quality first, it costs less legibility."""
LEAST_DPI = 150.0
"""The small print of a card (about 1 mm) is lost below this; it is never scaled under it."""


def encode(sheets: Sequence[Sheet], format: Format, max_bytes: int | None = None) -> bytes:  # noqa: A002
    """The bytes of a file that holds the sheets: deterministic, and no metadata but dpi and sRGB.

    PNG is exact; JPEG and the pictures in a PDF are JPEG of quality 92, less only where
    ``max_bytes`` asks for it.  A PDF has one page a sheet, at true size where dpi is known.
    Raises ``UsageError`` for several sheets in a PNG or JPEG, or none at all, and ``OutputError``
    where the copy cannot be made to fit ``max_bytes``.
    """
    if not sheets:
        raise UsageError("There is no page to write: give at least one.")
    if format is not Format.PDF and len(sheets) > 1:
        raise UsageError(
            f"{len(sheets)} pages cannot go into one {format.value.upper()} file: choose PDF.",
            pages=len(sheets),
        )
    if format is Format.PNG:
        return _fitting_png(sheets[0], max_bytes)
    if format is Format.JPEG:
        return fitted(sheets, lambda jpegs: jpegs[0], max_bytes)
    from redactor.export.pdf import pdf_of_pages

    return fitted(sheets, lambda jpegs: pdf_of_pages(sheets, jpegs), max_bytes)


def fitted(
    sheets: Sequence[Sheet],
    assemble: Callable[[Sequence[bytes]], bytes],
    max_bytes: int | None,
) -> bytes:
    """``assemble`` given the sheets' JPEGs, the best of ``LADDER`` within ``max_bytes``.

    Raises ``OutputError`` where even the lowest step is too large.
    """
    size = 0
    for quality, scale in _steps(sheets):
        data = assemble([jpeg(sheet, quality, scale) for sheet in sheets])
        size = len(data)
        if max_bytes is None or size <= max_bytes:
            return data
    raise OutputError(
        f"The copy cannot be made smaller than {size} bytes and stay legible, "
        f"but the limit is {max_bytes} bytes: allow more, or write the pages one by one.",
        limit="max-bytes",
        maximum=max_bytes or 0,
        actual=size,
    )


def _steps(sheets: Sequence[Sheet]) -> Iterator[tuple[int, float]]:
    known = [sheet.dpi for sheet in sheets if sheet.dpi]
    least = max((LEAST_DPI / dpi for dpi in known), default=0.0)
    return ((quality, scale) for quality, scale in LADDER if scale == 1.0 or scale >= least)


def jpeg(sheet: Sheet, quality: int = BEST_QUALITY, scale: float = 1.0) -> bytes:
    """A baseline JPEG: JFIF header with the density, tables and picture; nothing else."""
    import io

    from PIL import Image

    pixels = _fresh(sheet.pixels)
    if scale < 1.0:
        import cv2

        size = (max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale)))
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    dpi = max(1, min(65535, round(sheet.dpi * scale))) if sheet.dpi else 0
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(
        buffer,
        "JPEG",
        quality=quality,
        subsampling=0 if quality == BEST_QUALITY else 2,
        dpi=(dpi, dpi),
    )
    return buffer.getvalue()


def _fitting_png(sheet: Sheet, max_bytes: int | None) -> bytes:
    data = _png(sheet)
    if max_bytes is not None and len(data) > max_bytes:
        raise OutputError(
            f"The copy takes {len(data)} bytes as PNG, but the limit is {max_bytes} bytes: "
            "choose JPEG, which can be made smaller.",
            limit="max-bytes",
            maximum=max_bytes,
            actual=len(data),
        )
    return data


def _png(sheet: Sheet) -> bytes:
    """A PNG of IHDR, sRGB, pHYs where dpi is known, IDAT and IEND; nothing else."""
    import cv2

    bgr = cv2.cvtColor(np.ascontiguousarray(sheet.pixels), cv2.COLOR_RGB2BGR)
    _, coded = cv2.imencode(".png", bgr, [cv2.IMWRITE_PNG_COMPRESSION, PNG_LEVEL])
    header, *rest = (chunk for chunk in _chunks(coded.tobytes()) if chunk[4:8] in _PNG_KEPT)
    return b"".join((_PNG_MARK, header, _chunk(b"sRGB", b"\x00"), _physical(sheet.dpi), *rest))


def _chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG, each with its length, name and checksum."""
    at = len(_PNG_MARK)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at : at + 12 + length]
        at += 12 + length


def _physical(dpi: float | None) -> bytes:
    """The pHYs chunk: pixels a metre, both ways; nothing where dpi is unknown."""
    if dpi is None:
        return b""
    per_metre = max(1, round(dpi * 1000 / MM_PER_INCH))
    return _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _fresh(pixels: Pixels) -> Pixels:
    """A new contiguous array: nothing of what the pixels came from can travel along."""
    return np.array(pixels, dtype=np.uint8, order="C")
