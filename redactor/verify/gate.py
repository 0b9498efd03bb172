"""The one gate: every check on every sheet, and a doubt for each that could not be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from redactor.documents.mrz import looks_like_mrz
from redactor.engines import Engines
from redactor.engines.child import Handle
from redactor.model import Doubt, Kind, Pixels, Verdict
from redactor.verify.codes import code_doubts
from redactor.verify.container import PNG_MARK, metadata_doubts
from redactor.verify.evidence import raw_doubts, text_doubts
from redactor.verify.expectation import Expectation, SheetExpectation
from redactor.verify.faces import face_doubts
from redactor.verify.legible import ENOUGH_LINES, legible_doubts
from redactor.verify.reading import read_sheet
from redactor.verify.second import SecondReading
from redactor.verify.sight import Sight, masked
from redactor.verify.solid import cover_doubts
from redactor.verify.zones import LOOKS

RAPIDOCR = "text:rapidocr"
TESSERACT = "text:tesseract"
PASSPORTEYE = "mrz:passporteye"

T = TypeVar("T")


class SecondEngine(Protocol):
    """A reader that may not be installed."""

    def available(self) -> bool:
        """Whether it can be used at all."""


@dataclass(slots=True)
class _Notes:
    """What was checked so far and what came of it."""

    doubts: list[Doubt] = field(default_factory=list)
    checks: dict[str, None] = field(default_factory=dict)
    skipped: dict[str, None] = field(default_factory=dict)

    def attempt(self, name: str, work: Callable[[], T]) -> T | None:
        """What a piece of a check gives; None where it failed, which is a doubt of its own."""
        try:
            result = work()
        except Exception:  # whatever an engine throws: what was not looked at is not safe
            self.doubts.append(Doubt("check-failed", name))
            return None
        self.checks[name] = None
        return result

    def check(self, name: str, work: Callable[[], Iterable[Doubt]]) -> None:
        """Runs a check and takes its doubts."""
        self.doubts += self.attempt(name, lambda: list(work())) or ()

    def verdict(self) -> Verdict:
        return Verdict(tuple(dict.fromkeys(self.doubts)), tuple(self.checks), tuple(self.skipped))


def verify(
    data: bytes, sheets: Sequence[Pixels], expectation: Expectation, engines: Engines
) -> Verdict:
    """Looks at a finished copy with fresh eyes; safe means that nothing at all spoke against it.

    ``data``: the finished bytes.  ``sheets``: H×W×3 uint8 RGB pixels decoded from those very
    bytes, one for each of ``expectation.sheets``.  Never raises for what an engine does: a check
    that fails is a doubt ("check-failed").  Doubts' quads are in px of their sheet; no doubt
    holds personal data.
    """
    notes = _Notes()
    notes.check("bytes", lambda: metadata_doubts(data, expectation.numbers))
    if not sheets or len(sheets) != len(expectation.sheets):
        notes.doubts.append(Doubt("sheets-differ", f"{len(sheets)}/{len(expectation.sheets)}"))
    exact = data.startswith(PNG_MARK)
    blank = SheetExpectation()
    for index, pixels in enumerate(sheets):
        known = expectation.sheets[index] if index < len(expectation.sheets) else blank
        _look(pixels, known, expectation, engines, notes, exact=exact)
    return notes.verdict()


def _look(
    pixels: Pixels,
    sheet: SheetExpectation,
    expectation: Expectation,
    engines: Engines,
    notes: _Notes,
    *,
    exact: bool,
) -> None:
    """All checks on one sheet; the second readers work in their process meanwhile.

    Faces and codes, which keep one processor busy each, are looked for beside the text.
    """
    wants_faces = Kind.PORTRAIT in expectation.hide
    wants_codes = bool(expectation.numbers or expectation.hide & {Kind.CODE, Kind.BSN})
    known = [value.clear for _, value in sheet.legible]
    with ThreadPoolExecutor(2) as beside:
        second = _begin(TESSERACT, engines.tesseract, lambda: SecondReading(pixels, engines), notes)
        zone = _begin_zone(pixels, known, expectation, engines, notes)
        faces = beside.submit(face_doubts, pixels, sheet, engines) if wants_faces else None
        codes = beside.submit(code_doubts, pixels, expectation, engines) if wants_codes else None
        read = notes.attempt(RAPIDOCR, lambda: _read(pixels, sheet, expectation, engines))
        sights = read or ()
        if zone is None:
            texts = [sight.text for sight in sights]
            zone = _begin_zone(pixels, texts, expectation, engines, notes)
        if read is not None:
            notes.check(RAPIDOCR, lambda: text_doubts(
                masked(read, sheet.covers), expectation, sheet, RAPIDOCR))  # fmt: skip
        notes.check("covers", lambda: cover_doubts(pixels, sheet, exact=exact))
        if sheet.legible:
            notes.check("legible", lambda: legible_doubts(pixels, sights, sheet, engines))
        if faces is not None:
            notes.check("faces", faces.result)
        if codes is not None:
            notes.check("codes", codes.result)
    if second is not None:
        notes.check(TESSERACT, lambda: text_doubts(
            masked(second.sights(), sheet.covers), expectation, sheet, TESSERACT,
            others=sights))  # fmt: skip
    if zone is not None:
        notes.check(PASSPORTEYE, lambda: raw_doubts(
            zone.result() or (), expectation, sheet, PASSPORTEYE))  # fmt: skip


def _read(
    pixels: Pixels, sheet: SheetExpectation, expectation: Expectation, engines: Engines
) -> tuple[Sight, ...]:
    """The sheet's lines.  Raises ValueError where a reader saw none of many."""
    sights = read_sheet(pixels, sheet, engines, marked=expectation.watermark is not None)
    if not sights and len(sheet.legible) >= ENOUGH_LINES:
        raise ValueError("nothing was read")
    return sights


def _begin(name: str, engine: SecondEngine, begin: Callable[[], T], notes: _Notes) -> T | None:
    """Has a second reader begin, None where it is not installed or could not."""
    there = notes.attempt(name, engine.available)
    if there:
        return notes.attempt(name, begin)
    notes.checks.pop(name, None)
    if there is not None:
        notes.skipped[name] = None
    return None


def _begin_zone(
    pixels: Pixels,
    texts: Iterable[str],
    expectation: Expectation,
    engines: Engines,
    notes: _Notes,
) -> Handle[tuple[str, ...] | None] | None:
    """PassportEye's second opinion where a line of the sheet looks like a zone's."""
    if not expectation.hide & {Kind.MRZ_BSN, Kind.MRZ}:
        return None
    if not any(looks_like_mrz(text) >= LOOKS for text in texts):
        return None
    return _begin(
        PASSPORTEYE, engines.passporteye, lambda: engines.passporteye.submit(pixels), notes
    )
