"""Bad input through the command line: one sentence, the right code, nothing left behind."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from redactor.cli import main, roads
from redactor.pipeline import Road
from tests.road import scenes


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def say(
    road: Road,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Callable[..., Said]:
    """Runs ``redactor redact`` on the real, warm road."""
    monkeypatch.setattr(roads, "make_road", lambda progress: nullcontext(road))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*words: Any) -> Said:
        capfd.readouterr()
        code = main(["redact", *map(str, words)])
        said = capfd.readouterr()
        return Said(code, said.out, said.err)

    return run


def listing(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def picture(form: str) -> bytes:
    from PIL import Image

    out = BytesIO()
    image = Image.fromarray(scenes.letter(["een brief"], (400, 300)))
    if form == "HEIC":
        import pillow_heif

        pillow_heif.from_pillow(image).save(out, quality=60)
    else:
        image.save(out, form)
    return out.getvalue()


def pdf(pages: int = 1, **how: Any) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page(page_size=(72, 72))
        made.save(out, **how)
    return out.getvalue()


def bomb() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        crc = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + crc

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed)


def encrypted() -> bytes:
    import pikepdf

    return pdf(encryption=pikepdf.Encryption(owner="o", user="u"))


BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zero bytes": ("empty.jpg", lambda: b""),
    "text named jpg": ("text.jpg", lambda: b"Geachte heer, dit is een brief.\n" * 9),
    "truncated JPEG": ("half.jpg", lambda: picture("JPEG")[:900]),
    "truncated PNG": ("half.png", lambda: picture("PNG")[:700]),
    "truncated HEIC": ("half.heic", lambda: picture("HEIC")[:600]),
    "truncated PDF": ("half.pdf", lambda: pdf()[:150]),
    "encrypted PDF": ("locked.pdf", encrypted),
    "PNG bomb": ("bomb.png", bomb),
    "10,000 pages": ("long.pdf", lambda: pdf(10_000)),
    "control characters": ("a\x1b[31m\nb.jpg", lambda: b"no picture"),
}


def assert_one_sentence(said: Said, code: int) -> None:
    assert said.code == code
    lines = [line for line in said.err.splitlines() if line.strip()]
    assert len(lines) == 1, said.err
    assert lines[0].rstrip().endswith(".")
    assert lines[0].isprintable()
    assert "Traceback" not in said.err + said.out
    assert said.out == ""


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_opened(name: str, say: Callable[..., Said], tmp_path: Path) -> None:
    file, make = BAD[name]
    path = tmp_path / file
    path.write_bytes(make())
    before = listing(tmp_path)
    assert_one_sentence(said := say(path), 1)
    assert "internal fault" not in said.err
    assert listing(tmp_path) == before


def test_a_folder_and_a_missing_file(say: Callable[..., Said], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "missing.png"):
        assert_one_sentence(say(path), 1)
    assert list(listing(tmp_path)) == ["folder"]


def test_a_file_one_may_not_read(
    say: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(picture("PNG"))
    before = listing(tmp_path)
    real = Path.open

    def guarded(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == path.name:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self, *how, **more)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", guarded)
        said = say(path)
    assert_one_sentence(said, 1)
    assert listing(tmp_path) == before


@pytest.fixture
def card(tmp_path: Path) -> Path:
    drawn = scenes.document("nl-id-2014-back", 9102, "123456782")
    return scenes.save(drawn.pixels, tmp_path / "card.png")


def test_a_disk_that_is_full(
    say: Callable[..., Said], card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listing(tmp_path)
    real = os.write

    def full(handle: int, data: Any) -> int:
        if len(data) > 10_000:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        said = say(card)
    assert_one_sentence(said, 1)
    assert "disk is full" in said.err
    assert listing(tmp_path) == before


def test_a_copy_onto_its_own_input(say: Callable[..., Said], card: Path, tmp_path: Path) -> None:
    before = listing(tmp_path)
    assert_one_sentence(say(card, "-o", card, "--overwrite"), 1)
    assert listing(tmp_path) == before


def test_a_bad_file_does_not_stop_the_good_one(
    say: Callable[..., Said], card: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"")
    said = say(tmp_path / "bad.jpg", card)
    assert said.code == 1
    assert "bad.jpg" in said.err
    assert "card.safe.png" in said.out
    assert sorted(listing(tmp_path)) == ["bad.jpg", "card.png", "card.safe.png"]
