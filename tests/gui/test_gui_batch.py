"""What a batch held back: opened from its folder, saved in its place, told to its ledger."""

import json
from pathlib import Path

import pytest

from redactor.batch.held import LIST, held, write_list
from redactor.batch.home import LEDGER, opened
from redactor.batch.ledger import Ledger
from redactor.batch.lock import locked
from redactor.batch.nouns import Found, Result
from redactor.batch.nouns import State as Item
from redactor.gui.incoming import gathered
from redactor.gui.session import State
from redactor.jobs import FinishJob
from redactor.model import Kind


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    """A target with two inputs held back, one of them in a folder of its own."""
    source, target = tmp_path / "archive", tmp_path / "clean"
    (source / "2019").mkdir(parents=True)
    target.mkdir()
    names = ("2019/a.jpg", "b.jpg")
    with opened(str(source), str(target), resume=False) as ledger:
        run = ledger.begin("{}", {}, {}, "local")
        for name in names:
            (source / name).write_bytes(b"\xff\xd8\xff photo")
        ledger.enrol([Found(name, 8, "1") for name in names], "{}", run)
        for name in names:
            ledger.settle(Result(name, Item.HELD, reasons=("number-visible",)))
        write_list(ledger, str(target))
    (target / "finished.safe.jpg").write_bytes(b"\xff\xd8\xff finished")
    return target


def item(batch, name):
    with Ledger(batch / ".redactor" / LEDGER, readonly=True) as ledger:
        return ledger.item(name)


def bring(bench, batch, count=2):
    bench.window.open_files([batch])
    bench.until(lambda: len(bench.desk.cases) == count)
    bench.settled()


def offer(bench, text):
    return next(button for button in bench.work.notice.buttons if text in button.text())


def lines(bench):
    return " ".join(bench.work.notice.message.lines)


def test_a_saved_copy_lies_in_its_place_and_counts_as_reviewed(bench, batch):
    bench.window.store.set("folder", str(bench.folder))
    bring(bench, batch)
    assert bench.work.card.folder.text() == "2019"
    assert not bench.work.card.folder.isEnabled()
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved == batch / "2019" / "a.safe.jpg"
    found = item(batch, "2019/a.jpg")
    assert (found.state, found.output) == (Item.RELEASED, "2019/a.safe.jpg")
    assert "person" in found.checks
    assert "reviewed by a person" in lines(bench)
    assert [one.name for one in held(str(batch))] == ["b.jpg"]
    assert [group[0].name for group in gathered([batch]).groups] == ["b.jpg"]


def test_a_copy_saved_once_more_is_the_one_that_counts(bench, batch):
    bring(bench, batch)
    bench.do("save")
    bench.is_in(State.SAVED)
    bench.work.changes.toggle(2)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert item(batch, "2019/a.jpg").output == "2019/a.safe-2.jpg"


def test_a_batch_at_work_is_said_and_can_be_told_later(bench, batch):
    bring(bench, batch)
    with locked(batch / ".redactor"):
        bench.do("save")
        bench.is_in(State.SAVED)
        assert "it is at work" in lines(bench)
        assert bench.work.notice.message.tone == "warn"
        assert item(batch, "2019/a.jpg").state is Item.HELD
    offer(bench, "batch").click()
    bench.until(lambda: bench.case.untold is None)
    assert item(batch, "2019/a.jpg").state is Item.RELEASED
    bench.until(lambda: bench.work.notice.message.tone == "good")
    assert not any("batch" in button.text() for button in bench.work.notice.buttons)


def test_a_copy_saved_elsewhere_is_not_counted_and_that_is_said(bench, batch):
    bring(bench, batch)
    bench.work.saver.save(bench.case, bench.folder / "elsewhere.jpg")
    bench.is_in(State.SAVED)
    assert "lies elsewhere" in lines(bench)
    assert item(batch, "2019/a.jpg").state is Item.HELD
    assert bench.window.store.text("folder") == ""


