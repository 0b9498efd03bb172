"""What will be done to a page, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redactor.model.finding import Finding, Kind
from redactor.model.geometry import Quad


class Action(StrEnum):
    HIDE = "hide"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Cover:
    """One opaque quad to burn: page px, padding included."""

    quad: Quad
    kind: Kind


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason not to release without a person's look.

    ``code``: a word for machines and catalogues; ``detail``: a parameter without personal data;
    ``quad``: where to look, in page px, None for the whole page.
    """

    code: str
    detail: str = ""
    quad: Quad | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One finding and what is done with it."""

    finding: Finding
    action: Action


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with one page: every finding with its action, the covers to burn, the doubts.

    ``turn``: quarter turns clockwise that a person gave the finished sheet.
    """

    profile: str
    decisions: tuple[Decision, ...]
    covers: tuple[Cover, ...]
    doubts: tuple[Doubt, ...] = ()
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Watermark:
    """Text to burn in; None as a field of a job means no watermark."""

    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the second look at the finished copy found; safe means no doubts at all."""

    doubts: tuple[Doubt, ...]
    checks: tuple[str, ...]
    """Names of the checks that ran ("bytes", "covers", "faces", "codes", "text:rapidocr", …)."""
    skipped: tuple[str, ...] = ()
    """Names of checks that could not run, with no engine for them."""

    @property
    def safe(self) -> bool:
        return not self.doubts
