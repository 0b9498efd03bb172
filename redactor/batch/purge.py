"""Removing originals that may not be kept, and only those whose copy is proven once more.

Off unless asked for, and then: the copy is the recorded one byte for byte and passes the check of
finished copies again; the original is the recorded one byte for byte.  The list says what will be
removed before anything is, and is closed with a sum over itself when all is done.
"""

from __future__ import annotations

import csv
import getpass
import io
import os
import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redactor.batch import keys
from redactor.batch.engines import SINGLE, answer_of
from redactor.batch.home import LEDGER, home, looked_at
from redactor.batch.ledger import Ledger
from redactor.batch.lock import locked
from redactor.batch.nouns import Item, Order, Result, State
from redactor.batch.places import Place, place
from redactor.batch.work import CHECK
from redactor.errors import InputError, NotFoundError, OutputError, OutputWriteError
from redactor.jobs import CallJob, Workers
from redactor.pipeline import Settings

COLUMNS = ("step", "time", "original", "original_sha256", "size", "copy", "copy_sha256", "checks")
PAGE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Purged:
    """What was (or would be) removed, what stays and why, and where the list lies."""

    ready: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    size: int
    list: Path | None


def purge(
    target: str,
    *,
    confirm: bool = False,
    workers: int = 1,
    road: str = SINGLE,
    settings: Settings | None = None,
) -> Purged:
    """Checks every released copy whose original is still there, and removes those originals.

    Nothing is removed without ``confirm``.  Raises NotFoundError where there is no batch, BusyError
    while one works, OutputError where the list cannot be written (then nothing is removed).
    """
    own = home(target)
    if not (own / LEDGER).exists():
        raise NotFoundError(f"{target}: there is no batch here; check the name.", name=target)
    with looked_at(target) as ledger:
        source = place(ledger.meta("source") or "")
        copies = place(ledger.meta("target") or target)
        items = [item for item in ledger.items(State.RELEASED) if item.removed is None]
    ready: list[Item] = []
    kept: list[tuple[str, str]] = []
    with locked(own):
        checked = _checked(items, copies, settings or Settings(), workers, road)
        for item, result in checked:
            why = _against(item, result, source)
            if why:
                kept.append((item.name, why))
            else:
                ready.append(item)
        path = _remove(own, ready, kept, source) if confirm and ready else None
    names = tuple(item.name for item in ready)
    return Purged(names, tuple(kept), sum(item.size for item in ready), path)


def _checked(
    items: list[Item], copies: Place, settings: Settings, workers: int, road: str
) -> Iterator[tuple[Item, Result]]:
    """Each copy's second check, a few ahead at a time."""
    with Workers(workers, timeout=PAGE_SECONDS, factory=road) as pool:
        for first in range(0, len(items), 2 * workers):
            portion = items[first : first + 2 * workers]
            tickets = [
                pool.submit(
                    CallJob((Path(item.name),), CHECK, _order(item, copies, settings)),
                )
                for item in portion
            ]
            for item, ticket in zip(portion, tickets, strict=True):
                ticket.future.exception()
                answer = answer_of(ticket.future)
                lost = Result(item.name, State.FAILED, ("copy-unsafe",))
                yield item, answer if isinstance(answer, Result) else lost


def _order(item: Item, copies: Place, settings: Settings) -> Order:
    return Order(item.output or "", copies.url, "", "", item.output_hash, settings)


def _against(item: Item, result: Result, source: Place) -> str:
    """Why an original stays; empty where nothing speaks against removing it."""
    if result.reasons == ("copy-changed",):
        return "copy-changed"
    if result.reasons == (NotFoundError.code,):
        return "copy-missing"
    if result.state is not State.RELEASED:
        return "copy-unsafe"
    try:
        data = source.read(item.name)
    except NotFoundError:
        return "source-gone"
    except InputError as error:
        return error.code
    return "" if keys.of_bytes(data) == item.content else "source-changed"


def _remove(own: Path, ready: list[Item], kept: list[tuple[str, str]], source: Place) -> Path:
    """Removes originals; the list is on the disk ahead of each."""
    path = own / f"purged-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.csv"
    with _List(path) as written, Ledger(own / LEDGER) as ledger:
        for item in list(ready):
            written.row("remove", item)
            try:
                # Once more, as near to the removal as can be.
                if keys.of_bytes(source.read(item.name)) != item.content:
                    raise InputError("changed")
                source.remove(item.name)
            except (InputError, OutputError):
                written.row("not-removed", item)
                kept.append((item.name, "not-removed"))
                ready.remove(item)
                continue
            written.row("removed", item)
            ledger.remove(item.name)
        written.sign(len(ready))
    return path


class _List:
    """The signed-off list: rows that are on the disk when ``row`` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._text = ""
        try:
            self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        except OSError as error:
            raise self._failed(error) from error

    def __enter__(self) -> _List:
        self._write(COLUMNS)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)

    def row(self, step: str, item: Item) -> None:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._write(
            (
                *(step, now, item.name, item.content, item.size),
                *(item.output, item.output_hash, " ".join(item.checks)),
            )
        )

    def sign(self, count: int) -> None:
        """Closes the list: who, where, how many, and the SHA-256 of all rows before."""
        try:
            who = getpass.getuser()
        except (OSError, KeyError, ImportError):
            who = "?"
        digest = keys.of_bytes(self._text.encode("utf-8", "surrogateescape"))
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self._write(("signed", now, f"{who}@{platform.node()}", digest, count, "", "", ""))

    def _write(self, row: tuple[object, ...]) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerow(row)
        self._text += out.getvalue()
        try:
            os.write(self._handle, out.getvalue().encode("utf-8", "surrogateescape"))
            os.fsync(self._handle)
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> OutputWriteError:
        return OutputWriteError(
            f"{self._path}: the list of what is removed cannot be written ({error.strerror}); "
            "nothing more was removed.",
            name=self._path.name,
        )
