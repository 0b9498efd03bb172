"""The grammar of machine readable zones: formats, fields, character classes, check digits.

Source: ICAO Doc 9303 parts 3 to 7 (positions cross-checked in dutch_documents §3), the French
identity card of 1994 (2×36), ISO 18013 style one-line zones of licences (1×30).
All positions are 0-based and half-open.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

FILLER = "<"
DUTCH = "NLD"
_WEIGHTS = (7, 3, 1)
_VALUES = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


class MrzFormat(Enum):
    """A format with its number of lines and their length."""

    TD1 = ("TD1", 3, 30)
    TD2 = ("TD2", 2, 36)
    TD3 = ("TD3", 2, 44)
    MRV_A = ("MRV-A", 2, 44)
    MRV_B = ("MRV-B", 2, 36)
    FR_ID = ("FR-ID", 2, 36)
    LICENCE = ("LICENCE", 1, 30)

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def rows(self) -> int:
        return self.value[1]

    @property
    def columns(self) -> int:
        return self.value[2]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Cells ``start`` to ``end`` (half-open, 0-based) of line ``line`` (0-based)."""

    line: int
    start: int
    end: int

    def of(self, lines: Sequence[str]) -> str:
        """The characters of the span."""
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True, slots=True)
class Field:
    """A named span whose characters are of one class.

    Classes: d digits, c check digit (digit or filler), a letters (filler at the end), n name
    (letters and fillers), x letters, digits and fillers, s sex.
    """

    name: str
    span: Span
    cls: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check digit: ``over`` is weighed in order, ``digit`` holds the result."""

    name: str
    over: tuple[Span, ...]
    digit: Span


@dataclass(frozen=True, slots=True)
class Layout:
    """One way the cells of a format are used.

    ``spans``: the cells of each field by name.  ``classes``: for each line one class letter a
    cell; cells without a field are ``x``.  ``ends``: for each line and cell the end of its field,
    where fillers belong.
    """

    format: MrzFormat
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    spans: Mapping[str, Span] = dataclasses.field(init=False, compare=False)
    classes: tuple[str, ...] = dataclasses.field(init=False, compare=False)
    ends: tuple[tuple[int, ...], ...] = dataclasses.field(init=False, compare=False)

    def __post_init__(self) -> None:
        classes = [["x"] * self.format.columns for _ in range(self.format.rows)]
        ends = [[self.format.columns] * self.format.columns for _ in range(self.format.rows)]
        for field in self.fields:
            at = field.span
            classes[at.line][at.start : at.end] = field.cls * (at.end - at.start)
            ends[at.line][at.start : at.end] = [at.end] * (at.end - at.start)
        spans = {field.name: field.span for field in self.fields}
        object.__setattr__(self, "spans", spans)
        object.__setattr__(self, "classes", tuple("".join(line) for line in classes))
        object.__setattr__(self, "ends", tuple(tuple(line) for line in ends))


def check_digit(text: str) -> str:
    """The ICAO 9303 check digit: weights 7 3 1, A=10 … Z=35, filler and others=0, modulo 10."""
    total = sum(_VALUES.get(char, 0) * _WEIGHTS[index % 3] for index, char in enumerate(text))
    return str(total % 10)


def _field(name: str, line: int, start: int, end: int, cls: str) -> Field:
    return Field(name, Span(line, start, end), cls)


def _identity(line: int, start: int) -> tuple[Field, ...]:
    """Document number to expiry as TD2, TD3 and visas have them in line 2."""
    at = start
    fields: list[Field] = []
    for name, width, cls in (
        ("document-number", 9, "x"),
        ("document-number-check", 1, "c"),
        ("nationality", 3, "a"),
        ("birth", 6, "d"),
        ("birth-check", 1, "c"),
        ("sex", 1, "s"),
        ("expiry", 6, "d"),
        ("expiry-check", 1, "c"),
    ):
        fields.append(_field(name, line, at, at + width, cls))
        at += width
    return tuple(fields)


def _head(columns: int) -> tuple[Field, ...]:
    return (
        _field("document-type", 0, 0, 2, "a"),
        _field("issuer", 0, 2, 5, "a"),
        _field("names", 0, 5, columns, "n"),
    )


_NUMBER = Check("document-number", (Span(1, 0, 9),), Span(1, 9, 10))
_BIRTH = Check("birth", (Span(1, 13, 19),), Span(1, 19, 20))
_EXPIRY = Check("expiry", (Span(1, 21, 27),), Span(1, 27, 28))

_TD3 = Layout(
    MrzFormat.TD3,
    (
        *_head(44),
        *_identity(1, 0),
        _field("optional", 1, 28, 42, "x"),
        _field("optional-check", 1, 42, 43, "c"),
        _field("composite", 1, 43, 44, "c"),
    ),
    (
        _NUMBER,
        _BIRTH,
        _EXPIRY,
        Check("optional", (Span(1, 28, 42),), Span(1, 42, 43)),
        Check("composite", (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)), Span(1, 43, 44)),
    ),
)
_TD2 = Layout(
    MrzFormat.TD2,
    (
        *_head(36),
        *_identity(1, 0),
        _field("optional", 1, 28, 35, "x"),
        _field("composite", 1, 35, 36, "c"),
    ),
    (
        _NUMBER,
        _BIRTH,
        _EXPIRY,
        Check("composite", (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35)), Span(1, 35, 36)),
    ),
)
_MRV_A = Layout(
    MrzFormat.MRV_A,
    (*_head(44), *_identity(1, 0), _field("optional", 1, 28, 44, "x")),
    (_NUMBER, _BIRTH, _EXPIRY),
)
_MRV_B = Layout(
    MrzFormat.MRV_B,
    (*_head(36), *_identity(1, 0), _field("optional", 1, 28, 36, "x")),
    (_NUMBER, _BIRTH, _EXPIRY),
)
_TD1_LINES = (
    _field("birth", 1, 0, 6, "d"),
    _field("birth-check", 1, 6, 7, "c"),
    _field("sex", 1, 7, 8, "s"),
    _field("expiry", 1, 8, 14, "d"),
    _field("expiry-check", 1, 14, 15, "c"),
    _field("nationality", 1, 15, 18, "a"),
    _field("optional-2", 1, 18, 29, "x"),
    _field("composite", 1, 29, 30, "c"),
    _field("names", 2, 0, 30, "n"),
)
_TD1_HEAD = (
    _field("document-type", 0, 0, 2, "a"),
    _field("issuer", 0, 2, 5, "a"),
    _field("document-number", 0, 5, 14, "x"),
    _field("document-number-check", 0, 14, 15, "c"),
)
_TD1_CHECKS = (
    Check("document-number", (Span(0, 5, 14),), Span(0, 14, 15)),
    Check("birth", (Span(1, 0, 6),), Span(1, 6, 7)),
    Check("expiry", (Span(1, 8, 14),), Span(1, 14, 15)),
    Check(
        "composite",
        (Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
        Span(1, 29, 30),
    ),
)
_TD1 = Layout(
    MrzFormat.TD1,
    (*_TD1_HEAD, _field("optional", 0, 15, 30, "x"), *_TD1_LINES),
    _TD1_CHECKS,
)
# The Netherlands puts a check digit of its own over positions 16-29 into position 30 (2006-2014).
_TD1_NL = Layout(
    MrzFormat.TD1,
    (
        *_TD1_HEAD,
        _field("optional", 0, 15, 29, "x"),
        _field("optional-check", 0, 29, 30, "c"),
        *_TD1_LINES,
    ),
    (*_TD1_CHECKS, Check("optional", (Span(0, 15, 29),), Span(0, 29, 30))),
)
_FR_ID = Layout(
    MrzFormat.FR_ID,
    (
        _field("document-type", 0, 0, 2, "a"),
        _field("issuer", 0, 2, 5, "a"),
        _field("surname", 0, 5, 30, "n"),
        _field("office", 0, 30, 36, "x"),
        _field("document-number", 1, 0, 12, "x"),
        _field("document-number-check", 1, 12, 13, "c"),
        _field("given-names", 1, 13, 27, "n"),
        _field("birth", 1, 27, 33, "d"),
        _field("birth-check", 1, 33, 34, "c"),
        _field("sex", 1, 34, 35, "s"),
        _field("composite", 1, 35, 36, "c"),
    ),
    (
        Check("document-number", (Span(1, 0, 12),), Span(1, 12, 13)),
        Check("birth", (Span(1, 27, 33),), Span(1, 33, 34)),
        Check("composite", (Span(0, 0, 36), Span(1, 0, 35)), Span(1, 35, 36)),
    ),
)
_LICENCE_ALL = Check("composite", (Span(0, 0, 29),), Span(0, 29, 30))
_LICENCE_HEAD = (
    _field("document-type", 0, 0, 1, "a"),
    _field("configuration", 0, 1, 2, "x"),
    _field("issuer", 0, 2, 5, "a"),
)
# Netherlands, model 2014 (version 1): no name, no birth date, no citizen number in it.
_LICENCE_NL = Layout(
    MrzFormat.LICENCE,
    (
        *_LICENCE_HEAD,
        _field("version", 0, 5, 6, "x"),
        _field("document-number", 0, 6, 16, "d"),
        _field("random", 0, 16, 29, "x"),
        _field("composite", 0, 29, 30, "c"),
    ),
    (_LICENCE_ALL,),
)
# Version 2 has one more character before the number and ends in no digit; its rule is not known.
_LICENCE_NL2 = Layout(
    MrzFormat.LICENCE,
    (
        *_LICENCE_HEAD,
        _field("version", 0, 5, 7, "x"),
        _field("document-number", 0, 7, 17, "d"),
        _field("random", 0, 17, 30, "x"),
    ),
    (),
)
_LICENCE_OTHER = Layout(
    MrzFormat.LICENCE,
    (
        *_LICENCE_HEAD,
        _field("document-number", 0, 5, 14, "x"),
        _field("random", 0, 14, 15, "x"),
        _field("expiry", 0, 15, 21, "d"),
        _field("surname", 0, 21, 29, "n"),
        _field("composite", 0, 29, 30, "c"),
    ),
    (_LICENCE_ALL,),
)

LAYOUTS = (
    _TD3,
    _TD1_NL,
    _TD1,
    _TD2,
    _FR_ID,
    _MRV_A,
    _MRV_B,
    _LICENCE_NL,
    _LICENCE_NL2,
    _LICENCE_OTHER,
)
"""Every layout, the common ones first."""

PREFIX = {
    MrzFormat.TD3: "P",
    MrzFormat.TD1: "IAC",
    MrzFormat.TD2: "IAC",
    MrzFormat.FR_ID: "I",
    MrzFormat.MRV_A: "V",
    MrzFormat.MRV_B: "V",
    MrzFormat.LICENCE: "D",
}
"""First letters a format may begin with."""


def similar_code(code: str, wanted: str) -> bool:
    """Whether a three-letter code is the wanted one with at most one letter misread."""
    padded = code.ljust(len(wanted), FILLER)
    return len(padded) == len(wanted) and (
        sum(a != b for a, b in zip(padded, wanted, strict=True)) <= 1
    )


def is_national(layout: Layout) -> bool:
    """Whether the layout is one the Netherlands alone uses."""
    return layout in (_TD1_NL, _LICENCE_NL, _LICENCE_NL2)
