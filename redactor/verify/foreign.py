"""Files of kinds we do not write (WebP, TIFF, BMP, HEIC): what they say beside their pixels."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_HARMLESS = frozenset(
    {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "compression", "background",
     "loop", "duration", "timestamp", "resolution", "primary", "bit_depth", "srgb", "aspect",
     "gamma", "interlace", "chroma", "nclx_profile"}
)  # fmt: skip
"""What Pillow reports of every such file."""
_TIFF_PIXELS = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284,
     296, 317, 320, 322, 323, 324, 325, 338, 339, 347, 530, 531, 532}
)  # fmt: skip
"""TIFF 6.0 tags that say how the pixels are laid out."""


def foreign_extras(data: bytes) -> Iterator[str]:
    """Names of metadata found.  Raises an error of the decoder where there is no picture."""
    with _opened(data) as image:
        yield from extras_of(image, (image.format or "heif").casefold())


def extras_of(image: Image.Image, kind: str) -> Iterator[str]:
    """Names of what an opened picture says beside its pixels."""
    for key, value in image.info.items():
        name = str(key).casefold()
        if name not in _HARMLESS and not _empty(value):
            yield f"{kind}:{name if name.isidentifier() else 'entry'}"
    tags = set(image.getexif())
    if tags - (_TIFF_PIXELS if kind == "tiff" else {274}):
        yield f"{kind}:exif"


def _opened(data: bytes) -> Image.Image:
    from PIL import Image

    if data[4:8] == b"ftyp":
        import pillow_heif

        return pillow_heif.open_heif(io.BytesIO(data)).to_pillow()
    return Image.open(io.BytesIO(data), formats=("WEBP", "TIFF", "BMP"))


def _empty(value: object) -> bool:
    """Whether an entry says nothing; HEIC reports lists that may be empty."""
    return value is None or (hasattr(value, "__len__") and len(value) == 0)
