"""Pictures of people: a selfie, and one with a document in the hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np

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
    page = _room((wide, tall), rng)
    head = tall * (rng.uniform(0.42, 0.5) if high else rng.uniform(0.6, 0.9))
    across = head * face.shape[1] / face.shape[0]
    left, top = (wide - across) * rng.uniform(0.3, 0.7), tall * rng.uniform(0.02, 0.08)
    shown = cv2.resize(face, (round(across), round(head)), interpolation=cv2.INTER_CUBIC)
    h, w = shown.shape[:2]
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    # The studio's wall fades into the room; shoulders run out of the portrait's bottom.
    soft = np.clip((1 - np.hypot((x / w - 0.5) / 0.46, (y / h - 0.55) / 0.62)) * 8, 0, 1)
    x0, y0 = round(left), round(top)
    x0 = int(np.clip(x0, 0, max(wide - w, 0)))
    area = page[y0 : y0 + h, x0 : x0 + w]
    soft, shown = (
        soft[: area.shape[0], : area.shape[1], None],
        shown[: area.shape[0], : area.shape[1]],
    )
    area[:] = np.clip(area * (1 - soft) + shown * soft, 0, 255).astype(np.uint8)
    quad = Quad.rect(x0 + 0.3 * w, y0 + 0.3 * h, 0.4 * w, 0.42 * h)
    field = Field(Kind.PORTRAIT, quad, role="face")
    return page, Placed("person", (100.0, 130.0), quad, (field,))


def _room(size: tuple[int, int], rng: np.random.Generator) -> Pixels:
    import cv2

    wide, tall = size
    wall = captures.desk((wide, tall), rng)
    return np.asarray(cv2.GaussianBlur(wall, (0, 0), max(wide / 120, 1)), np.uint8)
