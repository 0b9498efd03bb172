"""The gate fails closed: whatever an engine does, a check that was not made is a doubt."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from redactor.decide import load_profiles
from redactor.engines import Engines
from redactor.engines.child import ReaderChild
from redactor.engines.passporteye import PassportEyeEngine
from redactor.engines.tesseract import TesseractEngine
from redactor.errors import EngineError
from redactor.export import Format, Sheet, encode
from redactor.model import Kind, Pixels, Quad, Secret
from redactor.verify import Expectation, SheetExpectation, verify
from redactor.verify.expectation import USUAL

ZONE = "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<"
NAN = float("nan")


def crash(*_: Any, **__: Any) -> Any:
    raise RuntimeError("no")


def codes(verdict: Any) -> set[tuple[str, str]]:
    return {(doubt.code, doubt.detail) for doubt in verdict.doubts}


def test_an_empty_sheet_is_safe_and_every_check_is_named(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    verdict = verify(tools.png(paper), [paper], expecting(), tools.Engines())
    assert verdict.safe
    assert set(verdict.checks) == {
        "bytes", "covers", "faces", "codes", "text:rapidocr", "text:tesseract",
    }  # fmt: skip
    assert verdict.skipped == ()


def test_readers_that_are_not_installed_are_skipped_not_failed(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    engines = tools.Engines(
        text=tools.Text([tools.line(ZONE)]),
        tesseract=tools.Tesseract(there=False),
        passporteye=tools.Zone(there=False),
    )
    verdict = verify(tools.png(paper), [paper, paper], expecting(), engines)
    assert set(verdict.skipped) == {"text:tesseract", "mrz:passporteye"}
    assert "text:tesseract" not in verdict.checks


@pytest.mark.parametrize(
    ("part", "method", "name"),
    [
        ("text", "detect", "text:rapidocr"),
        ("text", "recognise", "text:rapidocr"),
        ("faces", "detect", "faces"),
        ("codes", "detect", "codes"),
        ("tesseract", "available", "text:tesseract"),
        ("tesseract", "submit", "text:tesseract"),
        ("passporteye", "submit", "mrz:passporteye"),
    ],
)
def test_an_engine_that_throws_is_a_doubt(
    paper: Pixels,
    expecting: Callable[..., Expectation],
    tools: Any,
    part: str,
    method: str,
    name: str,
) -> None:
    engines = tools.Engines(text=tools.Text([tools.line(ZONE)]))
    setattr(getattr(engines, part), method, crash)
    verdict = verify(tools.png(paper), [paper], expecting(), engines)
    assert ("check-failed", name) in codes(verdict)
    assert all(doubt.detail != "no" for doubt in verdict.doubts)


def test_second_readers_that_fail_later_are_doubts(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    engines = tools.Engines(
        text=tools.Text([tools.line(ZONE)]),
        tesseract=tools.Tesseract(EngineError("hung")),
        passporteye=tools.Zone(EngineError("hung")),
    )
    verdict = verify(tools.png(paper), [paper], expecting(), engines)
    assert codes(verdict) == {
        ("check-failed", "text:tesseract"),
        ("check-failed", "mrz:passporteye"),
    }


def test_a_reader_that_really_hangs_is_killed_and_a_doubt(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    child = ReaderChild(1.0, (sys.executable, "-c", "import time; time.sleep(60)"))
    engines = tools.Engines(text=tools.Text([tools.line(ZONE)]))
    engines.tesseract, engines.passporteye = TesseractEngine(child), PassportEyeEngine(child)
    engines.tesseract.available = engines.passporteye.available = lambda: True
    since = time.monotonic()
    verdict = verify(tools.png(paper), [paper], expecting(), engines)
    child.close()
    assert codes(verdict) == {
        ("check-failed", "text:tesseract"),
        ("check-failed", "mrz:passporteye"),
    }
    assert time.monotonic() - since < 30


def test_engines_that_answer_nan_are_doubts(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    nowhere = Quad.rect(NAN, 0, 10, 10)
    for part, engine in (
        ("text:rapidocr", {"text": tools.Text([tools.line("WILLEKE", score=NAN)])}),
        ("text:rapidocr", {"text": tools.Text([tools.line("WILLEKE", x=NAN)])}),
        ("faces", {"faces": tools.Faces((tools.Face(nowhere.padded(1), 0.9, ()),))}),
        ("faces", {"faces": tools.Faces((tools.Face(Quad.rect(9, 9, 99, 99), NAN, ()),))}),
        ("faces", {"faces": tools.Faces(None)}),
    ):
        verdict = verify(tools.png(paper), [paper], expecting(), tools.Engines(**engine))
        assert codes(verdict) == {("check-failed", part)}, part


def test_a_reader_without_a_line_where_many_should_be_has_not_read(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    kept = tuple((Quad.rect(20, 40 * i, 300, 24), Secret("WILLEKE")) for i in range(5))
    sheet = SheetExpectation(legible=kept)
    engines = tools.Engines(text=tools.Text(again="WILLEKE"))
    assert ("check-failed", "text:rapidocr") in codes(
        verify(tools.png(paper), [paper], expecting(sheet), engines)
    )
    fewer = SheetExpectation(legible=kept[:4])
    assert verify(tools.png(paper), [paper], expecting(fewer), engines).safe


def test_bytes_that_cannot_be_parsed_are_a_doubt(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    verdict = verify(tools.png(paper)[:-5], [paper], expecting(), tools.Engines())
    assert codes(verdict) == {("check-failed", "bytes")}


def test_the_number_of_sheets_must_fit(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    data = tools.png(paper)
    assert codes(verify(data, [], expecting(), tools.Engines())) == {("sheets-differ", "0/1")}
    assert codes(verify(data, [paper, paper], expecting(), tools.Engines())) == {
        ("sheets-differ", "2/1")
    }
    assert verify(data, [], Expectation.of_unknown(0), tools.Engines()).doubts
    assert verify(data, [paper], Expectation.of_unknown(), tools.Engines()).safe


def test_nothing_hidden_leaves_only_what_the_file_and_the_lines_tell(
    paper: Pixels, expecting: Callable[..., Expectation], tools: Any
) -> None:
    face = tools.Face(Quad.rect(100, 100, 120, 160), 0.95, ())
    engines = tools.Engines(
        text=tools.Text([tools.line("BSN 123456782"), tools.line(ZONE, y=400)]),
        faces=tools.Faces((face,)),
        codes=tools.Codes((tools.Code(face.quad, "QRCode", Secret("x"), "zxing"),)),
    )
    verdict = verify(tools.png(paper), [paper], expecting(hide=frozenset()), engines)
    assert verdict.safe
    assert not {"faces", "codes", "mrz:passporteye"} & set(verdict.checks)


def test_the_usual_kinds_are_those_of_the_default_profile() -> None:
    assert next(iter(load_profiles().values())).hide == USUAL


@pytest.mark.parametrize("form", list(Format))
def test_a_cover_is_solid_in_every_format(form: Format, tools: Any) -> None:
    from redactor.intake import open_bytes

    generator = np.random.default_rng(1)
    pixels = generator.integers(0, 255, (400, 600, 3)).astype(np.uint8)
    pixels[100:200, 100:400] = 0
    pixels[300:303, 100:400] = 0
    data = encode([Sheet(pixels, 300)], form)
    seen = [page.pixels for page in open_bytes(data, "copy")]
    scale = seen[0].shape[1] / 600
    covers = tuple(
        Quad.rect(*(v * scale for v in box))
        for box in ((100, 100, 300, 100), (100, 300, 300, 3), (900, 0, 20, 20))
    )
    expectation = Expectation((SheetExpectation(covers),), frozenset(), frozenset(), "NLD", None)
    verdict = verify(data, seen, expectation, tools.Engines())
    thin = [d for d in verdict.doubts if d.quad != covers[1]]
    assert thin == []
    if form is Format.PNG:
        assert verdict.safe


@pytest.mark.parametrize("form", [Format.PNG, Format.JPEG])
@pytest.mark.parametrize("shade", [40, 120, 255])
def test_what_shines_through_a_cover_is_a_doubt(form: Format, shade: int, tools: Any) -> None:
    from redactor.intake import open_bytes

    pixels = np.full((400, 600, 3), 200, np.uint8)
    pixels[100:200, 100:400] = 0
    pixels[140:160, 200:204] = shade
    data = encode([Sheet(pixels, 300)], form)
    seen = [page.pixels for page in open_bytes(data, "copy")]
    sheet = SheetExpectation((Quad.rect(100, 100, 300, 100),))
    expectation = Expectation((sheet,), frozenset(), frozenset(), "NLD", None)
    verdict = verify(data, seen, expectation, tools.Engines())
    assert codes(verdict) == {("cover-not-solid", "")}


def test_a_cover_that_is_nowhere_is_a_doubt(paper: Pixels, tools: Any) -> None:
    sheet = SheetExpectation((Quad.rect(NAN, 0, 5, 5),))
    expectation = Expectation((sheet,), frozenset(), frozenset(), "NLD", None)
    verdict = verify(tools.png(paper), [paper], expectation, tools.Engines())
    assert ("check-failed", "covers") in codes(verdict)


@pytest.fixture(scope="module")
def real() -> Any:
    engines = Engines()
    engines.start()
    yield engines
    engines.close()


def finished(model: str, keep: Kind | None, engines: Engines) -> tuple[bytes, Expectation]:
    """A synthetic document, all that must go covered but one kind, and what is expected of it."""
    from redactor import samples
    from redactor.cover import burn

    drawn = samples.draw(model, 4, px_per_mm=12)
    covers, numbers = [], []
    for field in drawn.document.fields:
        if field.kind is Kind.BSN:
            numbers.append(Secret("".join(c for c in field.text if c.isdigit())))
        if field.kind in USUAL and field.kind is not keep:
            covers.append(field.quad.padded(6))
    pixels = burn(drawn.pixels, covers)
    lines = engines.text.recognise(pixels, engines.text.detect(pixels, 1200))
    legible = tuple(
        (line.quad, Secret(line.text))
        for line in lines
        if line.score > 0.9
        and len(line.text) > 3
        and all(line.quad.overlap(cover) < 0.08 for cover in covers)
        and not any(n.clear in line.text for n in numbers)
    )
    sheet = SheetExpectation(tuple(covers), legible=legible)
    data = encode([Sheet(pixels, 305)], Format.JPEG)
    return data, Expectation((sheet,), frozenset(numbers), USUAL, "NLD", None)


def looked_at(data: bytes, expectation: Expectation, engines: Engines) -> Any:
    from redactor.intake import open_bytes

    pages = [page.pixels for page in open_bytes(data, "copy")]
    return verify(data, pages, expectation, engines)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("model", "kept", "code"),
    [
        ("nl-id-2014-back", Kind.BSN, "number-visible"),
        ("nl-id-2014-back", Kind.MRZ_BSN, "number-visible"),
        ("nl-passport-2014", Kind.MRZ_BSN, "number-visible"),
        ("nl-passport-2014", Kind.PORTRAIT, "face-visible"),
        ("nl-id-2021-back", Kind.CODE, "code-visible"),
    ],
)
def test_one_thing_left_uncovered_is_seen_with_and_without_knowing_the_source(
    real: Engines, model: str, kept: Kind, code: str
) -> None:
    data, expectation = finished(model, kept, real)
    assert code in {doubt.code for doubt in looked_at(data, expectation, real).doubts}
    unknown = Expectation.of_unknown()
    assert code in {doubt.code for doubt in looked_at(data, unknown, real).doubts}


@pytest.mark.slow
@pytest.mark.parametrize("model", ["nl-id-2014-back", "nl-passport-2014", "nl-id-2021-back"])
def test_a_well_covered_document_is_safe(real: Engines, model: str) -> None:
    data, expectation = finished(model, None, real)
    verdict = looked_at(data, expectation, real)
    assert verdict.doubts == ()
    assert "legible" in verdict.checks
