"""Portraits where no document was looked at: people on the page, and copies of a portrait beyond
its own document, on a card's back beside it or on the facing page of a booklet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Document, Finding, Kind, Located, Page, Quad, Reason
from redactor.read.faces import LOOK_PX
from redactor.read.portraits import CLEAR, STRONG, findings, ghosts, look, main_face
from redactor.read.scene import Scene
from redactor.views import ID1, document, rectify

OVERLOOKED = 0.8
"""Score from which a face on a document counts though its readers passed it over: what was taken
for a document may be a photograph, turned by what seemed to be its text."""
LEAST_BEYOND = 0.4
"""Part of a document's height that must lie above or below it to be a booklet's other page."""


def strays(
    page: Page, scenes: Sequence[Scene], portraits: Sequence[Quad], engines: Engines
) -> tuple[Finding, ...]:
    """Faces that lie on no document, and copies of portraits beyond their own document.

    ``portraits``: those the readers found, in page px; a clear face in none of them counts too.
    """
    documents = [scene.document for scene in scenes]
    faces = _faces(page, engines)
    loose = [face for face in faces if not _on_any(face, documents)]
    overlooked = [
        face
        for face in faces
        if face.score >= OVERLOOKED
        and face not in loose
        and not any(quad.contains(face.quad.centre) for quad in portraits)
    ]
    found = [_person(face) for face in (*loose, *overlooked)]
    upright = document(_page_quad(page), Located.PAGE, 1.0, max(page.width, page.height))
    main = main_face(loose)
    if main is not None:
        scene = Scene(page, 0, upright, page.pixels, (), ())
        found += _copies(main, scene, scene, [face.quad for face in loose], documents, engines)
    for scene in scenes:
        others = [other for other in scenes if other is not scene]
        facing = _facing(page, scene)
        if not others and facing is None:
            continue
        main = main_face([face for face, _ in look(scene, engines)])
        if main is None or main.score < CLEAR:
            continue
        for other in others:
            found += _copies(main, scene, other, (), (), engines)
        if facing is not None:
            found += _copies(main, scene, facing, (), documents, engines)
    return tuple(found)


def _faces(page: Page, engines: Engines) -> tuple[Face, ...]:
    scale = min(1.0, LOOK_PX / max(page.pixels.shape[:2]))
    return engines.faces.detect(page.pixels, STRONG, scale)


def _on_any(face: Face, documents: Sequence[Document]) -> bool:
    return any(document.quad.contains(face.quad.centre) for document in documents)


def _person(face: Face) -> Finding:
    quad = face.quad.padded(0.3 * face.quad.width, 0.35 * face.quad.height)
    why = (Reason("face"), Reason("outside-document"))
    return Finding(Kind.PORTRAIT, quad, face.score, why, "portrait")


def _copies(
    main: Face,
    scene: Scene,
    other: Scene,
    known: Sequence[Quad],
    documents: Sequence[Document],
    engines: Engines,
) -> list[Finding]:
    """Copies of a scene's main face on another; on the whole page, those on no document."""
    there = None if other is scene else other
    copies = ghosts(main, scene, known, engines, there)
    found = [
        one for face, why in copies for one in findings(face, why, other, ghost=True, second=True)
    ]
    if not documents:
        return found
    return [
        replace(one, document=None)
        for one in found
        if not any(document.quad.contains(one.quad.centre) for document in documents)
    ]


def _facing(page: Page, scene: Scene) -> Scene | None:
    """The pages above and below a document that is a booklet's page, enlarged alike."""
    own = scene.document
    if own.size_mm == ID1:
        return None
    width, height = own.view
    xs, ys = zip(*own.to_view.quad(_page_quad(page)).points, strict=True)
    top, bottom = max(-height, round(min(ys))), min(2 * height, round(max(ys)))
    if bottom - top < (1 + LEAST_BEYOND) * height:
        return None
    left, right = max(-width // 4, round(min(xs))), min(5 * width // 4, round(max(xs)))
    quad = own.to_page.quad(Quad.rect(left, top, right - left, bottom - top))
    both = document(quad, Located.PAGE, 1.0, max(right - left, bottom - top))
    return Scene(page, scene.index, both, rectify(page.pixels, both), (), ())


def _page_quad(page: Page) -> Quad:
    return Quad.rect(0, 0, page.width, page.height)
