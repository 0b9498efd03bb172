"""Portraits: the faces a detector sees, grown to the whole printed photo around each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Document, Finding, Kind, Located, Page, Pixels, Reason
from redactor.read.photo import photo_box
from redactor.read.scene import Reading, Scene

LOOK_PX = 1000
"""Long side at which faces are looked for; a 4 mm ghost's face on a card is 45 px wide there."""
LOOK_PAGE_PX = 2000
"""Long side for a whole page, on which a card may fill a part only."""
STRONG = 0.6
FAINT = 0.5
LARGEST = 0.75
"""Largest part of the view's height a portrait's face may fill."""


class PortraitReader:
    """Faces on a document's view, plain and with contrast evened out for ghost images."""

    name = "portrait"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """One PORTRAIT finding for each printed photo, its whole picture and not the face alone."""
        whole = scene.document.located is Located.PAGE and scene.document.size_mm is None
        faces = look(scene.view, engines, LOOK_PAGE_PX if whole else LOOK_PX)
        found = []
        for face, reason in faces:
            box, edges = photo_box(scene.view, face, scene.lines)
            quad = scene.document.to_page.quad(box)
            why = (Reason(reason),) + ((Reason("photo-edges"),) if edges else ())
            found.append(
                Finding(Kind.PORTRAIT, quad, face.score, why, self.name, None, scene.index)
            )
        return Reading(tuple(found))


def look(view: Pixels, engines: Engines, most_px: int = LOOK_PX) -> list[tuple[Face, str]]:
    """Faces in a view with the pass that saw them, overlapping ones merged.

    ``most_px``: long side of a second, larger look where the view has that many pixels.
    """
    scale = min(2.0, LOOK_PX / max(view.shape[:2]))
    found = [(face, "face") for face in engines.faces.detect(view, STRONG, scale)]
    larger = min(1.0, most_px / max(view.shape[:2]))
    if larger > 1.3 * scale:
        found += [(face, "face") for face in engines.faces.detect(view, STRONG, larger)]
    even = evened(view)
    found += [(face, "face-faint") for face in engines.faces.detect(even, FAINT, scale)]
    kept: list[tuple[Face, str]] = []
    height = view.shape[0]
    for face, reason in sorted(found, key=lambda item: (item[1], -item[0].score)):
        if face.quad.height > LARGEST * height * 1.34 or face.quad.height < 0.02 * height:
            continue
        if all(face.quad.overlap(other.quad) < 0.35 for other, _ in kept):
            kept.append((face, reason))
    return kept


def evened(view: Pixels) -> Pixels:
    """The view in grey with local contrast stretched: ghost images are pale on security print."""
    import cv2

    grey = cv2.cvtColor(view, cv2.COLOR_RGB2GRAY)
    smooth = cv2.GaussianBlur(grey, (0, 0), max(1.0, max(view.shape[:2]) / 1100))
    level = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(6, 9)).apply(smooth)
    return np.asarray(cv2.cvtColor(level, cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def stray_faces(page: Page, documents: Sequence[Document], engines: Engines) -> tuple[Finding, ...]:
    """Faces anywhere on the page that lie on no document: a person holding the card, say."""
    scale = min(1.0, LOOK_PX / max(page.pixels.shape[:2]))
    found = []
    for face in engines.faces.detect(page.pixels, STRONG, scale):
        if any(document.quad.contains(face.quad.centre) for document in documents):
            continue
        quad = face.quad.padded(0.3 * face.quad.width, 0.35 * face.quad.height)
        why = (Reason("face"), Reason("outside-document"))
        found.append(Finding(Kind.PORTRAIT, quad, face.score, why, "portrait"))
    return tuple(found)


__all__ = ["PortraitReader", "evened", "look", "stray_faces"]
