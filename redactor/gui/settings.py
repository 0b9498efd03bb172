"""Every setting, declared once as data: the store, the dialog and the tests read this table.

Nothing about people is kept: no recipient, no purpose, and no file names unless asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QObject, QSettings, Signal

from redactor.gui.i18n import QT_TRANSLATE_NOOP

Value = str | int | bool

MIB = 1_000_000
"""What upload pages mean by a megabyte."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting.

    ``label`` and ``choices`` are marked for translation, not translated.  ``shown``: whether the
    dialog has it; the others are the window's own memory.  ``kind``: "choice", "flag", "text",
    "folder" or "profile".
    """

    key: str
    default: Value
    kind: str = "choice"
    label: str = ""
    choices: tuple[tuple[Value, str], ...] = ()
    shown: bool = True


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "language",
        "system",
        label=QT_TRANSLATE_NOOP("settings", "Language"),
        choices=(
            ("system", QT_TRANSLATE_NOOP("settings", "As the system")),
            ("nl", "Nederlands"),
            ("en", "English"),
        ),
    ),
    Setting(
        "theme",
        "system",
        label=QT_TRANSLATE_NOOP("settings", "Colours"),
        choices=(
            ("system", QT_TRANSLATE_NOOP("settings", "As the system")),
            ("light", QT_TRANSLATE_NOOP("settings", "Light")),
            ("dark", QT_TRANSLATE_NOOP("settings", "Dark")),
        ),
    ),
    Setting(
        "text-size",
        100,
        label=QT_TRANSLATE_NOOP("settings", "Text size"),
        choices=((100, "100 %"), (125, "125 %"), (150, "150 %"), (200, "200 %")),
    ),
    Setting(
        "profile",
        "safe-copy",
        kind="profile",
        label=QT_TRANSLATE_NOOP("settings", "Usual kind of copy"),
    ),
    Setting(
        "watermark",
        True,
        kind="flag",
        label=QT_TRANSLATE_NOOP("settings", "Put a watermark on new copies"),
    ),
    Setting(
        "watermark-words",
        "",
        kind="text",
        label=QT_TRANSLATE_NOOP("settings", "Own watermark text"),
    ),
    Setting(
        "watermark-language",
        "window",
        label=QT_TRANSLATE_NOOP("settings", "Language of the watermark"),
        choices=(
            ("window", QT_TRANSLATE_NOOP("settings", "As the window")),
            ("nl", "Nederlands"),
            ("en", "English"),
        ),
    ),
    Setting(
        "folder",
        "",
        kind="folder",
        label=QT_TRANSLATE_NOOP("settings", "Copies go to"),
    ),
    Setting(
        "names",
        "neutral",
        label=QT_TRANSLATE_NOOP("settings", "Name of a copy"),
        choices=(
            ("neutral", QT_TRANSLATE_NOOP("settings", "Neutral, without personal data")),
            ("original", QT_TRANSLATE_NOOP("settings", "After the original file")),
        ),
    ),
    Setting(
        "format",
        "auto",
        label=QT_TRANSLATE_NOOP("settings", "Format"),
        choices=(
            ("auto", QT_TRANSLATE_NOOP("settings", "As the original")),
            ("pdf", "PDF"),
            ("jpeg", "JPEG"),
            ("png", "PNG"),
        ),
    ),
    Setting(
        "max-bytes",
        0,
        label=QT_TRANSLATE_NOOP("settings", "File size"),
        choices=(
            (0, QT_TRANSLATE_NOOP("settings", "Any size")),
            (1 * MIB, QT_TRANSLATE_NOOP("settings", "At most 1 MB")),
            (2 * MIB, QT_TRANSLATE_NOOP("settings", "At most 2 MB")),
            (5 * MIB, QT_TRANSLATE_NOOP("settings", "At most 5 MB")),
            (10 * MIB, QT_TRANSLATE_NOOP("settings", "At most 10 MB")),
        ),
    ),
    Setting(
        "recents",
        False,
        kind="flag",
        label=QT_TRANSLATE_NOOP("settings", "Remember the names of recent files"),
    ),
    Setting("recent-files", "", kind="text", shown=False),
    Setting("window-geometry", "", kind="text", shown=False),
    Setting("splitter", "", kind="text", shown=False),
)

BY_KEY: Mapping[str, Setting] = MappingProxyType({setting.key: setting for setting in SETTINGS})


class Store(QObject):
    """The settings as they are now, kept in QSettings; says so when one changes."""

    changed = Signal(str)

    def __init__(self, kept: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept

    def get(self, key: str) -> Value:
        """A setting's value; what is kept but is no value of it any more counts as its default."""
        setting = BY_KEY[key]
        found = self._kept.value(key)
        value = setting.default if found is None else _typed(found, setting.default)
        if setting.choices and value not in {choice for choice, _ in setting.choices}:
            return setting.default
        return value

    def text(self, key: str) -> str:
        return str(self.get(key))

    def flag(self, key: str) -> bool:
        return bool(self.get(key))

    def number(self, key: str) -> int:
        return int(self.get(key))

    def set(self, key: str, value: Value) -> None:
        """Keeps a value and says so where it is another than before."""
        if self.get(key) == value:
            return
        self._kept.setValue(key, value)
        self.changed.emit(key)

    def forget(self, key: str) -> None:
        """Back to the default, with nothing left in the file."""
        self._kept.remove(key)
        self.changed.emit(key)


def _typed(found: object, default: Value) -> Value:
    """What the settings file gives back (often text) as the type of the default."""
    if isinstance(default, bool):
        return str(found).lower() in ("true", "1")
    if isinstance(default, int):
        try:
            return int(str(found))
        except ValueError:
            return default
    return str(found)
