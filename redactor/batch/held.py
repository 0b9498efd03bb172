"""Held inputs: a list of references for a person's review, and the way back into the ledger.

``.redactor/held/list.json`` names inputs and reasons; no picture, nothing that was read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from redactor.batch import keys
from redactor.batch.home import LEDGER, home, looked_at
from redactor.batch.ledger import PERSON, Ledger
from redactor.batch.lock import locked
from redactor.batch.nouns import Result, State
from redactor.batch.places import Folder
from redactor.errors import InputError, NotFoundError
from redactor.export import write

FOLDER = "held"
LIST = "list.json"


class ElsewhereError(InputError):
    """A copy does not lie in the target that it is to be counted in."""

    code = "elsewhere"


@dataclass(frozen=True, slots=True)
class Held:
    """An input to review.  ``path``: where it is, for inputs on this machine.

    ``copy``: where its copy goes, without the ending.
    """

    name: str
    path: str
    copy: str
    reasons: tuple[str, ...]


def held(target: str) -> tuple[Held, ...]:
    """What a batch holds, in the order it came.  Raises NotFoundError where there is no batch."""
    with looked_at(target) as ledger:
        return _held(ledger)


def _held(ledger: Ledger) -> tuple[Held, ...]:
    source, target = ledger.meta("source") or "", ledger.meta("target") or ""
    return tuple(
        Held(
            item.name,
            item.moved or _joined(source, item.name),
            _joined(target, item.copy),
            item.reasons,
        )
        for item in ledger.items(State.HELD)
    )


def _joined(root: str, name: str) -> str:
    return f"{root}/{name}" if "://" in root else str(Folder(Path(root)).path(name))


def write_list(ledger: Ledger, target: str) -> Path:
    """Writes the list anew, whole or not at all.  Raises OutputError."""
    folder = home(target) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {"input": one.path, "name": one.name, "copy": one.copy, "reasons": list(one.reasons)}
        for one in _held(ledger)
    ]
    runs = ledger.runs()
    told = {"schema": 1, "settings": runs[-1]["choices"] if runs else {}, "held": rows}
    # ASCII only: names that are no text survive every reader.
    data = (json.dumps(told, indent=1) + "\n").encode("ascii")
    return write(data, folder / LIST, overwrite=True)


def reviewed(target: str, name: str, output: Path) -> None:
    """Records that a person finished a held input: ``output`` is its copy, in the target.

    Done again, the later copy counts: who sees a mistake afterwards saves another one.
    Raises NotFoundError where it is not held, ElsewhereError where the copy is not in the target,
    BusyError while a batch works there.
    """
    own = home(target)
    place = Folder(Path(target))
    if not output.resolve().is_relative_to(place.root) or not output.is_file():
        raise ElsewhereError(
            f"{output.name} is not in {target}; save the copy there.", name=output.name
        )
    with locked(own), Ledger(own / LEDGER) as ledger:
        item = ledger.item(name)
        done = item is not None and item.state is State.RELEASED and PERSON in item.checks
        if item is None or not (done or item.state is State.HELD):
            raise NotFoundError(f"{name} is not held in this batch.", name=name)
        ledger.settle(
            Result(
                name,
                State.RELEASED,
                reasons=tuple(dict.fromkeys(("reviewed", *item.reasons))),
                content=item.content,
                output=output.resolve().relative_to(place.root).as_posix(),
                output_hash=keys.of_file(output),
                output_size=output.stat().st_size,
                pages=item.pages,
                models=item.models,
                checks=tuple(dict.fromkeys((*item.checks, PERSON))),
                unchecked=item.unchecked,
                seconds=item.seconds or 0.0,
            )
        )
        write_list(ledger, target)
