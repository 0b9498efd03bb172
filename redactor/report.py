"""The report of a run as JSON: what was found, why, where, what was done; no personal value.

Values are left out altogether, not masked: a number's length or a name's is a hint too.  Quads
are four (x, y) corners in px of the upright page, in reading order; of a page that was mirrored, of
the page as it is right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from redactor import __version__
from redactor.errors import OutputExistsError, OutputIsInputError, RedactorError
from redactor.model import Decision, Document, Doubt, Finding, Quad, Verdict
from redactor.pipeline import Outcome, PageRecord, Settings

SCHEMA = 1
"""Grows when a reader of reports would have to change."""

Json = dict[str, Any]


def build(outcomes: Sequence[Outcome], settings: Settings) -> Json:
    """The report of one run, in the order of its copies."""
    return {
        "schema": SCHEMA,
        "program": {"name": "redactor", "version": __version__},
        "settings": {
            "profile": settings.profile,
            "hide": sorted(settings.hide),
            "keep": sorted(settings.keep),
            # The text names a recipient; that there is one is all a report needs.
            "watermark": settings.watermark is not None,
            "crop": settings.crop,
            "format": None if settings.format is None else str(settings.format),
            "max_bytes": settings.max_bytes,
            "accept_review": settings.accept_review,
        },
        "copies": [copy_row(outcome) for outcome in outcomes],
    }


def copy_row(outcome: Outcome) -> Json:
    """One copy; ``status`` is released, held, accepted (written without release) or error."""
    return {
        "inputs": [str(path) for path in outcome.inputs],
        "output": None if outcome.output is None else str(outcome.output),
        "status": status(outcome),
        "error": None if outcome.error is None else error_row(outcome.error),
        "pages": [page_row(page) for page in outcome.pages],
        "verify": None if outcome.verdict is None else verdict_row(outcome.verdict),
    }


def status(outcome: Outcome) -> str:
    """What became of a copy, as one word."""
    if outcome.error is not None:
        return "error"
    if outcome.output is None:
        return "held"
    return "released" if outcome.released else "accepted"


def error_row(error: RedactorError) -> Json:
    """An error's code, exit code and sentence (which names files, never what is in them)."""
    return {"code": error.code, "exit": int(error.exit), "message": error.message}


def page_row(page: PageRecord) -> Json:
    """One page: its documents, every finding with what was done, the covers, the doubts."""
    return {
        "page": page.index + 1,
        "width": page.width,
        "height": page.height,
        "mirrored": page.mirrored,
        "profile": page.plan.profile,
        "documents": [document_row(document) for document in page.documents],
        "findings": [decision_row(decision) for decision in page.plan.decisions],
        "covers": [
            {"kind": str(cover.kind), "quad": corners(cover.quad)} for cover in page.plan.covers
        ],
        "doubts": doubt_rows(page.plan.doubts),
        "seconds": seconds(page.timings),
    }


def document_row(document: Document) -> Json:
    """What the document is and by which sign its place was found."""
    return {
        "model": document.model,
        "size_mm": None if document.size_mm is None else list(document.size_mm),
        "located": str(document.located),
        "confidence": number(document.confidence, 3),
        "quad": corners(document.quad),
    }


def decision_row(decision: Decision) -> Json:
    """A finding and what was done with it."""
    return {**finding_row(decision.finding), "action": str(decision.action)}


def finding_row(finding: Finding) -> Json:
    """What was found, where and why, without its value."""
    return {
        "kind": str(finding.kind),
        "document": finding.document,
        "quad": corners(finding.quad),
        "confidence": number(finding.confidence, 3),
        "reader": finding.reader,
        "why": [{"code": reason.code, "detail": reason.detail} for reason in finding.why],
    }


def verdict_row(verdict: Verdict) -> Json:
    """What the second look at the finished copy said, and which checks it made."""
    return {
        "safe": verdict.safe,
        "doubts": doubt_rows(verdict.doubts),
        "checks": list(verdict.checks),
        "skipped": list(verdict.skipped),
    }


def doubt_rows(doubts: Iterable[Doubt]) -> list[Json]:
    return [
        {
            "code": doubt.code,
            "detail": doubt.detail,
            "quad": None if doubt.quad is None else corners(doubt.quad),
        }
        for doubt in doubts
    ]


def seconds(timings: Iterable[tuple[str, float]]) -> dict[str, float | None]:
    """Seconds per stage in the order they came; a stage that ran twice is added up."""
    totals: dict[str, float] = {}
    for stage, spent in timings:
        totals[stage] = totals.get(stage, 0.0) + spent
    return {stage: number(spent, 3) for stage, spent in totals.items()}


def corners(quad: Quad) -> list[list[float | None]]:
    """Four [x, y] pairs in px, to a hundredth."""
    return [[number(x, 2), number(y, 2)] for x, y in quad.points]


def number(value: float, digits: int) -> float | None:
    """Rounded; None where an engine answered no number, which JSON has no word for."""
    return round(float(value), digits) if isfinite(value) else None


def dump(report: Json) -> bytes:
    """The report's bytes: UTF-8, ASCII only, so that odd file names survive every reader."""
    return (json.dumps(report, indent=1, allow_nan=False) + "\n").encode("ascii")


def check_target(path: Path, inputs: Iterable[Path], overwrite: bool) -> None:
    """Refuses early what ``save`` would refuse after all the work.

    Raises OutputIsInputError and OutputExistsError.
    """
    if any(_same(path, given) for given in inputs):
        raise OutputIsInputError(
            f"{path}: the report would replace an input; give --report another name."
        )
    if path.exists() and not overwrite:
        raise OutputExistsError(
            f"{path}: this file exists already; give --report another name or add --overwrite."
        )


def save(report: Json, path: Path, inputs: Sequence[Path], overwrite: bool) -> None:
    """Writes the report atomically.  Raises OutputError."""
    from redactor.export import write

    write(dump(report), path, inputs=inputs, overwrite=overwrite)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
