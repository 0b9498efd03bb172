"""Faces that the picture's rim cuts in two: half a face and its mirror image are a face."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Finding, Located, Quad
from redactor.read.coarse import agreed
from redactor.read.portraits import findings
from redactor.read.scene import Scene

AT_RIM = 0.02
"""How near the rim, over its width, a document reaches that it may cut."""
DEEP = 0.35
"""How far from the rim, over the view's long side, half a face may reach."""
LOOKS = ((750, 0.0), (500, 0.7), (380, 0.0), (300, 0.0))
"""Long side in px at which both are looked at, and how far it is smoothed there: the rim may go
through an eye, and not all looks take what that makes for a face."""
ROWS = (0.2, 0.8)
"""Heights of the view at which the rim is looked for: it may lean a little."""
THIN = 16
"""px of a part at the rim under which nobody is seen."""
MIDDLE = 0.2
"""How far a face's middle may be off the mirror's edge, over its width."""


def halved(scene: Scene, engines: Engines) -> tuple[Finding, ...]:
    """Portraits on a document that the picture's left or right rim goes through.

    A detector knows half a face for none.  Raises EngineError.
    """
    if scene.document.located is Located.TEXT:
        return ()
    return tuple(
        one
        for rim, side in _rims(scene)
        for face in _mirrored(scene, rim, side, engines)
        for one in findings(face, "face", scene, ghost=False, second=False)
    )


def _rims(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the picture ends on the view, in its px, and -1 at its left, 1 at its right."""
    height, width = scene.view.shape[:2]
    page = scene.document.to_view.quad(scene.page.quad)
    spans = [span for part in ROWS if (span := _span(page, part * height)) is not None]
    if len(spans) < len(ROWS):
        return
    left, right = max(span[0] for span in spans), min(span[1] for span in spans)
    if -AT_RIM * width < left < width:
        yield max(0, round(left)), -1
    if 0 < right < (1 + AT_RIM) * width:
        yield min(width, round(right)), 1


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
