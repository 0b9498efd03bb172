"""Photos that stand askew in their view: on a whole page, or in an outline not the card's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import dist, pi

import numpy as np

from redactor.engines.faces import Face
from redactor.model import Transform
from redactor.read.scene import Line, Scene, Zone

TILTED, MOST = 0.10, 0.7
"""rad at which lines of text must run for the photo beside them to be askew, and at most."""
SURE, LONG, LINES = 0.7, 2.5, 3
"""Score and least width over height of a line that tells, and how many must."""
NEAR, NEAREST = 4.0, 5
"""How far from a face's middle lines tell, over its height, and how many of them: farther off may
lie another paper."""
ALIKE = 0.06
"""rad that half of the lines may differ from their median."""


def lean(scene: Scene, face: Face) -> float:
    """How far the lines around a face are from level in the view, in rad; 0 where they are level.

    A face's own eyes and mouth tell it no better than to ten degrees.
    """
    told = [
        line.view
        for line in scene.lines
        if line.score >= SURE and line.view.width >= LONG * line.view.height
    ]
    near = sorted(told, key=lambda quad: dist(quad.centre, face.quad.centre))
    reach = NEAR * face.quad.height
    angles = [quad.angle for quad in near[:NEAREST] if dist(quad.centre, face.quad.centre) < reach]
    if len(angles) < LINES:
        return 0.0
    middle = float(np.median(angles))
    alike = float(np.median(np.abs(np.asarray(angles) - middle))) < ALIKE
    return middle if alike and TILTED <= abs(middle) <= MOST else 0.0


def righted(scene: Scene, face: Face, by: float) -> Scene:
    """The scene with its view turned by ``by`` rad about a face, which keeps its place."""
    import cv2

    if by == 0.0:
        return scene
    high, wide = scene.view.shape[:2]
    matrix = cv2.getRotationMatrix2D(face.quad.centre, by * 180 / pi, 1.0)
    view = cv2.warpAffine(scene.view, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    turn = Transform.of(np.vstack([matrix, [0.0, 0.0, 1.0]]))
    to_page = turn.inverse().then(scene.document.to_page)
    return replace(
        scene,
        view=np.asarray(view, np.uint8),
        lines=_turned(scene.lines, turn),
        zones=tuple(Zone(zone.mrz, _turned(zone.lines, turn)) for zone in scene.zones),
        document=replace(scene.document, to_page=to_page),
    )


def _turned(lines: Iterable[Line], turn: Transform) -> tuple[Line, ...]:
    return tuple(replace(line, view=turn.quad(line.view)) for line in lines)
