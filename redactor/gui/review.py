"""The to-do list of a copy: which question is asked, and what an answer does."""

from __future__ import annotations

from redactor.gui import questions
from redactor.gui.changes import Changes
from redactor.gui.desk import Desk
from redactor.gui.questions import Effect
from redactor.gui.session import EDITABLE
from redactor.model import Doubt


class Review:
    """The questions of the current copy, one at a time.  ``number``: which one, from 0."""

    def __init__(self, desk: Desk, changes: Changes) -> None:
        self._desk = desk
        self._changes = changes
        self.number = 0

    def asked(self) -> tuple[int, Doubt] | None:
        """The question asked now: (page, doubt)."""
        case = self._desk.current
        if case is None or case.state not in EDITABLE or not case.doubts:
            return None
        return case.doubts[self.number % len(case.doubts)]

    def aim(self) -> None:
        """Begins with a question of the page that is seen, where it has one."""
        case, asked = self._desk.current, self.asked()
        if case is None or asked is None or asked[0] == self._desk.page:
            return
        pages = [page for page, _ in case.doubts]
        if self._desk.page in pages:
            self.number = pages.index(self._desk.page)

    def later(self) -> None:
        """Leaves this question for the next one, on whichever page that is."""
        self.number += 1
        self.turn_to()

    def answer(self, yes: bool) -> Doubt | None:
        """Carries out an answer; gives the doubt back where a cover must be drawn for it.

        A question about another page than the one that is seen is not answered.
        """
        asked = self.asked()
        if asked is None or asked[0] != self._desk.page:
            return None
        effect = questions.effect(asked[1], yes)
        if effect is Effect.DRAW:
            return asked[1]
        self._changes.answer(asked[1], effect)
        return None

    def turn_to(self) -> None:
        """The page of the question, where another one is seen."""
        case, asked, number = self._desk.current, self.asked(), self.number
        if case is not None and asked is not None and asked[0] != self._desk.page:
            self._desk.select(case.key, asked[0])
            self.number = number
