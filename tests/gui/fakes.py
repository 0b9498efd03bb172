"""A worker that only pretends: instant, slow, hanging or crashing, as a test wishes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from redactor.errors import Cancelled, DamagedFileError, NotFoundError, UnsupportedTypeError
from redactor.jobs import FinishJob, ForgetJob, OpenedView, OpenJob, PageView, PreviewJob
from redactor.model import (
    Action,
    Cover,
    Decision,
    Doubt,
    Finding,
    Kind,
    Plan,
    Quad,
    Reason,
    Verdict,
)
from redactor.pipeline import Outcome

SIZE = (800, 500)

PLACES = (
    (Kind.PORTRAIT, Quad.rect(60, 130, 170, 220), 0.98, (Reason("face"), Reason("photo-edges"))),
    (Kind.BSN, Quad.rect(520, 120, 190, 30), 0.95, (Reason("label"), Reason("checksum"))),
    (Kind.SURNAME, Quad.rect(270, 120, 180, 30), 0.9, (Reason("label"),)),
    (Kind.DOCUMENT_NUMBER, Quad.rect(520, 60, 190, 30), 0.9, (Reason("label"),)),
    (Kind.SIGNATURE, Quad.rect(500, 300, 200, 60), 0.7, (Reason("label"),)),
)

HIDES = {
    "safe-copy": {Kind.PORTRAIT, Kind.BSN},
    "bsn-only": {Kind.BSN},
    "safe-copy-mrz": {Kind.PORTRAIT, Kind.BSN},
    "strict": {Kind.PORTRAIT, Kind.BSN, Kind.DOCUMENT_NUMBER, Kind.SIGNATURE},
    "watermark-only": set(),
}

SOFT = Doubt("low-confidence", "bsn", PLACES[1][1])


def findings() -> tuple[Finding, ...]:
    return tuple(Finding(kind, quad, sure, why, "fake") for kind, quad, sure, why in PLACES)


def plan(profile: str = "safe-copy", doubts: tuple[Doubt, ...] = ()) -> Plan:
    hidden = HIDES[profile]
    decisions = tuple(
        Decision(f, Action.HIDE if f.kind in hidden else Action.KEEP) for f in findings()
    )
    covers = tuple(Cover(f.quad.padded(4), f.kind) for f in findings() if f.kind in hidden)
    return Plan(profile, decisions, covers, doubts)


def pixels(size: tuple[int, int] = SIZE) -> np.ndarray:
    """A card of no one: fields as strips of colour."""
    made = np.full((size[1], size[0], 3), (226, 236, 240), np.uint8)
    for kind, quad, _, _ in PLACES:
        left, top, right, bottom = quad.bounds
        made[top:bottom, left:right] = (120, 140, 170) if kind is Kind.PORTRAIT else (90, 90, 110)
    return made


@dataclass
class FakeTicket:
    job: Any
    worker: FakeWorker
    answer: Any = None
    error: Exception | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def result(self, timeout: float | None = None) -> Any:
        self.done.wait(timeout)
        if self.error is not None:
            raise self.error
        return self.answer

    def cancel(self) -> None:
        if not self.done.is_set():
            if self in self.worker.held:
                self.worker.held.remove(self)
            self.error = Cancelled("Stopped as asked; nothing was written.")
            self.done.set()


class FakeWorker:
    """Answers at once unless told to hold back; keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.doubts: dict[str, tuple[Doubt, ...]] = {}
        self.errors: dict[str, Exception] = {}
        self.pages = 1
        self.turn = 0
        self.mirrored = False
        self.size = SIZE
        self.verdict = Verdict((), ("bytes", "covers", "faces", "text:fake"))
        self.hold = False
        self.fails: dict[type, Exception] = {}
        self.closed = False
        self.held: list[FakeTicket] = []

    def of(self, kind: type) -> list[Any]:
        return [job for job in self.asked if isinstance(job, kind)]

    def submit(self, job: Any, heard: Callable[[str, int, int | None], None]) -> FakeTicket:
        self.asked.append(job)
        ticket = FakeTicket(job, self)
        heard("intake", 0, None)
        if self.hold and not isinstance(job, ForgetJob):
            self.held.append(ticket)
            heard("read", 0, None)
        else:
            self._answer(ticket)
        return ticket

    def release(self) -> None:
        self.hold = False
        while self.held:
            self._answer(self.held.pop(0))

    def close(self) -> None:
        self.closed = True
        for ticket in self.held:
            ticket.error = Cancelled("closed")
            ticket.done.set()

    def _answer(self, ticket: FakeTicket) -> None:
        try:
            failure = self.fails.get(type(ticket.job))
            if failure is not None:
                raise failure
            ticket.answer = self._made(ticket.job)
        except Exception as error:
            ticket.error = error
        ticket.done.set()

    def _made(self, job: Any) -> Any:
        if isinstance(job, OpenJob):
            return self._opened(job)
        if isinstance(job, PreviewJob):
            return pixels(self.size)
        if isinstance(job, FinishJob):
            return self._finished(job)
        return None

    def _opened(self, job: OpenJob) -> OpenedView:
        for path in job.inputs:
            self._refuse(path)
        doubts = self.doubts.get(job.inputs[0].name, ())
        pages = [
            PageView(
                source=path,
                index=index,
                width=self.size[0],
                height=self.size[1],
                media="jpeg",
                pixels=pixels(self.size),
                scale=1.0,
                documents=(),
                plan=plan(job.settings.profile, doubts),
                timings=(),
                turn=self.turn,
                mirrored=self.mirrored,
            )
            for path in job.inputs
            for index in range(self.pages)
        ]
        return OpenedView(job.inputs, tuple(pages))

    def _refuse(self, path: Path) -> None:
        if path.name in self.errors:
            raise self.errors[path.name]
        if not path.exists():
            raise NotFoundError("gone", name=path.name)
        if path.suffix == ".txt":
            raise UnsupportedTypeError("no picture", name=path.name)
        if path.read_bytes()[:7] == b"corrupt":
            raise DamagedFileError("damaged", name=path.name)

    def _finished(self, job: FinishJob) -> Outcome:
        doubts = tuple(doubt for one in job.plans for doubt in one.doubts) + self.verdict.doubts
        verdict = replace(self.verdict, doubts=doubts)
        output = None
        if verdict.safe or job.settings.accept_review:
            job.target.write_bytes(b"copy" * 1000)
            output = job.target
        return Outcome((), output, verdict.safe, (), verdict)
