"""A card on a sheet: fine print is read, and without edges its zone says where the card is."""

from __future__ import annotations

import numpy as np
import pytest

from redactor import resources
from redactor.documents.mrz import parse
from redactor.engines import Engines
from redactor.locate import locate
from redactor.model import Finding, Kind, Layout, Located, Page, Pixels, Quad
from redactor.read import conclude, read
from redactor.read.framing import among_print, around_block
from redactor.read.looking import _wider
from redactor.read.pagewise import Seen
from redactor.read.scene import Line, Zone
from redactor.samples import draw
from redactor.samples.canvas import Canvas, Ink
from redactor.samples.holder import fictional
from redactor.samples.truth import Drawn
from redactor.views import document, rotated
from tests.bench.strangers import draw_stranger

BSN = "123456782"
A4 = (1654, 2339)
"""At 200 dpi, in px."""


def _without_edges(card: Drawn) -> Pixels:
    """A card as a copier's lamp leaves it: the ground is white, ink and picture stay."""
    levels = np.clip((card.pixels.astype(np.float32) - 60) * 1.9, 0, 255)
    return np.asarray(levels, np.uint8)


def _sheet(card: Drawn, left: int, top: int) -> tuple[Page, Quad]:
    """A white A4 with a card on it, and the card's place."""
    import cv2

    picture = _without_edges(card)
    wide = round(card.document.size_mm[0] / 25.4 * 200)
    high = round(card.document.size_mm[1] / 25.4 * 200)
    small = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA)
    sheet = np.full((A4[1], A4[0], 3), 255, np.uint8)
    sheet[top : top + high, left : left + wide] = small
    return Page(sheet), Quad.rect(left, top, wide, high)


def _whole(page: Page) -> Layout:
    """The sheet as the only document, as where no outline is believed."""
    quad = Quad.rect(0, 0, page.width, page.height)
    return Layout((document(quad, Located.PAGE, 0.5),), (1.0,))


def _read(page: Page, engines: Engines) -> Seen:
    return read(page, _whole(page), engines)


@pytest.mark.parametrize("model", ["nl-passport-2011", "nl-id-2014-back"])
def test_a_zone_says_where_a_card_without_edges_lies(model: str, engines: Engines) -> None:
    page, place = _sheet(draw(model, 41, holder=fictional(41, BSN)), 300, 1200)
    (found,) = _read(page, engines).documents
    assert found.located is Located.OUTLINE
    corners = zip(found.quad.points, place.points, strict=True)
    off = max(np.hypot(a[0] - b[0], a[1] - b[1]) for a, b in corners)
    assert off < 0.05 * place.width


@pytest.mark.parametrize("model", ["x-passport-number", "nl-id-2014-back"])
def test_a_copys_rim_is_no_documents_edge(model: str, engines: Engines) -> None:
    """A copier leaves a dark rim around the whole sheet, of no document's proportions."""
    make = draw_stranger if model.startswith("x") else draw
    page, place = _sheet(make(model, 47, holder=fictional(47, BSN)), 300, 1200)
    quad = Quad.rect(40, 40, page.width - 60, page.height - 60)
    layout = Layout((document(quad, Located.OUTLINE, 0.9),), (1.0,))
    (found,) = read(page, layout, engines).documents
    assert found.size_mm is not None
    assert found.quad.shared(place) > 0.95
    assert found.quad.area < 1.2 * place.area


def test_two_cards_on_a_sheet_are_both_read(engines: Engines) -> None:
    """One zone tells where its own card lies; what else is on the sheet is looked at still."""
    page, own = _sheet(draw("nl-id-2014-back", 42, holder=fictional(42, BSN)), 400, 1500)
    other, place = _sheet(draw("nl-licence-2014-back", 42, holder=fictional(42, BSN)), 400, 300)
    left, top, right, bottom = place.bounds
    page.pixels[top:bottom, left:right] = other.pixels[top:bottom, left:right]
    seen = _read(page, engines)
    (outlined,) = (d for d in seen.documents if d.located is Located.OUTLINE)
    assert outlined.quad.shared(own) > 0.95
    (conclusion,) = conclude([seen])
    numbers = [f for f in conclusion.findings if f.kind in (Kind.BSN, Kind.MRZ_BSN)]
    for card in (own, place):
        assert any(card.contains(f.quad.centre) for f in numbers)


