"""Photographs, scans and turned pages: nothing of the number left, nothing else harmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from redactor.model import Kind
from redactor.pipeline import Road, Settings
from redactor.samples.place import turned
from redactor.samples.truth import Drawn
from tests.bench import captures
from tests.bench.scoring import mark
from tests.road import oracle, scenes
from tests.road.conftest import Copy


def photo(model: str, seed: int, quarters: int, bsn: str = "123456782") -> Drawn:
    flat = scenes.document(model, seed, bsn)
    rng = np.random.default_rng(seed)
    return captures.photograph(flat, rng, quarters=quarters, long_side=1900)


def scan(model: str, seed: int, quarters: int) -> Drawn:
    flat = scenes.document(model, seed, "111222333")
    return turned(captures.scan(flat, np.random.default_rng(seed), dpi=300), quarters)


def pair(seed: int) -> Drawn:
    front, back = (
        scenes.document(model, seed, "999999990")
        for model in ("nl-id-2021-front", "nl-id-2021-back")
    )
    return captures.a4(front, back, np.random.default_rng(seed), dpi=200)


SHOTS: dict[str, Callable[[], Drawn]] = {
    "passport 2014 with a shadow below": lambda: photo("nl-passport-2014", 9301, 0),
    "card back photographed upside down": lambda: photo("nl-id-2014-back", 9302, 2),
    "card 2011 photographed on its side": lambda: photo("nl-id-2011-front", 9303, 1),
    "passport 2021 photographed": lambda: photo("nl-passport-2021", 9304, 0),
    "card back scanned sideways": lambda: scan("nl-id-2021-back", 9305, 3),
    "licence scanned": lambda: scan("nl-licence-2014-back", 9306, 0),
    "front and back on one A4": lambda: pair(9307),
}


@pytest.mark.parametrize("name", SHOTS)
def test_nothing_leaks_and_nothing_is_harmed(
    name: str, copy_of: Callable[..., Copy], tmp_path: Path
) -> None:
    shot = SHOTS[name]()
    source = scenes.save(shot.pixels, tmp_path / "in.png", shot.dpi)
    copy = copy_of(source, watermark=scenes.WATERMARK)
    (page,) = copy.outcome.pages
    found = mark(shot, [cover.quad for cover in page.plan.covers])
    assert found.leaked == ()
    assert found.harmed == ()
    oracle.assert_bytes_clean(copy.data, oracle.Secrets.of(shot))
    assert len(page.documents) == len(shot.documents)


def test_a_zone_without_number_stays_whole(road: Road, tmp_path: Path) -> None:
    """From 2021 on the zone's optional data is empty: there is nothing to hide in it."""
    shot = SHOTS["passport 2021 photographed"]()
    source = scenes.save(shot.pixels, tmp_path / "in.png", None)
    (page,) = road.inspect(source, Settings())
    assert {cover.kind for cover in page.plan.covers} == {Kind.PORTRAIT}
