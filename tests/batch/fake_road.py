"""A road without engines for runs of hundreds of files: what a file says is what becomes of it.

A file's bytes begin like a JPEG's; the words after it decide: "held", "damaged", "crash",
"segfault", "hang", "stuck", "greedy", "fault", "slow".  Anything else is released, as bytes that
carry their own hash.
"""

from __future__ import annotations

import ctypes
import faulthandler
import hashlib
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from redactor.errors import Cancelled, DamagedFileError, EngineError
from redactor.export import Format
from redactor.intake import Blob
from redactor.model import Doubt, Page, Plan, Verdict
from redactor.pipeline import Opened, Outcome, PageRecord, Progress, Sealed, Settings
from redactor.pipeline.opened import Clock, Work
from redactor.read import Conclusion, Seen
from redactor.read.scene import Reading

MAGIC = b"\xff\xd8\xff"
PAUSE = "REDACTOR_TEST_PAUSE"
"""Environment variable: seconds for a file."""


def picture(word: str, number: int = 0) -> bytes:
    """A file the fake road takes."""
    return MAGIC + f"{word} {number}".encode()


def copy_of(data: bytes) -> bytes:
    """What the fake road makes of a file."""
    body = b"copy of " + hashlib.sha256(data).hexdigest().encode() + b" " + b"x" * 2000
    return MAGIC + hashlib.sha256(body).hexdigest().encode() + body


def is_whole(copy: bytes) -> bool:
    """Whether a copy is all there."""
    return copy[3:67] == hashlib.sha256(copy[67:]).hexdigest().encode()


class FakeRoad:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def open(self, inputs: list[Any], settings: Settings) -> Opened:
        blob = inputs[0]
        assert isinstance(blob, Blob)
        self._behave(blob.data[3:].split(b" ")[0].decode())
        page = Page(np.zeros((4, 6, 3), np.uint8), 0, None, "jpeg")
        work = Work(blob, 0, (6, 4), "jpeg", Seen((), (), Reading()), page, Clock())
        return Opened((blob,), (work,), (Conclusion((), (), (), (), ()),))

    def propose(self, opened: Opened, settings: Settings) -> tuple[Plan, ...]:
        return (Plan(settings.profile, (), ()),)

    def seal(self, opened: Opened, plans: tuple[Plan, ...], settings: Settings) -> Sealed:
        blob = opened.inputs[0]
        assert isinstance(blob, Blob)
        doubts = (Doubt("number-visible"),) if b"held" in blob.data else ()
        form = settings.format or Format.JPEG
        record = PageRecord(0, 6, 4, (), plans[0], ())
        return Sealed(copy_of(blob.data), form, (record,), Verdict(doubts, ("bytes",), ("text:2",)))

    def verify(self, path: Blob, settings: Settings) -> Verdict:
        if b"crash" in path.data:
            os.kill(os.getpid(), signal.SIGKILL)
        return Verdict(() if is_whole(path.data) else (Doubt("metadata"),), ("bytes",))

    def redact(self, inputs: Any, target: Path | None, settings: Settings) -> Outcome:
        raise NotImplementedError

    def _behave(self, word: str) -> None:
        for stage in ("intake", "locate", "read"):
            if self._progress.cancelled():
                raise Cancelled("Stopped as asked; nothing was written.")
            self._progress.stage(stage, 0, 1)
        time.sleep(float(os.environ.get(PAUSE, "0")))
        match word:
            case "crash":
                os.kill(os.getpid(), signal.SIGKILL)
            case "segfault":
                faulthandler.disable()
                ctypes.string_at(0)
            case "hang":
                time.sleep(60)
            case "stuck":  # in native code that lets no other thread of the process run
                ctypes.PyDLL(None).sleep(60)
            case "greedy":
                hoard = np.ones(600 << 20, np.uint8)
                time.sleep(60)
                del hoard
            case "damaged":
                raise DamagedFileError("It cannot be read.")
            case "fault":
                raise ZeroDivisionError("999999990 by zero")
            case "slow":
                time.sleep(0.5)


@contextmanager
def make(progress: Progress) -> Iterator[FakeRoad]:
    yield FakeRoad(progress)


@contextmanager
def broken(progress: Progress) -> Iterator[FakeRoad]:
    raise EngineError("The text reader could not start; run `redactor doctor`.", engine="x")
    yield FakeRoad(progress)
