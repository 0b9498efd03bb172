"""When the window itself fails: a report that can be copied, with nothing about a person in it."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from redactor import __version__
from redactor.gui.i18n import translate

Kind = type[BaseException]


def report(error: BaseException, trace: TracebackType | None) -> str:
    """What happened where in the program.

    Only kinds of errors, our own modules' names and line numbers: the words of an error and the
    paths of files may hold names of people.
    """
    lines = [
        f"Redactor {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        "",
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        frames = traceback.extract_tb(current.__traceback__ or trace)
        lines += [f"  {_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def _module(file: str) -> str:
    """A module's path inside its package, without the folders it is installed in."""
    parts = Path(file).parts
    for package in ("redactor", "PySide6", "site-packages"):
        if package in parts:
            at = len(parts) - 1 - parts[::-1].index(package)
            return "/".join(parts[at:])
    return parts[-1] if parts else "?"


class CrashDialog(QDialog):
    """Says that something went wrong, and gives the report to copy."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = text
        self.setWindowTitle(translate("crash", "Something went wrong"))
        told = QLabel(
            translate(
                "crash",
                "The program hit a fault of its own. You can go on; save what you have and start "
                "again if it keeps happening. This report helps to mend it. It says nothing of "
                "your documents.",
            ),
            self,
        )
        told.setWordWrap(True)
        shown = QPlainTextEdit(text, self)
        shown.setReadOnly(True)
        shown.setAccessibleName(translate("crash", "Report"))
        shown.setTabChangesFocus(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(
            translate("settings", "&Close")
        )
        self.copy = QPushButton(translate("crash", "&Copy the report"), self)
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(told)
        layout.addWidget(shown)
        layout.addWidget(buttons)
        self.resize(self.fontMetrics().averageCharWidth() * 80, 360)


class Catcher:
    """Python's last resort for errors in slots: one dialog at a time."""

    def __init__(self, parent: Callable[[], QWidget | None]) -> None:
        self._parent = parent
        self._open: CrashDialog | None = None

    def install(self) -> None:
        sys.excepthook = self

    def __call__(self, kind: Kind, error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if self._open is not None and self._open.isVisible():
            return
        self._open = CrashDialog(report(error, trace), self._parent())
        self._open.open()
