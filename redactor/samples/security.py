"""Security print: tints, guilloche lines, dot and letter patterns, holographic dots."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from redactor.samples.canvas import Canvas, Colour

Plane = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Print:
    """A document's ground: colours from left to right and the strength of its lines (0 to 1)."""

    left: Colour
    middle: Colour
    right: Colour
    wedge: Colour
    line: Colour
    strength: float = 0.5


def ground(canvas: Canvas, look: Print, rng: np.random.Generator) -> None:
    """Paints the whole sheet: tinted areas, two families of fine wavy lines, faint moiré."""
    height, width = canvas.pixels.shape[:2]
    x = np.linspace(0, canvas.size_mm[0], width, dtype=np.float32)[None, :]
    y = np.linspace(0, canvas.size_mm[1], height, dtype=np.float32)[:, None]
    paint = _tints(canvas, look, x, y, rng)
    angle, wave = rng.uniform(0.2, 0.9), rng.uniform(3, 9)
    for turn in (angle, -angle * rng.uniform(0.5, 1.2)):
        pitch = rng.uniform(0.7, 1.2)
        phase = x * np.sin(turn) + y * np.cos(turn)
        phase = phase + 0.5 * np.sin(x / wave + rng.uniform(0, 6)) * np.cos(y / wave * 0.7)
        cover = _lines(phase / pitch, 0.10, pitch * canvas.scale) * look.strength * 0.9
        patch = 0.35 + 0.65 * (0.5 + 0.5 * np.sin(x / 17 + turn * 9) * np.sin(y / 13 + turn * 5))
        paint += (np.array(look.line, np.float32) - paint) * (cover * patch)[..., None]
    canvas.pixels[:] = np.clip(paint + 0.5, 0, 255).astype(np.uint8)


def _tints(canvas: Canvas, look: Print, x: Plane, y: Plane, rng: np.random.Generator) -> Plane:
    span_x, span_y = canvas.size_mm
    first = span_x * rng.uniform(0.3, 0.38)
    to_middle = np.clip((x - first) / (span_x * 0.12) + 0.5 + 0 * y, 0, 1)[..., None]
    to_right = np.clip((x - span_x * 0.74) / (span_x * 0.2) + 0.5 + 0 * y, 0, 1)[..., None]
    colours = [np.array(c, np.float32) for c in (look.left, look.middle, look.right, look.wedge)]
    paint = colours[0] + (colours[1] - colours[0]) * to_middle
    paint = paint + (colours[2] - paint) * to_right
    tip = span_y * rng.uniform(0.35, 0.6)
    inside = (x - span_x * rng.uniform(0.4, 0.5)) * 0.9 - np.abs(y - tip)
    fade = np.clip(inside / 2 + 0.5, 0, 1) * np.clip(1.4 - x / span_x, 0.15, 1) * 0.8
    tinted: Plane = (paint + (colours[3] - paint) * fade[..., None]).astype(np.float32)
    return tinted


def _lines(phase: Plane, share: float, pitch_px: float) -> Plane:
    """Coverage of lines at every whole ``phase``, ``share`` of the pitch wide, antialiased."""
    away = np.abs(phase - np.round(phase)) * pitch_px
    half = max(share * pitch_px / 2, 0.25)
    return np.clip(half + 0.5 - away, 0, 1) * min(1.0, share * pitch_px)


def waves(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    colour: Colour,
    alpha: float,
    amplitude: float = 0.6,
) -> None:
    """Zigzag lines in a box (left, top, right, bottom in mm), as on the licence."""
    left, top, right, bottom = (round(edge * canvas.scale) for edge in box)
    height, width = max(bottom - top, 1), max(right - left, 1)
    x = np.arange(width, dtype=np.float32)[None, :] / canvas.scale
    y = np.arange(height, dtype=np.float32)[:, None] / canvas.scale
    zigzag = np.abs((x / 1.6) % 2 - 1) * amplitude
    cover = _lines((y + zigzag) / 0.8, 0.3, 0.8 * canvas.scale)
    canvas.blend((left, top), cover * alpha, colour)


def letters(
    canvas: Canvas,
    box: tuple[float, float, float, float],
    font: str,
    colour: Colour,
    alpha: float,
    rng: np.random.Generator,
) -> None:
    """A raster of small turned letters in a box, as behind the ghost portrait of the ID card."""
    from redactor.samples.canvas import Ink

    ink = Ink(font, 0.9, colour, alpha=alpha)
    left, top, right, bottom = box
    signs = "KONINKRIJKDERNEDERLANDEN"
    for row, y in enumerate(np.arange(top, bottom, 2.3)):
        for column, x in enumerate(np.arange(left, right, 2.3)):
            sign = signs[(row * 7 + column) % len(signs)]
            canvas.text(float(x), float(y), sign, ink, turn=90 if rng.random() < 0.3 else 0)


def dots(canvas: Canvas, x: float, y: float, count: int, rng: np.random.Generator) -> None:
    """A row of holographic discs of 1.8 mm radius, from dark metal to white, centres 4.8 mm on."""
    import cv2

    radius = 1.8 * canvas.scale
    for at in range(count):
        size = int(radius * 2) + 4
        gy, gx = np.mgrid[0:size, 0:size].astype(np.float32) - size / 2
        reach = np.hypot(gx, gy)
        rings = 0.75 + 0.25 * np.sin(reach / canvas.scale * 9) * (reach < radius * 0.6)
        stripes = 0.8 + 0.2 * np.sign(np.sin(gx / canvas.scale * 7))
        tone = (120, 165, 215, 250)[int(rng.integers(4))]
        cover = np.clip(radius - reach + 0.5, 0, 1) * 0.85 * rings * stripes
        cover = cv2.GaussianBlur(cover.astype(np.float32), (0, 0), 0.6)
        left = round((x + at * 4.8) * canvas.scale - size / 2)
        top = round(y * canvas.scale - size / 2)
        canvas.blend((max(left, 0), max(top, 0)), cover, (tone, tone, min(tone + 8, 255)))


def perforation(canvas: Canvas, x: float, y: float, text: str, font: str, tall: float) -> None:
    """Text punched as holes, seven to a letter's height, reading upwards from (x, y) mm."""
    from redactor.model import Kind
    from redactor.samples.canvas import Ink, around

    pitch = tall / 7
    probe = Canvas((len(text) * tall * 1.2, tall * 1.6), 1 / pitch)
    ink = Ink(font, tall, (0, 0, 0), tracking=tall * 0.3, weight=0.1)
    base = pitch * 8
    probe.text(0, base, text, ink)
    quads = canvas.text(x, y, text, replace(ink, alpha=0.0), turn=270)
    for row, column in np.argwhere(probe.pixels[..., 0] < 150):
        across, along = (row + 0.5) * pitch - base, (column + 0.5) * pitch
        side = pitch * 0.72
        canvas.box(x + across - side / 2, y - along - side / 2, side, side, (92, 78, 52), 0.9, 1)
    canvas.note(Kind.DOCUMENT_NUMBER, around(quads), text, quads, "perforation")
