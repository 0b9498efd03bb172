"""Support desk: many documents, opened ahead, accepted, saved, cancelled, tried again."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from redactor.errors import WorkerError
from redactor.gui import rows
from redactor.gui.desk import AHEAD
from redactor.gui.incoming import gathered
from redactor.gui.session import State
from redactor.jobs import FinishJob, ForgetJob, OpenJob


def names(bench):
    return [f"{n}.jpg" for n in range(5)]


def key(bench, which):
    QTest.keyClick(bench.work.canvas, which)


def test_documents_are_opened_ahead_but_not_all_at_once(bench):
    bench.bring(*[f"{n:02d}.jpg" for n in range(20)])
    bench.until(lambda: bench.desk.cases[AHEAD - 1].state is State.READY)
    bench.qtbot.wait(100)
    opened = [case for case in bench.desk.cases if case.pages]
    assert len(opened) == AHEAD
    bench.do("accept")
    bench.until(lambda: bench.desk.cases[AHEAD].state is State.READY)


def test_n_p_a_and_s_run_the_desk(bench):
    bench.bring(*names(bench))
    bench.settled()
    key(bench, Qt.Key.Key_N)
    assert bench.desk.place() == 1
    key(bench, Qt.Key.Key_P)
    assert bench.desk.place() == 0
    for _ in range(3):
        key(bench, Qt.Key.Key_A)
    states = [case.state for case in bench.desk.cases]
    assert states == [State.ACCEPTED] * 3 + [State.READY] * 2
    assert bench.desk.place() == 3
    key(bench, Qt.Key.Key_S)
    bench.until(lambda: sum(case.state is State.SAVED for case in bench.desk.cases) == 3)
    assert len({case.saved for case in bench.desk.cases if case.saved}) == 3
    assert bench.desk.cases[3].state is State.READY


def test_a_copy_with_questions_is_not_accepted(bench):
    from tests.gui.fakes import SOFT

    bench.worker.doubts["0.jpg"] = (SOFT,)
    bench.bring(*names(bench))
    bench.settled()
    bench.do("accept")
    assert bench.case.state is State.REVIEW
    assert "questions" in bench.window.statusBar().currentMessage()


def test_a_copy_that_is_held_back_is_not_accepted_and_no_questions_are_asked_for(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    bench.desk.set_state(bench.case, State.HELD)
    bench.do("accept")
    assert bench.desk.place() == 0
    said = bench.window.statusBar().currentMessage()
    assert "held back" in said
    assert "questions" not in said


def test_nothing_accepted_is_said(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.do("save-accepted")
    assert "Nothing is accepted" in bench.window.statusBar().currentMessage()


def test_one_can_be_cancelled_and_tried_again(bench):
    bench.worker.hold = True
    bench.bring("a.jpg", "b.jpg")
    first, second = bench.desk.cases
    bench.until(lambda: bench.worker.held != [])
    bench.desk.cancel(second.key)
    assert second.state is State.CANCELLED
    bench.do("cancel")
    bench.is_in(State.CANCELLED)
    assert first.state is State.CANCELLED
    bench.worker.hold = False
    bench.do("retry")
    bench.is_in(State.READY)
    assert second.state is State.CANCELLED


def test_the_next_one_is_opened_while_another_failed(bench):
    bench.worker.errors["a.jpg"] = WorkerError("crashed", name="a.jpg")
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    assert [case.state for case in bench.desk.cases] == [State.FAILED, State.READY]
    assert "stopped half-way" in bench.work.notice.message.title
    del bench.worker.errors["a.jpg"]
    bench.do("retry")
    bench.is_in(State.READY)


def test_a_save_can_be_cancelled(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.worker.hold = True
    bench.do("save")
    bench.until(lambda: bench.worker.held != [])
    bench.do("cancel")
    bench.is_in(State.READY)
    assert bench.case.error is None
    assert bench.case.saved is None


def test_taken_off_the_desk_it_is_forgotten(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    case = bench.case
    bench.do("remove")
    bench.until(lambda: bench.worker.of(ForgetJob) != [])
    assert bench.worker.of(ForgetJob)[0].inputs == case.paths
    assert case.pages == []
    bench.do("remove")
    assert bench.window.start.isVisible()


def test_front_and_back_become_one_copy_and_two_again(bench):
    bench.bring("front.jpg", "back.jpg", "other.jpg")
    bench.settled()
    bench.do("join")
    bench.settled()
    assert [len(case.paths) for case in bench.desk.cases] == [2, 1]
    assert bench.work.strip.list.count() == 3
    bench.do("save")
    bench.is_in(State.SAVED)
    job = bench.worker.of(FinishJob)[0]
    assert len(job.inputs) == 2
    assert job.target.suffix == ".pdf"
    bench.do("separate")
    bench.settled()
    assert [len(case.paths) for case in bench.desk.cases] == [1, 1, 1]


def test_the_strip_says_each_state_in_a_word(bench):
    bench.worker.errors["b.jpg"] = WorkerError("crashed", name="b.jpg")
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    strip = bench.work.strip.list
    said = [strip.item(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert said == ["a.jpg: Ready", "b.jpg: Not opened"]
    assert all(not strip.item(n).data(rows.ICON).isNull() for n in range(2))


def test_far_from_here_pictures_go_and_come_back(bench):
    bench.bring(*[f"{n}.jpg" for n in range(9)])
    for _ in range(8):
        bench.until(lambda: bench.case.state is State.READY)
        bench.do("accept")
    first = bench.desk.cases[0]
    assert first.light
    bench.desk.select(first.key)
    bench.until(lambda: not first.light)
    assert first.state is State.ACCEPTED


def test_a_folder_of_five_hundred_mixed_files(bench):
    folder = bench.folder / "archive"
    (folder / "deep").mkdir(parents=True)
    for n in range(500):
        kind = n % 5
        place = folder / ("deep" if n % 2 else ".") / f"{n:03d}"
        if kind < 3:
            place.with_suffix(".jpg").write_bytes(b"\xff\xd8\xff photo")
        elif kind == 3:
            place.with_suffix(".txt").write_text("no picture")
        else:
            place.with_suffix(".jpg").write_bytes(b"")
    bench.window.open_files([folder])
    bench.until(lambda: len(bench.desk.cases) == 300)
    assert "200 other files left out" in bench.window.statusBar().currentMessage()
    assert bench.work.strip.list.count() == 300


def test_what_batch_held_back_is_opened_from_its_report(tmp_path):
    inputs = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    copies = [
        {"inputs": [str(inputs[0])], "status": "released"},
        {"inputs": [str(path) for path in inputs], "status": "held"},
    ]
    report = tmp_path / "report.json"
    report.write_text(json.dumps({"schema": 1, "copies": copies}))
    assert gathered([report]).groups == (tuple(inputs),)
    assert gathered([tmp_path]).groups == (tuple(inputs),)


def test_what_a_batch_lists_as_held_is_opened_from_its_folder(tmp_path):
    place = tmp_path / ".redactor" / "held"
    place.mkdir(parents=True)
    rows = [{"input": str(tmp_path / "a.jpg")}, {"input": "s3://bucket/b.jpg"}]
    (place / "list.json").write_text(json.dumps({"schema": 1, "held": rows}))
    assert gathered([tmp_path]).groups == ((tmp_path / "a.jpg",),)


@pytest.mark.parametrize("text", ["", "{", '{"copies": [{"status": 1}]}', "[]"])
def test_a_file_that_is_no_report_is_passed_on_as_it_is(tmp_path, text):
    file = tmp_path / "x.json"
    file.write_text(text)
    assert gathered([file]).groups == ((file,),)


def test_another_profile_reaches_what_was_opened_ahead(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    profile = bench.work.card.profile
    profile.setCurrentIndex(profile.findData("strict"))
    bench.until(lambda: all(case.pages[0].state.profile == "strict" for case in bench.desk.cases))
    assert len(bench.worker.of(OpenJob)) == 4


def test_pages_are_reached_with_the_page_keys(bench):
    bench.worker.pages = 3
    bench.bring("scan.pdf")
    bench.is_in(State.READY)
    key(bench, Qt.Key.Key_PageDown)
    key(bench, Qt.Key.Key_PageDown)
    assert bench.desk.page == 2
    key(bench, Qt.Key.Key_PageUp)
    assert bench.desk.page == 1
