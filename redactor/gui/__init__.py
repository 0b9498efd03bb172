"""The desktop window: the only package where Qt may be imported, and only when a window opens."""

import multiprocessing
import sys


def main() -> int:
    """Entry point of ``redactor-gui``; the script exits with what it returns."""
    multiprocessing.freeze_support()
    from redactor.gui.app import run

    return run(sys.argv)
