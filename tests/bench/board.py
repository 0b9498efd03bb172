"""The recall board: the whole road over generated documents, per model and condition.

    python -m tests.bench.board [--n 216] [--seed S] [--out DIR] [--cases WORD] [--no-docs]

Without a seed a fresh one is drawn and printed.  A second call with the same seed and folder
goes on where the first one stopped.  Contact sheets of all bad cases lie in the folder.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from redactor.errors import RedactorError
from redactor.intake import open_pages
from redactor.model import Pixels
from redactor.pipeline import Outcome, Road, Settings
from redactor.samples.truth import Drawn
from tests.bench.board_cases import TARGET, Case, cases, picture
from tests.bench.contact import Tile, outlined, write_sheets
from tests.bench.scoring import Mark, mark, mark_mask
from tests.bench.sections import machine, put, share, table

WATERMARK = "KOPIE – alleen voor Voorbeeld BV – proef – 2026-11-23"
DOCUMENT = Path("docs/accuracy.md")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case.

    ``leaked``: against the covers, and on the written file where the source's geometry was
    kept; counted only where the copy was released.  ``held``: the codes of the doubts.
    """

    name: str
    model: str
    condition: str
    released: bool
    leaked: tuple[str, ...] = ()
    harmed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def bad(self) -> bool:
        return bool(self.leaked or self.harmed or not self.released)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the board; the exit code is 1 where a released copy leaks."""
    options = _options(arguments)
    seed = options.seed if options.seed is not None else secrets.randbelow(10**6)
    out = options.out or Path(f".cache/bench/board-{seed}")
    out.mkdir(parents=True, exist_ok=True)
    done = _earlier(out / "results.jsonl")
    wanted = options.cases.split(",")
    chosen = [case for case in cases(options.n, seed) if any(word in case.name for word in wanted)]
    print(f"seed {seed}, {len(chosen)} cases, {len(done)} done before, in {out}", flush=True)
    results = []
    with Road() as road, (out / "results.jsonl").open("a", encoding="utf-8") as log:
        for case in chosen:
            result = done.get(case.name)
            if result is None:
                result = run(road, case, out)
                log.write(json.dumps(asdict(result)) + "\n")
                log.flush()
                print(_line(result), flush=True)
            results.append(result)
    for path in _sheets(results, out):
        print(path)
    numbers = f"Seed {seed}, {len(results)} pictures.\n\n{summary(results)}"
    print(numbers)
    if options.docs:
        put(DOCUMENT, "board", f"{numbers}\n\n{machine()}")
    return 1 if any(r.released and r.leaked for r in results) else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The road over generated documents.")
    parser.add_argument("--n", type=int, default=216)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--cases", default="", help="only cases with one of these words, a comma between"
    )
    parser.add_argument("--no-docs", dest="docs", action="store_false")
    return parser.parse_args(arguments)


def run(road: Road, case: Case, out: Path) -> Result:
    """One case through the whole road; pictures of a bad one are kept under ``out``."""
    from PIL import Image

    drawn = picture(case)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "source.png", Path(folder) / "copy.png"
        Image.fromarray(drawn.pixels).save(source, compress_level=1)
        settings = Settings(watermark=WATERMARK, crop=case.crop, accept_review=True)
        since = time.perf_counter()
        try:
            outcome = road.redact([source], target, settings)
        except RedactorError as error:
            return Result(case.name, case.model, case.condition, False, held=(error.code,))
        seconds = time.perf_counter() - since
        copy = next(iter(open_pages(target))).pixels if target.exists() else None
    result = _result(case, drawn, outcome, copy, seconds)
    if result.bad:
        _keep(drawn, outcome, copy, out / "bad" / case.name.replace(":", "_"))
    return result


def _result(
    case: Case, drawn: Drawn, outcome: Outcome, copy: Pixels | None, seconds: float
) -> Result:
    covers = outcome.pages[0].plan.covers
    found = mark(drawn, [cover.quad for cover in covers])
    leaked = found.leaked
    if copy is not None and not case.crop:
        leaked += tuple(f"file:{name}" for name in _on_file(drawn, copy).leaked)
    doubts = outcome.verdict.doubts if outcome.verdict else ()
    return Result(
        name=case.name,
        model=case.model,
        condition=case.condition,
        released=outcome.released,
        leaked=tuple(dict.fromkeys(leaked)),
        harmed=found.harmed,
        held=tuple(dict.fromkeys(f"{d.code}:{d.detail}" if d.detail else d.code for d in doubts)),
        seconds=round(seconds, 2),
        timings={stage: round(value, 3) for stage, value in outcome.pages[0].timings},
    )


def _on_file(drawn: Drawn, copy: Pixels) -> Mark:
    """Marks the written pixels themselves: what is not exactly the fill is open."""
    if copy.shape != drawn.pixels.shape:
        return Mark(("another-size",), ())
    return mark_mask(drawn, np.asarray(~copy.any(axis=2)))


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
    row |= {key: tuple(row[key]) for key in ("leaked", "harmed", "held")}
    return Result(**row)


def _keep(drawn: Drawn, outcome: Outcome, copy: Pixels | None, stem: Path) -> None:
    from PIL import Image

    stem.parent.mkdir(exist_ok=True)
    for ending, pixels in (
        ("source", outlined(drawn.pixels, outcome.pages[0].plan.covers)),
        ("copy", copy),
    ):
        if pixels is not None:
            small = Image.fromarray(pixels)
            small.thumbnail((1400, 1400))
            small.save(f"{stem}.{ending}.jpg", quality=90)


def _sheets(results: Sequence[Result], out: Path) -> list[Path]:
    tiles = []
    for result in sorted((r for r in results if r.bad), key=lambda r: not r.leaked):
        stem = out / "bad" / result.name.replace(":", "_")
        shown = [Path(f"{stem}.{ending}.jpg") for ending in ("source", "copy")]
        if shown[0].exists():
            source, copy = (next(iter(open_pages(p))).pixels if p.exists() else None for p in shown)
            if source is not None:
                tiles.append(Tile(_line(result), source, copy))
    return write_sheets(tiles, out / "sheets", "bad")


def summary(results: Sequence[Result]) -> str:
    """Totals, then one table by model, one by condition and the reasons for holding."""
    target = [r for r in results if r.condition in TARGET]
    heads = ("", "pictures", "released", "leaks in released", "held", "harmed", "seconds (median)")
    totals = table(heads, [_row("all", results), _row("flat, turned, photo", target)])
    parts = [totals]
    for title, key in (("document", "model"), ("capture", "condition")):
        names = dict.fromkeys(getattr(r, key) for r in results)
        rows = [_row(name, [r for r in results if getattr(r, key) == name]) for name in names]
        parts.append(table((title, *heads[1:]), rows))
    reasons = Counter(code for r in results if not r.released for code in r.held)
    if reasons:
        parts.append(table(("held for", "pictures"), reasons.most_common()))
    return "\n\n".join(parts)


def _row(name: str, results: Sequence[Result]) -> tuple[str, ...]:
    released = [r for r in results if r.released]
    return (
        name,
        str(len(results)),
        str(len(released)),
        str(sum(bool(r.leaked) for r in released)),
        share(len(results) - len(released), len(results)),
        share(sum(bool(r.harmed) for r in results), len(results)),
        f"{np.median([r.seconds for r in results]):.1f}" if results else "-",
    )


if __name__ == "__main__":
    sys.exit(main())
