"""Small charts as SVG text: no library, no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 640
BAR = 22
LABEL = 210
COUNT = 60
LINE = 20
GAP = 6
LETTER = 8
"""px, of the widest usual letters"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a bar chart: (length, class) parts after each other."""

    label: str
    parts: tuple[tuple[int, str], ...]

    @property
    def total(self) -> int:
        return sum(length for length, _ in self.parts)


def bars(rows: Sequence[Bar], title: str, *, above: bool = False) -> str:
    """Rows of bars on one scale, each with its label and sum.

    ``above``: labels stand over their bars, for whole sentences, and not before them.
    """
    most = max((row.total for row in rows), default=0)
    if not most:
        return ""
    start = 0 if above else LABEL
    high = (LINE if above else 0) + BAR
    drawn = []
    for index, row in enumerate(rows):
        top, left = index * (high + GAP), float(start)
        drawn.append(_label(row.label, top + LINE / 2 if above else top + BAR / 2, above))
        top += high - BAR
        for length, kind in row.parts:
            wide = (WIDTH - start - COUNT) * length / most
            if length:
                drawn.append(
                    f'<rect class="{escape(kind)}" x="{left:.1f}" y="{top}" '
                    f'width="{max(wide, 1):.1f}" height="{BAR}"><title>{length}</title></rect>'
                )
            left += wide
        drawn.append(f'<text class="n" x="{left + 6:.1f}" y="{top + BAR / 2}">{row.total}</text>')
    return _svg(len(rows) * (high + GAP), title, drawn)


def _label(text: str, middle: float, above: bool) -> str:
    """A row's label; the whole of it shows where the pointer rests."""
    place, room = ('x="0"', WIDTH) if above else (f'x="{LABEL - 8}" text-anchor="end"', LABEL)
    return (
        f'<text class="l" {place} y="{middle}">{escape(_short(text, room))}'
        f"<title>{escape(text)}</title></text>"
    )


def line(points: Sequence[float], title: str, first: str, last: str, high: int = 150) -> str:
    """A curve over evenly spaced points from 0 up; ``first`` and ``last`` name its ends."""
    most = max(points, default=0.0)
    if len(points) < 2 or most <= 0:
        return ""
    left, right, bottom = 46.0, WIDTH - 12.0, high - 22.0
    step = (right - left) / (len(points) - 1)
    spots = [
        (left + index * step, bottom - (bottom - 10) * value / most)
        for index, value in enumerate(points)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    drawn = [
        f'<polygon class="area" points="{left:.1f},{bottom} {path} {right:.1f},{bottom}"/>',
        f'<polyline class="curve" points="{path}"/>',
        f'<line class="axis" x1="{left}" y1="{bottom}" x2="{right}" y2="{bottom}"/>',
        f'<text class="n" x="{left - 6}" y="14" text-anchor="end">{most:.4g}</text>',
        f'<text class="n" x="{left - 6}" y="{bottom}" text-anchor="end">0</text>',
        f'<text class="n" x="{left}" y="{high - 6}">{escape(first)}</text>',
        f'<text class="n" x="{right}" y="{high - 6}" text-anchor="end">{escape(last)}</text>',
    ]
    return _svg(high, title, drawn)


def _svg(high: float, title: str, drawn: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {high}" role="img" aria-label="{escape(title)}">'
        f"{''.join(drawn)}</svg>"
    )


def _short(text: str, room: int) -> str:
    """As much as fits."""
    most = room // LETTER
    return text if len(text) <= most else f"{text[: most - 1]}…"
