"""From the window to the worker and back: one thread that waits, so that the window never does.

Requests are carried out one at a time, urgent ones first; what is not begun can be withdrawn.
Answers and progress arrive in the window's own thread.
"""

from __future__ import annotations

import heapq
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from redactor.errors import Cancelled, EngineError, RedactorError


class Ticket(Protocol):
    """A job that was handed in."""

    def result(self, timeout: float | None = None) -> Any:
        """The answer, waited for; raises RedactorError."""

    def cancel(self) -> None:
        """Asks the job to stop before its next stage."""


class Worker(Protocol):
    """What the window asks of ``redactor.jobs.Executor``."""

    def submit(self, job: Any, heard: Callable[[str, int, int | None], None]) -> Ticket: ...

    def close(self) -> None: ...


Done = Callable[[Any], None]
Failed = Callable[[RedactorError], None]
Moved = Callable[[str, int, "int | None"], None]


def _nothing(*_: object) -> None:
    return None


@dataclass(order=True, slots=True)
class Request:
    """One thing asked of the worker; ``make`` and ``convert`` run in the waiting thread.

    Where ``make`` gives None the worker is not asked, and ``convert`` does the whole work.
    """

    rank: tuple[int, int]
    make: Callable[[], Any] = field(compare=False)
    done: Done = field(compare=False, default=_nothing)
    failed: Failed = field(compare=False, default=_nothing)
    moved: Moved = field(compare=False, default=_nothing)
    convert: Callable[[Any], Any] = field(compare=False, default=lambda answer: answer)
    withdrawn: bool = field(compare=False, default=False)
    ticket: Ticket | None = field(compare=False, default=None)


class Bridge(QObject):
    """The window's line to its worker.  ``start`` makes the worker, in the waiting thread."""

    ready = Signal()
    broken = Signal(object)
    _ended = Signal(object, object, object)
    _progressed = Signal(object, str, int, object)

    def __init__(self, start: Callable[[], Worker], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start
        self._numbers = count()
        self._waiting: list[Request] = []
        self._turn = threading.Condition()
        self._closing = False
        self._worker: Worker | None = None
        self._thread = threading.Thread(target=self._work, name="redactor-bridge", daemon=True)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Starts the thread and, in it, the worker."""
        self._thread.start()

    def ask(
        self,
        make: Callable[[], Any],
        done: Done = _nothing,
        failed: Failed = _nothing,
        moved: Moved = _nothing,
        convert: Callable[[Any], Any] = lambda answer: answer,
        urgent: bool = False,
    ) -> Request:
        """Hands in a request; exactly one of ``done`` and ``failed`` is called, later."""
        rank = (0 if urgent else 1, next(self._numbers))
        request = Request(rank, make, done, failed, moved, convert)
        with self._turn:
            heapq.heappush(self._waiting, request)
            self._turn.notify()
        return request

    def cancel(self, request: Request) -> None:
        """Withdraws a request; ``failed`` is told ``Cancelled``."""
        with self._turn:
            if request.withdrawn:
                return
            request.withdrawn = True
            ticket = request.ticket
            waiting = request in self._waiting
            if waiting:
                self._waiting.remove(request)
                heapq.heapify(self._waiting)
        if waiting:
            self._ended.emit(request, None, Cancelled("Stopped as asked; nothing was written."))
        elif ticket is not None:
            ticket.cancel()

    def close(self) -> None:
        """Ends the worker and the thread; what was under way is dropped."""
        with self._turn:
            self._closing = True
            self._waiting.clear()
            self._turn.notify()
            worker = self._worker
        if worker is not None:
            worker.close()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _work(self) -> None:
        try:
            worker = self._start()
        except RedactorError as error:
            self._fail_all(error)
            return
        except Exception as error:  # the worker's start may fail in any way
            self._fail_all(_unexpected(error))
            return
        with self._turn:
            self._worker = worker
            closing = self._closing
        if closing:
            worker.close()
            return
        self._emit(self.ready)
        while (request := self._next()) is not None:
            self._carry_out(request, worker)

    def _next(self) -> Request | None:
        with self._turn:
            while not self._waiting and not self._closing:
                self._turn.wait()
            return None if self._closing else heapq.heappop(self._waiting)

    def _carry_out(self, request: Request, worker: Worker) -> None:
        answer: object = None
        error: RedactorError | None = None
        try:
            job = request.make()
            answer = request.convert(None if job is None else self._ask(worker, job, request))
        except RedactorError as caught:
            error = caught
        except Exception as caught:  # a fault of ours costs one request, not the window
            error = _unexpected(caught)
        self._emit(self._ended, request, answer, error)

    def _ask(self, worker: Worker, job: object, request: Request) -> object:
        """The worker's answer, waited for."""
        ticket = worker.submit(
            job,
            lambda stage, page, pages: self._emit(self._progressed, request, stage, page, pages),
        )
        with self._turn:
            request.ticket = ticket
            withdrawn = request.withdrawn
        if withdrawn:
            ticket.cancel()
        return ticket.result()

    def _emit(self, signal: Any, *values: object) -> None:
        """Says it in the window's thread, unless the window is gone."""
        if not self._closing:
            signal.emit(*values)

    def _fail_all(self, error: RedactorError) -> None:
        """The worker cannot start: whatever is asked, now or later, fails with this."""
        self._emit(self.broken, error)
        while (request := self._next()) is not None:
            self._emit(self._ended, request, None, error)

    def _end(self, request: Request, answer: object, error: RedactorError | None) -> None:
        if self._closing:
            return
        if error is not None:
            request.failed(error)
        else:
            request.done(answer)

    def _progress(self, request: Request, stage: str, page: int, pages: int | None) -> None:
        if not self._closing and not request.withdrawn:
            request.moved(stage, page, pages)


def _unexpected(error: Exception) -> RedactorError:
    """An error nobody foresaw, as one that can be shown: its kind, never its words."""
    return EngineError(
        f"Something went wrong inside the program ({type(error).__name__}); try again, "
        "and restart the program if it keeps happening.",
        kind=type(error).__name__,
    )
