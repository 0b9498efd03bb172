"""The main portrait of a page of a country without models of its own, where ICAO 9303-4 has it.

A photocopier makes a black shape of a portrait, in which no face is to be seen.  The zone tells
where the page lies, and the standard where on it the portrait stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from redactor.documents import StandardPage, standard_pages
from redactor.documents.mrz import MrzFormat
from redactor.documents.standard import Box
from redactor.model import Document, Finding, Kind, Quad, Reason, Transform
from redactor.read.scene import Line, is_text

CONFIDENCE = 0.45
"""Of a place by the standard: countries differ by a few millimetres, and a person is asked."""
EVEN = 0.9
"""Least width of a zone's shorter line over its longer one: the zone was found whole."""
LARGE = 0.5
"""Least height of a main portrait over the place's."""
INSIDE = 0.8
"""Part of the place that must lie on the document: of a bare zone nothing else is there."""


def by_standard(
    document: Document, findings: Sequence[Finding], index: int, lines: Sequence[Line] = ()
) -> tuple[Finding, ...]:
    """The portrait's place on a page whose zone was read and whose main portrait nobody saw.

    ``findings``: the document's own.  ``lines``: its text; what covers several crisp lines is no
    portrait's place.
    """
    for fmt, page in standard_pages().items():
        to_page = _laid_by_zone(page, fmt, findings)
        if to_page is None or _has_portrait(page, to_page, findings):
            continue
        quad = to_page.quad(Quad.rect(*page.portrait))
        if quad.shared(document.quad) < INSIDE or is_text(document.to_view.quad(quad), lines):
            continue
        why = (Reason("standard-position", fmt.title),)
        return (Finding(Kind.PORTRAIT, quad, CONFIDENCE, why, "prior", None, index),)
    return ()


def laid(lines: Sequence[Quad], box: Box, size_mm: tuple[float, float]) -> Transform:
    """The way from a page's mm to page px by the lines (at least one) of its zone alone.

    ``box``: the zone on the page, mm.  Nothing but scale, direction and place: a zone is too low to
    tell how a page leans away.
    """
    left, top, width, height = box
    along, here = _direction(lines, width), _middle(lines)
    page = Quad.rect(0, 0, *size_mm)
    corners = [
        (
            here[0] + along[0] * (u - left - width / 2) - along[1] * (v - top - height / 2),
            here[1] + along[1] * (u - left - width / 2) + along[0] * (v - top - height / 2),
        )
        for u, v in page.points
    ]
    return Transform.between(page, Quad.of(corners))


def _direction(lines: Sequence[Quad], length: float) -> tuple[float, float]:
    """px for a millimetre along the lines, ``length`` mm long, in the mean."""
    x = y = 0.0
    for quad in lines:
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = quad.points
        x += (x1 + x2 - x0 - x3) / 2
        y += (y1 + y2 - y0 - y3) / 2
    return x / length / len(lines), y / length / len(lines)


def _middle(lines: Sequence[Quad]) -> tuple[float, float]:
    """The middle between the lines' centres."""
    xs, ys = zip(*(quad.centre for quad in lines), strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _laid_by_zone(
    page: StandardPage, fmt: MrzFormat, findings: Sequence[Finding]
) -> Transform | None:
    """Where a page lies, None where not all lines of one zone were found whole."""
    lines = [
        f.quad
        for f in findings
        if f.kind is Kind.MRZ and any(reason.detail == fmt.name for reason in f.why)
    ]
    wide = [quad.width for quad in lines]
    if len(lines) != fmt.rows or min(wide) < EVEN * max(wide):
        return None
    return laid(lines, page.zone, page.size_mm)


def _has_portrait(page: StandardPage, to_page: Transform, findings: Sequence[Finding]) -> bool:
    """Whether a portrait of a main one's size was found on the left half.

    One further right is a ghost's, a small one a ghost's or nobody's.
    """
    back = to_page.inverse()
    seen = [back.quad(f.quad) for f in findings if f.kind is Kind.PORTRAIT]
    return any(
        quad.centre[0] < page.size_mm[0] / 2 and quad.height > LARGE * page.portrait[3]
        for quad in seen
    )
