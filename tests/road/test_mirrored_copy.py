"""A front camera's picture shows left and right changed over: a person reads it in a mirror."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.text import TextLine
from redactor.errors import ChangedError
from redactor.intake import Limits
from redactor.model import Page, Pixels, Quad
from redactor.pipeline import Road, Settings
from redactor.read import is_mirrored
from redactor.read.scene import Line
from redactor.samples import draw
from redactor.samples.holder import fictional
from tests.bench.captures import photograph
from tests.bench.scoring import mark
from tests.bench.strangers import draw_stranger
from tests.road import scenes


@pytest.mark.parametrize(("model", "quarters"), [("nl-licence-2006-back", 2), ("x-id-back", 1)])
def test_what_only_a_mirror_shows_is_covered_too(
    model: str, quarters: int, warm_road: Road, tmp_path: Path
) -> None:
    make = draw_stranger if model.startswith("x") else draw
    flat = make(model, 31, holder=fictional(31, "123456782"))
    shot = photograph(flat, np.random.default_rng(31), quarters=quarters, long_side=1400)
    over = np.ascontiguousarray(shot.pixels[:, ::-1])
    source = scenes.save(over, tmp_path / "in.png", None)
    opened = warm_road.open([source], Settings())
    plans = warm_road.propose(opened, Settings())
    outcome = warm_road.finish(opened, plans, tmp_path / "copy.png", Settings())
    (page,) = outcome.pages
    assert page.mirrored
    assert outcome.released, outcome.verdict
    found = mark(shot, [cover.quad for cover in page.plan.covers])
    assert found.leaked == ()
    assert found.harmed == ()
    opened.let_go()
    assert np.array_equal(next(opened.pages(Limits())).pixels, shot.pixels)
    scenes.save(shot.pixels, source, None)
    with pytest.raises(ChangedError):
        list(opened.pages(Limits()))


class _Readers:
    """Reads a line as well as the way it is looked at is told to show it."""

    def __init__(self, plain: float, beside: float, under: float) -> None:
        self.scores = {(True, True): plain, (False, True): beside, (True, False): under}
        self.text = self

    def recognise(self, _: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
        return tuple(TextLine(quad, "TEKST", self._score(quad), ()) for quad in quads)

    def _score(self, quad: Quad) -> float:
        a, b, _, d = quad.points
        return self.scores[b[0] > a[0], d[1] > a[1]]


@pytest.mark.parametrize(
    ("count", "plain", "beside", "under", "is_so"),
    [
        (5, 0.7, 0.98, 0.6, True),
        (5, 0.7, 0.6, 0.98, True),  # read upside down
        (2, 0.5, 0.98, 0.6, True),
        (1, 0.5, 0.98, 0.6, False),  # a line tells nothing
        (5, 0.5, 0.7, 0.7, False),  # shaken: no mirror mends it
        (5, 0.92, 0.99, 0.5, False),  # it reads as it is
        (5, 0.85, 0.92, 0.5, False),
    ],
)
def test_print_that_reads_in_a_mirror_alone_is_mirrored(
    count: int, plain: float, beside: float, under: float, is_so: bool
) -> None:
    page = Page(np.full((400, 600, 3), 240, np.uint8))
    quads = [Quad.rect(40, 40 + 50 * at, 300, 30) for at in range(count)]
    lines = [Line("TEKST", plain, (), quad, quad) for quad in quads]
    lines.append(Line("?", 0.99, (), Quad.rect(400, 40, 40, 30), Quad.rect(400, 40, 40, 30)))
    readers = cast("Engines", _Readers(plain, beside, under))
    assert is_mirrored(page, lines, readers) is is_so
