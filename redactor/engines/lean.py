"""Makes an ONNX model lighter without a change to what it can see here.

Two things cost most of the text reader's time.  Training left two of the detector's layers full of
subnormal weights (under 1.2e-38), which a processor multiplies a hundred times slower than others:
as zeros they do the same.  And nine in ten of the recogniser's letters are East Asian, worked out
for every 8 px of every line.  A thousand more, Greek ones, signs of mathematics, digits in circles
and ornaments, have the shape of a Latin letter, of a digit or of nothing that is printed on a
document: a zone with a Rho for a P in it is nobody's, and one with a multiplication sign for an X
was counted wrongly.  Without them the reader takes the Latin one.

The model files stay as they were delivered; this happens in memory when they are loaded.  Field
numbers: onnx.proto3 of ONNX 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

GRAPH, METADATA = 7, 14
INITIALIZER, INPUT, OUTPUT, VALUE_INFO = 5, 11, 12, 13
DIMS, DATA_TYPE, RAW_DATA = 1, 2, 9
KEY, VALUE = 1, 2
FLOAT = 1
LETTERS = "character"
"""The metadata under which a recogniser names its letters, one a line."""
LATIN = 0x0180
"""First code point after the Latin letters of Europe."""
OURS = frozenset("ƏəȘșȚțẠồΛ–—―‘’“”†‡•‥…‰′″€™←↑→↓■□▪●☐☑✓✔")
"""Signs beyond those that have the shape of none of them; a zone's filler in a line read upwards
is a Lambda."""
NOT_OURS = "×"
"""The sign among them that has a letter's shape."""
NUMBER, BYTES = 0, 2
SIZES = {1: 8, 5: 4}
"""Bytes of a field by its kind on the wire, where that says it."""

Edit = Callable[[bytes], bytes | None]


def without_subnormals(model: bytes) -> bytes:
    """The model with every float weight too small to matter set to zero."""

    def graph(message: bytes) -> bytes:
        return edited(message, {INITIALIZER: _flushed})

    return edited(model, {GRAPH: graph})


def with_fewer_letters(model: bytes) -> bytes:
    """A recogniser that knows Latin letters, digits and common signs, and of one shape one.

    A model without letters stays as it is.

    Its classes are a blank, the letters in order, and a space.
    """
    entries = [_pair(bytes(value)) for number, value in _fields(model) if number == METADATA]
    letters = dict(entries).get(LETTERS, "").splitlines()
    kept = [i for i, letter in enumerate(letters) if all(map(_is_ours, letter))]
    if len(kept) == len(letters):
        return model
    before, after = len(letters) + 2, [0, *(i + 1 for i in kept), len(letters) + 1]

    def graph(message: bytes) -> bytes:
        return edited(
            message,
            {
                INITIALIZER: lambda tensor: _columns(tensor, before, after),
                OUTPUT: lambda value: _resized(value, before, len(after)),
                VALUE_INFO: lambda _: None,  # hints on the way, with the old size
            },
        )

    def metadata(message: bytes) -> bytes:
        key, value = _pair(message)
        if key == LETTERS:
            value = "\n".join(letters[i] for i in kept)
        return _packed(KEY, key.encode()) + _packed(VALUE, value.encode())

    return edited(model, {GRAPH: graph, METADATA: metadata})


def of_any_size(model: bytes) -> bytes:
    """A model that says of no size what its pictures and answers have."""

    def graph(message: bytes) -> bytes:
        return edited(message, {INPUT: _shapeless, OUTPUT: _shapeless, VALUE_INFO: lambda _: None})

    return edited(model, {GRAPH: graph})


def _shapeless(value: bytes) -> bytes:
    """A ValueInfo without its shape: type, tensor, shape."""

    def tensor(message: bytes) -> bytes:
        return edited(message, {2: lambda _: None})

    return edited(value, {2: lambda message: edited(message, {1: tensor})})


def _is_ours(sign: str) -> bool:
    """Whether a sign may stand on a document, or is like none that may."""
    return sign in OURS or (ord(sign) < LATIN and sign != NOT_OURS)


def edited(message: bytes, edits: dict[int, Edit]) -> bytes:
    """A message with every sub-message of some fields replaced, or left out where None."""
    parts: list[bytes] = []
    for number, value, start, end in _walk(message):
        edit = edits.get(number)
        if edit is None or not isinstance(value, bytes):
            parts.append(message[start:end])
        elif (new := edit(value)) is not None:
            parts.append(_packed(number, new))
    return b"".join(parts)


def _flushed(tensor: bytes) -> bytes:
    """A tensor without subnormal numbers."""
    if dict(_fields(tensor)).get(DATA_TYPE) != FLOAT:
        return tensor

    def data(raw: bytes) -> bytes:
        values = np.frombuffer(raw, "<f4").copy()
        values[np.abs(values) < np.finfo(np.float32).tiny] = 0.0
        return values.tobytes()

    return edited(tensor, {RAW_DATA: data})


def _columns(tensor: bytes, before: int, kept: Sequence[int]) -> bytes:
    """A float tensor whose last dimension is ``before`` with only some of its columns."""
    fields = list(_fields(tensor))
    dims = [int(value) for number, value in fields if number == DIMS]
    if not dims or dims[-1] != before or dict(fields).get(DATA_TYPE) != FLOAT:
        return tensor

    def data(raw: bytes) -> bytes:
        values = np.frombuffer(raw, "<f4").reshape(-1, before)
        return np.ascontiguousarray(values[:, kept]).tobytes()

    rest = b"".join(tensor[start:end] for number, _, start, end in _walk(tensor) if number != DIMS)
    head = b"".join(bytes([DIMS << 3]) + _varint(dim) for dim in (*dims[:-1], len(kept)))
    return head + edited(rest, {RAW_DATA: data})


def _resized(value: bytes, before: int, after: int) -> bytes:
    """A ValueInfo whose dimensions of one size have another: type, tensor, shape, dimension."""

    def dimension(message: bytes) -> bytes:
        return b"\x08" + _varint(after) if message == b"\x08" + _varint(before) else message

    def shape(message: bytes) -> bytes:
        return edited(message, {1: dimension})

    def tensor(message: bytes) -> bytes:
        return edited(message, {2: shape})

    return edited(value, {2: lambda message: edited(message, {1: tensor})})


def _pair(message: bytes) -> tuple[str, str]:
    """Key and value of a StringStringEntry."""
    fields = dict(_fields(message))
    return bytes(fields[KEY]).decode(), bytes(fields[VALUE]).decode()


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    for number, value, _, _ in _walk(message):
        yield number, value


def _walk(message: bytes) -> Iterator[tuple[int, bytes | int, int, int]]:
    """(field number, value, start, end) of each field of a protobuf message.

    Raises ValueError where it is none.
    """
    at = 0
    while at < len(message):
        start = at
        key, at = _number(message, at)
        wire = key & 7
        value: bytes | int
        if wire == NUMBER:
            value, at = _number(message, at)
        else:
            size, at = _number(message, at) if wire == BYTES else (SIZES.get(wire, -1), at)
            value, at = message[at : at + size], at + size
            if size < 0 or at > len(message):
                raise ValueError("not a message")
        yield key >> 3, value, start, at


def _number(message: bytes, at: int) -> tuple[int, int]:
    """A varint and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value >= 0x80:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _packed(number: int, value: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(value)) + value
