"""QR, DataMatrix, PDF417 and bar codes: read by zxing-cpp, located by OpenCV, finders, texture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from redactor.engines.finders import finder_areas
from redactor.engines.levels import colourless
from redactor.engines.modules import modular, module_areas
from redactor.errors import EngineError
from redactor.model import Pixels, Quad, Secret

USED = frozenset(
    {
        "QRCode",
        "QRCodeModel1",
        "QRCodeModel2",
        "DataMatrix",
        "PDF417",
        "CompactPDF417",
        "Aztec",
        "AztecCode",
        "Codabar",
        "Code39",
        "Code39Std",
        "Code39Ext",
        "Code93",
        "Code128",
        "ITF",
        "ITF14",
        "EAN13",
        "EAN8",
        "UPCA",
        "UPCE",
    }
)
"""Symbologies on identity documents; the micro kinds are found in security print."""
LOCATED_PX_PER_MM = 10.0
"""px of a millimetre of a document at which a code is located; a module of 0.3 mm is 3 px then.
The locator's time grows with each speck of fine print that a larger picture shows."""

GRAINS = (1.2, 2.5)
"""px by which a copy's picture is smoothed: modules of grains are no modules to a reader."""

FINDERS = "finders"
"""Engine of a code whose finder patterns were seen."""

ROOM, LARGE_PX, SMALLER, LARGER = 0.15, 300, 0.7, 1.5
"""A code's surroundings in its other views, over its side; a view of more px is made smaller, one
of fewer larger."""

SQUARE = frozenset({"QRCode", "QRCodeModel1", "QRCodeModel2", "DataMatrix", "Aztec", "AztecCode"})
"""Symbologies whose symbols are square; slivers of them are read into rows of print."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code in px of the picture given; ``text`` is None where it was located but not read."""

    quad: Quad
    symbology: str
    text: Secret | None
    engine: str


class CodeEngine:
    """The union of four locators: to cover a code its place is needed, not its text."""

    def detect(
        self, pixels: Pixels, *, thorough: bool = True, px_per_mm: float | None = None
    ) -> tuple[Code, ...]:
        """Codes in ``pixels`` (H×W×3 uint8 RGB).

        ``thorough``: also codes that cannot be decoded, by OpenCV's QR locator, their finders and
        their texture.  OpenCV's finds on security print are false now and then: the caller weighs
        them (``engine == "opencv"``).  ``px_per_mm``: of the document, where it is known; OpenCV
        then locates on no larger a picture than it needs.
        Raises EngineError where a reader fails.
        """
        grey = _grey(pixels)
        found = list(self._zxing(grey))
        if not any(code.text for code in found) and colourless(pixels):
            found = self._of_grains(grey) + found
            found = [code for at, code in enumerate(found) if not _repeats(code, found[:at])]
        if thorough:
            for more in (self._opencv(grey, px_per_mm), textured(pixels)):
                found += [code for code in more if not _repeats(code, found)]
        return tuple(found)

    def _zxing(self, grey: np.ndarray[Any, Any]) -> list[Code]:
        """Codes less square ones that are none: slivers of print, and text out of thin air."""
        return [
            code
            for code in self._read(grey)
            if code.symbology not in SQUARE
            or (_square(code.quad) and (code.text is None or self._stands(grey, code)))
        ]

    def _stands(self, grey: np.ndarray[Any, Any], code: Code) -> bool:
        """Whether a code shows modules, or reads the same in another view of its place.

        Error correction makes a text of any print now and then, another one in each view.
        """
        import cv2

        if modular(grey, code.quad):
            return True
        around = code.quad.padded(ROOM * code.quad.width, ROOM * code.quad.height)
        left, top, right, bottom = around.bounds
        part = np.ascontiguousarray(grey[max(0, top) : bottom, max(0, left) : right])
        factor = SMALLER if min(part.shape) > LARGE_PX else LARGER
        scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        views = (np.ascontiguousarray(np.rot90(part)), np.asarray(scaled))
        return any(other.text == code.text for view in views for other in self._read(view))

    def _read(self, grey: np.ndarray[Any, Any]) -> list[Code]:
        import zxingcpp

        try:
            results = zxingcpp.read_barcodes(grey, return_errors=True)
        except Exception as error:
            raise EngineError(
                "The code reader failed; run `redactor doctor`.", engine="zxing"
            ) from error
        return [_from_zxing(result) for result in results if result.format.name in USED]

    def _of_grains(self, grey: np.ndarray[Any, Any]) -> list[Code]:
        """Codes that can be read once the grains of a copier or a fax are smoothed away."""
        import cv2

        for blur in GRAINS:
            smooth = cv2.GaussianBlur(grey, (0, 0), blur)
            read = [code for code in self._zxing(np.asarray(smooth)) if code.text]
            if read:
                return read
        return []

    def _opencv(self, grey: np.ndarray[Any, Any], px_per_mm: float | None) -> list[Code]:
        import cv2

        factor = min(1.0, LOCATED_PX_PER_MM / px_per_mm) if px_per_mm else 1.0
        try:
            small = grey
            if factor < 1.0:
                small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
            found, corners = cv2.QRCodeDetectorAruco().detectMulti(small)
        except cv2.error as error:
            raise EngineError(
                "The code locator failed; run `redactor doctor`.", engine="opencv"
            ) from error
        if not found or corners is None:
            return []
        every = np.asarray(corners).reshape(-1, 4, 2) / factor
        quads = [Quad.of(c) for c in every if np.isfinite(c).all()]
        return [Code(quad, "QRCode", None, "opencv") for quad in quads if _square(quad)]


def _repeats(code: Code, others: list[Code]) -> bool:
    """Whether a code is one of others, or a corner of it."""
    return any(code.quad.overlap(other.quad) > 0.3 for other in others)


def textured(pixels: Pixels) -> list[Code]:
    """Codes that a thumb or a reflection made unreadable, by two finders or by their modules."""
    found = [Code(quad, "QRCode", None, FINDERS) for quad in finder_areas(pixels)]
    modules = [Code(quad, "QRCode", None, "texture") for quad in module_areas(pixels)]
    return found + [code for code in modules if not _repeats(code, found)]


def _grey(pixels: Pixels) -> np.ndarray[Any, Any]:
    import cv2

    return np.ascontiguousarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY))


def _from_zxing(result: Any) -> Code:
    p = result.position
    quad = Quad.of([(c.x, c.y) for c in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)])
    return Code(
        quad, str(result.format.name), Secret(result.text) if result.text else None, "zxing"
    )


def _square(quad: Quad) -> bool:
    """Whether a located QR code could be one: near square and not a speck."""
    wide, high = quad.width, quad.height
    return min(wide, high) >= 12 and 0.6 < wide / high < 1.7 and quad.area > 0.6 * wide * high
