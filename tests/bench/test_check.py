"""The committed baseline notices what got worse."""

from dataclasses import replace

from tests.bench.board_tables import Result, summary
from tests.bench.check import Baseline, worse

NAMES = [f"{at:04d}:x-id-back:phone:{at}" for at in range(20)]
GOOD = Baseline(1, "same", dict.fromkeys(NAMES, "clean"))


def but(base, **states):
    """A baseline with the first so many cases in another state."""
    changed = dict(base.cases)
    names = iter(NAMES)
    for state, count in states.items():
        changed |= {next(names): state for _ in range(count)}
    return replace(base, cases=changed)


def test_the_same_result_passes():
    assert worse(GOOD, GOOD) == []
    assert worse(but(GOOD, leak=2, held=3), but(GOOD, leak=2, held=3)) == []


def test_one_new_leak_fails_and_is_named():
    (words,) = worse(GOOD, but(GOOD, leak=1))
    assert words.startswith("leak")
    assert NAMES[0] in words


def test_a_leak_elsewhere_is_new_though_their_number_is_the_same():
    moved = but(GOOD, clean=1, leak=1)
    assert worse(but(GOOD, leak=1), moved)


def test_other_fonts_draw_other_pictures_so_numbers_count():
    moved = replace(but(GOOD, clean=1, leak=1), supply="other")
    assert worse(but(GOOD, leak=1), moved) == []
    assert worse(GOOD, moved)


def test_holds_and_harms_have_a_small_margin():
    assert worse(GOOD, but(GOOD, held=2, harmed=1)) == []
    assert [word.split(":")[0] for word in worse(GOOD, but(GOOD, held=3, harmed=2))] == [
        "held",
        "harmed",
    ]


def test_what_is_no_document_may_be_held():
    names = {name.replace("phone", "blank"): "clean" for name in NAMES}
    before = Baseline(1, "same", names)
    assert worse(before, replace(before, cases=dict.fromkeys(names, "held"))) == []


def test_other_cases_are_no_proof():
    assert worse(GOOD, Baseline(1, "same", {"0000:other:phone:1": "clean"}))


def test_a_baseline_is_kept_whole(tmp_path):
    path = tmp_path / "baseline.json"
    but(GOOD, leak=1).save(path)
    assert Baseline.load(path) == but(GOOD, leak=1)


def test_tables_count_by_class():
    results = [
        Result("0:x:phone:1", "x", "phone", "good", True),
        Result("1:x:fax:1", "x", "fax", "hard", False, held=("face-visible",)),
        Result("2:x:hand:1", "x", "hand", "hard", True, leaked=("x:bsn:3",)),
    ]
    text = summary(results)
    assert "| good captures | 1 | 1 | 0 | 0 of 1 (0.0 %)" in text
    assert "| hard captures | 2 | 1 | 1 | 1 of 2 (50.0 %)" in text
    assert "| face-visible | 1 |" in text
