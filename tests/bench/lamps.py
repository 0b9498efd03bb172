"""Light and lenses: reflections, plastic, motion, focus.  Planes are float, H×W, in frame px."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.model import Quad

Plane = NDArray[np.floating]
Mask = NDArray[np.bool_]
BLIND = 190
"""Added light from which black print is white in the picture: nobody can read it there."""


def reflection(target: Quad, frame: tuple[int, int], rng: np.random.Generator) -> Plane:
    """A lamp mirrored in a laminate: a bright core that wipes print out, a wide soft halo."""
    low, high = target.array().min(axis=0), target.array().max(axis=0)
    cx, cy = rng.uniform(low + (high - low) * 0.1, high - (high - low) * 0.1)
    reach = float((high - low).max())
    return _spot(frame, (cx, cy), reach * rng.uniform(0.02, 0.07), rng, rng.uniform(150, 330)) + (
        _spot(frame, (cx, cy), reach * rng.uniform(0.12, 0.3), rng, rng.uniform(15, 60))
    )


def _spot(
    frame: tuple[int, int],
    centre: tuple[float, float],
    reach: float,
    rng: np.random.Generator,
    power: float,
) -> Plane:
    x, y = _grid(frame)
    way, long = rng.uniform(0, np.pi), rng.uniform(1.0, 3.0)
    along = (x - centre[0]) * np.cos(way) + (y - centre[1]) * np.sin(way)
    across = -(x - centre[0]) * np.sin(way) + (y - centre[1]) * np.cos(way)
    return np.asarray(
        power * np.exp(-((along / (reach * long)) ** 2 + (across / reach) ** 2)), np.float32
    )


def sleeve(target: Quad, frame: tuple[int, int], rng: np.random.Generator) -> tuple[Plane, Plane]:
    """A plastic sleeve around the document: (haze that mixes with white 0 to 1, added light)."""
    import cv2

    width, height = frame
    wide = target.padded(
        target.width * rng.uniform(0.03, 0.09), target.height * rng.uniform(0.04, 0.12)
    )
    film = np.zeros((height, width), np.uint8)
    corners = np.rint(wide.array() * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.fillPoly(film, [corners], 255, cv2.LINE_AA, 4)
    inside = film.astype(np.float32) / 255
    rim = np.zeros((height, width), np.uint8)
    cv2.polylines(rim, [corners], True, 255, max(2, width // 400), cv2.LINE_AA, 4)
    light = np.zeros((height, width), np.float32)
    low, high = target.array().min(axis=0), target.array().max(axis=0)
    reach = float((high - low).max())
    for _ in range(int(rng.integers(2, 6))):
        cx, cy = rng.uniform(low, high)
        light += _streak(frame, (cx, cy), reach, rng)
    light *= inside
    light += rim.astype(np.float32) * rng.uniform(0.15, 0.4)
    return inside * np.float32(rng.uniform(0.06, 0.16)), light


def _streak(
    frame: tuple[int, int], centre: tuple[float, float], reach: float, rng: np.random.Generator
) -> Plane:
    """A long narrow highlight on a fold."""
    x, y = _grid(frame)
    way = rng.uniform(0, np.pi)
    along = (x - centre[0]) * np.cos(way) + (y - centre[1]) * np.sin(way)
    across = -(x - centre[0]) * np.sin(way) + (y - centre[1]) * np.cos(way)
    across = across + reach * 0.01 * np.sin(along / reach * rng.uniform(4, 14))
    narrow, long = reach * rng.uniform(0.004, 0.02), reach * rng.uniform(0.15, 0.5)
    power = rng.uniform(40, 170)
    return np.asarray(power * np.exp(-((across / narrow) ** 2) - (along / long) ** 2), np.float32)


def moved(picture: Plane, length: float, rng: np.random.Generator) -> Plane:
    """The picture smeared along a line of ``length`` px: a hand that shook."""
    import cv2

    size = int(np.ceil(length)) | 1
    if size < 3:
        return picture
    kernel = np.zeros((size, size), np.float32)
    way = rng.uniform(0, np.pi)
    half = np.array([np.cos(way), np.sin(way)]) * (length - 1) / 2 * 16
    middle = np.array([size // 2, size // 2]) * 16
    one, two = (np.rint(middle + sign * half).astype(int) for sign in (-1, 1))
    cv2.line(kernel, tuple(one.tolist()), tuple(two.tolist()), 1.0, 1, cv2.LINE_AA, 4)
    kernel /= kernel.sum()
    return np.asarray(cv2.filter2D(picture, -1, kernel), np.float32)


def unsharp_focus(picture: Plane, radius: float) -> Plane:
    """The picture out of focus: every point becomes a disc of ``radius`` px."""
    import cv2

    size = int(np.ceil(radius)) * 2 + 1
    if size < 3:
        return picture
    y, x = np.mgrid[:size, :size] - size // 2
    disc = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return np.asarray(cv2.filter2D(picture, -1, disc / disc.sum()), np.float32)


def _grid(frame: tuple[int, int]) -> tuple[Plane, Plane]:
    x, y = np.meshgrid(np.arange(frame[0], dtype=np.float32), np.arange(frame[1], dtype=np.float32))
    return x, y
