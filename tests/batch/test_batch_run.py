"""What a batch makes of an archive."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redactor.batch.held import held, reviewed
from redactor.batch.home import opened
from redactor.batch.nouns import Counts, State
from redactor.errors import (
    EngineError,
    InputError,
    NotFoundError,
    UsageError,
)
from redactor.export import Format
from redactor.pipeline import Settings
from tests.batch import fake_road
from tests.batch.conftest import ROAD, Archive

Go = Callable[..., Any]


def test_folders_are_mirrored_and_every_input_has_one_outcome(archive: Archive, go: Go) -> None:
    archive.fill(5)
    archive.add("deep/er/held.jpg", "held", 7)
    archive.add("damaged.jpg", "damaged")
    (archive.src / "notes.txt").write_text("no picture")
    (archive.src / "empty.jpg").touch()
    before = {path: path.read_bytes() for path in archive.src.rglob("*") if path.is_file()}
    assert go() == Counts(released=5, held=1, failed=2, skipped=1)
    assert set(archive.outputs()) == {f"{n % 3}/plain-{n}.safe.jpg" for n in range(5)}
    for name, copy in archive.outputs().items():
        source = archive.src / name.replace(".safe", "")
        assert copy == fake_road.copy_of(source.read_bytes())
    items = archive.items()
    assert items["deep/er/held.jpg"].reasons == ("number-visible",)
    assert items["damaged.jpg"].reasons == ("damaged",)
    assert items["empty.jpg"].reasons == ("empty",)
    assert items["notes.txt"].reasons == ("unsupported-type",)
    assert {path: path.read_bytes() for path in before} == before
    assert [event.name for event in archive.told if event.kind == "item"]
    assert archive.told[-1].counts == Counts(released=5, held=1, failed=2, skipped=1)


def test_a_finished_batch_does_nothing_again(archive: Archive, go: Go) -> None:
    archive.fill(4)
    go()
    when = {name: (archive.dst / name).stat().st_mtime_ns for name in archive.outputs()}
    assert go(resume=True) == Counts(released=4)
    assert [event.kind for event in archive.told] == ["begin", "end"]
    assert {name: (archive.dst / name).stat().st_mtime_ns for name in when} == when


def test_a_second_batch_into_the_same_target_is_asked_to_resume(archive: Archive, go: Go) -> None:
    archive.fill(1)
    go()
    with pytest.raises(UsageError, match="--resume"):
        go()


def test_a_target_with_other_files_or_another_batch_is_refused(
    archive: Archive, go: Go, tmp_path: Path
) -> None:
    archive.fill(1)
    archive.dst.mkdir()
    (archive.dst / "mine.jpg").write_bytes(b"mine")
    with pytest.raises(UsageError, match="empty"):
        go()
    (archive.dst / "mine.jpg").unlink()
    go()
    other = tmp_path / "other"
    other.mkdir()
    with (
        pytest.raises(UsageError, match="this batch is of"),
        opened(str(other), str(archive.dst), resume=True),
    ):
        pass


@pytest.mark.parametrize(("src", "dst"), [("a", "a/b"), ("a/b", "a"), ("a", "a"), ("a", "l")])
def test_source_and_target_in_each_other_are_refused(tmp_path: Path, src: str, dst: str) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "l").symlink_to(tmp_path / "a")
    with (
        pytest.raises(UsageError, match="each other"),
        opened(str(tmp_path / src), str(tmp_path / dst), resume=False),
    ):
        pass


def test_a_source_that_is_not_there_and_a_target_that_is_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError), opened(str(tmp_path / "no"), "x", resume=False):
        pass
    (tmp_path / "src").mkdir()
    (tmp_path / "file").touch()
    with (
        pytest.raises(UsageError, match="is a file"),
        opened(str(tmp_path / "src"), str(tmp_path / "file"), resume=False),
    ):
        pass


def test_new_files_are_taken_and_changed_ones_done_again(archive: Archive, go: Go) -> None:
    archive.fill(3)
    go()
    archive.add("new.jpg", number=50)
    changed = archive.add("0/plain-0.jpg", number=51)
    assert go(resume=True) == Counts(released=4)
    done = {event.name for event in archive.told if event.kind == "item"}
    assert done == {"new.jpg", "0/plain-0.jpg"}
    copy = (archive.dst / "0/plain-0.safe.jpg").read_bytes()
    assert copy == fake_road.copy_of(changed.read_bytes())


def test_other_settings_redo_and_leave_nothing_of_before(archive: Archive, go: Go) -> None:
    archive.fill(3)
    go()
    assert go(resume=True, settings=Settings(format=Format.PNG)) == Counts(released=3)
    assert {Path(name).suffix for name in archive.outputs()} == {".png"}


def test_a_copy_that_is_held_now_does_not_stay(archive: Archive, go: Go) -> None:
    path = archive.add("card.jpg")
    go()
    path.write_bytes(fake_road.picture("held", 3))
    assert go(resume=True) == Counts(held=1)
    assert archive.outputs() == {}


def test_the_same_bytes_are_worked_on_once_and_each_has_its_copy(archive: Archive, go: Go) -> None:
    for name in ("a/one.jpg", "b/two.jpg", "c/three.jpg"):
        archive.add(name, "slow", 1)
    archive.add("d/held.jpg", "held", 2)
    archive.add("e/held.jpg", "held", 2)
    assert go(workers=2) == Counts(released=3, held=2)
    assert len(set(archive.outputs().values())) == 1
    assert len(archive.outputs()) == 3
    items = archive.items()
    assert sorted(str(item.twin) for item in items.values()) == [
        *("None", "None", "a/one.jpg", "a/one.jpg", "d/held.jpg")
    ]
    archive.add("f/late.jpg", "slow", 1)
    (archive.dst / "a/one.safe.jpg").write_bytes(b"spoiled")
    go(resume=True)
    # The recorded copy is not what it was: the file is worked on instead.
    assert (archive.dst / "f/late.safe.jpg").read_bytes() == fake_road.copy_of(
        fake_road.picture("slow", 1)
    )


def test_copies_of_like_names_do_not_meet(archive: Archive, go: Go) -> None:
    for number, name in enumerate(("card.jpg", "card.png", "CARD.tif", "card.safe.jpg")):
        archive.add(name, number=number)
    assert go() == Counts(released=4)
    assert len({name.casefold() for name in archive.outputs()}) == 4


def test_names_that_are_no_text_are_worked_on(archive: Archive, go: Go) -> None:
    path = archive.src / os.fsdecode(b"caf\xe9.jpg")
    path.write_bytes(fake_road.picture("plain"))
    assert go() == Counts(released=1)
    assert [os.fsencode(p.name) for p in archive.dst.glob("*.jpg")] == [b"caf\xe9.safe.jpg"]
    assert go(resume=True) == Counts(released=1)


def test_links_that_lead_outside_are_not_followed(archive: Archive, go: Go, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(fake_road.picture("plain", 1))
    archive.add("own.jpg", number=2)
    (archive.src / "file.jpg").symlink_to(outside / "secret.jpg")
    (archive.src / "folder").symlink_to(outside)
    (archive.src / "inside.jpg").symlink_to(archive.src / "own.jpg")
    (archive.src / "nowhere.jpg").symlink_to(archive.src / "gone.jpg")
    os.mkfifo(archive.src / "pipe.jpg")
    assert go() == Counts(released=2, skipped=3)
    assert archive.items()["file.jpg"].reasons == ("link-outside",)
    assert archive.items()["pipe.jpg"].reasons == ("not-a-file",)
    assert set(archive.outputs()) == {"own.safe.jpg", "inside.safe.jpg"}


def test_hidden_and_foreign_housekeeping_is_passed_over(archive: Archive, go: Go) -> None:
    archive.add(".hidden.jpg")
    archive.add(".git/a.jpg")
    archive.add("Thumbs.db")
    archive.add("a.jpg")
    assert go() == Counts(released=1)


def test_include_exclude_and_limit(archive: Archive, go: Go) -> None:
    archive.fill(6)
    archive.add("x/a.png", number=60)
    archive.add("x/b.jpg", number=61)
    assert go(include=("*.jpg",), exclude=("x/*",), limit=4).done == 4
    assert go(resume=True, include=("*.jpg",), exclude=("x/*",)) == Counts(released=6)
    assert not any(name.startswith("x/") for name in archive.states())


def test_held_ones_are_listed_and_a_person_finishes_them(archive: Archive, go: Go) -> None:
    archive.add("a/held.jpg", "held")
    archive.add("b.jpg")
    go()
    listed = json.loads((archive.dst / ".redactor/held/list.json").read_text())
    assert [(row["name"], row["reasons"]) for row in listed["held"]] == [
        ("a/held.jpg", ["number-visible"])
    ]
    assert listed["held"][0]["input"] == str((archive.src / "a/held.jpg").resolve())
    (one,) = held(str(archive.dst))
    assert Path(one.copy) == archive.dst.resolve() / "a/held.safe"
    with pytest.raises(InputError, match="not in"):
        reviewed(str(archive.dst), one.name, archive.src / "b.jpg")
    copy = Path(one.copy + ".png")
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(b"finished by a person")
    with pytest.raises(NotFoundError):
        reviewed(str(archive.dst), "b.jpg", copy)
    reviewed(str(archive.dst), one.name, copy)
    item = archive.items()["a/held.jpg"]
    assert (item.state, item.output) == (State.RELEASED, "a/held.safe.png")
    assert "person" in item.checks
    assert held(str(archive.dst)) == ()
    better = copy.with_name("held.safe-2.png")
    better.write_bytes(b"finished by a person again")
    reviewed(str(archive.dst), one.name, better)
    item = archive.items()["a/held.jpg"]
    assert (item.output, item.reasons.count("reviewed")) == ("a/held.safe-2.png", 1)
    better.unlink()
    reviewed(str(archive.dst), one.name, copy)
    assert go(resume=True) == Counts(released=2)
    # Nor do other settings undo a person's work; another document under the name does.
    go(resume=True, settings=Settings(format=Format.PNG))
    assert copy.read_bytes() == b"finished by a person"
    archive.add("a/held.jpg", "held", 8)
    assert go(resume=True, settings=Settings(format=Format.PNG)) == Counts(released=1, held=1)
    assert not copy.exists()


def test_retry_does_one_outcome_again(archive: Archive, go: Go) -> None:
    archive.fill(2)
    archive.add("held.jpg", "held")
    archive.add("damaged.jpg", "damaged")
    go()
    go(retry=State.HELD)
    assert {event.name for event in archive.told if event.kind == "item"} == {"held.jpg"}
    go(retry=State.FAILED)
    assert {event.name for event in archive.told if event.kind == "item"} == {"damaged.jpg"}


def test_engines_that_do_not_load_end_the_run_and_cost_nothing(archive: Archive, go: Go) -> None:
    archive.fill(10)
    with pytest.raises(EngineError, match="doctor"):
        go(road="tests.batch.fake_road:broken")
    assert set(archive.states().values()) == {"queued"}
    assert go(resume=True) == Counts(released=10)


def test_no_reader_without_a_batch(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no batch"):
        held(str(tmp_path))


def test_the_ledger_says_how_it_was_made(archive: Archive, go: Go) -> None:
    archive.fill(1)
    go(settings=Settings(watermark="KOPIE voor Willeke"))
    from redactor.batch.home import looked_at

    with looked_at(str(archive.dst)) as ledger:
        (run,) = ledger.runs()
    assert run["versions"]["redactor"]
    assert run["choices"]["profile"] == "safe-copy"
    assert run["choices"]["watermark"] is True
    assert run["ended"] >= run["started"]
    for path in (archive.dst / ".redactor").rglob("*"):
        if path.is_file():
            assert b"Willeke" not in path.read_bytes(), path.name


def test_road_of_tests_is_found() -> None:
    from redactor.jobs.desk import named

    assert named(ROAD) is fake_road.make
