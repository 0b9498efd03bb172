"""The cells of a zone: one lattice for all its lines.

A zone is printed at one pitch, cell under cell (OCR-B, ten characters an inch, ICAO 9303-3 §4.4),
on a flat document: one plane takes (cell, row) to the page.  It is laid through the reader's
character centres of all lines and then pulled into the gaps between the glyphs, so that a line of
which a part is hidden or misread has its cells from the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from redactor.model import Pixels, Point, Quad, Transform
from redactor.read.cells import Cells, agreement, ink_extent, pulled, row_ink, upright
from redactor.read.pitch import FEWEST, NEAR, Anchors, Floats, along, projective
from redactor.read.scene import Line

_TELLING = 5
"""Of these the fewest that are no fillers, which look alike wherever they stand."""
_OFF = 0.3
"""Median of that for a line that does not stand in the lattice of the others."""
_GLYPH = 0.62
"""Width of an average OCR-B glyph over the pitch."""
_LEAN = 0.26
"""Cosine of the steepest angle at which a border between cells may stand on its line."""
_MORE = 5
"""Characters that two lines' plane must place better than the plane of all to be believed."""
_DISAGREED = 0.3
"""How sure cells are at most that two well read lines count differently."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a zone: the line as it was read and its text as it was repaired.

    ``checked``: whether a check digit within the line fits.  ``guessed``: cells that nothing was
    read for.
    """

    line: Line
    text: str
    checked: bool = False
    guessed: frozenset[int] = frozenset()


def fit_cells(pixels: Pixels, rows: Sequence[Row]) -> list[Cells | None]:
    """The cells of each line of a zone; None where a line shows none."""
    anchors = [_anchors(row) for row in rows]
    ways = [
        along(found) if sum(row.text[cell] != "<" for cell, _ in found) >= _TELLING else None
        for row, found in zip(rows, anchors, strict=True)
    ]
    common = _common(rows, ways)
    plane, good = common.plane, common.lines
    planes = _upright(
        pixels, rows, [plane or _own(pixels, rows, i, ways, good) for i in range(len(rows))]
    )
    inks = [
        None if own is None else row_ink(pixels, own, _rows_of(own, row.line), len(row.text))
        for own, row in zip(planes, rows, strict=True)
    ]
    found: list[Cells | None] = []
    for at, ink in enumerate(pulled(inks, together=plane is not None)):
        own, line = planes[at], rows[at].line
        if own is None or ink is None:
            found.append(None)
            continue
        seen = _cells_of(own, line, anchors[at])
        sure = min(agreement(ink, seen), 1.0 if common.agreed else _DISAGREED)
        found.append(Cells(own, _rows_of(own, line), line.page, ink, sure))
    return found


def _upright(
    pixels: Pixels, rows: Sequence[Row], planes: Sequence[Transform | None]
) -> list[Transform | None]:
    """The lines' planes with cells that lean as the print does."""
    there = [(i, plane) for i, plane in enumerate(planes) if plane is not None]
    lines = [(plane, _rows_of(plane, rows[i].line), len(rows[i].text)) for i, plane in there]
    found: list[Transform | None] = list(planes)
    for (i, _), plane in zip(there, upright(pixels, lines), strict=True):
        found[i] = plane
    return found


@dataclass(frozen=True, slots=True)
class _Common:
    """What the lines have in common: their plane and the lines that tell where their cells are.

    ``agreed``: whether no two lines with fitting check digits count their cells differently.
    """

    plane: Transform | None
    lines: tuple[int, ...]
    agreed: bool


def _common(rows: Sequence[Row], ways: Sequence[Anchors | None]) -> _Common:
    """The plane in which most characters stand where they were read.

    A line whose characters were counted wrongly in its middle tilts the plane of all.
    """
    told = {i: way for i, way in enumerate(ways) if way is not None}
    found, other = _by_all(rows, told), _by_two(rows, told)
    if other is None or other.plane is None:
        return found
    if found.plane is None:
        return other
    more = _standing(other.plane, rows, told) - _standing(found.plane, rows, told)
    return other if more > _MORE else found


