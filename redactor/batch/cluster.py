"""The same work on a Dask cluster: orders go out in chunks, results come back to the one ledger.

On each of the cluster's workers a child process does the work, as it would here, so that a poison
file costs that child and not the worker.  A worker that is lost has its chunk run again elsewhere;
a copy written twice is the same file under the same name.
"""

from __future__ import annotations

import importlib
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from redactor import __version__
from redactor.batch.engines import Answer, answer_of
from redactor.batch.nouns import Order
from redactor.batch.work import COPY
from redactor.errors import Cancelled, EngineError, UsageError, WorkerError
from redactor.jobs import CallJob, Workers

if TYPE_CHECKING:
    from redactor.batch.session import Wish

CHUNK = 4
"""Orders sent together: less talk, and not much to do again when a worker is lost."""
AHEAD = 2
"""Chunks for each of the cluster's threads: one at work, one waiting there."""
COUNT_S = 5.0
"""How often the cluster's threads are counted; workers may join and leave."""
BENCH = "redactor"
CONNECT_S = 30.0


@dataclass(frozen=True, slots=True)
class Setup:
    """What a cluster's worker must know to lay its road."""

    version: str
    page_seconds: float | None
    memory_mib: int | None
    road: str


class Bench:
    """A plugin of a cluster's worker: the child processes that do its work."""

    name = BENCH

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._pool: Workers | None = None

    def __getstate__(self) -> Setup:
        return self._setup

    def __setstate__(self, setup: Setup) -> None:
        self._setup, self._pool = setup, None

    def setup(self, worker: Any) -> None:
        """Starts the children; called by the cluster's worker."""
        # Dask's nanny makes its workers daemons, which may not have children of their own.  Ours
        # die with their parent however it ends.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        memory = self._setup.memory_mib
        self._pool = Workers(
            worker.state.nthreads,
            timeout=self._setup.page_seconds,
            memory=None if memory is None else memory << 20,
            factory=self._setup.road,
        )
        self._pool.start()

    def teardown(self, worker: Any) -> None:
        """Ends them."""
        if self._pool is not None:
            self._pool.close()

    def work(self, orders: Sequence[Order]) -> list[tuple[str, Answer]]:
        """All answers to a chunk.  Raises EngineError on a worker of another version."""
        if self._setup.version != __version__ or self._pool is None:
            raise EngineError(
                f"A worker of the cluster has Redactor {__version__}, not {self._setup.version}; "
                "install the same version everywhere.",
                reason="version",
            )
        tickets = [self._pool.submit(CallJob((Path(order.name),), COPY, order)) for order in orders]
        for ticket in tickets:
            ticket.future.exception()
        return [
            (order.name, answer_of(ticket.future))
            for order, ticket in zip(orders, tickets, strict=True)
        ]


def chunk(orders: Sequence[Order]) -> list[tuple[str, Answer]]:
    """The task that the cluster runs."""
    bench: Bench = _dask().get_worker().plugins[BENCH]
    return bench.work(orders)


def _dask() -> Any:
    """Dask's distributed package, which comes with an extra.  Raises ImportError."""
    return importlib.import_module("distributed")


