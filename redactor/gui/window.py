"""The main window: menus, first screen and work view, drops, and a clean end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QMessageBox,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from redactor.errors import RedactorError
from redactor.gui import icons, incoming
from redactor.gui.actions import TOOLBAR, WITH_TEXT, Actions, plain
from redactor.gui.bridge import Bridge
from redactor.gui.deeds import Deeds
from redactor.gui.i18n import Languages, preferred, translate
from redactor.gui.incoming import Found, Gatherer
from redactor.gui.settings import Store
from redactor.gui.start import StartScreen
from redactor.gui.theme import Theme

if TYPE_CHECKING:
    from redactor.gui.work import WorkView

RECENT = 8
"""Recent files remembered at most, where a person wants them remembered."""


class MainWindow(QMainWindow):
    """Comes up with the first screen; the work view follows when its modules are loaded."""

    loaded = Signal()

    def __init__(
        self,
        store: Store,
        theme: Theme,
        languages: Languages,
        start_worker: Callable[[Callable[[], None]], Callable[[], object]],
    ) -> None:
        """``start_worker``: given what to call when the modules are loaded, the bridge's start."""
        super().__init__()
        self.store, self._theme, self.languages = store, theme, languages
        self._work: WorkView | None = None
        self._waiting: list[Found] = []
        self._sure = False
        self.gatherer = Gatherer(self)
        self.bridge = Bridge(start_worker(self.loaded.emit), self)  # type: ignore[arg-type]
        self.deeds = Deeds(self, self)
        self.actions_by_name = Actions(self, self.deeds.table())
        self._menus: list[tuple[QMenu, str]] = self.actions_by_name.fill(self.menuBar())
        self._bar = self._tool_bar()
        self.start = StartScreen(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.setAcceptDrops(True)
        self._connect()
        self._restore()
        self._speak()
        self._dress()
        self._enable()

    @property
    def work(self) -> WorkView | None:
        return self._work

    def language(self) -> str:
        return self.languages.current

    def say(self, text: str) -> None:
        """A word in the status bar, for a while, and to screen readers."""
        self.statusBar().showMessage(text, 8000)
        self.announce(text)

    def announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _tool_bar(self) -> QToolBar:
        bar = QToolBar(self)
        bar.setObjectName("tools")
        bar.setMovable(False)
        for name in TOOLBAR:
            if not name:
                bar.addSeparator()
                continue
            bar.addAction(self.actions_by_name[name])
            button = bar.widgetForAction(self.actions_by_name[name])
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.addToolBar(bar)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.hide()
        return bar

    def _connect(self) -> None:
        self.loaded.connect(self.prepare, Qt.ConnectionType.QueuedConnection)
        self.bridge.broken.connect(self._broken)
        self.gatherer.found.connect(self._found)
        self.start.open_wanted.connect(self.deeds.open)
        self.start.paste_wanted.connect(self.deeds.paste)
        self.start.sample_wanted.connect(self.gatherer.sample)
        self.start.recent_wanted.connect(lambda file: self.gatherer.gather([Path(file)]))
        self._theme.changed.connect(self._dress)
        self.store.changed.connect(self._setting_changed)

    # --- coming up -----------------------------------------------------------------------------

    def prepare(self) -> None:
        """Makes the work view; the modules it needs were loaded in the bridge's thread."""
        if self._work is not None:
            return
        from redactor.gui.desk import Desk
        from redactor.gui.saving import Saver
        from redactor.gui.work import WorkView

        table = self.deeds.table()
        desk = Desk(self.bridge, self.store, self.language, self)
        work = WorkView(desk, Saver(desk), lambda name: table[name](), self)
        self._work = work
        self._stack.addWidget(work)
        desk.current_changed.connect(self._enable)
        desk.listed.connect(self._switch)
        work.state_changed.connect(self._enable)
        work.result_changed.connect(self.actions_by_name["result"].setChecked)
        work.drawing_changed.connect(self.actions_by_name["draw"].setChecked)
        work.notice.shown.connect(self.announce)
        desk.undo.canUndoChanged.connect(self._enable)
        desk.undo.canRedoChanged.connect(self._enable)
        for watched in (work.strip.list, work.findings.list, work.canvas):
            watched.installEventFilter(self)
        work.retranslate(self.language())
        work.repaint_with(self._theme.colours)
        kept = self.store.text("splitter")
        if kept:
            work.keep_columns = work.splitter.restoreState(QByteArray.fromBase64(kept.encode()))
        self._polish(iter(work.findChildren(QWidget)))
        for found in self._waiting:
            self._found(found)
        self._waiting.clear()

    def _polish(self, parts: Iterator[QWidget]) -> None:
        """Styles the work view a few parts at a time, so that its first sight holds up nothing."""
        left = list(islice(parts, 8))
        for part in left:
            if isValid(part):
                part.ensurePolished()
        if left:
            QTimer.singleShot(0, self, lambda: self._polish(parts))

    def _restore(self) -> None:
        self.resize(1240, 800)
        kept = self.store.text("window-geometry")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))
        self._show_recent()

    def _broken(self, error: RedactorError) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Critical)
        box.setWindowTitle(translate("window", "Redactor cannot work"))
        box.setText(error.message)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    # --- what comes in -------------------------------------------------------------------------

    def open_files(self, files: Sequence[Path]) -> None:
        """As if they were dropped."""
        self.gatherer.gather(list(files))

    def _found(self, found: Found) -> None:
        if self._work is None:
            self._waiting.append(found)
            return
        if found.done:
            self.say(translate("window", "Nothing is held back in this batch any more."))
        elif found.problem:
            self.say(translate("window", "That could not be opened; try it as a file."))
        elif not found.groups:
            self.say(translate("window", "There is no photo, scan or PDF in it."))
        elif found.left_out:
            self.say(translate("window", "%n other file(s) left out.", "", found.left_out))
        desk = self._work.desk
        desk.add(found.groups, found.title, found.origins)
        if found.origins:
            from redactor.gui.telling import ways

            if said := ways(desk.current, desk.choices, self.language()):
                self.say(said)
        if self.store.flag("recents") and not found.title:
            self._remember(found)
        if found.groups:
            self._work.canvas.setFocus()

    def _remember(self, found: Found) -> None:
        before = self.store.text("recent-files").splitlines()
        new = [str(path) for group in found.groups for path in group]
        self.store.set("recent-files", "\n".join(list(dict.fromkeys([*new, *before]))[:RECENT]))
        self._show_recent()

    def _show_recent(self) -> None:
        kept = self.store.text("recent-files") if self.store.flag("recents") else ""
        self.start.show_recent(kept.splitlines())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if incoming.paths_of(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()
            self.start.zone.light_up(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        self.start.zone.light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        self.start.zone.light_up(False)
        files = incoming.paths_of(event.mimeData())
        picture = incoming.picture_of(event.mimeData())
        event.acceptProposedAction()
        if files:
            self.gatherer.gather(files)
        elif picture is not None:
            self.gatherer.keep(picture)

    # --- following -----------------------------------------------------------------------------

    def _switch(self) -> None:
        """The first screen while the desk is empty."""
        busy = self._work is not None and bool(self._work.desk.cases)
        shown: QWidget = self._work if busy and self._work is not None else self.start
        self._stack.setCurrentWidget(shown)
        self._bar.setVisible(busy)
        self._enable()

    def _enable(self) -> None:
        work = self._work
        case = work.desk.current if work is not None else None
        page = work is not None and work.desk.current_page is not None
        self.actions_by_name.enable(case is not None, page)
        undo = work.desk.undo if work is not None else None
        self.actions_by_name["undo"].setEnabled(undo is not None and undo.canUndo())
        self.actions_by_name["redo"].setEnabled(undo is not None and undo.canRedo())
        title = "Redactor"
        if case is not None:
            title = f"{case.name} – Redactor"
        self.setWindowTitle(title)

    def _setting_changed(self, key: str) -> None:
        if key == "language":
            self._speak()
        elif key in ("theme", "text-size"):
            self._theme.use(self.store.text("theme"), self.store.number("text-size"))
        elif key == "recents":
            if not self.store.flag("recents"):
                self.store.forget("recent-files")
            self._show_recent()

    def _speak(self) -> None:
        self.languages.use(preferred(self.store.text("language")))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.actions_by_name.retranslate()
        for menu, title in self._menus:
            menu.setTitle(translate("menus", title))
        self._bar.setAccessibleName(translate("window", "Tools"))
        self.menuBar().setAccessibleName(translate("window", "Menus"))
        for action in self._bar.actions():
            button = self._bar.widgetForAction(action)
            if action.text() and button is not None:
                button.setAccessibleName(plain(action.text()))
        self.start.retranslate()
        if self._work is not None:
            self._work.retranslate(self.language())

    def _dress(self) -> None:
        colours = self._theme.colours
        self.actions_by_name.repaint(colours)
        self.setWindowIcon(QIcon(icons.pixmap("app", "#1f5f9f", 64)))
        self.start.repaint_with(colours)
        side = round(self.fontMetrics().height() * 1.5)
        self._bar.setIconSize(QSize(side, side))
        self._fit_bar()
        if self._work is not None:
            self._work.repaint_with(colours)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Words beside the icons where there is room for them."""
        words = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for style in (words, Qt.ToolButtonStyle.ToolButtonIconOnly):
            for name in WITH_TEXT:
                button = self._bar.widgetForAction(self.actions_by_name[name])
                if isinstance(button, QToolButton):
                    button.setToolButtonStyle(style)
            if self._bar.sizeHint().width() <= self.width():
                break

    # --- a key that is held --------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and self._compares(event):
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._compares(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._compares(event):
            super().keyReleaseEvent(event)

    def _compares(self, event: QKeyEvent) -> bool:
        """B held down shows the original; a held key repeats, which changes nothing."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if self._work is None or event.key() != Qt.Key.Key_B or event.type() not in kinds:
            return False
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if not event.isAutoRepeat():
            self._work.canvas.show_original(event.type() is QEvent.Type.KeyPress)
        return True

    # --- the end -------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        unsaved = self._work.desk.unsaved() if self._work is not None else 0
        if unsaved and not self._sure:
            event.ignore()
            self._ask_close(unsaved)
            return
        self.store.set("window-geometry", _text(self.saveGeometry()))
        if self._work is not None:
            self.store.set("splitter", _text(self._work.splitter.saveState()))
        self.gatherer.close()
        self.bridge.close()
        self.deeds.clear_clipboard()
        if self._work is not None:
            self._work.clear()
        event.accept()

    def _ask_close(self, unsaved: int) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("window", "Close Redactor?"))
        box.setText(translate("window", "%n copy(s) you worked on not saved yet.", "", unsaved))
        leave = box.addButton(
            translate("window", "&Close without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        stay = box.addButton(translate("window", "&Go back"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.buttonClicked.connect(lambda button: self._leave() if button is leave else None)
        box.open()

    def _leave(self) -> None:
        self._sure = True
        self.close()


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode("ascii")
