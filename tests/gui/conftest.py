"""The window without a screen, over a worker that only pretends."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from redactor.gui import singletons
from redactor.gui.app import make_window
from redactor.gui.desk import Desk
from redactor.gui.session import BUSY, Case, State
from redactor.gui.window import MainWindow
from redactor.gui.work import WorkView
from tests.gui.fakes import FakeWorker

singletons.protect()


@dataclass
class Bench:
    """A window to try, with its worker and its settings."""

    window: MainWindow
    worker: FakeWorker
    settings: QSettings
    qtbot: object
    folder: Path

    @property
    def work(self) -> WorkView:
        assert self.window.work is not None
        return self.window.work

    @property
    def desk(self) -> Desk:
        return self.work.desk

    @property
    def case(self) -> Case:
        assert self.desk.current is not None
        return self.desk.current

    def file(self, name: str, content: bytes = b"\xff\xd8\xff photo") -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def bring(self, *names: str) -> list[Path]:
        """Files as if dropped; waits until they are on the desk."""
        paths = [self.file(name) for name in names]
        before = len(self.desk.cases)
        self.window.open_files(paths)
        self.until(lambda: len(self.desk.cases) == before + len(paths))
        return paths

    def settled(self) -> None:
        """Waits until nothing is under way that will end by itself."""
        self.until(lambda: not any(case.state in BUSY for case in self.desk.cases))

    def until(self, fulfilled: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fulfilled, timeout=10_000)

    def do(self, name: str) -> None:
        self.window.actions_by_name[name].trigger()

    def speak(self, lang: str) -> None:
        """Switches the language, and waits until the window has."""
        self.window.store.set("language", lang)
        self.qtbot.wait(1)

    def is_in(self, state: State) -> None:
        self.until(lambda: self.case.state is state)


@pytest.fixture(autouse=True)
def _loud_and_clean() -> Iterator[None]:
    """A warning of Qt's fails a test, and so does a thread or timer that is left running."""
    said: list[str] = []
    quiet = ("This plugin does not support", "propagateSizeHints")

    def hear(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(quiet):
            said.append(text)

    before = qInstallMessageHandler(hear)
    threads = set(threading.enumerate())
    yield
    qInstallMessageHandler(before)
    for thread in set(threading.enumerate()) - threads:
        thread.join(timeout=2)
        assert not thread.is_alive(), thread.name
    ticking = [one for one in gc.get_objects() if type(one) is QTimer and isValid(one)]
    assert not [timer for timer in ticking if timer.isActive()]
    assert said == []


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    kept.setValue("language", "en")
    kept.setValue("theme", "light")
    return kept


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def bench(qtbot, qapp: QApplication, settings: QSettings, worker: FakeWorker, tmp_path: Path):
    folder = tmp_path / "in"
    folder.mkdir()
    window = make_window(qapp, settings, lambda _loaded: lambda: worker)
    qtbot.addWidget(window)
    window.show()
    window.bridge.open()
    window.prepare()
    yield Bench(window, worker, settings, qtbot, folder)
    window._sure = True
    window.close()
    window.languages.clear()
