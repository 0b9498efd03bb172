"""The geometry under the readers: views and pages, slices in perspective."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.locate.edges import plausible
from redactor.locate.outline import clockwise
from redactor.locate.upright import text_angle
from redactor.model import Located, Quad, Transform
from redactor.views import document, rotated, size_of

shares = st.floats(0.0, 1.0)


@st.composite
def quads(draw: st.DrawFn) -> Quad:
    """Convex quads as a camera sees cards: each corner in its own outer part of a frame."""
    width, height = draw(st.integers(200, 4000)), draw(st.integers(200, 4000))
    reach = st.floats(0.0, 0.22)
    corners = [
        (width * draw(reach), height * draw(reach)),
        (width * (1 - draw(reach)), height * draw(reach)),
        (width * (1 - draw(reach)), height * (1 - draw(reach))),
        (width * draw(reach), height * (1 - draw(reach))),
    ]
    return rotated(Quad.of(corners), draw(st.integers(0, 3)))


@given(quads(), st.sampled_from([Located.OUTLINE, Located.PAGE]), shares, shares)
def test_page_to_view_and_back(quad: Quad, located: Located, u: float, v: float) -> None:
    found = document(quad, located, 0.9)
    place = found.view[0] * u, found.view[1] * v
    back = found.to_view.point(found.to_page.point(place))
    assert math.dist(place, back) < 1.0
    on_page = found.to_page.point(place)
    again = found.to_page.point(found.to_view.point(on_page))
    assert math.dist(on_page, again) < 1.0


@given(quads())
def test_a_views_corners_are_the_documents_corners(quad: Quad) -> None:
    found = document(quad, Located.OUTLINE, 0.9)
    corners = found.to_page.quad(Quad.rect(0, 0, *found.view))
    for one, other in zip(corners.points, quad.points, strict=True):
        assert math.dist(one, other) < 1e-3


@given(quads(), shares, shares)
def test_slices_follow_the_perspective(quad: Quad, a: float, b: float) -> None:
    """A slice of the flat line, seen at an angle, is the same slice of the seen line."""
    start, end = min(a, b), max(a, b)
    lens = Transform.between(Quad.rect(0, 0, 800, 40), quad)
    seen = quad.part(start, end)
    for one, other in zip(
        seen.points, lens.quad(Quad.rect(800 * start, 0, 800 * (end - start), 40)).points,
        strict=True,
    ):  # fmt: skip
        assert math.dist(one, other) < 0.01


@given(quads(), st.floats(0.05, 0.95))
def test_two_slices_meet_without_gap(quad: Quad, at: float) -> None:
    left, right = quad.part(0, at), quad.part(at, 1)
    assert math.dist(left.points[1], right.points[0]) < 1e-6
    assert math.dist(left.points[2], right.points[3]) < 1e-6


@given(quads(), st.lists(shares, max_size=6))
def test_middles_are_those_of_slices_without_breadth(quad: Quad, at: list[float]) -> None:
    for one, share in zip(quad.middles(at), at, strict=True):
        assert math.dist(one, quad.part(share, share).centre) < 1e-6


@given(quads(), st.lists(st.tuples(st.floats(-500, 4500), st.floats(-500, 4500)), max_size=9))
def test_points_are_inside_one_by_one_or_all_at_once(
    quad: Quad, points: list[tuple[float, float]]
) -> None:
    spots = [*quad.points, quad.centre, *points]
    assert quad.contains_all(np.array(spots)).tolist() == [quad.contains(p) for p in spots]


def test_the_nearer_half_of_a_line_is_longer() -> None:
    near = Quad.of([(0, 0), (100, 20), (100, 60), (0, 80)])
    assert near.part(0, 0.5).points[1][0] > 50


@given(quads(), st.integers(-4, 8))
def test_four_quarter_turns_are_none(quad: Quad, quarters: int) -> None:
    assert rotated(rotated(quad, quarters), -quarters) == quad
    assert rotated(quad, quarters) == rotated(quad, quarters + 4)


@given(quads(), st.permutations(range(4)))
def test_corners_come_out_in_one_order(quad: Quad, order: list[int]) -> None:
    corners = quad.array()
    assert np.allclose(clockwise(corners[order]), clockwise(corners))


@pytest.mark.parametrize("degrees", [-30, -3, 0.5, 2, 40])
def test_the_skew_of_lines_and_one_crooked_box(degrees: float) -> None:
    turn = math.radians(degrees)
    matrix = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    lines = [Quad.of(Quad.rect(10, 30 * at, 200 + 20 * at, 12).array() @ matrix) for at in range(6)]
    crooked = Quad.rect(300, 300, 90, 12)
    assert math.degrees(text_angle([*lines, crooked])) == pytest.approx(degrees, abs=0.6)


@pytest.mark.parametrize(("level", "degrees"), [(6, 0.0), (3, -25.0)])
def test_a_watermarks_slant_is_not_the_pages(level: int, degrees: float) -> None:
    """Twelve slanted tiles beside six level lines, and beside too few to be the page's own."""
    turn = math.radians(-25.0)
    matrix = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    tiles = [Quad.of(Quad.rect(10, 40 * at, 150, 14).array() @ matrix) for at in range(12)]
    lines = [Quad.rect(30, 50 * at, 160, 14) for at in range(level)]
    assert math.degrees(text_angle([*tiles, *lines])) == pytest.approx(degrees, abs=0.6)


def test_no_lines_no_skew() -> None:
    assert text_angle([]) == 0.0


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(856, 540, (85.6, 53.98)), (1250, 880, (125.0, 88.0)), (1250, 1760, (125.0, 176.0)),
     (1000, 1000, None)],
)  # fmt: skip
def test_standard_sizes_by_proportion(
    width: int, height: int, size: tuple[float, float] | None
) -> None:
    assert size_of(Quad.rect(0, 0, width, height)) == size


@pytest.mark.parametrize(("lean", "seen"), [(0.0, True), (0.2, True), (0.5, False)])
def test_a_leaning_shape_is_no_document(lean: float, seen: bool) -> None:
    """A photograph leaves corners nearly square; one side taken for another leans far more."""
    shape = np.array([[100, 100], [700, 100], [700 + lean * 380, 480], [100 + lean * 380, 480]])
    assert plausible(shape) is seen


@pytest.mark.parametrize(("corner", "seen"), [((-42.0, 220.0), False), ((60.0, 235.0), True)])
def test_a_shape_with_one_corner_far_off_is_no_card(
    corner: tuple[float, float], seen: bool
) -> None:
    """Letters beside a card, or a pen, lend an edge; a corner leans by twenty degrees then."""
    quad = np.array([corner, (1031, 249), (1034, 803), (152, 799)], np.float64)
    assert plausible(quad) is seen
