"""A finger scrolls what a wheel scrolls: it drags the list itself, not its rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QScrollerProperties


def by_finger(area: QAbstractScrollArea) -> None:
    """Lets a finger drag a list or form; taps, the mouse and a trackpad do what they did."""
    metric = QScrollerProperties.ScrollMetric
    never = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    port = area.viewport()
    QScroller.grabGesture(port, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(port)
    properties = scroller.scrollerProperties()
    for way in (metric.HorizontalOvershootPolicy, metric.VerticalOvershootPolicy):
        properties.setScrollMetric(way, never)
    scroller.setScrollerProperties(properties)
    port.installEventFilter(_Taps(port))


class _Taps(QObject):
    """Holds back what a finger presses until it is lifted: a drag begins as a press, too."""

    def __init__(self, port: QObject) -> None:
        super().__init__(port)
        self._began: QPointF | None = None
        self._passing = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QTouchEvent) and event.type() == QEvent.Type.TouchBegin:
            self._began = event.points()[0].position()
        if self._passing or not isinstance(event, QMouseEvent) or not _of_finger(event):
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._lifted(watched, event)
        return True

    def _lifted(self, watched: QObject, event: QMouseEvent) -> None:
        """Passes on a tap as a click; two quick ones are two, on boxes that are close together."""
        began, self._began = self._began, None
        if began is None:
            return
        moved = (event.position() - began).manhattanLength()
        if moved < QApplication.startDragDistance():
            self._passing = True
            QApplication.sendEvent(watched, _as(event, QEvent.Type.MouseButtonPress))
            QApplication.sendEvent(watched, _as(event, QEvent.Type.MouseButtonRelease))
            self._passing = False


def _as(event: QMouseEvent, kind: QEvent.Type) -> QMouseEvent:
    """The same finger's event, of another kind."""
    pressed = kind == QEvent.Type.MouseButtonPress
    return QMouseEvent(
        kind,
        event.position(),
        event.scenePosition(),
        event.globalPosition(),
        event.button(),
        event.button() if pressed else Qt.MouseButton.NoButton,
        event.modifiers(),
        event.pointingDevice(),
    )


def _of_finger(event: QMouseEvent) -> bool:
    """Whether Qt made a mouse's event of a touch."""
    device = event.device()
    return device is not None and device.type() == QInputDevice.DeviceType.TouchScreen
