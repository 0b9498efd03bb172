"""Worker processes behind one queue; each fault costs one job."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from queue import PriorityQueue
from types import TracebackType
from typing import Any, TypeVar

import psutil

from redactor.errors import Cancelled, RedactorError, WorkerError
from redactor.jobs.child import main
from redactor.jobs.orders import Job
from redactor.jobs.ticket import Heard, Ticket, unheard
from redactor.jobs.wire import Answer, Ready, Stage, Stop, packed, unpacked

REAL = "redactor.jobs.desk:real_road"
BEAT_S = 0.1
"""How often a silent worker is looked at."""
WEIGH_S = 0.4
"""How often its memory is: finding its helpers means looking through all processes."""
START_S = 120.0
"""What a worker may take to load its engines."""
WHOLE = frozenset({"export", "verify"})
"""Stages that are told once for all pages."""
NEAR = 0.85
"""A resting worker that holds this share of its memory limit is started anew."""
GROWN = 700 << 20
"""Bytes beyond what it held after its first job with which a resting worker is started anew: large
pages leave holes in a process's memory that later ones do not fill."""
POLITE = 5
"""How much nicer a worker is before which the program that asks, and all others, go."""
LAST = 1 << 60

T = TypeVar("T")


class Workers:
    """An ``Executor`` over ``count`` spawned processes, started with the first jobs.

    ``timeout``: seconds a job may take from one stage to the next (a page's slowest step; as many
    times that as there are pages where a stage is for all of them), None for no limit.
    ``memory``: bytes a worker and its helpers may use, None for no limit.
    ``polite``: workers stand back for all other programs, a window that waits for them for one.
    ``factory``: what makes a worker's road, for tests.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        polite: bool = False,
        factory: str = REAL,
    ) -> None:
        self._queue: PriorityQueue[tuple[int, int, Ticket[Any] | None]] = PriorityQueue()
        self._order = itertools.count()
        self._closing = threading.Event()
        self._keepers = [
            _Keeper(self._queue, self._closing, timeout, memory, polite, factory)
            for _ in range(count)
        ]
        self._threads = [
            threading.Thread(target=keeper.run, name=f"worker-{number}", daemon=True)
            for number, keeper in enumerate(self._keepers)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Has all workers load their engines now, without waiting for them."""
        for keeper in self._keepers:
            keeper.wanted.set()

    def submit(self, job: Job[T], heard: Heard = unheard, urgency: int = 0) -> Ticket[T]:
        """See ``Executor.submit``."""
        ticket: Ticket[T] = Ticket(job, heard=heard)
        if self._closing.is_set():
            ticket.drop()
        else:
            self._queue.put((-urgency, next(self._order), ticket))
        return ticket

    def close(self) -> None:
        """Ends all workers at once; jobs under way and waiting end in ``Cancelled``."""
        self._closing.set()
        for _ in self._threads:
            self._queue.put((LAST, next(self._order), None))
        for keeper in self._keepers:
            keeper.kill()
        for thread in self._threads:
            thread.join()
        while not self._queue.empty():
            ticket = self._queue.get_nowait()[2]
            if ticket is not None:
                ticket.drop()

    @property
    def processes(self) -> tuple[int, ...]:
        """Process numbers of the workers that live."""
        return tuple(pid for keeper in self._keepers if (pid := keeper.pid) is not None)

    @property
    def peak(self) -> int:
        """Bytes: the most that one worker and its helpers were seen to hold."""
        return max(keeper.peak for keeper in self._keepers)


