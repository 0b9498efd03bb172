"""Bad input: one sentence and the right error each, whatever the bytes."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import zlib
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import img2pdf
import numpy as np
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from redactor.errors import (
    DamagedFileError,
    EmptyFileError,
    InputError,
    IsDirectoryInputError,
    NotFoundError,
    PermissionInputError,
    TooLargeError,
    UnsupportedTypeError,
)
from redactor.intake import Limits, open_bytes, open_pages
from redactor.intake.names import shown_name


def noise(width: int = 64, height: int = 48) -> Image.Image:
    values = np.random.default_rng(11).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(values)


def encoded(kind: str) -> bytes:
    target = BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(noise(256, 192)).save(target, quality=80)
    elif kind == "PDF":
        return img2pdf.convert(encoded("JPEG"))
    elif kind == "TIFF-LZW":
        noise().save(target, "TIFF", compression="tiff_lzw", save_all=True, append_images=[noise()])
    else:
        noise().save(target, kind)
    return target.getvalue()


KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "TIFF-LZW", "BMP", "HEIF", "PDF")


def refusal(path: Path, limits: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        list(open_pages(path, limits or Limits()))
    error = caught.value
    assert error.message.count("\n") == 0
    assert error.message.endswith(".")
    assert str(path.parent) not in error.message
    return error


def test_zero_bytes(tmp_path: Path) -> None:
    path = tmp_path / "empty.jpg"
    path.touch()
    assert isinstance(refusal(path), EmptyFileError)
    with pytest.raises(EmptyFileError):
        open_bytes(b"", "copy")


@pytest.mark.parametrize("data", [b"hello, this is text", b"GIF89a\1\0\1\0", b"\0" * 64, b"RIFF"])
def test_what_is_no_document(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.jpg"
    path.write_bytes(data)
    error = refusal(path)
    assert isinstance(error, UnsupportedTypeError)
    assert "letter.jpg" in error.message


def test_heif_brands_decide_what_an_iso_media_file_is(tmp_path: Path) -> None:
    path = tmp_path / "picture"
    for brands, kind in (
        (b"avif\0\0\0\0avifmif1", UnsupportedTypeError),
        (b"isom\0\0\0\0isommp42", UnsupportedTypeError),
        (b"mif1\0\0\0\0mif1heic", DamagedFileError),
        (b"mif1\0\0\0\0mif1miaf", DamagedFileError),
    ):
        path.write_bytes(struct.pack(">I", 8 + len(brands)) + b"ftyp" + brands)
        assert type(refusal(path)) is kind


def test_a_folder_a_missing_file_and_impossible_names(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path), IsDirectoryInputError)
    assert isinstance(refusal(tmp_path / "none.png"), NotFoundError)
    assert isinstance(refusal(tmp_path / "zero\0byte"), NotFoundError)
    (tmp_path / "file").write_bytes(b"x")
    assert isinstance(refusal(tmp_path / "file" / "below"), NotFoundError)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(encoded("PNG"))

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", forbidden)
    assert isinstance(refusal(path), PermissionInputError)


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "far.png"
    path.write_bytes(encoded("PNG"))

    def broken(*_: object, **__: object) -> None:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(Path, "open", broken)
    assert isinstance(refusal(path), DamagedFileError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe.png"
    os.mkfifo(path)
    assert isinstance(refusal(path), UnsupportedTypeError)


def test_a_device_is_refused() -> None:
    with pytest.raises(UnsupportedTypeError):
        open_pages(Path(os.devnull))


def test_control_characters_in_a_name_are_shown_as_escapes(tmp_path: Path) -> None:
    path = tmp_path / "card\x1b[31m\n\u202egpj.png"
    path.write_bytes(b"no picture")
    message = refusal(path).message
    assert message.isprintable()
    assert r"card\x1b[31m\n\u202egpj.png" in message


def test_names_are_shown_whole_or_by_their_two_ends() -> None:
    assert shown_name(Path("/home/someone/kaart é.png")) == "kaart é.png"
    assert shown_name(Path("/")) == "/"
    assert shown_name(os.fsdecode(b"a\xff.png")) == r"a\udcff.png"
    long = shown_name("a" * 100 + ".jpeg")
    assert len(long) == 80
    assert long.endswith("aa.jpeg")


def png_header(width: int, height: int) -> bytes:
    """A PNG that declares its size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def test_a_picture_bomb_is_refused_by_what_it_declares(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError("pixels were decoded")

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", never)
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(40_000, 40_000))
    error = refusal(path)
    assert isinstance(error, TooLargeError)
    assert error.parameters == {
        "name": "bomb.png",
        "limit": "max_pixels",
        "maximum": 100_000_000,
        "actual": 1_600_000_000,
    }
    assert "100 megapixels" in error.message


