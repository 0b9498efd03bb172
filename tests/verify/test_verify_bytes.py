"""Only pixels, density and sRGB may be in a finished file."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from redactor.export import Format, Sheet, combine_a4, encode
from redactor.model import Pixels, Secret
from redactor.verify import metadata_doubts

pikepdf: Any = pytest.importorskip("pikepdf")

NUMBER = "123456782"
KNOWN = frozenset({Secret(NUMBER)})


@pytest.fixture
def picture() -> Pixels:
    generator = np.random.default_rng(5)
    return generator.integers(0, 255, (120, 160, 3)).astype(np.uint8)


@pytest.fixture
def pdf(picture: Pixels) -> bytes:
    return encode([Sheet(picture, 300), Sheet(picture, None)], Format.PDF)


def details(data: bytes) -> set[str]:
    return {doubt.detail for doubt in metadata_doubts(data, KNOWN)}


def saved(picture: Pixels, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[0x010F] = "Maker"
    return tags


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("dpi", [300.0, None])
def test_our_own_files_hold_nothing_else(picture: Pixels, form: Format, dpi: float | None) -> None:
    assert metadata_doubts(encode([Sheet(picture, dpi)], form), KNOWN) == []


def test_sheets_on_one_a4_hold_nothing_else(picture: Pixels) -> None:
    assert metadata_doubts(combine_a4([Sheet(picture, 300), Sheet(picture, 300)]), KNOWN) == []


def test_png_text_is_found(picture: Pixels) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", NUMBER)
    assert details(saved(picture, "PNG", pnginfo=info)) == {"png:tEXt", "bytes"}


def test_png_oddities_are_found(picture: Pixels) -> None:
    data = saved(picture, "PNG")
    assert details(data + b"more") == {"png:after-end"}
    assert details(data[:33] + chunk(b"a1\x07b", b"") + data[33:]) == {"png:chunk"}
    long = chunk(b"pHYs", b"123456789 and more")
    assert details(data[:33] + long + data[33:]) == {"png:pHYs-length"}
    with pytest.raises(ValueError, match="short"):
        metadata_doubts(data[:-12])


def test_jpeg_metadata_is_found(picture: Pixels) -> None:
    rich = saved(picture, "JPEG", exif=exif(), comment=b"hello", icc_profile=b"profile")
    assert details(rich) == {"jpeg:APP1", "jpeg:COM", "jpeg:APP2"}
    assert details(saved(picture, "JPEG") + b"more") == {"jpeg:after-end"}
    assert details(saved(picture, "JPEG", progressive=True, restart_marker_rows=1)) == set()


def test_a_jfif_thumbnail_and_unknown_segments_are_found(picture: Pixels) -> None:
    plain = saved(picture, "JPEG")
    thumbnail = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x01abc"
    segment = b"\xff\xe0" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    assert details(plain[:2] + segment + plain[2:]) == {"jpeg:APP0"}
    assert details(plain[:2] + b"\xff\xf7\x00\x04ab" + plain[2:]) == {"jpeg:F7"}
    assert details(plain[:2] + b"\xff\xff" + plain[2:]) == set()  # fill bytes


def test_adobes_transform_is_the_only_application_segment_of_others(picture: Pixels) -> None:
    buffer = io.BytesIO()
    Image.fromarray(picture).convert("CMYK").save(buffer, "JPEG")
    assert details(buffer.getvalue()) == set()


def test_broken_jpegs_are_refused(picture: Pixels) -> None:
    plain = saved(picture, "JPEG")
    at = plain.index(b"\xff\xda")
    for bad in (
        plain[:-2],
        plain[: at + 4],
        plain[: at + 3],
        plain[:2] + b"\xff\xff\xff",
        plain[:2] + b"\xffZ" + plain[2:],
        plain[:3] + b"\xdb\x00\x01",
        plain[:20] + b"zz",
    ):
        with pytest.raises(ValueError, match="JPEG"):
            metadata_doubts(bad)


def test_a_stream_in_a_pdf_that_is_no_jpeg_is_refused(pdf: bytes) -> None:
    def change(file: Any) -> None:
        first_picture(file).write(b"not a picture", filter=pikepdf.Name.DCTDecode)

    with pytest.raises(ValueError, match="JPEG"):
        metadata_doubts(changed(pdf, change))


def first_picture(file: Any) -> Any:
    return next(iter(file.pages[0].Resources.XObject.values()))


def changed(data: bytes, change: Callable[[Any], None], **options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as file:
        change(file)
        buffer = io.BytesIO()
        file.save(buffer, deterministic_id=True, fix_metadata_version=False, **options)
    return buffer.getvalue()


def info(file: Any) -> None:
    file.docinfo["/Author"] = "A"


def xmp(file: Any) -> None:
    file.Root.Metadata = file.make_stream(b"<x/>")


def script(file: Any) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")


def note(file: Any) -> None:
    file.pages[0].Annots = pikepdf.Array()


def font(file: Any) -> None:
    file.pages[0].Resources.Font = pikepdf.Dictionary()


def words(file: Any) -> None:
    file.pages[0].Contents = file.make_stream(b"BT (123456782) Tj ET")


def stray(file: Any) -> None:
    # Reached from an entry that no reader draws.
    file.Root.Pages.Kids[0].Hidden = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Page))


def loose(file: Any) -> None:
    file.Root.Pages.Kids[0].Hidden = file.make_indirect(pikepdf.Array([1]))


def form(file: Any) -> None:
    first_picture(file).Subtype = pikepdf.Name.Form


def colours(file: Any) -> None:
    first_picture(file).ColorSpace = pikepdf.Name.DeviceCMYK


def mask(file: Any) -> None:
    first_picture(file).SMask = pikepdf.Dictionary()


def twice(file: Any) -> None:
    first_picture(file).Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])


def strange(file: Any) -> None:
    first_picture(file).Filter = pikepdf.Name.JPXDecode


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (info, "pdf:/Info"),
        (xmp, "pdf:/Metadata"),
        (script, "pdf:/OpenAction"),
        (note, "pdf:/Annots"),
        (font, "pdf:/Font"),
        (words, "pdf:operator-Tj"),
        (words, "bytes"),
        (stray, "pdf:stray/Page"),
        (loose, "pdf:stray"),
        (form, "pdf:xobject"),
        (colours, "pdf:colour-space"),
        (mask, "pdf:/SMask"),
        (twice, "pdf:filter"),
        (strange, "pdf:filter"),
    ],
)
def test_what_a_pdf_holds_beside_pictures_is_found(
    pdf: bytes, change: Callable[[Any], None], found: str
) -> None:
    assert found in details(changed(pdf, change))


def test_an_odd_key_is_not_repeated(pdf: bytes) -> None:
    def odd(file: Any) -> None:
        file.Root["/a\u0007b"] = 1

    assert details(changed(pdf, odd)) == {"pdf:key"}


def test_a_jpeg_in_a_pdf_is_looked_into(pdf: bytes, picture: Pixels) -> None:
    def comment(file: Any) -> None:
        first_picture(file).write(
            saved(picture, "JPEG", comment=b"x"), filter=pikepdf.Name.DCTDecode
        )

    assert details(changed(pdf, comment)) == {"pdf:jpeg:COM"}


@pytest.mark.parametrize(("mode", "planes"), [("/DeviceRGB", 3), ("/DeviceGray", 1)])
def test_packed_pixels_are_exactly_as_many_as_the_picture_has(
    pdf: bytes, mode: str, planes: int
) -> None:
    def packed(extra: bytes) -> Callable[[Any], None]:
        def change(file: Any) -> None:
            picture = first_picture(file)
            picture.ColorSpace = pikepdf.Name(mode)
            picture.write(bytes(160 * 120 * planes) + extra)

        return change

    # qpdf packs the plain stream when saving.
    assert details(changed(pdf, packed(b""))) == set()
    assert details(changed(pdf, packed(b"more"))) == {"pdf:picture-length"}


def test_nested_page_trees_and_boxes_are_followed(pdf: bytes) -> None:
    def nest(file: Any) -> None:
        for page in file.pages:
            page.obj.CropBox = file.make_indirect(page.obj.MediaBox)
            page.obj.Contents = pikepdf.Array([page.obj.Contents])
        inner = file.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Pages, Kids=file.Root.Pages.Kids, Count=2, Parent=file.Root.Pages
            )
        )
        for kid in inner.Kids:
            kid.Parent = inner
        file.Root.Pages.Kids = pikepdf.Array([inner])

    assert details(changed(pdf, nest)) == set()
    assert (
        details(changed(pdf, lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate))
        == set()
    )


def test_a_page_without_anything_is_no_finding(pdf: bytes) -> None:
    def bare(file: Any) -> None:
        del file.pages[1]
        for key in ("/Resources", "/Contents", "/MediaBox"):
            del file.pages[0].obj[key]
        file.Root.Pages.MediaBox = pikepdf.Array([0, 0, 10, 10])

    assert details(changed(pdf, bare)) == set()


def test_a_page_tree_without_bottom_is_refused(pdf: bytes) -> None:
    from redactor.verify.pdf import PdfLook

    with pikepdf.open(io.BytesIO(pdf)) as file:
        node = file.pages[0].obj
        for _ in range(30):
            node = pikepdf.Dictionary(Kids=pikepdf.Array([node]))
        look = PdfLook(pdf)
        with pytest.raises(ValueError, match="deep"):
            look._tree(node)


def test_a_second_revision_and_wrapping_are_found(pdf: bytes) -> None:
    cut = pdf.rindex(b"startxref")
    assert details(pdf + pdf[cut:]) == {"pdf:revisions"}
    assert details(pdf + b"more") == {"pdf:after-end"}
    assert "pdf:before-start" in details(b"junk\n" + pdf)


@pytest.mark.parametrize("text", [NUMBER, "1234.56.782", "123 456 782", "1234-56-782"], ids=str)
@pytest.mark.parametrize("code", ["ascii", "utf-16-le", "utf-16-be"])
def test_a_number_in_the_bytes_is_found(picture: Pixels, text: str, code: str) -> None:
    data = encode([Sheet(picture, 300)], Format.PNG)
    assert "bytes" in details(data + text.encode(code))


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP"])
def test_foreign_pictures_without_metadata_are_fine(picture: Pixels, kind: str) -> None:
    assert details(saved(picture, kind)) == set()


@pytest.mark.parametrize("kind", ["TIFF", "WEBP"])
def test_exif_in_foreign_pictures_is_found(picture: Pixels, kind: str) -> None:
    assert f"{kind.casefold()}:exif" in details(saved(picture, kind, exif=exif()))


def test_heic_is_looked_into(picture: Pixels) -> None:
    heif = pytest.importorskip("pillow_heif")
    file = heif.from_pillow(Image.fromarray(picture))

    def written(**options: Any) -> bytes:
        buffer = io.BytesIO()
        file.save(buffer, **options)
        return buffer.getvalue()

    assert details(written()) == set()
    assert "heif:exif" in details(written(exif=exif().tobytes()))
    assert "heif:xmp" in details(written(xmp=b"<x:xmpmeta/>"))


def test_an_odd_entry_is_not_repeated(picture: Pixels) -> None:
    from redactor.verify import foreign

    image = Image.fromarray(picture)
    image.info["odd key"] = "x"
    image.info["empty"] = None
    assert list(foreign.extras_of(image, "webp")) == ["webp:entry"]


def test_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(OSError, match="identify"):
        metadata_doubts(b"nothing at all")
