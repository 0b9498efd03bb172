"""The command line: a driver that knows words and exit codes, and nothing of documents.

Only light modules may be imported here or at the top of a command's module: ``redactor --help``
answers before numpy or an engine is loaded.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import click

from redactor import __version__
from redactor.cli import console
from redactor.cli.cmd_batch import batch, status
from redactor.cli.cmd_doctor import doctor
from redactor.cli.cmd_inspect import inspect_
from redactor.cli.cmd_redact import redact
from redactor.cli.cmd_report import purge, report
from redactor.cli.cmd_samples import samples
from redactor.cli.cmd_verify import verify
from redactor.cli.cmd_watch import watch
from redactor.errors import Exit, RedactorError

INTERRUPTED = 130
"""What a shell expects of a command stopped with Ctrl-C."""

EXIT_CODES = """\b
Exit codes:
  0  released (or safe, or nothing to complain of)
  1  error in an input; nothing was written for it
  2  wrong usage
  3  needs review, or not safe
  4  internal fault
With several files a bad one never stops the others; the code is the worst: 4, 1, 3, 0."""


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="redactor", message="%(prog)s %(version)s")
def commands() -> None:
    """Makes a safe copy of an identity document, offline.

    The BSN and every portrait are blacked out, a watermark is burned in, everything else stays
    legible, and the finished copy is checked before it is released.
    """


for _command in (redact, inspect_, verify, batch, status, watch, report, purge, samples, doctor):
    commands.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line on ``arguments`` (default: those of the process).

    Returns the exit code; never raises, except with the hidden ``--debug``.
    """
    _forgive_narrow_terminals()
    try:
        answer = commands.main(
            args=None if arguments is None else list(arguments),
            prog_name="redactor",
            standalone_mode=False,
        )
    except click.ClickException as error:
        error.show()
        return int(Exit.USAGE)
    except click.Abort:
        console.complain("Stopped; nothing half-done was left.")
        return INTERRUPTED
    except RedactorError as error:
        console.complain(error.message)
        return int(error.exit)
    return answer if isinstance(answer, int) else 0


def _forgive_narrow_terminals() -> None:
    """A terminal without “→” gets an escape in its place, not a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
