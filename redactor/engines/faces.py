"""YuNet, a face detector that also answers for grey, small and slightly turned faces."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np

from redactor.engines.models import model_file
from redactor.errors import EngineError
from redactor.model import Pixels, Point, Quad

MODEL = "face_detection_yunet_2023mar.onnx"
ROOM = 1.5
"""Least that a halved picture is larger than the one wanted; halving takes a tenth of the time
that other factors take."""
LARGE = 500_000
"""px from which on the detector is loaded anew next time: it keeps the memory it took, 130 MB for
1.6 megapixels, and loads in 4 ms."""


@dataclass(frozen=True, slots=True)
class Face:
    """A face in px of the picture given: box (forehead to chin), eyes, nose, mouth corners."""

    quad: Quad
    score: float
    landmarks: tuple[Point, ...]

    def scaled(self, factor: float) -> Face:
        """The same face on a picture ``factor`` times as large."""
        points = tuple((x * factor, y * factor) for x, y in self.landmarks)
        return Face(Quad.of(self.quad.array() * factor), self.score, points)


class FaceEngine:
    """Faces by YuNet (OpenCV Zoo, MIT).

    A detector holds the size and the threshold it is asked with, so that each thread that asks
    has one for itself meanwhile.
    """

    def __init__(self) -> None:
        self._idle: deque[Any] = deque()

    def warm(self) -> None:
        """Loads the model."""
        self.detect(np.full((64, 64, 3), 127, np.uint8))

    def detect(
        self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0
    ) -> tuple[Face, ...]:
        """Faces in ``pixels`` (H×W×3 uint8 RGB), best first, looked for at ``scale``.

        Raises EngineError where the detector fails.
        """
        import cv2

        try:
            small: Any = pixels
            if scale < 1.0:
                small = _shrunk(pixels, scale)
            elif scale > 1.0:
                small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
            bgr: Any = cv2.cvtColor(small, cv2.COLOR_RGB2BGR)
            if min(bgr.shape[:2]) < 16:
                return ()
            detector = self._taken()
            detector.setScoreThreshold(threshold)
            detector.setInputSize((bgr.shape[1], bgr.shape[0]))
            _, rows = detector.detect(bgr)
            if bgr.shape[0] * bgr.shape[1] < LARGE:
                self._idle.append(detector)
        except cv2.error as error:
            raise EngineError(
                "The face detector failed; run `redactor doctor`.", engine="yunet"
            ) from error
        if rows is None:
            return ()
        fx, fy = pixels.shape[1] / bgr.shape[1], pixels.shape[0] / bgr.shape[0]
        return tuple(_face(row, fx, fy) for row in sorted(rows, key=lambda row: -float(row[14])))

    def _taken(self) -> Any:
        """A detector that nobody else asks, a new one where there is none."""
        import cv2

        try:
            return self._idle.pop()
        except IndexError:
            # OpenCV 5 warns on stderr about a target nobody asked for
            cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
            size, every, overlap, most = (320, 320), 0.0, 0.3, 200
            return cv2.FaceDetectorYN.create(str(model_file(MODEL)), "", size, every, overlap, most)


def _shrunk(pixels: Pixels, factor: float) -> Any:
    """A picture by a factor under 1, each pixel the mean of its area."""
    import cv2

    small: Any = pixels
    while factor <= 0.5 / ROOM:
        small = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        factor *= 2
    return cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _face(row: np.ndarray[Any, Any], fx: float, fy: float) -> Face:
    x, y, w, h = (float(v) for v in row[:4])
    points = tuple((float(row[4 + 2 * i]) * fx, float(row[5 + 2 * i]) * fy) for i in range(5))
    return Face(Quad.rect(x * fx, y * fy, w * fx, h * fy), float(row[14]), points)
