"""What a locator takes for a code is none where text reads perfectly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from redactor.engines import Engines
from redactor.engines.codes import FINDERS, Code
from redactor.engines.modules import modular
from redactor.model import Finding, Kind, Located, Page, Quad, Reason, Secret
from redactor.read.codes import CodeReader, unprinted
from redactor.read.scene import Line, Scene
from redactor.samples import draw
from redactor.samples.holder import fictional
from redactor.views import document, rectify
from tests.bench.scoring import covered, mask_of

HIGH, WIDE = 540, 856
PLACE = Quad.rect(300, 120, 240, 240)
FIELDS = ("naam / surname", "DE BRUIJN", "10 MAA/MAR 1965", "09 MAA/MAR 2024")


def scene_with(lines: tuple[Line, ...]) -> Scene:
    """A card with black and white squares at the code's place."""
    view = np.full((HIGH, WIDE, 3), 235, np.uint8)
    rng = np.random.default_rng(4)
    squares = np.kron(rng.integers(0, 2, (24, 24)), np.ones((10, 10), int))
    view[120:360, 300:540] = (40 + 180 * squares)[..., None]
    place = document(Quad.rect(0, 0, WIDE, HIGH), Located.OUTLINE, 0.95, long_px=WIDE)
    return Scene(Page(view), 0, place, view, lines)


def fields(score: float, left: int = 310, count: int = 4) -> tuple[Line, ...]:
    return written(FIELDS, score, [Quad.rect(left, 130 + 50 * at, 200, 24) for at in range(count)])


def written(texts: Sequence[str], score: float, quads: Sequence[Quad]) -> tuple[Line, ...]:
    """Texts at some places, as many as there are of these."""
    return tuple(
        Line(text, score, tuple((i + 0.5) / len(text) for i in range(len(text))), quad, quad)
        for text, quad in zip(texts, quads, strict=False)
    )


class Codes:
    def __init__(self, text: Secret | None, engine: str) -> None:
        self.text, self.engine = text, engine

    def detect(self, _: object, **__: object) -> tuple[Code, ...]:
        return (Code(PLACE, "QRCode", self.text, self.engine),)


class Bundle:
    def __init__(self, text: Secret | None, engine: str) -> None:
        self.codes = Codes(text, engine)


def found(lines: tuple[Line, ...], text: Secret | None = None, engine: str = "opencv") -> int:
    reading = CodeReader().read(scene_with(lines), Bundle(text, engine))  # type: ignore[arg-type]
    return len(reading.findings)


def test_the_squares_are_like_a_codes() -> None:
    assert modular(scene_with(()).view, PLACE)


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (fields(0.99), 0),
        ((), 1),
        (fields(0.8), 1),  # modules read as letters, badly
        (fields(0.99, count=2), 1),
        (fields(0.99, left=20), 1),  # fields beside it
        (tuple(replace(line, text="1I") for line in fields(0.99)), 1),
    ],
    ids=["fields", "nothing", "noise", "a caption and its field", "beside", "signs"],
)
def test_a_block_of_fields_is_no_code(lines: tuple[Line, ...], count: int) -> None:
    assert found(lines) == count


@pytest.mark.parametrize(
    ("score", "tall", "engine", "count"),
    [
        (0.99, 70, "opencv", 0),
        (0.99, 70, "zxing", 0),
        (0.9, 70, "opencv", 1),
        (0.99, 40, "opencv", 1),
        (0.99, 70, FINDERS, 1),
    ],
)
def test_two_large_fields_are_no_code(score: float, tall: int, engine: str, count: int) -> None:
    """On a fax a nationality and a date of birth had the rows and columns of modules."""
    quads = [Quad.rect(290, 130 + 110 * at, 235, tall) for at in range(2)]
    lines = written(("Nederlandse", "06-08-1952"), score, quads)
    assert found(lines, engine=engine) == count


def test_a_code_that_was_read_is_one_whatever_stands_there() -> None:
    assert found(fields(0.99), Secret("999999990")) == 1


def _finding(kind: Kind, value: str | None) -> Finding:
    secret = None if value is None else Secret(value)
    return Finding(kind, PLACE, 0.9, (Reason("code-decoded", "QRCode"),), "codes", secret, 0)


