"""A few real documents by the real road in real workers: the parts fit together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from redactor.batch.nouns import State
from redactor.engines import Engines
from redactor.intake import Blob
from redactor.pipeline import Road, Settings
from tests.batch.conftest import Archive
from tests.road import scenes

BSN = "999999990"


@pytest.mark.slow
def test_a_small_archive_by_the_real_road(
    archive: Archive, go: Callable[..., Any], warm_road: Road, engines: Engines
) -> None:
    card = scenes.document("nl-id-2014-back", 4, BSN)
    (archive.src / "client").mkdir()
    scenes.save(card.pixels, archive.src / "client" / "back.jpg")
    scenes.tiff([card.pixels, card.pixels], archive.src / "pages.tif")
    scenes.save(np.full((600, 900, 3), 255, np.uint8), archive.src / "blank.png")
    (archive.src / "cut.jpg").write_bytes((archive.src / "client/back.jpg").read_bytes()[:3000])
    settings = Settings(watermark=scenes.WATERMARK)
    go(workers=1, settings=settings, road="redactor.jobs.desk:single_road", page_seconds=120.0)
    items = archive.items()
    assert {name: item.state for name, item in items.items()} == {
        "client/back.jpg": State.RELEASED,
        "pages.tif": State.RELEASED,
        "blank.png": State.HELD,
        "cut.jpg": State.FAILED,
    }
    assert set(archive.outputs()) == {"client/back.safe.jpg", "pages.safe.pdf"}
    assert items["pages.tif"].pages == 2
    assert items["client/back.jpg"].models == ("nl-id-2014-back",)
    for name, data in archive.outputs().items():
        assert warm_road.verify(Blob(name, data), settings).safe
    own = archive.dst / ".redactor"
    for path in own.rglob("*"):
        if path.is_file():
            assert BSN.encode() not in path.read_bytes(), path.name
