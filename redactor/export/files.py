"""Names of copies, and writing them: whole or not at all, never over something else."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

from redactor.errors import (
    OutputExistsError,
    OutputIsInputError,
    OutputWriteError,
    UsageError,
)
from redactor.export.formats import Format

_WHY = {
    errno.ENOSPC: "the disk is full: free some space and try again",
    errno.EDQUOT: "the disk quota is used up: free some space and try again",
    errno.EROFS: "the disk is read-only: choose another folder",
    errno.EACCES: "you may not write there: choose another folder",
    errno.EPERM: "you may not write there: choose another folder",
    errno.ENOENT: "its folder does not exist: make it first or choose another",
    errno.ENOTDIR: "its folder is a file: choose another folder",
    errno.ENAMETOOLONG: "its name is too long: choose a shorter one",
}
_NO_HARD_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
"""What memory sticks and some network disks answer to a hard link."""


def default_target(source: Path, format: Format) -> Path:  # noqa: A002
    """``<stem>.safe.<ext>`` next to the input."""
    return source.with_name(f"{source.stem}.safe{format.suffix}")


def resolve_target(inputs: Sequence[Path], out: str | None, format: Format) -> Path:  # noqa: A002
    """Where the copy of ``inputs`` goes: ``out`` itself, or the default name in the folder ``out``.

    ``out``: the words given to -o; a folder where it is one or ends with a slash.  Several
    inputs (combined) take the first one's name.  Raises ``UsageError`` for no inputs.
    """
    if not inputs:
        raise UsageError("There is nothing to copy: name at least one file.")
    named = default_target(inputs[0], format)
    if out is None:
        return named
    return Path(out) / named.name if is_folder(out) else Path(out)


def is_folder(out: str) -> bool:
    """Whether the words given to -o mean a folder."""
    separators = tuple(mark for mark in (os.sep, os.altsep) if mark)
    return out.endswith(separators) or _is_dir(Path(out))


def write(
    data: bytes,
    target: Path,
    *,
    inputs: Sequence[Path] = (),
    overwrite: bool = False,
    make_folder: bool = False,
) -> Path:
    """Write a copy: after it the target holds all of ``data``, or is as it was.

    The bytes go to a private file in the target's folder, to the disk, and only then to the name;
    a name taken in the meantime is not overwritten either.  ``inputs`` are never written over,
    under whatever name or link.  ``make_folder``: the target's folder may be made (its parent
    must be there).  Raises ``OutputIsInputError``, ``OutputExistsError`` or ``OutputWriteError``.
    """
    if any(_same(target, source) for source in inputs):
        raise OutputIsInputError(
            f"“{_shown(target)}” is the file to be copied: choose another name for the copy.",
            file=_shown(target),
        )
    if _is_dir(target):
        raise OutputWriteError(
            f"“{_shown(target)}” is a folder: name a file in it.", file=_shown(target)
        )
    if not overwrite and os.path.lexists(target):
        raise _taken(target)
    try:
        with _folder(target.parent, make_folder), _private(target.parent) as part:
            mode = _fill(part, data)
            part.chmod(mode)
            if overwrite:
                part.replace(target)
            else:
                _claim(part, target)
            _settle(target.parent)
    except FileExistsError as error:
        raise _taken(target) from error
    except OSError as error:
        raise _failed(target, error) from error
    return target


@contextlib.contextmanager
def _folder(folder: Path, make: bool) -> Iterator[None]:
    """The folder for as long as the write lasts: one made here goes again where it fails."""
    made = make and not folder.exists()
    try:
        if made:
            folder.mkdir(exist_ok=True)
        yield
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


@contextlib.contextmanager
def _private(folder: Path) -> Iterator[Path]:
    """A name for a hidden file in a folder; whatever happens, it is gone afterwards."""
    part = folder / f".redactor-{secrets.token_hex(8)}.part"
    try:
        yield part
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _fill(part: Path, data: bytes) -> int:
    """Write and sync a file only its owner can read; answers the mode a new file should have."""
    # Created as any file, so that the mask of the process shows, and closed off while empty.
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        mode = os.fstat(handle).st_mode & 0o777
        part.chmod(0o600)
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    return mode


def _claim(part: Path, target: Path) -> None:
    """Give the file its name only where nobody has it; raises FileExistsError otherwise."""
    try:
        os.link(part, target)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        _reserve(part, target)


def _reserve(part: Path, target: Path) -> None:
    """The same without hard links: an empty file holds the name until the full one takes it."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        part.replace(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _settle(folder: Path) -> None:
    """Bring the new name to the disk where the system can; the copy is complete without it."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _is_dir(path: Path) -> bool:
    """Whether there is a folder of that name; a name that cannot be looked up is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _same(target: Path, source: Path) -> bool:
    """Whether both names lead to one file, through links of either sort."""
    try:
        return target.samefile(source)
    except OSError:
        return os.path.realpath(target) == os.path.realpath(source)


def _taken(target: Path) -> OutputExistsError:
    return OutputExistsError(
        f"“{_shown(target)}” exists already: choose another name or allow --overwrite.",
        file=_shown(target),
    )


def _failed(target: Path, error: OSError) -> OutputWriteError:
    why = _WHY.get(error.errno or 0, "the disk answered with an error: choose another folder")
    return OutputWriteError(
        f"“{_shown(target)}” cannot be written, {why}.",
        file=_shown(target),
        reason=errno.errorcode.get(error.errno or 0, "unknown"),
    )


def _shown(target: Path) -> str:
    """A name fit for one line of text, without control characters."""
    return "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in target.name
    )
