"""What a person or a machine sees while a batch runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import batch_words as words
from redactor.cli import console

if TYPE_CHECKING:
    from rich.progress import Progress

    from redactor.batch.nouns import Counts, Event

Tell = Callable[["Event"], None]


@contextmanager
def shown(lang: str, json_lines: bool, quiet: bool = False) -> Iterator[Tell]:
    """A listener: JSON on stdout, one event a line, or a moving bar on stderr for a person."""
    if json_lines:
        yield say_json
    elif quiet or not sys.stderr.isatty():
        yield lambda _: None
    else:
        with _bar() as progress:
            yield _Moving(progress, lang).hear


def say_json(event: Event) -> None:
    """One event as one line; flushed, for who reads along.  That nothing is new is not told."""
    if event.kind == "wait":
        return
    told: dict[str, Any] = {"event": event.kind, "counts": asdict(event.counts)}
    if event.name:
        told["name"] = event.name
    if event.state is not None:
        told["state"] = str(event.state)
        told["reasons"] = list(event.reasons)
    if event.seconds is not None:
        told["seconds"] = round(event.seconds, 3)
    click.echo(json.dumps(told))


class _Moving:
    """Keeps the bar where the counts are."""

    def __init__(self, progress: Progress, lang: str) -> None:
        self._progress = progress
        self._lang = lang
        self._task = progress.add_task("", total=None)
        self._before: int | None = None

    def hear(self, event: Event) -> None:
        counts = event.counts
        if self._before is None:
            # Rate and time left are of this run, not of what was done before it.
            self._before = counts.done
        self._progress.update(
            self._task,
            total=counts.total - self._before,
            completed=counts.done - self._before,
            description=counts_line(counts, self._lang),
        )


def counts_line(counts: Counts, lang: str) -> str:
    """How many inputs stand where, as one line."""
    return words.line(
        "counts",
        lang,
        released=counts.released,
        held=counts.held,
        failed=counts.failed,
        skipped=counts.skipped,
        left=counts.queued + counts.running,
    )


def say_reasons(state: str, reasons: list[tuple[str, int]], lang: str) -> None:
    """Why inputs ended in this state, the commonest reason first."""
    if reasons:
        console.say(words.line(f"why-{state}", lang))
        for code, count in reasons:
            console.say(words.line("reason", lang, count=count, reason=words.reason(code, lang)))


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Inputs a second."""

        def render(self, task: Task) -> Text:
            return Text("" if not task.speed else f"{task.speed:.1f}/s")

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        # The estimate looks back further than its usual 30 seconds: inputs differ much.
        speed_estimate_period=120,
    )
