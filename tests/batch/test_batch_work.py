"""The work on one input, and the corners of what surrounds it."""

from __future__ import annotations

import json
import os
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from redactor.batch import engines, keys, lock, places, versions, work
from redactor.batch.cluster import Bench, Cluster, Setup
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Counts, Found, Order, Result, State
from redactor.batch.places import Folder
from redactor.errors import (
    Cancelled,
    DamagedFileError,
    EngineError,
    OutputWriteError,
    UnsupportedTypeError,
    WorkerError,
)
from redactor.pipeline import Settings
from redactor.pipeline.nouns import Silent
from tests.batch import fake_road
from tests.batch.conftest import ROAD, Archive


@pytest.fixture
def road() -> fake_road.FakeRoad:
    return fake_road.FakeRoad(Silent())


def order(archive: Archive, name: str, **more: Any) -> Order:
    usual = Order(
        name, str(archive.src), str(archive.dst), name.partition(".")[0], None, Settings()
    )
    return replace(usual, **more)


def test_a_released_copy_is_there_when_its_outcome_is(
    archive: Archive, road: fake_road.FakeRoad
) -> None:
    path = archive.add("sub/a.jpg")
    result = work.copy(road, order(archive, "sub/a.jpg"))
    copy = (archive.dst / "sub/a.jpg").read_bytes()
    assert copy == fake_road.copy_of(path.read_bytes())
    assert result.state is State.RELEASED
    assert (result.output, result.output_size) == ("sub/a.jpg", len(copy))
    assert result.output_hash == keys.of_bytes(copy)
    assert result.content == keys.of_file(path)
    assert (result.pages, result.checks, result.unchecked) == (1, ("bytes",), ("text:2",))


def test_a_held_copy_is_nowhere(archive: Archive, road: fake_road.FakeRoad) -> None:
    archive.add("a.jpg", "held")
    result = work.copy(road, order(archive, "a.jpg"))
    assert (result.state, result.reasons) == (State.HELD, ("number-visible",))
    assert not archive.dst.exists()


def test_inputs_that_cannot_be_worked_on(archive: Archive, road: fake_road.FakeRoad) -> None:
    archive.add("a.jpg", "damaged")
    assert work.copy(road, order(archive, "a.jpg")).reasons == ("damaged",)
    assert work.copy(road, order(archive, "b.jpg")).reasons == ("not-found",)
    assert work.refused("c", UnsupportedTypeError("no picture")).state is State.SKIPPED
    assert work.refused("c", DamagedFileError("broken")).state is State.FAILED


def test_what_is_no_outcome_of_the_input_goes_up(archive: Archive) -> None:
    class Stopped(Silent):
        def cancelled(self) -> bool:
            return True

    archive.add("a.jpg")
    with pytest.raises(Cancelled):
        work.copy(fake_road.FakeRoad(Stopped()), order(archive, "a.jpg"))
    archive.dst.write_bytes(b"a file where the folder should be")
    with pytest.raises(OutputWriteError, match="cannot be made"):
        work.copy(fake_road.FakeRoad(Silent()), order(archive, "a.jpg", copy="sub/a"))


def test_a_copy_is_checked_against_the_record_and_again(
    archive: Archive, road: fake_road.FakeRoad
) -> None:
    archive.add("a.jpg")
    made = work.copy(road, order(archive, "a.jpg"))
    look = order(archive, made.output or "", source=str(archive.dst), content=made.output_hash)
    assert work.check(road, look).state is State.RELEASED
    assert work.check(road, replace(look, content="other")).reasons == ("copy-changed",)
    assert work.check(road, replace(look, name="gone.jpg")).reasons == ("not-found",)
    spoiled = fake_road.MAGIC + b"spoiled"
    (archive.dst / "a.jpg").write_bytes(spoiled)
    look = replace(look, content=keys.of_bytes(spoiled))
    assert work.check(road, look).reasons == ("metadata",)


