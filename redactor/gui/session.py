"""What is on the desk: copies to be made, their pages and how far each is.  Without widgets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from redactor.errors import RedactorError
    from redactor.gui.marks import PageState
    from redactor.model import Doubt, Kind, Verdict


class State(StrEnum):
    """How far a copy is; each has an icon and a word of its own."""

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    REVIEW = "review"
    ACCEPTED = "accepted"
    SAVING = "saving"
    SAVED = "saved"
    HELD = "held"
    FAILED = "failed"
    CANCELLED = "cancelled"


BUSY = frozenset({State.WAITING, State.READING, State.SAVING})
"""States that can be cancelled."""
EDITABLE = frozenset({State.READY, State.REVIEW, State.ACCEPTED, State.HELD, State.SAVED})
"""States with pages to work on."""
AGAIN = frozenset({State.FAILED, State.CANCELLED})
"""States from which a person can try again."""


DONE = frozenset({State.ACCEPTED, State.SAVED})
"""States in which a person is through with a copy."""
NEAR = 4
"""Places from the current copy within which all pictures stay."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose for the copies of this sitting; recipient and purpose are not kept."""

    profile: str = "safe-copy"
    recipient: str = ""
    purpose: str = ""
    date: datetime.date = field(default_factory=lambda: datetime.datetime.now().astimezone().date())
    watermark: bool = True
    format: str = "auto"
    max_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Ways:
    """How a batch makes its copies, as its list says; of the watermark only whether there is one.

    ``format``: "auto" for the input's own.
    """

    profile: str
    hide: tuple[Kind, ...] = ()
    keep: tuple[Kind, ...] = ()
    watermark: bool = True
    crop: bool = True
    format: str = "auto"
    max_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """A batch that held an input back and is to be told when a person has finished it."""

    target: str
    """The batch's folder."""
    name: str
    """The input's name in the batch."""
    copy: Path
    """Where its copy goes, without the ending."""
    ways: Ways | None = None
    """How the batch would have made it; None where its list does not say."""


Origins = Mapping[Path, Origin]
"""By input; one that is of no batch is not in it."""


@dataclass(slots=True)
class PageView:
    """One page on the desk.  ``scale``: px of ``image`` over px of the page."""

    size: tuple[int, int]
    image: QImage
    scale: float
    thumbnail: QImage
    """As the copy is turned, before a person turns it."""
    state: PageState
    media: str = "png"
    turn: int = 0
    """Quarter turns clockwise by which the page becomes its copy, before a person turns it."""
    mirrored: bool = False
    """Whether its file shows left and right the wrong way round; it is seen and saved right."""


@dataclass(slots=True)
class Case:
    """One copy to be made, of one file or of several put together."""

    key: int
    paths: tuple[Path, ...]
    title: str = ""
    origins: Origins = field(default_factory=dict)
    state: State = State.WAITING
    pages: list[PageView] = field(default_factory=list)
    error: RedactorError | None = None
    saved: Path | None = None
    released: bool = False
    verdict: Verdict | None = None
    size: int = 0
    """Bytes of the saved copy."""
    saved_as: Choices | None = None
    """What the card said when it was saved."""
    untold: RedactorError | None = None
    """Why the batch it came from does not know of the saved copy."""

    @property
    def name(self) -> str:
        return self.title or " + ".join(path.name for path in self.paths)

    @property
    def ways(self) -> Ways | None:
        """How the batch it comes from makes its copies."""
        return next((origin.ways for origin in self.origins.values()), None)

    @property
    def doubts(self) -> tuple[tuple[int, Doubt], ...]:
        """What is left to answer: (page, doubt)."""
        return tuple((n, doubt) for n, page in enumerate(self.pages) for doubt in page.state.doubts)

    def settle(self) -> None:
        """After an edit: ready or to be looked at; what was saved or accepted is no longer."""
        if self.state in EDITABLE:
            self.state = State.REVIEW if self.doubts else State.READY
            self.verdict = None

    @property
    def light(self) -> bool:
        """Whether its pictures were let go of; thumbnails and edits stay."""
        return bool(self.pages) and self.pages[0].image.isNull()

    def lighten(self) -> None:
        for page in self.pages:
            page.image = QImage()

    def let_go(self) -> None:
        """Forgets every picture."""
        self.pages.clear()


def origins_of(paths: Iterable[Path], origins: Origins) -> Origins:
    """Those of the inputs of one copy."""
    return {path: origins[path] for path in paths if path in origins}


def next_to_open(cases: Sequence[Case], current: int, ahead: int) -> Case | None:
    """The case to open next: the current one, then those after it, then those before it.

    At most ``ahead`` cases wait opened and unsaved, so that memory stays bounded.
    """
    order = [*range(current, len(cases)), *range(current)]
    opened = sum(1 for case in cases if case.pages and case.state in (State.READY, State.REVIEW))
    for place in order:
        found: Case = cases[place]
        if found.state is State.WAITING and (place == current or opened < ahead):
            return found
    return None


def to_lighten(cases: Sequence[Case], current: int) -> tuple[Case, ...]:
    """Cases whose pictures may go until they are looked at again: done with, and far from here."""
    return tuple(
        case
        for place, case in enumerate(cases)
        if abs(place - current) > NEAR and case.state in DONE and case.pages
    )
