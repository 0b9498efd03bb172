"""Saving: where a copy goes, what the second look said, and saving all that was accepted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from redactor.errors import Cancelled, ChangedError, RedactorError
from redactor.gui import naming
from redactor.gui.desk import Desk
from redactor.gui.naming import Goal
from redactor.gui.session import EDITABLE, Case, State

if TYPE_CHECKING:
    from redactor.gui.orders import Finished


class Saver(QObject):
    """Writes the desk's copies; ``saved`` and ``held`` tell how one ended."""

    saved = Signal(int)
    held = Signal(int)
    refused = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._row: list[int] = []

    def folder(self, case: Case) -> Path:
        """Where copies go: into their batch, the remembered folder, else beside the original."""
        if case.origins:
            return next(iter(case.origins.values())).copy.parent
        kept = self._desk.store.text("folder")
        if kept and Path(kept).is_dir():
            return Path(kept)
        if case.title:  # pasted: it lies nowhere
            kind = QStandardPaths.StandardLocation.DocumentsLocation
            return Path(QStandardPaths.writableLocation(kind))
        return case.paths[0].parent

    def goal(self, case: Case, file: Path | None = None) -> Goal:
        """Where this copy is to go; ``file`` where a person named it in a file dialog."""
        if file is not None:
            return Goal(file.parent, file.stem, file, overwrite=True)
        if case.origins:
            return Goal(self.folder(case), next(iter(case.origins.values())).copy.name, make=True)
        if self._desk.store.text("names") == "original" and not case.title:
            return Goal(self.folder(case), naming.stem_after(case.paths[0]))
        return Goal(self.folder(case), naming.neutral_stem(self._desk.choices.date))

    def save(self, case: Case, file: Path | None = None, accept: bool = False) -> bool:
        """Begins to save a copy; False where questions are open and nobody took the risk."""
        if case.state not in EDITABLE or not case.pages:
            return False
        if self._desk.proposals.stale(case):  # as chosen on the card, not as it was before
            self._desk.proposals.bring(case, then=lambda: self.save(case, file))
            return True
        if case.doubts and not accept:
            return False
        goal, before = self.goal(case, file), case.state
        case.error = case.untold = None
        case.saved_as = self._desk.choices
        self._desk.set_state(case, State.SAVING)
        self._finish(case, before, goal, accept)
        return True

    def save_accepted(self) -> int:
        """Saves all accepted copies, one after another; answers how many."""
        accepted = [case.key for case in self._desk.cases if case.state is State.ACCEPTED]
        self._row += [key for key in accepted if key not in self._row]
        self._next()
        return len(accepted)

    def _next(self) -> None:
        """Begins the next one of the row, unless one is being saved."""
        if any(case.state is State.SAVING for case in self._desk.cases):
            return
        while self._row:
            case = self._desk.case(self._row.pop(0))
            if case is not None and case.state is State.ACCEPTED and self.save(case):
                return

    def _finish(self, case: Case, before: State, goal: Goal, accept: bool) -> None:
        from redactor.gui import marks, orders

        states = [page.state for page in case.pages]
        paths, media = case.paths, case.pages[0].media
        origins = tuple(case.origins.values())
        wished = self._desk.wished(case, accept, len(states))
        request = self._desk.bridge.ask(
            lambda: orders.finishing(
                paths, [marks.to_plan(state) for state in states], goal, wished(), media
            ),
            lambda answer: self._finished(case, goal, answer),
            lambda error: self._failed(case, before, error),
            lambda stage, page, pages: self._desk.progressed.emit(case.key, stage, page, pages),
            lambda outcome: orders.finished(outcome, origins),
            urgent=True,
        )
        self._desk.track(case, request)

    def tell(self, case: Case) -> None:
        """Tells the batch once more of a copy that it could not be told of."""
        from redactor.gui import orders

        origins, saved = tuple(case.origins.values()), case.saved
        if case.untold is None or saved is None or case.state is not State.SAVED:
            return

        def told(untold: RedactorError | None) -> None:
            case.untold = untold
            self._desk.changed.emit(case.key)

        self._desk.bridge.ask(
            lambda: None, told, convert=lambda _: orders.told(origins, saved), urgent=True
        )

    def _finished(self, case: Case, goal: Goal, answer: Finished) -> None:
        outcome = answer.outcome
        self._desk.track(case, None)
        case.verdict, case.error = outcome.verdict, outcome.error
        case.released, case.size, case.untold = outcome.released, answer.size, answer.untold
        if outcome.output is not None:
            case.saved = outcome.output
            self._desk.set_state(case, State.SAVED)
            if goal.file is not None and not case.origins:
                self._desk.store.set("folder", str(goal.folder))
            self.saved.emit(case.key)
        else:
            self._desk.set_state(case, State.HELD)
            self.held.emit(case.key)
            self._desk.proposals.bring(case)
        self._next()
        self._desk.pump()

    def _failed(self, case: Case, before: State, error: RedactorError) -> None:
        self._desk.track(case, None)
        case.error = None if isinstance(error, Cancelled) else error
        if isinstance(error, ChangedError):  # what was looked at is not there any more
            case.let_go()
            self._desk.set_state(case, State.FAILED)
            self._next()
            return
        case.state = State.READY
        case.settle()
        if before is State.ACCEPTED and isinstance(error, Cancelled):
            case.state = State.ACCEPTED
        self._desk.changed.emit(case.key)
        self._desk.proposals.bring(case)
        if case.error is not None:
            self.refused.emit(case.key)
        self._next()
        self._desk.pump()
