"""Where the work is, on stderr: shown after a second, and only to a person at a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from redactor.cli import words
from redactor.cli.console import printable

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0
"""Seconds of work that need no word."""


class TerminalProgress:
    """A ``redactor.pipeline.Progress`` that shows one moving line; silent without a terminal."""

    def __init__(self, lang: str, visible: bool | None = None) -> None:
        self._lang = lang
        self._visible = sys.stderr.isatty() if visible is None else visible
        self._lock = threading.Lock()
        self._status: Status | None = None
        self._subject = ""
        self._line = ""
        self._busy = False

    def stage(self, name: str, page: int, pages: int | None) -> None:
        """A stage begins on a page (0-based) of so many, where that is known."""
        self._write(words.stage(name, page, pages, self._lang))

    def cancelled(self) -> bool:
        """Never: Ctrl-C reaches the road as an exception."""
        return False

    @contextmanager
    def task(self, subject: str) -> Iterator[None]:
        """While this lasts the line may be shown, starting with ``subject``."""
        if not self._visible:
            yield
            return
        self._subject, self._busy = printable(subject), True
        self._write("")
        timer = threading.Timer(PATIENCE, self._show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._hide()

    def _write(self, doing: str) -> None:
        if not self._visible:
            return
        with self._lock:
            self._line = f"{self._subject} · {doing}" if doing else self._subject
            if self._status is not None:
                self._status.update(_plain(self._line))

    def _show(self) -> None:
        from rich.console import Console

        with self._lock:
            if self._busy:
                self._status = Console(stderr=True).status(_plain(self._line))
                self._status.start()

    def _hide(self) -> None:
        with self._lock:
            self._busy = False
            if self._status is not None:
                self._status.stop()
                self._status = None


def _plain(line: str) -> str:
    """The line with nothing in it that rich would take for markup."""
    from rich.markup import escape

    return escape(line)
