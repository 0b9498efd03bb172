"""Marks made by hand fit the specimens, where those are there."""

import numpy as np
import pytest

from redactor.model import Kind
from tests.bench import specimen_captures
from tests.bench.board_cases import cases
from tests.bench.board_tables import Result, specimen_summary
from tests.bench.specimen_truth import specimens

KNOWN = {one.path.name: one for one in specimens()}
there = pytest.mark.skipif(not KNOWN, reason="the specimens are not on this machine")


@there
@pytest.mark.parametrize("name", [name for name, one in KNOWN.items() if one.number])
def test_cells_of_the_number_lie_on_ink(name):
    drawn = specimen_captures.drawn(KNOWN[name])
    for field in drawn.document.of(Kind.MRZ_BSN):
        for quad in field.chars:
            left, top, right, bottom = quad.bounds
            cell = drawn.pixels[top:bottom, left:right].mean(axis=2)
            assert np.ptp(cell) > 60


@there
def test_dutch_specimens_meet_every_capture():
    deck = list(cases(240, 1, "specimens"))
    dutch = {name for name, one in KNOWN.items() if one.dutch}
    for name in dutch:
        ways = {case.condition for case in deck if case.model == name}
        assert ways == set(specimen_captures.CAPTURES)
    assert len({case.model for case in deck}) == len(KNOWN)


def test_counts_of_portraits_and_numbers():
    both = ("main", "ghost")
    results = [
        Result("0:a:phone:1", "a", "phone", "good", True, portraits=both),
        Result(
            "1:Netherlands:phone:1",
            "Netherlands",
            "phone",
            "good",
            True,
            leaked=("Netherlands:portrait-ghost:0.10", "Netherlands:mrz-bsn:3:0.20"),
            portraits=both,
        ),
    ]
    text = specimen_summary(results)
    assert "| main portraits covered | 2 of 2 (100.0 %) |" in text
    assert "| ghost portraits covered | 1 of 2 (50.0 %) |" in text
    assert "| of these, citizen number open: released | 1 |" in text
