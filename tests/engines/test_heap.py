"""The heap's settings help where the C library has them and do no harm elsewhere."""

import ctypes
from typing import Any

import pytest

from redactor.engines import heap
from redactor.engines.text import TextEngine
from redactor.samples import draw


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


def test_an_engine_reads_the_same_after_a_rest() -> None:
    """Also one that nobody has asked anything yet may rest."""
    engine = TextEngine(1)
    engine.rest()
    picture = draw("nl-id-2014-back", seed=2, px_per_mm=10).pixels
    before = engine.detect(picture)
    engine.rest()
    assert engine.detect(picture) == before != ()
