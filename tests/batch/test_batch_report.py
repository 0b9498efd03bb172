"""The record of a batch, as a person and an auditor read it."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redactor.batch.charts import Bar, bars, line
from redactor.batch.home import home
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import Found, Result, State
from redactor.batch.report import report
from redactor.cli.report_words import TEXTS, ReportWords
from tests.batch.conftest import Archive

Say = Callable[..., Any]
EVIL = "<script>alert(1)</script>=.jpg"


@pytest.fixture
def recorded(archive: Archive) -> Archive:
    """A batch of four inputs with a real picture as the one released copy."""
    from PIL import Image

    from redactor.batch import keys

    archive.dst.mkdir()
    own = home(str(archive.dst))
    own.mkdir()
    copy = archive.dst / "a.safe.png"
    Image.fromarray(np.full((60, 90, 3), 200, np.uint8)).save(copy)
    times = iter(float(1_760_000_000 + 60 * n) for n in range(200))
    with Ledger(own / "ledger.sqlite", clock=lambda: next(times)) as ledger:
        ledger.note("source", str(archive.src))
        ledger.note("target", str(archive.dst))
        run = ledger.begin("s", {"profile": "safe-copy", "hide": []}, {"redactor": "1"}, "local")
        names = ("a.png", EVIL, "=cmd.jpg", "d.txt", "e.png")
        ledger.enrol([Found(name, 1, "stamp") for name in names], "s", run)
        ledger.claim(4)
        ledger.settle(
            Result(
                "a.png",
                State.RELEASED,
                content="c",
                output="a.safe.png",
                output_hash=keys.of_file(copy),
                pages=1,
                models=("nl-id-2021-front",),
                seconds=1.0,
            )
        )
        held = Result(EVIL, State.HELD, ("face-visible", "brand<new"), pages=1, models=("unknown",))
        ledger.settle(held)
        ledger.settle(Result("=cmd.jpg", State.FAILED, ("damaged",)))
        ledger.settle(Result("d.txt", State.SKIPPED, ("unsupported-type",)))
    return archive


def test_the_page_stands_alone_and_tells_what_became_of_all(recorded: Archive) -> None:
    written = report(str(recorded.dst), ReportWords("en"))
    page = written.html.read_text()
    assert "<script" not in page
    assert "http" not in re.sub(r'http-equiv="Content-Security-Policy"', "", page)
    assert "default-src 'none'" in page
    for text in (
        "nl-id-2021-front",
        "a face can still be seen",
        "brand&lt;new",
        "damaged",
        "safe-",
    ):
        assert text in page
    assert page.count("data:image/jpeg;base64,") == 1
    assert 'class="curve"' in page
    assert "<b>1</b>queued" in page


def test_the_page_speaks_dutch(recorded: Archive) -> None:
    page = report(str(recorded.dst), ReportWords("nl")).html.read_text()
    assert '<html lang="nl">' in page
    assert "vastgehouden" in page


def test_a_copy_that_is_not_the_recorded_one_is_not_shown(recorded: Archive) -> None:
    from PIL import Image

    Image.fromarray(np.zeros((60, 90, 3), np.uint8)).save(recorded.dst / "a.safe.png")
    page = report(str(recorded.dst), ReportWords("en")).html.read_text()
    assert "data:image" not in page
    (recorded.dst / "a.safe.png").unlink()
    assert "data:image" not in report(str(recorded.dst), ReportWords("en")).html.read_text()


def test_the_table_has_every_input_and_no_formula(recorded: Archive) -> None:
    with report(str(recorded.dst), ReportWords("en")).csv.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["state"] for row in rows] == ["released", "held", "failed", "skipped", "queued"]
    assert rows[0]["copy"] == "a.safe.png"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", rows[0]["ended"])
    assert rows[1]["reasons"] == "face-visible brand<new"
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_an_empty_batch_and_broken_clocks_have_a_report_too(archive: Archive) -> None:
    archive.dst.mkdir()
    home(str(archive.dst)).mkdir()
    with Ledger(home(str(archive.dst)) / "ledger.sqlite", clock=lambda: 1e300) as ledger:
        ledger.note("target", str(archive.dst))
        ledger.begin("s", {}, {}, "local")
    page = report(str(archive.dst), ReportWords("en")).html.read_text()
    assert "<b>0</b>released" in page


def test_many_are_named_up_to_a_bound(
    archive: Archive, go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redactor.batch.report.LISTED", 2)
    for number in range(5):
        archive.add(f"{number}.jpg", "held", number)
    go()
    page = report(str(archive.dst), ReportWords("en")).html.read_text()
    assert "More in the table: 3" in page


def test_the_command_says_where_they_are(recorded: Archive, say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    said = say("report", recorded.dst, "-o", folder)
    assert said.code == 0
    assert str(folder / "report.html") in said.out
    assert (folder / "report.csv").exists()
    assert say("report", tmp_path / "none").code == 1


def test_charts_of_nothing_are_nothing() -> None:
    assert bars([], "x") == ""
    assert bars([Bar("a", ((0, "held"),))], "x") == ""
    assert line([1.0], "x", "", "") == ""
    assert line([0.0, 0.0], "x", "", "") == ""
    assert "…" in bars([Bar("a" * 50, ((1, "held"),))], "x")


def test_whole_sentences_stand_over_their_bars() -> None:
    """Before them there is no room to read a reason to its end."""
    sentence = "not found what such a document should carry [portrait, number]"
    drawn = bars([Bar(sentence, ((2, "held"),)), Bar("b", ((1, "held"),))], "x", above=True)
    assert "…" not in drawn
    labels = [float(y) for y in re.findall(r'class="l" x="0" y="([\d.]+)"', drawn)]
    tops = [float(y) for y in re.findall(r'<rect class="held" x="0.0" y="([\d.]+)"', drawn)]
    assert labels[0] < tops[0] < labels[1] < tops[1]


def test_every_text_speaks_both_languages() -> None:
    assert all(all(both) for both in TEXTS.values())
