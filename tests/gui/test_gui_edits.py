"""Covers: hidden, shown, drawn, moved, undone, from the canvas, the list and the keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from redactor.gui import rows
from redactor.gui.session import State
from redactor.gui.shapes import polygon
from redactor.jobs import FinishJob, PreviewJob
from redactor.model import Kind, Quad


@pytest.fixture
def photo(bench):
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.window.resize(1200, 800)
    bench.work.canvas.fit()
    return bench


def state(bench):
    return bench.desk.current_page.state


def on_screen(bench, x, y):
    return bench.work.canvas.mapFromScene(x, y)


def row_of(bench, kind):
    findings = bench.work.findings.list
    for row in range(findings.count()):
        which, index = findings.item(row).data(rows.KEY)
        if which == "finding" and state(bench).findings[index].kind is kind:
            return findings.item(row), index
    raise AssertionError(kind)


def drag(bench, start, end):
    view = bench.work.canvas.viewport()
    a, b = on_screen(bench, *start), on_screen(bench, *end)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=a)
    QTest.mouseMove(view, (a + b) / 2)
    QTest.mouseMove(view, b)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=b)


def test_ticking_in_the_list_hides_on_the_canvas(photo):
    item, index = row_of(photo, Kind.SURNAME)
    assert not state(photo).hidden(index)
    item.setCheckState(Qt.CheckState.Checked)
    assert state(photo).hidden(index)
    assert state(photo).mark_of(index).key in dict(photo.work.canvas.overlay.covers)


def test_a_double_click_on_the_canvas_ticks_the_list(photo):
    _, index = row_of(photo, Kind.SURNAME)
    at = on_screen(photo, *state(photo).findings[index].quad.centre)
    QTest.mouseDClick(photo.work.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    item, _ = row_of(photo, Kind.SURNAME)
    assert item.checkState() is Qt.CheckState.Checked


def test_choosing_goes_both_ways(photo):
    item, index = row_of(photo, Kind.BSN)
    photo.work.findings.list.setCurrentItem(item)
    assert photo.work.canvas.overlay.chosen == state(photo).mark_of(index).key
    _, portrait = row_of(photo, Kind.PORTRAIT)
    at = on_screen(photo, *state(photo).findings[portrait].quad.centre)
    QTest.mouseClick(photo.work.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert photo.work.findings.current() == ("finding", portrait)


def test_a_cover_is_drawn_with_the_mouse_and_undone(photo):
    before = state(photo)
    photo.do("draw")
    drag(photo, (100, 420), (300, 470))
    assert len(state(photo).marks) == len(before.marks) + 1
    left, top, right, bottom = state(photo).marks[-1].quad.bounds
    assert abs(left - 100) < 4
    assert abs(bottom - 470) < 4
    assert (right - left) > 190
    assert (bottom - top) > 40
    assert photo.window.actions_by_name["draw"].isChecked() is False
    assert photo.desk.undo.undoText() == "Draw a cover"
    photo.do("undo")
    assert state(photo) == before
    photo.do("redo")
    assert len(state(photo).marks) == len(before.marks) + 1


def test_drawing_over_a_found_text_covers_that_text(photo):
    photo.do("draw")
    drag(photo, (262, 112), (440, 155))
    cover = state(photo).marks[-1].quad
    text = next(f.quad for f in state(photo).findings if f.kind is Kind.SURNAME)
    assert all(cover.contains(point) for point in text.points)
    assert cover.area < 1.6 * text.area


def test_a_cover_is_moved_and_resized_with_the_mouse(photo):
    mark = next(mark for mark in state(photo).marks if mark.kind is Kind.BSN)
    x, y = mark.quad.centre
    drag(photo, (x, y), (x + 30, y + 40))
    moved = state(photo).mark(mark.key).quad
    assert abs(moved.centre[0] - x - 30) < 3
    assert abs(moved.centre[1] - y - 40) < 3
    right = moved.bounds[2]
    drag(photo, (right, moved.centre[1]), (right + 40, moved.centre[1]))
    assert abs(state(photo).mark(mark.key).quad.bounds[2] - right - 40) < 4


def test_arrow_keys_move_and_become_one_undo_step(photo):
    mark = state(photo).marks[0]
    photo.work.canvas.choose(mark.key)
    photo.work.canvas.setFocus()
    for _ in range(5):
        QTest.keyClick(photo.work.canvas, Qt.Key.Key_Right)
    after = state(photo).mark(mark.key).quad
    assert after.centre[0] == pytest.approx(mark.quad.centre[0] + 5)
    QTest.keyClick(photo.work.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert state(photo).mark(mark.key).quad.height > after.height
    photo.do("undo")
    assert state(photo).mark(mark.key).quad == mark.quad


def test_a_cover_is_put_hidden_shown_and_taken_off_by_keyboard_alone(photo):
    before = len(state(photo).marks)
    photo.work.canvas.setFocus()
    QTest.keyClick(photo.work.canvas, Qt.Key.Key_Insert)
    assert len(state(photo).marks) == before + 1
    QTest.keyClick(photo.work.canvas, Qt.Key.Key_Delete)
    assert len(state(photo).marks) == before
    item, index = row_of(photo, Kind.SURNAME)
    photo.work.findings.list.setCurrentItem(item)
    photo.work.findings.list.setFocus()
    QTest.keyClick(photo.work.findings.list, Qt.Key.Key_Space)
    assert state(photo).hidden(index)
    QTest.keyClick(photo.work.findings.list, Qt.Key.Key_H)
    assert not state(photo).hidden(index)


def test_another_kind_of_copy_is_one_undo_step_and_keeps_own_covers(photo):
    photo.do("insert")
    own = state(photo).marks[-1].quad
    profile = photo.work.card.profile
    profile.setCurrentIndex(profile.findData("strict"))
    photo.until(lambda: state(photo).profile == "strict")
    kinds = {mark.kind for mark in state(photo).marks}
    assert Kind.DOCUMENT_NUMBER in kinds
    assert own in {mark.quad for mark in state(photo).marks}
    photo.do("undo")
    assert state(photo).profile == "safe-copy"
    assert photo.work.card.profile.currentData() == "safe-copy"
    photo.do("redo")
    assert state(photo).profile == "strict"


def test_a_turned_page_is_seen_shown_and_saved_that_way(photo):
    photo.do("rotate")
    assert photo.work.canvas.transform().m12() > 0
    assert photo.work.strip.list.item(0).data(rows.PICTURE).height() > 100
    photo.do("result")
    photo.until(lambda: photo.work.canvas.shows_result)
    assert photo.worker.of(PreviewJob)[-1].plan.turn == 1
    photo.do("rotate")
    photo.until(lambda: photo.worker.of(PreviewJob)[-1].plan.turn == 2)
    photo.do("undo")
    photo.do("save")
    photo.is_in(State.SAVED)
    assert photo.worker.of(FinishJob)[-1].plans[0].turn == 1


def test_what_lies_on_its_side_is_seen_upright_as_it_will_be_saved(bench):
    bench.worker.turn = 1
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    assert bench.work.canvas.transform().m12() > 0
    assert bench.work.strip.list.item(0).data(rows.PICTURE).height() > 100
    bench.do("rotate")
    assert bench.work.canvas.transform().m11() < 0
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.worker.of(FinishJob)[-1].plans[0].turn == 1


@pytest.mark.parametrize("turn", range(4))
def test_arrow_keys_go_where_they_point_on_a_turned_page(bench, turn):
    bench.worker.turn = turn
    bench.bring("photo.jpg")
    bench.is_in(State.READY)
    bench.do("insert")

    def box():
        shape = polygon(state(bench).marks[-1].quad)
        return bench.work.canvas.mapFromScene(shape).boundingRect()

    first = box()
    assert first.width() > 2 * first.height()
    for _ in range(8):
        QTest.keyClick(bench.work.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert box().left() > first.left()
    assert abs(box().top() - first.top()) <= 1
    before = box()
    wider = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(bench.work.canvas, Qt.Key.Key_Right, wider)
    assert box().width() > before.width()
    assert abs(box().left() - before.left()) <= 1


def test_zoom_keeps_the_point_under_the_cursor(photo):
    canvas = photo.work.canvas
    spot = QPoint(300, 260)
    before = canvas.mapToScene(spot)
    canvas.zoom(2.0, spot.toPointF())
    after = canvas.mapToScene(spot)
    assert abs(after.x() - before.x()) < 3
    assert abs(after.y() - before.y()) < 3
    photo.do("actual")
    assert canvas.scale_now() == pytest.approx(1 / canvas.devicePixelRatioF())
    photo.do("fit")
    assert canvas.mapToScene(canvas.viewport().rect()).boundingRect().contains(400, 250)


def test_holding_b_shows_the_original(photo):
    QTest.keyPress(photo.work.canvas, Qt.Key.Key_B)
    assert photo.work.canvas.overlay.bare
    QTest.keyRelease(photo.work.canvas, Qt.Key.Key_B)
    assert not photo.work.canvas.overlay.bare


def test_escape_leaves_drawing(photo):
    photo.do("draw")
    assert photo.window.actions_by_name["draw"].isChecked()
    QTest.keyClick(photo.work.canvas, Qt.Key.Key_Escape)
    assert not photo.window.actions_by_name["draw"].isChecked()


def test_a_cover_stays_on_its_page(photo):
    mark = state(photo).marks[0]
    photo.work.canvas.choose(mark.key)
    for _ in range(60):
        QTest.keyClick(photo.work.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert state(photo).mark(mark.key).quad.bounds[0] >= 0
    assert isinstance(state(photo).mark(mark.key).quad, Quad)
