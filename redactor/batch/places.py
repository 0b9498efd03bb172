"""Where inputs are and copies go: a folder here, or an address in ``remote``.

Names are paths within a place, with slashes.  A source is only read, except by ``watch`` and
``purge``, which were asked to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Protocol

from redactor.batch.nouns import Found
from redactor.errors import NotFoundError, OutputWriteError
from redactor.export import write
from redactor.intake import Limits
from redactor.intake.source import read_file

OWN = ".redactor"
"""Our folder in a target: ledger, lock, list of held ones, reports."""
ENDINGS = (".jpg", ".png", ".pdf")
"""What a copy's name can end in."""
_JUNK = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_ODD = 0xF700
"""Bytes of a name that are no text are noted as private characters from here on."""


class Place(Protocol):
    """A tree of files."""

    url: str

    def files(self) -> Iterator[Found]:
        """All files, in the order of their names."""

    def find(self, name: str) -> Found | None:
        """One file as it is now, None where it is not there."""

    def read(self, name: str) -> bytes:
        """A file's bytes.  Raises InputError."""

    def write(self, name: str, data: bytes) -> None:
        """Writes a file whole or not at all, and for good; makes its folders.

        Raises OutputError.
        """

    def exists(self, name: str) -> bool:
        """Whether there is a file of this name."""

    def remove(self, name: str) -> None:
        """Removes a file; one that is not there is no fault.  Raises OutputWriteError."""


def place(url: str) -> Place:
    """The place of a folder's path or of an address with "://".

    Raises UsageError where the address needs a package that is not installed.
    """
    if "://" in url:
        from redactor.batch.remote import Remote

        return Remote(url)
    return Folder(Path(url))


class Folder:
    """A folder and all below it.  Links are followed only to files inside."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.url = str(self.root)

    def files(self) -> Iterator[Found]:
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith(".") and name.casefold() not in _JUNK:
                    found = self._found(Path(folder, name))
                    if found is not None:
                        yield found

    def find(self, name: str) -> Found | None:
        return self._found(self.path(name))

    def _found(self, path: Path) -> Found | None:
        name = _noted(path.relative_to(self.root).as_posix())
        try:
            own = path.lstat()
            if stat.S_ISLNK(own.st_mode):
                if not self._inside(path):
                    return Found(name, 0, "link", "link-outside")
                own = path.stat()
        except FileNotFoundError:
            return None
        except OSError:
            return Found(name, 0, "unreadable", "unreadable")
        if not stat.S_ISREG(own.st_mode):
            return Found(name, 0, "special", "not-a-file")
        stamp = f"{own.st_size}:{own.st_mtime_ns}:{own.st_ctime_ns}:{own.st_ino}"
        return Found(name, own.st_size, stamp)

    def _inside(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))
        return real.is_relative_to(self.root) and real.exists()

    def path(self, name: str) -> Path:
        """Where a name is on this machine."""
        plain = "".join(
            chr(ord(c) - _ODD + 0xDC00) if _ODD + 0x80 <= ord(c) <= _ODD + 0xFF else c for c in name
        )
        return self.root / PurePosixPath(plain)

    def read(self, name: str, limits: Limits | None = None) -> bytes:
        """A file's bytes.  Raises InputError; a link that leads outside is not there."""
        path = self.path(name)
        if not self._inside(path):
            raise NotFoundError(
                f"{path.name} was not found; check the name and the folder.", name=path.name
            )
        return read_file(path, limits or Limits())

    def write(self, name: str, data: bytes) -> None:
        path = self.path(name)
        try:
            _make(path.parent)
        except OSError as error:
            raise OutputWriteError(
                f"{path.parent}: this folder cannot be made ({error.strerror}); see that there is "
                "room and that you may write there.",
                name=path.name,
            ) from error
        write(data, path, overwrite=True)

    def exists(self, name: str) -> bool:
        return os.path.lexists(self.path(name))

    def remove(self, name: str) -> None:
        path = self.path(name)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputWriteError(
                f"{path}: cannot be removed ({error.strerror}); see that you may write there.",
                name=path.name,
            ) from error

    def sweep(self) -> None:
        """Removes half-written copies that a killed run left; nobody else may be writing."""
        for folder, _, names in os.walk(self.root):
            for name in names:
                if name.startswith(".redactor-") and name.endswith(".part"):
                    Path(folder, name).unlink(missing_ok=True)


def _make(folder: Path) -> None:
    """Makes a folder with those above it, each noted in its parent for good."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    try:
        handle = os.open(folder.parent, os.O_RDONLY)
    except OSError:  # a system that opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # a disk that knows no better
        return
    finally:
        os.close(handle)


def _noted(name: str) -> str:
    """A name that every ledger can hold: bytes that are no text become private characters."""
    return "".join(chr(ord(c) - 0xDC00 + _ODD) if 0xDC80 <= ord(c) <= 0xDCFF else c for c in name)
