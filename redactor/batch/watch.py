"""A folder that is watched: a support desk's inbox, a scanner's output.

The system tells when something moves there; a look round every few seconds finds what it did not
tell (shares on a network tell nothing).  What counts is the ledger, so that a restart loses nothing
and does nothing twice.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Found, Item, State
from redactor.batch.places import Folder

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

SETTLE_S = 2.0
"""A file that has not changed for so long is complete."""
ROUND_S = 10.0
"""How often the folder is looked through without being told to."""
UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".crdownload", ".download", "~")
"""How names of files end that others are still writing."""


@dataclass(frozen=True, slots=True)
class Goals:
    """Where originals go by their outcome; None: they stay."""

    held: Path | None = None
    done: Path | None = None

    def of(self, state: State) -> Path | None:
        return {State.HELD: self.held, State.RELEASED: self.done}.get(state)


class Inbox:
    """Finds complete files, has them enrolled, and moves originals when their outcome is known.

    ``clock``: a steady one.  A context manager; without the system's word it still looks round.
    """

    def __init__(
        self,
        source: Folder,
        ledger: Ledger,
        goals: Goals,
        enrol: Callable[[Iterable[Found]], int],
        settle: float = SETTLE_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._source = source
        self._ledger = ledger
        self._goals = goals
        self._enrol = enrol
        self._settle = settle
        self._clock = clock
        self._told = threading.Event()
        self._told.set()
        self._next = 0.0
        self._coming: dict[str, tuple[str, float]] = {}
        self._observer: BaseObserver | None = None

    def __enter__(self) -> Inbox:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        told = self._told

        class Heard(FileSystemEventHandler):
            def on_any_event(self, event: FileSystemEvent) -> None:
                told.set()

        observer = Observer()
        with contextlib.suppress(OSError):  # out of watches, or a disk that has none
            observer.schedule(Heard(), str(self._source.root), recursive=True)
            observer.start()
            self._observer = observer
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()

    def look(self) -> bool:
        """Takes in what is complete; True, since there may always come more."""
        now = self._clock()
        if self._told.is_set() or self._coming or now >= self._next:
            self._told.clear()
            self._next = now + ROUND_S
            self._enrol(self._complete(now))
        return True

    def _complete(self, now: float) -> list[Found]:
        """New files that have not changed for a while."""
        found, coming = [], {}
        for one in self._source.files():
            if one.name.casefold().endswith(UNFINISHED):
                continue
            item = self._ledger.item(one.name)
            if item is not None and item.stamp == one.stamp:
                self._away(item)
                continue
            stamp, since = self._coming.get(one.name, ("", now))
            if stamp != one.stamp:
                since = now
            if now - since < self._settle:
                coming[one.name] = one.stamp, since
                continue
            if item is not None and item.state.final:
                # The scanner's next page under the same name: the copy of the last one stays.
                self._ledger.part(one.name)
            found.append(one)
        self._coming = coming
        return found

    def settled(self, name: str) -> None:
        """An input has its outcome: its original goes where it belongs."""
        item = self._ledger.item(name)
        if item is not None:
            self._away(item)

    def _away(self, item: Item) -> None:
        goal = self._goals.of(item.state)
        if goal is None or item.moved is not None:
            return
        now = self._source.find(item.name)
        if now is None or now.stamp != item.stamp:  # another file by now
            return
        with contextlib.suppress(OSError):  # tried again at the next look
            moved = _moved(self._source.path(item.name), goal, item.name)
            self._ledger.move(item.name, str(moved))


def _moved(path: Path, goal: Path, name: str) -> Path:
    """Moves a file below ``goal`` under a name that is free; where it is now.  Raises OSError."""
    wanted = goal / name
    wanted.parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, 10_000):
        free = wanted if number == 1 else wanted.with_stem(f"{wanted.stem}.{number}")
        try:
            os.close(os.open(free, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            continue
        try:
            path.replace(free)
        except OSError:
            _across(path, free)
        return free
    raise FileExistsError(name)


def _across(path: Path, free: Path) -> None:
    """Moves onto another disk: the original goes when its twin is there for good."""
    try:
        with path.open("rb") as source, free.open("wb") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        shutil.copystat(path, free)
    except OSError:
        free.unlink(missing_ok=True)
        raise
    path.unlink()
