"""The recall board: the whole road over what people send, per document and capture.

    python -m tests.bench.board [--n 600] [--seed S] [--deck sent] [--cases WORD] [--out DIR]

Without a seed a fresh one is drawn and printed.  A second call with the same seed and folder
goes on where the first one stopped.  Contact sheets of all faulty cases lie in the folder.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from multiprocessing import get_context
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Any

import numpy as np

from redactor import render
from redactor.errors import RedactorError
from redactor.intake import open_pages
from redactor.model import Page, Pixels, Quad
from redactor.pipeline import Outcome, PageRecord, Road, Settings
from tests.bench.board_cases import Case, cases, class_of, shot
from tests.bench.board_picture import draw_board
from tests.bench.board_tables import Result, specimen_summary, summary
from tests.bench.contact import Tile, outlined, write_sheets
from tests.bench.scoring import Mark, Mask, mark_mask, mask_of, portraits_seen
from tests.bench.sections import machine, put
from tests.bench.shots import Sheet, Shot, save, turned_over

WATERMARK = "KOPIE – alleen voor Voorbeeld BV – proef – 2026-11-23"
DOCUMENT = Path("docs/accuracy.md")


PICTURE = Path("docs/img/board.png")
BLACK = 40
"""Brightest value of a cover after a JPEG's loss."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the board; the exit code is 1 where a released copy leaks."""
    options = _options(arguments)
    seed = options.seed if options.seed is not None else secrets.randbelow(10**6)
    out = options.out or Path(f".cache/bench/board-{options.deck}-{seed}")
    wanted = options.cases.split(",")
    chosen = [
        case
        for case in cases(options.n, seed, options.deck)
        if any(word in case.name for word in wanted)
    ]
    results = play(chosen, out, f"seed {seed}", options.workers)
    for path in _sheets(results, out):
        print(path)
    told = specimen_summary(results) if options.deck == "specimens" else summary(results)
    numbers = f"Seed {seed}, {len(results)} files.\n\n{told}"
    print(numbers)
    if options.deck == "specimens":
        if options.docs and not options.cases:
            put(DOCUMENT, "specimen-captures", f"{numbers}\n\n{machine()}")
        return 1 if any(r.released and "bsn" in " ".join(r.leaked) for r in results) else 0
    draw_board(results, out / "board.png")
    if options.docs and not options.cases:
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes((out / "board.png").read_bytes())
        put(DOCUMENT, "board", f"{numbers}\n\n![The board](img/board.png)\n\n{machine()}")
    return 1 if any(r.released and r.leaked for r in results) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The road over what people send.")
    parser.add_argument("--n", type=int, default=600)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--deck", default="sent", choices=("sent", "specimens", "odd", "tuned"))
    parser.add_argument(
        "--specimens", dest="deck", action="store_const", const="specimens", help="--deck specimens"
    )
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--cases", default="", help="only cases with one of these words, a comma between"
    )
    parser.add_argument("--workers", type=int, default=2, help="processes that share the cases")
    parser.add_argument("--docs", action="store_true", help="put the numbers into the document")
    return parser.parse_args(arguments)


def play(chosen: Sequence[Case], out: Path, name: str, workers: int = 1) -> list[Result]:
    """Runs cases, those of an earlier call with the same folder left out; prints a line each.

    ``workers``: processes that share the cases; with more than one each has one thread, so that
    a case takes longer and all of them less.
    """
    out.mkdir(parents=True, exist_ok=True)
    done = _earlier(out / "results.jsonl")
    print(f"{name}, {len(chosen)} cases, {len(done)} done before, in {out}", flush=True)
    left = [case for case in chosen if case.name not in done]
    with (out / "results.jsonl").open("a", encoding="utf-8") as log:
        for result in _played(left, out, workers):
            done[result.name] = result
            log.write(json.dumps(asdict(result)) + "\n")
            log.flush()
            print(_line(result), flush=True)
    return [done[case.name] for case in chosen]


def _played(chosen: Sequence[Case], out: Path, workers: int) -> Iterator[Result]:
    """Results as they come; in order where one worker plays alone."""
    if workers < 2:
        with Road() as road:
            for case in chosen:
                yield run(road, case, out)
        return
    answers: Queue[Result | None] = get_context("spawn").Queue()
    hands = [
        get_context("spawn").Process(
            target=_play_share, args=(chosen[start::workers], out, answers), daemon=False
        )
        for start in range(workers)
    ]
    for hand in hands:
        hand.start()
    working = len(hands)
    while working:
        result = answers.get()
        if result is None:
            working -= 1
        else:
            yield result
    for hand in hands:
        hand.join()


def _play_share(chosen: Sequence[Case], out: Path, answers: Queue[Result | None]) -> None:
    """A worker's part of the cases; None says that it is through, whatever ended it."""
    try:
        with Road(threads=1) as road:
            for case in chosen:
                answers.put(run(road, case, out))
    finally:
        answers.put(None)


def run(road: Road, case: Case, out: Path) -> Result:
    """One case through the whole road; pictures of a faulty one are kept under ``out``."""
    made = shot(case)
    kind = class_of(case.condition)
    with tempfile.TemporaryDirectory() as folder:
        source = save(made, Path(folder))
        (Path(folder) / "out").mkdir()
        settings = Settings(watermark=WATERMARK, crop=case.crop, accept_review=True)
        since = time.perf_counter()
        try:
            outcome = road.redact([source], Path(folder) / "out", settings)
        except RedactorError as error:
            return Result(case.name, case.model, case.condition, kind, False, held=(error.code,))
        seconds = time.perf_counter() - since
        written = outcome.output
        copies = [page.pixels for page in open_pages(written)] if written is not None else []
    result = _result(case, made, outcome, copies, seconds)
    if result.faulty:
        copy = copies[0] if copies else None
        _keep(made, outcome, copy, out / "bad" / case.name.replace(":", "_"))
    return result


