"""What a page's findings come to together: which documents count and which doubts remain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from redactor.documents import load_models
from redactor.documents.mrz import parse
from redactor.model import Document, Doubt, Finding, Kind, Located, Quad, Reason, Secret
from redactor.read import Conclusion, conclude
from redactor.read.known import Known
from redactor.read.pagewise import Seen
from redactor.read.scene import Line, Reading, Zone
from redactor.read.signs import older_backs, zoned_numbers
from redactor.views import document

ONE, TWO = Quad.rect(100, 100, 856, 540), Quad.rect(100, 800, 856, 540)
ALONE = Doubt("bsn-label-alone", "persoonsnummer", Quad.rect(500, 900, 150, 20))


def _number(index: int, at: Quad, *signs: str, sure: float = 0.2) -> Finding:
    why = tuple(Reason(sign) for sign in ("nine-digits", "checksum", *signs))
    return Finding(Kind.BSN, at, sure, why, "number", Secret("123456782"), index)


def _concluded(
    second: Located, findings: tuple[Finding, ...], doubts: tuple[Doubt, ...] = ()
) -> Conclusion:
    """A Dutch card, and under it another document or print."""
    places: tuple[Document, ...] = (
        document(ONE, Located.OUTLINE, 0.9),
        document(TWO, second, 0.9),
    )
    country = "NLD" if second is Located.OUTLINE else None
    known = (Known("NLD", (), ()), Known(country, (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading(findings, doubts))])
    return conclusion


def test_a_number_on_one_card_names_none_on_another() -> None:
    labelled = _number(0, Quad.rect(500, 200, 120, 20), "label", sure=0.95)
    codes = [d.code for d in _concluded(Located.OUTLINE, (labelled,), (ALONE,)).doubts]
    assert "bsn-label-alone" in codes
    here = Doubt("bsn-label-alone", "persoonsnummer", Quad.rect(500, 160, 150, 20))
    codes = [d.code for d in _concluded(Located.OUTLINE, (labelled,), (here,)).doubts]
    assert "bsn-label-alone" not in codes


@pytest.mark.parametrize("country", [None, "NLD"])
def test_a_caption_in_print_that_reaches_over_a_card_is_the_cards(country: str | None) -> None:
    """A letter's block held a piece of a passport's caption; another card's counts for itself."""
    places = (document(ONE, Located.PAGE, 0.5), document(ONE.padded(-60), Located.TEXT, 0.4))
    known = (Known("NLD", (), ()), Known(country, (), ()))
    labelled = _number(0, Quad.rect(500, 200, 120, 20), "label", sure=0.95)
    alone = Doubt("bsn-label-alone", "no personnel", Quad.rect(400, 300, 150, 20))
    (conclusion,) = conclude([Seen(places, known, Reading((labelled,), (alone,)))])
    assert ("bsn-label-alone" in {d.code for d in conclusion.doubts}) is (country is not None)


def test_nine_digits_make_no_letter_a_document() -> None:
    bare = _number(1, Quad.rect(300, 1000, 120, 20))
    assert len(_concluded(Located.TEXT, (bare,)).documents) == 1
    named = _number(1, Quad.rect(300, 1000, 120, 20), "label", sure=0.95)
    assert len(_concluded(Located.TEXT, (named,)).documents) == 2


@pytest.mark.parametrize(
    ("around", "country", "signs", "counted"),
    [
        (("Geachte heer,", "retour", "bet"), None, ("label",), [1]),
        (("Geachte heer,", "retour", "bet"), None, (), [0]),  # nothing says what the digits are
        (("Naam / Surname", "Geboortedatum / Date of birth"), None, ("label",), [0, 1]),
        (("Koninkrijk der Nederlanden",), "NLD", ("label",), [0, 1]),
    ],
)
def test_a_desk_around_a_card_without_edges_is_no_document(
    around: tuple[str, ...], country: str | None, signs: tuple[str, ...], counted: list[int]
) -> None:
    """The card lies upside down on it, and nothing else that matters does."""
    whole = document(Quad.rect(0, 0, 2000, 1500), Located.PAGE, 0.5)
    card = document(ONE, Located.TEXT, 0.5)
    boxes = [Quad.rect(1200, 200 + 60 * at, 300, 30) for at in range(len(around))]
    lines = tuple(Line(text, 0.98, (), q, q) for text, q in zip(around, boxes, strict=True))
    known = (Known(country, (), lines), Known("NLD" if signs else "UTO", (), ()))
    number = _number(1, Quad.rect(500, 300, 200, 30), *signs, sure=0.95)
    (conclusion,) = conclude([Seen((whole, card), known, Reading((number,)))])
    assert [one.quad for one in conclusion.documents] == [(whole, card)[at].quad for at in counted]


