"""What lines of text, faces and codes on a finished sheet speak for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from redactor.model import Kind, Pixels, Quad, Secret
from redactor.verify import Expectation, SheetExpectation, verify
from redactor.verify.evidence import text_doubts
from redactor.verify.sight import of_line, of_words

BSN = "123456782"
Run = Callable[..., set[tuple[str, str]]]
DUTCH_TD3 = (
    "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
    "SPECI20142NLD6503101F2403096999999990<<<<<84",
)
DUTCH_TD1 = (
    "I<NLDSPECI20142999999990<<<<<8",
    "6503101F2403096NLD<<<<<<<<<<<8",
    "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
)


@pytest.fixture
def run(paper: Pixels, expecting: Callable[..., Expectation], tools: Any) -> Run:
    """The doubts about a sheet on which RapidOCR sees these lines."""

    def go(
        *lines: Any, engines: dict[str, Any] | None = None, **known: Any
    ) -> set[tuple[str, str]]:
        seen = [
            one if not isinstance(one, str) else tools.line(one, y=20 + 60 * i)
            for i, one in enumerate(lines)
        ]
        # Lines that read well: with fewer of them it would look in every direction.
        seen += [tools.line("VOORBEELD", x=600, y=400 + 50 * i) for i in range(3)]
        bundle = tools.Engines(text=tools.Text(seen), **(engines or {}))
        verdict = verify(tools.png(paper), [paper], expecting(**known), bundle)
        return {(doubt.code, doubt.detail) for doubt in verdict.doubts}

    return go


SEEN = {("number-visible", "text:rapidocr")}


@pytest.mark.parametrize(
    "text",
    [BSN, "1234.56.782", "no 123 456 782", "nr 12B4S6782", "xx1234yy", "rest 6782", "3 4 5 6"],
)
def test_a_run_of_a_known_number_is_seen_however_it_is_written(run: Run, text: str) -> None:
    assert run(text, numbers=[BSN], country="BEL") == SEEN


@pytest.mark.parametrize(
    "text", ["WILLEKE", "123 x 456", "2345 6".replace("5", "9"), "IZ34", "9999", "12a34b56"]
)
def test_less_than_a_run_is_not(run: Run, text: str) -> None:
    assert run(text, numbers=[BSN], country="BEL") == set()


def test_the_place_of_a_run_is_told(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    lines = [tools.line("VOORBEELD", y=400 + 50 * i) for i in range(3)]
    engines = tools.Engines(text=tools.Text([tools.line("WILLEKE 123456782", x=100), *lines]))
    (doubt,) = verify(tools.png(paper), [paper], expecting(numbers=[BSN]), engines).doubts
    assert doubt.quad is not None
    assert doubt.quad.contains((100 + 16 * 12, 32))
    assert not doubt.quad.contains((130, 32))


def legible(*entries: tuple[str, float]) -> SheetExpectation:
    return SheetExpectation(
        legible=tuple((Quad.rect(20, y, 400, 24), Secret(text)) for text, y in entries)
    )


def test_digits_that_another_field_had_there_before_are_no_evidence(run: Run) -> None:
    kept = legible(("12.34.1956", 20))
    assert run("12.34.1956", numbers=[BSN], country="BEL", sheet=kept) == set()
    elsewhere = legible(("12.34.1956", 400))
    assert run("12.34.1956", numbers=[BSN], country="BEL", sheet=elsewhere) == SEEN
    whole = legible((BSN, 20))
    assert run(BSN, numbers=[BSN], country="BEL", sheet=whole) == SEEN
    long = legible(("3456782", 20))
    assert run("3456782", numbers=[BSN], country="BEL", sheet=long) == SEEN


def test_digits_of_the_watermark_are_no_evidence_but_a_whole_number_is(run: Run) -> None:
    mark = "KOPIE 1234.56 2026"
    assert run("KOPIE 1234 56", numbers=[BSN], watermark="KOPIE 12345 6", country="BEL") == SEEN
    assert run("KOPIE 1234 5", numbers=[BSN], watermark=mark, country="BEL") == set()
    assert run(BSN, numbers=[BSN], watermark=f"KOPIE {BSN}") == SEEN
    assert run("111222333", watermark="KOPIE 111222333") == set()


def test_a_number_of_few_different_digits_is_not_every_row_of_them(run: Run) -> None:
    kept = legible(("0990000000", 20))
    assert run("0990000000", numbers=["000000000"], country="BEL", sheet=kept) == set()
    assert run("000000000", numbers=["000000000"], country="BEL", sheet=kept) == SEEN


def test_what_is_read_inside_a_cover_is_nothing(run: Run) -> None:
    cover = Quad.rect(0, 0, 900, 60)
    sheet = SheetExpectation((cover,))
    assert ("number-visible", "text:rapidocr") not in run(BSN, numbers=[BSN], sheet=sheet)
    half = SheetExpectation((Quad.rect(20 + 16 * 5, 0, 900, 60),))
    assert ("number-visible", "text:rapidocr") in run(BSN, numbers=[BSN], sheet=half)
    most = SheetExpectation((Quad.rect(20 + 16 * 3, 0, 900, 60),))
    assert ("number-visible", "text:rapidocr") not in run(BSN, numbers=[BSN], sheet=most)


@pytest.mark.parametrize("text", ["111222333", "1112.22.333", "l11222333"])
def test_an_unknown_number_that_passes_the_test_is_seen(run: Run, text: str) -> None:
    assert run(text) == SEEN
    assert run(text, country=None) == SEEN
    assert run(text, country="BEL") == set()
    assert run(text, hide=frozenset({Kind.PORTRAIT})) == set()


@pytest.mark.parametrize("text", ["111222334", "11122233", "lll222333", "000000000", "01.02.1990"])
def test_other_numbers_are_not(run: Run, text: str) -> None:
    assert run(text) == set()


@pytest.mark.parametrize("text", ["Polisnummer 111222333", "Btw NL111222333B01"])
def test_a_number_that_its_line_calls_a_companys_is_not(run: Run, text: str) -> None:
    assert run(text) == set()
    assert run(text, numbers=["111222333"]) == SEEN


@pytest.mark.parametrize(
    ("caption", "at", "seen"),
    [
        ("Polisnummer", (20, 20), False),
        ("Uw kenmerk:", (20, 24), False),
        ("persoonsnummer", (20, 20), True),
        ("Polisnummer", (20, 100), True),
        ("Polisnummer", (560, 20), True),
        ("Polisnummer 8", (20, 20), True),
        ("Gemeente", (20, 20), True),
    ],
)
def test_a_caption_in_front_tells_a_companys_number(
    run: Run, tools: Any, caption: str, at: tuple[int, int], seen: bool
) -> None:
    """Only one that stands level with it, directly before it, and has no number of its own."""
    lines = [tools.line(caption, x=at[0], y=at[1]), tools.line("111222333", x=300, y=20)]
    assert run(*lines) == (SEEN if seen else set())
    between = tools.line("Oss", x=230, y=20)
    assert run(*lines, between) == SEEN


def test_captions_are_seen_on_a_sheet_that_lies_upside_down(tools: Any) -> None:
    def doubts(*lines: tuple[str, float]) -> list[str]:
        sights = []
        for text, x in lines:
            line = tools.line(text, x=x)
            a, b, c, d = line.quad.points
            sights.append(of_line(replace(line, quad=Quad((c, d, a, b)))))
        sheet = SheetExpectation()
        return [d.code for d in text_doubts(sights, Expectation.of_unknown(), sheet, "reader")]

    assert doubts(("Polisnummer", 400), ("111222333", 200)) == []
    assert doubts(("Polisnummer", 20), ("111222333", 300)) == ["number-visible"]
    assert doubts(("persoonsnummer", 400), ("000000000", 200)) == ["number-visible"]
    assert doubts(("persoonsnummer", 20), ("000000000", 300)) == []


def test_a_number_that_was_meant_to_stay_is_not(run: Run) -> None:
    assert run("111222333", sheet=legible(("111.222.333", 400))) == set()


@pytest.mark.parametrize(
    ("before", "seen"),
    [
        ((("6399999011", 20), ("D1NLD16399999011U4KAYRVFLK4SE4", 300)), False),
        ((("6399999011", 20),), True),
        ((("6399999011", 300), ("D1NLD16399999011U4KAYRVFLK4SE4", 400)), True),
        ((("6399988011", 20), ("D1NLD16399988011U4KAYRVFLK4SE4", 300)), True),
        ((("9999599011", 20), ("D1NLD19999599011U4KAYRVFLK4SE4", 300)), False),  # one is lost
    ],
)
def test_nine_digits_misread_of_a_longer_number_that_stands_twice_are_none(
    run: Run, before: tuple[tuple[str, int], ...], seen: bool
) -> None:
    """A licence's ten digits are repeated in its zone; what was read once may be misread itself."""
    assert (run("999999011", sheet=legible(*before), country="NLD") >= SEEN) is seen
    zone = "DINLD16399999011U4KAYRVFLK4SE4"
    again = run("999999011", zone, sheet=legible(before[0]), country="NLD")
    assert (again >= SEEN) is (before[0] != ("6399999011", 20))


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        (["persoonsnummer 000000000"], True),
        (["000000000 persoonsnummer"], False),
        (["persoonsnummer", ("000000000", 300, 20)], True),
        (["persoonsnummer", ("000000000", 20, 50)], True),
        (["persoonsnummer", ("000000000", 20, 300)], False),
        (["persoonsnummer", ("000000000", 700, 300)], False),
        (["persoonsnummer", ("01.02.1990", 300, 20)], False),
        (["persoonsnummer", ("OOO000000", 300, 20)], False),
        (["persoonsnummer", ("P<NLD000000000<<<<<<<<<<<<<<", 300, 20)], False),
        (["naam", ("000000000", 300, 20)], False),
        (["persoonsnummer", ("WILLEKE", 20, 50)], False),
    ],
)
def test_a_number_beside_its_caption_is_seen_test_or_no_test(
    run: Run, tools: Any, lines: list[Any], seen: bool
) -> None:
    made = [
        tools.line(one) if isinstance(one, str) else tools.line(one[0], x=one[1], y=one[2])
        for one in lines
    ]
    hide = frozenset({Kind.BSN})
    assert run(*made, hide=hide) == (SEEN if seen else set())


