"""The road itself: warm engines and the way from files to copies."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from redactor import render
from redactor.decide import decide, hidden_kinds, profile
from redactor.documents import common_country
from redactor.engines import Engines
from redactor.errors import Cancelled, InputError
from redactor.export import Format, choose_format, combine_a4, encode, resolve_target, write
from redactor.intake import Blob, Limits, open_bytes, open_pages
from redactor.locate import locate
from redactor.model import Action, Doubt, Finding, Kind, Page, Pixels, Plan, Secret, Verdict
from redactor.pipeline.nouns import (
    Outcome,
    PageReading,
    PageRecord,
    Progress,
    Sealed,
    Settings,
    Silent,
)
from redactor.pipeline.opened import Clock, Opened, Source, Work
from redactor.read import (
    Conclusion,
    Reading,
    Seen,
    conclude,
    is_blank,
    is_mirrored,
    number_in_code,
    read,
)
from redactor.verify import Expectation, verify

KEPT_PIXELS = 40_000_000
"""Pages are kept in memory up to this many pixels; beyond it they are decoded a second time."""


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
        """Makes one copy of one input, or of several combined: open, propose and finish.

        ``target``: a file, a folder, or None for the default name next to the input.  The copy is
        written only where the gate finds no doubt, or where ``settings.accept_review``.
        Raises RedactorError for bad input or output and for engines that fail.
        """
        profile(settings.profile)  # a wrong name is told before any reading
        opened = self.open(inputs, settings)
        plans = self.propose(opened, settings)
        return self.finish(opened, plans, target, settings, keep=False)

    def open(self, inputs: Sequence[Source], settings: Settings) -> Opened:
        """Reads every page of the inputs; nothing is decided yet.  Raises RedactorError.

        What was opened from memory (``intake.Blob``) can be sealed, not finished.
        """
        try:
            works = tuple(work for path in inputs for work in self._read(path, settings))
        finally:
            self._engines.rest()
        if not works:
            raise InputError(f"{inputs[0].name}: there is no page in it; check the file.")
        return Opened(tuple(inputs), works, tuple(conclude([work.seen for work in works])))

    def propose(self, opened: Opened, settings: Settings) -> tuple[Plan, ...]:
        """What would be hidden, a plan for each page."""
        return tuple(
            self._decide(work, conclusion, settings)
            for work, conclusion in zip(opened.works, opened.conclusions, strict=True)
        )

    def preview(self, opened: Opened, index: int, plan: Plan, settings: Settings) -> Pixels:
        """The sheet of one page as ``finish`` would encode it, H×W×3 uint8 RGB.

        Straightening takes most of the time and is done once for a page; covers go on after it,
        so that the pixel beside a cover's edge lacks the shade which straightening gives it.
        """
        conclusion = opened.conclusions[index]
        key = (index, settings.crop)
        if key not in opened.base:
            page = opened.page(index, settings.limits)
            opened.base.clear()
            opened.base[key] = render.frame(page, page.pixels, conclusion, settings.crop)
        return render.dress(opened.base[key], conclusion, plan, settings.watermark).sheet.pixels

    def finish(
        self,
        opened: Opened,
        plans: Sequence[Plan],
        target: Path | None,
        settings: Settings,
        *,
        keep: bool = True,
    ) -> Outcome:
        """Covers, encodes, looks again and writes; ``plans`` may have been edited by a person.

        ``keep``: whether the pages stay in memory for another copy, which needs them.

        A number that a person chose to keep is not looked for on the copy; everything else the
        gate finds holds the copy back as ever.  Raises RedactorError.
        """
        inputs = tuple(source for source in opened.inputs if isinstance(source, Path))
        form = self._form(opened, settings, _file_name(target))
        goal = resolve_target(inputs, None if target is None else os.fspath(target), form)
        sealed = self._sealed(opened, plans, form, settings, keep)
        output = None
        if sealed.verdict.safe or settings.accept_review:
            self._stage("export", 0, None)
            output = write(sealed.data, goal, inputs=inputs, overwrite=settings.overwrite)
        return Outcome(inputs, output, sealed.verdict.safe, sealed.pages, sealed.verdict)

    def seal(self, opened: Opened, plans: Sequence[Plan], settings: Settings) -> Sealed:
        """The copy as ``finish`` makes and checks it, given back instead of written."""
        return self._sealed(opened, plans, self._form(opened, settings, None), settings, keep=False)

    def _form(self, opened: Opened, settings: Settings, name: str | None) -> Format:
        works = opened.works
        return choose_format(works[0].media, len(works), settings.format, name)

    def _sealed(
        self,
        opened: Opened,
        plans: Sequence[Plan],
        form: Format,
        settings: Settings,
        keep: bool,
    ) -> Sealed:
        works, conclusions = opened.works, opened.conclusions
        data, drawn = self._make(opened, plans, form, settings)
        if not keep:
            opened.let_go(for_good=True)
        kinds = hidden_kinds(profile(settings.profile), settings.hide, settings.keep)
        expectation = Expectation(
            sheets=(),
            numbers=_numbers(conclusions, plans) if Kind.BSN in kinds else frozenset(),
            hide=kinds,
            country=common_country(c.country for c in conclusions if c.documents),
            watermark=settings.watermark,
        )
        together = form is Format.PDF and len(opened.inputs) > 1
        verdict = self._verify(data, expectation, drawn, works[0].clock, together)
        doubts = tuple(doubt for plan in plans for doubt in plan.doubts) + verdict.doubts
        verdict = replace(verdict, doubts=doubts)
        records = tuple(
            PageRecord(
                *(work.index, *work.size, conclusion.documents, plan),
                *(work.clock.rows(), work.mirrored),
            )
            for work, conclusion, plan in zip(works, conclusions, plans, strict=True)
        )
        return Sealed(data, form, records, verdict)

    def inspect(self, path: Path, settings: Settings) -> Iterator[PageReading]:
        """What is found on each page of a file, nothing written.  Raises RedactorError."""
        opened = self.open([path], settings)
        plans = self.propose(opened, settings)
        pages = opened.pages(settings.limits)
        for work, conclusion, plan, page in zip(
            opened.works, opened.conclusions, plans, pages, strict=True
        ):
            yield PageReading(
                page, conclusion.documents, conclusion.findings, plan, work.clock.rows()
            )

    def verify(self, path: Source, settings: Settings) -> Verdict:
        """Whether a finished copy is safe, nothing known of its source.  Raises RedactorError."""
        pages = list(open_pages(path, settings.limits))
        self._stage("verify", 0, len(pages))
        return self._second_look(
            path.data if isinstance(path, Blob) else path.read_bytes(),
            [page.pixels for page in pages],
            Expectation.of_unknown(len(pages)),
        )

    def _stage(self, name: str, page: int, pages: int | None) -> None:
        if self._progress.cancelled():
            raise Cancelled("Stopped as asked; nothing was written.")
        self._progress.stage(name, page, pages)

    def _read(self, path: Source, settings: Settings) -> Iterator[Work]:
        """Every page of a file through intake, locate and read."""
        kept = 0
        self._stage("intake", 0, None)
        since = time.perf_counter()
        for page in open_pages(path, settings.limits):
            clock = Clock()
            clock.add("intake", since)
            seen = self._seen(page, clock)
            since = time.perf_counter()
            mirrored = is_mirrored(page, seen.lines, self._engines)
            clock.add("read", since)
            if mirrored:
                page = page.turned_over()
                seen = self._seen(page, clock)
            kept += page.width * page.height
            size = (page.width, page.height)
            work = Work(path, page.index, size, page.media, seen, page, clock, page.mirrored)
            if kept > KEPT_PIXELS and page.index > 0:
                work.let_go()
            yield work
            self._stage("intake", page.index + 1, None)
            since = time.perf_counter()

    def _seen(self, page: Page, clock: Clock) -> Seen:
        """A page through locate and read."""
        self._stage("locate", page.index, None)
        since = time.perf_counter()
        if is_blank(page.pixels):
            clock.add("locate", since)
            return Seen((), (), Reading(), blank=True)
        layout = locate(page, self._engines)
        clock.add("locate", since)
        self._stage("read", page.index, None)
        since = time.perf_counter()
        seen = read(page, layout, self._engines)
        clock.add("read", since)
        return seen

    def _decide(self, work: Work, conclusion: Conclusion, settings: Settings) -> Plan:
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
        if conclusion.empty:
            plan = replace(plan, doubts=())
        if settings.crop:
            # a number on a letter beside a card is no question where the copy does not show it
            plan = replace(
                plan, doubts=tuple(d for d in plan.doubts if not _cut_off(d, work, conclusion))
            )
        work.clock.add("decide", since)
        return plan

    def _make(
        self, opened: Opened, plans: Sequence[Plan], form: Format, settings: Settings
    ) -> tuple[bytes, list[render.Drawn]]:
        """The finished bytes, and what each sheet must show."""
        works = opened.works
        drawn = []
        pages = opened.pages(settings.limits)
        for work, conclusion, plan, page in zip(
            works, opened.conclusions, plans, pages, strict=True
        ):
            self._stage("cover", work.index, len(works))
            since = time.perf_counter()
            drawn.append(render.draw(page, conclusion, plan, settings.watermark, settings.crop))
            work.clock.add("cover", since)
        self._stage("export", 0, len(works))
        since = time.perf_counter()
        sheets = [d.sheet for d in drawn]
        if form is Format.PDF and len(opened.inputs) > 1:
            data = combine_a4(sheets, settings.max_bytes)
        else:
            data = encode(sheets, form, settings.max_bytes)
        works[0].clock.add("export", since)
        return data, [one.without_pixels() for one in drawn]

    def _verify(
        self,
        data: bytes,
        expectation: Expectation,
        drawn: Sequence[render.Drawn],
        clock: Clock,
        together: bool,
    ) -> Verdict:
        """The second look, at the pixels decoded from the finished bytes."""
        self._stage("verify", 0, len(drawn))
        since = time.perf_counter()
        pages = [page.pixels for page in open_bytes(data, "copy", Limits())]
        sheets = (render.combined if together else render.fitted)(drawn, pages)
        again = render.turned_back(drawn, pages, sheets, together)
        pages += [pixels for pixels, _ in again]
        seen = replace(expectation, sheets=(*sheets, *(sheet for _, sheet in again)))
        verdict = self._second_look(data, pages, seen)
        clock.add("verify", since)
        return verdict

    def _second_look(
        self, data: bytes, pages: Sequence[Pixels], expectation: Expectation
    ) -> Verdict:
        """The gate's verdict; what its readers took for the pages goes back to the system."""
        try:
            return verify(data, pages, expectation, self._engines)
        finally:
            self._engines.rest()


