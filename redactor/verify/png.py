"""The chunks of a PNG (W3C PNG, third edition, §5)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

PNG_MARK = b"\x89PNG\r\n\x1a\n"
_ALLOWED = {b"IHDR": 13, b"PLTE": None, b"IDAT": None, b"IEND": 0, b"pHYs": 9, b"sRGB": 1}
"""Chunks a copy may have, with their length where it is fixed."""


def png_extras(data: bytes) -> Iterator[str]:
    """Names of what is not on the whitelist.  Raises ValueError where the file is cut short."""
    at = len(PNG_MARK)
    name = b""
    while name != b"IEND":
        if at + 12 > len(data):
            raise ValueError("the PNG is cut short")
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if name not in _ALLOWED:
            yield name.decode("ascii", "replace") if name.isalpha() else "chunk"
        elif _ALLOWED[name] not in (None, length):
            yield f"{name.decode('ascii')}-length"
        at += 12 + length
    if at != len(data):
        yield "after-end"