def _standing(plane: Transform, rows: Sequence[Row], told: Mapping[int, Anchors]) -> int:
    """How many characters stand where they were read, those of a line all moved alike if so."""
    count = 0
    for i, way in told.items():
        off = np.asarray([at - cell for cell, at in _cells_of(plane, rows[i].line, way)])
        count += int((np.abs(off - round(float(np.median(off)))) < NEAR).sum())
    return count


def _by_all(rows: Sequence[Row], ways: Mapping[int, Anchors]) -> _Common:
    """One plane through all lines; a line counted wrongly is counted like the others."""
    told = _cleared(rows, ways)
    lines, agreed = tuple(told), True
    # the line with no check digit that fits is the first to give in, then the worse read one
    for weakest in sorted(told, key=lambda i: (rows[i].checked, len(told[i]))):
        if len(told) < 2:
            break
        plane = _through(rows, told)
        if plane is not None and max(_stray(plane, rows, told, i) for i in told) <= _OFF:
            return _Common(plane, lines, agreed)
        way = told.pop(weakest)
        one = next(iter(told))
        rest = _through(rows, told) if len(told) > 1 else _alone_by(rows[one], one, told[one])
        if rest is None:
            continue
        seen = _cells_of(rest, rows[weakest].line, way)
        by = round(float(np.median([at - cell for cell, at in seen])))
        moved = [(cell + by, at) for cell, at in way]
        plane = _through(rows, {**told, weakest: moved})
        if plane is not None and _stray(plane, rows, {weakest: moved}, weakest) <= _OFF:
            told[weakest] = moved
            if by and rows[weakest].checked:
                agreed = False
            if max(_stray(plane, rows, told, i) for i in told) <= _OFF:
                return _Common(plane, tuple(i for i in lines if i != weakest or not by), agreed)
            del told[weakest]
    return _Common(None, lines, agreed)


def _by_two(rows: Sequence[Row], told: Mapping[int, Anchors]) -> _Common | None:
    """The plane of two lines of three that agree, a check digit of one fitting.

    A lamp may hide signs in the middle of the third, or a reader leave one out.
    """
    found: tuple[int, int, _Common] | None = None
    for pair in combinations(told, 2) if len(told) > 2 else ():
        both = {i: told[i] for i in pair}
        plane = _through(rows, both)
        checked = sum(rows[i].checked for i in pair)
        if plane is None or not checked or max(_stray(plane, rows, both, i) for i in pair) > _OFF:
            continue
        agreed = not any(rows[i].checked for i in told if i not in pair)
        mark = _standing(plane, rows, told), checked
        if found is None or mark > found[:2]:
            found = *mark, _Common(plane, pair, agreed)
    return None if found is None else found[2]


def _cleared(rows: Sequence[Row], told: Mapping[int, Anchors]) -> dict[int, Anchors]:
    """The characters of lines without a check digit of their own, less those that stray.

    Where letters were lost in the middle of a name, one half of its line is counted wrongly.
    """
    checked = {i: way for i, way in told.items() if rows[i].checked}
    if not checked:
        return dict(told)
    one = next(iter(checked))
    plane = _through(rows, checked) if len(checked) > 1 else None
    plane = plane or _alone_by(rows[one], one, checked[one])
    found = dict(checked)
    for i, way in told.items():
        if plane is None or i in checked:
            found[i] = way
            continue
        off = [at - cell for cell, at in _cells_of(plane, rows[i].line, way)]
        middle = float(np.median(off))
        kept = [one for one, value in zip(way, off, strict=True) if abs(value - middle) < NEAR]
        if len(kept) >= FEWEST:
            found[i] = kept
    return found


def _through(rows: Sequence[Row], told: Mapping[int, Anchors]) -> Transform | None:
    """The plane through the characters of several lines."""
    points = [
        (cell + 0.5, i, *point)
        for i, way in told.items()
        for (cell, _), point in zip(way, _at(rows[i].line, [f for _, f in way]), strict=True)
    ]
    plane = _plane(np.asarray(points, dtype=np.float64))
    return plane if plane is not None and _stands(plane, rows) else None


