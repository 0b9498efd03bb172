"""Document models: what is known of each document side, loaded from resources/documents/*.toml.

A new document is a ``[[model]]`` in any file there; countries are in ``countries``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from redactor.documents.countries import document_files, format_of, read_table
from redactor.documents.mrz_grammar import MrzFormat
from redactor.errors import EngineError
from redactor.model import Kind

Side = Literal["front", "back"]
BsnInMrz = Literal["always", "never", "maybe"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A sign of a model: a phrase, matched loosely, or a pattern; a negative weight denies."""

    weight: float
    text: str = ""
    regex: str = ""


@dataclass(frozen=True, slots=True)
class FieldModel:
    """Where a field stands: ``box`` = (left, top, width, height) in mm from the top-left corner.

    ``verified``: measured on an official specimen of this very model.
    """

    name: str
    kind: Kind
    box: tuple[float, float, float, float]
    verified: bool


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """One side of one model of a document.

    ``size_mm``: (width, height).  ``mrz_prefix``: regular expression for the start of zone line 1.
    ``issued``: first and last day of issue.  ``expects_code``: a QR or bar code is printed on it.
    ``bsn_printed``, ``bsn_in_code``: this side shows the number in digits, in a code.
    ``portraits``: how many pictures of the holder it shows at least, where more are known of than
    have a place in ``fields``.
    """

    id: str
    title: Mapping[str, str]
    country: str
    side: Side
    size_mm: tuple[float, float]
    mrz: MrzFormat | None
    mrz_prefix: str
    bsn_in_mrz: BsnInMrz
    bsn_printed: bool
    bsn_in_code: bool
    expects_code: bool
    issued: tuple[datetime.date, datetime.date]
    anchors: tuple[Anchor, ...]
    fields: tuple[FieldModel, ...]
    sources: tuple[str, ...]
    portraits: int = 0

    @property
    def verified(self) -> bool:
        """Whether the model has fields and all of them were measured."""
        return bool(self.fields) and all(field.verified for field in self.fields)

    @property
    def pictures(self) -> int:
        """How many pictures of the holder this side shows at least."""
        return max(self.portraits, len(self.places(Kind.PORTRAIT)))

    def places(self, kind: Kind) -> tuple[FieldModel, ...]:
        """The fields of a kind."""
        return tuple(field for field in self.fields if field.kind is kind)


@cache
def load_models() -> tuple[DocumentModel, ...]:
    """Every document model. Raises EngineError where a file is missing or does not fit."""
    return models_from(*document_files())


def models_from(*files: Path) -> tuple[DocumentModel, ...]:
    """The models of some files; ``like`` may name a model of any of them that stands earlier."""
    raw: dict[str, dict[str, Any]] = {}
    models: list[DocumentModel] = []
    for file in files:
        for table in read_table(file).get("model", ()):
            try:
                full = _inherit(table, raw)
                raw[full["id"]] = full
                models.append(_model(full))
            except (KeyError, ValueError, TypeError) as error:
                raise EngineError(
                    f"The document model “{table.get('id', '?')}” in “{file.name}” does not fit "
                    "its format: please install Redactor again.",
                    resource=file.name,
                ) from error
    return tuple(models)


def _inherit(table: dict[str, Any], raw: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """The table on top of the model it is ``like``; inherited places were not measured on it."""
    if "like" not in table:
        return table
    base = raw[table["like"]]
    without = set(table.get("without", ()))
    fields = [
        {**field, "verified": False} for field in base["fields"] if field["name"] not in without
    ]
    return {
        **base,
        **table,
        "fields": [*fields, *table.get("extra-fields", ())],
        "anchors": [*base["anchors"], *table.get("extra-anchors", ())],
    }


def _model(table: Mapping[str, Any]) -> DocumentModel:
    width, height = table["size-mm"]
    side, in_mrz = table["side"], table["bsn-in-mrz"]
    if side not in ("front", "back") or in_mrz not in ("always", "never", "maybe"):
        raise ValueError("side or bsn-in-mrz")
    first, last = table["issued"]
    return DocumentModel(
        id=table["id"],
        title=table["title"],
        country=table["country"],
        side=cast("Side", side),
        size_mm=(float(width), float(height)),
        mrz=format_of(table["mrz"]) if table.get("mrz") else None,
        mrz_prefix=table.get("mrz-prefix", ""),
        bsn_in_mrz=cast("BsnInMrz", in_mrz),
        bsn_printed=bool(table.get("bsn-printed", False)),
        bsn_in_code=bool(table.get("bsn-in-code", False)),
        expects_code=bool(table["expects-code"]),
        issued=(first, last),
        anchors=tuple(_anchor(anchor) for anchor in table["anchors"]),
        fields=tuple(_field(field) for field in table["fields"]),
        sources=tuple(table["sources"]),
        portraits=int(table.get("portraits", 0)),
    )


def _anchor(table: Mapping[str, Any]) -> Anchor:
    regex = table.get("regex", "")
    re.compile(regex)
    return Anchor(float(table["weight"]), table.get("text", ""), regex)


def _field(table: Mapping[str, Any]) -> FieldModel:
    left, top, width, height = (float(value) for value in table["box"])
    return FieldModel(
        table["name"], Kind(table["kind"]), (left, top, width, height), bool(table["verified"])
    )
