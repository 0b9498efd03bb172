"""The watermark: burned in, tiled at an angle, never twice at the same strength."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from redactor.cover.fill import paint
from redactor.model import Pixels, Quad
from redactor.resources import path

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Plane = NDArray[np.uint8]

FONT = "DejaVuSans.ttf"
CAPITAL_MM = 2.2
"""Height of a capital letter; the print of a Dutch card's own fields is about 2 mm."""
CAPITAL_SHARE = 1 / 28
"""The same as a share of the sheet's short side, where the scale is not known."""
CAPITAL_LEAST = 9.0
"""px; smaller letters are not readable."""
CAPITAL_OF_FONT = 0.73
"""Capital height over font size, DejaVu Sans."""
LINE_EMS = 13.0
"""Length of a line in font sizes, about 24 letters: the block is repeated often on a card."""
LINE_SHARE = 0.5
"""The same as a share of the sheet's long side, which rules on a small sheet."""
ANGLES = (-26.0, -30.0, -34.0)
"""Degrees; negative climbs to the right.  Several, so that one pattern cannot be subtracted."""
TILE_ALPHA = (0.78, 1.0)
"""Tiles differ in strength between these shares of ``STRONGEST``."""
STRONGEST = 0.38
"""Share of ink at the strongest place of the strongest tile."""
SPARED = 0.18
"""Share of its strength the mark keeps over fields that must stay legible."""
SPARE_AROUND = 1.0
"""Of a spared field's height, spared around it too: strokes that touch a line split it for OCR."""
UNEVEN = (0.5, 1.0)
"""Strength within a tile wanders between these shares."""
COARSE = 8
"""Strength and brightness are worked out on every eighth pixel and spread smoothly."""
DARK_BELOW = 105
"""Mean brightness (0 to 255) under which the ink is light instead of dark."""
DARK_INK = (28, 40, 92)
LIGHT_INK = (238, 241, 250)
BAND = 256
"""Rows blended at a time: keeps the extra memory small on large sheets."""


def watermark(
    pixels: Pixels,
    text: str,
    *,
    spare: Sequence[Quad] = (),
    covers: Sequence[Quad] = (),
    px_per_mm: float | None = None,
    seed: int = 0,
) -> Pixels:
    """A new H×W×3 uint8 RGB array with ``text`` repeated over the whole sheet.

    ``spare``: fields to keep legible (sheet px); the mark is much weaker there.  ``covers``: not
    drawn on at all; their pixels, rounded outwards as in ``burn``, keep their values.
    ``px_per_mm``: of the sheet, None where unknown.  The same arguments and ``seed`` give the
    same pixels.  Blank ``text`` gives a plain copy.
    """
    sheet = np.array(pixels, dtype=np.uint8, order="C")
    height, width = sheet.shape[:2]
    if not text.strip() or not min(width, height):
        return sheet
    chance = np.random.default_rng(seed)
    strength = _tiled(
        _tiles(text, width, height, _capital(width, height, px_per_mm)), sheet, chance
    )
    _multiply(strength, _spread(_unevenness(width, height, spare, chance), width, height))
    for cover in covers:
        paint(strength, cover, 0)
    _blend(sheet, strength)
    return sheet


@dataclass(frozen=True, slots=True)
class _Tiles:
    """One text block rendered at several angles, and how far apart blocks stand (px)."""

    masks: tuple[Plane, ...]
    along: float
    across: float


def _capital(width: int, height: int, px_per_mm: float | None) -> float:
    """Height in px of a capital letter on this sheet."""
    wanted = CAPITAL_MM * px_per_mm if px_per_mm else CAPITAL_SHARE * min(width, height)
    return max(wanted, CAPITAL_LEAST)


