"""The stage's face: all readers over all documents of a page, then the conclusion.

Reading needs the pixels; concluding does not.  A file's pages are read one by one and concluded
together, so that a number known from one page is looked for on all others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from redactor.documents import (
    business_lines,
    country_of,
    may_show_number,
    numbered,
)
from redactor.engines import Engines
from redactor.model import (
    Doubt,
    Kind,
    Layout,
    Located,
    Page,
    Quad,
    Secret,
)
from redactor.read.beside import beside
from redactor.read.codes import CodeReader, number_in, number_in_code, unprinted
from redactor.read.counted import IDENTITY, matters, without_papers
from redactor.read.fields import FieldReader
from redactor.read.framing import is_one
from redactor.read.fuse import Context, named_country, settle, settled_doubts, strong_numbers, weigh
from redactor.read.homing import homed
from redactor.read.known import (
    Known,
    expected_doubts,
    is_nobodys,
    likely,
    model_of,
    names_holder,
    ranking,
    with_codes,
    without_codes,
)
from redactor.read.lone import LoneLineReader
from redactor.read.looking import look_at, with_framed, with_turned
from redactor.read.mrz import MrzReader
from redactor.read.nouns import Conclusion, Seen, at_home
from redactor.read.number import NumberReader
from redactor.read.portraits import PortraitReader, look
from redactor.read.prior import missing, unplaced
from redactor.read.prose import BUSINESS_LINES, is_prose
from redactor.read.remnants import garbled, remnants, repeated
from redactor.read.scene import Line, Reader, Reading, Scene
from redactor.read.signs import (
    is_clear,
    is_likely_copy,
    is_named,
    is_specks,
    older_backs,
    pictured_documents,
    without_digits,
    zoned_numbers,
)
from redactor.read.strays import page_faces, passed_over, strays

PRINT: tuple[Reader, ...] = (MrzReader(), LoneLineReader(), NumberReader(), FieldReader())
CODES, PORTRAITS = CodeReader(), PortraitReader()
IN_LINE = 0.5
"""Share of a number in a line from which it is a part of that."""


def read(page: Page, layout: Layout, engines: Engines) -> Seen:
    """Runs every reader on every document of a page, side by side.

    Raises EngineError where one fails: a page half looked at is not read.
    """
    outlined = any(one.located is Located.OUTLINE for one in layout.documents)
    scenes = [
        look_at(page, index, found, sure, layout.loose, engines, outlined=outlined)
        for index, (found, sure) in enumerate(zip(layout.documents, layout.upright, strict=True))
    ]
    scenes = with_framed(page, with_turned(page, scenes, engines), engines)
    documents = tuple(scene.document for scene in scenes)
    with engines.pool() as pool:
        # what a reader of portraits saw is what their copies elsewhere are sought of; the rest of
        # its time falls beside that of those that need none of it, a zone's cells first
        faces = [pool.submit(look, scene, engines) for scene in scenes]
        texts = [[pool.submit(one.read, scene, engines) for one in PRINT] for scene in scenes]
        around = pool.submit(beside, page, layout.loose, documents, engines)
        everywhere = pool.submit(page_faces, page, engines)
        codes = [pool.submit(CODES.read, scene, engines) for scene in scenes]
        scenes = [replace(scene, looked=f.result()) for scene, f in zip(scenes, faces, strict=True)]
        pictures = [pool.submit(PORTRAITS.read, scene, engines) for scene in scenes]
        beyond = _print_beside(layout, scenes)
        apart = pool.submit(strays, page, scenes, engines, beyond, everywhere.result())
        reading = Reading()
        for text, code, picture in zip(texts, codes, pictures, strict=True):
            for answer in (*text, code, picture):
                reading = reading.plus(answer.result())
    portraits = [f.quad for f in reading.findings if f.kind is Kind.PORTRAIT]
    stray = apart.result()
    reading = reading.plus(Reading(stray.findings))
    reading = reading.plus(Reading(passed_over(stray.faces, scenes, portraits)))
    reading = reading.plus(around.result())
    known = tuple(_known(scene) for scene in scenes)
    return Seen(documents, known, reading)


def _print_beside(layout: Layout, scenes: Sequence[Scene]) -> tuple[Quad, ...] | None:
    """Lines outside all outlines; None where an outline is another than the layout's."""
    outlined = [one.quad for one in layout.documents if one.located is Located.OUTLINE]
    own = [one.document.quad for one in scenes if one.document.located is Located.OUTLINE]
    same = all(any(is_one(quad, other) for other in outlined) for quad in own)
    return layout.loose if outlined and same else None


