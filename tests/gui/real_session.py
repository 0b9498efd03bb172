"""Drives the real window with the keyboard, as a person would; says what came of it as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from redactor.gui import singletons
from redactor.gui.app import make_window, start_process, user_settings
from redactor.gui.session import State
from redactor.gui.window import MainWindow

PATIENCE_S = 100


def wait(fulfilled: Callable[[], object]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not fulfilled():
        if time.monotonic() > until:
            raise TimeoutError
        QTest.qWait(20)


def drop(window: MainWindow, files: list[str]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(file) for file in files])
    at = QPointF(window.rect().center())
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(at, copy, data, left, none))


def main(files: list[str]) -> int:
    singletons.protect()
    app = QApplication(sys.argv[:1])
    kept = user_settings()
    kept.setValue("language", "en")
    window = make_window(app, kept, start_process)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.bridge.open()
    window.activateWindow()
    drop(window, files)
    wait(lambda: window.work is not None and len(window.work.desk.cases) == len(files))
    assert window.work is not None
    desk, actions = window.work.desk, 1
    for case in list(desk.cases):
        wait(lambda case=case: case.state in (State.READY, State.REVIEW, State.FAILED))
        if case is not desk.current:
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_N)
            actions += 1
        QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        actions += 1
        wait(lambda case=case: case.state not in (State.READY, State.SAVING))
    told = {
        "states": [case.state.value for case in desk.cases],
        "released": [case.released for case in desk.cases],
        "actions": actions,
        "platform": app.platformName(),
    }
    window.close()
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main([str(Path(file)) for file in sys.argv[1:]]))
