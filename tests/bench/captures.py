"""What cameras and scanners make of flat documents, with exact truth.

Every function takes ``Drawn`` and returns ``Drawn``: pixels and quads in their frame.  The
same generator state gives the same picture.  Geometry is a true homography (pinhole view of
a flat card), so truth stays exact to the hundredth of a px.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from redactor.model import Pixels, Quad
from redactor.samples.place import A4, lay, sheet_mm, silhouette, turned, two_on_a4
from redactor.samples.truth import Drawn

Severity = Literal["mild", "hard"]
Plane = NDArray[np.floating]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Camera:
    """Ranges a photograph is drawn from; angles in degrees, px of the finished picture."""

    long_side: tuple[int, int]
    share: Span
    """Of the frame that the document's bounding box fills, along its tighter side."""
    turn: float
    tilt: float
    light: float
    blur: Span
    noise: Span
    quality: tuple[int, int]
    shadow: float
    glare: float
    """Chance of a reflection on the card."""


CAMERAS: dict[Severity, Camera] = {
    "mild": Camera(
        (1300, 3200), (0.6, 0.95), 8, 7, 0.16, (0.0, 0.7), (0.5, 3.5), (75, 95), 0.25, 0
    ),
    "hard": Camera((1200, 4000), (0.4, 0.95), 20, 20, 0.4, (0.3, 1.4), (3, 9), (60, 88), 0.5, 0.3),
}


def photograph(
    drawn: Drawn,
    rng: np.random.Generator,
    severity: Severity = "mild",
    *,
    quarters: int | None = None,
    long_side: int | None = None,
) -> Drawn:
    """A phone's picture of a flat document on a desk.

    ``quarters``: clockwise quarter turns; None: upright in six of ten pictures.
    ``long_side``: of the picture in px, None by chance.
    """
    camera = CAMERAS[severity]
    if quarters is None:
        quarters = int(rng.choice([0, 1, 2, 3], p=[0.6, 0.15, 0.1, 0.15]))
    side = long_side or int(rng.integers(*camera.long_side))
    frame = (side, round(side * 0.75)) if rng.random() < 0.7 else (round(side * 0.75), side)
    target = view(drawn, frame, camera, quarters, rng)
    page = desk(frame, rng)
    drop_shadow(page, target, rng)
    documents = lay(page, drawn, target)
    light = light_plane(frame, camera, rng)
    picture = page.astype(np.float32) * light[..., None]
    if rng.random() < camera.glare:
        picture += glare_plane(target, frame, rng)[..., None]
    picture *= rng.uniform(0.94, 1.05, 3).astype(np.float32)
    pixels = jpeg(sensor(picture, camera, rng), int(rng.integers(*camera.quality)))
    return Drawn(pixels, documents, drawn.holder)


def scan(
    drawn: Drawn,
    rng: np.random.Generator,
    *,
    dpi: int | None = None,
    grey: bool | None = None,
    whole_bed: bool = False,
) -> Drawn:
    """A flatbed scan: skewed up to 3°, white or dark lid, sometimes grey.

    ``whole_bed``: the full A4 rather than a cut around the document.
    """
    dpi = dpi or int(rng.choice([150, 200, 300, 300, 400]))
    scale = dpi / 25.4
    width, height = sheet_mm(drawn)
    margin = rng.uniform(4, 25)
    bed = A4 if whole_bed else (width + 2 * margin, height + 2 * margin)
    lid = int(rng.choice([255, 252, 244, 40, 18], p=[0.3, 0.3, 0.2, 0.1, 0.1]))
    page = np.full((round(bed[1] * scale), round(bed[0] * scale), 3), lid, dtype=np.uint8)
    slack = max(margin - 0.06 * width, 1.0)
    middle = np.array(bed) / 2 + rng.uniform(-slack, slack, 2) * 0.5
    if whole_bed:
        middle = np.array((rng.uniform(0.4, 0.6), rng.uniform(0.25, 0.7))) * bed
    target = laid(width, height, rng.uniform(-3, 3), middle, scale)
    drop_shadow(page, target, rng, 0.15)
    documents = lay(page, drawn, target)
    picture = (
        page.astype(np.float32) + rng.normal(0, rng.uniform(0.3, 1.8), page.shape[:2])[..., None]
    )
    if rng.random() < 0.3 if grey is None else grey:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    pixels = jpeg(np.clip(picture, 0, 255).astype(np.uint8), int(rng.integers(70, 96)))
    return Drawn(pixels, documents, drawn.holder, scale)


