"""What a synthetic picture shows, and its truth as JSON.

A ``Drawn`` is both a flat document and a capture of one or two of them: pixels, and per
document where every field lies.  All quads are in px of ``pixels``, first corner at the
top-left of the content's own reading direction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from redactor.model import Kind, Pixels, Quad

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Field:
    """One thing on a document.

    ``quad``: tight around the ink of text, the whole printed rectangle of a portrait, the
    symbol without its quiet zone of a code.  ``chars``: one quad for each character of
    ``text``, around its ink (a space: its empty cell).  ``role``: "main" or "ghost" for a
    portrait, "perforation" for a punched document number, else empty.
    """

    kind: Kind
    quad: Quad
    text: str = ""
    chars: tuple[Quad, ...] = ()
    role: str = ""

    def moved(self, move: Callable[[Quad], Quad]) -> Field:
        """The same field with every quad taken elsewhere."""
        return replace(self, quad=move(self.quad), chars=tuple(move(quad) for quad in self.chars))


@dataclass(frozen=True, slots=True)
class Placed:
    """One document and where it lies; ``size_mm`` is its true (width, height)."""

    model: str
    size_mm: tuple[float, float]
    quad: Quad
    fields: tuple[Field, ...]

    def moved(self, move: Callable[[Quad], Quad]) -> Placed:
        """The same document with every quad taken elsewhere."""
        return replace(
            self, quad=move(self.quad), fields=tuple(field.moved(move) for field in self.fields)
        )

    def of(self, kind: Kind) -> tuple[Field, ...]:
        """The fields of one kind, in drawing order."""
        return tuple(field for field in self.fields if field.kind is kind)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who does not exist.

    Dates are (year, month, day).  ``bsn``: nine digits that pass the eleven test.
    """

    surname: str
    given_names: str
    sex: str
    born: tuple[int, int, int]
    birth_place: str
    height_cm: int
    bsn: str
    document_number: str
    licence_number: str
    permit_number: str
    can: str
    issued: tuple[int, int]
    """(month, day) of issue; the year comes from the document model."""
    municipality: str
    partner: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A picture (H×W×3 uint8 RGB) and what it shows.

    ``px_per_mm``: of a flat document or scan, None where the scale varies over the picture.
    """

    pixels: Pixels
    documents: tuple[Placed, ...]
    holder: Holder
    px_per_mm: float | None = None

    @property
    def document(self) -> Placed:
        """The first (mostly the only) document."""
        return self.documents[0]

    @property
    def dpi(self) -> float | None:
        return None if self.px_per_mm is None else self.px_per_mm * 25.4


def as_json(name: str, pages: tuple[Drawn, ...]) -> dict[str, Any]:
    """The truth of a file with these pages as plain JSON values, schema 1.

    Quads are lists of four [x, y] in EXIF-applied page px, rounded to a hundredth.
    """
    holder = pages[0].holder
    return {
        "schema": SCHEMA,
        "file": name,
        "holder": {
            "surname": holder.surname,
            "given_names": holder.given_names,
            "sex": holder.sex,
            "born": "-".join(f"{part:02d}" for part in holder.born),
            "bsn": holder.bsn,
            "document_number": holder.document_number,
            "licence_number": holder.licence_number,
            "permit_number": holder.permit_number,
        },
        "pages": [
            {
                "width": int(page.pixels.shape[1]),
                "height": int(page.pixels.shape[0]),
                "documents": [_document(placed) for placed in page.documents],
            }
            for page in pages
        ],
    }


def _document(placed: Placed) -> dict[str, Any]:
    return {
        "model": placed.model,
        "size_mm": list(placed.size_mm),
        "quad": _quad(placed.quad),
        "fields": [_field(field) for field in placed.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    entry: dict[str, Any] = {"kind": field.kind.value, "quad": _quad(field.quad)}
    if field.text:
        entry["text"] = field.text
    if field.chars:
        entry["chars"] = [_quad(quad) for quad in field.chars]
    if field.role:
        entry["role"] = field.role
    return entry


def _quad(quad: Quad) -> list[list[float]]:
    return [[round(x, 2), round(y, 2)] for x, y in quad.points]
