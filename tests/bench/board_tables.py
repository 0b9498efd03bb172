"""Results of the board and their tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.bench.sections import share, table

HEADS = ("", "files", "released", "leaks in released", "held", "harmed", "seconds (median)")
DUTCH = ("Netherlands", "polling-station")
"""What the names of Dutch specimens hold."""
CLASSES = {
    "good": "good captures",
    "hard": "hard captures",
    "bad": "bad input",
    "odd": "odd captures",
    "tuned": "captures used while working",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one case.

    ``kind``: the capture's class.  ``leaked``: against the covers, and on the written file where
    the source's geometry was kept; counted only where the copy was released.  ``held``: the
    codes of the doubts.
    """

    name: str
    model: str
    condition: str
    kind: str
    released: bool
    leaked: tuple[str, ...] = ()
    harmed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    portraits: tuple[str, ...] = ()
    """Roles of the portraits that could be seen, covered or not."""
    seconds: float = 0.0
    timings: dict[str, float] = field(default_factory=dict)

    @property
    def faulty(self) -> bool:
        """Whether a person should look at it; bad input may well be held."""
        if self.kind == "bad":
            return self.released and bool(self.leaked or self.harmed)
        return bool(self.leaked or self.harmed or not self.released)


def summary(results: Sequence[Result]) -> str:
    """Totals by class, tables by document and by capture, and the reasons for holding."""
    rows = [
        _row(title, [r for r in results if r.kind == kind])
        for kind, title in CLASSES.items()
        if any(r.kind == kind for r in results)
    ]
    parts = [table(HEADS, [*rows, _row("all", results)])]
    for title, key in (("capture", _capture), ("document", _document)):
        names = dict.fromkeys(key(r) for r in results)
        chosen = [_row(name, [r for r in results if key(r) == name]) for name in names]
        parts.append(table((title, *HEADS[1:]), sorted(chosen)))
    documents = [r for r in results if r.kind != "bad"]
    reasons = Counter(code for r in documents if not r.released for code in r.held)
    if reasons:
        parts.append(table(("held for", "files"), reasons.most_common()))
    return "\n\n".join(parts)


def specimen_summary(results: Sequence[Result]) -> str:
    """What became of portraits and citizen numbers; held copies are looked at too."""
    dutch = [r for r in results if any(sign in r.model for sign in DUTCH)]
    leaks = [r for r in dutch if any("bsn" in name for name in r.leaked)]
    lines = [
        ("files", str(len(results))),
        ("released", share(sum(r.released for r in results), len(results))),
        ("files with a Dutch document", str(len(dutch))),
        ("of these, citizen number open: released", str(sum(r.released for r in leaks))),
        ("of these, citizen number open: held", str(sum(not r.released for r in leaks))),
    ]
    for role, name in (("main", "main portraits"), ("ghost", "ghost portraits")):
        for title, some in (
            ("", results),
            (" on released copies", [r for r in results if r.released]),
        ):
            whole = sum(r.portraits.count(role) for r in some)
            open_ = sum(name.split(":")[1] == f"portrait-{role}" for r in some for name in r.leaked)
            lines.append((f"{name} covered{title}", share(whole - open_, whole)))
    reasons = Counter(code for r in results if not r.released for code in r.held)
    parts = [table(("what", "count"), lines)]
    if reasons:
        parts.append(table(("held for", "files"), reasons.most_common()))
    return "\n\n".join(parts)


def _capture(result: Result) -> str:
    return f"{result.kind}: {result.condition}"


def _document(result: Result) -> str:
    return result.model


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
