"""Tesseract through pytesseract, in the child process: a reader independent of RapidOCR."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.util import find_spec
from math import isfinite
from typing import Any

from redactor.engines.child import Handle, ReaderChild
from redactor.model import Pixels, Quad


@dataclass(frozen=True, slots=True)
class Word:
    """One word in px of the picture given.

    ``score``: 0 to 1.  ``line``: number of the text line it stands in, counted from 0.
    """

    text: str
    quad: Quad
    score: float
    line: int = 0


def installed() -> bool:
    """Whether the tesseract program is there, and the library that speaks to it."""
    return shutil.which("tesseract") is not None and find_spec("pytesseract") is not None


class TesseractEngine:
    """Words by Tesseract (LSTM, English)."""

    def __init__(self, child: ReaderChild) -> None:
        self._child = child

    def available(self) -> bool:
        """Whether it can be used at all."""
        return installed()

    def start(self) -> None:
        """Has the child load its libraries, without waiting."""
        self._child.start(("tesseract",))

    def submit(
        self, pixels: Pixels, *, psm: int, whitelist: str | None = None
    ) -> Handle[tuple[Word, ...]]:
        """Begins to read H×W×3 uint8 RGB pixels.

        ``psm``: Tesseract's page segmentation mode (6 a block, 7 a line, 11 sparse text).
        ``whitelist``: the only characters it may answer with.
        """
        options = {"psm": psm, "whitelist": whitelist}
        return Handle(self._child.submit("tesseract", pixels, options), _words, "tesseract")

    def read(self, pixels: Pixels, *, psm: int, whitelist: str | None = None) -> tuple[Word, ...]:
        """As ``submit``, waiting for the words.  Raises EngineError."""
        return self.submit(pixels, psm=psm, whitelist=whitelist).result()


def _words(answer: Any) -> tuple[Word, ...]:
    """The child's rows as words.  Raises ValueError and the like where they make no sense."""
    words = []
    for text, left, top, width, height, score, line in answer:
        box = [float(value) for value in (left, top, width, height, score)]
        if not isinstance(text, str) or not all(isfinite(value) for value in box):
            raise ValueError("not a word")
        words.append(Word(text, Quad.rect(*box[:4]), box[4], int(line)))
    return tuple(words)


def read_words(
    pixels: Pixels, psm: int = 11, whitelist: str | None = None
) -> list[tuple[str, int, int, int, int, float, int]]:
    """In the child: rows of text, left, top, width, height, score, line."""
    import pytesseract
    from PIL import Image

    if pixels.size == 0:  # a warm-up
        return []
    grey = Image.fromarray(pixels).convert("L")
    grey.format = "BMP"  # packing a PNG would take as long as some of the reading
    config = f"--psm {int(psm)}"
    if whitelist:
        config += f" -c tessedit_char_whitelist={whitelist}"
    data = pytesseract.image_to_data(
        grey, lang="eng", config=config, output_type=pytesseract.Output.DICT
    )
    lines: dict[tuple[int, int, int], int] = {}
    rows = []
    for index, text in enumerate(data["text"]):
        if not str(text).strip():
            continue
        key = (data["block_num"][index], data["par_num"][index], data["line_num"][index])
        left, top, width, height = (
            int(data[name][index]) for name in ("left", "top", "width", "height")
        )
        score = max(0.0, float(data["conf"][index])) / 100
        line = lines.setdefault(key, len(lines))
        rows.append((str(text), left, top, width, height, score, line))
    return rows
