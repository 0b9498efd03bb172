"""A path's bytes, read once and read-only."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from redactor.errors import (
    DamagedFileError,
    EmptyFileError,
    InputError,
    IsDirectoryInputError,
    NotFoundError,
    PermissionInputError,
    UnsupportedTypeError,
)
from redactor.intake.limits import Limits, check_bytes
from redactor.intake.names import shown_name


@dataclass(frozen=True, slots=True, eq=False)
class Blob:
    """A file that is in memory already, from wherever it came; messages call it ``name``."""

    name: str
    data: bytes


def read_file(path: Path, limits: Limits) -> bytes:
    """The whole file.

    Raises NotFoundError, PermissionInputError, IsDirectoryInputError, EmptyFileError,
    UnsupportedTypeError (pipe, socket, device), TooLargeError, DamagedFileError (the disk or
    network does not give it).
    """
    name = shown_name(path)
    try:
        # Asked before opening: opening a pipe waits for its writer, opening a device may act.
        status = path.stat()
        _check_kind(status.st_mode, name)
        check_bytes(status.st_size, name, limits)
        with path.open("rb") as file:
            # One byte more than allowed: the file may have grown since it was asked.
            data = file.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _refusal(error, name) from None
    check_bytes(len(data), name, limits)
    check_not_empty(data, name)
    return data


def check_not_empty(data: bytes, name: str) -> None:
    """Raises EmptyFileError where there are no bytes."""
    if not data:
        raise EmptyFileError(
            f"{name} is empty (0 bytes); copy or scan the document again.", name=name
        )


def _check_kind(mode: int, name: str) -> None:
    """Raises where a path is not an ordinary file."""
    if stat.S_ISDIR(mode):
        raise IsDirectoryInputError(f"{name} is a folder; give the files in it instead.", name=name)
    if not stat.S_ISREG(mode):
        raise UnsupportedTypeError(
            f"{name} is not an ordinary file; save the document as a file first.", name=name
        )


def _refusal(error: OSError | ValueError, name: str) -> InputError:
    """Our error for what the operating system said; ValueError is a name with a zero in it."""
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        return NotFoundError(f"{name} was not found; check the name and the folder.", name=name)
    if isinstance(error, PermissionError):
        return PermissionInputError(
            f"{name} may not be read by this user; change its permissions or copy it.", name=name
        )
    return DamagedFileError(
        f"{name} cannot be read from where it is stored; copy it to this computer and try again.",
        name=name,
    )