@pytest.mark.parametrize("zone", [DUTCH_TD3, DUTCH_TD1])
def test_a_zone_that_still_holds_its_number_is_seen(run: Run, zone: tuple[str, ...]) -> None:
    assert run(*zone, country=None) == SEEN
    assert run(*zone[::-1], country=None) == SEEN
    assert run(*zone, hide=frozenset({Kind.PORTRAIT})) == set()


@pytest.mark.parametrize(("zone", "row", "cells"), [(DUTCH_TD3, 1, 28), (DUTCH_TD1, 0, 15)])
def test_a_zone_whose_number_is_covered_is_not(
    run: Run, zone: tuple[str, ...], row: int, cells: int
) -> None:
    top = 20 + 60 * row
    cover = Quad.rect(20 + 16 * cells, top - 5, 16 * 44, 34)
    for over in (0, 1):  # a cover may end one digit late and leave no four of them
        sheet = SheetExpectation((Quad.of(cover.array() + np.array([48 * over, 0])),))
        numbers = ["999999990"]
        doubts = run(*zone, sheet=sheet, numbers=numbers)
        assert ("number-visible", "text:rapidocr") not in doubts
    short = SheetExpectation((Quad.of(cover.array() + np.array([64, 0])),))
    assert ("number-visible", "text:rapidocr") in run(*zone, sheet=short)


