"""What looks like a visible number to the second look and is another thing's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from redactor.documents import mrz
from redactor.engines.text import TextLine
from redactor.model import Kind, Quad, Secret
from redactor.verify import Expectation, SheetExpectation
from redactor.verify.evidence import raw_doubts, text_doubts
from redactor.verify.expectation import USUAL
from redactor.verify.sight import Sight, of_line

BSN = "123456782"


def expectation(*numbers: str, hide: frozenset[Kind] = USUAL) -> Expectation:
    return Expectation((), frozenset(map(Secret, numbers)), hide, None, None)


def codes(sights: Sequence[Sight], sheet: SheetExpectation, *numbers: str) -> list[str]:
    return [doubt.code for doubt in text_doubts(sights, expectation(*numbers), sheet, "reader")]


BLANK = SheetExpectation()
ABROAD = SheetExpectation(abroad=(Quad.rect(0, 0, 2000, 2000),))


def both_ways(text: str, score: float, other: str, better: float) -> list[Sight]:
    """One tall box, read upwards and downwards."""
    box = Quad.rect(40, 40, 200, 24)
    spots = tuple((48.0 + 16 * at, 52.0) for at in range(max(len(text), len(other))))
    return [
        Sight(text, box, spots[: len(text)], score),
        Sight(other, box, spots[: len(other)], better),
    ]


def test_upside_down_a_licences_number_is_no_part_of_a_citizens() -> None:
    """Four digits of any number may turn up in another one that is read the wrong way up."""
    assert codes(both_ways("81234948", 0.8, "8468434128", 0.99), BLANK, BSN) == []


@pytest.mark.parametrize(
    ("text", "score", "other", "better"),
    [
        ("81234948", 0.9, "8468434128", 0.99),  # as good as the other way up
        ("81234948", 0.8, "8461234128", 0.99),  # both say so
        ("12345678", 0.8, "8L9S4E2I", 0.99),  # too long for chance
    ],
)
def test_but_what_reads_well_or_long_is(text: str, score: float, other: str, better: float) -> None:
    assert "number-visible" in codes(both_ways(text, score, other, better), BLANK, BSN)


@pytest.mark.parametrize(
    ("score", "found"), [(0.7, []), (0.95, ["number-visible"])], ids=["upside down", "as good"]
)
def test_an_unknown_number_in_a_date_read_upside_down_is_none(
    score: float, found: list[str]
) -> None:
    assert codes(both_ways("123456782", score, "28 95 4321", 0.99), BLANK) == found


@pytest.mark.parametrize(("beside", "found"), [(230, []), (700, ["number-visible"])])
def test_two_dates_read_as_one_line_are_no_run_of_a_number(beside: int, found: list[str]) -> None:
    """Between "1987" and "12.05" stands 8712, a part of the number; both were read before."""
    text = "12.05.1987 12.05.2002"
    spots = tuple((48.0 + 16 * at, 52.0) for at in range(len(text)))
    line = Sight(text, Quad.rect(40, 40, 350, 24), spots, 0.99)
    dates = ((40, "12.05.1987"), (beside, "12.05.2002"))
    legible = tuple((Quad.rect(x, 40, 160, 24), Secret(date)) for x, date in dates)
    assert codes([line], SheetExpectation(legible=legible), "118712340") == found


@pytest.mark.parametrize(
    ("x", "turned", "score", "found"),
    [
        (40, True, 0.73, []),
        (40, True, 0.95, ["number-visible"]),
        (40, False, 0.73, ["number-visible"]),
        (500, True, 0.73, ["number-visible"]),
    ],
    ids=["upside down", "too well read", "as it stands", "elsewhere"],
)
def test_a_date_that_stands_upside_down_is_no_number(
    x: int, turned: bool, score: float, found: list[str]
) -> None:
    box, spots = Quad.rect(x, 44, 150, 16), tuple((48.0 + 16 * at, 52.0) for at in range(9))
    a, b, c, d = box.points
    date = (Quad((c, d, a, b)) if turned else box, Secret("17.05.2030"))
    line = Sight("123456782", Quad.rect(40, 40, 160, 24), spots, score)
    assert codes([line], SheetExpectation(legible=(date,))) == found


@pytest.mark.parametrize(
    ("before", "y", "found"),
    [
        ("3456782M2704139NLD<<<<<<<<<<<6", 40, []),
        ("3456782M2704139NLD<<<<<<<<<<<6", 140, ["number-visible"]),  # another line
        ("3456782", 40, ["number-visible"]),  # no zone's: a number of which two digits were lost
        ("9856782M2704139NLD<<<<<<<<<<<6", 40, ["number-visible"]),  # other digits
    ],
)
def test_a_zones_line_with_two_signs_won_is_no_number(
    before: str, y: int, found: list[str]
) -> None:
    spots = tuple((48.0 + 16 * at, 52.0) for at in range(9))
    line = Sight("123456782", Quad.rect(40, 40, 160, 24), spots, 1.0)
    sheet = SheetExpectation(legible=((Quad.rect(56, y, 480, 26), Secret(before)),))
    assert codes([line], sheet) == found


@pytest.mark.parametrize(
    ("before", "found"), [("JHYXAS678", []), ("JHYXAK123", ["number-visible"])]
)
def test_a_document_number_with_a_letter_like_a_digit_is_no_run(
    before: str, found: list[str]
) -> None:
    """S678 is 5678 to a search that forgives a misread digit; the line itself was read before."""
    box, spots = Quad.rect(40, 40, 160, 24), tuple((48.0 + 16 * at, 52.0) for at in range(9))
    line = Sight("JHYXAS678", box, spots, 1.0)
    sheet = SheetExpectation(legible=((box, Secret(before)),))
    assert codes([line], sheet, BSN) == found


def test_another_place_excuses_nothing() -> None:
    low, high = both_ways("81234948", 0.8, "8468434128", 0.99)
    away = Sight(high.text, Quad.rect(40, 400, 200, 24), high.spots, high.score)
    assert codes([low, away], BLANK, BSN) == ["number-visible"]


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("V-numerdietuber 912345678", []),
        ("V-numerdietuber 123456782", ["number-visible"]),  # it passes the test
        ("no 912345678", ["number-visible"]),
        ("912345678", ["number-visible"]),
    ],
)
def test_a_number_with_words_before_it_is_not_the_captions_above(
    tools: Any, below: str, found: list[str]
) -> None:
    caption = of_line(tools.line("persoonsnummer / personal no.", y=20))
    number = of_line(tools.line(below, y=50))
    assert sorted(set(codes([caption, number], BLANK))) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("12345NLD<<<<<<<<<<<", []),  # a card's second line without its beginning
        ("8004060N2812345NLD<<<<<<<<<<<", []),  # an M read as an N
        ("8004060N2812345NLD<<<6782<<<<", ["number-visible"]),
        ("NLD8004060N281234", []),  # the expiry's check digit lost beside the cover
        ("NLD8004060N281234<56782", ["number-visible", "number-visible"]),
        ("<<<<12345<<<<<<<", ["number-visible"]),
        ("SPECI20142NLD 8012345 281230 <<<<<<", []),  # a page's second line, its sex lost
        ("SPECI20142NLD80123452281230<<<<<<", []),  # read as a digit
        ("SPECI20142NLD801234522812304 56782 <<<", ["number-visible"]),
        ("SPECI20142NLD8012345F 29■■■■■■", []),  # cut off by the mask after its sex
        ("SPECI20142NLD8012345F 29■■■5678■■■", ["number-visible"]),
    ],
)
def test_dates_of_a_zone_cut_in_two_are_no_number(tools: Any, line: str, found: list[str]) -> None:
    assert codes([of_line(tools.line(line, y=20))], BLANK, BSN) == found


def test_noise_is_no_zone(tools: Any) -> None:
    """Small print misread: without fillers it is no zone, whatever letters can be made of it."""
    lines = ("1s soem van het Koni et Nedertandon (Thi passports", "Avnt $1.02 1504, 82K 070-420")
    assert codes([of_line(tools.line(t, y=20 + 30 * i)) for i, t in enumerate(lines)], BLANK) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("FOF56BXOWA S20OOFYQAH 12S4", 0),
        ("S20OOFYQAH 12345678", 1),
        ("SPECI20142UTO6503101F2403096<<<1234<<<<<<<84", 1),
        ("SNLDE706120F200512", 0),  # a piece of a page's dates, begun like a card's line
        ("INLDSPECI2014299994999", 1),  # without its fillers
    ],
)
def test_a_zone_readers_noise_tells_only_of_long_runs(line: str, found: int) -> None:
    assert len(raw_doubts([line], expectation(BSN), BLANK, "reader")) == found


def test_a_page_of_a_country_without_numbers_has_none(tools: Any) -> None:
    """Its own personal number may have nine digits and pass the test; the file's other page is
    of an unknown country, so that the file as a whole has none."""
    lines = [of_line(tools.line("Personal No.", y=20)), of_line(tools.line("123456782", y=50))]
    assert "number-visible" in codes(lines, BLANK)
    assert codes(lines, ABROAD) == []
    assert codes(lines, ABROAD, "123456782") == ["number-visible"]


def test_and_so_has_its_part_of_a_sheet_but_not_the_card_beside_it(tools: Any) -> None:
    lines = [of_line(tools.line("Personal No.", y=20)), of_line(tools.line("123456782", y=50))]
    here, beside = lines[1].quad.padded(10), Quad.rect(0, 200, 400, 100)
    assert codes(lines, SheetExpectation(abroad=(here,))) == []
    assert "number-visible" in codes(lines, SheetExpectation(abroad=(beside,)))


def page(issuer: str, holder: str, name: str) -> list[Sight]:
    """A passport's zone with eleven digits of optional data, as it is read on a copy."""
    check = mrz.check_digit
    number, birth, expiry, own = "L65939277", "030411", "290323", "00999993240<<<"
    parts = [f"{text}{check(text)}" for text in (number, birth, expiry, own)]
    composite = check("".join(parts))
    second = f"{parts[0]}{holder}{parts[1]}M{parts[2]}{parts[3]}{composite}"
    first = f"P<{issuer}{name}".ljust(44, "<")[: 44 if issuer else 16]
    return [
        of_line(TextLine(Quad.rect(20, y, 800, 24), text, 0.95, _spread(text)))
        for y, text in ((500, first[0 if issuer else 2 :]), (540, second))
    ]


