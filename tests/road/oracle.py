"""The leak oracle: does a copy hold anything it should not, in any byte or any pixel?

It shares no code with the second look of the road.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np

from redactor.engines import Engines
from redactor.model import Kind, Pixels, Quad, Transform
from redactor.samples.truth import Drawn
from tests.bench.scoring import mask_of

HIDDEN = (Kind.BSN, Kind.MRZ_BSN)
PNG_CHUNKS = {b"IHDR", b"sRGB", b"pHYs", b"IDAT", b"IEND"}
JPEG_MARKERS = {0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA, 0xD9}
"""Start, JFIF, tables, baseline frame, scan, end."""
RUN = 4
"""Least run of a number's digits that counts as a leak."""


@dataclass(frozen=True)
class Secrets:
    """What must not be found: the number anywhere, lines and names in no byte."""

    bsn: str
    texts: tuple[str, ...]

    @staticmethod
    def of(drawn: Drawn) -> Secrets:
        lines = [f.text for placed in drawn.documents for f in placed.of(Kind.MRZ)]
        names = [drawn.holder.surname, *drawn.holder.given_names.split()]
        assert all(len(name) > 5 for name in names), (
            "shorter names turn up in packed data by chance"
        )
        return Secrets(drawn.holder.bsn, (*lines, *names))

    @property
    def spellings(self) -> Iterator[bytes]:
        """Every way a text may stand in bytes."""
        n = self.bsn
        numbers = {n, n[::-1]}
        for mark in (" ", ".", "-"):
            numbers |= {mark.join((n[:3], n[3:6], n[6:])), mark.join((n[:4], n[4:6], n[6:]))}
        for text in (*numbers, *self.texts):
            for form in {text, text.upper(), text.lower()}:
                for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                    yield form.encode(encoding)
                yield form.encode().hex().encode()

    @property
    def runs(self) -> set[str]:
        return {self.bsn[i : i + RUN] for i in range(len(self.bsn) - RUN + 1)}


def layers(data: bytes) -> Iterator[bytes]:
    """The bytes themselves and everything that unpacks from them."""
    yield data
    if data.startswith(b"\x89PNG"):
        chunks = list(png_chunks(data))
        yield from (body for _, body in chunks)
        yield zlib.decompress(b"".join(body for name, body in chunks if name == b"IDAT"))
    elif data.startswith(b"%PDF"):
        yield from pdf_layers(data)


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length
    assert at == len(data), "bytes after the last chunk"


def pdf_layers(data: bytes) -> Iterator[bytes]:
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        yield pdf.trailer.unparse(resolved=True)
        for thing in pdf.objects:
            yield thing.unparse(resolved=True)
            if isinstance(thing, pikepdf.Stream):
                yield thing.read_raw_bytes()
                if str(thing.get("/Filter")) != "/DCTDecode":
                    yield thing.read_bytes()


def assert_bytes_clean(data: bytes, secrets: Secrets) -> None:
    """No byte of the file or of what is packed in it spells a secret."""
    spellings = tuple(secrets.spellings)
    for layer in layers(data):
        found = [spelling for spelling in spellings if spelling in layer]
        assert not found, f"{len(found)} spellings in the bytes"


def assert_only_pixels(data: bytes) -> None:
    """Nothing but picture, resolution and sRGB."""
    if data.startswith(b"\x89PNG"):
        assert {name for name, _ in png_chunks(data)} <= PNG_CHUNKS
    elif data.startswith(b"\xff\xd8"):
        assert_plain_jpeg(data)
    else:
        assert_plain_pdf(data)


def assert_plain_jpeg(data: bytes) -> None:
    at, seen = 2, [0xD8]
    while seen[-1] != 0xDA:
        assert data[at] == 0xFF
        seen.append(data[at + 1])
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if seen[-1] == 0xE0:
            assert data[at + 4 : at + 9] == b"JFIF\0"
            assert length == 16, "a thumbnail"
        at += 2 + length
    assert set(seen) <= JPEG_MARKERS
    end = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(data, at)
    assert end is not None
    assert data[end.start() :] == b"\xff\xd9", "something stands behind the picture"