def a4(first: Drawn, second: Drawn, rng: np.random.Generator, dpi: int | None = None) -> Drawn:
    """Two documents on one scanned A4 sheet, each a little askew."""
    dpi = dpi or int(rng.choice([150, 200, 300]))
    flat = two_on_a4(
        first, second, dpi, rng.uniform(-12, 12, 4).tolist(), rng.uniform(-3, 3, 2).tolist()
    )
    noise = rng.normal(0, rng.uniform(0.3, 1.5), flat.pixels.shape[:2])[..., None]
    noisy = np.clip(flat.pixels + noise, 0, 255).astype(np.uint8)
    return Drawn(
        jpeg(noisy, int(rng.integers(75, 96))), flat.documents, flat.holder, flat.px_per_mm
    )


def fill(drawn: Drawn, rng: np.random.Generator, quarters: int = 0) -> Drawn:
    """A borderless picture: the document is the whole frame, as from a scanning app."""
    noisy = drawn.pixels + rng.normal(0, rng.uniform(0.5, 3), drawn.pixels.shape[:2])[..., None]
    pixels = jpeg(np.clip(noisy, 0, 255).astype(np.uint8), int(rng.integers(70, 96)))
    return turned(Drawn(pixels, drawn.documents, drawn.holder, drawn.px_per_mm), quarters)


