"""What the commands share: safe output, one place that turns faults into sentences, exit codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from redactor.errors import Cancelled, Exit, RedactorError

T = TypeVar("T")

WORST_FIRST = (Exit.FAULT, Exit.USAGE, Exit.INPUT, Exit.REVIEW, Exit.RELEASED)
"""4, 1, 3, 0 is the contract; a wrong usage that only the road could see stands before input."""


class FaultError(RedactorError):
    """Something we did not foresee; the sentence names the file and the class, never the message.

    Messages of other people's exceptions may quote what was read.
    """

    code = "fault"
    exit = Exit.FAULT


def printable(text: str | Path) -> str:
    """The text on one line: control, direction and undecodable characters become escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in str(text)
    )


def names(paths: Iterable[Path]) -> str:
    """File names for a sentence: “front.jpg + back.jpg”."""
    return " + ".join(printable(path) for path in paths)


def say(line: str) -> None:
    """One line of the answer, on stdout."""
    click.echo(printable(line))


def complain(line: str) -> None:
    """One sentence about what went wrong or is to be known besides, on stderr."""
    click.echo(printable(line), err=True)


def worst(codes: Iterable[int]) -> int:
    """The code to end with, of all inputs' codes; 0 where there were none."""
    seen = set(codes)
    return next((int(code) for code in WORST_FIRST if code in seen), int(Exit.RELEASED))


def attempt(action: Callable[[], T], subject: str, debug: bool = False) -> T | RedactorError:
    """The action's answer, or the error that ended it, so that the next input has its turn.

    ``subject``: the file names for the sentence.  Raises click.Abort where the person stopped
    the work, and everything unforeseen with ``debug``.
    """
    try:
        return action()
    except Cancelled as error:
        raise click.Abort from error
    except RedactorError as error:
        return error
    except Exception as error:
        if debug:
            raise
        return FaultError(
            f"{subject}: internal fault ({type(error).__name__}); "
            "run redactor doctor and report what it says."
        )