def _cut_off(doubt: Doubt, work: Work, conclusion: Conclusion) -> bool:
    """Whether a doubt is about something that the copy, cut to its documents, does not show."""
    return doubt.quad is not None and render.beyond(work.size, conclusion.documents, doubt.quad)


def _file_name(target: Path | None) -> str | None:
    """The name the copy was asked to have, None where only a folder or nothing was given."""
    from redactor.export import is_folder

    if target is None or is_folder(os.fspath(target)) or not target.suffix:
        return None
    return target.name


def _numbers(conclusions: Sequence[Conclusion], plans: Sequence[Plan]) -> frozenset[Secret]:
    """Citizen numbers to be looked for on the finished copy: all but those a person kept."""
    decisions = [decision for plan in plans for decision in plan.decisions]
    hidden = {_number(d.finding) for d in decisions if d.action is Action.HIDE}
    kept = {_number(d.finding) for d in decisions if d.action is Action.KEEP} - hidden
    found = {_number(finding) for c in conclusions for finding in c.findings if c.is_home(finding)}
    return frozenset(Secret(number) for number in found - kept if number)


def _number(finding: Finding) -> str:
    """The citizen number a finding shows or its code holds, empty where there is none."""
    if finding.kind is Kind.CODE:
        return number_in_code(finding) or ""
    if finding.kind not in (Kind.BSN, Kind.MRZ_BSN) or finding.value is None:
        return ""
    return finding.value.clear if len(finding.value) == 9 else ""
