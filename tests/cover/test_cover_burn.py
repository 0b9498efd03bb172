"""Covers: solid inside, untouched outside, never a pixel too few."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.cover import burn
from redactor.model import Cover, Kind, Pixels, Quad

HEIGHT, WIDTH = 48, 64


def noise(height: int = HEIGHT, width: int = WIDTH) -> Pixels:
    """A page on which no pixel is black, so that a cover shows everywhere."""
    return np.random.default_rng(5).integers(1, 256, (height, width, 3), dtype=np.uint8)


def overlap_area(quad: Quad, column: int, row: int) -> float:
    """Area of a convex quad inside one pixel: clipped side by side (Sutherland-Hodgman)."""
    shape = [tuple(point) for point in quad.points]
    for axis, bound, keep_above in (
        (0, column, 1),
        (0, column + 1, 0),
        (1, row, 1),
        (1, row + 1, 0),
    ):
        clipped: list[tuple[float, ...]] = []
        for here, there in zip(shape, shape[1:] + shape[:1], strict=True):
            a, b = here[axis] - bound, there[axis] - bound
            inside = a >= 0 if keep_above else a <= 0
            if inside:
                clipped.append(here)
            if a * b < 0:
                share = a / (a - b)
                clipped.append(tuple(p + share * (q - p) for p, q in zip(here, there, strict=True)))
        shape = clipped
    return abs(
        sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(shape, shape[1:] + shape[:1], strict=True))
        / 2
    )


@st.composite
def rotated(draw: st.DrawFn) -> Quad:
    """A rectangle at any angle, on the page, over its edge or beside it."""
    middle = draw(st.tuples(st.floats(-20, WIDTH + 20), st.floats(-20, HEIGHT + 20)))
    half = np.array([draw(st.floats(0.3, 30)), draw(st.floats(0.3, 30))])
    angle = draw(st.floats(-np.pi, np.pi))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    return Quad.of((signs * half) @ turn.T + np.array(middle))


@settings(max_examples=40, deadline=None)
@given(quad=rotated())
def test_every_touched_pixel_is_filled_and_no_other_changes(quad: Quad) -> None:
    page = noise()
    covered = burn(page, [quad])
    changed = (covered != page).any(axis=2)
    area = np.array([[overlap_area(quad, x, y) for x in range(WIDTH)] for y in range(HEIGHT)])
    assert changed[area > 1e-7].all()
    assert not changed[area == 0].any()
    assert (covered[changed] == 0).all()


@settings(max_examples=30, deadline=None)
@given(quads=st.lists(rotated(), max_size=4))
def test_covering_twice_is_covering_once(quads: list[Quad]) -> None:
    once = burn(noise(), quads)
    assert np.array_equal(burn(once, quads), once)


@settings(max_examples=30, deadline=None)
@given(points=st.lists(st.tuples(st.floats(-99, 99), st.floats(-99, 99)), min_size=4, max_size=4))
def test_the_order_of_the_corners_does_not_matter(points: list[tuple[float, float]]) -> None:
    page = noise()
    first = burn(page, [Quad.of(points)])
    swapped = burn(page, [Quad.of([points[0], points[2], points[1], points[3]])])
    assert np.array_equal(first, swapped)


def test_a_rectangle_on_whole_pixels_covers_exactly_itself() -> None:
    page = noise()
    covered = burn(page, [Quad.rect(10, 5, 20, 8)], fill=(7, 8, 9))
    assert (covered[5:13, 10:30] == (7, 8, 9)).all()
    covered[5:13, 10:30] = page[5:13, 10:30]
    assert np.array_equal(covered, page)


def test_fractions_are_rounded_outwards() -> None:
    covered = burn(noise(), [Quad.rect(10.9, 5.9, 2.2, 1.2)])
    assert (covered == 0).all(axis=2).sum() == 4 * 3
    assert (covered[5:8, 10:14] == 0).all()


def test_the_source_is_left_alone_and_read_only_pages_work() -> None:
    page = noise()
    before = page.copy()
    page.flags.writeable = False
    covered = burn(page, [Cover(Quad.rect(0, 0, 9, 9), Kind.BSN)])
    assert np.array_equal(page, before)
    assert (covered[:9, :9] == 0).all()
    assert covered.flags.writeable


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([(3, 7), (20.5, 7), (20.5, 7), (3, 7)], {(7, x) for x in range(3, 21)}),
        ([(4, 2), (4, 9), (4, 9), (4, 2)], {(y, 4) for y in range(2, 9)}),
        ([(4.5, 6.5)] * 4, {(6, 4)}),
        ([(4, 6)] * 4, {(6, 4)}),
        ([(2.5, 2.5), (5.5, 5.5), (5.5, 5.5), (2.5, 2.5)], {(i, i) for i in range(2, 6)}),
    ],
)
def test_a_line_or_point_covers_the_pixels_it_runs_through(
    points: list[tuple[float, float]], expected: set[tuple[int, int]]
) -> None:
    covered = (burn(noise(), [Quad.of(points)]) == 0).all(axis=2)
    rows, columns = np.nonzero(covered)
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    "quad",
    [
        Quad.rect(-30, 0, 30, 20),
        Quad.rect(WIDTH, 0, 9, 9),
        Quad.rect(0, -9, 9, 9),
        Quad.rect(0, HEIGHT, 9, 9),
    ],
)
def test_a_cover_beside_the_page_changes_nothing(quad: Quad) -> None:
    assert np.array_equal(burn(noise(), [quad]), noise())


def test_a_cover_far_larger_than_the_page_fills_it() -> None:
    assert not burn(noise(), [Quad.rect(-1e8, -1e8, 3e8, 3e8)]).any()


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e300])
def test_a_cover_that_cannot_be_placed_stops_the_copy(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        burn(noise(), [Quad.rect(0, 0, 5, 5), Quad(((bad, 0), (9, 0), (9, 9), (0, 9)))])
