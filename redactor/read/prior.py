"""What a known model says must be there and no reader saw: covered by position.

Ghost portraits are pale and small, and print wears off: where the model and the geometry are
known, the place itself is a sign.  Places that were not measured on a specimen ask for a look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import hypot

from redactor.documents.models import DocumentModel, FieldModel
from redactor.model import Document, Doubt, Finding, Kind, Located, Quad, Reason, Transform
from redactor.read.fielded import laid_by_fields
from redactor.read.notches import PART
from redactor.read.scene import CRISP, WORDS, Line
from redactor.read.signs import is_specks
from redactor.read.standard import by_standard, laid

MEASURED, ASSUMED = 0.6, 0.45
"""Confidence of a place measured on a specimen, and of one taken from a description."""
UNCAPTIONED = frozenset({Kind.SIGNATURE, Kind.CAN, Kind.HEIGHT, Kind.NATIONALITY})
"""Fields that some models print without a caption; their measured place stands for them."""
AROUND = 1.0
"""mm by which a portrait's place is widened: outlines are a millimetre off, cuttings too."""
BESIDE = 0.7
"""mm by which a line beside a place may seem to begin in it."""
MATCH = 0.3
"""Overlap from which a finding is the model's own."""
EDGES, WHOLE = "photo-edges", 0.88
"""The reason of a portrait whose photo's own edges were seen, and how much of its place one covers
that is covered whole."""
INTO = 0.12
"""How far into a portrait's place, over its sides, a line of other text runs; less may be a date
beside it, and on a portrait's lower edge a year is printed."""
PROPORTIONS = 0.06
"""Most that a whole page's proportions may differ from the model's to be the document itself."""

ZONE_OFF = 2.5
"""mm between a zone's middle and the model's from which the outline is not the document's rim."""
CONFIRMED, ELSEWHERE, SEEN = 3.0, 6.0, 0.8
"""mm from its place within which a portrait confirms a model laid by its zone, mm from all places
from which one speaks against the model, and the confidence of one that counts."""
ZONE_LIKE = 0.15
"""Part by which a zone's length may differ from the model's to lay the model by it."""


def missing(
    document: Document,
    models: Sequence[DocumentModel],
    findings: Sequence[Finding],
    index: int,
    lines: Sequence[Line] = (),
) -> tuple[Finding, ...]:
    """Portraits, numbers and uncaptioned fields of the model that nobody saw, at its places.

    ``models``: those that fit about equally well, the best first.  Only what all of them show is
    expected; where none is known or its geometry is unsure, the main portrait by the standard is
    all that is added.  ``lines``: the document's text, which stays legible beside a portrait's
    place.
    """
    own = [f for f in findings if f.document == index and not _is_part(f)]
    to_page = _laid(document, models[0], own) if models else None
    if to_page is None:
        return by_standard(document, own, index, lines)
    if _of_another_make(to_page, models, own):
        return ()
    fields = [to_page.inverse().quad(line.page) for line in lines if line.is_field]
    added: list[Finding] = []
    for kind in (Kind.PORTRAIT, Kind.BSN):
        seen = [f.quad for f in own if f.kind is kind]
        expected = min(len(model.places(kind)) for model in models)
        places = models[0].places(kind)
        lost = [p for p in places if all(q.overlap(_quad(to_page, p)) < MATCH for q in seen)]
        for place in lost[: max(0, expected - len(seen))]:
            why = (Reason("model-position", models[0].id),)
            sure = MEASURED if place.verified and kind is Kind.PORTRAIT else ASSUMED
            wide = kind is Kind.PORTRAIT
            quad = to_page.quad(_widened(place, fields)) if wide else _quad(to_page, place)
            added.append(Finding(kind, quad, sure, why, "prior", None, index))
    added += _whole_photos(to_page, models, own, index)
    kinds = {f.kind for f in own}
    added += [
        Finding(
            place.kind,
            _quad(to_page, place),
            MEASURED,
            (Reason("model-position", models[0].id),),
            "prior",
            None,
            index,
        )
        for place in models[0].fields
        if place.verified and place.kind in UNCAPTIONED and place.kind not in kinds
    ]
    return tuple(added)


