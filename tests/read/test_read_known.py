"""Which models a document may be, by what stands where they have a zone or a portrait."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from redactor.documents.mrz import parse
from redactor.model import Document, Doubt, Located, Quad
from redactor.read.known import Known, expected_doubts, likely, names_holder, ranking
from redactor.read.scene import Line, Zone
from redactor.views import document

SCALE = 1440 / 85.6
"""View px a mm of the card below."""


def _card() -> Document:
    return document(Quad.rect(0, 0, 1440, 908), Located.OUTLINE, 0.95)


def _line(text: str, x: float, y: float, score: float = 0.98, pitch: float = 12.0) -> Line:
    """A line at a place in mm; ``pitch`` in px."""
    quad = Quad.rect(x * SCALE, y * SCALE, pitch * len(text), 34)
    centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
    return Line(text, score, centres, quad, quad)


def _names(lines: Sequence[Line], pictured: bool = False) -> set[str]:
    known = Known("NLD", (), tuple(lines))
    return {model.id for model in likely(ranking(known, _card(), pictured))}


def _doubts(lines: Sequence[Line]) -> tuple[Doubt, ...]:
    known = Known("NLD", (), tuple(lines))
    ranked = ranking(known, _card(), False)
    return expected_doubts(known, _card(), "NLD", ranked, False)


CAPTIONED = (
    _line("persoonsnummer / personal no.", 50, 4),
    _line("lengte / height", 4, 12),
    _line("instantie / authority", 4, 20),
)


def test_a_card_with_a_zones_captions_and_no_zone_is_doubtful() -> None:
    assert [d.code for d in _doubts(CAPTIONED)] == ["zone-not-read"]


def test_other_text_in_the_zones_place_is_another_document() -> None:
    table = [_line(text, 40, 36 + 3 * i) for i, text in enumerate(("C1E", "DE", "BE", "T1"))]
    assert not _doubts((*CAPTIONED, *table))
    assert "nl-id-2014-back" not in _names((*CAPTIONED, *table))


def test_badly_read_text_in_the_zones_place_may_be_the_zone() -> None:
    smeared = [_line("18ND5PCI2O142", 4, 36 + 4 * i, score=0.5) for i in range(3)]
    assert [d.code for d in _doubts((*CAPTIONED, *smeared))] == ["zone-not-read"]
    pieces = [_line("NLDSPECI<<<<<<", 4, 36 + 4 * i) for i in range(3)]
    assert [d.code for d in _doubts((*CAPTIONED, *pieces))] == ["zone-not-read"]


def test_text_in_the_portraits_place_is_another_document() -> None:
    lines = (
        _line("KONINKRIJK DER NEDERLANDEN", 40, 3),
        _line("persoonsnummer", 32, 46),
        _line("IDENTITEITSKAART", 4, 4),
    )
    assert "nl-id-2011-front" in _names(lines)
    over = (_line("Nationale code", 5, 20), _line("Aantekeningen", 5, 26))
    assert not any(name.endswith("front") for name in _names((*lines, *over)))
    assert "nl-id-2011-front" in _names((*lines, *over), pictured=True)


def test_a_document_of_unknown_country_that_hardly_reads_is_doubtful() -> None:
    few = (_line("5812416926", 4, 10), _line("AM-B-BE-T", 4, 20), _line("Vn Hoem", 4, 30, 0.4))
    unknown = Known(None, (), few)
    assert [d.code for d in expected_doubts(unknown, _card(), None, (), False)] == ["text-not-read"]
    more = Known(None, (), (*few, _line("Gemeente Hoorn", 4, 40)))
    assert not expected_doubts(more, _card(), None, (), False)
    assert not expected_doubts(Known("NLD", (), few), _card(), "NLD", (), False)


def test_a_title_in_capitals_beside_a_zone_that_was_read_is_no_zone() -> None:
    """Its words run together as a reader sees them: only fillers or digits make it a zone's."""
    rows = (
        "P<NLDJANSEN<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<",
        "SPECI20142NLD6503101F2403096999999990<<<<<84",
    )
    lines = tuple(_line(text, 4, 40 + 5 * at) for at, text in enumerate(rows))
    parsed = parse(list(rows))
    assert parsed is not None
    title = _line("PASSPORT-KINGDOMOF THE NETHERLANDS", 20, 4)
    leftover = _line("SPECI20142NLD6503101F2403096", 4, 34)
    for other, doubts in ((title, []), (leftover, ["zone-not-read"])):
        known = Known("NLD", (Zone(parsed, lines),), (*lines, other))
        found = expected_doubts(known, _card(), "NLD", (), True)
        assert [d.code for d in found] == doubts


def test_a_title_under_a_thumb_is_no_zone() -> None:
    title = _line("KONINKRIJK DER NEDERLA..__N", 20, 3)
    known = Known("NLD", (), (title,))
    assert not expected_doubts(known, _card(), "NLD", (), True)
    number = _line("NLDSPECI20142<<<999<<<<<<<<<<", 20, 36)
    found = expected_doubts(Known("NLD", (), (number,)), _card(), "NLD", (), True)
    assert [d.code for d in found] == ["zone-not-read"]


