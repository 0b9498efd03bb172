"""Codes of the core in the window's words: states, fields, reasons, stages, checks, errors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from redactor.gui.i18n import QT_TRANSLATE_NOOP, locale_of, translate
from redactor.gui.session import State

if TYPE_CHECKING:
    from redactor.errors import RedactorError
    from redactor.model import Finding, Reason, Verdict

STATES: Mapping[State, str] = MappingProxyType(
    {
        State.WAITING: QT_TRANSLATE_NOOP("words", "Waiting"),
        State.READING: QT_TRANSLATE_NOOP("words", "Being read"),
        State.READY: QT_TRANSLATE_NOOP("words", "Ready"),
        State.REVIEW: QT_TRANSLATE_NOOP("words", "Look at this"),
        State.ACCEPTED: QT_TRANSLATE_NOOP("words", "Accepted"),
        State.SAVING: QT_TRANSLATE_NOOP("words", "Being saved"),
        State.SAVED: QT_TRANSLATE_NOOP("words", "Saved"),
        State.HELD: QT_TRANSLATE_NOOP("words", "Held back"),
        State.FAILED: QT_TRANSLATE_NOOP("words", "Not opened"),
        State.CANCELLED: QT_TRANSLATE_NOOP("words", "Cancelled"),
    }
)

STATE_ICONS: Mapping[State, str] = MappingProxyType(
    {
        State.ACCEPTED: "check",
        State.SAVING: "reading",
        State.HELD: "review",
    }
)
"""Where the icon is not named as the state."""

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "bsn": QT_TRANSLATE_NOOP("words", "Citizen number (BSN)"),
        "mrz-bsn": QT_TRANSLATE_NOOP("words", "Citizen number in the strip"),
        "mrz": QT_TRANSLATE_NOOP("words", "Machine readable strip"),
        "code": QT_TRANSLATE_NOOP("words", "QR or bar code"),
        "portrait": QT_TRANSLATE_NOOP("words", "Portrait"),
        "signature": QT_TRANSLATE_NOOP("words", "Signature"),
        "document-number": QT_TRANSLATE_NOOP("words", "Document number"),
        "can": QT_TRANSLATE_NOOP("words", "Card access number (CAN)"),
        "surname": QT_TRANSLATE_NOOP("words", "Surname"),
        "given-names": QT_TRANSLATE_NOOP("words", "Given names"),
        "birth-date": QT_TRANSLATE_NOOP("words", "Date of birth"),
        "birth-place": QT_TRANSLATE_NOOP("words", "Place of birth"),
        "sex": QT_TRANSLATE_NOOP("words", "Sex"),
        "height": QT_TRANSLATE_NOOP("words", "Height"),
        "nationality": QT_TRANSLATE_NOOP("words", "Nationality"),
        "issue-date": QT_TRANSLATE_NOOP("words", "Date of issue"),
        "expiry-date": QT_TRANSLATE_NOOP("words", "Date of expiry"),
        "authority": QT_TRANSLATE_NOOP("words", "Authority"),
        "address": QT_TRANSLATE_NOOP("words", "Address"),
        "other": QT_TRANSLATE_NOOP("words", "Other field"),
    }
)

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "label": QT_TRANSLATE_NOOP("words", "beside its caption"),
        "checksum": QT_TRANSLATE_NOOP("words", "the check sum fits"),
        "nine-digits": QT_TRANSLATE_NOOP("words", "nine digits standing alone"),
        "dutch-document": QT_TRANSLATE_NOOP("words", "on a Dutch document"),
        "same-number": QT_TRANSLATE_NOOP("words", "the same number elsewhere"),
        "mrz": QT_TRANSLATE_NOOP("words", "read in the strip"),
        "mrz-optional-data": QT_TRANSLATE_NOOP("words", "this part may hold it"),
        "face": QT_TRANSLATE_NOOP("words", "a face"),
        "face-faint": QT_TRANSLATE_NOOP("words", "a faint face"),
        "face-negative": QT_TRANSLATE_NOOP("words", "a face in negative"),
        "photo-edges": QT_TRANSLATE_NOOP("words", "edges of a photo"),
        "photo-specks": QT_TRANSLATE_NOOP("words", "what a copier left of a picture"),
        "same-photo": QT_TRANSLATE_NOOP("words", "the portrait once more"),
        "same-photo-likely": QT_TRANSLATE_NOOP("words", "looks a little like the portrait"),
        "model-position": QT_TRANSLATE_NOOP("words", "this document has it here"),
        "standard-position": QT_TRANSLATE_NOOP("words", "passports have it here"),
        "code-decoded": QT_TRANSLATE_NOOP("words", "the code could be read"),
        "code-located": QT_TRANSLATE_NOOP("words", "a code was seen"),
        "licence-pair": QT_TRANSLATE_NOOP("words", "belongs to the number beside it"),
        "own-form": QT_TRANSLATE_NOOP("words", "written as such a number is"),
        "licence-table": QT_TRANSLATE_NOOP("words", "beside a driving licence's table"),
        "height-below": QT_TRANSLATE_NOOP("words", "a person's height stands below it"),
        "look-alikes": QT_TRANSLATE_NOOP("words", "letters that look like digits"),
        "cut-off": QT_TRANSLATE_NOOP("words", "cut off by the picture's edge"),
        "outside-document": QT_TRANSLATE_NOOP("words", "stands outside the document"),
    }
)

STAGES: Mapping[str, str] = MappingProxyType(
    {
        "intake": QT_TRANSLATE_NOOP("words", "Opening"),
        "locate": QT_TRANSLATE_NOOP("words", "Looking for the document"),
        "read": QT_TRANSLATE_NOOP("words", "Reading"),
        "decide": QT_TRANSLATE_NOOP("words", "Deciding what to hide"),
        "cover": QT_TRANSLATE_NOOP("words", "Covering"),
        "export": QT_TRANSLATE_NOOP("words", "Making the copy"),
        "verify": QT_TRANSLATE_NOOP("words", "Checking the copy"),
    }
)

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "number-visible": QT_TRANSLATE_NOOP(
            "words", "A number that may be the citizen number can still be read."
        ),
        "face-visible": QT_TRANSLATE_NOOP("words", "A face can still be seen."),
        "code-visible": QT_TRANSLATE_NOOP("words", "A code can still be read."),
        "cover-not-solid": QT_TRANSLATE_NOOP("words", "A cover is not solid all over."),
        "field-lost": QT_TRANSLATE_NOOP(
            "words", "Something that should stay legible no longer is."
        ),
        "metadata": QT_TRANSLATE_NOOP("words", "The file holds more than the picture."),
        "sheets-differ": QT_TRANSLATE_NOOP("words", "The copy has another number of pages."),
        "check-failed": QT_TRANSLATE_NOOP("words", "A check of the copy could not be done."),
    }
)
"""What the second look can find fault with."""

ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "not-found": QT_TRANSLATE_NOOP(
            "words", "“{name}” is not there any more; look whether it was moved, and try again."
        ),
        "is-directory": QT_TRANSLATE_NOOP(
            "words", "“{name}” is a folder; drop it to open the files in it."
        ),
        "changed": QT_TRANSLATE_NOOP(
            "words", "“{name}” was changed meanwhile; open it again and look at it once more."
        ),
        "no-permission": QT_TRANSLATE_NOOP(
            "words", "“{name}” may not be read; change its permissions or copy it elsewhere."
        ),
        "empty": QT_TRANSLATE_NOOP("words", "“{name}” is empty; copy or scan the document again."),
        "unsupported-type": QT_TRANSLATE_NOOP(
            "words",
            "“{name}” is not a photo, scan or PDF; save the document as JPEG, PNG, HEIC or PDF.",
        ),
        "damaged": QT_TRANSLATE_NOOP(
            "words", "“{name}” is damaged or incomplete; copy or scan the document again."
        ),
        "encrypted": QT_TRANSLATE_NOOP(
            "words", "“{name}” is locked with a password; save it without one and try again."
        ),
        "output-exists": QT_TRANSLATE_NOOP(
            "words", "There is a file of that name already; choose another name for the copy."
        ),
        "output-is-input": QT_TRANSLATE_NOOP(
            "words", "That is the original itself; choose another name for the copy."
        ),
        "output-write": QT_TRANSLATE_NOOP(
            "words", "The copy cannot be written there; choose another folder."
        ),
        "output": QT_TRANSLATE_NOOP(
            "words", "The copy cannot be written there; choose another folder."
        ),
        "worker": QT_TRANSLATE_NOOP(
            "words",
            "Reading “{name}” stopped half-way; try again, or make a new photo of the document.",
        ),
        "model-checksum": QT_TRANSLATE_NOOP(
            "words", "A part of the program is missing or damaged; install Redactor again."
        ),
        "engine": QT_TRANSLATE_NOOP(
            "words", "A part of the program failed on “{name}”; try again, or restart the program."
        ),
        "cancelled": QT_TRANSLATE_NOOP("words", "Stopped as asked; nothing was written."),
    }
)

UNTOLD: Mapping[str, str] = MappingProxyType(
    {
        "busy": QT_TRANSLATE_NOOP("words", "it is at work; try again when it is done."),
        "elsewhere": QT_TRANSLATE_NOOP(
            "words", "the copy lies elsewhere; save it in the batch's folder."
        ),
        "not-found": QT_TRANSLATE_NOOP("words", "it does not hold this document any more."),
        "output-write": QT_TRANSLATE_NOOP(
            "words", "its folder cannot be written; look at the permissions and try again."
        ),
        "": QT_TRANSLATE_NOOP("words", "its record cannot be written; try again."),
    }
)
"""Why a batch could not be told that a person finished what it held."""

LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "max_pages": QT_TRANSLATE_NOOP(
            "words", "“{name}” has more than {maximum} pages; split it and try again."
        ),
        "": QT_TRANSLATE_NOOP(
            "words", "“{name}” is too large; scan or photograph it at a lower resolution."
        ),
    }
)

DISK = MappingProxyType(
    {
        "ENOSPC": QT_TRANSLATE_NOOP(
            "words", "The disk is full; free some space or choose another folder."
        ),
        "EDQUOT": QT_TRANSLATE_NOOP(
            "words", "The disk is full; free some space or choose another folder."
        ),
    }
)


def state(value: State) -> str:
    return translate("words", STATES[value])


def state_icon(value: State) -> str:
    return STATE_ICONS.get(value, value.value)


def field(kind: str) -> str:
    """A field's name; what is unknown is "other field"."""
    return translate("words", FIELDS.get(kind, FIELDS["other"]))


