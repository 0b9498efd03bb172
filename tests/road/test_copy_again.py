"""A finished copy gives nothing new; covers are placed alike in every frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.model import Kind
from redactor.pipeline import Road, Settings
from tests.bench.scoring import mask_of
from tests.road import oracle, scenes
from tests.road.conftest import Copy

SECRET = (Kind.BSN, Kind.MRZ_BSN, Kind.PORTRAIT, Kind.CODE)


@pytest.mark.parametrize(
    ("model", "seed", "bsn"),
    [
        ("nl-passport-2014", 9101, "999999990"),
        ("nl-id-2021-back", 9103, "111222333"),
        ("nl-id-2014-front", 9701, "123456782"),
        ("nl-licence-2014-back", 9104, "999999990"),
    ],
)
def test_a_copy_redacted_again_covers_only_what_is_black(
    model: str,
    seed: int,
    bsn: str,
    copy_of: Callable[..., Copy],
    road: Road,
    tmp_path: Path,
) -> None:
    source = scenes.save(scenes.document(model, seed, bsn).pixels, tmp_path / "in.png")
    first = copy_of(source, watermark=scenes.WATERMARK, crop=False)
    (pixels,) = oracle.pictures(first.data)
    size = pixels.shape[1], pixels.shape[0]
    assert first.outcome.output is not None
    (again,) = road.inspect(first.outcome.output, Settings())
    # A second pass knows the blackened place only from the document's model, which is coarser.
    old = mask_of(size, [c.quad for c in first.outcome.pages[0].plan.covers])
    seen = [
        finding
        for finding in again.findings
        if finding.kind in SECRET and "model-position" not in {r.code for r in finding.why}
    ]
    fresh = [
        (finding.kind, [reason.code for reason in finding.why])
        for finding in seen
        if (~old & mask_of(size, [finding.quad])).sum() > 0.1 * max(finding.quad.area, 1)
    ]
    assert fresh == []