def test_reasons_and_models_in_the_ledgers_words() -> None:
    from redactor.model import Doubt

    doubts = (Doubt("a"), Doubt("b", "portrait"), Doubt("a"))
    assert work.reasons(doubts) == ("a", "b:portrait")


def test_answers_of_futures() -> None:
    def future(value: Any) -> Future[Any]:
        made: Future[Any] = Future()
        if isinstance(value, BaseException):
            made.set_exception(value)
        else:
            made.set_result(value)
        return made

    result = Result("a", State.HELD)
    assert engines.answer_of(future(result)) == result
    error = DamagedFileError("x")
    assert engines.answer_of(future(error)) is error
    for odd in (ValueError("999999990"), "nonsense"):
        answer = engines.answer_of(future(odd))
        assert isinstance(answer, WorkerError)
        assert "999999990" not in answer.message


def test_a_lock_that_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lock.holder(tmp_path) is None
    with lock.locked(tmp_path):
        me = lock.holder(tmp_path)
        assert me is not None
        assert me["pid"] == os.getpid()
        (tmp_path / "lock").write_bytes(b"\xff not json")
        assert lock.holder(tmp_path) == {}
        (tmp_path / "lock").write_text(json.dumps([1]))
        with pytest.raises(lock.BusyError, match=r"process \?"), lock.locked(tmp_path):
            pass
    assert lock.holder(tmp_path) is None
    with pytest.raises(OutputWriteError), lock.locked(tmp_path / "nowhere"):
        pass


def test_odd_files_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path)
    assert folder.find("nothing.jpg") is None
    (tmp_path / "a.jpg").write_bytes(b"a")

    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "lstat", refuse)
        found = folder.find("a.jpg")
        assert found is not None
        assert found.refused == "unreadable"
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(OutputWriteError, match="cannot be removed"):
            folder.remove("a.jpg")
    for function in ("open", "fsync"):
        with monkeypatch.context() as patched:
            patched.setattr(places.os, function, refuse)
            places._make(tmp_path / function / "deep")
        assert (tmp_path / function / "deep").is_dir()


def test_a_file_that_goes_while_the_folder_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"a")
    monkeypatch.setattr(Folder, "_found", lambda *_: None)
    assert list(Folder(tmp_path).files()) == []


