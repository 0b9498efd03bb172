"""The work itself: one order to one result, in whatever process the road is.

Local workers and those of a cluster call the same functions.
"""

from __future__ import annotations

import time
from pathlib import PurePosixPath
from typing import Protocol

from redactor.batch import keys
from redactor.batch.nouns import Order, Result, State
from redactor.batch.places import Place, place
from redactor.errors import (
    Cancelled,
    EngineError,
    InputError,
    OutputError,
    RedactorError,
    UnsupportedTypeError,
)
from redactor.intake import Blob
from redactor.model import Doubt, Plan, Verdict
from redactor.pipeline import Opened, PageRecord, Sealed, Settings
from redactor.pipeline.opened import Source

COPY = "redactor.batch.work:copy"
CHECK = "redactor.batch.work:check"


class Road(Protocol):
    """What the work asks of ``redactor.pipeline.Road``."""

    def open(self, inputs: list[Source], settings: Settings) -> Opened: ...

    def propose(self, opened: Opened, settings: Settings) -> tuple[Plan, ...]: ...

    def seal(self, opened: Opened, plans: tuple[Plan, ...], settings: Settings) -> Sealed: ...

    def verify(self, path: Blob, settings: Settings) -> Verdict: ...


def copy(road: Road, order: Order) -> Result:
    """Reads, makes, checks and, where there is no doubt, writes one copy.

    The copy is on the disk when this returns, under a name that belongs to this input alone; done
    twice, it is the same file.  Raises OutputError where the target does not take it, EngineError,
    Cancelled.
    """
    since = time.perf_counter()
    try:
        data = place(order.source).read(order.name)
        content = keys.of_bytes(data)
        if order.content is not None and content != order.content:
            return Result(order.name, State.QUEUED, ("changed",), content)
        blob = Blob(PurePosixPath(order.name).name, data)
        opened = road.open([blob], order.settings)
        sealed = road.seal(opened, road.propose(opened, order.settings), order.settings)
    except (OutputError, Cancelled, EngineError):
        raise
    except RedactorError as error:
        return refused(order.name, error, time.perf_counter() - since)
    if sealed.verdict.safe:
        return _released(order, content, sealed, since)
    return _result(order.name, State.HELD, content, sealed, since)


def refused(name: str, error: RedactorError, seconds: float = 0.0) -> Result:
    """The outcome of an input that cannot be worked on; the error's code says why."""
    state = State.SKIPPED if isinstance(error, UnsupportedTypeError) else State.FAILED
    return Result(name, state, (error.code,), seconds=seconds)


def _released(order: Order, content: str, sealed: Sealed, since: float) -> Result:
    output = order.copy + sealed.form.suffix
    target = place(order.target)
    target.write(output, sealed.data)
    return _result(order.name, State.RELEASED, content, sealed, since, output)


def _result(
    name: str,
    state: State,
    content: str,
    sealed: Sealed,
    since: float,
    output: str | None = None,
) -> Result:
    verdict = sealed.verdict
    return Result(
        name,
        state,
        reasons=reasons(verdict.doubts),
        content=content,
        output=output,
        output_hash=keys.of_bytes(sealed.data) if output else None,
        output_size=len(sealed.data) if output else None,
        pages=len(sealed.pages),
        models=models(sealed.pages),
        checks=verdict.checks,
        unchecked=verdict.skipped,
        seconds=time.perf_counter() - since,
    )


def reasons(doubts: tuple[Doubt, ...]) -> tuple[str, ...]:
    """Doubts as words for the ledger, each once."""
    words = (f"{doubt.code}:{doubt.detail}" if doubt.detail else doubt.code for doubt in doubts)
    return tuple(dict.fromkeys(words))


def models(pages: tuple[PageRecord, ...]) -> tuple[str, ...]:
    """What documents there were, in their order; "unknown" for those of no known model."""
    return tuple(document.model or "unknown" for page in pages for document in page.documents)


def clear(target: Place, stem: str, keep: str | None = None) -> None:
    """Removes what lies under an input's own name in the target, but for ``keep``.

    A copy written before its run was killed, or under other settings, is no outcome any more.
    Raises OutputWriteError.
    """
    from redactor.batch.places import ENDINGS

    for ending in ENDINGS:
        if stem + ending != keep and target.exists(stem + ending):
            target.remove(stem + ending)


def check(road: Road, order: Order) -> Result:
    """Looks at a finished copy once more: the bytes are those recorded, and they are safe.

    ``order``: name and source of the copy itself, and its recorded hash.
    """
    since = time.perf_counter()
    try:
        data = place(order.source).read(order.name)
        if keys.of_bytes(data) != order.content:
            return Result(order.name, State.FAILED, ("copy-changed",))
        verdict = road.verify(Blob(PurePosixPath(order.name).name, data), order.settings)
    except InputError as error:
        return Result(order.name, State.FAILED, (error.code,))
    state = State.RELEASED if verdict.safe else State.HELD
    return Result(
        order.name,
        state,
        reasons(verdict.doubts),
        order.content,
        checks=verdict.checks,
        unchecked=verdict.skipped,
        seconds=time.perf_counter() - since,
    )
