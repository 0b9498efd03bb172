"""Captures keep their truth: what a quad names is still inside it after the camera."""

import numpy as np
import pytest

from redactor.model import Kind, Quad, Transform
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.samples.place import turned
from tests.bench import captures

BSN = "999999990"


def card(model="nl-id-2021-back", seed=5):
    return draw(model, seed, holder=fictional(seed, BSN))


def rng(seed=0):
    return np.random.default_rng(seed)


def cut(drawn, quad, size=(240, 240), pad=0.12):
    """The content of a quad, straightened."""
    import cv2

    width, height = size
    target = Quad.rect(width * pad, height * pad, width * (1 - 2 * pad), height * (1 - 2 * pad))
    return cv2.warpPerspective(drawn.pixels, Transform.between(quad, target).array(), size)


def shots():
    yield "mild", captures.photograph(card(), rng(1))
    yield "hard", captures.photograph(card(), rng(2), "hard", long_side=2400)
    yield "sideways", captures.photograph(card(), rng(3), quarters=1)
    yield "upside down", captures.photograph(card(), rng(4), quarters=2)
    yield "scan", captures.scan(card(), rng(5), dpi=300)
    yield "bed", captures.scan(card(), rng(6), dpi=200, grey=True, whole_bed=True)
    yield "fill", captures.fill(card(), rng(7), quarters=3)
    yield "a4", captures.a4(card("nl-id-2021-front"), card(), rng(8), dpi=300)


@pytest.mark.parametrize(("name", "shot"), list(shots()), ids=lambda value: str(value)[:12])
def test_truth_follows_the_document(name, shot):
    import zxingcpp

    document = shot.documents[-1]
    (code,) = document.of(Kind.CODE)
    (read,) = zxingcpp.read_barcodes(cut(shot, code.quad))
    assert read.text == BSN
    # The symbol fills its quad: its corners come out where the cut puts them.
    corner = read.position.top_left
    assert abs(corner.x - 240 * 0.12) < 8
    assert abs(corner.y - 240 * 0.12) < 8
    height, width = shot.pixels.shape[:2]
    for x, y in document.quad.points:
        assert -1 <= x <= width + 1
        assert -1 <= y <= height + 1


@pytest.mark.parametrize("seed", [1])
def test_reading_direction_survives_every_turn(seed):
    flat = card("nl-passport-2014", seed)
    for quarters in range(4):
        shot = captures.photograph(flat, rng(seed), quarters=quarters)
        angle = shot.document.of(Kind.MRZ)[0].quad.angle
        away = (angle - quarters * np.pi / 2 + np.pi) % (2 * np.pi) - np.pi
        assert abs(away) < np.deg2rad(20)


def test_quarter_turns_are_exact():
    flat = card()
    once = turned(flat, 1)
    assert once.pixels.shape[:2] == flat.pixels.shape[1::-1]
    back = turned(once, 3)
    assert np.array_equal(back.pixels, flat.pixels)
    assert back.document.quad == flat.document.quad
    (code,) = flat.document.of(Kind.CODE)
    (moved,) = once.document.of(Kind.CODE)
    left, top, right, bottom = code.quad.bounds
    l2, t2, r2, b2 = moved.quad.bounds
    before = flat.pixels[top:bottom, left:right]
    assert np.array_equal(np.rot90(before, -1), once.pixels[t2:b2, l2:r2])


def test_a_booklet_keeps_the_data_page_below():
    flat = card("nl-passport-2014")
    both = captures.booklet(flat, rng())
    height = flat.pixels.shape[0]
    assert both.pixels.shape[0] == 2 * height
    assert np.array_equal(both.pixels[height:], flat.pixels)
    shot = captures.photograph(both, rng(), quarters=0)
    assert shot.document.quad.height < shot.pixels.shape[0] * 0.6


def test_same_state_same_picture():
    first = captures.photograph(card(), rng(9), "hard", long_side=1200)
    second = captures.photograph(card(), rng(9), "hard", long_side=1200)
    assert np.array_equal(first.pixels, second.pixels)
    assert first.documents == second.documents


def test_two_cards_on_one_sheet_keep_true_size():
    sheet = captures.a4(card("nl-id-2014-front"), card(), rng(3), dpi=200)
    assert [d.model for d in sheet.documents] == ["nl-id-2014-front", "nl-id-2021-back"]
    for document in sheet.documents:
        assert document.quad.width / (200 / 25.4) == pytest.approx(85.6, abs=0.1)
    assert sheet.documents[0].quad.overlap(sheet.documents[1].quad) == 0