def test_a_ribbon_of_pixels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ribbon.png"
    path.write_bytes(png_header(40_000, 10))
    error = refusal(path)
    assert isinstance(error, TooLargeError)
    assert (error.parameters["limit"], error.parameters["actual"]) == ("max_side", 40_000)


@pytest.mark.parametrize(
    "body",
    [
        b"VP8X" + struct.pack("<I", 10) + bytes(4) + (16_382).to_bytes(3, "little") * 2,
        b"VP8L" + struct.pack("<I", 9) + b"\x2f" + struct.pack("<I", 16_382 | 16_382 << 14),
        b"VP8 " + struct.pack("<I", 99) + b"\0\0\0\x9d\1\x2a" + struct.pack("<HH", 16_383, 16_383),
    ],
)
def test_a_webp_bomb_is_refused_by_what_it_declares(body: bytes) -> None:
    data = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body
    with pytest.raises(TooLargeError) as caught:
        list(open_bytes(data, "bomb.webp"))
    assert caught.value.parameters["actual"] == 16_383 * 16_383


def test_a_webp_of_no_known_kind_is_damaged() -> None:
    with pytest.raises(DamagedFileError):
        list(open_bytes(b"RIFF\x10\0\0\0WEBPVP9 \0\0\0\0", "odd.webp"))


def test_too_many_bytes_on_disk_in_memory_and_while_growing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.png"
    path.write_bytes(bytes(101))
    error = refusal(path, Limits(max_bytes=100))
    assert (error.parameters["limit"], error.parameters["actual"]) == ("max_bytes", 101)
    with pytest.raises(TooLargeError):
        open_bytes(bytes(101), "long", Limits(max_bytes=100))
    path.write_bytes(bytes(99))
    monkeypatch.setattr(Path, "open", lambda *_: BytesIO(bytes(500)))
    assert isinstance(refusal(path, Limits(max_bytes=100)), TooLargeError)


def test_too_many_pages_of_a_tiff() -> None:
    target = BytesIO()
    noise(4, 4).save(target, "TIFF", save_all=True, append_images=[noise(4, 4)] * 3)
    assert len(list(open_bytes(target.getvalue(), "scan", Limits(max_pages=4)))) == 4
    with pytest.raises(TooLargeError) as caught:
        list(open_bytes(target.getvalue(), "scan", Limits(max_pages=3)))
    assert caught.value.parameters["limit"] == "max_pages"


def test_a_tiff_whose_directories_go_round_ends() -> None:
    target = BytesIO()
    noise(4, 4).save(target, "TIFF")
    data = bytearray(target.getvalue())
    first = struct.unpack_from("<I", data, 4)[0]
    entries = struct.unpack_from("<H", data, first)[0]
    struct.pack_into("<I", data, first + 2 + 12 * entries, first)
    assert len(list(open_bytes(bytes(data), "ring.tif"))) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.97])
def test_what_breaks_off_is_damaged(
    tmp_path: Path, kind: str, share: float, capfd: pytest.CaptureFixture[str]
) -> None:
    data = encoded(kind)
    path = tmp_path / f"half.{kind}"
    path.write_bytes(data[: int(len(data) * share)])
    pages = open_pages(path)
    with pytest.raises(DamagedFileError) as caught:
        list(pages)
    assert caught.value.message.startswith("half.")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")


