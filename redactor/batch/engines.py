"""Who does the work: processes on this machine; ``cluster`` has the other engine."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from redactor.batch.nouns import Order, Result
from redactor.batch.work import COPY
from redactor.errors import RedactorError, WorkerError
from redactor.jobs import CallJob, Ticket, Workers

Answer = Result | RedactorError
SINGLE = "redactor.jobs.desk:single_road"
AHEAD = 2
"""Orders a worker has waiting, itself included: it never idles, and a stop has little to undo."""


class Engine(Protocol):
    """Takes orders and gives answers, in any order."""

    @property
    def room(self) -> int:
        """Orders it takes at a time; more would only wait in it."""

    def submit(self, order: Order) -> None:
        """Takes an order on."""

    def wait(self, seconds: float) -> list[tuple[str, Answer]]:
        """Answers that are there, by the orders' names; waits so long for the first."""

    def drop(self) -> None:
        """Orders that were not begun end in Cancelled."""

    def close(self) -> None:
        """Ends all work at once; what is under way is lost."""


class Local:
    """Worker processes on this machine.

    ``timeout``: seconds for a page's slowest step.  ``memory``: bytes for a worker.  ``factory``:
    the road's, for tests.
    """

    def __init__(
        self,
        workers: int,
        timeout: float | None = None,
        memory: int | None = None,
        factory: str = SINGLE,
    ) -> None:
        self._workers = Workers(workers, timeout=timeout, memory=memory, factory=factory)
        self._workers.start()
        self._answers: SimpleQueue[tuple[str, Answer]] = SimpleQueue()
        self._tickets: dict[str, Ticket[Any]] = {}
        self.room = AHEAD * workers

    @property
    def peak(self) -> int:
        """Bytes: the most that one worker was seen to hold."""
        return self._workers.peak

    @property
    def processes(self) -> tuple[int, ...]:
        """Process numbers of the workers that live."""
        return self._workers.processes

    def submit(self, order: Order) -> None:
        ticket = self._workers.submit(CallJob((Path(order.name),), COPY, order))
        self._tickets[order.name] = ticket
        ticket.future.add_done_callback(self._answered(order.name))

    def _answered(self, name: str) -> Callable[[Future[Any]], None]:
        return lambda future: self._answers.put((name, answer_of(future)))

    def wait(self, seconds: float) -> list[tuple[str, Answer]]:
        answers: list[tuple[str, Answer]] = []
        try:
            answers.append(self._answers.get(timeout=seconds))
            while True:
                answers.append(self._answers.get_nowait())
        except Empty:
            pass
        for name, _ in answers:
            self._tickets.pop(name, None)
        return answers

    def drop(self) -> None:
        for ticket in list(self._tickets.values()):
            if ticket.told is None:
                ticket.cancel()

    def close(self) -> None:
        self._workers.close()


def answer_of(future: Future[Any]) -> Answer:
    """What a future holds, errors as values."""
    error = future.exception()
    if error is None and isinstance(result := future.result(), Result):
        return result
    if isinstance(error, RedactorError):
        return error
    kind = type(error).__name__
    return WorkerError(f"The work was lost ({kind}); it is tried again.", why="lost", kind=kind)
