"""Marks one specimen's copy: what stayed open, what was harmed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from redactor import render
from redactor.documents.mrz import looks_like_mrz
from redactor.engines.text import TextEngine
from redactor.model import Page, Pixels, Quad, Transform
from redactor.pipeline import Outcome
from tests.bench.rereading import LOST, agreement, digit_run, likeness, read_all, spot
from tests.bench.scoring import covered, mask_of
from tests.bench.specimen_truth import Specimen

WHOLE = 0.90
"""Covered part of a portrait's box, drawn by hand, that counts as all of it."""
SLACK = 0.04
"""Part of its size by which a hand-made box is drawn in before it is measured."""
INK = 0.06
"""Covered part of a text from which it is harmed."""
ZONE_LIKE = 0.5
"""Likeness from which a line belongs to a zone rather than to the print above it."""


@dataclass(frozen=True, slots=True)
class SpecimenMark:
    """Counts of one file; ``harmed``: roles of texts that the copy lost."""

    main: float | None
    ghosts: tuple[float, ...]
    number_open: bool
    harmed: tuple[str, ...]
    unread: tuple[str, ...]
    """Roles of texts that could not be read in the source either: judged by covers alone."""


def mark(
    specimen: Specimen, page: Page, outcome: Outcome, copy: Pixels, engine: TextEngine
) -> SpecimenMark:
    """Marks a copy (PNG, cropped and straightened) against what is known of its source.

    ``page``: the source's first page, upright.  Texts are looked for on the whole page, turned by
    quarters as its document lies, and read again on the copy where they must have come to lie.
    """
    record = outcome.pages[0]
    mask = mask_of((page.width, page.height), [c.quad for c in record.plan.covers])
    to_sheet = _to_sheet(page, outcome)
    frame = Quad.rect(-1, -1, copy.shape[1] + 2, copy.shape[0] + 2)
    turned, to_page = _turned(page, outcome)
    before = read_all(turned, engine)
    zone = tuple(line for line in before if looks_like_mrz(line.text) >= ZONE_LIKE)
    print_ = tuple(line for line in before if line not in zone)
    harmed, unread = [], []
    for text in specimen.texts:
        place = spot(text.value, before if text.role == "mrz" else print_)
        if place is None:
            unread.append(text.role)
            continue
        own, line = to_page.quad(place.quad), to_sheet.quad(to_page.quad(place.line))
        (after,) = engine.recognise(copy, [line])
        if (
            covered(mask, own) > INK
            or not _inside(frame, to_sheet.quad(own))
            or likeness(text.value, after.text) < place.likeness - LOST
        ):
            harmed.append(text.role)
    for quad in specimen.keep:
        moved, own = to_sheet.quad(quad), to_page.inverse().quad(quad)
        if (
            covered(mask, quad) > INK
            or not _inside(frame, moved)
            or agreement((turned, own), (copy, moved), engine) < 1 - 2 * LOST
        ):
            harmed.append("field")
    if not specimen.texts and not specimen.keep and record.plan.covers:
        harmed.append("needless")
    return SpecimenMark(
        main=None if specimen.main is None else covered(mask, _drawn_in(specimen.main)),
        ghosts=tuple(covered(mask, _drawn_in(ghost)) for ghost in specimen.ghosts),
        number_open=bool(specimen.number) and digit_run(specimen.number, read_all(copy, engine)),
        harmed=tuple(harmed),
        unread=tuple(unread),
    )


def _to_sheet(page: Page, outcome: Outcome) -> Transform:
    """The way from page px to the copy's px, as the road cuts and straightens."""
    return render._framed(page, page.pixels, outcome.pages[0].documents, crop=True)[1]


def _turned(page: Page, outcome: Outcome) -> tuple[Pixels, Transform]:
    """The whole page turned so that its first document stands upright, and the way back."""
    documents = outcome.pages[0].documents
    turns = round(documents[0].quad.angle / (np.pi / 2)) % 4 if documents else 0
    pixels = np.ascontiguousarray(np.rot90(page.pixels, turns))
    corners = Quad.rect(0, 0, page.width, page.height).points
    own = Quad.of(corners[turns:] + corners[:turns])
    return pixels, Transform.between(Quad.rect(0, 0, pixels.shape[1], pixels.shape[0]), own)


def _inside(frame: Quad, quad: Quad) -> bool:
    return all(frame.contains(point) for point in quad.points)


def _drawn_in(quad: Quad) -> Quad:
    return quad.padded(-SLACK * quad.width, -SLACK * quad.height)
