"""The road over the official specimens: what was covered, what was harmed, what was held.

    python -m tests.bench.specimens [--out DIR] [--cases WORD] [--no-docs]

Copies are made as the command line makes them, into ``--out`` alone, held ones too (they are
counted as held).  A second call with the same folder goes on where the first one stopped.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from redactor.engines import Engines
from redactor.errors import RedactorError
from redactor.export import Format
from redactor.intake import open_pages
from redactor.model import Pixels
from redactor.pipeline import Outcome, Road, Settings
from tests.bench.contact import Tile, outlined, write_sheets
from tests.bench.sections import commit, machine, put, share, table
from tests.bench.specimen_marks import WHOLE, SpecimenMark, mark
from tests.bench.specimen_truth import Specimen, specimens

MARK = "KOPIE – alleen voor Voorbeeld BV – proef – 2026-11-23"
DOCUMENT = Path("docs/accuracy.md")


@dataclass(frozen=True, slots=True)
class Row:
    """One file's result; ``error`` where there was none."""

    specimen: Specimen
    outcome: Outcome | None
    mark: SpecimenMark | None
    seconds: float
    error: str = ""

    @property
    def held(self) -> tuple[str, ...]:
        """Why the copy was not released, codes with their detail."""
        if self.outcome is None or self.outcome.verdict is None:
            return (self.error,)
        return tuple(
            dict.fromkeys(
                f"{d.code} ({d.detail})" if d.detail else d.code
                for d in self.outcome.verdict.doubts
            )
        )

    @property
    def faults(self) -> list[str]:
        """What is wrong with it in words, empty for a perfect copy."""
        if self.mark is None:
            return [f"no copy: {self.error}"]
        found = [] if self.mark.main is None else [("portrait", self.mark.main)]
        found += [("ghost", part) for part in self.mark.ghosts]
        words = [f"{name} {100 * part:.0f} % covered" for name, part in found if part < WHOLE]
        words += ["citizen number readable"] if self.mark.number_open else []
        return words + [f"harmed: {role}" for role in self.mark.harmed]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs, prints a line a file, writes contact sheets and the numbers."""
    options = _options(arguments)
    chosen = [one for one in specimens() if options.cases in one.path.name]
    if not chosen:
        print("The specimens are not on this machine, or none has that name; nothing to do.")
        return 0
    options.out.mkdir(parents=True, exist_ok=True)
    rows = []
    with Road() as road:
        text = Engines().text
        for index, one in enumerate(chosen):
            outcome, error, seconds = _made(road, one, options.out)
            page = next(iter(open_pages(one.path)))
            copy = _copy(options.out, one)
            marked = mark(one, page, outcome, copy, text) if outcome and copy is not None else None
            row = Row(one, outcome, marked, seconds, error)
            rows.append(row)
            state = "released" if outcome and outcome.released else f"held {', '.join(row.held)}"
            print(
                f"{index + 1}/{len(chosen)} {one.path.name}: {state}; "
                f"{'; '.join(row.faults) or 'no fault'}; {seconds:.1f} s",
                flush=True,
            )
    _sheets(rows, options.out)
    numbers = summary(rows)
    print(numbers)
    if options.docs and not options.cases:
        put(DOCUMENT, "specimens", f"{numbers}\n\n{machine()}")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The road over the official specimens.")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench/specimens"))
    parser.add_argument("--cases", default="", help="only files with this in their name")
    parser.add_argument("--no-docs", dest="docs", action="store_false")
    return parser.parse_args(arguments)


def _made(road: Road, one: Specimen, out: Path) -> tuple[Outcome | None, str, float]:
    """The outcome of one file, from an earlier run of the same commit where there is one."""
    record = out / f"{one.path.name}.pkl"
    code = commit()
    if record.exists() and not code.endswith("+"):
        *kept, made_by = pickle.loads(record.read_bytes())  # noqa: S301 our own file
        if made_by == code:
            return (kept[0], "", kept[1]) if isinstance(kept[0], Outcome) else (None, *kept)
    settings = Settings(watermark=MARK, accept_review=True, overwrite=True, format=Format.PNG)
    since = time.perf_counter()
    try:
        result: Outcome | str = road.redact([one.path], _target(out, one), settings)
    except RedactorError as error:
        result = type(error).__name__
    seconds = time.perf_counter() - since
    record.write_bytes(pickle.dumps((result, seconds, code)))
    return (result, "", seconds) if isinstance(result, Outcome) else (None, result, seconds)


def _target(out: Path, one: Specimen) -> Path:
    return out / f"{one.path.name}.out.png"


def _copy(out: Path, one: Specimen) -> Pixels | None:
    path = _target(out, one)
    return next(iter(open_pages(path))).pixels if path.exists() else None


def _sheets(rows: Sequence[Row], out: Path) -> None:
    """All files, and those with a fault or held once more on sheets of their own."""
    tiles, bad = [], []
    for row in rows:
        source = next(iter(open_pages(row.specimen.path))).pixels
        covers = row.outcome.pages[0].plan.covers if row.outcome else ()
        released = row.outcome is not None and row.outcome.released
        state = "released" if released else "HELD " + ", ".join(row.held)
        title = f"{row.specimen.path.name[-48:]} {state}; {'; '.join(row.faults)}"
        tile = Tile(title, outlined(source, covers), _copy(out, row.specimen))
        tiles.append(tile)
        bad += [tile] if row.faults or not released else []
    for path in (
        *write_sheets(tiles, out / "sheets", "all"),
        *write_sheets(bad, out / "sheets", "bad"),
    ):
        print(path)


def summary(rows: Sequence[Row]) -> str:
    """The counts as Markdown: numbers alone, with the files that fall short named below."""
    marked = [row for row in rows if row.mark is not None]
    dutch = [row for row in marked if row.specimen.dutch]
    numbered = [row for row in dutch if row.specimen.number]
    mains = [row.mark.main for row in marked if row.mark and row.mark.main is not None]
    dutch_faces = [
        part
        for row in dutch
        if row.mark
        for part in (*(() if row.mark.main is None else (row.mark.main,)), *row.mark.ghosts)
    ]
    ghosts = [part for row in marked if row.mark for part in row.mark.ghosts]
    unharmed = sum(not row.mark.harmed for row in marked if row.mark)
    released = [row for row in rows if row.outcome and row.outcome.released]
    clean = sum(not row.faults for row in released)
    lines = [
        ("files", str(len(rows))),
        ("Dutch files with a citizen number: hidden", share(
            sum(not row.mark.number_open for row in numbered if row.mark), len(numbered))),
        ("portraits on Dutch files, ghosts too: whole",
         share(_whole(dutch_faces), len(dutch_faces))),
        ("main portraits: whole", share(_whole(mains), len(mains))),
        ("main portraits: at least half", share(sum(m >= 0.5 for m in mains), len(mains))),
        ("ghost portraits: whole", share(_whole(ghosts), len(ghosts))),
        ("surname, document number and zone unharmed", share(unharmed, len(rows))),
        ("released", share(len(released), len(rows))),
        ("released without any fault", share(clean, len(released))),
    ]  # fmt: skip
    reasons = Counter(
        reason for row in rows if not (row.outcome and row.outcome.released) for reason in row.held
    )
    parts = [table(("what", "count"), lines)]
    if reasons:
        parts.append(table(("held for", "files"), reasons.most_common()))
    faulty = [(f"`{row.specimen.path.name}`", "; ".join(row.faults)) for row in rows if row.faults]
    if faulty:
        parts.append("Files with a fault:\n\n" + "\n".join(f"- {a}: {b}" for a, b in faulty))
    return "\n\n".join(parts)


def _whole(parts: Sequence[float]) -> int:
    return int(np.sum(np.asarray(parts) >= WHOLE)) if parts else 0


if __name__ == "__main__":
    sys.exit(main())
