"""The embedded text reader: RapidOCR's detector and recogniser, each called on its own.

Detection runs on a small picture and recognition on crops of a larger one: the detector's time
grows with pixels, while the recogniser scales every line to 48 px anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from redactor.errors import EngineError
from redactor.model import Pixels, Quad

if TYPE_CHECKING:
    from collections.abc import Sequence

SHORTEST = 96
"""Least width in px a strip is padded to, at 48 px height; most lines of a card are short."""
MAX_STRIP_RATIO = 46.0
"""Widest crop (width over height) the recogniser gets; a 44-character MRZ line is about 30."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as the recogniser read it.

    ``quad``: in px of the picture given, reading order.  ``centres``: for each character of
    ``text`` its centre as a fraction of the quad's reading direction (0 left edge, 1 right).
    ``score``: mean character probability, 0 to 1.
    """

    quad: Quad
    text: str
    score: float
    centres: tuple[float, ...]


class TextEngine:
    """RapidOCR, its parts called one by one: call flags would stick to the object."""

    def __init__(self, threads: int) -> None:
        self._threads = threads
        self._engine: Any = None

    def warm(self) -> None:
        """Loads both models."""
        engine = self._load()
        engine.text_rec or engine.recognize_txt([np.full((48, 320, 3), 255, np.uint8)])
        self.detect(np.full((64, 64, 3), 255, np.uint8))

    def _load(self) -> Any:
        if self._engine is None:
            try:
                from rapidocr import RapidOCR

                self._engine = RapidOCR(
                    params={
                        "Global.use_cls": False,
                        "Global.log_level": "critical",
                        "Global.use_vertical_padding": False,
                        "Global.return_word_box": True,
                        "Rec.rec_img_shape": [3, 48, SHORTEST],
                        "Det.limit_type": "max",
                        "Det.limit_side_len": 4096,
                        "EngineConfig.onnxruntime.intra_op_num_threads": self._threads,
                        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                    }
                )
            except Exception as error:
                raise EngineError(
                    "The text reader could not start; run `redactor doctor`.", engine="rapidocr"
                ) from error
        return self._engine

    def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
        """Quads of text lines, in px of ``pixels`` (H×W×3 uint8 RGB).

        The picture is scaled so that its long side is ``long_side`` px where given.
        Raises EngineError where the detector fails; an empty tuple means it saw no text.
        """
        import cv2

        engine = self._load()
        height, width = pixels.shape[:2]
        scale = 1.0 if long_side is None else long_side / max(height, width)
        small = pixels
        if scale != 1.0:
            interpolation = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
            small = cv2.resize(  # type: ignore[assignment]
                pixels,
                (max(32, round(width * scale)), max(32, round(height * scale))),
                interpolation=interpolation,
            )
        try:
            result = engine._load_det_model()(cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
        except Exception as error:
            raise EngineError(
                "The text detector failed; run `redactor doctor`.", engine="rapidocr"
            ) from error
        if result.boxes is None:
            return ()
        factor = np.array([width / small.shape[1], height / small.shape[0]])
        return tuple(Quad.of(np.asarray(box, dtype=np.float64) * factor) for box in result.boxes)

    def recognise(self, pixels: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
        """Reads the given lines of ``pixels``; the answer has one line for each quad, in order.

        Raises EngineError where the recogniser fails.  A line it cannot read has an empty text.
        """
        if not quads:
            return ()
        return self.recognise_strips([strip(pixels, quad) for quad in quads], quads)

    def recognise_strips(
        self, strips: Sequence[Pixels], quads: Sequence[Quad]
    ) -> tuple[TextLine, ...]:
        """Reads deskewed line pictures; ``quads`` says where each came from."""
        import cv2

        engine = self._load()
        try:
            result = engine.recognize_txt([cv2.cvtColor(s, cv2.COLOR_RGB2BGR) for s in strips])
        except Exception as error:
            if type(error).__name__ == "RapidOCRError":  # it read nothing in any strip
                return tuple(TextLine(quad, "", 0.0, ()) for quad in quads)
            raise EngineError(
                "The text reader failed; run `redactor doctor`.", engine="rapidocr"
            ) from error
        return tuple(
            _line(quad, text, float(score), words)
            for quad, text, score, words in zip(
                quads, result.txts, result.scores, result.word_results, strict=True
            )
        )


def _line(quad: Quad, text: str, score: float, words: Any) -> TextLine:
    """Joins the recogniser's text with the columns of its characters."""
    columns = [column for word in (words.word_cols if words else []) for column in word]
    total = float(words.line_txt_len) if words and columns else 0.0
    centres: list[float] = []
    taken = 0
    for char in text:
        if char.isspace() or taken >= len(columns) or total <= 0:
            centres.append(centres[-1] if centres else 0.0)
            continue
        centres.append(min(1.0, (columns[taken] + 0.5) / total))
        taken += 1
    return TextLine(quad, text, score, tuple(centres))


def strip(pixels: Pixels, quad: Quad, height: int | None = None) -> Pixels:
    """The deskewed picture of one line: h×w×3 uint8, the quad stretched to a rectangle.

    ``height``: of the strip in px; None keeps the quad's own scale.
    """
    import cv2

    wide, high = max(quad.width, 1.0), max(quad.height, 1.0)
    scale = 1.0 if height is None else height / high
    out_w = max(2, round(wide * scale))
    out_h = max(2, round(high * scale))
    if out_w / out_h > MAX_STRIP_RATIO:
        out_w = int(out_h * MAX_STRIP_RATIO)
    target = np.array([[0, 0], [out_w, 0], [out_w, out_h], [0, out_h]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.array().astype(np.float32), target)
    flat: Pixels = cv2.warpPerspective(  # type: ignore[assignment]
        pixels, matrix, (out_w, out_h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return flat
