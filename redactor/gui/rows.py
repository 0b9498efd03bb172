"""Two-line rows for the lists: a picture or tick box, a title, a quieter line with an icon."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from redactor.gui.theme import LIGHT, Colours

TITLE = Qt.ItemDataRole.DisplayRole
SUBTITLE = Qt.ItemDataRole.UserRole + 1
PICTURE = Qt.ItemDataRole.UserRole + 2
ICON = Qt.ItemDataRole.UserRole + 3
TONE = Qt.ItemDataRole.UserRole + 4
KEY = Qt.ItemDataRole.UserRole + 5

Index = QModelIndex | QPersistentModelIndex


class Rows(QStyledItemDelegate):
    """Paints a row; ``picture`` is the width kept free for a thumbnail, in lines of text."""

    def __init__(self, parent: QWidget, picture: float = 0.0) -> None:
        super().__init__(parent)
        self._picture = picture
        self.colours: Colours = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        line = option.fontMetrics.height()
        return QSize(line * 8, round(line * (3.9 if self._picture else 2.7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        c, line = self.colours, option.fontMetrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = option.rect.adjusted(3, 2, -3, -2)
        self._background(painter, option, whole)
        pad = round(line * 0.45)
        left = whole.left() + pad
        if self._picture:
            width = round(min(line * self._picture, whole.width() * 0.34))
            self._draw_picture(
                painter, QRect(left, whole.top() + 4, width, whole.height() - 8), index
            )
            left += width + pad
        if option.features & QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator:
            self._box(painter, self.box(option), option.checkState is Qt.CheckState.Checked)
            left = self.box(option).right() + pad
        text = QRect(left, whole.top(), whole.right() - left - pad // 2, whole.height())
        self._text(painter, option, text, index, line)
        painter.setPen(QPen(QColor(c.border)))
        painter.restore()

    def editorEvent(  # noqa: N802 - Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click on the tick box, or the space bar, ticks."""
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if isinstance(event, QKeyEvent):
            wanted = event.type() is QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        elif isinstance(event, QMouseEvent):
            released = event.type() is QEvent.Type.MouseButtonRelease
            reach = self.box(option).adjusted(-6, -6, 6, 6)
            wanted = released and reach.contains(event.position().toPoint())
        else:
            wanted = False
        if not wanted:
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) in (2, Qt.CheckState.Checked)
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)

    def box(self, option: QStyleOptionViewItem) -> QRect:
        """Where the tick box stands."""
        side = round(option.fontMetrics.height() * 1.05)
        left = option.rect.left() + round(option.fontMetrics.height() * 0.7)
        return QRect(left, option.rect.center().y() - side // 2, side, side)

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, whole: QRect) -> None:
        c = self.colours
        state = QStyle.StateFlag
        if option.state & state.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(c.tint))
            painter.drawRoundedRect(whole, 6, 6)
        if option.state & state.State_HasFocus and option.state & state.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(c.accent), 2))
            painter.drawRoundedRect(whole, 6, 6)

    def _box(self, painter: QPainter, box: QRect, on: bool) -> None:
        c = self.colours
        painter.setPen(QPen(QColor(c.accent if on else c.muted), 1.5))
        painter.setBrush(QColor(c.accent if on else c.base))
        painter.drawRoundedRect(box, 3, 3)
        if on:
            painter.setPen(QPen(QColor(c.on_accent), max(1.6, box.width() / 8)))
            w, x, y = box.width(), box.left(), box.top()
            painter.drawLine(
                x + round(w * 0.24), y + round(w * 0.55), x + round(w * 0.44), y + round(w * 0.74)
            )
            painter.drawLine(
                x + round(w * 0.44), y + round(w * 0.74), x + round(w * 0.8), y + round(w * 0.3)
            )

    def _draw_picture(self, painter: QPainter, place: QRect, index: Index) -> None:
        picture = index.data(PICTURE)
        if isinstance(picture, QImage) and not picture.isNull():
            size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
            corner = place.center() - QRect(0, 0, size.width(), size.height()).center()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(corner, size), picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(self.colours.border)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRect(corner, size))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        else:
            painter.setPen(QPen(QColor(self.colours.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(2, 2, -2, -2), 4, 4)

    def _text(
        self, painter: QPainter, option: QStyleOptionViewItem, place: QRect, index: Index, line: int
    ) -> None:
        c = self.colours
        room, metrics = place.width(), option.fontMetrics
        name = str(index.data(TITLE) or "")
        title = in_two(metrics, name, room) if self._picture else (_short(metrics, name, room),)
        first = place.center().y() - (len(title) + 1) * line // 2
        below = QRect(place.left(), first + len(title) * line + 1, room, line + 2)
        title_font, quiet = QFont(option.font), QFont(option.font)
        title_font.setWeight(QFont.Weight.Medium)
        quiet.setPointSizeF(option.font.pointSizeF() * 0.92)
        painter.setFont(title_font)
        painter.setPen(QColor(c.text))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        for number, text in enumerate(title):
            painter.drawText(
                QRect(place.left(), first + number * line - 1, room, line + 2), side, text
            )
        icon, tone = index.data(ICON), str(index.data(TONE) or c.muted)
        if isinstance(icon, QIcon):
            icon.paint(painter, QRect(below.left(), below.top() + 1, line, line))
            below.setLeft(below.left() + line + 5)
        painter.setFont(quiet)
        painter.setPen(QColor(tone))
        said = painter.fontMetrics().elidedText(
            str(index.data(SUBTITLE) or ""), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, side, said)


def in_two(metrics: QFontMetrics, name: str, room: int) -> tuple[str, ...]:
    """A name on one line, or on two where it is too long: names of files differ at their end."""
    if metrics.horizontalAdvance(name) <= room:
        return (name,)
    most = next(n for n in range(len(name), -1, -1) if metrics.horizontalAdvance(name[:n]) <= room)
    most = max(most, 1)
    breaks = [n for n in range(most // 2 + 1, most + 1) if name[n - 1] in " -_.,"]
    at = breaks[-1] if breaks else most
    rest = metrics.elidedText(name[at:].lstrip(), Qt.TextElideMode.ElideMiddle, room)
    return name[:at].rstrip(), rest


def _short(metrics: QFontMetrics, name: str, room: int) -> str:
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
