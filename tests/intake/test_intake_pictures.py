"""Pictures come in upright, in sRGB on white, whatever they were kept as."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, TiffImagePlugin
from PIL.ImageFile import ImageFile

from redactor.intake import Blob, Limits, open_bytes, open_pages
from redactor.model import Page

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def scene(width: int = 96, height: int = 64) -> Image.Image:
    """Four quarters: red, green / blue, white; no turn or mirror image of it equals it."""
    picture = Image.new("RGB", (width, height), WHITE)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    return picture


def quarters(pixels: np.ndarray) -> list[tuple[int, ...]]:
    """The colours in the middle of the four quarters, each channel snapped to 0 or 255."""
    height, width = pixels.shape[:2]
    spots = [(y * height // 4, x * width // 4) for y in (1, 3) for x in (1, 3)]
    return [tuple(255 if v > 127 else 0 for v in pixels[spot].tolist()) for spot in spots]


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(target, quality=90, **options)
    else:
        picture.save(target, kind, **options)
    return target.getvalue()


def only_page(data: bytes) -> Page:
    (page,) = open_bytes(data, "picture")
    assert page.pixels.dtype == np.uint8
    assert page.pixels.shape[2:] == (3,)
    assert page.pixels.flags.c_contiguous
    assert not page.pixels.flags.writeable
    return page


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("JPEG", "jpeg"),
        ("PNG", "png"),
        ("WEBP", "webp"),
        ("TIFF", "tiff"),
        ("BMP", "bmp"),
        ("HEIF", "heic"),
    ],
)
def test_every_kind_opens_by_what_it_is_not_by_its_name(
    tmp_path: Path, kind: str, media: str
) -> None:
    path = tmp_path / "card.pdf"
    path.write_bytes(encoded(scene(), kind))
    (page,) = open_pages(path)
    assert (page.width, page.height, page.media, page.index) == (96, 64, media, 0)
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


def test_a_file_in_memory_opens_as_one_on_disk(tmp_path: Path) -> None:
    data = encoded(scene(), "PNG")
    path = tmp_path / "card.png"
    path.write_bytes(data)
    (there,), (here,) = open_pages(path), open_pages(Blob("card.png", data))
    assert np.array_equal(there.pixels, here.pixels)
    assert (there.media, there.dpi) == (here.media, here.dpi)


@pytest.mark.parametrize("lossless", [True, False])
def test_plain_and_extended_webp(lossless: bool) -> None:
    page = only_page(encoded(scene(), "WEBP", lossless=lossless, quality=90))
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]
    layered = encoded(scene().convert("RGBA"), "WEBP", lossless=lossless, exif=b"Exif\0\0")
    assert quarters(only_page(layered).pixels) == [RED, GREEN, BLUE, WHITE]


def tagged(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


STORED_AS: dict[int, Callable[[Image.Image], Image.Image]] = {
    1: lambda p: p,
    2: lambda p: p.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda p: p.transpose(Image.Transpose.ROTATE_180),
    4: lambda p: p.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda p: p.transpose(Image.Transpose.TRANSPOSE),
    6: lambda p: p.transpose(Image.Transpose.ROTATE_90),
    7: lambda p: p.transpose(Image.Transpose.TRANSVERSE),
    8: lambda p: p.transpose(Image.Transpose.ROTATE_270),
}


@pytest.mark.parametrize("orientation", sorted(STORED_AS))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_the_orientation_tag_is_applied_once(kind: str, orientation: int) -> None:
    stored = STORED_AS[orientation](scene())
    page = only_page(encoded(stored, kind, exif=tagged(orientation)))
    assert (page.width, page.height) == (96, 64)
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("orientation", sorted(STORED_AS))
def test_a_heic_that_its_decoder_has_turned_is_not_turned_again(orientation: int) -> None:
    stored = STORED_AS[orientation](scene())
    exif = tagged(orientation).tobytes()
    page = only_page(encoded(stored, "HEIF", exif=exif))
    assert (page.width, page.height) == (96, 64)
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


def test_every_tiff_page_is_turned_by_its_own_tag() -> None:
    pages = []
    for orientation in (6, 1, 3):
        picture = STORED_AS[orientation](scene())
        picture.encoderinfo = {"tiffinfo": {0x0112: orientation}}
        pages.append(picture)
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[0x0112] = 6
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:], tiffinfo=info)
    opened = list(open_bytes(data, "scan"))
    assert [p.index for p in opened] == [0, 1, 2]
    with Image.open(BytesIO(data)) as check:
        for page in opened:
            check.seek(page.index)
            check.load()
            assert np.array_equal(page.pixels, np.asarray(check.convert("RGB")))
    assert quarters(opened[0].pixels) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize(
    "broken", [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0", b"Exif\0\0"]
)
def test_a_broken_exif_block_does_not_cost_the_picture(broken: bytes) -> None:
    page = only_page(encoded(scene(), "JPEG", quality=95, exif=broken))
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


def test_an_exif_block_that_cannot_be_parsed_at_all_leaves_the_pixels_as_they_are() -> None:
    page = only_page(encoded(scene(), "PNG", exif=b"Exif\0\0no tiff in here"))
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


def test_transparent_parts_become_white_and_what_hides_under_them_stays_hidden() -> None:
    layer = Image.new("RGBA", (20, 10), (0, 0, 0, 0))
    layer.paste((0, 0, 0, 128), (10, 0, 20, 10))
    pixels = only_page(encoded(layer, "PNG")).pixels
    assert (pixels[:, :10] == 255).all()
    assert np.allclose(pixels[:, 10:], 127, atol=1)


def test_grey_with_alpha_palette_with_a_clear_colour_and_rgb_with_one() -> None:
    grey = Image.new("LA", (4, 4), (0, 0))
    assert (only_page(encoded(grey, "PNG")).pixels == 255).all()
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 10, 20, 30])
    assert (only_page(encoded(palette, "PNG")).pixels == (10, 20, 30)).all()
    assert (only_page(encoded(palette, "PNG", transparency=1)).pixels == 255).all()
    keyed = Image.new("RGB", (4, 4), (1, 2, 3))
    assert (only_page(encoded(keyed, "PNG", transparency=(1, 2, 3))).pixels == 255).all()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_is_not_a_negative(kind: str) -> None:
    ink = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    ink.paste((0, 0, 0, 255), (8, 0, 16, 16))
    pixels = only_page(encoded(ink, kind)).pixels
    assert (pixels[:, :7] > 245).all()
    assert (pixels[:, 9:] < 20).all()


def test_sixteen_bit_grey_keeps_its_upper_half() -> None:
    ramp = (np.arange(256, dtype=np.uint16) * 257).reshape(16, 16)
    for kind in ("PNG", "TIFF"):
        pixels = only_page(encoded(Image.fromarray(ramp), kind)).pixels
        assert np.array_equal(pixels[..., 0].ravel(), np.arange(256))


def test_numbers_without_a_scale_are_stretched_to_what_can_be_seen() -> None:
    numbers = np.array([[-1.0, 0.0], [1.0, np.nan]], dtype=np.float32)
    pixels = only_page(encoded(Image.fromarray(numbers), "TIFF")).pixels
    assert pixels[..., 0].tolist() == [[0, 128], [255, 128]]
    flat = np.full((2, 2), 70_000, dtype=np.int32)
    assert len(np.unique(only_page(encoded(Image.fromarray(flat), "TIFF")).pixels)) == 1


@pytest.mark.parametrize("compression", ["raw", "group4"])
def test_one_bit_faxes_are_black_on_white(compression: str) -> None:
    fax = Image.new("1", (32, 32), 1)
    fax.paste(0, (0, 0, 16, 32))
    pixels = only_page(encoded(fax, "TIFF", compression=compression)).pixels
    assert (pixels[:, :16] == 0).all()
    assert (pixels[:, 16:] == 255).all()


def test_tiffs_in_lab_and_ycbcr_keep_their_colours() -> None:
    for mode in ("LAB", "YCbCr"):
        page = only_page(encoded(scene().convert(mode), "TIFF"))
        assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


def profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def swapped_profile() -> bytes:
    """An sRGB profile whose red and blue primaries have changed places, under another name."""
    data = bytearray(profile("sRGB"))
    entries = {}
    for at in range(132, 132 + 12 * int.from_bytes(data[128:132], "big"), 12):
        entries[bytes(data[at : at + 4])] = at
    red, blue = entries[b"rXYZ"], entries[b"bXYZ"]
    data[red : red + 4], data[blue : blue + 4] = data[blue : blue + 4], data[red : red + 4]
    return bytes(data).replace("sRGB".encode("utf-16-be"), "bGRs".encode("utf-16-be"))


def test_an_embedded_profile_is_followed_to_srgb() -> None:
    page = only_page(encoded(scene(), "PNG", icc_profile=swapped_profile()))
    assert quarters(page.pixels) == [BLUE, GREEN, RED, WHITE]


def test_pixels_that_are_srgb_already_are_not_touched() -> None:
    noise = np.random.default_rng(7).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), "PNG", icc_profile=profile("sRGB"))
    assert np.array_equal(only_page(data).pixels, noise)


@pytest.mark.parametrize("bad", [b"not a profile", profile("LAB")])
def test_a_profile_that_does_not_fit_is_ignored(bad: bytes) -> None:
    page = only_page(encoded(scene(), "PNG", icc_profile=bad))
    assert quarters(page.pixels) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize(
    ("declared", "size", "expected"),
    [
        ((300, 300), (600, 400), 300),
        ((72, 72), (4032, 30), None),
        ((72, 72), (600, 400), 72),
        ((29, 29), (600, 400), None),
        ((4800, 4800), (600, 400), None),
        ((204, 98), (600, 400), None),
    ],
)
def test_dpi_is_believed_where_it_can_be_true(
    declared: tuple[int, int], size: tuple[int, int], expected: float | None
) -> None:
    data = encoded(Image.new("L", size), "PNG", dpi=declared)
    dpi = only_page(data).dpi
    assert dpi == (None if expected is None else pytest.approx(expected, rel=0.01))


def test_no_dpi_is_none_and_so_is_one_that_is_no_number() -> None:
    assert only_page(encoded(scene(), "WEBP")).dpi is None
    words = TiffImagePlugin.ImageFileDirectory_v2()
    words.tagtype[282] = words.tagtype[283] = 2
    words[282] = words[283] = "many"
    words[296] = 2
    assert only_page(encoded(scene(), "TIFF", tiffinfo=words)).dpi is None
    info = TiffImagePlugin.ImageFileDirectory_v2()
    info[282] = info[283] = TiffImagePlugin.IFDRational(1, 0)
    info[296] = 2
    assert only_page(encoded(scene(), "TIFF", tiffinfo=info)).dpi is None


def test_frames_of_a_moving_picture_are_pages() -> None:
    still, other = scene(), scene().transpose(Image.Transpose.ROTATE_180)
    for kind in ("PNG", "WEBP"):
        data = encoded(still, kind, save_all=True, append_images=[other], lossless=True)
        first, second = open_bytes(data, "moving")
        assert quarters(first.pixels) == [RED, GREEN, BLUE, WHITE]
        assert quarters(second.pixels) == [WHITE, BLUE, GREEN, RED]


def test_pages_are_decoded_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[int] = []
    real = TiffImagePlugin.TiffImageFile.load

    def counted(image: ImageFile) -> object:
        loads.append(1)
        return real(image)

    monkeypatch.setattr(TiffImagePlugin.TiffImageFile, "load", counted)
    data = encoded(scene(), "TIFF", save_all=True, append_images=[scene(), scene()])
    pages = open_bytes(data, "scan")
    assert loads == []
    next(pages)
    seen = len(loads)
    next(pages)
    assert len(loads) > seen > 0


def test_a_heic_is_its_main_picture() -> None:
    file = pillow_heif.HeifFile()
    file.add_from_pillow(scene())
    file.add_from_pillow(scene(32, 32))
    target = BytesIO()
    file.save(target, quality=90, primary_index=1)
    assert only_page(target.getvalue()).width == 32


def test_a_process_wide_pixel_limit_of_pillow_is_neither_needed_nor_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 4000)
    (page,) = open_bytes(encoded(scene(), "PNG"), "picture", Limits())
    assert page.width == 96
    assert Image.MAX_IMAGE_PIXELS == 4000
