"""The faces we draw are faces to a detector, and no two holders look alike."""

import numpy as np
import pytest

from redactor import resources
from redactor.model import Kind
from redactor.samples import draw
from redactor.samples.face import draw_face

FRONTS = ("nl-passport-2014", "nl-id-2014-front", "nl-licence-2014-front", "nl-permit-2020-front")


@pytest.fixture(scope="module")
def detect():
    import cv2

    model = str(resources.path("models", "face_detection_yunet_2023mar.onnx"))
    detector = cv2.FaceDetectorYN.create(model, "", (320, 320), 0.6)

    def faces(pixels):
        scale = 640 / max(pixels.shape[:2])
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        detector.setInputSize((small.shape[1], small.shape[0]))
        rows = detector.detect(np.ascontiguousarray(small[..., ::-1]))[1]
        boxes = [] if rows is None else rows[:, :4] / scale
        return [(float(x + w / 2), float(y + h / 2)) for x, y, w, h in boxes]

    return faces


def test_a_detector_accepts_nearly_every_face(detect):
    seeds = range(16)
    found = [len(detect(draw_face(np.random.default_rng(seed)))) == 1 for seed in seeds]
    assert sum(found) >= 0.95 * len(found)


def test_a_detector_finds_the_main_portrait_on_documents(detect):
    found = []
    for seed in range(2):
        for model in FRONTS:
            drawn = draw(model, seed)
            main = next(f for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
            found.append(any(main.quad.contains(middle) for middle in detect(drawn.pixels)))
    assert all(found)


@pytest.mark.parametrize("model", FRONTS)
def test_fronts_have_one_main_portrait_and_ghosts(model):
    roles = [field.role for field in draw(model, 1).document.of(Kind.PORTRAIT)]
    assert roles.count("main") == 1
    assert roles.count("ghost") >= 1


def test_faces_differ():
    first, second = (draw_face(np.random.default_rng(seed)).astype(int) for seed in (1, 2))
    assert np.abs(first - second).mean() > 5


def test_a_folder_of_faces_replaces_the_drawn_one(tmp_path):
    from PIL import Image

    path = tmp_path / "face.png"
    Image.new("RGB", (300, 400), (10, 200, 30)).save(path)
    drawn = draw("uto-passport", 2, faces=[path])
    main = drawn.document.of(Kind.PORTRAIT)[0]
    x, y = (int(v) for v in main.quad.centre)
    red, green, blue = drawn.pixels[y, x].astype(int)
    assert green > red + 60
    assert green > blue + 60
