"""Runs a batch of mixed files to its end: rate, memory, flatness, and that nothing is done twice.

    python -m tests.bench.batch [--n 1000] [--seed 5] [--minutes 30] [--no-docs]

The archive is made first (``batch_archive``).  A part of it is then cleaned by one worker and by
two, all of it by two, and the finished batch is gone on with once more.  Whatever was done stays
under ``--out``: after the time limit, or a stop of any kind, the same command goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from redactor.batch.home import looked_at
from redactor.batch.nouns import Item, State
from tests.bench.batch_archive import KINDS, MASTERS, census, fill, kind_of
from tests.bench.batch_run import Task, Told, play, told
from tests.bench.sections import machine, put, table

DOCUMENT = Path("docs/performance.md")
CLUSTER = Path("docs/cluster.md")
PARTS = 10
"""The part that one worker does as well is one of so many."""
LEAST_PART = 6
RATIO, RATE, AGAIN_S = 1.7, 1.5, 5.0
"""Targets: two workers to one, documents a second, seconds for a finished batch."""
PRICES = (0.02, 0.05)
"""Euro for an hour of a core; what is usual."""
STATES = (State.RELEASED, State.HELD, State.FAILED, State.SKIPPED)


@dataclass(frozen=True, slots=True)
class Done:
    """A batch at its end."""

    told: Told
    items: dict[str, Item]

    @property
    def pages(self) -> int:
        return sum(item.pages or 0 for item in self.items.values() if item.attempts)


@dataclass(frozen=True, slots=True)
class Again:
    """Going on with a finished batch: seconds, and how many inputs or copies were touched."""

    seconds: float
    touched: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1: an outcome is missing or not as recorded; 2: the time was up before the end."""
    options = _options(arguments)
    out = options.out or Path(f".cache/bench/batch-{options.n}-{options.seed}")
    out.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    source, portion = out / "in", max(LEAST_PART, options.n // PARTS)
    if not fill(source, options.n, options.seed, portion, deadline):
        return _later(out)
    part = ("--include", "00/*")
    tasks = {
        "one": Task(source, out / "part-1", 1, part),
        "two": Task(source, out / "part-2", 2, part),
        "all": Task(source, out / "all", 2),
    }
    for task in tasks.values():
        if not play(task, deadline):
            return _later(out)
    done = {name: Done(told(task.log), items_of(task.target)) for name, task in tasks.items()}
    faults = _faults(source, out / "all", done)
    again = _again(tasks["all"])
    text = report(done, census(source), again)
    print(text)
    for fault in faults:
        print(f"FAULT: {fault}")
    if options.docs and not faults:
        put(DOCUMENT, "batch", f"{text}\n\n{machine()}")
        put(CLUSTER, "cost", cost(_page_cpu(done["all"]), options.n))
    return 1 if faults or again.touched else 0


def _later(out: Path) -> int:
    print(f"The time is up; the same command goes on, with what is in {out}.")
    return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A batch of mixed files to its end.")
    parser.add_argument("--n", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--minutes", type=float, help="stop then; the same command goes on")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-docs", dest="docs", action="store_false")
    return parser.parse_args(arguments)


def items_of(target: Path) -> dict[str, Item]:
    with closing(looked_at(str(target))) as ledger:
        return {item.name: item for item in ledger.items()}


def files_of(folder: Path) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and ".redactor" not in path.relative_to(folder).parts
    }


def _faults(source: Path, target: Path, done: dict[str, Done]) -> list[str]:
    """What is not as it must be after a run: outcomes, copies, and the work of one and of two."""
    items, copies, found = done["all"].items, files_of(target), []
    if set(items) != set(files_of(source)):
        found.append("inputs and the ledger's rows are not the same")
    found += [f"{name} has no outcome" for name, item in items.items() if not item.state.final]
    released = {item.output: item for item in items.values() if item.state is State.RELEASED}
    found += [f"{name} has the bytes of {item.twin}" for name, item in items.items() if item.twin]
    if set(copies) != set(released):
        found.append("the copies and the released inputs are not the same")
    for output, item in released.items():
        path = copies.get(output or "")
        if path is None or hashlib.sha256(path.read_bytes()).hexdigest() != item.output_hash:
            found.append(f"{output} is not the recorded copy")
        if kind_of(item.name) == "broken":
            found.append(f"{item.name} is broken and was released")
    for name, item in done["one"].items.items():
        other = done["two"].items[name]
        if (item.state, item.output_hash) != (other.state, other.output_hash):
            found.append(f"{name} came out otherwise with two workers")
    return found


def _again(task: Task) -> Again:
    """Goes on with a finished batch; what was touched is told by the ledger and the files."""
    rows, marks = items_of(task.target), _marks(task.target)
    since = time.perf_counter()
    subprocess.run(task.words, check=False, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - since
    later, there = items_of(task.target), _marks(task.target)
    touched = sum(rows.get(name) != item for name, item in later.items())
    return Again(seconds, touched + len(set(marks.items()) ^ set(there.items())))


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        name: (path.stat().st_mtime_ns, path.stat().st_ino)
        for name, path in files_of(folder).items()
    }


