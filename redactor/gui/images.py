"""Pixels as Qt wants them; runs in the waiting thread, so only QImage, never QPixmap."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTransform

from redactor.model import Pixels

THUMBNAIL = 160
"""Longest side of a thumbnail in px."""


def image(pixels: Pixels) -> QImage:
    """An H×W×3 RGB array as an image of its own, in the format the screen takes fastest."""
    rows = np.ascontiguousarray(pixels)
    height, width = rows.shape[:2]
    view = QImage(rows.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return view.convertToFormat(QImage.Format.Format_RGB32)


def turned(picture: QImage, quarters: int) -> QImage:
    """The picture turned clockwise."""
    if quarters % 4 == 0 or picture.isNull():
        return picture
    return picture.transformed(QTransform().rotate(90 * (quarters % 4)))


def thumbnail(full: QImage) -> QImage:
    """A small one of it."""
    return full.scaled(
        THUMBNAIL,
        THUMBNAIL,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