def _whole_photos(
    to_page: Transform, models: Sequence[DocumentModel], own: Sequence[Finding], index: int
) -> list[Finding]:
    """The measured places of portraits that were seen by their faces alone, on which they stand.

    Where no edge of the photo is seen its size is guessed from the face; on a copy in black and
    white neck and shoulders are all that is left below.
    """
    found = []
    for place in models[0].places(Kind.PORTRAIT):
        same = all(any(p.box == place.box for p in m.places(Kind.PORTRAIT)) for m in models)
        if not place.verified or not same:
            continue
        quad = _quad(to_page, place)
        on = [f for f in own if f.kind is Kind.PORTRAIT and _stands_on(f, place, to_page)]
        edged = any(reason.code == EDGES for f in on for reason in f.why)
        if on and not edged and max(map(_part_of(quad), on)) < WHOLE:
            why = (Reason("model-position", models[0].id),)
            found.append(Finding(Kind.PORTRAIT, quad, MEASURED, why, "prior", None, index))
    return found


def _stands_on(finding: Finding, place: FieldModel, to_page: Transform) -> bool:
    """Whether a portrait stands at the model's place and is about as large."""
    x, y = to_page.inverse().quad(finding.quad).centre
    u, v = _middle(place)
    return abs(x - u) < place.box[2] / 4 and abs(y - v) < place.box[3] / 4


def _is_taken(
    to_page: Transform, place: FieldModel, own: Sequence[Finding], lines: Sequence[Line]
) -> bool:
    """Whether nobody saw a portrait in a place and a line that reads perfectly ends far in it.

    The document may be like the model in its words and built otherwise: its portrait stands open
    elsewhere.
    """
    quad = _quad(to_page, place)
    if any(f.quad.overlap(quad) >= MATCH for f in own if f.kind is Kind.PORTRAIT):
        return False
    inner = to_page.quad(Quad.rect(*place.box).padded(-INTO * place.box[2], -INTO * place.box[3]))
    return any(
        any(map(inner.contains, line.page.middles((0.0, 1.0))))
        for line in lines
        if line.score >= CRISP and line.signs >= WORDS
    )


def _part_of(place: Quad) -> Callable[[Finding], float]:
    """How much of a place a finding covers."""
    return lambda f: f.quad.shared(place) * min(f.quad.area, place.area) / max(place.area, 1e-6)


def unplaced(
    document: Document,
    models: Sequence[DocumentModel],
    findings: Sequence[Finding],
    index: int,
    conceivable: Sequence[DocumentModel] = (),
    lines: Sequence[Line] = (),
) -> tuple[Doubt, ...]:
    """A doubt where portraits are missing and nothing says where they are.

    Or text reads well where the model has them: ``lines``.
    ``conceivable``: models that anything at all speaks for; where none is likely, as many portraits
    are expected as all of these with a portrait have.
    """
    own = [f for f in findings if f.document == index and not _is_part(f)]
    seen = sum(f.kind is Kind.PORTRAIT for f in own)
    possible = list(models)
    if not models:
        possible = [model for model in conceivable if model.places(Kind.PORTRAIT)]
    elif (to_page := _laid(document, models[0], own)) is not None:
        taken = any(
            _is_taken(to_page, place, own, lines) for place in models[0].places(Kind.PORTRAIT)
        )
        if seen >= min(model.portraits for model in models) and not taken:
            return ()
    else:
        loose = _by_zone(models[0], own)
        if loose is not None and _of_another_make(loose, models, own):
            return ()
    expected = min((model.pictures for model in possible), default=0)
    if seen and seen < expected:
        return (Doubt("expected-not-found", Kind.PORTRAIT.value, document.quad),)
    return ()


def _is_part(finding: Finding) -> bool:
    """Whether a finding is but a piece of a portrait that is found already, or specks."""
    return any(reason.code == PART for reason in finding.why) or is_specks(finding)


def _trusted(document: Document, model: DocumentModel) -> bool:
    """Whether the document's corners are the model's."""
    ratio = document.quad.width / max(document.quad.height, 1e-6)
    wanted = model.size_mm[0] / model.size_mm[1]
    fits = abs(ratio / wanted - 1) < (0.12 if document.located is Located.OUTLINE else PROPORTIONS)
    return fits and document.located is not Located.TEXT