def _result(
    case: Case, made: Shot, outcome: Outcome, copies: Sequence[Pixels], seconds: float
) -> Result:
    leaked: list[str] = []
    harmed: list[str] = []
    portraits: list[str] = []
    for at, (sheet, record) in enumerate(zip(made.pages, outcome.pages, strict=True)):
        sheet = _as_read(sheet, record)
        found = _on_plan(sheet, _in_frame(outcome, at, sheet), cut_away(sheet, record, case.crop))
        leaked += found.leaked
        portraits += portraits_seen(sheet)
        harmed += found.harmed
        copy = copies[at] if at < len(copies) and not case.crop else None
        if copy is not None and copy.shape == sheet.drawn.pixels.shape:
            dark = np.asarray(copy.max(axis=2) <= BLACK)
            leaked += [f"file:{name}" for name in mark_mask(sheet.drawn, dark, sheet.unseen).leaked]
        if record.plan.covers and not sheet.drawn.documents:
            harmed.append("needless")
    doubts = outcome.verdict.doubts if outcome.verdict else ()
    return Result(
        name=case.name,
        model=case.model,
        condition=case.condition,
        kind=class_of(case.condition),
        released=outcome.released,
        leaked=tuple(dict.fromkeys(leaked)),
        harmed=tuple(dict.fromkeys(harmed)),
        held=tuple(dict.fromkeys(f"{d.code}:{d.detail}" if d.detail else d.code for d in doubts)),
        seconds=round(seconds, 2),
        portraits=tuple(portraits),
        timings={stage: round(value, 3) for stage, value in outcome.pages[0].timings},
    )


def _as_read(sheet: Sheet, record: PageRecord) -> Sheet:
    """The sheet as the road saw it: a mirrored picture is turned over."""
    return turned_over(sheet) if record.mirrored else sheet


def _in_frame(outcome: Outcome, at: int, sheet: Sheet) -> list[Quad]:
    """A page's covers in px of the picture that was sent; PDF pages are drawn at another size."""
    record = outcome.pages[at]
    height, width = sheet.drawn.pixels.shape[:2]
    scale = np.array([width / record.width, height / record.height])
    return [Quad.of(cover.quad.array() * scale) for cover in record.plan.covers]


def cut_away(sheet: Sheet, record: PageRecord, crop: bool) -> Mask:
    """What the copy does not show because it is cut to the documents that were found."""
    height, width = sheet.drawn.pixels.shape[:2]
    page = Page(np.zeros((record.height, record.width, 3), np.uint8), record.index, None, "png")
    cut, to_sheet = render._framed(page, page.pixels, record.documents, crop)
    shown = Quad.rect(0, 0, cut.pixels.shape[1], cut.pixels.shape[0])
    scale = np.array([width / record.width, height / record.height])
    shown = Quad.of(to_sheet.inverse().quad(shown).array() * scale)
    return ~mask_of((width, height), [shown])


def _on_plan(sheet: Sheet, covers: Sequence[Quad], gone: Mask) -> Mark:
    """Marks covers; what is cut away cannot leak, and is lost where it was to be kept."""
    height, width = sheet.drawn.pixels.shape[:2]
    return mark_mask(sheet.drawn, mask_of((width, height), covers) | gone, sheet.unseen)


def _line(result: Result) -> str:
    state = "released" if result.released else f"held {', '.join(result.held)}"
    leak = f" LEAK {', '.join(result.leaked)}" if result.leaked else ""
    harm = f" harmed {', '.join(result.harmed)}" if result.harmed else ""
    return f"{result.name} {state}{leak}{harm} {result.seconds:.1f} s"


def _earlier(path: Path) -> dict[str, Result]:
    """Results of a run that stopped, by name."""
    if not path.exists():
        return {}
    results = [_restored(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    return {result.name: result for result in results}


def _restored(row: dict[str, Any]) -> Result:
    row |= {key: tuple(row.get(key, ())) for key in ("leaked", "harmed", "held", "portraits")}
    return Result(**row)


def _keep(made: Shot, outcome: Outcome, copy: Pixels | None, stem: Path) -> None:
    from PIL import Image

    stem.parent.mkdir(exist_ok=True)
    for ending, pixels in (
        ("source", _outlined(_as_read(made.pages[0], outcome.pages[0]), outcome)),
        ("copy", copy),
    ):
        if pixels is not None:
            small = Image.fromarray(pixels)
            small.thumbnail((1400, 1400))
            small.save(f"{stem}.{ending}.jpg", quality=90)


def _outlined(sheet: Sheet, outcome: Outcome) -> Pixels:
    covers = outcome.pages[0].plan.covers
    moved = _in_frame(outcome, 0, sheet)
    both = zip(covers, moved, strict=True)
    return outlined(sheet.drawn.pixels, [replace(cover, quad=quad) for cover, quad in both])


def _sheets(results: Sequence[Result], out: Path) -> list[Path]:
    tiles = []
    for result in sorted((r for r in results if r.faulty), key=lambda r: not r.leaked):
        stem = out / "bad" / result.name.replace(":", "_")
        shown = [Path(f"{stem}.{ending}.jpg") for ending in ("source", "copy")]
        if shown[0].exists():
            source, copy = (next(iter(open_pages(p))).pixels if p.exists() else None for p in shown)
            if source is not None:
                tiles.append(Tile(_line(result), source, copy))
    return write_sheets(tiles, out / "sheets", "bad")


if __name__ == "__main__":
    sys.exit(main())
