"""Where a batch stands: counts, rate, reasons.  Looks on; disturbs no run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from redactor.batch.held import FOLDER, LIST
from redactor.batch.home import home, looked_at
from redactor.batch.lock import holder
from redactor.batch.nouns import Counts, State


@dataclass(frozen=True, slots=True)
class Status:
    """``rate``: outcomes a second of the last run that had any, over ``seconds``.

    ``holder``: the process that works on the batch (pid, host, since), None where none does.
    """

    source: str
    counts: Counts
    rate: float
    seconds: float
    reasons: dict[str, list[tuple[str, int]]]
    held_list: Path | None
    holder: dict[str, object] | None


def looked_up(target: str) -> Status:
    """Raises NotFoundError where there is no batch."""
    own = home(target)
    with looked_at(target) as ledger:
        rate, seconds = ledger.pace()
        path = own / FOLDER / LIST
        return Status(
            ledger.meta("source") or "",
            ledger.counts(),
            rate,
            seconds,
            {
                state.value: ledger.reasons(state)
                for state in (State.HELD, State.FAILED, State.SKIPPED)
            },
            path if path.exists() else None,
            holder(own),
        )


def status(target: str) -> dict[str, Any]:
    """The same as plain data, for JSON."""
    found = looked_up(target)
    return {
        "schema": 1,
        "source": found.source,
        "counts": asdict(found.counts),
        "rate": round(found.rate, 3),
        "seconds": round(found.seconds, 1),
        "reasons": {
            state: [{"reason": reason, "count": count} for reason, count in reasons]
            for state, reasons in found.reasons.items()
        },
        "running": found.holder,
    }
