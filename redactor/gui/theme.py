"""Colours, spacing and the style sheet, for light and dark; everything grows with the text."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template

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
    sizes = {
        "line": line,
        "line2": line * 2,
        "line_field": line + 2,
        "line_pad": line + pad,
        "bar": line - 2,
        "title": round(line * 1.25),
        "pad": pad,
        "pad2": pad * 2,
        "pad3": pad * 3,
        "pad_less": pad - 1,
        "pad2_less": pad * 2 - 1,
        "small": small,
        "small_less": small - 1,
        "small_more": small + 1,
        "radius": radius,
        "radius2": radius * 2,
    }
    text = resources.path("theme", "window.qss").read_text("utf-8")
    return Template(text).substitute(
        {**asdict(c), **sizes},
        accent_hover=_mixed(c.accent, c.text, 0.18),
        chevron=resources.path("icons", f"chevron-{tone}.svg").as_posix(),
        tick=resources.path("icons", f"tick-{tone}.svg").as_posix(),
    )


def _mixed(one: str, other: str, share: float) -> str:
    """A colour with a share of another in it."""
    a, b = QColor(one), QColor(other)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in pairs)
