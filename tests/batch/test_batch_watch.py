"""An inbox: files come in bit by bit, under names used before, and the service is restarted."""

from __future__ import annotations

import errno
import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from redactor.batch import watch
from redactor.batch.held import held
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Found
from redactor.batch.places import Folder
from redactor.batch.run import Run
from redactor.batch.session import watching
from redactor.batch.watch import Goals, Inbox
from redactor.pipeline import Settings
from tests.batch import fake_road
from tests.batch.conftest import ROAD, Archive, start
from tests.batch.conftest import until as until_true

until = partial(until_true, seconds=20)


@contextmanager
def service(archive: Archive, **more: Any) -> Iterator[None]:
    """The service in a thread, as long as this lasts."""
    more = {"settle": 0.2, **more}
    wish = archive.wish(resume=True)
    runs: list[Run] = []

    def live() -> None:
        with watching(wish, archive.told.append, **more) as run:
            runs.append(run)
            run.go()

    thread = threading.Thread(target=live)
    thread.start()
    try:
        until(lambda: runs)
        yield
    finally:
        runs[0].stop()
        thread.join(30)


def test_what_comes_in_is_done_and_put_where_it_belongs(archive: Archive, tmp_path: Path) -> None:
    archive.add("before.jpg", number=1)
    goals = Goals(tmp_path / "held", tmp_path / "done")
    with service(archive, goals=goals):
        until(lambda: (tmp_path / "done/before.jpg").exists())
        archive.add("sub/after.jpg", number=2)
        archive.add("doubt.jpg", "held", 3)
        archive.add("broken.jpg", "damaged", 4)
        until(lambda: (tmp_path / "done/sub/after.jpg").exists())
        until(lambda: (tmp_path / "held/doubt.jpg").exists())
        until(lambda: archive.states().get("broken.jpg") == "failed")
    assert set(archive.outputs()) == {"before.safe.jpg", "sub/after.safe.jpg"}
    assert [path.name for path in archive.src.rglob("*.jpg")] == ["broken.jpg"]
    (one,) = held(str(archive.dst))
    assert one.path == str(tmp_path / "held/doubt.jpg")


def test_without_goals_originals_stay_and_a_restart_does_nothing_twice(archive: Archive) -> None:
    archive.add("a.jpg", number=1)
    with service(archive):
        until(lambda: archive.outputs())
    when = (archive.dst / "a.safe.jpg").stat().st_mtime_ns
    archive.told.clear()
    archive.add("b.jpg", number=2)
    with service(archive):
        until(lambda: len(archive.outputs()) == 2)
    assert [event.name for event in archive.told if event.kind == "item"] == ["b.jpg"]
    assert (archive.dst / "a.safe.jpg").stat().st_mtime_ns == when


def test_the_same_name_again_is_another_document(archive: Archive) -> None:
    """Some scanners call every page scan.jpg."""
    first, second = fake_road.picture("plain", 1), fake_road.picture("plain", 2)
    with service(archive):
        (archive.src / "scan.jpg").write_bytes(first)
        until(lambda: len(archive.outputs()) == 1)
        (archive.src / "scan.jpg").write_bytes(second)
        until(lambda: len(archive.outputs()) == 2)
    assert set(archive.outputs().values()) == {fake_road.copy_of(first), fake_road.copy_of(second)}
    assert {name.partition("@")[0] for name in archive.states()} == {"scan.jpg"}


def test_the_day_changes_while_it_watches(archive: Archive) -> None:
    """And what was done yesterday is not done again for it."""
    day = [Settings(watermark="monday")]
    with service(archive, fresh=lambda: day[0]):
        archive.add("a.jpg", number=1)
        until(lambda: len(archive.outputs()) == 1)
        day[0] = Settings(watermark="tuesday")
        archive.add("b.jpg", number=2)
        until(lambda: len(archive.outputs()) == 2)
    items = archive.items()
    assert items["a.jpg"].settings != items["b.jpg"].settings
    assert items["a.jpg"].attempts == 1


@pytest.fixture
def inbox(archive: Archive, tmp_path: Path) -> Iterator[tuple[Inbox, list[Found], list[float]]]:
    """An inbox whose clock and enrolment are ours."""
    taken: list[Found] = []
    now = [0.0]
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        run = ledger.begin("s", {}, {}, "local")

        def enrol(found: Any) -> int:
            portion = list(found)
            taken.extend(portion)
            return ledger.enrol(portion, "s", run)

        goals = Goals(done=tmp_path / "done")
        yield (
            Inbox(Folder(archive.src), ledger, goals, enrol, 2.0, lambda: now[0]),
            taken,
            now,
        )


