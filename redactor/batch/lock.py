"""One batch at a time works on a target; the second is told who the first one is."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redactor.errors import OutputWriteError, RedactorError


class BusyError(RedactorError):
    """Another process works on the target."""

    code = "busy"
    exit = RedactorError.exit.INPUT


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the folder's lock; the system lets go of it when this process ends, however it ends.

    Raises BusyError, OutputWriteError.
    """
    import fcntl

    path = folder / "lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise OutputWriteError(
            f"{path}: cannot be written ({error.strerror}); see that you may write there.",
            name=path.name,
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy(folder, os.read(handle, 4096)) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(_me()).encode(), 0)
        yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def holder(folder: Path) -> dict[str, object] | None:
    """Who holds the folder's lock (pid, host, since), None where nobody does."""
    import fcntl

    try:
        handle = os.open(folder / "lock", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return _told(os.read(handle, 4096))
    finally:
        os.close(handle)
    return None


def _me() -> dict[str, object]:
    since = time.strftime("%Y-%m-%d %H:%M:%S")
    return {"pid": os.getpid(), "host": platform.node(), "since": since}


def _told(data: bytes) -> dict[str, object]:
    try:
        told = json.loads(data)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _busy(folder: Path, data: bytes) -> BusyError:
    told = _told(data)
    pid, host = str(told.get("pid", "?")), str(told.get("host", "?"))
    return BusyError(
        f"{folder.parent}: process {pid} on {host} has been working on this target since "
        f"{told.get('since', '?')}; wait for it, stop it, or choose another target.",
        pid=pid,
        host=host,
    )