def _tiles(text: str, width: int, height: int, capital: float) -> _Tiles:
    """The text as a small block of lines, at each of ``ANGLES``."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(path("fonts", FONT)), round(capital / CAPITAL_OF_FONT))
    clean = _drawable(" ".join(text.split()), font)
    # A long text gets longer lines as well as more of them, or its block would be a tower.
    balanced = np.sqrt(font.getlength(clean) * font.size * LINE_EMS / 3)
    wanted = min(max(LINE_EMS * font.size, balanced), LINE_SHARE * max(width, height))
    block = "\n".join(_wrapped(clean, font, wanted))
    spacing = capital * 0.35
    probe = ImageDraw.Draw(Image.new("L", (1, 1)))
    left, top, right, bottom = probe.multiline_textbbox((0, 0), block, font, spacing=spacing)
    size = (int(right - left) + 2, int(bottom - top) + 2)
    upright = Image.new("L", size)
    ImageDraw.Draw(upright).multiline_text(
        (1 - left, 1 - top), block, fill=255, font=font, spacing=spacing
    )
    plane = np.asarray(upright, dtype=np.uint8)
    masks = tuple(_turned(plane, -angle) for angle in ANGLES)
    return _Tiles(masks, along=size[0] + 2.2 * capital, across=size[1] + 1.8 * capital)


def _turned(mask: Plane, degrees: float) -> Plane:
    """A mask turned against the clock, with room for its corners."""
    import cv2

    height, width = mask.shape
    c, s = abs(np.cos(np.deg2rad(degrees))), abs(np.sin(np.deg2rad(degrees)))
    wide, high = int(np.ceil(width * c + height * s)), int(np.ceil(width * s + height * c))
    move = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    move[:, 2] += ((wide - width) / 2, (high - height) / 2)
    return np.asarray(cv2.warpAffine(mask, move, (wide, high), flags=cv2.INTER_CUBIC), np.uint8)


def _wrapped(text: str, font: FreeTypeFont, wanted: float) -> list[str]:
    """As few lines as keep each near ``wanted`` px, and those of about equal length."""
    # A dash stays with the word before it, so that no line begins with one.
    words = text.replace(" – ", "\N{NO-BREAK SPACE}– ").split(" ")
    total = font.getlength(text)
    count = max(1, round(total / wanted))
    target = total / count
    while len(lines := _filled(words, font, target)) > count and target < total:
        target *= 1.04
    return lines


def _filled(words: list[str], font: FreeTypeFont, most: float) -> list[str]:
    """Words set into lines of at most ``most`` px; a longer word stands alone."""
    lines = words[:1]
    for word in words[1:]:
        joined = f"{lines[-1]} {word}"
        if font.getlength(joined) <= most:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _drawable(text: str, font: FreeTypeFont) -> str:
    """The text with characters the font lacks written plainly: ``é`` as e, else a question mark."""
    import unicodedata

    lacking = bytes(font.getmask("\U0010ffff"))

    def shown(char: str) -> str:
        if char.isspace() or bytes(font.getmask(char)) != lacking:
            return char
        plain = unicodedata.normalize("NFKD", char)[0]
        return plain if plain != char and bytes(font.getmask(plain)) != lacking else "?"

    return "".join(shown(char) for char in text)


def _tiled(tiles: _Tiles, sheet: Pixels, chance: np.random.Generator) -> Plane:
    """The blocks set over the whole sheet: an H×W plane of ink strength, 0 to 255."""
    import cv2

    height, width = sheet.shape[:2]
    strength = np.zeros((height, width), dtype=np.uint8)
    for x, y in _places(tiles, width, height, chance):
        mask = tiles.masks[int(chance.integers(len(tiles.masks)))]
        alpha = float(chance.uniform(*TILE_ALPHA)) * STRONGEST
        tall, wide = mask.shape
        left, top = round(x - wide / 2), round(y - tall / 2)
        x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + wide, width), min(top + tall, height)
        if x0 < x1 and y0 < y1:
            part = mask[y0 - top : y1 - top, x0 - left : x1 - left]
            under = strength[y0:y1, x0:x1]
            np.maximum(under, cv2.convertScaleAbs(part, alpha=alpha), out=under)
    return strength


def _places(
    tiles: _Tiles, width: int, height: int, chance: np.random.Generator
) -> Iterator[tuple[float, float]]:
    """Block centres (px) on a slanted grid, each pushed a little aside, rows set off."""
    slant = np.deg2rad(float(np.mean(ANGLES)))
    right = np.array([np.cos(slant), np.sin(slant)])
    down = np.array([-np.sin(slant), np.cos(slant)])
    reach = np.hypot(width, height) / 2 + tiles.along
    rows, columns = int(reach / tiles.across) + 1, int(reach / tiles.along) + 1
    centre = np.array([width / 2, height / 2])
    for row in range(-rows, rows + 1):
        shift = float(chance.uniform(0.35, 0.65)) * (row % 2)
        for column in range(-columns, columns + 1):
            push = chance.uniform(-0.5, 0.5, 2) * (0.10 * tiles.along, 0.10 * tiles.across)
            place = (
                centre
                + right * ((column + shift) * tiles.along + push[0])
                + down * (row * tiles.across + push[1])
            )
            yield float(place[0]), float(place[1])


def _unevenness(
    width: int, height: int, spare: Sequence[Quad], chance: np.random.Generator
) -> Plane:
    """Share of strength (0 to 255) on every ``COARSE``-th pixel: cloudy, low over spared fields."""
    import cv2

    wide, tall = width // COARSE + 2, height // COARSE + 2
    cloud = np.zeros((tall, wide), dtype=np.float32)
    for cell, weight in ((12, 0.6), (4, 0.4)):
        coarse = chance.random((tall // cell + 2, wide // cell + 2), dtype=np.float32)
        cloud += weight * cv2.resize(coarse, (wide, tall), interpolation=cv2.INTER_LINEAR)
    share = UNEVEN[0] + (UNEVEN[1] - UNEVEN[0]) * np.clip(cloud * 2 - 0.5, 0, 1)
    spared = np.zeros((tall, wide), dtype=np.uint8)
    for quad in spare:
        # One coarse pixel more on every side, so that the smooth spreading starts outside.
        around = SPARE_AROUND * min(quad.width, quad.height) + COARSE
        paint(spared, Quad.of(quad.padded(around).array() / COARSE), 1)
    share[spared == 1] *= SPARED
    return np.asarray(np.rint(share * 255), dtype=np.uint8)


def _spread(coarse: Plane, width: int, height: int) -> Plane:
    """A coarse plane smoothly enlarged to the sheet."""
    import cv2

    tall, wide = coarse.shape
    large = cv2.resize(coarse, (wide * COARSE, tall * COARSE), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[:height, :width], dtype=np.uint8)


def _multiply(plane: Plane, share: Plane) -> None:
    """Scale a plane in place by a share of 255."""
    import cv2

    cv2.multiply(plane, share, dst=plane, scale=1 / 255)


def _blend(sheet: Pixels, strength: Plane) -> None:
    """Mix the ink into the sheet in place; where the strength is 0 pixels keep their values."""
    import cv2

    height, width = strength.shape
    grey = cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY)
    small = (width // COARSE + 1, height // COARSE + 1)
    bright = cv2.GaussianBlur(cv2.resize(grey, small, interpolation=cv2.INTER_AREA), (0, 0), 2)
    inks = np.where(np.arange(256)[:, None] < DARK_BELOW, LIGHT_INK, DARK_INK).astype(np.uint8)
    light = cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)
    for top in range(0, height, BAND):
        rows = slice(top, min(top + BAND, height))
        ink = cv2.LUT(cv2.merge([light[rows]] * 3), inks.reshape(256, 1, 3))
        share = cv2.merge([strength[rows]] * 3)
        kept = cv2.multiply(sheet[rows], cv2.bitwise_not(share), scale=1 / 255)
        sheet[rows] = cv2.add(kept, cv2.multiply(ink, share, scale=1 / 255))
