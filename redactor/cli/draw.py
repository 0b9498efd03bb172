"""``inspect --draw``: the findings' quads over the page.  The picture shows the page in clear."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redactor.pipeline import PageReading

HIDDEN = (214, 39, 40)
KEPT = (31, 119, 180)
DOCUMENT = (44, 160, 44)


def picture(reading: PageReading) -> bytes:
    """A PNG of the page with documents (green), what is hidden (red) and what is kept (blue)."""
    from PIL import Image, ImageDraw

    from redactor.cli.cmd_inspect import action_of

    image = Image.fromarray(reading.page.pixels).copy()
    pen = ImageDraw.Draw(image)
    stroke = max(2, round(max(image.size) / 600))
    size = max(12, round(max(image.size) / 80))
    for document in reading.documents:
        pen.polygon(document.quad.points, outline=DOCUMENT, width=stroke)
    for finding in reading.findings:
        colour = HIDDEN if action_of(finding, reading.plan.decisions) == "hide" else KEPT
        pen.polygon(finding.quad.points, outline=colour, width=stroke)
        left, top, _, _ = finding.quad.bounds
        place = (max(left, 0), max(top - size - 2 * stroke, 0))
        box = pen.textbbox(place, str(finding.kind), font_size=size)
        pen.rectangle((box[0] - stroke, box[1] - stroke, box[2] + stroke, box[3] + stroke), colour)
        pen.text(place, str(finding.kind), fill=(255, 255, 255), font_size=size)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def draw(reading: PageReading, target: Path, source: Path) -> None:
    """Writes the picture; never over an existing file.  Raises OutputError."""
    from redactor.export import write

    write(picture(reading), target, inputs=(source,), overwrite=False)
