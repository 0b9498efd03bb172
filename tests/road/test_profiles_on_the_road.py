"""Profiles and switches: what each hides of the same document, and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from redactor.model import Kind, Quad
from redactor.pipeline import Road, Settings
from redactor.samples.truth import Drawn
from tests.bench.scoring import covered, mask_of
from tests.road import oracle, scenes
from tests.road.conftest import Copy

BSN = "999999990"


@pytest.fixture(scope="module")
def passport() -> Drawn:
    return scenes.document("nl-passport-2014", 9101, BSN)


@pytest.fixture
def shares(passport: Drawn, road: Road, tmp_path: Path) -> Callable[..., dict[Kind, list[float]]]:
    """How much of each field's characters, portraits whole, the covers of some settings burn."""
    source = scenes.save(passport.pixels, tmp_path / "in.png")

    def measure(**wishes: object) -> dict[Kind, list[float]]:
        (page,) = road.inspect(source, Settings(**wishes))  # type: ignore[arg-type]
        mask = mask_of((page.page.width, page.page.height), [c.quad for c in page.plan.covers])
        found: dict[Kind, list[float]] = {}
        for field in passport.document.fields:
            if field.role == "perforation":
                continue
            quads: tuple[Quad, ...] = field.chars or (field.quad,)
            found.setdefault(field.kind, []).extend(covered(mask, quad) for quad in quads)
        return found

    return measure


KEPT = (Kind.SURNAME, Kind.GIVEN_NAMES, Kind.BIRTH_DATE)


def test_the_default_hides_number_and_portraits(
    shares: Callable[..., dict[Kind, list[float]]],
) -> None:
    found = shares()
    assert min(found[Kind.MRZ_BSN]) > 0.97
    assert min(found[Kind.PORTRAIT]) > 0.9
    for kind in (*KEPT, Kind.DOCUMENT_NUMBER):
        assert max(found[kind]) < 0.2


def test_bsn_only_keeps_the_portrait(shares: Callable[..., dict[Kind, list[float]]]) -> None:
    found = shares(profile="bsn-only")
    assert min(found[Kind.MRZ_BSN]) > 0.97
    assert max(found[Kind.PORTRAIT]) < 0.05


def test_safe_copy_mrz_hides_the_whole_zone(
    shares: Callable[..., dict[Kind, list[float]]],
) -> None:
    found = shares(profile="safe-copy-mrz")
    assert min(found[Kind.MRZ]) > 0.97
    assert min(found[Kind.PORTRAIT]) > 0.9
    for kind in KEPT:
        assert max(found[kind]) < 0.2


def test_strict_hides_what_the_name_and_birth_date_do_not_need(
    shares: Callable[..., dict[Kind, list[float]]],
) -> None:
    found = shares(profile="strict")
    for kind in (Kind.MRZ, Kind.DOCUMENT_NUMBER, Kind.HEIGHT, Kind.NATIONALITY):
        assert min(found[kind]) > 0.97, kind
    assert found[Kind.SIGNATURE][0] > 0.5
    for kind in KEPT:
        assert max(found[kind]) < 0.2


def test_watermark_only_covers_nothing_and_is_released(
    passport: Drawn, copy_of: Callable[..., Copy], tmp_path: Path
) -> None:
    source = scenes.save(passport.pixels, tmp_path / "in.png")
    copy = copy_of(source, profile="watermark-only", watermark=scenes.WATERMARK, crop=False)
    assert copy.outcome.pages[0].plan.covers == ()
    (pixels,) = oracle.pictures(copy.data)
    assert (pixels != passport.pixels).any(), "there is no watermark either"


def test_hide_adds_one_field_and_keep_leaves_one(
    shares: Callable[..., dict[Kind, list[float]]],
) -> None:
    found = shares(hide=frozenset({Kind.SIGNATURE}), keep=frozenset({Kind.PORTRAIT}))
    assert found[Kind.SIGNATURE][0] > 0.5
    assert max(found[Kind.PORTRAIT]) < 0.05
    assert min(found[Kind.MRZ_BSN]) > 0.97


def test_a_kept_portrait_is_released(
    passport: Drawn, copy_of: Callable[..., Copy], tmp_path: Path
) -> None:
    """The second look does not hold a copy for a face that was to stay."""
    source = scenes.save(passport.pixels, tmp_path / "in.png")
    copy = copy_of(source, keep=frozenset({Kind.PORTRAIT}), watermark=scenes.WATERMARK)
    assert Kind.PORTRAIT not in {cover.kind for cover in copy.outcome.pages[0].plan.covers}
