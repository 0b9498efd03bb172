"""The first screen: drop something, open, paste, or try a sample; and one line of promise."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from redactor.gui import icons
from redactor.gui.i18n import translate
from redactor.gui.theme import Colours


class DropZone(QFrame):
    """The large target; a click on it is a way to open, too."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop")
        self.setProperty("over", False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def light_up(self, on: bool) -> None:
        """While something is dragged over the window."""
        self.setProperty("over", on)
        self.style().unpolish(self)
        self.style().polish(self)


class StartScreen(QWidget):
    """What is seen while no document is on the desk."""

    open_wanted = Signal()
    paste_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zone = DropZone(self)
        self._picture = QLabel(self.zone)
        self._title = QLabel(self.zone)
        self._title.setProperty("role", "title")
        self._title.setWordWrap(True)
        self._kinds = QLabel(self.zone)
        self._kinds.setProperty("role", "muted")
        self._kinds.setWordWrap(True)
        self.open_button = QPushButton(self.zone)
        self.open_button.setProperty("role", "main")
        self.paste_button = QPushButton(self.zone)
        self.sample_button = QPushButton(self)
        self.sample_button.setProperty("role", "link")
        self._lock = QLabel(self)
        self._promise = QLabel(self)
        self._promise.setWordWrap(True)
        self._recent = QVBoxLayout()
        self._recent_buttons: list[QPushButton] = []
        for label in (self._picture, self._title, self._kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.zone.clicked.connect(self.open_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.paste_button.clicked.connect(self.paste_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.retranslate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self.zone)
        inside.setContentsMargins(32, 32, 32, 32)
        inside.setSpacing(10)
        inside.addStretch(1)
        inside.addWidget(self._picture)
        inside.addWidget(self._title)
        inside.addWidget(self._kinds)
        inside.addSpacing(10)
        inside.addLayout(buttons)
        inside.addStretch(1)
        promise = QHBoxLayout()
        promise.setSpacing(8)
        promise.addWidget(self._lock)
        promise.addWidget(self._promise, 1)
        promise.addWidget(self.sample_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 20)
        layout.setSpacing(14)
        layout.addWidget(self.zone, 1)
        layout.addLayout(self._recent)
        layout.addLayout(promise)

    def retranslate(self) -> None:
        self._title.setText(translate("start", "Drop a photo, scan or PDF of an ID document here"))
        self._kinds.setText(
            translate("start", "Passport, identity card, driving licence or residence permit")
        )
        self.open_button.setText(translate("start", "&Open…"))
        self.paste_button.setText(translate("start", "&Paste"))
        self.sample_button.setText(translate("start", "&Try it with a sample"))
        self._promise.setText(
            translate("start", "Nothing leaves this computer, and your original stays as it is.")
        )
        for button in (self.open_button, self.paste_button, self.sample_button):
            button.setAccessibleName(button.text().replace("&", "").replace("…", ""))
        self.zone.setAccessibleName(self._title.text())

    def repaint_with(self, colours: Colours) -> None:
        ratio, line = self.devicePixelRatioF(), self.fontMetrics().height()
        self._picture.setPixmap(icons.pixmap("drop", colours.accent, line * 4, ratio))
        self._lock.setPixmap(icons.pixmap("lock", colours.good, round(line * 1.2), ratio))
        self.open_button.setIcon(icons.icon("open", colours.on_accent))
        self.paste_button.setIcon(icons.icon("paste", colours.text))

    def show_recent(self, files: Sequence[str]) -> None:
        """Links to recent files, where a person asked for them to be remembered."""
        for button in self._recent_buttons:
            self._recent.removeWidget(button)
            button.deleteLater()
        self._recent_buttons = []
        for file in files:
            button = QPushButton(file.rpartition("/")[2], self)
            button.setProperty("role", "link")
            button.setToolTip(file)
            button.setAccessibleName(button.text())
            button.clicked.connect(lambda _=False, name=file: self.recent_wanted.emit(name))
            self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._recent_buttons.append(button)
