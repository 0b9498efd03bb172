"""Pictures of people: a selfie, and one with a document in the hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redactor.model import Kind, Pixels, Quad
from redactor.samples.face import draw_face, load_face
from redactor.samples.holder import fictional
from redactor.samples.place import lay
from redactor.samples.truth import Drawn, Field, Placed
from tests.bench import captures


def selfie(rng: np.random.Generator, faces: tuple[Path, ...]) -> Drawn:
    """A person before a wall; the face is to be covered, or the copy held."""
    page, person = _person(rng, faces, (int(rng.integers(900, 2400)), 4 / 3))
    return Drawn(page, (person,), fictional(0))


def with_card(rng: np.random.Generator, faces: tuple[Path, ...], card: Drawn) -> Drawn:
    """A person with a document below the face, as shops ask for."""
    page, person = _person(rng, faces, (int(rng.integers(1800, 3200)), 4 / 3), high=True)
    height, width = page.shape[:2]
    wide = width * rng.uniform(0.62, 0.9)
    tall = wide * card.pixels.shape[0] / card.pixels.shape[1]
    middle = np.array([rng.uniform(0.46, 0.54) * width, height * 0.97 - tall / 2])
    target = captures.laid(wide, tall, rng.uniform(-7, 7), middle, 1.0)
    captures.drop_shadow(page, target, rng)
    documents = lay(page, card, target)
    return Drawn(page, (*documents, person), card.holder)


def _person(
    rng: np.random.Generator,
    faces: tuple[Path, ...],
    size: tuple[int, float],
    high: bool = False,
) -> tuple[Pixels, Placed]:
    """A portrait laid into a room; what counts as the face is its middle."""
    import cv2

    wide, ratio = size
    tall = round(wide * ratio)
    face = load_face(faces[int(rng.integers(len(faces)))]) if faces else draw_face(rng)
    head = tall * (rng.uniform(0.42, 0.5) if high else rng.uniform(0.6, 0.9))
    across = head * face.shape[1] / face.shape[0]
    shown = np.asarray(
        cv2.resize(face, (round(across), round(head)), interpolation=cv2.INTER_CUBIC), np.uint8
    )
    h, w = shown.shape[:2]
    page = _room((wide, tall), shown[h // 20 : h // 8, w // 10 : w // 5].mean(axis=(0, 1)), rng)
    x0 = int(np.clip((wide - w) * rng.uniform(0.35, 0.65), 0, max(wide - w, 0)))
    y0 = round(tall * rng.uniform(0.02, 0.08))
    # A shirt goes on below the portrait; its sides and top run out into the wall.
    cloth = np.full((tall - y0 - h, w, 3), rng.uniform(20, 200, 3))
    body = cloth + rng.normal(0, 4, (1, w, 1))
    figure = np.vstack([shown.astype(np.float32), body])[:, : wide - x0]
    side = np.minimum(np.arange(w), np.arange(w)[::-1])[None, : wide - x0]
    top = np.arange(figure.shape[0])[:, None]
    soft = np.clip(np.minimum(side, top) / (0.08 * w), 0, 1)[..., None]
    area = page[y0 : y0 + figure.shape[0], x0 : x0 + w]
    area[:] = np.clip(area * (1 - soft) + figure * soft, 0, 255).astype(np.uint8)
    quad = Quad.rect(x0 + 0.3 * w, y0 + 0.3 * h, 0.4 * w, 0.42 * h)
    field = Field(Kind.PORTRAIT, quad, role="face")
    return page, Placed("person", (100.0, 130.0), quad, (field,))


def _room(size: tuple[int, int], colour: NDArray[np.floating], rng: np.random.Generator) -> Pixels:
    """A wall of the portrait's own ground, lit from one side."""
    wide, tall = size
    light = np.linspace(rng.uniform(0.75, 1.0), rng.uniform(0.85, 1.05), wide)[None, :, None]
    wall = np.ones((tall, 1, 1)) * light * colour
    return np.asarray(np.clip(wall + rng.normal(0, 1.5, (tall, wide, 1)), 0, 255), np.uint8)
