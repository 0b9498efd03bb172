"""Windows around a second picture: their whole shape is told, and nothing that is none."""

import cv2
import numpy as np
import pytest

from redactor.engines.faces import Face
from redactor.model import Quad
from redactor.read.photo import photo_box
from redactor.read.windows import window

HEAD = (370, 250, 430, 330)
"""Head and shoulders in the middle of what is drawn below."""


def ground(gradient=0, noise=0):
    """A page 800 px wide, 600 high, whose colour goes over into another one."""
    row = np.linspace(0, gradient, 800)[None, :, None]
    page = np.full((600, 800, 3), (205, 215, 195), float) - row * np.array((1, 0.4, 0.2))
    rng = np.random.default_rng(7)
    page += rng.normal(0, noise, page.shape)
    for y in range(0, 600, 9):
        wave = [(x, int(y + 3 * np.sin(x / 15))) for x in range(0, 800, 5)]
        cv2.polylines(page, [np.array(wave, np.int32)], False, (190, 200, 190), 1, cv2.LINE_AA)
    return np.clip(page, 0, 255).astype(np.uint8)


def person(page, shade=60):
    cv2.ellipse(page, (400, 280), (20, 27), 0, 0, 360, (shade + 60,) * 3, -1)
    cv2.ellipse(page, (400, 345), (38, 30), 0, 180, 360, (shade,) * 3, -1)


def disc(page, colour):
    cv2.ellipse(page, (405, 300), (75, 75), 0, 0, 360, colour, -1)
    return 330, 225, 480, 375


def hexagon(page, colour):
    points = [(325, 295), (360, 220), (440, 220), (475, 295), (440, 370), (360, 370)]
    cv2.fillPoly(page, [np.array(points, np.int32)], colour)
    return 325, 220, 475, 370


def pane(page, colour):
    cv2.rectangle(page, (320, 210), (480, 390), colour, -1)
    return 320, 210, 480, 390


def fields(page):
    for y in (180, 420, 460):
        cv2.putText(page, "PLACE OF BIRTH", (300, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (20,) * 3, 2)


@pytest.mark.parametrize("shape", [disc, hexagon, pane])
@pytest.mark.parametrize("colour", [(120, 130, 120), (240, 245, 250), (150, 180, 225)])
@pytest.mark.parametrize("gradient", [0, 60])
def test_a_window_of_any_shape_is_told_whole(shape, colour, gradient):
    page = ground(gradient, noise=4)
    bounds = shape(page, colour)
    person(page)
    fields(page)
    found = window(page, HEAD)
    assert found is not None
    assert np.abs(np.subtract(found, bounds)).max() < 9


def test_where_the_ground_goes_on_there_is_no_window():
    page = ground(noise=4)
    assert window(page, HEAD) is None
    person(page)
    found = window(page, HEAD)  # the person alone has bays at the neck, or ends with the shoulders
    assert found is None or (found[0] > 350 and found[2] < 450)


def test_a_band_across_the_page_is_no_window():
    page = ground(noise=4)
    page[220:380] = (120, 140, 180)
    person(page)
    assert window(page, HEAD) is None


def test_the_end_of_the_page_is_no_window():
    page = ground(noise=4)[:, :430].copy()
    page[:, 330:] = (120, 140, 180)
    person(page)
    assert window(page, HEAD) is None


@pytest.mark.parametrize("head", [(0, 0, 0, 0), (900, 700, 960, 780), (0, 0, 800, 600)])
def test_a_place_of_no_use_has_no_window(head):
    assert window(ground(), head) is None


def test_the_cover_of_a_second_picture_takes_its_window_in_and_that_of_the_first_does_not():
    page = ground(noise=4)
    bounds = disc(page, (110, 120, 115))
    person(page)
    face = Face(Quad.rect(382, 262, 36, 44), 0.9, ())
    second, _ = photo_box(page, face, (), ghost=True, second=True)
    left, top, right, bottom = second.bounds
    assert left <= bounds[0] + 6
    assert top <= bounds[1] + 6
    assert right >= bounds[2] - 6
    assert bottom >= bounds[3] - 6
    first, _ = photo_box(page, face, ())
    assert first.area < 0.6 * second.area
