"""What passes between ledger, run, engine and worker: frozen, picklable, without personal values.

Names are paths within the source, with slashes.  They are the user's own file names and may be
recorded; nothing that was read from a file may.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redactor.pipeline import Settings


class State(StrEnum):
    """Where an input stands."""

    QUEUED = "queued"
    RUNNING = "running"
    RELEASED = "released"
    HELD = "held"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def final(self) -> bool:
        return self not in (State.QUEUED, State.RUNNING)


ENDS = (State.RELEASED, State.HELD, State.FAILED, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Found:
    """A file in a source.

    ``stamp`` changes whenever the file does.  ``refused``: why it is not taken ("link-outside",
    "not-a-file"), empty where it is.
    """

    name: str
    size: int
    stamp: str
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One input as the ledger knows it.

    ``copy``: the copy's name in the target without its ending, given once and kept.  ``reasons``:
    codes of doubts ("code" or "code:detail"), of an error, or why it was skipped.  ``twin``: the
    input with the same bytes whose copy this one shares.
    """

    name: str
    size: int
    stamp: str
    state: State
    settings: str
    copy: str
    content: str | None = None
    reasons: tuple[str, ...] = ()
    attempts: int = 0
    faults: int = 0
    run: int = 0
    queued: float = 0.0
    started: float | None = None
    ended: float | None = None
    seconds: float | None = None
    output: str | None = None
    output_hash: str | None = None
    output_size: int | None = None
    pages: int | None = None
    models: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    twin: str | None = None
    removed: float | None = None
    moved: str | None = None
    """Where ``watch`` put the original."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker needs to make one copy.  ``content``: the hash of its bytes, where known."""

    name: str
    source: str
    target: str
    copy: str
    content: str | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an order; QUEUED where the bytes are not those that were asked for."""

    name: str
    state: State
    reasons: tuple[str, ...] = ()
    content: str | None = None
    output: str | None = None
    output_hash: str | None = None
    output_size: int | None = None
    pages: int | None = None
    models: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    seconds: float = 0.0
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many inputs stand where."""

    queued: int = 0
    running: int = 0
    released: int = 0
    held: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def total(self) -> int:
        return self.queued + self.running + self.done

    @property
    def done(self) -> int:
        return self.released + self.held + self.failed + self.skipped


@dataclass(frozen=True, slots=True)
class Event:
    """What a run tells as it goes: "begin", "item", "wait" (nothing new), "end"."""

    kind: str
    counts: Counts
    name: str = ""
    state: State | None = None
    reasons: tuple[str, ...] = ()
    seconds: float | None = None
