"""Files that are not what they seem, and a worker process that falls: the window goes on."""

import pytest

from redactor.gui import words
from redactor.gui.app import make_window
from redactor.gui.session import State
from redactor.jobs import Workers
from tests.gui.conftest import Bench


@pytest.fixture
def real(qtbot, qapp, settings, tmp_path):
    """The window over worker processes without engines; a file's name says what happens."""
    folder = tmp_path / "in"
    folder.mkdir()

    def start():
        return Workers(1, timeout=1.5, factory="tests.jobs.fake_road:make")

    window = make_window(qapp, settings, lambda _loaded: start)
    qtbot.addWidget(window)
    window.show()
    window.bridge.open()
    window.prepare()
    yield Bench(window, None, settings, qtbot, folder)
    window._sure = True
    window.close()
    window.languages.clear()


def ended(bench):
    bench.qtbot.waitUntil(
        lambda: all(case.state not in (State.WAITING, State.READING) for case in bench.desk.cases),
        timeout=30_000,
    )


def test_a_crash_and_a_hang_cost_one_document_each(real):
    real.bring("crash.jpg", "hang.jpg", "good.jpg")
    ended(real)
    assert [case.state for case in real.desk.cases] == [State.FAILED, State.FAILED, State.READY]
    assert "crash.jpg" in real.work.notice.message.title
    assert "try again" in real.work.notice.message.title
    real.do("next")
    real.do("next")
    real.do("save")
    real.is_in(State.SAVED)


def test_a_file_that_vanishes_after_the_drop(bench):
    paths = [bench.file("a.jpg"), bench.file("b.jpg")]
    paths[0].unlink()
    bench.window.open_files(paths)
    bench.until(lambda: len(bench.desk.cases) == 2)
    bench.settled()
    assert bench.case.state is State.FAILED
    assert "a.jpg" in bench.work.notice.message.title
    assert "not there any more" in bench.work.notice.message.title
    assert bench.desk.cases[1].state is State.READY


def test_a_text_file_and_a_damaged_photo_say_what_to_do(bench):
    text = bench.file("letter.txt", b"Dear sir")
    heic = bench.file("photo.heic", b"corrupt")
    bench.window.open_files([text, heic])
    bench.until(lambda: len(bench.desk.cases) == 2)
    bench.settled()
    assert "letter.txt" in bench.work.notice.message.title
    assert "JPEG" in bench.work.notice.message.title
    bench.do("next")
    assert "damaged" in bench.work.notice.message.title


def test_too_many_pages_are_named():
    from redactor.errors import TooLargeError

    error = TooLargeError("too many", name="book.pdf", limit="max_pages", maximum=500, actual=600)
    assert words.error(error, "x") == "“book.pdf” has more than 500 pages; split it and try again."


def test_every_error_of_the_core_has_a_sentence_of_its_own(qapp):
    import redactor.errors as errors

    classes = [
        found
        for found in vars(errors).values()
        if isinstance(found, type) and issubclass(found, errors.RedactorError)
    ]
    plain = {errors.RedactorError, errors.InputError, errors.UsageError}
    for kind in classes:
        if kind not in plain:
            said = words.error(kind("English of the core"), "a.jpg")
            assert said != "English of the core", kind.__name__


def test_a_read_only_folder_for_the_copies(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.window.store.set("folder", str(bench.folder / "gone"))
    assert bench.work.saver.folder(bench.case) == bench.folder