def _spread(text: str) -> tuple[float, ...]:
    return tuple((i + 0.5) / len(text) for i in range(len(text)))


def test_a_zone_known_for_another_countrys_may_be_read_without_its_issuer() -> None:
    """A watermark lies over the first line; the second names the holder's country."""
    cut = page("", "BEL", "ELVERMEULEN<<SVENJA")
    assert codes(cut, BLANK) == ["number-visible"]
    assert codes(cut, ABROAD) == []


@pytest.mark.parametrize(
    ("misread", "found"),
    [
        ({"999993240": "9999932A0"}, []),
        ({"L65939277": "L67939277", "030411": "080411", "290323": "290823"}, ["number-visible"]),
    ],
    ids=["the number misread", "hardly a check left"],
)
def test_and_with_a_letter_misread_as_long_as_it_holds(
    misread: dict[str, str], found: list[str]
) -> None:
    first, second = page("", "BEL", "ELVERMEULEN<<SVENJA")
    text = second.text
    for was, read in misread.items():
        text = text.replace(was, read)
    misread_line = Sight(text, second.quad, second.spots, second.score)
    assert codes([first, misread_line], ABROAD) == found


@pytest.mark.parametrize(("issuer", "holder"), [("NLD", "BEL"), ("NLO", "BEL"), ("BEL", "NLD")])
def test_but_one_that_names_ours_is_ours_whatever_was_known(issuer: str, holder: str) -> None:
    assert "number-visible" in codes(page(issuer, holder, "VERMEULEN<<SVENJA"), ABROAD)


