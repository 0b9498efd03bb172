"""``redactor watch``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import batch_options, batch_progress, console
from redactor.cli import batch_words as words
from redactor.cli.cmd_batch import gentle

if TYPE_CHECKING:
    from redactor.pipeline import Settings

_folder = click.Path(path_type=Path, file_okay=False)


@click.command(short_help="Make safe copies of what comes into a folder.")
@click.argument("inbox", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument("outbox")
@batch_options.all_of(batch_options.COPY, batch_options.POWER)
@click.option("--held", type=_folder, metavar="DIR", help="Move originals that are held here.")
@click.option("--done", type=_folder, metavar="DIR", help="Move originals that are done here.")
@click.option(
    "--settle",
    type=click.FloatRange(0),
    default=2.0,
    show_default=True,
    metavar="S",
    help="A file is complete when it has not changed for so many seconds.",
)
@click.option("--json-lines", is_flag=True, help="Tell every outcome as a line of JSON.")
def watch(inbox: Path, outbox: str, **given: Any) -> int:
    """Make a safe copy in OUTBOX of every document that comes into INBOX, until stopped.

    The ledger is in OUTBOX/.redactor: a restart loses nothing and does nothing twice.
    """
    from redactor.batch.home import check
    from redactor.batch.nouns import Event
    from redactor.batch.session import Wish, watching
    from redactor.batch.watch import Goals

    lang: str = given["lang"]
    for goal in (given["held"], given["done"]):
        if goal is not None:
            check(str(inbox), str(goal))
    settings, _ = batch_options.settings(given, None)
    wish = Wish(
        str(inbox),
        outbox,
        settings,
        workers=given["workers"],
        page_seconds=given["timeout_per_page"],
        memory_mib=given["memory_per_worker"],
        resume=True,
        road=given["road"],
    )

    def tell(event: Event) -> None:
        if given["json_lines"]:
            batch_progress.say_json(event)
        elif event.kind == "item" and event.state is not None:
            reasons = "; ".join(words.reason(code, lang) for code in event.reasons)
            line = "item" if reasons else "item-plain"
            state = words.state(event.state, lang)
            console.say(words.line(line, lang, name=event.name, state=state, reasons=reasons))

    if not given["json_lines"]:
        console.complain(words.line("watching", lang, inbox=str(inbox)))
    goals = Goals(given["held"], given["done"])

    def fresh() -> Settings:
        return batch_options.settings(given, None)[0]

    with (
        gentle(lang) as runs,
        watching(wish, tell, goals=goals, settle=given["settle"], fresh=fresh) as run,
    ):
        runs.append(run)
        run.go()
    return 0
