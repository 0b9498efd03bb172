"""``redactor report`` and ``redactor purge``: what a batch leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

import click

from redactor.cli import batch_words as words
from redactor.cli import console, options
from redactor.cli.report_words import ReportWords
from redactor.errors import Exit

_lang = click.option(
    "--lang",
    type=click.Choice(options.LANGUAGES),
    default=options.language,
    help="Language of the answers.",
)


@click.command(short_help="Write a record of a batch: a page and a table.")
@click.argument("dst")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Where to write them. Default: DST/.redactor.",
)
@_lang
def report(dst: str, output: Path | None, lang: str) -> int:
    """Write report.html (to look at) and report.csv (for auditors) on the batch in DST.

    The page stands alone, with thumbnails of released copies only. May be asked at any time.
    """
    from redactor.batch.report import report as write_report

    written = write_report(dst, ReportWords(lang), output)
    console.say(words.line("report", lang, html=str(written.html), csv=str(written.csv)))
    return 0


@click.command(short_help="Remove originals that have a released copy.")
@click.argument("dst")
@click.option("--confirm", is_flag=True, help="Really remove them. Without it: say what would be.")
@click.option(
    "--workers",
    type=click.IntRange(1, 512),
    default=lambda: max(1, os.cpu_count() or 1),
    show_default="one a processor",
    help="How many processes check copies side by side.",
)
@click.option("--road", hidden=True, default="redactor.jobs.desk:single_road")
@_lang
def purge(dst: str, confirm: bool, workers: int, road: str, lang: str) -> int:
    """Remove the originals of the batch in DST whose copy was released and is safe still.

    An original stays where it was changed since, or where its copy is missing, changed or in doubt.
    What was removed is written into a list in DST/.redactor, before and after.
    """
    from redactor.batch.purge import purge as remove

    done = remove(dst, confirm=confirm, workers=workers, road=road)
    for name, reason in done.kept:
        console.say(words.line("kept", lang, name=name, reason=words.reason(reason, lang)))
    console.say(
        words.line(
            "purged" if confirm else "purge-plan",
            lang,
            ready=len(done.ready),
            kept=len(done.kept),
            size=words.size(done.size),
            **({"path": str(done.list)} if confirm else {}),
        )
    )
    return int(Exit.REVIEW) if done.kept else 0