def test_a_ledger_with_no_free_name_left(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = ledger.begin("s", {}, {}, "local")
        with pytest.raises(OutputWriteError, match="no free name"):
            ledger.enrol([Found("a.jpg", 1, "x")], "s", run, lambda _: False)
        assert ledger.counts() == Counts()


def test_a_file_that_becomes_a_link_outside_keeps_its_outcome(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = ledger.begin("s", {}, {}, "local")
        ledger.enrol([Found("a.jpg", 1, "x")], "s", run)
        ledger.settle(Result("a.jpg", State.RELEASED, output="a.safe.jpg"))
        assert ledger.enrol([Found("a.jpg", 0, "link", "link-outside")], "s", run) == 0
        assert ledger.counts() == Counts(released=1)


def test_engines_that_are_not_installed_have_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "ENGINES", ("no-such-engine", "pillow"))
    found = versions.versions()
    assert "pillow" in found
    assert "no-such-engine" not in found


class FakeFuture:
    """A task of a cluster that never was."""

    def __init__(self, answer: Any, key: str = "k") -> None:
        self.answer = answer
        self.key = key
        self.status = "pending"

    def add_done_callback(self, call: Any) -> None:
        call(self)

    def cancelled(self) -> bool:
        return self.answer is None

    def exception(self) -> Any:
        return self.answer if isinstance(self.answer, BaseException) else None

    def result(self) -> Any:
        return self.answer


class FakeClient:
    """Answers each chunk as a test says."""

    status = "running"

    def __init__(self, answers: list[Any]) -> None:
        self.answers = answers
        self.sent: list[int] = []

    def register_plugin(self, plugin: Any, name: str) -> None:
        self.plugin = plugin

    def nthreads(self) -> dict[str, int]:
        return {"a": 2, "b": 1}

    def submit(self, function: Any, orders: tuple[Order, ...], pure: bool) -> FakeFuture:
        self.sent.append(len(orders))
        answer = self.answers.pop(0)
        if answer == "gone":
            raise OSError("closed")
        return FakeFuture(answer(orders) if callable(answer) else answer)

    def processing(self) -> dict[str, list[str]]:
        return {}

    def cancel(self, futures: list[Any]) -> None:
        self.dropped = futures

    def close(self) -> None:
        return


def clustered(answers: list[Any], monkeypatch: pytest.MonkeyPatch) -> tuple[Cluster, FakeClient]:
    from types import SimpleNamespace

    dask = SimpleNamespace(WorkerPlugin=object)
    monkeypatch.setattr("redactor.batch.cluster._dask", lambda: dask)
    client = FakeClient(answers)
    return Cluster(client, Setup("1", None, None, ROAD)), client


def test_a_chunk_over_which_workers_were_lost_is_run_piece_by_piece(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def well(orders: tuple[Order, ...]) -> list[tuple[str, Result]]:
        return [(order.name, Result(order.name, State.HELD)) for order in orders]

    lost = RuntimeError("KilledWorker of 999999990")
    cluster, client = clustered([lost, well, lost, "gone", well], monkeypatch)
    assert cluster.room == 4 * 2 * 3
    for number in range(4):
        cluster.submit(order(archive, f"{number}.jpg"))
    answers = dict(cluster.wait(0.1))
    assert client.sent == [4, 1, 1, 1, 1]
    assert isinstance(answers["0.jpg"], Result)
    assert isinstance(answers["1.jpg"], WorkerError)
    assert "999999990" not in str(answers["1.jpg"])
    assert isinstance(answers["2.jpg"], EngineError)
    assert isinstance(answers["3.jpg"], Result)


@pytest.mark.parametrize("status", ["running", "closed"])
def test_what_a_client_raises_counts_by_its_state(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    """A fault of ours is no lost scheduler; anything after the end is."""

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("odd")

    cluster, client = clustered([], monkeypatch)
    monkeypatch.setattr(client, "submit", fail)
    client.status = status
    cluster.submit(order(archive, "a.jpg"))
    with pytest.raises(RuntimeError if status == "running" else EngineError):
        cluster.wait(0.01)


def test_errors_of_engines_and_cancelled_chunks(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster, client = clustered([EngineError("no models"), None], monkeypatch)
    for number in range(2):
        cluster.submit(order(archive, f"{number}.jpg"))
        (answer,) = [answer for _, answer in cluster.wait(0.1)]
        assert isinstance(answer, (EngineError, Cancelled)[number])
    cluster.submit(order(archive, "3.jpg"))
    cluster.drop()
    assert [type(answer) for _, answer in cluster.wait(0.1)] == [Cancelled]
    assert client.dropped == []
    client.status = "closed"
    with pytest.raises(EngineError, match="--resume"):
        cluster.wait(0.01)
    assert cluster.peak == 0
    cluster.close()


def test_a_bench_works_off_a_chunk(archive: Archive) -> None:
    import pickle
    from types import SimpleNamespace

    from redactor import __version__

    archive.fill(3)
    packed = pickle.dumps(Bench(Setup(__version__, 20.0, None, ROAD)))
    bench = pickle.loads(packed)  # noqa: S301 - ours
    bench.setup(SimpleNamespace(state=SimpleNamespace(nthreads=1)))
    try:
        orders = [order(archive, name) for name in ("0/plain-0.jpg", "gone.jpg")]
        answers = dict(bench.work(orders))
    finally:
        bench.teardown(None)
    assert answers["0/plain-0.jpg"].state is State.RELEASED
    assert answers["gone.jpg"].state is State.FAILED
