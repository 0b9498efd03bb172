"""Times one 12-megapixel photograph through the whole road, per stage, and its peak memory.

    python -m tests.bench.speed [--runs 5] [--profile] [--no-docs]

Each picture is run in a fresh process, so that start-up and memory are its own.  Times are
medians; the load of the machine stands beside them, since others may be at work on it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.sections import machine, put, table

DOCUMENT = Path("docs/performance.md")
PICTURES = {"NIK back": "nl-id-2014-back", "passport page": "nl-passport-2014"}
LONG_SIDE = 4000
SEED = 7
STAGES = ("intake", "locate", "read", "decide", "cover", "export", "verify")
HELP_RUNS = 5
MIB = 1024.0
TARGET_SECONDS, TARGET_BARE, TARGET_MIB = 1.3, 0.8, 667
"""Of all stages, of those before the second look, and 700 MB of memory."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table and puts it into the documentation."""
    parser = argparse.ArgumentParser(description="Times a 12-megapixel photograph.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", action="store_true", help="print the costliest calls as well")
    parser.add_argument("--no-docs", dest="docs", action="store_false")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.child:
        print(json.dumps(measure(options.child, options.runs, profile=options.profile)))
        return 0
    results = {}
    for name, model in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "photo.jpg"
            photograph(model, path)
            results[name] = _fresh(path, options.runs, options.profile)
    text = report(results, _help_seconds())
    print(text)
    if options.docs:
        put(DOCUMENT, "speed", f"{text}\n\n{machine()}")
    return 0


def photograph(model: str, path: Path) -> None:
    """Writes a 4000×3000 or 3000×4000 JPEG of a generated document on a desk."""
    import numpy as np
    from PIL import Image

    from redactor.samples import draw
    from tests.bench import captures

    card = draw(model, SEED, px_per_mm=24)
    drawn = captures.photograph(
        card, np.random.default_rng(SEED), "mild", quarters=0, long_side=LONG_SIDE
    )
    Image.fromarray(drawn.pixels).save(path, quality=92)


def measure(path: Path, runs: int, *, profile: bool = False) -> dict[str, Any]:
    """Start-up, seconds per stage of each run, and peak memory of this process.

    The first run is given apart: it loads what is only needed once.
    """
    since = time.perf_counter()
    from redactor.pipeline import Road, Settings

    settings = Settings(watermark="KOPIE – alleen voor Voorbeeld BV – proef", accept_review=True)
    rows, totals, released = [], [], []
    with tempfile.TemporaryDirectory() as folder, Road() as road:
        start = time.perf_counter() - since
        for run in range(runs + 1):
            since = time.perf_counter()
            outcome = road.redact([path], Path(folder) / f"{run}.jpg", settings)
            totals.append(time.perf_counter() - since)
            rows.append(dict(outcome.pages[0].timings))
            released.append(outcome.released)
        costly = _costly(road, path, Path(folder) / "profile.jpg", settings) if profile else ""
    return {
        "start": start,
        "first": totals[0],
        "totals": totals[1:],
        "stages": rows[1:],
        "released": all(released),
        "mib": _peak_kib() / MIB,
        "child_mib": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MIB,
        "load": os.getloadavg()[0],
        "profile": costly,
    }


def _peak_kib() -> float:
    """Peak memory of this process alone.

    ``getrusage`` also counts what the process had that started it, here the one that drew and
    photographed the document; the system's own note begins anew with each program.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return float(status.split("VmHWM:", 1)[1].split(None, 1)[0])
    except (OSError, IndexError):
        return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _costly(road: Any, path: Path, target: Path, settings: Any) -> str:
    """The costliest calls of one run, by own time and by time with their calls."""
    import cProfile
    import io
    import pstats

    seen = cProfile.Profile()
    seen.runcall(road.redact, [path], target, settings)
    text = io.StringIO()
    figures = pstats.Stats(seen, stream=text)
    figures.sort_stats("tottime").print_stats(20)
    figures.sort_stats("cumulative").print_stats(r"redactor|rapidocr", 60)
    return text.getvalue()


def _fresh(path: Path, runs: int, profile: bool) -> dict[str, Any]:
    """``measure`` in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.speed", "--child", str(path), "--runs", str(runs)]
    answer = subprocess.run(
        command + (["--profile"] if profile else []), check=True, capture_output=True, text=True
    )
    result: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    if result["profile"]:
        print(result["profile"])
    return result


def _help_seconds() -> float:
    """Least time of ``redactor --help``, Python's own start included."""
    times = []
    for _ in range(HELP_RUNS):
        since = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "redactor", "--help"], check=True, capture_output=True
        )
        times.append(time.perf_counter() - since)
    return min(times)


def report(results: dict[str, dict[str, Any]], help_seconds: float) -> str:
    """The table as Markdown."""
    rows: list[tuple[str, ...]] = [
        (
            stage,
            *(
                f"{median(r.get(stage, 0.0) for r in one['stages']):.3f}"
                for one in results.values()
            ),
        )
        for stage in STAGES
    ]
    spans = [one["totals"] for one in results.values()]
    bare = [
        median(t - stages["verify"] for t, stages in zip(one["totals"], one["stages"], strict=True))
        for one in results.values()
    ]
    rows += [
        ("**without verify, median**", *(f"**{seconds:.2f}**" for seconds in bare)),
        ("**all stages, median**", *(f"**{median(one):.2f}**" for one in spans)),
        ("least and most", *(f"{min(one):.2f} to {max(one):.2f}" for one in spans)),
        ("first document", *(f"{one['first']:.2f}" for one in results.values())),
        ("start-up", *(f"{one['start']:.2f}" for one in results.values())),
        ("peak memory, MiB", *(f"{one['mib']:.0f}" for one in results.values())),
        ("second readers' process, MiB", *(f"{one['child_mib']:.0f}" for one in results.values())),
        ("load average", *(f"{one['load']:.1f}" for one in results.values())),
        ("released", *("yes" if one["released"] else "held" for one in results.values())),
    ]
    runs = len(next(iter(spans)))
    met = _word(all(median(one) <= TARGET_SECONDS for one in spans))
    quick = _word(all(seconds <= TARGET_BARE for seconds in bare))
    own = _word(all(one["mib"] <= TARGET_MIB for one in results.values()))
    both = _word(all(one["mib"] + one["child_mib"] <= TARGET_MIB for one in results.values()))
    return "\n".join(
        (
            f"Seconds, median of {runs} runs after a first one, 4000×3000 px JPEG:\n",
            table(("stage", *results), rows),
            f"\n`redactor --help`: {help_seconds:.2f} s.",
            f"{TARGET_BARE} s without the second look: {quick}. {TARGET_SECONDS} s with it: {met}.",
            f"{TARGET_MIB} MiB (700 MB): own process {own}, both {both}.",
        )
    )


def _word(met: bool) -> str:
    return "met" if met else "not met"


if __name__ == "__main__":
    sys.exit(main())
