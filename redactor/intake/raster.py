"""Pictures, one at a time, through Pillow and pillow-heif."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from redactor.intake.colour import to_srgb
from redactor.intake.guard import untrusted
from redactor.intake.heif import opened_heif
from redactor.intake.limits import Limits, check_pages, check_size
from redactor.intake.orient import upright
from redactor.intake.resolution import believable_dpi
from redactor.intake.sniff import Media

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

    from redactor.model import Page, Pixels

_BAND = 256
"""Rows taken over at a time: Pillow hands out a whole picture by way of two more copies of it."""


def raster_pages(data: bytes, name: str, media: Media, limits: Limits) -> Iterator[Page]:
    """The pages of a picture file, each decoded when it is asked for.

    Every frame of a TIFF, WebP or PNG is a page, so that nothing in a file goes unseen.  Of a
    JPEG or HEIC it is the main picture: what else they hold are previews, depth and gain maps.
    Raises DamagedFileError and TooLargeError, the latter before pixels are decoded.
    """
    with untrusted(name):
        image = _opened(data, name, media, limits)
        count = _count(image, media, limits)
    check_pages(count, name, limits)
    for index in range(count):
        with untrusted(name):
            if media is not Media.HEIC:
                image.seek(index)
            page = _page(image, name, media, index, limits)
        yield page


def _opened(data: bytes, name: str, media: Media, limits: Limits) -> ImageFile:
    """The file with its header read.

    The decoder for the sniffed kind is called by name rather than through ``Image.open``: no
    other decoder ever sees the bytes, and no process-wide registry or pixel limit is touched.
    """
    if media is Media.HEIC:
        return opened_heif(data, name)
    from PIL import (
        BmpImagePlugin,
        JpegImagePlugin,
        PngImagePlugin,
        TiffImagePlugin,
        WebPImagePlugin,
    )

    if media is Media.WEBP:
        # libwebp sets its canvas aside as soon as it is called.
        check_size(*_webp_size(data), name, limits)
    decoders: dict[Media, type[ImageFile]] = {
        Media.JPEG: JpegImagePlugin.JpegImageFile,
        Media.PNG: PngImagePlugin.PngImageFile,
        Media.WEBP: WebPImagePlugin.WebPImageFile,
        Media.TIFF: TiffImagePlugin.TiffImageFile,
        Media.BMP: BmpImagePlugin.BmpImageFile,
    }
    return decoders[media](BytesIO(data))


def _webp_size(data: bytes) -> tuple[int, int]:
    """(width, height) in px from a WebP header (RFC 9649, §2.5 to 2.7); (0, 0) for an unknown
    first chunk, which the decoder then refuses."""
    kind = data[12:16]
    if kind == b"VP8X":
        canvas = data[24:30]
        return 1 + int.from_bytes(canvas[:3], "little"), 1 + int.from_bytes(canvas[3:], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        frame = data[26:30]
        return (
            int.from_bytes(frame[:2], "little") & 0x3FFF,
            int.from_bytes(frame[2:], "little") & 0x3FFF,
        )
    return 0, 0


def _count(image: ImageFile, media: Media, limits: Limits) -> int:
    """How many pages there are, counted no further than one past the limit."""
    if media is Media.TIFF:
        return _count_directories(image, limits)
    if media in (Media.WEBP, Media.PNG):
        return int(getattr(image, "n_frames", 1))
    return 1


def _count_directories(tiff: ImageFile, limits: Limits) -> int:
    """Walks a TIFF's chain of directories, which may be very long, step by step."""
    for count in range(1, limits.max_pages + 1):
        try:
            tiff.seek(count)
        except EOFError:
            return count
    return limits.max_pages + 1


def _page(image: ImageFile, name: str, media: Media, index: int, limits: Limits) -> Page:
    """The frame that the image stands at."""
    from redactor.model import Page

    check_size(image.width, image.height, name, limits)
    image.load()
    # A HEIC's real size can differ from the declared one.
    check_size(image.width, image.height, name, limits)
    # Pillow turns TIFF while loading and pillow-heif HEIC; both then drop the tag.
    turned = upright(image)
    dpi = believable_dpi(image.info.get("dpi"), turned.width, turned.height)
    return Page(pixels=_pixels(turned), index=index, dpi=dpi, media=media.value)


def _pixels(image: Image) -> Pixels:
    """H×W×3 uint8 RGB, contiguous and read-only."""
    import numpy as np

    plain = to_srgb(image)
    pixels = np.empty((plain.height, plain.width, 3), dtype=np.uint8)
    for top in range(0, plain.height, _BAND):
        bottom = min(top + _BAND, plain.height)
        pixels[top:bottom] = np.asarray(plain.crop((0, top, plain.width, bottom)))
    pixels.flags.writeable = False
    return pixels
