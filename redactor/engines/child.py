"""A second process for the readers that write temp files, hang or crash: Tesseract, PassportEye.

The picture goes in through a pipe as plain bytes and only text and numbers come out.  The child
lives in a session of its own with a private temp folder; when it dies or overstays, it is killed
with everything it started and the folder is swept.

Messages, both ways: four bytes of length (big-endian), that many bytes of JSON; a request is
followed by the height × width × 3 bytes of its picture.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Generic, TypeVar

import numpy as np

from redactor.engines.private import PrivateFolder
from redactor.errors import EngineError
from redactor.model import Pixels

TIMEOUT_S = 40.0
"""Seconds for one picture: twenty times what it takes here.  On a slow or busy machine a check that
ends too soon holds every copy; a reader that hangs costs no more than this."""
CHILD_FLAG = "--reader-child"
"""How a frozen program is asked to be the child; its entry point calls ``main`` on it."""
MAX_ANSWER = 16 * 1024 * 1024
_WORKERS = {
    "tesseract": ("redactor.engines.tesseract", "read_words"),
    "passporteye": ("redactor.engines.passporteye", "read_zone"),
}
_NOTHING: Pixels = np.zeros((0, 0, 3), np.uint8)

T = TypeVar("T")


class Handle(Generic[T]):
    """An answer on its way."""

    def __init__(self, future: Future[Any], accept: Callable[[Any], T], engine: str) -> None:
        self._future = future
        self._accept = accept
        self._engine = engine

    def result(self, timeout: float | None = None) -> T:
        """Waits for the answer, for ``timeout`` seconds at most (the child's own limit holds too).

        Raises EngineError where the engine crashed, hung or answered nonsense.
        """
        try:
            return self._accept(self._future.result(timeout))
        except Late as error:
            raise failed(self._engine, "gave no answer in time") from error
        except (TypeError, ValueError, KeyError, IndexError, OverflowError) as error:
            raise failed(self._engine, "gave an answer without sense") from error


class ReaderChild:
    """The child, started when first asked and again after it was killed.

    ``timeout``: seconds for one picture.  ``command``: what to start, for tests.
    """

    def __init__(self, timeout: float = TIMEOUT_S, command: Sequence[str] | None = None) -> None:
        self._timeout = timeout
        self._command = command
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._process: _Process | None = None
        self._closing = threading.Event()

    def start(self, engines: Sequence[str] = ("tesseract",)) -> None:
        """Starts the child and has it load its libraries, without waiting for it."""
        for engine in engines:
            self.submit(engine, _NOTHING, {})

    def submit(self, engine: str, pixels: Pixels, options: dict[str, Any]) -> Future[Any]:
        """Sends H×W×3 uint8 pixels to an engine; the future holds its JSON answer or EngineError.

        Pictures are read one after the other, in the order they were sent.
        """
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="reader-child", daemon=True)
            self._thread.start()
        job = _Job(engine, pixels, options, Future())
        self._jobs.put(job)
        return job.future

    def close(self) -> None:
        """Ends the child and sweeps its folder; jobs under way end in EngineError."""
        self._closing.set()
        self._end()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None
        self._end()
        self._closing.clear()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job.future.set_result(self._ask(job))
            except EngineError as error:
                job.future.set_exception(error)
            except Exception as error:  # a future must never stay open
                job.future.set_exception(failed(job.engine, f"failed ({type(error).__name__})"))

    def _ask(self, job: _Job) -> Any:
        if self._closing.is_set():
            raise failed(job.engine, "was stopped")
        try:
            process = self._process or _Process(self._command or command())
        except OSError as error:
            raise failed(job.engine, "could not start") from error
        self._process = process
        try:
            answer = process.ask(job, self._timeout)
        except EngineError:
            self._end()
            raise
        if "error" in answer:
            raise failed(job.engine, f"failed ({answer['error']})")
        return answer["result"]


class _Job:
    """One picture for one engine."""

    def __init__(
        self, engine: str, pixels: Pixels, options: dict[str, Any], future: Future[Any]
    ) -> None:
        self.engine = engine
        self.pixels = pixels
        self.options = options
        self.future = future

    def send(self, pipe: IO[bytes]) -> None:
        height, width = self.pixels.shape[:2]
        send(pipe, {"engine": self.engine, "shape": [height, width], "options": self.options})
        pipe.write(np.ascontiguousarray(self.pixels).data)
        pipe.flush()


class _Process:
    """A running child and its folder."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._folder = PrivateFolder()
        try:
            self._child = subprocess.Popen(  # noqa: S603 - ourselves, no shell
                list(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(self._folder.path),
                start_new_session=True,
            )
        except BaseException:
            self._folder.sweep()
            raise
        # Runs at the latest when the interpreter ends.
        self.end: Callable[[], object] = weakref.finalize(self, _end, self._child, self._folder)

    def ask(self, job: _Job, timeout: float) -> dict[str, Any]:
        """The child's answer.  Raises EngineError; the child is then of no more use."""
        into, out = self._child.stdin, self._child.stdout
        assert into is not None  # noqa: S101 - a pipe was asked for
        assert out is not None  # noqa: S101
        overstayed = threading.Event()

        def stop() -> None:
            overstayed.set()
            _kill(self._child)

        watch = threading.Timer(timeout, stop)
        watch.daemon = True
        watch.start()
        try:
            job.send(into)
            return receive(out)
        except (OSError, ValueError, TypeError, EOFError) as error:
            what = "gave no answer in time" if overstayed.is_set() else "crashed"
            raise failed(job.engine, what) from error
        finally:
            watch.cancel()


def failed(engine: str, what: str) -> EngineError:
    """The error of an engine in the child."""
    return EngineError(f"The second reader {engine} {what}; run `redactor doctor`.", engine=engine)


def command() -> tuple[str, ...]:
    """How to start the child: this interpreter, or this program where it is a frozen one."""
    if getattr(sys, "frozen", False):
        return (sys.executable, CHILD_FLAG)
    # -P: a file named like a library in the current folder is not taken for it.
    return (sys.executable, "-P", "-c", "from redactor.engines.child import main; main()")


def _environment(folder: Path) -> dict[str, str]:
    root = str(Path(__file__).resolve().parents[2])
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((root, known)) if known else root,
        "OMP_THREAD_LIMIT": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
    }


def _end(child: subprocess.Popen[bytes], folder: PrivateFolder) -> None:
    _kill(child)
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what could not be sent any more
                continue
    folder.sweep()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kills the child and all it started."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (OSError, AttributeError):  # gone already, or a system without groups
        child.kill()


def send(pipe: IO[bytes], message: dict[str, Any]) -> None:
    """Writes one message."""
    body = json.dumps(message).encode()
    pipe.write(struct.pack(">I", len(body)) + body)
    pipe.flush()


def receive(pipe: IO[bytes]) -> dict[str, Any]:
    """Reads one message.  Raises EOFError at the end, ValueError where it is none."""
    (length,) = struct.unpack(">I", exactly(pipe, 4))
    if length > MAX_ANSWER:
        raise ValueError("a message too long")
    message = json.loads(exactly(pipe, length))
    if not isinstance(message, dict) or not message.keys() & {"result", "error", "engine"}:
        raise ValueError("not a message")
    return message


def exactly(pipe: IO[bytes], count: int) -> bytes:
    """That many bytes.  Raises EOFError where there are fewer."""
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError("the pipe ended")
    return data


def main() -> None:
    """The child's life: read pictures from stdin until it ends, answer on stdout."""
    os.umask(0o077)
    # Libraries that print must not write into the answers.
    out = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    try:
        serve(sys.stdin.buffer, out)
    except (EOFError, OSError):
        pass
    finally:
        _sweep_own()


def _sweep_own() -> None:
    """Sweeps the folder from inside: the parent may have been killed."""
    import shutil

    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answers one request after the other.  Raises EOFError when there are no more."""
    while True:
        message = receive(requests)
        height, width = message["shape"]
        raw = exactly(requests, height * width * 3)
        pixels = np.frombuffer(raw, np.uint8).reshape(height, width, 3)
        try:
            answer = {"result": _work(message["engine"], pixels, message["options"])}
        except Exception as error:  # its text may hold what was read: the name alone goes out
            answer = {"error": type(error).__name__}
        send(answers, answer)


def _work(engine: str, pixels: Pixels, options: dict[str, Any]) -> Any:
    module, function = _WORKERS[engine]
    read = getattr(importlib.import_module(module), function)
    return read(pixels, **options)
