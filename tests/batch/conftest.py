"""Archives of fake documents, and the commands over them."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from redactor.batch.engines import Local
from redactor.batch.home import looked_at
from redactor.batch.nouns import Event, State
from redactor.batch.session import Wish
from redactor.cli import main
from redactor.errors import InputError
from redactor.pipeline import Settings
from tests.batch import fake_road

ROAD = "tests.batch.fake_road:make"
ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Archive:
    """A source and a target."""

    root: Path
    told: list[Event] = field(default_factory=list)

    @property
    def src(self) -> Path:
        return self.root / "src"

    @property
    def dst(self) -> Path:
        return self.root / "dst"

    def add(self, name: str, word: str = "plain", number: int = 0) -> Path:
        path = self.src / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(fake_road.picture(word, number))
        return path

    def fill(self, count: int, word: str = "plain") -> None:
        for number in range(count):
            self.add(f"{number % 3}/{word}-{number}.jpg", word, number)

    def wish(self, **more: Any) -> Wish:
        usual: dict[str, Any] = {"settings": Settings(), "page_seconds": 20.0, "road": ROAD}
        return Wish(str(self.src), str(self.dst), **{**usual, **more})

    def outputs(self) -> dict[str, bytes]:
        """All copies there are, by their names; a half-written file counts too."""
        return {
            path.relative_to(self.dst).as_posix(): path.read_bytes()
            for path in sorted(self.dst.rglob("*"))
            if path.is_file() and ".redactor" not in path.relative_to(self.dst).parts
        }

    def states(self) -> dict[str, str]:
        with looked_at(str(self.dst)) as ledger:
            return {item.name: item.state.value for item in ledger.items()}

    def items(self) -> dict[str, Any]:
        with looked_at(str(self.dst)) as ledger:
            return {item.name: item for item in ledger.items()}


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path)
    archive.src.mkdir()
    return archive


@pytest.fixture
def go(archive: Archive) -> Callable[..., Any]:
    """Runs a batch over the archive in this process; its workers are real processes."""
    from redactor.batch.session import session

    def run(**more: Any) -> Any:
        archive.told.clear()
        with session(archive.wish(**more), archive.told.append) as run:
            return run.go()

    return run


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Waits for what happens, however long a busy machine takes to it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def begun(archive: Archive) -> bool:
    """Whether a run over the archive has finished an input."""
    with contextlib.suppress(InputError), looked_at(str(archive.dst)) as ledger:
        return ledger.counts().done > 0
    return False


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Runs a command line in this process."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def run(*words: Any) -> Said:
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


def command(*words: Any) -> list[str]:
    """A command line as a process of its own."""
    return [sys.executable, "-m", "redactor", *map(str, words)]


def start(*words: Any, **more: Any) -> subprocess.Popen[str]:
    """Starts it from the checkout."""
    usual = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "cwd": ROOT}
    return subprocess.Popen(command(*words), **{**usual, **more})


__all__ = ["ROAD", "Archive", "Local", "Said", "State", "command", "start"]
