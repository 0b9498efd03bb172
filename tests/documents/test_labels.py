"""Captions are recognised in three languages and through OCR errors."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.documents import business_lines, is_other_number, load_labels, match_label
from redactor.model import Kind


@pytest.mark.parametrize(
    "line",
    [
        "PERSOONSNUMMER / PERSONAL NO.",
        "persoonsnummer",
        "pers0onsnurnmer",
        "Persoonsnumner",
        "pers nmb 123456782",
        "pers. nr.",
        "PERS NO",
        "BSN",
        "B5N: 123456782",
        "BSN123456782",
        "Burgerservicenummer (BSN)",
        "burger service nummer",
        "numero personnel",
        "sofi-nr",
        "Citizen Service Number",
    ],
)
def test_captions_of_the_citizen_number(line: str) -> None:
    assert Kind.BSN in {hit.kind for hit in match_label(line)}


@pytest.mark.parametrize(
    "line",
    [
        "absnx",
        "OBSN",
        "Personal assistant",
        "DEN HAAG PERSONAGE",
        "KONINKRIJK DER NEDERLANDEN",
        "Willeke Liselotte",
        "Burg. van Stad en Dorp",
        "MINISTERIE VAN BINNENLANDSE ZAKEN",
        "",
    ],
)
def test_other_words_are_no_captions(line: str) -> None:
    assert match_label(line) == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3 naam / surname / nom", Kind.SURNAME),
        ("3naam/surname/nom", Kind.SURNAME),
        ("4voornamen/givennames/prénoms", Kind.GIVEN_NAMES),
        ("documentnummer/document no./no. du document", Kind.DOCUMENT_NUMBER),
        ("2 nationaliteit / nationality / nationalite", Kind.NATIONALITY),
        ("10 geldig tot / date of expiry / date d'expiration", Kind.EXPIRY_DATE),
        ("9 datum van afgifte / date of issue", Kind.ISSUE_DATE),
        ("8 lengte/height/taille", Kind.HEIGHT),
        ("12 instantie / authority / autorité", Kind.AUTHORITY),
        ("11 handtekening / signature", Kind.SIGNATURE),
        ("CAN 123456", Kind.CAN),
    ],
)
def test_captions_as_printed_on_the_specimens(line: str, kind: Kind) -> None:
    assert {hit.kind for hit in match_label(line)} == {kind}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("asN/zijbevijsnummer", Kind.DOCUMENT_NUMBER),
        ("xocumentnumner / document no.", Kind.DOCUMENT_NUMBER),
        ("xeboortedatun", Kind.BIRTH_DATE),
    ],
)
def test_a_first_letter_may_be_any_where_the_next_ones_are_right(line: str, kind: Kind) -> None:
    assert kind in {hit.kind for hit in match_label(line)}


@pytest.mark.parametrize(
    "line", ["12. Aantekeningen", "12 aantekening", "Aantekenlngen", "berekening", "optekening"]
)
def test_words_that_merely_end_like_a_caption_are_not_it(line: str) -> None:
    assert Kind.SIGNATURE not in {hit.kind for hit in match_label(line)}


@pytest.mark.parametrize(
    "line",
    [
        "handtekenlng",
        "11 nandtekenlng",
        "andtekenlng / signature",
        "handtekemng houder",
        "Hanotekening",
    ],
)
def test_a_garbled_caption_of_the_signature_is_kept(line: str) -> None:
    assert {hit.kind for hit in match_label(line)} == {Kind.SIGNATURE}


def test_the_nearest_stretch_of_a_line_is_the_caption() -> None:
    (hit,) = match_label("x persoonnummer: p")
    assert (hit.start, hit.end) == (2, 15)
    (hit,) = match_label("geboortepaats geboorteplaats")
    assert (hit.start, hit.end) == (14, 28)


def test_every_caption_is_known_with_as_many_letters_misread_as_its_length_allows() -> None:
    for label in load_labels().phrases:
        step = len(label.compact) // max(1, label.errors)
        garbled = list(label.compact)
        for place in range(1, label.errors * step, max(1, step)):
            garbled[place] = "q"
        found = {hit.kind for hit in match_label("".join(garbled))}
        assert label.kind in found, label.text


def test_places_point_at_the_caption() -> None:
    line = "5 geboortedatum / date of birth 10 MAA 1965"
    words = [line[hit.start : hit.end] for hit in match_label(line)]
    assert words == ["geboortedatum", "date of birth"]


def test_a_short_caption_does_not_steal_from_a_long_one() -> None:
    assert {hit.kind for hit in match_label("geboorteplaats/place of birth")} == {Kind.BIRTH_PLACE}


def test_field_numbers_count_on_licences_only() -> None:
    (hit,) = match_label("5. 6236186433", licence=True)
    assert hit.kind is Kind.DOCUMENT_NUMBER
    assert hit.score < 0.5
    assert match_label("5. 6236186433") == []
    assert match_label("10.03.1965", licence=True) == []


def test_errors_lower_the_score() -> None:
    (clean,) = match_label("persoonsnummer")
    (dirty,) = match_label("persoonsmummer")
    assert clean.score > dirty.score


def test_every_caption_of_the_book_is_recognised_as_its_kind() -> None:
    for label in load_labels().labels:
        assert label.kind in {hit.kind for hit in match_label(label.text)}, label.text


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_hits_are_disjoint_places_in_the_line(line: str) -> None:
    edges = [edge for hit in match_label(line, licence=True) for edge in (hit.start, hit.end)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(line)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Factuurnummer 123456782", "123456782"),
        ("Datum 3-4-2026  Klantnr. 987 654 321", "987 654 321"),
        ("KvK 12345678 Btw NL123456782B01", "123456782"),
        ("omzet NL123456782B01", "123456782"),
        ("Tel: 0701234567 Polisnummer 111222333", "111222333"),
        ("Your account no: 123-456-782", "123-456-782"),
    ],
)
def test_numbers_of_invoices_customers_and_companies(text: str, number: str) -> None:
    start = text.index(number)
    assert is_other_number(text, start, start + len(number))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("123456782", "123456782"),
        ("persoonsnummer 123456782", "123456782"),
        ("Klantnummer 987654321 BSN 123456782", "123456782"),
        ("BSN 123456782 Klantnummer 987654321", "123456782"),
        ("123456782 klantnummer", "123456782"),
        ("documentnummer 123456782", "123456782"),
        ("aantekeningen 123456782", "123456782"),
        ("NL 123456782 B", "123456782"),
    ],
)
def test_numbers_that_may_be_a_persons(text: str, number: str) -> None:
    start = text.index(number)
    assert not is_other_number(text, start, start + len(number))


@pytest.mark.parametrize(
    ("lines", "business"),
    [
        (("Factuurnummer 2024118", "Klantnummer", "111222333"), True),
        (("Uw kenmerk 37 betreft", "KvK 12345678 IBAN NL20BANK0123456789"), True),
        (("Klantnummer 123", "111222333", "Geachte heer"), False),
        (("111222333", "71922483", "62 619 068"), True),
        (("111222333", "26-05-2026", "396,49"), False),
        (("Factuurnummer 1", "Klantnummer 2", "BSN 123456782"), False),
        (("KONINKRIJK DER NEDERLANDEN", "documentnummer", "SPECI2014"), False),
        (("15 08 1958", "24 01 2009", "24 01 2019", "123456782"), False),
    ],
)
def test_a_letter_names_the_numbers_of_others(lines: tuple[str, ...], business: bool) -> None:
    assert (business_lines(lines) >= 2) is business
