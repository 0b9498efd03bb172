"""What counts as the citizen number, sign by sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.model import Doubt, Finding, Kind, Quad, Reason, Secret
from redactor.read.fuse import (
    COUNTS,
    Context,
    named_country,
    settle,
    settled_doubts,
    strong_numbers,
    weigh,
)

BSN = "123456782"
DUTCH = Context("NLD", frozenset(), frozenset())
FOREIGN = Context("D", frozenset(), frozenset())
UNKNOWN = Context(None, frozenset(), frozenset())
PLACE = Quad.rect(10, 10, 90, 12)


def number(*codes: str, value: str | None = BSN, sure: float = 0.2, at: Quad = PLACE) -> Finding:
    why = tuple(Reason(code) for code in codes)
    secret = None if value is None else Secret(value)
    return Finding(Kind.BSN, at, sure, why, "number", secret, 0)


def counts(finding: Finding, context: Context) -> bool:
    return bool(settle([weigh(finding, context)]))


SIGNS = [
    # (signs of the candidate, on a Dutch, a foreign, an unknown document)
    (("label",), True, False, True),
    (("label", "nine-digits", "checksum"), True, False, True),
    (("nine-digits", "checksum"), True, False, True),
    (("nine-digits",), True, False, False),
    (("nine-digits", "checksum", "look-alikes"), True, False, False),
    (("nine-digits", "look-alikes"), False, False, False),
    (("checksum",), True, False, False),
    ((), False, False, False),
    (("nine-digits", "licence-pair"), True, False, True),
    (("nine-digits", "checksum", "own-form"), True, False, True),
    (("nine-digits", "own-form"), True, False, False),
    (("nine-digits", "checksum", "height-below"), True, False, True),
    (("nine-digits", "height-below"), True, False, False),
    (("nine-digits", "checksum", "licence-table"), True, False, True),
]


@pytest.mark.parametrize(("codes", "dutch", "foreign", "unknown"), SIGNS)
def test_signs_and_countries(
    codes: tuple[str, ...], dutch: bool, foreign: bool, unknown: bool
) -> None:
    sure = 0.95 if "label" in codes else 0.2
    finding = number(*codes, sure=sure)
    assert counts(finding, DUTCH) is dutch
    assert counts(finding, FOREIGN) is foreign
    assert counts(finding, UNKNOWN) is unknown


@pytest.mark.parametrize(
    ("caption", "value", "there"),
    [
        ("BSN", BSN, True),
        ("persoonsnummer", BSN, True),
        ("Burgerservicenummer", BSN, True),
        ("BSN", "123456789", False),
        ("personal no", BSN, False),
        ("numéro personnel", BSN, False),
    ],
)
def test_a_caption_of_one_country_alone_tells_more_than_another_ones_zone(
    caption: str, value: str, there: bool
) -> None:
    """A whole number under "BSN" is one, were the zone beside it any other country's."""
    signs = ("nine-digits", "checksum") if value == BSN else ("nine-digits",)
    finding = number(*signs, value=value, sure=0.95)
    labelled = replace(finding, why=(Reason("label", caption), *finding.why))
    assert counts(labelled, FOREIGN) is there


@pytest.mark.parametrize("context", [DUTCH, FOREIGN, UNKNOWN])
@pytest.mark.parametrize("seen", ["123456782", "123456762", "128456762"])
def test_a_number_known_from_elsewhere_counts_without_any_sign(context: Context, seen: str) -> None:
    """Two misread digits of nine are still that number."""
    known = Context(context.country, frozenset({BSN}), context.other_numbers)
    weighed = weigh(number(value=seen), known)
    assert weighed.confidence > 0.9
    assert "same-number" in {reason.code for reason in weighed.why}


