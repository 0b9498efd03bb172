"""Hashes that tell inputs, outputs and settings apart."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from redactor.decide import hidden_kinds, profile
from redactor.pipeline import Settings

CHUNK = 1 << 20


def of_bytes(data: bytes) -> str:
    """SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def of_file(path: Path) -> str:
    """SHA-256 of a file, read bit by bit.  Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def of_settings(settings: Settings) -> str:
    """What changes a copy, as one hash.  The watermark's text names people: it goes in hashed.

    Raises RedactorError for an unknown profile.
    """
    kinds = hidden_kinds(profile(settings.profile), settings.hide, settings.keep)
    choices = {
        **described(settings),
        "kinds": sorted(kinds),
        "watermark": of_bytes((settings.watermark or "").encode()),
        "limits": asdict(settings.limits),
    }
    return of_bytes(json.dumps(choices, sort_keys=True).encode())


def described(settings: Settings) -> dict[str, object]:
    """The settings as a ledger may hold them: of the watermark only whether there is one."""
    return {
        "profile": settings.profile,
        "hide": sorted(settings.hide),
        "keep": sorted(settings.keep),
        "watermark": settings.watermark is not None,
        "crop": settings.crop,
        "format": None if settings.format is None else str(settings.format),
        "max_bytes": settings.max_bytes,
    }
