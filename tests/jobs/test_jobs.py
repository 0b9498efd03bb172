"""The executor: what a driver relies on when workers answer, stop, crash, hang and eat memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from redactor.errors import Cancelled, DamagedFileError, EngineError, UsageError, WorkerError
from redactor.jobs import (
    CallJob,
    Executor,
    FinishJob,
    ForgetJob,
    Inline,
    OpenJob,
    PreviewJob,
    RedactJob,
    Workers,
)
from redactor.pipeline import Settings
from tests.jobs import fake_road

FACTORY = "tests.jobs.fake_road:make"
SETTINGS = Settings()


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(timeout=3, memory=300 << 20, factory=FACTORY) as workers:
        yield workers


@pytest.fixture(params=["inline", "process"])
def executor(request: pytest.FixtureRequest, workers: Workers) -> Iterator[Executor]:
    if request.param == "inline":
        with Inline(fake_road.make) as inline:
            yield inline
    else:
        yield workers


def named(folder: Path, name: str) -> tuple[Path, ...]:
    path = folder / name
    path.write_bytes(b"picture")
    return (path,)


def test_a_proposal_is_shown_changed_and_finished_without_reading_anew(
    executor: Executor, tmp_path: Path
) -> None:
    inputs = named(tmp_path, "card.jpg")
    view = executor.submit(OpenJob(inputs, SETTINGS, long_side=600)).result(60)
    page = view.pages[0]
    assert page.pixels.shape == (400, 600, 3)
    assert (page.width, page.height, page.scale) == (3000, 2000, 0.2)
    seen = executor.submit(PreviewJob(inputs, 0, page.plan, SETTINGS)).result(60)
    # The fake road paints a page with how often it has read: the same value, the same reading.
    assert np.array_equal(np.unique(seen), np.unique(page.pixels))
    target = tmp_path / "copy.png"
    outcome = executor.submit(FinishJob(inputs, (page.plan,), target, SETTINGS)).result(60)
    assert outcome.released
    assert target.exists()
    assert outcome.pages[0].plan == page.plan


def test_a_file_that_changed_is_read_anew(executor: Executor, tmp_path: Path) -> None:
    inputs = named(tmp_path, "changed.jpg")
    first = executor.submit(OpenJob(inputs, SETTINGS)).result(60).pages[0].pixels.max()
    inputs[0].write_bytes(b"another picture")
    second = executor.submit(OpenJob(inputs, SETTINGS)).result(60).pages[0].pixels.max()
    assert second == first + 1


def test_what_is_forgotten_is_read_anew(executor: Executor, tmp_path: Path) -> None:
    inputs = named(tmp_path, "forgotten.jpg")
    first = executor.submit(OpenJob(inputs, SETTINGS)).result(60).pages[0].pixels.max()
    executor.submit(ForgetJob(inputs)).result(60)
    assert executor.submit(OpenJob(inputs, SETTINGS)).result(60).pages[0].pixels.max() == first + 1


def test_stages_are_heard(executor: Executor, tmp_path: Path) -> None:
    heard: list[str] = []
    job = RedactJob(named(tmp_path, "a.jpg"), tmp_path / "a.png", SETTINGS)
    executor.submit(job, lambda stage, page, pages: heard.append(stage)).result(60)
    assert heard == ["intake", "locate", "read"]


def test_an_error_keeps_its_class_its_sentence_and_its_parameters(
    executor: Executor, tmp_path: Path
) -> None:
    ticket = executor.submit(OpenJob(named(tmp_path, "damaged.jpg"), SETTINGS))
    with pytest.raises(DamagedFileError) as caught:
        ticket.result(60)
    assert caught.value.message == "damaged.jpg cannot be read."
    assert caught.value.parameters == {"name": "damaged.jpg"}


@pytest.mark.parametrize(
    ("name", "said", "why"),
    [
        ("crash.jpg", "stopped working", "crashed"),
        ("hang.jpg", "longer than", "timeout"),
        ("fault.jpg", "ZeroDivisionError", "fault"),
    ],
)
def test_a_worker_that_fails_costs_one_job(
    workers: Workers, tmp_path: Path, name: str, said: str, why: str
) -> None:
    assert_costs_itself_alone(workers, tmp_path, name, said, why)


def test_a_worker_that_takes_too_much_memory_costs_one_job(tmp_path: Path) -> None:
    """It may take its time over it: on a busy machine 400 MiB are seconds."""
    with Workers(timeout=40, memory=300 << 20, factory=FACTORY) as patient:
        assert_costs_itself_alone(patient, tmp_path, "greedy.jpg", "memory", "memory")


def assert_costs_itself_alone(
    workers: Workers, tmp_path: Path, name: str, said: str, why: str
) -> None:
    bad = workers.submit(RedactJob(named(tmp_path, name), tmp_path / "bad.png", SETTINGS))
    good = workers.submit(RedactJob(named(tmp_path, "good.jpg"), tmp_path / "good.png", SETTINGS))
    with pytest.raises(WorkerError, match=said) as caught:
        bad.result(60)
    assert name in caught.value.message
    assert caught.value.parameters["why"] == why
    assert good.result(60).released
    assert not (tmp_path / "bad.png").exists()


def test_a_fault_nobody_foresaw_is_told_by_its_class_alone(
    executor: Executor, tmp_path: Path
) -> None:
    """What the exception says may quote what was read."""
    ticket = executor.submit(OpenJob(named(tmp_path, "fault.jpg"), SETTINGS))
    with pytest.raises(WorkerError) as caught:
        ticket.result(60)
    assert "by zero" not in caught.value.message
    assert "ZeroDivisionError" in caught.value.message


def test_a_check_of_all_pages_has_time_for_all_pages(tmp_path: Path) -> None:
    """The fake road checks eight pages in 1.6 seconds and says so once."""
    with Workers(timeout=1, factory=FACTORY) as workers:
        job = RedactJob(named(tmp_path, "whole.jpg"), tmp_path / "a.png", SETTINGS)
        assert workers.submit(job).result(60).released


def test_a_driver_may_send_work_of_its_own(executor: Executor, tmp_path: Path) -> None:
    inputs = named(tmp_path, "card.jpg")
    known = CallJob(inputs, "tests.jobs.fake_road:called", "argument")
    assert executor.submit(known).result(60) == ("FakeRoad", "argument")
    with pytest.raises(UsageError, match="nothing"):
        executor.submit(CallJob(inputs, "redactor.nowhere:nothing", None)).result(60)


def test_a_worker_near_its_limit_is_started_anew() -> None:
    with Workers(memory=1_000 << 20, factory=FACTORY) as workers:
        first = workers.submit(CallJob((), "tests.jobs.fake_road:hoard", 870 << 20)).result(60)
        second = workers.submit(CallJob((), "tests.jobs.fake_road:hoard", 0)).result(60)
        assert first != second
        assert workers.peak > 850 << 20


def test_a_worker_that_grew_far_is_started_anew_long_before_its_limit() -> None:
    """Over thousands of files memory stays level; holes of large pages are given back."""
    with Workers(memory=3_000 << 20, factory=FACTORY) as workers:
        hoard = "tests.jobs.fake_road:hoard"
        first = workers.submit(CallJob((), hoard, 0)).result(60)
        assert workers.submit(CallJob((), hoard, 200 << 20)).result(60) == first
        assert workers.submit(CallJob((), hoard, 800 << 20)).result(60) == first
        assert workers.submit(CallJob((), hoard, 0)).result(60) != first


def test_a_worker_says_nothing_and_is_deaf_to_ctrl_c(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with Workers(factory=FACTORY) as workers:
        call = CallJob((), "tests.jobs.fake_road:chatter", "999999990")
        assert workers.submit(call).result(60)
        os.kill(workers.processes[0], signal.SIGINT)
        job = RedactJob(named(tmp_path, "a.jpg"), tmp_path / "a.png", SETTINGS)
        assert workers.submit(job).result(60).released
    said = capfd.readouterr()
    assert "999999990" not in said.out + said.err


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for it")
def test_a_worker_deep_in_native_code_dies_with_its_parent(tmp_path: Path) -> None:
    """In a call that never lets Python run, no thread can see the pipe end."""
    note = tmp_path / "pid"
    script = tmp_path / "parent.py"
    script.write_text(
        "import time\n"
        "from redactor.jobs import CallJob, Workers\n"
        "if __name__ == '__main__':\n"
        f"    workers = Workers(factory={FACTORY!r})\n"
        f"    workers.submit(CallJob((), 'tests.jobs.fake_road:deep', {str(note)!r}))\n"
        "    time.sleep(60)\n"
    )
    root = str(Path(__file__).resolve().parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": root}
    ) as parent:
        deadline = time.monotonic() + 30
        while not note.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        parent.kill()
    pid = int(note.read_text())
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def test_a_worker_killed_between_jobs_is_started_anew(workers: Workers, tmp_path: Path) -> None:
    inputs = named(tmp_path, "card.jpg")
    plan = workers.submit(OpenJob(inputs, SETTINGS)).result(60).pages[0].plan
    os.kill(workers.processes[0], signal.SIGKILL)
    time.sleep(0.3)
    finish = FinishJob(inputs, (plan,), tmp_path / "copy.png", SETTINGS)
    assert workers.submit(finish).result(60).released


def test_a_cancelled_job_stops_at_the_next_stage(workers: Workers, tmp_path: Path) -> None:
    job = RedactJob(named(tmp_path, "slow.jpg"), tmp_path / "slow.png", SETTINGS)
    heard: list[str] = []

    def stop(stage: str, page: int, pages: int | None) -> None:
        heard.append(stage)
        ticket.cancel()

    ticket = workers.submit(job, stop)
    waiting = workers.submit(job)
    waiting.cancel()
    for cancelled in (ticket, waiting):
        with pytest.raises(Cancelled):
            cancelled.result(60)
    assert heard == ["intake"]
    again = workers.submit(RedactJob(named(tmp_path, "b.jpg"), tmp_path / "b.png", SETTINGS))
    assert again.result(60).released


def test_the_urgent_goes_first(workers: Workers, tmp_path: Path) -> None:
    done: list[str] = []
    tickets = []
    for name, urgency in (("slow-1", 0), ("second", 0), ("third", 0), ("urgent", 5)):
        job = RedactJob(named(tmp_path, f"{name}.jpg"), tmp_path / f"{name}.png", SETTINGS)
        ticket = workers.submit(job, urgency=urgency)
        ticket.future.add_done_callback(lambda _, name=name: done.append(name))
        tickets.append(ticket)
    for ticket in tickets:
        ticket.result(60)
    assert done.index("urgent") <= 1


def test_closing_leaves_no_process_and_no_job_without_an_end(tmp_path: Path) -> None:
    workers = Workers(2, factory=FACTORY)
    tickets = [
        workers.submit(RedactJob(named(tmp_path, f"hang-{n}.jpg"), None, SETTINGS))
        for n in range(4)
    ]
    while len(workers.processes) < 2:
        time.sleep(0.05)
    processes = workers.processes
    workers.close()
    for ticket in tickets:
        with pytest.raises(Cancelled):
            ticket.result(1)
    assert not any(psutil.pid_exists(pid) for pid in processes)
    with pytest.raises(Cancelled):
        workers.submit(RedactJob((), None, SETTINGS)).result(1)


def test_workers_share_the_work(tmp_path: Path) -> None:
    with Workers(2, factory=FACTORY) as workers:
        tickets = [
            workers.submit(
                RedactJob(named(tmp_path, f"slow-{n}.jpg"), tmp_path / f"{n}.png", SETTINGS)
            )
            for n in range(6)
        ]
        for ticket in tickets:
            ticket.result(60)
    assert len({(tmp_path / f"{n}.png").read_bytes() for n in range(6)}) == 2


def test_a_started_worker_loads_before_the_first_job(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "starts"
    monkeypatch.setenv(fake_road.STARTS, str(log))
    with Workers(factory=FACTORY) as workers:
        workers.start()
        deadline = time.monotonic() + 30
        while not log.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert workers.submit(OpenJob(named(tmp_path, "a.jpg"), SETTINGS)).result(60)
    assert len(log.read_text().split()) == 1


def test_engines_that_do_not_load_are_told_of_with_every_job(tmp_path: Path) -> None:
    with Workers(factory="tests.jobs.fake_road:broken") as workers:
        for _ in range(2):
            with pytest.raises(EngineError, match="doctor"):
                workers.submit(OpenJob(named(tmp_path, "a.jpg"), SETTINGS)).result(60)


@pytest.mark.skipif(psutil.WINDOWS, reason="priority classes there, no niceness")
def test_a_polite_worker_stands_back_and_another_does_not(tmp_path: Path) -> None:
    own = psutil.Process().nice()
    for polite, wanted in ((True, min(own + 1, 19)), (False, own)):
        with Workers(polite=polite, factory=FACTORY) as workers:
            workers.submit(OpenJob(named(tmp_path, "card.jpg"), SETTINGS, long_side=60)).result(60)
            (pid,) = workers.processes
            assert psutil.Process(pid).nice() >= wanted
            assert polite or psutil.Process(pid).nice() == own
