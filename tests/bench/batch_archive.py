"""An archive as a company has it: samples, captures, PDFs of several pages, and broken files.

A few hundred pictures are made; where more files are wanted, each further one is the same picture
with a speck of dust of its own, so that no two files have the same bytes.
"""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from redactor.samples import draw, model_ids
from tests.bench import photocopies
from tests.bench.board_cases import cases, shot
from tests.bench.shots import Sheet, Shot, save

KINDS = ("sample", "capture", "pages", "broken")
TURN = ("sample", "pages", "capture", "capture", "capture")
"""Kinds of the whole files, in turn."""
MASTERS = {"sample": 100, "capture": 200, "pages": 60}
"""Different pictures of a kind; beyond them the same ones come again, each with its own speck."""
BROKEN_IN = 1000 / 30
"""Of so many files one is broken."""
SPECK = 3
"""px"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the archive: the ``order``-th of its kind."""

    index: int
    kind: str
    order: int

    @property
    def master(self) -> int:
        """Which picture it shows; of broken files, in which way it is broken."""
        return self.order % MASTERS.get(self.kind, len(BREAKS))

    def stem(self, portion: int) -> str:
        """Name without ending: a folder for each ``portion`` files."""
        return f"{self.index // portion:02d}/{self.index:05d}-{self.kind}"


def entries(count: int) -> list[Entry]:
    """Kinds mixed evenly, so that every part of the archive is like the whole."""
    broken = max(1, round(count / BROKEN_IN))
    places = {int((number + 0.5) * count / broken) for number in range(broken)}
    seen = dict.fromkeys(KINDS, 0)
    rows, whole = [], 0
    for index in range(count):
        if index in places:
            kind = "broken"
        else:
            kind, whole = TURN[whole % len(TURN)], whole + 1
        rows.append(Entry(index, kind, seen[kind]))
        seen[kind] += 1
    return rows


def fill(
    folder: Path,
    count: int,
    seed: int,
    portion: int,
    deadline: float = float("inf"),
    hands: int = 2,
) -> bool:
    """Makes the files that are not there yet, in ``hands`` processes.

    False where some are not at ``deadline`` (monotonic).
    """
    there = {path.stem for path in folder.rglob("*-*") if not path.name.startswith(".")}
    groups: dict[tuple[str, int], list[Entry]] = {}
    for entry in entries(count):
        if Path(entry.stem(portion)).name not in there:
            groups.setdefault((entry.kind, entry.master), []).append(entry)
        (folder / entry.stem(portion)).parent.mkdir(parents=True, exist_ok=True)
    left = list(groups.values())
    if not left:
        return True
    with get_context("spawn").Pool(hands) as pool:
        made = pool.imap_unordered(_Maker(folder, seed, portion), left)
        for number, _ in enumerate(made, 1):
            if number % 20 == 0 or number == len(left):
                print(f"pictures made: {number} of {len(left)}", flush=True)
            if time.monotonic() > deadline:
                return number == len(left)
    return True


@dataclass(frozen=True, slots=True)
class _Maker:
    folder: Path
    seed: int
    portion: int

    def __call__(self, group: Sequence[Entry]) -> None:
        """Writes all files of one picture, each whole or not at all."""
        for entry, ending, data in _files(group, self.seed):
            path = self.folder / f"{entry.stem(self.portion)}{ending}"
            part = path.with_name(f".{path.name}.part")  # a batch passes over what is hidden
            part.write_bytes(data)
            part.replace(path)


def _files(group: Sequence[Entry], seed: int) -> Iterator[tuple[Entry, str, bytes]]:
    first = group[0]
    rng = np.random.default_rng([seed, KINDS.index(first.kind), first.master])
    if first.kind == "broken":
        for entry in group:
            yield entry, *BREAKS[entry.master](np.random.default_rng([seed, 9, entry.order]))
        return
    made = _SHOTS[first.kind](first.master, seed, rng)
    for entry in group:
        again = entry.order // MASTERS[entry.kind]
        dusty = _dusty(made, again) if again else made
        yield entry, made.suffix, _bytes(dusty)


def _bytes(made: Shot) -> bytes:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return save(made, Path(folder)).read_bytes()


def _dusty(made: Shot, number: int) -> Shot:
    """The same with one speck, for each number in another place of the first page."""
    sheet, *others = made.pages
    pixels = sheet.drawn.pixels.copy()
    height, width = pixels.shape[:2]
    left = 2 * SPECK * number % (width - SPECK)
    top = height // 50 + 2 * SPECK * (2 * SPECK * number // (width - SPECK))
    spot = pixels[top : top + SPECK, left : left + SPECK]
    spot[:] = 0 if spot.mean() > 127 else 255
    dusty = replace(sheet, drawn=replace(sheet.drawn, pixels=pixels))
    return replace(made, pages=(dusty, *others))


