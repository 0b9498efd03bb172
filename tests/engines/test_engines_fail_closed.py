"""Engines that fail say so; a wrong model is not loaded; nothing is never an answer to a fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pytest

from redactor import resources
from redactor.engines import models
from redactor.engines.codes import CodeEngine
from redactor.engines.faces import FaceEngine
from redactor.engines.orientation import OrientationEngine
from redactor.engines.text import TextEngine, strip
from redactor.errors import EngineError, ModelChecksumError
from redactor.model import Pixels, Quad


@pytest.fixture
def paper() -> Pixels:
    return np.full((120, 300, 3), 240, np.uint8)


@pytest.mark.parametrize("name", sorted(models.CHECKSUMS))
def test_a_model_is_what_was_shipped(name: str) -> None:
    assert models.model_file(name).is_file()


@pytest.mark.parametrize("name", sorted(models.CHECKSUMS))
@pytest.mark.parametrize("how", ["one bit", "cut short", "empty", "missing"])
def test_a_model_that_was_changed_is_refused(
    name: str, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(models.model_file(name).read_bytes())
    data[len(data) // 2] ^= 1
    wrong = {"one bit": bytes(data), "cut short": bytes(data[:-1]), "empty": b""}
    if how in wrong:
        (tmp_path / name).write_bytes(wrong[how])
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(ModelChecksumError) as caught:
        models.model_file(name)
    assert name in caught.value.message
    assert caught.value.message.count(".") - name.count(".") == 1


def test_engines_do_not_start_on_a_changed_model(
    paper: Pixels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in models.CHECKSUMS:
        (tmp_path / name).write_bytes(b"not a model")
    monkeypatch.setattr(resources, "path", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(ModelChecksumError):
        FaceEngine().detect(paper)
    with pytest.raises(ModelChecksumError):
        OrientationEngine(1).turns(paper)


class Broken:
    """Stands for any session, detector or recogniser; fails whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        def fail(*_: Any, **__: Any) -> Any:
            raise self.error

        return fail

    def __call__(self, *_: Any) -> Any:
        raise self.error


def looks(paper: Pixels) -> dict[str, Callable[[Any], Any]]:
    """Each way to ask an engine, given a part of it that fails."""

    def faces(part: Any) -> Any:
        engine = FaceEngine()
        engine._session = part
        return engine.detect(paper)

    def turns(part: Any) -> Any:
        engine = OrientationEngine(1)
        engine._session = part
        return engine.turns(paper)

    def lines(part: Any) -> Any:
        engine = TextEngine(1)
        engine._engine = part
        return engine.detect(paper)

    def words(part: Any) -> Any:
        engine = TextEngine(1)
        engine._engine = part
        return engine.recognise(paper, [Quad.rect(5, 5, 90, 20)])

    def codes(part: Any) -> Any:
        with patch("cv2.QRCodeDetectorAruco", return_value=part):
            return CodeEngine().detect(paper)

    return {"faces": faces, "turns": turns, "lines": lines, "words": words, "codes": codes}


@pytest.mark.parametrize("engine", ["faces", "turns", "lines", "words"])
def test_any_fault_of_an_engine_is_one_error(engine: str, paper: Pixels) -> None:
    with pytest.raises(EngineError) as caught:
        looks(paper)[engine](Broken(RuntimeError("text of somebody's card")))
    assert "card" not in caught.value.message


def test_a_fault_of_opencv_is_one_error(paper: Pixels) -> None:
    import cv2

    with pytest.raises(EngineError):
        looks(paper)["codes"](Broken(cv2.error("failed")))


def test_a_face_that_is_no_number_is_an_error(paper: Pixels) -> None:
    class Session:
        def named(self, batch: Any) -> Any:
            height, width = batch.shape[2:]
            sizes = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
            return {
                f"{name}_{px}": np.full((1, height * width // px**2, size), np.nan)
                for name, size in sizes.items()
                for px in (8, 16, 32)
            }

    with pytest.raises(EngineError):
        looks(paper)["faces"](Session())


@pytest.mark.parametrize("scores", [np.nan, 0.0])
def test_a_direction_that_is_no_number_is_an_error(scores: float, paper: Pixels) -> None:
    class Session:
        def __call__(self, *_: Any) -> Any:
            return np.full((3, 4), scores)

    with pytest.raises(EngineError):
        looks(paper)["turns"](Session())


def test_a_text_reader_that_cannot_start(monkeypatch: pytest.MonkeyPatch, paper: Pixels) -> None:
    import rapidocr

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("no such model")

    monkeypatch.setattr(rapidocr, "RapidOCR", refuse)
    with pytest.raises(EngineError):
        TextEngine(1).detect(paper)


def test_codes_that_cannot_be_looked_for(monkeypatch: pytest.MonkeyPatch, paper: Pixels) -> None:
    import zxingcpp

    def fail(*_: Any, **__: Any) -> Any:
        raise ValueError("nonsense")

    monkeypatch.setattr(zxingcpp, "read_barcodes", fail)
    with pytest.raises(EngineError):
        CodeEngine().detect(paper)


def test_nothing_to_see_is_an_answer(paper: Pixels) -> None:
    assert FaceEngine().detect(paper) == ()
    assert CodeEngine().detect(paper) == ()
    assert FaceEngine().detect(np.zeros((8, 8, 3), np.uint8)) == ()


def test_faces_come_in_the_pictures_own_px_whatever_the_scale() -> None:
    from redactor.model import Kind
    from redactor.samples import draw

    drawn = draw("nl-passport-2014", 8500, px_per_mm=8.0)
    main = next(f for f in drawn.document.of(Kind.PORTRAIT) if f.role == "main")
    engine = FaceEngine()
    for scale in (0.6, 1.0, 1.5):
        faces = engine.detect(drawn.pixels, 0.6, scale)
        assert any(main.quad.contains(face.quad.centre) for face in faces)


def test_codes_come_with_place_and_text() -> None:
    from redactor.model import Kind
    from redactor.samples import draw
    from redactor.samples.holder import fictional

    drawn = draw("nl-id-2021-back", 8501, px_per_mm=10, holder=fictional(8501, "111222333"))
    (true,) = drawn.document.of(Kind.CODE)
    found = [c for c in CodeEngine().detect(drawn.pixels) if c.text is not None]
    assert [c.text.clear for c in found if c.text is not None] == ["111222333"]
    assert found[0].quad.overlap(true.quad) > 0.9
    assert "111222333" not in repr(found[0])


def test_a_strip_is_the_quad_laid_flat() -> None:
    page = np.zeros((100, 200, 3), np.uint8)
    page[40:60, 50:150] = 255
    flat = strip(page, Quad.rect(50, 40, 100, 20), 48)
    assert flat.shape[:2] == (48, 240)
    assert flat[4:-4, 4:-4].min() == 255
    turned = strip(page, Quad.of([(150, 40), (150, 60), (50, 60), (50, 40)]))
    assert turned.shape[0] > turned.shape[1]
