"""What an unattended run meets: killed processes, poison, full disks, files that come and go."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from redactor.batch.home import home, looked_at
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Counts, Found, Result, State
from redactor.batch.session import session
from redactor.errors import EngineError, InputError, NotFoundError, OutputError
from tests.batch import fake_road
from tests.batch.conftest import ROAD, Archive, begun, start, until

Go = Callable[..., Any]


def words(archive: Archive, *more: object) -> list[object]:
    return ["batch", archive.src, archive.dst, "--road", ROAD, "--workers", 2, *more]


def assert_sound(archive: Archive) -> None:
    """One outcome an input, every released copy whole and as recorded, no other file."""
    items = archive.items()
    outputs = archive.outputs()
    assert set(items) == {
        path.relative_to(archive.src).as_posix()
        for path in archive.src.rglob("*")
        if path.is_file()
    }
    assert all(item.state.final for item in items.values())
    released = {item.output: item for item in items.values() if item.state is State.RELEASED}
    assert set(outputs) == set(released)
    for name, item in released.items():
        assert fake_road.is_whole(outputs[name])
        source = (archive.src / item.name).read_bytes()
        assert outputs[name] == fake_road.copy_of(source)


@pytest.mark.slow
def test_workers_and_parents_killed_fifty_times_in_a_run_of_three_hundred(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(300):
        word = "held" if number % 29 == 0 else "damaged" if number % 31 == 0 else "plain"
        archive.add(f"{number % 7}/{word}-{number}.jpg", word, number)
    monkeypatch.setenv(fake_road.PAUSE, "0.15")
    chance = random.Random(5)
    kills, parents = 0, 0
    deadline = time.monotonic() + 400
    run: subprocess.Popen[str] | None = None
    while kills < 50 and time.monotonic() < deadline:
        if run is None or run.poll() is not None:
            run = start(*words(archive, "--resume"), stdout=subprocess.DEVNULL)
            until_it_has_workers(run)
        time.sleep(chance.uniform(0.05, 0.35))
        victims = [run.pid] if chance.random() < 0.3 else workers_of(run.pid)
        for victim in victims[:1]:
            with contextlib.suppress(OSError):
                os.kill(victim, signal.SIGKILL)
                kills += 1
                parents += victim == run.pid
        if run.pid in victims:
            run.communicate()
        elif run.poll() is None and not archive_left(archive):
            break
    if run is not None and run.poll() is None:
        run.communicate(timeout=120)
    monkeypatch.setenv(fake_road.PAUSE, "0")
    for _ in range(2):  # whoever lost three workers by chance has another try
        last = start(*words(archive, "--retry", "failed"))
        last.communicate(timeout=120)
    assert_sound(archive)
    counts = looked_at(str(archive.dst)).counts()
    assert counts == Counts(released=280, held=11, failed=9)
    assert kills == 50
    assert parents >= 10


def workers_of(pid: int) -> list[int]:
    """The worker processes of a run."""
    with contextlib.suppress(psutil.Error):
        return [
            child.pid
            for child in psutil.Process(pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
    return []


def until_it_has_workers(run: subprocess.Popen[str]) -> None:
    until(lambda: run.poll() is not None or workers_of(run.pid))


def archive_left(archive: Archive) -> bool:
    with contextlib.suppress(InputError), looked_at(str(archive.dst)) as ledger:
        return ledger.counts().done < 300
    return True


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("crash", "crashed"),
        ("segfault", "crashed"),
        ("hang", "timeout"),
        ("stuck", "timeout"),
        ("greedy", "memory"),
        ("fault", "fault"),
    ],
)
def test_a_poison_file_costs_itself_alone(archive: Archive, go: Go, word: str, why: str) -> None:
    archive.fill(6)
    archive.add(f"0/{word}.jpg", word, 99)
    counts = go(workers=2, page_seconds=3.0 if why == "timeout" else 60.0, memory_mib=400)
    assert counts == Counts(released=6, failed=1)
    item = archive.items()[f"0/{word}.jpg"]
    assert item.reasons == (f"worker:{why}",)
    assert item.attempts == 3
    assert_sound(archive)


def test_two_batches_on_one_target(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.fill(30)
    # Long enough for two commands to start and ask meanwhile, on a busy machine too.
    monkeypatch.setenv(fake_road.PAUSE, "4")
    first = start(*words(archive))
    try:
        wait_for_lock(archive)
        second = start(*words(archive, "--resume"))
        _, said = second.communicate(timeout=60)
        asked = start("status", archive.dst, "--lang", "en")
        told, _ = asked.communicate(timeout=60)
    finally:
        first.kill()
        first.communicate()
    assert second.returncode == 1
    assert str(first.pid) in said
    assert str(first.pid) in told
    monkeypatch.setenv(fake_road.PAUSE, "0")
    third = start(*words(archive, "--resume"))
    third.communicate(timeout=120)
    assert third.returncode == 0
    assert_sound(archive)


def wait_for_lock(archive: Archive) -> None:
    lock = archive.dst / ".redactor" / "lock"
    until(lambda: lock.exists() and lock.stat().st_size and begun(archive))


def is_under_way(archive: Archive) -> bool:
    with contextlib.suppress(InputError):
        return "running" in archive.states().values()
    return False


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_ends_gently_and_twice_at_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, signals: int
) -> None:
    archive.fill(40)
    monkeypatch.setenv(fake_road.PAUSE, "1" if signals == 1 else "40")
    run = start(*words(archive, "--json-lines"), start_new_session=True)
    if signals == 1:
        wait_for_lock(archive)
    else:
        until(lambda: is_under_way(archive))
        time.sleep(1)
    for _ in range(signals):
        os.killpg(run.pid, signal.SIGINT)
        time.sleep(0.3)
    since = time.monotonic()
    out, err = run.communicate(timeout=60)
    assert run.returncode == 130, err
    if signals == 2:
        assert time.monotonic() - since < 30
    told = [json.loads(line) for line in out.splitlines()]
    states = archive.states()
    assert "running" not in states.values()
    assert {t["name"] for t in told if t["event"] == "item"} == {
        name for name, state in states.items() if state == "released"
    }
    monkeypatch.setenv(fake_road.PAUSE, "0")
    again = start(*words(archive, "--resume"))
    again.communicate(timeout=60)
    assert again.returncode == 0
    assert_sound(archive)


def test_files_deleted_and_replaced_while_they_wait(archive: Archive) -> None:
    archive.add("a.jpg", "slow", 0)
    archive.fill(12)
    with session(archive.wish(), archive.told.append) as run:
        (archive.src / "0/plain-0.jpg").unlink()
        archive.add("1/plain-1.jpg", "plain", 777)
        (archive.src / "2/plain-2.jpg").unlink()
        (archive.src / "2/plain-2.jpg").symlink_to("/etc/hostname")
        counts = run.go()
    assert counts == Counts(released=11, failed=2)
    items = archive.items()
    assert items["0/plain-0.jpg"].reasons == ("not-found",)
    assert items["2/plain-2.jpg"].reasons == ("not-found",)
    copy = (archive.dst / "1/plain-1.safe.jpg").read_bytes()
    assert copy == fake_road.copy_of(fake_road.picture("plain", 777))


def test_a_file_replaced_after_it_was_sent_is_done_anew(archive: Archive) -> None:
    """The bytes that were recorded and those that were read must be the same."""
    from redactor.batch import work
    from redactor.batch.nouns import Order

    archive.add("a.jpg", number=1)
    order = Order(
        "a.jpg", str(archive.src), str(archive.dst), "a.safe", "0" * 64, archive.wish().settings
    )
    result = work.copy(fake_road.FakeRoad(None), order)  # type: ignore[arg-type]
    assert (result.state, result.reasons) == (State.QUEUED, ("changed",))
    assert archive.outputs() == {}


@pytest.mark.parametrize("times", [1, 99])
def test_a_file_that_keeps_changing(archive: Archive, times: int) -> None:
    path = archive.add("a.jpg", number=0)
    with session(archive.wish(), archive.told.append) as run:
        engine = run._engine
        submit, sent = engine.submit, []

        def meddle(order: Any) -> None:
            sent.append(order)
            if len(sent) <= times:
                path.write_bytes(fake_road.picture("plain", len(sent)))
            submit(order)

        engine.submit = meddle  # type: ignore[method-assign]
        counts = run.go()
    if times == 1:
        assert counts == Counts(released=1)
        assert_sound(archive)
    else:
        assert counts == Counts(failed=1)
        assert archive.items()["a.jpg"].reasons == ("changed",)


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """A file system of so many bytes; skips the test where it cannot be had."""
    folder.mkdir(exist_ok=True)
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("only root may make a small disk")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("no small disk to be had")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def test_a_disk_full_half_way(archive: Archive, go: Go) -> None:
    archive.fill(60)
    with small_disk(archive.dst, "700k"):
        with pytest.raises(OutputError):
            go()
        counts = Counts(**vars_of(archive))
        assert 0 < counts.released < 60
        assert counts.failed == counts.held == 0
        for name, copy in archive.outputs().items():
            assert fake_road.is_whole(copy), name
        grow = ["mount", "-o", "remount,size=8m", str(archive.dst)]
        subprocess.run(grow, check=True)
        assert go(resume=True) == Counts(released=60)
        assert_sound(archive)


def vars_of(archive: Archive) -> dict[str, int]:
    states = list(archive.states().values())
    return {state: states.count(state) for state in set(states)}


def test_a_target_that_may_not_be_written(archive: Archive, go: Go) -> None:
    archive.fill(3)
    with small_disk(archive.dst, "1m"):
        subprocess.run(["mount", "-o", "remount,ro", str(archive.dst)], check=True)
        with pytest.raises(OutputError, match="cannot be written"):
            go()
        subprocess.run(["mount", "-o", "remount,rw", str(archive.dst)], check=True)
        go()
        subprocess.run(["mount", "-o", "remount,ro", str(archive.dst)], check=True)
        with pytest.raises(OutputError):
            go(resume=True)
        with looked_at(str(archive.dst)) as ledger:
            assert ledger.counts() == Counts(released=3)


def test_half_written_copies_of_a_killed_run_are_swept(archive: Archive, go: Go) -> None:
    archive.fill(3)
    go()
    part = archive.dst / "0" / ".redactor-0123456789abcdef.part"
    part.write_bytes(b"half")
    # Written, and killed before it was noted; then the source became another picture.
    stray = archive.dst / "0" / "plain-0.safe.png"
    stray.write_bytes(b"of another attempt")
    with Ledger(home(str(archive.dst)) / "ledger.sqlite") as ledger:
        ledger.again("0/plain-0.jpg")
    go(resume=True)
    assert not part.exists()
    assert_sound(archive)


def test_an_engine_that_ends_in_the_middle_leaves_nothing_running(archive: Archive) -> None:
    archive.fill(9)
    with session(archive.wish(workers=2), archive.told.append) as run:
        submit, sent = run._engine.submit, []

        def end(order: Any) -> None:
            sent.append(order)
            if len(sent) == 2:
                raise EngineError("The cluster is gone.")
            submit(order)

        run._engine.submit = end  # type: ignore[method-assign]
        with pytest.raises(EngineError):
            run.go()
    assert "running" not in archive.states().values()


def test_clocks_that_jump(tmp_path: Path) -> None:
    """Times are written down and decide nothing."""
    times = iter([5000.0, 100.0, 9e9, -5.0, 3.0, 7.0, 1.0] * 40)
    with Ledger(tmp_path / "ledger.sqlite", clock=lambda: next(times)) as ledger:
        for _ in range(3):
            run = ledger.begin("s", {}, {}, "local")
            found = [Found(f"{n}.jpg", 1, "stamp") for n in range(5)]
            ledger.enrol(found, "s", run)
            for item in ledger.claim(2):
                ledger.settle(Result(item.name, State.RELEASED, seconds=0.5))
            ledger.end(run)
        assert ledger.counts() == Counts(released=5)
        assert [item.name for item in ledger.items()] == [f"{n}.jpg" for n in range(5)]
        rate, seconds = ledger.pace()
        assert rate >= 0
        assert seconds >= 0


def test_a_run_over_a_clock_that_jumps(
    archive: Archive, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forth by a year, back by an hour, before 1970: run, status and report stand it."""
    from redactor.batch.report import report
    from redactor.batch.status import status
    from redactor.cli.report_words import ReportWords

    real, jumps = time.time, itertools.cycle([0.0, 3.2e7, -3600.0, -1e10, 5.0])

    def jumping() -> float:
        return real() + next(jumps)

    monkeypatch.setattr(time, "time", jumping)
    monkeypatch.setattr(Ledger.__init__, "__defaults__", (jumping, False))
    archive.fill(12)
    assert go(workers=2) == Counts(released=12)
    assert_sound(archive)
    before = archive.items()
    assert go(resume=True) == Counts(released=12)
    assert archive.items() == before
    assert status(str(archive.dst))["rate"] >= 0
    assert "12</b>" in report(str(archive.dst), ReportWords("en")).html.read_text()


def test_a_ledger_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"no database at all, but long enough to be looked at" * 40)
    with pytest.raises(InputError, match="no ledger"):
        Ledger(path)
    path.unlink()
    path.touch()
    with pytest.raises(NotFoundError, match="no batch here yet"):
        Ledger(path, readonly=True)
    with pytest.raises(OutputError):
        Ledger(tmp_path / "nowhere" / "ledger.sqlite")
    with Ledger(path) as ledger:
        ledger.note("schema", "99")
    with pytest.raises(InputError, match="another version"):
        Ledger(path)


def test_a_worker_lost_with_its_answer_does_not_count_twice(archive: Archive) -> None:
    archive.fill(2)
    with session(archive.wish(), archive.told.append) as run:
        wait, extra = run._engine.wait, Result("0/plain-0.jpg", State.FAILED, ("late",))

        def twice(seconds: float) -> Any:
            answers = wait(seconds)
            return [*answers, (extra.name, extra)] if answers else answers

        run._engine.wait = twice  # type: ignore[method-assign]
        run.go()
    assert archive.states()["1/plain-1.jpg"] == "released"
