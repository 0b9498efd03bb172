"""The same work on a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redactor.batch.engines import Engine
from redactor.errors import UsageError

if TYPE_CHECKING:
    from redactor.batch.session import Wish


def cluster(wish: Wish) -> Engine:
    """Raises UsageError."""
    raise UsageError(f"The engine {wish.engine} is not there yet.")
