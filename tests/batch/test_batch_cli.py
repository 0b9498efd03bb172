"""The words and exit codes of ``redactor batch`` and ``redactor status``."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redactor.cli import batch_words
from redactor.cli.batch_words import LINES, REASONS, STATES
from tests.batch.conftest import ROAD, ROOT, Archive, command

Say = Callable[..., Any]


def words(archive: Archive, *more: object) -> list[object]:
    return ["batch", archive.src, archive.dst, "--road", ROAD, "--workers", 1, *more]


@pytest.mark.parametrize(
    ("kinds", "code"),
    [
        (["plain"], 0),
        (["plain", "held"], 3),
        (["plain", "held", "damaged"], 1),
    ],
)
def test_exit_codes(archive: Archive, say: Say, kinds: list[str], code: int) -> None:
    for number, kind in enumerate(kinds):
        archive.add(f"{kind}.jpg", kind, number)
    said = say(*words(archive))
    assert said.code == code
    assert "1 released" in said.out
    again = say(*words(archive, "--resume"))
    assert again.code == code


def test_what_is_skipped_does_not_count_against_a_batch(archive: Archive, say: Say) -> None:
    archive.add("a.jpg")
    (archive.src / "letter.docx").write_bytes(b"PK")
    said = say(*words(archive))
    assert said.code == 0
    assert "1 × no picture and no PDF" in said.out


def test_reasons_are_told_in_words(archive: Archive, say: Say) -> None:
    archive.add("held.jpg", "held")
    archive.add("damaged.jpg", "damaged")
    said = say(*words(archive))
    assert "1 × a number that may be the citizen number can still be read" in said.out
    assert "1 × damaged" in said.out
    assert "list.json" in said.out
    asked = say("status", archive.dst, "--lang", "nl")
    assert asked.code == 0
    assert "1 vastgehouden" in asked.out
    assert "1 × beschadigd" in asked.out


def test_events_for_machines(archive: Archive, say: Say) -> None:
    archive.fill(2)
    archive.add("held.jpg", "held")
    said = say(*words(archive, "--json-lines"))
    events = said.events
    assert events[0]["event"] == "begin"
    assert events[-1]["event"] == "end"
    assert events[-1]["counts"]["released"] == 2
    items = {e["name"]: e for e in events if e["event"] == "item"}
    assert items["held.jpg"]["state"] == "held"
    assert items["held.jpg"]["reasons"] == ["number-visible"]
    asked = json.loads(say("status", archive.dst, "--json").out)
    assert asked["counts"]["held"] == 1
    assert asked["reasons"]["held"] == [{"reason": "number-visible", "count": 1}]
    assert asked["running"] is None


def test_a_dry_run_says_and_does_nothing(archive: Archive, say: Say) -> None:
    archive.fill(3)
    (archive.src / "notes.txt").write_text("no picture")
    said = say(*words(archive, "--dry-run"))
    assert said.code == 0
    assert "To do: 3 of 4 files" in said.out
    assert not archive.dst.exists()
    say(*words(archive, "--limit", 2))
    said = say(*words(archive, "--resume", "--dry-run"))
    assert "To do: 1 of 4 files" in said.out
    said = say(*words(archive, "--resume", "--dry-run", "--limit", 1, "--profile", "strict"))
    assert "To do: 1 of 4" in said.out


def test_going_on_another_day_makes_the_same_copies(
    archive: Archive, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The watermark's date is that of the day the batch was begun."""
    from redactor.batch.home import noted

    archive.fill(2)
    say(*words(archive, "--date", "2026-01-02"))
    assert noted(str(archive.dst), "date") == "2026-01-02"
    archive.add("new.jpg", number=9)
    said = say(*words(archive, "--resume", "--json-lines"))
    assert [e["name"] for e in said.events if e["event"] == "item"] == ["new.jpg"]
    said = say(*words(archive, "--resume", "--json-lines", "--date", "2026-01-03"))
    assert len([e for e in said.events if e["event"] == "item"]) == 3


@pytest.mark.parametrize(
    "more",
    [
        ("--scheduler", "tcp://x"),
        ("--dask-workers", 2),
        ("--engine", "dask"),
        ("--engine", "dask", "--scheduler", "tcp://x", "--dask-workers", 2),
        ("--no-watermark", "--recipient", "x"),
        ("--hide", "can", "--keep", "can"),
        ("--profile", "nonsense"),
        ("--workers", 0),
    ],
)
def test_options_that_do_not_fit(archive: Archive, say: Say, more: tuple[object, ...]) -> None:
    archive.fill(1)
    assert say(*words(archive, *more)).code == 2
    assert not archive.dst.exists()


def test_no_batch_no_status(say: Say, tmp_path: Path) -> None:
    said = say("status", tmp_path)
    assert said.code == 1
    assert "no batch" in said.err


def test_a_person_at_a_terminal_sees_a_bar(archive: Archive) -> None:
    archive.fill(4)
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        command(*words(archive, "--lang", "en")),
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "160"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    run.communicate(timeout=60)
    os.close(ours)
    assert run.returncode == 0
    assert b"4 released, 0 held" in seen


def test_every_line_speaks_both_languages() -> None:
    for table in (LINES, STATES, REASONS):
        assert all(all(both) for both in table.values())
    for code, (dutch, english) in LINES.items():
        fields = [set(__import__("re").findall(r"{(\w+)}", text)) for text in (dutch, english)]
        assert fields[0] == fields[1], code


def test_every_error_of_an_input_has_words() -> None:
    from redactor import errors

    codes = {
        kind.code
        for kind in vars(errors).values()
        if isinstance(kind, type)
        and issubclass(kind, errors.InputError)
        and not issubclass(kind, errors.OutputError)
    }
    assert codes <= set(REASONS)


def test_words_for_what_has_none() -> None:
    assert batch_words.reason("brand-new", "en") == "brand-new"
    assert "[" in batch_words.reason("expected-not-found:portrait", "en")
    assert batch_words.size(999) == "999 B"
    assert batch_words.size(1_500_000) == "1.5 MB"
    assert batch_words.duration(3723.4) == "1:02:03"


@pytest.mark.parametrize("page", ["batch", "cluster"])
def test_the_pages_name_commands_and_options_that_are_there(page: str) -> None:
    import re

    from redactor.cli import commands

    text = (ROOT / "docs" / f"{page}.md").read_text()
    lines = re.findall(
        r"redactor (batch|status|watch|report|purge|redact|inspect)\b([^`\n]*)", text
    )
    assert lines
    for name, rest in lines:
        options = {spelling for each in commands.commands[name].params for spelling in each.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= options, (name, rest)


def test_help_is_light() -> None:
    program = (
        "import sys; from redactor.cli import main; main(['batch', '--help']); "
        "print('LOADED', *(m for m in ('numpy', 'rich', 'dask') if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "LOADED"
