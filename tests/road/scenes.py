"""Inputs for the road: files with documents of known truth, all with published numbers."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from redactor.model import Pixels
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn

PX_PER_MM = 10.0
WATERMARK = "KOPIE – alleen voor Voorbeeld BV – proef – 30-6-2031"


def document(model: str, seed: int, bsn: str, px_per_mm: float = PX_PER_MM) -> Drawn:
    """A flat document of a person with this number, and with names a byte search can find."""
    holder = replace(fictional(seed, bsn), surname="Terpstra", given_names="Willeke Liselotte")
    return draw(model, seed, px_per_mm=px_per_mm, holder=holder)


def save(pixels: Pixels, path: Path, dpi: float | None = PX_PER_MM * 25.4) -> Path:
    """Writes pixels in the format the name's ending says."""
    from PIL import Image

    more: dict[str, Any] = {"quality": 92} if path.suffix == ".jpg" else {}
    if dpi is not None:
        more["dpi"] = (dpi, dpi)
    Image.fromarray(pixels).save(path, **more)
    return path


def tiff(pages: list[Pixels], path: Path) -> Path:
    """A TIFF of several pages."""
    from PIL import Image

    first, *rest = [Image.fromarray(pixels) for pixels in pages]
    first.save(path, save_all=True, append_images=rest, compression="tiff_lzw", dpi=(254, 254))
    return path


def born_digital(drawn: Drawn, path: Path) -> Path:
    """A PDF whose text layer, title, XMP, attachment and remark hold number and name as well."""
    import pikepdf
    from PIL import Image

    told = f"{drawn.holder.bsn} {drawn.holder.surname}"
    picture = BytesIO()
    Image.fromarray(drawn.pixels).save(picture, "JPEG", quality=92)
    height, width = drawn.pixels.shape[:2]
    wide, high = (side / PX_PER_MM / 25.4 * 72 for side in (width, height))
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(wide, high))
        image = pdf.make_stream(picture.getvalue())
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = width, height, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(P=image), Font=pikepdf.Dictionary(F=pdf.make_indirect(font))
        )
        page.Contents = pdf.make_stream(
            f"q {wide} 0 0 {high} 0 0 cm /P Do Q BT /F 8 Tf 3 Tr 9 9 Td ({told}) Tj ET".encode()
        )
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Text,
                    Rect=[0, 0, 1, 1],
                    Contents=told,
                )
            ]
        )
        pdf.attachments["note.txt"] = told.encode()
        pdf.docinfo["/Title"] = told
        with pdf.open_metadata() as xmp:
            xmp["dc:title"] = told
        pdf.save(path)
    return path


def letter(lines: list[str], size: tuple[int, int] = (1000, 700)) -> Pixels:
    """A plain page with these lines in print."""
    from PIL import Image, ImageDraw, ImageFont

    from redactor import resources

    image = Image.new("RGB", size, (250, 250, 248))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(resources.path("fonts", "DejaVuSans.ttf")), 24)
    for at, line in enumerate(lines):
        pen.text((80, 60 + 48 * at), line, (30, 30, 36), font)
    return np.asarray(image)
