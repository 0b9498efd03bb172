"""The record of a batch: a page to look at and a table for auditors.

The page stands alone: no script, nothing fetched, and thumbnails of released copies only, each
looked at to be the one that was recorded.  Inputs are named; nothing that was read is told.
"""

from __future__ import annotations

import base64
import csv
import io
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from typing import Any, Protocol

from redactor import resources
from redactor.batch import keys
from redactor.batch.charts import Bar, bars, line
from redactor.batch.home import home, looked_at
from redactor.batch.ledger import Ledger
from redactor.batch.nouns import ENDS, Counts, Item, State
from redactor.batch.places import Place, place
from redactor.errors import RedactorError
from redactor.export import write
from redactor.intake import open_bytes

THUMBNAILS = 24
THUMBNAIL_PX = 220
LISTED = 400
"""Inputs that are named on the page; the table has all."""
BUCKETS = 48
CSV_COLUMNS = (
    *("name", "state", "reasons", "attempts", "size", "stamp", "content_sha256", "settings_sha256"),
    *("run", "queued", "started", "ended", "seconds", "pages", "documents", "copy", "copy_sha256"),
    *("copy_size", "checks", "checks_not_run", "same_bytes_as", "original_removed"),
)


class Words(Protocol):
    """The report's texts in a reader's language."""

    def text(self, code: str) -> str:
        """A heading or sentence."""

    def state(self, name: str) -> str:
        """An outcome."""

    def reason(self, code: str) -> str:
        """A reason as the ledger has it."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where the report lies."""

    html: Path
    csv: Path


def report(target: str, words: Words, folder: Path | None = None) -> Written:
    """Writes report.html and report.csv, into the batch's own folder unless another is named.

    Raises NotFoundError where there is no batch, OutputError.
    """
    folder = folder or home(target)
    with looked_at(target) as ledger:
        page = build(ledger, place(ledger.meta("target") or target), words)
        table = build_csv(ledger.items())
    html = write(page.encode(), folder / "report.html", overwrite=True)
    return Written(html, write(table.encode(), folder / "report.csv", overwrite=True))