class _Keeper:
    """One worker process and the thread that feeds it."""

    def __init__(
        self,
        queue: PriorityQueue[tuple[int, int, Ticket[Any] | None]],
        closing: threading.Event,
        timeout: float | None,
        memory: int | None,
        polite: bool,
        factory: str,
    ) -> None:
        self._queue = queue
        self._closing = closing
        self._timeout = timeout
        self._memory = memory
        self._polite = polite
        self._factory = factory
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection[Any, Any] | None = None
        self._lock = threading.Lock()
        self.wanted = threading.Event()
        self.peak = 0
        self._weigh_at = 0.0
        self._first: int | None = None

    @property
    def pid(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.is_alive() else None

    def run(self) -> None:
        """Takes jobs until the executor closes."""
        while not self._closing.is_set():
            ticket = self._next()
            if ticket is None:
                break
            if ticket.stopped.is_set() or self._closing.is_set():
                ticket.drop()
                continue
            answer = self._outcome(ticket)
            self._renew()
            ticket.settle(answer)
        self.kill()

    def _next(self) -> Ticket[Any] | None:
        """The next ticket; a worker that is wanted is started while none waits."""
        from queue import Empty

        while True:
            try:
                return self._queue.get(timeout=None if self._process else BEAT_S)[2]
            except Empty:
                if self._closing.is_set():
                    return None
                if self.wanted.is_set():
                    with contextlib.suppress(RedactorError):
                        self._started()
                    self.wanted.clear()

    def _outcome(self, ticket: Ticket[Any]) -> Any:
        """A job's answer, or the error it ends in; a worker that failed is gone afterwards."""
        try:
            return self._ask(ticket)
        except RedactorError as error:
            answer: RedactorError = error
        except (EOFError, OSError):
            answer = self._fallen(ticket.job, "stopped working")
        except (pickle.PickleError, AttributeError, TypeError, ValueError):
            answer = self._fallen(ticket.job, "gave an answer without sense")
        finally:
            ticket.told = None
        if self._closing.is_set():
            answer = Cancelled("Stopped as asked; nothing was written.")
        self.kill()
        return answer

    def _ask(self, ticket: Ticket[Any]) -> Any:
        pipe = self._started()
        pipe.send_bytes(packed(ticket.job))
        ticket.told = lambda: _say(pipe, Stop())
        if ticket.stopped.is_set():  # between the look before and now
            ticket.told()
        since, share = time.monotonic(), 1
        while True:
            while not pipe.poll(BEAT_S):
                self._look(ticket.job, since, share)
            message = unpacked(pipe.recv_bytes())
            if isinstance(message, Answer):
                return message.value
            if isinstance(message, Stage):
                since = time.monotonic()
                share = (message.pages or 1) if message.name in WHOLE else 1
                ticket.heard(message.name, message.page, message.pages)

    def _look(self, job: Job[Any], since: float, share: int) -> None:
        """Raises where the worker overstays, takes too much memory or is to close."""
        if self._closing.is_set():
            raise EOFError
        if self._timeout is not None and time.monotonic() - since > self._timeout * share:
            how = f"took longer than {self._timeout:g} seconds for one step"
            raise self._fallen(job, how, "timeout")
        if time.monotonic() < self._weigh_at:
            return
        self._weigh_at = time.monotonic() + WEIGH_S
        used = self._used()
        if self._memory is not None and used > self._memory:
            raise self._fallen(job, f"took more than {self._memory >> 20} MiB of memory", "memory")

    def _used(self) -> int:
        """Bytes the worker and its helpers have in memory."""
        total = 0
        with contextlib.suppress(psutil.Error):
            worker = psutil.Process(self.pid)
            for process in (worker, *worker.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
        self.peak = max(self.peak, total)
        return total

    def _renew(self) -> None:
        """Lets a worker go that grew, by far or near its limit, so that the next file has room."""
        if self._memory is None or self._pipe is None:
            return
        used = self._used()
        if self._first is None:
            self._first = used
        if used > min(self._memory * NEAR, self._first + GROWN):
            self.kill()

    def _fallen(self, job: Job[Any], how: str, why: str = "crashed") -> WorkerError:
        name = job.inputs[0].name if job.inputs else "The work"
        return WorkerError(
            f"{name}: the reader {how}, so nothing was made of this file; try it once more, or "
            "make a new scan or photograph of the document.",
            name=name,
            why=why,
        )

    def _started(self) -> Connection[Any, Any]:
        """The pipe to a living worker.  Raises RedactorError where its engines do not load."""
        if self._pipe is not None and self.pid is not None:
            return self._pipe
        self.kill()
        context = multiprocessing.get_context("spawn")
        with self._lock:
            ours, theirs = context.Pipe()
            process = context.Process(target=main, args=(theirs, self._factory), daemon=True)
            with _deaf():
                process.start()
            if self._polite:
                _step_back(process.pid)
            theirs.close()
            self._process, self._pipe = process, ours
        since = time.monotonic()
        while not ours.poll(BEAT_S):
            if self._closing.is_set() or time.monotonic() - since > START_S:
                raise EOFError
        message = unpacked(ours.recv_bytes())
        if isinstance(message, Ready):
            return ours
        self.kill()
        raise message.value

    def kill(self) -> None:
        """Ends the worker with all it started."""
        with self._lock:
            process, self._process = self._process, None
            pipe, self._pipe = self._pipe, None
            self._first = None
        if process is not None:
            with contextlib.suppress(psutil.Error):
                for helper in psutil.Process(process.pid).children(recursive=True):
                    helper.kill()
            process.kill()
            process.join()
            process.close()
        if pipe is not None:
            pipe.close()


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """A process started meanwhile does not hear Ctrl-C, not even as it loads; see ``child``."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # Started with the first process otherwise, and unblocks what is blocked.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _step_back(pid: int | None) -> None:
    """Lets other programs go before a process and what it starts."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        below = psutil.BELOW_NORMAL_PRIORITY_CLASS if psutil.WINDOWS else process.nice() + POLITE
        process.nice(below)


def _say(pipe: Connection[Any, Any], message: object) -> None:
    with contextlib.suppress(OSError, ValueError):
        pipe.send_bytes(packed(message))
