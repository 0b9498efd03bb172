"""Machine readable zones: read clean, read dirty, and what of them must be hidden."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.documents import mrz
from redactor.documents.mrz import MrzFormat, Span

INDEX = Path(__file__).parents[3] / "shared" / "specimens" / "INDEX.md"
NAME = "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<"
TD3_2014 = (NAME, "SPECI20142NLD6503101F2403096999999990<<<<<84")
TD3_2021 = (NAME, "SPECI20212NLD6503101F3108309<<<<<<<<<<<<<<<0")
TD1_2014 = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)
TD1_2021 = (
    "I<NLDSPECI20212<<<<<<<<<<<<<<<",
    "6503101F3108022NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)
LICENCE_1 = "D1NLD15094962111659VW87Z78NB84"
LICENCE_2 = "D1NLD2X150949621115MZ26KC47X2W"
UTOPIA_TD2 = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
UTOPIA_TD3 = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
DUTCH = (TD3_2014, TD3_2021, TD1_2014, TD1_2021)
ALIKE = dict(zip("OISBZG015826", "015826OISBZG", strict=True))


def parse(lines: tuple[str, ...]) -> mrz.Mrz:
    found = mrz.parse(lines)
    assert found is not None
    return found


def clear(found: mrz.Mrz) -> tuple[str, ...]:
    return tuple(line.clear for line in found.lines)


def specimens() -> list[tuple[str, tuple[str, ...], int, int]]:
    """(name, zone lines, check digits that fit, check digits) of the collected specimens."""
    if not INDEX.exists():
        return []
    rows: list[tuple[str, tuple[str, ...], int, int]] = []
    for row in INDEX.read_text("utf-8").splitlines():
        lines = re.findall(r"`([^`]+)`", row.rpartition("| ")[2] or row)
        if not row.startswith("| ") or not lines:
            continue
        fits = re.search(r"check digits (\d)/(\d)", row)
        good, total = (int(fits[1]), int(fits[2])) if fits else (0, 0)
        stripped = tuple(line.partition(" (")[0] for line in lines)
        rows.append((row.split("|")[1].strip(), stripped, good, total))
    return rows


SPECIMENS = specimens()


@pytest.mark.parametrize(
    ("text", "digit"),
    [("520727", "3"), ("L898902C3", "6"), ("ZE184226B<<<<<", "1"), ("<<<<<<", "0")],
)
def test_check_digits_of_the_standards_own_examples(text: str, digit: str) -> None:
    assert mrz.check_digit(text) == digit


@pytest.mark.parametrize(
    ("lines", "fmt"),
    [
        (TD3_2014, MrzFormat.TD3),
        (TD1_2014, MrzFormat.TD1),
        (UTOPIA_TD2, MrzFormat.TD2),
        (UTOPIA_TD3, MrzFormat.TD3),
        ((LICENCE_1,), MrzFormat.LICENCE),
        ((LICENCE_2,), MrzFormat.LICENCE),
        (
            ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<", "9409923102854CORINNE<<<<<<<6512068F4"),
            MrzFormat.FR_ID,
        ),
    ],
)
def test_clean_zones_come_back_as_they_are(lines: tuple[str, ...], fmt: MrzFormat) -> None:
    found = parse(lines)
    assert found.format is fmt
    assert clear(found) == lines
    assert all(found.checks.values())


def test_fields_of_a_passport() -> None:
    found = parse(TD3_2014)
    assert (found.document_type, found.issuer, found.nationality) == ("P", "NLD", "NLD")
    assert found.document_number == "SPECI2014"
    assert (found.surname, found.given_names) == ("DE BRUIJN", "WILLEKE LISELOTTE")
    assert (found.birth, found.sex, found.expiry) == ("650310", "F", "240309")
    assert found.spans["document-number"] == Span(1, 0, 9)
    assert found.spans["surname"].of(found.lines) == "DE<BRUIJN"
    assert found.spans["given-names"].of(found.lines) == "WILLEKE<LISELOTTE"
    assert found.valid


def test_the_licence_number_is_found_in_both_versions() -> None:
    assert parse((LICENCE_1,)).document_number == "5094962111"
    assert parse((LICENCE_2,)).document_number == "1509496211"


def test_a_document_number_of_more_than_nine_characters() -> None:
    lines = (
        "IDBEL000590696<1015<<<<<<<<<<<",
        "9401013F2710017BEL000101123453",
        "SPECIMEN<<SPECIMEN<<<<<<<<<<<<",
    )
    found = parse(lines)
    assert found.document_number == "000590696101"
    assert found.checks["document-number"]


def test_personal_values_never_print() -> None:
    shown = repr(parse(TD3_2014))
    assert "999999990" not in shown
    assert "BRUIJN" not in shown
    assert "SPECI2014" not in shown


@pytest.mark.parametrize(
    "dirty",
    [
        ("p<nldde<bruijn<<willeke<liselotte<<<<<<", "speci20142nld6503101f2403096999999990<<<<<84"),
        ("P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE", "SPECI20142NLD 6503101F 2403096 999999990 <<<<<84"),
        ("P«NLDDE«BRUIJN««WILLEKE«LISELOTTE«««", "SPECI20142NLD6503101F2403096999999990<<84"),
        (NAME, "SPECI20142NLD65O31O1F24O3O9699999999O<<<<<84"),
        (NAME, "SPEC120142NL06503I01F2403096999999990<<<<<<<84"),
        (NAME, "5PECI20142NLD6503101F2403096999999990<KK<<84"),
        ("PASPOORT NLD", *TD3_2014),
    ],
)
def test_dirty_readings_of_a_passport_are_repaired(dirty: tuple[str, ...]) -> None:
    found = parse(dirty)
    assert clear(found)[1] == TD3_2014[1]
    assert (found.surname, found.given_names) == ("DE BRUIJN", "WILLEKE LISELOTTE")


def test_the_first_line_is_located_among_others() -> None:
    assert parse(("KONINKRIJK", "PASPOORT", *TD3_2014)).first == 2


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("",),
        ("KONINKRIJK DER NEDERLANDEN", "PASPOORT PASSPORT PASSEPORT"),
        ("Burg. van Stad en Dorp", "09 MAA/MAR 2014", "De Bruijn"),
        ("DRIVING LICENCE AND SOME MORE",),
    ],
)
def test_ordinary_text_is_no_zone(lines: tuple[str, ...]) -> None:
    assert mrz.parse(lines) is None


@given(st.lists(st.text(max_size=50), max_size=4))
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_without_a_fault(lines: list[str]) -> None:
    found = mrz.parse(lines)
    if found is not None:
        assert [len(line) for line in found.lines] == [found.format.columns] * found.format.rows


def test_the_number_is_hidden_with_its_fillers_and_check_digits() -> None:
    assert mrz.bsn_spans(parse(TD3_2014)) == (Span(1, 28, 44),)
    assert mrz.bsn_spans(parse(TD1_2014)) == (Span(0, 15, 30), Span(1, 29, 30))
    for lines in (TD3_2014, TD1_2014):
        assert mrz.bsn_value(parse(lines)) == "999999990"


@pytest.mark.parametrize("lines", [TD3_2021, TD1_2021, UTOPIA_TD3, UTOPIA_TD2, (LICENCE_1,)])
def test_nothing_is_hidden_where_no_citizen_number_can_be(lines: tuple[str, ...]) -> None:
    assert mrz.bsn_spans(parse(lines)) == ()
    assert mrz.bsn_value(parse(lines)) is None


def test_a_misread_issuer_still_counts_as_dutch() -> None:
    lines = (NAME.replace("NLD", "NLO", 1), TD3_2014[1])
    assert mrz.bsn_spans(parse(lines)) == (Span(1, 28, 44),)


@pytest.mark.parametrize("head", ["P<N<LD", "P<NDLD", "P<NBB", "49NLD", "P<?L?"])
def test_an_issuer_that_is_no_country_may_be_a_misread_one(head: str) -> None:
    spans = mrz.bsn_spans(parse((NAME.replace("P<NLD", head, 1), TD3_2014[1])))
    assert spans == (Span(1, 28, 44),)


@pytest.mark.parametrize("issuer", ["UTO", "UT0", "FRA", "D<<"])
def test_other_countries_numbers_are_not_ours(issuer: str) -> None:
    lines = (UTOPIA_TD3[0].replace("UTO", issuer, 1), UTOPIA_TD3[1])
    assert mrz.bsn_spans(parse(lines)) == ()


@pytest.mark.parametrize(
    "second",
    [
        "SPECI20212NLD6503101F3108309<<<<?<<<<<<<<<<0",  # one cell unreadable
        "SPECI20142NLD6503101F2403096",  # the rest of the line was not read at all
        "SPECI20142NLD6503101F2403096<<<<<<<<<<<<<<84",  # digits lost, check digit left
    ],
)
def test_unreadable_optional_data_are_hidden(second: str) -> None:
    assert mrz.bsn_spans(parse((NAME, second))) == (Span(1, 28, 44),)


def test_a_permit_with_optional_data_is_hidden_too() -> None:
    lines = ("IRNLDV123AL5681999999990<<<<<<", "6503101F3108022UTO<<<<<<<<<<<8", TD1_2014[2])
    assert mrz.bsn_spans(parse(lines)) == (Span(0, 15, 30), Span(1, 29, 30))


@pytest.mark.parametrize(
    ("number", "nationality", "check", "hidden"),
    [
        ("999999990", "UTO", "6", True),  # an alien's document, by its number
        ("123456782", "UTO", "0", True),
        ("999999991", "UTO", "3", False),  # it fails the test: another country's number
        ("999999991", "XXA", "3", True),  # stateless people have documents of some country
    ],
)
def test_whose_a_zone_without_issuer_is(
    number: str, nationality: str, check: str, hidden: bool
) -> None:
    """A lamp's reflection on three letters says nothing of whose document it is."""
    first = f"I<{mrz.GAP * 3}V123AL5685{number}<<<<<<"
    lines = (first, f"6503101F3108022{nationality}<<<<<<<<<<<{check}", TD1_2014[2])
    found = parse(lines)
    assert found.valid
    spans = (Span(0, 15, 30), Span(1, 29, 30))
    assert mrz.bsn_spans(found) == (spans if hidden else ())


