"""A road without engines whose files' names say what it does: it crashes, hangs, eats memory."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from redactor.errors import Cancelled, DamagedFileError, EngineError
from redactor.model import Cover, Kind, Page, Pixels, Plan, Quad, Verdict
from redactor.pipeline import Opened, Outcome, PageRecord, Progress, Settings
from redactor.pipeline.opened import Clock, Work
from redactor.read import Conclusion, Seen
from redactor.read.scene import Reading

WIDTH, HEIGHT = 3000, 2000
STARTS = "REDACTOR_TEST_STARTS"
"""Environment variable: a file that gets a line for every road that is made."""


class FakeRoad:
    """Answers at once; a file called crash.jpg kills its process, and so on."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.reads = 0

    def open(self, inputs: Sequence[Path], settings: Settings) -> Opened:
        for path in inputs:
            self._behave(path)
        self.reads += 1
        pixels = np.full((HEIGHT, WIDTH, 3), self.reads, np.uint8)
        works = tuple(
            Work(
                path,
                0,
                (WIDTH, HEIGHT),
                "jpeg",
                Seen((), (), Reading()),
                Page(pixels, 0, None, "jpeg"),
                Clock(),
            )
            for path in inputs
        )
        return Opened(tuple(inputs), works, tuple(Conclusion((), (), (), (), ()) for _ in works))

    def propose(self, opened: Opened, settings: Settings) -> tuple[Plan, ...]:
        cover = Cover(Quad.rect(10, 10, 50, 20), Kind.BSN)
        return tuple(Plan(settings.profile, (), (cover,)) for _ in opened.works)

    def preview(self, opened: Opened, index: int, plan: Plan, settings: Settings) -> Pixels:
        return opened.page(index, settings.limits).pixels

    def finish(
        self, opened: Opened, plans: Sequence[Plan], target: Path | None, settings: Settings
    ) -> Outcome:
        output = target or opened.inputs[0].with_suffix(".safe.png")
        output.write_bytes(b"copy %d" % os.getpid())
        records = tuple(
            PageRecord(work.index, *work.size, (), plan, ())
            for work, plan in zip(opened.works, plans, strict=True)
        )
        return Outcome(opened.inputs, output, True, records, Verdict((), ("bytes",), ()))

    def redact(self, inputs: Sequence[Path], target: Path | None, settings: Settings) -> Outcome:
        opened = self.open(inputs, settings)
        return self.finish(opened, self.propose(opened, settings), target, settings)

    def _behave(self, path: Path) -> None:
        for page, stage in enumerate(("intake", "locate", "read")):
            if self._progress.cancelled():
                raise Cancelled("Stopped as asked; nothing was written.")
            self._progress.stage(stage, page, 3)
            if path.stem.startswith("slow"):
                time.sleep(0.2)
        match path.stem.partition("-")[0]:
            case "crash":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(60)
            case "greedy":
                hoard = np.ones(400 << 20, np.uint8)
                time.sleep(60)
                del hoard
            case "fault":
                raise ZeroDivisionError("999999990 by zero")
            case "whole":
                self._progress.stage("verify", 0, 8)
                time.sleep(1.6)
            case "damaged":
                raise DamagedFileError(f"{path.name} cannot be read.", name=path.name)


@contextmanager
def make(progress: Progress) -> Iterator[FakeRoad]:
    """A factory as ``Workers`` takes it."""
    if STARTS in os.environ:
        with Path(os.environ[STARTS]).open("a") as log:
            log.write(f"{os.getpid()}\n")
    yield FakeRoad(progress)


@contextmanager
def broken(progress: Progress) -> Iterator[FakeRoad]:
    """A factory whose engines do not load."""
    raise EngineError("The text reader could not start; run `redactor doctor`.", engine="x")
    yield FakeRoad(progress)


def called(road: object, argument: object) -> object:
    """What a ``CallJob`` may name."""
    return type(road).__name__, argument


def hoard(road: object, count: int) -> int:
    """Keeps so many bytes for as long as the process lives; says which one that is."""
    road.__dict__["hoard"] = np.ones(count, np.uint8)
    return os.getpid()


def chatter(road: object, text: str) -> bool:
    """Says a text in every way a library may."""
    print(text, flush=True)  # noqa: T201
    os.write(2, text.encode())
    return True


def deep(road: object, note: str) -> None:
    """Never comes back from native code, and holds the interpreter's lock."""
    Path(note).write_text(str(os.getpid()))
    ctypes.PyDLL(None).sleep(60)
