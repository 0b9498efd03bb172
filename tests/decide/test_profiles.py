"""Profiles are complete in both languages and hide what they promise."""

from __future__ import annotations

import pytest

from redactor.decide import Profile, hidden_kinds, load_profiles, profile
from redactor.errors import UsageError
from redactor.model import Kind

SAFE = {Kind.BSN, Kind.MRZ_BSN, Kind.CODE, Kind.PORTRAIT}


def test_the_default_comes_first_and_all_five_are_there() -> None:
    assert list(load_profiles()) == [
        "safe-copy",
        "bsn-only",
        "safe-copy-mrz",
        "strict",
        "watermark-only",
    ]


@pytest.mark.parametrize("one", load_profiles().values(), ids=lambda one: one.name)
def test_every_profile_is_told_in_both_languages_with_its_source(one: Profile) -> None:
    for texts in (one.title, one.for_whom):
        assert set(texts) == {"nl", "en"}
        assert all(texts.values())
        assert texts["nl"] != texts["en"]
    assert all(text.endswith(".") for text in one.for_whom.values())
    assert one.sources


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("safe-copy", SAFE),
        ("bsn-only", SAFE - {Kind.PORTRAIT}),
        ("safe-copy-mrz", SAFE | {Kind.MRZ}),
        (
            "strict",
            SAFE
            | {
                Kind.MRZ,
                Kind.DOCUMENT_NUMBER,
                Kind.SIGNATURE,
                Kind.NATIONALITY,
                Kind.HEIGHT,
                Kind.CAN,
            },
        ),
        ("watermark-only", set()),
    ],
)
def test_what_a_profile_hides(name: str, hidden: set[Kind]) -> None:
    assert hidden_kinds(profile(name)) == hidden


@pytest.mark.parametrize(
    ("name", "hide", "keep", "hidden"),
    [
        ("watermark-only", {Kind.BSN}, set(), {Kind.BSN, Kind.MRZ_BSN, Kind.CODE}),
        ("watermark-only", {Kind.BSN}, {Kind.CODE}, {Kind.BSN, Kind.MRZ_BSN}),
        ("safe-copy", set(), {Kind.PORTRAIT}, SAFE - {Kind.PORTRAIT}),
        ("safe-copy", {Kind.SIGNATURE}, set(), SAFE | {Kind.SIGNATURE}),
        ("safe-copy", {Kind.MRZ}, set(), SAFE | {Kind.MRZ}),
        ("watermark-only", {Kind.MRZ}, set(), {Kind.MRZ, Kind.MRZ_BSN}),
        (
            "watermark-only",
            {Kind.SURNAME},
            set(),
            {Kind.SURNAME, Kind.MRZ, Kind.MRZ_BSN},
        ),
        ("watermark-only", {Kind.SURNAME}, {Kind.MRZ, Kind.MRZ_BSN}, {Kind.SURNAME}),
        ("safe-copy", set(), {Kind.BSN}, SAFE - {Kind.BSN}),
    ],
)
def test_switches_overrule_the_profile(
    name: str, hide: set[Kind], keep: set[Kind], hidden: set[Kind]
) -> None:
    assert hidden_kinds(profile(name), frozenset(hide), frozenset(keep)) == hidden


def test_the_same_field_cannot_be_hidden_and_kept() -> None:
    with pytest.raises(UsageError, match="signature"):
        hidden_kinds(profile("safe-copy"), frozenset({Kind.SIGNATURE}), frozenset({Kind.SIGNATURE}))


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"secret.*safe-copy.*watermark-only"):
        profile("secret")
