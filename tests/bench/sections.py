"""Numbers into the documentation: tables between markers, with the facts of the machine."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ENGINES = ("onnxruntime", "rapidocr", "opencv-python-headless", "numpy", "pillow")


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; the first column is text, the others numbers."""
    lines = ["| " + " | ".join(heads) + " |", "|---" + "|---:" * (len(heads) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def share(part: int, whole: int) -> str:
    """ "3 of 40 (7.5 %)" """
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "0 of 0"


def machine() -> str:
    """One line on where and when something was measured, host name left out."""
    load = os.getloadavg()[0]
    parts = ", ".join(f"{name} {version(name)}" for name in ENGINES)
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d} at {commit()} on {os.cpu_count()} cores "
        f"({platform.machine()}), Python {platform.python_version()}, {parts}; "
        f"load average {load:.1f} at the end of the run."
    )


def commit() -> str:
    """The project's commit, with a plus where files differ from it."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "an unknown commit"
    return f"commit {described.stdout.strip()}"


def put(document: Path, marker: str, text: str) -> None:
    """Replaces what stands between ``<!-- marker -->`` and ``<!-- /marker -->`` in a document.

    Raises ValueError where the markers are not there.
    """
    begin, end = f"<!-- {marker} -->", f"<!-- /{marker} -->"
    old = document.read_text(encoding="utf-8")
    if begin not in old or end not in old:
        raise ValueError(f"{document} has no markers for {marker}")
    head, rest = old.split(begin, 1)
    tail = rest.split(end, 1)[1]
    document.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8")