@pytest.mark.parametrize(
    ("value", "printed", "missed"),
    [
        ("123456782", (), True),
        ("BSN=123456782;v=1", (), True),
        ("123456782", (_finding(Kind.BSN, "123456782"),), False),
        ("123456782", (_finding(Kind.BSN, None),), False),
        ("123456782", (_finding(Kind.PORTRAIT, None),), True),
        ("123456789", (), False),
        (None, (), False),
    ],
)
def test_a_number_in_a_code_is_missed_in_print(
    value: str | None, printed: tuple[Finding, ...], missed: bool
) -> None:
    """The side that carries the code carries the digits as well; another number says nothing."""
    doubts = unprinted([_finding(Kind.CODE, value), *printed])
    assert [(d.code, d.detail) for d in doubts] == [("expected-not-found", "bsn")] * missed


@pytest.mark.parametrize("model", ["nl-id-2021-back", "nl-passport-2021-back"])
@pytest.mark.parametrize("side", ["top", "left"])
def test_a_code_through_which_an_outline_runs_is_found_whole(
    model: str, side: str, engines: Engines
) -> None:
    """A finger over a card's side hides that: its outline is taken for one further in."""
    drawn = draw(model, 9411, px_per_mm=12.0, holder=fictional(9411, "999999990"))
    height, width = drawn.pixels.shape[:2]
    (code,) = drawn.document.of(Kind.CODE)
    left, top, right, bottom = code.quad.bounds
    x = left + 0.06 * (right - left) if side == "left" else 0.0
    y = top + 0.06 * (bottom - top) if side == "top" else 0.0
    cut = document(Quad.rect(x, y, width - x, height - y), Located.OUTLINE, 0.9)
    page = Page(drawn.pixels, 0, None, "image/png")
    scene = Scene(page, 0, cut, rectify(page.pixels, cut), ())
    found = [f.quad for f in CodeReader().read(scene, engines).findings if f.kind is Kind.CODE]
    assert covered(mask_of((width, height), found), code.quad) >= 0.97


@pytest.mark.parametrize(("sure", "count"), [(0.55, 1), (0.9, 0)])
@pytest.mark.parametrize("model", ["nl-id-2021-back", "nl-passport-2021-back"])
def test_a_code_half_beyond_an_unsure_outline_is_found(
    model: str, sure: float, count: int, engines: Engines
) -> None:
    """A finger at a card's corner: its outline ran through the middle of the code, which was open
    on a copy held for want of it.  A sure outline has nothing of its document beyond it."""
    drawn = draw(model, 9412, px_per_mm=12.0, holder=fictional(9412, "999999990"))
    height, width = drawn.pixels.shape[:2]
    (code,) = drawn.document.of(Kind.CODE)
    middle = code.quad.centre[0]
    place = Quad.rect(middle, 0, width - middle, height)
    if middle > width / 2:
        place = Quad.rect(0, 0, middle, height)
    cut = document(place, Located.OUTLINE, sure)
    page = Page(drawn.pixels, 0, None, "image/png")
    scene = Scene(page, 0, cut, rectify(page.pixels, cut), ())
    found = [f.quad for f in CodeReader().read(scene, engines).findings if f.kind is Kind.CODE]
    assert len(found) == count
    assert all(covered(mask_of((width, height), [quad]), code.quad) >= 0.97 for quad in found)


@pytest.mark.parametrize("quad", [Quad.rect(0, 40, 220, 0), Quad.rect(0, 40, 220, 6)])
def test_bars_read_from_a_single_row_at_the_rim_are_no_error(quad: Quad, engines: Engines) -> None:
    view = np.full((400, 600, 3), 235, np.uint8)
    place = document(Quad.rect(0, 0, 600, 400), Located.OUTLINE, 0.95, long_px=600)
    scene = Scene(Page(view), 0, place, view, ())

    class Bars:
        def detect(self, _: object, **__: object) -> tuple[Code, ...]:
            return (Code(quad, "Code128", Secret("999999990"), "zxing"),)

    class Own:
        codes = Bars()

    (found,) = CodeReader().read(scene, Own()).findings  # type: ignore[arg-type]
    assert found.kind is Kind.CODE
