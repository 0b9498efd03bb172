"""Faces of nobody: drawn from shapes, shading and noise, so that a face detector sees a face.

Nothing here is copied from a photograph.  The head is an ellipsoid lit from one side; eyes,
nose, mouth, hair, beard and glasses are laid on it with soft edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels

Plane = NDArray[np.floating]

WIDTH, HEIGHT = 420, 540
"""Size in px of a drawn portrait; 7:9 as on a passport photo."""

_SKINS = (
    (236, 200, 178),
    (224, 182, 154),
    (205, 158, 124),
    (168, 118, 84),
    (124, 82, 58),
    (92, 60, 44),
    (242, 210, 190),
    (214, 170, 138),
)
_HAIRS = (
    (38, 28, 24),
    (70, 48, 32),
    (112, 78, 44),
    (190, 152, 96),
    (150, 146, 142),
    (92, 44, 26),
    (24, 22, 24),
)
_CLOTHES = ((30, 32, 38), (52, 60, 92), (96, 40, 44), (70, 88, 78), (120, 120, 126), (32, 60, 70))


@dataclass(slots=True)
class _Sheet:
    """The portrait being painted, float RGB 0 to 255, with the coordinate planes."""

    pixels: Plane
    x: Plane
    y: Plane

    def paint(self, cover: Plane, colour: NDArray[np.floating] | tuple[float, ...]) -> None:
        share = np.clip(cover, 0, 1)[..., None]
        self.pixels[:] = self.pixels * (1 - share) + np.asarray(colour, np.float32) * share

    def shade(self, amount: Plane) -> None:
        """Darkens (negative) or lightens by a factor of 1 + amount."""
        self.pixels *= (1 + amount)[..., None]

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, soft: float = 2.0) -> Plane:
        """Coverage of an ellipse whose edge fades over ``soft`` px."""
        reach = np.sqrt(((self.x - cx) / rx) ** 2 + ((self.y - cy) / ry) ** 2)
        return np.clip((1 - reach) * min(rx, ry) / soft + 0.5, 0, 1).astype(np.float32)

    def bump(self, cx: float, cy: float, rx: float, ry: float) -> Plane:
        """A soft hill of height 1."""
        return np.exp(-(((self.x - cx) / rx) ** 2 + ((self.y - cy) / ry) ** 2)).astype(np.float32)

    def arc(self, cx: float, cy: float, half: float, sag: float, thick: float) -> Plane:
        """Coverage of a bow of half-width ``half`` that hangs (sag > 0) or arches by ``sag`` px."""
        along = (self.x - cx) / half
        line = cy + sag * (1 - along**2)
        taper = np.sqrt(np.clip(1 - along**2, 0, 1)) * thick
        bow: Plane = np.clip((taper - np.abs(self.y - line)) / 1.6 + 0.3, 0, 1)
        return np.where(np.abs(along) < 1, bow, 0)


def draw_face(rng: np.random.Generator) -> Pixels:
    """A portrait of nobody, HEIGHT×WIDTH×3 uint8 RGB, on a plain light background."""
    import cv2

    x, y = np.meshgrid(np.arange(WIDTH, dtype=np.float32), np.arange(HEIGHT, dtype=np.float32))
    ground = rng.uniform(205, 245)
    tint = np.array([ground, ground + rng.uniform(-4, 6), ground + rng.uniform(-2, 10)], np.float32)
    sheet = _Sheet(np.broadcast_to(tint, (HEIGHT, WIDTH, 3)).copy(), x, y)
    sheet.shade((x / WIDTH - 0.5) * np.float32(rng.uniform(-0.08, 0.08)))
    skin = np.array(_SKINS[rng.integers(len(_SKINS))], np.float32) * rng.uniform(0.94, 1.04)
    hair = np.array(_HAIRS[rng.integers(len(_HAIRS))], np.float32)
    if skin.sum() < 330:
        hair = np.minimum(hair, np.array([44, 34, 30], np.float32))
    cx, cy = WIDTH / 2 + rng.uniform(-8, 8), HEIGHT * 0.46 + rng.uniform(-8, 8)
    rx, ry = rng.uniform(104, 118), rng.uniform(140, 156)
    light = rng.uniform(-0.5, 0.5)
    long_hair = rng.random() < 0.45
    beard = not long_hair and rng.random() < 0.45
    _hair_behind(sheet, cx, cy, rx, ry, hair, long_hair, rng)
    _body(sheet, cx, cy, rx, ry, skin, rng)
    _head(sheet, cx, cy, rx, ry, skin, light)
    _features(sheet, cx, cy, rx, ry, skin, hair, rng)
    if beard:
        _beard(sheet, cx, cy, rx, ry, hair, rng)
    _hair_front(sheet, cx, cy, rx, ry, hair, long_hair, rng)
    if rng.random() < 0.3:
        _glasses(sheet, cx, cy, rx, ry, rng)
    grain = cv2.GaussianBlur(rng.normal(0, 5, (HEIGHT, WIDTH)).astype(np.float32), (0, 0), 0.9)
    sheet.pixels += grain[..., None]
    blurred = cv2.GaussianBlur(sheet.pixels, (0, 0), 1.1)
    return np.clip(blurred, 0, 255).astype(np.uint8)


def load_face(path: Path) -> Pixels:
    """A face photo cut to the portrait's shape and size; for tests that may use real pictures."""
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        return np.asarray(ImageOps.fit(image.convert("RGB"), (WIDTH, HEIGHT), centering=(0.5, 0.4)))


