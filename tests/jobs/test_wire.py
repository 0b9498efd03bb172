"""What a worker says may come from a file it should not have believed."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redactor.errors import TooLargeError
from redactor.jobs.wire import Answer, packed, unpacked
from redactor.model import Cover, Doubt, Kind, Plan, Quad
from redactor.pipeline import Settings


class Evil:
    def __reduce__(self) -> tuple[Any, ...]:
        return eval, ("1+1",)


class Sly:
    """A function of our own is no value either."""

    def __reduce__(self) -> tuple[Any, ...]:
        from redactor.export import write

        return write, (b"", Path("x"))


@pytest.mark.parametrize("bad", [Evil(), Sly(), print, np.load, Path.unlink])
def test_nothing_but_data_is_built(bad: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        unpacked(pickle.dumps(Answer(bad)))


def test_errors_cross_whatever_a_library_made_of_pickling(monkeypatch: pytest.MonkeyPatch) -> None:
    import copyreg

    monkeypatch.setitem(
        copyreg.dispatch_table, TooLargeError, lambda error: (eval, (repr(error.message),))
    )
    error = unpacked(packed(Answer(TooLargeError("too large", maximum=3)))).value
    assert (type(error), error.parameters) == (TooLargeError, {"maximum": 3})


def test_words_cross_whatever_a_python_made_of_pickling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python 3.11.0 to 3.11.3 have an enum look itself up with ``getattr``, which is refused."""
    monkeypatch.setattr(
        Kind, "__reduce_ex__", lambda kind, protocol: (getattr, (Kind, kind.name)), raising=False
    )
    assert unpacked(packed(Answer((Kind.BSN, Kind.PORTRAIT)))).value == (Kind.BSN, Kind.PORTRAIT)


def test_plans_settings_pixels_and_errors_cross_whole() -> None:
    plan = Plan(
        "safe-copy", (), (Cover(Quad.rect(1, 2, 3, 4), Kind.BSN),), (Doubt("zone-not-read"),)
    )
    settings = Settings(hide=frozenset({Kind.SIGNATURE}), watermark="KOPIE")
    pixels = np.arange(60, dtype=np.uint8).reshape(4, 5, 3)
    for value in (plan, settings, Path("a") / "b"):
        assert unpacked(packed(Answer(value))).value == value
    assert np.array_equal(unpacked(packed(Answer(pixels))).value, pixels)
    error = unpacked(packed(Answer(TooLargeError("too large", maximum=3)))).value
    assert isinstance(error, TooLargeError)
    assert (error.message, error.parameters) == ("too large", {"maximum": 3})
