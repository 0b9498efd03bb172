"""The same executor in the calling process: for tests and for runs without workers."""

from __future__ import annotations

from contextlib import ExitStack
from types import TracebackType
from typing import TypeVar

from redactor.errors import RedactorError
from redactor.jobs.desk import Desk, MakeRoad, real_road
from redactor.jobs.orders import Job
from redactor.jobs.ticket import Heard, Ticket, unheard

T = TypeVar("T")


class Inline:
    """Every job is done when ``submit`` returns; engines load with the first one."""

    def __init__(self, make: MakeRoad = real_road) -> None:
        self._make = make
        self._stack = ExitStack()
        self._desk: Desk | None = None
        self._ticket: Ticket[object] | None = None

    def __enter__(self) -> Inline:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def submit(self, job: Job[T], heard: Heard = unheard, urgency: int = 0) -> Ticket[T]:
        """Does the job at once; see ``Executor.submit``."""
        ticket: Ticket[T] = Ticket(job, heard=heard)
        self._ticket = ticket  # type: ignore[assignment]
        try:
            if self._desk is None:
                self._desk = Desk(self._stack.enter_context(self._make(self)))
            ticket.settle(self._desk.answer(job))
        except RedactorError as error:
            ticket.settle(error)
        finally:
            self._ticket = None
        return ticket

    def close(self) -> None:
        """Lets go of the engines."""
        self._desk = None
        self._stack.close()

    def stage(self, name: str, page: int, pages: int | None) -> None:
        """The road's ``Progress``."""
        if self._ticket is not None:
            self._ticket.heard(name, page, pages)

    def cancelled(self) -> bool:
        """Whether ``heard`` cancelled the job in hand."""
        return self._ticket is not None and self._ticket.stopped.is_set()
