"""Codes that can still be read, here or by a better reader."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from redactor.documents import bsn
from redactor.engines import Engines
from redactor.engines.codes import Code, textured
from redactor.model import Doubt, Kind, Pixels, Quad, Secret
from redactor.verify.expectation import Expectation

FLAT = frozenset({"qrcode", "microqrcode", "rmqrcode", "datamatrix", "pdf417", "micropdf417",
                  "aztec", "aztecrune", "maxicode"})  # fmt: skip
"""Two-dimensional kinds, which hold enough for a person's data."""
SMALL = 1600
"""Long side in px under which the sheet is looked at twice as large too."""


def code_doubts(pixels: Pixels, expectation: Expectation, engines: Engines) -> list[Doubt]:
    """A doubt for each code that is open: any two-dimensional one, a bar code that holds a number.

    A code that does not decode but is modules all over counts: another reader may decode it.

    Raises EngineError where the reader fails.
    """
    found: dict[str, Doubt] = {}
    for code in _codes(pixels, engines):
        if code.text is None:
            continue
        kind = "".join(c for c in code.symbology.casefold() if c.isalnum())
        flat = kind in FLAT and Kind.CODE in expectation.hide
        if flat or _holds_number(code.text, expectation):
            found.setdefault(code.text.clear, Doubt("code-visible", code.symbology, code.quad))
    doubts = list(found.values())
    if Kind.CODE in expectation.hide and not doubts:
        doubts += [Doubt("code-visible", code.symbology, code.quad) for code in textured(pixels)]
    return doubts


def _codes(pixels: Pixels, engines: Engines) -> Iterator[Code]:
    import cv2

    yield from engines.codes.detect(pixels, thorough=False)
    if max(pixels.shape[:2]) < SMALL:
        large = cv2.resize(pixels, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        for code in engines.codes.detect(np.asarray(large, dtype=np.uint8), thorough=False):
            half = Quad.of((x / 2, y / 2) for x, y in code.quad.points)
            yield Code(half, code.symbology, code.text, code.engine)


def _holds_number(text: Secret, expectation: Expectation) -> bool:
    """Whether a code's text holds a known number, or one that could be where numbers are hidden."""
    joined = bsn.digits(text.clear)
    if any(bsn.digits(number.clear) in joined for number in expectation.numbers):
        return True
    if Kind.BSN not in expectation.hide or not expectation.may_be_numbered:
        return False
    return any(
        bsn.is_real(candidate.digits) and not candidate.weak and not candidate.repaired
        for line in text.clear.splitlines()
        for candidate in bsn.candidates(line)
    )
