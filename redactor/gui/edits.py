"""Edits that can be undone: each one remembers the page before and after it, and has a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QUndoCommand

from redactor.gui.marks import PageState
from redactor.gui.session import Choices

Put = Callable[[int, PageState], None]
"""Shows a page's state: (page, state)."""


class PageEdit(QUndoCommand):
    """One edit of one page.  Edits of the same ``strand`` (not 0) become one: a held arrow key."""

    def __init__(
        self,
        name: str,
        put: Put,
        page: int,
        before: PageState,
        after: PageState,
        strand: int = 0,
    ) -> None:
        super().__init__(name)
        self._put = put
        self._page = page
        self._before = before
        self._after = after
        self._strand = strand

    def redo(self) -> None:
        self._put(self._page, self._after)

    def undo(self) -> None:
        self._put(self._page, self._before)

    def id(self) -> int:
        return self._strand or -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        if not isinstance(other, PageEdit) or other._page != self._page:
            return False
        self._after = other._after
        return True


class ProfileEdit(QUndoCommand):
    """Another profile: new proposals for all pages of a copy, and the choice itself."""

    def __init__(
        self,
        name: str,
        put: Put,
        choose: Callable[[Choices], None],
        choices: tuple[Choices, Choices],
        pages: Mapping[int, tuple[PageState, PageState]],
        follow: Callable[[], None],
    ) -> None:
        """``follow``: called after each step, for the other copies on the desk."""
        super().__init__(name)
        self._put = put
        self._choose = choose
        self._choices = choices
        self._pages = pages
        self._follow = follow

    def redo(self) -> None:
        self._go(1)

    def undo(self) -> None:
        self._go(0)

    def _go(self, which: int) -> None:
        self._choose(self._choices[which])
        for page, states in self._pages.items():
            self._put(page, states[which])
        self._follow()


def pairs(
    before: Sequence[PageState], after: Sequence[PageState]
) -> dict[int, tuple[PageState, PageState]]:
    """The pages of a ProfileEdit."""
    return dict(enumerate(zip(before, after, strict=True)))
