"""``redactor verify``: a second look at a finished copy, ours or another's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import console, options, roads, words
from redactor.cli.progress import TerminalProgress
from redactor.errors import Exit, RedactorError

if TYPE_CHECKING:
    from redactor.model import Verdict
    from redactor.pipeline import Settings

SCHEMA = 1


@click.command(short_help="Say whether a copy is safe.")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@options.debug_option
def verify(files: tuple[Path, ...], as_json: bool, debug: bool) -> int:
    """Say whether each FILE is a safe copy: no BSN, no readable code, no face, no metadata.

    Ends with 0 where all are safe, 3 where one is not.
    """
    lang = options.language()
    rows: list[dict[str, Any]] = []
    codes: list[int] = []
    for file, answer in answers(files, lang, debug):
        rows.append(row(file, answer))
        codes.append(code_of(answer))
        tell(file, answer, lang, as_json)
    if as_json:
        click.echo(json.dumps({"schema": SCHEMA, "files": rows}, indent=1))
    return console.worst(codes)


def answers(
    files: tuple[Path, ...], lang: str, debug: bool
) -> Iterator[tuple[Path, Verdict | RedactorError]]:
    """Each file with its verdict or its error.  Raises RedactorError where no engine loads."""
    from redactor.pipeline import Settings

    progress = TerminalProgress(lang)
    with roads.opened(progress, console.printable(files[0]), debug) as road:
        for file in files:
            yield file, look(road, file, progress, Settings(), debug)


def look(
    road: roads.Road, file: Path, progress: TerminalProgress, settings: Settings, debug: bool
) -> Verdict | RedactorError:
    """One file's verdict or error."""
    subject = console.printable(file)
    with progress.task(subject):
        return console.attempt(lambda: road.verify(file, settings), subject, debug)


def tell(file: Path, answer: Verdict | RedactorError, lang: str, as_json: bool) -> None:
    """One line: safe, or not and why; an error's sentence goes to stderr."""
    if isinstance(answer, RedactorError):
        console.complain(answer.message)
    elif not as_json:
        name = console.printable(file)
        if answer.safe:
            console.say(words.line("safe", lang, name=name))
        else:
            console.say(
                words.line("unsafe", lang, name=name, reasons=words.reasons(answer.doubts, lang))
            )


def code_of(answer: Verdict | RedactorError) -> int:
    """0 safe, 3 not, the error's own otherwise."""
    if isinstance(answer, RedactorError):
        return int(answer.exit)
    return int(Exit.RELEASED if answer.safe else Exit.REVIEW)


def row(file: Path, answer: Verdict | RedactorError) -> dict[str, Any]:
    """One file for ``--json``."""
    from redactor import report

    if isinstance(answer, RedactorError):
        return {"file": str(file), "error": report.error_row(answer), "verify": None}
    return {"file": str(file), "error": None, "verify": report.verdict_row(answer)}
