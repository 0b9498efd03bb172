"""What people send besides photographs and scans: screens, mirrors, bent pages, copies of copies.

No rule was made with these captures; each takes a finished picture and does one thing to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from redactor.model import Kind, Pixels, Quad
from redactor.samples.place import A4
from redactor.samples.truth import Drawn, Placed
from tests.bench import captures, phones, photocopies
from tests.bench.conditions import EITHER, Maker, Supply
from tests.bench.phones import GOOD, phone
from tests.bench.scoring import mask_of
from tests.bench.shots import Mask, Sheet, Shot, turned_over

Change = Callable[[Sheet, np.random.Generator], Sheet]
Generator = np.random.Generator


def _photographed(supply: Supply, rng: Generator) -> Sheet:
    return phone(supply.flat, rng, replace(GOOD, long_side=(1400, 3000)))


def _repainted(sheet: Sheet, pixels: Pixels, unseen: Mask | None = None) -> Sheet:
    """The same geometry in other colours."""
    return Sheet(replace(sheet.drawn, pixels=pixels), sheet.unseen if unseen is None else unseen)


def _mirrored(sheet: Sheet, rng: Generator) -> Sheet:
    """A front camera's picture: left is right."""
    return turned_over(sheet)


def _carried(
    sheet: Sheet, pixels: Pixels, move: Callable[[Quad], Quad], unseen: Mask | None
) -> Sheet:
    documents = tuple(placed.moved(move) for placed in sheet.drawn.documents)
    return Sheet(replace(sheet.drawn, pixels=pixels, documents=documents, px_per_mm=None), unseen)


def _bent(sheet: Sheet, rng: Generator) -> Sheet:
    """A page that curves towards its spine, or lies in waves."""
    import cv2

    pixels = sheet.drawn.pixels
    height, width = pixels.shape[:2]
    depth = rng.uniform(0.006, 0.02) * height
    phase, waves = rng.uniform(0, 2 * np.pi), rng.uniform(0.4, 1.2)

    def rise(x: np.ndarray) -> np.ndarray:
        return np.asarray(depth * np.sin(2 * np.pi * waves * x / width + phase))

    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    source = (y - rise(x)).astype(np.float32)

    def warp(plane: np.ndarray, way: int) -> np.ndarray:
        return np.asarray(cv2.remap(plane, x, source, way, borderMode=cv2.BORDER_REFLECT))

    def move(quad: Quad) -> Quad:
        points = quad.array()
        return Quad.of(np.column_stack([points[:, 0], points[:, 1] + rise(points[:, 0])]))

    hidden = sheet.unseen
    unseen = None if hidden is None else warp(hidden.astype(np.uint8), cv2.INTER_NEAREST) > 0
    shade = 1 - 0.12 * np.cos(2 * np.pi * waves * x / width + phase)[..., None]
    bent = np.clip(warp(pixels, cv2.INTER_LINEAR) * shade, 0, 255).astype(np.uint8)
    return _carried(sheet, bent, move, unseen)


def _screen(sheet: Sheet, rng: Generator) -> Sheet:
    """Photographed from a monitor: a grid of coloured cells that beats with the sensor's."""
    height, width = sheet.drawn.pixels.shape[:2]
    pitch, lean = rng.uniform(2.05, 3.6), rng.uniform(-0.06, 0.06)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across, down = (x + lean * y) / pitch, (y - lean * x) / pitch
    depth = rng.uniform(0.12, 0.35)
    cells = [1 - depth + depth * np.cos(2 * np.pi * (across + third / 3)) for third in range(3)]
    rows = 1 - depth / 2 + depth / 2 * np.cos(2 * np.pi * down)
    shown = sheet.drawn.pixels * np.stack(cells, axis=-1) * rows[..., None]
    shown = shown * rng.uniform((0.85, 0.95, 1.0), (1.0, 1.05, 1.2)) + rng.uniform(0, 18)
    return _repainted(sheet, np.clip(shown * rng.uniform(1.0, 1.25), 0, 255).astype(np.uint8))


def _negative(sheet: Sheet, rng: Generator) -> Sheet:
    return _repainted(sheet, np.asarray(255 - sheet.drawn.pixels, np.uint8))


def _cast(sheet: Sheet, rng: Generator) -> Sheet:
    """Under a coloured lamp, or copied on coloured paper."""
    colour = rng.permutation([rng.uniform(0.25, 0.5), rng.uniform(0.6, 0.9), 1.0])
    return _repainted(sheet, np.asarray(sheet.drawn.pixels * colour, np.uint8))


def _sharpened(sheet: Sheet, rng: Generator) -> Sheet:
    """A phone's own "enhancement": halos around every edge, hard contrast."""
    import cv2

    plain = sheet.drawn.pixels.astype(np.float32)
    reach = rng.uniform(1.2, 4)
    halos = plain + rng.uniform(1, 2.5) * (plain - cv2.GaussianBlur(plain, (0, 0), reach))
    hard = (halos - 128) * rng.uniform(1.1, 1.6) + 128
    return _repainted(sheet, np.clip(hard, 0, 255).astype(np.uint8))


