"""Looks at a page's documents: each in the direction and at the scale that reads best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from redactor.documents import business_lines, country_of
from redactor.documents.mrz import looks_like_mrz
from redactor.engines import Engines
from redactor.model import Document, Located, Page, Pixels, Quad
from redactor.read.faces import ask, from_score
from redactor.read.framing import (
    among_print,
    around_block,
    around_face,
    around_print,
    framed,
    is_one,
)
from redactor.read.mrz import LOOKS, find_zones
from redactor.read.prose import BUSINESS_LINES
from redactor.read.scene import Line, Scene, Zone, find_lines, recognise
from redactor.read.signs import CLEAR_FACE
from redactor.views import document, rectify, rotated

CLEAR = 0.86
"""Mean line score of text read the right way up; under it the other directions are tried."""
UPWARDS, MOSTLY = 3, 0.6
"""Quarter turns of text that runs upwards, and part of all text that must."""
TITLE = 20
"""Signs that read well from which even one line of them tells: a distant card's title."""
GARBLED = 0.6
"""Mean line score under which even a sure direction may be a quarter turn off."""
SURE_UPRIGHT = 0.6
SHEET = 0.75
"""Part of a page from which what has edges on it is the sheet that was laid on the glass."""
KNOWN = 0.5
"""How surely a country is told."""
UNSURE, LONG, FEWEST = 0.86, 2.0, 3
"""Score of a line that may stand upside down, least width over height of such a line, and fewest
of them that make a document of their own."""
FEW = 8
"""Lines of a block from which there is no need to look for captions too fine to have been seen."""
RIM = 2
"""px of a part's rim which a line that goes on beyond it reaches."""
UPENDED = ">>"
"""Fillers of a zone that is read upside down, which may well score."""


def look_at(
    page: Page,
    index: int,
    found: Document,
    sure: float,
    loose: Sequence[Quad],
    engines: Engines,
    *,
    outlined: bool = False,
) -> Scene:
    """A document's scene, read in the direction that reads best.

    ``outlined``: its page has a document with an outline, beside which a block of print is the
    desk's unless it speaks of a document.
    """
    first = _seen(page, found, loose, engines)
    with engines.pool() as pool:
        # lines are found, and faces take memory of their own
        rest = pool.submit(engines.text.rest)
        faces = pool.submit(ask, first.view, engines)
        found, view, lines = _read(page, first, engines)
        rest.result()
    if _upwards(lines):
        found, view, lines = _look(page, _turned(found, UPWARDS), loose, engines)
    if sure < SURE_UPRIGHT or _clarity(lines) < CLEAR:
        best = (_clarity(lines), found, view, lines)
        for turns in (2, 1, 3):
            if turns != 2 and sure >= SURE_UPRIGHT and best[0] >= GARBLED:
                break
            other = _turned(found, turns)
            other, other_view, other_lines = _look(page, other, loose, engines)
            mark = _clarity(other_lines)
            if mark > best[0] + 0.03 and not _upwards(other_lines):
                best = (mark, other, other_view, other_lines)
        _, found, view, lines = best
    zones, lines = find_zones(page, found, lines, engines)
    if found.located is Located.TEXT and not zones:
        unclear = len(lines) < FEW or any(line.score < UNSURE for line in lines)
        if (unclear and not outlined) or _speaks([line.text for line in lines]):
            zones, lines = _block_again(page, found, view, zones, lines, engines)
    card = framed(found, zones, lines)
    if card is not None:
        closer = look_at(page, index, card, 1.0, loose, engines)
        if closer.zones:
            return closer
    answers = faces.result() if view is first.view else ask(view, engines)
    scene = Scene(page, index, found, view, lines, zones, answers)
    return _by_its_face(scene, engines) or _by_its_print(scene, engines) or scene


