"""What a person sends: the file's pages with their truth, what nobody can see, and its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from redactor.model import Kind, Quad
from redactor.samples.truth import Drawn

Mask = NDArray[np.bool_]
BLANK = 1.5
"""Spread of values, of 255, under which a place shows nothing at all."""
SPECKS, DARK = 0.003, 48
"""Part of a place that a copier's specks may fill, and how far from the paper they are, of 255."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One page: the picture with its truth; ``unseen`` (H×W) is where the document is hidden
    already, by a hand or a glare, None where nothing is."""

    drawn: Drawn
    unseen: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A file to send.

    ``form``: "png", "jpg", "pdf", "tiff" or "fax" (a bilevel TIFF of unequal resolutions).
    ``quality``: of the JPEG, in a PDF too.  ``orientation``: EXIF tag to store it with.
    """

    pages: tuple[Sheet, ...]
    form: str = "jpg"
    quality: int = 85
    orientation: int = 1
    dpi: tuple[float, float] | None = None
    note: str = ""
    """What the case is about in words, for the reader of a contact sheet."""
    right: frozenset[str] = field(default_factory=lambda: frozenset({"released"}))
    """Outcomes that are right: "released", "held"."""

    @property
    def suffix(self) -> str:
        return ".tiff" if self.form == "fax" else f".{self.form}"


def plain(drawn: Drawn, form: str = "png") -> Shot:
    """A picture as it is."""
    return Shot((Sheet(drawn),), form)


def save(shot: Shot, folder: Path) -> Path:
    """Writes the file a person would send; returns its path."""
    path = folder / f"source{shot.suffix}"
    path.write_bytes(_bytes(shot))
    return path


def _bytes(shot: Shot) -> bytes:
    from PIL import Image

    pictures = [Image.fromarray(sheet.drawn.pixels) for sheet in shot.pages]
    out, (first, *others) = BytesIO(), pictures
    density = {} if shot.dpi is None else {"dpi": shot.dpi}
    match shot.form:
        case "png":
            first.save(out, "PNG", compress_level=1, **density)
        case "jpg":
            exif = Image.Exif()
            if shot.orientation != 1:
                exif[0x0112] = shot.orientation
                first = first.transpose(Image.Transpose(_STORED[shot.orientation]))
            first.save(out, "JPEG", quality=shot.quality, exif=exif, **density)
        case "pdf":
            return _pdf(pictures, shot)
        case "tiff":
            first.save(
                out, "TIFF", compression="tiff_lzw", save_all=True, append_images=others, **density
            )
        case "fax":
            grey = [
                picture.convert("L").point(lambda v: 255 * (v > 127), "1") for picture in pictures
            ]
            grey[0].save(
                out, "TIFF", compression="group4", save_all=True, append_images=grey[1:], **density
            )
        case _:
            raise ValueError(shot.form)
    return out.getvalue()


# How a camera stores pixels that its tag turns upright again.
_STORED = {3: 3, 6: 2, 8: 4}
"""EXIF orientation to Pillow's Transpose: ROTATE_180, ROTATE_90, ROTATE_270."""


def _pdf(pictures: list, shot: Shot) -> bytes:  # type: ignore[type-arg]
    """A scanner's PDF: one JPEG to a page."""
    import img2pdf

    parts = []
    for picture in pictures:
        out = BytesIO()
        picture.save(out, "JPEG", quality=shot.quality)
        parts.append(out.getvalue())
    layout = img2pdf.get_fixed_dpi_layout_fun(shot.dpi or (200, 200))
    made: bytes = img2pdf.convert(
        parts, layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal
    )
    return made


def turned_over(sheet: Sheet) -> Sheet:
    """The sheet with left and right changed over."""
    wide = sheet.drawn.pixels.shape[1]

    def move(quad: Quad) -> Quad:
        a, b, c, d = quad.array() * np.array((-1, 1)) + np.array((wide, 0))
        return Quad.of([b, a, d, c])

    pixels = np.ascontiguousarray(sheet.drawn.pixels[:, ::-1])
    documents = tuple(placed.moved(move) for placed in sheet.drawn.documents)
    unseen = None if sheet.unseen is None else sheet.unseen[:, ::-1]
    return Sheet(replace(sheet.drawn, pixels=pixels, documents=documents), unseen)


def without_blanks(sheet: Sheet) -> Sheet:
    """The sheet with every portrait that a copier left nothing of counted as unseen."""
    import cv2

    pixels = sheet.drawn.pixels
    unseen = np.zeros(pixels.shape[:2], np.uint8)
    for placed in sheet.drawn.documents:
        for portrait in placed.of(Kind.PORTRAIT):
            inside = np.zeros_like(unseen)
            cv2.fillConvexPoly(inside, np.rint(portrait.quad.array()).astype(np.int32), 1)
            if inside.any() and _is_blank(pixels[inside > 0]):
                unseen |= inside
    if not unseen.any():
        return sheet
    hidden = unseen > 0 if sheet.unseen is None else sheet.unseen | (unseen > 0)
    return Sheet(sheet.drawn, hidden)


def _is_blank(seen: NDArray[np.uint8]) -> bool:
    """Whether pixels, N×3, are one even paper with a speck or two."""
    off = np.abs(seen.astype(np.float32) - np.median(seen, axis=0)).max(axis=1) > DARK
    return float(off.mean()) < SPECKS and float(seen[~off].std()) < BLANK


def seen_part(sheet: Sheet, quad: Quad) -> float:
    """Share of a quad that the picture shows: inside the frame and not under a hand."""
    import cv2

    points = quad.array()
    low = np.floor(points.min(axis=0)).astype(int)
    size = np.maximum(np.ceil(points.max(axis=0)).astype(int) - low, 1)
    inside = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(inside, [np.rint((points - low) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    whole = int(inside.sum())
    if whole == 0:
        return 1.0
    height, width = sheet.drawn.pixels.shape[:2]
    rows, columns = np.nonzero(inside)
    rows, columns = rows + low[1], columns + low[0]
    there = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    if sheet.unseen is not None:
        rows, columns = rows.clip(0, height - 1), columns.clip(0, width - 1)
        there &= ~sheet.unseen[rows, columns]
    return float(there.sum() / whole)
