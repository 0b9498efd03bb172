"""Text that stands upside down or sideways where no outline parts it from the rest of a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
import pytest

from redactor import resources
from redactor.engines import Engines
from redactor.engines.text import TextLine
from redactor.locate import locate
from redactor.model import Kind, Located, Page, Pixels, Quad
from redactor.read import Conclusion, conclude, read
from redactor.read.looking import _otherwise, _upwards
from redactor.read.scene import Line, Scene
from redactor.samples.canvas import Canvas, Ink
from redactor.verify import Expectation, SheetExpectation
from redactor.verify.evidence import text_doubts
from redactor.verify.reading import read_sheet
from redactor.views import document

FONT = str(resources.path("fonts", "DejaVuSans.ttf"))
ZONE_FONT = str(resources.path("fonts", "OCRB.otf"))


def _print(size: tuple[float, float], lines: tuple[str, ...], cap: float) -> Pixels:
    canvas = Canvas(size, 8.0)
    for at, line in enumerate(lines):
        canvas.text(8, 12 + at * 3.2 * cap, line, Ink(FONT, cap))
    return canvas.pixels


LETTER = tuple(
    f"Geachte heer Jansen, uw bestelling van {day} maart is onderweg" for day in range(3, 12)
)
CARD = (
    "Koninkrijk der Nederlanden",
    "persoonsnummer / personal no.",
    "123456782",
    "lengte / height",
    "1,74 m",
    "instantie / authority",
    "Burg. van Utrecht",
)


def _page(turns: int = 2) -> Pixels:
    """A letter, and under it on the same white the back of a card, turned by quarters."""
    card = _print((150, 60), CARD, 2.2) if turns == 2 else _print((80, 60), CARD, 2.2)
    return _under(_print((150, 85), LETTER, 2.4), card, turns)


def _under(letter: Pixels, part: Pixels, turns: int) -> Pixels:
    """A letter, and under it, turned by quarters, what is not as wide."""
    turned = np.rot90(part, turns)
    rim = letter.shape[1] - turned.shape[1]
    return np.concatenate([letter, np.pad(turned, ((0, 0), (0, rim), (0, 0)), mode="edge")])


def _write_zone(canvas: Canvas, zone: tuple[str, ...], x: float, y: float, pitch: float) -> None:
    for at, line in enumerate(zone):
        canvas.text(x, y + at * pitch, line, Ink(ZONE_FONT, 2.5))


def _with_hidden_zone(pixels: Pixels, engines: Engines) -> Conclusion:
    """What is made of a page whose zone's number must be found."""
    page = Page(pixels)
    (conclusion,) = conclude([read(page, locate(page, engines), engines)])
    hidden = [f for f in conclusion.findings if f.kind is Kind.MRZ_BSN]
    assert any(f.value is not None and f.value.clear == "999999990" for f in hidden)
    return conclusion


PASSPORT_ZONE = (
    "P<NLDVAN<DER<VOORBEELD<<ANNA<<<<<<<<<<<<<<<<",
    "SPECI20142NLD8001014F2701012999999990<<<<<80",
)


CARD_ZONE = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)


def test_a_turned_card_is_looked_at_beyond_its_zone(engines: Engines) -> None:
    """Nothing else on it is print: a picture of the holder may stand over the zone."""
    wide, high, scale = 85.6, 53.98, 8.0
    canvas = Canvas((wide, high), scale)
    for at, line in enumerate(CARD_ZONE):
        canvas.text(4.7, 38.5 + at * 4.23, line, Ink(ZONE_FONT, 2.4))
    letter = _print((150, 85), LETTER, 2.4)
    page = Page(_under(letter, canvas.pixels, 2))
    seen = read(page, locate(page, engines), engines)
    card = Quad.rect(0, letter.shape[0], wide * scale, high * scale)
    (found,) = [one for one in seen.documents if one.located is Located.OUTLINE]
    assert found.quad.overlap(card) > 0.75


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_number_of_a_turned_card_is_found(turns: int, engines: Engines) -> None:
    page = Page(_page(turns))
    (conclusion,) = conclude([read(page, locate(page, engines), engines)])
    (number,) = [f for f in conclusion.findings if f.kind is Kind.BSN]
    assert number.value is not None
    assert number.value.clear == "123456782"
    away = number.quad.angle + turns * np.pi / 2
    assert abs((away + np.pi) % (2 * np.pi) - np.pi) < 0.2
    assert conclusion.country == "NLD"


def _on_a_crooked_letter(slant: float) -> Pixels:
    """A letter that lies askew, and on its lower part a card's print without edges, level."""
    letter = np.asarray(_print((150, 85), LETTER, 2.6))
    high, wide = letter.shape[:2]
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), slant, 1.0)
    turn[:, 2] += (200, 250)
    page = cv2.warpAffine(
        letter, turn, (wide + 400, high + 1100), borderValue=letter[0, 0].tolist()
    )
    card = _print((70, 45), CARD[1:], 2.0)
    page[-card.shape[0] - 20 : -20, 350 : 350 + card.shape[1]] = card
    return page


@pytest.mark.parametrize("slant", [-35.0, -20.0, 28.0])
def test_a_card_on_a_crooked_letter_is_a_document_of_its_own(
    slant: float, engines: Engines
) -> None:
    """In the letter's direction its lines run at a slant, and captions are not seen."""
    layout = locate(Page(_on_a_crooked_letter(slant)), engines)
    whole, card = layout.documents
    assert whole.located is Located.PAGE
    assert card.located is Located.TEXT
    assert min(abs(card.quad.angle), np.pi - abs(card.quad.angle)) < 0.1
    assert sum(card.quad.contains(line.centre) for line in layout.loose) >= 3
    alone = locate(Page(_page()), engines)  # upside down is no slant
    assert len(alone.documents) == 1