def test_a_customers_number_in_a_letter_stays() -> None:
    customers = _number(1, Quad.rect(300, 1000, 120, 20), "other-number")
    assert not [f for f in _concluded(Located.TEXT, (customers,)).findings if f.kind is Kind.BSN]


@pytest.mark.parametrize(
    ("x", "reason", "left"),
    [
        (520, "same-photo-likely", 0),
        (700, "same-photo-likely", 1),  # beside it
        (520, "same-photo", 1),  # a number printed over a copy that is clear
    ],
)
def test_digits_that_are_a_little_like_the_portrait_are_hidden_once(
    x: int, reason: str, left: int
) -> None:
    named = _number(0, Quad.rect(500, 200, 160, 30), "label", sure=0.95)
    alike = Finding(
        Kind.PORTRAIT, Quad.rect(x, 198, 26, 34), 0.45, (Reason(reason),), "portrait", None, 0
    )
    found = _concluded(Located.OUTLINE, (named, alike)).findings
    assert sum(f.kind is Kind.PORTRAIT and f.why[0].code == reason for f in found) == left


def test_documents_keep_their_countries_apart() -> None:
    """On a sheet with a card of another country its own numbers are no citizen numbers."""
    places = (document(ONE, Located.OUTLINE, 0.9), document(TWO, Located.OUTLINE, 0.9))
    known = (Known("ESP", (), ()), Known("NLD", (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading())])
    assert (conclusion.countries, conclusion.country) == (("ESP", "NLD"), "NLD")


def _on_a_letter(*findings: Finding, table: Located = Located.TEXT) -> Conclusion:
    """A Dutch card, captions of an invoice beside it, and the column of its numbers."""
    column = Quad.rect(700, 800, 200, 540)
    places = (
        document(ONE, Located.OUTLINE, 0.9),
        document(TWO, Located.TEXT, 0.4),
        document(column, table, 0.4),
    )
    known = (Known("NLD", (), ()), Known(None, (), (), business=2), Known(None, (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading(findings))])
    return conclusion


def _numbers(conclusion: Conclusion) -> list[Finding]:
    return [f for f in conclusion.findings if f.kind is Kind.BSN]


def test_a_number_in_the_column_of_an_invoice_stays() -> None:
    assert not _numbers(_on_a_letter(_number(2, Quad.rect(720, 1000, 120, 20))))


def test_a_captioned_number_beside_an_invoice_is_hidden() -> None:
    captioned = _number(2, Quad.rect(720, 1000, 120, 20), "label", sure=0.95)
    assert len(_numbers(_on_a_letter(captioned))) == 1


def test_a_card_beside_an_invoice_is_no_part_of_it() -> None:
    """A second card of which only the outline was seen keeps the file's country."""
    bare = _number(2, Quad.rect(720, 1000, 120, 20))
    assert len(_numbers(_on_a_letter(bare, table=Located.OUTLINE))) == 1


def test_a_code_in_a_block_of_text_over_a_card_is_the_cards() -> None:
    places = (document(TWO.padded(300), Located.TEXT, 0.4), document(ONE, Located.OUTLINE, 0.9))
    code = Finding(
        Kind.CODE, Quad.rect(300, 400, 90, 90), 0.9, (Reason("code-decoded"),), "c", None, 0
    )
    known = (Known(None, (), ()), Known("NLD", (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading((code,)))])
    (found,) = [f for f in conclusion.findings if f.kind is Kind.CODE]
    assert found.document is not None
    assert conclusion.documents[found.document].quad == places[1].quad


