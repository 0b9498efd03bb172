"""A real run tells nothing personal: not in its report, not on its streams, not in temp files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from redactor.engines import private
from tests.road import oracle, scenes


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """One run of the program as a person starts it: the folder, and all it said."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "tmp").mkdir()
    (folder / "home").mkdir()
    drawn = scenes.document("nl-passport-2014", 9101, "999999990")
    scenes.save(drawn.pixels, folder / "one.png")
    scenes.save(blank_page(), folder / "two.png")
    words = ["redact", "one.png", "two.png", "--report", "report.json", "--recipient", "Proef BV"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "redactor", *words],
        cwd=folder,
        env={
            **os.environ,
            "TMPDIR": str(folder / "tmp"),
            "HOME": str(folder / "home"),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 3, done.stderr
    return folder, done.stdout + done.stderr


def blank_page() -> np.ndarray:
    return np.full((300, 400, 3), 250, np.uint8)


def personal() -> list[str]:
    drawn = scenes.document("nl-passport-2014", 9101, "999999990")
    values = [f.text for f in drawn.document.fields if len(f.text) >= 5]
    holder = drawn.holder
    runs = oracle.Secrets.of(drawn).runs
    return [*values, holder.bsn, holder.surname, holder.document_number, *runs]


def test_the_report_holds_places_and_reasons_but_no_value(run: tuple[Path, str]) -> None:
    folder, _ = run
    told = (folder / "report.json").read_text()
    report = json.loads(told)
    text = json.dumps(list(strings(report)))
    for value in personal():
        assert value.casefold() not in text.casefold()
    findings = [f for row in report["copies"] for page in row["pages"] for f in page["findings"]]
    assert findings


def strings(value: object) -> list[str]:
    """All words of a JSON value; numbers are px and seconds."""
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in (str(k), *strings(v))]
    if isinstance(value, list):
        return [s for v in value for s in strings(v)]
    return [value] if isinstance(value, str) else []


def test_what_is_said_names_files_and_no_person(run: tuple[Path, str]) -> None:
    _, said = run
    assert "one.png" in said
    assert "two.png" in said
    for value in personal():
        assert value.casefold() not in said.casefold()


def test_only_the_copy_and_the_report_are_new(run: tuple[Path, str]) -> None:
    folder, _ = run
    left = sorted(p.name for p in folder.iterdir())
    assert left == ["home", "one.png", "one.safe.png", "report.json", "tmp", "two.png"]
    assert not [p for p in (folder / "tmp").rglob("*") if p.is_file()]
    if private.MEMORY.is_dir():
        owned = {p.name for p in private.MEMORY.glob(private.PREFIX + "*") if _orphan(p)}
        assert not owned


def _orphan(folder: Path) -> bool:
    """Whether nobody holds the folder any more."""
    lock = private._locked(folder)
    if lock is not None:
        os.close(lock)
    return lock is not None