def test_a_garbled_zone_is_read_as_a_whole(run: Run) -> None:
    garbled = (DUTCH_TD3[0], "SPECI20142NlD65O3101X24O3096999999990<<<<84")
    assert run(*garbled, country=None) == SEEN


def test_zones_of_others_and_of_new_documents_are_let_be(run: Run) -> None:
    assert (
        run(
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
            "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
            country="UTO",
        )
        == set()
    )
    assert (
        run(
            "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
            "SPECI20212NLD6503101F3108022<<<<<<<<<<<<<<08",
        )
        == set()
    )


@pytest.mark.parametrize(
    "line",
    [
        "D1NLD15812416926Y9XX1576243TK0",
        "D1NLD15094962111659VW87Z78NB84",
        "D1INLD1509496211659VW87Z78NB84",  # a sign too many before the country
    ],
)
def test_digits_of_a_licences_zone_are_no_citizen_number(run: Run, tools: Any, line: str) -> None:
    hide = frozenset({Kind.BSN, Kind.MRZ_BSN})
    zone = {"passporteye": tools.Zone((line,))}
    assert run(line, country="NLD", hide=hide, engines=zone) == set()
    # nor does a licence's first letter excuse a card's zone or a number that is known
    card = "I<NLDSPECI20142999999990<<<<<8"
    assert run("D" + card[1:], country="NLD", hide=hide) == SEEN
    assert run(line, country="NLD", hide=hide, numbers=[line[6:15]]) == SEEN


