"""What the notice above the page says in each state of a document, and what it offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from redactor.gui import questions, words
from redactor.gui.i18n import translate
from redactor.gui.notice import Message, Offer
from redactor.gui.session import Case, Choices, State
from redactor.model import Doubt

Do = Mapping[str, Callable[[], object]]
"""What the offers do, by name: "yes", "no", "later", "cancel", "retry", "remove" …"""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a message depends on besides its document."""

    lang: str
    stage: tuple[str, int, int | None] | None = None
    patient: bool = False
    """Half a second has passed: progress is worth showing."""
    question: int = 0
    """Which of the open doubts is asked."""
    page: int = 0
    """The page that is seen."""
    drawing: Doubt | None = None
    """The doubt that a person is drawing a cover for."""
    choices: Choices | None = None
    """What the card says."""
    more: bool = False
    """Whether there is another document to go on with."""


def ways(case: Case | None, chosen: Choices, lang: str) -> str:
    """How the batch that a document comes from makes its copies; empty where it is of none."""
    from redactor.decide import load_profiles

    told = case.ways if case is not None else None
    profile = load_profiles().get(told.profile) if told is not None else None
    if profile is None:
        return ""
    if profile.name == chosen.profile:
        said = translate("notice", "As in its batch: {profile}. Fill in on the right for whom.")
    else:
        said = translate(
            "notice", "Its batch makes copies as: {profile}. Another is chosen on the right."
        )
    return said.format(profile=profile.title[lang])


def message(case: Case | None, moment: Moment, do: Do) -> Message | None:
    """The message for a document, None for silence."""
    if case is None:
        return None
    if case.state in (State.WAITING, State.READING, State.SAVING):
        return _busy(case, moment, do)
    if case.state is State.FAILED:
        return Message("bad", _error(case), (), _again(do))
    if case.state is State.CANCELLED:
        title = translate("notice", "Cancelled: {name}").format(name=case.name)
        return Message("plain", title, (), _again(do), icon="cancelled")
    if case.error is not None:
        return _not_saved(case, do)
    if case.state is State.SAVED:
        return _saved(case, moment, do)
    if case.state is State.HELD:
        return _held(case, do)
    if moment.drawing is not None:
        return _drawing(moment.drawing, do)
    if case.doubts:
        return _question(case, moment, do)
    if case.state is State.ACCEPTED:
        return Message("good", translate("notice", "Accepted; it is saved with the others (S)."))
    return Message(
        "good",
        translate("notice", "Ready to save. What is black will be hidden."),
        (
            translate(
                "notice", "Double-click a frame to hide or show it, or draw a cover of your own."
            ),
            *_turned_over(case),
        ),
    )


def _turned_over(case: Case) -> tuple[str, ...]:
    """That a picture was mirrored, as front cameras make them: the copy is not as the file is."""
    if not any(page.mirrored for page in case.pages):
        return ()
    return (
        translate("notice", "The picture was mirrored; it is shown and saved as it should be."),
    )


def _busy(case: Case, moment: Moment, do: Do) -> Message | None:
    if not moment.patient:
        return None
    if case.state is State.WAITING or moment.stage is None:
        said = words.state(case.state)
    else:
        said = words.stage(*moment.stage)
    title = translate("notice", "{doing}: {name}").format(doing=said, name=case.name)
    cancel = Offer(translate("notice", "&Cancel"), do["cancel"], "close")
    return Message("plain", title, (), (cancel,), busy=True)


def _question(case: Case, moment: Moment, do: Do) -> Message:
    doubts = case.doubts
    at = moment.question % len(doubts)
    page, doubt = doubts[at]
    if page != moment.page:  # nobody should answer for a place out of sight
        return Message(
            "warn",
            translate("notice", "There is a question on page {page}.").format(page=page + 1),
            (),
            (Offer(translate("notice", "&Go to it"), do["goto"], "next", main=True),),
        )
    title = questions.asked(doubt)
    lines = []
    if len(doubts) > 1:
        lines.append(translate("notice", "Question {n} of {all}").format(n=at + 1, all=len(doubts)))
    lines += _turned_over(case)
    offers = [
        Offer(translate("notice", "&Yes"), do["yes"], main=True),
        Offer(translate("notice", "&No"), do["no"]),
    ]
    if len(doubts) > 1:
        offers.append(Offer(translate("notice", "Ne&xt question"), do["later"]))
    return Message("warn", title, tuple(lines), tuple(offers))


