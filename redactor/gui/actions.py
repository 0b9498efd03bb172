"""Every action, declared once as data: menus, tool bar, shortcuts and the F1 sheet read this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from redactor.gui import icons
from redactor.gui.i18n import QT_TRANSLATE_NOOP, translate
from redactor.gui.theme import Colours

Standard = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.  ``keys``: as Qt writes them, or a standard key; ``menu`` where it stands.

    ``needs``: "" always, "case" a document on the desk, "page" a page to work on.
    """

    name: str
    text: str
    menu: str
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    icon: str = ""
    needs: str = ""
    checkable: bool = False
    separated: bool = False
    """A line above it in its menu."""
    short: str = ""
    """On the tool bar, where its text is too long for it."""


FILE, EDIT, VIEW, QUEUE, HELP = (
    QT_TRANSLATE_NOOP("menus", "&File"),
    QT_TRANSLATE_NOOP("menus", "&Edit"),
    QT_TRANSLATE_NOOP("menus", "&View"),
    QT_TRANSLATE_NOOP("menus", "&Documents"),
    QT_TRANSLATE_NOOP("menus", "&Help"),
)
MENUS = (FILE, EDIT, VIEW, QUEUE, HELP)

ACTIONS: tuple[Spec, ...] = (
    Spec("open", QT_TRANSLATE_NOOP("actions", "&Open…"), FILE, (Standard.Open,), "open"),
    Spec("open-folder", QT_TRANSLATE_NOOP("actions", "Open a &folder…"), FILE, ("Ctrl+Shift+O",)),
    Spec("paste", QT_TRANSLATE_NOOP("actions", "&Paste"), FILE, (Standard.Paste,), "paste"),
    Spec("sample", QT_TRANSLATE_NOOP("actions", "Try with a sa&mple"), FILE),
    Spec(
        "save",
        QT_TRANSLATE_NOOP("actions", "&Save copy"),
        FILE,
        (Standard.Save,),
        "save",
        "page",
        separated=True,
    ),
    Spec(
        "save-as",
        QT_TRANSLATE_NOOP("actions", "Save copy &as…"),
        FILE,
        ("Ctrl+Shift+S",),
        "",
        "page",
    ),
    Spec(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Se&ttings…"),
        FILE,
        ("Ctrl+,",),
        "settings",
        separated=True,
    ),
    Spec("quit", QT_TRANSLATE_NOOP("actions", "&Quit"), FILE, ("Ctrl+Q",), separated=True),
    Spec("undo", QT_TRANSLATE_NOOP("actions", "&Undo"), EDIT, (Standard.Undo,), "undo", "page"),
    Spec("redo", QT_TRANSLATE_NOOP("actions", "&Redo"), EDIT, ("Ctrl+Shift+Z",), "redo", "page"),
    Spec(
        "draw",
        QT_TRANSLATE_NOOP("actions", "&Draw a cover"),
        EDIT,
        ("D",),
        "draw",
        "page",
        checkable=True,
        separated=True,
    ),
    Spec(
        "insert",
        QT_TRANSLATE_NOOP("actions", "&Put a cover in the middle"),
        EDIT,
        ("Ins", "Ctrl+D"),
        "",
        "page",
    ),
    Spec("toggle", QT_TRANSLATE_NOOP("actions", "&Hide or show"), EDIT, ("H",), "", "page"),
    Spec("delete", QT_TRANSLATE_NOOP("actions", "&Take the cover off"), EDIT, ("Del",), "", "page"),
    Spec(
        "fit", QT_TRANSLATE_NOOP("actions", "&Fit the page"), VIEW, ("Ctrl+0", "F"), "fit", "page"
    ),
    Spec(
        "actual",
        QT_TRANSLATE_NOOP("actions", "&Actual pixels"),
        VIEW,
        ("Ctrl+1",),
        "actual",
        "page",
    ),
    Spec(
        "zoom-in",
        QT_TRANSLATE_NOOP("actions", "Zoom &in"),
        VIEW,
        ("Ctrl++", "Ctrl+=", "+"),
        "zoom-in",
        "page",
    ),
    Spec(
        "zoom-out",
        QT_TRANSLATE_NOOP("actions", "Zoom &out"),
        VIEW,
        ("Ctrl+-", "-"),
        "zoom-out",
        "page",
    ),
    Spec("rotate", QT_TRANSLATE_NOOP("actions", "&Turn"), VIEW, ("R",), "rotate", "page"),
    Spec(
        "result",
        QT_TRANSLATE_NOOP("actions", "Show the &result"),
        VIEW,
        ("V",),
        "eye",
        "page",
        checkable=True,
        separated=True,
        short=QT_TRANSLATE_NOOP("actions", "Result"),
    ),
    Spec("part", QT_TRANSLATE_NOOP("actions", "Next &part of the window"), VIEW, ("F6",)),
    Spec(
        "next",
        QT_TRANSLATE_NOOP("actions", "&Next document"),
        QUEUE,
        ("N", "Ctrl+PgDown"),
        "next",
        "case",
    ),
    Spec(
        "previous",
        QT_TRANSLATE_NOOP("actions", "P&revious document"),
        QUEUE,
        ("P", "Ctrl+PgUp"),
        "previous",
        "case",
    ),
    Spec(
        "next-page",
        QT_TRANSLATE_NOOP("actions", "Next pa&ge"),
        QUEUE,
        ("PgDown",),
        "",
        "page",
    ),
    Spec(
        "previous-page",
        QT_TRANSLATE_NOOP("actions", "Pre&vious page"),
        QUEUE,
        ("PgUp",),
        "",
        "page",
    ),
    Spec(
        "accept",
        QT_TRANSLATE_NOOP("actions", "&Accept and go to the next"),
        QUEUE,
        ("A",),
        "check",
        "page",
        separated=True,
        short=QT_TRANSLATE_NOOP("actions", "Accept"),
    ),
    Spec(
        "save-accepted",
        QT_TRANSLATE_NOOP("actions", "&Save all accepted"),
        QUEUE,
        ("S",),
        "all",
        "case",
    ),
    Spec(
        "join",
        QT_TRANSLATE_NOOP("actions", "Put t&ogether with the next (front and back)"),
        QUEUE,
        ("J",),
        "join",
        "case",
        separated=True,
    ),
    Spec("separate", QT_TRANSLATE_NOOP("actions", "Take a&part again"), QUEUE, (), "", "case"),
    Spec(
        "cancel",
        QT_TRANSLATE_NOOP("actions", "&Cancel this document"),
        QUEUE,
        ("Ctrl+.",),
        "",
        "case",
        separated=True,
    ),
    Spec("retry", QT_TRANSLATE_NOOP("actions", "&Try again"), QUEUE, ("F5",), "", "case"),
    Spec(
        "remove",
        QT_TRANSLATE_NOOP("actions", "Take off the &desk"),
        QUEUE,
        ("Ctrl+W",),
        "close",
        "case",
    ),
    Spec("shortcuts", QT_TRANSLATE_NOOP("actions", "&Keyboard shortcuts"), HELP, ("F1",), "help"),
    Spec("about", QT_TRANSLATE_NOOP("actions", "&About Redactor"), HELP),
)

