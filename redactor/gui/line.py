"""A line to write in that screen readers tell of when it is reached by key."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

_BY_KEY = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class Line(QLineEdit):
    """Marks what stands in it just after it has the focus, not just before.

    Reached by key a line edit marks its text before it says that it has the focus.  Orca takes the
    moved caret for the news, and stays silent about which field one is in.
    """

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        if event.reason() not in _BY_KEY:
            super().focusInEvent(event)
            return
        super().focusInEvent(QFocusEvent(event.type(), Qt.FocusReason.OtherFocusReason))
        QTimer.singleShot(0, self, self._mark)

    def _mark(self) -> None:
        if self.hasFocus():
            self.selectAll()
