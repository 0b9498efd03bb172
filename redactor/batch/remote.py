"""Places at an address, through fsspec: object stores and whatever else it knows.

fsspec and the store's own package come with the extras ``[cluster]`` and ``[s3]``; nothing here is
loaded for folders.  Credentials are the store's business: its environment, its files, its roles.
"""

from __future__ import annotations

import posixpath
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from redactor.batch.nouns import Found
from redactor.errors import (
    DamagedFileError,
    NotFoundError,
    OutputError,
    OutputWriteError,
    UsageError,
)
from redactor.intake.limits import Limits, check_bytes
from redactor.intake.source import check_not_empty

T = TypeVar("T")

TRIES = 4
PAUSE_S = 0.3
"""Before the second try; doubled before each further one."""
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "memory", "oss", "obs"})
"""Stores where a write is seen whole or not at all."""


class Remote:
    """A tree under an address, e.g. s3://bucket/folder."""

    def __init__(self, url: str, pause: float = PAUSE_S) -> None:
        self.url = url
        self._pause = pause
        try:
            import fsspec
        except ImportError as error:
            raise UsageError(
                f"{url}: addresses need the package fsspec; install id-redactor[cluster], or "
                "[s3] for s3://."
            ) from error
        try:
            self._fs, self._root = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise UsageError(f"{url}: no package is installed for this kind of address.") from error
        self._whole = url.partition("://")[0] in _WHOLE

    def files(self) -> Iterator[Found]:
        """All files, a folder's own before those below it.

        Raises NotFoundError where there is nothing, UsageError where it cannot be listed: a part
        left out would be documents forgotten.
        """
        self._fs.invalidate_cache()
        folders = [self._root]
        while folders:
            folder = folders.pop()
            below = []
            for info in self._listed(folder):
                path = str(info["name"]).rstrip("/")
                name = posixpath.basename(path)
                if path == folder.rstrip("/") or name.startswith("."):
                    continue
                if info.get("type") == "directory":
                    below.append(path)
                else:
                    yield self._found(path, info)
            folders += reversed(below)

    def _listed(self, folder: str) -> list[dict[str, Any]]:
        """What lies in a folder, by name."""
        try:
            found = self._again(lambda: self._fs.ls(folder, detail=True))
        except FileNotFoundError as error:
            if folder != self._root:  # removed meanwhile
                return []
            raise NotFoundError(
                f"{self.url}: there is nothing; check the address.", name=self.url
            ) from error
        except _Tired as error:
            raise UsageError(
                f"{self.url}: cannot be listed ({error}); check the address and your rights."
            ) from error
        return sorted(found, key=lambda info: str(info["name"]))

    def find(self, name: str) -> Found | None:
        try:
            return self._found(
                self._path(name), self._again(lambda: self._fs.info(self._path(name)))
            )
        except FileNotFoundError:
            return None

    def _found(self, path: str, info: dict[str, Any]) -> Found:
        name = path[len(self._root) :].lstrip("/")
        size = int(info.get("size") or 0)
        marks = ("ETag", "etag", "md5Hash", "LastModified", "last_modified", "mtime", "created")
        mark = next((str(info[key]) for key in marks if info.get(key)), "")
        return Found(name, size, f"{size}:{mark}")

    def _path(self, name: str) -> str:
        return posixpath.join(self._root, name)

    def read(self, name: str, limits: Limits | None = None) -> bytes:
        limits = limits or Limits()
        short = posixpath.basename(name)
        try:
            info = self._again(lambda: self._fs.info(self._path(name)))
            check_bytes(int(info.get("size") or 0), short, limits)
            data: bytes = self._again(lambda: self._fs.cat_file(self._path(name)))
        except FileNotFoundError as error:
            raise NotFoundError(
                f"{short} was not found; it was moved or deleted.", name=short
            ) from error
        except _Tired as error:
            self._answers()
            raise DamagedFileError(
                f"{short} cannot be read from where it is stored ({error}); try again later.",
                name=short,
            ) from error
        check_bytes(len(data), short, limits)
        check_not_empty(data, short)
        return data

    def _answers(self) -> None:
        """Raises OutputError where the store as a whole is gone: that is no file's fault."""
        try:
            self._again(lambda: self._fs.info(self._root))
        except FileNotFoundError:
            return
        except _Tired as error:
            raise OutputError(
                f"{self.url}: the store does not answer ({error}); nothing is lost: go on with "
                "--resume when it does."
            ) from error

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        try:
            if self._whole:
                self._again(lambda: self._fs.pipe_file(path, data))
            else:
                self._again(lambda: self._moved_in(path, data))
        except (_Tired, FileNotFoundError) as error:
            raise OutputWriteError(
                f"{posixpath.basename(name)}: {self.url} does not take it ({error}); see that "
                "there is room, that you may write there, and go on with --resume.",
                name=posixpath.basename(name),
            ) from error

    def _moved_in(self, path: str, data: bytes) -> None:
        folder = posixpath.dirname(path)
        part = posixpath.join(folder, f".redactor-{secrets.token_hex(8)}.part")
        self._fs.makedirs(folder, exist_ok=True)
        try:
            self._fs.pipe_file(part, data)
            self._fs.mv(part, path)
        finally:
            if self._fs.exists(part):
                self._fs.rm_file(part)

    def exists(self, name: str) -> bool:
        try:
            return bool(self._again(lambda: self._fs.exists(self._path(name))))
        except _Tired as error:
            raise OutputWriteError(
                f"{self.url}: cannot be looked at ({error}); try again later."
            ) from error

    def remove(self, name: str) -> None:
        try:
            self._again(lambda: self._fs.rm_file(self._path(name)))
        except FileNotFoundError:
            return
        except _Tired as error:
            raise OutputWriteError(
                f"{posixpath.basename(name)}: cannot be removed from {self.url} ({error}).",
                name=posixpath.basename(name),
            ) from error

    def sweep(self) -> None:
        """Nothing half-written is ever seen there, or it is swept by who wrote it."""

    def _again(self, act: Callable[[], T]) -> T:
        """Tries a few times, longer apart each time.

        Raises FileNotFoundError at once, _Tired with the last error's class in the end: every
        store has errors of its own, and what they say may name what is stored.
        """
        pause = self._pause
        for last in (*[False] * (TRIES - 1), True):
            try:
                return act()
            except FileNotFoundError:
                raise
            except Exception as error:
                if last or isinstance(error, PermissionError):
                    raise _Tired(type(error).__name__) from error
            # A cache of what the store listed may be what is wrong.
            self._fs.invalidate_cache()
            time.sleep(pause)
            pause *= 2
        raise AssertionError


class _Tired(Exception):
    """A store that does not answer."""