def _laid(
    document: Document, model: DocumentModel, findings: Sequence[Finding]
) -> Transform | None:
    """The way from the model's mm to page px, None where nothing says surely where it lies.

    By the outline, or by the zone where they disagree: print at the rim, a shadow or a call-out may
    be taken for an edge; a zone is read, and its ends tell scale and direction.  Without an outline
    the zone's word counts, or that of the fields, where the portrait stands where it puts it.
    """
    zoned = _by_zone(model, findings)
    if not _trusted(document, model):
        loose = (zoned, laid_by_fields(model, findings))
        ways = [way for way in loose if way is not None and _confirmed(way, model, findings)]
        return ways[0] if ways else None
    across, down = model.size_mm
    card = Quad.rect(0, 0, across, down)
    outlined = Transform.between(card, document.to_page.quad(Quad.rect(0, 0, *document.view)))
    if zoned is None:
        return outlined
    left, top, right, bottom = _zone_box(model)
    zone = next(f.quad for f in findings if f.kind is Kind.MRZ)
    x, y = outlined.inverse().quad(zone).centre
    off = hypot(x - (left + right) / 2, y - (top + bottom) / 2)
    scale = zone.width / (right - left) / (document.quad.width / across)
    return outlined if off < ZONE_OFF or abs(scale - 1) > ZONE_LIKE else zoned


def _zone_box(model: DocumentModel) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of the model's zone, mm."""
    lines = [place.box for place in model.places(Kind.MRZ) if place.verified]
    return (
        min(box[0] for box in lines),
        min(box[1] for box in lines),
        max(box[0] + box[2] for box in lines),
        max(box[1] + box[3] for box in lines),
    )


def _by_zone(model: DocumentModel, findings: Sequence[Finding]) -> Transform | None:
    """The way from the model's mm to page px by a zone of one line, where both have one."""
    zones = [f.quad for f in findings if f.kind is Kind.MRZ]
    if len(zones) != 1 or not any(place.verified for place in model.places(Kind.MRZ)):
        return None
    left, top, right, bottom = _zone_box(model)
    return laid(zones, (left, top, right - left, bottom - top), model.size_mm)


def _confirmed(to_page: Transform, model: DocumentModel, findings: Sequence[Finding]) -> bool:
    """Whether a portrait stands where the model has its main one."""
    x, y = _middle(model.places(Kind.PORTRAIT)[0]) if model.places(Kind.PORTRAIT) else (0.0, 0.0)
    return any(
        hypot(x - u, y - v) < CONFIRMED for u, v in _portraits(to_page, findings, least=SEEN)
    )


def _of_another_make(
    to_page: Transform, models: Sequence[DocumentModel], findings: Sequence[Finding]
) -> bool:
    """Whether a portrait that was seen clearly stands where none of the models has one.

    The document is like the models in its words and built otherwise: their places say nothing.
    """
    places = [_middle(place) for model in models for place in model.places(Kind.PORTRAIT)]
    return any(
        all(hypot(x - u, y - v) > ELSEWHERE for x, y in places)
        for u, v in _portraits(to_page, findings, least=SEEN)
    )


def _middle(place: FieldModel) -> tuple[float, float]:
    left, top, width, height = place.box
    return left + width / 2, top + height / 2


def _portraits(
    to_page: Transform, findings: Sequence[Finding], least: float
) -> list[tuple[float, float]]:
    """Middles of the portraits that were seen, in the model's mm."""
    back = to_page.inverse()
    return [
        back.quad(f.quad).centre
        for f in findings
        if f.kind is Kind.PORTRAIT and f.confidence >= least
    ]


def _widened(place: FieldModel, fields: Sequence[Quad]) -> Quad:
    """A portrait's place with a margin, which ends at fields beside it; all in the model's mm."""
    left, top, width, height = place.box
    right, bottom = left + width, top + height
    wide = Quad.rect(*place.box).padded(AROUND, AROUND)
    (x0, y0), (x1, y1) = wide.points[0], wide.points[2]
    for field in fields:
        if not field.shared(wide):
            continue
        xs, ys = zip(*field.points, strict=True)
        if min(xs) > right - BESIDE:
            x1 = min(x1, max(right, min(xs)))
        elif max(xs) < left + BESIDE:
            x0 = max(x0, min(left, max(xs)))
        elif min(ys) > bottom - BESIDE:
            y1 = min(y1, max(bottom, min(ys)))
        elif max(ys) < top + BESIDE:
            y0 = max(y0, min(top, max(ys)))
    return Quad.rect(x0, y0, x1 - x0, y1 - y0)


def _quad(to_page: Transform, place: FieldModel) -> Quad:
    """A place of the model in page px; ``to_page``: from the model's mm."""
    spot = Quad.rect(*place.box)
    if place.kind is Kind.SIGNATURE:  # people write larger than the box
        spot = spot.padded(0.05 * spot.width, 0.3 * spot.height)
    return to_page.quad(spot)
