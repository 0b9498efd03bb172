"""The bench of batches counts right: what it makes, and what it reads out of a log."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from redactor.errors import InputError
from redactor.intake import open_bytes
from redactor.samples import draw
from tests.bench import batch_archive
from tests.bench.batch import cost
from tests.bench.batch_archive import BREAKS, Entry, entries, fill, kind_of
from tests.bench.batch_run import told
from tests.bench.shots import Sheet, Shot


def test_the_archive_is_mixed_evenly() -> None:
    rows = entries(1000)
    assert Counter(row.kind for row in rows)["broken"] == 30
    first, last = (Counter(row.kind for row in part) for part in (rows[:100], rows[-100:]))
    assert first["broken"] == last["broken"] == 3
    assert all(abs(first[kind] - last[kind]) <= 3 for kind in first)
    assert Counter(row.kind for row in entries(12))["broken"] == 1
    assert kind_of(f"{Entry(7, 'pages', 1).stem(5)}.pdf") == "pages"


@pytest.mark.parametrize("form", ["png", "jpg", "pdf", "fax"])
def test_the_same_picture_again_has_other_bytes(form: str) -> None:
    made = Shot((Sheet(draw("nl-id-2021-back", 3, px_per_mm=6.0)),), form, 50, dpi=(204, 196))
    again = [made, *(batch_archive._dusty(made, number) for number in range(1, 9))]
    assert len({batch_archive._bytes(one) for one in again}) == 9
    before, after = made.pages[0].drawn.pixels, again[-1].pages[0].drawn.pixels
    assert (before != after).any(axis=2).sum() <= batch_archive.SPECK**2


@pytest.mark.parametrize("way", range(len(BREAKS)))
def test_broken_files_are_broken(way: int) -> None:
    _, data = BREAKS[way](np.random.default_rng(way))
    with pytest.raises(InputError):
        list(open_bytes(data, "file"))


def test_making_goes_on_where_it_was_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_archive, "TURN", ("broken",))
    assert not fill(tmp_path, 6, 1, 3, deadline=time.monotonic(), hands=1)
    # what a stopped hand was writing is hidden, and none of the archive
    made = [path for path in tmp_path.rglob("*-*") if not path.name.startswith(".")]
    there = {path: path.stat().st_mtime_ns for path in made}
    assert fill(tmp_path, 6, 1, 3, hands=1)
    assert {path: path.stat().st_mtime_ns for path in there} == there
    assert batch_archive.census(tmp_path)["broken"] == 6


def test_a_log_of_a_run_that_was_stopped_once(tmp_path: Path) -> None:
    """Ten outcomes, one a second, four seconds of loading before each half; memory doubles."""
    log, at = tmp_path / "log.jsonl", 0.0
    with log.open("w") as file:

        def note(event: str, **more: object) -> None:
            file.write(json.dumps({"event": event, "at": at, **more}) + "\n")

        for half in range(2):
            note("start", workers=1)
            at += 4
            for number in range(5):
                at += 1
                note("item", name=f"{half}{number}", state="released", seconds=1.0)
                weight = 100 if half == 0 else 200
                note("sample", mib={f"{half}": weight}, parent=40, cpu=number + 1.0, load=1.5)
        note("over", code=0)
    found = told(log)
    assert (found.files, found.seconds, found.cpu) == (10, 10.0, 10.0)
    assert (found.rate, found.load) == (1.0, 1.5)
    assert (found.peak, found.parent, found.processes, found.lost) == (200, 40, 2, 0)
    assert (found.first, found.last) == ((100, 100), (200, 200))
    assert replace(found, seconds=0.0).rate == 0.0


def test_what_many_pages_cost() -> None:
    told_so = cost(3.6, 1000)
    assert "1,000 pages a core-hour" in told_so
    assert "| 1 million | 1,000 | 20.00 € | 50.00 € |" in told_so
    assert "10 million pages on 200 cores take 50 hours" in told_so