def _block_again(
    page: Page,
    found: Document,
    view: Pixels,
    zones: tuple[Zone, ...],
    lines: tuple[Line, ...],
    engines: Engines,
) -> tuple[tuple[Zone, ...], tuple[Line, ...]]:
    """The lines of a block of text that is a document's, found anew at its own scale.

    At the page's scale two lines of a zone are one, and captions are too fine to be seen.
    """
    closer = recognise(page, found, find_lines(view, engines), engines)
    read, closer = find_zones(page, found, closer, engines)
    return (read, closer) if read or _well_read(closer) > _well_read(lines) else (zones, lines)


def _well_read(lines: Sequence[Line]) -> int:
    """Signs in lines that read well."""
    return sum(len(line.text) for line in lines if line.score >= CLEAR)


def _by_its_face(scene: Scene, engines: Engines) -> Scene | None:
    """The card that a small face on a sheet belongs to, where the sheet's own print is a letter's.

    A distant card's print is too fine beside a letter's to be seen at the scale of that.
    """
    if scene.document.located is not Located.PAGE or scene.zones or scene.faces is None:
        return None
    if country_of(scene.texts, None)[1] >= KNOWN or (
        any(_tells(line.score, line.text) for line in scene.lines)
        and not business_lines(scene.texts)
    ):
        return None
    card = around_face(scene.document, scene.faces.plain)
    if card is None:
        return None
    closer = look_at(scene.page, scene.index, card, 0.0, (), engines)
    told = closer.zones or country_of(closer.texts, None)[1] >= KNOWN
    return closer if told else None


def _by_its_print(scene: Scene, engines: Engines) -> Scene | None:
    """The print around a line or two on a sheet on which hardly anything else was seen.

    Beside a number or a name of 3 mm the captions of one are too fine to be seen at a sheet's
    scale, and so are thin digits on a hard copy.
    """
    if scene.document.located is not Located.PAGE or scene.zones or len(scene.lines) >= FEWEST:
        return None
    if not any(line.is_field for line in scene.lines):
        return None
    near = around_print(scene.document, [line.view for line in scene.lines], fewest=1)
    if near is None:
        return None
    closer = look_at(scene.page, scene.index, near, 1.0, (), engines)
    return closer if len(closer.lines) >= FEWEST else None


def _turned(found: Document, turns: int) -> Document:
    """The document read in another direction, by clockwise quarter turns of its content."""
    return document(rotated(found.quad, turns), found.located, found.confidence, max(found.view))


def _upwards(lines: Sequence[Line]) -> bool:
    """Whether most of what reads well runs upwards: the document was taken for turned."""
    clear = [line for line in lines if line.score >= CLEAR]
    total = _well_read(clear)
    rising = _well_read([line for line in clear if line.rises])
    return (len(clear) >= FEWEST or total >= TITLE) and rising > MOSTLY * total


def with_framed(page: Page, scenes: Sequence[Scene], engines: Engines) -> list[Scene]:
    """The scenes, and a card's own where its zone alone tells it from other print on the sheet.

    What is left of the sheet is a desk's print or a letter's, unless it speaks of a document or
    shows a face.
    """
    kept, found = [_in_card(page, scene, scenes, engines) for scene in scenes], list[Scene]()
    for at, scene in enumerate(kept):
        card = among_print(scene.document, scene.zones, scene.lines)
        if card is None:
            continue
        closer = look_at(page, len(scenes) + len(found), card, 1.0, (), engines)
        if closer.zones:
            if not any(is_one(card.quad, one.document.quad) for one in (*kept, *found)):
                found.append(closer)
            own = [line for line in scene.lines if card.quad.contains(line.page.centre)]
            kept[at] = _as_print(_without(scene, own), card.quad)
    return kept + found


def _in_card(page: Page, scene: Scene, scenes: Sequence[Scene], engines: Engines) -> Scene:
    """A block of text with a zone as the card that it is of, on a page without outlines.

    Beyond its print a card shows pictures.
    """
    card = around_block(scene.document, scene.zones)
    if card is None or any(one.document.located is Located.OUTLINE for one in scenes):
        return scene
    closer = look_at(page, scene.index, card, 1.0, (), engines)
    return closer if closer.zones else scene


