"""Writes samples and their truth into a folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from redactor.errors import OutputWriteError
from redactor.model import Pixels
from redactor.samples.drawing import draw_document
from redactor.samples.holder import fictional
from redactor.samples.models import LAYOUTS
from redactor.samples.truth import Drawn, as_json


def fill(directory: Path, n: int, seed: int) -> list[Path]:
    """See ``redactor.samples.generate``."""
    names = tuple(LAYOUTS)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        return [_one(directory, at, names, seed) for at in range(n)]
    except OSError as error:
        raise OutputWriteError(
            f"The folder “{directory}” cannot be written: please choose another one.",
            path=str(directory),
        ) from error


def _one(directory: Path, at: int, names: tuple[str, ...], seed: int) -> Path:
    turn, which = divmod(at, len(names))
    model = names[which]
    # A back follows its front in the list, so both belong to the person of the pair.
    person_seed = seed * 100_003 + turn * 1_009 + which - model.endswith("-back")
    drawn = draw_document(model, seed * 100_003 + at, None, fictional(person_seed), (), ())
    path = directory / f"{at + 1:03d}-{model}.{'jpg' if at % 3 == 2 else 'png'}"
    path.write_bytes(encoded(drawn.pixels, path.suffix, drawn.dpi))
    write_truth(path, (drawn,))
    return path


def write_truth(path: Path, pages: tuple[Drawn, ...]) -> Path:
    """Writes ``NAME.truth.json`` beside a sample; returns its path."""
    target = path.with_suffix(".truth.json")
    text = json.dumps(as_json(path.name, pages), ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
    return target


def encoded(pixels: Pixels, suffix: str, dpi: float | None, quality: int = 88) -> bytes:
    """The picture as PNG or JPEG (".png", ".jpg") with its dpi and nothing else."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    image = Image.fromarray(np.ascontiguousarray(pixels))
    density = {"dpi": (dpi, dpi)} if dpi else {}
    if suffix == ".png":
        image.save(out, "PNG", **density)
    else:
        image.save(out, "JPEG", quality=quality, subsampling=0, **density)
    return out.getvalue()
