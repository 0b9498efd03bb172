"""Strangers carry exact truth, and a seed always draws the same one."""

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest

from redactor.documents.bsn import passes_eleven_test
from redactor.model import Kind
from tests.bench import stranger_parts as parts
from tests.bench.strangers import STRANGERS, draw_stranger

SEEDS = (3, 11)
NUMBER = {
    "x-id-back": (1, 1),
    "x-id-back-zone": (0, 1),
    "x-id-back-code": (1, 0),
    "x-id-front-number": (1, 0),
    "x-passport": (0, 1),
    "x-passport-number": (1, 1),
    "x-passport-back": (1, 0),
    "x-licence-back": (1, 0),
}
"""How often the number stands in print and in the zone."""
WITHOUT = ("x-id-front", "x-passport-new", "x-licence-front", "x-permit-front")


@cache
def small(model, seed):
    return draw_stranger(model, seed, px_per_mm=4)


@pytest.mark.parametrize("model", STRANGERS)
def test_a_seed_draws_the_same_stranger(model):
    one, two = small(model, 3), draw_stranger(model, 3, px_per_mm=4)
    assert np.array_equal(one.pixels, two.pixels)
    assert one.documents == two.documents


@pytest.mark.parametrize("model", STRANGERS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_character_has_a_place_on_the_sheet(model, seed):
    drawn = small(model, seed)
    height, width = drawn.pixels.shape[:2]
    for field in drawn.document.fields:
        assert not field.text or field.kind is Kind.CODE or len(field.chars) in (0, len(field.text))
        for quad in field.chars or (field.quad,):
            left, top, right, bottom = quad.bounds
            assert left >= -2
            assert top >= -2
            assert right <= width + 2
            assert bottom <= height + 2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("model", "counts"), NUMBER.items())
def test_the_number_stands_where_the_law_says(model, counts, seed):
    document = small(model, seed).document
    printed = document.of(Kind.BSN)
    zone = [field for field in document.of(Kind.MRZ_BSN) if len(field.text) > 1]
    assert (len(printed), len(zone)) == counts
    for field in (*printed, *zone):
        digits = re.sub(r"\D", "", field.text)[:9]
        assert passes_eleven_test(digits)
        assert digits == small(model, seed).holder.bsn


@pytest.mark.parametrize("model", [*WITHOUT, *(m for m in STRANGERS if "abroad" in m)])
def test_documents_without_the_number_have_none(model):
    kinds = {field.kind for field in small(model, 3).document.fields}
    assert not kinds & {Kind.BSN, Kind.MRZ_BSN}


def test_nothing_lies_over_print():
    clashes = Counter()
    for model in STRANGERS:
        for seed in SEEDS:
            fields = small(model, seed).document.fields
            solid = [f for f in fields if f.chars or f.kind in (Kind.CODE, Kind.PORTRAIT)]
            boxes = [f.quad.bounds for f in solid if f.kind not in (Kind.MRZ, Kind.MRZ_BSN)]
            for at, one in enumerate(boxes):
                clashes[model] += sum(_overlap(one, other) for other in boxes[at + 1 :])
    assert not +clashes


def _overlap(one, two):
    wide = min(one[2], two[2]) - max(one[0], two[0])
    tall = min(one[3], two[3]) - max(one[1], two[1])
    return wide > 2 and tall > 2


def test_numbers_are_grouped_in_many_ways():
    shown = {parts.number("123456782", way) for way in ("plain", "dotted", "threes", "four")}
    assert shown == {"123456782", "1234.56.782", "123 456 782", "1234 56 782"}
