"""Synthetic identity documents of people who do not exist, with their truth.

``draw`` makes one flat document, ``generate`` fills a folder.  The same seed gives the same
picture, byte for byte, on one version of the drawing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redactor.samples.truth import Drawn, Holder

__all__ = ["draw", "generate", "model_ids"]


def model_ids() -> tuple[str, ...]:
    """The names ``draw`` knows, e.g. "nl-id-2014-back"."""
    from redactor.samples.models import LAYOUTS

    return tuple(LAYOUTS)


def draw(
    model_id: str,
    seed: int = 0,
    *,
    px_per_mm: float | None = None,
    holder: Holder | None = None,
    faces: Sequence[Path] = (),
    fonts: Sequence[Path] = (),
) -> Drawn:
    """One flat document that fills its picture, H×W×3 uint8 RGB, with its truth.

    ``px_per_mm``: None chooses 11 to 16 (280 to 400 dpi).  ``holder``: None makes the person
    of the seed.  ``faces``: photographs to take the portrait from instead of drawing one.
    ``fonts``: further text fonts to choose from.  Raises KeyError for an unknown model.
    """
    from redactor.samples.drawing import draw_document

    return draw_document(model_id, seed, px_per_mm, holder, tuple(faces), tuple(fonts))


def generate(directory: Path, n: int = 12, seed: int = 0) -> list[Path]:
    """Writes ``n`` documents and their truth into a folder; returns the pictures' paths.

    The folder is made where it is not there.  Front and back of a card that follow each
    other belong to one person.  Raises ``OutputWriteError`` where the folder cannot be
    written.
    """
    from redactor.samples.folder import fill

    return fill(directory, n, seed)
