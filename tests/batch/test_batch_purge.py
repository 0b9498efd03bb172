"""Originals go only where their copy is proven, and every step is written down."""

from __future__ import annotations

import csv
import hashlib
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redactor.batch.nouns import Counts
from redactor.batch.purge import Purged, purge
from redactor.errors import NotFoundError, OutputWriteError
from redactor.errors import RedactorError as BusyOrOther
from tests.batch import fake_road
from tests.batch.conftest import ROAD, Archive, begun, start, until

Go = Callable[..., Any]


@pytest.fixture
def done(archive: Archive, go: Go) -> Archive:
    archive.fill(4)
    archive.add("held.jpg", "held")
    archive.add("damaged.jpg", "damaged")
    go()
    return archive


def purged(archive: Archive, confirm: bool) -> Purged:
    return purge(str(archive.dst), confirm=confirm, road=ROAD)


def test_without_confirm_nothing_goes(done: Archive) -> None:
    before = sorted(done.src.rglob("*"))
    said = purged(done, confirm=False)
    assert len(said.ready) == 4
    assert said.list is None
    assert sorted(done.src.rglob("*")) == before


def test_originals_with_a_released_copy_go_and_the_list_tells(done: Archive, go: Go) -> None:
    said = purged(done, confirm=True)
    assert len(said.ready) == 4
    assert {p.name for p in done.src.rglob("*") if p.is_file()} == {"held.jpg", "damaged.jpg"}
    assert said.list is not None
    text = said.list.read_text()
    rows = list(csv.reader(text.splitlines()))
    assert [row[0] for row in rows[1:3]] == ["remove", "removed"]
    assert rows[-1][0] == "signed"
    before = text[: text.index("signed,")]
    assert rows[-1][3] == hashlib.sha256(before.encode()).hexdigest()
    assert rows[-1][4] == "4"
    assert all(item.removed for item in done.items().values() if item.state == "released")
    # A batch that goes on forgets nothing of them, and there is nothing more to remove.
    assert go(resume=True) == Counts(released=4, held=1, failed=1)
    assert purged(done, confirm=True) == Purged((), (), 0, None)


def test_an_original_stays_where_anything_is_not_as_recorded(done: Archive) -> None:
    done.add("0/plain-0.jpg", number=500)
    (done.dst / "1/plain-1.safe.jpg").write_bytes(b"spoiled")
    (done.dst / "2/plain-2.safe.jpg").unlink()
    said = purged(done, confirm=True)
    assert said.ready == ("0/plain-3.jpg",)
    assert dict(said.kept) == {
        "0/plain-0.jpg": "source-changed",
        "1/plain-1.jpg": "copy-changed",
        "2/plain-2.jpg": "copy-missing",
    }
    assert (done.src / "0/plain-0.jpg").exists()


def test_a_copy_that_fails_its_check_now_keeps_its_original(done: Archive) -> None:
    """Recorded, unchanged, and yet not safe by what the program knows today."""
    from redactor.batch.home import home
    from redactor.batch.ledger import Ledger

    for name, data in (("0/plain-0", b"not whole"), ("1/plain-1", b"crash")):
        copy = done.dst / f"{name}.safe.jpg"
        copy.write_bytes(fake_road.MAGIC + data)
        with Ledger(home(str(done.dst)) / "ledger.sqlite") as ledger, ledger._writing() as base:
            digest = hashlib.sha256(copy.read_bytes()).hexdigest()
            base.execute("UPDATE items SET output_hash=? WHERE name=?", (digest, f"{name}.jpg"))
    said = purged(done, confirm=True)
    assert dict(said.kept) == {"0/plain-0.jpg": "copy-unsafe", "1/plain-1.jpg": "copy-unsafe"}
    assert (done.src / "0/plain-0.jpg").exists()


def test_what_is_gone_or_cannot_be_read_is_told(done: Archive) -> None:
    (done.src / "0/plain-0.jpg").unlink()
    (done.src / "1/plain-1.jpg").write_bytes(b"")
    assert dict(purged(done, confirm=True).kept) == {
        "0/plain-0.jpg": "source-gone",
        "1/plain-1.jpg": "empty",
    }


def test_an_original_that_changes_at_the_last_moment_stays(
    done: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redactor.batch import purge as module

    real = module._List.row

    def meddle(self: Any, step: str, item: Any) -> None:
        if item.name == "0/plain-0.jpg" and step == "remove":
            done.add(item.name, number=700)
        real(self, step, item)

    monkeypatch.setattr(module._List, "row", meddle)
    said = purged(done, confirm=True)
    assert said.kept == (("0/plain-0.jpg", "not-removed"),)
    assert len(said.ready) == 3


def test_without_a_list_nothing_is_removed(done: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("redactor.batch.purge.os.fsync", full)
    with pytest.raises(OutputWriteError, match="nothing more was removed"):
        purged(done, confirm=True)
    monkeypatch.setattr("redactor.batch.purge.os.open", full)
    with pytest.raises(OutputWriteError):
        purged(done, confirm=True)
    assert len([p for p in done.src.rglob("*") if p.is_file()]) == 6


def test_nobody_to_name(done: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("redactor.batch.purge.getpass.getuser", nobody)
    said = purged(done, confirm=True)
    assert said.list is not None
    assert ",?@" in said.list.read_text()


def test_no_batch_and_a_busy_one(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFoundError):
        purge(str(tmp_path))
    archive.fill(20)
    monkeypatch.setenv(fake_road.PAUSE, "2")
    run = start("batch", archive.src, archive.dst, "--road", ROAD, "--workers", 1)
    try:
        until(lambda: begun(archive))
        with pytest.raises(BusyOrOther, match=str(run.pid)):
            purged(archive, confirm=True)
    finally:
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()


def test_the_command(done: Archive, say: Callable[..., Any]) -> None:
    said = say("purge", done.dst, "--road", ROAD)
    assert said.code == 0
    assert "4 originals" in said.out
    assert "--confirm" in said.out
    (done.dst / "0/plain-0.safe.jpg").unlink()
    said = say("purge", done.dst, "--road", ROAD, "--confirm", "--workers", 1)
    assert said.code == 3
    assert "0/plain-0.jpg: stays (its copy is not there)" in said.out
    assert "3 originals removed" in said.out
