"""Doubts as questions a person can answer with yes or no, and what each answer does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from redactor.gui import marks, words
from redactor.gui.i18n import QT_TRANSLATE_NOOP, translate
from redactor.gui.marks import PageState
from redactor.model import Doubt, Kind


class Effect(Enum):
    """What an answer does to the page."""

    NOTHING = auto()
    HIDE = auto()
    """Cover the place that was asked about, unless it is covered already."""
    KEEP = auto()
    """Take the cover off the finding that was asked about."""
    DRAW = auto()
    """The person draws the cover; until then the question stays."""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt in words; {field} is what it is about."""

    text: str
    yes: Effect = Effect.NOTHING
    no: Effect = Effect.NOTHING


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "low-confidence": Question(
            QT_TRANSLATE_NOOP("questions", "Does this place show: {field}?"),
            Effect.HIDE,
            Effect.KEEP,
        ),
        "bsn-label-alone": Question(
            QT_TRANSLATE_NOOP("questions", "Is there a citizen number (BSN) here?"), Effect.DRAW
        ),
        "expected-not-found": Question(
            QT_TRANSLATE_NOOP(
                "questions",
                "Such a document usually shows this, and it was not found: {field}. "
                "Can you see it uncovered?",
            ),
            Effect.DRAW,
        ),
        "mrz-cells-unsure": Question(
            QT_TRANSLATE_NOOP("questions", "Can you still read a citizen number in this strip?"),
            Effect.HIDE,
        ),
        "nothing-found": Question(
            QT_TRANSLATE_NOOP(
                "questions",
                "Nothing was found here. Is there anything that must be hidden?",
            ),
            Effect.DRAW,
        ),
        "no-place": Question(
            QT_TRANSLATE_NOOP(
                "questions",
                "This was seen, but not where: {field}. Can you see it uncovered?",
            ),
            Effect.DRAW,
        ),
        "portrait-not-found": Question(
            QT_TRANSLATE_NOOP("questions", "Can you see a portrait here that is not covered?"),
            Effect.DRAW,
        ),
        "text-not-read": Question(
            QT_TRANSLATE_NOOP(
                "questions",
                "Hardly any text could be read; a sharper photo is better. "
                "Is there anything that must be hidden?",
            ),
            Effect.DRAW,
        ),
        "zone-not-read": Question(
            QT_TRANSLATE_NOOP(
                "questions",
                "The strip at the bottom could not be read. Does it show a citizen number?",
            ),
            Effect.DRAW,
        ),
    }
)

UNSURE: Mapping[str, str] = MappingProxyType(
    {
        "bsn": QT_TRANSLATE_NOOP("questions", "Is there a citizen number (BSN) here?"),
        "mrz-bsn": QT_TRANSLATE_NOOP(
            "questions", "Is there a citizen number (BSN) in this part of the strip?"
        ),
        "portrait": QT_TRANSLATE_NOOP("questions", "Is there a portrait here?"),
        "code": QT_TRANSLATE_NOOP("questions", "Is there a QR or bar code here?"),
        "signature": QT_TRANSLATE_NOOP("questions", "Is there a signature here?"),
        "document-number": QT_TRANSLATE_NOOP("questions", "Is there a document number here?"),
    }
)
"""What is asked of a finding below certainty, where its kind makes a good question."""

OTHER = Question(
    QT_TRANSLATE_NOOP("questions", "Please look here. Must something more be hidden?"), Effect.DRAW
)
"""For doubts without words of their own."""


def question(doubt: Doubt) -> Question:
    return QUESTIONS.get(doubt.code, OTHER)


def asked(doubt: Doubt) -> str:
    """The question in the window's language."""
    text = question(doubt).text
    if doubt.code == "low-confidence":
        text = UNSURE.get(doubt.detail, text)
    return translate("questions", text).format(field=words.field(doubt.detail))


def effect(doubt: Doubt, yes: bool) -> Effect:
    one = question(doubt)
    return one.yes if yes else one.no


def apply(state: PageState, doubt: Doubt, effect: Effect, page_size: tuple[int, int]) -> PageState:
    """The page with an answer carried out and its doubt gone; DRAW is the canvas's matter."""
    after = marks.answered(state, doubt)
    finding = marks.finding_of(state, doubt)
    if effect is Effect.KEEP and finding is not None and state.hidden(finding):
        return marks.toggled(after, finding, page_size)
    if effect is not Effect.HIDE:
        return after
    if finding is not None:
        return after if state.hidden(finding) else marks.toggled(after, finding, page_size)
    if doubt.quad is not None:
        return marks.added(after, doubt.quad, _kind(doubt))
    return after


def _kind(doubt: Doubt) -> Kind:
    try:
        return Kind(doubt.detail)
    except ValueError:
        return Kind.OTHER