def _drawing(doubt: Doubt, do: Do) -> Message:
    return Message(
        "warn",
        translate("notice", "Drag over what must be hidden."),
        (questions.asked(doubt),),
        (
            Offer(translate("notice", "Put a &cover in the middle"), do["insert"], "draw"),
            Offer(translate("notice", "&Back"), do["back"]),
        ),
        icon="draw",
    )


def _saved(case: Case, moment: Moment, do: Do) -> Message:
    name = case.saved.name if case.saved is not None else ""
    size = words.size(case.size, moment.lang)
    offers = [
        Offer(translate("notice", "Show in folde&r"), do["show"], "folder"),
        Offer(translate("notice", "&Copy to clipboard"), do["copy"], "copy"),
        Offer(
            translate("notice", "Drag it out"),
            do["show"],
            "drag",
            drag=str(case.saved or ""),
            tip=translate("notice", "Drag this into a mail or a folder"),
        ),
    ]
    if moment.more:
        offers.append(Offer(translate("notice", "&Next document"), do["next"], "next", main=True))
    if case.released:
        title = translate("notice", "Saved and checked: {name} ({size})")
        lines = [_checked(case)]
    else:
        title = translate("notice", "Saved at your own risk: {name} ({size})")
        lines = words.faults(case.verdict) if case.verdict is not None else []
    if case.origins:
        lines = [*lines, _batch(case)]
    if moment.choices != case.saved_as:
        lines = [
            *lines,
            translate(
                "notice", "The choices on the right were changed since: save again to use them."
            ),
        ]
    if case.untold is not None:
        offers.insert(0, Offer(translate("notice", "Tell the &batch"), do["tell"], "check"))
    return Message(
        "good" if case.released and case.untold is None else "warn",
        title.format(name=name, size=size),
        tuple(lines),
        tuple(offers),
        icon="saved" if case.released else "review",
    )


def _batch(case: Case) -> str:
    """Whether the batch it came from counts it as finished."""
    if case.untold is None:
        return translate("notice", "The batch that held it back counts it as reviewed by a person.")
    why = words.untold(case.untold)
    return translate("notice", "The batch does not count it as reviewed yet: {why}").format(why=why)


def _checked(case: Case) -> str:
    skipped = case.verdict.skipped if case.verdict is not None else ()
    if skipped:
        return translate(
            "notice",
            "The finished file was looked at again and nothing was found that must be hidden. "
            "A second reader is not installed on this computer.",
        )
    return translate(
        "notice",
        "The finished file was looked at again, by other readers too: "
        "nothing was found that must be hidden.",
    )


def _held(case: Case, do: Do) -> Message:
    found = words.faults(case.verdict) if case.verdict is not None else []
    return Message(
        "warn",
        translate("notice", "Held back: the check of the finished copy was not passed."),
        (*found, translate("notice", "Change the covers and save again, or take the risk.")),
        (Offer(translate("notice", "Save all &the same…"), do["risk"], "save"),),
    )


def _not_saved(case: Case, do: Do) -> Message:
    offers = [Offer(translate("notice", "Save under another &name…"), do["save-as"], "save")]
    if not case.origins:  # its batch says where those go
        again = translate("notice", "Choose another folde&r…")
        offers.append(Offer(again, do["folder"], "folder"))
    still = translate("notice", "Your work on it is still here.")
    return Message("bad", _error(case), (still,), tuple(offers))


def _again(do: Do) -> tuple[Offer, ...]:
    return (
        Offer(translate("notice", "&Try again"), do["retry"], "reading", main=True),
        Offer(translate("notice", "Take off the des&k"), do["remove"], "close"),
    )


def _error(case: Case) -> str:
    return words.error(case.error, case.name) if case.error is not None else ""