def _stands(plane: Transform, rows: Sequence[Row]) -> bool:
    """Whether cells stand all but upright: a line counted wrongly by one leans by 22 degrees."""
    middle, half = len(rows[0].text) / 2, (len(rows) - 1) / 2
    a, b, c, d = plane.quad(Quad.rect(middle - 5, half - 0.5, 10, 1)).array()
    along, down = (b + c - a - d) / 2, (c + d - a - b) / 2
    lean = float(along @ down) / max(float(np.hypot(*along) * np.hypot(*down)), 1e-9)
    return abs(lean) < _LEAN


def _stray(plane: Transform, rows: Sequence[Row], told: Mapping[int, Anchors], index: int) -> float:
    """Median distance in cells between the plane and what was read of a line."""
    seen = _cells_of(plane, rows[index].line, told[index])
    return float(np.median([abs(at - cell) for cell, at in seen]))


def _own(
    pixels: Pixels,
    rows: Sequence[Row],
    index: int,
    ways: Sequence[Anchors | None],
    good: Sequence[int],
) -> Transform | None:
    """A line's plane where the zone has no common one; that of a better read line if need be."""
    best = max(good, key=lambda i: (rows[i].checked, len(ways[i] or ())), default=None)
    row = rows[index]
    trusted = ways[index] is not None and (row.checked or best is None or not rows[best].checked)
    if best is not None and not trusted:
        alone = _alone(pixels, rows[best], best, ways[best])
        return None if alone is None else _beneath(alone, row.line, index)
    return _alone(pixels, row, index, ways[index])


def _anchors(row: Row) -> list[tuple[int, float]]:
    """(cell, centre as a fraction of the line) of the characters that were read.

    The reader's text and the repaired one differ in fillers and look-alikes: aligned by the
    cheapest edits, no character being put where nothing was read.
    """
    read = [
        (char.upper(), centre)
        for char, centre in zip(row.line.text, row.line.centres, strict=False)
        if not char.isspace()
    ]
    count, width = len(read), len(row.text)
    cost = np.zeros((count + 1, width + 1))
    cost[:, 0] = np.arange(count + 1) * 1.1
    cost[0, 1:] = np.cumsum([0.2 if c in row.guessed else 0.9 for c in range(width)])
    for i in range(1, count + 1):
        char = read[i - 1][0]
        for k in range(1, width + 1):
            gap = 0.2 if k - 1 in row.guessed else 0.9
            cost[i, k] = min(
                cost[i - 1, k - 1] + _unlike(char, row.text[k - 1], k - 1 in row.guessed),
                cost[i - 1, k] + 1.1,
                cost[i, k - 1] + gap,
            )
    found: list[tuple[int, float]] = []
    i, k = count, width
    while i and k:
        unlike = _unlike(read[i - 1][0], row.text[k - 1], k - 1 in row.guessed)
        if abs(cost[i, k] - cost[i - 1, k - 1] - unlike) < 1e-9:
            if unlike < 1.0:
                found.append((k - 1, read[i - 1][1]))
            i, k = i - 1, k - 1
        elif abs(cost[i, k] - cost[i - 1, k] - 1.1) < 1e-9:
            i -= 1
        else:
            k -= 1
    return found[::-1]


def _unlike(read: str, text: str, guessed: bool) -> float:
    if guessed:
        return 1.5
    if read == text:
        return 0.0
    filler = (text == "<") != (not read.isalnum())
    return 1.0 if filler else 0.4


def _at(line: Line, fractions: Sequence[float]) -> list[Point]:
    """The page points of fractions of a line, on its middle; fractions are of the flat quad."""
    flat = Transform.between(Quad.rect(0, 0, 1, 1), line.page)
    return [flat.point((fraction, 0.5)) for fraction in fractions]


