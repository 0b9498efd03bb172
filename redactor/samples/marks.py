"""Portraits, ghosts, signatures, codes: what lies on the security print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from redactor.model import Kind, Pixels, Quad
from redactor.samples.canvas import Canvas, Colour, Ink

Plane = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Photo:
    """How a portrait is printed.

    ``colour`` False: grey.  ``alpha``: 1 solid, about 0.4 for a faint ghost.  ``tile``: laid
    on a white tile with rounded corners.  ``fade``: width of the soft edge as a share of the
    picture's width.  ``through``: the ground shows through the light parts.
    """

    colour: bool = False
    alpha: float = 1.0
    tile: bool = False
    fade: float = 0.0
    through: bool = True
    tone: Colour = (255, 255, 255)


def portrait(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    face: Pixels,
    look: Photo,
    role: Literal["main", "ghost"],
    height: float | None = None,
) -> Quad:
    """Prints a face ``width`` mm wide at (x, y) mm and records the whole printed rectangle."""
    import cv2

    tall = height or width * 9 / 7
    if look.tile:
        edge = width * 0.1
        canvas.box(x - edge, y - edge, width + 2 * edge, tall + 2 * edge, (250, 250, 248), 0.93, 1)
    size = (max(round(width * canvas.scale), 8), max(round(tall * canvas.scale), 8))
    image = _crop(face, size[0] / size[1])
    way = cv2.INTER_AREA if size[0] < image.shape[1] else cv2.INTER_CUBIC
    printed: Plane = cv2.resize(image, size, interpolation=way).astype(np.float32)
    if not look.colour:
        printed = np.repeat(printed.mean(axis=2, keepdims=True), 3, axis=2)
        printed = printed * np.array(look.tone, np.float32) / 255
    share = np.full(printed.shape[:2], look.alpha, np.float32)
    if look.fade:
        share *= _soft_edge(share.shape, look.fade * size[0])
    if look.through:
        # Laser engraving only darkens: the studio's wall becomes the card's own tint.
        wall = np.percentile(printed, 85)
        share *= np.clip((wall + 8 - printed.mean(axis=2)) / 30, 0.12, 1)
    quad = canvas.picture(x, y, np.clip(printed, 0, 255).astype(np.uint8), share)
    canvas.note(Kind.PORTRAIT, quad, role=role)
    return quad


def year_over(canvas: Canvas, x: float, y: float, text: str, font: str, cap: float) -> None:
    """The birth year laid over the photo's lower edge, light with a dark rim."""
    canvas.text(x, y, text, Ink(font, cap, (70, 70, 74), weight=0.2, alpha=0.75))
    canvas.text(x, y, text, Ink(font, cap, (205, 205, 208), tracking=0.2 * cap, alpha=0.7))


def _crop(face: Pixels, ratio: float) -> Pixels:
    """The middle of a portrait with the wanted width over height; the head stays in."""
    height, width = face.shape[:2]
    if width / height > ratio:
        cut = int((width - height * ratio) / 2)
        return face[:, cut : width - cut] if cut else face
    tall = int(width / ratio)
    top = int((height - tall) * 0.3)
    return face[top : top + tall]


def _soft_edge(shape: tuple[int, ...], px: float) -> Plane:
    y = np.minimum(np.arange(shape[0]), np.arange(shape[0])[::-1])[:, None]
    x = np.minimum(np.arange(shape[1]), np.arange(shape[1])[::-1])[None, :]
    return np.clip((np.minimum(x, y) + 0.5) / max(px, 1), 0, 1).astype(np.float32)


def signature(
    canvas: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    name: str,
    rng: np.random.Generator,
) -> Quad:
    """A scrawl of loops in a box of mm with its top-left at (x, y), recorded tight to the ink."""
    count = max(5, min(len(name), 12))
    ascents = rng.choice([0.35, 0.5, 0.95], count, p=[0.5, 0.25, 0.25])
    t = np.linspace(0, count, count * 24, dtype=np.float64)
    letter = np.minimum(t.astype(int), count - 1)
    loop = 2 * np.pi * t
    px = t / count + 0.35 / count * np.sin(loop) * (1 + 0.4 * np.sin(t))
    py = 0.55 - ascents[letter] * 0.5 * np.sin(loop + 0.6) * np.sin(np.pi * (t % 1)) ** 0.5
    py += 0.06 * np.sin(t * 0.9 + rng.uniform(0, 6)) - 0.1 * t / count
    flourish = np.linspace(0, 1, 60)
    fx = np.concatenate([px, 1 - 0.95 * flourish, 0.05 + 0.8 * flourish])
    fy = np.concatenate(
        [py, py[-1] + (0.92 - py[-1]) * flourish**0.5, 0.92 - 0.08 * np.sin(flourish * 3)]
    )
    fx = (fx - fx.min()) / np.ptp(fx)
    fy = (fy - fy.min()) / np.ptp(fy)
    pen = rng.uniform(0.2, 0.32)
    points = np.stack([x + fx * width, y + fy * height], axis=1)
    canvas.stroke(points, pen, (28, 26, 32), 0.9)
    s = canvas.scale
    quad = Quad.rect((x - pen / 2) * s, (y - pen / 2) * s, (width + pen) * s, (height + pen) * s)
    canvas.note(Kind.SIGNATURE, quad, name)
    return quad


def code(
    canvas: Canvas,
    x: float,
    y: float,
    side: float,
    payload: str,
    form: Literal["QRCode", "Code128", "DataMatrix"] = "QRCode",
    height: float | None = None,
    ink: Colour = (24, 24, 28),
) -> Quad:
    """Prints a bar or matrix code ``side`` mm wide with a quiet zone; returns the symbol's quad.

    The text of the field is the payload.
    """
    import cv2
    import zxingcpp

    made = zxingcpp.create_barcode(payload, getattr(zxingcpp.BarcodeFormat, form))
    modules = np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=False))
    if form == "Code128":
        modules = modules[:1]
    size = (round(side * canvas.scale), round((height or side) * canvas.scale))
    quiet = side * (0.06 if form == "Code128" else 0.1)
    tall = height or side
    canvas.box(x - quiet, y - quiet, side + 2 * quiet, tall + 2 * quiet, (252, 252, 250), 0.95)
    grown = np.kron(modules, np.ones((8, 8), np.uint8))
    image = cv2.resize(grown, size, interpolation=cv2.INTER_AREA)
    cover = 1 - image.astype(np.float32) / 255
    left, top = round(x * canvas.scale), round(y * canvas.scale)
    canvas.blend((left, top), cover, ink)
    quad = Quad.rect(left, top, size[0], size[1])
    canvas.note(Kind.CODE, quad, payload)
    return quad


def chip(canvas: Canvas, x: float, y: float) -> None:
    """The sign of a chip document: a bar with a ring, 3.4 × 2 mm."""
    import cv2

    canvas.box(x, y, 3.4, 0.75, (52, 92, 190))
    canvas.box(x, y + 1.25, 3.4, 0.75, (52, 92, 190))
    centre = (round((x + 1.7) * canvas.scale), round((y + 1.0) * canvas.scale))
    cv2.circle(canvas.pixels, centre, round(0.75 * canvas.scale), (225, 232, 244), -1, cv2.LINE_AA)
    ring = max(round(0.2 * canvas.scale), 1)
    cv2.circle(canvas.pixels, centre, round(0.5 * canvas.scale), (52, 92, 190), ring, cv2.LINE_AA)
