"""A copy held between reading and writing: its files may change, its pages be let go."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from redactor.errors import ChangedError
from redactor.intake import Blob, Limits
from redactor.model import Page
from redactor.pipeline import Opened, Road, Settings
from redactor.pipeline.opened import Clock, Work
from redactor.read import Seen
from redactor.read.scene import Reading
from tests.road import scenes


def saved(folder: Path, *shades: int) -> Path:
    """A file with a page of each shade."""
    from PIL import Image

    pages = [Image.new("RGB", (40, 30), (shade,) * 3) for shade in shades]
    path = folder / "pages.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def opened(path: Path, *shades: int) -> Opened:
    """What a road would keep of it, the pages after the first let go."""
    works = []
    for index, shade in enumerate(shades):
        page = Page(np.full((30, 40, 3), shade, np.uint8), index, None, "tiff")
        seen = Seen((), (), Reading())
        work = Work(path, index, (40, 30), "tiff", seen, page, Clock())
        if index:
            work.let_go()
        works.append(work)
    return Opened((path,), tuple(works), ())


def test_pages_let_go_come_back(tmp_path: Path) -> None:
    held = opened(saved(tmp_path, 10, 20, 30), 10, 20, 30)
    assert [int(page.pixels[0, 0, 0]) for page in held.pages(Limits())] == [10, 20, 30]
    assert int(held.page(2, Limits()).pixels[0, 0, 0]) == 30


@pytest.mark.parametrize("now", [(10, 20, 99), (10, 20), (10, 20, 30, 40)])
def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path, now: tuple[int, ...]) -> None:
    """Covers measured on one picture would leave another one open."""
    held = opened(saved(tmp_path, 10, 20, 30), 10, 20, 30)
    saved(tmp_path, *now)
    with pytest.raises(ChangedError, match=r"pages\.tif"):
        list(held.pages(Limits()))


def test_what_went_for_good_does_not_come_back(tmp_path: Path) -> None:
    held = opened(saved(tmp_path, 10, 20), 10, 20)
    held.let_go(for_good=True)
    with pytest.raises(ChangedError):
        list(held.pages(Limits()))


def test_a_file_in_memory_makes_the_same_copy(warm_road: Road, tmp_path: Path) -> None:
    """And a preview shows what is saved, but for the shade beside a cover's edge."""
    drawn = scenes.document("nl-id-2014-back", 3, "999999990")
    path = scenes.save(drawn.pixels, tmp_path / "card.jpg")
    settings = Settings(watermark="KOPIE")
    outcome = warm_road.redact([path], tmp_path / "copy.jpg", settings)
    held = warm_road.open([Blob(path.name, path.read_bytes())], settings)
    plans = warm_road.propose(held, settings)
    seen = warm_road.preview(held, 0, plans[0], settings)
    assert np.array_equal(warm_road.preview(held, 0, plans[0], settings), seen)
    sealed = warm_road.seal(held, plans, settings)
    assert outcome.output is not None
    assert sealed.data == outcome.output.read_bytes()
    assert sealed.verdict == outcome.verdict
