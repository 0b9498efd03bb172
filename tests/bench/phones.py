"""Hand-held photographs with everything that goes wrong in them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from redactor.model import Quad
from redactor.samples.place import lay
from redactor.samples.truth import Drawn
from tests.bench import captures, desks, hands, lamps
from tests.bench.captures import Camera, Span
from tests.bench.shots import Mask, Sheet

GOOD = Camera((1500, 4000), (0.55, 0.97), 8, 7, 0.2, (0.0, 0.8), (0.5, 4), (60, 95), 0.3, 0)
"""What a careful person makes: within 8° of straight, in fair light."""
HARD = Camera((1400, 4000), (0.5, 0.95), 20, 20, 0.45, (0.2, 1.2), (2, 8), (45, 90), 0.5, 0)
TURNS = ((1, 0, 0, 0), (0, 1, 1, 1))
"""Weights of quarter turns: upright, any other."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong; spans are in thousandths of the picture's long side."""

    motion: Span = (0, 0)
    focus: Span = (0, 0)
    lamp: bool = False
    sleeve: bool = False
    hand: bool = False
    litter: bool = False
    cut: Span = (0, 0)
    """Share of the document that lies outside the frame, along one axis."""


def phone(
    flat: Drawn,
    rng: np.random.Generator,
    camera: Camera = GOOD,
    trouble: Trouble | None = None,
    quarters: tuple[int, int, int, int] = TURNS[0],
) -> Sheet:
    """A phone's picture of a flat document on a desk, before the file's own loss."""
    trouble = trouble or Trouble()
    side = int(rng.integers(*camera.long_side))
    frame = (side, round(side * 0.75))
    quarter = int(rng.choice(4, p=np.array(quarters) / sum(quarters)))
    height, width = flat.pixels.shape[:2]
    lies = (width > height) != bool(quarter % 2)
    # Most people turn the phone as the document lies.
    if lies != (rng.random() < 0.8):
        frame = (frame[1], frame[0])
    target = captures.view(flat, frame, camera, quarter, rng)
    if trouble.cut[1]:
        target = _pushed(target, frame, rng, trouble.cut)
    page = captures.desk(frame, rng)
    if trouble.litter:
        desks.littered(page, rng)
    captures.drop_shadow(page, target, rng)
    documents = lay(page, flat, target)
    unseen = hands.hold(page, target, rng) if trouble.hand else np.zeros(page.shape[:2], bool)
    falling = captures.light_plane(frame, camera, rng)
    picture: captures.Plane = page.astype(np.float32) * falling[..., None]
    if trouble.sleeve:
        haze, light = lamps.sleeve(target, frame, rng)
        picture = picture * (1 - haze[..., None]) + 235 * haze[..., None] + light[..., None]
        unseen |= light > lamps.BLIND
    if trouble.lamp:
        light = lamps.reflection(target, frame, rng)
        picture += light[..., None]
        unseen |= light > lamps.BLIND
    picture *= rng.uniform(0.92, 1.06, 3).astype(np.float32)
    picture = lamps.moved(picture, rng.uniform(*trouble.motion) * side / 1000, rng)
    picture = lamps.unsharp_focus(picture, rng.uniform(*trouble.focus) * side / 1000)
    pixels = captures.sensor(picture, camera, rng)
    return Sheet(Drawn(pixels, documents, flat.holder), unseen if unseen.any() else None)


def _pushed(target: Quad, frame: tuple[int, int], rng: np.random.Generator, cut: Span) -> Quad:
    """The document moved until a share of it is outside one side of the frame."""
    points = target.array()
    low, high = points.min(axis=0), points.max(axis=0)
    axis, far = int(rng.integers(2)), bool(rng.random() < 0.5)
    reach = (high - low)[axis] * rng.uniform(*cut)
    move = np.zeros(2)
    move[axis] = frame[axis] + reach - high[axis] if far else -reach - low[axis]
    return Quad.of(points + move)


def shrunk(sheet: Sheet, long_side: int) -> Sheet:
    """The picture as a chat program passes it on, truth with it."""
    import cv2

    height, width = sheet.drawn.pixels.shape[:2]
    factor = long_side / max(height, width)
    size = (round(width * factor), round(height * factor))
    pixels = np.asarray(
        cv2.resize(sheet.drawn.pixels, size, interpolation=cv2.INTER_AREA), np.uint8
    )
    scale = np.array([size[0] / width, size[1] / height])

    def move(quad: Quad) -> Quad:
        return Quad.of(quad.array() * scale)

    documents = tuple(placed.moved(move) for placed in sheet.drawn.documents)
    unseen: Mask | None = None
    if sheet.unseen is not None:
        small = cv2.resize(sheet.unseen.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        unseen = np.asarray(small, bool)
    return Sheet(replace(sheet.drawn, pixels=pixels, documents=documents, px_per_mm=None), unseen)
