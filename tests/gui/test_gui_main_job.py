"""From a drop to a saved copy, and what is said when that cannot be."""

import errno

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox

from redactor.errors import ChangedError, OutputWriteError
from redactor.gui.session import State
from redactor.jobs import FinishJob, OpenJob, PreviewJob
from redactor.model import Doubt, Verdict
from tests.gui.fakes import SOFT


def drop(window, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_drop_and_save_is_all_it_takes(bench):
    drop(bench.window, [bench.file("Jan de Vries.jpg")])
    bench.until(lambda: bench.desk.cases != [])
    bench.is_in(State.READY)
    assert bench.work.isVisible()
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.parent == bench.folder
    assert bench.case.saved.name.startswith("safe-copy-")
    assert "Vries" not in bench.case.saved.name
    message = bench.work.notice.message
    assert message.title.startswith("Saved and checked")
    assert message.tone == "good"


@pytest.mark.parametrize("state", [State.READY, State.REVIEW])
@pytest.mark.parametrize("mirrored", [True, False])
def test_a_picture_that_was_turned_over_is_told_of(bench, mirrored, state):
    bench.worker.mirrored = mirrored
    if state is State.REVIEW:
        bench.worker.doubts["selfie.jpg"] = (SOFT,)
    bench.bring("selfie.jpg")
    bench.is_in(state)
    told = any("mirrored" in line for line in bench.work.notice.message.lines)
    assert told == mirrored


def test_what_is_saved_is_what_was_shown(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("result")
    bench.until(lambda: bench.work.canvas.shows_result)
    bench.do("save")
    bench.is_in(State.SAVED)
    shown, saved = bench.worker.of(PreviewJob)[0], bench.worker.of(FinishJob)[0]
    assert shown.plan == saved.plans[0]
    assert shown.settings.watermark == saved.settings.watermark


def test_a_second_copy_never_takes_the_place_of_the_first(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    for case in list(bench.desk.cases):
        bench.desk.select(case.key)
        bench.do("save")
        bench.is_in(State.SAVED)
    first, second = (case.saved for case in bench.desk.cases)
    assert first != second
    assert first.exists()
    assert second.exists()


def test_the_original_s_name_is_used_only_where_it_was_chosen(bench):
    bench.window.store.set("names", "original")
    bench.bring("case-4711.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.name == "case-4711.safe.jpg"


def test_open_questions_keep_a_copy_from_being_saved(bench):
    bench.worker.doubts["photo.jpg"] = (SOFT,)
    bench.bring("photo.jpg")
    bench.is_in(State.REVIEW)
    bench.do("save")
    box = bench.window.findChild(QMessageBox)
    assert "citizen number" in box.text()
    assert box.defaultButton().text() == "&Go back"
    box.defaultButton().click()
    assert bench.case.state is State.REVIEW
    assert bench.worker.of(FinishJob) == []


def test_a_person_may_take_the_risk_explicitly(bench):
    bench.worker.doubts["photo.jpg"] = (SOFT,)
    bench.bring("photo.jpg")
    bench.is_in(State.REVIEW)
    bench.do("save")
    box = bench.window.findChild(QMessageBox)
    next(button for button in box.buttons() if "all the same" in button.text()).click()
    bench.is_in(State.SAVED)
    assert not bench.case.released
    assert bench.work.notice.message.title.startswith("Saved at your own risk")


def test_a_copy_that_fails_its_check_is_held_and_says_why(bench):
    bench.worker.verdict = Verdict((Doubt("face-visible"),), ("faces",))
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.HELD)
    assert bench.case.saved is None
    assert "A face can still be seen." in bench.work.notice.message.lines


def test_after_a_change_a_saved_copy_counts_as_unsaved(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    bench.work.changes.toggle(2)
    assert bench.case.state is State.READY


def test_a_full_disk_and_a_closed_folder_keep_the_work(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.worker.fails[FinishJob] = OutputWriteError(
        "full", file="x", reason=errno.errorcode[errno.ENOSPC]
    )
    bench.do("save")
    bench.until(lambda: bench.case.error is not None)
    assert "disk is full" in bench.work.notice.message.title
    bench.worker.fails[FinishJob] = OutputWriteError("no", file="x", reason="EROFS")
    bench.do("save")
    bench.until(lambda: bench.case.state is State.READY)
    assert "another folder" in bench.work.notice.message.title
    del bench.worker.fails[FinishJob]
    bench.do("save")
    bench.is_in(State.SAVED)


def test_several_pages_become_one_pdf(bench):
    bench.worker.pages = 3
    bench.bring("scan.pdf")
    bench.is_in(State.READY)
    assert not bench.work.card.format.isEnabled()
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.suffix == ".pdf"
    assert len(bench.worker.of(FinishJob)[0].plans) == 3


def test_the_choices_reach_the_worker(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    card = bench.work.card
    card.recipient.setText("Woningstichting")
    card.purpose.setText("huur")
    card.format.setCurrentIndex(card.format.findData("png"))
    card.most.setCurrentIndex(card.most.findData(2_000_000))
    bench.do("save")
    bench.is_in(State.SAVED)
    job = bench.worker.of(FinishJob)[0]
    assert "Woningstichting" in job.settings.watermark
    assert "huur" in job.settings.watermark
    assert job.settings.max_bytes == 2_000_000
    assert job.target.suffix == ".png"


def test_a_saved_copy_says_when_the_card_was_changed_since(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert "changed since" not in " ".join(bench.work.notice.message.lines)
    bench.work.card.recipient.setText("Woningstichting")
    assert "changed since" in " ".join(bench.work.notice.message.lines)
    bench.do("save")
    bench.until(lambda: len(bench.worker.of(FinishJob)) == 2)
    bench.is_in(State.SAVED)
    assert "changed since" not in " ".join(bench.work.notice.message.lines)


def test_the_watermark_can_be_left_out_and_that_is_seen_at_once(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.work.card.watermark.click()
    bench.until(lambda: bench.work.canvas.shows_result)
    assert bench.worker.of(PreviewJob)[-1].settings.watermark is None
    assert not bench.work.card.recipient.isEnabled()


def test_save_as_goes_where_it_was_told(bench, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    goal = bench.folder / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(goal), ""))
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save-as")
    bench.is_in(State.SAVED)
    assert bench.case.saved == goal
    assert bench.window.store.text("folder") == str(bench.folder)


def test_afterwards_the_copy_can_be_copied_and_dragged(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    offers = {button.text(): button for button in bench.work.notice.buttons}
    offers["&Copy to clipboard"].click()
    urls = QApplication.clipboard().mimeData().urls()
    assert [url.toLocalFile() for url in urls] == [str(bench.case.saved)]
    assert offers["Drag it out"].mime().urls() == urls
    bench.window.close()
    left = QApplication.clipboard().mimeData()
    assert left is None or not left.hasUrls()


def test_a_file_is_opened_once_for_all_that_is_done_with_it(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
    assert len(bench.worker.of(OpenJob)) == 1


def test_a_file_that_changed_meanwhile_is_looked_at_again(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.worker.fails[FinishJob] = ChangedError("changed", name="photo.jpg")
    bench.do("save")
    bench.is_in(State.FAILED)
    assert "changed meanwhile" in bench.work.notice.message.title
    del bench.worker.fails[FinishJob]
    bench.do("retry")
    bench.is_in(State.READY)
    bench.do("save")
    bench.is_in(State.SAVED)
