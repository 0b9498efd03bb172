"""Outside the covers the copy is the source, bit for bit; inside it is the fill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from redactor.export import Format
from redactor.intake import open_pages
from tests.bench.captures import photograph
from tests.bench.scoring import mask_of
from tests.road import oracle, scenes
from tests.road.conftest import Copy

SAMPLES = Path(__file__).parents[2] / "sample_docs"


def card(folder: Path) -> Path:
    drawn = scenes.document("nl-id-2014-back", 9102, "123456782")
    return scenes.save(drawn.pixels, folder / "a.png")


def taken_at_an_angle(folder: Path) -> Path:
    flat = scenes.document("nl-passport-2014", 9201, "111222333")
    shot = photograph(flat, np.random.default_rng(9201), long_side=1700)
    return scenes.save(shot.pixels, folder / "b.jpg", None)


def stored_on_its_side(folder: Path) -> Path:
    return SAMPLES / "id-2014-back-turned.jpg"


@pytest.mark.parametrize("source", [taken_at_an_angle, stored_on_its_side])
def test_only_the_covers_differ_from_the_source(
    source: Callable[[Path], Path], copy_of: Callable[..., Copy], tmp_path: Path
) -> None:
    path = source(tmp_path)
    (page,) = open_pages(path)
    copy = copy_of(path, crop=False, watermark=None, format=Format.PNG)
    (pixels,) = oracle.pictures(copy.data)
    covers = [cover.quad for cover in copy.outcome.pages[0].plan.covers]
    assert covers
    burned = mask_of((page.width, page.height), covers)
    assert 0.001 < burned.mean() < 0.5
    assert np.array_equal(pixels[~burned], page.pixels[~burned])
    assert not pixels[burned].any()


def test_without_profile_or_watermark_only_the_geometry_stays(
    copy_of: Callable[..., Copy], tmp_path: Path
) -> None:
    """A profile that hides nothing, without watermark, gives the very same pixels."""
    path = card(tmp_path)
    copy = copy_of(path, profile="watermark-only", crop=False, format=Format.PNG)
    (pixels,) = oracle.pictures(copy.data)
    assert np.array_equal(pixels, next(iter(open_pages(path))).pixels)