@pytest.mark.parametrize("lost", range(9))
def test_a_known_number_counts_though_a_reader_lost_one_of_its_digits(lost: int) -> None:
    """Narrow digits run into each other; eight are read, and a zero is set before them."""
    known = Context(None, frozenset({BSN}), frozenset())
    assert counts(number(value="0" + BSN[:lost] + BSN[lost + 1 :]), known)
    assert not counts(number(value="0" + BSN[4:8] + BSN[:4]), known)


def test_another_number_is_not_the_known_one() -> None:
    known = Context("D", frozenset({BSN}), frozenset())
    assert not counts(number("nine-digits", "checksum", value="987654321"), known)


def test_a_document_number_is_not_a_citizen_number_unless_a_label_says_so() -> None:
    context = Context("NLD", frozenset(), frozenset({BSN}))
    assert not counts(number("nine-digits", "checksum"), context)
    assert counts(number("label", "nine-digits", sure=0.95), context)


def test_a_checksum_raises_confidence_and_its_absence_forbids_nothing() -> None:
    with_it = weigh(number("nine-digits", "checksum"), DUTCH).confidence
    without = weigh(number("nine-digits", value="123456789"), DUTCH).confidence
    assert with_it > without >= COUNTS


def test_only_strong_signs_make_a_number_known() -> None:
    zone = Finding(
        Kind.MRZ_BSN, PLACE, 0.9, (Reason("mrz-optional-data"),), "mrz", Secret("111222333"), 0
    )
    findings = [
        number("label", value="123456782"),
        number("nine-digits", "checksum", value="999999990"),
        number("label", value="12345678"),
        number("label", value=None),
        zone,
    ]
    assert strong_numbers(findings) == {"123456782", "111222333"}


def test_twins_are_one_finding_over_the_larger_place_with_all_reasons() -> None:
    wide = Quad.rect(5, 8, 110, 16)
    (one,) = settle([number("label", sure=0.95), number("checksum", sure=0.9, at=wide)])
    assert {reason.code for reason in one.why} == {"label", "checksum"}
    assert one.quad == wide
    assert one.confidence == 0.95


def test_two_places_are_two_findings() -> None:
    far = Quad.rect(300, 200, 90, 12)
    assert len(settle([number("label", sure=0.9), number("label", sure=0.9, at=far)])) == 2


def test_a_lonely_label_is_a_doubt_only_where_a_number_was_to_be_expected() -> None:
    doubts = [Doubt("bsn-label-alone"), Doubt("other")]
    assert settled_doubts(doubts, [], DUTCH) == tuple(doubts)
    assert settled_doubts(doubts, [number("label")], DUTCH) == (Doubt("other"),)
    assert settled_doubts(doubts, [], FOREIGN) == (Doubt("other"),)


def test_a_number_that_was_found_says_nothing_of_a_portrait_that_was_not() -> None:
    """A copy with its numbers hidden was released with the portrait open, black all over."""
    doubts = [Doubt("expected-not-found", "portrait"), Doubt("expected-not-found", "bsn")]
    for findings, context in (([number("label")], DUTCH), ([], FOREIGN)):
        assert settled_doubts(doubts, findings, context) == (doubts[0],)
    assert settled_doubts(doubts, [], DUTCH) == tuple(doubts)


def test_a_number_whose_caption_names_a_customer_counts_only_where_it_is_known() -> None:
    """Letters lie beside cards, and one number in eleven passes the test."""
    candidate = number("nine-digits", "checksum", "other-number")
    assert not counts(candidate, DUTCH)
    assert not counts(candidate, UNKNOWN)
    assert counts(candidate, Context(None, frozenset({BSN}), frozenset()))
    assert counts(number("label", "nine-digits", "other-number", sure=0.95), DUTCH)


