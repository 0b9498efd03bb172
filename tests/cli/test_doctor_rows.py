"""What the doctor concludes from what it finds."""

import os
from pathlib import Path

import pytest

from redactor import doctor
from redactor.doctor import State
from redactor.errors import EngineError, ModelChecksumError


def script(folder: Path, text: str) -> str:
    file = folder / "tesseract"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return os.fspath(file)


def test_a_tesseract_that_answers(tmp_path):
    binary = script(tmp_path, "echo tesseract 5.9.9")
    row = doctor.tesseract(which=lambda name: binary)
    assert (row.state, row.detail, row.cost) == (State.FINE, "5.9.9", "")


@pytest.mark.parametrize("text", ["exit 1", "true"])
def test_a_tesseract_that_does_not_answer(tmp_path, text):
    binary = script(tmp_path, text)
    row = doctor.tesseract(which=lambda name: binary)
    assert row.state is State.DAMAGED
    assert row.cost


def test_a_tesseract_that_cannot_be_run(tmp_path):
    row = doctor.tesseract(which=lambda name: os.fspath(tmp_path / "gone"))
    assert row.state is State.DAMAGED


def test_a_second_opencv_is_noticed():
    row = doctor.one_opencv(lambda name: "4.12" if name == "opencv-python" else None)
    assert row.state is State.DAMAGED
    assert "opencv-python" in row.detail
    assert row.needed


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (ModelChecksumError("The model is missing."), State.MISSING),
        (ModelChecksumError("The model is damaged."), State.DAMAGED),
        (EngineError("The program's own files are gone."), State.MISSING),
    ],
)
def test_a_model_that_is_not_ours(error, state):
    def load(name: str) -> Path:
        raise error

    row = doctor.model_row("faces.onnx", load)
    assert (row.state, row.needed) == (state, True)


def test_text_models_are_held_against_their_recorded_checksums(tmp_path, monkeypatch):
    genuine = doctor.recorded("rapidocr", ".onnx")
    assert genuine
    assert doctor.text_models().state is State.FINE
    path, digest = next(iter(genuine.items()))
    forged = tmp_path / path.name
    forged.write_bytes(b"not a model")
    monkeypatch.setattr(
        doctor, "recorded", lambda *_: {forged: digest, tmp_path / "gone.onnx": digest}
    )
    row = doctor.text_models()
    assert row.state is State.DAMAGED
    assert "gone.onnx" in row.detail
    assert path.name in row.detail


def test_an_unknown_distribution_has_no_records():
    assert doctor.recorded("no-such-thing-at-all", ".onnx") == {}


def test_without_recorded_checksums_nothing_is_held_against_the_reader(monkeypatch):
    monkeypatch.setattr(doctor, "recorded", lambda *_: {})
    row = doctor.text_models()
    assert (row.state, row.needed) == (State.FINE, False)
