"""The three columns of the work view; the button that saves never scrolls out of sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from redactor.gui.touch import by_finger

LEAST = 900
"""Width in px that is reckoned with at least."""


class Columns(QSplitter):
    """Strip on the left, notice and page in the middle, lists and card on the right."""

    def __init__(
        self,
        strip: QWidget,
        middle: tuple[QWidget, QWidget],
        side: tuple[QWidget, QWidget],
        save: QWidget,
        parent: QWidget,
    ) -> None:
        """``middle`` and ``side``: a part on top and one below it; ``save``: below the side."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        centre, column = QWidget(self), QVBoxLayout()
        centre.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(middle[0])
        column.addWidget(middle[1], 1)
        inside, stack = QWidget(self), QVBoxLayout()
        inside.setLayout(stack)
        stack.setContentsMargins(8, 8, 10, 2)
        stack.setSpacing(10)
        stack.addWidget(side[0], 1)
        stack.addWidget(side[1])
        self.side = QScrollArea(self)
        self.side.setWidget(inside)
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        by_finger(self.side)
        self._right, right = QWidget(self), QVBoxLayout()
        self._right.setLayout(right)
        right.setContentsMargins(0, 0, 0, 8)
        right.setSpacing(6)
        right.addWidget(self.side, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 10, 0)
        foot.addWidget(save)
        right.addLayout(foot)
        for part in (strip, centre, self._right):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)
        self.widen()

    def widen(self) -> None:
        """Columns as wide as the text needs, while the page keeps the largest part."""
        line, parent = self.fontMetrics().height(), self.parentWidget()
        whole = max(parent.width() if parent is not None else 0, LEAST)
        strip, side = min(line * 14, whole // 5), min(line * 22, whole * 3 // 8)
        self._right.setMinimumWidth(min(line * 18, side))
        self.setSizes([strip, whole - strip - side, side])
