"""Progress, cancelling, closing, crashes, the clipboard, and what is kept."""

import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSettings, QTimer
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from redactor.errors import EngineError
from redactor.gui import words
from redactor.gui.app import make_window
from redactor.gui.crash import Catcher, report
from redactor.gui.session import State
from redactor.gui.settings import SETTINGS
from redactor.jobs import OpenJob, PreviewJob


def test_progress_with_cancel_shows_after_half_a_second(bench):
    bench.worker.hold = True
    bench.bring("slow.jpg")
    bench.qtbot.wait(150)
    assert bench.work.notice.isHidden()
    bench.until(lambda: bench.work.notice.isVisible())
    assert bench.work.notice.message.title == "Reading: slow.jpg"
    assert bench.work.notice.message.busy
    bench.work.notice.buttons[0].click()
    bench.is_in(State.CANCELLED)
    assert not bench.work.notice.message.busy


@pytest.mark.parametrize(
    ("name", "page", "pages", "said"),
    [
        ("read", 0, None, "Reading"),
        ("read", 1, None, "Reading, page 2"),
        ("verify", 1, 3, "Checking the copy, page 2 of 3"),
        ("intake", 1, None, "Opening"),
    ],
)
def test_a_page_is_named_only_where_there_is_one(bench, name, page, pages, said):
    assert words.stage(name, page, pages) == said


def test_closing_in_the_middle_of_work_is_safe(bench):
    bench.worker.hold = True
    bench.bring("a.jpg", "b.jpg")
    bench.until(lambda: bench.worker.held != [])
    started = time.monotonic()
    bench.window.close()
    assert time.monotonic() - started < 4
    assert bench.worker.closed
    assert bench.window.isHidden()


def test_pictures_are_let_go_of_on_close(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    case = bench.case
    bench.window.close()
    assert case.pages == []
    assert bench.work.canvas._picture.pixmap().isNull()


def test_work_that_was_not_saved_is_asked_about(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.work.changes.toggle(2)
    bench.window.close()
    assert bench.window.isVisible()
    box = bench.window.findChild(QMessageBox)
    assert box.text() == "1 copy you worked on is not saved yet."
    next(button for button in box.buttons() if "without" in button.text()).click()
    assert bench.window.isHidden()


def test_a_copy_that_was_only_looked_at_does_not_hold_up_closing(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.window.close()
    assert bench.window.isHidden()


def test_a_pasted_picture_becomes_a_document_and_is_swept(bench):
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(0xFFAABBCC)
    QGuiApplication.clipboard().setImage(picture)
    bench.do("paste")
    bench.until(lambda: bench.desk.cases != [])
    bench.is_in(State.READY)
    assert bench.case.name == "Pasted picture"
    kept = bench.case.paths[0]
    assert kept.exists()
    assert kept.parent.stat().st_mode & 0o077 == 0
    assert bench.work.saver.folder(bench.case) != kept.parent
    bench.window.close()
    assert not kept.exists()


def test_pasted_files_are_opened(bench):
    from PySide6.QtCore import QUrl

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(bench.file("a.jpg")))])
    QGuiApplication.clipboard().setMimeData(data)
    bench.do("paste")
    bench.until(lambda: bench.desk.cases != [])


def test_an_empty_clipboard_is_said(bench):
    QGuiApplication.clipboard().setText("no picture")
    bench.do("paste")
    assert "no picture" in bench.window.statusBar().currentMessage()


def test_the_sample_is_a_click_away(bench):
    bench.window.start.sample_button.click()
    bench.until(lambda: bench.desk.cases != [])
    bench.is_in(State.READY)
    assert bench.case.name == "Sample"
    assert bench.case.paths[0].exists()


def test_a_crash_is_shown_without_a_word_about_anyone(qapp, qtbot, tmp_path):
    try:
        raise ValueError(f"{tmp_path}/Jan de Vries.jpg")
    except ValueError as error:
        text = report(error, error.__traceback__)
        Catcher(lambda: None)(ValueError, error, error.__traceback__)
    assert "ValueError" in text
    assert "test_gui_manners.py" in text
    assert "Vries" not in text
    assert str(tmp_path) not in text
    dialog = QApplication.activeModalWidget()
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == text
    dialog.close()


