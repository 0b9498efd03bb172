"""What is proposed follows the chosen profile; what a person decided stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from redactor.errors import Cancelled
from redactor.gui.edits import ProfileEdit, pairs
from redactor.gui.i18n import translate
from redactor.gui.session import Case, Choices, State

if TYPE_CHECKING:
    from redactor.errors import RedactorError
    from redactor.gui.desk import Desk
    from redactor.model import Plan


class Proposals:
    """Asks for another profile's plans wherever pages have those of an earlier one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._asked: dict[int, str] = {}
        """By case: the profile whose plans are on their way."""
        self._then: dict[int, list[Callable[[], object]]] = {}
        """By case: what waits for them."""

    def stale(self, case: Case) -> bool:
        """Whether pages show what another profile than the chosen one proposes."""
        wanted = self._desk.choices.profile
        return any(page.state.profile != wanted for page in case.pages)

    def follow(self) -> None:
        """Brings all copies along; what was saved stays what it is until it is worked on again."""
        current = self._desk.current
        for case in self._desk.cases:
            if case is not current and case.state not in (State.SAVED, State.SAVING):
                self.bring(case)

    def choose(self) -> None:
        """A person chose another profile: for the copy that is seen an edit that can be undone."""
        current = self._desk.current
        if current is not None and current.state is not State.SAVING:
            self.bring(current, undoable=True)
        self.follow()

    def bring(
        self, case: Case, undoable: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Brings one copy along, and does what comes ``then``, unless it could not be."""
        from redactor.gui import orders

        wished, paths, profile = self._desk.wished(case), case.paths, self._desk.choices.profile
        if not self.stale(case):
            return
        waiting = self._then.setdefault(case.key, [])
        waiting += [then] if then is not None else []
        if self._asked.get(case.key) == profile:
            return
        self._asked[case.key] = profile

        def done(plans: Sequence[Plan]) -> None:
            if self._asked.get(case.key) != profile:
                return  # another profile was chosen meanwhile, and its plans are on their way
            del self._asked[case.key]
            after = self._then.pop(case.key, [])
            if case in self._desk.cases and len(plans) == len(case.pages):
                self._take(case, plans, undoable)
                for do in after:
                    do()

        self._desk.bridge.ask(
            lambda: orders.opening(paths, wished(), orders.TINY),
            done,
            lambda error: self._failed(case, profile, error),
            convert=orders.proposed,
            urgent=True,
        )

    def _take(self, case: Case, plans: Sequence[Plan], undoable: bool) -> None:
        from redactor.gui import marks

        old = [page.state for page in case.pages]
        new = [marks.reproposed(state, plan) for state, plan in zip(old, plans, strict=True)]
        if not self.stale(case):
            return
        case.error = None
        put = self._desk.putter(case)
        if not undoable:
            for page, state in enumerate(new):
                put(page, state)
            return
        now = self._desk.choices
        both = (replace(now, profile=old[0].profile), now)
        name = translate("edits", "Choose another kind of copy")
        edit = ProfileEdit(name, put, self._rechoose, both, pairs(old, new), self.follow)
        self._desk.stack(case).push(edit)

    def _failed(self, case: Case, profile: str, error: RedactorError) -> None:
        """The choice goes back to what the pages show, so that nobody takes it for made."""
        if self._asked.get(case.key) != profile:
            return
        del self._asked[case.key]
        self._then.pop(case.key, None)
        if case is not self._desk.current or not case.pages:
            return  # it is asked again when it is looked at
        self._rechoose(replace(self._desk.choices, profile=case.pages[0].state.profile))
        if not isinstance(error, Cancelled):
            case.error = error
        self._desk.changed.emit(case.key)
        self.follow()

    def _rechoose(self, choices: Choices) -> None:
        """The choice goes along with undo and redo."""
        self._desk.choices = replace(self._desk.choices, profile=choices.profile)
        self._desk.choices_changed.emit()
