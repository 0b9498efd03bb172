"""The window's languages: Qt Linguist catalogues, switched while the program runs.

The source language is English; ``resources/i18n/redactor_en.ts`` holds its plurals only.
"""

from __future__ import annotations

import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from redactor import resources

LANGUAGES = ("nl", "en")


def translate(context: str, text: str, comment: str = "", n: int = -1) -> str:
    """The text in the window's language; ``n`` fills %n and picks the plural.

    Named as lupdate wants it, which finds texts by the calls of this function.
    """
    return QCoreApplication.translate(context, text, comment or None, n)


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # noqa: N802 - lupdate's name
    """Marks a text for translation where it is only declared; ``translate`` is called later."""
    return text


def preferred(wish: str) -> str:
    """The language meant by a setting: itself, or that of the system where it is one of ours."""
    if wish in LANGUAGES:
        return wish
    found = QLocale.system().name().partition("_")[0]
    return found if found in LANGUAGES else "en"


def locale_of(lang: str) -> QLocale:
    """How dates and numbers are written in a language."""
    if lang == "nl":
        return QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)
    return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def short_date(day: datetime.date, lang: str) -> str:
    """A date as people of that language write it in figures."""
    return locale_of(lang).toString(
        QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat
    )


class Languages:
    """Installs the catalogues of one language at a time; every widget hears LanguageChange."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self.current = "en"

    def use(self, lang: str) -> None:
        """Switches the window to a language; does nothing where it speaks it already."""
        if lang == self.current and self._installed:
            return
        self.clear()
        self.current = lang
        QLocale.setDefault(locale_of(lang))
        self._install(
            "qtbase_" + lang, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        )
        self._install("redactor_" + lang, str(resources.path("i18n")))

    def clear(self) -> None:
        """Takes the catalogues out again."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
