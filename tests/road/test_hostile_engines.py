"""An engine that crashes, sees nothing or answers nonsense never leads to a released copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any

import pytest

from redactor.engines.faces import Face
from redactor.engines.text import TextLine
from redactor.errors import EngineError
from redactor.model import Quad
from redactor.pipeline import Road, Settings
from tests.bench.scoring import mark
from tests.road import scenes

NOWHERE = Quad.rect(nan, nan, nan, nan)


def crash(*_: Any, **__: Any) -> Any:
    raise EngineError("The engine failed; run `redactor doctor`.")


def fault(*_: Any, **__: Any) -> Any:
    raise RuntimeError("a fault of somebody else's")


def nothing(*_: Any, **__: Any) -> Any:
    return ()


def mute(pixels: Any, quads: Any) -> Any:
    return tuple(TextLine(quad, "", 0.0, ()) for quad in quads)


def lost_lines(*_: Any, **__: Any) -> Any:
    return (NOWHERE,) * 3


def lost_faces(*_: Any, **__: Any) -> Any:
    return (Face(NOWHERE, nan, ()),)


def upside_down(*_: Any, **__: Any) -> Any:
    return (0.0, 0.0, 1.0, 0.0)


def forgetful(real: Callable[..., Any]) -> Callable[..., Any]:
    """A recogniser whose character places are no numbers."""

    def recognise(pixels: Any, quads: Any) -> Any:
        return tuple(
            replace(line, centres=tuple(nan for _ in line.centres)) for line in real(pixels, quads)
        )

    return recognise


CASES = [
    ("nl-id-2014-back", "text", "detect", crash),
    ("nl-id-2014-back", "text", "detect", fault),
    ("nl-id-2014-back", "text", "detect", nothing),
    ("nl-id-2014-back", "text", "detect", lost_lines),
    ("nl-id-2014-back", "text", "recognise", fault),
    ("nl-id-2014-back", "text", "recognise", mute),
    ("nl-id-2014-back", "text", "recognise", forgetful),
    ("nl-passport-2014", "faces", "detect", crash),
    ("nl-passport-2014", "faces", "detect", nothing),
    ("nl-passport-2014", "faces", "detect", lost_faces),
    ("nl-id-2021-back", "codes", "detect", fault),
    ("nl-id-2021-back", "codes", "detect", nothing),
    ("nl-id-2014-back", "orientation", "turns", crash),
]


@pytest.mark.parametrize(("model", "engine", "method", "answer"), CASES)
def test_never_released_and_nothing_written(
    model: str,
    engine: str,
    method: str,
    answer: Callable[..., Any],
    warm_road: Road,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    source = scenes.save(scenes.document(model, 9501, "123456782").pixels, tmp_path / "in.png")
    victim = getattr(warm_road._engines, engine)
    hostile = forgetful(getattr(victim, method)) if answer is forgetful else answer
    monkeypatch.setattr(victim, method, hostile)
    try:
        outcome = warm_road.redact([source], None, Settings(watermark=scenes.WATERMARK))
    except (EngineError, RuntimeError, ValueError):
        pass
    else:
        assert not outcome.released
        assert outcome.output is None
        assert outcome.verdict is not None
        assert outcome.verdict.doubts
    assert list(tmp_path.iterdir()) == [source]


def test_a_wrong_direction_reveals_nothing(
    warm_road: Road, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    drawn = scenes.document("nl-id-2014-back", 9501, "123456782")
    source = scenes.save(drawn.pixels, tmp_path / "in.png")
    monkeypatch.setattr(warm_road._engines.orientation, "turns", upside_down)
    outcome = warm_road.redact([source], None, Settings())
    found = mark(drawn, [cover.quad for cover in outcome.pages[0].plan.covers])
    assert found.leaked == () or not outcome.released


def test_only_the_second_look_fails(
    road: Road, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A copy nobody could check is held, however well the first look went."""
    source = scenes.save(
        scenes.document("nl-id-2014-back", 9102, "123456782").pixels, tmp_path / "in.png"
    )
    road.redact([source], tmp_path / "first.png", Settings())
    (tmp_path / "first.png").unlink()
    monkeypatch.setattr(road._engines.text, "detect", crash)
    outcome = road.redact([source], None, Settings())
    assert not outcome.released
    assert list(tmp_path.iterdir()) == [source]