class _Readers:
    """Reads every line it is asked for, and well."""

    class text:  # noqa: N801
        @staticmethod
        def recognise(_: Pixels, quads: Sequence[Quad]) -> tuple[TextLine, ...]:
            return tuple(TextLine(quad, "17.05.2010", 1.0, ()) for quad in quads)


@pytest.mark.parametrize(("long", "told"), [(2.6, 4), (6.0, 4), (1.4, 0)])
@pytest.mark.parametrize("turns", [1, 2])
def test_short_lines_are_read_the_other_way_up_too(turns: int, long: float, told: int) -> None:
    """A date's box is hardly three times as wide as high, and a licence's back is all dates."""
    whole = document(Quad.rect(0, 0, 900, 900), Located.PAGE, 1.0, 900)
    lines = []
    for at in range(4):
        quad = Quad.rect(100, 100 + 90 * at, 30 * long, 30)
        if turns == 1:  # read upwards
            a, b, c, d = Quad.rect(100 + 90 * at, 100, 30, 30 * long).points
            quad = Quad((d, a, b, c))
        lines.append(Line("12052010", 0.6, (), quad, quad))
    page = Page(np.full((900, 900, 3), 240, np.uint8))
    scene = Scene(page, 0, whole, page.pixels, tuple(lines))
    found = dict(_otherwise(page, scene, cast("Engines", _Readers)))
    assert len(found[turns]) == told


@pytest.mark.parametrize(
    ("scores", "told"),
    [
        ((0.6, 0.93, 0.96, 0.9), 4),  # a reader makes something of text upside down, now and then
        ((0.6, 1.0, 1.0, 1.0), 1),  # what reads best as it stands is upright
        ((0.93, 0.96, 0.9, 0.99), 0),
    ],
)
def test_lines_upside_down_that_seem_clear_go_with_those_that_do_not(
    scores: tuple[float, ...], told: int
) -> None:
    whole = document(Quad.rect(0, 0, 900, 900), Located.PAGE, 1.0, 900)
    quads = [Quad.rect(100, 100 + 90 * at, 200, 30) for at in range(len(scores))]
    lines = [
        Line("LENGTE", score, (), quad, quad) for score, quad in zip(scores, quads, strict=True)
    ]
    page = Page(np.full((900, 900, 3), 240, np.uint8))
    scene = Scene(page, 0, whole, page.pixels, tuple(lines))
    assert len(dict(_otherwise(page, scene, cast("Engines", _Readers)))[2]) == told


def test_a_zone_read_downwards_is_turned(engines: Engines) -> None:
    """Upside down its fillers look as good as upright: they score, but they point the wrong way."""
    zone = (
        "I<NLDSPECI20142999999990<<<<<8",
        "6503101F2403096NLD<<<<<<<<<<<8",
        "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
    )
    canvas = Canvas((90, 60), 8.0)
    _write_zone(canvas, zone, 5, 35, 6)
    _with_hidden_zone(_under(_print((150, 85), LETTER, 2.4), canvas.pixels, 3), engines)


def test_the_two_lines_of_a_passports_zone_are_enough(engines: Engines) -> None:
    """All that is read of a strip or a pale page, turned otherwise than the letter beside it."""
    canvas = Canvas((125, 25), 8.0)
    _write_zone(canvas, PASSPORT_ZONE, 4, 10, 7)
    _with_hidden_zone(_under(_print((210, 105), LETTER, 3.0), canvas.pixels, 2), engines)


@pytest.mark.parametrize("turns", [1, 3])
def test_a_small_page_beside_a_large_letter_is_looked_at_closely(
    turns: int, engines: Engines
) -> None:
    """At the letter's scale the two lines of its zone are one, and nobody reads that."""
    canvas = Canvas((125, 88), 8.0)
    canvas.text(40, 8, "KONINKRIJK DER NEDERLANDEN", Ink(FONT, 3.0))
    for at, line in enumerate(("SPECI2014", "Van der Voorbeeld", "01 JAN/JAN 1980")):
        canvas.text(40, 20 + at * 9, line, Ink(FONT, 1.8))
    _write_zone(canvas, PASSPORT_ZONE, 4, 70, 7)
    page = _under(_print((330, 300), LETTER[:9], 5.5), canvas.pixels, turns)
    conclusion = _with_hidden_zone(page, engines)
    assert sum(f.kind is Kind.MRZ for f in conclusion.findings) == 2


def test_the_second_look_sees_it_too(engines: Engines) -> None:
    sheet = SheetExpectation()
    sights = read_sheet(_page(), sheet, engines)
    doubts = text_doubts(sights, Expectation.of_unknown(), sheet, "reader")
    assert {d.code for d in doubts} == {"number-visible"}


@pytest.mark.parametrize(
    ("texts", "rises", "turned"),
    [
        (("KONINKRIJK DER NEDERLANDEN",), True, True),  # a distant card's title is enough
        (("KONINKRIJK DER NEDERLANDEN",), False, False),
        (("XR1000087",), True, False),  # a number punched along the rim is not
        (("Anna", "Jansen", "NLD"), True, True),
    ],
)
def test_a_document_taken_for_turned_is_told_by_its_text(
    texts: tuple[str, ...], rises: bool, turned: bool
) -> None:
    level = Quad.rect(100, 300, 200, 20)
    a, b, c, d = Quad.rect(100, 100, 20, 200).points
    place = Quad((d, a, b, c)) if rises else level
    lines = [
        Line(text, 0.99, tuple((i + 0.5) / len(text) for i in range(len(text))), place, place)
        for text in texts
    ]
    assert _upwards(lines) is turned
