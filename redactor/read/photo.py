"""From a face to the printed photo it belongs to.

A detector's box runs from the forehead to the chin; an identity photo shows the head with hair
and shoulders (ICAO 9303-3 §6: face height 70-80 % of 45 mm), so the picture reaches about a third
of the face's width beyond it at the sides and above.  Where the picture has straight edges they
are taken; text that runs out of the grown box is a field beside the photo and stays legible.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from redactor.engines.faces import Face
from redactor.model import Pixels, Quad
from redactor.read.clothes import off_clothes
from redactor.read.notches import gives_way
from redactor.read.scene import Box, Line
from redactor.read.windows import window

LEAST = (0.62, 0.62, 0.62, 0.60)
"""Growth left, above, right, below that a photo always has, in face widths and heights: nineteen
printed photos in twenty reach no farther; hair and a grey wall show edges short of the rim."""
COPY_LEAST = (0.72, 0.68, 0.72, 0.64)
"""The same of a ghost, whose face is found less exactly and whose rim fades out."""
MOST = (0.95, 0.85, 0.95, 1.05)
"""Farthest a straight edge is believed to be the photo's: a bust reaches lowest."""
COPY_MOST = (0.95, 0.85, 0.95, 0.95)
"""The same of a ghost, under which print follows at once."""
CORE = (0.10, 0.28, 0.10, 0.06)
"""Growth that is never given back to a field's text."""

COPY_CORE = (0.25, 0.45, 0.25, 0.35)
"""The same of a ghost: dates and numbers are printed over its shoulders on purpose."""

LONGEST = 1.2
"""Farthest that a bust reaches under the chin, over the face's height: older cards show more."""
DARKER, BAND, FRAME = 30, (3, 9), 0.9
"""How much the ground above a photo's lower edge differs in grey from that below, px from the edge
between which both are looked at, and the share of the edge that needs no such difference.  Strokes
of a signature under a photo stand on the same paper as what is under them."""
SHOULDERS, FOOT = 0.4, 12
"""How far under the chin, over the face's height, shoulders reach a photo's sides, which stand out
against them where a light wall is like the paper; and fewest rows of px that tell."""

OVER = 0.08
"""Part of the photo's width from which a line that runs into it is more than badly measured."""
OUT = 0.3
"""Part of a field's line that stands beside the photo at least."""
SLANT = 0.45
"""Rise of a line over its run from which it is no field's: those run along the document."""
NOWHERE = ""
SIDES = ("left", "top", "right", "bottom")


def photo_box(
    view: Pixels,
    face: Face,
    lines: Sequence[Line],
    *,
    ghost: bool = False,
    second: bool = False,
    beyond: bool = False,
) -> tuple[Quad, bool]:
    """The photo's rectangle in view px, and whether its own straight edges were seen.

    ``ghost``: it is a small picture of the holder, over which text may run.  ``second``: it is not
    the document's main one, and may stand in a window.  ``beyond``: the view
    ends where nothing ends, so that the photo may reach out of it.
    """
    inner = grown(face, COPY_LEAST if ghost else LEAST)
    outer = grown(face, COPY_MOST if ghost else MOST)
    edges = _straight_edges(view, face, inner, outer)
    box = tuple(
        base if edge is None else min(edge, base) if side < 2 else max(edge, base)
        for side, (edge, base) in enumerate(zip(edges, inner, strict=True))
    )
    pane = window(view, grown(face, COPY_CORE)) if second else None
    if not ghost and edges[3] is not None:
        lines = off_clothes(view, lines, (inner[0], face.quad.bounds[3], inner[2], edges[3]))
    if pane is not None:
        box = (*map(min, box[:2], pane[:2]), *map(max, box[2:], pane[2:]))
    left, top, right, bottom = _clear_of_text(
        (box[0], box[1], box[2], box[3]), grown(face, COPY_CORE if ghost else CORE), lines
    )
    if not beyond:
        left, top, right, bottom = _on_view((left, top, right, bottom), face, view)
    seen = sum(edge is not None for edge in edges) >= 2
    return Quad.rect(left, top, right - left, bottom - top), seen


def _on_view(box: Box, face: Face, view: Pixels) -> Box:
    """A photo's box less what of it lies off the view.

    Where the head itself does, the view's edge is not its document's, and the photo goes on.
    """
    height, width = view.shape[:2]
    head, rim = grown(face, CORE), (0.0, 0.0, float(width), float(height))
    left, top = (max(box[i], rim[i]) if head[i] >= rim[i] else box[i] for i in (0, 1))
    right, bottom = (min(box[i], rim[i]) if head[i] <= rim[i] else box[i] for i in (2, 3))
    return left, top, right, bottom