def _texture(rng: np.random.Generator, fine: float, tall: float) -> Plane:
    """Noise around 0 with streaks ``tall`` px long, for hair."""
    import cv2

    noise = rng.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(noise, (0, 0), sigmaX=fine, sigmaY=tall), np.float32)
    return soft / float(soft.std())


def _hair_behind(
    s: _Sheet,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    hair: Plane,
    long_hair: bool,
    rng: np.random.Generator,
) -> None:
    cover = s.ellipse(cx, cy - ry * 0.22, rx * 1.16, ry * 0.98, 6)
    if long_hair:
        fall = s.ellipse(cx, cy + ry * 0.25, rx * rng.uniform(1.2, 1.36), ry * 1.3, 8)
        cover = np.maximum(cover, fall)
    s.paint(cover, hair * 0.8)
    s.shade(cover * _texture(rng, 1.2, 9) * 0.14)


def _body(
    s: _Sheet, cx: float, cy: float, rx: float, ry: float, skin: Plane, rng: np.random.Generator
) -> None:
    neck = s.ellipse(cx, cy + ry * 1.1, rx * 0.55, ry * 0.75, 4)
    s.paint(neck, skin * 0.82)
    s.shade(-0.35 * s.bump(cx, cy + ry * 0.98, rx * 0.7, ry * 0.22) * neck)
    cloth = np.array(_CLOTHES[rng.integers(len(_CLOTHES))], np.float32)
    body = s.ellipse(cx, HEIGHT + 70, WIDTH * 0.5, 190, 3)
    opening = s.ellipse(cx, cy + ry * 1.32, rx * rng.uniform(0.4, 0.6), ry * 0.36, 3)
    cover = body * (1 - opening * neck)
    s.paint(cover, cloth)
    s.shade(cover * (_texture(rng, 2, 2) * 0.03 - 0.25 * np.abs(s.x - cx) / WIDTH))


