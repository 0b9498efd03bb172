"""A page as the program knows it: upright pixels and nothing else of the file."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from redactor.model.geometry import Quad

Pixels = NDArray[np.uint8]
"""An H×W×3 uint8 RGB array."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page of one input.

    ``pixels``: H×W×3 uint8 RGB, EXIF orientation applied, read-only by convention.
    ``index``: 0-based page number in its file.  ``dpi``: of the pixels, None where unknown.
    ``media``: what the bytes were ("jpeg", "png", "webp", "tiff", "bmp", "heic", "pdf").
    ``mirrored``: left and right are changed over, for the file shows them wrong.
    """

    pixels: Pixels
    index: int = 0
    dpi: float | None = None
    media: str = "png"
    mirrored: bool = False

    def turned_over(self) -> Page:
        """The page with left and right changed over."""
        pixels = np.ascontiguousarray(self.pixels[:, ::-1])
        pixels.flags.writeable = False
        return replace(self, pixels=pixels, mirrored=not self.mirrored)

    @property
    def quad(self) -> Quad:
        """The page's own rim."""
        return Quad.rect(0, 0, self.width, self.height)

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])
