"""The ledger: one row an input, in SQLite, so that a run may end at any moment and go on.

One process writes (``lock`` sees to that); others read beside it.  The clock is only written down,
never leant on: nothing is ordered or decided by it.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any

from redactor.batch.nouns import Counts, Found, Item, Result, State
from redactor.batch.schema import COLUMNS, FRESH, SCHEMA, TABLES, connected, item_of
from redactor.errors import InputError, NotFoundError, OutputWriteError

PERSON = "person"
"""The check that stands for a person's look."""
PORTION = 400
"""Rows looked up or written at a time; SQLite takes 999 parameters and more."""


class Ledger:
    """An open ledger; a context manager.

    Raises InputError where the file is none, OutputWriteError where it cannot be written.

    ``clock``: seconds since 1970, for what is written down.  ``readonly``: for looking on.
    """

    def __init__(
        self, path: Path, clock: Callable[[], float] = time.time, readonly: bool = False
    ) -> None:
        self.path = path
        self._clock = clock
        self._run: int | None = None
        try:
            self._base = connected(path, readonly)
            if not readonly:
                self._base.executescript(TABLES)
            known = self.meta("schema")
        except sqlite3.OperationalError as error:
            if readonly:
                raise NotFoundError(
                    f"{path}: there is no batch here yet; check the name.", name=path.name
                ) from error
            raise self._unwritten(error) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"{path}: this is no ledger of a batch, or it is damaged; choose another target.",
                name=path.name,
            ) from error
        if known != str(SCHEMA):
            raise InputError(
                f"{self.path}: this ledger was made by another version of the program; finish the "
                "batch with that one.",
                name=self.path.name,
            )

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._base.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing.  Raises OutputWriteError where the disk does not take it."""
        try:
            with self._base:
                self._base.execute("BEGIN IMMEDIATE")
                yield self._base
        except sqlite3.OperationalError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error: sqlite3.OperationalError) -> OutputWriteError:
        return OutputWriteError(
            f"{self.path}: the ledger cannot be written ({error}); nothing is lost: free some "
            "space, see that the folder may be written, and go on with --resume.",
            name=self.path.name,
        )

    def meta(self, key: str) -> str | None:
        """What was noted under a key."""
        row = self._base.execute("SELECT value FROM meta WHERE key=?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def note(self, key: str, value: str) -> None:
        """Notes something about the whole batch."""
        with self._writing() as base:
            base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def begin(self, settings: str, choices: object, versions: object, engine: str) -> int:
        """A run begins; what a run before it left under way is queued again."""
        with self._writing() as base:
            base.execute("UPDATE items SET state='queued', started=NULL WHERE state='running'")
            row = base.execute(
                "INSERT INTO runs (started, settings, choices, versions, engine) "
                "VALUES (?, ?, ?, ?, ?) RETURNING id",
                (self._clock(), settings, _json(choices), _json(versions), engine),
            ).fetchone()
        self._run = int(row[0])
        return self._run

    def end(self, run: int) -> None:
        with self._writing() as base:
            base.execute("UPDATE runs SET ended=? WHERE id=?", (self._clock(), run))

    def runs(self) -> list[dict[str, Any]]:
        """All runs, the first one first: id, started, ended, settings, choices, versions…"""
        cursor = self._base.execute("SELECT * FROM runs ORDER BY id")
        keys = [column[0] for column in cursor.description]
        rows = [dict(zip(keys, row, strict=True)) for row in cursor]
        for row in rows:
            row["choices"], row["versions"] = (
                json.loads(row["choices"]),
                json.loads(row["versions"]),
            )
        return rows

    def enrol(
        self,
        found: Iterable[Found],
        settings: str,
        run: int,
        free: Callable[[str], bool] = lambda _: True,
    ) -> int:
        """Takes in what was found; gives how many inputs there is something to do for.

        What is known by name and stamp and has an outcome under these settings stays as it is;
        everything else is queued.  What a person finished keeps its outcome under others too.
        ``free``: whether the target has room for a copy's name.
        """
        queued = 0
        for portion in _portions(found):
            with self._writing() as base:
                for one, row in zip(portion, self._known(portion, settings), strict=True):
                    queued += self._take(base, one, row, settings, run, free)
        return queued

    def _known(self, portion: Sequence[Found], settings: str) -> list[tuple[str, str, str] | None]:
        """(stamp, settings, state) of each; what a person finished has any settings."""
        marks = ",".join("?" * len(portion))
        names = [one.name for one in portion]
        rows = self._base.execute(
            "SELECT name, stamp, CASE WHEN instr(checks, ?) THEN ? ELSE settings END, state "
            f"FROM items WHERE name IN ({marks})",
            [f'"{PERSON}"', settings, *names],
        )
        known = {row[0]: (row[1], row[2], row[3]) for row in rows}
        return [known.get(name) for name in names]

    def _take(
        self,
        base: sqlite3.Connection,
        one: Found,
        row: tuple[str, str, str] | None,
        settings: str,
        run: int,
        free: Callable[[str], bool],
    ) -> int:
        state = "skipped" if one.refused else "queued"
        if row is None:
            base.execute(
                "INSERT INTO items (name, size, stamp, state, settings, copy, run, queued, reasons)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(one.name, one.size, one.stamp, state, settings),
                    *(self._named(one.name, free), run, self._clock()),
                    _json([one.refused] if one.refused else []),
                ),
            )
        elif row[:2] != (one.stamp, settings):
            if one.refused:
                return 0
            base.execute(
                f"UPDATE items SET {FRESH}, stamp=?, size=?, settings=?, content=NULL, run=?, "
                "queued=?, attempts=0 WHERE name=?",
                (one.stamp, one.size, settings, run, self._clock(), one.name),
            )
        elif row[2] != "queued":
            return 0
        return 0 if one.refused else 1

    def _named(self, name: str, free: Callable[[str], bool]) -> str:
        """A name for a copy that no other input has: front.safe, front.png.safe, front.2.safe."""
        path = PurePosixPath(name)
        stems = [path.stem, path.name, *(f"{path.stem}.{number}" for number in range(2, 10_000))]
        for stem in stems:
            copy = str(path.with_name(f"{stem}.safe"))
            taken = self._base.execute(
                "SELECT 1 FROM items WHERE copy=? COLLATE NOCASE", (copy,)
            ).fetchone()
            if taken is None and free(copy):
                return copy
        raise OutputWriteError(f"{path.name}: there is no free name for its copy.", name=path.name)

    def retry(self, state: State) -> int:
        """Queues all inputs of an outcome again; gives how many."""
        with self._writing() as base:
            cursor = base.execute(
                f"UPDATE items SET {FRESH} WHERE state=?",
                (state,),
            )
        return cursor.rowcount

    def claim(self, most: int) -> list[Item]:
        """The next inputs to work on, marked as running; those that did no harm go first."""
        if most <= 0:
            return []
        with self._writing() as base:
            rows = base.execute(
                "SELECT id FROM items WHERE state='queued' ORDER BY faults, id LIMIT ?", (most,)
            ).fetchall()
            marks = ",".join(str(row[0]) for row in rows)
            base.execute(
                "UPDATE items SET state='running', attempts=attempts+1, started=? "
                f"WHERE id IN ({marks})",
                (self._clock(),),
            )
            return self._items(f"WHERE id IN ({marks}) ORDER BY faults, id")

    def unclaim(self, names: Iterable[str]) -> None:
        """Puts inputs back into the queue as if they had not been touched."""
        with self._writing() as base:
            base.executemany(
                "UPDATE items SET state='queued', attempts=attempts-1, started=NULL "
                "WHERE name=? AND state='running'",
                [(name,) for name in names],
            )

    def know(self, name: str, content: str) -> None:
        """Notes what the bytes of an input are."""
        with self._writing() as base:
            base.execute("UPDATE items SET content=? WHERE name=?", (content, name))

    def settle(self, result: Result) -> None:
        """Writes an outcome down; on the disk when this returns."""
        with self._writing() as base:
            base.execute(
                "UPDATE items SET state=?, reasons=?, content=coalesce(?, content), ended=?, "
                "seconds=?, output=?, output_hash=?, output_size=?, pages=?, models=?, checks=?, "
                "unchecked=?, twin=?, run=coalesce(?, run) WHERE name=?",
                (
                    *(result.state, _json(result.reasons), result.content, self._clock()),
                    *(round(result.seconds, 3), result.output, result.output_hash),
                    *(result.output_size, result.pages, _json(result.models)),
                    *(_json(result.checks), _json(result.unchecked), result.twin),
                    *(self._run, result.name),
                ),
            )

    def again(self, name: str, *, fault: bool = False, found: Found | None = None) -> None:
        """Queues an input again: after a fault in its worker, or because it was replaced."""
        with self._writing() as base:
            base.execute(
                "UPDATE items SET state='queued', started=NULL, faults=faults+? WHERE name=?",
                (int(fault), name),
            )
            if found is not None:
                base.execute(
                    "UPDATE items SET stamp=?, size=?, content=NULL WHERE name=?",
                    (found.stamp, found.size, name),
                )

    def part(self, name: str) -> None:
        """Files an outcome under another name, since something new came in under the old one."""
        with self._writing() as base:
            base.execute("UPDATE items SET name = name || '@' || id WHERE name=?", (name,))

    def move(self, name: str, path: str) -> None:
        """Notes where an original was moved."""
        with self._writing() as base:
            base.execute("UPDATE items SET moved=? WHERE name=?", (path, name))

    def remove(self, name: str) -> None:
        """Notes that an original was deleted."""
        with self._writing() as base:
            base.execute("UPDATE items SET removed=? WHERE name=?", (self._clock(), name))

    def item(self, name: str) -> Item | None:
        return next(iter(self._items("WHERE name=?", name)), None)

    def twin(self, content: str, settings: str, name: str) -> Item | None:
        """Another input with the same bytes that has an outcome of its own."""
        return next(
            iter(
                self._items(
                    "WHERE content=? AND settings=? AND name<>? AND twin IS NULL "
                    "AND state IN ('released', 'held', 'failed') ORDER BY id LIMIT 1",
                    *(content, settings, name),
                )
            ),
            None,
        )

    def items(self, *states: State) -> Iterator[Item]:
        """All inputs (of these states), in the order they came in."""
        marks = ",".join(f"'{state.value}'" for state in states or State)
        last = 0
        while True:
            rows = self._base.execute(
                f"SELECT id FROM items WHERE state IN ({marks}) AND id>? ORDER BY id LIMIT ?",
                (last, PORTION),
            ).fetchall()
            if not rows:
                return
            first, last = rows[0][0], rows[-1][0]
            yield from self._items(
                f"WHERE state IN ({marks}) AND id BETWEEN ? AND ? ORDER BY id", first, last
            )

    def _items(self, where: str, *values: object) -> list[Item]:
        cursor = self._base.execute(f"SELECT {COLUMNS} FROM items {where}", values)
        keys = [column[0] for column in cursor.description]
        return [item_of(dict(zip(keys, row, strict=True))) for row in cursor]

    def counts(self) -> Counts:
        rows = self._base.execute("SELECT state, count(*) FROM items GROUP BY state").fetchall()
        return Counts(**{str(state): int(count) for state, count in rows})

    def reasons(self, state: State) -> list[tuple[str, int]]:
        """The reasons for an outcome and how many inputs each concerns, the commonest first."""
        rows = self._base.execute(
            "SELECT value, count(DISTINCT items.id) AS n FROM items, json_each(items.reasons) "
            "WHERE state=? GROUP BY value ORDER BY n DESC, value",
            (state,),
        )
        return [(str(reason), int(count)) for reason, count in rows]

    def pace(self) -> tuple[float, float]:
        """Outcomes a second and seconds, of the last run that had outcomes; zeros for none.

        Only differences of written-down times are used, and none that a clock set back made.
        """
        row = self._base.execute(
            "SELECT count(*), max(ended) - min(started) FROM items WHERE twin IS NULL AND "
            "seconds > 0 AND run = (SELECT max(run) FROM items WHERE ended IS NOT NULL)"
        ).fetchone()
        count, seconds = int(row[0]), float(row[1] or 0.0)
        return (count / seconds, seconds) if seconds > 0 else (0.0, 0.0)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _portions(found: Iterable[Found]) -> Iterator[list[Found]]:
    portion: list[Found] = []
    for one in found:
        portion.append(one)
        if len(portion) == PORTION:
            yield portion
            portion = []
    if portion:
        yield portion