def _head(s: _Sheet, cx: float, cy: float, rx: float, ry: float, skin: Plane, light: float) -> None:
    for side in (-1, 1):
        ear = s.ellipse(cx + side * rx * 1.0, cy + ry * 0.02, rx * 0.13, ry * 0.2, 3)
        s.paint(ear, skin * 0.86)
        s.shade(-0.2 * s.bump(cx + side * rx, cy + ry * 0.02, rx * 0.06, ry * 0.1) * ear)
    # An egg: the lower half narrows towards the chin.
    down = np.clip((s.y - cy) / ry, 0, 1)
    reach = np.sqrt(((s.x - cx) / (rx * (1 - 0.22 * down**1.6))) ** 2 + ((s.y - cy) / ry) ** 2)
    head = np.clip((1 - reach) * rx / 3 + 0.5, 0, 1).astype(np.float32)
    s.paint(head, skin)
    depth = np.sqrt(np.clip(1 - reach**2, 0, 1))
    slope = (s.x - cx) / rx
    s.shade((head * (0.36 * depth - 0.27 + 0.16 * light * slope)).astype(np.float32))
    s.shade(head * 0.08 * s.bump(cx, cy - ry * 0.5, rx * 0.6, ry * 0.25))
    for side in (-1, 1):
        s.shade(head * 0.07 * s.bump(cx + side * rx * 0.5, cy + ry * 0.24, rx * 0.26, ry * 0.16))
        s.shade(head * -0.12 * s.bump(cx + side * rx * 0.74, cy + ry * 0.42, rx * 0.2, ry * 0.26))
        red = head * 0.1 * s.bump(cx + side * rx * 0.5, cy + ry * 0.28, rx * 0.28, ry * 0.16)
        s.pixels[..., 0] *= 1 + red


def _features(
    s: _Sheet,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    skin: Plane,
    hair: Plane,
    rng: np.random.Generator,
) -> None:
    gap, eye_y = rx * rng.uniform(0.4, 0.46), cy - ry * rng.uniform(0.04, 0.1)
    half = rx * rng.uniform(0.19, 0.23)
    tall = half * rng.uniform(0.42, 0.55)
    iris = np.array(((62, 44, 32), (92, 112, 124), (84, 92, 66), (44, 32, 26))[rng.integers(4)])
    brow_y = eye_y - ry * rng.uniform(0.15, 0.19)
    brow_thick = rng.uniform(3.5, 7)
    for side in (-1, 1):
        ex = cx + side * gap
        s.shade(-0.2 * s.bump(ex, eye_y - tall * 0.7, half * 1.5, tall * 2.2))
        s.shade(-0.12 * s.bump(ex, eye_y + tall * 2.0, half * 1.1, tall * 0.8))
        white = s.ellipse(ex, eye_y, half, tall, 2)
        s.paint(white, (226, 220, 216))
        s.shade(-0.25 * white * s.bump(ex, eye_y - tall, half * 1.2, tall * 0.9))
        r = tall * 1.02
        s.paint(s.ellipse(ex, eye_y - 1, r, r, 2) * white, iris)
        s.paint(s.ellipse(ex, eye_y - 1, r * 0.45, r * 0.45, 2) * white, (12, 10, 10))
        s.paint(s.ellipse(ex + 3, eye_y - 4, 2.2, 2.2, 1.5), (250, 250, 250))
        s.paint(s.arc(ex, eye_y + 1, half * 1.12, -tall * 1.15, 3.2) * 0.85, skin * 0.22)
        s.paint(s.arc(ex, eye_y - 1, half * 1.02, tall * 1.1, 1.4) * 0.4, skin * 0.5)
        s.paint(s.arc(ex, eye_y - tall * 0.9, half * 1.2, -tall * 1.0, 1.5) * 0.45, skin * 0.5)
        brow = s.arc(ex + side * 3, brow_y + 4, half * 1.55, -ry * 0.045, brow_thick)
        s.paint(brow * (0.62 + 0.12 * _texture(rng, 1.5, 1)), hair * 0.8)
    nose_y = cy + ry * rng.uniform(0.24, 0.3)
    broad = rx * rng.uniform(0.17, 0.24)
    s.shade(0.13 * s.bump(cx, (eye_y + nose_y) / 2, rx * 0.07, ry * 0.2))
    for side in (-1, 1):
        s.shade(-0.12 * s.bump(cx + side * broad * 0.8, nose_y - ry * 0.12, rx * 0.07, ry * 0.16))
        s.shade(-0.22 * s.bump(cx + side * broad, nose_y + 2, broad * 0.3, ry * 0.05))
        s.paint(
            0.8 * s.ellipse(cx + side * broad * 0.52, nose_y + 7, broad * 0.28, 4, 4), skin * 0.3
        )
        s.shade(-0.1 * s.bump(cx + side * rx * 0.4, nose_y + ry * 0.14, rx * 0.06, ry * 0.13))
    s.shade(-0.2 * s.bump(cx, nose_y + 12, broad * 0.9, 6))
    s.shade(0.16 * s.bump(cx, nose_y - 4, broad * 0.4, 8))
    mouth_y = nose_y + ry * rng.uniform(0.25, 0.3)
    mouth = rx * rng.uniform(0.36, 0.45)
    lip = skin * np.array([0.84, 0.6, 0.6], np.float32)
    sag = rng.uniform(-2, 4)
    s.shade(-0.08 * s.bump(cx, mouth_y - 16, 8, 10))
    s.paint(0.75 * s.arc(cx, mouth_y - 3, mouth, sag - 2, 7), lip * 0.86)
    s.paint(0.7 * s.arc(cx, mouth_y + 4, mouth * 0.86, sag + 4, 9), lip)
    s.shade(0.14 * s.bump(cx, mouth_y + 9, mouth * 0.4, 5))
    s.paint(0.85 * s.arc(cx, mouth_y, mouth * 1.03, sag, 2), skin * 0.28)
    s.shade(-0.16 * s.bump(cx, mouth_y + 24, mouth * 0.6, 7))