def booklet(drawn: Drawn, rng: np.random.Generator) -> Drawn:
    """A passport's data page with the facing page above it, as an open passport lies.

    The picture is twice as high; the document stays the lower page.
    """
    height, width = drawn.pixels.shape[:2]
    tint = rng.integers(205, 240, 3)
    upper = np.full((height, width, 3), tint, dtype=np.uint8)
    rows = np.arange(height, dtype=np.float32)[:, None]
    columns = np.arange(width, dtype=np.float32)[None, :]
    lines = np.sin((rows + 14 * np.sin(columns / width * 25)) / height * 190) > 0.9
    upper[lines] = np.clip(tint.astype(int) - 28, 0, 255)
    words = (
        "GELDIG VOOR ALLE LANDEN",
        "Valid for all countries",
        "Valable pour tous les pays",
        "OPMERKINGEN VAN BEVOEGDE INSTANTIES",
        "Page reserved for the authorities",
    )
    print_text(upper, rng, 5, (width // 5, height // 6), height // 40, words, 1)
    upper[-height // 60 :] = np.clip(tint.astype(int) - 45, 0, 255)
    move = shifted(0, height)
    documents = tuple(placed.moved(move) for placed in drawn.documents)
    return Drawn(np.vstack([upper, drawn.pixels]), documents, drawn.holder, drawn.px_per_mm)


def jpeg(pixels: Pixels, quality: int) -> Pixels:
    """The pixels after a JPEG round trip at a quality."""
    from PIL import Image

    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    with Image.open(out) as image:
        return np.asarray(image.convert("RGB"))


def desk(frame: tuple[int, int], rng: np.random.Generator) -> Pixels:
    """A desk seen from above, (width, height) px: wood, cloth, paper or plain, with clutter."""
    import cv2

    width, height = frame
    kind = str(rng.choice(["wood", "cloth", "paper", "plain", "dark"]))
    # Texture is coarse: drawn at up to 1200 px and enlarged.
    share = min(1.0, 1200 / max(frame))
    w, h = max(round(width * share), 8), max(round(height * share), 8)
    base = {
        "wood": rng.uniform((110, 70, 40), (200, 150, 105)),
        "cloth": rng.uniform((40, 40, 50), (190, 180, 190)),
        "paper": rng.uniform((215, 212, 205), (248, 248, 244)),
        "plain": rng.uniform((60, 60, 60), (230, 230, 230)),
        "dark": rng.uniform((18, 18, 20), (60, 58, 62)),
    }[kind]
    texture = rng.normal(0, 1, (h, w)).astype(np.float32)
    if kind == "wood":
        grain = cv2.GaussianBlur(texture, (0, 0), sigmaX=60, sigmaY=1.6)
        grain = grain / grain.std() * 11
        waves = 8 * np.sin(np.arange(h)[:, None] / rng.uniform(6, 30) + grain / 9)
        texture = (grain + waves).astype(np.float32)
    elif kind == "cloth":
        weave = np.sin(np.arange(w) * 1.6)[None, :] + np.sin(np.arange(h) * 1.6)[:, None]
        texture = (texture * 4 + weave * 5).astype(np.float32)
    else:
        texture = np.asarray(cv2.GaussianBlur(texture, (0, 0), 3) * 6, np.float32)
    small = np.clip(base + texture[..., None], 0, 255).astype(np.uint8)
    page = np.array(cv2.resize(small, frame, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
    for _ in range(int(rng.integers(0, 4))):
        _clutter(page, rng)
    return page


def _clutter(page: Pixels, rng: np.random.Generator) -> None:
    """A printed sheet, a pen or a coin somewhere at the rim; the document is laid over it."""
    import cv2

    height, width = page.shape[:2]
    what = rng.choice(["sheet", "pen", "coin"])
    x, y = rng.uniform(0, width), rng.choice([rng.uniform(0, 0.2), rng.uniform(0.8, 1)]) * height
    if what == "pen":
        end = (int(x + rng.uniform(-0.4, 0.4) * width), int(y + rng.uniform(-0.15, 0.15) * height))
        colour = tuple(int(c) for c in rng.integers(10, 200, 3))
        cv2.line(page, (int(x), int(y)), end, colour, max(width // 90, 3), cv2.LINE_AA)
        return
    if what == "coin":
        radius = max(width // int(rng.integers(22, 34)), 4)
        cv2.circle(page, (int(x), int(y)), radius, (176, 150, 92), -1, cv2.LINE_AA)
        cv2.circle(page, (int(x), int(y)), int(radius * 0.85), (200, 178, 122), -1, cv2.LINE_AA)
        return
    paper = np.full((height // 2, width // 2, 3), int(rng.integers(225, 254)), dtype=np.uint8)
    print_text(paper, rng, 14, (width // 40, height // 30), height // 60)
    w, h = paper.shape[1], paper.shape[0]
    target = laid(w, h, rng.uniform(-25, 25), np.array([x, y]), 1.0)
    move = cv2.getPerspectiveTransform(
        Quad.rect(0, 0, w, h).array().astype(np.float32), target.array().astype(np.float32)
    )
    warped = cv2.warpPerspective(paper, move, (width, height))
    cover = cv2.warpPerspective(np.full((h, w), 255, np.uint8), move, (width, height))
    page[cover > 127] = warped[cover > 127]


_WORDS = (
    *("factuur", "bedrag", "datum", "Geachte heer,", "betreft", "totaal", "klantnummer"),
    *("retour", "adres", "uw kenmerk", "pagina", "notitie", "bestelling", "levering"),
)


def print_text(
    page: Pixels,
    rng: np.random.Generator,
    lines: int,
    start: tuple[int, int],
    size: int,
    words: tuple[str, ...] = _WORDS,
    longest: int = 6,
) -> None:
    """Lines of words and stray numbers, none of nine digits in a row."""
    from PIL import Image, ImageDraw, ImageFont

    from redactor import resources

    font = ImageFont.truetype(str(resources.path("fonts", "DejaVuSans.ttf")), max(size, 7))
    image = Image.fromarray(page)
    draw = ImageDraw.Draw(image)
    for line in range(lines):
        text = " ".join(
            str(rng.integers(10, 10 ** int(rng.integers(2, 8))))
            if rng.random() < 0.3 and longest > 1
            else words[int(rng.integers(len(words)))]
            for _ in range(int(rng.integers(1, longest + 1)))
        )
        draw.text((start[0], start[1] + line * size * 2), text, (60, 60, 70), font)
    page[:] = np.asarray(image)


def view(
    drawn: Drawn, frame: tuple[int, int], camera: Camera, quarters: int, rng: np.random.Generator
) -> Quad:
    """Where a tilted, turned sheet's corners land: a pinhole view, scaled to its share."""
    height, width = drawn.pixels.shape[:2]
    corners = Quad.rect(-width / 2, -height / 2, width, height).array()
    spin = np.deg2rad(rng.uniform(-camera.turn, camera.turn) + 90 * quarters)
    tilt_x, tilt_y = np.deg2rad(rng.uniform(-camera.tilt, camera.tilt, 2))
    points = np.column_stack([corners, np.zeros(4)])
    points = points @ rotation(spin, 2).T @ rotation(tilt_x, 0).T @ rotation(tilt_y, 1).T
    distance = max(width, height) * rng.uniform(1.5, 2.6)
    flat = points[:, :2] * (distance / (distance + points[:, 2:]))
    low, high = flat.min(axis=0), flat.max(axis=0)
    size = np.array(frame)
    factor = float((size / (high - low)).min()) * rng.uniform(*camera.share)
    slack = size - (high - low) * factor
    origin = slack * rng.uniform(0.12, 0.88, 2) - low * factor
    return Quad.of(flat * factor + origin)


def rotation(angle: float, axis: int) -> NDArray[np.float64]:
    c, s = np.cos(angle), np.sin(angle)
    matrix = np.eye(3)
    i, j = ((1, 2), (0, 2), (0, 1))[axis]
    matrix[i, i], matrix[i, j], matrix[j, i], matrix[j, j] = c, -s, s, c
    return matrix


def laid(
    width: float, height: float, degrees: float, middle: NDArray[np.floating], scale: float
) -> Quad:
    corners = Quad.rect(-width / 2, -height / 2, width, height).array()
    return Quad.of((corners @ rotation(np.deg2rad(degrees), 2)[:2, :2].T + middle) * scale)


def shifted(x: float, y: float) -> Callable[[Quad], Quad]:
    return lambda quad: Quad.of([(px + x, py + y) for px, py in quad.points])


def drop_shadow(
    page: Pixels, target: Quad, rng: np.random.Generator, strength: float = 0.45
) -> None:
    """A soft dark rim on the side away from the light."""
    import cv2

    reach = max(target.height * 0.012, 1.5)
    shift = rng.uniform(-1.2, 1.2, 2) * reach
    moved = Quad.of(target.array() + shift)
    share = min(1.0, 800 / max(page.shape[:2]))
    small = cv2.resize(
        silhouette(moved, page), None, fx=share, fy=share, interpolation=cv2.INTER_AREA
    )
    soft = cv2.GaussianBlur(small, (0, 0), max(reach * share * 1.5, 0.8))
    dark = cv2.resize(soft, (page.shape[1], page.shape[0])) * strength * rng.uniform(0.4, 1)
    page[:] = (page * (1 - dark[..., None])).astype(np.uint8)


def light_plane(frame: tuple[int, int], camera: Camera, rng: np.random.Generator) -> Plane:
    """Uneven light with an optional soft shadow edge, a factor per px around 1."""
    import cv2

    w, h = 160, 120
    x, y = np.meshgrid(np.linspace(-1, 1, w), np.linspace(-1, 1, h))
    way = rng.uniform(0, 2 * np.pi)
    light = 1 + camera.light * rng.uniform(0.2, 1) * (x * np.cos(way) + y * np.sin(way))
    light *= 1 - 0.12 * camera.light * (x**2 + y**2)
    if rng.random() < 0.6:
        edge = rng.uniform(0, 2 * np.pi)
        away = x * np.cos(edge) + y * np.sin(edge) - rng.uniform(-0.7, 0.7)
        light *= 1 - camera.shadow * rng.uniform(0.3, 1) / (1 + np.exp(-away * rng.uniform(6, 25)))
    wide = cv2.resize(light.astype(np.float32), frame, interpolation=cv2.INTER_CUBIC)
    return np.asarray(wide * rng.uniform(0.88, 1.06), np.float32)


def glare_plane(target: Quad, frame: tuple[int, int], rng: np.random.Generator) -> Plane:
    """A soft bright spot on the document; it lowers contrast and does not wipe print out."""
    x, y = np.meshgrid(np.arange(frame[0], dtype=np.float32), np.arange(frame[1], dtype=np.float32))
    low, high = target.array().min(axis=0), target.array().max(axis=0)
    cx, cy = rng.uniform(low, high)
    reach = (high - low).max() * rng.uniform(0.06, 0.16)
    spot = np.exp(-((x - cx) ** 2 + ((y - cy) * rng.uniform(0.6, 1.6)) ** 2) / reach**2)
    return np.asarray(spot * rng.uniform(30, 90), np.float32)


def sensor(picture: Plane, camera: Camera, rng: np.random.Generator) -> Pixels:
    import cv2

    blur = rng.uniform(*camera.blur)
    if blur > 0.25:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), blur), np.float32)
    height, width = picture.shape[:2]
    noise = rng.standard_normal((height, width), dtype=np.float32)
    picture = picture + (noise * rng.uniform(*camera.noise))[..., None]
    sensed: Pixels = np.clip(picture + 0.5, 0, 255).astype(np.uint8)
    return sensed


def face_photos(folder: Path) -> tuple[Path, ...]:
    """The face photographs of a folder in name order; none where the folder is absent."""
    return tuple(sorted(folder.glob("*.jpg"))) if folder.is_dir() else ()


def text_fonts() -> tuple[Path, ...]:
    """Fonts of this machine that real documents' type may look like; none where none are there."""
    folder = Path("/usr/share/fonts")
    wanted = (
        "DejaVuSans.ttf",
        "DejaVuSansCondensed.ttf",
        "DejaVuSerif.ttf",
        "NotoSans-Regular.ttf",
    )
    more = ("NimbusSans-Regular.otf", "NimbusSansNarrow-Regular.otf", "DejaVuSansMono.ttf")
    return tuple(path for name in (*wanted, *more) for path in sorted(folder.rglob(name))[:1])
