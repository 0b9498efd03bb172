"""The ledger's tables, how its file is opened, and how a row becomes an item."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

from redactor.batch.nouns import Item, State

SCHEMA = 1
TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, started REAL NOT NULL, ended REAL, settings TEXT NOT NULL,
    choices TEXT NOT NULL, versions TEXT NOT NULL, engine TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, stamp TEXT NOT NULL,
    state TEXT NOT NULL, settings TEXT NOT NULL, copy TEXT NOT NULL, content TEXT,
    reasons TEXT NOT NULL DEFAULT '[]', attempts INTEGER NOT NULL DEFAULT 0,
    faults INTEGER NOT NULL DEFAULT 0, run INTEGER NOT NULL, queued REAL NOT NULL, started REAL,
    ended REAL, seconds REAL, output TEXT, output_hash TEXT, output_size INTEGER, pages INTEGER,
    models TEXT NOT NULL DEFAULT '[]', checks TEXT NOT NULL DEFAULT '[]',
    unchecked TEXT NOT NULL DEFAULT '[]', twin TEXT, removed REAL,
    moved TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS items_copy ON items (copy COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS items_state ON items (state, faults, id);
CREATE INDEX IF NOT EXISTS items_content ON items (content, settings);
INSERT OR IGNORE INTO meta VALUES ('schema', '{SCHEMA}');
COMMIT;
"""
"""Made all at once: who looks on sees no ledger or a whole one."""
COLUMNS = (
    "name, size, stamp, state, settings, copy, content, reasons, attempts, faults, run, queued, "
    "started, ended, seconds, output, output_hash, output_size, pages, models, checks, unchecked, "
    "twin, removed, moved"
)
_LISTS = frozenset({"reasons", "models", "checks", "unchecked"})
FRESH = (
    "state='queued', reasons='[]', faults=0, started=NULL, ended=NULL, seconds=NULL, pages=NULL, "
    "models='[]', checks='[]', unchecked='[]', twin=NULL, removed=NULL, moved=NULL"
)


def connected(path: Path, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    if readonly and not os.access(path.parent, os.W_OK):
        # Even a reader needs a file beside the ledger, unless it is told that nobody writes.
        mode += "&immutable=1"
    base = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30, isolation_level=None
    )
    if not readonly:
        base.execute("PRAGMA journal_mode=WAL")
        # What is recorded is on the disk: originals may be deleted on its word.
        base.execute("PRAGMA synchronous=FULL")
    return base


def item_of(row: dict[str, Any]) -> Item:
    values: dict[str, Any] = {
        key: tuple(json.loads(row[key])) if key in _LISTS else row[key] for key in row
    }
    values["state"] = State(row["state"])
    return Item(**values)
