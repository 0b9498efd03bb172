"""The heap's settings help where the C library has them and do no harm elsewhere."""

import ctypes
from typing import Any

import pytest

from redactor.engines import heap


def test_memory_is_handed_back() -> None:
    heap.one_heap()
    heap.give_back()


@pytest.mark.parametrize("error", [OSError, TypeError, AttributeError])
def test_another_c_library_is_left_alone(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> Any:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    heap.one_heap()
    heap.give_back()
