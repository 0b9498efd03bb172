"""The cases of the recall board: which document, how captured, from one seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from redactor.samples import draw, model_ids
from redactor.samples.truth import Drawn, Holder
from tests.bench import captures, specimen_captures, stranger_parts, typefaces
from tests.bench.conditions import (
    BAD_ONES,
    GOOD_ONES,
    HARD_ONES,
    MAKERS,
    WITHOUT_DOCUMENT,
    Maker,
    Supply,
)
from tests.bench.odd import ODD_ONES
from tests.bench.phones import shrunk
from tests.bench.shots import Shot, plain
from tests.bench.specimen_truth import Specimen, specimens
from tests.bench.strangers import STRANGERS, draw_stranger

FACES = Path(__file__).resolve().parents[3] / "shared" / "specimens" / "faces"
CONDITIONS = ("flat", "turned", "photo", "scan", "grey", "a4", "booklet")
"""Conditions of the first deck, which rules were made with."""
BAD_EVERY = 13
"""Every so manieth file of what is sent is no document, or half of one."""
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


def class_of(condition: str) -> str:
    """ "good", "hard", "bad" or "odd"; "tuned" for the conditions of the older board."""
    classes = (("good", GOOD_ONES), ("hard", HARD_ONES), ("bad", BAD_ONES), ("odd", ODD_ONES))
    return next((name for name, ones in classes if condition in ones), "tuned")


def cases(count: int, seed: int, deck: str = "sent") -> Iterator[Case]:
    """The cases of a deck: "sent" (strangers and ours as people send them), "specimens" (the
    official ones captured, none where they are absent), "odd" (both, captured as no rule was made
    with) or "tuned"."""
    decks = {"sent": _sent, "tuned": _tuned, "specimens": _specimens, "odd": _odd}
    return decks[deck](count, seed)


def _sent(count: int, seed: int) -> Iterator[Case]:
    """Good and hard captures in turn, strangers twice as often as documents of our generator."""
    strangers, ours = tuple(STRANGERS), model_ids()
    seeds = np.random.default_rng([seed, 2]).integers(1, 2**31 - 1, count)
    good, hard, bad = (tuple(ones) for ones in (GOOD_ONES, HARD_ONES, BAD_ONES))
    models = [*strangers, *ours, *strangers]
    for index in range(count):
        number = int(seeds[index])
        turn, part = divmod(index, 2)
        round_ = index // len(models)
        pool = hard if part else good
        condition = pool[(turn + round_) % len(pool)]
        model = models[(index * 7 + round_) % len(models)]
        if index % BAD_EVERY == BAD_EVERY - 1:
            condition = bad[index // BAD_EVERY % len(bad)]
            model = "x-abroad-passport" if condition == "abroad" else model
            model = condition if condition in WITHOUT_DOCUMENT else model
        face = number % 5 > 0
        yield Case(index, model, condition, number, face, bool(number // 5 % NO_CROP))


def _specimens(count: int, seed: int) -> Iterator[Case]:
    """Dutch specimens in every capture, then the others in turn, each in another capture."""
    known = specimens()
    ways = specimen_captures.CAPTURES
    pairs = [(one, way) for one in known if one.dutch for way in ways]
    foreign = [one for one in known if not one.dutch]
    # A step without a common factor with the captures' number meets all of them in time.
    pairs += [
        (one, ways[(at + 5 * turn) % len(ways)])
        for turn in range(-(-count // max(len(foreign), 1)))
        for at, one in enumerate(foreign)
    ]
    seeds = np.random.default_rng([seed, 4]).integers(1, 2**31 - 1, count)
    for index, (one, way) in enumerate(pairs[:count]):
        yield Case(index, one.path.name, way, int(seeds[index]), True, True)


def _odd(count: int, seed: int) -> Iterator[Case]:
    """Odd captures in turn, of strangers, our documents and, every third, a Dutch specimen."""
    seeds = np.random.default_rng([seed, 5]).integers(1, 2**31 - 1, count)
    drawn = [*STRANGERS, *model_ids()]
    dutch = [one.path.name for one in specimens() if one.dutch]
    ways = tuple(ODD_ONES)
    for index in range(count):
        round_, at = divmod(index, len(ways))
        # Steps without a common factor with the lists' lengths meet every pair in time.
        pool = dutch if index % 3 == 2 and dutch else drawn
        number = int(seeds[index])
        model = pool[(index * 7 + round_) % len(pool)]
        yield Case(index, model, ways[(at + round_) % len(ways)], number, number % 5 > 0, True)


def shot(case: Case) -> Shot:
    """The file of a case."""
    if class_of(case.condition) == "tuned":
        return plain(picture(case))
    known = {one.path.name: one for one in specimens()}
    if case.model in known:
        return _specimen_shot(case, known)
    rng = np.random.default_rng([case.seed, 3])
    faces = captures.face_photos(FACES)
    shown = faces if case.photo_face else ()
    model = case.model if case.model not in WITHOUT_DOCUMENT else "x-id-front"
    owner = stranger_parts.person(case.seed)

    def side(name: str) -> Drawn:
        return _flat(name, case.seed, owner, shown)

    supply = Supply(side(model), lambda: side(_partner(model)), faces, case.seed)
    return _maker(case.condition)(supply, rng)


def _maker(condition: str) -> Maker:
    return (MAKERS | ODD_ONES)[condition]


def _specimen_shot(case: Case, known: dict[str, Specimen]) -> Shot:
    """A specimen's capture, no larger than its own pixels bear."""
    names = list(known)
    partner = names[(names.index(case.model) + 1) % len(names)]
    flat = specimen_captures.drawn(known[case.model])
    supply = Supply(flat, lambda: specimen_captures.drawn(known[partner]), (), case.seed)
    made = _maker(case.condition)(supply, np.random.default_rng([case.seed, 3]))
    most = max(specimen_captures.LEAST_SIDE, 2 * max(flat.pixels.shape[:2]))
    if made.dpi is None and max(made.pages[0].drawn.pixels.shape[:2]) > most:
        return replace(made, pages=tuple(shrunk(page, most) for page in made.pages))
    return made


def _flat(model: str, seed: int, owner: Holder, faces: tuple[Path, ...]) -> Drawn:
    """A document of either make, in fonts of its own."""
    if model in STRANGERS:
        return draw_stranger(model, seed, holder=owner, faces=faces)
    fonts = tuple(map(Path, typefaces.text_faces()))
    return draw(model, seed, holder=owner, faces=faces, fonts=fonts)


def _tuned(count: int, seed: int) -> Iterator[Case]:
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
    if model in STRANGERS:
        return _PAIRS.get(model, "x-id-front")
    for one, other in (("-front", "-back"), ("-back", "-front")):
        if model.endswith(one) and model.removesuffix(one) + other in model_ids():
            return model.removesuffix(one) + other
    return model_ids()[(model_ids().index(model) + 1) % len(model_ids())]


_SIDES = (
    ("x-id-front", "x-id-back"),
    ("x-id-front-number", "x-id-back-zone"),
    ("x-passport", "x-passport-back"),
    ("x-licence-front", "x-licence-back"),
    ("x-permit-front", "x-permit-back"),
    ("x-abroad-card", "x-abroad-card-back"),
)
_PAIRS = (
    {"x-id-back-code": "x-id-front", "x-passport-new": "x-passport-back"}
    | dict(_SIDES)
    | {two: one for one, two in _SIDES}
)
