"""``redactor samples``: synthetic documents to try the program on."""

from __future__ import annotations

from pathlib import Path

import click

from redactor.cli import console, options
from redactor.errors import Exit, RedactorError


@click.command(short_help="Draw synthetic documents to try things on.")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--n",
    "count",
    type=click.IntRange(1, 100_000),
    default=12,
    show_default=True,
    help="How many documents.",
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The same seed draws the same documents."
)
@options.debug_option
def samples(directory: Path, count: int, seed: int, debug: bool) -> int:
    """Draw synthetic documents into DIR, each with its truth as JSON; no real person is in them."""
    name = console.printable(directory)

    def generate() -> list[Path]:
        from redactor.samples import generate

        return generate(directory, count, seed)

    answer = console.attempt(generate, name, debug)
    if isinstance(answer, RedactorError):
        console.complain(answer.message)
        return int(answer.exit)
    console.say(f"{name}: {len(answer)} documents")
    return int(Exit.RELEASED)
