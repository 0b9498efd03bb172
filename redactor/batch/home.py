"""A batch's own folder: ledger, lock, list of held inputs, reports; and what it is opened with."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redactor.batch.ledger import Ledger
from redactor.batch.lock import locked
from redactor.batch.places import OWN, Folder
from redactor.errors import NotFoundError, OutputWriteError, UsageError

LEDGER = "ledger.sqlite"


def home(target: str) -> Path:
    """Where the batch of a target keeps its own: in a folder, or beside the user's other state.

    A database cannot live in an object store, and must have one owner.
    """
    if "://" not in target:
        return Path(os.path.realpath(target)) / OWN
    from platformdirs import user_state_path

    mark = hashlib.sha256(target.rstrip("/").encode()).hexdigest()[:16]
    return user_state_path("redactor") / "batch" / mark


@contextmanager
def opened(source: str, target: str, *, resume: bool, shared: bool = False) -> Iterator[Ledger]:
    """The ledger of a target, alone on it; made where there is none yet.

    ``resume``: there may be one already.  ``shared``: the target may hold other files.
    Raises UsageError, BusyError, OutputWriteError.
    """
    check(source, target)
    own = home(target)
    known = (own / LEDGER).exists()
    if known and not resume:
        raise UsageError(
            f"{target}: a batch was begun here; go on with it by --resume, or choose another "
            "target."
        )
    if not known and not shared:
        _check_empty(target)
    try:
        own.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputWriteError(
            f"{target}: cannot be written ({error.strerror}); choose another target.",
            name=Path(target).name,
        ) from error
    with locked(own), Ledger(own / LEDGER) as ledger:
        noted = ledger.meta("source")
        if noted is None:
            ledger.note("source", _plain(source))
            ledger.note("target", _plain(target))
        elif noted != _plain(source):
            raise UsageError(
                f"{target}: this batch is of {noted}, not of {source}; name that source, or choose "
                "another target."
            )
        yield ledger


def looked_at(target: str) -> Ledger:
    """The ledger of a target, for looking on.  Raises NotFoundError where there is none."""
    path = home(target) / LEDGER
    if not path.exists():
        raise NotFoundError(f"{target}: there is no batch here; check the name.", name=target)
    return Ledger(path, readonly=True)


def noted(target: str, key: str) -> str | None:
    """What a batch that was begun before noted; None where there is none."""
    if not (home(target) / LEDGER).exists():
        return None
    with looked_at(target) as ledger:
        return ledger.meta(key)


def check(source: str, target: str) -> None:
    """Raises UsageError where source and target lie in each other, NotFoundError without source."""
    if "://" not in source and not Path(source).is_dir():
        raise NotFoundError(f"{source}: there is no such folder; check the name.", name=source)
    one, other = _plain(source), _plain(target)
    if "://" in one or "://" in other:
        apart = not (f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/"))
    else:
        apart = not (Path(one).is_relative_to(other) or Path(other).is_relative_to(one))
    if not apart:
        raise UsageError(
            f"{source} and {target} lie in each other; a source is never written: choose a target "
            "outside it."
        )


def _plain(url: str) -> str:
    return url.rstrip("/") if "://" in url else Folder(Path(url)).url


def _check_empty(target: str) -> None:
    """A target that holds other files is a mistake more often than not."""
    if "://" in target or not Path(target).exists():
        return
    if not Path(target).is_dir():
        raise UsageError(f"{target} is a file; name a folder.")
    if any(Path(target).iterdir()):
        raise UsageError(
            f"{target}: this folder holds files that are not of a batch; choose an empty one."
        )
