"""How large the pages of an opened copy are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor.jobs import Inline, OpenJob, desk
from redactor.pipeline import Settings
from tests.jobs import fake_road


def test_many_pages_are_shown_smaller_so_that_a_book_fits_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "SHOWN_PIXELS", 80_000)
    paths = tuple(tmp_path / f"{n}.jpg" for n in range(2))
    for path in paths:
        path.write_bytes(b"picture")
    with Inline(fake_road.make) as executor:
        alone = executor.submit(OpenJob(paths[:1], Settings())).result()
        together = executor.submit(OpenJob(paths, Settings())).result()
    assert max(alone.pages[0].pixels.shape) == 283
    assert [max(page.pixels.shape) for page in together.pages] == [200, 200]
    assert together.pages[0].scale == pytest.approx(200 / 3000)
