"""One run of a batch: takes inputs from the ledger, has them worked on, writes down what came.

Everything may end at any moment: an input is marked as running before it is sent, its copy is on
the disk before it is written down, and a copy has a name that belongs to its input alone, so that
doing it again is the same as having done it once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import PurePosixPath

from redactor.batch import keys
from redactor.batch.engines import Answer, Engine
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Counts, Event, Found, Item, Order, Result, State
from redactor.batch.places import Folder, Place
from redactor.batch.work import clear, refused
from redactor.errors import (
    Cancelled,
    EngineError,
    InputError,
    OutputError,
    RedactorError,
    UnsupportedTypeError,
    WorkerError,
)
from redactor.intake import sniff
from redactor.pipeline import Settings

FAULTS = 3
"""Workers one input may cost before it counts as failed."""
CHANGES = 5
"""How often an input may turn out to have been replaced."""
BEAT_S = 0.5
RECOUNT_S = 2.0
HOPELESS = 3
"""Engine errors, with nothing done before, after which a run gives up: no input has a chance."""

Tell = Callable[[Event], None]


class Run:
    """Works a ledger's queue off.

    ``tell`` hears of every outcome, in this thread.  ``limit``: how many inputs are worked on.
    ``more`` is asked when the queue is empty, and often: whether to wait for further inputs.
    ``stop`` ends the run when what is under way is done, ``stop_now`` at once.
    """

    def __init__(
        self,
        ledger: Ledger,
        source: Place,
        target: Place,
        settings: Settings,
        engine: Engine,
        tell: Tell = lambda _: None,
        limit: int | None = None,
        more: Callable[[], bool] | None = None,
    ) -> None:
        self._ledger = ledger
        self._source = source
        self._target = target
        self._settings = settings
        self._engine = engine
        self._tell = tell
        self._left = limit
        self._more = more or (lambda: False)
        self._stop = threading.Event()
        self._now = threading.Event()
        self._flying: dict[str, Item] = {}
        self._leading: dict[str, str] = {}
        self._waiting: dict[str, list[Item]] = {}
        self._trouble: RedactorError | None = None
        self._done = 0
        self._counts = Counts()
        self._counted = 0.0
        self._hopeless = 0

    def use(self, settings: Settings) -> None:
        """From here on copies are made by other settings; in the run's own thread."""
        self._settings = settings

    def stop(self) -> None:
        """Asks for an end; asked again, the end is now.  From any thread or signal."""
        if self._stop.is_set():
            self._now.set()
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()

    def go(self) -> Counts:
        """Works until the queue is empty or the run is stopped; gives where all inputs stand.

        Raises OutputError where the target or the ledger takes nothing more, and EngineError where
        the engines do not load; both leave nothing half-done.
        """
        self._say("begin")
        try:
            while not self._now.is_set():
                if self._stop.is_set() or self._trouble is not None:
                    self._engine.drop()
                elif not (self._more() | self._fill()) and not self._flying:
                    break
                if not self._flying and (self._stop.is_set() or self._trouble is not None):
                    break
                answers = self._engine.wait(BEAT_S)
                for name, answer in answers:
                    self._heard(name, answer)
                if not answers:
                    self._say("wait")
        except (OutputError, EngineError) as error:
            self._trouble = error
        self._give_back()
        if self._trouble is not None:
            raise self._trouble
        self._say("end")
        return self._ledger.counts()

    def _give_back(self) -> None:
        """Inputs under way go back into the queue."""
        names = [*self._flying, *(item.name for items in self._waiting.values() for item in items)]
        try:
            self._ledger.unclaim(names)
        except OutputError as error:  # the next run finds them as running and does the same
            self._trouble = self._trouble or error

    def _fill(self) -> bool:
        """Sends as many inputs as the engine has room for; whether there were any."""
        any_taken = False
        while (room := self._engine.room - len(self._flying)) > 0:
            items = self._ledger.claim(room if self._left is None else min(room, self._left))
            if not items:
                break
            any_taken = True
            if self._left is not None:
                self._left -= len(items)
            for number, item in enumerate(items):
                try:
                    self._take(item)
                except RedactorError:
                    rest = (each.name for each in items[number:] if each.name not in self._flying)
                    self._ledger.unclaim(rest)
                    raise
        return any_taken

    def _take(self, item: Item) -> None:
        """Sends one input, unless a look at it is enough."""
        content: str | None = None
        if isinstance(self._source, Folder):
            try:
                data = self._source.read(item.name)
                if sniff(data) is None:
                    raise UnsupportedTypeError(f"{item.name} is no picture and no PDF.")
            except InputError as error:
                self._settle(item, refused(item.name, error))
                return
            content = keys.of_bytes(data)
            if content in self._leading:
                self._waiting.setdefault(content, []).append(item)
                return
            twin = self._ledger.twin(content, item.settings, item.name)
            shared = None if twin is None else self._shared(item, twin, content)
            if shared is not None:
                self._settle(item, shared)
                return
            if content != item.content:
                self._ledger.know(item.name, content)
            self._leading[content] = item.name
        self._flying[item.name] = item
        self._engine.submit(
            Order(
                item.name,
                self._source.url,
                self._target.url,
                item.copy,
                content,
                self._settings,
            )
        )

    def _shared(self, item: Item, twin: Item, content: str) -> Result | None:
        """The outcome of a file whose bytes were done before; None where its copy is not there."""
        output: str | None = None
        if twin.state is State.RELEASED:
            try:
                data = self._target.read(twin.output or "")
            except InputError:
                return None
            if keys.of_bytes(data) != twin.output_hash:
                return None
            output = item.copy + PurePosixPath(twin.output or "").suffix
            self._target.write(output, data)
        return Result(
            item.name,
            twin.state,
            reasons=twin.reasons,
            content=content,
            output=output,
            output_hash=twin.output_hash,
            output_size=twin.output_size,
            pages=twin.pages,
            models=twin.models,
            checks=twin.checks,
            unchecked=twin.unchecked,
            twin=twin.name,
        )

    def _heard(self, name: str, answer: Answer) -> None:
        item = self._flying.pop(name, None)
        if item is None:  # done twice, by a worker that was believed lost
            return
        if isinstance(answer, Result):
            self._done += 1
            self._came(item, answer)
        elif isinstance(answer, Cancelled):
            self._ledger.unclaim([name])
        elif isinstance(answer, OutputError):
            self._ledger.unclaim([name])
            self._trouble = self._trouble or answer
        else:
            self._fault(item, answer)
        self._release(name)

    def _came(self, item: Item, result: Result) -> None:
        if result.state is not State.QUEUED:
            self._settle(item, result)
        elif item.attempts >= CHANGES:
            self._settle(item, Result(item.name, State.FAILED, ("changed",)))
        else:
            self._ledger.again(item.name, found=self._source.find(item.name))

    def _fault(self, item: Item, error: RedactorError) -> None:
        """An input whose worker was lost has further tries, after all that do no harm."""
        worker = isinstance(error, WorkerError)
        if isinstance(error, EngineError) and not worker and not self._done:
            self._hopeless += 1
            if self._hopeless >= HOPELESS:
                self._trouble = error
                self._ledger.unclaim([item.name])
                return
        why = f"worker:{error.parameters.get('why', 'lost')}" if worker else error.code
        if item.faults + 1 >= FAULTS:
            self._settle(item, Result(item.name, State.FAILED, (why,)))
        else:
            self._ledger.again(item.name, fault=True)
            self._say("fault", item.name, State.QUEUED, (why,))

    def _release(self, name: str) -> None:
        """Inputs that waited for one with the same bytes have their turn."""
        for content in [key for key, leader in self._leading.items() if leader == name]:
            del self._leading[content]
            waiting = self._waiting.pop(content, [])
            if self._stop.is_set() or self._trouble is not None:
                self._ledger.unclaim(item.name for item in waiting)
                continue
            for item in waiting:
                self._take(item)

    def _settle(self, item: Item, result: Result) -> None:
        """Writes an outcome down, once nothing else lies under the input's name in the target."""
        if item.attempts > 1 or item.output is not None:
            clear(self._target, item.copy, result.output)
        if self._left is not None and (result.state is State.SKIPPED or result.twin):
            self._left += 1  # no work was done for it
        self._ledger.settle(result)
        self._say("item", item.name, result.state, result.reasons, result.seconds)

    def _say(
        self,
        kind: str,
        name: str = "",
        state: State | None = None,
        reasons: Iterable[str] = (),
        seconds: float | None = None,
    ) -> None:
        # Counting a large ledger takes its time: in between, outcomes are added up.
        fresh = kind in ("begin", "end") or time.monotonic() - self._counted > RECOUNT_S
        if kind == "item" and state is not None and not fresh:
            counts = {
                "running": self._counts.running - 1,
                state.value: 1 + getattr(self._counts, state),
            }
            self._counts = replace(self._counts, **counts)
        elif fresh:
            self._counts, self._counted = self._ledger.counts(), time.monotonic()
        peak = self._engine.peak if kind == "end" else 0
        self._tell(Event(kind, self._counts, name, state, tuple(reasons), seconds, peak))


def wanted(
    found: Iterable[Found], include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()
) -> Iterable[Found]:
    """Those whose name (or the last part of it) fits a pattern of ``include`` and no other's."""
    from fnmatch import fnmatch

    def fits(name: str, pattern: str) -> bool:
        last = PurePosixPath(name).name
        return fnmatch(name, pattern) or ("/" not in pattern and fnmatch(last, pattern))

    for one in found:
        if include and not any(fits(one.name, pattern) for pattern in include):
            continue
        if not any(fits(one.name, pattern) for pattern in exclude):
            yield one
