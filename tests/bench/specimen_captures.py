"""Official specimens as documents to capture: portraits and numbers marked by hand are truth.

A specimen lies as it was published: with its facing page, or front over back.  Its fields to
keep are known as text alone, so harms are not counted here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from redactor.intake import open_pages
from redactor.model import Kind, Quad
from redactor.samples.canvas import around
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn, Field, Placed
from tests.bench.specimen_truth import Specimen

NUMBERS = Path(__file__).with_name("specimen_numbers.json")
SLACK = 0.04
"""Part of its size by which a hand-made box is drawn in before it is measured."""
CAPTURES = (
    *("phone", "tilted", "flatbed", "sideways", "copy-grey", "small", "flatbed-pdf", "glare"),
    *("litter", "two-on-a4", "dim", "copy-black", "skewed-scan", "sleeve", "far", "hand"),
)
LEAST_SIDE = 1000
"""px; smaller specimens are not photographed larger than this, or than twice their own size."""
SMALL_ID = 1.45
"""Width over height from which a picture shows a card; pages are squarer."""


def drawn(specimen: Specimen) -> Drawn:
    """A specimen as a flat document, its quads in its own px."""
    page = next(iter(open_pages(specimen.path)))
    fields = [
        Field(Kind.PORTRAIT, _drawn_in(box), role=role)
        for role, boxes in (
            ("main", [specimen.main] if specimen.main else []),
            ("ghost", specimen.ghosts),
        )
        for box in boxes
    ]
    fields += _numbers(specimen.path.name)
    size = _size_mm(page.width, page.height)
    quad = Quad.rect(0, 0, page.width, page.height)
    placed = Placed(specimen.path.name, size, quad, tuple(fields))
    pixels = np.array(page.pixels)
    return Drawn(pixels, (placed,), fictional(0), page.width / size[0])


def _size_mm(width: int, height: int) -> tuple[float, float]:
    """A likely true size: a card, a strip of one, a page, or two of either above each other."""
    ratio = width / height
    wide = 85.6 if ratio > SMALL_ID else 125.0
    if ratio < 1 and width < 600:
        wide = 85.6
    return wide, wide / ratio


def _numbers(name: str) -> list[Field]:
    marks: dict[str, list[dict[str, Any]]] = json.loads(NUMBERS.read_text(encoding="utf-8"))
    return [_cells(mark) for mark in marks.get(name, [])]


def _cells(mark: dict[str, Any]) -> Field:
    """The hidden cells of a zone's line, from the middles of its first and last character."""
    first, last = np.array(mark["first"], float), np.array(mark["last"], float)
    step = (last - first) / (mark["cells"] - 1)
    width, height = mark["size"]
    start, end = mark["hidden"]
    middles = [first + step * at for at in range(start, end)]
    quads = tuple(Quad.rect(x - width / 2, y - height / 2, width, height) for x, y in middles)
    return Field(Kind.MRZ_BSN, around(quads), "#" * len(quads), quads)


def _drawn_in(quad: Quad) -> Quad:
    return quad.padded(-SLACK * quad.width, -SLACK * quad.height)
