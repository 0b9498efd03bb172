"""Writing a copy: whole or not at all, and never over something else."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from redactor.errors import (
    OutputExistsError,
    OutputIsInputError,
    OutputWriteError,
    UsageError,
)
from redactor.export import Format, default_target, resolve_target, write

DATA = b"\x89 a finished copy " * 4000


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with an input and an older copy in it; no test may leave a stray file there."""
    place = tmp_path / "scans"
    place.mkdir()
    (place / "id.jpg").write_bytes(b"the original")
    (place / "old.jpg").write_bytes(b"an older copy")
    yield place
    assert not [file.name for file in place.rglob("*") if "part" in file.name]
    assert (place / "id.jpg").read_bytes() == b"the original"


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


def stopped(*_: object, **__: object) -> Any:
    raise KeyboardInterrupt


def test_a_copy_is_written_whole(folder: Path) -> None:
    target = folder / "id.safe.jpg"
    assert write(DATA, target, inputs=[folder / "id.jpg"]) == target
    assert target.read_bytes() == DATA
    assert names(folder) == {"id.jpg", "old.jpg", "id.safe.jpg"}


def test_large_copies_survive_short_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:1000])))
    assert write(DATA, folder / "new.jpg").read_bytes() == DATA


@pytest.mark.skipif(os.name == "nt", reason="no umask there")
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_the_mode_is_that_of_any_new_file_but_private_while_written(
    folder: Path, mask: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    real = os.write

    def watching(handle: int, data: bytes) -> int:
        seen.append(stat.S_IMODE(os.fstat(handle).st_mode))
        return real(handle, data)

    monkeypatch.setattr(os, "write", watching)
    before = os.umask(mask)
    try:
        target = write(DATA, folder / "new.jpg")
    finally:
        os.umask(before)
    assert set(seen) == {0o600}
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~mask


def test_nothing_is_overwritten_unless_allowed(folder: Path) -> None:
    with pytest.raises(OutputExistsError, match=r"old\.jpg.*--overwrite"):
        write(DATA, folder / "old.jpg")
    assert (folder / "old.jpg").read_bytes() == b"an older copy"
    write(DATA, folder / "old.jpg", overwrite=True)
    assert (folder / "old.jpg").read_bytes() == DATA


def test_a_dangling_link_is_a_taken_name(folder: Path) -> None:
    (folder / "link.jpg").symlink_to(folder / "nowhere.jpg")
    with pytest.raises(OutputExistsError):
        write(DATA, folder / "link.jpg")
    assert not (folder / "nowhere.jpg").exists()


@pytest.mark.parametrize("links", [True, False])
def test_a_name_taken_while_writing_is_not_overwritten(
    folder: Path, links: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def late(handle: int) -> None:
        (folder / "new.jpg").write_bytes(b"somebody else's")
        real(handle)

    monkeypatch.setattr(os, "fsync", late)
    if not links:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
    with pytest.raises(OutputExistsError):
        write(DATA, folder / "new.jpg")
    assert (folder / "new.jpg").read_bytes() == b"somebody else's"


def test_disks_without_hard_links_work_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
    assert write(DATA, folder / "new.jpg").read_bytes() == DATA
    assert names(folder) == {"id.jpg", "old.jpg", "new.jpg"}


@pytest.mark.parametrize("overwrite", [True, False])
@pytest.mark.parametrize("way", ["itself", "dotted", "symlink", "hardlink", "of a linked input"])
def test_the_original_is_never_written_over(folder: Path, way: str, overwrite: bool) -> None:
    source = target = folder / "id.jpg"
    if way == "dotted":
        target = folder / ".." / "scans" / "id.jpg"
    elif way == "symlink":
        target = folder / "link.jpg"
        target.symlink_to(source)
    elif way == "hardlink":
        target = folder / "hard.jpg"
        os.link(source, target)
    elif way == "of a linked input":
        source = folder / "link.jpg"
        source.symlink_to(target)
    with pytest.raises(OutputIsInputError, match="the file to be copied"):
        write(DATA, target, inputs=[folder / "old.jpg", source], overwrite=overwrite)


def test_an_input_that_is_gone_still_keeps_its_name(folder: Path) -> None:
    with pytest.raises(OutputIsInputError):
        write(DATA, folder / "gone.jpg", inputs=[folder / "x" / ".." / "gone.jpg"], overwrite=True)


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_folder_is_not_a_target(folder: Path, overwrite: bool) -> None:
    with pytest.raises(OutputWriteError, match="is a folder"):
        write(DATA, folder, overwrite=overwrite)


@pytest.mark.parametrize("call", ["write", "fsync", "open", "link"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "an error"),
    ],
)
def test_a_disk_that_fails_leaves_nothing(
    folder: Path, call: str, number: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(folder)
    with monkeypatch.context() as broken:
        broken.setattr(os, call, failing(number))
        with pytest.raises(OutputWriteError, match=words) as caught:
            write(DATA, folder / "new.jpg")
    assert names(folder) == before
    assert caught.value.parameters["reason"] == errno.errorcode[number]


@pytest.mark.parametrize("call", ["write", "fsync", "open", "link", "replace"])
@pytest.mark.parametrize("overwrite", [True, False])
def test_an_interruption_leaves_nothing_and_the_old_copy_whole(
    folder: Path, call: str, overwrite: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = folder / ("old.jpg" if overwrite else "new.jpg")
    before = names(folder)
    with monkeypatch.context() as broken:
        if call == "replace" and not overwrite:
            broken.setattr(os, "link", failing(errno.EPERM))
        if call == "replace":
            broken.setattr(Path, "replace", stopped)
        elif call != "link" or not overwrite:
            broken.setattr(os, call, stopped)
        else:
            broken.setattr(Path, "chmod", stopped)
        with pytest.raises(KeyboardInterrupt):
            write(DATA, target, overwrite=overwrite)
    assert names(folder) == before
    assert (folder / "old.jpg").read_bytes() == b"an older copy"


def test_a_folder_that_cannot_be_synced_is_no_reason_to_fail(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    assert write(DATA, folder / "new.jpg").read_bytes() == DATA


def test_a_missing_folder_is_made_only_where_asked_and_only_one(folder: Path) -> None:
    with pytest.raises(OutputWriteError, match="folder does not exist"):
        write(DATA, folder / "out" / "new.jpg")
    with pytest.raises(OutputWriteError, match="folder does not exist"):
        write(DATA, folder / "far" / "out" / "new.jpg", make_folder=True)
    assert names(folder) == {"id.jpg", "old.jpg"}
    assert write(DATA, folder / "out" / "new.jpg", make_folder=True).read_bytes() == DATA
    assert write(DATA, folder / "out" / "two.jpg", make_folder=True).read_bytes() == DATA


def test_a_folder_made_for_a_copy_that_fails_goes_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", failing(errno.ENOSPC))
    with pytest.raises(OutputWriteError):
        write(DATA, folder / "out" / "new.jpg", make_folder=True)
    with pytest.raises(OutputWriteError):
        write(DATA, folder / "new.jpg", make_folder=True)
    assert names(folder) == {"id.jpg", "old.jpg"}


def test_a_file_in_place_of_a_folder_and_a_name_too_long(folder: Path) -> None:
    with pytest.raises(OutputWriteError, match="folder is a file"):
        write(DATA, folder / "old.jpg" / "new.jpg")
    with pytest.raises(OutputWriteError, match="too long"):
        write(DATA, folder / ("x" * 300 + ".jpg"))


def test_messages_show_names_without_control_characters(folder: Path) -> None:
    target = folder / "a\x1b[31m\nb.jpg"
    write(DATA, target)
    with pytest.raises(OutputExistsError) as caught:
        write(DATA, target)
    assert caught.value.message.isprintable()
    assert "\N{REPLACEMENT CHARACTER}b.jpg" in caught.value.message
    assert str(folder) not in caught.value.message


def test_default_names() -> None:
    assert default_target(Path("a/paspoort.jpeg"), Format.JPEG) == Path("a/paspoort.safe.jpg")
    assert default_target(Path("a/scan.2.tiff"), Format.PDF) == Path("a/scan.2.safe.pdf")
    assert default_target(Path("naamloos"), Format.PNG) == Path("naamloos.safe.png")


def test_where_a_copy_goes(folder: Path) -> None:
    inputs = [folder / "id.jpg", folder / "back.jpg"]
    assert resolve_target(inputs, None, Format.PDF) == folder / "id.safe.pdf"
    assert resolve_target(inputs, "mine.pdf", Format.PDF) == Path("mine.pdf")
    assert resolve_target(inputs, str(folder), Format.JPEG) == folder / "id.safe.jpg"
    assert resolve_target(inputs, "new/", Format.PNG) == Path("new/id.safe.png")
    with pytest.raises(UsageError, match="at least one file"):
        resolve_target([], None, Format.PNG)
