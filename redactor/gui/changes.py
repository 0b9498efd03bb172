"""The named edits a person can make to the current page, each one step of undo."""

from __future__ import annotations

from redactor.gui import marks, questions
from redactor.gui.desk import Desk
from redactor.gui.i18n import translate
from redactor.gui.questions import Effect
from redactor.model import Doubt, Quad

STRAND = 1
"""Moves of the same held key become one edit."""


class Changes:
    """Edits of the page that is seen; without a page they do nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def draw(self, quad: Quad, doubt: Doubt | None = None) -> int | None:
        """A new cover, which may answer a question; its key."""
        page = self._desk.current_page
        if page is None:
            return None
        key = page.state.next_key
        after = marks.added(page.state, quad)
        if doubt is not None:
            after = marks.answered(after, doubt)
        self._desk.edit(after, translate("edits", "Draw a cover"))
        return key

    def toggle(self, finding: int) -> None:
        page = self._desk.current_page
        if page is None:
            return
        hidden = page.state.hidden(finding)
        name = translate("edits", "Show") if hidden else translate("edits", "Hide")
        self._desk.edit(marks.toggled(page.state, finding, page.size), name)

    def drop(self, key: int) -> None:
        page = self._desk.current_page
        if page is not None:
            name = translate("edits", "Take a cover off")
            self._desk.edit(marks.removed(page.state, key), name)

    def move(self, key: int, quad: Quad, held: bool) -> None:
        """``held``: by a key, whose repeats become one edit."""
        page = self._desk.current_page
        if page is not None:
            name = translate("edits", "Move a cover")
            self._desk.edit(marks.moved(page.state, key, quad), name, STRAND if held else 0)

    def turn(self) -> None:
        page = self._desk.current_page
        if page is not None:
            self._desk.edit(marks.turned(page.state, 1), translate("edits", "Turn the page"))

    def answer(self, doubt: Doubt, effect: Effect) -> None:
        page = self._desk.current_page
        if page is not None:
            after = questions.apply(page.state, doubt, effect, page.size)
            self._desk.edit(after, translate("edits", "Answer a question"))