def test_a_letter_with_edges_beside_a_card_is_no_document() -> None:
    """A sheet on the desk on which nothing is found asks for no look; alone it does."""
    places = (document(ONE, Located.OUTLINE, 0.9), document(TWO, Located.OUTLINE, 0.9))
    letter = Known(None, (), (), business=2)
    labelled = _number(0, Quad.rect(500, 200, 120, 20), "label", sure=0.95)
    (beside,) = conclude([Seen(places, (Known("NLD", (), ()), letter), Reading((labelled,)))])
    assert [d.quad for d in beside.documents] == [places[0].quad]
    (alone,) = conclude([Seen(places[1:], (letter,), Reading())])
    assert len(alone.documents) == 1
    assert "nothing-found" in {d.code for d in alone.doubts}
    assert not beside.doubts


@pytest.mark.parametrize(("printed", "codes"), [("123456782", []), ("111222333", ["bsn-code"])])
def test_the_back_of_what_has_its_number_in_the_zone_has_no_code(
    printed: str, codes: list[str]
) -> None:
    """Since 2021 the number stands in a code instead: of one person's document, never in both."""
    zone = Finding(
        Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),), "mrz",
        Secret("123456782"), 0,
    )  # fmt: skip
    back = replace(
        _number(1, Quad.rect(500, 900, 120, 20), "label", sure=0.95), value=Secret(printed)
    )
    found = [zone, back]
    assert (1 in older_backs(found, zoned_numbers(found))) is not bool(codes)
    code = Finding(Kind.CODE, Quad.rect(200, 900, 90, 90), 0.9, (), "codes", None, 1)
    assert not older_backs([zone, back, code], zoned_numbers([zone]))


@pytest.mark.parametrize(("zoned", "coded"), [("123456782", False), ("111222333", True)])
def test_a_zone_on_another_page_of_the_file_says_so_too(zoned: str, coded: bool) -> None:
    """A passport's page and the back of it on two pages: the back was held for want of a code."""
    texts = ("persoonsnummer", "lengte / height", "documentnummer", "Koninkrijk der Nederlanden")
    boxes = [Quad.rect(200, 200 + 60 * at, 300, 30) for at in range(len(texts))]
    lines = tuple(Line(text, 0.98, (), q, q) for text, q in zip(texts, boxes, strict=True))
    zone = Finding(
        Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),), "mrz",
        Secret(zoned), 0,
    )  # fmt: skip
    page = document(Quad.rect(0, 0, 1250, 880), Located.OUTLINE, 0.9)
    front = Seen((page,), (Known("NLD", (), ()),), Reading((zone,)))
    number = _number(0, Quad.rect(200, 230, 200, 30), "label", sure=0.95)
    back = Seen((page,), (Known("NLD", (), lines),), Reading((number,)))
    _, told = conclude([front, back])
    (one,) = told.documents
    expected = next(model for model in load_models() if model.id == one.model)
    assert expected.expects_code is coded


@pytest.mark.parametrize(
    ("reason", "sure", "top", "found"),
    [
        ("face-faint", 0.52, 500, 0),
        ("same-photo-likely", 0.52, 500, 0),
        ("same-photo", 0.52, 500, 1),
        ("face", 0.72, 500, 0),
        ("face", 0.9, 500, 1),
        ("face", 0.72, 360, 1),  # on the card alone: its own reader may have missed it
        ("face", 0.72, 660, 1),  # beside it
    ],
)
def test_a_doubtful_face_in_print_that_reaches_under_a_card_is_none(
    reason: str, sure: float, top: int, found: int
) -> None:
    """No photo goes on from a card to the paper under it."""
    places = (document(ONE, Located.OUTLINE, 0.9), document(ONE.padded(400), Located.TEXT, 0.4))
    face = Finding(
        Kind.PORTRAIT, Quad.rect(300, top, 200, 260), sure, (Reason(reason),), "portrait", None, 1
    )
    known = (Known("NLD", (), ()), Known(None, (), (), business=2))
    (conclusion,) = conclude([Seen(places, known, Reading((face,)))])
    assert sum(f.kind is Kind.PORTRAIT for f in conclusion.findings) == found