def _as_print(rest: Scene, card: Quad) -> Scene:
    """What is left of a sheet beside a card, as a block of text where it is no document."""
    to_page = rest.document.to_page
    faces = () if rest.faces is None else from_score(rest.faces.plain, CLEAR_FACE)
    alone = all(card.contains(to_page.quad(face.quad).centre) for face in faces)
    if not alone or _speaks(rest.texts):
        return rest
    return replace(rest, document=replace(rest.document, located=Located.TEXT))


def with_turned(page: Page, scenes: Sequence[Scene], engines: Engines) -> list[Scene]:
    """The scenes, and those of text upside down or sideways on a page without outlines.

    A card on a letter, read in the letter's direction: its lines are the letter's no more.  Of
    other print beside a card, read in the card's direction, no document is made.
    """
    kept, found = list(scenes), list[Scene]()
    for at, scene in enumerate(scenes):
        if scene.document.located is not Located.PAGE:
            continue
        for turns, told in _otherwise(page, scene, engines):
            lines = [line for line, _ in told]
            rest = _without(scene, lines)
            texts = [text for _, text in told]
            few = len(told) < FEWEST and not _has_zone(texts)
            if few or _is_print(texts, rest):
                continue
            points = np.concatenate([line.view.array() for line in lines])
            (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
            margin = 2.0 * float(np.median([line.view.height for line in lines]))
            around = Quad.rect(left, top, right - left, bottom - top).padded(margin)
            place = document(
                rotated(scene.document.to_page.quad(around), turns),
                Located.TEXT,
                scene.document.confidence,
            )
            loose = [line.page for line in scene.lines if line.rises == (turns % 2 == 1)]
            found.append(look_at(page, len(scenes) + len(found), place, 1.0, loose, engines))
            kept[at] = _without(kept[at], lines)
    return kept + found


def _is_print(texts: Sequence[str], rest: Scene) -> bool:
    """Whether text is a letter's, or says nothing of a document and lies beside one that does."""
    if business_lines(texts) >= BUSINESS_LINES:
        return True
    if _speaks(texts):
        return False
    return bool(rest.zones) or country_of(rest.texts, None)[1] >= KNOWN


def _speaks(texts: Sequence[str]) -> bool:
    """Whether text names a document's country or looks like a zone."""
    return country_of(texts, None)[1] >= KNOWN or _has_zone(texts)


def _has_zone(texts: Sequence[str]) -> bool:
    """Whether a line looks like a zone's; a page of two lines is one."""
    return any(looks_like_mrz(text) >= LOOKS for text in texts)


def _without(scene: Scene, lines: Sequence[Line]) -> Scene:
    """A scene without some of its lines and the zones they are part of."""
    return replace(
        scene,
        lines=tuple(line for line in scene.lines if line not in lines),
        zones=tuple(zone for zone in scene.zones if not set(zone.lines) & set(lines)),
    )


def _otherwise(
    page: Page, scene: Scene, engines: Engines
) -> list[tuple[int, list[tuple[Line, str]]]]:
    """Quarter turns, with the lines of a scene that read well when it is turned by them.

    Each line with the text it has then.
    """
    long = [line for line in scene.lines if line.view.width > LONG * line.view.height]
    garbled = [line for line in long if line.score < UNSURE or UPENDED in line.text]
    over = _upended(page, garbled, engines)
    if over:  # of a line upside down enough may be read to seem clear
        clear = [line for line in long if line not in garbled]
        over += [told for told in _upended(page, clear, engines) if told[2] > told[0].score]
    upwards = [line for line in scene.lines if line.rises and _tells(line.score, line.text)]
    return [
        (2, [(line, text) for line, text, _ in over if not line.rises]),
        (1, [(line, text) for line, text, _ in over if line.rises]),
        (UPWARDS, [(line, line.text) for line in upwards]),
    ]


def _upended(page: Page, lines: Sequence[Line], engines: Engines) -> list[tuple[Line, str, float]]:
    """Those lines that read well upside down, with the text they have then and its score."""
    turned = engines.text.recognise(page.pixels, [rotated(line.page, 2) for line in lines])
    return [
        (line, other.text, other.score)
        for line, other in zip(lines, turned, strict=True)
        if _tells(other.score, other.text)
    ]


def _tells(score: float, text: str) -> bool:
    return score >= CLEAR and sum(c.isalnum() for c in text) >= 3


@dataclass(frozen=True, slots=True)
class _Sight:
    """A document with its view, and where lines stand on that, in its px."""

    found: Document
    view: Pixels
    quads: Sequence[Quad]


def _look(
    page: Page, found: Document, loose: Sequence[Quad], engines: Engines
) -> tuple[Document, Pixels, tuple[Line, ...]]:
    """A document with its view and lines."""
    return _read(page, _seen(page, found, loose, engines), engines)


def _read(page: Page, sight: _Sight, engines: Engines) -> tuple[Document, Pixels, tuple[Line, ...]]:
    """What was seen, with its lines read."""
    return sight.found, sight.view, recognise(page, sight.found, sight.quads, engines)


def _seen(page: Page, found: Document, loose: Sequence[Quad], engines: Engines) -> _Sight:
    """A document with the places of its lines; a block of loose text has its lines already.

    A sheet that is empty but for fine print is cut to what lies around that.
    """
    if found.located is Located.TEXT:
        own = [found.to_view.quad(quad) for quad in loose if found.quad.contains(quad.centre)]
        return _Sight(found, rectify(page.pixels, found), own)
    seen = _print_on(page, found, engines)
    part = around_print(found, seen.quads) if _is_sheet(page, found) else None
    if part is None:
        return seen
    near = _print_on(page, part, engines)
    wider = _wider(found, part, near.quads)
    if wider is None:
        return near
    return seen if wider is found else _print_on(page, wider, engines)


def _print_on(page: Page, found: Document, engines: Engines) -> _Sight:
    """A document with its view and where lines stand on that."""
    view = rectify(page.pixels, found)
    return _Sight(found, view, find_lines(view, engines))


def _wider(sheet: Document, near: Document, quads: Sequence[Quad]) -> Document | None:
    """The part of a sheet around its print anew, where a line runs over the part's rim.

    It may be the whole sheet.  A line that was too fine to be seen there, or lay on its side, is
    seen now.
    """
    lines = [sheet.to_view.quad(near.to_page.quad(quad)) for quad in quads]
    part, whole = _inner(near), _inner(sheet)
    cut = any(
        not part.contains(point) and whole.contains(moved)
        for quad, line in zip(quads, lines, strict=True)
        for point, moved in zip(quad.points, line.points, strict=True)
    )
    return (around_print(sheet, lines) or sheet) if cut else None


def _inner(found: Document) -> Quad:
    """A document's view less its rim."""
    width, height = found.view
    return Quad.rect(RIM, RIM, width - 2 * RIM, height - 2 * RIM)


def _is_sheet(page: Page, found: Document) -> bool:
    """Whether a document is the page itself or as good as it: a copy's dark rim is an edge."""
    filled = found.quad.area / (page.width * page.height)
    return found.located is Located.PAGE or filled > SHEET


def _clarity(lines: Sequence[Line]) -> float:
    """How well lines read, 0 to 1: mean score by length, with little text marked down."""
    total = sum(len(line.text) for line in lines)
    if total == 0:
        return 0.0
    mean = sum(line.score * len(line.text) for line in lines) / total
    return mean * min(1.0, 0.7 + total / 100)
