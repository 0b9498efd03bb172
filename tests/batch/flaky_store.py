"""A store that fails every few requests, in whatever process asks it: fsspec's ``flaky://``.

It lies in a folder ``store``.  While a file ``down`` lies beside that, nothing is answered.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from tests.batch import fake_road

SCHEME = "flaky"
EVERY = 9
"""A copy is written in fewer requests: what fails once is done at the second try."""
ASKED = ("info", "cat_file", "pipe_file", "exists", "rm_file", "mv", "makedirs")
make = fake_road.make
"""The road of workers that are to know the store."""


class FlakyStore(LocalFileSystem):
    """Files in a folder; ``store`` in an address names it: flaky:///folder/store/…"""

    protocol = SCHEME

    @classmethod
    def _strip_protocol(cls, path: Any) -> str:
        text: str = super()._strip_protocol(str(path).replace(f"{SCHEME}://", "", 1))
        return text


_requests = itertools.count(1)


def _asked(path: str) -> None:
    """Raises OSError for every ninth request of this process, and for all while it is down."""
    root = Path(path.partition("/store")[0])
    if next(_requests) % EVERY == 0 or (root / "down").exists():
        raise OSError("503 Slow Down")


def _stuttering(name: str) -> Any:
    def call(self: FlakyStore, path: Any, *words: Any, **more: Any) -> Any:
        if isinstance(path, str):  # an entry of a folder's listing is no request
            _asked(path)
        return getattr(LocalFileSystem, name)(self, path, *words, **more)

    return call


for _name in ASKED:
    setattr(FlakyStore, _name, _stuttering(_name))
fsspec.register_implementation(SCHEME, FlakyStore, clobber=True)
