"""What copiers, scanners and faxes leave of a document: greys, dots, dirt, black rims."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels
from redactor.samples.place import A4, lay, sheet_mm
from redactor.samples.truth import Drawn
from tests.bench.captures import drop_shadow, jpeg, laid

Plane = NDArray[np.floating]
_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)


def on_glass(
    drawn: Drawn,
    rng: np.random.Generator,
    dpi: int,
    *,
    skew: float = 3.0,
    whole: bool = True,
    lid: int | None = None,
) -> Drawn:
    """A document on a scanner's glass: A4, or cut around the document; colours untouched."""
    scale = dpi / 25.4
    width, height = sheet_mm(drawn)
    margin = rng.uniform(3, 22)
    bed = A4 if whole else (width + 2 * margin, height + 2 * margin)
    tone = lid if lid is not None else int(rng.choice([255, 252, 246, 238]))
    page = np.full((round(bed[1] * scale), round(bed[0] * scale), 3), tone, np.uint8)
    middle = np.array(bed) / 2 + rng.uniform(-0.4, 0.4, 2) * margin
    if whole:
        middle = rng.uniform((0.36, 0.22), (0.64, 0.75)) * bed
    target = laid(width, height, rng.uniform(-skew, skew), middle, scale)
    drop_shadow(page, target, rng, 0.2)
    return Drawn(page, lay(page, drawn, target), drawn.holder, scale)


def rims(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Dark edges of a lid that was not closed, soft towards the page."""
    height, width = pixels.shape[:2]
    share = np.zeros((height, width), np.float32)
    x, y = np.arange(width)[None, :], np.arange(height)[:, None]
    for away, size in ((x, width), (width - 1 - x, width), (y, height), (height - 1 - y, height)):
        if rng.random() < 0.5:
            reach = rng.uniform(0.005, 0.04) * size
            share = np.maximum(share, np.clip(1.3 - away / reach, 0, 1))
    dark = float(rng.uniform(8, 70))
    return np.asarray(pixels * (1 - share[..., None]) + dark * share[..., None], np.uint8)


def greyed(pixels: Pixels) -> Plane:
    """Luminance as a scanner weighs it."""
    return np.asarray(pixels.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32))


def grey_copy(flat: Drawn, rng: np.random.Generator) -> Drawn:
    """A grey photocopy: harder contrast, toner dirt, stripes along the feed."""
    grey = greyed(flat.pixels)
    middle, gain = rng.uniform(120, 165), rng.uniform(1.05, 1.7)
    grey = np.clip((grey - middle) * gain + middle + rng.uniform(0, 30), 0, 255)
    grey = _dirt(grey, rng)
    grey = grey + rng.normal(0, rng.uniform(1, 5), grey.shape).astype(np.float32)
    pixels = rims(_rgb(grey), rng)
    return _of(flat, jpeg(pixels, int(rng.integers(60, 92))))


def black_copy(flat: Drawn, rng: np.random.Generator, dpi: int) -> Drawn:
    """A copier's black toner, as a scanner sees it again: screened at 600 dpi, then averaged."""
    import cv2

    height, width = flat.pixels.shape[:2]
    grow = 600 / dpi
    size = (round(width * grow), round(height * grow))
    fine = np.asarray(cv2.resize(greyed(flat.pixels), size), np.float32)
    toner = thresholded(fine, rng) if rng.random() < 0.4 else screened(fine, rng, 4)
    seen = cv2.resize(toner, (width, height), interpolation=cv2.INTER_AREA)
    seen = cv2.GaussianBlur(seen, (0, 0), rng.uniform(0.4, 0.8))
    seen = 18 + seen * (rng.uniform(225, 250) - 18) / 255
    pixels = rims(_rgb(_dirt(np.asarray(seen, np.float32), rng)), rng)
    return _of(flat, jpeg(pixels, int(rng.integers(65, 92))))


def bilevel(flat: Drawn, rng: np.random.Generator, *, dither: bool) -> Drawn:
    """Pure black and white at the scan's own resolution."""
    grey = greyed(flat.pixels)
    made = diffused(lifted(grey, rng)) if dither and rng.random() < 0.5 else None
    if made is None:
        made = screened(grey, rng, 1) if dither else thresholded(grey, rng)
    return _of(flat, _rgb(made))


def thresholded(grey: Plane, rng: np.random.Generator) -> Plane:
    """Text mode: black where darker than the neighbourhood by a step, or dark in itself."""
    import cv2

    around = cv2.blur(grey, (81, 81))
    step = rng.uniform(12, 40)
    dark = (grey < around - step) | (grey < rng.uniform(50, 95))
    return np.where(dark, 0, 255).astype(np.float32)


def screened(grey: Plane, rng: np.random.Generator, cell: int) -> Plane:
    """Photo mode: an ordered screen of ``cell`` px dots."""
    tile = np.kron((_BAYER + 0.5) * 16, np.ones((max(cell // 2, 1),) * 2, np.float32))
    reps = (-(-grey.shape[0] // tile.shape[0]), -(-grey.shape[1] // tile.shape[1]))
    limit = np.tile(tile, reps)[: grey.shape[0], : grey.shape[1]]
    return np.where(lifted(grey, rng) > limit, 255, 0).astype(np.float32)


def lifted(grey: Plane, rng: np.random.Generator) -> Plane:
    """Contrast raised so that paper comes out white, as every copier does."""
    raised = (grey - 128) * rng.uniform(1.15, 1.8) + 128 + rng.uniform(8, 40)
    return np.asarray(np.clip(raised, 0, 255), np.float32)


def diffused(grey: Plane) -> Plane:
    """Floyd and Steinberg's dither, as Pillow does it."""
    from PIL import Image

    image = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("1")
    return np.asarray(image, np.float32) * 255


def fax(flat: Drawn, rng: np.random.Generator) -> Drawn:
    """A page of 204 × 204 px/inch as a fax of 204 × 196, bilevel; the truth is squeezed too."""
    import cv2

    from redactor.model import Quad

    height, width = flat.pixels.shape[:2]
    tall = round(height * 196 / 204)
    small = cv2.resize(flat.pixels, (width, tall), interpolation=cv2.INTER_AREA)
    share = tall / height
    move = lambda quad: Quad.of(quad.array() * (1.0, share))  # noqa: E731
    documents = tuple(placed.moved(move) for placed in flat.documents)
    squeezed = Drawn(np.asarray(small, np.uint8), documents, flat.holder)
    return bilevel(squeezed, rng, dither=bool(rng.random() < 0.5))


def _dirt(grey: Plane, rng: np.random.Generator) -> Plane:
    """Specks of toner and a streak or two along the feed."""
    grey = grey.copy()
    height, width = grey.shape
    for _ in range(int(rng.integers(0, 60))):
        x, y, r = int(rng.integers(width)), int(rng.integers(height)), int(rng.integers(1, 4))
        grey[max(y - r, 0) : y + r, max(x - r, 0) : x + r] = rng.uniform(0, 120)
    for _ in range(int(rng.integers(0, 3))):
        x, wide = int(rng.integers(width)), int(rng.integers(1, 4))
        grey[:, x : x + wide] *= rng.uniform(0.75, 0.97)
    return grey


def _rgb(grey: Plane) -> Pixels:
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)


def _of(flat: Drawn, pixels: Pixels) -> Drawn:
    return Drawn(pixels, flat.documents, flat.holder, flat.px_per_mm)
