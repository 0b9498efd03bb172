"""From a model's name and a seed to a flat document."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np

from redactor import resources
from redactor.model import Pixels
from redactor.samples.canvas import Canvas
from redactor.samples.face import draw_face, load_face
from redactor.samples.holder import fictional
from redactor.samples.models import LAYOUTS
from redactor.samples.sheet import Sheet, Style
from redactor.samples.truth import Drawn, Holder


def draw_document(
    model_id: str,
    seed: int,
    px_per_mm: float | None,
    holder: Holder | None,
    faces: tuple[Path, ...],
    fonts: tuple[Path, ...],
) -> Drawn:
    """See ``redactor.samples.draw``."""
    layout = LAYOUTS[model_id]
    rng = np.random.default_rng([seed, crc32(model_id.encode())])
    person = holder or fictional(seed)
    text_fonts = (str(resources.path("fonts", "DejaVuSans.ttf")), *map(str, fonts))
    style = Style.drawn(rng, text_fonts, str(resources.path("fonts", "OCRB.otf")))
    scale = px_per_mm or float(rng.uniform(11, 16))
    sheet = Sheet(Canvas(layout.size_mm, scale), person, style, rng, _face(person, faces))
    layout.draw(sheet)
    return Drawn(sheet.canvas.pixels, (sheet.canvas.place(model_id),), person, scale)


def _face(person: Holder, faces: tuple[Path, ...]) -> Pixels:
    """The holder's face: the same on every side of every document."""
    seed = crc32(f"{person.surname}{person.document_number}".encode())
    rng = np.random.default_rng(seed)
    if faces:
        return load_face(faces[int(rng.integers(len(faces)))])
    return _drawn_face(seed)


@lru_cache(maxsize=16)
def _drawn_face(seed: int) -> Pixels:
    face = draw_face(np.random.default_rng(seed))
    face.setflags(write=False)
    return face
