"""What made a copy: the program, its engines, the machine's kind; noted with every run."""

from __future__ import annotations

import platform
from importlib import metadata

from redactor import __version__

ENGINES = (
    "rapidocr",
    "onnxruntime",
    "opencv-python-headless",
    "zxing-cpp",
    "pypdfium2",
    "pillow",
    "pillow-heif",
    "passporteye",
    "pytesseract",
)


def versions() -> dict[str, str]:
    """Names and versions; those that are not installed are left out."""
    found = {"redactor": __version__, "python": platform.python_version()}
    for name in ENGINES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
