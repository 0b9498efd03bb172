"""A new country is a file: its number is hidden in its zones, and nobody else's."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import resources
from redactor.documents import (
    Country,
    common_country,
    load_countries,
    load_models,
    may_show_number,
    mrz,
)
from redactor.documents.countries import countries_from
from redactor.documents.mrz import Span
from redactor.errors import EngineError

UTOPIA = """
[country]
code = "UTO"
title = { nl = "Utopia", en = "Utopia" }
keywords = ["COMMONWEALTH OF UTOPIA"]

[policy]
number = "uin"
label-kind = "bsn"
validator = "nl.bsn"
digits = 9
mrz = [
  { format = "TD1", cells = [[1, 18, 29]], checks = [[1, 29, 30]], unless-type = "AC" },
  { format = "TD3", cells = [[1, 28, 42]], loose = [[1, 0, 9]] },
]
in-code = false
sources = ["made up"]
"""
NAMES = "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159999999990<<<<<86",
)
DUTCH = (
    "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
    "SPECI20142NLD6503101F2403096999999990<<<<<84",
)


def card(number: str = "999999990", head: str = "I<", code: str = "UTO") -> mrz.Mrz:
    """A card of Utopia (or another) whose second optional field holds a number."""
    first = f"{head}{code}D231458907".ljust(30, "<")
    second = f"7408122F1204159{code}{number}".ljust(29, "<")
    weighed = first[5:30] + second[:7] + second[8:15] + second[18:29]
    found = mrz.parse((first, second + mrz.check_digit(weighed), NAMES))
    assert found is not None
    return found


def zone(lines: tuple[str, ...]) -> mrz.Mrz:
    found = mrz.parse(lines)
    assert found is not None
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "uto.toml"
    path.write_text(UTOPIA, "utf-8")
    return path


@pytest.fixture
def both(file: Path) -> tuple[Country, ...]:
    return countries_from(resources.path("documents", "nl.toml"), file)


@pytest.fixture
def installed(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Country, ...]]:
    """The program with Utopia's file among its own."""
    root = tmp_path / "resources"
    shutil.copytree(resources.path("documents"), root / "documents")
    shutil.copy(file, root / "documents")
    with monkeypatch.context() as patch:
        patch.setattr(resources, "_roots", lambda: (root,))
        load_countries.cache_clear()
        yield load_countries()
    load_countries.cache_clear()


def test_a_country_is_added_by_a_file_alone(installed: tuple[Country, ...]) -> None:
    assert {country.code for country in installed} == {"NLD", "UTO"}
    assert mrz.bsn_spans(card()) == (Span(1, 18, 30),)
    assert mrz.bsn_value(card()) == "999999990"
    assert mrz.bsn_spans(zone(DUTCH)) == (Span(1, 28, 44),)


def test_without_its_file_a_countrys_number_stays() -> None:
    assert {country.code for country in load_countries()} == {"NLD"}
    assert mrz.bsn_spans(card()) == ()


def test_each_country_hides_its_own_cells(both: tuple[Country, ...]) -> None:
    assert mrz.bsn_spans(zone(PASSPORT), both) == (Span(1, 28, 42),)
    assert mrz.bsn_spans(zone(DUTCH), both) == (Span(1, 28, 44),)
    assert mrz.bsn_spans(zone(DUTCH), both[1:]) == ()
    assert mrz.bsn_spans(card(code="EST"), both) == ()


def test_a_zone_of_no_country_hides_what_any_might(both: tuple[Country, ...]) -> None:
    lines = (PASSPORT[0].replace("UTO", "X?Q"), PASSPORT[1].replace("UTO", "?QX"))
    assert mrz.bsn_spans(zone(lines), both) == (Span(1, 28, 44),)


def test_empty_cells_and_other_types_are_left_alone(both: tuple[Country, ...]) -> None:
    assert mrz.bsn_spans(card(""), both) == ()
    assert mrz.bsn_spans(card(head="C<"), both) == ()
    assert mrz.bsn_value(card(head="C<"), both) is None


def test_a_misread_issuer_is_forgiven_a_neighbour_in_spelling_is_not_ours(
    both: tuple[Country, ...], file: Path
) -> None:
    # issuer read as "UT0", then as "UZO"
    assert mrz.bsn_spans(zone((PASSPORT[0].replace("UTO", "UZO"), PASSPORT[1])), both)
    benin = countries_from(_changed(file, '"UTO"', '"BEL"'))
    assert mrz.bsn_spans(card(code="BEL"), benin)
    assert card(code="BEN").valid
    assert mrz.bsn_spans(card(code="BEN"), benin) == ()


def test_the_number_whose_check_digits_fit_is_the_value(file: Path) -> None:
    loose = '{ format = "TD1", cells = [[0, 15, 30]], loose = [[1, 18, 29]]'
    (country,) = countries_from(_changed(file, '{ format = "TD1", cells = [[1, 18, 29]]', loose))
    lines = [line.clear for line in card("123456782").lines]
    lines[0] = lines[0][:15] + "123456789" + lines[0][24:]
    found = zone(tuple(lines))
    assert mrz.bsn_value(found, (country,)) == "123456782"


def test_numbers_are_judged_by_their_countrys_rule(file: Path) -> None:
    (strict,) = countries_from(file)
    assert strict.accepts("999999990")
    assert not strict.accepts("999999991")
    assert not strict.accepts("99999999")
    (lenient,) = countries_from(_changed(file, '"nl.bsn"', '""'))
    assert lenient.accepts("999999991")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "UTO"', ""),
        ("digits = 9", 'digits = "nine"'),
        ('"nl.bsn"', '"os.path.join"'),
        ('"TD1"', '"TD9"'),
        ("[[1, 18, 29]]", "[[1, 18, 31]]"),
        ("[[1, 18, 29]]", "[[3, 18, 29]]"),
        ("[[1, 18, 29]]", "[[1, 29, 18]]"),
    ],
)
def test_a_country_that_does_not_fit_is_named(file: Path, old: str, new: str) -> None:
    with pytest.raises(EngineError, match=r"uto\.toml"):
        countries_from(_changed(file, old, new))


def test_files_without_a_country_are_passed_over() -> None:
    assert countries_from(resources.path("documents", "nl-id.toml")) == ()
    assert {model.country for model in load_models()} == {"NLD"}


def _changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return file


def test_one_document_that_may_show_a_number_speaks_for_the_file() -> None:
    assert common_country(["POL", "NLD"]) == "NLD"
    assert common_country([None, "NLD"]) == "NLD"
    assert common_country(["POL", "D"]) == "POL"
    assert common_country(["POL", None]) is None
    assert common_country([]) is None


def test_an_unknown_country_may_show_a_number() -> None:
    assert may_show_number(None)
    assert may_show_number("NLD")
    assert not may_show_number("POL")
