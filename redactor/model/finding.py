"""What readers find on a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redactor.model.geometry import Quad


class Kind(StrEnum):
    """What a finding is; the words a profile and the command line's --hide and --keep use."""

    BSN = "bsn"
    """The citizen number as printed, in any grouping."""
    MRZ_BSN = "mrz-bsn"
    """The cells of an MRZ that hold the citizen number or might, check digits included."""
    MRZ = "mrz"
    """The whole machine readable zone."""
    CODE = "code"
    """A QR, DataMatrix, PDF417 or bar code."""
    PORTRAIT = "portrait"
    """A printed portrait, the main one or a ghost, laser or colour copy of it."""
    SIGNATURE = "signature"
    DOCUMENT_NUMBER = "document-number"
    CAN = "can"
    SURNAME = "surname"
    GIVEN_NAMES = "given-names"
    BIRTH_DATE = "birth-date"
    BIRTH_PLACE = "birth-place"
    SEX = "sex"
    HEIGHT = "height"
    NATIONALITY = "nationality"
    ISSUE_DATE = "issue-date"
    EXPIRY_DATE = "expiry-date"
    AUTHORITY = "authority"
    ADDRESS = "address"
    OTHER = "other"


class Secret(str):
    """A personal value: compares and hashes as its text, but never prints itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Secret({self.masked!r})"

    def __str__(self) -> str:
        return self.masked

    def __format__(self, spec: str) -> str:
        return format(self.masked, spec)

    @property
    def masked(self) -> str:
        """One bullet a character."""
        return "•" * len(self)

    @property
    def clear(self) -> str:
        """The value itself; only for readers, matching and ``inspect --show-values``."""
        return "".join(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign that speaks for a finding.

    ``code`` is a word for machines and catalogues ("label", "position", "checksum",
    "mrz", "same-number", "face", "photo-edges", "model-position", "code-decoded", …);
    ``detail`` is a parameter without personal data (a label's text, a model's name).
    """

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found on a page.

    ``quad``: in upright page px, tight around the ink (no padding).  ``confidence``: 0 to 1.
    ``reader``: the name of the reader that saw it.  ``document``: index of the document it
    lies on, None outside every document.
    """

    kind: Kind
    quad: Quad
    confidence: float
    why: tuple[Reason, ...]
    reader: str
    value: Secret | None = None
    document: int | None = None
