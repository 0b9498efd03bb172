"""Marks one specimen's copy: what stayed open, what was harmed."""

from __future__ import annotations

from dataclasses import dataclass

from redactor import render
from redactor.engines.text import TextEngine
from redactor.export import straighten
from redactor.model import Page, Pixels, Plan, Quad, Transform
from redactor.pipeline import Outcome
from redactor.read import Conclusion
from tests.bench.rereading import LOST, agreement, digit_run, likeness, read_all, spot
from tests.bench.scoring import covered, mask_of
from tests.bench.specimen_truth import Specimen

WHOLE = 0.90
"""Covered part of a portrait's box, drawn by hand, that counts as all of it."""
SLACK = 0.04
"""Part of its size by which a hand-made box is drawn in before it is measured."""
INK = 0.06
"""Covered part of a text from which it is harmed."""


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

    ``page``: the source's first page, upright.  The reference is the same cut of the source
    without covers or watermark, so that both are read at the same places.
    """
    record = outcome.pages[0]
    mask = mask_of((page.width, page.height), [c.quad for c in record.plan.covers])
    reference, to_sheet = _reference(page, outcome)
    if reference.shape != copy.shape:
        raise ValueError(f"{specimen.path.name}: the copy has not its reference's size")
    before = read_all(reference, engine)
    harmed, unread = [], []
    for text in specimen.texts:
        place = spot(text.value, before)
        if place is None:
            unread.append(text.role)
            continue
        (after,) = engine.recognise(copy, [place.line])
        hidden = covered(mask, to_sheet.inverse().quad(place.quad))
        if hidden > INK or likeness(text.value, after.text) < place.likeness - LOST:
            harmed.append(text.role)
    for quad in specimen.keep:
        moved = to_sheet.quad(quad)
        if covered(mask, quad) > INK or agreement(reference, copy, [moved], engine) < 1 - 2 * LOST:
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


def _reference(page: Page, outcome: Outcome) -> tuple[Pixels, Transform]:
    """The source cut as the copy was, and the way from page px to it."""
    documents = outcome.pages[0].documents
    empty = Conclusion(documents, (), (), (), None)
    pixels = render.draw(page, empty, Plan("none", (), ()), None, True).sheet.pixels
    if not documents:
        return pixels, Transform.identity()
    found = documents[0] if len(documents) == 1 else render._together(page, documents)
    return pixels, straighten(page.pixels, found)[1]


def _drawn_in(quad: Quad) -> Quad:
    return quad.padded(-SLACK * quad.width, -SLACK * quad.height)