LICENCE = "9123456792"


@pytest.mark.parametrize(
    ("read", "before", "again", "caption", "found"),
    [
        ("123456782", LICENCE, LICENCE, None, []),  # a digit lost and one misread
        ("123456782", LICENCE, LICENCE, "BSN", []),  # under the caption of the covered number
        ("123456782", "9123486792", "9123486792", "BSN", []),  # two misread
        ("123456782", "9123486992", "9123486992", "BSN", ["number-visible"]),  # three
        ("123456782", "9123486792", LICENCE, None, ["number-visible"]),  # both read it otherwise
        ("123456782", LICENCE, "912345", None, ["number-visible"]),  # nobody read it so again
        ("111222333", LICENCE, LICENCE, None, ["number-visible"]),  # another number
    ],
)
def test_nine_of_ten_digits_that_another_reader_reads_whole_are_no_number(
    tools: Any, read: str, before: str, again: str, caption: str | None, found: list[str]
) -> None:
    """A licence's number stands behind the citizen's; one reader of the copy loses digits of it."""
    here = of_line(tools.line(read, x=200, y=60))
    sheet = SheetExpectation(legible=((Quad.rect(195, 60, 150, 24), Secret(before)),))
    other = of_line(tools.line(again, x=195, y=60, pitch=15))
    above = [] if caption is None else [of_line(tools.line(caption, x=200, y=30))]
    doubts = text_doubts([*above, here], expectation("999999990"), sheet, "reader", others=[other])
    assert sorted({doubt.code for doubt in doubts}) == found