def test_a_file_is_taken_when_it_is_complete(
    archive: Archive, inbox: tuple[Inbox, list[Found], list[float]]
) -> None:
    box, taken, now = inbox
    path = archive.add("slow.jpg")
    archive.add("a.jpg.part")
    for seconds in (0.0, 1.5, 3.0):
        now[0] = seconds
        with path.open("ab") as file:
            file.write(b"more")
        box.look()
    assert taken == []
    now[0] = 4.9
    box.look()
    assert taken == []
    now[0] = 5.1
    box.look()
    assert [found.name for found in taken] == ["slow.jpg"]
    now[0] = 30
    box.look()
    assert len(taken) == 1


def test_shares_that_tell_nothing_are_looked_through(
    archive: Archive, inbox: tuple[Inbox, list[Found], list[float]]
) -> None:
    box, taken, now = inbox
    box.look()
    archive.add("a.jpg")
    now[0] = 5
    box.look()
    assert taken == []
    for seconds in (11, 14):
        now[0] = seconds
        box.look()
    assert len(taken) == 1


def test_a_system_without_watches_is_no_fault(
    inbox: tuple[Inbox, list[Found], list[float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", none)
    with inbox[0] as box:
        assert box.look()


def test_names_in_the_goal_are_not_overwritten(tmp_path: Path) -> None:
    goal = tmp_path / "goal"
    for number in range(3):
        path = tmp_path / "a.jpg"
        path.write_text(str(number))
        watch._moved(path, goal, "x/a.jpg")
    names = sorted(path.name for path in goal.rglob("*.jpg"))
    assert names == ["a.2.jpg", "a.3.jpg", "a.jpg"]
    assert (goal / "x/a.jpg").read_text() == "0"


def test_moving_to_another_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def other_disk(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(Path, "replace", other_disk)
    path = tmp_path / "a.jpg"
    path.write_bytes(b"picture")
    moved = watch._moved(path, tmp_path / "goal", "a.jpg")
    assert moved.read_bytes() == b"picture"
    assert not path.exists()
    monkeypatch.setattr("redactor.batch.watch.os.fsync", other_disk)
    path.write_bytes(b"another")
    with pytest.raises(OSError, match="cross-device"):
        watch._moved(path, tmp_path / "goal", "b.jpg")
    assert path.read_bytes() == b"another"
    assert not (tmp_path / "goal/b.jpg").exists()


def test_an_original_that_is_another_by_now_is_not_moved(
    archive: Archive, inbox: tuple[Inbox, list[Found], list[float]], tmp_path: Path
) -> None:
    from redactor.batch.nouns import Result, State

    box, taken, now = inbox
    archive.add("a.jpg")
    box.look()
    now[0] = 3
    box.look()
    box._ledger.claim(1)
    box._ledger.settle(Result("a.jpg", State.RELEASED, output="a.safe.jpg"))
    archive.add("a.jpg", number=2)
    box.settled("a.jpg")
    box.settled("unknown.jpg")
    assert (archive.src / "a.jpg").exists()
    # One that was settled as the service died is moved at the next look.
    box._ledger.again(
        "a.jpg", found=replace(taken[0], stamp=Folder(archive.src).find("a.jpg").stamp)
    )
    box._ledger.settle(Result("a.jpg", State.RELEASED, output="a.safe.jpg"))
    now[0] = 30
    box.look()
    assert (tmp_path / "done/a.jpg").exists()


def test_the_command_runs_until_it_is_told_to_stop(archive: Archive, tmp_path: Path) -> None:
    archive.add("a.jpg", number=1)
    archive.add("b.jpg", "held", number=2)
    words = ["watch", archive.src, archive.dst, "--road", ROAD, "--workers", 1, "--settle", "0.1"]
    run = start(*words, "--json-lines", "--done", tmp_path / "done")
    until(lambda: (tmp_path / "done/a.jpg").exists())
    until(lambda: archive.states().get("b.jpg") == "held")
    run.send_signal(signal.SIGTERM)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 0, err
    states = {t["name"]: t["state"] for t in map(json.loads, out.splitlines()) if "name" in t}
    assert states == {"a.jpg": "released", "b.jpg": "held"}
    archive.add("c.jpg", number=3)
    told = start(*words, "--lang", "en")
    until(lambda: "c.jpg" in archive.states() and archive.states()["c.jpg"] == "released")
    os.kill(told.pid, signal.SIGINT)
    out, err = told.communicate(timeout=30)
    assert "c.jpg: released" in out
    assert "Watching" in err


def test_goals_inside_the_inbox_are_refused(archive: Archive, say: Callable[..., Any]) -> None:
    said = say("watch", archive.src, archive.dst, "--road", ROAD, "--done", archive.src / "done")
    assert said.code == 2
