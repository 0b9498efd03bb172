"""People on a page: the face of who holds a document, covered but for the document in the hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

from redactor.engines.faces import Face
from redactor.model import Finding, Kind, Located, Quad, Reason
from redactor.read.photo import CORE, LEAST
from redactor.read.scene import Box, Line, Scene

PERSON = (0.3, 0.35)
"""Growth from a face to a person's head, over its width and height."""


def person(face: Face, scenes: Sequence[Scene]) -> Finding:
    """A face on no document, page px: a person's, or the photo of a card whose edges nobody saw.

    Under the chin or beside the cheek the document in the hand begins, whose fields stay legible.
    """
    guessed = [one.document for one in scenes if one.document.located is not Located.OUTLINE]
    printed = any(
        dist(face.quad.centre, place.quad.centre) < max(place.quad.width, place.quad.height)
        for place in guessed
    )
    along, across = LEAST[:2] if printed else PERSON
    quad = face.quad.padded(along * face.quad.width, across * face.quad.height)
    fields = [line for one in scenes if _is_document(one) for line in one.lines if line.is_field]
    why = (Reason("face"), Reason("outside-document"))
    return Finding(Kind.PORTRAIT, _clear_of(fields, quad, face), face.score, why, "portrait")


def _is_document(scene: Scene) -> bool:
    """Whether a scene's text is a document's and no desk's or garment's."""
    return scene.document.located is Located.OUTLINE or bool(scene.zones)


def _clear_of(fields: Sequence[Line], quad: Quad, face: Face) -> Quad:
    """A head's place less what fields have of it, as far as that shows nothing of the head."""
    left, top, right, bottom = face.quad.bounds
    wide, high = right - left, bottom - top
    head = (
        left - CORE[0] * wide,
        top - CORE[1] * high,
        right + CORE[2] * wide,
        bottom + CORE[3] * high,
    )
    box: Box = quad.bounds
    for line in fields:
        box = _drawn_back(box, head, line.page.bounds)
    return Quad.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])


def _drawn_back(box: Box, head: Box, field: Box) -> Box:
    """A box whose nearest side is drawn back from a field, where that leaves the head covered."""
    left, top, right, bottom = box
    x, t, r, b = field
    if x >= right or r <= left or t >= bottom or b <= top:
        return box
    moves = (
        (r - left, 0, r, r <= head[0]),
        (b - top, 1, b, b <= head[1]),
        (right - x, 2, x, x >= head[2]),
        (bottom - t, 3, t, t >= head[3]),
    )
    possible = [(cost, side, to) for cost, side, to, allowed in moves if allowed]
    if not possible:
        return box
    _, side, to = min(possible)
    return (*box[:side], to, *box[side + 1 :])  # type: ignore[return-value]
