"""The page in the middle: zoom, pan, turn, draw and change covers; in px of the upright page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGestureEvent,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from redactor.gui import hits
from redactor.gui.marks import PageState
from redactor.gui.session import PageView
from redactor.gui.shapes import HANDLE, Overlay, around
from redactor.gui.theme import Colours
from redactor.model import Quad

STEP = 1.2
"""A zoom step."""
MOST, LEAST = 16.0, 0.02
"""Screen px for a page px."""
CLICK = 4
"""Screen px a press may move and still be a click."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Canvas(QGraphicsView):
    """Shows one page; says what a person wants changed, and changes nothing itself."""

    drawn = Signal(object)
    """A quad that was drawn."""
    changed = Signal(int, object, bool)
    """A cover's key, its new quad, and whether a key was held (edits then become one)."""
    chosen = Signal(object, object)
    """The chosen cover's key or None, and the finding at that place or None."""
    toggled = Signal(int)
    """A finding that was double-clicked."""
    drawing_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        scene = QGraphicsScene()
        super().__init__(scene, parent)
        scene.setParent(self)
        self._picture = QGraphicsPixmapItem()
        self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._result = QGraphicsPixmapItem()
        self._result.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._result.setVisible(False)
        self.overlay = Overlay()
        for item in (self._picture, self.overlay, self._result):
            scene.addItem(item)
        self._state: PageState | None = None
        self._size = (1, 1)
        self._turn = self._base = 0
        self._fitted = True
        self._drawing = False
        self._press: QPointF | None = None
        self._pressed_at = QPointF()
        self._grip: tuple[int, int | None, Quad] | None = None
        self._panning = False
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    # --- what is shown -------------------------------------------------------------------------

    def show_page(self, page: PageView | None) -> None:
        """Another page, seen whole; None for none."""
        self._state = None
        self.overlay.chosen = self.overlay.pointed = self.overlay.asked = None
        self.hide_result()
        if page is None:
            self._picture.setPixmap(QPixmap())
            self.overlay.covers, self.overlay.kept = [], []
            return
        self._size, self._base = page.size, page.turn
        self._picture.setPixmap(QPixmap.fromImage(page.image))
        self._picture.setScale(1 / page.scale)
        self.overlay.set_page(*page.size)
        self.show_state(page.state)
        self._fitted = True
        self.fit()

    def show_state(self, state: PageState) -> None:
        """The same page with other covers."""
        if state is self._state:
            return
        self._state = state
        shown = self.overlay
        shown.covers = [(mark.key, mark.quad) for mark in state.marks]
        shown.kept = [
            (index, finding.quad)
            for index, finding in enumerate(state.findings)
            if not state.hidden(index)
        ]
        if shown.chosen is not None and state.mark(shown.chosen) is None:
            shown.chosen = None
        turn = (self._base + state.turn) % 4
        if turn != self._turn:
            self._turn = turn
            self.fit()
        shown.update()

    def show_result(self, picture: QImage) -> None:
        """The finished page instead of the one to work on."""
        first = not self._result.isVisible()
        self._result.setPixmap(QPixmap.fromImage(picture))
        self._result.setVisible(True)
        self._picture.setVisible(False)
        self.overlay.setVisible(False)
        if first or self._fitted:
            self.fit()

    def hide_result(self) -> None:
        if self._result.isVisible():
            self._result.setVisible(False)
            self._result.setPixmap(QPixmap())
            self._picture.setVisible(True)
            self.overlay.setVisible(True)
            self.fit()

    @property
    def shows_result(self) -> bool:
        return self._result.isVisible()

    def show_original(self, on: bool) -> None:
        """Without covers, as long as a key is held."""
        self.overlay.bare = on
        if self._result.pixmap() is not None and not self._result.pixmap().isNull():
            self._result.setVisible(not on)
            self._picture.setVisible(on)
            self.overlay.setVisible(on)
        self.overlay.update()

    def ask_about(self, quad: Quad | None) -> None:
        """Points out a place and brings it close; None points out nothing."""
        before, self.overlay.asked = self.overlay.asked, quad
        if quad is not None and self._state is not None:
            self.hide_result()
            self._bring(around([quad], 0.9))
        elif before is not None:
            self.fit()
        self.overlay.update()

    def choose(self, key: int | None, finding: int | None = None) -> None:
        """Chooses a cover, and points at a finding; without saying so."""
        self.overlay.chosen, self.overlay.pointed = key, finding
        self.overlay.update()

    def repaint_with(self, colours: Colours) -> None:
        self.overlay.colours = colours
        self.overlay.update()

    # --- zoom ----------------------------------------------------------------------------------

    def fit(self) -> None:
        """The whole page, as large as it goes."""
        self._fitted = True
        area = self._shown_area()
        if area.isEmpty():
            return
        room = self.viewport().rect().adjusted(14, 14, -14, -14)
        turned = QTransform().rotate(90 * self._angle()).mapRect(area)
        scale = min(room.width() / turned.width(), room.height() / turned.height())
        self._zoom_to(max(scale, LEAST))
        self.centerOn(area.center())

    def actual(self) -> None:
        """One page px for one of the screen."""
        self._fitted = False
        centre = self.mapToScene(self.viewport().rect().center())
        self._zoom_to(1 / self.devicePixelRatioF())
        self.centerOn(centre)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer or farther, the point under the cursor staying where it is."""
        scale = min(max(self.scale_now() * factor, LEAST), MOST)
        spot = at or QPointF(self.viewport().rect().center())
        before = self.mapToScene(spot.toPoint())
        self._fitted = False
        self._zoom_to(scale)
        moved = self.mapFromScene(before) - spot.toPoint()
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + moved.x())
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved.y())

    def scale_now(self) -> float:
        """Screen px for a page px."""
        matrix = self.transform()
        return float((matrix.m11() ** 2 + matrix.m12() ** 2) ** 0.5)

    def _zoom_to(self, scale: float) -> None:
        area = self._shown_area()
        room = 0.5 * max(area.width(), area.height())
        self.scene().setSceneRect(area if self._fitted else area.adjusted(-room, -room, room, room))
        self.setTransform(QTransform().rotate(90 * self._angle()).scale(scale, scale))

    def _angle(self) -> int:
        return 0 if self._result.isVisible() else self._turn

    def _bring(self, area: QRectF) -> None:
        """An area close up, though never closer than it can be made out."""
        room = QTransform().rotate(90 * self._turn).mapRect(self.viewport().rect())
        scale = min(
            room.width() / max(area.width(), 1.0), room.height() / max(area.height(), 1.0), 2.0
        )
        self._fitted = False
        self._zoom_to(max(scale, LEAST))
        self.centerOn(area.center())

    def _shown_area(self) -> QRectF:
        item = self._result if self._result.isVisible() else self._picture
        return item.sceneBoundingRect()

    # --- drawing and changing ------------------------------------------------------------------

    def draw_mode(self, on: bool) -> None:
        """From now on a drag draws a cover."""
        self._drawing = on
        if on:
            self.hide_result()
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def middle(self) -> Quad:
        """A new cover's place when no mouse says where: the middle of what is seen."""
        centre = self.mapToScene(self.viewport().rect().center())
        return hits.around_point((centre.x(), centre.y()), self._size, self._turn)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed_at = event.position()
        spot = self.mapToScene(event.position().toPoint())
        middle = event.button() is Qt.MouseButton.MiddleButton
        if self._state is None or self._result.isVisible() or middle:
            self._panning = True
            return
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._drawing:
            self._press = spot
            return
        self._grip = self._grip_at(spot)
        if self._grip is None:
            self._panning = True

    def _grip_at(self, spot: QPointF) -> tuple[int, int | None, Quad] | None:
        """The cover taken hold of: (key, handle or None for the whole, its quad)."""
        assert self._state is not None  # noqa: S101 - callers look first
        point = (spot.x(), spot.y())
        held = self._state.mark(self.overlay.chosen) if self.overlay.chosen is not None else None
        if held is not None:
            handle = hits.handle_at(held.quad, point, 2.4 * HANDLE / self.scale_now())
            if handle is not None or held.quad.contains(point):
                return held.key, handle, held.quad
        key = hits.mark_at(self._state, point)
        mark = self._state.mark(key) if key is not None else None
        return (mark.key, None, mark.quad) if mark is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        spot = self.mapToScene(event.position().toPoint())
        if self._press is not None:
            start = (self._press.x(), self._press.y())
            drawn = hits.between(start, (spot.x(), spot.y()), self._size)
            self.overlay.drawn = hits.facing(drawn, self._turn)
            self.overlay.update()
        elif self._grip is not None and self._far(event):
            key, handle, quad = self._grip
            self._show_moved(key, self._dragged(quad, handle, spot))
        elif self._panning and event.buttons():
            move = event.position() - self._pressed_at
            self._pressed_at = event.position()
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            across.setValue(across.value() - round(move.x()))
            down.setValue(down.value() - round(move.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        spot = self.mapToScene(event.position().toPoint())
        click = not self._far(event)
        if self._press is not None:
            drawn, self._press, self.overlay.drawn = self.overlay.drawn, None, None
            self.overlay.update()
            if drawn is not None and not click and self._state is not None:
                found = [finding.quad for finding in self._state.findings]
                self.drawn.emit(hits.snapped(drawn, found))
        elif self._grip is not None and not click:
            key, handle, quad = self._grip
            self.changed.emit(key, self._dragged(quad, handle, spot), False)
        elif click and event.button() is Qt.MouseButton.LeftButton and self._state is not None:
            self._click(spot)
        self._grip, self._panning = None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self._state is None or self._result.isVisible():
            return
        spot = self.mapToScene(event.position().toPoint())
        finding = hits.finding_at(self._state, (spot.x(), spot.y()))
        if finding is not None:
            self.toggled.emit(finding)

    def _click(self, spot: QPointF) -> None:
        if self._result.isVisible() or self._state is None:
            return
        point = (spot.x(), spot.y())
        key = hits.mark_at(self._state, point)
        mark = self._state.mark(key) if key is not None else None
        finding = mark.finding if mark is not None else hits.finding_at(self._state, point)
        self.choose(key, finding)
        self.chosen.emit(key, finding)

    def _dragged(self, quad: Quad, handle: int | None, spot: QPointF) -> Quad:
        start = self.mapToScene(self._pressed_at.toPoint())
        dx, dy = spot.x() - start.x(), spot.y() - start.y()
        if handle is None:
            return hits.inside(hits.shifted(quad, dx, dy), self._size)
        return hits.resized(quad, handle, dx, dy, 4 / self.scale_now())

    def _show_moved(self, key: int, quad: Quad) -> None:
        self.overlay.covers = [
            (other, quad if other == key else old) for other, old in self.overlay.covers
        ]
        self.overlay.chosen = key
        self.overlay.update()

    def _far(self, event: QMouseEvent) -> bool:
        return (event.position() - self._pressed_at).manhattanLength() > CLICK

    # --- keys, wheel, trackpad -----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = Qt.Key(event.key())
        mark = None
        if self._state is not None and self.overlay.chosen is not None:
            mark = self._state.mark(self.overlay.chosen)
        if key is Qt.Key.Key_Escape:
            self._press = self.overlay.drawn = None
            self.choose(None)
            self.chosen.emit(None, None)
            self.drawing_ended.emit()
        elif key in _ARROWS and mark is not None:
            dx, dy = hits.on_page(*_ARROWS[key], self._turn)
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            by = max(1.0, max(self._size) / 1000) * (10 if far else 1)
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                quad = hits.resized(mark.quad, 4, dx * by, dy * by, 4 / self.scale_now())
            else:
                quad = hits.inside(hits.shifted(mark.quad, dx * by, dy * by), self._size)
            self.changed.emit(mark.key, quad, True)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        trackpad = event.pixelDelta() if event.hasPixelDelta() else None
        zooming = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if trackpad is not None and not trackpad.isNull() and not zooming:
            super().wheelEvent(event)  # two fingers pan
        elif event.angleDelta().y():
            self.zoom(STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                middle = self.viewport().mapFromGlobal(pinch.centerPoint())
                self.zoom(pinch.scaleFactor(), middle)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom(1 + event.value(), event.position())
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
