"""Any of Pillow's pixel modes to plain sRGB on white."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_WIDE = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")
"""Modes of one channel with more than 8 bits."""
_WITH_ALPHA = ("LA", "La", "PA", "RGBA", "RGBa")


def to_srgb(image: Image) -> Image:
    """A loaded picture as mode RGB in sRGB, transparent parts on white.

    An embedded colour profile is followed where it can be and ignored where it cannot: it
    changes colours only.  CMYK from JPEG is already un-inverted by Pillow (Adobe writes it so).
    """
    flat = _flat(image)
    managed = _managed(flat, image.info.get("icc_profile"))
    if managed is None and flat.mode == "RGB":
        return flat
    return managed or flat.convert("RGB")


def _flat(image: Image) -> Image:
    """The picture as L, RGB or CMYK: without alpha, palette or more than 8 bits a channel."""
    from PIL.Image import alpha_composite, fromarray, new

    if image.mode in _WIDE:
        return fromarray(_eight_bits(image))
    if image.mode in _WITH_ALPHA or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = new("RGBA", layer.size, "white")
        return alpha_composite(white, layer).convert("RGB")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _eight_bits(image: Image) -> NDArray[np.uint8]:
    """One wide channel as H×W uint8: 16 bits by their upper half, others stretched to 0..255."""
    import numpy as np

    values = np.asarray(image)
    if image.mode.startswith("I;16"):
        return (values >> 8).astype(np.uint8)
    numbers = np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0)
    low, high = float(numbers.min()), float(numbers.max())
    span = (high - low) or 1.0
    return ((numbers - low) * (255.0 / span)).round().astype(np.uint8)


def _managed(image: Image, profile: object) -> Image | None:
    """The picture taken from its own colour space to sRGB as RGB, None where that is not needed
    or cannot be done."""
    if not isinstance(profile, bytes):
        return None
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if image.mode == "RGB" and "sRGB" in ImageCms.getProfileDescription(source):
            return None
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except Exception:
        # The profile is for another kind of picture, or broken: the plain colours will do.
        return None
