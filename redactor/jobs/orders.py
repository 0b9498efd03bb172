"""Jobs and their answers: plain data, picklable both ways."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from redactor.model import Document, Pixels, Plan
from redactor.pipeline import Outcome, Settings

T_co = TypeVar("T_co", covariant=True)

VIEW_PX = 2400
"""Long side a page is shown at, in px, unless a job says otherwise."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T_co]):
    """Something to do with one or several files that make one copy."""

    inputs: tuple[Path, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageView:
    """One page of an opened copy: enough to show and to change what is proposed.

    ``pixels``: h×w×3 uint8 RGB of the upright page, ``scale`` times as large as the page itself.
    ``plan`` and ``documents`` are in page px, width × height.
    """

    source: Path
    index: int
    """Place within its file."""
    width: int
    height: int
    media: str
    pixels: Pixels
    scale: float
    documents: tuple[Document, ...]
    plan: Plan
    timings: tuple[tuple[str, float], ...]
    turn: int = 0
    """Quarter turns clockwise by which the page becomes the sheet of the copy."""
    mirrored: bool = False
    """Whether left and right were changed over, for the file shows them wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class OpenedView:
    """All pages of an opened copy, in order."""

    inputs: tuple[Path, ...]
    pages: tuple[PageView, ...]


@dataclass(frozen=True, slots=True)
class OpenJob(Job[OpenedView]):
    """Reads the inputs and proposes what to hide; once read, another profile costs nothing."""

    settings: Settings
    long_side: int = VIEW_PX


@dataclass(frozen=True, slots=True)
class PreviewJob(Job[Pixels]):
    """The sheet of one page as it would be saved, at most ``long_side`` px long."""

    page: int
    plan: Plan
    settings: Settings
    long_side: int = VIEW_PX


@dataclass(frozen=True, slots=True)
class FinishJob(Job[Outcome]):
    """Makes the copy from plans that a person may have changed."""

    plans: tuple[Plan, ...]
    target: Path | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class RedactJob(Job[Outcome]):
    """Makes the copy as proposed; nothing is kept afterwards."""

    target: Path | None
    settings: Settings


@dataclass(frozen=True, slots=True)
class ForgetJob(Job[None]):
    """Lets go of what was kept of these inputs, or of everything where there are none."""


@dataclass(frozen=True, slots=True)
class CallJob(Job[Any]):
    """Calls ``function(road, argument)`` in the worker and answers with what it returns.

    ``function``: "redactor.module:name", so that a driver above this layer can send work of its
    own; argument and answer are plain data of ours.  ``inputs`` name the work in messages.
    """

    function: str
    argument: Any
