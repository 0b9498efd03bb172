"""The empty back of a sheet is no question; what is printed on it, however pale, is one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor.model import Document, Doubt, Finding, Kind, Located, Pixels, Quad, Reason
from redactor.read import Conclusion, Reading, Seen, conclude, is_blank
from redactor.read.known import Known
from redactor.read.scene import Line
from redactor.views import document

SIZE = (1170, 827)


def _paper(level: int = 250, noise: float = 0.0) -> Pixels:
    rng = np.random.default_rng(7)
    page = np.full((*SIZE, 3), float(level)) + rng.normal(0, noise or 1e-9, (*SIZE, 3))
    return np.clip(page, 0, 255).astype(np.uint8)


def _lit() -> Pixels:
    """Paper under a lamp at one side."""
    light = np.linspace(255, 205, SIZE[1])[None, :, None]
    return np.broadcast_to(light, (*SIZE, 3)).astype(np.uint8)


def _dusty() -> Pixels:
    page = _paper()
    rng = np.random.default_rng(3)
    for x, y in zip(rng.integers(30, 790, 12), rng.integers(30, 1130, 12), strict=True):
        page[y, x] = 120
    return page


def _lidded() -> Pixels:
    """A dark line along the rim, where the lid does not lie on the glass."""
    page = _paper()
    page[:10] = 60
    page[:, -8:] = 90
    return page


@pytest.mark.parametrize(
    "page",
    [_paper(255), _paper(228, 1.5), _lit(), _dusty(), _lidded()],
    ids=["white", "grey", "lit", "dusty", "lid"],
)
def test_paper_is_blank(page: Pixels) -> None:
    assert is_blank(page)
    assert is_blank(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC))


def _printed(shade: int, text: str = "999999990", scale: float = 1.0) -> Pixels:
    page = _paper()
    cv2.putText(page, text, (300, 500), cv2.FONT_HERSHEY_SIMPLEX, scale, (shade,) * 3, 2)
    return page


def _specks() -> Pixels:
    """A number punched in dots."""
    page = _paper()
    page[400:440:6, 200:420:6] = 150
    return page


def _noisy() -> Pixels:
    return _paper(240, 14.0)


@pytest.mark.parametrize(
    "page",
    [
        _printed(0),
        _printed(236),
        _printed(200, "7", 0.5),
        _specks(),
        _noisy(),
        _paper()[:300],
        _paper(4),
    ],
    ids=["black", "pale", "a digit", "punched", "grainy", "strip", "dark"],
)
def test_print_and_doubt_are_not_blank(page: Pixels) -> None:
    assert not is_blank(page)


CARD = Quad.rect(100, 100, 856, 540)
LETTER = (
    "Geachte heer, mevrouw,",
    "Hierbij ontvangt u de huurovereenkomst voor de woning die u bezocht",
    "hebt. De huurder betaalt de huur voor de eerste van de maand aan",
    "de verhuurder. De overeenkomst wordt aangegaan voor onbepaalde tijd",
    "en kan door beide partijen schriftelijk worden opgezegd, met een",
    "termijn van een maand. De huurder onderhoudt de woning zoals een",
    "goed huurder dat doet, en meldt gebreken zonder dralen aan de",
    "verhuurder, die ze binnen redelijke tijd laat verhelpen.",
    "Met vriendelijke groet,",
)
CAPTIONS = (
    "naam / surname / nom",
    "voornamen / given names / prénoms",
    "geboortedatum / date of birth / date de naissance",
    "datum van afgifte / date of issue / date de délivrance",
    "geldig tot / date of expiry / date d'expiration",
    "instantie / authority / autorité",
    "handtekening / signature / signature du titulaire",
)


def _card() -> Seen:
    place: Document = document(CARD, Located.OUTLINE, 0.9)
    zone = Finding(
        Kind.MRZ_BSN, Quad.rect(500, 500, 300, 30), 0.95, (Reason("mrz-optional-data"),), "mrz",
        None, 0,
    )  # fmt: skip
    return Seen((place,), (Known("NLD", (), ()),), Reading((zone,)))


def _text(texts: tuple[str, ...], score: float = 0.98, country: str | None = None) -> Seen:
    place = document(Quad.rect(0, 0, 827, 1170), Located.PAGE, 0.5)
    boxes = [Quad.rect(90, 100 + 30 * at, 9.0 * len(text), 16) for at, text in enumerate(texts)]
    lines = [Line(text, score, (), box, box) for text, box in zip(texts, boxes, strict=True)]
    return Seen((place,), (Known(country, (), tuple(lines)),), Reading())


def test_an_empty_page_counts_as_such_beside_a_document() -> None:
    back = Seen((), (), Reading(), blank=True)
    first, second = conclude([_card(), back])
    assert not first.empty
    assert second == Conclusion((), (), (), (), (), empty=True)
    assert not any(one.empty for one in conclude([back, back]))  # nothing found anywhere
    unread = Seen((), (), Reading())
    assert not conclude([_card(), unread])[1].empty


@pytest.mark.parametrize(
    ("page", "idle"),
    [
        (_text(LETTER), True),
        (_text(LETTER[:4]), False),  # too little to tell
        (_text(LETTER, score=0.7), False),
        (_text((*LETTER, "Koninkrijk der Nederlanden"), country="NLD"), False),
        (_text(CAPTIONS), False),
        (_text((*LETTER, "Naam: Jansen", "Voornamen: Anna")), False),
    ],
)
def test_running_text_beside_a_document_is_no_question(page: Seen, idle: bool) -> None:
    """A contract comes with its tenant's card; alone it is asked about."""
    assert conclude([_card(), page])[1].empty == idle
    assert not conclude([page])[0].empty


def test_a_doubt_on_running_text_stays() -> None:
    page = _text(LETTER)
    doubt = Doubt("bsn-label-alone", "bsn", Quad.rect(90, 100, 60, 16))
    asked = Seen(page.documents, page.known, Reading((), (doubt,)))
    found = conclude([_card(), asked])[1]
    assert not found.empty
    assert doubt in found.doubts


def _addressed(page: Seen) -> Seen:
    where = Quad.rect(90, 60, 160, 16)
    address = Finding(Kind.ADDRESS, where, 0.8, (Reason("label", "adres"),), "fields", None, 0)
    return Seen(page.documents, page.known, Reading((address,)))


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        (_text(("datum betreft", "adres 42174", "bedrag 64665")), True),
        (_text(("VOORBEELDBANK", "5412 7512 3412 3456", "03/29")), True),
        (_text(("Koninkrijk der Nederlanden", "adres"), country="NLD"), False),
        (_text(("Naam: Jansen", "Voornamen: Anna")), False),
    ],
    ids=["a letter's corner", "a bank card", "a Dutch document", "a holder's names"],
)
def test_an_address_alone_makes_no_document(page: Seen, asked: bool) -> None:
    """Nothing to hide was found on it, which is said and not passed over."""
    (concluded,) = conclude([_addressed(page)])
    assert ("nothing-found" in {doubt.code for doubt in concluded.doubts}) is asked


def test_a_letter_with_an_address_beside_a_document_is_no_question() -> None:
    """And stays a page like others: a profile may hide the address."""
    found = conclude([_card(), _addressed(_text(LETTER))])[1]
    assert not found.doubts
    assert not found.empty
    assert [finding.kind for finding in found.findings] == [Kind.ADDRESS]
