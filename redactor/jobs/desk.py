"""The worker's side: answers jobs with a road, and keeps what was opened for the next one."""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from redactor.errors import RedactorError, UsageError, WorkerError
from redactor.intake import Blob
from redactor.jobs.orders import (
    CallJob,
    FinishJob,
    ForgetJob,
    Job,
    OpenedView,
    OpenJob,
    PageView,
    PreviewJob,
    RedactJob,
)
from redactor.model import Pixels, Plan
from redactor.pipeline import Opened, Outcome, Progress, Settings
from redactor.render import upright

KEPT_PIXELS = 120_000_000
"""Opened pages kept in a worker, in px of all together; the oldest go first."""
SHOWN_PIXELS = 120_000_000
"""What a view shows of all pages together, in px: of a book each page is shown smaller."""


class Road(Protocol):
    """What jobs ask of ``redactor.pipeline.Road``."""

    def redact(
        self, inputs: Sequence[Path], target: Path | None, settings: Settings
    ) -> Outcome: ...

    def open(self, inputs: Sequence[Path], settings: Settings) -> Opened: ...

    def propose(self, opened: Opened, settings: Settings) -> tuple[Plan, ...]: ...

    def preview(self, opened: Opened, index: int, plan: Plan, settings: Settings) -> Pixels: ...

    def finish(
        self, opened: Opened, plans: Sequence[Plan], target: Path | None, settings: Settings
    ) -> Outcome: ...


MakeRoad = Callable[[Progress], AbstractContextManager[Road]]


def real_road(progress: Progress) -> AbstractContextManager[Road]:
    """The road itself, its engines loaded on entering."""
    from redactor.pipeline import Road as Real

    return Real(progress)


def single_road(progress: Progress) -> AbstractContextManager[Road]:
    """The same on one thread: many of these side by side do more than few with several threads."""
    import cv2

    from redactor.pipeline import Road as Real

    cv2.setNumThreads(1)
    return Real(progress, threads=1)


def named(function: str) -> Any:
    """What "package.module:name" names.  Raises UsageError where there is nothing of that name."""
    module, _, name = function.partition(":")
    try:
        return getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"“{function}” names nothing in this program.") from error


class Desk:
    """Answers jobs one after the other."""

    def __init__(self, road: Road, kept_pixels: int = KEPT_PIXELS) -> None:
        self._road = road
        self._most = kept_pixels
        self._kept: OrderedDict[tuple[Any, ...], Opened] = OrderedDict()

    def answer(self, job: Job[Any]) -> Any:
        """A job's answer.  Raises RedactorError, WorkerError for what nobody foresaw."""
        try:
            return self._answer(job)
        except RedactorError:
            raise
        except Exception as error:  # its text may quote what was read: only its class goes on
            name = job.inputs[0].name if job.inputs else "The work"
            raise WorkerError(
                f"{name}: internal fault ({type(error).__name__}); run redactor doctor and report "
                "what it says.",
                name=name,
                why="fault",
            ) from None

    def _answer(self, job: Job[Any]) -> Any:
        match job:
            case OpenJob():
                return self._view(job)
            case PreviewJob():
                opened = self._opened(job.inputs, job.settings)
                pixels = self._road.preview(opened, job.page, job.plan, job.settings)
                return _shrunk(pixels, job.long_side)
            case FinishJob():
                opened = self._opened(job.inputs, job.settings)
                return self._road.finish(opened, job.plans, job.target, job.settings)
            case RedactJob():
                return self._road.redact(job.inputs, job.target, job.settings)
            case ForgetJob():
                return self._forget(job.inputs)
            case CallJob():
                return named(job.function)(self._road, job.argument)
        raise UsageError(f"{type(job).__name__} is no job this program knows.")

    def _view(self, job: OpenJob) -> OpenedView:
        opened = self._opened(job.inputs, job.settings)
        plans = self._road.propose(opened, job.settings)
        return OpenedView(job.inputs, tuple(_pages(opened, plans, job)))

    def _opened(self, inputs: tuple[Path, ...], settings: Settings) -> Opened:
        """What was read of the inputs, read now where it is not kept or a file has changed."""
        key = (settings.limits, *(_print(path) for path in inputs))
        opened = self._kept.pop(key, None) or self._road.open(inputs, settings)
        self._kept[key] = opened
        while len(self._kept) > 1 and sum(o.pixels for o in self._kept.values()) > self._most:
            self._kept.popitem(last=False)
        return opened

    def _forget(self, inputs: tuple[Path, ...]) -> None:
        for key, opened in list(self._kept.items()):
            if not inputs or opened.inputs == inputs:
                del self._kept[key]


def _print(path: Path) -> tuple[Path, int, int]:
    """What tells a file from the one that had its name before; zeros where it is not there."""
    try:
        state = path.stat()
    except OSError:
        return path, 0, 0
    return path, state.st_mtime_ns, state.st_size


def _pages(opened: Opened, plans: Sequence[Plan], job: OpenJob) -> Iterator[PageView]:
    pages = opened.pages(job.settings.limits)
    side = min(job.long_side, max(1, round((SHOWN_PIXELS / len(opened.works)) ** 0.5)))
    for work, conclusion, plan, page in zip(
        opened.works, opened.conclusions, plans, pages, strict=True
    ):
        pixels = _shrunk(page.pixels, side)
        yield PageView(
            source=Path(work.source.name) if isinstance(work.source, Blob) else work.source,
            index=work.index,
            width=page.width,
            height=page.height,
            media=work.media,
            pixels=pixels,
            scale=pixels.shape[1] / page.width,
            documents=conclusion.documents,
            plan=plan,
            timings=work.clock.rows(),
            turn=upright(conclusion.documents, job.settings.crop),
            mirrored=work.mirrored,
        )


def _shrunk(pixels: Pixels, long_side: int) -> Pixels:
    """The picture at most ``long_side`` px long."""
    import cv2

    scale = long_side / max(pixels.shape[:2])
    if scale >= 1:
        return pixels
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    small: Pixels = cv2.resize(  # type: ignore[assignment]
        pixels, size, interpolation=cv2.INTER_AREA
    )
    return small
