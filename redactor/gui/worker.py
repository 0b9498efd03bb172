"""The window's worker: one warm process that a crash or a hang costs one document."""

from __future__ import annotations

from redactor.jobs import Workers

PATIENCE_S = 90.0
"""Seconds one step of a page may take; the slowest honest one takes a few."""
MEMORY = 4 << 30
"""Bytes the worker may use; a hundred-megapixel page takes under half of it."""


def start_worker() -> Workers:
    """A worker that loads its engines at once, before the first document comes.

    It stands back for the window, which must answer while every core reads.
    """
    workers = Workers(1, timeout=PATIENCE_S, memory=MEMORY, polite=True)
    workers.start()
    return workers
