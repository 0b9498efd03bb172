"""The leak oracle: the number is in no byte and no pixel of any copy, in any format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.export import Format, straighten
from redactor.intake import open_pages
from redactor.model import Kind, Pixels, Transform
from redactor.samples.truth import Drawn
from tests.road import oracle, scenes
from tests.road.conftest import Copy

CASES = {
    "passport": ("nl-passport-2014", 9101, "999999990"),
    "card": ("nl-id-2014-back", 9102, "123456782"),
    "card-qr": ("nl-id-2021-back", 9103, "111222333"),
    "licence": ("nl-licence-2014-back", 9104, "999999990"),
}
MakeCopy = Callable[..., Copy]


@pytest.fixture(scope="session")
def drawn() -> dict[str, Drawn]:
    return {name: scenes.document(*case) for name, case in CASES.items()}


def shown(drawn: Drawn) -> list[str]:
    """Texts of the document that stay legible."""
    hidden = (*oracle.HIDDEN, Kind.MRZ, Kind.CODE)
    fields = [f for placed in drawn.documents for f in placed.fields]
    zones = [f for f in fields if f.kind is Kind.MRZ]
    numbers = [f.text for f in fields if f.kind is Kind.MRZ_BSN]
    kept = [part for zone in zones for part in _without(zone.text, numbers)]
    return [f.text for f in fields if f.kind not in hidden] + kept + [scenes.WATERMARK]


def _without(line: str, numbers: list[str]) -> list[str]:
    for number in numbers:
        if len(number) > 1:
            line = line.replace(number, " ")
    return line.split()


def check(
    copy: Copy,
    drawn: Drawn,
    engines: Engines,
    moves: list[Transform],
    **looks: Any,
) -> list[Pixels]:
    """The whole oracle over one copy; ``moves``: from the truth's px to each picture's."""
    secrets = oracle.Secrets.of(drawn)
    oracle.assert_bytes_clean(copy.data, secrets)
    oracle.assert_only_pixels(copy.data)
    found = oracle.pictures(copy.data)
    exact = copy.data.startswith(b"\x89PNG")
    for pixels, move in zip(found, moves, strict=True):
        oracle.assert_filled(pixels, drawn, move, exact)
        oracle.assert_unreadable(pixels, secrets, engines, shown(drawn), **looks)
    return found


def to_sheet(copy: Copy, source: Path) -> Transform:
    """From page px to the px of the cut and straightened sheet."""
    (page,) = open_pages(source)
    (found,) = copy.outcome.pages[0].documents
    return straighten(page.pixels, found)[1]


@pytest.mark.parametrize("name", CASES)
def test_the_oracle_sees_what_is_there(
    name: str, drawn: dict[str, Drawn], engines: Engines, tmp_path: Path
) -> None:
    """On the source itself every alarm goes off; else a clean result would mean nothing."""
    one = drawn[name]
    secrets = oracle.Secrets.of(one)
    with pytest.raises(AssertionError):
        oracle.assert_filled(one.pixels, one, Transform.identity(), exact=False)
    with pytest.raises(AssertionError, match="read in the copy"):
        oracle.assert_unreadable(one.pixels, secrets, engines, shown(one), scales=(1000,))
    told = scenes.born_digital(one, tmp_path / "told.pdf").read_bytes()
    with pytest.raises(AssertionError, match="in the bytes"):
        oracle.assert_bytes_clean(told, secrets)
    with pytest.raises(AssertionError):
        oracle.assert_only_pixels(told)


STRAIGHTENED = [
    *((name, Format.PNG) for name in CASES),
    *zip(CASES, [Format.JPEG, Format.PDF, Format.JPEG, Format.PDF], strict=True),
]
"""Every document without loss, and in one format that loses."""


@pytest.mark.parametrize(("name", "form"), STRAIGHTENED)
def test_a_straightened_copy(
    name: str,
    form: Format,
    drawn: dict[str, Drawn],
    copy_of: MakeCopy,
    engines: Engines,
    tmp_path: Path,
) -> None:
    source = scenes.save(drawn[name].pixels, tmp_path / "in.png")
    copy = copy_of(source, format=form, watermark=scenes.WATERMARK)
    exact = form is Format.PNG
    check(
        copy,
        drawn[name],
        engines,
        [to_sheet(copy, source)],
        scales=(800, 1300) if exact else (900,),
        tesseract=exact,
    )


@pytest.mark.parametrize("name", ["passport", "card-qr"])
def test_a_copy_in_the_sources_geometry(
    name: str, drawn: dict[str, Drawn], copy_of: MakeCopy, engines: Engines, tmp_path: Path
) -> None:
    one = drawn[name]
    source = scenes.save(one.pixels, tmp_path / "in.png")
    copy = copy_of(source, crop=False, watermark=scenes.WATERMARK)
    (pixels,) = check(copy, one, engines, [Transform.identity()], scales=(1200,), tesseract=False)
    assert pixels.shape == one.pixels.shape


def test_a_copy_small_enough_for_a_portal(
    drawn: dict[str, Drawn], copy_of: MakeCopy, engines: Engines, tmp_path: Path
) -> None:
    one = drawn["passport"]
    source = scenes.save(one.pixels, tmp_path / "in.jpg")
    copy = copy_of(source, max_bytes=200_000, watermark=scenes.WATERMARK)
    assert len(copy.data) <= 200_000
    height, width = oracle.pictures(copy.data)[0].shape[:2]
    move = to_sheet(copy, source)
    (page,) = open_pages(source)
    (found,) = copy.outcome.pages[0].documents
    whole = straighten(page.pixels, found)[0].shape
    shrink = Transform.of([[width / whole[1], 0, 0], [0, height / whole[0], 0], [0, 0, 1]])
    check(copy, one, engines, [move.then(shrink)], scales=(1000,), tesseract=False)


def test_front_and_back_combined_on_one_a4(
    drawn: dict[str, Drawn], copy_of: MakeCopy, engines: Engines, tmp_path: Path
) -> None:
    back = drawn["card-qr"]
    front = scenes.document("nl-id-2021-front", 9103, back.holder.bsn)
    one = scenes.save(front.pixels, tmp_path / "front.jpg")
    two = scenes.save(back.pixels, tmp_path / "back.png")
    copy = copy_of([one, two], format=Format.PDF, watermark=scenes.WATERMARK)
    oracle.assert_bytes_clean(copy.data, oracle.Secrets.of(back))
    oracle.assert_only_pixels(copy.data)
    for page in open_whole(copy.data, tmp_path):
        oracle.assert_unreadable(
            page,
            oracle.Secrets.of(back),
            engines,
            [*shown(front), *shown(back)],
            scales=(1700,),
            tesseract=False,
        )


def open_whole(data: bytes, folder: Path) -> list[Pixels]:
    """The pages of a PDF as a reader would show them."""
    path = folder / "whole.pdf"
    path.write_bytes(data)
    return [page.pixels for page in open_pages(path)]


def test_the_pages_of_a_tiff_and_a_number_without_label_on_another_page(
    drawn: dict[str, Drawn], copy_of: MakeCopy, engines: Engines, tmp_path: Path
) -> None:
    """The number known from the card is hidden in the letter too, where nothing names it.

    The empty back of a sheet between them holds nothing up.
    """
    card = drawn["card"]
    words = ["Geachte heer, mevrouw,", f"Uw kenmerk {card.holder.bsn} van 3 mei.", "Met groet,"]
    letter = scenes.letter(words)
    blank = np.full((900, 700, 3), 251, np.uint8)
    source = scenes.tiff([card.pixels, blank, letter], tmp_path / "both.tiff")
    copy = copy_of(source, crop=False, watermark=scenes.WATERMARK)
    assert copy.outcome.output is not None
    assert copy.outcome.output.suffix == ".pdf"
    oracle.assert_bytes_clean(copy.data, oracle.Secrets.of(card))
    oracle.assert_only_pixels(copy.data)
    first, back, second = oracle.pictures(copy.data)
    assert back.mean() > 230
    oracle.assert_filled(first, card, Transform.identity(), exact=False)
    for pixels in (first, second):
        oracle.assert_unreadable(
            pixels, oracle.Secrets.of(card), engines, shown(card), scales=(1000,), tesseract=False
        )
    (cover,) = copy.outcome.pages[2].plan.covers
    assert cover.kind is Kind.BSN
    reasons = {
        reason.code
        for decision in copy.outcome.pages[2].plan.decisions
        for reason in decision.finding.why
    }
    assert "same-number" in reasons
    left, top, right, bottom = cover.quad.bounds
    assert right - left < 300, "more than the number's own word is gone"
    assert bottom - top < 60


def test_a_born_digital_pdf_with_the_number_in_every_corner(
    drawn: dict[str, Drawn], copy_of: MakeCopy, engines: Engines, tmp_path: Path
) -> None:
    one = drawn["card"]
    source = scenes.born_digital(one, tmp_path / "in.pdf")
    copy = copy_of(source, crop=False, watermark=scenes.WATERMARK)
    (page,) = open_pages(source)
    height, width = one.pixels.shape[:2]
    drawn_at = Transform.of([[page.width / width, 0, 0], [0, page.height / height, 0], [0, 0, 1]])
    check(copy, one, engines, [drawn_at], scales=(1000,), tesseract=False)
