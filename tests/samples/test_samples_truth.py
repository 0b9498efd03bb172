"""The truth of a drawn document is true: what it says stands where it says."""

from functools import cache

import numpy as np
import pytest

from redactor.documents import mrz
from redactor.documents.bsn import digits, passes_eleven_test
from redactor.model import Kind
from redactor.samples import draw, model_ids
from redactor.samples.holder import fictional, grouped
from redactor.samples.sheet import expires, issued
from redactor.samples.zones import td1, td2, td3

BSN = "999999990"
PRINTED = {
    "nl-passport-2011", "nl-passport-2014-back", "nl-passport-2021-back", "nl-id-2011-front",
    "nl-id-2014-back", "nl-id-2021-back", "nl-licence-2014-back", "nl-licence-2006-back",
    "nl-permit-2020-back",
}  # fmt: skip
IN_ZONE = {"nl-passport-2011", "nl-passport-2014", "nl-id-2011-back", "nl-id-2014-back"}
MAYBE_IN_ZONE = {"nl-permit-2020-back"}
IN_QR = {"nl-passport-2021-back", "nl-id-2021-back"}


@cache
def drawn_small(model, seed):
    """A document drawn once for all tests that only look at it."""
    drawn = draw(model, seed, px_per_mm=6.0)
    drawn.pixels.flags.writeable = False
    return drawn


def sample(model, seed=3, **options):
    return draw(model, seed, holder=fictional(seed, BSN), **options)


def grey(pixels):
    return pixels.astype(np.float64).mean(axis=2)


def inside(shape, quads, grow=0.0):
    """A mask of the px whose centre lies in an axis-aligned quad grown by some px."""
    mask = np.zeros(shape[:2], dtype=bool)
    for quad in quads:
        xs, ys = [p[0] for p in quad.points], [p[1] for p in quad.points]
        left, right = np.array([min(xs) - grow, max(xs) + grow]).round().astype(int).clip(0)
        top, bottom = np.array([min(ys) - grow, max(ys) + grow]).round().astype(int).clip(0)
        mask[top:bottom, left:right] = True
    return mask


def printed_text(drawn):
    return [f for f in drawn.document.fields if f.chars and f.role != "perforation"]


@pytest.mark.parametrize("model", model_ids())
def test_every_character_has_ink_in_its_quad(model):
    drawn = sample(model)
    light = grey(drawn.pixels)
    for field in printed_text(drawn):
        assert len(field.chars) == len(field.text)
        for char, quad in zip(field.text, field.chars, strict=True):
            if not char.isspace():
                cell = light[inside(light.shape, [quad], 0.5)]
                assert cell.min() < 110, (model, field.kind, char)


@pytest.mark.parametrize("model", sorted(PRINTED | IN_ZONE))
def test_no_ink_of_the_number_leaves_its_quads(model):
    drawn = sample(model, px_per_mm=12.0)
    light = grey(drawn.pixels)
    for field in printed_text(drawn):
        if field.kind in (Kind.BSN, Kind.MRZ):
            # The licence prints its number, a slash and another number on one line.
            every = [quad for other in printed_text(drawn) for quad in other.chars]
            near = inside(light.shape, [field.quad], 5) & ~inside(light.shape, every, 1.5)
            near[:, : int(field.quad.points[0][0]) - 2] = False
            near[:, int(field.quad.points[1][0]) + 2 :] = False
            assert light[near].min() > 90, (model, field.kind)


@pytest.mark.parametrize("model", model_ids())
def test_fields_lie_on_the_document_and_apart(model):
    for seed in range(3):
        drawn = drawn_small(model, seed)
        height, width = drawn.pixels.shape[:2]
        fields = [f for f in drawn.document.fields if f.kind is not Kind.MRZ_BSN]
        for at, field in enumerate(fields):
            left, top, right, bottom = field.quad.bounds
            assert min(left, top) >= 0
            assert right <= width
            assert bottom <= height
            for other in fields[at + 1 :]:
                assert field.quad.overlap(other.quad) == 0, (model, seed, field.kind, other.kind)


@pytest.mark.parametrize("model", model_ids())
def test_the_number_is_where_the_model_has_it(model):
    for seed in range(3):
        drawn = drawn_small(model, seed)
        document, number = drawn.document, drawn.holder.bsn
        printed = [digits(field.text) for field in document.of(Kind.BSN)]
        assert printed == ([number] if model in PRINTED else [])
        zone = "".join(field.text for field in document.of(Kind.MRZ_BSN))
        if model not in MAYBE_IN_ZONE:
            assert (number in zone) == (model in IN_ZONE)
        assert (number in [field.text for field in document.of(Kind.CODE)]) == (model in IN_QR)
        if model not in IN_ZONE | MAYBE_IN_ZONE:
            assert not zone
            assert all(number not in field.text for field in document.of(Kind.MRZ))


def test_the_part_to_hide_is_that_of_the_rules():
    passport, card = sample("nl-passport-2014").document, sample("nl-id-2014-back").document
    line = passport.of(Kind.MRZ)[1]
    (hidden,) = passport.of(Kind.MRZ_BSN)
    assert hidden.chars == line.chars[28:44]
    assert hidden.text == line.text[28:44]
    first, second = card.of(Kind.MRZ_BSN)
    assert first.chars == card.of(Kind.MRZ)[0].chars[15:30]
    assert second.chars == card.of(Kind.MRZ)[1].chars[29:30]


