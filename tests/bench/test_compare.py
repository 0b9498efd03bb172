"""What counts for a tool when tools are compared."""

import sys

from redactor.model import Kind
from tests.bench.compare import Answer, Peer, score, summary
from tests.bench.shots import Sheet
from tests.bench.strangers import draw_stranger


def card():
    return draw_stranger("x-id-back", 4, px_per_mm=5)


def answer(lines=(), boxes=()):
    return Answer(tuple(lines), tuple(boxes), 0.5)


def hidden(drawn):
    return [f.quad.padded(2) for f in drawn.document.fields if f.kind in (Kind.BSN, Kind.MRZ_BSN)]


def test_all_places_of_the_number_must_go():
    drawn = card()
    boxes = hidden(drawn)
    whole = score("a", Sheet(drawn), answer(boxes=boxes))
    part = score("a", Sheet(drawn), answer(boxes=boxes[:1]))
    nothing = score("a", Sheet(drawn), answer())
    assert (whole.found, whole.gone) == (True, True)
    assert (part.found, part.gone) == (True, False)
    assert (nothing.found, nothing.gone) == (False, False)


def test_a_number_that_is_named_is_found_though_not_covered():
    drawn = card()
    row = score("a", Sheet(drawn), answer([f"I<NLD{drawn.holder.bsn}<<"]))
    assert (row.found, row.gone) == (True, False)


def test_a_zone_is_exact_or_not():
    drawn = card()
    lines = [field.text for field in drawn.document.of(Kind.MRZ)]
    assert score("a", Sheet(drawn), answer(lines)).zone
    assert not score("a", Sheet(drawn), answer([*lines[:2], lines[2].lower()])).zone


def test_portraits_count_one_by_one():
    drawn = draw_stranger("x-id-front", 4, px_per_mm=5)
    first = drawn.document.of(Kind.PORTRAIT)[0].quad
    row = score("a", Sheet(drawn), answer(boxes=[first]))
    assert sorted(row.portraits) == [False, True]
    assert (row.zone, row.gone) == (None, None)
    assert "| a | 0 of 0 | 0 of 0 | 0 of 0 | 1 of 2 (50.0 %) | 0.5 | 0 |" in summary([row])


def test_a_tool_that_does_not_start_is_an_error(tmp_path):
    peer = Peer(sys.executable, "no such tool")
    assert peer.ask(tmp_path)["error"] == "did not start"