def test_birth_and_number_in_a_zone_are_other_fields(run: Run) -> None:
    line = "SPECI20142NLD6503101F2403096<<<<<<<<<<<<<<08"
    assert run(line, numbers=["999650311"]) == set()
    assert run("650310", numbers=["999650311"]) == SEEN


def test_tesseract_is_heard_as_well(run: Run, tools: Any) -> None:
    words = (
        tools.Word("123", Quad.rect(100, 100, 60, 30), 0.9, 0),
        tools.Word("456", Quad.rect(170, 102, 60, 30), 0.9, 0),
        tools.Word("WILLEKE", Quad.rect(100, 200, 90, 30), 0.9, 1),
    )
    second = {"tesseract": tools.Tesseract(words)}
    assert run(numbers=[BSN], engines=second) == {("number-visible", "text:tesseract")}
    apart = (words[0], tools.Word("456", Quad.rect(170, 102, 60, 30), 0.9, 3))
    assert run(numbers=[BSN], engines={"tesseract": tools.Tesseract(apart)}) == set()


def test_words_become_lines_in_sheet_pixels(tools: Any) -> None:
    words = (
        tools.Word("ab", Quad.rect(100, 100, 40, 20), 0.9, 1),
        tools.Word("c", Quad.rect(160, 96, 20, 20), 0.9, 1),
    )
    (sight,) = of_words(words, 0.5)
    assert sight.text == "ab c"
    assert sight.quad.bounds == (50, 48, 90, 60)
    assert sight.spots[0] == pytest.approx((55, 55))
    assert "ab" not in repr(sight)


def test_a_line_whose_characters_have_no_places_is_none(tools: Any) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="not a line"):
        of_line(replace(tools.line("abc"), centres=(0.5,)))


def test_passporteye_is_heard_as_well(run: Run, tools: Any) -> None:
    found = {("number-visible", "mrz:passporteye")}

    def zone(*lines: str) -> dict[str, Any]:
        return {"passporteye": tools.Zone(lines)}

    numbers = ["999999990"]
    known = {"numbers": numbers, "hide": frozenset({Kind.MRZ_BSN})}
    first = DUTCH_TD3[0]
    assert run(first, engines=zone(*DUTCH_TD3), **known) == found
    assert run(first, engines=zone(DUTCH_TD3[0], DUTCH_TD3[1][:28]), **known) == set()
    assert run(first, engines={"passporteye": tools.Zone(None)}, **known) == set()
    kept = SheetExpectation(legible=((Quad.rect(20, 400, 400, 24), Secret("no 99999")),))
    assert run(first, engines=zone("x99999x"), sheet=kept, **known) == set()
    assert run("WILLEKE", engines=zone(*DUTCH_TD3), **known) == set()  # no zone, not asked


def test_passporteye_tells_of_an_unknown_copy(run: Run, tools: Any) -> None:
    zone = {"passporteye": tools.Zone(DUTCH_TD3)}
    assert run(DUTCH_TD3[0], country=None, engines=zone) == {("number-visible", "mrz:passporteye")}


