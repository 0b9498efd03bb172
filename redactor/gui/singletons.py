"""Keeps Python 3.11 alive under PySide6 6.12.

Each ``Signal.emit`` of PySide6 6.12.0 gives back a reference to True that it never took, and
each queued None one to None.  From Python 3.12 on these objects do not count references; before
that the program ends in "bool_dealloc: deallocating True or False" after some hundred signals.
"""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 60
"""More references than a program gives back in its life."""


def protect() -> None:
    """Makes True, False and None as good as immortal, as Python 3.12 does by itself."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for one in (True, False, None):
        count = ctypes.c_ssize_t.from_address(id(one))
        if count.value < PLENTY:
            count.value += PLENTY
