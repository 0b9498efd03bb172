"""The ways in which documents are sent: name, class, and how a file of it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from redactor.samples.truth import Drawn
from tests.bench import captures, desks, people, phones, photocopies
from tests.bench.phones import GOOD, HARD, TURNS, Trouble, phone
from tests.bench.shots import Sheet, Shot, without_blanks

RELEASED, HELD = frozenset({"released"}), frozenset({"held"})
EITHER = RELEASED | HELD


@dataclass(frozen=True, slots=True)
class Supply:
    """What a condition makes a file of: a document, its other side, faces, the case's seed."""

    flat: Drawn
    other: Callable[[], Drawn]
    faces: tuple[Path, ...]
    seed: int


Maker = Callable[[Supply, np.random.Generator], Shot]


def _photo(sheet: Sheet, rng: np.random.Generator, low: int = 60, high: int = 95) -> Shot:
    """A phone's JPEG; a third are stored turned, with the tag that says so."""
    tag = int(rng.choice([1, 1, 1, 1, 3, 6, 8]))
    return Shot((sheet,), "jpg", int(rng.integers(low, high)), tag)


def _phone(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng), rng)


def _sideways(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng, quarters=TURNS[1]), rng)


def _scanned(flat: Drawn, form: str, rng: np.random.Generator) -> Shot:
    scale = flat.px_per_mm or 8.0
    dpi = (scale * 25.4, scale * 25.4)
    return Shot((without_blanks(Sheet(flat)),), form, int(rng.integers(70, 95)), dpi=dpi)


def _flatbed(supply: Supply, rng: np.random.Generator) -> Shot:
    dpi = int(rng.choice([150, 200, 300, 300, 400]))
    whole = bool(rng.random() < 0.5)
    flat = photocopies.on_glass(supply.flat, rng, dpi, whole=whole)
    noise = rng.normal(0, rng.uniform(0.3, 2), flat.pixels.shape[:2])[..., None]
    pixels = np.clip(flat.pixels + noise, 0, 255).astype(np.uint8)
    return _scanned(replace(flat, pixels=pixels), str(rng.choice(["jpg", "png", "tiff"])), rng)


def _flatbed_pdf(supply: Supply, rng: np.random.Generator) -> Shot:
    """One page, or front and back on a page each."""
    dpi = int(rng.choice([150, 200, 300]))
    sides = [supply.flat] if rng.random() < 0.5 else [supply.flat, supply.other()]
    pages = [photocopies.on_glass(side, rng, dpi) for side in sides]
    return Shot(tuple(map(Sheet, pages)), "pdf", int(rng.integers(70, 95)), dpi=(dpi, dpi))


def _a4(supply: Supply, rng: np.random.Generator) -> Shot:
    flat = captures.a4(supply.flat, supply.other(), rng)
    return _scanned(flat, str(rng.choice(["jpg", "pdf"])), rng)


def _copy_grey(supply: Supply, rng: np.random.Generator) -> Shot:
    dpi = int(rng.choice([200, 300]))
    flat = photocopies.on_glass(supply.flat, rng, dpi, skew=3)
    return _scanned(photocopies.grey_copy(flat, rng), str(rng.choice(["jpg", "pdf"])), rng)


def _copy_black(supply: Supply, rng: np.random.Generator) -> Shot:
    dpi = int(rng.choice([200, 300]))
    flat = photocopies.on_glass(supply.flat, rng, dpi, skew=3)
    return _scanned(photocopies.black_copy(flat, rng, dpi), str(rng.choice(["jpg", "pdf"])), rng)


def _tilted(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng, HARD, quarters=(6, 1, 1, 1)), rng, 45, 90)


def _dim(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(HARD, turn=8, tilt=8, light=0.7, noise=(7, 15), shadow=0.75)
    return _photo(phone(supply.flat, rng, camera), rng, 40, 80)


def _glare(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng, replace(GOOD, turn=12, tilt=12), Trouble(lamp=True)), rng)


def _shaken(supply: Supply, rng: np.random.Generator) -> Shot:
    both = rng.random() < 0.5
    trouble = Trouble(motion=(0.6, 2.2)) if both else Trouble(focus=(0.4, 1.2))
    return _photo(phone(supply.flat, rng, replace(GOOD, turn=12, tilt=10), trouble), rng)