def _on_a_letter(model: str, seed: int, words: str) -> tuple[Page, Quad, Drawn]:
    """A card without edges in the middle of a letter, its place and what was drawn."""
    import cv2

    make = draw_stranger if model.startswith("x") else draw
    card = make(model, seed, holder=fictional(seed, BSN))
    page, place = _sheet(card, 500, 1000)
    for row in range(22):
        y = 120 + 98 * row
        if not place.bounds[1] - 90 < y < place.bounds[3] + 90:
            cv2.putText(page.pixels, f"{words} {row}", (120, y), 0, 1.1, (30, 30, 30), 2)
    return page, place, card


@pytest.mark.parametrize(("model", "seed"), [("x-passport-new", 51), ("nl-passport-2014", 52)])
def test_a_page_among_a_letters_print_is_looked_at_apart(
    model: str, seed: int, engines: Engines
) -> None:
    """Its zone tells where it lies; its portraits are sought at its own scale."""
    page, place, card = _on_a_letter(model, seed, "Factuurnummer en bedrag")
    (conclusion,) = conclude([_read(page, engines)])
    (found,) = conclusion.documents
    assert found.located is Located.OUTLINE
    assert found.quad.shared(place) > 0.97
    assert found.quad.area < 1.3 * place.area
    covers = [f.quad for f in conclusion.findings if f.kind is Kind.PORTRAIT]
    scale = place.width / card.pixels.shape[1]
    for truth in card.document.of(Kind.PORTRAIT):
        x, y = truth.quad.centre
        middle = place.points[0][0] + x * scale, place.points[0][1] + y * scale
        assert any(quad.contains(middle) for quad in covers), truth.role
    assert all(place.padded(0.05 * place.height).contains(quad.centre) for quad in covers)


def test_a_page_that_its_sheet_and_a_block_tell_of_is_one(engines: Engines) -> None:
    """Print beside it is the sheet's, its own print a block at a slant: both find the same page."""
    page, place, _ = _on_a_letter("nl-passport-2014", 52, "Betreft uw aanvraag van vorige week")
    whole = document(Quad.rect(0, 0, page.width, page.height), Located.PAGE, 0.5)
    block = document(place.padded(10), Located.TEXT, 0.4)
    own = [q for q in engines.text.detect(page.pixels, 1400) if place.contains(q.centre)]
    layout = Layout((whole, block), (1.0, 1.0), tuple(own))
    found = [d.quad for d in read(page, layout, engines).documents if d.located is Located.OUTLINE]
    assert len(found) == 1
    assert found[0].shared(place) > 0.95


def test_print_close_to_a_page_is_its_own(engines: Engines) -> None:
    """A frame a few millimetres off must not part a page from its own title."""
    import cv2

    page, place = _sheet(draw("nl-passport-2014", 54, holder=fictional(54, BSN)), 300, 1200)
    above = round(place.bounds[0]), round(place.bounds[1]) - 12
    cv2.putText(page.pixels, "KONINKRIJK DER NEDERLANDEN", above, 0, 1.1, (30, 30, 30), 2)
    assert [d.located for d in _read(page, engines).documents] == [Located.PAGE]


@pytest.mark.parametrize("model", ["x-licence-back", "x-id-back"])
def test_fine_print_on_a_large_sheet_is_read(model: str, engines: Engines) -> None:
    """Captions of a millimetre are five px high where a whole sheet is looked at."""
    card = draw_stranger(model, 77, holder=fictional(77, BSN))
    page, place = _sheet(card, 200, 1700)
    (conclusion,) = conclude([_read(page, engines)])
    numbers = [f for f in conclusion.findings if f.kind is Kind.BSN and "label" in _signs(f.why)]
    assert numbers
    assert all(place.contains(f.quad.centre) for f in numbers)


@pytest.mark.parametrize("model", ["nl-id-2014-back", "x-abroad-card"])
def test_a_card_taken_for_turned_is_read_upright(model: str, engines: Engines) -> None:
    """Lines that run upwards read as well as level ones: they tell that the direction is wrong."""
    make = draw_stranger if model.startswith("x") else draw
    page = Page(make(model, 45, holder=fictional(45, BSN)).pixels)
    quad = Quad.rect(0, 0, page.width, page.height)
    wrong = document(rotated(quad, 1), Located.OUTLINE, 0.9)
    (found,) = read(page, Layout((wrong,), (1.0,)), engines).documents
    assert found.quad == quad


