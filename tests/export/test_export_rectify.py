"""Crop and straighten: exact where it can be, right everywhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.export import straighten
from redactor.model import Document, Located, Pixels, Quad, Transform

ID1 = (85.6, 53.98)


def document(
    quad: Quad, size_mm: tuple[float, float] | None = None, located: Located = Located.OUTLINE
) -> Document:
    return Document(quad, (100, 60), Transform.identity(), located, 1.0, size_mm=size_mm)


def noise(height: int = 240, width: int = 320) -> Pixels:
    return np.random.default_rng(3).integers(0, 256, (height, width, 3), dtype=np.uint8)


def rolled(quad: Quad, turn: int) -> Quad:
    """The same rectangle for content whose first corner is ``turn`` corners further."""
    return Quad.of(quad.points[turn:] + quad.points[:turn])


@pytest.mark.parametrize("turn", range(4))
def test_a_straight_document_is_cropped_exactly(turn: int) -> None:
    page, quad = noise(), rolled(Quad.rect(20, 30, 200, 120), turn)
    sheet, way, dpi = straighten(page, document(quad))
    assert np.array_equal(sheet, np.rot90(page[30:150, 20:220], turn))
    assert dpi is None
    height, width = sheet.shape[:2]
    corners = np.array([way.point(point) for point in quad.points])
    assert corners == pytest.approx(np.array([[0, 0], [width, 0], [width, height], [0, height]]))


@settings(max_examples=40, deadline=None)
@given(
    turn=st.integers(0, 3),
    box=st.tuples(
        st.integers(-40, 300), st.integers(-40, 220), st.integers(1, 200), st.integers(1, 200)
    ),
    margin=st.sampled_from([0.0, 1.0, 4.0]),
)
def test_a_straight_crop_shows_each_pixel_where_the_transform_says(
    turn: int, box: tuple[int, int, int, int], margin: float
) -> None:
    page = noise()
    sheet, way, _ = straighten(page, document(rolled(Quad.rect(*box), turn), (20.0, 20.0)), margin)
    back = way.inverse()
    height, width = sheet.shape[:2]
    for x, y in [(0, 0), (width - 1, 0), (width // 2, height // 3), (width - 1, height - 1)]:
        px, py = (int(np.floor(v)) for v in back.point((x + 0.5, y + 0.5)))
        inside = 0 <= px < page.shape[1] and 0 <= py < page.shape[0]
        assert (sheet[y, x] == (page[py, px] if inside else 255)).all()


@pytest.mark.parametrize("turn", range(4))
def test_a_document_found_as_the_page_is_the_whole_page_upright(turn: int) -> None:
    page = noise()
    # Not quite the page's corners: still the whole page.
    quad = rolled(Quad.of([(2.5, 3.1), (316, 1), (318, 238), (1, 236)]), turn)
    sheet, way, dpi = straighten(page, document(quad, ID1, Located.PAGE))
    assert np.array_equal(sheet, np.rot90(page, turn))
    assert sheet.flags.c_contiguous
    x, y = way.point((10.5, 20.5))
    assert (sheet[int(y), int(x)] == page[20, 10]).all()
    assert dpi is not None


def test_dpi_follows_from_the_size() -> None:
    quad = Quad.rect(10, 10, 10 * 20, 10 * 10)
    sheet, _, dpi = straighten(noise(), document(quad, (20.0, 10.0)), margin_mm=0)
    assert dpi == pytest.approx(254)
    assert sheet.shape == (100, 200, 3)


def test_the_margin_shows_the_surroundings_and_white_beyond_the_page() -> None:
    page = noise()
    sheet, way, _ = straighten(page, document(Quad.rect(5, 100, 200, 100), (20.0, 10.0)), 2.0)
    assert sheet.shape == (140, 240, 3)
    assert (sheet[:, :15] == 255).all()
    assert np.array_equal(sheet[:, 15:], page[80:220, :225])
    assert way.point((5, 100)) == pytest.approx((20, 20))


def card(height: int, width: int) -> Pixels:
    """A soft picture of four differently coloured quarters."""
    picture = np.zeros((height, width, 3), dtype=np.uint8)
    picture[: height // 2, : width // 2] = (220, 40, 40)
    picture[: height // 2, width // 2 :] = (40, 200, 40)
    picture[height // 2 :, width // 2 :] = (40, 40, 220)
    picture[height // 2 :, : width // 2] = (230, 220, 60)
    return picture


QUARTERS = {(0.25, 0.25): (220, 40, 40), (0.75, 0.25): (40, 200, 40)} | {
    (0.75, 0.75): (40, 40, 220),
    (0.25, 0.75): (230, 220, 60),
}


def photographed(quad: Quad, height: int = 400, width: int = 500) -> Pixels:
    import cv2

    flat = card(180, 300)
    way = Transform.between(Quad.rect(0, 0, 300, 180), quad).array()
    page = cv2.warpPerspective(flat, way, (width, height), borderValue=(128, 128, 128))
    return np.asarray(page, dtype=np.uint8)


TILTED = Quad.of([(90, 60), (400, 95), (380, 290), (70, 250)])


@pytest.mark.parametrize("turn", range(4))
def test_a_tilted_document_comes_out_straight_and_upright(turn: int) -> None:
    quad = rolled(TILTED, turn)
    page = photographed(quad)
    sheet, way, dpi = straighten(page, document(quad))
    height, width = sheet.shape[:2]
    assert (width, height) == pytest.approx((quad.width, quad.height), abs=1)
    for (x, y), colour in QUARTERS.items():
        assert np.abs(sheet[int(y * height), int(x * width)].astype(int) - colour).max() <= 3
    corner = way.point(quad.points[2])
    assert corner == pytest.approx((width, height), abs=0.01)
    assert dpi is None


def test_a_known_size_rules_the_proportions_and_gives_dpi_and_margin() -> None:
    page = photographed(TILTED)
    sheet, way, dpi = straighten(page, document(TILTED, ID1), margin_mm=2.0)
    assert dpi is not None
    px_per_mm = dpi / 25.4
    left, top = way.point(TILTED.points[0])
    right, bottom = way.point(TILTED.points[2])
    assert (right - left) / (bottom - top) == pytest.approx(ID1[0] / ID1[1], rel=0.01)
    assert left == pytest.approx(2 * px_per_mm, abs=1)
    assert top == pytest.approx(left)
    assert (right - left) / px_per_mm == pytest.approx(ID1[0], rel=0.01)
    assert min(right - left - TILTED.width, bottom - top - TILTED.height) > -1
    assert np.abs(sheet[2, sheet.shape[1] // 2].astype(int) - 128).max() <= 3


def test_the_transform_is_true_to_half_a_pixel() -> None:
    page = np.full((400, 500, 3), 250, dtype=np.uint8)
    page[170:174, 230:234] = 0
    sheet, way, _ = straighten(page, document(TILTED))
    rows, columns = np.nonzero(sheet[:, :, 0] < 125)
    seen = (columns.mean() + 0.5, rows.mean() + 0.5)
    assert way.point((232, 172)) == pytest.approx(seen, abs=0.5)


def test_what_lies_outside_the_page_is_white() -> None:
    page = np.zeros((200, 200, 3), dtype=np.uint8)
    quad = Quad.of([(-100, 20.5), (150, 20), (150, 120), (-100, 120)])
    sheet, _, _ = straighten(page, document(quad))
    assert (sheet[:, :90] == 255).all()
    assert (sheet[:, 110:] == 0).all()


def test_a_document_beside_the_page_is_a_white_sheet() -> None:
    sheet, _, _ = straighten(noise(), document(Quad.rect(-90, 10, 80, 50)))
    assert sheet.shape == (50, 80, 3)
    assert (sheet == 255).all()


def test_a_solid_cover_stays_solid_inside() -> None:
    from redactor.cover import burn

    page = burn(noise(400, 500), [Quad.rect(150, 120, 120, 80)])
    sheet, way, _ = straighten(page, document(TILTED))
    inner = way.quad(Quad.rect(153, 123, 114, 74))
    inside = burn(np.full_like(sheet, 1), [inner])[:, :, 0] == 0
    assert inside.sum() > 5000
    assert not sheet[inside].any()


def test_a_huge_document_is_scaled_down_with_its_transform_and_dpi() -> None:
    page = photographed(TILTED)
    full, _, full_dpi = straighten(page, document(TILTED, ID1), margin_mm=0)
    small, way, dpi = straighten(page, document(TILTED, ID1), margin_mm=0, most_pixels=10_000)
    assert small.shape[0] * small.shape[1] <= 10_300
    assert small.shape[1] / small.shape[0] == pytest.approx(full.shape[1] / full.shape[0], rel=0.03)
    assert dpi is not None
    assert full_dpi is not None
    assert dpi / full_dpi == pytest.approx(small.shape[1] / full.shape[1], rel=0.02)
    height, width = small.shape[:2]
    for (x, y), colour in QUARTERS.items():
        assert np.abs(small[int(y * height), int(x * width)].astype(int) - colour).max() <= 3
    assert way.point(TILTED.points[2]) == pytest.approx((width, height), abs=0.01)


@pytest.mark.parametrize(
    "points",
    [
        [(10, 10), (90, 10), (90, 10), (10, 10)],
        [(10, 10), (10, 90), (10, 90), (10, 10)],
        [(5, 5), (5, 5), (5, 5), (5, 5)],
    ],
)
def test_a_document_without_area_is_refused(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="degenerate"):
        straighten(noise(), document(Quad.of(points)))


def test_corners_in_mirror_order_are_not_taken_for_a_quarter_turn() -> None:
    page = noise()
    quad = Quad.of([(200, 30), (20, 30), (20, 150), (200, 150)])
    sheet, _, _ = straighten(page, document(quad))
    assert np.abs(sheet.astype(int) - page[30:150, 20:200][:, ::-1]).max() <= 1