def _sample(number: int, seed: int, rng: np.random.Generator) -> Shot:
    """A document of the generator that fills its picture."""
    models = model_ids()
    drawn = draw(models[number % len(models)], seed + number)
    dpi = (drawn.px_per_mm or 12.0) * 25.4
    return Shot((Sheet(drawn),), ("jpg", "png")[number % 2], 90, dpi=(dpi, dpi))


def _capture(number: int, seed: int, rng: np.random.Generator) -> Shot:
    """What people send, good, hard and bad, as on the recall board."""
    return shot(list(cases(MASTERS["capture"], seed))[number])


def _pages(number: int, seed: int, rng: np.random.Generator) -> Shot:
    """A scanner's PDF of two to four pages, a document on each."""
    models = model_ids()
    dpi = int(rng.choice([150, 200, 300]))
    chosen = [models[(3 * number + page) % len(models)] for page in range(int(rng.integers(2, 5)))]
    flat = [draw(model, seed + number) for model in chosen]
    sheets = [Sheet(photocopies.on_glass(one, rng, dpi, skew=2, whole=False)) for one in flat]
    return Shot(tuple(sheets), "pdf", int(rng.integers(75, 95)), dpi=(dpi, dpi))


_SHOTS: dict[str, Callable[[int, int, np.random.Generator], Shot]] = {
    "sample": _sample,
    "capture": _capture,
    "pages": _pages,
}


def _card(rng: np.random.Generator, form: str) -> bytes:
    """A sound file to break."""
    drawn = draw("nl-id-2021-back", int(rng.integers(1, 9999)), px_per_mm=8.0)
    return _bytes(Shot((Sheet(drawn),), form, 85, dpi=(203, 203)))


def _cut(ending: str, share: float) -> Callable[[np.random.Generator], tuple[str, bytes]]:
    """A file that was not copied to its end."""

    def made(rng: np.random.Generator) -> tuple[str, bytes]:
        data = _card(rng, ending.strip("."))
        return ending, data[: int(len(data) * share)]

    return made


def _noise(head: bytes, ending: str) -> Callable[[np.random.Generator], tuple[str, bytes]]:
    """A file that begins like one of its kind."""
    return lambda rng: (ending, head + rng.bytes(40_000))


def _bitten(rng: np.random.Generator) -> tuple[str, bytes]:
    """A PNG with a hole in its middle."""
    data = bytearray(_card(rng, "png"))
    middle = len(data) // 2
    data[middle : middle + 2000] = rng.bytes(2000)
    return ".png", bytes(data)


def _locked(rng: np.random.Generator) -> tuple[str, bytes]:
    """A PDF behind a password."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(_card(rng, "pdf"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="geheim", user="geheim"))
    return ".pdf", out.getvalue()


def _huge(rng: np.random.Generator) -> tuple[str, bytes]:
    """A picture that says it has four thousand million pixels."""
    import struct
    import zlib

    def piece(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", 65_000, 65_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000)) + rng.bytes(8)
    parts = (piece(b"IHDR", head), piece(b"IDAT", body), piece(b"IEND", b""))
    return ".png", b"\x89PNG\r\n\x1a\n" + b"".join(parts)


BREAKS: tuple[Callable[[np.random.Generator], tuple[str, bytes]], ...] = (
    _cut(".jpg", 0.5),
    _noise(b"%PDF-1.7\n", ".pdf"),
    _bitten,
    _locked,
    _cut(".pdf", 0.6),
    lambda rng: (".jpg", f"Zie bijlage {rng.integers(10**9)}".encode()),
    _huge,
    _noise(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", ".jpg"),
    _cut(".tiff", 0.3),
    lambda rng: (".jpg", b""),
)
"""Ways to be broken, in turn.  Text under a picture's name is no document, and is skipped."""


def census(folder: Path) -> dict[str, int]:
    """Files of each kind."""
    found = dict.fromkeys(KINDS, 0)
    for path in folder.rglob("*-*"):
        if not path.name.startswith("."):
            found[kind_of(path.name)] += 1
    return found


def kind_of(name: str) -> str:
    """The kind in a file's name."""
    return os.path.splitext(name)[0].rpartition("-")[2]  # noqa: PTH122