def _known(scene: Scene) -> Known:
    """What a scene tells without its pixels."""
    country, sure = country_of(scene.texts, scene.zones[0].mrz if scene.zones else None)
    home = country if sure >= 0.5 else None
    letter = home is None and not scene.zones
    return Known(home, scene.zones, scene.lines, business_lines(scene.texts) if letter else 0)


def conclude(pages: Sequence[Seen]) -> tuple[Conclusion, ...]:
    """Weighs a whole file's findings together; one conclusion a page, in order."""
    pages = [replace(seen, reading=homed(seen.documents, seen.reading)) for seen in pages]
    numbers = frozenset(n for seen in pages for n in _numbers(seen))
    countries = [known.country for seen in pages for known in seen.known]
    home = next((country for country in countries if country in numbered()), None)
    shown = any(f.kind in IDENTITY for seen in pages for f in seen.reading.findings)
    zoned = zoned_numbers(f for seen in pages for f in seen.reading.findings)
    found = [_conclude(seen, numbers, zoned, home) for seen in pages]
    return tuple(
        replace(one, doubts=(), empty=not one.findings) if shown and _is_idle(seen, one) else one
        for seen, one in zip(pages, found, strict=True)
    )


def _is_idle(seen: Seen, conclusion: Conclusion) -> bool:
    """Whether a page is empty or a letter's, and nothing else of it is in doubt."""
    asked = {doubt.code for doubt in conclusion.doubts} - {"nothing-found"}
    told = any(finding.kind in IDENTITY for finding in conclusion.findings)
    return not (asked or told) and (seen.blank or is_prose(seen.known))


def _numbers(seen: Seen) -> frozenset[str]:
    """Citizen numbers known for certain from one page, codes included; not those of others."""
    countries = [known.country for known in seen.known]
    findings = [f for f in seen.reading.findings if at_home(f, countries)]
    in_codes = (number_in(f.value) for f in findings if f.kind is Kind.CODE and f.value is not None)
    return strong_numbers(findings) | {number for number in in_codes if number is not None}


def _conclude(
    seen: Seen, numbers: frozenset[str], zoned: frozenset[str], home: str | None
) -> Conclusion:
    """``home``: the country of another document in the file, where that one may show a number.

    ``numbers``, ``zoned``: those of the file, and those in its zones.
    """
    letters = _letters(seen)
    faced = pictured_documents(seen.reading.findings)
    # print around a card whose edges nobody saw is no mere letter
    mere = letters - pictured_documents(f for f in seen.reading.findings if is_clear(f))
    contexts = [
        Context(
            # a letter beside a Dutch card is no Dutch document
            known.country
            or named_country(f for f in seen.reading.findings if f.document == i and i in faced)
            or (None if place.located is Located.TEXT or i in letters else home),
            numbers,
            frozenset(zone.mrz.document_number.clear for zone in known.zones),
            i in mere,
            i in faced,
        )
        for i, (known, place) in enumerate(zip(seen.known, seen.documents, strict=True))
    ]
    # beside all documents a number counts by its caption alone, or where it is known
    loose = Context(None, numbers, frozenset(), business=True)
    parts = [
        part
        for i, known in enumerate(seen.known)
        if i not in mere and may_show_number(contexts[i].country)
        for part in (
            *remnants(known.fields, numbers, i),
            *garbled(known.fields, numbers, i),
            *repeated(known.bare, numbers, i),
        )
    ]
    settled = settle(
        [
            weigh(f, loose if f.document is None else contexts[f.document])
            for f in seen.reading.findings
            # digits on a letter look a little like a portrait now and then
            if not (f.document in letters and is_likely_copy(f))
        ]
        + parts
    )
    settled = without_digits(settled)
    places = [i for i in range(len(seen.documents)) if matters(i, seen, settled)]
    places = without_papers(places, letters, settled)
    pictured = pictured_documents(settled)
    ranked = {i: ranking(seen.known[i], seen.documents[i], i in pictured) for i in places}
    for i in older_backs(settled, zoned):
        if i in ranked:
            ranked[i] = without_codes(ranked[i])
    for i in {f.document for f in settled if number_in_code(f)}:
        if i in ranked:  # words alone may be those of a side without a code
            ranked[i] = with_codes(ranked[i])
    doubts = [
        doubt
        for index, some in _by_document(seen, places)
        for doubt in settled_doubts(
            some,
            [f for f in settled if f.document == index],
            loose if index is None else contexts[index],
        )
    ]
    if not any(f.kind in IDENTITY for f in settled):
        told = {f.document for f in settled}
        # a letter alone shows nothing to hide, which a person is asked to confirm
        if all(i in letters or (i in told and is_nobodys(seen.known[i])) for i in places):
            doubts += [Doubt("nothing-found", "", seen.documents[i].quad) for i in places]
    found = list(settled)
    for i in places:
        country = contexts[i].country
        models = [model for model in likely(ranked[i]) if model.country == country]
        found += missing(seen.documents[i], models, settled, i, seen.known[i].texts)
        conceivable = [model for model, _ in ranked[i] if model.country == country]
        doubts += unplaced(seen.documents[i], models, settled, i, conceivable, seen.known[i].texts)
        doubts += expected_doubts(
            seen.known[i], seen.documents[i], country, ranked[i], i in pictured
        )
        shown = any(f.kind is Kind.PORTRAIT and f.document == i and not is_specks(f) for f in found)
        if not (shown or i in letters or seen.known[i].zones) and names_holder(seen.known[i]):
            doubts.append(Doubt("portrait-not-found", "", seen.documents[i].quad))
    countries = [context.country for context in contexts]
    here = [f for f in found if f.document is None or f.document in places]
    doubts += unprinted(f for f in here if at_home(f, countries))
    order = {old: new for new, old in enumerate(places)}
    return Conclusion(
        tuple(replace(seen.documents[i], model=model_of(ranked[i])) for i in places),
        tuple(
            replace(f, document=None if f.document is None else order.get(f.document))
            for f in found
        ),
        tuple(doubts),
        tuple(
            line
            for i, known in enumerate(seen.known)
            if i in places or i in letters
            for line in _legible(known, [f.quad for f in found if f.kind is Kind.BSN])
        ),
        tuple(countries[i] for i in places),
    )