class Cluster:
    """An ``Engine`` over the threads of a Dask cluster."""

    def __init__(self, client: Any, setup: Setup, local: Any = None) -> None:
        self._client = client
        self._local = local
        self._answers: SimpleQueue[tuple[str, Answer]] = SimpleQueue()
        self._gathered: list[Order] = []
        self._futures: dict[str, Any] = {}
        self._threads = 0
        self._counted = 0.0
        # Dask takes its own kind only, and is known to be there only here.
        plugin = type("Plugin", (Bench, _dask().WorkerPlugin), {})
        client.register_plugin(plugin(setup), name=BENCH)

    @property
    def room(self) -> int:
        if time.monotonic() - self._counted > COUNT_S:
            self._counted = time.monotonic()
            with self._reached():
                self._threads = sum(self._client.nthreads().values())
        return CHUNK * AHEAD * max(1, self._threads)

    @property
    def peak(self) -> int:
        return 0

    def submit(self, order: Order) -> None:
        self._gathered.append(order)
        if len(self._gathered) >= CHUNK:
            self._send()

    def _send(self) -> None:
        orders, self._gathered = tuple(self._gathered), []
        if orders:
            self._run(orders)

    def _run(self, orders: tuple[Order, ...]) -> None:
        with self._reached():
            future = self._client.submit(chunk, orders, pure=False)
        for order in orders:
            self._futures[order.name] = future
        future.add_done_callback(lambda done: self._came(orders, done))

    def _came(self, orders: tuple[Order, ...], done: Any) -> None:
        """A chunk has ended; in a thread of Dask's."""
        if done.cancelled():
            self._all(orders, Cancelled("Stopped as asked; nothing was written."))
            return
        error = done.exception()
        if error is None:
            for name, answer in done.result():
                self._answers.put((name, answer))
        elif isinstance(error, EngineError):
            self._all(orders, error)
        elif len(orders) > 1:
            # Several workers were lost over this chunk: which of its inputs is it?
            for order in orders:
                try:
                    self._run((order,))
                except EngineError as gone:
                    self._all((order,), gone)
        else:
            kind = type(error).__name__
            lost = f"{orders[0].name}: the cluster lost its worker ({kind}); it is tried again."
            self._all(orders, WorkerError(lost, why="lost", kind=kind))

    def _all(self, orders: Sequence[Order], answer: Answer) -> None:
        for order in orders:
            self._answers.put((order.name, answer))

    def wait(self, seconds: float) -> list[tuple[str, Answer]]:
        self._send()
        answers: list[tuple[str, Answer]] = []
        try:
            answers.append(self._answers.get(timeout=seconds))
            while True:
                answers.append(self._answers.get_nowait())
        except Empty:
            pass
        for name, _ in answers:
            self._futures.pop(name, None)
        if not answers and self._client.status in ("closing", "closed"):
            raise _gone()
        return answers

    def drop(self) -> None:
        orders, self._gathered = self._gathered, []
        self._all(orders, Cancelled("Stopped as asked; nothing was written."))
        waiting = [f for f in set(self._futures.values()) if f.status == "pending"]
        with suppress(EngineError), self._reached():
            running = {key for keys in self._client.processing().values() for key in keys}
            self._client.cancel([future for future in waiting if future.key not in running])

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """What Dask raises when nobody answers any more becomes one of our errors."""
        try:
            yield
        except Exception as error:
            if isinstance(error, OSError | TimeoutError) or self._client.status != "running":
                raise _gone() from error
            raise

    def close(self) -> None:
        self._client.close()
        if self._local is not None:
            self._local.close()


def _gone() -> EngineError:
    return EngineError("The cluster's scheduler is gone; start it again and go on with --resume.")


def cluster(wish: Wish) -> Cluster:
    """Connects to the scheduler, or starts a cluster on this machine.

    Raises UsageError where Dask is not installed, EngineError where the scheduler does not answer.
    """
    try:
        dask = _dask()
    except ImportError as error:
        raise UsageError("--engine dask needs Dask: install id-redactor[cluster].") from error
    setup = Setup(__version__, wish.page_seconds, wish.memory_mib, wish.road)
    if wish.scheduler is None:
        local = dask.LocalCluster(
            n_workers=wish.dask_workers, threads_per_worker=1, dashboard_address=None
        )
        return Cluster(dask.Client(local), setup, local)
    security = None
    if wish.tls is not None:
        authority, certificate, key = wish.tls
        security = dask.Security(
            tls_ca_file=authority,
            tls_client_cert=certificate,
            tls_client_key=key,
            require_encryption=True,
        )
    try:
        client = _careful(dask)(wish.scheduler, security=security, timeout=CONNECT_S)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        raise EngineError(
            f"{wish.scheduler}: no scheduler answers there; check the address and the TLS files."
        ) from error
    return Cluster(client, setup)


def _careful(dask: Any) -> Any:
    """Dask's client, that closes itself at once where it cannot connect.

    Left to the garbage collector it does so whenever that runs; where that is while the next client
    starts, the two wait for one lock.
    """

    def start(self: Any, **more: Any) -> None:
        try:
            dask.Client.start(self, **more)
        except BaseException:
            self.close()
            raise

    return type("Client", (dask.Client,), {"start": start})
