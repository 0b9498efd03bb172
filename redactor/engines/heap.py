"""The C library's heap, told to stay small.

glibc gives every thread a heap of its own and keeps what was freed; with pictures of tens of
megabytes that made a quarter of all memory.  Elsewhere nothing happens.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

M_ARENA_MAX = -8
"""mallopt(3)"""


def one_heap() -> None:
    """All threads share one heap from here on."""
    _call("mallopt", M_ARENA_MAX, 1)


def give_back() -> None:
    """Hands free memory back to the system; takes a few milliseconds."""
    _call("malloc_trim", 0)


def _call(name: str, *arguments: int) -> None:
    function = _found(name)
    if function is not None:
        function(*arguments)


def _found(name: str) -> Callable[..., Any] | None:
    """A function of the C library, None where it has no such."""
    try:
        found: Callable[..., Any] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
    return found
