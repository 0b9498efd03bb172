"""What the road keeps between reading a file and finishing its copy."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.intake import Limits, open_pages
from redactor.model import Page
from redactor.read import Conclusion, Seen


@dataclass(slots=True)
class Clock:
    """Seconds by stage for one page."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, stage: str, since: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - since

    def rows(self) -> tuple[tuple[str, float], ...]:
        return tuple(self.seconds.items())


@dataclass(slots=True)
class Work:
    """One page on its way; ``page`` is None where its pixels were let go."""

    source: Path
    index: int
    size: tuple[int, int]
    media: str
    seen: Seen
    page: Page | None
    clock: Clock


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """One copy's inputs, read: enough to propose, show and finish the copy without reading anew.

    It holds pixels and personal values and stays in the process that read them.
    """

    inputs: tuple[Path, ...]
    works: tuple[Work, ...]
    conclusions: tuple[Conclusion, ...]

    @property
    def pixels(self) -> int:
        """Pixels kept in memory, to weigh several of these against each other."""
        return sum(w.page.width * w.page.height for w in self.works if w.page is not None)

    def let_go(self) -> None:
        """Frees the pages; they are decoded a second time where they are wanted again."""
        for work in self.works:
            work.page = None

    def pages(self, limits: Limits) -> Iterator[Page]:
        """The pages in order, from memory or decoded a second time."""
        yield from pages_of(self.inputs, self.works, limits)

    def page(self, index: int, limits: Limits) -> Page:
        """One page by its place among all pages of all inputs."""
        kept = self.works[index].page
        return kept or next(page for at, page in enumerate(self.pages(limits)) if at == index)


def pages_of(inputs: Sequence[Path], works: Sequence[Work], limits: Limits) -> Iterator[Page]:
    """The pages again, in order: from memory, or decoded a second time."""
    for path in inputs:
        own = [work for work in works if work.source == path]
        if all(work.page is not None for work in own):
            yield from (work.page for work in own if work.page is not None)
        else:
            yield from open_pages(path, limits)
