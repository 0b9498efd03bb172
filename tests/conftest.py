"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from redactor.engines import Engines
    from redactor.pipeline import Road


LONG = ("road", "batch", "read", "samples", "engines", "locate")
"""Folders whose files take longest: begun last, one of them would keep one process busy alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first; the order within a file stays."""
    items.sort(key=lambda item: (*LONG, item.path.parent.name).index(item.path.parent.name))


@pytest.fixture(scope="session")
def warm_road() -> Iterator[Road]:
    """One road for the whole run: its models load once, and only where a test asks for them."""
    from redactor.pipeline import Road

    with Road(threads=1) as road:
        yield road


@pytest.fixture(scope="session")
def engines(warm_road: Road) -> Engines:
    """The engines of that road."""
    return warm_road._engines
