"""A road without engines: it answers what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redactor.cli import main, roads
from redactor.errors import RedactorError
from redactor.model import (
    Action,
    Cover,
    Decision,
    Document,
    Doubt,
    Finding,
    Kind,
    Located,
    Page,
    Plan,
    Quad,
    Reason,
    Secret,
    Transform,
    Verdict,
)
from redactor.pipeline import Outcome, PageReading, PageRecord, Settings

BSN = "999999990"
NAME = "SPECIMEN"

Answer = Outcome | BaseException


@dataclass
class FakeRoad:
    """Answers by file name; an unknown file is released next to itself."""

    answers: dict[str, Answer] = field(default_factory=dict)
    pages: dict[str, list[PageReading | BaseException]] = field(default_factory=dict)
    verdicts: dict[str, Verdict | BaseException] = field(default_factory=dict)
    calls: list[tuple[tuple[Path, ...], Path | None, Settings]] = field(default_factory=list)
    opened: int = 0
    closed: int = 0
    broken: RedactorError | None = None

    def __enter__(self) -> FakeRoad:
        if self.broken is not None:
            raise self.broken
        self.opened += 1
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def redact(self, inputs: Sequence[Path], target: Path | None, settings: Settings) -> Outcome:
        self.calls.append((tuple(inputs), target, settings))
        answer = self.answers.get(inputs[0].name)
        if isinstance(answer, BaseException):
            raise answer
        return answer or outcome(inputs, released=True)

    def inspect(self, path: Path, settings: Settings) -> Iterator[PageReading]:
        for page in self.pages.get(path.name, [reading()]):
            if isinstance(page, BaseException):
                raise page
            yield page

    def hold(self, name: str, *codes: str) -> None:
        """This file's copy is held for these doubts."""
        doubts = tuple(Doubt(code) for code in codes)
        self.answers[name] = outcome([Path(name)], released=False, output=False, doubts=doubts)

    def accept(self, name: str, *codes: str) -> None:
        """This file's copy is written in spite of these doubts."""
        doubts = tuple(Doubt(code) for code in codes)
        self.answers[name] = outcome([Path(name)], released=False, doubts=doubts)

    def mirror(self, name: str, *, output: bool) -> None:
        """This file shows left and right changed over; its copy is written, or held."""
        made = outcome([Path(name)], released=output, output=output)
        pages = tuple(replace(page, mirrored=True) for page in made.pages)
        self.answers[name] = replace(made, pages=pages)

    def page(self, index: int = 0, *, empty: bool = False) -> PageReading:
        """A page with a citizen number, a surname and a portrait, or with nothing."""
        return empty_reading() if empty else reading(index)

    def verify(self, path: Path, settings: Settings) -> Verdict:
        answer = self.verdicts.get(path.name, Verdict((), ("bytes", "faces")))
        if isinstance(answer, BaseException):
            raise answer
        return answer


def findings() -> tuple[Finding, ...]:
    return (
        Finding(
            Kind.BSN,
            Quad.rect(40, 30, 60, 10),
            0.97,
            (Reason("label", "BSN"), Reason("checksum")),
            "number",
            Secret(BSN),
            0,
        ),
        Finding(
            Kind.SURNAME,
            Quad.rect(40, 50, 50, 10),
            0.8,
            (Reason("label"),),
            "text",
            Secret(NAME),
            0,
        ),
        Finding(Kind.PORTRAIT, Quad.rect(5, 20, 25, 30), 0.9, (Reason("face"),), "faces", None, 0),
    )


def plan() -> Plan:
    bsn, surname, portrait = findings()
    return Plan(
        "safe-copy",
        (
            Decision(bsn, Action.HIDE),
            Decision(surname, Action.KEEP),
            Decision(portrait, Action.HIDE),
        ),
        (Cover(bsn.quad.padded(2), Kind.BSN), Cover(portrait.quad.padded(2), Kind.PORTRAIT)),
    )


def document() -> Document:
    return Document(
        Quad.rect(0, 0, 120, 80),
        (120, 80),
        Transform.identity(),
        Located.OUTLINE,
        0.9,
        (85.6, 53.98),
        1.4,
        "nl-id-2014-back",
    )


def reading(index: int = 0) -> PageReading:
    pixels = np.full((80, 120, 3), 255, dtype=np.uint8)
    return PageReading(Page(pixels, index), (document(),), findings(), plan(), (("read", 0.5),))


def empty_reading() -> PageReading:
    pixels = np.full((80, 120, 3), 255, dtype=np.uint8)
    return PageReading(Page(pixels), (), (), Plan("safe-copy", (), ()), ())


def outcome(
    inputs: Sequence[Path],
    *,
    released: bool,
    output: bool = True,
    doubts: tuple[Doubt, ...] = (),
    error: RedactorError | None = None,
) -> Outcome:
    copy = inputs[0].with_suffix(".safe.png") if output else None
    page = PageRecord(0, 120, 80, (document(),), plan(), (("read", 0.25), ("read", 0.25)))
    return Outcome(
        tuple(inputs), copy, released, (page,), Verdict(doubts, ("bytes",), ("text:2",)), error
    )


@pytest.fixture
def road(monkeypatch: pytest.MonkeyPatch) -> FakeRoad:
    """The road that the commands get in this test."""
    fake = FakeRoad()
    monkeypatch.setattr(roads, "make_road", lambda progress: fake)
    return fake


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def say(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Runs a command line in an empty folder with an English locale."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*words: Any) -> Said:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run
