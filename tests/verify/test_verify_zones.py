"""A zone without digits where a number may stand is not repaired; nothing is missed for that."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from redactor.documents import load_countries
from redactor.model import Quad
from redactor.verify import zones
from redactor.verify.sight import MASK, Sight

CARD = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)
PAGE = (
    "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
    "SPECI20142NLD6503101F2403096999999990<<<<<84",
)
WIDE = 20


def sights(lines: Sequence[str]) -> list[Sight]:
    found = []
    for row, text in enumerate(lines):
        quad = Quad.rect(40, 30 * row, WIDE * len(text), 20)
        spots = tuple((40 + WIDE * (at + 0.5), 30.0 * row + 10) for at in range(len(text)))
        found.append(Sight(text, quad, spots))
    return found


def spoiled(lines: Sequence[str], rng: random.Random) -> list[str]:
    """A zone with some of its number covered and signs misread, lost or doubled."""
    row, first = (0, 15) if len(lines) == 3 else (1, 28)
    shown = rng.choice((0, 0, 3, 5, 9, 14))
    text = lines[row]
    covered = text[: first + shown] + MASK * max(0, 15 - shown)
    out = [covered[: len(text)] if at == row else line for at, line in enumerate(lines)]
    for _ in range(rng.randrange(4)):
        at = rng.randrange(len(out))
        place = rng.randrange(1, len(out[at]))
        kept = out[at][place:] if rng.random() < 0.5 else out[at][place + 1 :]
        out[at] = out[at][:place] + rng.choice(("", "O", "5", "<", "B")) + kept
    return out


@pytest.mark.parametrize("lines", [CARD, PAGE])
def test_a_repair_that_is_spared_would_have_shown_nothing(
    lines: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(20261129)
    cases = [sights(spoiled(lines, rng)) for _ in range(60)]
    spared = [list(zones._whole_zone(case, "reader", abroad=False)) for case in cases]
    monkeypatch.setattr(zones, "earliest", lambda rows: -1.0)
    repaired = [list(zones._whole_zone(case, "reader", abroad=False)) for case in cases]
    assert spared == repaired
    assert 5 < sum(map(bool, repaired)) < 55


def test_where_a_number_may_begin_is_what_the_countries_say() -> None:
    for country in load_countries():
        for fmt, zone in country.zones.items():
            first = min(span.start for span in (*zone.cells, *zone.loose))
            assert zones.earliest(fmt.rows) <= first / fmt.columns
    assert zones.earliest(1) == 1.0
