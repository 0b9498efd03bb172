"""Marks one redacted picture against its truth: what leaked, what was harmed.

Everything is measured on the mask of burned pixels in page px, character by character: a
whole-picture similarity passes with a missed number, which is under one per cent of the pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from redactor.cover import burn
from redactor.model import Kind, Quad
from redactor.samples.truth import Drawn, Field, Placed
from tests.bench.shots import Sheet, seen_part

HIDDEN = (Kind.BSN, Kind.MRZ_BSN)
KEPT = (
    Kind.SURNAME,
    Kind.GIVEN_NAMES,
    Kind.DOCUMENT_NUMBER,
    Kind.BIRTH_DATE,
    Kind.EXPIRY_DATE,
    Kind.ISSUE_DATE,
    Kind.NATIONALITY,
)
GONE = 0.97
"""Least covered part of a character that counts as unreadable."""
PICTURE = 0.90
"""Least covered part of a printed portrait."""
TOUCHED = 0.20
"""Covered part of a kept character from which it is harmed."""

LOST = 0.9
"""Part of a document that must be covered or cut away for it to be lost."""
SEEN = 0.35
"""Least visible part of a character that can still be read."""
WHOLE = 0.9
"""Least visible part of a character that can be harmed."""

A_FACE = 0.15
"""Least visible part of a portrait that shows somebody."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with one copy; empty tuples are a perfect one.

    A leak is named by document, kind, number of open characters and the least covered part.
    """

    leaked: tuple[str, ...]
    harmed: tuple[str, ...]


def mask_of(size: tuple[int, int], covers: Iterable[Quad]) -> Mask:
    """Which pixels of a page (width, height) the covers burn."""
    page = np.zeros((size[1], size[0], 3), dtype=np.uint8)
    return np.asarray(burn(page, covers, (255, 255, 255))[:, :, 0] > 0)


def covered(mask: Mask, quad: Quad) -> float:
    """Burned part of a quad."""
    left, top, right, bottom = quad.bounds
    left, top = max(0, left), max(0, top)
    part = mask[top:bottom, left:right]
    if part.size == 0:
        return 1.0
    inside = mask_of((part.shape[1], part.shape[0]), [_shifted(quad, left, top)])
    return float(part[inside].mean()) if inside.any() else 1.0


def mark(drawn: Drawn, covers: Iterable[Quad]) -> Mark:
    """Marks covers (page px) against a picture's truth."""
    return mark_mask(drawn, mask_of((drawn.pixels.shape[1], drawn.pixels.shape[0]), covers))


def mark_mask(drawn: Drawn, mask: Mask, unseen: Mask | None = None) -> Mark:
    """Marks burned pixels, of the picture's own size, against its truth.

    ``unseen``: where the picture does not show the document; nothing can leak or be harmed there.
    """
    sheet = Sheet(drawn, unseen)
    hidden = mask if unseen is None else mask | unseen
    leaked = [name for placed in drawn.documents for name in _leaks(hidden, placed, sheet)]
    harmed = [name for placed in drawn.documents for name in _harms(mask, placed, sheet)]
    return Mark(tuple(leaked), tuple(harmed))


def _leaks(mask: Mask, placed: Placed, sheet: Sheet) -> Iterable[str]:
    for field in placed.fields:
        if field.kind in HIDDEN:
            inked = [c for c in _inked(field) if seen_part(sheet, c) >= SEEN]
            open_ = [c for c in inked if covered(mask, c) < GONE]
            if open_:
                least = min(covered(mask, c) for c in open_)
                yield f"{placed.model}:{field.kind.value}:{len(open_)}:{least:.2f}"
            continue
        wanted = field.kind is Kind.PORTRAIT or (field.kind is Kind.CODE and holds_number(field))
        least = PICTURE if field.kind is Kind.PORTRAIT else GONE
        if not wanted or covered(mask, field.quad) >= least:
            continue
        # A sliver of a portrait shows nobody; a code lacking a half cannot be read.
        if seen_part(sheet, field.quad) < (A_FACE if field.kind is Kind.PORTRAIT else 0.5):
            continue
        name = f"portrait-{field.role}" if field.kind is Kind.PORTRAIT else "code"
        yield f"{placed.model}:{name}:{covered(mask, field.quad):.2f}"


def portraits_seen(sheet: Sheet) -> tuple[str, ...]:
    """The roles of all portraits that a page shows, one entry each."""
    return tuple(
        field.role
        for placed in sheet.drawn.documents
        for field in placed.of(Kind.PORTRAIT)
        if seen_part(sheet, field.quad) >= A_FACE
    )


def holds_number(field: Field) -> bool:
    """Whether a code must go: a QR code may hold the number, a bar code says what it holds."""
    return not field.text.isdecimal() or len(field.text) <= 9


def _harms(mask: Mask, placed: Placed, sheet: Sheet) -> Iterable[str]:
    hidden = [field.quad for field in placed.fields if field.kind in HIDDEN]
    pictures = [f.quad for f in placed.fields if f.kind in (Kind.PORTRAIT, Kind.CODE)]
    if covered(mask, placed.quad) > LOST and any(
        f.kind is not Kind.PORTRAIT for f in placed.fields
    ):
        yield f"{placed.model}:lost"
        return
    for field in placed.fields:
        if field.kind not in (*KEPT, Kind.MRZ) or field.role == "perforation":
            continue
        spoiled = [
            c
            for c in _inked(field)
            if covered(mask, c) > TOUCHED
            and seen_part(sheet, c) >= WHOLE
            and not any(quad.padded(1.0).contains(c.centre) for quad in (*hidden, *pictures))
        ]
        if spoiled:
            yield f"{placed.model}:{field.kind.value}:{len(spoiled)}"


def _inked(field: Field) -> list[Quad]:
    """The quads of a field's visible characters."""
    if not field.chars:
        return [field.quad]
    return [q for q, char in zip(field.chars, field.text, strict=True) if not char.isspace()]


def _shifted(quad: Quad, x: float, y: float) -> Quad:
    return Quad.of(quad.array() - [x, y])
