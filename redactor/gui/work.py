"""The work view: strip, page, findings and recipient card, each mirroring the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from redactor.gui import telling
from redactor.gui.canvas import Canvas
from redactor.gui.card import Card
from redactor.gui.changes import Changes
from redactor.gui.columns import Columns
from redactor.gui.desk import Desk
from redactor.gui.findings import Findings
from redactor.gui.i18n import translate
from redactor.gui.notice import Notice
from redactor.gui.review import Review
from redactor.gui.saving import Saver
from redactor.gui.session import BUSY, EDITABLE, Case, Choices, State
from redactor.gui.strip import Strip
from redactor.gui.telling import Moment
from redactor.gui.theme import Colours
from redactor.model import Doubt, Quad

PATIENCE = 500
"""Milliseconds of work that need no word."""
SETTLING = 250
"""Milliseconds after the last key before a preview is asked for."""


class WorkView(QWidget):
    """Puts the parts together; the window gives it the actions."""

    result_changed = Signal(bool)
    drawing_changed = Signal(bool)
    state_changed = Signal()

    def __init__(
        self,
        desk: Desk,
        saver: Saver,
        do: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """``do``: carries out one of the window's actions by name."""
        super().__init__(parent)
        self.desk, self.saver = desk, saver
        self._do = do
        self.changes = Changes(desk)
        self.review = Review(desk, self.changes)
        self._result = False
        self._drawing_for: Doubt | None = None
        self._stage: tuple[str, int, int | None] | None = None
        self._patient = False
        self.keep_columns = False
        """Whether a person set their widths already."""
        self._shown: tuple[int, int] | None = None
        self.strip = Strip(desk, self)
        self.notice = Notice(self)
        self.canvas = Canvas(self)
        self.findings = Findings(self)
        self.card = Card(self)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._settle = QTimer(self, singleShot=True, interval=SETTLING)
        self.splitter = Columns(
            self.strip,
            (self.notice, self.canvas),
            (self.findings, self.card),
            self.card.save_button,
            self,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._connect()
        self.card.show_choices(desk.choices)

    def _connect(self) -> None:
        desk = self.desk
        desk.current_changed.connect(self._go)
        desk.changed.connect(self._refresh)
        desk.choices_changed.connect(self._choices)
        desk.progressed.connect(self._progress)
        desk.previewed.connect(self._previewed)
        desk.store.changed.connect(self._setting_changed)
        self.strip.picked.connect(desk.select)
        self.canvas.drawn.connect(self.draw)
        self.canvas.changed.connect(self._moved)
        self.canvas.chosen.connect(self._chosen_on_canvas)
        self.canvas.toggled.connect(self.changes.toggle)
        self.canvas.drawing_ended.connect(self._stop_drawing)
        self.findings.toggled.connect(self.changes.toggle)
        self.findings.dropped.connect(self.changes.drop)
        self.findings.chosen.connect(self._chosen_in_list)
        self.findings.entered.connect(self._enter_canvas)
        self.card.changed.connect(self._choose)
        self.card.save.connect(lambda: self._do("save"))
        self.card.folder_wanted.connect(lambda: self._do("folder"))
        self.notice.focus_lost.connect(self.canvas.setFocus)
        self._patience.timeout.connect(self._grow_impatient)
        self._settle.timeout.connect(self._ask_preview)
        self.saver.saved.connect(self._after_save)
        self.saver.held.connect(self._after_save)

    # --- following the desk --------------------------------------------------------------------

    def _go(self) -> None:
        """Another document or page is the current one."""
        case, page = self.desk.current, self.desk.current_page
        here = (case.key, self.desk.page) if case is not None else None
        if here != self._shown:
            self._drawing_for = self._stage = None
            self.review.number = 0
            self._patient = False
            self._stop_drawing()
        self._shown = here
        self.canvas.show_page(page)
        self.findings.show_state(page.state if page is not None else None)
        if case is not None:
            self.card.show_pages(len(case.pages))
            fixed = bool(case.origins)
            kept = fixed or self.desk.store.text("folder")
            self.card.show_folder(self.saver.folder(case) if kept else None, fixed)
            self.review.aim()
        if case is not None and case.doubts:
            self.show_result(False)  # a question is answered on the page itself
        elif self._result and page is not None:
            self._ask_preview()
        self._tell()

    def _refresh(self, key: int) -> None:
        """Something about a document changed."""
        case = self.desk.current
        if case is None or case.key != key:
            self._tell()
            return
        page = self.desk.current_page
        if page is not None:
            self.canvas.show_state(page.state)
            self.findings.show_state(page.state)
            if self._result and case.state in EDITABLE and case.state is not State.SAVED:
                self._settle.start()
        self._tell()

    def _tell(self) -> None:
        """The notice, the save button and the question's place, as things are now."""
        case = self.desk.current
        busy = case is not None and case.state in BUSY
        if busy and not self._patient and not self._patience.isActive():
            self._patience.start()
        if not busy:
            self._patience.stop()
            self._patient = False
            self._stage = None
        self.notice.say(telling.message(case, self._moment(case), self._offers()))
        can_save = case is not None and case.state in EDITABLE and bool(case.pages)
        self.card.save_button.setEnabled(can_save)
        self._show_question(case)
        self.state_changed.emit()

    def _moment(self, case: Case | None) -> Moment:
        others = self.desk.cases[self.desk.place() + 1 :]
        return Moment(
            lang=self.desk.language(),
            stage=self._stage,
            patient=self._patient,
            question=self.review.number,
            page=self.desk.page,
            drawing=self._drawing_for,
            choices=self.desk.choices,
            more=any(other.state is not State.SAVED for other in others),
        )

    def _offers(self) -> dict[str, Callable[[], object]]:
        saved = ("show", "copy", "next", "tell")
        named = ("cancel", "retry", "remove", "risk", "save-as", "folder", *saved)
        return {name: partial(self._do, name) for name in named} | {
            "yes": lambda: self.answer(True),
            "no": lambda: self.answer(False),
            "later": self._later,
            "goto": self._go_to_question,
            "insert": self.insert,
            "back": self._stop_drawing,
        }

    def _choices(self) -> None:
        self.card.show_choices(self.desk.choices)
        case = self.desk.current
        if case is not None:
            self.card.show_pages(len(case.pages))
        if self._result:
            self._settle.start()
        self._tell()

    def _setting_changed(self, key: str) -> None:
        """The result says what the watermark will say; a saved copy's says what it does."""
        case = self.desk.current
        saved = case is None or case.state is State.SAVED
        wording = key in ("language", "watermark-language", "watermark-words")
        if self._result and wording and not saved:
            self._settle.start()

    def _progress(self, key: int, stage: str, page: int, pages: int | None) -> None:
        case = self.desk.current
        if case is not None and case.key == key:
            self._stage = (stage, page, pages)
            if self._patient:
                self._tell()

    def _grow_impatient(self) -> None:
        self._patient = True
        self._tell()

    # --- questions -----------------------------------------------------------------------------

    def _show_question(self, case: Case | None) -> None:
        """Brings the place that is asked about close, where it is on the page that is seen."""
        asked = self.review.asked()
        quad = None
        if asked is not None and case is not None and case.state is State.REVIEW:
            quad = asked[1].quad if asked[0] == self.desk.page else None
        if quad != self.canvas.overlay.asked:
            self.canvas.ask_about(quad)

    def _later(self) -> None:
        self.review.later()
        self._tell()

    def _go_to_question(self) -> None:
        self.review.turn_to()
        self._tell()

    def answer(self, yes: bool) -> None:
        """Answers the question that is asked."""
        asked = self.review.answer(yes)
        if asked is not None:  # it takes a cover that the person draws
            self._drawing_for = asked
            self.set_drawing(True)
            self._tell()

    # --- edits ---------------------------------------------------------------------------------

    def set_drawing(self, on: bool) -> None:
        if on:
            self.show_result(False)
        self.canvas.draw_mode(on)
        self.drawing_changed.emit(on)
        if on:
            self.canvas.setFocus()

    def _stop_drawing(self) -> None:
        self._drawing_for = None
        self.set_drawing(False)
        self._tell()

    def draw(self, quad: Quad) -> None:
        """A cover where a person drew one; the answer, too, to a question that waits for it."""
        doubt, self._drawing_for = self._drawing_for, None
        self.set_drawing(False)
        key = self.changes.draw(quad, doubt)
        self.canvas.choose(key)
        self.findings.choose(("mark", key) if key is not None else None)

    def insert(self) -> None:
        """A cover in the middle of what is seen, for those without a mouse."""
        if self.desk.current_page is not None:
            self.show_result(False)
            self.draw(self.canvas.middle())
            self.canvas.setFocus()

    def toggle_chosen(self) -> None:
        row = self.findings.current()
        if row is not None and row[0] == "finding":
            self.changes.toggle(row[1])
        elif row is not None:
            self.changes.drop(row[1])

    def delete_chosen(self) -> None:
        if self.canvas.overlay.chosen is not None:
            self.changes.drop(self.canvas.overlay.chosen)

    def _moved(self, key: int, quad: Quad, held: bool) -> None:
        self.changes.move(key, quad, held)
        self.canvas.choose(key, self.canvas.overlay.pointed)

    # --- choosing ------------------------------------------------------------------------------

    def _chosen_on_canvas(self, key: int | None, finding: int | None) -> None:
        if finding is not None:
            self.findings.choose(("finding", finding))
        else:
            self.findings.choose(("mark", key) if key is not None else None)

    def _chosen_in_list(self, row: tuple[str, int] | None) -> None:
        page = self.desk.current_page
        if page is None or row is None:
            self.canvas.choose(None)
        elif row[0] == "mark":
            self.canvas.choose(row[1])
        else:
            mark = page.state.mark_of(row[1])
            self.canvas.choose(mark.key if mark is not None else None, row[1])

    def _enter_canvas(self) -> None:
        self.show_result(False)
        self.canvas.setFocus()

    # --- result --------------------------------------------------------------------------------

    def show_result(self, on: bool) -> None:
        """The page exactly as it will be saved, or the one to work on."""
        if on != self._result:
            self._result = on
            self.result_changed.emit(on)
        if on:
            self._ask_preview()
        else:
            self._settle.stop()
            self.canvas.hide_result()

    def _ask_preview(self) -> None:
        if self.desk.current_page is not None:
            self.desk.preview()

    def _previewed(self, key: int, page: int, picture: QImage) -> None:
        if self._result and self._shown == (key, page):
            self.canvas.show_result(picture)

    def _choose(self, choices: Choices) -> None:
        """The person changed the card: what changed is seen on the result."""
        self.desk.choose(choices)
        case = self.desk.current
        if case is not None and case.pages and not case.doubts:
            if not self._result:
                self._result = True
                self.result_changed.emit(True)
            self._settle.start()

    def _after_save(self, key: int) -> None:
        case = self.desk.current
        if case is None or case.key != key:
            return
        self.show_result(case.state is State.SAVED)
        if self.notice.buttons:
            self.notice.buttons[-1].setFocus()

    def next_part(self) -> None:
        """The keyboard goes on to the next part: strip, notice, page, findings, card."""
        first = self.notice.buttons[0] if self.notice.buttons else None
        parts = (self.strip.list, first, self.canvas, self.findings.list, self.card.profile)
        found = [part for part in parts if part is not None and part.isVisible()]
        focus = QApplication.focusWidget()
        within = [n for n, part in enumerate(found) if focus is part]
        if not within and focus is not None:
            within = [n for n, part in enumerate(found) if part.parent() is focus.parent()]
        found[(within[0] + 1 if within else 0) % len(found)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- looks ---------------------------------------------------------------------------------

    def retranslate(self, lang: str) -> None:
        self.canvas.setAccessibleName(translate("work", "The page"))
        self.canvas.setAccessibleDescription(
            translate("work", "Everything on it can be changed in the list of what was found.")
        )
        self.strip.retranslate()
        self.findings.retranslate()
        self.card.retranslate(lang)
        if self.desk.current is not None:
            self.card.show_pages(len(self.desk.current.pages))
        self._tell()

    def clear(self) -> None:
        """Lets go of every picture, as the window closes."""
        self._patience.stop()
        self._settle.stop()
        self.desk.clear()
        self.canvas.show_page(None)
        self.strip.list.clear()
        self.findings.show_state(None)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The first time, the columns get their share of the real width."""
        if not self.keep_columns:
            self.splitter.widen()
            self.keep_columns = True
        super().showEvent(event)

    def repaint_with(self, colours: Colours) -> None:
        for part in (self.strip, self.notice, self.canvas, self.findings, self.card):
            part.repaint_with(colours)
        self.splitter.widen()
