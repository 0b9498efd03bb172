"""What a driver holds while a job is under way, and what every executor offers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from redactor.errors import Cancelled
from redactor.jobs.orders import Job

T = TypeVar("T")
Heard = Callable[[str, int, int | None], None]
"""Told (stage, page, pages) as a job goes on; ``pages`` is None where it is not known yet."""


def unheard(stage: str, page: int, pages: int | None) -> None:
    """A ``Heard`` that says nothing."""


@dataclass(slots=True, eq=False)
class Ticket(Generic[T]):
    """A job under way.  ``future`` holds its answer or a RedactorError, ``Cancelled`` included."""

    job: Job[T]
    future: Future[T] = field(default_factory=Future)
    heard: Heard = unheard
    stopped: Event = field(default_factory=Event)
    told: Callable[[], None] | None = None
    """How the worker that has the job in hand is told to stop; None while none has it."""

    def result(self, timeout: float | None = None) -> T:
        """Waits for the answer.  Raises RedactorError, or TimeoutError after ``timeout`` s."""
        return self.future.result(timeout)

    def cancel(self) -> None:
        """Asks the job to stop before its next stage; a job that waits never begins."""
        self.stopped.set()
        told = self.told
        if told is not None:
            told()

    def settle(self, answer: Any) -> None:
        """Gives the answer, or raises it where it is an error, unless one was given."""
        if self.future.done():
            return
        if isinstance(answer, BaseException):
            self.future.set_exception(answer)
        else:
            self.future.set_result(answer)

    def drop(self) -> None:
        """Ends a job that never began."""
        self.settle(Cancelled("Stopped as asked; nothing was written."))


class Executor(Protocol):
    """Runs jobs somewhere, the more urgent first, else in the order they came."""

    def submit(self, job: Job[T], heard: Heard = unheard, urgency: int = 0) -> Ticket[T]:
        """Takes a job; never raises for what the job does.

        A higher ``urgency`` goes before all that wait with a lower one.
        """

    def close(self) -> None:
        """Ends all workers; jobs under way and waiting end in ``Cancelled``."""
