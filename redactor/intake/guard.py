"""The border around third-party decoders: whatever they throw leaves as one of our errors."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from redactor.errors import DamagedFileError, InputError, RedactorError, TooLargeError


@contextmanager
def untrusted(name: str) -> Iterator[None]:
    """Runs decoders on bytes nobody has checked.

    Raises DamagedFileError for anything they throw, TooLargeError where they ask for more memory
    than there is.  What they say is dropped (it may quote the file) and so are their warnings:
    a picture either opens or is refused.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except RedactorError:
        raise
    except Exception as error:
        raise _translated(error, name) from None


def damaged(name: str) -> DamagedFileError:
    """The error for a file that breaks off or contradicts itself."""
    return DamagedFileError(
        f"{name} is damaged or incomplete; copy or scan the document again.", name=name
    )


def _translated(error: Exception, name: str) -> InputError:
    from PIL.Image import DecompressionBombError

    if isinstance(error, MemoryError | DecompressionBombError):
        return TooLargeError(
            f"{name} needs more memory than there is to open it; "
            "scan or photograph the document again at a lower resolution.",
            name=name,
            limit="memory",
        )
    return damaged(name)
