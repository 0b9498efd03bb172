"""The sentence in the watermark."""

from __future__ import annotations

import datetime

import pytest

from redactor.cover import watermark_text
from redactor.cover.wording import LONGEST

DAY = datetime.date(2026, 11, 3)


def test_dutch_and_english_sentences() -> None:
    assert (
        watermark_text("nl", "Woningstichting De Brug", "huur", DAY)
        == "KOPIE – alleen voor Woningstichting De Brug – huur – 3 november 2026"
    )
    assert (
        watermark_text("en", "Acme Ltd", "rental", datetime.date(2027, 3, 31))
        == "COPY – only for Acme Ltd – rental – 31 March 2027"
    )


def test_missing_parts_are_left_out() -> None:
    assert watermark_text("nl", None, None, DAY) == "KOPIE – 3 november 2026"
    assert watermark_text("nl", " \t", "huur", DAY) == "KOPIE – huur – 3 november 2026"
    assert watermark_text("en", "Acme", "", DAY) == "COPY – only for Acme – 3 November 2026"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_month_has_a_name_of_its_own(lang: str) -> None:
    texts = {watermark_text(lang, date=datetime.date(2026, month, 1)) for month in range(1, 13)}
    assert len(texts) == 12
    assert not any(part.isdigit() and len(part) == 2 for text in texts for part in text.split())


def test_today_is_the_date_where_none_is_given() -> None:
    before = datetime.datetime.now().astimezone().date()
    text = watermark_text("nl")
    after = datetime.datetime.now().astimezone().date()
    assert text in {watermark_text("nl", date=before), watermark_text("nl", date=after)}


def test_control_and_direction_characters_go_and_white_space_is_one_space() -> None:
    text = watermark_text("nl", "Bank\x00\x1b[31m\u202e van\n\n\tNoord\u200b", None, DAY)
    assert text == "KOPIE – alleen voor Bank[31m van Noord – 3 november 2026"


def test_parts_of_two_characters_are_composed() -> None:
    assert "Café" in watermark_text("nl", "Cafe\u0301", None, DAY)


def test_long_recipients_are_kept_and_very_long_ones_cut() -> None:
    fits, over = "a" * LONGEST, "b" * (LONGEST + 1)
    assert fits in watermark_text("nl", fits, None, DAY)
    cut = watermark_text("nl", over, None, DAY).split(" – ")[1]
    assert cut.endswith("b…")
    assert len(cut) == len("alleen voor ") + LONGEST


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="nl or en"):
        watermark_text("fr")