def test_half_a_zone_taken_for_another_kinds_is_not_read() -> None:
    """The right half of a passport's zone fits a visa's after much mending."""
    lines = (
        _line("<<<<<<<<<<<<<<<<<<<<<", 4, 36),
        _line("09031763689282<<<<<54", 4, 40),
    )
    mrz = parse([line.text for line in lines])
    assert mrz is not None, "else there is nothing to disbelieve"
    known = Known(None, (Zone(mrz, lines),), lines)
    found = expected_doubts(known, _card(), None, (), True)
    assert "zone-not-read" in {d.code for d in found}


@pytest.mark.parametrize(
    ("printed", "doubtful"),
    [("5. 5196442896", False), ("5. 5196442897", True), (None, True)],
)
def test_a_licences_zone_is_believed_by_its_number_in_print(
    printed: str | None, doubtful: bool
) -> None:
    """An O read for a zero among its random signs: its one check digit fails, and a front was
    held."""
    zone = _line("D1NLD151964428961Z4AMNOUK6ZAY2", 4, 46, pitch=42.0)
    mrz = parse([zone.text])
    assert mrz is not None
    assert mrz.confidence < 0.5, "else it is believed anyway"
    fields = (_line(printed, 30, 27),) if printed else ()
    known = Known("NLD", (Zone(mrz, (zone,)),), (zone, *fields))
    found = expected_doubts(known, _card(), "NLD", (), True)
    assert ("zone-not-read" in {d.code for d in found}) is doubtful


TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")


@pytest.mark.parametrize(
    ("captions", "pictured", "missed"),
    [
        (("Surname", "Date of birth"), False, True),
        (("Surname", "Date of birth"), True, False),
        (("Place of birth",), False, False),
    ],
)
def test_a_card_with_zone_and_holder_on_one_side_shows_its_portrait(
    captions: tuple[str, ...], pictured: bool, missed: bool
) -> None:
    """A photocopier's black shape, in which no face is to be seen, stood open on a copy."""
    zone = tuple(_line(text, 4, 40 + 5 * at, pitch=30.0) for at, text in enumerate(TD2))
    mrz = parse(TD2)
    assert mrz is not None
    lines = (*zone, *(_line(text, 30, 10 + 6 * at) for at, text in enumerate(captions)))
    known = Known("UTO", (Zone(mrz, zone),), lines)
    found = expected_doubts(known, _card(), "UTO", (), pictured)
    assert ("portrait-not-found" in {d.code for d in found}) is missed


BACK = ("IRFRAK682T8YL00<1105040043<<<<", "7906123F1401073SEN<<<<<<<<<<<6",
        "MARTIN<<CHRISTELLE<HELENE<LAUR")  # fmt: skip


@pytest.mark.parametrize(
    ("height", "located", "pictured", "pitch", "missed"),
    [
        (1830, Located.OUTLINE, False, 43.0, True),
        (1830, Located.OUTLINE, True, 43.0, False),
        (908, Located.OUTLINE, False, 43.0, False),
        (1830, Located.PAGE, False, 43.0, False),
        (1830, Located.OUTLINE, False, 19.0, False),
    ],
    ids=["both sides", "with its portrait", "a back alone", "a back on a page", "a sheet's rim"],
)
def test_a_card_with_both_sides_in_one_outline_shows_its_portrait(
    height: int, located: Located, pictured: bool, pitch: float, missed: bool
) -> None:
    """A thumb lies over it; the ghost beside it may still be seen."""
    mrz = parse(list(BACK))
    assert mrz is not None
    place = document(Quad.rect(0, 0, 1440, height), located, 0.95)
    known = Known("FRA", (Zone(mrz, tuple(_line(text, 4, 70, pitch=pitch) for text in BACK)),), ())
    codes = [d.code for d in expected_doubts(known, place, "FRA", (), pictured)]
    assert codes == ["portrait-not-found"] * missed


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (("Naam / Surname", "Geboortedatum / Date of birth"), True),
        (("Achternaam", "Voornamen"), True),
        (("Nom", "Prénoms"), True),
        (("Afgegeven op / Date of issue", "Geldig tot / Date of expiry"), False),
        (("Naam / Surname", "Woonplaats / Residence"), False),
        (("persoonsnummer / personal no", "lengte / height"), False),
        (("1. Nom 2. Prénom 3. Date de naissance 4a. Délivré le", "9. 10. 11. 12."), False),
        (("1. Naam 2. Voornamen 3. Geboortedatum 4b. Geldig tot",), False),
        (("1. Naam 2.Voornaam", "3. Geboortedatum", "4b. Geldig tot"), False),
        (("1. Name 2. Vorname 3. Datum", "und Ort der Geburt 4a. Datum"), False),
        (("1. Naam", "2. Voornamen", "3. Geboortedatum"), True),
    ],
)
def test_who_is_named_by_two_captions_is_shown(texts: tuple[str, ...], names: bool) -> None:
    """A card's back and a passport's second page have no such captions."""
    lines = tuple(_line(text, 30, 10 + 8 * i) for i, text in enumerate(texts))
    assert names_holder(Known("NLD", (), lines)) is names


def test_captions_along_an_edge_are_a_legend() -> None:
    a, b, c, d = Quad.rect(700, 100, 34, 400).points
    upwards = Quad((d, a, b, c))
    lines = tuple(
        Line(text, 0.98, (), upwards, upwards)
        for text in ("1. Nom 2. Prénom", "3. Date de naissance")
    )
    assert not names_holder(Known("FRA", (), lines))