def grown(face: Face, growth: tuple[float, float, float, float]) -> Box:
    """A face's box with its left, top, right and bottom moved out by parts of its size, view px."""
    left, top, right, bottom = face.quad.bounds
    wide, high = right - left, bottom - top
    return (
        left - growth[0] * wide,
        top - growth[1] * high,
        right + growth[2] * wide,
        bottom + growth[3] * high,
    )


def _straight_edges(
    view: Pixels, face: Face, inner: Box, outer: Box
) -> tuple[float | None, float | None, float | None, float | None]:
    """The photo's left, top, right, bottom edge where one stands straight between two boxes."""
    import cv2

    height, width = view.shape[:2]
    fl, ft, fr, fb = face.quad.bounds
    x0, y0 = max(0, int(outer[0])), max(0, int(outer[1]))
    x1 = min(width, int(outer[2]) + 1)
    y1 = min(height, int(max(outer[3], fb + LONGEST * (fb - ft))) + 1)
    patch = cv2.GaussianBlur(view[y0:y1, x0:x1], (0, 0), 1.0).astype(np.float32)
    if min(patch.shape[:2]) < 16:
        return None, None, None, None
    gx, gy = (largest(cv2.Sobel(patch, cv2.CV_32F, x, 1 - x, ksize=3)) for x in (1, 0))
    rows = slice(max(0, int(inner[1]) - y0), max(1, int(inner[3]) - y0))
    columns = slice(max(0, int(inner[0]) - x0), max(1, int(inner[2]) - x0))
    upright = _share_of_edge(gx[rows], axis=0)
    level = _share_of_edge(gy[:, columns], axis=1)
    slack_x, slack_y = 0.16 * (fr - fl), 0.16 * (fb - ft)
    bottom = _farthest(level, inner[3] - y0 - slack_y, outer[3] - y0, y0, last=True)
    if bottom is None:
        bottom = _farthest(level, outer[3] - y0, fb + LONGEST * (fb - ft) - y0, y0, last=True)
    if bottom is not None and bottom > inner[3] + slack_y:
        at = round(bottom) - y0
        framed = float(level[max(0, at - 4) : at + 1].max()) >= FRAME
        if not framed and not _grounds_differ(patch[:, columns], at):
            bottom = None
    if bottom is not None:
        foot = gx[int(fb + SHOULDERS * (fb - ft)) - y0 : int(bottom) - y0]
        if len(foot) >= FOOT:
            upright = np.maximum(upright, _share_of_edge(foot, axis=0))
    return (
        _farthest(upright, outer[0] - x0, inner[0] - x0 + slack_x, x0, last=False),
        _farthest(level, outer[1] - y0, inner[1] - y0 + slack_y, y0, last=False),
        _farthest(upright, inner[2] - x0 - slack_x, outer[2] - x0, x0, last=True),
        bottom,
    )


def _grounds_differ(patch: NDArray[Any], edge: int) -> bool:
    """Whether what lies over a level edge is another ground than what lies under it."""
    near, far = BAND
    above, below = patch[max(0, edge - far) : edge - near], patch[edge + near : edge + far]
    if not (above.size and below.size):
        return False
    return abs(float(np.median(above)) - float(np.median(below))) > DARKER


def largest(channels: NDArray[Any]) -> NDArray[np.floating]:
    """The largest of three channels' values, whichever their sign."""
    import cv2

    red, green, blue = cv2.split(np.abs(channels))
    return np.asarray(cv2.max(cv2.max(red, green), blue))


def _share_of_edge(gradient: NDArray[np.floating], axis: int) -> NDArray[np.float64]:
    """For each column (or row) the share of its pixels on an edge."""
    level = max(24.0, 2.2 * float(np.median(gradient)))
    return np.asarray((gradient > level).mean(axis=axis), dtype=np.float64)


def _farthest(
    share: NDArray[np.float64], start: float, end: float, offset: int, *, last: bool
) -> float | None:
    """The strongest straight edge between two positions; of near equals the outer one."""
    low, high = max(0, int(start)), min(len(share), int(end) + 1)
    if high - low < 3:
        return None
    part = share[low:high]
    peak = float(part.max())
    if peak < 0.62:
        return None
    spots = np.flatnonzero(part >= 0.85 * peak)
    spot = int(spots[-1] if last else spots[0])
    return float(low + spot + offset + (2 if last else -1))


def _is_year(line: Line, box: Box, core: Box) -> bool:
    """Whether a line is a year across the photo's rim: Dutch photos carry the holder's birth year.

    It is printed aslant over hair and collars, and read with a sign too many or one misread.
    """
    signs = [char for char in line.text if char.isalnum()]
    if len(signs) > 5 or sum(char.isdecimal() for char in signs) < 3:
        return False
    x, _, r, _ = line.box
    inside = (min(r, box[2]) - max(x, box[0])) / max(r - x, 1e-6)
    slack = 0.2 * (core[2] - core[0])
    return inside > 0.8 and core[0] - slack < (x + r) / 2 < core[2] + slack