def _evened(sheet: Sheet, rng: Generator) -> Sheet:
    """A scanning app's "document" mode: the paper white, the print what is darker than around."""
    import cv2

    grey = photocopies.greyed(sheet.drawn.pixels)
    around = cv2.GaussianBlur(grey, (0, 0), max(grey.shape) / rng.uniform(40, 90))
    share = np.clip((grey / np.maximum(around, 1) - 0.55) / 0.4, 0, 1) ** rng.uniform(0.8, 1.6)
    if rng.random() < 0.5:
        colours = sheet.drawn.pixels / np.maximum(grey, 1)[..., None]
        pixels = np.clip(255 * share[..., None] * colours, 0, 255)
    else:
        pixels = np.repeat(255 * share[..., None], 3, axis=2)
    return _repainted(sheet, pixels.astype(np.uint8))


def _printed(sheet: Sheet, rng: Generator) -> Sheet:
    """A print of the picture in screened dots, photographed or scanned again."""
    import cv2

    cell = rng.uniform(3.0, 5.5)
    height, width = sheet.drawn.pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    planes = []
    for plate, degrees in enumerate((15, 75, 0)):
        angle = np.deg2rad(degrees + rng.uniform(-2, 2))
        u = (x * np.cos(angle) + y * np.sin(angle)) / cell
        v = (y * np.cos(angle) - x * np.sin(angle)) / cell
        dots = 127.5 + 63 * (np.cos(2 * np.pi * u) + np.cos(2 * np.pi * v))
        planes.append(np.where(sheet.drawn.pixels[..., plate] > dots, 255, 30))
    dotted = np.stack(planes, axis=-1).astype(np.float32)
    soft = cv2.GaussianBlur(dotted, (0, 0), cell * rng.uniform(0.25, 0.45))
    return _repainted(sheet, np.clip(soft, 0, 255).astype(np.uint8))


def _crumpled(sheet: Sheet, rng: Generator) -> Sheet:
    """A copy that was folded twice: bright and dark creases, print worn off in them."""
    pixels = sheet.drawn.pixels.astype(np.float32)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for _ in range(int(rng.integers(1, 4))):
        angle = rng.choice([0, np.pi / 2]) + rng.uniform(-0.05, 0.05)
        middle = rng.uniform(0.3, 0.7, 2) * (width, height)
        away = (x - middle[0]) * np.sin(angle) - (y - middle[1]) * np.cos(angle)
        wide = max(width, height) * rng.uniform(0.0004, 0.0012)
        pixels += 90 * np.exp(-((away / wide) ** 2))[..., None]
        pixels *= (1 - 0.25 * np.exp(-((away / (12 * wide)) ** 2)) * (away > 0))[..., None]
    return _repainted(sheet, np.clip(pixels, 0, 255).astype(np.uint8))


