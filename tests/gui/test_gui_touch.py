"""A finger on the screen scrolls lists."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QInputDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QListWidget

from redactor.gui.findings import Findings
from redactor.gui.session import State


def drag(bench, area: QAbstractScrollArea, by: int) -> int:
    """How far a list moves where a finger drags it upwards by so many px."""
    screen = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    port = area.viewport()
    before = area.verticalScrollBar().value()
    x, y = port.width() // 2, port.height() - 10
    QTest.touchEvent(port, screen).press(0, QPoint(x, y), port).commit()
    for step in range(1, 11):
        bench.qtbot.wait(16)
        spot = QPoint(x, y - by * step // 10)
        QTest.touchEvent(port, screen).move(0, spot, port).commit()
    bench.qtbot.wait(300)  # a finger that rests before it leaves throws nothing
    QTest.touchEvent(port, screen).release(0, QPoint(x, y - by), port).commit()
    bench.qtbot.wait(50)
    return area.verticalScrollBar().value() - before


def test_a_finger_scrolls_the_documents_and_chooses_none_by_it(bench):
    bench.bring(*(f"{n:02d}.jpg" for n in range(30)))
    bench.is_in(State.READY)
    chosen = bench.case
    moved = drag(bench, bench.work.strip.list, 200)
    assert moved > 100
    assert bench.case is chosen


def test_a_finger_scrolls_the_column_with_the_card(bench):
    bench.bring("a.jpg")
    bench.settled()
    bench.window.resize(780, 420)
    bench.qtbot.wait(20)
    side = bench.work.splitter.side
    assert side.verticalScrollBar().maximum() > 60
    assert drag(bench, side, 150) > 40


def test_a_tap_chooses_a_document(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.is_in(State.READY)
    tap(bench, bench.work.strip.list, 1, 0.5)
    assert bench.case.paths[0].name == "b.jpg"


def test_a_tap_on_a_tick_box_unticks_it(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    found = Findings()  # by itself: the screen of these tests ends left of the window's
    bench.qtbot.addWidget(found)
    found.show_state(bench.case.pages[0].state)
    found.show()
    unticked: list[int] = []
    found.toggled.connect(unticked.append)
    tap(bench, found.list, 1, 0.9)
    assert unticked == []
    tap(bench, found.list, 1, None)
    tap(bench, found.list, 2, None)
    assert unticked == [0, 3]


def tap(bench, rows: QListWidget, row: int, across: float | None) -> None:
    """A finger on a row, at a part of its width or on its tick."""
    screen = QTest.createTouchDevice(QInputDevice.DeviceType.TouchScreen)
    box = rows.visualItemRect(rows.item(row))
    x = box.left() + round(box.width() * across) if across is not None else box.left() + 18
    spot = QPoint(x, box.center().y())
    QTest.touchEvent(rows.viewport(), screen).press(0, spot, rows.viewport()).commit()
    bench.qtbot.wait(30)
    QTest.touchEvent(rows.viewport(), screen).release(0, spot, rows.viewport()).commit()
    bench.qtbot.wait(30)
