"""The orientation a camera wrote beside the pixels, applied to them once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 0x0112
"""TIFF 6.0 and EXIF 2.32 tag 274."""


def upright(image: Image) -> Image:
    """A loaded picture turned as its orientation tag (1 to 8) says.

    No tag, a broken one or an unknown value leaves the pixels as they are: the document's own
    upright direction is found later from its contents.
    """
    from PIL.Image import Transpose

    turn = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }.get(_orientation(image))
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = image.info
    return turned


def _orientation(image: Image) -> int:
    """The tag's value, 1 where there is none that can be read."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        # A broken EXIF block is no reason to refuse a picture whose pixels are whole.
        return 1