@pytest.mark.parametrize(
    ("own", "sure", "aslant"),
    [
        ((300, 210, 210, 260), 0.9, False),
        ((110, 110, 380, 360), 0.9, False),  # the aslant one is narrow, and off to a side
        ((300, 210, 210, 260), 0.5, True),  # hardly seen by the card's own look
        ((720, 300, 130, 170), 0.9, True),  # another photo
        (None, 0.0, True),
    ],
)
def test_a_photo_that_a_letters_look_saw_too_stands_in_its_cards_frame(
    own: tuple[int, int, int, int] | None, sure: float, aslant: bool
) -> None:
    """The letter lies aslant, and so would the cover, over the fields beside the photo."""
    places = (document(ONE, Located.OUTLINE, 0.9), document(ONE.padded(200), Located.TEXT, 0.4))
    middle = np.array((400, 340))
    turn = np.array([[0.87, 0.5], [-0.5, 0.87]])
    tilted = Quad.of((Quad.rect(290, 200, 220, 280).array() - middle) @ turn + middle)
    why = (Reason("face"),)
    faces = [Finding(Kind.PORTRAIT, tilted, 0.93, why, "portrait", None, 1)]
    if own is not None:
        faces.append(Finding(Kind.PORTRAIT, Quad.rect(*own), sure, why, "portrait", None, 0))
    known = (Known("NLD", (), ()), Known(None, (), (), business=2))
    (conclusion,) = conclude([Seen(places, known, Reading(tuple(faces)))])
    portraits = [f for f in conclusion.findings if f.kind is Kind.PORTRAIT]
    assert any(abs(f.quad.angle) > 0.1 for f in portraits) is aslant
    assert all(f.document == 0 for f in portraits)


@pytest.mark.parametrize(("sure", "top", "found"), [(0.66, 400, 0), (0.9, 400, 1), (0.66, 180, 1)])
def test_a_doubtful_face_over_a_zone_is_none_though_a_letters_look_saw_it(
    sure: float, top: int, found: int
) -> None:
    """No picture is printed into a zone, lest machines misread it."""
    places = (document(ONE, Located.OUTLINE, 0.9), document(ONE.padded(200), Located.TEXT, 0.4))
    lines = [Quad.rect(140, 450 + 50 * row, 780, 30) for row in range(3)]
    zone = [Finding(Kind.MRZ, q, 0.99, (Reason("mrz"),), "mrz", None, 0) for q in lines]
    at = Quad.rect(300, top, 190, 240)
    face = Finding(Kind.PORTRAIT, at, sure, (Reason("face"),), "portrait", None, 1)
    known = (Known("NLD", (), ()), Known(None, (), (), business=2))
    (conclusion,) = conclude([Seen(places, known, Reading((*zone, face)))])
    assert sum(f.kind is Kind.PORTRAIT for f in conclusion.findings) == found


@pytest.mark.parametrize(("sure", "counts"), [(0.93, True), (0.7, False), (None, False)])
def test_a_bare_number_counts_in_a_letter_on_which_a_card_lies(
    sure: float | None, counts: bool
) -> None:
    """The card's edges were not seen, and its print is read as the letter's."""
    number = _number(0, Quad.rect(500, 400, 120, 20))
    why = (Reason("face"),)
    at = Quad.rect(200, 300, 200, 260)
    faces = [] if sure is None else [Finding(Kind.PORTRAIT, at, sure, why, "portrait", None, 0)]
    seen = Seen(
        (document(ONE, Located.PAGE, 0.4),),
        (Known(None, (), (), business=3),),
        Reading((number, *faces)),
    )
    (conclusion,) = conclude([seen])
    assert any(f.kind is Kind.BSN for f in conclusion.findings) is counts


@pytest.mark.parametrize(("reason", "found"), [("same-photo-likely", 0), ("same-photo", 1)])
def test_a_likely_copy_among_a_letters_digits_is_none(reason: str, found: int) -> None:
    at = Quad.rect(720, 1000, 60, 70)
    copy = Finding(Kind.PORTRAIT, at, 0.45, (Reason(reason),), "portrait", None, 2)
    assert len([f for f in _on_a_letter(copy).findings if f.kind is Kind.PORTRAIT]) == found


def test_what_stands_beside_a_hidden_number_is_still_known() -> None:
    """A licence's number behind the slash stays legible, and is no news to the second look."""
    text, left = "123456782/5212120055", 300.0
    wide = 10.0 * len(text)
    quad = Quad.rect(left, 200, wide, 20)
    line = Line(text, 0.98, tuple((i + 0.5) / len(text) for i in range(len(text))), quad, quad)
    number = _number(0, Quad.rect(left, 200, 90, 20), "label", sure=0.95)
    seen = Seen(
        (document(ONE, Located.OUTLINE, 0.9),),
        (Known("NLD", (), (line,)),),
        Reading((number,)),
    )
    (conclusion,) = conclude([seen])
    words = {value.clear: quad for quad, value in conclusion.legible}
    assert set(words) == {"123456782", "5212120055"}
    assert words["5212120055"].bounds[0] >= left + 90


