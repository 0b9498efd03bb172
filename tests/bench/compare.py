"""Ours beside PassportEye alone and a Presidio image redactor, on the same pictures in one run.

    python -m tests.bench.compare [--n 100] [--seed S] [--presidio PYTHON] [--docs]

Presidio lives in an environment of its own (``make bench-compare`` makes it).
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from redactor.engines import Engines
from redactor.errors import RedactorError
from redactor.intake import open_pages
from redactor.locate import locate
from redactor.model import Kind, Quad
from redactor.pipeline import Road, Settings
from redactor.read import read
from tests.bench.board_cases import Case, cases, class_of, shot
from tests.bench.scoring import A_FACE, GONE, HIDDEN, PICTURE, Mask, covered, mask_of
from tests.bench.sections import machine, put, share, table
from tests.bench.shots import Sheet, Shot, save, seen_part

DOCUMENT = Path("docs/accuracy.md")
WORKER = Path(__file__).with_name("compare_worker.py")
PRESIDIO = Path(".cache/compare/bin/python")
PATIENCE = 90.0
"""Seconds after which a tool is taken to hang."""
OURS, EYE, SCRUB = "ours", "PassportEye", "Presidio + BSN recogniser"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool says of a picture: zone lines, boxes it would cover (px), numbers it names."""

    lines: tuple[str, ...]
    boxes: tuple[Quad, ...]
    seconds: float
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One tool on one picture; None where there is nothing of the kind to find."""

    tool: str
    zone: bool | None
    found: bool | None
    """At least one place of the citizen number seen."""
    gone: bool | None
    """All places of the citizen number covered."""
    portraits: tuple[bool, ...]
    seconds: float
    failed: bool


class Peer:
    """A tool in a process of its own, started again where it hangs."""

    def __init__(self, python: str, name: str) -> None:
        self._command = [python, str(WORKER), name]
        self._process: subprocess.Popen[str] | None = None

    def ask(self, path: Path) -> dict[str, Any]:
        """The tool's answer, {"error": …} where it fails or takes too long."""
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            if "ready" not in self._line(300):
                self.close()
                return {"error": "did not start", "seconds": 0.0}
        assert self._process.stdin is not None
        since = time.perf_counter()
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        answer = self._line(PATIENCE)
        if not answer:
            self.close()
            return {"error": "hung", "seconds": time.perf_counter() - since}
        return answer

    def _line(self, patience: float) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        timer = threading.Timer(patience, process.kill)
        timer.start()
        text = process.stdout.readline()
        timer.cancel()
        return dict(json.loads(text)) if text else {}

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
        self._process = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs all tools over all pictures and prints the table."""
    parser = argparse.ArgumentParser(description="Ours beside other tools.")
    parser.add_argument("--n", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1913)
    parser.add_argument("--presidio", type=Path, default=PRESIDIO)
    parser.add_argument("--docs", action="store_true")
    options = parser.parse_args(arguments)
    peers = {EYE: Peer(sys.executable, "passporteye")}
    if options.presidio.exists():
        peers[SCRUB] = Peer(str(options.presidio), "presidio")
    scores: list[Score] = []
    with Road() as road, tempfile.TemporaryDirectory() as folder:
        engines = Engines()
        for at, case in enumerate(_chosen(options.n, options.seed)):
            made = _one_page(shot(case))
            path = save(made, Path(folder))
            answers = {OURS: _ours(road, engines, path, Path(folder) / "out")}
            # Turn about: no tool always runs on the warmer machine.
            for name in sorted(peers, reverse=bool(at % 2)):
                answers[name] = _answer(peers[name].ask(path))
            rows = [score(name, made.pages[0], answer) for name, answer in answers.items()]
            scores += rows
            print(f"{at + 1}/{options.n} {case.name}: {'; '.join(map(_said, rows))}", flush=True)
    for peer in peers.values():
        peer.close()
    text = f"Seed {options.seed}, {options.n} pictures.\n\n{summary(scores)}"
    print(text)
    if options.docs:
        put(DOCUMENT, "compare", f"{text}\n\n{machine()}")
    return 0


def _chosen(count: int, seed: int) -> Iterator[Case]:
    """Good and hard captures of documents; bad input says nothing of reading."""
    every = (case for case in cases(count * 2, seed) if class_of(case.condition) != "bad")
    for at, case in enumerate(every):
        if at == count:
            return
        yield case


def _one_page(made: Shot) -> Shot:
    """The first page as a picture, which every tool opens; PDF and fax become PNG."""
    form = made.form if made.form in ("jpg", "png") else "png"
    return Shot(made.pages[:1], form, made.quality, made.orientation, made.dpi)


def _ours(road: Road, engines: Engines, path: Path, out: Path) -> Answer:
    """The road's covers and seconds; the zone's lines from the same stages, asked once more."""
    out.mkdir(exist_ok=True)
    settings = Settings(watermark=None, accept_review=True, overwrite=True)
    since = time.perf_counter()
    try:
        outcome = road.redact([path], out, settings)
    except RedactorError:
        return Answer((), (), time.perf_counter() - since, failed=True)
    seconds = time.perf_counter() - since
    page = next(iter(open_pages(path)))
    seen = read(page, locate(page, engines), engines)
    zones = [zone.mrz for known in seen.known for zone in known.zones]
    lines = tuple(line.clear for mrz in zones for line in mrz.lines)
    return Answer(lines, tuple(cover.quad for cover in outcome.pages[0].plan.covers), seconds)


def _answer(said: dict[str, Any]) -> Answer:
    boxes = tuple(Quad.rect(*box) for box in said.get("boxes", []))
    lines = tuple(re.sub(r"\s", "", line) for line in said.get("lines", []))
    return Answer(lines, boxes, float(said["seconds"]), "error" in said)


def score(tool: str, sheet: Sheet, answer: Answer) -> Score:
    """Marks one answer against the truth of a picture."""
    drawn = sheet.drawn
    height, width = drawn.pixels.shape[:2]
    mask = mask_of((width, height), answer.boxes)
    zones = [f.text for d in drawn.documents for f in d.of(Kind.MRZ)]
    places = [
        field
        for document in drawn.documents
        for field in document.fields
        if field.kind in HIDDEN and len(field.text) > 1 and seen_part(sheet, field.quad) > 0.95
    ]
    holes = [_hidden(mask, sheet, field.chars) for field in places]
    named = any(drawn.holder.bsn in line for line in answer.lines)
    faces = [
        covered(mask, field.quad) >= PICTURE
        for document in drawn.documents
        for field in document.of(Kind.PORTRAIT)
        if seen_part(sheet, field.quad) >= A_FACE
    ]
    return Score(
        tool,
        zone=set(zones) <= set(answer.lines) if zones else None,
        found=(any(holes) or named) if places else None,
        gone=all(holes) if places else None,
        portraits=tuple(faces),
        seconds=answer.seconds,
        failed=answer.failed,
    )


def _hidden(mask: Mask, sheet: Sheet, chars: Sequence[Quad]) -> bool:
    """Whether every digit of one place is covered; a tool's tight box may cut a rim."""
    return all(covered(mask, quad) >= min(GONE, 0.9) for quad in chars)


def _said(row: Score) -> str:
    words = {None: "-", True: "yes", False: "no"}
    return f"{row.tool} zone {words[row.zone]}, number {words[row.gone]}, {row.seconds:.1f} s"


def summary(scores: Sequence[Score]) -> str:
    """One row a tool."""
    rows = []
    for tool in dict.fromkeys(row.tool for row in scores):
        own = [row for row in scores if row.tool == tool]
        faces = [part for row in own for part in row.portraits]
        rows.append(
            (
                tool,
                _share([row.zone for row in own]),
                _share([row.found for row in own]),
                _share([row.gone for row in own]),
                share(sum(faces), len(faces)),
                f"{median(row.seconds for row in own):.1f}",
                str(sum(row.failed for row in own)),
            )
        )
    heads = (
        "", "MRZ exact", "BSN found", "BSN covered wherever it stands", "portraits covered",
        "seconds (median)", "failed",
    )  # fmt: skip
    return table(heads, rows)


def _share(values: Sequence[bool | None]) -> str:
    there = [value for value in values if value is not None]
    return share(sum(there), len(there))


if __name__ == "__main__":
    sys.exit(main())