def _signs(why: tuple[object, ...]) -> set[str]:
    return {getattr(reason, "code", "") for reason in why}


def test_a_sheet_full_of_print_is_looked_at_once(
    engines: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = draw("nl-id-2014-back", 43, holder=fictional(43, BSN))
    page = Page(card.pixels)
    layout = locate(page, engines)
    calls: list[int] = []
    plain = engines.text.detect

    def counted(pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
        calls.append(1)
        return plain(pixels, long_side)

    monkeypatch.setattr(engines.text, "detect", counted)
    read(page, layout, engines)
    assert len(calls) == len(layout.documents)


def test_a_distant_card_beside_a_letter_is_found_by_its_face(engines: Engines) -> None:
    """Beside a letter's print the card's own is too fine to be seen; its portrait is not."""
    import cv2

    sheet = np.full((3300, 2500, 3), 236, np.uint8)
    for at in range(9):
        text = f"Geachte heer, uw kenmerk {at} klantnummer factuur"
        cv2.putText(sheet, text, (60, 2100 + 80 * at), 0, 2.2, (30, 30, 30), 3, cv2.LINE_AA)
    card = _without_edges(draw("nl-passport-2014", 46, holder=fictional(46, BSN)))
    small = cv2.resize(card, (640, 450), interpolation=cv2.INTER_AREA)
    sheet[500:950, 900:1540] = small
    (conclusion,) = conclude([_read(Page(sheet), engines)])
    assert conclusion.country == "NLD"
    hidden = [f for f in conclusion.findings if f.kind is Kind.MRZ_BSN]
    assert hidden
    assert all(Quad.rect(900, 500, 640, 450).contains(f.quad.centre) for f in hidden)


def test_a_code_beside_the_print_of_a_back_without_edges_is_found(engines: Engines) -> None:
    """The print is a narrow column, the code stands thirty millimetres beside it."""
    back = draw("nl-passport-2021-back", 77, holder=fictional(77, BSN))
    page, _ = _sheet(back, 200, 700)
    seen = _read(page, engines)
    found = [f for (c,) in [conclude([seen])] for f in c.findings if f.kind is Kind.CODE]
    assert len(found) == 1
    (truth,) = (field.quad for field in back.document.fields if field.kind is Kind.CODE)
    scale = 200 / 25.4 / (back.pixels.shape[1] / back.document.size_mm[0])
    left, top = (v * scale for v in truth.bounds[:2])
    assert found[0].document == 0
    assert abs(found[0].quad.bounds[0] - 200 - left) < 12
    assert abs(found[0].quad.bounds[1] - 700 - top) < 12


def test_a_sheet_with_a_dark_rim_is_cut_to_its_print_as_well(engines: Engines) -> None:
    """What a copier's lid leaves dark around a sheet is an edge, and the card is still small."""
    page, _ = _sheet(draw("nl-licence-2014-back", 78, holder=fictional(78, BSN)), 300, 1200)
    sheet = document(Quad.rect(20, 30, A4[0] - 50, A4[1] - 60), Located.OUTLINE, 0.9)
    seen = read(page, Layout((sheet,), (1.0,)), engines)
    (found,) = seen.documents
    assert found.quad.area < 0.5 * sheet.quad.area
    (concluded,) = conclude([seen])
    (number,) = (f for f in concluded.findings if f.kind is Kind.BSN)
    assert "label" in {reason.code for reason in number.why}


def test_a_page_of_a_booklet_that_fills_the_picture_stays_whole(engines: Engines) -> None:
    """Its few lines are a narrow column, and no finer for that."""
    back = draw("nl-passport-2014-back", 79, holder=fictional(79, BSN), px_per_mm=12)
    page = Page(back.pixels)
    whole = Quad.rect(0, 0, page.width, page.height)
    layout = Layout((document(whole, Located.OUTLINE, 0.9),), (1.0,))
    (found,) = read(page, layout, engines).documents
    assert found.located is Located.OUTLINE
    assert found.quad == whole


def _fields(large: str, *other: str) -> Pixels:
    """An A4 with a number and another field, each under its caption; one is printed large."""
    canvas = Canvas((210, 297), 8.0)
    font = str(resources.path("fonts", "DejaVuSans.ttf"))
    fields = (("persoonsnummer / personal no.", BSN), other)
    for y, (caption, text) in zip((80, 90), fields, strict=True):
        canvas.text(100, y, caption, Ink(font, 0.8))
        canvas.text(100, y + 4, text, Ink(font, 3.2 if text == large else 0.9))
    return canvas.pixels


def _number_on(page: Page, engines: Engines) -> Finding:
    """The only number found, which is ours."""
    (conclusion,) = conclude([read(page, locate(page, engines), engines)])
    (number,) = [f for f in conclusion.findings if f.kind is Kind.BSN]
    assert number.value is not None
    assert number.value.clear == BSN
    return number


@pytest.mark.parametrize("turns", [0, 1])
def test_captions_beside_the_only_number_on_a_sheet_are_read(turns: int, engines: Engines) -> None:
    """At a sheet's scale they are not even seen; nor does the way they run tell the direction."""
    page = Page(np.ascontiguousarray(np.rot90(_fields(BSN, "lengte", "1,9 m"), turns)))
    assert "label" in _signs(_number_on(page, engines).why)


def test_a_number_too_fine_for_the_sheet_is_read_beside_print_that_is_seen(
    engines: Engines,
) -> None:
    """A hard copy leaves thin digits and captions; only the largest field shows at its scale."""
    _number_on(Page(_fields("Den Haag", "woonplaats", "Den Haag")), engines)


SHEET = document(Quad.rect(0, 0, 1000, 1400), Located.PAGE, 0.5, long_px=1400)
PART = document(Quad.rect(300, 500, 400, 400), Located.PAGE, 0.5, long_px=800)
"""A part of the sheet around its print, enlarged twice."""


def _rows(left: int, width: int) -> list[Quad]:
    """Three lines inside the part and one more, in the part's px."""
    inside = [Quad.rect(200, 200 + 60 * row, 300, 30) for row in range(3)]
    return [*inside, Quad.rect(left, 500, width, 30)]


def test_a_part_that_holds_all_its_lines_stays_as_it_is() -> None:
    assert _wider(SHEET, PART, _rows(60, 300)) is None


@pytest.mark.parametrize(("left", "beyond"), [(0, 300), (500, 700)])
def test_a_part_through_a_line_is_made_wider(left: int, beyond: int) -> None:
    """What lay on its side or was too fine on the sheet goes on beyond the part's rim."""
    wider = _wider(SHEET, PART, _rows(left, 300))
    assert wider is not None
    x, _, right, _ = wider.quad.bounds
    assert x < beyond < right
    assert (x < 300 - 30) if left == 0 else (right > 700 + 30)


def test_print_up_to_the_sheets_own_rim_is_not_cut() -> None:
    corner = document(Quad.rect(0, 0, 400, 400), Located.PAGE, 0.5, long_px=800)
    assert _wider(SHEET, corner, _rows(0, 300)) is None


@pytest.mark.parametrize(
    ("hidden", "fillers", "framed"),
    [
        (0, 11, True),
        (18, 11, False),
        (9, 11, False),
        pytest.param(0, 0, True, id="fillers not read"),
    ],
)
def test_half_a_zone_says_not_how_far_its_document_reaches(
    hidden: int, fillers: int, framed: bool
) -> None:
    texts = (
        "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE" + fillers * "<",
        "SPECI20142NLD6503101F2403096999999990<<<<<84",
    )
    shown = [text[hidden:] for text in texts]
    mrz = parse(shown)
    assert mrz is not None
    rows = []
    for at, text in enumerate(shown):
        quad = Quad.rect(700 + 12 * hidden, 900 + 34 * at, 12 * len(text), 22)
        centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
        rows.append(Line(text, 0.97, centres, quad, quad))
    place = document(Quad.rect(0, 0, *A4), Located.PAGE, 0.5, long_px=A4[1])
    assert (among_print(place, (Zone(mrz, tuple(rows)),), tuple(rows)) is not None) is framed
    block = document(Quad.rect(600, 600, 900, 500), Located.TEXT, 0.4, long_px=900)
    assert (around_block(block, (Zone(mrz, tuple(rows)),)) is not None) is framed
