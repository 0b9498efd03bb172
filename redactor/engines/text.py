"""The embedded text reader: RapidOCR's detector and recogniser, each called on its own.

Detection runs on a small picture and recognition on crops of a larger one: the detector's time
grows with pixels, while the recogniser scales every line to 48 px anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from redactor.engines.lean import with_fewer_letters, without_subnormals
from redactor.engines.pool import pool
from redactor.engines.session import Session
from redactor.errors import EngineError
from redactor.model import Pixels, Quad

if TYPE_CHECKING:
    from collections.abc import Sequence

DETECTOR, RECOGNISER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
"""Files in the package rapidocr; `redactor doctor` checks them against its record."""
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
        _read(engine, np.full((48, 320, 3), 255, np.uint8))
        self.detect(np.full((64, 64, 3), 255, np.uint8))

    def rest(self) -> None:
        """Gives back the memory that the detector took for its last pictures."""
        if self._engine is not None:
            self._engine.text_det.session.rest(np.zeros((1, 3, 32, 32), np.float32))

    def _load(self) -> Any:
        if self._engine is None:
            try:
                self._engine = _reader(self._threads)
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
            result = engine.text_det(cv2.cvtColor(small, cv2.COLOR_RGB2BGR))
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
        engine = self._load()
        try:
            # the longest first, so that no thread is left with it at the end
            order = sorted(range(len(quads)), key=lambda at: -_time(quads[at]))
            with pool(self._threads) as readers:
                read = readers.map(lambda at: (at, _read(engine, strip(pixels, quads[at]))), order)
                answers = [answer for _, answer in sorted(read, key=lambda one: one[0])]
        except Exception as error:
            raise EngineError(
                "The text reader failed; run `redactor doctor`.", engine="rapidocr"
            ) from error
        return tuple(_line(quad, *one) for quad, one in zip(quads, answers, strict=True))


def _time(quad: Quad) -> float:
    """How long a line takes to be read, by its proportions."""
    return quad.width / max(1.0, quad.height)


def _read(engine: Any, strip: Pixels) -> tuple[str, float, Any]:
    """Text, score and columns of one line.

    Lines are read one by one, several at a time: in a batch the short ones would be as wide as
    the longest, and a line's reading would depend on its companions.
    """
    import cv2
    from rapidocr.ch_ppocr_rec import TextRecInput

    bgr = cv2.cvtColor(strip, cv2.COLOR_RGB2BGR)
    result = engine.text_rec(TextRecInput(img=[bgr], return_word_box=True))
    return result.txts[0], float(result.scores[0]), result.word_results[0]


def _reader(threads: int) -> Any:
    """RapidOCR with both parts loaded, on lighter models than those it would load itself."""
    import rapidocr
    from omegaconf import OmegaConf
    from rapidocr.ch_ppocr_det import TextDetector
    from rapidocr.ch_ppocr_rec import TextRecognizer

    reader: Any = rapidocr.RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Global.use_vertical_padding": False,
            "Rec.rec_img_shape": [3, 48, SHORTEST],
            "Rec.font_path": None,
            "Det.limit_type": "max",
            "Det.limit_side_len": 4096,
        }
    )
    folder = Path(rapidocr.__file__).parent / "models"

    def part(kind: Any, settings: Any, own: Session) -> Any:
        config: Any = OmegaConf.create(
            OmegaConf.to_container(settings), flags={"allow_objects": True}
        )
        config.session = own.inner
        made = kind(config)
        made.session = own
        return made

    detector = without_subnormals((folder / DETECTOR).read_bytes())
    reader.text_det = part(TextDetector, reader.cfg.Det, Session(detector, threads))
    reader.text_det.get_preprocess = lambda: _batch
    recogniser = with_fewer_letters(without_subnormals((folder / RECOGNISER).read_bytes()))
    reader.text_rec = part(TextRecognizer, reader.cfg.Rec, Session(recogniser, 1))
    return reader


def _batch(bgr: Pixels) -> Any:
    """A picture as the detector takes it: sides that 32 divides, -1 to 1, 1×3×H×W.

    RapidOCR's own way through float64 takes as long as a tenth of the detection.
    """
    import cv2

    height, width = (max(32, round(side / 32) * 32) for side in bgr.shape[:2])
    return cv2.dnn.blobFromImage(bgr, 1 / 127.5, (width, height), (127.5, 127.5, 127.5))


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
