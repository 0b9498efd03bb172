"""Makes the folder ``sample_docs`` anew: ``python -m redactor.samples.shipped sample_docs``.

A dozen small files with their truth, always the same ones.  All citizen numbers on them are
published test numbers, all document numbers specimen numbers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import numpy as np

from redactor.model import Pixels, Quad
from redactor.samples.drawing import draw_document
from redactor.samples.folder import write_truth
from redactor.samples.holder import PUBLISHED_BSNS, fictional
from redactor.samples.place import lay, turned, two_on_a4
from redactor.samples.truth import Drawn

_PX_PER_MM = 11.811
"""300 dpi."""

_SEED = 2014


@dataclass(frozen=True, slots=True)
class _Item:
    """A file to ship: its name, the models on it, the person, how it was captured."""

    name: str
    models: tuple[str, ...]
    person: int
    capture: Callable[[Drawn], Drawn] | None = None
    orientation: int = 1
    """EXIF orientation the file is stored with; the truth holds the upright frame."""


def ship(directory: Path) -> list[Path]:
    """Writes every shipped sample with its truth into a folder; returns the pictures' paths."""
    directory.mkdir(parents=True, exist_ok=True)
    return [_write(directory, item) for item in _items()]


def _items() -> tuple[_Item, ...]:
    return (
        _Item("passport-2011.jpg", ("nl-passport-2011",), 1),
        _Item("passport-2014.jpg", ("nl-passport-2014",), 0),
        _Item("passport-2014-back.jpg", ("nl-passport-2014-back",), 0),
        _Item("passport-2021.heic", ("nl-passport-2021",), 2),
        _Item("passport-2021-back.jpg", ("nl-passport-2021-back",), 2),
        _Item("id-2011-front-sideways.jpg", ("nl-id-2011-front",), 1, _sideways),
        _Item("id-2011-back.webp", ("nl-id-2011-back",), 1),
        _Item("id-2014-front-photo.jpg", ("nl-id-2014-front",), 0, _photographed),
        _Item("id-2014-back-turned.jpg", ("nl-id-2014-back",), 0, None, 6),
        _Item("id-2021-both-sides.pdf", ("nl-id-2021-front", "nl-id-2021-back"), 2),
        _Item("licence-2014-front.jpg", ("nl-licence-2014-front",), 3),
        _Item("licence-2014-back.png", ("nl-licence-2014-back",), 3),
        _Item("permit-2020-front.jpg", ("nl-permit-2020-front",), 4),
        _Item("permit-2020-back.jpg", ("nl-permit-2020-back",), 4),
    )


def _write(directory: Path, item: _Item) -> Path:
    bsn = PUBLISHED_BSNS[item.person]
    person = fictional(_SEED + item.person, bsn)
    numbers = [int(part) for part in item.models[0].split("-") if part.isdigit()]
    person = replace(person, document_number=f"SPECI{numbers[0]}")
    scale = 6.0 if item.name.endswith(".png") else _PX_PER_MM
    if "passport" in item.name:
        scale *= 0.8
    sides = [draw_document(model, _SEED, scale, person, (), ()) for model in item.models]
    drawn = sides[0] if len(sides) == 1 else two_on_a4(sides[0], sides[1], 200, angles=(1.2, -0.8))
    if item.capture is not None:
        drawn = item.capture(drawn)
    path = directory / item.name
    path.write_bytes(_bytes(drawn, path.suffix, item.orientation))
    write_truth(path, (drawn,))
    return path


def _sideways(drawn: Drawn) -> Drawn:
    return turned(drawn, 1)


def _photographed(drawn: Drawn) -> Drawn:
    """A mild view from the side on a table, uneven light, a little noise."""
    rng = np.random.default_rng(_SEED)
    width, height = 1500, 1125
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    grain = 9 * np.sin(y / 7 + 3 * np.sin(x / 260)) + 5 * np.sin(y / 2.3 + x / 90)
    page = np.clip(np.array([150, 112, 78], np.float32) + grain[..., None], 0, 255)
    table: Pixels = page.astype(np.uint8)
    corners = ((228.0, 221.0), (1296.0, 168.0), (1342.0, 838.0), (203.0, 879.0))
    documents = lay(table, drawn, Quad(corners))
    light = 1.04 - 0.16 * x / width - 0.08 * y / height
    noise = rng.normal(0, 1.2, (height, width))[..., None]
    pixels = np.clip(table * light[..., None] + noise, 0, 255).astype(np.uint8)
    return Drawn(pixels, documents, drawn.holder)


def _bytes(drawn: Drawn, suffix: str, orientation: int) -> bytes:
    """The file's bytes; stored pixels are turned so that ``orientation`` makes them upright."""
    from PIL import Image

    density = (drawn.dpi or 72, drawn.dpi or 72)
    # Orientation 6 says: turn a quarter clockwise to see it upright.
    stored = np.rot90(drawn.pixels, 1) if orientation == 6 else drawn.pixels
    image = Image.fromarray(np.ascontiguousarray(stored))
    out = BytesIO()
    if suffix == ".png":
        image.save(out, "PNG", dpi=density, optimize=True)
    elif suffix == ".webp":
        image.save(out, "WEBP", quality=84, method=6)
    elif suffix == ".heic":
        import pillow_heif

        pillow_heif.from_pillow(image).save(out, quality=60)
    else:
        exif = Image.Exif()
        if orientation != 1:
            exif[0x0112] = orientation
        image.save(out, "JPEG", quality=80, dpi=density, exif=exif, optimize=True)
    return _as_pdf(out.getvalue(), density[0]) if suffix == ".pdf" else out.getvalue()


def _as_pdf(jpeg: bytes, dpi: float) -> bytes:
    import img2pdf

    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    made: bytes = img2pdf.convert(
        jpeg, layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal
    )
    return made


if __name__ == "__main__":
    ship(Path(sys.argv[1] if len(sys.argv) > 1 else "sample_docs"))