def test_front_and_back_put_together_are_both_counted(bench, batch):
    bring(bench, batch)
    bench.do("join")
    bench.settled()
    bench.do("save")
    bench.is_in(State.SAVED)
    assert held(str(batch)) == ()
    bench.do("separate")
    bench.settled()
    assert [len(case.origins) for case in bench.desk.cases] == [1, 1]


def test_a_damaged_ledger_costs_no_copy(bench, batch):
    bring(bench, batch)
    for file in (batch / ".redactor").glob("ledger.sqlite*"):
        file.unlink()
    (batch / ".redactor" / LEDGER).write_bytes(b"no ledger at all" * 100)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.exists()
    assert "cannot be written" in lines(bench)


def test_a_finished_batch_has_nothing_to_open(bench, batch):
    with opened(str(batch.parent / "archive"), str(batch), resume=True) as ledger:
        for name in ("2019/a.jpg", "b.jpg"):
            ledger.settle(Result(name, Item.RELEASED))
        write_list(ledger, str(batch))
    bench.window.open_files([batch])
    bench.until(lambda: "Nothing is held back" in bench.window.statusBar().currentMessage())
    assert bench.desk.cases == []


def test_a_batch_that_was_moved_keeps_its_copies_inside(bench, batch):
    moved = batch.rename(batch.with_name("moved"))
    bring(bench, moved)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved == moved / "a.safe.jpg"
    assert item(moved, "2019/a.jpg").output == "a.safe.jpg"


def test_a_list_without_its_batch_is_opened_all_the_same(batch, tmp_path):
    alone = tmp_path / LIST
    alone.write_bytes((batch / ".redactor" / "held" / LIST).read_bytes())
    found = gathered([alone])
    assert len(found.groups) == 2
    assert not found.origins


def told(batch, **settings):
    """The batch's list with the settings it was made with."""
    place = batch / ".redactor" / "held" / LIST
    table = json.loads(place.read_text())
    place.write_text(json.dumps(table | {"settings": settings}))


def test_copies_are_made_as_the_batch_makes_its_own(bench, batch):
    told(batch, profile="strict", keep=["signature"], watermark=False, crop=False, max_bytes=500)
    bring(bench, batch)
    assert bench.work.card.profile.currentData() == "strict"
    assert not bench.work.card.watermark.isChecked()
    assert "As in its batch: " in bench.window.statusBar().currentMessage()
    bench.do("save")
    bench.is_in(State.SAVED)
    made = bench.worker.of(FinishJob)[-1].settings
    assert (made.profile, made.watermark, made.crop) == ("strict", None, False)
    assert (made.keep, made.max_bytes) == ({Kind.SIGNATURE}, 500)


def test_what_a_batch_keeps_is_not_kept_under_another_profile(bench, batch):
    told(batch, profile="strict", keep=["portrait"])
    bring(bench, batch)
    profile = bench.work.card.profile
    profile.setCurrentIndex(profile.findData("safe-copy"))
    bench.do("save")
    bench.is_in(State.SAVED)
    made = bench.worker.of(FinishJob)[-1].settings
    assert (made.profile, made.keep) == ("safe-copy", frozenset())


def test_a_batch_does_not_change_how_others_on_the_desk_are_made(bench, batch):
    told(batch, profile="strict")
    bench.bring("mine.jpg")
    bench.settled()
    bring(bench, batch, 3)
    assert bench.work.card.profile.currentData() == "safe-copy"
    assert "Another is chosen" in bench.window.statusBar().currentMessage()


@pytest.mark.parametrize(
    "ways",
    [
        {},
        {"profile": ""},
        {"profile": "of another version"},
        {"profile": "strict", "hide": ["a kind of another version"]},
        {"profile": "strict", "max_bytes": "much"},
    ],
)
def test_a_batch_that_does_not_say_how_is_made_as_the_card_says(bench, batch, ways):
    told(batch, **ways)
    bring(bench, batch)
    assert bench.work.card.profile.currentData() == "safe-copy"
    bench.do("save")
    bench.is_in(State.SAVED)
