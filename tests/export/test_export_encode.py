"""The bytes of a copy: the picture, its resolution, and nothing else."""

from __future__ import annotations

import io
import struct

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from redactor.errors import OutputError, UsageError
from redactor.export import Format, Sheet, encode
from redactor.model import Pixels


def picture(height: int = 200, width: int = 320) -> Pixels:
    """A soft coloured ground with a solid black bar, as a covered document has."""
    y, x = np.mgrid[:height, :width]
    page = np.stack([150 + x % 90, 120 + y % 110, 200 - (x + y) % 60], axis=2).astype(np.uint8)
    page[40:80, 64:200] = 0
    return page


def noise(height: int = 300, width: int = 300) -> Pixels:
    return np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    assert at == len(data)
    return found


def jpeg_segments(data: bytes) -> list[tuple[int, bytes]]:
    """Marker segments up to the scan; the scan runs to the end-of-image marker, the last bytes."""
    assert data[:2] == b"\xff\xd8"
    assert data[-2:] == b"\xff\xd9"
    found, at = [], 2
    while True:
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        assert data[at] == 0xFF
        found.append((marker, data[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == 0xDA:
            return found


def assert_plain_jpeg(data: bytes) -> None:
    markers = [marker for marker, _ in jpeg_segments(data)]
    # APP0 (JFIF), DQT, SOF0 (baseline), DHT, SOS: no other APPn, no COM, no progressive frame.
    assert set(markers) == {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}
    assert markers.count(0xE0) == 1
    jfif = dict(jpeg_segments(data))[0xE0]
    assert jfif[:5] == b"JFIF\x00"
    assert len(jfif) == 14  # no thumbnail
    body = data[data.index(b"\xff\xda") + 2 :]
    inside = {body[i + 1] for i, byte in enumerate(body[:-1]) if byte == 0xFF}
    assert inside <= {0x00, 0xD9}


def pdf_pictures(data: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            item.read_raw_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]


def test_png_is_exact() -> None:
    page = picture()
    back = np.asarray(Image.open(io.BytesIO(encode([Sheet(page)], Format.PNG))))
    assert np.array_equal(back, page)


def test_png_holds_only_what_it_must() -> None:
    chunks = png_chunks(encode([Sheet(picture(), dpi=300)], Format.PNG))
    names = [name for name, _ in chunks]
    assert names[:3] == [b"IHDR", b"sRGB", b"pHYs"]
    assert set(names[3:-1]) == {b"IDAT"}
    assert names[-1] == b"IEND"
    assert struct.unpack(">IIB", chunks[2][1]) == (11811, 11811, 1)
    assert b"pHYs" not in encode([Sheet(picture())], Format.PNG)


def test_jpeg_looks_the_same_and_keeps_covers_dark() -> None:
    page = picture()
    image = Image.open(io.BytesIO(encode([Sheet(page, dpi=254.2)], Format.JPEG)))
    back = np.asarray(image)
    assert np.abs(back.astype(int) - page).mean() < 4
    assert back[44:76, 68:196].max() <= 8
    assert image.info["dpi"] == (254, 254)


@pytest.mark.parametrize("dpi", [None, 300.0, 1e9, 0.01])
def test_jpeg_holds_only_what_it_must(dpi: float | None) -> None:
    assert_plain_jpeg(encode([Sheet(picture(), dpi=dpi)], Format.JPEG))


def test_pdf_holds_only_pictures() -> None:
    data = encode([Sheet(picture(), dpi=300), Sheet(noise())], Format.PDF)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.trailer.keys()) == {"/Root", "/Size", "/ID"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        for page in pdf.pages:
            assert set(page.obj.keys()) <= {
                "/Type",
                "/Parent",
                "/MediaBox",
                "/Resources",
                "/Contents",
                "/CropBox",
                "/BleedBox",
                "/TrimBox",
                "/ArtBox",
                "/Rotate",
            }
            assert set(page.obj.Resources.keys()) == {"/XObject"}
            operators = [str(op.operator) for op in pikepdf.parse_content_stream(page)]
            assert operators == ["q", "cm", "Do", "Q"]
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and "/Subtype" in item:
                assert set(item.keys()) == {
                    "/Type",
                    "/Subtype",
                    "/Width",
                    "/Height",
                    "/BitsPerComponent",
                    "/ColorSpace",
                    "/Filter",
                    "/Length",
                }
    for word in (b"img2pdf", b"pikepdf", b"qpdf", b"Producer", b"CreationDate", b"xpacket"):
        assert word.lower() not in data.lower()
    for inner in pdf_pictures(data):
        assert_plain_jpeg(inner)
    read = pypdfium2.PdfDocument(data)
    assert [page.get_textpage().count_chars() for page in read] == [0, 0]
    read.close()


def test_pdf_pages_have_their_true_size() -> None:
    sheets = [
        Sheet(picture(), dpi=300),
        Sheet(picture(), dpi=300, size_mm=(85.6, 53.98)),
        Sheet(picture(200, 320)),
        Sheet(picture(320, 200)),
    ]
    with pikepdf.open(io.BytesIO(encode(sheets, Format.PDF))) as pdf:
        boxes = [[float(v) / 72 * 25.4 for v in page.mediabox] for page in pdf.pages]
    assert boxes[0] == pytest.approx([0, 0, 320 / 300 * 25.4, 200 / 300 * 25.4], abs=0.01)
    assert boxes[1] == pytest.approx([0, 0, 85.6, 53.98], abs=0.01)
    # Of unknown size: as large as an A4 page allows, lying or standing as the sheet does.
    assert boxes[2] == pytest.approx([0, 0, 277, 277 * 200 / 320], abs=0.01)
    assert boxes[3] == pytest.approx([0, 0, 277 * 200 / 320, 277], abs=0.01)


@pytest.mark.parametrize("form", list(Format))
def test_the_same_sheet_gives_the_same_bytes(form: Format) -> None:
    sheet = Sheet(picture(), dpi=300)
    assert encode([sheet], form) == encode([sheet], form)


@pytest.mark.parametrize("form", list(Format))
def test_sheets_cut_from_a_larger_page_carry_none_of_it(form: Format) -> None:
    page = noise(400, 400)
    page[100:300, 100:300] = 255
    data = encode([Sheet(page[100:300, 100:300])], form)
    assert len(data) < 4000
    assert data == encode([Sheet(np.full((200, 200, 3), 255, dtype=np.uint8))], form)


@pytest.mark.parametrize("form", [Format.JPEG, Format.PDF])
def test_a_copy_is_made_to_fit_quality_first_then_size(form: Format) -> None:
    sheet = Sheet(noise())
    full = len(encode([sheet], form))
    assert encode([sheet], form, full) == encode([sheet], form)
    for share, scaled in ((0.6, False), (0.12, True)):
        data = encode([sheet], form, int(full * share))
        assert len(data) <= full * share
        inner = data if form is Format.JPEG else pdf_pictures(data)[0]
        assert (Image.open(io.BytesIO(inner)).width < 300) is scaled
        assert_plain_jpeg(inner)


def test_a_scaled_copy_keeps_its_true_size() -> None:
    sheet = Sheet(noise(), dpi=600)
    limit = len(encode([sheet], Format.JPEG)) // 5
    image = Image.open(io.BytesIO(encode([sheet], Format.JPEG, limit)))
    assert image.width < 300
    assert image.width / image.info["dpi"][0] == pytest.approx(0.5, rel=0.01)


@pytest.mark.parametrize("form", [Format.JPEG, Format.PDF])
def test_a_limit_that_cannot_be_kept_is_named(form: Format) -> None:
    with pytest.raises(OutputError, match="the limit is 500 bytes") as caught:
        encode([Sheet(noise())], form, 500)
    assert caught.value.parameters["maximum"] == 500
    assert caught.value.parameters["limit"] == "max-bytes"


def test_small_print_is_never_scaled_away() -> None:
    sheet = Sheet(noise(), dpi=160)
    limit = len(encode([Sheet(noise())], Format.JPEG)) // 6
    assert len(encode([Sheet(noise())], Format.JPEG, limit)) <= limit
    with pytest.raises(OutputError, match="legible"):
        encode([sheet], Format.JPEG, limit)


def test_png_over_the_limit_advises_jpeg() -> None:
    page = noise()
    size = len(encode([Sheet(page)], Format.PNG))
    assert len(encode([Sheet(page)], Format.PNG, size)) == size
    with pytest.raises(OutputError, match=f"{size} bytes as PNG.*choose JPEG"):
        encode([Sheet(page)], Format.PNG, size - 1)


@pytest.mark.parametrize("form", [Format.PNG, Format.JPEG])
def test_several_sheets_need_a_pdf(form: Format) -> None:
    with pytest.raises(UsageError, match=r"2 pages.*choose PDF"):
        encode([Sheet(picture()), Sheet(picture())], form)


@pytest.mark.parametrize("form", list(Format))
def test_no_sheet_at_all_is_refused(form: Format) -> None:
    with pytest.raises(UsageError, match="no page"):
        encode([], form)
