"""Starts the window: quickly, with nothing heavy imported before it is seen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from redactor.gui import singletons
from redactor.gui.crash import Catcher
from redactor.gui.i18n import Languages
from redactor.gui.settings import Store
from redactor.gui.theme import Theme
from redactor.gui.window import MainWindow

StartWorker = Callable[[Callable[[], None]], Callable[[], Any]]


def run(argv: Sequence[str]) -> int:
    """The program ``redactor-gui [FILE…]``; answers its exit code."""
    if not has_screen():
        sys.stderr.write(
            "There is no screen to open a window on; use the command line: redactor redact FILE.\n"
        )
        return 2
    singletons.protect()
    app = QApplication(list(argv))
    catcher = Catcher(QApplication.activeWindow)
    catcher.install()
    window = make_window(app, user_settings(), start_process)
    window.show()
    window.bridge.open()
    files = [Path(word) for word in app.arguments()[1:] if not word.startswith("-")]
    if files:
        window.open_files(files)
    return app.exec()


def has_screen() -> bool:
    """Whether a window can be shown; Qt ends the program without a word to us where not."""
    if sys.platform != "linux":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def make_window(app: QApplication, kept: QSettings, start_worker: StartWorker) -> MainWindow:
    """The window, not shown yet."""
    app.setApplicationName("Redactor")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("redactor")
    store = Store(kept)
    theme = Theme(app)
    theme.use(store.text("theme"), store.number("text-size"))
    window = MainWindow(store, theme, Languages(app), start_worker)
    store.setParent(window)
    return window


def user_settings() -> QSettings:
    """Where the person's settings are kept on this system."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "redactor", "redactor-gui"
    )


def start_process(loaded: Callable[[], None]) -> Callable[[], Any]:
    """How the bridge's thread gets its worker: the modules first, then a warm process."""

    def start() -> Any:
        import redactor.gui.work  # noqa: F401 - heavy, and wanted before a document comes

        loaded()
        from redactor.gui.worker import start_worker

        return start_worker()

    return start


if __name__ == "__main__":
    sys.exit(run(sys.argv))
