"""Runs ``redactor batch`` as a person would, and writes down what it says and what it takes.

A log has one line of JSON for each thing heard or measured, with the seconds of work until then;
a run that was stopped goes on in the same log.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from typing import Any

import psutil

MIB = 1 << 20
SAMPLE_S = 1.0
SHARE = 10
"""Flatness is told of the first and the last of so many parts of a run."""
COPY = ("--recipient", "Voorbeeld BV", "--purpose", "proef", "--date", "2026-11-23")


@dataclass(frozen=True, slots=True)
class Task:
    """A batch to run: ``more`` are further words of the command, ``log`` is kept beside DST."""

    source: Path
    target: Path
    workers: int
    more: tuple[str, ...] = ()

    @property
    def log(self) -> Path:
        return self.target.with_suffix(".jsonl")

    @property
    def words(self) -> list[str]:
        return [
            *(sys.executable, "-m", "redactor", "batch", str(self.source), str(self.target)),
            *("--workers", str(self.workers), "--resume", "--json-lines", *COPY, *self.more),
        ]


def rows(log: Path) -> list[dict[str, Any]]:
    """All lines of a log."""
    if not log.exists():
        return []
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def play(task: Task, deadline: float) -> bool:
    """Runs or goes on with a batch; False where it is not at its end at ``deadline`` (monotonic).

    Raises RuntimeError where the command fails for another reason than held and failed inputs.
    """
    before = rows(task.log)
    if any(row["event"] == "over" for row in before):
        return True
    if time.monotonic() > deadline:
        return False
    offset = max((row["at"] for row in before), default=0.0)
    with task.log.open("a", encoding="utf-8") as log:
        since = time.monotonic()

        def note(event: str, **more: Any) -> None:
            at = round(offset + time.monotonic() - since, 2)
            log.write(json.dumps({"event": event, "at": at, **more}) + "\n")
            log.flush()

        note("start", workers=task.workers)
        code = _followed(task, deadline, note)
        if code in (0, 1, 3):
            note("over", code=code)
            return True
        if code == 130:
            return False
        raise RuntimeError(f"{' '.join(task.words)} ended with {code}")


def _followed(task: Task, deadline: float, note: Any) -> int:
    run = subprocess.Popen(task.words, stdout=subprocess.PIPE, text=True, start_new_session=True)
    lines: SimpleQueue[str] = SimpleQueue()
    reader = threading.Thread(target=_read, args=(run, lines), daemon=True)
    reader.start()
    meter, asked, sample_at, shown = Meter(run.pid), False, 0.0, 0
    while reader.is_alive() or not lines.empty():
        with suppress(Empty):
            told = json.loads(lines.get(timeout=0.2))
            note(told.pop("event"), **{key: told[key] for key in told if key != "counts"})
            done = sum(told["counts"][key] for key in ("released", "held", "failed", "skipped"))
            if done >= shown + 20:
                shown = done
                print(f"{task.target.name}: {done} of {sum(told['counts'].values())}", flush=True)
        if time.monotonic() > sample_at:
            sample_at = time.monotonic() + SAMPLE_S
            note("sample", **meter.read())
        if not asked and time.monotonic() > deadline:
            asked = True
            run.send_signal(signal.SIGINT)
    return run.wait()


def _read(run: subprocess.Popen[str], lines: SimpleQueue[str]) -> None:
    assert run.stdout is not None
    for line in run.stdout:
        lines.put(line)


@dataclass
class Meter:
    """Memory of each worker with its helpers, of the command itself, and seconds of processor."""

    pid: int
    _spent: dict[int, float] = field(default_factory=dict)

    def read(self) -> dict[str, Any]:
        workers: dict[int, int] = {}
        parent = 0
        with suppress(psutil.Error):
            command = psutil.Process(self.pid)
            parent = self._weighed(command)
            for child in command.children():
                if "spawn_main" in " ".join(child.cmdline()):
                    family = [child, *child.children(recursive=True)]
                    workers[child.pid] = sum(self._weighed(one) for one in family) // MIB
        return {
            "mib": workers,
            "parent": parent // MIB,
            "cpu": round(sum(self._spent.values()), 1),
            "load": round(os.getloadavg()[0], 1),
        }

    def _weighed(self, process: psutil.Process) -> int:
        try:
            times, weight = process.cpu_times(), process.memory_info().rss
        except psutil.Error:
            return 0
        self._spent[process.pid] = times.user + times.system
        return int(weight)


@dataclass(frozen=True, slots=True)
class Told:
    """What a log tells of a run.

    ``seconds``: of work, from the first input taken to the last outcome, engines' loading and rests
    left out.  ``cpu``: seconds of processor, all processes.  ``first`` and ``last``: MiB of a
    worker in the first and the last tenth of the outcomes, median and most.  ``lost``:
    attempts that cost a worker.  ``load``: the machine's load average, median.
    """

    files: int
    seconds: float
    cpu: float
    peak: int
    parent: int
    first: tuple[int, int]
    last: tuple[int, int]
    processes: int
    lost: int
    load: float

    @property
    def rate(self) -> float:
        """Files a second."""
        return self.files / self.seconds if self.seconds else 0.0


def told(log: Path) -> Told:
    """Reads a log."""
    heard = rows(log)
    items = [row for row in heard if row["event"] == "item"]
    seconds = cpu = 0.0
    for part in _sessions(heard):
        ends = [row for row in part if row["event"] == "item"]
        cpu += max((row["cpu"] for row in part if row["event"] == "sample"), default=0.0)
        if ends:
            begun = min(row["at"] - row.get("seconds", 0.0) for row in ends)
            seconds += ends[-1]["at"] - begun
    samples = [row for row in heard if row["event"] == "sample" and row["mib"]]
    loads = [max(row["mib"].values()) for row in samples]
    tenth = max(1, len(items) // SHARE)
    early, late = items[tenth - 1]["at"], items[-tenth]["at"]
    begun = items[0]["at"]  # before that, workers load their engines
    return Told(
        files=len(items),
        seconds=seconds,
        cpu=cpu,
        peak=max(loads, default=0),
        parent=max((row["parent"] for row in samples), default=0),
        first=_weights(row for row in samples if begun <= row["at"] <= max(early, begun + 2)),
        last=_weights(row for row in samples if min(late, items[-1]["at"] - 2) <= row["at"]),
        processes=len({pid for row in samples for pid in row["mib"]}),
        lost=sum(row["event"] == "fault" for row in heard),
        load=median(row["load"] for row in samples) if samples else 0.0,
    )


def _sessions(heard: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = []
    for row in heard:
        if row["event"] == "start":
            parts.append([])
        parts[-1].append(row)
    return parts


def _weights(samples: Iterator[dict[str, Any]]) -> tuple[int, int]:
    found = [weight for row in samples for weight in row["mib"].values()]
    return (round(median(found)), max(found)) if found else (0, 0)