def _plane(points: Floats) -> Transform | None:
    """The homography from (cell, row) to (x, y), by least squares; None where there is none."""
    source, target = points[:, :2], points[:, 2:]
    s_mid, t_mid = source.mean(axis=0), target.mean(axis=0)
    s_size, t_size = np.maximum(source.std(axis=0), 0.3), float(target.std()) or 1.0
    u, v = ((source - s_mid) / s_size).T
    x, y = ((target - t_mid) / t_size).T
    one, nil = np.ones_like(u), np.zeros_like(u)
    first = np.column_stack([u, v, one, nil, nil, nil, -u * x, -v * x])
    second = np.column_stack([nil, nil, nil, u, v, one, -u * y, -v * y])
    # a plane all but straight on is likelier than a steep one: rounding would tilt it at will
    calm = np.zeros((2, 8))
    calm[0, 6] = calm[1, 7] = 0.02 * np.sqrt(len(u))
    matrix = np.vstack([first, second, calm])
    wanted = np.concatenate([x, y, [0.0, 0.0]])
    h = np.append(np.linalg.lstsq(matrix, wanted, rcond=None)[0], 1.0).reshape(3, 3)
    into = np.diag([1 / s_size[0], 1 / s_size[1], 1.0])
    into[:2, 2] = -s_mid / s_size
    back = np.diag([t_size, t_size, 1.0])
    back[:2, 2] = t_mid
    whole = back @ h @ into
    ends = np.array([[c, r, 1.0] for c in (source[:, 0].min(), source[:, 0].max())
                     for r in (source[:, 1].min(), source[:, 1].max())])  # fmt: skip
    depth = ends @ whole[2]
    if not np.isfinite(whole).all() or depth.min() <= 0.4 * depth.max():
        return None
    return Transform.of(whole)


def _cells_of(plane: Transform, line: Line, anchors: Anchors) -> list[tuple[int, float]]:
    """(cell, where the reader saw it in cells)."""
    back = plane.inverse()
    points = _at(line, [f for _, f in anchors])
    return [(cell, back.point(at)[0] - 0.5) for (cell, _), at in zip(anchors, points, strict=True)]


def _rows_of(plane: Transform, line: Line) -> tuple[float, float]:
    """A line's upper and lower edge in rows."""
    a, b, c, d = plane.inverse().quad(line.page).array()[:, 1]
    return float(a + b) / 2, float(c + d) / 2


def _alone(pixels: Pixels, row: Row, index: int, way: Anchors | None) -> Transform | None:
    """A line's own plane, cells at right angles to it: by its characters or else by its ink."""
    count = len(row.text)
    if way is None:
        extent = ink_extent(pixels, row.line.page, count)
        if extent is None:
            return None
        pitch = (extent[1] - extent[0]) / (count - 1 + _GLYPH)
        start = extent[0] - (1 - _GLYPH) / 2 * pitch
        curve = np.array([start, pitch, 0.0])
        return _level(row, index, curve)
    return _alone_by(row, index, way)


def _alone_by(row: Row, index: int, way: Anchors) -> Transform | None:
    cells = np.asarray([c for c, _ in way], dtype=np.float64) + 0.5
    return _level(row, index, projective(cells, np.asarray([f for _, f in way])))


def _level(row: Row, index: int, curve: Floats) -> Transform | None:
    """The plane of a line whose cells stand at right angles to it."""
    count = len(row.text)
    ends = (curve[0] + curve[1] * np.array([0.0, count])) / (1 + curve[2] * np.array([0.0, count]))
    unit = Transform.between(Quad.rect(0, 0, 1, 1), row.line.page)
    part = Transform.of([[ends[1] - ends[0], 0, ends[0]], [0, 1, 0], [0, 0, 1]])
    # the middle of the edges says how the pitch changes between the ends
    bend = 1 + curve[2] * count
    lean = (bend - 1) / count
    warp = Transform.of([[bend / count, 0, 0], [lean / 2, 1, 0.5 - index], [lean, 0, 1]])
    return warp.then(part).then(unit) if bend > 0 else None


def _beneath(plane: Transform, line: Line, index: int) -> Transform:
    """The cells of another line's plane, under or over it where this line stands."""
    row = plane.inverse().point(line.page.centre)[1]
    return Transform.of([[1, 0, 0], [0, 1, row - index], [0, 0, 1]]).then(plane)
