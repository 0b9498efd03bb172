"""A document's flat view shows everything where the document says it is."""

import cv2
import numpy as np
import pytest

from redactor.model import Located, Quad
from redactor.views import document, rectify

QUADS = {
    "small view of a large card": (Quad(((230, 360), (3670, 700), (3390, 2670), (50, 2280))), 900),
    "part of a page": (Quad(((900, 900), (2000, 950), (1980, 1700), (880, 1650))), 480),
    "beyond the page": (Quad.rect(-50, -30, 3900, 2900), 480),
    "as large as it is": (Quad.rect(600, 500, 900, 600), 900),
}


@pytest.mark.parametrize("name", QUADS)
def test_a_mark_stands_where_the_document_says(name: str) -> None:
    quad, long_px = QUADS[name]
    found = document(quad, Located.PAGE, 0.5, long_px)
    page = np.full((2900, 3800, 3), 200, np.uint8)
    spots = [(x, y) for x in (0.2, 0.5, 0.8) for y in (0.3, 0.7)]
    places = [found.to_page.point((x * found.view[0], y * found.view[1])) for x, y in spots]
    for x, y in places:
        cv2.circle(page, (round(x * 16), round(y * 16)), 24 * 16, (0, 0, 0), -1, cv2.LINE_AA, 4)
    dark = 200 - rectify(page, found)[:, :, 0].astype(np.float64)
    for x, y in spots:
        left, top = round(x * found.view[0]) - 20, round(y * found.view[1]) - 20
        part = dark[top : top + 41, left : left + 41]
        rows, columns = np.mgrid[0:41, 0:41]
        seen = (
            (part * columns).sum() / part.sum() + left,
            (part * rows).sum() / part.sum() + top,
        )
        assert seen == pytest.approx((x * found.view[0], y * found.view[1]), abs=0.2)


def test_a_document_off_the_page_still_has_a_view() -> None:
    page = np.full((1200, 1600, 3), 90, np.uint8)
    found = document(Quad.rect(2000, 2000, 1600, 1200), Located.PAGE, 0.5, 400)
    assert rectify(page, found).shape == (300, 400, 3)
