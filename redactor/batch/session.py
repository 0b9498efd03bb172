"""From words to a run: what the commands ``batch`` and ``watch`` have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from redactor.batch import keys
from redactor.batch.engines import SINGLE, Engine, Local
from redactor.batch.held import write_list
from redactor.batch.home import opened
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Counts, Event, Found, State
from redactor.batch.places import ENDINGS, Folder, Place, place
from redactor.batch.run import Run, wanted
from redactor.batch.versions import versions
from redactor.batch.watch import SETTLE_S, Goals, Inbox
from redactor.errors import OutputError
from redactor.intake import sniff
from redactor.pipeline import Settings

MIB = 1 << 20
SNIFFED = 1024
"""Bytes a file's kind shows in."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a batch is to do and with what."""

    source: str
    target: str
    settings: Settings
    workers: int = 1
    page_seconds: float | None = 120.0
    memory_mib: int | None = 3000
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    resume: bool = False
    retry: State | None = None
    limit: int | None = None
    engine: str = "local"
    scheduler: str | None = None
    dask_workers: int | None = None
    tls: tuple[str, str, str] | None = None
    """Files: authority, certificate, key."""
    road: str = SINGLE


@dataclass(frozen=True, slots=True)
class Survey:
    """What a batch would do."""

    files: int = 0
    to_do: int = 0
    size: int = 0
    """Bytes of those to do."""
    skipped: int = 0


def engine_of(wish: Wish) -> Engine:
    """The engine that was asked for.  Raises UsageError where its package is not installed."""
    if wish.engine == "dask":
        from redactor.batch.cluster import cluster

        return cluster(wish)
    memory = None if wish.memory_mib is None else wish.memory_mib * MIB
    return Local(wish.workers, wish.page_seconds, memory, wish.road)


@contextmanager
def session(
    wish: Wish, tell: Callable[[Event], None], *, notes: Mapping[str, str] | None = None
) -> Iterator[Run]:
    """A run that is ready to go: target locked, inputs listed, workers starting.

    ``notes``: what the ledger is to remember, where it does not yet.  At the end the list of held
    inputs is written.  Raises RedactorError.
    """
    source, target = place(wish.source), place(wish.target)
    with _begun(wish, target, notes or {}) as (ledger, number):
        if wish.retry is not None:
            ledger.retry(wish.retry)
        found = wanted(source.files(), wish.include, wish.exclude)
        ledger.enrol(found, keys.of_settings(wish.settings), number, room_in(target))
        engine = engine_of(wish)
        try:
            yield Run(ledger, source, target, wish.settings, engine, tell, wish.limit)
        finally:
            engine.close()


@contextmanager
def watching(
    wish: Wish,
    tell: Callable[[Event], None],
    *,
    goals: Goals | None = None,
    settle: float = SETTLE_S,
    fresh: Callable[[], Settings] | None = None,
) -> Iterator[Run]:
    """A run that takes what comes into a folder until it is stopped; see ``watch``.

    ``fresh``: the settings of the moment, where they change (a watermark has the day's date).
    Raises RedactorError.
    """
    fresh = fresh or (lambda: wish.settings)
    source, target = Folder(Path(wish.source)), place(wish.target)
    with _begun(wish, target, {}, shared=True) as (ledger, number):
        inbox = Inbox(
            source,
            ledger,
            goals or Goals(),
            lambda found: ledger.enrol(found, keys.of_settings(fresh()), number, room_in(target)),
            settle,
        )
        engine = engine_of(wish)

        def hear(event: Event) -> None:
            if event.kind == "item":
                inbox.settled(event.name)
                if event.state is State.HELD:
                    write_list(ledger, wish.target)
            tell(event)

        def more() -> bool:
            run.use(fresh())
            return inbox.look()

        run = Run(ledger, source, target, wish.settings, engine, hear, more=more)
        try:
            with inbox:
                yield run
        finally:
            engine.close()


@contextmanager
def _begun(
    wish: Wish, target: Place, notes: Mapping[str, str], shared: bool = False
) -> Iterator[tuple[Ledger, int]]:
    """The ledger with a run begun in it, and that run's number."""
    resume = wish.resume or wish.retry is not None
    with opened(wish.source, wish.target, resume=resume, shared=shared) as ledger:
        for key, value in notes.items():
            if ledger.meta(key) is None:
                ledger.note(key, value)
        settings = keys.of_settings(wish.settings)
        number = ledger.begin(settings, keys.described(wish.settings), versions(), wish.engine)
        if isinstance(target, Folder):
            target.sweep()
        try:
            yield ledger, number
        finally:
            with suppress(OutputError, OSError):  # the ledger has it all; the list is made of it
                if isinstance(target, Folder):
                    target.sweep()
                write_list(ledger, wish.target)
                ledger.end(number)


def room_in(target: Place) -> Callable[[str], bool]:
    """Whether a copy's name is free in a target, whatever its ending will be.

    A store is not asked, at three requests an input: a batch has a prefix of its own there.
    """
    if not isinstance(target, Folder):
        return lambda _: True
    return lambda copy: not any(target.exists(copy + ending) for ending in ENDINGS)


def survey(wish: Wish) -> Survey:
    """What would be done; nothing is written.  Raises RedactorError."""
    from redactor.batch.home import LEDGER, check, home, looked_at

    check(wish.source, wish.target)
    source = place(wish.source)
    settings = keys.of_settings(wish.settings)
    known = (home(wish.target) / LEDGER).exists()
    ledger = looked_at(wish.target) if known else None
    files = to_do = size = skipped = 0
    try:
        for one in wanted(source.files(), wish.include, wish.exclude):
            files += 1
            if one.refused or _of_no_kind(source, one):
                skipped += 1
            elif not _is_done(ledger, one, settings, wish.retry):
                if wish.limit is not None and to_do >= wish.limit:
                    continue
                to_do, size = to_do + 1, size + one.size
    finally:
        if ledger is not None:
            ledger.close()
    return Survey(files, to_do, size, skipped)


def _of_no_kind(source: Place, one: Found) -> bool:
    if not isinstance(source, Folder):
        return False
    try:
        with source.path(one.name).open("rb") as file:
            return one.size > 0 and sniff(file.read(SNIFFED)) is None
    except OSError:
        return False


def _is_done(ledger: Ledger | None, one: Found, settings: str, retry: State | None) -> bool:
    item = None if ledger is None else ledger.item(one.name)
    if item is None or (item.stamp, item.settings) != (one.stamp, settings):
        return False
    return item.state.final and item.state is not retry


def code_of(counts: Counts) -> int:
    """The exit code of a batch that came to its end."""
    return 1 if counts.failed else 3 if counts.held else 0