def report(done: dict[str, Done], kinds: dict[str, int], again: Again) -> str:
    """The section as Markdown."""
    later = (
        f"Going on with the finished batch: {again.seconds:.1f} s (target {AGAIN_S:.0f}): "
        f"{_met(again.seconds <= AGAIN_S)}; inputs and copies touched: {again.touched}."
    )
    whole = done["all"]
    parts = (
        *(_archive(whole, kinds), _rates(done), _speed(done)),
        *(_memory(whole.told), _kinds(whole.items), later),
    )
    return "\n\n".join(parts)


def _archive(whole: Done, kinds: dict[str, int]) -> str:
    words = ("samples", "captures", "PDFs of several pages", "broken")
    made = ", ".join(f"{kinds[kind]} {word}" for kind, word in zip(KINDS, words, strict=True))
    distinct = sum(min(kinds[kind], most) for kind, most in MASTERS.items())
    return (
        f"{whole.told.files} files: {made}; {distinct} different pictures, no two files with the "
        f"same bytes, {whole.pages} pages read."
    )


def _speed(done: dict[str, Done]) -> str:
    one, two, whole = done["one"].told, done["two"].told, done["all"].told
    ratio = two.rate / one.rate if one.rate else 0.0
    most = 2 * whole.files / whole.cpu if whole.cpu else 0.0
    return (
        f"Two workers to one: {ratio:.2f} (target {RATIO}): {_met(ratio >= RATIO)}. "
        f"Files a second: {whole.rate:.2f} (target {RATE}): {_met(whole.rate >= RATE)}; at "
        f"{_page_cpu(done['all']):.2f} seconds of processor a page two cores give {most:.2f} at "
        "most."
    )


def _memory(whole: Told) -> str:
    growth = whole.last[0] / whole.first[0] if whole.first[0] else 0.0
    return (
        f"Memory of a worker, MiB: over the first tenth of the outcomes {whole.first[0]} in the "
        f"median and {whole.first[1]} at most, over the last tenth {whole.last[0]} and "
        f"{whole.last[1]}: {growth:.2f} times in the median. Worker processes: "
        f"{whole.processes}; attempts lost: {whole.lost}. The command itself held {whole.parent} "
        "at most."
    )


def _page_cpu(done: Done) -> float:
    return done.told.cpu / max(done.pages, 1)


def _rates(done: dict[str, Done]) -> str:
    names = {"one": "a part, 1 worker", "two": "a part, 2 workers", "all": "all, 2 workers"}
    columns = [done[name] for name in names]
    figures = {
        "files": [f"{one.told.files}" for one in columns],
        "pages read": [f"{one.pages}" for one in columns],
        "minutes": [f"{one.told.seconds / 60:.1f}" for one in columns],
        "files a second": [f"{one.told.rate:.2f}" for one in columns],
        "pages a second": [f"{one.pages / max(one.told.seconds, 1e-9):.2f}" for one in columns],
        "seconds of processor a page": [f"{_page_cpu(one):.2f}" for one in columns],
        "processors busy": [f"{one.told.cpu / max(one.told.seconds, 1e-9):.2f}" for one in columns],
        "load average, median": [f"{one.told.load:.1f}" for one in columns],
        "peak of a worker, MiB": [f"{one.told.peak}" for one in columns],
    }
    rows = [(name, *values) for name, values in figures.items()]
    return table(("", *names.values()), rows)


def _kinds(items: dict[str, Item]) -> str:
    rows = []
    for kind in KINDS:
        chosen = [item for item in items.values() if kind_of(item.name) == kind]
        states = Counter(item.state for item in chosen)
        seconds = [item.seconds for item in chosen if item.seconds]
        middle = f"{median(seconds):.1f}" if seconds else ""
        rows.append((kind, len(chosen), *(states[state] for state in STATES), middle))
    return table(("kind", "files", *STATES, "median s"), rows)


def cost(page: float, files: int) -> str:
    """What many pages cost, at so many seconds of a core each; ``files`` it was measured over."""
    rows = []
    for name, pages in (("10,000", 1e4), ("1 million", 1e6), ("10 million", 1e7)):
        hours = pages * page / 3600
        rows.append((name, f"{hours:,.0f}", *(f"{hours * price:,.2f} €" for price in PRICES)))
    heads = ("pages", "core-hours", *(f"at {price} € a core-hour" for price in PRICES))
    return (
        f"Measured over {files} files: c = {page:.2f} s, {3600 / page:,.0f} pages a core-hour.\n\n"
        f"{table(heads, rows)}\n\n"
        f"10 million pages on 200 cores take {1e7 * page / 3600 / 200:.0f} hours."
    )


def _met(is_met: bool) -> str:
    return "met" if is_met else "not met"


if __name__ == "__main__":
    sys.exit(main())
