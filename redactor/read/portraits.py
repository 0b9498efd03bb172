"""Portraits: the faces a detector sees, grown to the whole printed photo around each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from redactor.documents.mrz import MrzFormat
from redactor.engines import Engines
from redactor.engines.faces import Face
from redactor.engines.outlines import Outlines
from redactor.engines.twins import Twin, twins
from redactor.model import Doubt, Finding, Kind, Located, Quad, Reason
from redactor.read.coarse import ALONE, closer, veiled
from redactor.read.cut import cuts_face, lost_portrait
from redactor.read.faces import LOOK_PX, Answers, ask, from_score, look_scale, no_giant
from redactor.read.inprint import (
    UNDER_TEXT,
    in_zone,
    is_lettered,
    is_print,
    text_share,
    without_signs,
    without_text,
)
from redactor.read.notches import PART, pieces, repeated
from redactor.read.photo import photo_box, printed_over
from redactor.read.prose import is_letter
from redactor.read.scene import Reading, Scene
from redactor.read.signs import CLEAR_FACE, COPY, LIKELY_COPY
from redactor.read.specks import specks
from redactor.read.tilted import lean, righted

LOOK_PAGE_PX = 2000
"""Long side for a whole page, on which a card may fill a part only."""
STRONG = 0.6
"""Score of a face that is believed, and whose copies are sought: in the dark even a large one is
seen faintly, and so is one on a small scan."""
FAINT = 0.5
SMALLER = 0.8
"""Height of a face, over the portrait's, under which it is a ghost's."""
OWN, ON_PHOTO = 0.6, 0.3
"""How far a portrait's photo reaches beyond its face, over the face, and part of a likely ghost on
it from which it is hair or clothes of the portrait itself."""
GHOST_CLEAR, GHOST_UNDER_TEXT = 0.6, 0.45
PORTRAIT = 0.65
"""Height of a clear face, over the portrait's, from which it may be another holder's portrait."""
HOLDERS = 3
"""Most other holders on a sheet whose small pictures are sought."""
SECOND = 2
"""Clear faces from which on a document's second picture is known."""
CUT = 0.1
"""Part of a document's height that must lie beyond the picture's rim to say that it is cut."""
SAME_COPY = 0.3
"""Overlap of two copies that are one, seen in two ways."""
MANY, ROW, SAME, PHOTO_WIDE = 4, 3, 0.25, 1.4
"""How many likely copies make a row of ornaments, and how many where two of them stand closer than
photos can; how alike they are in height and place, over a face's height; how wide a printed photo
is at least, over its face's width."""
AS_LARGE = 1.15
"""Height of a likely copy over the portrait's from which it is none: copies are no larger."""
VEILED = 0.5
"""Score of an answer on the coarsest pictures that makes a place worth comparing."""
LARGEST = 0.75
"""Largest part of the view's height a portrait's face may fill."""


class PortraitReader:
    """Faces on a document's view: plain, with contrast evened out, and ghosts of the main one."""

    name = "portrait"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """One PORTRAIT finding for each printed photo, its whole picture and not the face alone."""
        faces = [one for one in look(scene, engines) if not is_print(one[0], scene)]
        main = main_face([face for face, _ in faces])
        if main is not None and main.score >= STRONG:
            # a faint find may be half a ghost: its copy is covered beside it
            known = [face.quad for face, _ in faces if face.score >= CLEAR_FACE]
            hints = hinted(scene, engines)
            for one in (main, *_portraits_beside(main, [face for face, _ in faces])):
                found = ghosts(one, scene, known, engines, hints=hints)
                copies = _likely(found, one, len(known), scene)
                copies = [copy for copy in copies if on_page(copy[0], scene)]
                faces += copies
                known += [face.quad for face, _ in copies]
        doubts = []
        seen = [face for face, reason in faces if reason.startswith("face")]
        clear = [face for face in seen if face.score >= CLEAR_FACE]
        if lacks_portrait(seen, scene) or lost_portrait(seen, scene) or cuts_face(clear, scene):
            doubts.append(Doubt("expected-not-found", Kind.PORTRAIT.value, scene.document.quad))
        photos = tuple(
            finding
            for face, reason in faces
            for finding in findings(
                face, reason, scene, ghost=_is_ghost(face, main), second=face is not main
            )
        )
        known = [scene.document.to_view.quad(finding.quad) for finding in photos]
        return Reading(photos + specks(scene, main, known, self.name), tuple(doubts))


