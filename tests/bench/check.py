"""A fixed part of the board against its committed result: fails where something got worse.

    python -m tests.bench.check [--n 150] [--record] [--out DIR]

``--record`` writes the baseline anew.  The folder is emptied of earlier results first, unless
``--resume`` is given: a result of older code must not pass for one of this.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.board import play
from tests.bench.board_cases import FACES, cases, class_of
from tests.bench.board_picture import outcome_of
from tests.bench.board_tables import Result, summary
from tests.bench.typefaces import fingerprint

BASELINE = Path(__file__).with_name("baseline.json")
SEED = 20260
MARGINS = {"held": 2, "harmed": 1}
"""So many cases more than the baseline has are chance: engines' last digits differ by machine."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """What came out of every case; ``supply``: the fonts and faces it was drawn with."""

    seed: int
    supply: str
    cases: dict[str, str]

    @staticmethod
    def of(results: Sequence[Result]) -> Baseline:
        return Baseline(SEED, fingerprint((FACES,)), {r.name: outcome_of(r) for r in results})

    @staticmethod
    def load(path: Path = BASELINE) -> Baseline:
        read = json.loads(path.read_text(encoding="utf-8"))
        return Baseline(read["seed"], read["supply"], read["cases"])

    def save(self, path: Path = BASELINE) -> None:
        text = {"seed": self.seed, "supply": self.supply, "cases": self.cases}
        path.write_text(json.dumps(text, indent=1) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the cases; the exit code is 1 where they came out worse than the baseline."""
    parser = argparse.ArgumentParser(description="The board's fixed part against its baseline.")
    parser.add_argument("--n", type=int)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--resume", action="store_true", help="go on where a run stopped")
    parser.add_argument("--workers", type=int, default=2, help="processes that share the cases")
    parser.add_argument("--out", type=Path, default=Path(".cache/bench/check"))
    options = parser.parse_args(arguments)
    before = None if options.record else Baseline.load()
    count = options.n or (len(before.cases) if before else 150)
    if not options.resume:
        (options.out / "results.jsonl").unlink(missing_ok=True)
    results = play(
        list(cases(count, SEED)), options.out, f"baseline of seed {SEED}", options.workers
    )
    now = Baseline.of(results)
    print(summary(results))
    if before is None:
        now.save()
        print(f"recorded {len(results)} cases in {BASELINE}")
        return 0
    words = worse(before, now)
    print("\n".join(words) or "nothing is worse than the baseline")
    return 1 if words else 0


def worse(before: Baseline, now: Baseline) -> list[str]:
    """What got worse, each with the cases that show it; empty where nothing did.

    Compared are the cases both have.  A leak is one too many; holds and harms have a margin, and
    holds of bad input are right.
    """
    common = [name for name in now.cases if name in before.cases]
    if not common:
        return ["the baseline has none of these cases: record it anew"]
    words = []
    # Other fonts and faces draw other pictures: then only the counts can be compared.
    same = before.supply == now.supply
    for state, margin in {"leak": 0, **MARGINS}.items():
        was, is_ = (_in_state(one.cases, common, state) for one in (before, now))
        new = [name for name in is_ if name not in was]
        over = len(new) if state == "leak" and same else len(is_) - len(was)
        if over > margin:
            words.append(f"{state}: {len(was)} before, {len(is_)} now; new: {', '.join(new)}")
    return words


def _in_state(states: Mapping[str, str], names: Sequence[str], state: str) -> list[str]:
    return [name for name in names if states[name] == state and not _right(name, state)]


def _right(name: str, state: str) -> bool:
    """Holding what is no document, or half of one, is as it should be."""
    return state == "held" and class_of(name.split(":")[2]) == "bad"


if __name__ == "__main__":
    sys.exit(main())