def test_a_number_cut_off_with_its_caption_is_missed_where_one_can_be() -> None:
    cut = Doubt("expected-not-found", "bsn", ONE)
    assert "expected-not-found" in [d.code for d in _concluded(Located.TEXT, (), (cut,)).doubts]
    labelled = _number(0, Quad.rect(500, 200, 120, 20), "label", sure=0.95)
    found = _concluded(Located.TEXT, (labelled,), (cut,)).doubts
    assert "expected-not-found" not in [d.code for d in found]


@pytest.mark.parametrize(("reasons", "missed"), [(("same-photo",), 1), (("same-photo", "face"), 0)])
def test_a_passports_portrait_that_is_a_copy_too_is_its_portrait(
    reasons: tuple[str, ...], missed: int
) -> None:
    """Two passports of one holder on a sheet are copies of each other."""
    texts = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    )
    lines = tuple(
        Line(text, 0.98, tuple((i + 0.5) / 44 for i in range(44)), quad, quad)
        for text, quad in zip(texts, (Quad.rect(120, 540, 800, 24), Quad.rect(120, 590, 800, 24)),
                              strict=True)
    )  # fmt: skip
    mrz = parse(list(texts))
    assert mrz is not None
    why = tuple(Reason(code) for code in reasons)
    face = Finding(Kind.PORTRAIT, Quad.rect(130, 200, 150, 200), 0.9, why, "portrait", None, 0)
    page = document(Quad.rect(100, 100, 1250, 880), Located.OUTLINE, 0.9)
    (concluded,) = conclude(
        [Seen((page,), (Known("UTO", (Zone(mrz, lines),), lines),), Reading((face,)))]
    )
    assert [d.code for d in concluded.doubts].count("portrait-not-found") == missed


@pytest.mark.parametrize(
    ("reason", "sure", "found"), [("same-photo", 0.73, 0), ("face", 0.73, 0), ("face", 0.93, 1)]
)
def test_a_copy_among_a_zones_letters_is_none_whichever_search_found_it(
    reason: str, sure: float, found: int
) -> None:
    places = (document(ONE, Located.OUTLINE, 0.9), document(ONE.padded(200), Located.TEXT, 0.4))
    zone = Finding(Kind.MRZ, Quad.rect(300, 900, 600, 30), 1.0, (Reason("mrz"),), "mrz", None, 0)
    letters = Quad.rect(400, 895, 36, 39)
    copy = Finding(Kind.PORTRAIT, letters, sure, (Reason(reason),), "portrait", None, 1)
    known = (Known("NLD", (), ()), Known(None, (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading((zone, copy)))])
    assert sum(f.kind is Kind.PORTRAIT for f in conclusion.findings) == found


@pytest.mark.parametrize("coded", [True, False])
def test_a_side_with_the_number_in_a_code_is_none_of_those_without_one(coded: bool) -> None:
    """The words on a page's back may be those of a card's front, which shows a portrait."""
    words = (
        ("persoonsnummer", 260),
        ("1234 56 782", 290),
        ("Documentnr./Document no.", 520),
        ("SPECI2014", 550),
    )
    lines = tuple(
        Line(text, 0.99, tuple((i + 0.5) / len(text) for i in range(len(text))), box, box)
        for text, y in words
        for box in (Quad.rect(440, y, 11 * len(text), 20),)
    )
    number = _number(0, lines[1].page, "label", sure=0.95)
    spot, why = Quad.rect(160, 280, 120, 120), (Reason("code-decoded", "QRCode"),)
    code = Finding(Kind.CODE, spot, 0.99, why, "codes", Secret("123456782"), 0)
    known = Known("NLD", (), lines)
    place = document(ONE, Located.OUTLINE, 0.9)
    found = (number, code) if coded else (number,)
    (conclusion,) = conclude([Seen((place,), (known,), Reading(found))])
    portraits = [f for f in conclusion.findings if f.kind is Kind.PORTRAIT]
    assert bool(portraits) is not coded