def _small(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(GOOD, long_side=(1500, 2500), share=(0.7, 1.0))
    sheet = phones.shrunk(phone(supply.flat, rng, camera), int(rng.integers(700, 1250)))
    return Shot((sheet,), "jpg", int(rng.integers(40, 62)))


def _far(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(GOOD, long_side=(2400, 4000), share=(0.35, 0.5), turn=15, tilt=10)
    return _photo(phone(supply.flat, rng, camera), rng)


def _litter(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(GOOD, share=(0.4, 0.8), turn=15, tilt=10)
    return _photo(phone(supply.flat, rng, camera, Trouble(litter=True)), rng)


def _hand(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng, replace(GOOD, turn=12), Trouble(hand=True)), rng)


def _sleeve(supply: Supply, rng: np.random.Generator) -> Shot:
    return _photo(phone(supply.flat, rng, replace(GOOD, turn=12), Trouble(sleeve=True)), rng)


def _cut(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(GOOD, share=(0.7, 1.0))
    return _photo(phone(supply.flat, rng, camera, Trouble(cut=(0.03, 0.2))), rng)


def _coarse(supply: Supply, rng: np.random.Generator) -> Shot:
    dpi = int(rng.choice([100, 120, 130]))
    flat = photocopies.on_glass(supply.flat, rng, dpi, whole=bool(rng.random() < 0.6))
    return _scanned(flat, str(rng.choice(["jpg", "png"])), rng)


def _skewed(supply: Supply, rng: np.random.Generator) -> Shot:
    """Laid down carelessly under an open lid."""
    dpi = int(rng.choice([150, 200, 300]))
    lid = int(rng.choice([12, 30, 60, 120]))
    flat = photocopies.on_glass(supply.flat, rng, dpi, skew=12, lid=lid)
    return _scanned(replace(flat, pixels=photocopies.rims(flat.pixels, rng)), "jpg", rng)


def _bilevel(supply: Supply, rng: np.random.Generator) -> Shot:
    dpi = int(rng.choice([200, 300, 300]))
    flat = photocopies.on_glass(supply.flat, rng, dpi)
    made = photocopies.bilevel(flat, rng, dither=bool(rng.random() < 0.5))
    return _scanned(made, str(rng.choice(["png", "tiff", "pdf"])), rng)


def _fax(supply: Supply, rng: np.random.Generator) -> Shot:
    flat = photocopies.fax(photocopies.on_glass(supply.flat, rng, 204, skew=2), rng)
    return Shot((without_blanks(Sheet(flat)),), "fax", dpi=(204, 196))


def _nothing(supply: Supply, rng: np.random.Generator) -> Shot:
    side = int(rng.integers(1200, 3000))
    return replace(_photo(Sheet(desks.bare((side, side * 3 // 4), rng)), rng), right=EITHER)


def _selfie(supply: Supply, rng: np.random.Generator) -> Shot:
    return replace(_photo(Sheet(people.selfie(rng, supply.faces)), rng), right=EITHER)


def _selfie_card(supply: Supply, rng: np.random.Generator) -> Shot:
    drawn = people.with_card(rng, supply.faces, supply.flat)
    return replace(_photo(Sheet(drawn), rng), right=EITHER)


def _bank_card(supply: Supply, rng: np.random.Generator) -> Shot:
    card = desks.bank_card(rng, supply.seed)
    return replace(_photo(phone(card, rng), rng), right=EITHER)


def _invoice(supply: Supply, rng: np.random.Generator) -> Shot:
    page = desks.invoice(rng)
    shot = _scanned(page, "pdf", rng) if rng.random() < 0.5 else _photo(phone(page, rng), rng)
    return replace(shot, right=EITHER)


def _blank(supply: Supply, rng: np.random.Generator) -> Shot:
    return Shot((Sheet(desks.blank(rng)),), str(rng.choice(["jpg", "png"])), right=EITHER)


def _half(supply: Supply, rng: np.random.Generator) -> Shot:
    camera = replace(GOOD, share=(0.8, 1.0))
    sheet = phone(supply.flat, rng, camera, Trouble(cut=(0.4, 0.6)))
    return replace(_photo(sheet, rng), right=EITHER)


GOOD_ONES: dict[str, Maker] = {
    "phone": _phone,
    "flatbed": _flatbed,
    "two-on-a4": _a4,
    "sideways": _sideways,
    "copy-grey": _copy_grey,
    "flatbed-pdf": _flatbed_pdf,
    "copy-black": _copy_black,
}
HARD_ONES: dict[str, Maker] = {
    "tilted": _tilted,
    "dim": _dim,
    "glare": _glare,
    "shaken": _shaken,
    "small": _small,
    "far": _far,
    "litter": _litter,
    "hand": _hand,
    "sleeve": _sleeve,
    "cut": _cut,
    "coarse-scan": _coarse,
    "skewed-scan": _skewed,
    "bilevel": _bilevel,
    "fax": _fax,
}
BAD_ONES: dict[str, Maker] = {
    "nothing": _nothing,
    "selfie": _selfie,
    "selfie-card": _selfie_card,
    "bank-card": _bank_card,
    "invoice": _invoice,
    "blank": _blank,
    "half": _half,
    "abroad": _phone,
}
"""Bad input; "abroad" is another country's passport, of which only portraits go."""
WITHOUT_DOCUMENT = ("nothing", "selfie", "bank-card", "invoice", "blank")
MAKERS: dict[str, Maker] = GOOD_ONES | HARD_ONES | BAD_ONES
