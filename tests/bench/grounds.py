"""Grounds of documents that are not ours: tints, rosettes, grids, stripes, hills."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.samples import security
from redactor.samples.canvas import Canvas, Colour

Plane = NDArray[np.floating]


def paint(canvas: Canvas, rng: np.random.Generator) -> None:
    """Any ground by chance, always light enough for dark print."""
    kind = str(rng.choice(["print", "rosettes", "grid", "hills", "plain", "stripes"]))
    if kind == "print":
        security.ground(canvas, _print(rng), rng)
        return
    canvas.pixels[:] = _tint(canvas, rng)
    if kind == "rosettes":
        for _ in range(int(rng.integers(1, 4))):
            _rosette(canvas, rng)
    elif kind == "grid":
        _grid(canvas, rng)
    elif kind == "hills":
        _hills(canvas, rng)
    elif kind == "stripes":
        _stripes(canvas, rng)


def tint(rng: np.random.Generator, low: int = 196, high: int = 252) -> Colour:
    """A pale colour."""
    red, green, blue = (int(value) for value in rng.integers(low, high, 3))
    return red, green, blue


def shade(rng: np.random.Generator) -> Colour:
    """A colour for lines and titles."""
    red, green, blue = (int(value) for value in rng.integers(30, 190, 3))
    return red, green, blue


def _print(rng: np.random.Generator) -> security.Print:
    return security.Print(
        tint(rng), tint(rng), tint(rng), tint(rng), shade(rng), rng.uniform(0.2, 0.9)
    )


def _tint(canvas: Canvas, rng: np.random.Generator) -> NDArray[np.uint8]:
    """Two pale colours running into each other in any direction."""
    height, width = canvas.pixels.shape[:2]
    one, two = (np.array(tint(rng), np.float32) for _ in range(2))
    way = rng.uniform(0, 2 * np.pi)
    x = np.linspace(-0.5, 0.5, width)[None, :] * np.cos(way)
    y = np.linspace(-0.5, 0.5, height)[:, None] * np.sin(way)
    share = np.clip(x + y + 0.5, 0, 1)[..., None].astype(np.float32)
    return np.asarray(one * (1 - share) + two * share, np.uint8)


def _rosette(canvas: Canvas, rng: np.random.Generator) -> None:
    """Loops around a middle, as engraved on bank notes."""
    wide, tall = canvas.size_mm
    cx, cy = rng.uniform(0.1, 0.9) * wide, rng.uniform(0.1, 0.9) * tall
    reach, lobes = rng.uniform(0.2, 0.7) * tall, int(rng.integers(5, 19))
    colour, t = shade(rng), np.linspace(0, 2 * np.pi, 900)
    for ring in range(int(rng.integers(4, 10))):
        radius = reach * (1 - 0.09 * ring) * (1 + 0.25 * np.sin(lobes * t + ring * 0.4))
        points = np.stack([cx + radius * np.cos(t), cy + radius * np.sin(t)], axis=1)
        canvas.stroke(points, 0.08, colour, rng.uniform(0.2, 0.45))


def _grid(canvas: Canvas, rng: np.random.Generator) -> None:
    wide, tall = canvas.size_mm
    colour, step = shade(rng), rng.uniform(1.2, 3.5)
    alpha, tilt = rng.uniform(0.12, 0.3), rng.uniform(-0.4, 0.4)
    for at in np.arange(-tall, wide + tall, step):
        canvas.stroke(np.array([[at, 0], [at + tilt * tall, tall]]), 0.08, colour, alpha)
    for at in np.arange(-wide, tall + wide, step):
        canvas.stroke(np.array([[0, at], [wide, at - tilt * wide]]), 0.08, colour, alpha)


def _stripes(canvas: Canvas, rng: np.random.Generator) -> None:
    """Broad pale bands with fine wavy lines between them."""
    wide, tall = canvas.size_mm
    for _ in range(int(rng.integers(2, 6))):
        top, high = rng.uniform(0, tall), rng.uniform(2, 12)
        high = min(high, tall - top)
        canvas.box(0, top, wide, high, tint(rng, 170, 240), rng.uniform(0.2, 0.6))
    x, colour = np.linspace(0, wide, 240), shade(rng)
    swing, wave = rng.uniform(0.3, 2.0), rng.uniform(2, 9)
    for at in np.arange(0, tall, rng.uniform(1.0, 2.2)):
        points = np.stack([x, at + swing * np.sin(x / wave + at)], axis=1)
        canvas.stroke(points, 0.07, colour, 0.35)


def _hills(canvas: Canvas, rng: np.random.Generator) -> None:
    """A drawn landscape: soft ridges one behind another."""
    height, width = canvas.pixels.shape[:2]
    x = np.linspace(0, 1, width)
    rows = np.arange(height)[:, None] / height
    for ridge in range(int(rng.integers(2, 5))):
        line = np.full(width, 0.35 + 0.15 * ridge)
        for wave in (1.5, 4, 11):
            line = line + rng.uniform(0.01, 0.12) / wave * np.sin(
                x * wave * 6 + rng.uniform(0, 6.3)
            )
        cover = np.clip((rows - line) * height / 3, 0, 1) * rng.uniform(0.12, 0.3)
        canvas.blend((0, 0), np.asarray(cover, np.float32), tint(rng, 120, 220))