def build(ledger: Ledger, target: Place, words: Words) -> str:
    """The page."""
    items = list(ledger.items(*ENDS))
    runs = ledger.runs()
    say = words.text
    sections = [
        _section(say("outcomes"), _tiles(ledger.counts(), words)),
        _section(say("kinds"), _kinds(items, words)),
        *(
            _section(say(f"why-{state}"), _reasons(ledger.reasons(state), state, words))
            for state in (State.HELD, State.FAILED, State.SKIPPED)
        ),
        _section(say("throughput"), _throughput(items, words)),
        _section(say("copies"), _thumbnails(items, target)),
        _section(say("not-released"), _listed(items, words)),
        _section(say("runs"), _runs(runs, words)),
    ]
    template = Template(resources.path("report", "report.html").read_text("utf-8"))
    return template.substitute(
        lang=say("lang"),
        title=escape(say("title")),
        source=escape(ledger.meta("source") or ""),
        target=escape(ledger.meta("target") or ""),
        made=_time(time.time()),
        sections="\n".join(section for section in sections if section),
        footer=escape(say("footer")),
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>" if body else ""


def _tiles(counts: Counts, words: Words) -> str:
    rows = [(state, getattr(counts, state)) for state in ENDS]
    left = counts.queued + counts.running
    if left:
        rows.append((State.QUEUED, left))
    tiles = "".join(
        f'<div class="tile {state}"><b>{count}</b>{escape(words.state(state))}</div>'
        for state, count in rows
    )
    return f'<div class="tiles">{tiles}</div>'


def _kinds(items: Sequence[Item], words: Words) -> str:
    """Outcomes by the first document's model."""
    table: dict[str, Counter[State]] = {}
    for item in items:
        if item.pages:
            kind = item.models[0] if item.models else "unknown"
            table.setdefault(kind, Counter())[item.state] += 1
    ordered = sorted(table.items(), key=lambda row: (-sum(row[1].values()), row[0]))
    rows = [
        Bar(
            words.text("unknown") if kind == "unknown" else kind,
            tuple((count[state], state.value) for state in ENDS),
        )
        for kind, count in ordered[:20]
    ]
    return bars(rows, words.text("kinds"))


def _reasons(reasons: Sequence[tuple[str, int]], state: State, words: Words) -> str:
    rows = [Bar(words.reason(code), ((count, state.value),)) for code, count in reasons[:12]]
    return bars(rows, words.text(f"why-{state}"), above=True)


def _throughput(items: Sequence[Item], words: Words) -> str:
    """Outcomes a minute over the time of all work, rests between runs included.

    Times that a clock set back or forth made are left out.
    """
    ends = sorted(
        item.ended
        for item in items
        if item.ended is not None and item.started is not None and item.started <= item.ended
    )
    if len(ends) < 2 or ends[-1] - ends[0] < 1:
        return ""
    # So few that each has several outcomes: a curve, not a comb.
    buckets = max(2, min(BUCKETS, len(ends) // 4))
    width = (ends[-1] - ends[0]) / buckets
    counts = Counter(min(int((end - ends[0]) / width), buckets - 1) for end in ends)
    points = [round(counts[index] / width * 60, 1) for index in range(buckets)]
    return line(points, words.text("throughput"), _time(ends[0]), _time(ends[-1]))


def _thumbnails(items: Sequence[Item], target: Place) -> str:
    """Some released copies, evenly chosen; never anything but a released copy."""
    released = [item for item in items if item.state is State.RELEASED and item.output]
    step = max(1, len(released) // THUMBNAILS)
    figures = []
    for item in released[::step][:THUMBNAILS]:
        picture = _thumbnail(item, target)
        if picture:
            figures.append(
                f'<figure><img alt="" src="data:image/jpeg;base64,{picture}">'
                f"<figcaption>{escape(item.output or '')}</figcaption></figure>"
            )
    return f'<div class="copies">{"".join(figures)}</div>' if figures else ""


def _thumbnail(item: Item, target: Place) -> str:
    """The first page of a copy, small; empty where the copy is not the one that was recorded."""
    from PIL import Image

    try:
        data = target.read(item.output or "")
        if keys.of_bytes(data) != item.output_hash:
            return ""
        page = next(open_bytes(data, "copy"))
    except (RedactorError, StopIteration):
        return ""
    picture = Image.fromarray(page.pixels)
    picture.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return base64.b64encode(out.getvalue()).decode("ascii")


def _listed(items: Sequence[Item], words: Words) -> str:
    chosen = [item for item in items if item.state is not State.RELEASED]
    rows = "".join(
        f"<tr><td>{escape(item.name)}</td><td class='{item.state}'>"
        f"{escape(words.state(item.state))}</td>"
        f"<td>{escape('; '.join(words.reason(code) for code in item.reasons))}</td></tr>"
        for item in chosen[:LISTED]
    )
    if not rows:
        return ""
    heads = "".join(f"<th>{escape(words.text(code))}</th>" for code in ("file", "outcome", "why"))
    more = len(chosen) - LISTED
    note = f"<p>{escape(words.text('more'))} {more}</p>" if more > 0 else ""
    return f"<table><tr>{heads}</tr>{rows}</table>{note}"


def _runs(runs: Sequence[dict[str, Any]], words: Words) -> str:
    rows = []
    for run in runs:
        versions = ", ".join(f"{name} {version}" for name, version in run["versions"].items())
        choices = ", ".join(
            f"{key}: {', '.join(value) if isinstance(value, list) else value}"
            for key, value in run["choices"].items()
            if value not in (None, [])
        )
        ended = _time(run["ended"]) if run["ended"] else words.text("not-ended")
        rows.append(
            f"<tr><td>{run['id']}</td><td class='time'>{_time(run['started'])}</td>"
            f"<td class='time'>{escape(ended)}</td>"
            f"<td>{escape(run['engine'])}</td><td>{escape(choices)}</td>"
            f"<td>{escape(versions)}</td></tr>"
        )
    codes = ("run", "began", "ended", "engine", "settings", "versions")
    heads = "".join(f"<th>{escape(words.text(code))}</th>" for code in codes)
    return f"<table class='small'><tr>{heads}</tr>{''.join(rows)}</table>"


def build_csv(items: Iterable[Item]) -> str:
    """One row an input; times are ISO 8601 in UTC."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(CSV_COLUMNS)
    for item in items:
        table.writerow(
            _cell(value)
            for value in (
                *(item.name, item.state.value, " ".join(item.reasons), item.attempts, item.size),
                *(item.stamp, item.content, item.settings, item.run, _iso(item.queued)),
                *(_iso(item.started), _iso(item.ended), item.seconds, item.pages),
                *(" ".join(item.models), item.output, item.output_hash, item.output_size),
                *(" ".join(item.checks), " ".join(item.unchecked), item.twin, _iso(item.removed)),
            )
        )
    return out.getvalue()


def _cell(value: object) -> object:
    """A spreadsheet would run a name that begins like a formula."""
    text = "" if value is None else value
    return f"'{text}" if isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t") else text


def _iso(seconds: float | None) -> str:
    return "" if seconds is None else time.strftime("%Y-%m-%dT%H:%M:%SZ", _moment(seconds))


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", _moment(seconds, local=True))


def _moment(seconds: float, local: bool = False) -> time.struct_time:
    """Also for what a broken clock wrote down."""
    try:
        return time.localtime(seconds) if local else time.gmtime(seconds)
    except (OverflowError, ValueError, OSError):
        return time.gmtime(0)
