"""A temp folder for engines that insist on writing the picture to a file.

Mode 0700, memory-backed where the system has such a place, swept when its owner is done.  A
folder whose owner was killed is swept by the next one: the owner holds a lock on it that the
system lets go of when the process dies.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

PREFIX = "redactor-private-"
MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is private


class PrivateFolder:
    """A new private folder; ``sweep`` removes it with all it holds."""

    def __init__(self, parent: Path | None = None) -> None:
        """Raises OSError where no temp folder can be written."""
        place = parent or _place()
        sweep_orphans(place)
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        self._lock = _locked(self.path)

    def sweep(self) -> None:
        """Removes the folder; doing it again does no harm."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def sweep_orphans(place: Path) -> None:
    """Removes our own folders there whose owner is dead."""
    for folder in place.glob(PREFIX + "*"):
        try:
            mine = folder.stat().st_uid == os.getuid()
        except (OSError, AttributeError):  # gone meanwhile, or a system without owners
            continue
        lock = _locked(folder) if mine else None
        if lock is not None:
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def _place() -> Path:
    """Where private folders go: memory where it can be written, the usual temp folder else."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK | os.X_OK):
        return MEMORY
    return Path(tempfile.gettempdir())


def _locked(folder: Path) -> int | None:
    """An open lock on the folder, None where another holds it or locks are not to be had."""
    try:
        import fcntl

        lock = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    return lock
