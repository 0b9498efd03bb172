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
ALONE = 0.14
"""Least height, over the view's, of a faint face on a document without a clear one."""
CLEAR = 0.8
"""Score of a face that is believed even among text."""
AGREED = 0.4
"""Least best score of finds that agree."""
WEAK = 0.28
"""Least score of a find that counts where another agrees."""
UNDER_TEXT = 0.15
"""Part of a ghost under text from which covering it harms fields: a person decides."""
GHOST_CLEAR, GHOST_UNDER_TEXT = 0.6, 0.45
LARGEST = 0.75
"""Largest part of the view's height a portrait's face may fill."""


class PortraitReader:
    """Faces on a document's view: plain, with contrast evened out, and ghosts of the main one."""

    name = "portrait"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """One PORTRAIT finding for each printed photo, its whole picture and not the face alone."""
        whole = scene.document.located is Located.PAGE and scene.document.size_mm is None
        faces = look(scene.view, engines, LOOK_PAGE_PX if whole else LOOK_PX)
        faces = [(face, reason) for face, reason in faces if not is_print(face, scene)]
        if len(faces) == 1:
            faces += ghosts(faces[0][0], scene, engines)
        found = []
        for face, reason in faces:
            box, edges = photo_box(scene.view, face, scene.lines)
            sure = face.score
            if reason == "face-ghost":
                sure = GHOST_CLEAR if text_share(face, scene) < UNDER_TEXT else GHOST_UNDER_TEXT
            quad = scene.document.to_page.quad(box)
            why = (Reason(reason),) + ((Reason("photo-edges"),) if edges else ())
            found.append(Finding(Kind.PORTRAIT, quad, sure, why, self.name, None, scene.index))
        return Reading(tuple(found))


def look(view: Pixels, engines: Engines, most_px: int = LOOK_PX) -> list[tuple[Face, str]]:
    """Faces in a view with the pass that saw them, overlapping ones merged.

    ``most_px``: long side of a second, larger look where the view has that many pixels.  Faint
    ones are believed where they are not larger than the clearest face: a ghost is a small copy.
    """
    scale = min(2.0, LOOK_PX / max(view.shape[:2]))
    found = [(face, "face") for face in engines.faces.detect(view, STRONG, scale)]
    larger = min(1.0, most_px / max(view.shape[:2]))
    if larger > 1.3 * scale:
        found += [(face, "face") for face in engines.faces.detect(view, STRONG, larger)]
    tallest = max((face.quad.height for face, _ in found), default=None)
    faint = engines.faces.detect(evened(view), FAINT, scale)
    found += [
        (face, "face-faint")
        for face in faint
        if (
            face.quad.height >= ALONE * view.shape[0]
            if tallest is None
            else face.quad.height <= 1.15 * tallest
        )
    ]
    kept: list[tuple[Face, str]] = []
    height = view.shape[0]
    for face, reason in sorted(found, key=lambda item: (item[1], -item[0].score)):
        if not 0.02 * height < face.quad.height < LARGEST * height * 1.34:
            continue
        if all(face.quad.overlap(other.quad) < 0.35 for other, _ in kept):
            kept.append((face, reason))
    return kept


def ghosts(main: Face, scene: Scene, engines: Engines) -> list[tuple[Face, str]]:
    """Pale copies of the main face: weak finds that agree over several scales and passes.

    One weak find is a pattern in the security print as often as a face; the same place found
    twice, at about a ghost's size, seldom is.
    """
    view = scene.view
    base = LOOK_PX / max(view.shape[:2])
    weak = [
        face
        for picture in (view, evened(view))
        for factor in (1.0, 1.45, 2.1)
        for face in engines.faces.detect(picture, WEAK, factor * base)
        if 0.25 < face.quad.height / main.quad.height < 1.2
        and face.quad.overlap(main.quad) < 0.2
        and not is_print(face, scene)
    ]
    kept: list[tuple[Face, str]] = []
    for face in weak:
        seconds = [o for o in weak if o is not face and _alike(face, o)]
        enough = len(seconds) >= 2 and max(o.score for o in (face, *seconds)) >= AGREED
        if enough and all(face.quad.overlap(other.quad) < 0.35 for other, _ in kept):
            best = max([face, *seconds], key=lambda item: item.score)
            kept.append((best, "face-ghost"))
    return kept


def _alike(one: Face, other: Face) -> bool:
    """Whether two finds are of one face: same place, same size."""
    ratio = one.quad.height / max(other.quad.height, 1e-6)
    return one.quad.overlap(other.quad) > 0.6 and 0.6 < ratio < 1.67


def is_print(face: Face, scene: Scene) -> bool:
    """Whether a find is a letter or two: no higher than the text it lies on, or in a zone."""
    if any(line.view.contains(face.quad.centre) for zone in scene.zones for line in zone.lines):
        return True
    if face.score >= CLEAR:
        return False
    return any(
        face.quad.height < 2.2 * min(line.view.width, line.view.height)
        and line.view.overlap(face.quad) > 0.25
        for line in scene.lines
        if line.score > 0.6
    )


def text_share(face: Face, scene: Scene) -> float:
    """Part of a face's box that lines of text run over."""
    left, top, right, bottom = face.quad.bounds
    over = 0.0
    for line in scene.lines:
        x, t, r, b = line.box
        if line.score > 0.75:
            over += max(0.0, min(r, right) - max(x, left)) * max(0.0, min(b, bottom) - max(t, top))
    return over / max(face.quad.area, 1.0)


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
