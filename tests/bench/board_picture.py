"""The board as a picture: documents down, captures across, a cell coloured by what came out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from redactor import resources
from tests.bench.board_tables import CLASSES, Result

CELL, LEFT, TOP, GAP = 26, 210, 150, 14
COLOURS = {
    "leak": (204, 30, 38),
    "harmed": (236, 132, 28),
    "held": (250, 208, 64),
    "clean": (72, 160, 92),
}
WORDS = {
    "leak": "released with a leak",
    "harmed": "released, a field harmed",
    "held": "held for a person",
    "clean": "released, as it should be",
}


def outcome_of(result: Result) -> str:
    """The worst that can be said of a case."""
    if not result.released:
        return "held"
    if result.leaked:
        return "leak"
    return "harmed" if result.harmed else "clean"


def draw_board(results: Sequence[Result], path: Path) -> None:
    """Writes the picture; a cell with several files is split into as many stripes."""
    from PIL import Image, ImageDraw, ImageFont

    kinds = [kind for kind in CLASSES if any(r.kind == kind for r in results)]
    columns = [
        (kind, name)
        for kind in kinds
        for name in sorted({r.condition for r in results if r.kind == kind})
    ]
    rows = sorted({r.model for r in results}, key=lambda name: (name.startswith("x-"), name))
    width = LEFT + len(columns) * CELL + GAP * len(kinds) + 20
    image = Image.new("RGB", (max(width, 760), TOP + len(rows) * CELL + 50), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(resources.path("fonts", "DejaVuSans.ttf")), 14)
    places = {
        column: LEFT + at * CELL + GAP * kinds.index(column[0]) for at, column in enumerate(columns)
    }
    for column, x in places.items():
        words = Image.new("RGB", (TOP - 10, 20), "white")
        ImageDraw.Draw(words).text((0, 1), column[1], "black", font)
        image.paste(words.rotate(90, expand=True), (x + 3, 6))
    for at, model in enumerate(rows):
        y = TOP + at * CELL
        draw.text((8, y + 4), model, "black", font)
        for (kind, condition), x in places.items():
            found = [
                outcome_of(r)
                for r in results
                if (r.model, r.condition, r.kind) == (model, condition, kind)
            ]
            for part, name in enumerate(sorted(found, key=list(COLOURS).index)):
                high = (CELL - 2) / len(found)
                top = y + part * high
                draw.rectangle((x, top, x + CELL - 3, top + high - 1), COLOURS[name])
    x = 8
    for name, colour in COLOURS.items():
        y = TOP + len(rows) * CELL + 18
        draw.rectangle((x, y, x + 16, y + 16), colour)
        draw.text((x + 22, y), WORDS[name], "black", font)
        x += 34 + round(draw.textlength(WORDS[name], font))
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, optimize=True)
