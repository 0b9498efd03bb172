"""The segments of a JPEG (ITU-T T.81 annex B, JFIF 1.02)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_SOI, _EOI, _SOS, _APP0, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xEE
_TABLES = frozenset({0xDB, 0xC4, 0xDD})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_NAMES = {0xFE: "COM", **{0xE0 + n: f"APP{n}" for n in range(16)}}
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The first marker after packed data that is no stuffed byte and no restart."""


def jpeg_extras(data: bytes) -> Iterator[str]:
    """Names of what is not on the whitelist.  Raises ValueError where the file is cut short."""
    at = 2
    if data[:2] != bytes((0xFF, _SOI)):
        raise ValueError("not a JPEG")
    while True:
        marker, at = _marker(data, at)
        if marker == _EOI:
            break
        if at + 2 > len(data):
            raise ValueError("the JPEG is cut short")
        (length,) = struct.unpack(">H", data[at : at + 2])
        body = data[at + 2 : at + length]
        if length < 2 or len(body) != length - 2:
            raise ValueError("the JPEG is cut short")
        if not _allowed(marker, body):
            yield _NAMES.get(marker, f"{marker:02X}")
        at += length
        if marker == _SOS:
            found = _MARKER.search(data, at)
            if found is None:
                raise ValueError("the JPEG is cut short")
            at = found.start()
    if at != len(data):
        yield "after-end"


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker at a place, and the place after it; fill bytes before it are skipped."""
    if data[at : at + 1] != b"\xff":
        raise ValueError("the JPEG is broken")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise ValueError("the JPEG is cut short")
    return data[at], at + 1


def _allowed(marker: int, body: bytes) -> bool:
    if marker in _TABLES or marker in _FRAMES or marker == _SOS:
        return True
    if marker == _APP0:  # JFIF, without a thumbnail
        return body.startswith(b"JFIF\x00") and len(body) == 14 and body[12:] == b"\x00\x00"
    # Adobe's colour transform: needed to decode four-colour and some RGB pictures.
    return marker == _APP14 and body.startswith(b"Adobe") and len(body) == 12