def test_fields_that_are_lost_are_told_where_there_are_too_many(run: Run) -> None:
    names = ["WILLEKE", "DE BRUIJN", "MOLENWIJK", "SPECIMEN", "AMSTERDAM"]
    kept = legible(*((name, 20 + 60 * i) for i, name in enumerate(names)))
    known = {"sheet": kept, "hide": frozenset({Kind.SIGNATURE})}
    assert run(*names, **known) == set()
    assert run("W1LLEKE", "DEBRUIJN", "MOLENWlJK", "5PECIMEN", "AMSTERDAN", **known) == set()
    assert run(*names[:4], "~~~", **known) == set()  # one alone may be
    assert run(*names[:3], "~~~", "xxxx", **known) == {("field-lost", "")}


def test_two_of_many_fields_may_be_lost(run: Run) -> None:
    names = [f"WILLEKE{chr(65 + i)}" for i in range(18)]
    kept = SheetExpectation(
        legible=tuple(
            (Quad.rect(20, 20 + 60 * i, 128, 24), Secret(name)) for i, name in enumerate(names)
        )
    )
    assert run(*names[:16], sheet=kept) == set()
    assert run(*names[:15], sheet=kept) == {("field-lost", "")}


def test_lines_may_be_cut_otherwise_than_before(run: Run, tools: Any) -> None:
    kept = SheetExpectation(
        legible=(
            (Quad.rect(20, 20, 600, 24), Secret("WILLEKE LISELOTTE")),
            (Quad.rect(20, 120, 100, 24), Secret("DE BRUIJN")),
            (Quad.rect(500, 500, 100, 24), Secret("· ·")),
        )
    )
    assert run(
        tools.line("LISELOTTE", x=300), tools.line("WILLEKE", x=20),
        tools.line("naam DE BRUIJN geboren", y=120), sheet=kept,
    ) == set()  # fmt: skip


