"""People on a page: the face of who holds a document, covered but for the document in the hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

from redactor.engines.faces import Face
from redactor.model import Document, Finding, Kind, Located, Quad, Reason
from redactor.read.photo import CORE, LEAST, grown, moved, nearest_side
from redactor.read.scene import Box, Line, Scene

PERSON = (0.3, 0.35)
"""Growth from a face to a person's head, over its width and height."""
BESIDE = 1.5
"""How far beyond an outline the face of a photo may stand that it cuts off, in faces' widths."""
PRINTED = 0.5
"""Height of such a face at most, over the longer side that the outline left of its document: 24 of
86 mm on a whole card. Who holds a card before the camera has a larger one."""


def person(face: Face, scenes: Sequence[Scene]) -> Finding:
    """A face on no document, page px: a person's, or the photo of a card whose edges nobody saw.

    Under the chin or beside the cheek the document in the hand begins, whose fields stay legible.
    """
    printed = any(_may_be_of(face, one.document) for one in scenes)
    along, across = LEAST[:2] if printed else PERSON
    quad = face.quad.padded(along * face.quad.width, across * face.quad.height)
    fields = [line for one in scenes if _is_document(one) for line in one.lines if line.is_field]
    why = (Reason("face"), Reason("outside-document"))
    return Finding(Kind.PORTRAIT, _clear_of(fields, quad, face), face.score, why, "portrait")


def _may_be_of(face: Face, place: Document) -> bool:
    """Whether a face may be a document's photo: the edges are guessed, or cut it off, page px."""
    reach = max(place.quad.width, place.quad.height)
    if place.located is not Located.OUTLINE:
        return dist(face.quad.centre, place.quad.centre) < reach
    beside = place.quad.padded(BESIDE * face.quad.width).contains(face.quad.centre)
    return beside and face.quad.height < PRINTED * reach


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
