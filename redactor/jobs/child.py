"""The worker process: jobs come in through a pipe, stages and answers go out."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any

from redactor.errors import RedactorError
from redactor.jobs.desk import Desk, MakeRoad, named
from redactor.jobs.wire import Answer, Ready, Stage, Stop, packed, unpacked


class _Wire:
    """The road's ``Progress``, over the pipe."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self._pipe = pipe
        self.stopped = threading.Event()

    def stage(self, name: str, page: int, pages: int | None) -> None:
        self.say(Stage(name, page, pages))

    def cancelled(self) -> bool:
        return self.stopped.is_set()

    def say(self, message: object) -> None:
        self._pipe.send_bytes(packed(message))


def main(pipe: Connection[Any, Any], factory: str) -> None:
    """Serves jobs until the pipe closes.  ``factory``: "module:function" that makes the road."""
    _be_quiet()
    _die_with(os.getppid())
    wire = _Wire(pipe)
    jobs: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_hear, args=(pipe, wire, jobs), daemon=True).start()
    try:
        make: MakeRoad = named(factory)
        with make(wire) as road:
            wire.say(Ready())
            desk = Desk(road)
            while True:
                wire.say(Answer(_done(desk, jobs.get())))
    except RedactorError as error:
        wire.say(Answer(error))


def _be_quiet() -> None:
    """Says nothing and leaves Ctrl-C to the parent.

    What libraries print, and what an interpreter says as it falls, may quote what was read.
    """
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if hasattr(signal, "pthread_sigmask"):  # blocked as it was started
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _die_with(parent: int) -> None:
    """Has Linux end this process with the thread that started it, native code or no.

    Elsewhere the end of the pipe does, as soon as Python comes to run.
    """
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent:  # gone in the meantime
        os._exit(0)


def _done(desk: Desk, job: Any) -> Any:
    try:
        return desk.answer(job)
    except RedactorError as error:
        return error


def _hear(pipe: Connection[Any, Any], wire: _Wire, jobs: SimpleQueue[Any]) -> None:
    """Takes in jobs and the wish to stop; ends the process when the parent is gone.

    A thread of its own, so that a reader that hangs in native code does not outlive the parent.
    """
    while True:
        try:
            message = unpacked(pipe.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)
        if isinstance(message, Stop):
            wire.stopped.set()
        else:
            wire.stopped.clear()
            jobs.put(message)
