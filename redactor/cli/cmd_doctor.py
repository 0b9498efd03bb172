"""``redactor doctor``: what is installed, what is missing and what that costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from redactor.cli import console
from redactor.errors import Exit

if TYPE_CHECKING:
    from redactor.doctor import Row


@click.command(short_help="Show what is installed, what is missing and what it costs.")
def doctor() -> int:
    """Show engines, models, versions, what is missing and what it costs.

    Ends with 4 where the program cannot do its work, 0 otherwise.
    """
    from redactor.doctor import State, examine

    rows = examine()
    width = max(len(row.name) for row in rows)
    for row in rows:
        console.say(describe(row, width))
    broken = any(row.needed and row.state is not State.FINE for row in rows)
    return int(Exit.FAULT if broken else Exit.RELEASED)


def describe(row: Row, width: int) -> str:
    """One line: name, state, version or detail, and the cost where something is wrong."""
    line = f"{row.name.ljust(width)}  {row.state.ljust(8)}{row.detail}".rstrip()
    return f"{line} – {row.cost}" if row.cost else line
