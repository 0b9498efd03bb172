"""What crosses the road's border: settings in, readings and outcomes out; all picklable."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from redactor.errors import RedactorError
from redactor.export import Format
from redactor.intake import Limits
from redactor.model import Document, Finding, Kind, Page, Plan, Verdict


class Progress(Protocol):
    """How a driver hears where a job is, and stops it."""

    def stage(self, name: str, page: int, pages: int | None) -> None:
        """A stage begins: "intake", "locate", "read", "decide", "cover", "verify", "export"."""

    def cancelled(self) -> bool:
        """Asked between stages; True makes the road raise ``errors.Cancelled``."""


class Silent:
    """A Progress that says nothing and never cancels."""

    def stage(self, name: str, page: int, pages: int | None) -> None:
        return None

    def cancelled(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a person may choose for a copy."""

    profile: str = "safe-copy"
    hide: frozenset[Kind] = frozenset()
    keep: frozenset[Kind] = frozenset()
    watermark: str | None = None
    """The finished watermark text; None burns none in."""
    crop: bool = True
    format: Format | None = None
    """None: as the input where it can be written (JPEG, PNG, PDF), else PNG; several pages: PDF."""
    max_bytes: int | None = None
    accept_review: bool = False
    overwrite: bool = False
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True, eq=False)
class PageReading:
    """What was found on one page."""

    page: Page
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    plan: Plan
    timings: tuple[tuple[str, float], ...]
    """(stage, seconds)"""


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page reading without its pixels: what a report may hold."""

    index: int
    width: int
    height: int
    documents: tuple[Document, ...]
    plan: Plan
    timings: tuple[tuple[str, float], ...]
    mirrored: bool = False
    """Left and right were changed over: the file shows them the wrong way round."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished copy that lies nowhere yet: its bytes, and whether they may go out."""

    data: bytes
    form: Format
    pages: tuple[PageRecord, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one copy (one input, or several combined)."""

    inputs: tuple[Path, ...]
    output: Path | None
    """Where the copy was written; None where it was held or failed."""
    released: bool
    """True: passed the gate.  False with ``output`` set: written by accept_review all the same."""
    pages: tuple[PageRecord, ...]
    verdict: Verdict | None
    """The gate's verdict on the finished bytes, the plan's own doubts included."""
    error: RedactorError | None = None
