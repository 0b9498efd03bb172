"""What is found like a face or a portrait's copy and is print: letters, signs, a zone's line."""

from __future__ import annotations

from collections.abc import Sequence

from redactor.engines.faces import Face
from redactor.model import Quad
from redactor.read.scene import WORDS, Line, Scene, is_text
from redactor.read.signs import CLEAR_FACE, LIKELY_COPY

UNDER_TEXT = 0.15
"""Part of a likely ghost under text from which covering it harms fields: a person decides."""
HARDLY, ALIKE = 2.2, 1.4
"""How much higher than text a find is no more than letters of it, and than a sign or two."""
WORD, SIGN = 0.6, 0.9
"""Score from which a line of several letters is text, and one of a sign or two."""
SIGN_HIGH, SIGN_WIDE, IN_LINE = 1.25, 1.5, 0.7
"""How much higher than a line that reads well a sign of it is at most, over how many of its signs
such a one reaches, and how much of it lies in the line."""
INTO_ZONE = 0.03
"""Overlap with a zone's line from which a doubtful face is none."""


def without_text(copies: Sequence[tuple[Face, str]], scene: Scene) -> list[tuple[Face, str]]:
    """Copies less those no more than likely that lie under a field's text.

    Where another picture of the holder was seen for certain, letters are letters.
    """
    return [
        (face, why)
        for face, why in copies
        if why != LIKELY_COPY or text_share(face, scene) < UNDER_TEXT
    ]


def without_signs(copies: Sequence[tuple[Face, str]], scene: Scene) -> list[tuple[Face, str]]:
    """Copies less those no more than likely that are a sign of a line: a zero is an oval, too.

    A picture of a holder under a date may be as high as that, and is wider than a sign.
    """
    lines = [line for line in scene.lines if line.score > SIGN and line.signs >= WORDS]
    return [
        (face, why)
        for face, why in copies
        if why != LIKELY_COPY or not any(_is_sign(face.quad, line) for line in lines)
    ]


def _is_sign(quad: Quad, line: Line) -> bool:
    """Whether a place is hardly larger than a sign of a line and lies in it."""
    high, long = sorted((line.view.width, line.view.height))
    small = quad.height < SIGN_HIGH * high and quad.width < SIGN_WIDE * long / len(line.text)
    return small and line.view.shared(quad) > IN_LINE


def is_print(face: Face, scene: Scene) -> bool:
    """Whether a find is print: no higher than the text it lies on, in a zone or around fields."""
    if in_zone(face, scene):
        return True
    if face.score >= CLEAR_FACE:
        return False
    return is_text(face.quad, scene.lines) or is_lettered(face.quad, scene)


def is_lettered(quad: Quad, scene: Scene) -> bool:
    """Whether what is found is hardly higher than the text it lies on, and stands in its row.

    A sign or two may be a part of the picture itself: a head is read as a zero, a neck as two ones.
    """
    return any(
        quad.height < _as_high(line) * min(line.view.width, line.view.height)
        and line.view.overlap(quad) > 0.25
        and line.view.contains(quad.centre)
        for line in scene.lines
    )


def _as_high(line: Line) -> float:
    """Up to how much of a line's height a find on it is letters; 0 for what may be no line."""
    if line.signs >= WORDS:
        return HARDLY if line.score > WORD else 0.0
    return ALIKE if line.score > SIGN else 0.0


def in_zone(face: Face, scene: Scene) -> bool:
    """Whether a find lies in a machine readable zone, or a doubtful one reaches into it.

    No picture is printed into a zone, lest machines misread it.
    """
    centre = face.quad.centre
    lines = [line.view for zone in scene.zones for line in zone.lines]
    if any(quad.contains(centre) for quad in lines):
        return True
    return face.score < CLEAR_FACE and any(face.quad.overlap(quad) > INTO_ZONE for quad in lines)


def text_share(face: Face, scene: Scene) -> float:
    """Part of a face's box that lines of text run over; a neck may be read as a sign or two."""
    left, top, right, bottom = face.quad.bounds
    over = 0.0
    for line in scene.lines:
        x, t, r, b = line.box
        if line.score > 0.75 and line.signs >= WORDS:
            over += max(0.0, min(r, right) - max(x, left)) * max(0.0, min(b, bottom) - max(t, top))
    return over / max(face.quad.area, 1.0)
