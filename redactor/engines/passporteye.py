"""PassportEye in the child process: finds the machine readable zone in its own way.

Its public call tries up to nine readings of a zone until the check digits fit, which those of a
covered zone never do, and one of them is known to hang.  So its locator is used, and its reader
once for each place, a second time only where that stands upside down.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import Any

from redactor.engines.child import Handle, ReaderChild
from redactor.model import Pixels

_LEAST_WIDTH = 100
_WIDE = 1600
"""px; a zone's 44 characters are 36 px apart there, more than Tesseract needs."""


class PassportEyeEngine:
    """Raw text of the zone."""

    def __init__(self, child: ReaderChild) -> None:
        self._child = child

    def available(self) -> bool:
        """Whether it can be used at all: it needs the tesseract program too."""
        return shutil.which("tesseract") is not None and find_spec("passporteye") is not None

    def start(self) -> None:
        """Has the child load its libraries, without waiting."""
        self._child.start(("passporteye",))

    def submit(self, pixels: Pixels) -> Handle[tuple[str, ...] | None]:
        """Begins to read H×W×3 uint8 RGB pixels."""
        return Handle(self._child.submit("passporteye", pixels, {}), _lines, "passporteye")

    def read(self, pixels: Pixels) -> tuple[str, ...] | None:
        """The lines it read where a zone might be, unrepaired; None where it saw no such place.

        Raises EngineError.
        """
        return self.submit(pixels).result()


def _lines(answer: Any) -> tuple[str, ...] | None:
    if answer is None:
        return None
    if not isinstance(answer, list) or not all(isinstance(line, str) for line in answer):
        raise ValueError("not lines")
    return tuple(answer)


def read_zone(pixels: Pixels) -> list[str] | None:
    """In the child: the lines of all places that look like a zone."""
    import warnings

    warnings.simplefilter("ignore")
    import numpy as np
    from passporteye.mrz.image import MRZPipeline
    from passporteye.util.ocr import ocr
    from skimage.color import rgb2gray

    if pixels.size == 0:  # a warm-up
        return None
    small = _at_most(pixels, _WIDE)
    pipeline = MRZPipeline(b"")
    # Its own loader would want a file.
    pipeline.replace_component("loader", lambda: rgb2gray(np.asarray(small)), ["img"], [])
    lines: list[str] = []
    for place in pipeline["rois"]:
        if min(place.shape[:2]) < 8 or place.shape[1] < _LEAST_WIDTH:
            continue
        text = ocr(place)
        if ">>" in text:
            text = ocr(place[::-1, ::-1])
        lines += [line for line in text.splitlines() if line.strip()]
    return lines or None


def _at_most(pixels: Pixels, side: int) -> Any:
    from PIL import Image

    image = Image.fromarray(pixels)
    image.thumbnail((side, side))
    return image