def test_an_error_in_a_slot_reaches_the_crash_dialog(monkeypatch):
    caught = Catcher(lambda: None)
    monkeypatch.setattr(sys, "excepthook", None)
    caught.install()
    assert sys.excepthook is caught


def test_a_worker_that_cannot_start_is_said_and_fails_what_is_asked(
    qtbot, qapp, settings, tmp_path
):
    def start():
        raise EngineError("The model x is missing; install Redactor again.", model="x")

    window = make_window(qapp, settings, lambda _loaded: start)
    qtbot.addWidget(window)
    window.show()
    window.bridge.open()
    window.prepare()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert "install Redactor again" in window.findChild(QMessageBox).text()
    (tmp_path / "a.jpg").write_bytes(b"x")
    window.open_files([tmp_path / "a.jpg"])
    qtbot.waitUntil(lambda: window.work.desk.cases != [])
    qtbot.waitUntil(lambda: window.work.desk.cases[0].state is State.FAILED)
    window.findChild(QMessageBox).close()
    window.close()
    window.languages.clear()


def test_nothing_about_people_is_kept(bench, settings):
    bench.bring("Jan de Vries.jpg")
    bench.is_in(State.READY)
    bench.work.card.recipient.setText("Woningstichting")
    bench.work.card.purpose.setText("huur")
    bench.do("save")
    bench.is_in(State.SAVED)
    bench.window.close()
    settings.sync()
    kept = QSettings(settings.fileName(), QSettings.Format.IniFormat)
    assert set(kept.allKeys()) <= {setting.key for setting in SETTINGS}
    text = Path(settings.fileName()).read_text("utf-8")
    assert "Vries" not in text
    assert "Woningstichting" not in text
    assert "huur" not in text


def test_recent_files_only_where_switched_on(bench):
    bench.bring("a.jpg")
    assert bench.window.store.text("recent-files") == ""
    bench.window.store.set("recents", True)
    bench.bring("b.jpg")
    assert bench.window.store.text("recent-files").endswith("b.jpg")
    bench.window.store.set("recents", False)
    assert bench.window.store.text("recent-files") == ""


