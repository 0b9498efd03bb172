"""A file's name as it may stand in a message or on a terminal."""

from __future__ import annotations

from pathlib import PurePath

MAX_SHOWN = 80


def shown_name(path: PurePath | str) -> str:
    """The last part of a path, with everything that could steer a terminal written as an escape.

    Control characters, direction marks, odd spaces and undecodable bytes become ``\\x1b``-like
    escapes; a name of more than 80 characters keeps its two ends.
    """
    name = PurePath(path).name or str(path)
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
    if len(safe) <= MAX_SHOWN:
        return safe
    half = MAX_SHOWN // 2
    return f"{safe[: half - 1]}…{safe[-half:]}"