@pytest.mark.parametrize(("sure", "kept_whole"), [(0.9, True), (0.6, False)])
def test_a_surer_find_inside_a_clear_portrait_never_uncovers_the_rest(
    sure: float, kept_whole: bool
) -> None:
    """A clear photo stays covered whole; a faint find around a photo takes no fields with it."""
    whole, part = Quad.rect(40, 50, 120, 160), Quad.rect(60, 90, 40, 60)
    found = [
        Finding(Kind.PORTRAIT, quad, confidence, (Reason(why),), "portrait", None, 0)
        for quad, confidence, why in ((whole, sure, "face"), (part, 0.97, "same-photo"))
    ]
    (one,) = settle(found)
    assert one.quad == (whole if kept_whole else part)


def test_a_check_digit_under_a_leaning_line_is_not_that_line() -> None:
    """The bounds of what leans hold the end of the line below: both are hidden."""
    line = Quad(((1225.0, 1640.0), (1868.0, 1512.0), (1871.0, 1541.0), (1228.0, 1668.0)))
    digit = Quad(((1803.0, 1610.0), (1874.0, 1605.0), (1877.0, 1670.0), (1806.0, 1674.0)))
    why = (Reason("mrz-optional-data"),)
    found = [Finding(Kind.MRZ_BSN, quad, 0.97, why, "mrz", None, 0) for quad in (line, digit)]
    assert len(settle(found)) == 2
    assert len(settle([found[0], found[0]])) == 1


@pytest.mark.parametrize("business", [False, True])
def test_a_number_cut_by_the_rim_beside_a_portrait_asks_for_a_look(business: bool) -> None:
    """Of half a card the test fails on half a number, and its caption lies beyond the picture."""
    pictured = Context(None, frozenset(), frozenset(), business, pictured=True)
    cut = number("nine-digits", "cut-off", value="347331351")
    assert counts(cut, pictured)
    assert weigh(cut, pictured).confidence < 0.5
    assert not counts(cut, Context(None, frozenset(), frozenset(), business))
    assert not counts(number("nine-digits", value="347331351"), pictured)
    assert not counts(number("nine-digits", "cut-off", "other-number"), pictured)


@pytest.mark.parametrize(
    ("codes", "country"),
    [
        (("label", "nine-digits", "checksum"), "NLD"),
        (("label", "nine-digits"), None),
        (("nine-digits", "checksum"), None),
    ],
)
def test_a_named_number_tells_the_country(codes: tuple[str, ...], country: str | None) -> None:
    value = BSN if "checksum" in codes else "123456783"
    assert named_country([number(*codes, value=value)]) == country
    assert named_country([]) is None


def test_a_portrait_is_no_part_because_a_piece_of_a_copy_lies_in_it() -> None:
    """Pieces are counted with the picture they are of; the portrait is one by itself."""
    whole = Finding(
        Kind.PORTRAIT, Quad.rect(0, 0, 300, 400), 0.95, (Reason("face"),), "portrait", None, 0
    )
    piece = replace(
        whole,
        quad=Quad.rect(10, 10, 200, 60),
        confidence=0.6,
        why=(Reason("same-photo-likely"), Reason("photo-part")),
    )
    (one,) = settle([piece, whole])
    assert [reason.code for reason in one.why] == ["face", "same-photo-likely"]


@pytest.mark.parametrize(
    ("sign", "asked"), [("own-form", False), ("height-below", True), ("licence-table", True)]
)
def test_a_number_as_a_citizens_stands_is_sure_without_a_caption_but_not_beside_a_letter(
    sign: str, asked: bool
) -> None:
    """Divided 4, 2 and 3 with dots, or over the holder's height, and the test fits.

    A passport's back may lie on a letter, and its own edges may not be seen.
    """
    finding = number("nine-digits", sign, "checksum")
    plain = number("nine-digits", "checksum")
    assert weigh(finding, UNKNOWN).confidence > 0.8 > weigh(plain, UNKNOWN).confidence
    letter = replace(UNKNOWN, business=True)
    assert counts(finding, letter) is asked
    assert weigh(finding, letter).confidence < 0.5
    assert not counts(finding, FOREIGN)
