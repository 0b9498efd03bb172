"""Another tool in a process of its own: a path a line in, one JSON object a line out.

Runs under any interpreter that has the tool; imports nothing of the project.

    python compare_worker.py passporteye | presidio
"""

from __future__ import annotations

import json
import re
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Reader = Callable[[str], dict[str, Any]]


def main(name: str) -> None:
    warnings.simplefilter("ignore")
    answers = sys.stdout
    sys.stdout = sys.stderr  # tools print
    read = {"passporteye": passporteye, "presidio": presidio}[name]()
    print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        since = time.perf_counter()
        try:
            answer = read(line.strip())
        except Exception as error:
            answer = {"error": type(error).__name__}
        answer["seconds"] = time.perf_counter() - since
        print(json.dumps(answer), file=answers, flush=True)


def passporteye() -> Reader:
    """Its public call, with its own defaults."""
    from passporteye import read_mrz

    def read(path: str) -> dict[str, Any]:
        found = read_mrz(path)
        text = "" if found is None else found.aux.get("text", "")
        return {"lines": [line for line in text.splitlines() if line.strip()], "boxes": []}

    return read


def presidio() -> Reader:
    """Presidio's image analyser with a recogniser for the citizen number.

    The pattern takes plain and grouped numbers, and those that stand in a zone's optional data;
    the eleven test must hold.  The language model is a tokeniser: patterns need no more.
    """
    import spacy  # type: ignore[import-not-found]
    from PIL import Image, ImageOps
    from presidio_analyzer import (  # type: ignore[import-not-found]
        AnalyzerEngine,
        Pattern,
        PatternRecognizer,
        RecognizerRegistry,
    )
    from presidio_analyzer.nlp_engine import SpacyNlpEngine  # type: ignore[import-not-found]
    from presidio_image_redactor import ImageAnalyzerEngine  # type: ignore[import-not-found]

    class Tokeniser(SpacyNlpEngine):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

        def load(self) -> None:
            return None

    class CitizenNumber(PatternRecognizer):  # type: ignore[misc]
        def validate_result(self, pattern_text: str) -> bool:
            digits = [int(digit) for digit in re.sub(r"\D", "", pattern_text)[-9:]]
            weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
            return (
                len(digits) == 9
                and sum(d * w for d, w in zip(digits, weights, strict=True)) % 11 == 0
            )

    patterns = [
        Pattern("plain", r"\b\d{9}\b", 0.6),
        Pattern("grouped", r"\b(?:\d{4}[. ]\d{2}[. ]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{3})\b", 0.6),
        Pattern("zone", r"(?<=[MF<]\d{7})\d{9}(?=[<\d])", 0.6),
        Pattern("card", r"(?<=NLD[A-Z0-9]{9}\d)\d{9}(?=[<\d])", 0.6),
    ]
    number = CitizenNumber(
        supported_entity="NL_BSN",
        patterns=patterns,
        context=["bsn", "persoonsnummer", "burgerservicenummer", "sofinummer", "personal"],
    )
    registry = RecognizerRegistry(supported_languages=["en"])
    registry.add_recognizer(number)
    engine = AnalyzerEngine(registry=registry, nlp_engine=Tokeniser(), supported_languages=["en"])
    images = ImageAnalyzerEngine(analyzer_engine=engine)

    def read(path: str) -> dict[str, Any]:
        with Image.open(path) as image:
            found = images.analyze(ImageOps.exif_transpose(image).convert("RGB"))
        boxes = [[one.left, one.top, one.width, one.height] for one in found]
        return {"lines": [], "boxes": boxes}

    return read


if __name__ == "__main__":
    main(sys.argv[1])
