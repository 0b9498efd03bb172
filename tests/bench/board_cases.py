"""The cases of the recall board: which document, how captured, from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from redactor.samples import draw, model_ids
from redactor.samples.truth import Drawn
from tests.bench import captures

FACES = Path(__file__).resolve().parents[3] / "shared" / "specimens" / "faces"
CONDITIONS = ("flat", "turned", "photo", "scan", "grey", "a4", "booklet")
TARGET = ("flat", "turned", "photo")
"""The conditions the release target speaks of: flat and mildly photographed."""
PAGES = ("nl-passport-2011", "nl-passport-2014", "nl-passport-2021", "uto-passport")
NO_CROP = 3
"""Every so manieth case keeps the source's geometry, so that the written file can be measured."""


@dataclass(frozen=True, slots=True)
class Case:
    """One picture to make; ``seed`` is its own, drawn from the board's seed and its place."""

    index: int
    model: str
    condition: str
    seed: int
    photo_face: bool
    crop: bool

    @property
    def name(self) -> str:
        return f"{self.index:04d}:{self.model}:{self.condition}:{self.seed}"


def cases(count: int, seed: int) -> Iterator[Case]:
    """Models in turn, each in another condition every round; the same seed, the same cases."""
    models = model_ids()
    seeds = np.random.default_rng(seed).integers(1, 2**31 - 1, count)
    for index in range(count):
        model = models[index % len(models)]
        condition = CONDITIONS[(index + index // len(models)) % len(CONDITIONS)]
        if condition == "booklet" and model not in PAGES:
            condition = "photo"
        number = int(seeds[index])
        # The face and the crop follow the case's own seed: in step with the place they would
        # go with certain models only.
        yield Case(index, model, condition, number, bool(number & 1), bool(number // 2 % NO_CROP))


def picture(case: Case) -> Drawn:
    """Draws and captures a case."""
    rng = np.random.default_rng(case.seed)
    faces = captures.face_photos(FACES) if case.photo_face else ()
    fonts = captures.text_fonts()
    card = draw(case.model, case.seed, faces=faces, fonts=fonts)
    match case.condition:
        case "flat":
            return captures.fill(card, rng)
        case "turned":
            return captures.fill(card, rng, int(rng.integers(1, 4)))
        case "photo":
            return captures.photograph(card, rng, "mild")
        case "scan":
            return captures.scan(card, rng, grey=False, whole_bed=bool(rng.random() < 0.3))
        case "grey":
            return captures.scan(card, rng, grey=True)
        case "a4":
            other = draw(_partner(case.model), case.seed, holder=card.holder, faces=faces)
            return captures.a4(card, other, rng)
        case _:
            return captures.photograph(captures.booklet(card, rng), rng, "mild")


def _partner(model: str) -> str:
    """The other side of a card, or else another document."""
    for one, other in (("-front", "-back"), ("-back", "-front")):
        if model.endswith(one) and model.removesuffix(one) + other in model_ids():
            return model.removesuffix(one) + other
    return model_ids()[(model_ids().index(model) + 1) % len(model_ids())]
