"""People on a page: the face of who holds a document, covered but for the document in the hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

from redactor.engines.faces import Face
from redactor.model import Finding, Kind, Located, Quad, Reason
from redactor.read.photo import CORE, LEAST, grown, moved, nearest_side
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
    head = grown(face, CORE)
    box: Box = quad.bounds
    for line in fields:
        x, t, r, b = line.page.bounds
        if x < box[2] and r > box[0] and t < box[3] and b > box[1]:
            side = nearest_side((x, t, r, b), box, head)
            box = box if side is None else moved(box, side[0], side[1])
    return Quad.rect(box[0], box[1], box[2] - box[0], box[3] - box[1])