def assert_plain_pdf(data: bytes) -> None:
    import pikepdf
    import pypdfium2

    with pikepdf.open(BytesIO(data)) as pdf:
        assert "/Info" not in pdf.trailer
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Version"}
        assert not pdf.attachments
        for page in pdf.pages:
            assert not {"/Annots", "/Metadata", "/AA", "/Thumb"} & set(page.obj.keys())
            resources: Any = page.Resources
            assert set(resources.keys()) <= {"/XObject", "/ProcSet"}
    assert data.count(b"%%EOF") == 1, "an earlier version of the file is still in it"
    document = pypdfium2.PdfDocument(data)
    for page in document:
        words = page.get_textpage()
        assert not words.get_text_bounded().strip()
        words.close()
        page.close()
    document.close()


def pictures(data: bytes) -> list[Pixels]:
    """The pictures in a copy, at their own resolution."""
    import pikepdf
    from PIL import Image

    if not data.startswith(b"%PDF"):
        with Image.open(BytesIO(data)) as image:
            return [np.asarray(image.convert("RGB"))]
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            placed: Any = page.Resources.XObject
            for name in sorted(placed.keys()):
                with Image.open(BytesIO(placed[name].read_raw_bytes())) as image:
                    found.append(np.asarray(image.convert("RGB")))
    return found


def assert_unreadable(
    pixels: Pixels,
    secrets: Secrets,
    engines: Engines,
    shown: Iterable[str] = (),
    scales: Sequence[int] = (800, 1300),
    tesseract: bool = True,
) -> None:
    """No reader sees a run of the number's digits, at several scales, nor a code that holds any.

    ``shown``: texts that may be seen; runs that happen to stand in them prove nothing.
    """
    allowed = "|".join(_digits(text) for text in shown)
    runs = {run for run in secrets.runs if run not in allowed}
    assert runs, "every run of the number stands in what may be seen"
    texts = [text for scale in scales for text in _rapidocr(pixels, scale, engines)]
    assert texts, "nothing at all was read: the readers are no witnesses"
    if tesseract and engines.tesseract.available():
        lines: dict[int, list[str]] = {}
        for word in engines.tesseract.read(pixels, psm=11):
            lines.setdefault(word.line, []).append(word.text)
        texts += ["".join(words) for words in lines.values()]
    texts += _codes(pixels)
    leaks = [run for text in texts for run in runs if run in _digits(text)]
    assert not leaks, f"read in the copy: {sorted(set(leaks))}"


def _rapidocr(pixels: Pixels, long_side: int, engines: Engines) -> list[str]:
    quads = engines.text.detect(pixels, long_side)
    return [line.text for line in engines.text.recognise(pixels, quads)]


def _codes(pixels: Pixels) -> list[str]:
    import cv2
    import zxingcpp

    return [
        code.text
        for scale in (0.5, 1.0, 2.0)
        for code in zxingcpp.read_barcodes(cv2.resize(pixels, None, fx=scale, fy=scale))
    ]


def _digits(text: str) -> str:
    """Digits as groups joined over spaces and marks; letters part them."""
    return re.sub(r"[^0-9|]", "", re.sub(r"[A-Za-z<]+", "|", text))


def assert_filled(
    pixels: Pixels, drawn: Drawn, move: Transform, exact: bool, codes: bool = True
) -> int:
    """Every hidden character's pixels are the fill; answers how many characters were looked at.

    ``move``: from the truth's px to those of ``pixels``.  ``exact``: black to the last bit, else
    within what JPEG makes of black.
    """
    looked = 0
    for placed in drawn.documents:
        for field in placed.fields:
            quads: tuple[Quad, ...] = ()
            if field.kind in HIDDEN:
                quads = tuple(
                    quad
                    for quad, char in zip(field.chars, field.text, strict=True)
                    if not char.isspace()
                )
            elif field.kind is Kind.CODE and codes:
                quads = (field.quad,)
            for index, quad in enumerate(quads):
                part = inside(pixels, move.quad(quad))
                assert part.size, "outside the picture"
                worst = int(part.max())
                where = f"{placed.model} {field.kind.value} character {index}"
                assert worst == 0 if exact else worst < 60, where
                assert exact or float(part.mean()) < 8, where
                looked += 1
    assert looked
    return looked


def inside(pixels: Pixels, quad: Quad) -> Pixels:
    """The N×3 pixels that lie in a quad."""
    height, width = pixels.shape[:2]
    return pixels[mask_of((width, height), [quad])]