def test_a_line_not_seen_is_tried_again_at_its_place(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    kept = tuple((Quad.rect(20, 60 * i, 200, 24), Secret("WILLEKE")) for i in range(4))
    for again, safe in (("WILLEKE", True), ("", False)):
        engines = tools.Engines(text=tools.Text(again=again))
        sheet = SheetExpectation(legible=kept)
        assert verify(tools.png(paper), [paper], expecting(sheet), engines).safe is safe


def test_few_good_lines_make_it_look_in_every_direction(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    few = tools.Text([tools.line("WILLEKE")])
    enough = tools.Text([tools.line("WILLEKE", y=20 + 50 * i) for i in range(3)])
    for text in (few, enough):
        verify(tools.png(paper), [paper], expecting(), tools.Engines(text=text))
    assert len(few.looked) == 4
    assert len(enough.looked) == 1


def test_a_large_sheet_with_small_lines_is_looked_at_larger(
    expecting: Callable[..., Expectation], tools: Any
) -> None:
    large = np.full((1200, 1800, 3), 230, np.uint8)
    lines = [tools.line("WILLEKE", y=20 + 50 * i) for i in range(3)]
    for height, looks in ((10, 2), (60, 1)):
        text = tools.Text(lines)
        kept = SheetExpectation(legible=((Quad.rect(20, 20, 112, height), Secret("WILLEKE")),))
        verify(tools.png(large), [large], expecting(kept), tools.Engines(text=text))
        assert len(text.looked) == looks


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_number_is_found_where_it_stands_on_a_turned_sheet(
    turns: int, expecting: Callable[..., Expectation], tools: Any
) -> None:
    class Turned(tools.Text):  # type: ignore[misc]
        """Reads the number in one direction only: that in which its mark is at the top left."""

        def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
            return (Quad.rect(20, 20, 180, 24),) if pixels[5, 5, 0] == 0 else ()

        def recognise(self, pixels: Pixels, quads: Any) -> Any:
            return tuple(tools.line(BSN, pitch=20) for _ in quads)

    upright = np.full((300, 500, 3), 230, np.uint8)
    upright[:10, :10] = 0
    upright[20:44, 20:200] = 100
    sheet = np.ascontiguousarray(np.rot90(upright, -turns))
    engines = tools.Engines(text=Turned())
    (doubt,) = verify(tools.png(sheet), [sheet], expecting(numbers=[BSN]), engines).doubts
    assert doubt.quad is not None
    x, y = doubt.quad.centre
    assert sheet[int(y), int(x), 0] == 100


def test_tall_boxes_are_read_both_ways(run: Run, tools: Any) -> None:
    class Tall(tools.Text):  # type: ignore[misc]
        def detect(self, pixels: Pixels, long_side: int | None = None) -> tuple[Quad, ...]:
            return (Quad.rect(20, 20, 24, 200),)

        def recognise(self, pixels: Pixels, quads: Any) -> Any:
            self.ways = {round(quad.angle, 2) for quad in quads}
            return tuple(tools.line("") for _ in quads)

    text = Tall()
    assert run(engines=None) == set()
    from redactor.verify.reading import read_sheet

    read_sheet(np.full((600, 900, 3), 230, np.uint8), SheetExpectation(), tools.Engines(text=text))
    assert text.ways == {-1.57, 1.57}


def face(tools: Any, x: float, y: float, wide: float, high: float, score: float) -> Any:
    return tools.Face(Quad.rect(x, y, wide, high), score, ())


def test_a_face_outside_covers_is_seen_once(run: Run, tools: Any) -> None:
    faces = {"faces": tools.Faces((face(tools, 100, 100, 100, 140, 0.8),))}
    seen = run(engines=faces)
    assert ("face-visible", "") in seen
    assert run(engines=faces, hide=frozenset({Kind.BSN})) == set()


@pytest.mark.parametrize(
    ("again", "seen"),
    [((0.5, 0.0), True), ((0.0, 0.8), True), ((0.3, 0.7), False), ((0.0, 0.0), False)],
)
def test_a_doubtful_face_is_looked_at_in_the_mirror(
    run: Run, tools: Any, again: tuple[float, float], seen: bool
) -> None:
    """The watermark's letters on a finger are no face any more when they are turned round."""
    smoothed, mirrored = again

    class Doubtful(tools.Faces):  # type: ignore[misc]
        def detect(self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0) -> Any:
            if max(pixels.shape[:2]) > 400:
                return (face(tools, 300, 200, 100, 140, 0.7),) if threshold == 0.6 else ()
            score = smoothed if threshold == 0.4 else mirrored
            high, wide = pixels.shape[:2]
            there = face(tools, wide / 3, high / 3, wide / 3, high / 3, score)
            return (there,) if score >= threshold else ()

    assert (("face-visible", "") in run(engines={"faces": Doubtful(())})) is seen


def test_a_certain_face_needs_no_second_look(run: Run, tools: Any) -> None:
    class Once(tools.Faces):  # type: ignore[misc]
        def detect(self, pixels: Pixels, threshold: float = 0.6, scale: float = 1.0) -> Any:
            large = max(pixels.shape[:2]) > 400 and threshold == 0.6
            return (face(tools, 300, 200, 100, 140, 0.9),) if large else ()

    assert ("face-visible", "") in run(engines={"faces": Once(())})


def test_a_face_under_a_cover_is_the_covers_own(
    expecting: Callable[..., Expectation], tools: Any
) -> None:
    pixels = np.full((600, 600, 3), 230, np.uint8)
    pixels[90:260, 90:220] = 0
    sheet = SheetExpectation((Quad.rect(90, 90, 130, 170),))

    class Upright(tools.Faces):  # type: ignore[misc]
        def detect(self, seen: Pixels, threshold: float = 0.6, scale: float = 1.0) -> Any:
            return self.faces if seen.shape == pixels.shape and threshold == 0.6 else ()

    for x, safe in ((110, True), (190, False)):
        faces = Upright((face(tools, x, 120, 90, 110, 0.9),))
        verdict = verify(tools.png(pixels), [pixels], expecting(sheet), tools.Engines(faces=faces))
        assert verdict.safe is safe


@pytest.mark.parametrize(
    ("box", "score", "seen"),
    [
        ((100, 100, 10, 12), 0.99, False),
        ((100, 100, 22, 26), 0.65, False),
        ((100, 100, 22, 26), 0.9, True),
        ((100, 20, 400, 500), 0.65, False),
        ((100, 20, 400, 500), 0.9, True),
        ((100, 100, 100, 120), 0.65, True),
    ],
)
def test_odd_sizes_must_be_surer(
    run: Run, tools: Any, box: tuple[float, ...], score: float, seen: bool
) -> None:
    found = run(engines={"faces": tools.Faces((face(tools, *box, score),))})
    assert (("face-visible", "") in found) is seen


@pytest.mark.parametrize(
    ("kind", "text", "seen"),
    [
        ("QRCode", "anything", True),
        ("PDF417", "anything", True),
        ("QRCode", None, False),
        ("Code128", "AB12", False),
        ("Code128", f"x{BSN}y", True),
        ("ITF", "111222333", True),
        ("ITF", "111222334", False),
    ],
)
def test_codes_that_can_be_read(
    run: Run, tools: Any, kind: str, text: str | None, seen: bool
) -> None:
    code = tools.Code(Quad.rect(10, 10, 90, 90), kind, None if text is None else Secret(text), "z")
    found = run(engines={"codes": tools.Codes((code, code))}, numbers=[BSN])
    assert found == ({("code-visible", kind)} if seen else set())


def test_codes_are_looked_for_with_the_profile_in_mind(run: Run, tools: Any) -> None:
    def code(kind: str, text: str) -> dict[str, Any]:
        return {"codes": tools.Codes((tools.Code(Quad.rect(1, 1, 9, 9), kind, Secret(text), "z"),))}

    number = frozenset({Kind.BSN})
    assert run(engines=code("QRCode", "abc"), hide=number) == set()
    assert run(engines=code("QRCode", "111222333"), hide=number) == {("code-visible", "QRCode")}
    assert run(engines=code("QRCode", "111222333"), hide=number, country="BEL") == set()
    only = frozenset({Kind.CODE})
    assert run(engines=code("ITF", "111222333"), hide=only) == set()


def test_a_large_sheet_is_not_enlarged_for_codes(
    expecting: Callable[..., Expectation], tools: Any
) -> None:
    large = np.full((1000, 1700, 3), 230, np.uint8)
    code = tools.Code(Quad.rect(10, 10, 90, 90), "QRCode", Secret("x"), "z")
    engines = tools.Engines(codes=tools.Codes((code,)))
    (doubt,) = verify(tools.png(large), [large], expecting(), engines).doubts
    assert doubt.quad == code.quad


def test_a_code_that_no_reader_decodes_is_seen_by_its_modules(
    run: Run, tools: Any, paper: Pixels
) -> None:
    modules = np.random.default_rng(4).integers(0, 2, (25, 25), np.uint8) * 200 + 25
    paper[100:250, 80:230] = np.kron(modules, np.ones((6, 6), np.uint8))[..., None]
    blind = {"codes": tools.Codes(())}
    assert run(engines=blind) == {("code-visible", "QRCode")}
    assert run(engines=blind, hide=frozenset({Kind.BSN})) == set()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("I<NLDNX7MWBFF77<SS<SSS55 555555", set()),  # fillers, misread
        ("I<NLDNX7MWBFF77999999990<<<<<8", SEEN),
        ("P<NLDBOUKHARI<<JIP<<<<<<<666K<<<<", set()),
    ],
)
def test_fives_and_sixes_alone_are_fillers(
    run: Run, line: str, found: set[tuple[str, str]]
) -> None:
    assert run(line, country="NLD") == found


def test_a_documents_number_in_its_own_zone_is_no_citizens(run: Run) -> None:
    """L23456782 is read as 123456782 by one reader; the zone on the same sheet has it."""
    zone = "L234567825UT08909280M2604251<<<<<<<<<<<<<<04"
    assert run(BSN, zone, numbers=[], country="UTO") == set()
    assert run(BSN, numbers=[], country=None) == SEEN
