"""Citizen numbers in a line of text: found however they are written, never cut out of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.documents import bsn

NUMBERS = ("123456782", "111222333", "999999990")


@pytest.mark.parametrize("number", NUMBERS)
def test_published_numbers_pass_the_eleven_test(number: str) -> None:
    assert bsn.passes_eleven_test(number)
    assert bsn.is_real(number)


def test_zeros_pass_the_arithmetic_but_are_nobodys_number() -> None:
    assert bsn.passes_eleven_test("000000000")
    assert not bsn.is_real("000000000")


@pytest.mark.parametrize(
    "text", ["123456783", "12345678", "1234567820", "", "12345678a", "１２３４５６７８２"]
)
def test_other_texts_fail_the_eleven_test(text: str) -> None:
    assert not bsn.passes_eleven_test(text)


@given(st.integers(0, 10**9 - 1), st.integers(0, 8), st.integers(1, 9))
def test_one_changed_digit_always_breaks_the_eleven_test(number: int, place: int, by: int) -> None:
    text = f"{number:09d}"
    changed = text[:place] + str((int(text[place]) + by) % 10) + text[place + 1 :]
    assert not (bsn.passes_eleven_test(text) and bsn.passes_eleven_test(changed))


def test_digits_drops_separators() -> None:
    assert bsn.digits("1234.56.782") == bsn.digits("123 456\u00a0782") == "123456782"
    assert bsn.digits("123-456/782") == "123456782"


@pytest.mark.parametrize(
    "written",
    [
        "123456782",
        "1234.56.782",
        "123 456 782",
        "123-456-782",
        "123.456.782",
        "123\u00a0456\u00a0782",
        "1234 56782",
        "12345678Z",
        "I23 4S6 782",
        "l23456782",
    ],
)
@pytest.mark.parametrize("around", ["{}", "BSN {}", "persoonsnummer: {} NLD", "{} 10-03-1965"])
def test_found_in_any_grouping_with_its_place(written: str, around: str) -> None:
    line = around.format(written)
    (found,) = [c for c in bsn.candidates(line) if c.digits == "123456782"]
    assert line[found.start : found.end] == written
    assert found.passes


@pytest.mark.parametrize(
    "line",
    [
        "123456782/1234567890",
        "123456782 / 5094962111",
        "BSN 123456782 /5094962111",
        "123456782 5094962111",
        "1234567825094962111",
        "12345678215094962111",
    ],
)
def test_a_licence_line_gives_exactly_the_first_nine_digits(line: str) -> None:
    (found,) = bsn.candidates(line)
    assert found.digits == "123456782"
    assert line[found.start : found.end] == "123456782"


@pytest.mark.parametrize(
    "line",
    [
        "5094962111",
        "10.03.1965",
        "10-03-1965",
        "1965-03-10",
        "28022026",
        "geldig tot 28022026",
        "20260228",
        "06-12345678",
        "06 12 34 56 78",
        "+31 612345678",
        "+31 6 12345678",
        "0031 612345678",
        "020 123 4567",
        "SPECI2014",
        "SPECI20142NLD6503101F2403096999999990<<<<<84",
        "09 MAA/MAR 2014",
        "KONINKRIJK DER NEDERLANDEN",
    ],
)
def test_other_numbers_are_left_alone(line: str) -> None:
    assert bsn.candidates(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "BSN 123 456 782 15 JAN 2024",
        "12345 123 456 782",
        "10 03 1965 123 456 782",
        "123 456 782 2024",
    ],
)
def test_a_grouped_number_is_found_among_other_groups_of_its_line(line: str) -> None:
    (found,) = bsn.candidates(line)
    assert line[found.start : found.end] == "123 456 782"


def test_nine_grouped_digits_of_a_ten_digit_number_are_not_one() -> None:
    assert bsn.candidates("509 496 211 1") == []
    assert bsn.candidates("5 094 962 111") == []


def test_a_letter_stuck_to_a_misread_number_does_not_hide_it() -> None:
    (found,) = bsn.candidates("B1234S6782")
    assert found.digits == "123456782"
    assert found.weak
    assert bsn.candidates("XB1234S6782Y") == []


def test_eight_digits_are_a_weak_sign_with_the_leading_zero_back() -> None:
    eight = NUMBERS[0][1:]
    (found,) = bsn.candidates(eight)
    assert found.weak
    assert found.digits == "0" + eight


@pytest.mark.parametrize("eight", ["32012026", "28132026", "28022126", "20261328"])
def test_eight_digits_that_are_no_date_may_be_a_number(eight: str) -> None:
    (found,) = bsn.candidates(eight)
    assert found.weak


def test_repaired_letters_are_flagged() -> None:
    (found,) = bsn.candidates("BSN 1234S6782")
    assert found.repaired
    assert found.digits == "123456782"


def test_too_many_letters_are_no_number() -> None:
    assert bsn.candidates("ISO OIL 123") == []


@given(st.text("0123456789", min_size=10, max_size=18))
def test_a_solid_run_of_ten_to_eighteen_digits_is_never_cut(run: str) -> None:
    assert bsn.candidates(run) == []


@given(st.text(max_size=60))
def test_places_are_ordered_disjoint_and_hold_nine_digits(line: str) -> None:
    found = bsn.candidates(line)
    assert all(len(c.digits) == 9 and c.digits.isdecimal() for c in found)
    edges = [edge for c in found for edge in (c.start, c.end)]
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(line)


def test_a_candidate_never_prints_its_digits() -> None:
    (found,) = bsn.candidates("123456782")
    assert "123456782" not in repr(found)


@pytest.mark.parametrize("text", ["303.12.1976", "3.03.12.1976"])
def test_a_field_number_run_into_a_date_is_no_number(text: str) -> None:
    assert not bsn.candidates(text)


def test_an_unusual_grouping_is_a_weak_sign() -> None:
    (candidate,) = bsn.candidates("12 3456 782")
    assert candidate.weak


@pytest.mark.parametrize("text", ["123-456~782 /3159200964", "123=456=782", "123:456.782"])
def test_dashes_and_dots_that_an_engine_misread_part_groups_too(text: str) -> None:
    (candidate,) = [c for c in bsn.candidates(text) if c.passes]
    assert candidate.digits == "123456782"
    assert not candidate.weak
