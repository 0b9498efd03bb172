"""The list of what was found, mirrored with the canvas: hidden or kept, why, how sure."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from redactor.gui import icons, rows, words
from redactor.gui.i18n import translate
from redactor.gui.marks import PageState
from redactor.gui.theme import LIGHT, Colours
from redactor.gui.touch import by_finger

Row = tuple[str, int]
"""("finding", its index) or ("mark", its key)."""


class Findings(QWidget):
    """A row for each finding and each drawn cover; a tick means hidden."""

    toggled = Signal(int)
    """A finding's index."""
    dropped = Signal(int)
    """The key of a drawn cover that was unticked."""
    chosen = Signal(object)
    """The Row that was chosen, or None."""
    entered = Signal()
    """Enter on a row: go to its cover on the canvas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PageState | None = None
        self._colours: Colours = LIGHT
        self._quiet = False
        self._title = QLabel(self)
        self._title.setProperty("role", "heading")
        self._count = QLabel(self)
        self._count.setProperty("role", "muted")
        self.list = QListWidget(self)
        self._rows = rows.Rows(self.list)
        self.list.setItemDelegate(self._rows)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        by_finger(self.list)
        self.list.itemChanged.connect(self._ticked)
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _item: self.entered.emit())
        self._title.setBuddy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = self.fontMetrics().height()
        return QSize(line * 17, line * 15)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        line = self.fontMetrics().height()
        return QSize(line * 10, line * 9)

    def retranslate(self) -> None:
        self._title.setText(translate("findings", "What was fo&und"))
        self.list.setAccessibleName(translate("findings", "What was found; ticked means hidden"))
        self._rebuild()

    def repaint_with(self, colours: Colours) -> None:
        self._colours = self._rows.colours = colours
        self._rebuild()

    def show_state(self, state: PageState | None) -> None:
        """The rows of a page; the chosen row stays chosen."""
        if state is not self._state:
            self._state = state
            self._rebuild()

    def _rebuild(self) -> None:
        before, state = self.current(), self._state
        self._quiet = True
        self.list.clear()
        for row in _ordered(state) if state is not None else []:
            self.list.addItem(self._item(row))
        self._quiet = False
        self.choose(before)
        self._count.setText(self._counted())

    def current(self) -> Row | None:
        row = self.list.currentRow()
        found: Row | None = self.list.item(row).data(rows.KEY) if row >= 0 else None
        return found

    def choose(self, row: Row | None) -> None:
        """Chooses a row without saying so."""
        self._quiet = True
        found = next(
            (n for n in range(self.list.count()) if self.list.item(n).data(rows.KEY) == row), -1
        )
        self.list.setCurrentRow(found)
        if found >= 0:
            self.list.scrollToItem(self.list.item(found))
        self._quiet = False

    def _counted(self) -> str:
        if self._state is None:
            return ""
        if not self._state.findings and not self._state.marks:
            return translate("findings", "Nothing yet. Draw a cover with D.")
        hidden = translate("findings", "%n hidden", "", len(self._state.marks))
        kept = sum(1 for n in range(len(self._state.findings)) if not self._state.hidden(n))
        legible = translate("findings", "%n stay legible", "", kept)
        return f"{hidden}, {legible}"

    def _item(self, row: Row) -> QListWidgetItem:
        assert self._state is not None  # noqa: S101 - rows come from it
        item = QListWidgetItem()
        item.setData(rows.KEY, row)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        if row[0] == "finding":
            finding = self._state.findings[row[1]]
            hidden = self._state.hidden(row[1])
            title = words.field(finding.kind.value)
            sure = words.certainty(finding.confidence)
            signs = words.why(finding)
            about = f"{sure} · {signs}" if signs else sure
        else:
            mark = self._state.mark(row[1])
            drawn = mark is None or mark.kind.value == "other"
            title = (
                translate("findings", "Own cover")
                if drawn or mark is None
                else words.field(mark.kind.value)
            )
            hidden, about = True, translate("findings", "a cover without a finding")
        said = translate("findings", "Hidden") if hidden else translate("findings", "Legible")
        tone = self._colours.text if hidden else self._colours.muted
        item.setText(title)
        item.setData(rows.SUBTITLE, about)
        item.setData(rows.ICON, icons.icon("hidden" if hidden else "eye", tone, sizes=icons.ROW))
        item.setData(rows.TONE, self._colours.muted)
        item.setCheckState(Qt.CheckState.Checked if hidden else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{title}: {said}, {about}")
        item.setToolTip(f"{title}\n{said} · {about}")
        return item

    def _ticked(self, item: QListWidgetItem) -> None:
        if self._quiet:
            return
        kind, number = item.data(rows.KEY)
        if kind == "finding":
            self.toggled.emit(number)
        else:
            self.dropped.emit(number)

    def _choose(self, row: int) -> None:
        if not self._quiet:
            self.chosen.emit(self.list.item(row).data(rows.KEY) if row >= 0 else None)


def _ordered(state: PageState) -> list[Row]:
    """Hidden findings first, then drawn covers, then what stays legible, each as on the page."""
    indexes = sorted(
        range(len(state.findings)),
        key=lambda n: (not state.hidden(n), state.findings[n].quad.bounds[1]),
    )
    hidden: list[Row] = [("finding", n) for n in indexes if state.hidden(n)]
    own: list[Row] = [("mark", mark.key) for mark in state.marks if mark.finding is None]
    return [*hidden, *own, *(("finding", n) for n in indexes if not state.hidden(n))]