def tiled_heic() -> bytes:
    """A HEIC kept as phones keep them: a grid of tiles."""
    target = BytesIO()
    pillow_heif.from_pillow(noise(256, 192)).save(target, quality=50, tile_size=64)
    return target.getvalue()


def test_a_phones_heic_that_breaks_off_is_damaged_not_grey_tiles() -> None:
    data = tiled_heic()
    assert len(list(open_bytes(data, "photo.heic"))) == 1
    for share in (0.2, 0.4, 0.6, 0.8, 0.99):
        with pytest.raises(DamagedFileError):
            list(open_bytes(data[: int(len(data) * share)], "photo.heic"))


def test_what_a_phone_appends_to_a_heic_does_no_harm() -> None:
    assert len(list(open_bytes(tiled_heic() + b"\0\0\0\x40SEFT more", "photo.heic"))) == 1
    assert len(list(open_bytes(tiled_heic() + bytes(5), "photo.heic"))) == 1


def test_the_long_and_the_open_ended_form_of_a_heic_box_are_understood() -> None:
    data = tiled_heic()
    long_free = struct.pack(">I4sQ", 1, b"free", 24) + bytes(8)
    assert len(list(open_bytes(data + long_free, "photo.heic"))) == 1
    with pytest.raises(DamagedFileError):
        list(open_bytes(data + long_free[:-1], "photo.heic"))
    assert len(list(open_bytes(data + struct.pack(">I4s", 0, b"free"), "photo.heic"))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_short_of_its_last_bytes_is_whole_or_refused_never_half(kind: str) -> None:
    data = encoded(kind)
    whole = [page.pixels for page in open_bytes(data, "whole")]
    for cut in (1, 2, 3, 4, 8, 12, 13, 20):
        with suppress(DamagedFileError):
            for page in open_bytes(data[:-cut], "short"):
                assert np.array_equal(page.pixels, whole[page.index])


def test_running_out_of_memory_is_a_limit_not_a_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", greedy)
    with pytest.raises(TooLargeError) as caught:
        list(open_bytes(encoded("PNG"), "picture"))
    assert caught.value.parameters["limit"] == "memory"


def test_errors_cross_to_another_process_whole(tmp_path: Path) -> None:
    error = refusal(tmp_path / "gone.png")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert (type(again), again.message, again.parameters) == (
        NotFoundError,
        error.message,
        {"name": "gone.png"},
    )


def test_the_original_is_only_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(encoded("PNG"))
    path.chmod(0o400)
    before = path.stat().st_mtime_ns
    list(open_pages(path))
    assert path.read_bytes() == encoded("PNG")
    assert path.stat().st_mtime_ns == before
    assert list(tmp_path.iterdir()) == [path]


def test_importing_the_package_loads_no_decoder() -> None:
    program = (
        "import sys, redactor.intake; "
        "print([m for m in ('numpy', 'PIL', 'pypdfium2', 'pillow_heif') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


SMALL = Limits(max_pixels=1_000_000, max_pages=5, pdf_pixels=40_000)
HEADS = (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"BM", b"%PDF-1.4\n")
RELAXED = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def pages_or_our_error(data: bytes) -> None:
    with suppress(InputError):
        for page in open_bytes(data, "picture", SMALL):
            assert page.pixels.dtype == np.uint8
            assert page.pixels.ndim == 3
            assert 0 < page.width * page.height <= SMALL.max_pixels


@RELAXED
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=400))
def test_random_bytes_give_pages_or_our_errors(head: bytes, tail: bytes) -> None:
    pages_or_our_error(head + tail)


ORIGINALS = {kind: encoded(kind) for kind in KINDS}


@RELAXED
@given(
    kind=st.sampled_from(KINDS),
    hits=st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8),
    near_start=st.booleans(),
)
def test_mutated_files_give_pages_or_our_errors(
    kind: str, hits: list[tuple[int, int]], near_start: bool
) -> None:
    data = bytearray(ORIGINALS[kind])
    reach = min(len(data), 600) if near_start else len(data)
    for at, value in hits:
        data[at % reach] = value
    pages_or_our_error(bytes(data))
