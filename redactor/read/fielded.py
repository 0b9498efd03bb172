"""Where a model lies by its printed fields, on a page on which nobody saw the document's edges.

A copy in black and white loses a card's rim and leaves of a pale portrait no more than hair, while
names, dates and numbers read well: they stand where the model has them or it is another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from redactor.documents.models import DocumentModel
from redactor.model import Finding, Quad, Transform

FEWEST, TALL = 4, 15.0
"""Fields that must agree, and mm from the first of them down to the last."""
OFF, ASTRAY = 1.3, 1
"""mm by which a field that is where the model has it may seem to stand elsewhere, and how many may
be another one."""
LABEL = "label"
"""The reason of a field that its caption names."""

Pair = tuple[complex, complex]
"""Where a field begins on the model, in mm, and on the page, in px: x + y·i."""


def laid_by_fields(model: DocumentModel, findings: Sequence[Finding]) -> Transform | None:
    """The way from a model's mm to page px by the fields that were read, None where few agree.

    ``findings``: the document's own.  Nothing but scale, direction and place: how a page leans away
    is not told.
    """
    pairs = _pairs(model, findings)
    for _ in range(1 + ASTRAY):
        if len(pairs) < FEWEST:
            return None
        turn, shift = _fitted(pairs)
        if abs(turn) == 0.0:
            return None
        off = [abs(turn * own + shift - seen) / abs(turn) for own, seen in pairs]
        if max(off) <= OFF:
            return _way(model, turn, shift) if _height(pairs) >= TALL else None
        del pairs[off.index(max(off))]
    return None


def _pairs(model: DocumentModel, findings: Sequence[Finding]) -> list[Pair]:
    """The middle of each captioned field's left side, on the model and on the page.

    Places that were not measured count as well: that they agree speaks for them.  Of fields found
    twice nobody knows which one is the model's.
    """
    pairs = []
    for place in model.fields:
        seen = [
            f.quad
            for f in findings
            if f.kind is place.kind and any(reason.code == LABEL for reason in f.why)
        ]
        if len(seen) != 1 or len(model.places(place.kind)) != 1:
            continue
        (x0, y0), _, _, (x3, y3) = seen[0].points
        left, top, _, height = place.box
        pairs.append((complex(left, top + height / 2), complex(x0 + x3, y0 + y3) / 2))
    return pairs


def _fitted(pairs: Sequence[Pair]) -> tuple[complex, complex]:
    """Scale and direction as one number, and a shift: page = turn·own + shift by least squares."""
    own, seen = _mean([one for one, _ in pairs]), _mean([one for _, one in pairs])
    spread = sum(abs(a - own) ** 2 for a, _ in pairs)
    if spread == 0.0:
        return 0j, seen
    turn = sum(((a - own).conjugate() * (b - seen) for a, b in pairs), 0j) / spread
    return turn, seen - turn * own


def _mean(points: Sequence[complex]) -> complex:
    return complex(fmean(p.real for p in points), fmean(p.imag for p in points))


def _height(pairs: Sequence[Pair]) -> float:
    downs = [own.imag for own, _ in pairs]
    return max(downs) - min(downs)


def _way(model: DocumentModel, turn: complex, shift: complex) -> Transform:
    page = Quad.rect(0, 0, *model.size_mm)
    corners = [turn * complex(x, y) + shift for x, y in page.points]
    return Transform.between(page, Quad.of([(at.real, at.imag) for at in corners]))
