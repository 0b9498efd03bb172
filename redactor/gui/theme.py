"""Colours, spacing and the style sheet, for light and dark; everything grows with the text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from redactor import resources


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme.  Text colours have a contrast of 4.5 or more on window, base and raised."""

    dark: bool
    window: str
    base: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    tint: str
    """The accent as a faint background: selection, drop target."""
    good: str
    good_tint: str
    warn: str
    warn_tint: str
    bad: str
    bad_tint: str
    canvas: str


LIGHT = Colours(
    dark=False,
    window="#f4f5f7",
    base="#ffffff",
    raised="#ffffff",
    text="#1b1f24",
    muted="#56606d",
    border="#c8cdd5",
    accent="#1f5f9f",
    on_accent="#ffffff",
    tint="#dfeaf6",
    good="#14693c",
    good_tint="#e1f2e8",
    warn="#7d4e00",
    warn_tint="#fdf1da",
    bad="#a5231c",
    bad_tint="#fbe6e4",
    canvas="#e3e6ea",
)
DARK = Colours(
    dark=True,
    window="#202328",
    base="#17191d",
    raised="#2a2e35",
    text="#e9ebee",
    muted="#aeb6c1",
    border="#454c57",
    accent="#8abdf2",
    on_accent="#10202f",
    tint="#27405a",
    good="#7cd3a2",
    good_tint="#1f3a2c",
    warn="#eec06c",
    warn_tint="#423519",
    bad="#f5948c",
    bad_tint="#4a2523",
    canvas="#121417",
)


class Theme(QObject):
    """The theme in use; follows the system's light or dark unless a person chose one."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._wish = "system"
        self._percent = 100
        self._font = QFont(app.font())
        self.colours = LIGHT
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._refresh)

    def use(self, wish: str, percent: int) -> None:
        """``wish``: "system", "light" or "dark"; ``percent``: of the system's text size."""
        self._wish, self._percent = wish, percent
        self._refresh()

    def _refresh(self) -> None:
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        if self._wish != "system":
            dark = self._wish == "dark"
        self.colours = DARK if dark else LIGHT
        font = QFont(self._font)
        font.setPointSizeF(max(9.0, self._font.pointSizeF()) * self._percent / 100)
        self._app.setFont(font)
        self._app.setPalette(palette(self.colours))
        self._app.setStyleSheet(sheet(self.colours, QFontMetrics(font).height()))
        self.changed.emit()


def palette(c: Colours) -> QPalette:
    """The palette for what the style sheet leaves to the style."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.base),
        (role.AlternateBase, c.window),
        (role.Text, c.text),
        (role.Button, c.raised),
        (role.ButtonText, c.text),
        (role.BrightText, c.bad),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.ToolTipBase, c.raised),
        (role.ToolTipText, c.text),
        (role.PlaceholderText, c.muted),
        (role.Link, c.accent),
        (role.Accent, c.accent),
        (role.Mid, c.border),
        (role.Dark, c.border),
        (role.Light, c.raised),
        (role.Midlight, c.window),
        (role.Shadow, c.border),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        faint = QColor(c.muted)
        faint.setAlpha(150)
        made.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return made


def sheet(c: Colours, line: int) -> str:
    """The style sheet; ``line`` is the height of a line of text, the measure of all spacing."""
    pad, small, radius = round(line * 0.42), round(line * 0.25), round(line * 0.36)
    tone = "dark" if c.dark else "light"
    chevron = resources.path("icons", f"chevron-{tone}.svg").as_posix()
    tick = resources.path("icons", f"tick-{tone}.svg").as_posix()
    return f"""
QWidget {{ color: {c.text}; }}
QMainWindow, QDialog, QScrollArea, QScrollArea > QWidget > QWidget {{ background: {c.window}; }}
QToolTip {{ background: {c.raised}; color: {c.text}; border: 1px solid {c.border}; padding: {small}px; }}
QMenuBar {{ background: {c.window}; padding: 1px {small}px; }}
QMenuBar::item {{ padding: {small}px {pad}px; border-radius: {small}px; background: transparent; }}
QMenuBar::item:selected {{ background: {c.tint}; }}
QMenu {{ background: {c.raised}; border: 1px solid {c.border}; padding: {small}px; }}
QMenu::item {{ padding: {small}px {pad * 3}px {small}px {pad * 3}px; border-radius: {small}px; }}
QMenu::item:selected {{ background: {c.tint}; color: {c.text}; }}
QMenu::item:disabled {{ color: {c.muted}; }}
QMenu::separator {{ height: 1px; background: {c.border}; margin: {small}px; }}
QMenu::icon {{ padding-left: {pad}px; }}
QToolBar {{ background: {c.window}; border: none; border-bottom: 1px solid {c.border};
    spacing: {small}px; padding: {small}px {pad}px; }}
