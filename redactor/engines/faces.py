"""YuNet, a face detector that also answers for grey, small and slightly turned faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from redactor.engines.lean import of_any_size
from redactor.engines.models import model_file
from redactor.engines.session import Session
from redactor.errors import EngineError
from redactor.model import Pixels, Point, Quad

MODEL = "face_detection_yunet_2023mar.onnx"
ROOM = 1.5
"""Least that a halved picture is larger than the one wanted; halving takes a tenth of the time
that other factors take."""
STRIDES, ACROSS = (8, 16, 32), 32
"""px of the cells of the model's grids, and what divides the sides of its pictures."""
GRIDS = ("cls", "obj", "bbox", "kps")
"""A grid's answers: how sure it is that this is a face, that a thing is there, box and points."""
OVERLAP, MOST = 0.3, 200
"""Overlap from which the surer one of two answers is kept, and the most answers compared."""
LEAST = 16
"""px of the shorter side of a picture that is looked at."""

Rows = np.ndarray[Any, Any]


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
    """Faces by YuNet (OpenCV Zoo, MIT), run by the runtime of the other models.

    OpenCV runs it as well, at one and a half times the cost.  Threads may ask at once.
    """

    def __init__(self) -> None:
        self._session: Any = None

    def warm(self) -> None:
        """Loads the model."""
        self.detect(np.full((64, 64, 3), 127, np.uint8))

    def rest(self) -> None:
        """Gives back the memory that was taken for the last pictures."""
        if self._session is not None:
            self._session.rest(np.zeros((1, 3, ACROSS, ACROSS), np.float32))

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
            if min(small.shape[:2]) < LEAST:
                return ()
            rows = _answers(self._load(), small, threshold)
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(
                "The face detector failed; run `redactor doctor`.", engine="yunet"
            ) from error
        fx, fy = pixels.shape[1] / small.shape[1], pixels.shape[0] / small.shape[0]
        return tuple(_face(row, fx, fy) for row in sorted(rows, key=lambda row: -float(row[14])))

    def _load(self) -> Any:
        if self._session is None:
            self._session = Session(of_any_size(model_file(MODEL).read_bytes()), threads=1)
        return self._session


def _answers(session: Any, picture: Pixels, threshold: float) -> Rows:
    """What the model says of a picture (H×W×3 uint8 RGB): N rows of 15, in px of it.

    Left, top, width, height, five points and the score.
    """
    import cv2

    height, width = picture.shape[:2]
    room = cv2.copyMakeBorder(
        picture, 0, -height % ACROSS, 0, -width % ACROSS, cv2.BORDER_CONSTANT, value=(0, 0, 0)
    )
    told = session.named(cv2.dnn.blobFromImage(room, swapRB=True))
    found = np.concatenate([_at(told, stride, room.shape[1], threshold) for stride in STRIDES])
    if not np.isfinite(found).all():
        raise ValueError("an answer that is no number")
    boxes, scores = found[:, :4].astype(int).tolist(), found[:, 14].tolist()
    kept = cv2.dnn.NMSBoxes(boxes, scores, threshold, OVERLAP, 1.0, MOST)
    return np.asarray(found[np.asarray(kept, dtype=int).ravel()])


def _at(told: dict[str, Rows], stride: int, width: int, threshold: float) -> Rows:
    """The answers of one of the model's grids, whose cells are ``stride`` px wide."""
    sure, there, boxes, points = (told[f"{name}_{stride}"][0] for name in GRIDS)
    scores = np.sqrt(np.clip(sure[:, 0], 0, 1) * np.clip(there[:, 0], 0, 1))
    at = np.flatnonzero(~(scores < threshold))
    cells = np.stack([at % (width // stride), at // (width // stride)], axis=1)
    size = np.exp(boxes[at, 2:])
    corner = cells + boxes[at, :2] - size / 2
    marks = points[at].reshape(-1, 5, 2) + cells[:, None]
    pixels = np.concatenate([corner, size, marks.reshape(-1, 10)], axis=1) * stride
    return np.concatenate([pixels, scores[at, None]], axis=1)


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