def _written_on(sheet: Sheet, rng: Generator) -> Sheet:
    """Highlighter, ballpoint and a stamp across the document."""
    import cv2

    pixels = sheet.drawn.pixels.copy()
    quad = sheet.drawn.document.quad
    low, high = quad.array().min(axis=0), quad.array().max(axis=0)
    size = float((high - low).max())
    for _ in range(int(rng.integers(1, 4))):
        start = rng.uniform(low, high)
        end = start + size * rng.uniform((0.15, -0.02), (0.5, 0.02))
        mark = np.full_like(pixels, 255)
        colour = [(255, 255, 90), (150, 255, 150), (255, 170, 220)][int(rng.integers(3))]
        thick = max(round(size * rng.uniform(0.02, 0.05)), 2)
        cv2.line(mark, start.astype(int).tolist(), end.astype(int).tolist(), colour, thick)
        pixels = (pixels.astype(np.uint16) * mark // 255).astype(np.uint8)
    at = rng.uniform(low, high).astype(int).tolist()
    words = str(rng.choice(["KOPIE", "akkoord 12-3", "GEZIEN", "ontvangen", "dossier 48213"]))
    cv2.putText(
        *(pixels, words, at, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, size / 500, (30, 40, 150)),
        *(max(round(size / 350), 1), cv2.LINE_AA),
    )
    return _repainted(sheet, pixels)


def _blackened(sheet: Sheet, rng: Generator) -> Sheet:
    """Somebody blackened a part of the number and the eyes by hand, and not well."""
    pixels = sheet.drawn.pixels.copy()
    parts = []
    for placed in sheet.drawn.documents:
        for field in placed.of(Kind.BSN):
            left, right = sorted(rng.uniform(0, 1, 2))
            parts.append(field.quad.part(left, right))
        for field in placed.of(Kind.PORTRAIT):
            a, b, c, d = field.quad.points
            top, foot = rng.uniform(0.3, 0.36), rng.uniform(0.44, 0.5)
            parts.append(Quad((b, c, d, a)).part(top, foot))
    hidden = mask_of((pixels.shape[1], pixels.shape[0]), parts)
    pixels[hidden] = rng.integers(0, 40)
    return _repainted(sheet, pixels, hidden if sheet.unseen is None else sheet.unseen | hidden)


def _gallery(sheet: Sheet, rng: Generator) -> Sheet:
    """A screenshot of a phone that shows the picture: bars with a clock, names and buttons."""
    pixels = sheet.drawn.pixels
    wide = int(rng.choice([1080, 1170, 1440]))
    factor = wide / pixels.shape[1]
    small = phones.shrunk(sheet, round(max(pixels.shape[:2]) * factor))
    inner = small.drawn.pixels
    high = max(round(wide * rng.uniform(1.8, 2.2)), inner.shape[0] + 300)
    page = np.full((high, inner.shape[1], 3), int(rng.choice([0, 18, 250])), np.uint8)
    top = (high - inner.shape[0]) // 2
    bar = np.full((120, inner.shape[1], 3), 225, np.uint8)
    words = ("10:42", "Foto's", "Vandaag", "Bewerken", "Deel", "Marieke", "WhatsApp")
    captures.print_text(bar, rng, 1, (wide // 30, 40), wide // 34, words, 3)
    page[:120] = bar
    page[-120:] = bar
    page[top : top + inner.shape[0]] = inner

    def move(quad: Quad) -> Quad:
        return Quad.of(quad.array() + np.array((0, top)))

    unseen = None
    if small.unseen is not None:
        unseen = np.zeros(page.shape[:2], bool)
        unseen[top : top + inner.shape[0]] = small.unseen
    return _carried(small, page, move, unseen)


def _squeezed(sheet: Sheet, rng: Generator) -> Sheet:
    """Sent through two chats: shrunk, and twice a coarse JPEG."""
    small = phones.shrunk(sheet, int(rng.integers(800, 1400)))
    pixels = captures.jpeg(small.drawn.pixels, int(rng.integers(12, 25)))
    return _repainted(small, captures.jpeg(pixels, int(rng.integers(20, 40))))


def _palette(sheet: Sheet, rng: Generator) -> Sheet:
    """A picture of few colours, as an old program or a form's upload makes it."""
    from PIL import Image

    small = phones.shrunk(sheet, int(rng.integers(1200, 2000)))
    few = Image.fromarray(small.drawn.pixels).quantize(int(rng.choice([8, 16, 32])))
    return _repainted(small, np.asarray(few.convert("RGB")))


def _fanned(supply: Supply, rng: Generator) -> Shot:
    """Front and back on one sheet, one lying partly over the other."""
    from redactor.samples.place import lay, sheet_mm

    scale = float(rng.choice([150, 200, 300])) / 25.4
    page = np.full((round(A4[1] * scale), round(A4[0] * scale), 3), 247, np.uint8)
    under, over = supply.flat, supply.other()
    middle = rng.uniform((0.4, 0.3), (0.6, 0.6)) * A4
    targets = []
    for drawn, away in ((under, 0.0), (over, rng.uniform(0.72, 0.92))):
        width, height = sheet_mm(drawn)
        at = middle + np.array((rng.uniform(-4, 4), away * height))
        targets.append(captures.laid(width, height, rng.uniform(-9, 9), at, scale))
    documents: tuple[Placed, ...] = lay(page, under, targets[0])
    documents += lay(page, over, targets[1])
    size = page.shape[1], page.shape[0]
    # where both lie, what the lower one has is hidden; what the upper one has there is not counted
    unseen = mask_of(size, [documents[0].quad]) & mask_of(size, [targets[1]])
    drawn = Drawn(page, documents, under.holder, scale)
    return Shot((Sheet(drawn, unseen),), "jpg", int(rng.integers(70, 95)), right=EITHER)


def _changed(change: Change, form: str = "jpg") -> Maker:
    def make(supply: Supply, rng: Generator) -> Shot:
        sheet = change(_photographed(supply, rng), rng)
        return Shot((sheet,), form, int(rng.integers(60, 92)), right=EITHER)

    return make


def _copied(change: Change) -> Maker:
    """The same to a scan that is cut around the document."""

    def make(supply: Supply, rng: Generator) -> Shot:
        dpi = int(rng.choice([150, 200, 300]))
        flat = photocopies.on_glass(supply.flat, rng, dpi, whole=bool(rng.random() < 0.5))
        if rng.random() < 0.5:
            flat = photocopies.grey_copy(flat, rng)
        sheet = change(Sheet(flat), rng)
        return Shot((sheet,), "jpg", int(rng.integers(60, 92)), dpi=(dpi, dpi), right=EITHER)

    return make


ODD_ONES: dict[str, Maker] = {
    "mirrored": _changed(_mirrored),
    "bent": _changed(_bent),
    "screen": _changed(_screen),
    "screenshot": _changed(_gallery, "png"),
    "negative": _copied(_negative),
    "cast": _changed(_cast),
    "sharpened": _changed(_sharpened),
    "scan-app": _changed(_evened),
    "printed": _copied(_printed),
    "folded": _copied(_crumpled),
    "written-on": _copied(_written_on),
    "blackened": _changed(_blackened),
    "squeezed": _changed(_squeezed),
    "palette": _changed(_palette, "png"),
    "fanned": _fanned,
}
