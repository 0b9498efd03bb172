"""``redactor batch`` and ``redactor status``."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import batch_options, batch_progress, console, options
from redactor.cli import batch_words as words

if TYPE_CHECKING:
    from redactor.batch.run import Run
    from redactor.batch.session import Wish

INTERRUPTED = 130


@click.command(short_help="Make safe copies of a whole folder or bucket.")
@click.argument("src")
@click.argument("dst")
@batch_options.all_of(batch_options.COPY, batch_options.POWER)
@click.option("--include", multiple=True, metavar="GLOB", help="Only files that fit.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="No files that fit.")
@click.option("--resume", is_flag=True, help="Go on with the batch that was begun in DST.")
@click.option(
    "--retry",
    type=click.Choice(["failed", "held"]),
    help="Go on, and do these again.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Take so many files at most.")
@click.option("--json-lines", is_flag=True, help="Tell every outcome as a line of JSON.")
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who does the work: this machine, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The cluster's scheduler, tcp:// or tls://.")
@click.option(
    "--dask-workers",
    type=click.IntRange(1),
    metavar="N",
    help="Start a cluster of so many workers on this machine instead.",
)
@click.option(
    "--tls",
    nargs=3,
    metavar="CA CERT KEY",
    help="Files for a scheduler behind TLS.",
)
def batch(src: str, dst: str, **given: Any) -> int:
    """Make a safe copy in DST of every document in SRC, a folder or an address (s3://…).

    Folders are mirrored. SRC is never written. A ledger in DST/.redactor remembers every outcome:
    the batch may end at any moment and goes on with --resume. Copies about which there is any
    doubt are held: listed for review, and not put in DST.
    """
    from redactor.batch.session import code_of, session

    wish, day = wish_of(src, dst, given)
    if given["dry_run"]:
        return dry_run(wish, given["lang"])
    lang: str = given["lang"]
    with (
        gentle(lang) as runs,
        batch_progress.shown(lang, given["json_lines"]) as tell,
        session(wish, tell, notes={"date": day}) as run,
    ):
        runs.append(run)
        counts = run.go()
    if not given["json_lines"]:
        report(dst, lang)
    if run.stopped and counts.done < counts.total:
        console.complain(words.line("stopped", lang))
        return INTERRUPTED
    return code_of(counts)


def wish_of(src: str, dst: str, given: dict[str, Any]) -> tuple[Wish, str]:
    """The wish, and the date of its watermark.  Raises click.UsageError, RedactorError."""
    from redactor.batch.home import noted
    from redactor.batch.nouns import State
    from redactor.batch.session import Wish

    if given["engine"] == "local" and (given["scheduler"] or given["dask_workers"]):
        raise click.UsageError("--scheduler and --dask-workers go with --engine dask.")
    if given["engine"] == "dask" and bool(given["scheduler"]) == bool(given["dask_workers"]):
        raise click.UsageError("--engine dask needs either --scheduler or --dask-workers.")
    settings, day = batch_options.settings(given, noted(dst, "date"))
    wish = Wish(
        src,
        dst,
        settings,
        workers=given["workers"],
        page_seconds=given["timeout_per_page"],
        memory_mib=given["memory_per_worker"],
        include=given["include"],
        exclude=given["exclude"],
        resume=given["resume"],
        retry=None if given["retry"] is None else State(given["retry"]),
        limit=given["limit"],
        engine=given["engine"],
        scheduler=given["scheduler"],
        dask_workers=given["dask_workers"],
        tls=given["tls"] or None,
        road=given["road"],
    )
    return wish, day


def dry_run(wish: Wish, lang: str) -> int:
    """Says what would be done."""
    from redactor.batch.session import survey

    found = survey(wish)
    console.say(
        words.line(
            "survey",
            lang,
            to_do=found.to_do,
            files=found.files,
            size=words.size(found.size),
            done=found.files - found.to_do - found.skipped,
            skipped=found.skipped,
        )
    )
    return 0


@contextmanager
def gentle(lang: str) -> Iterator[list[Run]]:
    """Ctrl-C (or a terminate signal) ends the runs put into the list; once more: now.

    It lasts as long as cleaning up does.  Before there is a run it ends the command.
    """
    runs: list[Run] = []

    def stop(_: int, __: object) -> None:
        if not runs:
            raise KeyboardInterrupt
        if not runs[0].stopped:
            console.complain(words.line("stopping", lang))
        runs[0].stop()

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield runs
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


@click.command(short_help="Where a batch stands.")
@click.argument("dst")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.option(
    "--lang",
    type=click.Choice(options.LANGUAGES),
    default=options.language,
    help="Language of the answers.",
)
def status(dst: str, as_json: bool, lang: str) -> int:
    """Says how many inputs of the batch in DST stand where, and why some are not released.

    May be asked while the batch runs.
    """
    if as_json:
        import json

        from redactor.batch.status import status as found

        click.echo(json.dumps(found(dst), indent=1))
        return 0
    report(dst, lang)
    return 0


def report(dst: str, lang: str) -> None:
    """The counts, the rate, and the reasons for what is not released."""
    from redactor.batch.status import looked_up

    found = looked_up(dst)
    console.say(batch_progress.counts_line(found.counts, lang))
    if found.rate:
        console.say(
            words.line("rate", lang, rate=f"{found.rate:.2f}", time=words.duration(found.seconds))
        )
    for state, reasons in found.reasons.items():
        batch_progress.say_reasons(state, reasons, lang)
    if found.held_list is not None and found.counts.held:
        console.say(words.line("held-list", lang, path=str(found.held_list)))
    if found.holder:
        console.say(
            words.line(
                "running",
                lang,
                pid=str(found.holder.get("pid", "?")),
                host=str(found.holder.get("host", "?")),
                since=str(found.holder.get("since", "?")),
            )
        )
