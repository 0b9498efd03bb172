"""What the road keeps between reading a file and finishing its copy."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.errors import ChangedError
from redactor.intake import Blob, Limits, open_pages
from redactor.model import Page
from redactor.read import Conclusion, Seen
from redactor.render import Framed

Source = Path | Blob


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

    source: Source
    index: int
    size: tuple[int, int]
    media: str
    seen: Seen
    page: Page | None
    clock: Clock
    mirrored: bool = False
    """The file shows left and right the wrong way round."""
    digest: bytes = b""
    """Of pixels that were let go; nothing is the same as those that went for good."""

    def let_go(self, for_good: bool = False) -> None:
        """Frees the pixels; what is decoded in their place must be the same."""
        if self.page is not None and not for_good:
            self.digest = _digest(self.page)
        self.page = None

    def again(self, page: Page) -> Page:
        """The page's pixels, kept ones or those decoded a second time, given as the file has them.

        Raises ChangedError where they are not those that were read: covers measured on the one
        picture would leave the other open.
        """
        if self.page is not None:
            return self.page
        page = page.turned_over() if self.mirrored else page
        if _digest(page) != self.digest:
            raise changed(self.source)
        return page


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """One copy's inputs, read: enough to propose, show and finish the copy without reading anew.

    It holds pixels and personal values and stays in the process that read them.
    """

    inputs: tuple[Source, ...]
    works: tuple[Work, ...]
    conclusions: tuple[Conclusion, ...]
    base: dict[tuple[int, bool], Framed] = field(default_factory=dict)
    """The page that is being previewed, framed without covers, by (page, crop)."""

    @property
    def pixels(self) -> int:
        """Pixels kept in memory, to weigh several of these against each other."""
        pages = sum(w.page.width * w.page.height for w in self.works if w.page is not None)
        return pages + sum(f.sheet.pixels.size // 3 for f in self.base.values())

    def let_go(self, for_good: bool = False) -> None:
        """Frees the pages; they are decoded a second time where they are wanted again.

        ``for_good``: they will not be, which saves the time of marking them.
        """
        self.base.clear()
        for work in self.works:
            work.let_go(for_good)

    def pages(self, limits: Limits) -> Iterator[Page]:
        """The pages in order, from memory or decoded a second time."""
        yield from pages_of(self.inputs, self.works, limits)

    def page(self, index: int, limits: Limits) -> Page:
        """One page by its place among all pages of all inputs."""
        kept = self.works[index].page
        return kept or next(page for at, page in enumerate(self.pages(limits)) if at == index)


def pages_of(inputs: Sequence[Source], works: Sequence[Work], limits: Limits) -> Iterator[Page]:
    """The pages again, in order: from memory, or decoded a second time.

    Raises ChangedError where a file is not the one that was read.
    """
    for path in inputs:
        own = [work for work in works if work.source == path]
        if all(work.page is not None for work in own):
            yield from (work.page for work in own if work.page is not None)
        else:
            again = open_pages(path, limits)
            for work in own:
                page = next(again, None)
                if page is None:
                    raise changed(path)
                yield work.again(page)
            if next(again, None) is not None:
                raise changed(path)


def _digest(page: Page) -> bytes:
    """Tells one picture from another."""
    shape = repr(page.pixels.shape).encode()
    return hashlib.blake2b(page.pixels.tobytes(), digest_size=16, key=shape).digest()


def changed(source: Source) -> ChangedError:
    """What is said of a file that is no longer the one that was read."""
    return ChangedError(
        f"{source.name} was changed while it was worked on; nothing was written, start again.",
        name=source.name,
    )