QToolBar::separator {{ background: {c.border}; width: 1px; margin: {small}px {small}px; }}
QToolButton {{ border: 2px solid transparent; border-radius: {radius}px; padding: {small}px {pad}px; }}
QToolButton:hover {{ background: {c.tint}; }}
QToolButton:checked {{ background: {c.tint}; border-color: {c.accent}; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton:disabled {{ color: {c.muted}; }}
QPushButton {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: {radius}px;
    padding: {small + 1}px {pad * 2}px; min-height: {line}px; }}
QPushButton:hover {{ background: {c.tint}; border-color: {c.accent}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: {small}px {pad * 2 - 1}px; }}
QPushButton:disabled {{ color: {c.muted}; background: {c.window}; border-color: {c.border}; }}
QPushButton[role="main"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: 600; padding: {pad}px {pad * 2}px; }}
QPushButton[role="main"]:hover {{ background: {_mixed(c.accent, c.text, 0.18)}; }}
QPushButton[role="main"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[role="main"]:disabled {{ background: {c.border}; border-color: {c.border}; color: {c.muted}; }}
QPushButton[role="link"] {{ background: transparent; border: 2px solid transparent; color: {c.accent};
    padding: {small}px; text-align: left; text-decoration: underline; }}
QPushButton[role="link"]:hover {{ color: {c.text}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {c.accent}; }}
QLineEdit, QComboBox, QDateEdit {{ background: {c.base}; border: 1px solid {c.border};
    border-radius: {radius}px; padding: {small}px {pad}px; min-height: {line + 2}px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: 2px solid {c.accent};
    padding: {small - 1}px {pad - 1}px; }}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled {{ background: {c.window}; color: {c.muted}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {line + pad}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{chevron}"); width: {line}px; height: {line}px; }}
QComboBox QAbstractItemView {{ background: {c.raised}; border: 1px solid {c.border};
    selection-background-color: {c.tint}; selection-color: {c.text}; outline: none; padding: {small}px; }}
QCheckBox {{ spacing: {pad}px; padding: {small}px; border: 2px solid transparent; border-radius: {radius}px; }}
QCheckBox::indicator {{ width: {line}px; height: {line}px; border: 1px solid {c.muted};
    border-radius: {small}px; background: {c.base}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{tick}"); }}
QCheckBox::indicator:disabled {{ border-color: {c.border}; }}
QCheckBox:focus {{ border-color: {c.accent}; }}
QListView, QTextEdit, QPlainTextEdit, QTreeView, QTableView {{ background: {c.base}; border: 1px solid {c.border};
    border-radius: {radius}px; outline: none; }}
QListView {{ padding: {small}px 0; }}
QHeaderView::section {{ background: {c.window}; color: {c.muted}; border: none; padding: {small}px {pad}px; }}
QTableView {{ selection-background-color: {c.tint}; selection-color: {c.text}; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {line - 2}px; }}
QScrollBar:horizontal {{ height: {line - 2}px; }}
QScrollBar::handle {{ background: {c.border}; border-radius: {small}px; margin: 3px; min-height: {line * 2}px; min-width: {line * 2}px; }}
QScrollBar::handle:hover {{ background: {c.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QListView:focus, QTextEdit:focus, QPlainTextEdit:focus, QTableView:focus {{ border: 2px solid {c.accent}; }}
QGraphicsView {{ background: {c.canvas}; border: 2px solid {c.canvas}; }}
QGraphicsView:focus {{ border: 2px solid {c.accent}; }}
QProgressBar {{ background: {c.base}; border: 1px solid {c.border}; border-radius: {small}px;
    max-height: {pad}px; min-height: {pad}px; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {small}px; }}
QSplitter::handle {{ background: {c.window}; }}
QSplitter::handle:hover {{ background: {c.tint}; }}
QStatusBar {{ background: {c.window}; border-top: 1px solid {c.border}; color: {c.muted}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {round(line * 1.25)}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {c.muted}; }}
QFrame#card {{ background: {c.raised}; border: 1px solid {c.border}; border-radius: {radius}px; }}
QFrame#drop {{ background: {c.base}; border: 2px dashed {c.border}; border-radius: {radius * 2}px; }}
QFrame#drop[over="true"] {{ border-color: {c.accent}; background: {c.tint}; }}
QFrame#notice {{ border: none; border-bottom: 1px solid {c.border}; background: {c.raised}; }}
QFrame#notice[tone="warn"] {{ background: {c.warn_tint}; }}
QFrame#notice[tone="good"] {{ background: {c.good_tint}; }}
QFrame#notice[tone="bad"] {{ background: {c.bad_tint}; }}
"""


def _mixed(one: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    a, b = QColor(one), QColor(other)
    mixed = (
        round(x + (y - x) * share)
        for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index,arg-type]
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)