def _beard(
    s: _Sheet, cx: float, cy: float, rx: float, ry: float, hair: Plane, rng: np.random.Generator
) -> None:
    down = np.clip((s.y - cy) / ry, 0, 1)
    inside = s.ellipse(cx, cy, rx * 0.99, ry, 6)
    jaw = np.clip((down - 0.36 - 0.2 * (1 - ((s.x - cx) / rx) ** 2)) * 8, 0, 1)
    lips = s.ellipse(cx, cy + ry * 0.54, rx * 0.42, ry * 0.075, 8)
    cover = inside * jaw * (1 - lips)
    s.paint(cover * (rng.uniform(0.25, 0.75) + 0.12 * _texture(rng, 1, 2)), hair * 0.9)


def _hair_front(
    s: _Sheet,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    hair: Plane,
    long_hair: bool,
    rng: np.random.Generator,
) -> None:
    if not long_hair and rng.random() < 0.12:
        return  # a bald head is a head too
    skull = s.ellipse(cx, cy - ry * 0.12, rx * 1.1, ry * 1.0, 5)
    line = cy - ry * rng.uniform(0.5, 0.62)
    part = rng.uniform(-0.5, 0.5) * rx
    curve = line + 30 * ((s.x - cx - part) / rx) ** 2 * (0.6 if long_hair else 1.0)
    wave = _texture(rng, 5, 2) * 4
    cover = skull * np.clip((curve + wave - s.y) / 6, 0, 1)
    if long_hair:
        edge = np.abs(s.x - cx) / rx
        sides = s.ellipse(cx, cy + ry * 0.1, rx * 1.2, ry * 1.15, 6)
        sides = sides * np.clip((edge - 0.86) * 9, 0, 1)
        cover = np.maximum(cover, sides)
    else:
        temple = np.clip((np.abs(s.x - cx) / rx - 0.9) * 9, 0, 1)
        cover = np.maximum(cover, skull * temple * np.clip((cy - s.y) / 12 + 1, 0, 1))
    s.paint(cover, hair)
    s.shade(cover * (_texture(rng, 1.1, 8) * 0.2 + 0.25 * s.bump(cx - 30, line - 40, 70, 30)))


def _glasses(
    s: _Sheet, cx: float, cy: float, rx: float, ry: float, rng: np.random.Generator
) -> None:
    frame = (rng.uniform(15, 60),) * 3
    wide, tall, thick = rx * 0.34, ry * rng.uniform(0.15, 0.19), rng.uniform(3, 5.5)
    y = cy - ry * 0.05
    for side in (-1, 1):
        gx = cx + side * rx * 0.44
        ring = s.ellipse(gx, y, wide, tall, 2) - s.ellipse(gx, y, wide - thick, tall - thick, 2)
        s.paint(np.clip(ring, 0, 1) * 0.9, frame)
        s.shade(0.08 * s.bump(gx - 10, y - 8, wide * 0.5, tall * 0.4))
    s.paint(0.9 * s.arc(cx, y, rx * 0.12, -5, thick * 0.7), frame)
