"""``redactor inspect``: what was found, where and why; writes no copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from redactor.cli import console, options, roads, words
from redactor.cli.progress import TerminalProgress
from redactor.errors import Exit, RedactorError

if TYPE_CHECKING:
    from redactor.model import Decision, Finding
    from redactor.pipeline import PageReading

SCHEMA = 1
COLUMNS = ("kind", "why", "sure", "where", "action", "value")


@dataclass(frozen=True, slots=True)
class View:
    """How the findings are shown."""

    as_json: bool
    draw: Path | None
    show_values: bool
    lang: str
    debug: bool


@click.command("inspect", short_help="Show what is found, where and why.")
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
@click.option(
    "--draw",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT.png",
    help="Draw the findings over the page (shows the page in clear; further pages: OUT-2.png, …).",
)
@click.option("--show-values", is_flag=True, help="Show what was read instead of bullets.")
@options.debug_option
def inspect_(
    files: tuple[Path, ...],
    as_json: bool,
    draw: Path | None,
    show_values: bool,
    debug: bool,
) -> int:
    """Show what is found on each FILE, where and why.

    Values are masked unless --show-values is given. Writes no copy.
    """
    if draw is not None and draw.suffix.lower() != ".png":
        raise click.UsageError(
            f"--draw {console.printable(draw)}: the drawing's name ends in .png."
        )
    view = View(as_json, draw, show_values, options.language(), debug)
    rows, code = run(files, view)
    if as_json:
        click.echo(json.dumps({"schema": SCHEMA, "files": rows}, indent=1))
    return code


def run(files: tuple[Path, ...], view: View) -> tuple[list[dict[str, Any]], int]:
    """Every file's JSON row and the exit code; tables and drawings go out on the way."""
    progress = TerminalProgress(view.lang)
    rows: list[dict[str, Any]] = []
    codes: list[int] = []
    drawings = drawing_names(view.draw)
    with roads.opened(progress, console.printable(files[0]), view.debug) as road:
        for file in files:
            pages: list[dict[str, Any]] = []
            error: RedactorError | None = None
            for answer in page_by_page(road, file, progress, view.debug):
                if isinstance(answer, RedactorError):
                    error = answer
                else:
                    pages.append(page_row(answer, view.show_values))
                    error = show(answer, file, next(drawings), view) or error
            if error is not None:
                console.complain(error.message)
            rows.append(file_row(file, pages, error))
            codes.append(int(Exit.RELEASED if error is None else error.exit))
    return rows, console.worst(codes)


def page_by_page(
    road: roads.Road, file: Path, progress: TerminalProgress, debug: bool
) -> Iterator[PageReading | RedactorError]:
    """The pages one by one, so that a long PDF holds one in memory; an error ends them."""
    from redactor.pipeline import Settings

    subject = console.printable(file)
    readings: Iterator[PageReading] | None = None

    def following() -> PageReading | None:
        nonlocal readings
        if readings is None:
            readings = iter(road.inspect(file, Settings()))
        return next(readings, None)

    while True:
        with progress.task(subject):
            answer = console.attempt(following, subject, debug)
        if answer is None:
            return
        yield answer
        if isinstance(answer, RedactorError):
            return


def show(
    reading: PageReading, file: Path, drawing: Path | None, view: View
) -> RedactorError | None:
    """The page's table and drawing; the drawing's error where it could not be written."""
    name = console.printable(file)
    if not view.as_json:
        if reading.findings:
            for row in table(reading, name, view):
                console.say(row)
        else:
            console.say(words.line("nothing", view.lang, name=name, page=reading.page.index + 1))
    if drawing is None:
        return None
    from redactor.cli.draw import draw

    failure = console.attempt(lambda: draw(reading, drawing, file), name, view.debug)
    if failure is None and not view.as_json:
        console.say(
            words.line(
                "drawn",
                view.lang,
                name=name,
                page=reading.page.index + 1,
                output=console.printable(drawing),
            )
        )
    return failure


def drawing_names(first: Path | None) -> Iterator[Path | None]:
    """OUT.png, OUT-2.png, OUT-3.png, … for the pages as they come; None where none are asked."""
    yield first
    number = 2
    while True:
        yield None if first is None else first.with_stem(f"{first.stem}-{number}")
        number += 1


def table(reading: PageReading, name: str, view: View) -> list[str]:
    """A heading and one line a finding, in columns, in the order they were found."""
    rows = [COLUMNS, *(cells(finding, reading, view.show_values) for finding in reading.findings)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    documents = ", ".join(document.model or "?" for document in reading.documents) or "-"
    page = reading.page
    size = f"{page.width}×{page.height}" + (", mirrored" if page.mirrored else "")
    return [f"{name}, page {page.index + 1} ({size}): {documents}", *lines]


def cells(finding: Finding, reading: PageReading, show_values: bool) -> tuple[str, ...]:
    """One finding's words for the table."""
    left, top, right, bottom = finding.quad.bounds
    why = "+".join(
        f"{reason.code}({reason.detail})" if reason.detail else reason.code
        for reason in finding.why
    )
    return (
        str(finding.kind),
        why or finding.reader,
        f"{finding.confidence:.2f}",
        f"{left},{top}-{right},{bottom}",
        action_of(finding, reading.plan.decisions),
        value_of(finding, show_values) or "",
    )


def action_of(finding: Finding, decisions: tuple[Decision, ...]) -> str:
    """hide or keep under the default profile, a dash where nothing was decided."""
    return next((str(d.action) for d in decisions if d.finding == finding), "-")


def value_of(finding: Finding, show_values: bool) -> str | None:
    """The value in clear only when asked for by name, else a bullet a character."""
    if finding.value is None:
        return None
    return finding.value.clear if show_values else finding.value.masked


def page_row(reading: PageReading, show_values: bool) -> dict[str, Any]:
    """One page for ``--json``."""
    from redactor import report

    return {
        "page": reading.page.index + 1,
        "width": reading.page.width,
        "height": reading.page.height,
        "mirrored": reading.page.mirrored,
        "documents": [report.document_row(document) for document in reading.documents],
        "findings": [
            {
                **report.finding_row(finding),
                "action": action_of(finding, reading.plan.decisions),
                "value": value_of(finding, show_values),
            }
            for finding in reading.findings
        ],
        "doubts": report.doubt_rows(reading.plan.doubts),
        "seconds": report.seconds(reading.timings),
    }


def file_row(
    file: Path, pages: list[dict[str, Any]], error: RedactorError | None
) -> dict[str, Any]:
    """One file for ``--json``."""
    from redactor import report

    return {
        "file": str(file),
        "error": None if error is None else report.error_row(error),
        "pages": pages,
    }
