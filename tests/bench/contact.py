"""Contact sheets: a source with its covers outlined beside its copy, several to a picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from redactor import resources
from redactor.model import Cover, Kind, Pixels

TILE = (760, 300)
"""Width and height in px of one tile: two pictures side by side under a title."""
COLUMNS, ROWS = 2, 6
COLOURS = {Kind.PORTRAIT: (230, 0, 0), Kind.BSN: (200, 0, 220), Kind.MRZ_BSN: (255, 120, 0)}
OTHER = (0, 90, 255)


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """What is shown of one case."""

    title: str
    source: Pixels
    copy: Pixels | None
    """None where no copy was made."""


def outlined(pixels: Pixels, covers: Iterable[Cover]) -> Pixels:
    """A picture with the covers' outlines, coloured by kind."""
    import cv2

    drawn = np.ascontiguousarray(pixels).copy()
    thick = max(2, max(pixels.shape[:2]) // 250)
    for cover in covers:
        corners = np.rint(cover.quad.array()).astype(np.int32).reshape(-1, 1, 2)
        cv2.polylines(drawn, [corners], True, COLOURS.get(cover.kind, OTHER), thick)
    return drawn


def write_sheets(tiles: Sequence[Tile], folder: Path, stem: str) -> list[Path]:
    """Writes ``stem-00.png`` and so on, twelve tiles each; returns their paths."""
    from PIL import Image, ImageDraw, ImageFont

    folder.mkdir(parents=True, exist_ok=True)
    font = ImageFont.truetype(str(resources.path("fonts", "DejaVuSans.ttf")), 14)
    paths = []
    per = COLUMNS * ROWS
    for start in range(0, len(tiles), per):
        part = tiles[start : start + per]
        rows = -(-len(part) // COLUMNS)
        sheet = Image.new("RGB", (TILE[0] * COLUMNS, TILE[1] * rows), "white")
        draw = ImageDraw.Draw(sheet)
        for index, tile in enumerate(part):
            x, y = index % COLUMNS * TILE[0], index // COLUMNS * TILE[1]
            draw.text((x + 4, y + 2), tile.title[:100], "black", font)
            for half, pixels in enumerate((tile.source, tile.copy)):
                if pixels is None:
                    continue
                small = Image.fromarray(pixels)
                small.thumbnail((TILE[0] // 2 - 8, TILE[1] - 26))
                sheet.paste(small, (x + half * TILE[0] // 2 + 4, y + 22))
        path = folder / f"{stem}-{start // per:02d}.png"
        sheet.save(path)
        paths.append(path)
    return paths
