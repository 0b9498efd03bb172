"""What the window asks of the worker, and what it makes of the answers.

Everything here that touches the core runs in the bridge's thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from redactor.gui import images, marks, naming
from redactor.gui.session import Choices, Origin, PageView, Ways

VIEW = 2400
"""Long side of a page's picture in px: sharp on a large screen, and light enough."""
TINY = 16
"""Long side where only the plans are wanted."""

if TYPE_CHECKING:
    from redactor.errors import RedactorError
    from redactor.jobs import FinishJob, ForgetJob, OpenedView, OpenJob, PreviewJob
    from redactor.model import Pixels, Plan
    from redactor.pipeline import Outcome, Settings


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a copy, its size in bytes, and why its batch does not know of it."""

    outcome: Outcome
    size: int = 0
    untold: RedactorError | None = None


def settings(
    choices: Choices,
    lang: str,
    words: str = "",
    accept: bool = False,
    pages: int = 1,
    ways: Ways | None = None,
) -> Settings:
    """The core's settings for what a person chose; ``words``: an own watermark text.

    ``ways``: those of the batch a copy comes from; they hold for what the card leaves open, and
    single fields that it hides or keeps as long as nobody chose another profile.
    """
    from redactor.export import Format
    from redactor.pipeline import Settings

    ways = ways or Ways(choices.profile)
    same = ways.profile == choices.profile
    form = choices.format if choices.format != "auto" else ways.format
    wish = None if form == "auto" else Format(form)
    return Settings(
        profile=choices.profile,
        hide=frozenset(ways.hide if same else ()),
        keep=frozenset(ways.keep if same else ()),
        crop=ways.crop,
        watermark=watermark(choices, lang, words),
        format=Format.PDF if pages > 1 else wish,
        max_bytes=choices.max_bytes or ways.max_bytes or None,
        accept_review=accept,
    )


def watermark(choices: Choices, lang: str, words: str = "") -> str | None:
    """The text to burn in, None for none."""
    from redactor.cover.wording import tidy, watermark_text, written_date

    if not choices.watermark:
        return None
    if not words.strip():
        return watermark_text(lang, choices.recipient, choices.purpose, choices.date)
    parts = (words, choices.recipient, choices.purpose)
    told = [tidy(part) for part in parts if tidy(part)]
    return " – ".join([*told, written_date(choices.date, lang)])


def opening(paths: Sequence[Path], wished: Settings, long_side: int = VIEW) -> OpenJob:
    from redactor.jobs import OpenJob

    return OpenJob(tuple(paths), wished, long_side)


def opened(view: OpenedView) -> list[PageView]:
    """The pages for the desk."""
    pages = []
    for page in view.pages:
        full = images.image(page.pixels)
        pages.append(
            PageView(
                size=(page.width, page.height),
                image=full,
                scale=page.scale,
                thumbnail=images.turned(images.thumbnail(full), page.turn),
                state=marks.from_plan(page.plan),
                media=page.media,
                turn=page.turn,
                mirrored=page.mirrored,
            )
        )
    return pages


def proposed(view: OpenedView) -> tuple[Plan, ...]:
    """The plans alone, for another profile."""
    return tuple(page.plan for page in view.pages)


def previewing(paths: Sequence[Path], page: int, plan: Plan, wished: Settings) -> PreviewJob:
    from redactor.jobs import PreviewJob

    return PreviewJob(tuple(paths), page, plan, wished)


def previewed(pixels: Pixels) -> QImage:
    return images.image(pixels)


def finishing(
    paths: Sequence[Path],
    plans: Sequence[Plan],
    goal: naming.Goal,
    wished: Settings,
    media: str,
) -> FinishJob:
    """The job that writes a copy; its name is chosen now, so that none is taken meanwhile."""
    from redactor.export import choose_format
    from redactor.jobs import FinishJob

    if goal.file is not None:
        wished = replace(wished, overwrite=goal.overwrite, format=None)
        return FinishJob(tuple(paths), tuple(plans), goal.file, wished)
    form = choose_format(media, len(plans), wished.format)
    if goal.make:
        _make(goal.folder)
    target = naming.free(goal.folder, goal.stem, form.suffix)
    return FinishJob(tuple(paths), tuple(plans), target, wished)


def _make(folder: Path) -> None:
    from redactor.errors import OutputWriteError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputWriteError(
            f"{folder.name}: cannot be made ({error.strerror}); choose another folder.",
            name=folder.name,
        ) from error


def finished(outcome: Outcome, origins: Sequence[Origin]) -> Finished:
    """What became of a copy; a batch that its inputs came from is told of it."""
    if outcome.output is None:
        return Finished(outcome)
    try:
        size = outcome.output.stat().st_size
    except OSError:
        size = 0
    return Finished(outcome, size, told(origins, outcome.output))


def told(origins: Sequence[Origin], output: Path) -> RedactorError | None:
    """Tells batches that a person finished what they held; why one could not be told."""
    from redactor.errors import EngineError, RedactorError

    if not origins:
        return None
    from redactor.batch.held import reviewed

    try:
        for origin in origins:
            reviewed(origin.target, origin.name, output)
    except RedactorError as error:
        return error
    except Exception as error:  # a ledger can be damaged in any way; the copy is there all the same
        kind = type(error).__name__
        return EngineError(f"The batch's ledger could not be written ({kind}).", kind=kind)
    return None


def forgetting(paths: Sequence[Path]) -> ForgetJob:
    from redactor.jobs import ForgetJob

    return ForgetJob(tuple(paths))