@pytest.mark.parametrize(
    ("before", "again", "score", "found"),
    [
        ("09.03.2006", "09.03.2006", 0.97, []),
        ("17 05 2017", "17.05.2017", 0.99, []),
        ("09.03.2006", "09.03.2006", 0.8, ["number-visible"]),  # hardly read again
        ("09.03.2006", "09.03.2008", 0.97, ["number-visible"]),  # read as another day
        ("09.33.2006", "09.33.2006", 0.97, ["number-visible"]),  # no day
        ("11122233", "11122233", 0.97, ["number-visible"]),  # eight digits of nine
        ("09.03.2006 1", "09.03.2006 1", 0.97, ["number-visible"]),  # not alone
        (None, "09.03.2006", 0.97, ["number-visible"]),  # nobody read it before
    ],
)
def test_nine_digits_are_no_number_where_both_others_read_the_same_date(
    tools: Any, before: str | None, again: str, score: float, found: list[str]
) -> None:
    """A licence's table is small print, of which a second reader makes nine digits now and then."""
    here = of_line(tools.line("(111222333", x=200, y=60))
    spot = Quad.rect(195, 60, 160, 24)
    sheet = SheetExpectation(legible=() if before is None else ((spot, Secret(before)),))
    other = replace(of_line(tools.line(again, x=195, y=60, pitch=15)), score=score)
    doubts = text_doubts([here], expectation("999999990"), sheet, "reader", others=[other])
    assert sorted({doubt.code for doubt in doubts}) == found


def test_a_date_elsewhere_on_the_sheet_excuses_nothing(tools: Any) -> None:
    here = of_line(tools.line("(111222333", x=200, y=60))
    sheet = SheetExpectation(legible=((Quad.rect(195, 160, 160, 24), Secret("09.03.2006")),))
    other = of_line(tools.line("09.03.2006", x=195, y=160, pitch=15))
    doubts = text_doubts([here], expectation("999999990"), sheet, "reader", others=[other])
    assert [doubt.code for doubt in doubts] == ["number-visible"]


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("II1222333", []),  # its letters read as digits
        ("II122Z333", []),
        ("II1222353", []),  # and a digit misread
        ("II1222455", ["number-visible"]),  # two
        ("NII1222333", ["number-visible"]),  # longer
        ("XT1222333", ["number-visible"]),  # letters like no digits
    ],
)
def test_a_document_number_with_letters_like_digits_is_no_citizens(
    tools: Any, before: str, found: list[str]
) -> None:
    """Another reader makes nine digits of it in the zone, which pass the test by chance."""
    here = of_line(tools.line("111222333 7NL 42062", x=40, y=400))
    sheet = SheetExpectation(legible=((Quad.rect(500, 100, 90, 20), Secret(before)),))
    assert sorted({d.code for d in text_doubts([here], expectation(), sheet, "reader")}) == found


LICENCE_ZONE = "D1NLD15812416926Y9XX1576243TK0"


@pytest.mark.parametrize(
    "read", [LICENCE_ZONE[1:], "NLD1<5812416926Y9XX1576243TK0", "0INLD15812416926Y9XX1576243"]
)
@pytest.mark.parametrize(
    ("again", "score", "y", "found"),
    [
        (LICENCE_ZONE, 0.97, 60, []),
        (LICENCE_ZONE, 0.8, 60, ["number-visible"]),  # hardly read again
        (LICENCE_ZONE, 0.97, 160, ["number-visible"]),  # elsewhere
        ("I<NLDSPECI20142999999990<<<<<8", 0.97, 60, ["number-visible"]),  # a card's
    ],
)
def test_a_zone_that_another_reader_knows_for_a_licences_shows_no_number(
    tools: Any, read: str, again: str, score: float, y: int, found: list[str]
) -> None:
    """Its head is misread: what follows looks like a card's optional data."""
    here = of_line(tools.line(read, x=200, y=60))
    other = replace(of_line(tools.line(again, x=195, y=y)), score=score)
    doubts = text_doubts([here], expectation(), BLANK, "reader", others=[other])
    assert sorted({doubt.code for doubt in doubts}) == found
