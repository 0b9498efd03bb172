"""Options that ``batch`` and ``watch`` share, and the way from them to a wish."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import options
from redactor.cli.cmd_redact import Wish as CopyWish
from redactor.cli.cmd_redact import check, settings_of

if TYPE_CHECKING:
    from redactor.pipeline import Settings

COPY = (
    click.option(
        "--profile",
        type=options.ProfileName(),
        default="safe-copy",
        show_default=True,
        help="What to hide, as for redact.",
    ),
    click.option("--hide", multiple=True, type=options.KindWord(), help="Hide this field too."),
    click.option("--keep", multiple=True, type=options.KindWord(), help="Leave this legible."),
    click.option("--recipient", metavar="T", help="Whom the copies are for, in the watermark."),
    click.option("--purpose", metavar="T", help="What the copies are for, in the watermark."),
    click.option(
        "--date",
        type=options.Day(),
        help="The watermark's date. Default: the day a batch was begun; for watch: today.",
    ),
    click.option("--no-watermark", is_flag=True, help="Burn in no watermark."),
    click.option("--no-crop", is_flag=True, help="Keep the source's geometry."),
    click.option(
        "--format",
        "format_name",
        type=click.Choice(options.FORMATS),
        help="The copies' format. Default: as each input.",
    ),
    click.option("--max-bytes", type=options.ByteSize(), help="The largest size of a copy."),
    click.option(
        "--lang",
        type=click.Choice(options.LANGUAGES),
        default=options.language,
        show_default="that of the locale, else nl",
        help="Language of the watermark and of the answers.",
    ),
)
COPY_NAMES = frozenset(
    {
        *("profile", "hide", "keep", "recipient", "purpose", "date", "no_watermark", "no_crop"),
        *("format_name", "max_bytes", "lang"),
    }
)
POWER = (
    click.option(
        "--workers",
        type=click.IntRange(1, 512),
        default=lambda: max(1, os.cpu_count() or 1),
        show_default="one a processor",
        help="How many processes work side by side.",
    ),
    click.option(
        "--timeout-per-page",
        type=click.FloatRange(1),
        default=120.0,
        show_default=True,
        metavar="S",
        help="Seconds for the slowest step of a page; then its worker is ended.",
    ),
    click.option(
        "--memory-per-worker",
        type=click.IntRange(64),
        default=3000,
        show_default=True,
        metavar="MB",
        help="Memory of a worker; one that needs more is ended.",
    ),
    click.option("--road", hidden=True, default="redactor.jobs.desk:single_road"),
)


def all_of(*groups: tuple[Callable[..., Any], ...]) -> Callable[[Callable[..., Any]], Any]:
    """A decorator that adds groups of options in their order."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def settings(given: Mapping[str, Any], begun: str | None) -> tuple[Settings, str]:
    """The settings of all copies, and the watermark's date for the ledger to remember.

    ``begun``: the date a batch that goes on was begun with, so that going on another day makes
    the same copies.  Raises click.UsageError.
    """
    date: datetime.date | None = given["date"]
    if date is None and begun is not None:
        date = datetime.date.fromisoformat(begun)
    day = date or datetime.datetime.now(tz=datetime.UTC).astimezone().date()
    chosen = {key: given[key] for key in COPY_NAMES}
    chosen["date"] = given["date"] if chosen["no_watermark"] else day
    wish = CopyWish(
        files=(),
        output=None,
        combine=False,
        report=None,
        accept_review=False,
        overwrite=False,
        debug=False,
        **chosen,
    )
    check(wish)
    return settings_of(wish), day.isoformat()
