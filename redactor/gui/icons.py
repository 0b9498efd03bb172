"""Our own icons: line drawings in resources/icons, painted in the theme's colours."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from redactor import resources

_SIZES = (16, 24, 32, 48)
ROW = (16, 32)
"""Sizes for the lists."""


def icon(name: str, colour: str, faint: str | None = None, sizes: Sequence[int] = _SIZES) -> QIcon:
    """An icon in a colour, and in ``faint`` where it is disabled."""
    made = QIcon()
    for size in sizes:
        made.addPixmap(pixmap(name, colour, size))
        if faint is not None:
            made.addPixmap(pixmap(name, faint, size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """One picture of an icon, ``size`` logical px square."""
    key = f"{name} {colour} {size} {ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    text = resources.path("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    side = round(size * ratio)
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made
