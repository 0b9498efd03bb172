"""Hit-testing, snapping and what edits make of a page: plain functions, no window."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.gui import hits, marks
from redactor.gui.marks import from_plan, to_plan
from redactor.model import Doubt, Kind, Quad
from tests.gui.fakes import SIZE, SOFT, plan

numbers = st.floats(1, 400, allow_nan=False)


def test_a_plan_goes_through_the_window_unchanged():
    for profile in ("safe-copy", "strict", "watermark-only"):
        proposed = plan(profile, (SOFT,))
        back = to_plan(from_plan(proposed))
        assert back.doubts == proposed.doubts
        assert back.decisions == proposed.decisions
        assert set(back.covers) == set(proposed.covers)


def test_covers_without_a_finding_are_kept():
    from dataclasses import replace

    from redactor.model import Cover

    extra = Cover(Quad.rect(10, 10, 40, 20), Kind.PORTRAIT)
    proposed = replace(plan(), covers=(*plan().covers, extra))
    state = from_plan(proposed)
    assert extra in to_plan(state).covers
    assert any(mark.finding is None for mark in state.marks)


def test_hiding_and_showing_again_keeps_every_other_cover():
    state = from_plan(plan())
    hidden = marks.toggled(state, 2, SIZE)
    assert hidden.hidden(2)
    assert set(state.marks) < set(hidden.marks)
    assert set(marks.toggled(hidden, 2, SIZE).marks) == set(state.marks)


def test_a_hidden_finding_s_cover_spares_its_neighbours():
    state = marks.toggled(from_plan(plan("watermark-only")), 2, SIZE)
    cover = state.marks[0].quad
    kept = [f.quad for n, f in enumerate(state.findings) if n != 2]
    assert all(not cover.contains(quad.centre) for quad in kept)
    assert all(cover.contains(point) for point in state.findings[2].quad.points)


def test_another_proposal_asks_only_what_was_not_answered():
    before = marks.answered(from_plan(plan("safe-copy", (SOFT,))), SOFT)
    new = Doubt("low-confidence", "signature", Quad.rect(1, 1, 5, 5))
    after = marks.reproposed(before, plan("strict", (SOFT, new)))
    assert after.doubts == (new,)


def test_the_smallest_cover_under_a_point_is_meant():
    state = marks.added(from_plan(plan("watermark-only")), Quad.rect(0, 0, 500, 400))
    state = marks.added(state, Quad.rect(50, 50, 40, 40))
    assert hits.mark_at(state, (60, 60)) == state.marks[1].key
    assert hits.mark_at(state, (300, 300)) == state.marks[0].key
    assert hits.mark_at(state, (700, 450)) is None


@given(
    numbers, numbers, numbers, numbers, st.integers(0, 7), st.floats(-50, 50), st.floats(-50, 50)
)
def test_resizing_moves_only_the_side_that_was_taken(x, y, w, h, handle, dx, dy):
    quad = Quad.rect(x, y, w + 10, h + 10)
    after = hits.resized(quad, handle, dx, dy, 4)
    along, across = hits.HANDLES[handle]
    left, right = quad.points[0][0], quad.points[1][0]
    if along != -1:
        assert after.points[0][0] == pytest.approx(left)
    if along != 1:
        assert after.points[1][0] == pytest.approx(right)
    if across != -1:
        assert after.points[0][1] == pytest.approx(quad.points[0][1])
    assert after.width >= 4 - 1e-6
    assert after.height >= 4 - 1e-6


def test_a_slanted_cover_is_resized_along_its_own_sides():
    quad = Quad(((100, 100), (200, 150), (180, 190), (80, 140)))
    after = hits.resized(quad, 3, 20, 10, 4)
    assert after.points[0] == quad.points[0]
    assert after.points[3] == quad.points[3]
    assert after.angle == pytest.approx(quad.angle, abs=0.02)
    assert after.width > quad.width + 20


@given(numbers, numbers, numbers, numbers)
def test_a_drawn_rectangle_stays_on_its_page(a, b, c, d):
    left, top, right, bottom = hits.between((a - 200, b - 200), (c * 3, d * 3), SIZE).bounds
    assert 0 <= left <= right <= SIZE[0]
    assert 0 <= top <= bottom <= SIZE[1]


def test_drawing_over_several_texts_covers_them_all():
    found = [Quad.rect(10, 10, 100, 20), Quad.rect(10, 40, 120, 20), Quad.rect(400, 10, 100, 20)]
    cover = hits.snapped(Quad.rect(5, 5, 80, 60), found)
    assert all(cover.contains(point) for quad in found[:2] for point in quad.points)
    assert not cover.contains(found[2].centre)


def test_drawing_beside_all_text_stays_as_drawn():
    drawn = Quad.rect(200, 200, 50, 50)
    assert hits.snapped(drawn, [Quad.rect(10, 10, 100, 20)]) == drawn


def test_handles_are_taken_within_reach_only():
    quad = Quad.rect(100, 100, 100, 50)
    assert hits.handle_at(quad, (203, 124), 8) == 3
    assert hits.handle_at(quad, (150, 125), 8) is None