def stage(name: str, page: int, pages: int | None) -> str:
    """What is being done, with the page where there are several."""
    doing = translate("words", STAGES[name]) if name in STAGES else name
    sought = name == "intake"  # whether there is such a page shows only when it was opened
    if pages == 1 or (pages is None and (page == 0 or sought)):
        return doing
    if pages is None:
        return translate("words", "{stage}, page {page}").format(stage=doing, page=page + 1)
    return translate("words", "{stage}, page {page} of {pages}").format(
        stage=doing, page=page + 1, pages=pages
    )


def certainty(confidence: float) -> str:
    """How sure a reader was, in a word."""
    if not confidence >= 0.5:  # a reader's NaN is unsure too
        return translate("words", "unsure")
    return translate("words", "sure") if confidence >= 0.8 else translate("words", "fairly sure")


def why(finding: Finding) -> str:
    """Why it was found, as one phrase: at most two signs."""
    said = dict.fromkeys(_reason(reason) for reason in finding.why)
    return "; ".join([each for each in said if each][:2])


def _reason(reason: Reason) -> str:
    return translate("words", REASONS[reason.code]) if reason.code in REASONS else ""


def faults(verdict: Verdict) -> list[str]:
    """What the second look found fault with, one sentence a kind."""
    said: dict[str, None] = {}
    for doubt in verdict.doubts:
        if doubt.code in FAULTS:
            said[translate("words", FAULTS[doubt.code])] = None
        else:
            said[translate("words", "Something on the original is still to be looked at.")] = None
    return list(said)


def error(found: RedactorError, name: str) -> str:
    """One sentence: what is wrong and what to do.  ``name``: the file's, for errors without one."""
    shown = str(found.parameters.get("name", name))
    if found.code == "too-large":
        limit = str(found.parameters.get("limit", ""))
        text = LIMITS.get(limit, LIMITS[""])
    elif str(found.parameters.get("reason", "")) in DISK:
        text = DISK[str(found.parameters["reason"])]
    elif found.code in ERRORS:
        text = ERRORS[found.code]
    else:
        return found.message
    return translate("words", text).format(name=shown, maximum=found.parameters.get("maximum", ""))


def untold(found: RedactorError) -> str:
    """Why a batch does not know of a copy."""
    return translate("words", UNTOLD.get(found.code, UNTOLD[""]))


def size(count: int, lang: str) -> str:
    """Bytes as people say them."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))} kB"
    return f"{locale_of(lang).toString(count / 1_000_000, 'f', 1)} MB"
