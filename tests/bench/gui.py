"""Times the window: start, from drop to proposal, and the longest time it did not answer.

    python -m tests.bench.gui [--runs 5] [--no-docs]

Run over the real worker with a 12-megapixel photograph.  The longest silence is measured by a
timer that beats every 5 ms in the window's own thread, from the drop until the proposal stands
there, and again over a preview and a save; the machine's own jitter is measured the same way
with an idle window and stands beside it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.sections import machine, put
from tests.bench.speed import photograph

DOCUMENT = Path("docs/performance.md")
TARGET_START, TARGET_PROPOSAL, TARGET_SILENCE = 1.0, 1.5, 0.05
MODEL = "nl-id-2014-back"
AFTER_S = 0.15
"""Watched on after the end: what was shown must be painted, too."""
START = """
import time; since = time.perf_counter()
import os; os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
import sys, tempfile
from redactor.gui import singletons
singletons.protect()
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from redactor.gui.app import make_window
app = QApplication([])
kept = QSettings(tempfile.mkdtemp() + "/s.ini", QSettings.Format.IniFormat)
window = make_window(app, kept, lambda loaded: lambda: None)
window.show(); app.processEvents()
print(time.perf_counter() - since, sorted({"numpy", "cv2", "onnxruntime"} & set(sys.modules)))
window.close()
"""


class Pulse:
    """Beats in the window's thread; the longest pause is how long it did not answer."""

    def __init__(self) -> None:
        from PySide6.QtCore import QEventLoop, Qt, QTimer

        self._beats: list[float] = []
        self._ended: Callable[[], object] = lambda: True
        self._since = 0.0
        self._until = float("inf")
        self._loop = QEventLoop()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)

    def over(self, begin: Callable[[], object], ended: Callable[[], object]) -> tuple[float, float]:
        """(seconds until it ended, longest pause until a moment after) of something begun."""
        self._since = time.perf_counter()
        self._beats, self._ended, self._until = [self._since], ended, float("inf")
        self._timer.start()
        begin()
        self._loop.exec()
        self._timer.stop()
        return self._until - AFTER_S - self._since, max(b - a for a, b in pairwise(self._beats))

    def _beat(self) -> None:
        now = time.perf_counter()
        self._beats.append(now)
        if self._until == float("inf") and self._ended():
            self._until = now + AFTER_S
        if now > self._until:
            self._loop.quit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table and puts it into the documentation."""
    parser = argparse.ArgumentParser(description="Times the window.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-docs", dest="docs", action="store_false")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    starts = [started() for _ in range(options.runs)]
    rows = worked(options.runs)
    text = report(starts, rows)
    print(text)
    if options.docs:
        put(DOCUMENT, "gui", f"{text}\n\n{machine()}")
    return 0


def started() -> float:
    """Seconds from the interpreter's first line to the window seen, nothing heavy imported."""
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    seconds, heavy = done.stdout.splitlines()[-1].split(maxsplit=1)
    assert heavy == "[]", heavy
    return float(seconds)


def worked(runs: int) -> dict[str, list[tuple[float, float]]]:
    """(seconds, longest pause) of each step, one row a run, over one warm worker."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from redactor.gui import singletons
    from redactor.gui.app import make_window, start_process

    singletons.protect()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        photos = [place / f"{n}.jpg" for n in range(runs + 1)]
        photograph(MODEL, photos[0])
        for copy in photos[1:]:
            copy.write_bytes(photos[0].read_bytes())
        kept = QSettings(str(place / "s.ini"), QSettings.Format.IniFormat)
        window = make_window(app, kept, start_process)
        window.show()
        window.bridge.open()
        pulse = Pulse()
        rows: dict[str, list[tuple[float, float]]] = {}
        for number, photo in enumerate(photos):
            found = job(window, pulse, photo)
            if number:  # the first one loads what is needed once
                for step, times in found.items():
                    rows.setdefault(step, []).append(times)
        window.close()
    return rows


def job(window: Any, pulse: Pulse, photo: Path) -> dict[str, tuple[float, float]]:
    """One photograph: idle, opened, previewed, saved, taken off."""

    def case() -> Any:
        return window.work.desk.current if window.work is not None else None

    found = {}
    found["idle"] = pulse.over(lambda: None, lambda: True)
    found["drop to proposal"] = pulse.over(
        lambda: window.open_files([photo]), lambda: case() is not None and case().pages
    )
    found["preview"] = pulse.over(
        lambda: window.work.show_result(True), lambda: window.work.canvas.shows_result
    )
    window.work.show_result(False)
    found["save and check"] = pulse.over(
        lambda: window.work.saver.save(case(), accept=True), lambda: case().state == "saved"
    )
    window.work.show_result(False)
    window.work.desk.remove(case().key)
    return found


def report(starts: Sequence[float], rows: dict[str, list[tuple[float, float]]]) -> str:
    """The table as Markdown."""
    lines = [
        "| step | seconds, median | longest silence, median of runs | worst |",
        "|---|---|---|---|",
        f"| start to window (target {TARGET_START} s) | {median(starts):.2f} | | |",
    ]
    for step, times in rows.items():
        target = f" (target {TARGET_PROPOSAL} s)" if step == "drop to proposal" else ""
        seconds = "" if step == "idle" else f"{median(took for took, _ in times):.2f}"
        pauses = [pause for _, pause in times]
        lines.append(
            f"| {step}{target} | {seconds} | {median(pauses) * 1000:.0f} ms "
            f"(target {TARGET_SILENCE * 1000:.0f}) | {max(pauses) * 1000:.0f} ms |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
