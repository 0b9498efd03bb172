"""The desktop window: the only package where Qt may be imported, and only when a window opens."""

import sys


def main() -> int:
    """Entry point of ``redactor-gui``; the script exits with what it returns (2: wrong usage)."""
    sys.stderr.write("The window is not there yet; use the command line: redactor redact FILE.\n")
    return 2