@pytest.mark.parametrize("model", [m for m in model_ids() if not m.endswith("licence-2014-front")])
def test_check_digits_hold(model):
    for seed in range(3):
        lines = [f.text for f in drawn_small(model, seed).document.of(Kind.MRZ)]
        if lines:
            zone = mrz.parse(lines)
            assert zone is not None
            assert all(zone.checks.values()), (model, seed)
            if "permit" not in model:  # whose number may end in a letter that reads as a digit
                assert [line.clear for line in zone.lines] == lines


def test_licence_line_has_the_shape_and_digit_of_the_specimen():
    line = sample("nl-licence-2014-front").document.of(Kind.MRZ)[0].text
    holder = fictional(3, BSN)
    assert len(line) == 30
    assert line.startswith(f"D1NLD1{holder.licence_number}")
    assert line[29] == mrz.check_digit(line[:29])


def test_zones_equal_the_published_specimens():
    from dataclasses import replace

    bruijn = replace(
        fictional(0, BSN), surname="De Bruijn", given_names="Willeke Liselotte", sex="F",
        born=(1965, 3, 10),
    )  # fmt: skip
    assert td3(bruijn, "SPECI2014", (2024, 3, 9), bsn=True).lines == (
        "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
        "SPECI20142NLD6503101F2403096999999990<<<<<84",
    )
    assert td3(bruijn, "SPECI2021", (2031, 8, 30), bsn=False).lines[1] == (
        "SPECI20212NLD6503101F3108309<<<<<<<<<<<<<<<0"
    )
    assert td1(bruijn, "SPECI2014", (2024, 3, 9), bsn=True).lines == (
        "I<NLDSPECI20142999999990<<<<<8",
        "6503101F2403096NLD<<<<<<<<<<<8",
        "DE<BRUIJN<<WILLEKE<LISELOTTE<<",
    )
    assert td1(bruijn, "SPECI2021", (2031, 8, 2), bsn=False).lines[1] == (
        "6503101F3108022NLD<<<<<<<<<<<8"
    )
    eriksson = replace(
        fictional(0, BSN), surname="Eriksson", given_names="Anna Maria", sex="F",
        born=(1974, 8, 12),
    )  # fmt: skip
    assert td2(eriksson, "D23145890", (2012, 4, 15)).lines == (
        "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<",
        "D231458907UTO7408122F1204159<<<<<<<6",
    )


@pytest.mark.parametrize("model", [*sorted(IN_QR), "nl-licence-2014-back", "nl-licence-2006-back"])
def test_codes_decode_to_their_text_where_they_are(model):
    import zxingcpp

    drawn = sample(model)
    (code,) = drawn.document.of(Kind.CODE)
    (read,) = zxingcpp.read_barcodes(drawn.pixels)
    assert read.text == code.text
    middle = np.mean(
        [
            (p.x, p.y)
            for p in (
                read.position.top_left,
                read.position.top_right,
                read.position.bottom_right,
                read.position.bottom_left,
            )
        ],
        axis=0,
    )
    assert code.quad.contains((float(middle[0]), float(middle[1])))


def test_same_seed_same_picture_and_truth():
    for model in ("nl-id-2014-front", "nl-passport-2021-back"):
        first, second, other = draw(model, 7), draw(model, 7), draw(model, 8)
        assert np.array_equal(first.pixels, second.pixels)
        assert first.documents == second.documents
        assert first.documents != other.documents


def test_layouts_vary_between_seeds():
    spots, values = set(), set()
    for seed in range(12):
        drawn = sample("nl-id-2014-back", seed, px_per_mm=6.0)
        (number,) = drawn.document.of(Kind.BSN)
        spots.add(tuple(round(v / 6, 1) for v in number.quad.points[0]))
        values.add(number.text)
    assert len(spots) > 6
    assert len(values) > 1


def test_holders_are_consistent_and_their_numbers_pass():
    for seed in range(40):
        holder = fictional(seed)
        assert fictional(seed) == holder
        assert passes_eleven_test(holder.bsn)
        assert "O" not in holder.document_number
        assert {digits(grouped(holder.bsn, how)) for how in ("plain", "dots", "spaces")} == {
            holder.bsn
        }


def test_both_sides_of_a_card_tell_of_one_person():
    front, back = sample("nl-id-2014-front"), sample("nl-id-2014-back")
    number = front.document.of(Kind.DOCUMENT_NUMBER)[0].text
    assert number in back.document.of(Kind.MRZ)[0].text
    expiry = front.document.of(Kind.EXPIRY_DATE)[0].text
    assert back.document.of(Kind.MRZ)[1].text[8:10] == expiry[-2:]


def test_unknown_model_is_an_error():
    with pytest.raises(KeyError):
        draw("nl-library-card")


def test_further_fonts_change_the_print_and_keep_the_truth():
    from redactor import resources

    font = resources.path("fonts", "OCRB.otf")
    drawn = [sample("nl-id-2014-back", seed, fonts=[font]) for seed in range(6)]
    plain = [sample("nl-id-2014-back", seed) for seed in range(6)]
    assert any(a.documents != b.documents for a, b in zip(drawn, plain, strict=True))
    for one in drawn:
        assert [digits(field.text) for field in one.document.of(Kind.BSN)] == [BSN]


@pytest.mark.parametrize(("year", "began"), [(2014, (3, 9)), (2021, (8, 30))])
def test_no_document_is_older_than_its_model(year: int, began: tuple[int, int]) -> None:
    """A date of the model before has the program look for the portrait where that one has it."""
    days = [issued(fictional(seed), year) for seed in range(60)]
    assert all(day[1:] >= began for day in days)
    assert len({day[1] for day in days}) > 3
    assert all(expires(fictional(seed), year)[1:] == day[1:] for seed, day in enumerate(days))
    assert {issued(fictional(seed), 2018)[1] for seed in range(60)} == set(range(1, 13))