HELD_KEYS: tuple[tuple[str, str], ...] = (
    ("B", QT_TRANSLATE_NOOP("actions", "Hold down: the original without covers")),
    ("←↑→↓", QT_TRANSLATE_NOOP("actions", "Move the chosen cover (Shift: ten times as far)")),
    ("Ctrl+←↑→↓", QT_TRANSLATE_NOOP("actions", "Make the chosen cover smaller or larger")),
    ("Esc", QT_TRANSLATE_NOOP("actions", "Leave drawing; let go of the chosen cover")),
)
"""Keys that are no actions, for the sheet."""

TOOLBAR: tuple[str, ...] = (
    "open",
    "paste",
    "",
    "undo",
    "redo",
    "",
    "draw",
    "rotate",
    "fit",
    "actual",
    "",
    "result",
    "",
    "previous",
    "next",
    "accept",
    "save-accepted",
)
"""The tool bar's actions in order; an empty name is a gap."""

WITH_TEXT = frozenset({"open", "draw", "result", "accept"})
"""Those of the tool bar whose words stand beside the icon."""


ROLES = {
    "settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
}
"""Where macOS wants them, whatever their words."""


def plain(text: str) -> str:
    """An action's text without its mnemonic and dots, for tool tips and screen readers."""
    return text.replace("&", "").removesuffix("…")


class Actions:
    """The window's QActions by name."""

    def __init__(self, window: QWidget, do: Mapping[str, Callable[[], object]]) -> None:
        """``do``: what each action does; an action with none stands in the table in vain."""
        self._all: dict[str, QAction] = {}
        for spec in ACTIONS:
            action = QAction(window)
            action.setObjectName(spec.name)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.setCheckable(spec.checkable)
            action.setMenuRole(ROLES.get(spec.name, QAction.MenuRole.NoRole))
            action.triggered.connect(_without_argument(do[spec.name]))
            window.addAction(action)
            self._all[spec.name] = action
        self.retranslate()

    def __getitem__(self, name: str) -> QAction:
        return self._all[name]

    def retranslate(self) -> None:
        for spec in ACTIONS:
            action = self._all[spec.name]
            text = translate("actions", spec.text)
            action.setText(text)
            action.setIconText(translate("actions", spec.short) if spec.short else plain(text))
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{plain(text)} ({keys})" if keys else plain(text))

    def repaint(self, colours: Colours) -> None:
        """Icons in the theme's colours."""
        for spec in ACTIONS:
            if spec.icon:
                self._all[spec.name].setIcon(
                    icons.icon(spec.icon, colours.text, faint=colours.border)
                )

    def enable(self, case: bool, page: bool) -> None:
        """Greys out what makes no sense without a document or a page."""
        for spec in ACTIONS:
            needs = {"": True, "case": case, "page": page}[spec.needs]
            self._all[spec.name].setEnabled(needs)

    def fill(self, bar: QMenuBar) -> list[tuple[QMenu, str]]:
        """Makes the menus; answers each with its text, for when the language changes."""
        made = []
        for title in MENUS:
            menu = bar.addMenu(translate("menus", title))
            for spec in ACTIONS:
                if spec.menu == title:
                    if spec.separated:
                        menu.addSeparator()
                    menu.addAction(self._all[spec.name])
            made.append((menu, title))
        return made


def _without_argument(do: Callable[[], object]) -> Callable[[bool], None]:
    """Drops the "checked" that Qt passes."""

    def triggered(_checked: bool = False) -> None:
        do()

    return triggered
