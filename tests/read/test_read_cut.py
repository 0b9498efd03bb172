"""Documents of which the picture's rim shows a part."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.model import Kind, Layout, Located, Page, Quad
from redactor.read import Conclusion, conclude, read
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.views import document
from tests.bench.strangers import draw_stranger

PX_PER_MM = 12.0


def lower_part(model: str, seed: int, part: float, engines: Engines) -> tuple[Conclusion, Page]:
    """The conclusion on a document's lower ``part``, whose outline goes on beyond the picture."""
    holder = fictional(61, "123456782")
    if model.startswith("x"):
        drawn = draw_stranger(model, seed, holder=holder).pixels
    else:
        drawn = draw(model, seed, px_per_mm=PX_PER_MM, holder=holder).pixels
    high, wide = drawn.shape[:2]
    hidden = round((1 - part) * high)
    desk = np.full((high, wide, 3), (40, 90, 60), np.uint8)
    desk[: high - hidden] = drawn[hidden:]
    page = Page(desk)
    whole = document(Quad.rect(0, -hidden, wide, high), Located.OUTLINE, 0.9)
    (conclusion,) = conclude([read(page, Layout((whole,), (1.0,)), engines)])
    return conclusion, page


CUT = [
    ("nl-passport-2014", 61),
    ("x-passport", 61),
    ("x-passport-number", 62),
    ("x-passport-number", 66),
]


@pytest.mark.parametrize("part", [0.42, 0.5])
@pytest.mark.parametrize(("model", "seed"), CUT)
def test_a_passport_cut_through_its_portrait_is_held(
    model: str, seed: int, part: float, engines: Engines
) -> None:
    """No face is left of it, but chin and shoulders are."""
    conclusion, page = lower_part(model, seed, part, engines)
    covered = [
        f
        for f in conclusion.findings
        if f.kind is Kind.PORTRAIT and f.quad.centre[0] < page.width / 2 and f.quad.bounds[3] > 0
    ]
    told = {(doubt.code, doubt.detail) for doubt in conclusion.doubts}
    assert covered or ("expected-not-found", "portrait") in told


def test_a_whole_passport_is_not(engines: Engines) -> None:
    conclusion, _ = lower_part("nl-passport-2014", 61, 1.0, engines)
    assert not conclusion.doubts
