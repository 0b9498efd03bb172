"""The second readers, in their own process: begun early, collected late."""

from __future__ import annotations

import numpy as np

from redactor.engines import Engines
from redactor.engines.child import Handle
from redactor.engines.tesseract import Word
from redactor.model import Pixels
from redactor.verify.sight import Sight, of_words

LONG_SIDE = 1100
MOST_ENLARGED = 1.5
SPARSE = 11
"""Tesseract's page segmentation mode for text scattered over a picture."""


class SecondReading:
    """Tesseract's reading of one sheet, on its way."""

    def __init__(self, pixels: Pixels, engines: Engines) -> None:
        scaled, self._scale = enlarged(pixels)
        self._handle: Handle[tuple[Word, ...]] = engines.tesseract.submit(scaled, psm=SPARSE)

    def sights(self) -> tuple[Sight, ...]:
        """Its lines in sheet px.  Raises EngineError where the reader crashed or hung."""
        return of_words(self._handle.result(), self._scale)


def enlarged(pixels: Pixels) -> tuple[Pixels, float]:
    """The sheet at a long side that suits the reader, and the factor back to its own px."""
    import cv2

    height, width = pixels.shape[:2]
    factor = min(MOST_ENLARGED, LONG_SIDE / max(height, width))
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    interpolation = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = np.asarray(cv2.resize(pixels, size, interpolation=interpolation), dtype=np.uint8)
    return scaled, width / size[0]
