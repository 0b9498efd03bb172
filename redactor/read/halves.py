"""Faces that the picture's rim cuts in two.

Half a face and its mirror image are a face; what is less of a copy is like the portrait's own part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.slices import cut_copy
from redactor.model import Finding, Located, Quad
from redactor.read.coarse import agreed
from redactor.read.inprint import in_zone
from redactor.read.portraits import findings, main_face
from redactor.read.scene import Scene
from redactor.read.signs import CLEAR_FACE, COPY

AT_RIM = 0.02
"""How near the rim, over its width, a document reaches that it may cut."""
DEEP = 0.35
"""How far from the rim, over the view's long side, half a face may reach."""
LOOKS = ((750, 0.0), (500, 0.7), (380, 0.0), (300, 0.0))
"""Long side in px at which both are looked at, and how far it is smoothed there: the rim may go
through an eye, and not all looks take what that makes for a face."""
SEEN = 0.2
"""Overlap with a face that was seen from which a part of a copy is that one's."""
THIN = 16
"""px of a part at the rim under which nobody is seen."""
HEIGHTS, APART = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8), 4
"""Heights of the view at which the rim is looked for, which may lean a little, and px by which two
places of it differ at least."""
MIDDLE = 0.2
"""How far a face's middle may be off the mirror's edge, over its width."""


def halved(scene: Scene, engines: Engines) -> tuple[Finding, ...]:
    """Portraits on a document that the picture's left or right rim goes through.

    A detector knows half a face for none.  Copies of the portrait are looked for where the scene
    was looked at for faces (``Scene.looked``).  Raises EngineError.
    """
    if scene.document.located is Located.TEXT:
        return ()
    height, width = scene.view.shape[:2]
    found = [
        one
        for side in (-1, 1)
        for rim in _ends(scene.rim, width, height, side)[:1]
        for face in _mirrored(scene, rim, side, engines)
        for one in findings(face, "face", scene, ghost=False, second=False)
    ]
    faces = [face for face, _ in scene.looked or ()]
    main = main_face(faces)
    if main is not None and main.score >= CLEAR_FACE:
        found += [
            one
            for level in (False, True)
            for face in _sliced(scene, main, faces, level)
            for one in findings(face, COPY, scene, ghost=True, second=True)
        ]
    return tuple(found)


def _sliced(scene: Scene, main: Face, faces: Sequence[Face], level: bool) -> Iterator[Face]:
    """What rims leave of copies of the main face, where no look saw a face.

    ``level``: whether the upper and the lower rim are meant, or the left and the right one.
    """
    view, page, quad = scene.view, scene.rim, main.quad
    if level:
        view = np.ascontiguousarray(view.swapaxes(0, 1))
        page, quad = _exchanged(page), _exchanged(quad)
    for side in (-1, 1):
        rims = _ends(page, view.shape[1], view.shape[0], side)
        copy = cut_copy(view, quad, rims, side) if rims else None
        if copy is None:
            continue
        face = Face(_exchanged(copy.quad) if level else copy.quad, copy.score, ())
        seen = any(face.quad.overlap(other.quad) > SEEN for other in faces)
        if not seen and not in_zone(face, scene):
            yield face


def _exchanged(quad: Quad) -> Quad:
    """A quad with its axes exchanged, its corners in the usual order."""
    return Quad.of(quad.array()[[0, 3, 2, 1], ::-1])


def _ends(page: Quad, width: int, height: int, side: int) -> list[int]:
    """Columns of a view where the picture ends at one side, which may lean; the innermost first.

    ``side``: -1 at its left, 1 at its right.
    """
    spans = [_span(page, part * height) for part in HEIGHTS]
    ends = [round(span[0 if side < 0 else 1]) for span in spans if span is not None]
    kept: list[int] = []
    for end in sorted(ends, reverse=side < 0):
        within = min(max(end, 0), width)
        if abs(end - within) < AT_RIM * width and (not kept or abs(within - kept[-1]) >= APART):
            kept.append(within)
    return kept


def _span(quad: Quad, y: float) -> tuple[float, float] | None:
    """From where to where a quad reaches along a level line, None where it does not."""
    points = quad.points
    xs = [
        a + (b - a) * (y - t) / (u - t)
        for (a, t), (b, u) in zip(points, (*points[1:], points[0]), strict=True)
        if (t <= y) != (u <= y)
    ]
    return (min(xs), max(xs)) if xs else None


def _mirrored(scene: Scene, rim: int, side: int, engines: Engines) -> Iterator[Face]:
    """Faces that the view and its mirror image make together at a rim, in px of the view."""
    deep = round(DEEP * max(scene.view.shape[:2]))
    start = max(0, rim - deep) if side > 0 else rim
    part = scene.view[:, start : rim if side > 0 else rim + deep]
    wide = part.shape[1]
    if wide < THIN:
        return
    pair = (part, part[:, ::-1]) if side > 0 else (part[:, ::-1], part)
    for face in agreed(np.ascontiguousarray(np.hstack(pair)), LOOKS, engines):
        if abs(face.quad.centre[0] - wide) < MIDDLE * face.quad.width:
            moved = face.quad.array() + np.array([rim - wide, 0])
            yield Face(Quad.of(moved), face.score, ())
