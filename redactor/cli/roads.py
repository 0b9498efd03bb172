"""How a command gets its road: one small function, so that a test can lay another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from redactor.cli import console
from redactor.cli.progress import TerminalProgress
from redactor.errors import RedactorError

if TYPE_CHECKING:
    from redactor.model import Verdict
    from redactor.pipeline import Outcome, PageReading, Progress, Settings


class Road(Protocol):
    """What the commands ask of ``redactor.pipeline.Road``; engines stay warm between calls."""

    def redact(
        self, inputs: Sequence[Path], target: Path | None, settings: Settings
    ) -> Outcome: ...

    def inspect(self, path: Path, settings: Settings) -> Iterator[PageReading]: ...

    def verify(self, path: Path, settings: Settings) -> Verdict: ...


def make_road(progress: Progress) -> AbstractContextManager[Road]:
    """A road whose engines load on entering.  Raises EngineError where one cannot."""
    from redactor import pipeline

    return pipeline.Road(progress=progress)


@contextmanager
def opened(progress: TerminalProgress, subject: str, debug: bool) -> Iterator[Road]:
    """A road for all files of one command, with progress shown while its engines load.

    Raises RedactorError where they cannot be loaded: then no file has a chance.
    """
    with ExitStack() as stack:
        with progress.task(subject):
            road = console.attempt(lambda: stack.enter_context(make_road(progress)), subject, debug)
        if isinstance(road, RedactorError):
            raise road
        yield road
