"""The desk: copies in a row, opened ahead in the background while a person works on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QUndoGroup, QUndoStack

from redactor.errors import Cancelled, RedactorError
from redactor.gui import session
from redactor.gui.bridge import Bridge, Request
from redactor.gui.edits import PageEdit
from redactor.gui.proposals import Proposals
from redactor.gui.session import Case, Choices, Origins, PageView, State
from redactor.gui.settings import Store

if TYPE_CHECKING:
    from redactor.gui.marks import PageState
    from redactor.pipeline import Settings

AHEAD = 6
"""Copies opened and waiting for a person at most."""


class Desk(QObject):
    """The cases, the current one, and what the worker does for them."""

    listed = Signal()
    changed = Signal(int)
    current_changed = Signal()
    choices_changed = Signal()
    progressed = Signal(int, str, int, object)
    previewed = Signal(int, int, QImage)

    def __init__(
        self, bridge: Bridge, store: Store, language: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.store = store
        self.language = language
        self.cases: list[Case] = []
        self.choices = Choices(
            profile=store.text("profile"),
            watermark=store.flag("watermark"),
            format=store.text("format"),
            max_bytes=store.number("max-bytes"),
        )
        self.proposals = Proposals(self)
        self.undo = QUndoGroup(self)
        self._keys = count(1)
        self._current: int | None = None
        self.page = 0
        self._stacks: dict[int, QUndoStack] = {}
        self._requests: dict[int, Request] = {}
        self._preview: Request | None = None

    # --- what is where -------------------------------------------------------------------------

    @property
    def current(self) -> Case | None:
        return self.case(self._current) if self._current is not None else None

    @property
    def current_page(self) -> PageView | None:
        case = self.current
        return case.pages[self.page] if case and self.page < len(case.pages) else None

    def case(self, key: int) -> Case | None:
        return next((case for case in self.cases if case.key == key), None)

    def place(self) -> int:
        """The current case's place in the row."""
        return next((n for n, case in enumerate(self.cases) if case.key == self._current), 0)

    def unsaved(self) -> int:
        """Copies that would be lost if the window closed now, because a person worked on them."""
        return sum(
            1
            for case in self.cases
            if case.state is State.ACCEPTED
            or (case.state is not State.SAVED and self.stack(case).count() > 0)
        )

    def stack(self, case: Case) -> QUndoStack:
        if case.key not in self._stacks:
            self._stacks[case.key] = QUndoStack(self.undo)
        return self._stacks[case.key]

    def wished(self, case: Case, accept: bool = False, pages: int = 1) -> Callable[[], Settings]:
        """Makes the core's settings as chosen now; to be called in the bridge's thread."""
        from redactor.gui import orders

        lang = self.store.text("watermark-language")
        lang = self.language() if lang == "window" else lang
        choices, words = self.choices, self.store.text("watermark-words")
        ways = case.ways
        return lambda: orders.settings(choices, lang, words, accept, pages, ways)

    # --- the row -------------------------------------------------------------------------------

    def add(
        self,
        groups: Sequence[tuple[Path, ...]],
        title: str = "",
        origins: Origins = MappingProxyType({}),
    ) -> None:
        """Lays files on the desk, each group to become one copy, and goes to the first of them."""
        new = [self._case(paths, origins, title) for paths in groups]
        if not new:
            return
        self._do_as(new)
        self.cases += new
        self.listed.emit()
        self.select(new[0].key)

    def _do_as(self, new: Sequence[Case]) -> None:
        """The card takes over how a batch makes its copies, unless it serves others just now."""
        from redactor.decide import load_profiles

        ways = next((case.ways for case in new if case.ways is not None), None)
        alone = all(case.state is State.SAVED or case.ways == ways for case in self.cases)
        if ways is not None and alone and ways.profile in load_profiles():
            now = self.choices
            self.choose(replace(now, profile=ways.profile, watermark=ways.watermark))

    def select(self, key: int, page: int = 0) -> None:
        case = self.case(key)
        if case is None:
            return
        self._current, self.page = key, min(page, max(0, len(case.pages) - 1))
        self.undo.setActiveStack(self.stack(case))
        self._lighten()
        if case.light:
            self._bring_back(case)
        if case.state is not State.SAVED:
            self.proposals.bring(case)
        self.current_changed.emit()
        self.pump()

    def step(self, by: int) -> None:
        """The next or previous copy, staying at the ends."""
        place = self.place() + by
        if 0 <= place < len(self.cases):
            self.select(self.cases[place].key)

    def accept(self) -> bool:
        """Accepts the current copy and goes to the next one; False where questions are open."""
        case = self.current
        if case is None or case.state not in (State.READY, State.ACCEPTED, State.SAVED):
            return False
        if case.state is State.READY:
            self.set_state(case, State.ACCEPTED)
        self.step(1)
        return True

    def remove(self, key: int) -> None:
        """Takes a copy off the desk, saved or not."""
        case = self.case(key)
        if case is None:
            return
        place = self.cases.index(case)
        self._withdraw(case)
        self._let_go(case)
        self.cases.remove(case)
        stack = self._stacks.pop(key, None)
        if stack is not None:
            self.undo.removeStack(stack)
            stack.deleteLater()
        self.listed.emit()
        if self._current == key:
            self._current = None
            if self.cases:
                self.select(self.cases[min(place, len(self.cases) - 1)].key)
            else:
                self.current_changed.emit()
        self.pump()

    def join(self) -> None:
        """Makes one copy of the current file and the next: front and back on one sheet."""
        case, place = self.current, self.place()
        if case is None or place + 1 >= len(self.cases):
            return
        other = self.cases[place + 1]
        both = {**case.origins, **other.origins}
        self._swap((case, other), [self._case(case.paths + other.paths, both)])

    def separate(self) -> None:
        """Makes a copy of each file of the current one."""
        case = self.current
        if case is not None and len(case.paths) > 1:
            self._swap((case,), [self._case((path,), case.origins) for path in case.paths])

    def _case(self, paths: tuple[Path, ...], origins: Origins, title: str = "") -> Case:
        return Case(next(self._keys), paths, title, session.origins_of(paths, origins))

    def _swap(self, old: Sequence[Case], new: Sequence[Case]) -> None:
        place = self.cases.index(old[0])
        for case in old:
            self._withdraw(case)
            self._let_go(case)
            self.cases.remove(case)
        self.cases[place:place] = new
        self._current = None
        self.listed.emit()
        self.select(new[0].key)

    # --- opening -------------------------------------------------------------------------------

    def pump(self) -> None:
        """Has the next file opened, where the worker is free for it."""
        if any(case.state is State.READING for case in self.cases):
            return
        case = session.next_to_open(self.cases, self.place(), AHEAD)
        if case is not None:
            self._open(case)

    def _open(self, case: Case) -> None:
        from redactor.gui import orders

        paths, wished = case.paths, self.wished(case)

        def done(answer: list[PageView]) -> None:
            self._requests.pop(case.key, None)
            case.pages, case.state = answer, State.READY
            case.settle()
            self.proposals.bring(case)
            if len(answer) > 1:
                self.listed.emit()
            self.changed.emit(case.key)
            if case is self.current:
                self.current_changed.emit()
            self.pump()

        self.set_state(case, State.READING)
        self._requests[case.key] = self.bridge.ask(
            lambda: orders.opening(paths, wished()),
            done,
            lambda error: self._not_opened(case, error),
            lambda stage, page, pages: self.progressed.emit(case.key, stage, page, pages),
            orders.opened,
        )

    def _not_opened(self, case: Case, error: RedactorError) -> None:
        self._requests.pop(case.key, None)
        case.error = None if isinstance(error, Cancelled) else error
        self.set_state(case, State.CANCELLED if isinstance(error, Cancelled) else State.FAILED)
        self.pump()

    def cancel(self, key: int) -> None:
        """Stops what is being done for a copy."""
        case = self.case(key)
        if case is not None and case.state is State.WAITING:
            self.set_state(case, State.CANCELLED)
        elif key in self._requests:
            self.bridge.cancel(self._requests[key])

    def retry(self, key: int) -> None:
        """Opens a file again that failed or was cancelled."""
        case = self.case(key)
        if case is not None and case.state in session.AGAIN:
            case.error = None
            self.set_state(case, State.WAITING)
            self.pump()

    def track(self, case: Case, request: Request | None) -> None:
        """Which request a cancel of this copy withdraws."""
        if request is None:
            self._requests.pop(case.key, None)
        else:
            self._requests[case.key] = request

    def set_state(self, case: Case, state: State) -> None:
        case.state = state
        self.changed.emit(case.key)

    # --- edits ---------------------------------------------------------------------------------

    def edit(self, after: PageState, name: str, strand: int = 0) -> None:
        """Changes the current page, in a way that can be undone under that name."""
        case, page = self.current, self.current_page
        if case is None or page is None or after == page.state:
            return
        put = self.putter(case)
        self.stack(case).push(PageEdit(name, put, self.page, page.state, after, strand))

    def putter(self, case: Case) -> Callable[[int, PageState], None]:
        """Shows a page's state; one of an earlier profile, come back by undo, is brought along."""

        def put(page: int, state: PageState) -> None:
            if page < len(case.pages):
                case.pages[page].state = state
                case.settle()
                self.changed.emit(case.key)
                if state.profile != self.choices.profile:
                    self.proposals.bring(case)

        return put

    def choose(self, choices: Choices) -> None:
        """Takes over what the person chose; another profile makes a new proposal."""
        before, self.choices = self.choices, choices
        if before == choices:
            return
        if before.profile != choices.profile:
            self.proposals.choose()
        self.choices_changed.emit()

    # --- preview -------------------------------------------------------------------------------

    def preview(self) -> None:
        """Asks for the current page exactly as it would be saved."""
        from redactor.gui import marks, orders

        case, page, index = self.current, self.current_page, self.page
        if self._preview is not None:
            self.bridge.cancel(self._preview)
            self._preview = None
        if case is None or page is None:
            return
        key, paths, state, wished = case.key, case.paths, page.state, self.wished(case)
        self._preview = self.bridge.ask(
            lambda: orders.previewing(paths, index, marks.to_plan(state), wished()),
            lambda picture: self.previewed.emit(key, index, picture),
            convert=orders.previewed,
            urgent=True,
        )

    # --- letting go ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Forgets every picture and name."""
        for case in self.cases:
            case.let_go()
        self.cases.clear()
        self._requests.clear()
        self._current = None

    def _lighten(self) -> None:
        """Lets go of pictures far from here, so that a long queue fits in memory."""
        for case in session.to_lighten(self.cases, self.place()):
            case.lighten()

    def _bring_back(self, case: Case) -> None:
        """The pictures of a copy that was lightened; its edits are as they were."""
        from redactor.gui import orders

        paths, wished = case.paths, self.wished(case)

        def done(pages: list[PageView]) -> None:
            for page, fresh in zip(case.pages, pages, strict=False):
                page.image, page.scale = fresh.image, fresh.scale
            if case is self.current:
                self.current_changed.emit()

        self.bridge.ask(
            lambda: orders.opening(paths, wished()), done, convert=orders.opened, urgent=True
        )

    def _let_go(self, case: Case) -> None:
        from redactor.gui import orders

        case.let_go()
        self.bridge.ask(lambda: orders.forgetting(case.paths), urgent=True)

    def _withdraw(self, case: Case) -> None:
        request = self._requests.pop(case.key, None)
        if request is not None:
            self.bridge.cancel(request)
