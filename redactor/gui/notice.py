"""The strip above the page: what is to be answered, what is going on, what became of the copy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from redactor.gui import icons
from redactor.gui.theme import LIGHT, Colours


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of the notice.  ``drag``: a file that can be dragged out with it."""

    text: str
    do: Callable[[], object]
    icon: str = ""
    main: bool = False
    drag: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What the notice says.  ``tone``: "plain", "warn", "good" or "bad"; each has an icon."""

    tone: str
    title: str
    lines: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    icon: str = ""
    busy: bool = False


ICONS = {"plain": "reading", "warn": "review", "good": "ready", "bad": "failed"}


class Notice(QFrame):
    """One message at a time; hidden where there is nothing to say."""

    shown = Signal(str)
    """The title, for those who cannot see it appear."""
    focus_lost = Signal()
    """The button that had the keyboard is gone, and there is none in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._colours: Colours = LIGHT
        self._message: Message | None = None
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._lines = QLabel(self)
        self._lines.setWordWrap(True)
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._title, self._lines):
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            label.setMinimumWidth(60)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("…")
        self._buttons: list[QPushButton] = []
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._title)
        told.addWidget(self._lines)
        told.addWidget(self._bar)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(told, 1)
        self._offers = QHBoxLayout()
        self._offers.setSpacing(8)
        self._offers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 14, 9)
        layout.setSpacing(7)
        layout.addLayout(top)
        layout.addLayout(self._offers)
        self.hide()

    @property
    def message(self) -> Message | None:
        return self._message

    @property
    def buttons(self) -> Sequence[QPushButton]:
        return self._buttons

    def repaint_with(self, colours: Colours) -> None:
        self._colours = colours
        self._dress()

    def say(self, message: Message | None) -> None:
        """Shows a message, or nothing.  The same words again leave focus and buttons alone."""
        same = (
            message is not None
            and self._message is not None
            and _told(message) == _told(self._message)
        )
        before, self._message = self._message, message
        had_focus = any(button.hasFocus() for button in self._buttons)
        if message is None:
            self._make_buttons(())
            self.hide()
            if had_focus:
                self._pass_focus_on()
            return
        if not same:
            self._title.setText(message.title)
            self._lines.setText("\n".join(message.lines))
            self._lines.setVisible(bool(message.lines))
            self._bar.setVisible(message.busy)
            self._bar.setAccessibleName(message.title)
            self._make_buttons(message.offers)
            self.setAccessibleName(message.title)
            self._dress()
            if had_focus:
                self._pass_focus_on()
            if before is None or before.title != message.title:
                self.shown.emit(message.title)
        self.show()

    def _pass_focus_on(self) -> None:
        if self._buttons:
            self._buttons[0].setFocus()
        else:
            self.focus_lost.emit()

    def _make_buttons(self, offers: Sequence[Offer]) -> None:
        for button in self._buttons:
            self._offers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for offer in offers:
            button = DragButton(offer.drag, self) if offer.drag else QPushButton(self)
            button.setText(offer.text)
            button.setAccessibleName(offer.text.replace("&", ""))
            if offer.tip:
                button.setToolTip(offer.tip)
                button.setAccessibleDescription(offer.tip)
            if offer.main:
                button.setProperty("role", "main")
            button.clicked.connect(lambda _=False, do=offer.do: do())
            self._offers.insertWidget(self._offers.count() - 1, button)
            self._buttons.append(button)
            button.show()

    def _dress(self) -> None:
        if self._message is None:
            return
        c, tone = self._colours, self._message.tone
        colour = {"warn": c.warn, "good": c.good, "bad": c.bad}.get(tone, c.muted)
        name = self._message.icon or ICONS[tone]
        size = round(self.fontMetrics().height() * 1.25)
        self._icon.setPixmap(icons.pixmap(name, colour, size, self.devicePixelRatioF()))
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)
        for button, offer in zip(self._buttons, self._message.offers, strict=True):
            if offer.icon:
                tint = c.on_accent if offer.main else c.text
                button.setIcon(icons.icon(offer.icon, tint))


class DragButton(QPushButton):
    """A button from which a file can be dragged into another program."""

    def __init__(self, file: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._file = file
        self._start = QPoint()
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mime(self) -> QMimeData:
        """What another program is given."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(self._file)])
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._start = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        far = (event.position().toPoint() - self._start).manhattanLength() > 8
        if event.buttons() & Qt.MouseButton.LeftButton and far:
            drag = QDrag(self)
            drag.setMimeData(self.mime())
            drag.exec(Qt.DropAction.CopyAction)
            self.setDown(False)
            return
        super().mouseMoveEvent(event)


def _told(message: Message) -> tuple[object, ...]:
    return (
        message.tone,
        message.title,
        message.lines,
        message.busy,
        tuple((offer.text, offer.drag, offer.main) for offer in message.offers),
    )
