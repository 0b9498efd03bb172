"""A thumb or fingers over a document's edge, and what they hide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels, Quad

Mask = NDArray[np.bool_]
_SKINS = ((226, 184, 158), (205, 158, 124), (238, 202, 182), (150, 104, 76), (104, 70, 52))


def hold(page: Pixels, target: Quad, rng: np.random.Generator) -> Mask:
    """Lays one to three fingers over an edge (changes ``page``); returns where they lie."""
    hidden = np.zeros(page.shape[:2], bool)
    skin = np.array(_SKINS[int(rng.integers(len(_SKINS)))], np.float32)
    edge = int(rng.integers(4))
    corners = target.array()
    one, two = corners[edge], corners[(edge + 1) % 4]
    inward = corners.mean(axis=0) - (one + two) / 2
    inward /= np.linalg.norm(inward)
    # A thumb is about 20 mm wide, a card 54 mm high; on a passport page it covers less.
    width = max(target.height, 1.0) * rng.uniform(0.2, 0.32)
    at, count = rng.uniform(0.15, 0.85), int(rng.choice([1, 1, 2, 3]))
    for finger in range(count):
        place = one + (two - one) * at + (two - one) / np.linalg.norm(two - one) * width * finger
        tip = place + inward * width * rng.uniform(0.3, 0.95)
        base = place - inward * width * rng.uniform(4, 7)
        lean = np.array([-inward[1], inward[0]]) * width * rng.uniform(-1.5, 1.5)
        hidden |= _finger(page, tip, base + lean, width * rng.uniform(0.8, 1.0), skin, rng)
    return hidden


def _finger(
    page: Pixels,
    tip: NDArray[np.floating],
    base: NDArray[np.floating],
    width: float,
    skin: NDArray[np.floating],
    rng: np.random.Generator,
) -> Mask:
    """A capsule from ``base`` to ``tip`` with round shading, a nail and a soft shadow."""
    height, wide = page.shape[:2]
    y, x = np.mgrid[0:height, 0:wide].astype(np.float32)
    way = tip - base
    length = float(np.linalg.norm(way))
    way = way / length
    centre = tip - way * width / 2
    along = (x - base[0]) * way[0] + (y - base[1]) * way[1]
    across = -(x - base[0]) * way[1] + (y - base[1]) * way[0]
    reach = float((centre - base) @ way)
    past = np.maximum(along - reach, 0)
    away = np.hypot(past, across)
    body = np.clip((width / 2 - away) / 1.5 + 0.5, 0, 1)
    shadow = np.clip(1 - (away - width / 2) / (width * 0.25), 0, 1) * 0.4 * (along > -width)
    round_ = np.sqrt(np.clip(1 - (away / (width / 2)) ** 2, 0, 1))
    grain = rng.normal(0, 2, page.shape[:2]).astype(np.float32)
    colour = skin * (0.62 + 0.42 * round_)[..., None] + grain[..., None]
    nail = ((along - reach + width * 0.05) / (width * 0.34)) ** 2 + (across / (width * 0.3)) ** 2
    shine = np.clip(1.15 - nail, 0, 1)[..., None] * 0.5
    colour = colour * (1 - shine) + np.array((244, 206, 196), np.float32) * shine
    share = body[..., None]
    under = page * (1 - shadow[..., None] * (1 - share))
    page[:] = np.clip(under * (1 - share) + colour * share + 0.5, 0, 255).astype(np.uint8)
    return np.asarray(body > 0.5)
