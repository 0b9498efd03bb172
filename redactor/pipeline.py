"""The road: intake → locate → read → decide → cover → verify → export.

Drivers (command line, window, batch) call this module and know nothing of documents.
What crosses its border is frozen and picklable; a job can be cancelled between stages.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Protocol

from redactor import render
from redactor.decide import decide, hidden_kinds, profile
from redactor.engines import Engines
from redactor.errors import Cancelled, InputError, RedactorError
from redactor.export import Format, choose_format, combine_a4, encode, resolve_target, write
from redactor.intake import Limits, open_bytes, open_pages
from redactor.locate import locate
from redactor.model import Document, Finding, Kind, Page, Plan, Secret, Verdict
from redactor.read import Conclusion, Seen, conclude, read
from redactor.verify import Expectation, verify

KEPT_PIXELS = 40_000_000
"""Pages are kept in memory up to this many pixels; beyond it they are decoded a second time."""


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


@dataclass(slots=True)
class _Clock:
    """Seconds by stage for one page."""

    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, stage: str, since: float) -> None:
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - since

    def rows(self) -> tuple[tuple[str, float], ...]:
        return tuple(self.seconds.items())


@dataclass(slots=True)
class _Work:
    """One page on its way; ``page`` is None where its pixels were let go."""

    source: Path
    index: int
    size: tuple[int, int]
    media: str
    seen: Seen
    page: Page | None
    clock: _Clock


class Road:
    """Warm engines and the way from files to copies; use it as a context manager.

    Not shared between threads; ``progress`` hears the stages and may cancel between them.
    """

    def __init__(self, progress: Progress | None = None, threads: int | None = None) -> None:
        self._progress: Progress = progress or Silent()
        self._engines = Engines(threads or max(1, min(4, os.cpu_count() or 1)))

    def __enter__(self) -> Road:
        self._engines.warm()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._engines.close()

    def redact(self, inputs: Sequence[Path], target: Path | None, settings: Settings) -> Outcome:
        """Makes one copy of one input, or of several combined.

        ``target``: a file, a folder, or None for the default name next to the input.  The copy is
        written only where the gate finds no doubt, or where ``settings.accept_review``.
        Raises RedactorError for bad input or output and for engines that fail.
        """
        chosen = profile(settings.profile)
        kinds = hidden_kinds(chosen, settings.hide, settings.keep)
        works = [work for path in inputs for work in self._read(path, settings)]
        if not works:
            raise InputError(f"{inputs[0].name}: there is no page in it; check the file.")
        form = choose_format(works[0].media, len(works), settings.format, _file_name(target))
        goal = resolve_target(inputs, None if target is None else os.fspath(target), form)
        conclusions = conclude([work.seen for work in works])
        plans = [
            self._decide(work, conclusion, settings)
            for work, conclusion in zip(works, conclusions, strict=True)
        ]
        data, drawn = self._make(inputs, works, conclusions, plans, form, settings)
        expectation = Expectation(
            sheets=(),
            numbers=_numbers(conclusions) if Kind.BSN in kinds else frozenset(),
            hide=kinds,
            country=next((c.country for c in conclusions if c.country), None),
            watermark=settings.watermark,
        )
        together = form is Format.PDF and len(inputs) > 1
        verdict = self._verify(data, expectation, drawn, works[0].clock, together)
        doubts = tuple(doubt for plan in plans for doubt in plan.doubts) + verdict.doubts
        verdict = replace(verdict, doubts=doubts)
        output = None
        if verdict.safe or settings.accept_review:
            self._stage("export", 0, None)
            output = write(data, goal, inputs=inputs, overwrite=settings.overwrite)
        records = tuple(
            PageRecord(work.index, *work.size, conclusion.documents, plan, work.clock.rows())
            for work, conclusion, plan in zip(works, conclusions, plans, strict=True)
        )
        return Outcome(tuple(inputs), output, verdict.safe, records, verdict)

    def inspect(self, path: Path, settings: Settings) -> Iterator[PageReading]:
        """What is found on each page of a file, nothing written.  Raises RedactorError."""
        works = list(self._read(path, settings))
        conclusions = conclude([work.seen for work in works])
        pages = _pages([path], works, settings)
        for work, conclusion, page in zip(works, conclusions, pages, strict=True):
            yield PageReading(
                page,
                conclusion.documents,
                conclusion.findings,
                self._decide(work, conclusion, settings),
                work.clock.rows(),
            )

    def verify(self, path: Path, settings: Settings) -> Verdict:
        """Whether a finished copy is safe, nothing known of its source.  Raises RedactorError."""
        pages = list(open_pages(path, settings.limits))
        self._stage("verify", 0, len(pages))
        return verify(
            path.read_bytes(),
            [page.pixels for page in pages],
            Expectation.of_unknown(len(pages)),
            self._engines,
        )

    def _stage(self, name: str, page: int, pages: int | None) -> None:
        if self._progress.cancelled():
            raise Cancelled("Stopped as asked; nothing was written.")
        self._progress.stage(name, page, pages)

    def _read(self, path: Path, settings: Settings) -> Iterator[_Work]:
        """Every page of a file through intake, locate and read."""
        kept = 0
        self._stage("intake", 0, None)
        since = time.perf_counter()
        for page in open_pages(path, settings.limits):
            clock = _Clock()
            clock.add("intake", since)
            self._stage("locate", page.index, None)
            since = time.perf_counter()
            layout = locate(page, self._engines)
            clock.add("locate", since)
            self._stage("read", page.index, None)
            since = time.perf_counter()
            seen = read(page, layout, self._engines)
            clock.add("read", since)
            kept += page.width * page.height
            held = page if kept <= KEPT_PIXELS or page.index == 0 else None
            yield _Work(path, page.index, (page.width, page.height), page.media, seen, held, clock)
            self._stage("intake", page.index + 1, None)
            since = time.perf_counter()

    def _decide(self, work: _Work, conclusion: Conclusion, settings: Settings) -> Plan:
        since = time.perf_counter()
        plan = decide(
            conclusion.findings,
            conclusion.documents,
            profile(settings.profile),
            page_size=work.size,
            hide=settings.hide,
            keep=settings.keep,
            doubts=conclusion.doubts,
            spare=[quad for quad, _ in conclusion.legible],
        )
        work.clock.add("decide", since)
        return plan

    def _make(
        self,
        inputs: Sequence[Path],
        works: Sequence[_Work],
        conclusions: Sequence[Conclusion],
        plans: Sequence[Plan],
        form: Format,
        settings: Settings,
    ) -> tuple[bytes, list[render.Drawn]]:
        """The finished bytes, and what each sheet must show."""
        drawn = []
        pages = _pages(inputs, works, settings)
        for work, conclusion, plan, page in zip(works, conclusions, plans, pages, strict=True):
            self._stage("cover", work.index, len(works))
            since = time.perf_counter()
            drawn.append(render.draw(page, conclusion, plan, settings.watermark, settings.crop))
            work.clock.add("cover", since)
        self._stage("export", 0, len(works))
        since = time.perf_counter()
        sheets = [d.sheet for d in drawn]
        if form is Format.PDF and len(inputs) > 1:
            data = combine_a4(sheets, settings.max_bytes)
        else:
            data = encode(sheets, form, settings.max_bytes)
        works[0].clock.add("export", since)
        return data, drawn

    def _verify(
        self,
        data: bytes,
        expectation: Expectation,
        drawn: Sequence[render.Drawn],
        clock: _Clock,
        together: bool,
    ) -> Verdict:
        """The second look, at the pixels decoded from the finished bytes."""
        self._stage("verify", 0, len(drawn))
        since = time.perf_counter()
        pages = [page.pixels for page in open_bytes(data, "copy", Limits())]
        sheets = (render.combined if together else render.fitted)(drawn, pages)
        seen = replace(expectation, sheets=sheets)
        verdict = verify(data, pages, seen, self._engines)
        clock.add("verify", since)
        return verdict


def _file_name(target: Path | None) -> str | None:
    """The name the copy was asked to have, None where only a folder or nothing was given."""
    from redactor.export import is_folder

    if target is None or is_folder(os.fspath(target)) or not target.suffix:
        return None
    return target.name


def _pages(inputs: Sequence[Path], works: Sequence[_Work], settings: Settings) -> Iterator[Page]:
    """The pages again, in order: from memory, or decoded a second time."""
    for path in inputs:
        own = [work for work in works if work.source == path]
        if all(work.page is not None for work in own):
            yield from (work.page for work in own if work.page is not None)
        else:
            yield from open_pages(path, settings.limits)


def _numbers(conclusions: Sequence[Conclusion]) -> frozenset[Secret]:
    """Citizen numbers that were hidden, to be looked for on the finished copy."""
    return frozenset(
        Secret(finding.value.clear)
        for conclusion in conclusions
        for finding in conclusion.findings
        if finding.kind in (Kind.BSN, Kind.MRZ_BSN)
        and finding.value is not None
        and len(finding.value) == 9
    )