def test_the_window_comes_back_as_it_was(bench, qapp, qtbot, settings):
    bench.window.resize(700, 600)
    bench.window.close()
    again = make_window(qapp, settings, lambda _loaded: lambda: bench.worker)
    qtbot.addWidget(again)
    assert abs(again.width() - 700) < 3
    again.languages.clear()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_in_both_themes(theme):
    from redactor.gui import theme as themes

    c = {"light": themes.LIGHT, "dark": themes.DARK}[theme]

    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(a, b):
        high, low = sorted((light(a), light(b)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    for text in (c.text, c.muted, c.accent, c.good, c.warn, c.bad):
        for ground in (c.window, c.base, c.raised):
            assert contrast(text, ground) >= 4.5, (text, ground)
    for text, ground in (
        (c.on_accent, c.accent),
        (c.text, c.tint),
        (c.text, c.good_tint),
        (c.text, c.warn_tint),
        (c.text, c.bad_tint),
        (c.muted, c.tint),
    ):
        assert contrast(text, ground) >= 4.5, (text, ground)


def test_twice_the_text_still_fits_and_scrolls(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    before = bench.work.card.save_button.height()
    bench.window.store.set("text-size", 200)
    bench.qtbot.wait(50)
    assert bench.work.card.save_button.height() > 1.6 * before
    assert not bench.work.card.save_button.visibleRegion().isEmpty()
    bench.work.splitter.side.ensureWidgetVisible(bench.work.card.folder)
    bench.qtbot.wait(10)
    assert not bench.work.card.folder.visibleRegion().isEmpty()
    bench.window.store.set("text-size", 100)


def test_the_window_is_never_held_up_while_a_large_photo_is_read(bench):
    bench.worker.size = (4000, 3000)
    beats = [time.perf_counter()]
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    bench.bring("large.jpg")
    bench.is_in(State.READY)
    bench.qtbot.wait(100)
    timer.stop()
    worst = max(b - a for a, b in pairwise(beats))
    assert worst < 1.0  # generous: machines that run tests are busy; make bench-gui measures
    assert len(bench.worker.of(OpenJob)) == 1


def test_without_a_screen_it_says_what_to_do_instead(monkeypatch, capsys):
    from redactor.gui.app import run

    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert run(["redactor-gui"]) == 2
    assert "command line" in capsys.readouterr().err


def test_the_window_comes_up_with_nothing_heavy_imported():
    import subprocess

    from tests.bench.gui import START

    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert done.stdout.split(maxsplit=1)[1].strip() == "[]"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_settings_and_keys_fit_the_screen_with_twice_the_text(bench, lang):
    from redactor.gui.dialogs import SettingsDialog, ShortcutSheet

    bench.window.store.set("text-size", 200)
    bench.speak(lang)
    settings = SettingsDialog(bench.window.store, lang, bench.window)
    for dialog in (settings, ShortcutSheet(bench.window.actions_by_name, bench.window)):
        dialog.show()
        bench.qtbot.wait(30)
        room = dialog.screen().availableGeometry()
        assert dialog.height() <= room.height()
        assert dialog.width() <= room.width()
    boxes = [widget.geometry() for widget in settings.widgets.values()]
    for above, below in pairwise(boxes):
        assert above.bottom() < below.top()
    assert all(box.height() >= settings.fontMetrics().height() for box in boxes)
    last = settings.widgets["recents"]
    last.setFocus()
    settings.scroller.ensureWidgetVisible(last)
    bench.qtbot.wait(10)
    assert not last.visibleRegion().isEmpty()
    for dialog in bench.window.findChildren(QDialog):
        dialog.close()
    bench.window.store.set("text-size", 100)


def test_long_names_take_two_lines_and_keep_their_end(qapp):
    from redactor.gui.rows import in_two

    metrics = QFontMetrics(qapp.font())
    room = metrics.horizontalAdvance("front-photo-of")
    assert in_two(metrics, "a.jpg", room) == ("a.jpg",)
    assert in_two(metrics, "front-photo-jansen.jpg", room) == ("front-photo-", "jansen.jpg")
    first, second = in_two(metrics, "x" * 80 + "12.jpg", room)
    assert second.endswith(".jpg")
    for text in (first, second):
        assert metrics.horizontalAdvance(text) <= room
    assert len(in_two(metrics, "ab", 0)) == 2


def test_the_result_follows_the_watermark_s_settings(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.do("result")
    bench.until(lambda: bench.work.canvas.shows_result)
    bench.window.store.set("watermark-words", "PROEF")
    bench.until(lambda: "PROEF" in bench.worker.of(PreviewJob)[-1].settings.watermark)


def test_two_fingers_zoom_about_the_place_between_them(bench, qtbot):
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    bench.window.move(120, 90)
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    view, canvas = bench.work.canvas.viewport(), bench.work.canvas
    middle = QPoint(view.width() // 3, view.height() // 2)
    before, scale = canvas.mapToScene(middle), canvas.scale_now()
    device = QTest.createTouchDevice()
    touch = QTest.touchEvent(view, device)
    for half in range(40, 121, 20):
        ends = middle - QPoint(half, 0), middle + QPoint(half, 0)
        for finger, end in enumerate(ends):
            (touch.press if half == 40 else touch.move)(finger, end, view)
        touch.commit()
        qtbot.wait(5)
    for finger, end in enumerate(ends):
        touch.release(finger, end, view)
    touch.commit()
    assert canvas.scale_now() > 1.5 * scale
    after = canvas.mapToScene(middle)
    assert abs(after.x() - before.x()) < 12
    assert abs(after.y() - before.y()) < 12