@pytest.mark.skipif(not SPECIMENS, reason="no specimens here")
@pytest.mark.parametrize("row", SPECIMENS, ids=lambda row: str(row[0])[:40])
def test_specimens_are_read(row: tuple[str, tuple[str, ...], int, int]) -> None:
    _, lines, good, total = row
    found = parse(lines)
    assert found.format.rows == len(lines)
    assert sum(found.checks.values()) >= good or found.format is MrzFormat.FR_ID
    if total and good == total and "?" not in "".join(lines):
        assert clear(found) == lines
        assert found.valid


@pytest.mark.skipif(not SPECIMENS, reason="no specimens here")
def test_corrupted_specimens_are_recovered() -> None:
    rng = random.Random(20260314)
    right = wrong = 0
    for _, lines, good, total in SPECIMENS:
        if not total or good < total:
            continue
        truth = parse(lines)
        for _ in range(4):
            found = mrz.parse(corrupted(lines, rng))
            for name in ("document-number", "birth", "expiry", "optional"):
                span = truth.spans.get(name)
                if span is None:
                    continue
                same = (
                    found is not None
                    and found.format is truth.format
                    and span.of(found.lines) == span.of(truth.lines)
                )
                right, wrong = right + same, wrong + (not same)
    assert right > 0
    assert right >= 0.97 * (right + wrong)


