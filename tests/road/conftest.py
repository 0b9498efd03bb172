"""The real road, with each picture read once for all tests that look at its copies."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import redactor.locate
import redactor.read
from redactor.engines import Engines
from redactor.model import Layout, Page
from redactor.pipeline import Outcome, Road, Settings

Memory = dict[tuple[str, str], Any]


@pytest.fixture(scope="session")
def memory() -> Memory:
    """What was read of which pixels."""
    return {}


@pytest.fixture
def road(warm_road: Road, memory: Memory, monkeypatch: pytest.MonkeyPatch) -> Road:
    """The warm road; the same pixels are located and read once in a run.

    Both are functions of the pixels alone and take most of the time; covering, encoding and the
    second look are done anew for every copy.
    """

    def once(stage: str, page: Page, work: Callable[[], Any]) -> Any:
        key = stage, hashlib.sha256(page.pixels.tobytes()).hexdigest() + str(page.pixels.shape)
        if key not in memory:
            memory[key] = work()
        return memory[key]

    def locate(page: Page, engines: Engines) -> Layout:
        layout: Layout = once("locate", page, lambda: redactor.locate.locate(page, engines))
        return layout

    def read(page: Page, layout: Layout, engines: Engines) -> Any:
        return once("read", page, lambda: redactor.read.read(page, layout, engines))

    monkeypatch.setattr("redactor.pipeline.road.locate", locate)
    monkeypatch.setattr("redactor.pipeline.road.read", read)
    return warm_road


@dataclass(frozen=True)
class Copy:
    """A copy the road made."""

    outcome: Outcome
    data: bytes


@pytest.fixture
def copy_of(road: Road, tmp_path: Path) -> Callable[..., Copy]:
    """Redacts files into an empty folder; fails where the copy is not released."""

    def make(inputs: Path | Sequence[Path], **wishes: Any) -> Copy:
        paths = [inputs] if isinstance(inputs, Path) else list(inputs)
        folder = tmp_path / "out"
        folder.mkdir(exist_ok=True)
        outcome = road.redact(paths, folder, Settings(**wishes))
        assert outcome.verdict is not None
        assert outcome.released, [(d.code, d.detail) for d in outcome.verdict.doubts]
        assert outcome.output is not None
        return Copy(outcome, outcome.output.read_bytes())

    return make
