"""Portraits and codes where no document was looked at: people on the page, copies of a portrait
beyond its own document, on a card's back beside it or on the facing page of a booklet, and codes
beside the print of a document whose edges cannot be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import dist

from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.model import Document, Finding, Located, Page, Quad
from redactor.read.codes import CodeReader
from redactor.read.faces import LOOK_PX, no_giant
from redactor.read.framing import on_sheet
from redactor.read.halves import halved
from redactor.read.inprint import without_signs, without_text
from redactor.read.people import person
from redactor.read.portraits import (
    STRONG,
    findings,
    ghosts,
    hinted,
    look,
    main_face,
)
from redactor.read.scene import Scene
from redactor.read.signs import CLEAR_FACE, COPY
from redactor.views import ID1, document, rectify

OVERLOOKED = 0.8
"""Score from which a face on a document counts though its readers passed it over: what was taken
for a document may be a photograph, turned by what seemed to be its text."""
LEVEL = 0.3
"""Radians that a document may lean for an upright face's box to be one on its view."""
ALL = 0.97
"""Part of a page that a document fills when nothing lies beside it."""
CODES_PX = 2000
"""Long side at which codes are looked for on a page; half a millimetre is 3 px of an A4 there."""
REACH = 4.0
"""How far around a face on no outline copies of it are sought, in its heights: a
passport's page is 125 mm wide and one of 88 mm lies above it, a face on it 26 mm high."""
LEAST_BEYOND = 0.4
"""Part of a document's height that must lie above or below it to be a booklet's other page."""


@dataclass(frozen=True, slots=True)
class Strays:
    """What was seen beside the documents, and faces on them, in page px."""

    findings: tuple[Finding, ...]
    faces: tuple[Face, ...]


def strays(
    page: Page,
    scenes: Sequence[Scene],
    engines: Engines,
    print_beside: Sequence[Quad] | None = None,
    faces: Sequence[Face] | None = None,
) -> Strays:
    """Faces that lie on no document, copies of portraits beyond their own document, and codes.

    ``print_beside``: lines of text outside all outlines, page px; None where they are not known.
    ``faces``: ``page_faces`` of the page, where they were looked for already.
    """
    documents = [scene.document for scene in scenes]
    with engines.pool() as pool:
        codes = pool.submit(_codes, page, documents, engines)
        beyond = [
            pool.submit(_beyond_own, page, scene, scenes, engines, print_beside) for scene in scenes
        ]
        cut = [pool.submit(halved, scene, engines) for scene in scenes]
        faces = page_faces(page, engines) if faces is None else faces
        loose = [face for face in faces if not _on_any(face, documents)]
        found = [person(face, scenes) for face in loose]
        main = main_face(loose)
        if main is not None:
            scene = _around(main, page)
            main = Face(scene.document.to_view.quad(main.quad), main.score, ())
            known = [scene.document.to_view.quad(face.quad) for face in loose]
            found += _copies(main, scene, scene, known, documents, engines)
        for copies in beyond:
            found += copies.result()
        for halves in cut:
            found += halves.result()
        found += codes.result()
    return Strays(tuple(found), tuple(face for face in faces if face not in loose))


def _around(face: Face, page: Page) -> Scene:
    """As much of a page as a document with this face on it could fill, at its own size.

    On a large page a copy of it would be too small to be known.
    """
    x, y, right, bottom = face.quad.padded(REACH * face.quad.height).bounds
    quad = on_sheet((x, y), (right, bottom), (page.width, page.height))
    return _part(page, 0, quad, round(max(quad.width, quad.height)))


def _beyond_own(
    page: Page,
    scene: Scene,
    scenes: Sequence[Scene],
    engines: Engines,
    print_beside: Sequence[Quad] | None,
) -> list[Finding]:
    """Copies of a document's portrait on other documents, and on a booklet's other page.

    Where no line of text stands above or below a document's outline, no page lies there.
    """
    others = [other for other in scenes if other is not scene]
    both = _both_pages(page, scene)
    if both is not None and print_beside is not None:
        around = scene.document.to_page.quad(both)
        both = both if any(around.contains(line.centre) for line in print_beside) else None
    if not others and both is None:
        return []
    main = main_face([face for face, _ in look(scene, engines)])
    if main is None or main.score < CLEAR_FACE or _is_others(main, scene, others):
        return []
    with engines.pool() as pool:
        searches = [pool.submit(_copies, main, scene, other, (), (), engines) for other in others]
        if both is not None:
            documents = [one.document for one in scenes]
            searches.append(pool.submit(_facing, main, scene, both, documents, engines))
        return [one for search in searches for one in search.result()]


def passed_over(
    faces: Sequence[Face], scenes: Sequence[Scene], portraits: Sequence[Quad]
) -> tuple[Finding, ...]:
    """Clear faces on documents that lie in none of the portraits their readers found.

    ``faces`` and ``portraits`` in page px.
    """
    overlooked = [
        face
        for face in faces
        if face.score >= OVERLOOKED
        and not any(quad.contains(face.quad.centre) for quad in portraits)
    ]
    return tuple(one for face in overlooked for one in _passed_over(face, scenes))


def _is_others(face: Face, scene: Scene, others: Sequence[Scene]) -> bool:
    """Whether a face on a block of text stands on a document whose outline lies under that."""
    if scene.document.located is Located.OUTLINE:
        return False
    centre = scene.document.to_page.quad(face.quad).centre
    return any(
        other.document.located is Located.OUTLINE and other.document.quad.contains(centre)
        for other in others
    )