@pytest.mark.parametrize("lines", DUTCH)
def test_corrupted_dutch_zones_never_lose_a_number(lines: tuple[str, ...]) -> None:
    rng = random.Random(7)
    truth = parse(lines)
    for _ in range(40):
        found = mrz.parse(corrupted(lines, rng))
        assert found is not None
        assert found.format is truth.format
        assert mrz.bsn_spans(found) == mrz.bsn_spans(truth)
        assert mrz.bsn_value(found) == mrz.bsn_value(truth)
        assert (found.birth, found.expiry) == (truth.birth, truth.expiry)


def corrupted(lines: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """Up to two look-alikes swapped, up to three fillers of runs dropped or doubled."""
    cells = [list(line) for line in lines]
    swaps = [(i, j) for i, line in enumerate(cells) for j, c in enumerate(line) if c in ALIKE]
    for i, j in rng.sample(swaps, rng.randint(0, 2)):
        cells[i][j] = ALIKE[cells[i][j]]
    for _ in range(rng.randint(0, 3)):
        line = rng.choice(cells)
        runs = [j for j, c in enumerate(line) if c == "<" and "<" in line[j + 1 : j + 2]]
        if runs:
            place = rng.choice(runs)
            line[place : place + 1] = rng.choice(([], ["<", "<"]))
    return tuple("".join(line) for line in cells)


@pytest.mark.parametrize("line", [*TD3_2014, *TD1_2014, *UTOPIA_TD2, LICENCE_1, LICENCE_2])
def test_zone_lines_look_like_one(line: str) -> None:
    assert mrz.looks_like_mrz(line) >= 0.5
    assert mrz.looks_like_mrz(line.lower().replace("<", " < ")) > 0.2 or "<" not in line


@pytest.mark.parametrize(
    "line",
    [
        "",
        "NLD",
        "KONINKRIJK DER NEDERLANDEN",
        "PASPOORT PASSPORT PASSEPORT",
        "MINISTERIE VAN BINNENLANDSE ZAKEN EN KONINKRIJKSRELATIES",
        "GEMEENTE GRONINGEN - 01.06.2025 - 6236186433",
        "documentnummer / document no. / no. du document",
        "REKENING NL12ABNA0123456789 FACTUUR 2024 001",
        "BURGERSERVICENUMMER (BSN) 111222333",
        "BURGERSERVICENUMMER (BSN) 111-222-333",
        "BURGERSERVICENUMMER [BSN] 111.222.333",
        "PERSOONSNUMMER/PERSONAL NO 111.222.333",
        "Btw NL999999990B01 Tel 012-9999999",
        "Kvk 99999999 Iban NL00BANK0999999999",
    ],
)
def test_prose_does_not_look_like_a_zone(line: str) -> None:
    assert mrz.looks_like_mrz(line) < 0.4


HEADLESS = {
    "card": (
        "I<NLDUWUSYC5T20123456782<<<<<0",
        "6304238M2202196NLD<<<<<<<<<<<6",
        "VISSER<<JOHANNES<CORNELIS<<<<<",
    ),
    "passport": (
        "P<NLDVISSER<<JOHANNES<CORNELIS<<<<<<<<<<<<<<",
        "UWUSYC5T20NLD6304238M2202196123456782<<<<<08",
    ),
}


@pytest.mark.parametrize("name", HEADLESS)
@pytest.mark.parametrize("hidden", range(1, 8))
def test_lines_without_their_beginning_are_counted_from_their_end(name: str, hidden: int) -> None:
    """A thumb lies on the first signs of every line; the number's cells are the same."""
    whole = mrz.parse(HEADLESS[name])
    seen = mrz.parse([line[hidden:] for line in HEADLESS[name]])
    assert whole is not None
    assert seen is not None
    assert mrz.bsn_spans(seen) == mrz.bsn_spans(whole)


@pytest.mark.parametrize(("issuer", "citizen"), [("FOL", "PQL"), ("P0L", "PCL"), ("BFL", "BEI")])
def test_two_misread_countries_vote_for_the_one_both_are_near(issuer: str, citizen: str) -> None:
    """Another country's own number stays where its code was misread in both lines."""
    zone = mrz.parse(
        (
            f"P<{issuer}RAMDIN<<SVENJA<<<<<<<<<<<<<<<<<<<<<<<<<",
            f"L596010967{citizen}7204069M290821424433620942<<<31",
        )
    )
    assert zone is not None
    assert not mrz.bsn_spans(zone)


def test_a_misread_dutch_country_is_voted_down_by_none() -> None:
    """One letter wrong in each line, or two in one: the number goes."""
    for issuer, citizen in (("NLO", "HLD"), ("MIO", "NLD"), ("NLD", "QLD"), ("HLO", "NLD")):
        zone = mrz.parse(
            (
                f"P<{issuer}VISSER<<JOHANNES<CORNELIS<<<<<<<<<<<<<<",
                f"UWUSYC5T20{citizen}6304238M2202196123456782<<<<<08",
            )
        )
        assert zone is not None
        assert mrz.bsn_spans(zone)


def test_fillers_read_as_lambdas_are_fillers() -> None:
    """Coarse print: the last line's fillers look like wedges, and the card is a card still."""
    lines = HEADLESS["card"]
    wedges = lines[2].replace("<", "Λ")
    assert mrz.looks_like_mrz(wedges) > 0.5
    zone = mrz.parse((*lines[:2], wedges))
    assert zone is not None
    assert zone.surname.clear == "VISSER"
    assert mrz.bsn_spans(zone)


def test_two_lines_of_a_card_are_no_lines_whose_beginning_is_hidden() -> None:
    """Without its last line a card's zone is not counted as one of another width."""
    zone = mrz.parse(HEADLESS["card"][:2])
    assert zone is None or not zone.guessed or 0 not in zone.guessed[1]


@pytest.mark.parametrize(("first", "spans"), [("P<POL", False), ("P<NLD", True), ("ZPPOL", True)])
def test_a_first_line_tells_the_issuer_of_a_second_without_beginning(
    first: str, spans: bool
) -> None:
    """Two papers overlap: the first line is whole, of the second the number's head is missing."""
    zone = mrz.parse(
        (f"{first}RAMDIN<<RUBEN<ISAAC<<<<<<<<<<<<<<<<<<", "L5908097M291114690352675142<<<24")
    )
    assert zone is not None
    assert bool(mrz.bsn_spans(zone)) is spans


@pytest.mark.parametrize("line", [LICENCE_1, LICENCE_2])
def test_a_licences_zone_is_read_without_its_first_sign(line: str) -> None:
    zone = mrz.parse([line[1:]])
    assert zone is not None
    assert zone.format is mrz.MrzFormat.LICENCE
    assert zone.lines[0].clear == line


@pytest.mark.parametrize("sign", ["×", "Ø", "Đ", "Æ", "ß", "°", "Ł"])
def test_a_sign_that_is_none_of_a_zones_keeps_its_cell(sign: str) -> None:
    """Dropped, it moved all cells after it: a permit's last check digit stood open."""
    first, second, third = TD1_2014
    at = 17
    dirty = (first, second[:at] + sign + second[at + 1 :], third)
    mrz = parse(dirty)
    assert mrz is not None
    assert mrz.guessed == () or not any(mrz.guessed)
    assert [line.clear for line in mrz.lines][1][at + 1 :] == second[at + 1 :]


@pytest.mark.parametrize("hidden", [14, 16, 17, 20])
def test_the_right_half_of_a_passports_zone_is_no_visas(hidden: int) -> None:
    """Two fingers or a lamp on the left half: its number was sought where a visa has none."""
    name, second = TD3_2014
    for first in (name[hidden:], name[hidden + 8 :]):
        parsed = mrz.parse((first, second[hidden:]))
        assert parsed is not None
        assert parsed.format is MrzFormat.TD3
        assert parsed.lines[1].clear[hidden:] == second[hidden:]
        assert [value.clear for value in (mrz.bsn_value(parsed),) if value] == ["999999990"]


def test_print_that_ends_like_half_a_zone_is_none() -> None:
    """Without a day of expiry whose check digit fits half a line is nothing."""
    name, second = TD3_2014
    wrong = second[17:27] + "9" + second[28:]
    parsed = mrz.parse((name[20:], wrong))
    assert parsed is None or parsed.format is not MrzFormat.TD3
