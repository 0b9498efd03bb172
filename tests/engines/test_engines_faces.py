"""The face detector answers as OpenCV, whose model it is, has it answer."""

from typing import Any

import numpy as np
import pytest

from redactor import resources
from redactor.engines.faces import MODEL, FaceEngine
from redactor.model import Pixels
from redactor.samples import draw


def _by_opencv(pixels: Pixels, threshold: float) -> Any:
    """Rows of left, top, width, height, points and score, best first."""
    import cv2

    size = (pixels.shape[1], pixels.shape[0])
    model = str(resources.path("models", MODEL))
    detector = cv2.FaceDetectorYN.create(model, "", size, threshold, 0.3, 200)
    rows = detector.detect(np.ascontiguousarray(pixels[..., ::-1]))[1]
    return [] if rows is None else sorted(rows, key=lambda row: -row[14])


@pytest.mark.parametrize("model", ["nl-passport-2014", "nl-id-2021-front", "nl-id-2014-back"])
@pytest.mark.parametrize(("scale", "threshold"), [(4.0, 0.6), (6.3, 0.25), (9.1, 0.4)])
def test_faces_are_those_that_opencv_sees(model: str, scale: float, threshold: float) -> None:
    """Places and scores alike, of sides that 32 does not divide, and of none as well."""
    picture = draw(model, seed=5, px_per_mm=scale).pixels
    ours, theirs = FaceEngine().detect(picture, threshold), _by_opencv(picture, threshold)
    assert len(ours) == len(theirs)
    for face, row in zip(ours, theirs, strict=True):
        left, top, right, bottom = row[0], row[1], row[0] + row[2], row[1] + row[3]
        assert face.quad.array()[[0, 2]].ravel() == pytest.approx([left, top, right, bottom], 0.01)
        assert np.ravel(face.landmarks) == pytest.approx(row[4:14], 0.01)
        assert face.score == pytest.approx(row[14], abs=1e-3)


def test_a_detector_that_rested_sees_the_same() -> None:
    engine = FaceEngine()
    engine.rest()
    picture = draw("nl-passport-2014", seed=5, px_per_mm=5.0).pixels
    before = engine.detect(picture)
    engine.rest()
    assert engine.detect(picture) == before != ()