def _codes(page: Page, documents: Sequence[Document], engines: Engines) -> tuple[Finding, ...]:
    """Codes that lie on no document; each counts as the nearest one's, whose edges are guessed.

    A document with edges has its codes within, and what lies beside it on a desk is nobody's.
    """
    whole = page.quad
    guessed = [place.quad for place in documents if place.located is Located.PAGE]
    if not guessed or any(
        quad.shared(whole) > ALL and quad.area > ALL * whole.area for quad in guessed
    ):
        return ()
    scene = _part(page, 0, whole, min(CODES_PX, max(page.width, page.height)))
    found = CodeReader().read(scene, engines).findings
    return tuple(
        replace(one, document=_nearest(one.quad, documents))
        for one in found
        if not any(place.quad.contains(one.quad.centre) for place in documents)
    )


def _nearest(quad: Quad, documents: Sequence[Document]) -> int | None:
    """The document without edges that lies nearest, by middles; None where there is none."""
    guessed = [
        (dist(place.quad.centre, quad.centre), i)
        for i, place in enumerate(documents)
        if place.located is Located.PAGE
    ]
    return min(guessed)[1] if guessed else None


def _passed_over(face: Face, scenes: Sequence[Scene]) -> tuple[Finding, ...]:
    """A face that its document's readers did not see, as its whole photo where it stands level."""
    for scene in scenes:
        own = scene.document
        if own.quad.contains(face.quad.centre) and abs(own.quad.angle) < LEVEL:
            there = Face(own.to_view.quad(face.quad), face.score, ())
            return findings(there, "face", scene, ghost=False, second=False)
    return (person(face, scenes),)


def page_faces(page: Page, engines: Engines) -> tuple[Face, ...]:
    """Faces on a page as a whole, in its px; a printed pattern's giant "face" is none."""
    scale = min(1.0, LOOK_PX / max(page.pixels.shape[:2]))
    found = engines.faces.detect(page.pixels, STRONG, scale)
    return tuple(face for face in found if no_giant(face, page.pixels, scale, engines))


def _on_any(face: Face, documents: Sequence[Document]) -> bool:
    return any(document.quad.contains(face.quad.centre) for document in documents)


def _within_any(quad: Quad, documents: Sequence[Document]) -> bool:
    """Whether a place lies wholly on a document, or on one with edges by its middle."""
    return any(
        place.quad.contains(quad.centre)
        if place.located is Located.OUTLINE
        else all(map(place.quad.contains, quad.points))
        for place in documents
    )


def _copies(
    main: Face,
    scene: Scene,
    other: Scene,
    known: Sequence[Quad],
    documents: Sequence[Document],
    engines: Engines,
) -> list[Finding]:
    """Copies of a scene's main face on another; on the whole page, those on no document."""
    there, hints = (None, hinted(scene, engines)) if other is scene else (other, ())
    copies = ghosts(main, scene, known, engines, there, enlarged(scene, other), hints)
    copies = without_signs(copies, other)
    if any(why == COPY for _, why in copies):
        copies = without_text(copies, other)
    found = _found(copies, other)
    return _beside(found, documents) if documents else found


def _found(copies: Sequence[tuple[Face, str]], scene: Scene) -> list[Finding]:
    """Copies as findings on the scene they were found on."""
    return [
        one for face, why in copies for one in findings(face, why, scene, ghost=True, second=True)
    ]


def _beside(found: Sequence[Finding], documents: Sequence[Document]) -> list[Finding]:
    """Those that lie on no document, or over its rim: a part framed around print may cut them."""
    return [replace(one, document=None) for one in found if not _within_any(one.quad, documents)]


def enlarged(scene: Scene, other: Scene) -> float:
    """How much more another document's view is enlarged than the scene's.

    Documents are taken to be enlarged alike; a block of text has no size of its own and is
    enlarged for reading, however small it is.
    """
    if other.document.located is not Located.TEXT:
        return 1.0
    own, there = (one.document.view[0] / one.document.quad.width for one in (scene, other))
    return max(1.0, there / own)


def _facing(
    main: Face, scene: Scene, both: Quad, documents: Sequence[Document], engines: Engines
) -> list[Finding]:
    """Copies of a scene's main face beside all documents, on the pages above and below it.

    ``both``: those pages in px of the scene's view, which is larger than a search needs.
    """
    part = min(1.0, LOOK_PX / max(scene.view.shape[:2]))
    small = _beyond(scene, both, part)
    copies = [
        (Face(Quad.of(face.quad.array() / part), face.score, ()), why)
        for face, why in ghosts(main, scene, (), engines, small, part)
        if not _within_any(small.document.to_page.quad(face.quad), documents)
    ]
    if not copies:
        return []
    large = _beyond(scene, both, 1.0)
    return _beside(_found(copies, large), documents)


def _beyond(scene: Scene, both: Quad, part: float) -> Scene:
    """An area in px of a scene's view as a scene of its own, ``part`` of its size."""
    long = max(16, round(part * max(both.width, both.height)))
    return _part(scene.page, scene.index, scene.document.to_page.quad(both), long)


def _part(page: Page, index: int, quad: Quad, long: int) -> Scene:
    """An area in px of a page as a scene of its own, nothing read on it, ``long`` px long."""
    place = document(quad, Located.PAGE, 1.0, long)
    return Scene(page, index, place, rectify(page.pixels, place), (), ())


def _both_pages(page: Page, scene: Scene) -> Quad | None:
    """The pages above and below a document that is a booklet's page, in px of its view."""
    own = scene.document
    if own.size_mm == ID1:
        return None
    width, height = own.view
    xs, ys = zip(*own.to_view.quad(page.quad).points, strict=True)
    top, bottom = max(-height, round(min(ys))), min(2 * height, round(max(ys)))
    if bottom - top < (1 + LEAST_BEYOND) * height:
        return None
    left, right = max(-width // 4, round(min(xs))), min(5 * width // 4, round(max(xs)))
    return Quad.rect(left, top, right - left, bottom - top)
