"""A copy that a person turned: the same pixels, turned, and looked at again both ways."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from redactor.export import Format
from redactor.model import Cover, Document, Kind, Located, Quad, Secret, Transform
from redactor.pipeline import Opened, Outcome, Road, Settings
from redactor.render import upright
from tests.road import oracle, scenes

PNG = Settings(format=Format.PNG)


@pytest.fixture
def opened(road: Road, tmp_path: Path) -> Opened:
    source = scenes.save(
        scenes.document("nl-id-2014-back", 9102, "123456782").pixels, tmp_path / "in.png"
    )
    return road.open([source], PNG)


def picture(data: bytes) -> np.ndarray:
    (pixels,) = oracle.pictures(data)
    return pixels


def assert_held_by_both_readers(outcome: Outcome) -> None:
    """The number was seen by either reader; the second one reads upright pages only."""
    assert outcome.output is None
    assert outcome.verdict is not None
    found = {(doubt.code, doubt.detail) for doubt in outcome.verdict.doubts}
    assert ("number-visible", "text:rapidocr") in found
    if shutil.which("tesseract"):
        assert ("number-visible", "text:tesseract") in found


@pytest.mark.parametrize("turn", [1, 2])
def test_the_copy_follows_to_the_pixel_and_is_released(
    turn: int, road: Road, opened: Opened, tmp_path: Path
) -> None:
    plans = road.propose(opened, PNG)
    straight = road.finish(opened, plans, tmp_path / "straight.png", PNG)
    plans = tuple(replace(plan, turn=turn) for plan in plans)
    turned = road.finish(opened, plans, tmp_path / "turned.png", PNG)
    assert straight.released
    assert turned.released, turned.verdict
    assert straight.output is not None
    assert turned.output is not None
    before, after = picture(straight.output.read_bytes()), picture(turned.output.read_bytes())
    assert np.array_equal(np.rot90(before, -turn), after)
    seen = road.preview(opened, 0, plans[0], PNG)
    assert seen.shape == after.shape


def test_a_number_left_open_is_seen_on_a_turned_copy_too(
    road: Road, opened: Opened, tmp_path: Path
) -> None:
    """One line that lies on its side is easily overlooked: the copy is looked at upright too."""
    (plan,) = road.propose(opened, PNG)
    open_to_all = replace(plan, covers=(), turn=1)
    outcome = road.finish(opened, (open_to_all,), tmp_path / "copy.png", PNG)
    assert_held_by_both_readers(outcome)


@pytest.mark.parametrize("quarters", [1, 2])
def test_a_number_left_open_is_seen_on_a_copy_that_was_sent_on_its_side(
    quarters: int, road: Road, tmp_path: Path
) -> None:
    """Cut to nothing, it keeps lying as it was sent: it is looked at upright as well."""
    card = scenes.document("nl-id-2014-back", 9102, "123456782").pixels
    sent = np.full((card.shape[0] + 300, card.shape[1] + 300, 3), (60, 70, 80), np.uint8)
    sent[150:-150, 150:-150] = card
    source = scenes.save(np.ascontiguousarray(np.rot90(sent, quarters)), tmp_path / "in.png")
    whole = replace(PNG, crop=False)
    opened = road.open([source], whole)
    (plan,) = road.propose(opened, whole)
    assert plan.covers
    outcome = road.finish(opened, (replace(plan, covers=()),), tmp_path / "copy.png", whole)
    assert_held_by_both_readers(outcome)


def test_a_number_that_only_the_code_gave_away_is_looked_for_on_the_copy(
    road: Road, tmp_path: Path
) -> None:
    """Six of nine digits are no number by themselves; the code says whose they are."""
    back = scenes.document("nl-id-2021-back", 9102, "123456782")
    (number,) = [field.quad for field in back.document.of(Kind.BSN)]
    left, top, right, bottom = number.bounds
    sent = back.pixels.copy()
    sent[top - 6 : bottom + 6, round(left + 0.66 * (right - left)) : right + 6] = 225
    source = scenes.save(sent, tmp_path / "in.png")
    opened = road.open([source], PNG)
    (seen,) = opened.conclusions
    code_alone = replace(seen, findings=tuple(f for f in seen.findings if f.kind is Kind.CODE))
    opened = replace(opened, conclusions=(code_alone,))
    outcome = road.finish(opened, road.propose(opened, PNG), tmp_path / "copy.png", PNG)
    assert outcome.output is None
    assert outcome.verdict is not None
    assert any(doubt.code == "number-visible" for doubt in outcome.verdict.doubts)


def test_the_watermark_stands_upright_on_the_turned_copy(
    road: Road, opened: Opened, tmp_path: Path
) -> None:
    marked = replace(PNG, watermark=scenes.WATERMARK)
    (plan,) = road.propose(opened, marked)
    turned = road.preview(opened, 0, replace(plan, turn=1), marked)
    bare = road.preview(opened, 0, replace(plan, turn=1), PNG)
    straight = road.preview(opened, 0, plan, marked)
    assert not np.array_equal(np.rot90(straight, -1), turned)
    assert not np.array_equal(bare, turned)


def test_front_and_back_turned_each_their_own_way_share_a_sheet(road: Road, tmp_path: Path) -> None:
    files = [
        scenes.save(scenes.document(model, seed, "123456782").pixels, tmp_path / f"{model}.png")
        for model, seed in (("nl-id-2014-front", 9701), ("nl-id-2014-back", 9102))
    ]
    pdf = Settings(format=Format.PDF)
    opened = road.open(files, pdf)
    first, second = road.propose(opened, pdf)
    plans = (replace(first, turn=2), replace(second, turn=1))
    outcome = road.finish(opened, plans, tmp_path / "copy.pdf", pdf)
    assert outcome.released, outcome.verdict


@pytest.mark.parametrize(("quarters", "turn"), [(0, 0), (1, 3), (2, 2), (3, 1)])
def test_what_lies_on_its_side_is_turned_upright(quarters: int, turn: int) -> None:
    corners = Quad.rect(10, 20, 100, 60).points
    quad = Quad.of([*corners[quarters:], *corners[:quarters]])
    document = Document(quad, (1, 1), Transform.identity(), Located.OUTLINE, 1.0)
    assert upright([document], crop=True) == turn
    assert upright([document], crop=False) == 0
    assert upright([], crop=True) == 0


def test_nothing_else_is_looked_at_twice() -> None:
    from redactor.export import Sheet
    from redactor.render import Drawn, turned_back
    from redactor.verify import SheetExpectation

    pixels = np.arange(2 * 4 * 3, dtype=np.uint8).reshape(2, 4, 3)
    cover = Cover(Quad.rect(0, 0, 1, 2), Kind.BSN)
    shown = SheetExpectation((cover.quad,), legible=((Quad.rect(1, 0, 3, 1), Secret("A")),))
    drawn = [Drawn(Sheet(pixels, None), shown, frozenset({turn} - {0})) for turn in (0, 1, 2)]
    looks = turned_back(drawn, [pixels] * 3, [shown] * 3, together=False)
    assert [look[0].shape for look in looks] == [(4, 2, 3), (2, 4, 3)]
    assert np.array_equal(looks[0][0], np.rot90(pixels, 1))
    assert looks[0][1].covers[0].bounds == (0, 3, 2, 4)
    assert looks[1][1].covers[0].bounds == (3, 0, 4, 2)
    assert turned_back(drawn, [pixels], [shown], together=False) == []
