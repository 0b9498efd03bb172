"""The settings dialog, made from the settings' table, and the sheet of shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from redactor.gui.actions import ACTIONS, HELD_KEYS, Actions, plain
from redactor.gui.i18n import translate
from redactor.gui.line import Line
from redactor.gui.settings import SETTINGS, Setting, Store, Value
from redactor.gui.touch import by_finger


class SettingsDialog(QDialog):
    """Every setting of the table with a label; each takes effect at once."""

    def __init__(self, store: Store, lang: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._store = store
        self._lang = lang
        self.setWindowTitle(translate("settings", "Settings"))
        self.widgets: dict[str, QWidget] = {}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 8, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(9)
        for setting in SETTINGS:
            if setting.shown:
                self._row(form, setting)
        note = QLabel(
            translate(
                "settings",
                "Names of people, recipients and purposes are never kept.",
            ),
            self,
        )
        note.setProperty("role", "muted")
        note.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("settings", "&Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(14)
        inside = QWidget(self)
        inside.setLayout(form)
        room = _room(self)
        most = form.sizeHint().width() + self.fontMetrics().height() * 5
        if most > room.width():
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.scroller = _scrolled(inside, self)
        layout.addWidget(self.scroller, 1)
        layout.addWidget(note)
        layout.addWidget(buttons)
        high = form.sizeHint().height() + 4 * buttons.sizeHint().height()
        self.resize(QSize(max(most, self.fontMetrics().averageCharWidth() * 62), high))
        self.resize(self.size().boundedTo(room))

    def _row(self, form: QFormLayout, setting: Setting) -> None:
        label = translate("settings", setting.label)
        widget = self._widget(setting)
        self.widgets[setting.key] = widget
        widget.setAccessibleName(label.replace("&", ""))
        if isinstance(widget, QCheckBox):
            widget.setText(label)
            form.addRow("", widget)
            return
        told = QLabel(label, self)
        told.setProperty("role", "field")
        told.setIndent(0)
        told.setBuddy(widget.focusProxy() or widget)
        form.addRow(told, widget)

    def _widget(self, setting: Setting) -> QWidget:
        if setting.kind == "flag":
            box = QCheckBox(self)
            box.setChecked(self._store.flag(setting.key))
            box.toggled.connect(lambda on: self._store.set(setting.key, on))
            return box
        if setting.kind == "text":
            line = Line(self._store.text(setting.key), self)
            line.setPlaceholderText(translate("settings", "Empty: COPY – only for …"))
            line.textChanged.connect(lambda text: self._store.set(setting.key, text))
            return line
        if setting.kind == "folder":
            return FolderField(self._store, setting.key, self)
        return self._combo(setting, _choices(setting, self._lang))

    def _combo(self, setting: Setting, choices: list[tuple[Value, str]]) -> QComboBox:
        combo = QComboBox(self)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(20)
        for value, text in choices:
            combo.addItem(text, value)
        combo.setCurrentIndex(combo.findData(self._store.get(setting.key)))
        combo.currentIndexChanged.connect(
            lambda _n: self._store.set(setting.key, combo.currentData())
        )
        return combo


def _room(dialog: QWidget) -> QSize:
    """The most of the screen that a dialog takes."""
    size: QSize = dialog.screen().availableGeometry().size() * 0.9
    return size


def _scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    """What scrolls where the screen is too small for it: twice the text is twice as high."""
    area = QScrollArea(parent)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    by_finger(area)
    return area


class FolderField(QWidget):
    """A folder, chosen in a dialog or forgotten again."""

    def __init__(self, store: Store, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._store, self._key = store, key
        self.button = QPushButton(self)
        self.forget = QPushButton(translate("settings", "Beside the original"), self)
        self.forget.setAccessibleName(self.forget.text())
        self.setFocusProxy(self.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button, 1)
        layout.addWidget(self.forget)
        self.button.clicked.connect(self._choose)
        self.forget.clicked.connect(self._forget)
        self._show()
        self.button.ensurePolished()
        self.setMinimumHeight(self.button.sizeHint().height())

    def _show(self) -> None:
        folder = self._store.text(self._key)
        text = folder or translate("settings", "Choose a folder…")
        room = self.fontMetrics().averageCharWidth() * 30
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room)
        self.button.setText(shown.replace("&", "&&"))
        self.button.setAccessibleName(text)
        self.forget.setVisible(bool(folder))

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, translate("settings", "Copies go to"), self._store.text(self._key)
        )
        if folder:
            self._store.set(self._key, folder)
            self._show()

    def _forget(self) -> None:
        self._store.forget(self._key)
        self.button.setFocus()
        self._show()


class ShortcutSheet(QDialog):
    """Every action with its keys."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("shortcuts", "Keyboard shortcuts"))
        rows = [
            (plain(translate("actions", spec.text)), _keys(actions, spec.name))
            for spec in ACTIONS
            if spec.keys
        ]
        rows += [(translate("actions", text), keys) for keys, text in HELD_KEYS]
        self.table = QTableWidget(len(rows), 2, self)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels(
            [translate("shortcuts", "What"), translate("shortcuts", "Keys")]
        )
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        for row, (text, keys) in enumerate(rows):
            for column, shown in enumerate((text, keys)):
                self.table.setItem(row, column, QTableWidgetItem(shown))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setWordWrap(False)
        height = round(self.fontMetrics().height() * 1.6)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(height)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("settings", "&Close"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
        line = self.fontMetrics().height()
        self.resize(QSize(line * 36, line * 38).boundedTo(_room(self)))


def _keys(actions: Actions, name: str) -> str:
    shown = [
        keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in actions[name].shortcuts()
    ]
    return ", ".join(shown[:2])


def _choices(setting: Setting, lang: str) -> list[tuple[Value, str]]:
    """A setting's values with their words; profiles have theirs in their own files."""
    if setting.kind == "profile":
        from redactor.decide import load_profiles

        return [(name, profile.title[lang]) for name, profile in load_profiles().items()]
    return [(value, translate("settings", text)) for value, text in setting.choices]
