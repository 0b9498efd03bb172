"""The to-do list: each doubt a question, each answer an edit."""

import re
from pathlib import Path

import pytest

import redactor
from redactor.gui import questions, words
from redactor.gui.session import State
from redactor.model import Doubt, Kind, Quad
from redactor.read.signs import COPY, LIKELY_COPY, SPECKS
from tests.gui.fakes import PLACES, SOFT


def buttons(bench):
    return {button.text(): button for button in bench.work.notice.buttons}


def marks(bench):
    return bench.desk.current_page.state.marks


@pytest.fixture
def asked(bench):
    """Brings in a document with these doubts."""

    def bring(*doubts):
        bench.worker.doubts["doubt.jpg"] = doubts
        bench.bring("doubt.jpg")
        bench.is_in(State.REVIEW)
        return bench

    return bring


def test_yes_keeps_the_cover_and_the_copy_is_ready(asked):
    bench = asked(SOFT)
    assert bench.work.notice.message.title == "Is there a citizen number (BSN) here?"
    before = marks(bench)
    buttons(bench)["&Yes"].click()
    assert bench.case.state is State.READY
    assert marks(bench) == before
    bench.do("undo")
    assert bench.case.state is State.REVIEW


def test_no_takes_the_cover_off(asked):
    bench = asked(SOFT)
    buttons(bench)["&No"].click()
    assert bench.case.state is State.READY
    assert all(mark.kind is not Kind.BSN for mark in marks(bench))


def test_the_place_asked_about_is_brought_close_and_seen_through(asked):
    bench = asked(SOFT)
    canvas = bench.work.canvas
    assert canvas.overlay.asked == SOFT.quad
    seen = canvas.mapToScene(canvas.viewport().rect()).boundingRect()
    assert seen.contains(*SOFT.quad.centre)
    assert seen.width() < 800


def test_what_is_missing_is_drawn_by_the_person(asked):
    bench = asked(Doubt("expected-not-found", "bsn", Quad.rect(0, 0, 800, 500)))
    buttons(bench)["&Yes"].click()
    assert bench.window.actions_by_name["draw"].isChecked()
    assert bench.case.state is State.REVIEW
    before = len(marks(bench))
    buttons(bench)["Put a &cover in the middle"].click()
    assert len(marks(bench)) == before + 1
    assert bench.case.state is State.READY
    bench.do("undo")
    assert bench.case.state is State.REVIEW
    assert len(marks(bench)) == before


def test_going_back_leaves_the_question(asked):
    bench = asked(Doubt("nothing-found"))
    buttons(bench)["&Yes"].click()
    buttons(bench)["&Back"].click()
    assert bench.case.state is State.REVIEW
    assert "&Yes" in buttons(bench)


def test_questions_come_one_by_one(asked):
    bench = asked(SOFT, Doubt("zone-not-read", "", Quad.rect(0, 300, 800, 100)))
    assert bench.work.notice.message.lines == ("Question 1 of 2",)
    buttons(bench)["Ne&xt question"].click()
    assert "strip" in bench.work.notice.message.title
    buttons(bench)["&No"].click()
    assert bench.work.notice.message.title == "Is there a citizen number (BSN) here?"


def test_an_unsure_strip_can_be_covered_whole(asked):
    strip = Quad.rect(20, 400, 760, 60)
    bench = asked(Doubt("mrz-cells-unsure", "TD3", strip))
    buttons(bench)["&Yes"].click()
    assert strip in {mark.quad for mark in marks(bench)}
    assert bench.case.state is State.READY


def test_every_doubt_of_the_core_has_words():
    from redactor.cli.doubts import DOUBTS

    known = set(questions.QUESTIONS) | set(words.FAULTS)
    assert set(DOUBTS) <= known


def test_every_kind_has_a_name():
    assert set(words.FIELDS) == {kind.value for kind in Kind}
    assert {kind for kind, *_ in PLACES} <= set(Kind)


def test_every_reason_of_a_cover_has_words() -> None:
    """Two say nothing of the cover itself: a part of a picture, and another kind of number."""
    core = Path(redactor.__file__).parent
    sources = [file.read_text("utf-8") for file in core.glob("read/*.py")]
    named = {code for text in sources for code in re.findall(r'Reason\(\s*"([a-z-]+)"', text)}
    named |= {COPY, LIKELY_COPY, SPECKS}
    assert {"face", "label", "mrz"} <= named
    assert named - {"other-number"} <= set(words.REASONS)


def test_an_unknown_doubt_is_asked_too(asked):
    bench = asked(Doubt("something-new"))
    assert "look here" in bench.work.notice.message.title
    buttons(bench)["&No"].click()
    assert bench.case.state is State.READY


def test_a_question_is_not_hidden_behind_the_result(bench):
    bench.worker.doubts["b.jpg"] = (SOFT,)
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    bench.do("result")
    bench.until(lambda: bench.work.canvas.shows_result)
    bench.do("next")
    bench.qtbot.wait(100)
    assert not bench.work.canvas.shows_result
    assert not bench.window.actions_by_name["result"].isChecked()
    assert bench.work.canvas.overlay.asked == SOFT.quad


def test_what_was_answered_is_not_asked_again_for_another_profile(asked):
    bench = asked(SOFT)
    buttons(bench)["&Yes"].click()
    profile = bench.work.card.profile
    profile.setCurrentIndex(profile.findData("strict"))
    bench.until(lambda: bench.desk.current_page.state.profile == "strict")
    assert bench.case.state is State.READY


def test_what_was_not_answered_stays_open_for_another_profile(asked):
    bench = asked(SOFT)
    profile = bench.work.card.profile
    profile.setCurrentIndex(profile.findData("strict"))
    bench.until(lambda: bench.desk.current_page.state.profile == "strict")
    assert bench.case.state is State.REVIEW


def test_a_question_on_another_page_is_gone_to_before_it_is_answered(bench):
    bench.worker.pages = 2
    bench.worker.doubts["scan.pdf"] = (SOFT,)
    bench.bring("scan.pdf")
    bench.is_in(State.REVIEW)
    buttons(bench)["&Yes"].click()
    assert bench.desk.page == 0
    assert list(buttons(bench)) == ["&Go to it"]
    bench.work.answer(True)
    assert bench.case.state is State.REVIEW
    buttons(bench)["&Go to it"].click()
    assert bench.desk.page == 1
    assert bench.work.canvas.overlay.asked == SOFT.quad
    buttons(bench)["&Yes"].click()
    assert bench.case.state is State.READY
