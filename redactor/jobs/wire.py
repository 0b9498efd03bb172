"""Messages between parent and worker, as pickles that can build nothing but our own data."""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from enum import Enum
from typing import Any

from redactor.errors import RedactorError

_OTHERS = {
    "builtins": {"set", "frozenset", "complex", "bytearray", "slice", "range"},
    "pathlib": {"PurePosixPath", "PosixPath", "PureWindowsPath", "WindowsPath", "Path"},
    "pathlib._local": {"PurePosixPath", "PosixPath", "PureWindowsPath", "WindowsPath", "Path"},
    "numpy": {"ndarray", "dtype"},
    "numpy._core.multiarray": {"_reconstruct", "scalar"},
    "numpy._core.numeric": {"_frombuffer"},
    "datetime": {"date", "datetime", "timedelta"},
}


@dataclass(frozen=True, slots=True)
class Stage:
    """The job in hand reached a stage."""

    name: str
    page: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The job in hand is done: its value, or a RedactorError."""

    value: Any


@dataclass(frozen=True, slots=True)
class Ready:
    """The engines are loaded."""


@dataclass(frozen=True, slots=True)
class Stop:
    """To the worker: the job in hand is no longer wanted."""


def packed(message: object) -> bytes:
    """A message's bytes."""
    out = io.BytesIO()
    _Plain(out, pickle.HIGHEST_PROTOCOL).dump(message)
    return out.getvalue()


def unpacked(data: bytes) -> Any:
    """The message in ``data``.

    Raises pickle.UnpicklingError where it would build anything but our own classes, arrays, paths
    and plain values: what a worker says may come from a file it should not have believed.
    """
    return _Careful(io.BytesIO(data)).load()


class _Plain(pickle.Pickler):
    """Packs our errors as class, sentence and parameters and our words as class and value, whatever
    a library or a Python has made of pickling.

    (Dask has exceptions carry their tracebacks, and the first releases of Python 3.11, Debian 12's
    among them, have enums look themselves up with ``getattr``; the other side would refuse both.)
    """

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return type(value), (value.value,)
        if isinstance(value, RedactorError):
            return type(value), value.args, vars(value)
        return NotImplemented


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name in _OTHERS.get(module, ()):
            return super().find_class(module, name)
        if module.startswith("redactor."):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
