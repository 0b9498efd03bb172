"""Another kind of copy: new proposals for everything, except for what a person decided."""

import pytest
from PySide6.QtCore import Qt

from redactor.errors import WorkerError
from redactor.gui import marks
from redactor.gui.session import State
from redactor.jobs import FinishJob, OpenJob
from redactor.model import Cover, Kind, Quad
from tests.gui.fakes import PLACES, SIZE, plan

PORTRAIT, BSN, SURNAME, NUMBER, SIGNATURE = range(5)


@pytest.fixture
def photo(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    return bench


def state(bench):
    return bench.desk.current_page.state


def pick(bench, profile):
    card = bench.work.card.profile
    card.setCurrentIndex(card.findData(profile))


def choose(bench, profile):
    pick(bench, profile)
    bench.until(lambda: state(bench).profile == profile)


def hidden(page):
    return {n for n in range(len(page.findings)) if page.hidden(n)}


def test_what_a_person_decided_survives_and_comes_back_in_one_step(photo):
    changes = photo.work.changes
    changes.toggle(SURNAME)
    changes.toggle(PORTRAIT)
    changes.move(state(photo).mark_of(BSN).key, Quad.rect(500, 110, 250, 50), held=False)
    own = changes.draw(Quad.rect(10, 10, 40, 40))
    before, steps = state(photo), photo.desk.stack(photo.case).count()
    choose(photo, "strict")
    after = state(photo)
    assert hidden(after) == {BSN, SURNAME, NUMBER, SIGNATURE}
    assert after.mark_of(BSN).quad == Quad.rect(500, 110, 250, 50)
    assert after.mark(own).quad == Quad.rect(10, 10, 40, 40)
    assert len({mark.key for mark in after.marks}) == len(after.marks)
    assert photo.desk.stack(photo.case).count() == steps + 1
    photo.do("undo")
    assert state(photo) == before
    assert photo.desk.choices.profile == "safe-copy"
    photo.do("redo")
    assert state(photo) == after


def test_a_decision_outlives_a_profile_that_happens_to_agree(photo):
    photo.work.changes.toggle(NUMBER)
    choose(photo, "strict")
    choose(photo, "bsn-only")
    assert hidden(state(photo)) == {BSN, NUMBER}
    photo.work.changes.toggle(NUMBER)
    choose(photo, "strict")
    assert NUMBER not in hidden(state(photo))


def test_covers_of_the_proposal_alone_stay_off_where_they_were_taken_off():
    lone, other = Quad.rect(5, 5, 30, 30), Quad.rect(60, 5, 30, 30)
    covers = (Cover(lone, Kind.OTHER), Cover(other, Kind.OTHER))
    proposed = marks.from_plan(plan("bsn-only"))
    first = marks.from_plan(
        type(plan())("safe-copy", plan().decisions, (*plan().covers, *covers), ())
    )
    lone_key, other_key = (
        next(mark.key for mark in first.marks if mark.quad == quad) for quad in (lone, other)
    )
    changed = marks.moved(marks.removed(first, lone_key), other_key, Quad.rect(90, 5, 30, 30))
    again = type(plan())("strict", plan("strict").decisions, (*plan("strict").covers, *covers), ())
    quads = [mark.quad for mark in marks.reproposed(changed, again).marks]
    assert lone not in quads
    assert other not in quads
    assert quads.count(Quad.rect(90, 5, 30, 30)) == 1
    assert marks.reproposed(proposed, again).marks  # nothing was decided: the proposal as it is


def test_a_hidden_place_stays_hidden_where_it_is_not_found_again():
    before = marks.toggled(marks.from_plan(plan()), SURNAME, SIZE)
    whole = plan("bsn-only")
    fewer = type(whole)("bsn-only", whole.decisions[:2], whole.covers, ())
    after = marks.reproposed(before, fewer)
    quad = before.mark_of(SURNAME).quad
    assert [mark.quad for mark in after.marks if mark.own] == [quad]
    assert PLACES[SURNAME][1].overlap(quad) > 0.9


def test_undo_on_another_copy_does_not_bring_an_old_profile_back(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    bench.desk.step(1)
    bench.work.changes.toggle(SURNAME)
    bench.desk.step(-1)
    choose(bench, "strict")
    bench.until(lambda: bench.desk.cases[1].pages[0].state.profile == "strict")
    bench.desk.step(1)
    assert SURNAME in hidden(state(bench))
    bench.do("undo")
    bench.until(lambda: state(bench).profile == "strict")
    assert hidden(state(bench)) == {PORTRAIT, BSN, NUMBER, SIGNATURE}


def test_undo_of_a_profile_takes_the_other_copies_along(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    choose(bench, "strict")
    bench.until(lambda: bench.desk.cases[1].pages[0].state.profile == "strict")
    bench.do("undo")
    bench.until(lambda: bench.desk.cases[1].pages[0].state.profile == "safe-copy")


def test_saving_right_after_choosing_saves_what_was_chosen(photo):
    photo.worker.hold = True
    pick(photo, "strict")
    photo.do("save")
    photo.until(lambda: photo.worker.held != [])
    assert not photo.worker.of(FinishJob)
    photo.worker.release()
    photo.is_in(State.SAVED)
    (job,) = photo.worker.of(FinishJob)
    assert job.plans[0].profile == job.settings.profile == "strict"
    assert len(job.plans[0].covers) == 4


def test_the_last_of_two_quick_choices_counts(photo):
    photo.worker.hold = True
    pick(photo, "strict")
    pick(photo, "bsn-only")
    photo.worker.release()
    photo.until(lambda: state(photo).profile == "bsn-only")
    photo.qtbot.wait(50)
    assert hidden(state(photo)) == {BSN}
    assert photo.work.card.profile.currentData() == "bsn-only"
    photo.do("undo")
    assert state(photo).profile == "safe-copy"


def test_a_choice_that_failed_is_taken_back_and_said(photo):
    photo.worker.fails[OpenJob] = WorkerError("x", name="photo.jpg", why="crashed")
    photo.work.changes.toggle(SURNAME)
    pick(photo, "strict")
    photo.until(lambda: photo.work.card.profile.currentData() == "safe-copy")
    assert "stopped half-way" in photo.work.notice.message.title
    assert hidden(state(photo)) == {PORTRAIT, BSN, SURNAME}
    photo.worker.fails.clear()
    choose(photo, "strict")
    assert photo.work.notice.message.tone == "good"


def test_a_saved_copy_can_be_made_in_another_kind(photo):
    photo.do("save")
    photo.is_in(State.SAVED)
    choose(photo, "bsn-only")
    assert photo.case.state is State.READY
    photo.do("save")
    photo.is_in(State.SAVED)
    assert photo.worker.of(FinishJob)[-1].plans[0].profile == "bsn-only"


def test_saved_copies_of_others_stay_saved(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    bench.do("save")
    bench.is_in(State.SAVED)
    bench.desk.step(1)
    choose(bench, "strict")
    bench.qtbot.wait(50)
    assert bench.desk.cases[0].state is State.SAVED
    bench.desk.step(-1)
    assert bench.case.state is State.SAVED
    bench.work.changes.toggle(SURNAME)
    bench.until(lambda: state(bench).profile == "strict")
    assert hidden(state(bench)) == {PORTRAIT, BSN, SURNAME, NUMBER, SIGNATURE}


def test_the_profile_is_reached_by_keyboard(photo):
    photo.work.card.profile.setFocus()
    photo.qtbot.keyClick(photo.work.card.profile, Qt.Key.Key_Down)
    photo.until(lambda: state(photo).profile != "safe-copy")