def _letters(seen: Seen) -> frozenset[int]:
    """The documents that are letters or invoices, and the blocks of text beside them.

    Columns of a table are blocks of their own, the captions in one and the numbers in another.
    """
    captioned = {f.document for f in seen.reading.findings if is_named(f)}
    blocks = {
        i
        for i, (known, place) in enumerate(zip(seen.known, seen.documents, strict=True))
        if place.located is Located.TEXT
        and known.country is None
        and not known.zones
        and i not in captioned
    }
    letters = {i for i, known in enumerate(seen.known) if known.business >= BUSINESS_LINES}
    if letters or sum(seen.known[i].business for i in blocks) >= BUSINESS_LINES:
        letters |= blocks
    return frozenset(letters)


def _by_document(seen: Seen, places: Sequence[int]) -> list[tuple[int | None, list[Doubt]]]:
    """The doubts by the document they lie on: a number found on one card names none on another.

    ``places``: the documents that count.  A block of other print that reaches over a card may hold
    a piece of the card's own line.
    """
    found: dict[int | None, list[Doubt]] = {}
    for doubt in seen.reading.doubts:
        quad = doubt.quad
        holders = [
            (i not in places, place.quad.area, i)
            for i, place in enumerate(seen.documents)
            if quad is not None and place.quad.contains(quad.centre)
        ]
        found.setdefault(min(holders)[2] if holders else None, []).append(doubt)
    return list(found.items())


def _legible(known: Known, numbers: Sequence[Quad]) -> list[tuple[Quad, Secret]]:
    """Lines that read well; one with a number to hide in it, ``numbers``, word by word."""
    good = [line for line in known.texts if line.score >= 0.9]
    pieces = [
        piece
        for line in good
        for piece in (
            _words(line)
            if any(line.page.shared(quad) > IN_LINE for quad in numbers)
            else [(line.page, line.text)]
        )
    ]
    return [(q, Secret(text)) for q, text in pieces if sum(c.isalnum() for c in text) >= 3]


def _words(line: Line) -> list[tuple[Quad, str]]:
    """A line's words, also those divided by a slash, each at its own place."""
    pitch = 1 / max(len(line.text), 1)
    return [
        (
            line.page.part(
                max(0.0, line.centres[word.start()] - pitch / 2),
                min(1.0, line.centres[word.end() - 1] + pitch / 2),
            ),
            word.group(),
        )
        for word in re.finditer(r"[^\s/]+", line.text)
    ]
