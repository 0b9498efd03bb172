"""The same files by this machine's workers and by a Dask cluster started by hand: all the same?

    python -m tests.bench.batch_cluster [--n 200] [--seed 5] [--minutes 30]

Scheduler and two workers are the commands of docs/cluster.md.  Copies must be the same byte for
byte and the ledgers equal but for times.  What is done stays under ``--out`` and is gone on with.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import psutil

from redactor.batch.nouns import Item
from tests.bench.batch import files_of, items_of
from tests.bench.batch_archive import fill
from tests.bench.batch_run import Task, play, told

TIMES = ("queued", "started", "ended", "seconds", "run")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1: something is not the same; 2: the time was up before the end."""
    options = _options(arguments)
    out = options.out or Path(f".cache/bench/cluster-{options.n}-{options.seed}")
    out.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    source = out / "in"
    here = Task(source, out / "here", 2)
    done = fill(source, options.n, options.seed, options.n, deadline) and play(here, deadline)
    if done:
        with by_hand(workers=2) as scheduler:
            there = Task(source, out / "there", 2, ("--engine", "dask", "--scheduler", scheduler))
            done = play(there, deadline)
    if not done:
        print(f"The time is up; the same command goes on, with what is in {out}.")
        return 2
    found = differences(here.target, there.target)
    for one in found:
        print(f"DIFFERENT: {one}")
    counts = Counter(item.state.value for item in items_of(there.target).values())
    told_here, told_there = told(here.log), told(there.log)
    print(
        f"{told_there.files} files, {dict(counts)}: {len(found)} differences. "
        f"Files a second: {told_here.rate:.2f} by processes, {told_there.rate:.2f} by the cluster."
    )
    return 1 if found else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="This machine and a cluster side by side.")
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--minutes", type=float, help="stop then; the same command goes on")
    parser.add_argument("--out", type=Path)
    return parser.parse_args(arguments)


def differences(one: Path, other: Path) -> list[str]:
    """What two batches of the same source do not have in common, times left out."""
    found = []
    rows, others = items_of(one), items_of(other)
    for name in sorted(rows.keys() | others.keys()):
        if name not in rows or name not in others:
            found.append(f"{name}: in one ledger only")
        else:
            mine, theirs = _timeless(rows[name]), _timeless(others[name])
            found += [f"{name}: {key}" for key in mine if mine[key] != theirs[key]]
    copies, theirs_too = files_of(one), files_of(other)
    for name in sorted(copies.keys() | theirs_too.keys()):
        pair = copies.get(name), theirs_too.get(name)
        if None in pair or len({path.read_bytes() for path in pair if path}) != 1:
            found.append(f"{name}: not the same copy")
    return found


def _timeless(item: Item) -> dict[str, object]:
    return {key: value for key, value in asdict(item).items() if key not in TIMES}


@contextmanager
def by_hand(workers: int) -> Iterator[str]:
    """A scheduler and its workers as processes of their own; gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    started = [_dask("scheduler", "--host", "127.0.0.1", "--port", port)]
    try:
        started.append(_dask("worker", address, "--nworkers", str(workers), "--nthreads", "1"))
        yield address
    finally:
        for process in started:
            _end(process)


def _dask(*words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(Path.cwd()), *sys.path])},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(psutil.Error):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    process.kill()
    process.wait()


if __name__ == "__main__":
    sys.exit(main())
