"""Front and back on one A4."""

from __future__ import annotations

import io
from itertools import pairwise

import numpy as np
import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.errors import OutputError, UsageError
from redactor.export import Sheet, combine_a4, layout_a4

ID1 = (85.6, 53.98)


def sheet(
    value: int = 90, size_mm: tuple[float, float] | None = ID1, shape: tuple[int, int] = (162, 257)
) -> Sheet:
    return Sheet(np.full((*shape, 3), value, dtype=np.uint8), None, size_mm)


def test_front_and_back_lie_on_one_page_at_true_size() -> None:
    front, back = layout_a4([sheet(), sheet()])
    assert (front.page, back.page) == (0, 0)
    for place in (front, back):
        assert (place.width_mm, place.height_mm) == ID1
        assert place.x_mm == pytest.approx((210 - ID1[0]) / 2)
    assert back.y_mm >= front.y_mm + ID1[1] + 5


def test_sheets_of_unknown_size_share_a_page_too() -> None:
    places = layout_a4([sheet(size_mm=None), sheet(size_mm=None, shape=(300, 200))])
    assert [place.page for place in places] == [0, 0]
    assert places[0].width_mm / places[0].height_mm == pytest.approx(257 / 162)
    assert places[1].width_mm / places[1].height_mm == pytest.approx(200 / 300)


def test_a_whole_a4_scan_keeps_its_size_and_has_a_page_to_itself() -> None:
    places = layout_a4([sheet(), sheet(size_mm=(210.0, 297.0)), sheet()])
    assert [place.page for place in places] == [0, 1, 2]
    assert (places[1].x_mm, places[1].y_mm) == pytest.approx((0, 0))
    assert (places[1].width_mm, places[1].height_mm) == pytest.approx((210, 297))


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(
        st.none() | st.tuples(st.floats(5, 600), st.floats(5, 600)), min_size=1, max_size=8
    )
)
def test_no_sheet_leaves_its_page_or_lies_on_another(
    sizes: list[tuple[float, float] | None],
) -> None:
    places = layout_a4([sheet(size_mm=size) for size in sizes])
    assert [place.page for place in places] == sorted(place.page for place in places)
    for place, size in zip(places, sizes, strict=True):
        assert place.x_mm >= -1e-6
        assert place.y_mm >= -1e-6
        assert place.x_mm + place.width_mm <= 210 + 1e-6
        assert place.y_mm + place.height_mm <= 297 + 1e-6
        if size and size[0] <= 210 and size[1] <= 297:
            assert (place.width_mm, place.height_mm) == pytest.approx(size)
    for one, other in pairwise(places):
        assert one.page != other.page or one.y_mm + one.height_mm < other.y_mm


def test_the_page_shows_the_sheets_where_the_layout_says() -> None:
    sheets = [sheet(30), sheet(120), sheet(60, (180.0, 250.0))]
    data = combine_a4(sheets)
    places = layout_a4(sheets)
    document = pypdfium2.PdfDocument(data)
    assert len(document) == 2
    drawn = [document[i].render(scale=72 / 25.4).to_numpy()[:, :, 0] for i in range(2)]
    document.close()
    per_mm = drawn[0].shape[1] / 210
    for place, value in zip(places, (30, 120, 60), strict=True):
        shown = np.abs(drawn[place.page].astype(int) - value) < 8
        rows, columns = np.nonzero(shown)
        assert columns.min() / per_mm == pytest.approx(place.x_mm, abs=0.5)
        assert (columns.max() + 1) / per_mm == pytest.approx(place.x_mm + place.width_mm, abs=0.5)
        assert rows.min() / per_mm == pytest.approx(place.y_mm, abs=0.5)
        assert (rows.max() + 1) / per_mm == pytest.approx(place.y_mm + place.height_mm, abs=0.5)


def test_it_holds_the_pictures_at_full_resolution_and_nothing_else() -> None:
    sheets = [sheet(30), sheet(120), sheet(60, (180.0, 250.0))]
    data = combine_a4(sheets)
    assert combine_a4(sheets) == data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.trailer.keys()) == {"/Root", "/Size", "/ID"}
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        for page in pdf.pages:
            assert set(page.obj.keys()) == {
                "/Type",
                "/Parent",
                "/MediaBox",
                "/Resources",
                "/Contents",
            }
            assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, 595.276, 841.89])
            assert {str(op.operator) for op in pikepdf.parse_content_stream(page)} == {
                "q",
                "cm",
                "Do",
                "Q",
            }
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        pictures = [item for item in streams if item.get("/Subtype") == "/Image"]
        assert len(pictures) == 3
        assert all((item.Width, item.Height) == (257, 162) for item in pictures)
        assert len(streams) == 3 + len(pdf.pages)


def test_a_size_limit_counts_for_the_whole_file() -> None:
    grain = np.random.default_rng(1).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    sheets = [Sheet(grain, None, ID1), Sheet(grain[::-1], None, ID1)]
    full = len(combine_a4(sheets))
    assert len(combine_a4(sheets, full // 2)) <= full // 2
    with pytest.raises(OutputError, match="limit is 900 bytes"):
        combine_a4(sheets, 900)


def test_nothing_to_combine_is_refused() -> None:
    with pytest.raises(UsageError, match="no page"):
        combine_a4([])