def _portraits_beside(main: Face, faces: Sequence[Face]) -> list[Face]:
    """Clear faces as large as the main one, the largest few: several documents lie on one sheet.

    Many such are people in a photograph, each of whom was seen.
    """
    large = [
        face
        for face in faces
        if face is not main
        and face.score >= CLEAR_FACE
        and face.quad.height >= PORTRAIT * main.quad.height
    ]
    return sorted(large, key=lambda face: -face.quad.area)[:HOLDERS]


def _likely(
    copies: Sequence[tuple[Face, str]], main: Face, clear: int, scene: Scene
) -> list[tuple[Face, str]]:
    """Copies less those no more than likely that lie on the portrait's own photo, or under text.

    ``clear``: faces seen clearly, the main one among them.
    """
    photo = main.quad.padded(OWN * main.quad.width, OWN * main.quad.height)
    apart = [
        (face, why)
        for face, why in without_signs(copies, scene)
        if why != LIKELY_COPY or photo.overlap(face.quad) <= ON_PHOTO
    ]
    return apart if clear < SECOND else without_text(apart, scene)


def lacks_portrait(faces: Sequence[Face], scene: Scene) -> bool:
    """Whether a passport's page shows faces and none of them is its portrait's.

    That stands left above the zone (ICAO 9303-4); a face further right is a ghost's.  Of a page cut
    by the picture's rim a part without any face may show.
    """
    known = scene.document.located is Located.OUTLINE
    pages = [zone for zone in scene.zones if zone.mrz.format is MrzFormat.TD3]
    if not known or not pages:
        return False
    middle = max(pages[0].lines, key=lambda line: line.view.width).view.centre[0]
    corners = scene.document.quad.padded(-CUT * scene.document.quad.height).points
    cut = not all(map(scene.page.quad.contains, corners))
    return (cut or bool(faces)) and all(face.quad.centre[0] > middle for face in faces)


def on_page(face: Face, scene: Scene) -> bool:
    """Whether a find lies in the picture: a cut document's view goes on beyond the rim."""
    return scene.page.quad.contains(scene.document.to_page.quad(face.quad).centre)


def _is_ghost(face: Face, main: Face | None) -> bool:
    """Whether a face belongs to a second picture of the holder."""
    return main is not None and face is not main and face.quad.height < SMALLER * main.quad.height


def findings(
    face: Face, reason: str, scene: Scene, *, ghost: bool, second: bool
) -> tuple[Finding, ...]:
    """A face as its whole photo, in page px; one under the holder's name in several pieces.

    ``ghost``: it is a small picture; ``second``: it is not the document's main one.
    """
    scene = righted(scene, face, lean(scene, face))
    # a part of a page that was framed around print may cut a photo beside it
    framed = scene.document.located is Located.PAGE
    over = printed_over(face, scene.lines, ghost=ghost)
    beside = [line for line in scene.lines if line not in over]
    box, edges = photo_box(scene.view, face, beside, ghost=ghost, second=second, beyond=framed)
    sure = face.score
    if reason == LIKELY_COPY:
        sure = GHOST_CLEAR if text_share(face, scene) < UNDER_TEXT else GHOST_UNDER_TEXT
    why = (Reason(reason),) + ((Reason("photo-edges"),) if edges else ())
    kept = repeated(beside, scene.zones) if second else ()
    parts = pieces(box, face.quad, (*over, *kept))
    return tuple(
        Finding(
            Kind.PORTRAIT,
            scene.document.to_page.quad(part),
            sure,
            why if index == 0 else (*why, Reason(PART)),
            PortraitReader.name,
            None,
            scene.index,
        )
        for index, part in enumerate(parts)
    )


def look(scene: Scene, engines: Engines) -> tuple[tuple[Face, str], ...]:
    """Faces in a scene's view with the pass that saw them, overlapping ones merged.

    A view with more pixels is looked at once more, larger, a whole page more so.  Faint ones are
    believed where they are not larger than the clearest face: a ghost is a small copy.  Where the
    scene was looked at before, what was seen then.
    """
    if scene.looked is not None:
        return scene.looked
    view, answers = scene.view, _answers(scene, engines)
    found = [(face, "face") for face in from_score(answers.plain, STRONG)]
    whole = scene.document.located is Located.PAGE and scene.document.size_mm is None
    larger = min(1.0, (LOOK_PAGE_PX if whole else LOOK_PX) / max(view.shape[:2]))
    if larger > 1.3 * look_scale(view):
        found += [(face, "face") for face in engines.faces.detect(view, STRONG, larger)]
    found = [(face, why) for face, why in found if no_giant(face, view, look_scale(view), engines)]
    if not is_letter(scene):
        found += closer([face for face, _ in found], view, engines)
    tallest = max((face.quad.height for face, _ in found), default=None)
    found += [
        (face, "face-faint")
        for face in from_score(answers.evened, FAINT)
        if (
            face.quad.height >= ALONE * view.shape[0]
            if tallest is None
            else face.quad.height <= 1.15 * tallest
        )
    ]
    kept: list[tuple[Face, str]] = []
    height = view.shape[0]
    for face, reason in sorted(found, key=lambda one: (one[1] == "face-faint", -one[0].score)):
        if not 0.02 * height < face.quad.height < LARGEST * height * 1.34:
            continue
        if all(face.quad.overlap(other.quad) < 0.35 for other, _ in kept):
            kept.append((face, reason))
    return tuple(kept)


