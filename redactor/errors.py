"""Errors a user can act on: one class each, with an exit code and parameters, no prose of the data.

``message`` holds one English sentence that names the file (never its contents), what is wrong
and what to do next; drivers may translate by ``code`` and ``parameters``.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes of the command line; a contract."""

    RELEASED = 0
    INPUT = 1
    USAGE = 2
    REVIEW = 3
    FAULT = 4


class RedactorError(Exception):
    """Base of all errors the program raises on purpose."""

    code = "error"
    exit = Exit.FAULT

    def __init__(self, message: str, **parameters: str | int | float) -> None:
        super().__init__(message)
        self.message = message
        self.parameters = parameters


class InputError(RedactorError):
    """Something about the given file; nothing was written."""

    code = "input"
    exit = Exit.INPUT


class NotFoundError(InputError):
    code = "not-found"


class IsDirectoryInputError(InputError):
    code = "is-directory"


class PermissionInputError(InputError):
    code = "no-permission"


class EmptyFileError(InputError):
    code = "empty"


class UnsupportedTypeError(InputError):
    code = "unsupported-type"


class DamagedFileError(InputError):
    code = "damaged"


class EncryptedFileError(InputError):
    code = "encrypted"


class TooLargeError(InputError):
    """A limit was passed; ``parameters`` name it: limit (str), maximum, actual."""

    code = "too-large"


class ChangedError(InputError):
    """A file is not the one that was read before."""

    code = "changed"


class OutputError(InputError):
    """The copy cannot be put where it was asked for; nothing was left there."""

    code = "output"


class OutputExistsError(OutputError):
    code = "output-exists"


class OutputIsInputError(OutputError):
    code = "output-is-input"


class OutputWriteError(OutputError):
    """Disk full, folder missing or read-only."""

    code = "output-write"


class UsageError(RedactorError):
    """The words of the command do not fit together."""

    code = "usage"
    exit = Exit.USAGE


class EngineError(RedactorError):
    """A reader's engine or model is missing, damaged, crashed or hung."""

    code = "engine"
    exit = Exit.FAULT


class ModelChecksumError(EngineError):
    code = "model-checksum"


class WorkerError(EngineError):
    """A worker process crashed, overstayed or took too much memory; its one job is lost."""

    code = "worker"


class Cancelled(RedactorError):
    """The driver asked to stop between two stages."""

    code = "cancelled"
