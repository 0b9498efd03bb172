"""What the canvas draws over a page: covers, findings that are kept, the place asked about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from redactor.gui import hits
from redactor.gui.theme import LIGHT, Colours
from redactor.model import Quad

HANDLE = 5.0
"""Half a handle's side, in px on the screen."""
SEEN_THROUGH = 0.3
"""Overlap with the place asked about from which a cover lets it through."""


def polygon(quad: Quad) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in quad.points])


class Overlay(QGraphicsItem):
    """All shapes of one page, painted in one go above its picture."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(2)
        self.covers: list[tuple[int, Quad]] = []
        self.kept: list[tuple[int, Quad]] = []
        self.asked: Quad | None = None
        self.drawn: Quad | None = None
        self.chosen: int | None = None
        """The key of the chosen cover."""
        self.pointed: int | None = None
        """The finding chosen in the list."""
        self.bare = False
        """Nothing is painted: the original as it is."""
        self.colours: Colours = LIGHT
        self._page = QRectF()

    def set_page(self, width: float, height: float) -> None:
        self.prepareGeometryChange()
        margin = max(width, height) * 0.1
        self._page = QRectF(-margin, -margin, width + 2 * margin, height + 2 * margin)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        return self._page

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self.bare:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = painter.worldTransform().map(QPointF(1, 0)) - painter.worldTransform().map(
            QPointF(0, 0)
        )
        px = 1 / max((scale.x() ** 2 + scale.y() ** 2) ** 0.5, 1e-6)
        self._paint_kept(painter)
        self._paint_covers(painter)
        self._paint_asked(painter)
        if self.drawn is not None:
            painter.setBrush(QColor(0, 0, 0, 150))
            painter.setPen(_pen(self.colours.accent, 2))
            painter.drawPolygon(polygon(self.drawn))
        chosen = next((quad for key, quad in self.covers if key == self.chosen), None)
        if chosen is not None:
            self._paint_handles(painter, chosen, px)

    def _paint_kept(self, painter: QPainter) -> None:
        for index, quad in self.kept:
            here = index == self.pointed
            painter.setBrush(_faint(self.colours.accent, 60 if here else 18))
            style = Qt.PenStyle.SolidLine if here else Qt.PenStyle.DashLine
            painter.setPen(_pen(self.colours.accent, 2.5 if here else 1.2, style))
            painter.drawPolygon(polygon(quad))

    def _paint_covers(self, painter: QPainter) -> None:
        for key, quad in self.covers:
            here = key == self.chosen
            # The chosen cover lets through what it hides, so that it can be put in its place;
            # so does one that is asked about, or else nobody could answer.
            asked = self.asked is not None and self.asked.overlap(quad) > SEEN_THROUGH
            painter.setBrush(QColor(0, 0, 0, 150 if here else 70 if asked else 255))
            painter.setPen(_pen(self.colours.accent, 2) if here else QPen(Qt.PenStyle.NoPen))
            painter.drawPolygon(polygon(quad))

    def _paint_asked(self, painter: QPainter) -> None:
        if self.asked is None:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen("#ffffff", 5))
        painter.drawPolygon(polygon(self.asked))
        painter.setPen(_pen("#b26a00", 3))
        painter.drawPolygon(polygon(self.asked))

    def _paint_handles(self, painter: QPainter, quad: Quad, px: float) -> None:
        painter.setBrush(QBrush(QColor("#ffffff")))
        painter.setPen(_pen(self.colours.accent, 1.5))
        half = HANDLE * px
        for x, y in hits.handle_points(quad):
            painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))


def around(quads: Sequence[Quad], margin: float) -> QRectF:
    """The rectangle around quads, with a share of its size as margin."""
    found = QRectF()
    for quad in quads:
        found = found.united(polygon(quad).boundingRect())
    dx, dy = found.width() * margin, found.height() * margin
    return found.adjusted(-dx, -dy, dx, dy)


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


def _faint(colour: str, alpha: int) -> QColor:
    made = QColor(colour)
    made.setAlpha(alpha)
    return made