def printed_over(face: Face, lines: Sequence[Line], *, ghost: bool = False) -> tuple[Line, ...]:
    """Lines over the photo's rim, around which its cover is cut.

    Those that alone on their side begin far inside it (where several begin there it is the photo
    that ends), and fields that begin over a portrait's hair, where no side can give way to them.
    """
    box = grown(face, COPY_LEAST if ghost else LEAST)
    core = grown(face, COPY_CORE if ghost else CORE)
    pushing: dict[str, list[tuple[float, Line]]] = {}
    for line in lines:
        push = _push(line, box, core)
        if push is not None:
            side, _, cost = push
            pushing.setdefault(side, []).append((cost, line))
    far = OVER * (box[2] - box[0])
    quad = Quad.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
    alone = [pushing[side][0] for side in ("left", "right") if len(pushing.get(side, ())) == 1]
    over = [line for cost, line in alone if cost > far]
    over += [line for _, line in pushing.get(NOWHERE, ()) if not ghost and _leaves(line, box)]
    return tuple(line for line in over if gives_way(quad, face.quad, line))


def _clear_of_text(box: Box, core: Box, lines: Sequence[Line]) -> Box:
    """The box drawn back from fields that begin beside the photo; overprints on it are ignored.

    From those at its sides first: a column's first line may be nearer to the photo's upper edge.
    """
    for sides in (("left", "right"), SIDES):
        for line in lines:
            push = _push(line, box, core)
            if push is not None and push[0] in sides:
                box = moved(box, push[0], push[1])
    return box


def moved(box: Box, side: str, to: float) -> Box:
    """A box with one of its sides elsewhere."""
    at = SIDES.index(side)
    return (*box[:at], to, *box[at + 1 :])  # type: ignore[return-value]


def _push(line: Line, box: Box, core: Box) -> tuple[str, float, float] | None:
    """Which side of a box a field's line moves, to where, and how far; None for an overprint.

    ``NOWHERE`` where each side that could move would uncover the face.
    Fields run along the document: what runs upwards is security print and the photo's own.
    """
    left, top, right, bottom = box
    if not line.is_field or _upright(line):
        return None
    part = _part_in(line, box)
    if part is None or _is_year(line, box, core):
        return None
    x, t, r, b = line.box
    middle_x, middle_y = (x + r) / 2, (t + b) / 2
    inside = (min(r, right) - max(x, left)) / max(r - x, 1e-6)
    within = left <= middle_x <= right and top <= middle_y <= bottom
    if within and inside > 0.8 and core[1] < middle_y < core[3] + 0.2 * (core[3] - core[1]):
        return None
    return nearest_side(part, box, core) or (NOWHERE, 0.0, 0.0)


def nearest_side(part: Box, box: Box, core: Box) -> tuple[str, float, float] | None:
    """Which side of a box gives way to a part of it the soonest, to where, and how far.

    None where each that could would uncover the core.
    """
    left, top, right, bottom = box
    x, t, r, b = part
    moves = (
        (r - left, "left", r, r <= core[0]),
        (right - x, "right", x, x >= core[2]),
        (b - top, "top", b, b <= core[1]),
        (bottom - t, "bottom", t, t >= core[3]),
    )
    possible = [(cost, side, to) for cost, side, to, allowed in moves if allowed]
    if not possible:
        return None
    cost, side, to = min(possible)
    return side, to, cost


def _leaves(line: Line, box: Box) -> bool:
    """Whether a line goes on beside a box: a field that begins there, and no overprint."""
    left, _, right, _ = line.box
    inside = min(right, box[2]) - max(left, box[0])
    return inside < (1 - OUT) * (right - left)


def _upright(line: Line) -> bool:
    """Whether a line runs upwards or downwards, or on a slant."""
    (x, y), (u, v), *_ = line.view.points
    return abs(v - y) > SLANT * abs(u - x)


def _part_in(line: Line, box: Box) -> Box | None:
    """The bounds of what a line has in a box: a long slanting line's own bounds take in much else.

    None where it has nothing there.
    """
    import cv2

    left, top, right, bottom = box
    rect = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)
    area, shared = cv2.intersectConvexConvex(line.view.array().astype(np.float32), rect)
    if area <= 0 or shared is None:
        return None
    points = shared.reshape(-1, 2)
    (x, t), (r, b) = points.min(axis=0), points.max(axis=0)
    return float(x), float(t), float(r), float(b)