def main_face(faces: Sequence[Face]) -> Face | None:
    """The portrait's face: the largest of the clear ones, or the clearest."""
    clear = [face for face in faces if face.score >= CLEAR_FACE]
    if clear:
        return max(clear, key=lambda face: face.quad.area)
    return max(faces, key=lambda face: face.score, default=None)


def ghosts(
    main: Face,
    scene: Scene,
    known: Sequence[Quad],
    engines: Engines,
    other: Scene | None = None,
    enlarged: float = 1.0,
    hints: Sequence[Face] = (),
) -> list[tuple[Face, str]]:
    """Copies of the main face that no look saw: pale, under text, in metal or tinted.

    One no higher than the letters of a line it stands in is no more than likely: an O is an oval.

    ``known``: faces seen already.  ``other``: the document searched, where it is another one, and
    ``enlarged``: how much more it is enlarged than the scene's.  ``hints``: what ``hinted``
    tells of the scene where that is searched: less likeness is enough there.
    """
    elsewhere = None if other is None else other.view
    there = scene if other is None else other
    outlines = Outlines(scene.view, main.quad, elsewhere, enlarged)
    with engines.pool() as pool:
        printed = pool.submit(outlines.copies)
        alike = twins(scene.view, main.quad, engines.faces, elsewhere, hints, enlarged)
        drawn = [twin for twin in printed.result() if not is_lettered(twin.quad, there)]
    copies = _once([*alike, *drawn])
    likely = [twin.quad for twin in copies if not twin.clear]
    found = []
    for twin in copies:
        clear = twin.clear
        if not clear:
            large = twin.quad.height > AS_LARGE * main.quad.height * enlarged
            agree, clear = outlines.speaks(twin.quad)
            if large or not agree or _in_row(twin.quad, likely):
                continue
        face = Face(twin.quad, twin.score, ())
        if any(twin.quad.overlap(quad) > 0.2 for quad in known) or in_zone(face, there):
            continue
        sure = clear and not is_lettered(twin.quad, there)
        found.append((face, COPY if sure else LIKELY_COPY))
    return found


def _once(copies: Sequence[Twin]) -> list[Twin]:
    """Copies without those seen in two ways, certain ones first."""
    kept: list[Twin] = []
    for twin in sorted(copies, key=lambda copy: not copy.clear):
        if all(twin.quad.overlap(other.quad) <= SAME_COPY for other in kept):
            kept.append(twin)
    return kept


def _in_row(copy: Quad, likely: Sequence[Quad]) -> bool:
    """Whether a likely copy is one of a row of rings or dots of a security print.

    Such are of one size, at one height, and many, or closer than photos can be printed.
    """
    high, wide = copy.height, copy.width
    row = sorted(
        other.centre[0]
        for other in likely
        if abs(other.height - high) < SAME * high
        and abs(other.centre[1] - copy.centre[1]) < SAME * high
    )
    steps = [after - before for before, after in pairwise(row)]
    return len(row) >= MANY or (len(row) >= ROW and min(steps) < PHOTO_WIDE * wide)


def _answers(scene: Scene, engines: Engines) -> Answers:
    """The face detector's answers on a scene's view, which is asked where nobody did."""
    return scene.faces or ask(scene.view, engines)


def hinted(scene: Scene, engines: Engines) -> tuple[Face, ...]:
    """Places at which the detector answers at all, surest first; few of them are faces."""
    answers = _answers(scene, engines)
    coarse = veiled(scene.view, engines, VEILED)
    kept: list[Face] = []
    for face in sorted((*answers.plain, *answers.evened, *coarse), key=lambda f: -f.score):
        if all(face.quad.overlap(other.quad) < 0.35 for other in kept):
            kept.append(face)
    return tuple(kept)


__all__ = ["PortraitReader", "findings", "ghosts", "hinted", "look", "main_face", "on_page"]
