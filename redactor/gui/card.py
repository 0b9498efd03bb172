"""The recipient card: who asks for the copy, what the watermark says, how the copy is saved."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QLabel,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from redactor.decide import Profile, load_profiles
from redactor.gui import icons, words
from redactor.gui.i18n import locale_of, translate
from redactor.gui.line import Line
from redactor.gui.session import Choices
from redactor.gui.settings import BY_KEY
from redactor.gui.theme import Colours

_REFERENCE = re.compile(r"\s*\((?:dutch_documents )?S\d+(?:, S\d+)*\)")
"""Where a source is listed in our own notes; of no use to the person."""


class Card(QFrame):
    """Shows the choices and says when a person makes another."""

    changed = Signal(object)
    """New Choices."""
    save = Signal()
    folder_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._choices = Choices()
        self._lang = "en"
        self._folder: Path | None = None
        self._question = QLabel(self)
        self._question.setProperty("role", "heading")
        self.profile = QComboBox(self)
        self._whom = QLabel(self)
        self._whom.setProperty("role", "muted")
        self._whom.setWordWrap(True)
        self.rule = QPushButton(self)
        self.rule.setProperty("role", "link")
        self.watermark = QCheckBox(self)
        self.recipient = Line(self)
        self.purpose = Line(self)
        self.date = QDateEdit(self)
        self.date.setCalendarPopup(True)
        self.format = QComboBox(self)
        self.most = QComboBox(self)
        self.folder = QPushButton(self)
        self.save_button = QPushButton(self)
        self.save_button.setProperty("role", "main")
        self._labels = {name: QLabel(self) for name in ("to", "for", "on", "as", "size", "folder")}
        self._lay_out()
        self._connect()
        self.retranslate("en")

    def _lay_out(self) -> None:
        for combo in (self.profile, self.format, self.most):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(8)
        self._question.setBuddy(self.profile)
        self._question.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        for name, widget in self._rows():
            self._labels[name].setBuddy(widget)
            self._labels[name].setProperty("role", "field")
            self._labels[name].setIndent(0)
            widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            form.addRow(self._labels[name], widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(self._question)
        layout.addWidget(self.profile)
        layout.addWidget(self._whom)
        layout.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.watermark)
        layout.addLayout(form)

    def _rows(self) -> tuple[tuple[str, QWidget], ...]:
        return (
            ("to", self.recipient),
            ("for", self.purpose),
            ("on", self.date),
            ("as", self.format),
            ("size", self.most),
            ("folder", self.folder),
        )

    def _connect(self) -> None:
        self.profile.currentIndexChanged.connect(self._changed)
        self.rule.clicked.connect(self.explain)
        self.watermark.toggled.connect(self._changed)
        self.recipient.textChanged.connect(self._changed)
        self.purpose.textChanged.connect(self._changed)
        self.date.dateChanged.connect(self._changed)
        self.format.currentIndexChanged.connect(self._changed)
        self.most.currentIndexChanged.connect(self._changed)
        self.folder.clicked.connect(self.folder_wanted)
        self.save_button.clicked.connect(self.save)

    def retranslate(self, lang: str) -> None:
        self._lang = lang
        self._question.setText(translate("card", "&Who asks for this copy?"))
        self.rule.setText(translate("card", "What is hidden, and why?"))
        self.watermark.setText(translate("card", "Water&mark over the copy"))
        for name, text in (
            ("to", translate("card", "F&or")),
            ("for", translate("card", "&Purpose")),
            ("on", translate("card", "D&ate")),
            ("as", translate("card", "Fi&le type")),
            ("size", translate("card", "Si&ze")),
            ("folder", translate("card", "&In folder")),
        ):
            self._labels[name].setText(text)
        self.recipient.setPlaceholderText(translate("card", "Name of the recipient (optional)"))
        self.purpose.setPlaceholderText(translate("card", "For instance: rent (optional)"))
        self.save_button.setText(translate("card", "&Save copy"))
        self.date.setLocale(locale_of(lang))
        self.date.setDisplayFormat("d MMMM yyyy" if lang == "nl" else "d MMM yyyy")
        for name, widget in self._rows():
            widget.setAccessibleName(self._labels[name].text().replace("&", ""))
        for button in (self.rule, self.save_button, self.watermark):
            button.setAccessibleName(button.text().replace("&", ""))
        self.profile.setAccessibleName(self._question.text().replace("&", ""))
        self._fill()
        self.show_choices(self._choices)
        self.show_folder(self._folder, not self.folder.isEnabled())

    def repaint_with(self, colours: Colours) -> None:
        self.save_button.setIcon(icons.icon("save", colours.on_accent, faint=colours.muted))
        self.folder.setIcon(icons.icon("folder", colours.text, faint=colours.border))

    def _fill(self) -> None:
        blockers = [QSignalBlocker(box) for box in (self.profile, self.format, self.most)]
        self.profile.clear()
        for name, profile in load_profiles().items():
            self.profile.addItem(profile.title[self._lang], name)
        for box, key in ((self.format, "format"), (self.most, "max-bytes")):
            box.clear()
            for value, text in BY_KEY[key].choices:
                box.addItem(translate("settings", text), value)
        del blockers

    def show_choices(self, choices: Choices) -> None:
        """The choices as they are now, without saying that they changed."""
        self._choices = choices
        widgets = (
            self.profile,
            self.watermark,
            self.recipient,
            self.purpose,
            self.date,
            self.format,
            self.most,
        )
        blockers = [QSignalBlocker(widget) for widget in widgets]
        self.profile.setCurrentIndex(self.profile.findData(choices.profile))
        self.watermark.setChecked(choices.watermark)
        for line, text in ((self.recipient, choices.recipient), (self.purpose, choices.purpose)):
            if line.text() != text:
                line.setText(text)
        self.date.setDate(QDate(choices.date.year, choices.date.month, choices.date.day))
        self.format.setCurrentIndex(self.format.findData(choices.format))
        self.most.setCurrentIndex(self.most.findData(choices.max_bytes))
        del blockers
        self._show_dependent()

    def show_folder(self, folder: Path | None, fixed: bool = False) -> None:
        """Where the copy will go; None for beside the original.  ``fixed``: its batch says so."""
        self._folder = folder
        self.folder.setEnabled(not fixed)
        name = translate("card", "Beside the original") if folder is None else folder.name
        room = self.fontMetrics().averageCharWidth() * 22
        shown = self.fontMetrics().elidedText(
            name or str(folder), Qt.TextElideMode.ElideMiddle, room
        )
        self.folder.setText(shown.replace("&", "&&"))
        self.folder.setToolTip(str(folder) if folder is not None else name)
        self.folder.setAccessibleDescription(self.folder.toolTip())

    def show_pages(self, pages: int) -> None:
        """Several pages always become a PDF: the choice is not offered then."""
        self.format.setEnabled(pages <= 1)
        self.format.setToolTip(
            translate("card", "Several pages become one PDF.") if pages > 1 else ""
        )
        shown = "pdf" if pages > 1 else self._choices.format
        blocker = QSignalBlocker(self.format)
        self.format.setCurrentIndex(self.format.findData(shown))
        del blocker

    def _show_dependent(self) -> None:
        profile = self._profile()
        self._whom.setText(profile.for_whom[self._lang] if profile is not None else "")
        for widget in (self.recipient, self.purpose, self.date):
            widget.setEnabled(self._choices.watermark)

    def _profile(self) -> Profile | None:
        return load_profiles().get(self._choices.profile)

    def _changed(self, *_: object) -> None:
        day = self.date.date()
        chosen = replace(
            self._choices,
            profile=str(self.profile.currentData()),
            recipient=self.recipient.text(),
            purpose=self.purpose.text(),
            date=datetime.date(day.year(), day.month(), day.day()),
            watermark=self.watermark.isChecked(),
            max_bytes=int(self.most.currentData() or 0),
        )
        if self.format.isEnabled():
            chosen = replace(chosen, format=str(self.format.currentData()))
        if chosen == self._choices:
            return
        self._choices = chosen
        self._show_dependent()
        self.changed.emit(chosen)

    def explain(self) -> None:
        """What the profile hides and the rule behind it."""
        profile = self._profile()
        if profile is None:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(profile.title[self._lang])
        box.setText(explained(profile, self._lang))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def explained(profile: Profile, lang: str) -> str:
    """A profile in words: for whom, what is hidden, and where that is laid down."""
    kinds = sorted(kind.value for kind in profile.hide)
    hidden = [f"•\N{NO-BREAK SPACE}{words.field(kind)}" for kind in kinds]
    sources = [f"•\N{NO-BREAK SPACE}{_REFERENCE.sub('', source)}" for source in profile.sources]
    parts = [profile.for_whom[lang], ""]
    if hidden:
        parts += [translate("card", "Hidden:"), *hidden, ""]
    parts += [translate("card", "The rule:"), *sources]
    return "\n".join(parts)
