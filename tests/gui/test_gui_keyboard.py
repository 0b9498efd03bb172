"""Everything has a name, can be reached and can be worked without a mouse."""

from collections import defaultdict
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from redactor.errors import OutputWriteError
from redactor.gui import telling
from redactor.gui.actions import ACTIONS, TOOLBAR
from redactor.gui.crash import CrashDialog
from redactor.gui.dialogs import SettingsDialog, ShortcutSheet
from redactor.gui.session import State
from redactor.gui.telling import Moment
from redactor.model import Doubt
from tests.gui.fakes import SOFT

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGraphicsView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)


def own(widget: QWidget) -> bool:
    """Whether it is ours to name, and no part that Qt makes inside another control."""
    if widget.objectName().startswith(("qt_", "ScrollLeft", "ScrollRight")):
        return False
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView):
            return False
        parent = parent.parentWidget()
    return True


def nameless(root: QWidget) -> list[str]:
    found = [w for w in root.findChildren(QWidget) if isinstance(w, CONTROLS) and own(w)]
    assert found
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in found
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_control_is_nameless(bench, lang):
    bench.speak(lang)
    assert nameless(bench.window) == []
    bench.worker.doubts["b.jpg"] = (SOFT,)
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    assert nameless(bench.window) == []
    bench.do("next")
    assert nameless(bench.window) == []
    for dialog in (
        SettingsDialog(bench.window.store, lang, bench.window),
        ShortcutSheet(bench.window.actions_by_name, bench.window),
        CrashDialog("report", bench.window),
    ):
        assert nameless(dialog) == []


def test_labels_lead_to_their_fields(bench):
    labels = [w for w in bench.work.card.findChildren(QLabel) if "&" in w.text()]
    assert labels
    assert all(label.buddy() is not None for label in labels)


def test_tab_goes_through_everything_and_comes_back(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.window.activateWindow()
    bench.work.canvas.setFocus()
    seen = set()
    for _ in range(60):
        focus = QApplication.focusWidget()
        seen.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    work = bench.work
    for part in (
        work.strip.list,
        work.canvas,
        work.findings.list,
        work.card.profile,
        work.card.rule,
        work.card.recipient,
        work.card.save_button,
    ):
        assert part in seen


def test_f6_goes_from_part_to_part(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.work.canvas.setFocus()
    seen = set()
    for _ in range(4):
        bench.do("part")
        seen.add(QApplication.focusWidget())
    assert {bench.work.strip.list, bench.work.canvas, bench.work.findings.list} <= seen


def test_the_main_job_by_keyboard_alone(bench):
    bench.worker.doubts["a.jpg"] = (SOFT,)
    bench.bring("a.jpg")
    bench.is_in(State.REVIEW)
    assert QApplication.focusWidget() is bench.work.canvas
    bench.do("part")
    while QApplication.focusWidget() is not bench.work.notice.buttons[0]:
        bench.do("part")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    bench.is_in(State.READY)
    QTest.keyClick(bench.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    bench.is_in(State.SAVED)


def test_letters_typed_into_a_field_do_nothing_else(bench):
    bench.bring("a.jpg", "b.jpg")
    bench.settled()
    field = bench.work.card.recipient
    field.setFocus()
    QTest.keyClicks(field, "Anna DNB shop")
    assert field.text() == "Anna DNB shop"
    assert bench.desk.place() == 0
    assert bench.case.state is State.READY


def test_every_action_is_in_the_sheet_with_its_keys(bench):
    bench.do("shortcuts")
    sheet = bench.window.findChild(ShortcutSheet)
    shown = {sheet.table.item(row, 0).text() for row in range(sheet.table.rowCount())}
    assert "Save copy" in shown
    assert len(shown) >= sum(1 for spec in ACTIONS if spec.keys)
    sheet.reject()


def test_no_two_actions_share_a_key(bench):
    taken = {}
    for spec in ACTIONS:
        for keys in bench.window.actions_by_name[spec.name].shortcuts():
            text = keys.toString(QKeySequence.SequenceFormat.PortableText)
            assert text not in taken, (spec.name, taken[text])
            taken[text] = spec.name


def test_the_tool_bar_names_actions_that_exist():
    assert {name for name in TOOLBAR if name} <= {spec.name for spec in ACTIONS}


def underlined(texts) -> list[str]:
    return [text[text.index("&") + 1].lower() for text in texts if "&" in text]


def every_notice(case):
    """The notice in each state that offers something."""
    do = defaultdict(lambda: print)
    page = case.pages[0]
    for state in State:
        case.state = state
        yield telling.message(case, Moment("en", patient=True, more=True), do)
    case.state, case.error = State.READY, OutputWriteError("full")
    yield telling.message(case, Moment("en"), do)
    case.state, case.error = State.REVIEW, None
    yield telling.message(case, Moment("en", drawing=SOFT), do)
    page.state = replace(page.state, doubts=(SOFT, Doubt("nothing-found")))
    yield telling.message(case, Moment("en"), do)
    yield telling.message(case, Moment("en", page=1), do)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_no_two_underlined_letters_clash(bench, lang):
    bench.speak(lang)
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    window = bench.window
    texts = [menu.title() for menu, _ in window._menus]
    texts += [w.text() for w in bench.work.findChildren(QLabel) if w.buddy()]
    texts += [w.text() for w in bench.work.card.findChildren(QAbstractButton)]
    texts.append(bench.work.card.save_button.text())
    letters = underlined(texts)
    assert sorted(letters) == sorted(set(letters))
    for message in every_notice(bench.case):
        more = [*letters, *underlined(offer.text for offer in message.offers)]
        assert sorted(more) == sorted(set(more)), message.title
    for menu, title in window._menus:
        found = underlined(a.text() for a in menu.actions())
        assert sorted(found) == sorted(set(found)), title


def test_a_line_has_the_focus_before_its_text_is_marked(bench):
    """The other way round Orca, told of a caret, says nothing of the field."""
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    card = bench.work.card
    card.recipient.setText("Energie BV")
    card.watermark.setFocus()
    heard = []
    card.recipient.selectionChanged.connect(lambda: heard.append("marked"))
    focused = QApplication.instance().focusChanged
    focused.connect(lambda _old, new: heard.append("focus") if new is card.recipient else None)
    QTest.keyClick(card.watermark, Qt.Key.Key_Tab)
    bench.until(lambda: "marked" in heard)
    assert heard[0] == "focus"
    assert card.recipient.selectedText() == "Energie BV"
    QTest.keyClicks(card.recipient, "Bank")
    assert card.recipient.text() == "Bank"


def test_dialogs_close_with_escape(bench):
    for name in ("settings", "shortcuts"):
        bench.do(name)
        dialog = bench.window.findChild(QDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        dialog.deleteLater()
        bench.qtbot.wait(1)
