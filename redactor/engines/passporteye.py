"""PassportEye in the child process: finds the machine readable zone in its own way.

Its public call tries up to nine readings of a zone until the check digits fit, which those of a
covered zone never do, and one of them is known to hang.  So its locator is used, and its reader
once for each place, a second time only where that stands upside down.
"""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from typing import Any

import numpy as np

from redactor.engines.child import Handle, ReaderChild
from redactor.model import Pixels

_LEAST_WIDTH = 100
_WIDE = 1600
"""px; a zone's 44 characters are 36 px apart there, more than Tesseract needs."""
_AT_ONCE = 2
"""Places read at the same time."""


class PassportEyeEngine:
    """Raw text of the zone."""

    def __init__(self, child: ReaderChild) -> None:
        self._child = child

    def available(self) -> bool:
        """Whether it can be used at all: it needs the tesseract program too."""
        return shutil.which("tesseract") is not None and find_spec("passporteye") is not None

    def start(self) -> None:
        """Has the child load its libraries, without waiting."""
        self._child.start(("passporteye",))

    def submit(self, pixels: Pixels) -> Handle[tuple[str, ...] | None]:
        """Begins to read H×W×3 uint8 RGB pixels."""
        small = _at_most(pixels, _WIDE)
        return Handle(self._child.submit("passporteye", small, {}), _lines, "passporteye")

    def read(self, pixels: Pixels) -> tuple[str, ...] | None:
        """The lines it read where a zone might be, unrepaired; None where it saw no such place.

        Raises EngineError.
        """
        return self.submit(pixels).result()


def _lines(answer: Any) -> tuple[str, ...] | None:
    if answer is None:
        return None
    if not isinstance(answer, list) or not all(isinstance(line, str) for line in answer):
        raise ValueError("not lines")
    return tuple(answer)


def read_zone(pixels: Pixels) -> list[str] | None:
    """In the child: the lines of all places that look like a zone."""
    import warnings

    warnings.simplefilter("ignore")
    _lightly()
    from concurrent.futures import ThreadPoolExecutor

    from passporteye.mrz.image import MRZPipeline

    if pixels.size == 0:  # a warm-up
        return None
    pipeline = MRZPipeline(b"")
    # Its own loader would want a file.
    pipeline.replace_component("loader", lambda: _grey(pixels), ["img"], [])
    places = [
        place
        for place in pipeline["rois"]
        if min(place.shape[:2]) >= 8 and place.shape[1] >= _LEAST_WIDTH
    ]
    # each waits for a program of its own; at a page's end one core would rest meanwhile
    with ThreadPoolExecutor(_AT_ONCE) as readers:
        texts = list(readers.map(_text, places))
    return [line for text in texts for line in text.splitlines() if line.strip()] or None


def _text(place: np.ndarray[Any, Any]) -> str:
    """What stands at a place, read the other way up where that is how it stands."""
    from passporteye.util.ocr import ocr

    text = str(ocr(place))
    return str(ocr(place[::-1, ::-1])) if ">>" in text else text


def _grey(pixels: Pixels) -> np.ndarray[Any, Any]:
    """Lightness from 0 to 1 (ITU-R BT.709) in half the memory of scikit-image's own."""
    grey = np.zeros(pixels.shape[:2], np.float32)
    for channel, weight in enumerate((0.2125, 0.7154, 0.0721)):
        grey += pixels[:, :, channel] * np.float32(weight / 255)
    return np.minimum(grey, 1.0)  # rounding may go a hair beyond


def _lightly() -> None:
    """Stands in for two libraries that PassportEye imports: for plots it draws for nobody, and
    for the two axes of a cloud of points.  They take 0.8 s and 80 MB in every child.
    """
    import sys
    from types import ModuleType

    axes = {"PCA": _Axes}
    for name, names in (
        ("matplotlib", {"pyplot": None, "patches": None}),
        ("sklearn", {}),
        ("sklearn.decomposition", axes),
    ):
        module = ModuleType(name)
        module.__dict__.update(names)
        sys.modules.setdefault(name, module)


class _Axes:
    """Principal axes of points in a plane, as ``sklearn.decomposition.PCA`` gives them."""

    def __init__(self, count: int) -> None:
        self._count = count

    def fit(self, points: np.ndarray[Any, Any]) -> _Axes:
        """Finds the axes, the longest first."""
        self.mean_ = points.mean(axis=0)
        self.components_ = np.linalg.svd(points - self.mean_, full_matrices=False)[2][: self._count]
        return self

    def transform(self, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The points along the axes."""
        along: np.ndarray[Any, Any] = (points - self.mean_) @ self.components_.T
        return along


def _at_most(pixels: Pixels, side: int) -> Pixels:
    """The picture no longer than a number of px."""
    import cv2

    height, width = pixels.shape[:2]
    factor = side / max(height, width, 1)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
