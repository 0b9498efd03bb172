"""The strip on the left: every page of every document, its state by icon and word."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from redactor.gui import icons, images, rows, words
from redactor.gui.desk import Desk
from redactor.gui.i18n import translate
from redactor.gui.session import Case, State
from redactor.gui.theme import LIGHT, Colours
from redactor.gui.touch import by_finger


class Strip(QWidget):
    """A row a page; a document that is not opened yet has one row."""

    picked = Signal(int, int)
    """A case's key and a page."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._colours: Colours = LIGHT
        self._quiet = False
        self.list = QListWidget(self)
        self._rows = rows.Rows(self.list, picture=3.4)
        self.list.setItemDelegate(self._rows)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        by_finger(self.list)
        self.list.currentRowChanged.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 4, 8)
        layout.addWidget(self.list)
        desk.listed.connect(self.rebuild)
        desk.changed.connect(self._refresh)
        desk.current_changed.connect(self._follow)
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().height() * 14, 300)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self.fontMetrics().height() * 7, 100)

    def retranslate(self) -> None:
        self.list.setAccessibleName(translate("strip", "Documents and pages"))
        self.rebuild()

    def repaint_with(self, colours: Colours) -> None:
        self._colours = self._rows.colours = colours
        self.rebuild()

    def rebuild(self) -> None:
        """All rows anew, as documents came or went."""
        self._quiet = True
        self.list.clear()
        for case in self._desk.cases:
            for page in range(max(1, len(case.pages))):
                item = QListWidgetItem()
                item.setData(rows.KEY, (case.key, page))
                self._fill(item, case, page)
                self.list.addItem(item)
        self._quiet = False
        self._follow()

    def step_page(self, by: int) -> None:
        """The row above or below."""
        row = self.list.currentRow() + by
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _refresh(self, key: int) -> None:
        """One document's rows, where it did not change their number."""
        case = self._desk.case(key)
        if case is None:
            return
        for row in range(self.list.count()):
            item = self.list.item(row)
            found, page = item.data(rows.KEY)
            if found == key:
                self._fill(item, case, page)

    def _fill(self, item: QListWidgetItem, case: Case, page: int) -> None:
        name, said = _shortened(case), words.state(self._page_state(case, page))
        if len(case.pages) > 1:
            name = translate("strip", "{name}, page {page}").format(name=name, page=page + 1)
        state = self._page_state(case, page)
        tone = self._tone(state)
        item.setText(name)
        item.setData(rows.SUBTITLE, said)
        item.setData(rows.ICON, icons.icon(words.state_icon(state), tone, sizes=icons.ROW))
        item.setData(rows.TONE, tone)
        if page < len(case.pages):
            view = case.pages[page]
            item.setData(rows.PICTURE, images.turned(view.thumbnail, view.state.turn))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {said}")
        item.setToolTip(f"{case.name}\n{said}")

    def _page_state(self, case: Case, page: int) -> State:
        """A page with nothing to answer is ready, even where another page of the file is not."""
        if case.state is State.REVIEW and page < len(case.pages):
            return State.REVIEW if case.pages[page].state.doubts else State.READY
        return case.state

    def _tone(self, state: State) -> str:
        c = self._colours
        if state in (State.READY, State.ACCEPTED, State.SAVED):
            return c.good
        if state in (State.REVIEW, State.HELD):
            return c.warn
        return c.bad if state is State.FAILED else c.muted

    def _follow(self) -> None:
        """Goes with the desk's current page."""
        case = self._desk.current
        wanted = (case.key, self._desk.page) if case is not None else None
        self._quiet = True
        for row in range(self.list.count()):
            if self.list.item(row).data(rows.KEY) == wanted:
                self.list.setCurrentRow(row)
                break
        self._quiet = False

    def _pick(self, row: int) -> None:
        if not self._quiet and row >= 0:
            key, page = self.list.item(row).data(rows.KEY)
            self.picked.emit(key, page)


def _shortened(case: Case) -> str:
    return case.name
