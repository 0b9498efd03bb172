"""The moving line: only for a person, only after a while, and gone before an answer is told."""

import io
import sys
import time

import pytest

from redactor.cli import progress, words


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A stderr that is a terminal; set in the test itself, since pytest sets its own before it."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


def test_quiet_without_a_terminal(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = progress.TerminalProgress("en")
    with shown.task("a.jpg"):
        shown.stage("read", 0, 1)
    assert stream.getvalue() == ""


def test_quick_work_needs_no_word(monkeypatch):
    terminal = at_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    shown = progress.TerminalProgress("en")
    with shown.task("a.jpg"):
        shown.stage("read", 0, 1)
    assert terminal.getvalue() == ""


def test_long_work_shows_file_and_stage(monkeypatch):
    terminal = at_terminal(monkeypatch)
    shown = progress.TerminalProgress("en")
    with shown.task("odd[red]\x1b.jpg"):
        shown._show()
        shown.stage("verify", 2, 3)
    assert "odd[red]\\x1b.jpg · checking the copy, page 3 of 3" in terminal.getvalue()


def test_the_line_comes_by_itself_when_patience_is_over(monkeypatch):
    terminal = at_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    shown = progress.TerminalProgress("nl")
    with shown.task("a.jpg"):
        deadline = time.monotonic() + 10
        while not terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)
    assert "a.jpg" in terminal.getvalue()


def test_a_timer_that_comes_too_late_shows_nothing(monkeypatch):
    terminal = at_terminal(monkeypatch)
    shown = progress.TerminalProgress("en")
    with shown.task("a.jpg"):
        pass
    shown._show()
    assert terminal.getvalue() == ""


def test_the_road_is_never_cancelled_by_it():
    assert not progress.TerminalProgress("en").cancelled()


@pytest.mark.parametrize(
    ("name", "page", "pages", "lang", "said"),
    [
        ("read", 0, 1, "nl", "lezen"),
        ("read", 0, None, "en", "reading, page 1"),
        ("read", 4, 9, "nl", "lezen, pagina 5 van 9"),
        ("ponder", 0, 1, "en", "ponder"),
        ("intake", 1, None, "en", "opening"),
        ("intake", 1, 3, "en", "opening, page 2 of 3"),
    ],
)
def test_stages_in_words(name, page, pages, lang, said):
    assert words.stage(name, page, pages, lang) == said
