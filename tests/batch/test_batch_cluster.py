"""The same work on a Dask cluster that was started by hand; needs the extra [cluster]."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from redactor.batch.nouns import Counts, Item
from redactor.errors import EngineError, UsageError
from tests.batch import fake_road
from tests.batch.conftest import ROAD, ROOT, Archive

pytest.importorskip("distributed", reason="Dask comes with an extra")
pytestmark = pytest.mark.filterwarnings("ignore")

Go = Callable[..., Any]


@dataclass
class Hand:
    """A scheduler and its workers, each a process of its own."""

    address: str
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def add(self, *more: str) -> None:
        self.workers.append(
            process("worker", self.address, "--nthreads", "1", "--no-dashboard", *more)
        )


def process(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def hand() -> Iterator[Hand]:
    port = free_port()
    scheduler = process("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    hand = Hand(f"tcp://127.0.0.1:{port}", scheduler, [])
    for _ in range(2):
        hand.add()
    yield hand
    for one in (*hand.workers, hand.scheduler):
        with_children(one.pid)
        one.wait()


def with_children(pid: int) -> None:
    try:
        process = psutil.Process(pid)
        for child in process.children(recursive=True):
            child.kill()
        process.kill()
    except psutil.Error:
        return


def plain(items: dict[str, Item]) -> dict[str, Item]:
    """The ledger without its times."""
    return {
        name: replace(item, queued=0.0, started=None, ended=None, seconds=None, stamp="")
        for name, item in items.items()
    }


def test_the_cluster_and_this_machine_come_to_the_same(
    archive: Archive, go: Go, hand: Hand, tmp_path: Path
) -> None:
    for number in range(200):
        word = "held" if number % 29 == 0 else "damaged" if number % 31 == 0 else "plain"
        # Every tenth file has the bytes of another.
        archive.add(f"{number % 7}/{word}-{number}.jpg", word, number - number % 10 % 2)
    counts = go(workers=2)
    here, items = archive.outputs(), plain(archive.items())
    archive.dst.rename(tmp_path / "here")
    assert go(engine="dask", scheduler=hand.address) == counts
    assert archive.outputs() == here
    there = plain(archive.items())
    # Which of two with the same bytes came first is a matter of time.
    assert {n: replace(i, twin=None, attempts=0) for n, i in there.items()} == {
        n: replace(i, twin=None, attempts=0) for n, i in items.items()
    }


def test_a_lost_worker_costs_nothing(
    archive: Archive, go: Go, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.fill(40)
    archive.add("held.jpg", "slow", 3)
    killed: list[int] = []

    def tell(event: Any) -> None:
        if event.kind == "item" and event.counts.done in (8, 20):
            victim = hand.workers[len(killed)]
            killed.append(victim.pid)
            os.killpg(victim.pid, signal.SIGKILL)
            hand.add()

    from redactor.batch.session import session

    wish = archive.wish(engine="dask", scheduler=hand.address)
    with session(wish, tell) as run:
        counts = run.go()
    assert counts == Counts(released=41)
    assert len(killed) == 2
    assert all(fake_road.is_whole(copy) for copy in archive.outputs().values())
    assert len(archive.outputs()) == 41


def test_a_poison_file_costs_the_child_and_not_the_worker(
    archive: Archive, go: Go, hand: Hand
) -> None:
    archive.fill(8)
    archive.add("0/crash.jpg", "crash", 99)
    counts = go(engine="dask", scheduler=hand.address)
    assert counts == Counts(released=8, failed=1)
    assert archive.items()["0/crash.jpg"].reasons == ("worker:crashed",)
    assert all(worker.poll() is None for worker in hand.workers)


def test_a_cluster_of_its_own(archive: Archive, go: Go) -> None:
    archive.fill(6)
    assert go(engine="dask", dask_workers=1) == Counts(released=6)


def test_a_scheduler_that_goes_away_ends_the_run_and_loses_nothing(
    archive: Archive, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redactor.batch.cluster.CONNECT_S", 3.0)
    archive.fill(60)
    from redactor.batch.session import session

    def tell(event: Any) -> None:
        if event.kind == "item" and event.counts.done == 8:
            with_children(hand.scheduler.pid)

    wish = archive.wish(engine="dask", scheduler=hand.address)
    with session(wish, tell) as run, pytest.raises(EngineError, match="--resume"):
        run.go()
    assert "running" not in archive.states().values()
    with session(archive.wish(resume=True), archive.told.append) as run:
        assert run.go() == Counts(released=60)


def test_a_scheduler_behind_tls(archive: Archive, go: Go, tmp_path: Path) -> None:
    """And one that speaks to nobody without the right papers."""
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    words = (
        f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -out {cert} -keyout {key}"
    )
    if subprocess.run(["openssl", *words.split()], capture_output=True, check=False).returncode:
        pytest.skip("no openssl to make papers with")
    tls = ("--tls-ca-file", str(cert), "--tls-cert", str(cert), "--tls-key", str(key))
    port = free_port()
    scheduler = process(
        "scheduler", "--protocol", "tls", "--port", str(port), "--no-dashboard", *tls
    )
    hand = Hand(f"tls://127.0.0.1:{port}", scheduler, [])
    hand.add(*tls)
    try:
        archive.fill(4)
        papers = (str(cert), str(cert), str(key))
        assert go(engine="dask", scheduler=hand.address, tls=papers) == Counts(released=4)
        with pytest.raises(EngineError, match="TLS"):
            go(engine="dask", scheduler=hand.address, resume=True)
    finally:
        for one in (*hand.workers, hand.scheduler):
            with_children(one.pid)
            one.wait()


def test_no_scheduler_there(archive: Archive, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redactor.batch.cluster.CONNECT_S", 1.0)
    archive.fill(1)
    with pytest.raises(EngineError, match="no scheduler"):
        go(engine="dask", scheduler="tcp://127.0.0.1:9")


def test_a_client_that_cannot_connect_is_closed(
    archive: Archive, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to the garbage collector, it can keep the next client from starting."""
    import distributed

    made: list[Any] = []

    class Noted(distributed.Client):  # type: ignore[misc]
        def start(self, **more: Any) -> None:
            made.append(self)
            super().start(**more)

    monkeypatch.setattr(distributed, "Client", Noted)
    monkeypatch.setattr("redactor.batch.cluster.CONNECT_S", 1.0)
    archive.fill(1)
    for address in ("tls://127.0.0.1:9", "tcp://127.0.0.1:9"):
        with pytest.raises(EngineError, match="TLS"):
            go(engine="dask", scheduler=address, resume=True)
    assert [client.status for client in made] == ["closed", "closed"]


def test_a_worker_of_another_version_is_refused() -> None:
    from redactor.batch.cluster import Bench, Setup

    bench = Bench(Setup("0.0.0", None, None, ROAD))
    with pytest.raises(EngineError, match="same version"):
        bench.work([])
    bench.teardown(None)


def test_without_dask_it_says_what_to_install(
    archive: Archive, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    archive.fill(1)
    with pytest.raises(UsageError, match=r"id-redactor\[cluster\]"):
        go(engine="dask", dask_workers=1)


def test_waiting_work_is_taken_back(archive: Archive, hand: Hand) -> None:
    from redactor.batch.session import session

    archive.fill(60, "slow")
    wish = archive.wish(engine="dask", scheduler=hand.address)

    def tell(event: Any) -> None:
        if event.kind == "item":
            run.stop()

    with session(wish, tell) as run:
        counts = run.go()
    assert 0 < counts.released < 40
    assert counts.running == counts.failed == 0
