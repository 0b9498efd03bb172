"""Names of copies: neutral ones that tell nothing of a person, and never one that is taken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from redactor.gui.i18n import translate


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a copy is to go: a file a person named, or a folder and the stem of a name in it."""

    folder: Path
    stem: str
    file: Path | None = None
    overwrite: bool = False
    """The person was asked by the file dialog and said that the file may be replaced."""
    make: bool = False
    """The folder is made where it is not there yet."""


def neutral_stem(day: datetime.date) -> str:
    """For instance “safe-copy-2026-11-24”, in the window's language."""
    word = translate("naming", "safe-copy")
    return f"{word}-{day.isoformat()}"


def stem_after(original: Path) -> str:
    """The original's name, marked as a copy."""
    return f"{original.stem}.safe"


def free(folder: Path, stem: str, suffix: str) -> Path:
    """The first name in the folder that nobody has: stem, stem-2, stem-3 …"""
    target = folder / f"{stem}{suffix}"
    number = 2
    while target.exists() or target.is_symlink():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target


def is_writable_folder(folder: Path) -> bool:
    """Whether a copy can be expected to find its place there."""
    import os

    return folder.is_dir() and os.access(folder, os.W_OK)
