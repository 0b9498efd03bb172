"""A sheet to draw on in millimetres that remembers where everything went."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from redactor.model import Kind, Pixels, Quad, Transform
from redactor.samples.truth import Field, Holder, Placed

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]
Mask = NDArray[np.floating]

_OVER = 4
"""Text is drawn this much larger and averaged down: positions are then good to a quarter px."""


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text looks.

    ``font``: path of a font file.  ``cap``: height of a capital in mm.  ``weight``: stroke added
    around glyphs, as a share of the capital height (0 plain, about 0.07 bold).  ``stretch``:
    horizontal scale.  ``tracking``: extra advance in mm.  ``pitch``: fixed advance in mm, the
    glyph centred in its cell, 0 for the font's own.  ``alpha``: 0 invisible to 1 opaque.
    """

    font: str
    cap: float
    colour: Colour = (35, 32, 38)
    weight: float = 0.0
    stretch: float = 1.0
    tracking: float = 0.0
    pitch: float = 0.0
    alpha: float = 1.0


Turn = Literal[0, 90, 270]


@dataclass(slots=True)
class Canvas:
    """A document being drawn: ``size_mm`` at ``scale`` px/mm, ``pixels`` H×W×3 uint8 RGB."""

    size_mm: tuple[float, float]
    scale: float
    pixels: Pixels = field(init=False)
    fields: list[Field] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        width, height = (round(side * self.scale) for side in self.size_mm)
        self.pixels = np.full((height, width, 3), 255, dtype=np.uint8)

    def place(self, model: str) -> Placed:
        """The finished document, filling its picture."""
        height, width = self.pixels.shape[:2]
        return Placed(model, self.size_mm, Quad.rect(0, 0, width, height), tuple(self.fields))

    def note(
        self,
        kind: Kind,
        quad: Quad,
        text: str = "",
        chars: tuple[Quad, ...] = (),
        role: str = "",
    ) -> None:
        """Records a field."""
        self.fields.append(Field(kind, quad, text, chars, role))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        ink: Ink,
        kind: Kind | None = None,
        *,
        turn: Turn = 0,
        align: Literal["left", "right"] = "left",
        role: str = "",
    ) -> tuple[Quad, ...]:
        """Draws a line of text with its baseline's start (or end) at (x, y) mm.

        ``turn``: 0 reads to the right, 90 downwards, 270 upwards.  Returns a quad per
        character in px; with a ``kind`` the field is recorded too.
        """
        mask, boxes, origin, width = _line(text, ink, self.scale)
        anchor = width if align == "right" else 0.0
        px, py = x * self.scale, y * self.scale
        local = Transform.of([[1, 0, px - anchor], [0, 1, py], [0, 0, 1]])
        if turn:
            c, s = (0, 1) if turn == 90 else (0, -1)
            local = Transform.of([[c, -s, px + s * 0], [s, c, py - s * anchor], [0, 0, 1]])
        self._stamp(mask, origin, local, ink)
        quads = tuple(
            local.quad(Quad.rect(left, top, right - left, bottom - top))
            for left, top, right, bottom in boxes
        )
        if kind is not None and quads:
            self.note(kind, around(quads, local), text, quads, role)
        return quads

    def width_mm(self, text: str, ink: Ink) -> float:
        """How long a text would be, in mm."""
        return _line(text, ink, self.scale)[3] / self.scale

    def _stamp(self, mask: Mask, origin: tuple[float, float], local: Transform, ink: Ink) -> None:
        """Lays the oversized text mask onto the sheet through one affine warp."""
        import cv2

        to_sheet = local.array() @ np.array(
            [[1 / _OVER, 0, origin[0]], [0, 1 / _OVER, origin[1]], [0, 0, 1]]
        )
        corners = Transform.of(to_sheet).quad(Quad.rect(0, 0, mask.shape[1], mask.shape[0]))
        left, top, right, bottom = corners.bounds
        height, width = self.pixels.shape[:2]
        left, top = max(left - 1, 0), max(top - 1, 0)
        right, bottom = min(right + 1, width), min(bottom + 1, height)
        if left >= right or top >= bottom:
            return
        # Warped at the oversized grid, then averaged: exact coverage, no aliasing.
        shift = np.array([[_OVER, 0, -left * _OVER], [0, _OVER, -top * _OVER], [0, 0, 1.0]])
        half = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1.0]])
        matrix = half @ shift @ to_sheet @ np.linalg.inv(half)
        big = cv2.warpAffine(mask, matrix[:2], ((right - left) * _OVER, (bottom - top) * _OVER))
        cover = big.reshape(bottom - top, _OVER, right - left, _OVER).mean(axis=(1, 3))
        self.blend((left, top), cover * ink.alpha, ink.colour)

    def blend(self, at: tuple[int, int], cover: NDArray[np.floating], colour: Colour) -> None:
        """Mixes a colour in where ``cover`` (h×w, 0 to 1) says; ``at`` is its top-left px."""
        left, top = at
        height, width = cover.shape
        area = self.pixels[top : top + height, left : left + width]
        share = cover[: area.shape[0], : area.shape[1], None].astype(np.float32)
        area[:] = _mixed(area, share, colour)

    def picture(self, x: float, y: float, image: Pixels, alpha: NDArray[np.floating]) -> Quad:
        """Lays a picture (h×w×3) of the sheet's own px at (x, y) mm; returns its rectangle."""
        left, top = round(x * self.scale), round(y * self.scale)
        height, width = image.shape[:2]
        area = self.pixels[top : top + height, left : left + width]
        image, share = image[: area.shape[0], : area.shape[1]], alpha[: area.shape[0]]
        share = share[:, : area.shape[1], None].astype(np.float32)
        area[:] = np.clip(area * (1 - share) + image * share + 0.5, 0, 255).astype(np.uint8)
        return Quad.rect(left, top, area.shape[1], area.shape[0])

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        alpha: float = 1.0,
        radius: float = 0.0,
    ) -> Quad:
        """A filled rectangle in mm with corners rounded by ``radius`` mm; returns its px quad."""
        import cv2

        left, top = round(x * self.scale), round(y * self.scale)
        w, h = max(round(width * self.scale), 1), max(round(height * self.scale), 1)
        cover = np.zeros((h, w), dtype=np.float32)
        r = min(round(radius * self.scale), w // 2, h // 2)
        cv2.rectangle(cover, (r, 0), (w - 1 - r, h - 1), 1.0, -1)
        cv2.rectangle(cover, (0, r), (w - 1, h - 1 - r), 1.0, -1)
        for cx in (r, w - 1 - r):
            for cy in (r, h - 1 - r):
                cv2.circle(cover, (cx, cy), r, 1.0, -1, cv2.LINE_4)
        self.blend((left, top), cover * alpha, colour)
        return Quad.rect(left, top, w, h)

    def stroke(
        self, points: NDArray[np.floating], width: float, colour: Colour, alpha: float = 1.0
    ) -> None:
        """A smooth line through N×2 points in mm, ``width`` mm thick."""
        import cv2

        cover = np.zeros(self.pixels.shape[:2], dtype=np.uint8)
        fixed = np.round(points * self.scale * 16).astype(np.int32).reshape(-1, 1, 2)
        thick = max(round(width * self.scale), 1)
        cv2.polylines(cover, [fixed], False, 255, thick, cv2.LINE_AA, 4)
        # A line touches few of a sheet's px: mixing all of them took most of a drawing's time.
        touched = np.flatnonzero(cover)
        sheet = self.pixels.reshape(-1, 3)
        share = cover.reshape(-1, 1)[touched].astype(np.float32) / 255 * alpha
        sheet[touched] = _mixed(sheet[touched], share, colour)


def _mixed(area: Pixels, share: NDArray[np.floating], colour: Colour) -> Pixels:
    """Pixels (…×3) with a colour's ``share`` (…×1, 0 to 1) mixed in."""
    mixed = area * (1 - share) + np.array(colour, dtype=np.float32) * share
    return np.clip(mixed + 0.5, 0, 255).astype(np.uint8)


def around(quads: tuple[Quad, ...], local: Transform | None = None) -> Quad:
    """The smallest quad around others that is a rectangle in the frame ``local`` comes from."""
    local = local or Transform.identity()
    back = local.inverse()
    points = np.concatenate([back.quad(quad).array() for quad in quads])
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return local.quad(Quad.rect(left, top, right - left, bottom - top))


Box = tuple[float, float, float, float]


@lru_cache(maxsize=512)
def _line(
    text: str, ink: Ink, scale: float
) -> tuple[Mask, tuple[Box, ...], tuple[float, float], float]:
    """A line's coverage at ``_OVER`` × scale, its characters' ink boxes, mask's origin and end.

    Boxes, origin and end are in px at ``scale`` from the baseline's start.
    """
    import cv2
    from PIL import Image, ImageDraw

    em = ink.cap / _cap_share(ink.font) * scale * _OVER
    font = _font(ink.font, round(em))
    stroke = max(0, round(ink.weight * ink.cap * scale * _OVER / 2))
    up, down, edge = round(em * 1.15), round(em * 0.4), round(em * 0.3) + stroke
    # Advances in oversized px before the horizontal stretch.
    unit = scale * _OVER / ink.stretch
    places: list[float] = []
    pen = 0.0
    for char in text:
        advance = font.getlength(char)
        places.append(pen + (ink.pitch * unit - advance) / 2 if ink.pitch else pen)
        pen += ink.pitch * unit if ink.pitch else advance + ink.tracking * unit + stroke
    image = Image.new("L", (int(pen) + 2 * edge + 2, up + down), 0)
    draw = ImageDraw.Draw(image)
    boxes: list[Box] = []
    factor, end = ink.stretch / _OVER, 0.0
    for char, at in zip(text, places, strict=True):
        draw.text((edge + at, up), char, 255, font, anchor="ls", stroke_width=stroke)
        left, top, right, bottom = _ink_box(font, char, stroke, em)
        end = (at + font.getbbox(char, anchor="ls", stroke_width=stroke)[2]) * factor
        boxes.append(((at + left) * factor, top / _OVER, (at + right) * factor, bottom / _OVER))
    mask: Mask = np.asarray(image, dtype=np.float32) / 255
    if ink.stretch != 1.0:
        width = max(round(mask.shape[1] * ink.stretch), 1)
        mask = np.asarray(
            cv2.resize(mask, (width, mask.shape[0]), interpolation=cv2.INTER_AREA), np.float32
        )
    return mask, tuple(boxes), (-edge * factor, -up / _OVER), end


@lru_cache(maxsize=4096)
def _ink_box(font: FreeTypeFont, char: str, stroke: int, em: float) -> Box:
    """Where a character's ink lies from its pen's place; a space: its empty cell.

    Pillow's own box reaches over the whole advance, half of the gap to the next character.
    """
    drawn, (x, y) = font.getmask2(char, "L", anchor="ls", stroke_width=stroke)
    box = drawn.getbbox()
    if box is None:
        return 0.0, -em * 0.7, font.getlength(char), 0.0
    left, top, right, bottom = box
    return left + x, top + y, right + x, bottom + y


@lru_cache(maxsize=256)
def _font(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(path, max(size, 4))


@lru_cache(maxsize=64)
def _cap_share(path: str) -> float:
    """Height of a capital as a share of the font size."""
    _, top, _, _ = _font(path, 400).getbbox("H", anchor="ls")
    return float(-top) / 400


__all__ = ["Canvas", "Colour", "Holder", "Ink", "Turn", "around"]
