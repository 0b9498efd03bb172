"""The lighter models see what the delivered ones see."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
import rapidocr
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from redactor import resources
from redactor.engines.lean import edited, with_fewer_letters, without_subnormals
from redactor.engines.session import Session
from redactor.engines.text import DETECTOR, RECOGNISER, TextEngine
from redactor.model import Pixels, Quad

MODELS = Path(rapidocr.__file__).parent / "models"
LINES = (
    ("DejaVuSans.ttf", "Ångström Şafak Łódź 12.345.678"),
    ("DejaVuSans.ttf", "Persoonsnummer / personal no. – 2041.38.556"),
    ("OCRB.otf", "I<NLDSPECI20142<<<<<<<<<<<<<<<"),
)


def line(font: str, text: str) -> Pixels:
    """One line of print on plain paper."""
    face = ImageFont.truetype(str(resources.path("fonts", font)), 40)
    paper = Image.new("RGB", (round(face.getlength(text)) + 40, 72), (226, 228, 232))
    ImageDraw.Draw(paper).text((20, 12), text, fill=(30, 30, 40), font=face)
    return np.asarray(paper, dtype=np.uint8)


def answer(model: bytes, pixels: Pixels, shape: tuple[int, int]) -> Any:
    """What a model says about a picture."""
    picture = Image.fromarray(pixels).resize((shape[1], shape[0]))
    values = (np.asarray(picture, np.float32) / 127.5 - 1).transpose(2, 0, 1)[None]
    return Session(model, 1)(values)


def test_weights_too_small_to_matter_do_not_matter() -> None:
    genuine = (MODELS / DETECTOR).read_bytes()
    lean = without_subnormals(genuine)
    assert lean != genuine
    shown = line(*LINES[1])
    assert np.array_equal(answer(lean, shown, (96, 480)), answer(genuine, shown, (96, 480)))


@pytest.mark.parametrize(("font", "text"), LINES)
def test_a_line_reads_the_same_with_fewer_letters(font: str, text: str) -> None:
    genuine = (MODELS / RECOGNISER).read_bytes()
    lean = with_fewer_letters(genuine)
    assert len(lean) < 0.7 * len(genuine)
    shown = line(font, text)
    before, after = (answer(model, shown, (48, 640)) for model in (genuine, lean))
    assert before.shape[:2] == after.shape[:2]
    assert after.shape[2] < 0.2 * before.shape[2]
    # letters of one shape may change places, those that stay keep their order
    assert np.array_equal(before.argmax(2) == 0, after.argmax(2) == 0)
    engine = TextEngine(1)
    (read,) = engine.recognise(shown, [Quad.rect(0, 0, shown.shape[1], shown.shape[0])])
    assert read.text.replace(" ", "") == text.replace(" ", "")


def letters(model: bytes) -> str:
    """All signs that a recogniser knows."""
    inner = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return str(inner.get_modelmeta().custom_metadata_map["character"])


def test_of_letters_of_one_shape_the_latin_one_is_known() -> None:
    """A Rho in a zone's first line made a Belgian passport nobody's, and its number a Dutch one."""
    genuine = (MODELS / RECOGNISER).read_bytes()
    known = letters(with_fewer_letters(genuine))
    assert set("ΡΟΑΒΕορν⁰Ⅰ∅−") <= set(letters(genuine))
    assert not set("ΡΟΑΒΕορν⁰Ⅰ∅−") & set(known)
    assert set("PO0Ab1-éŁșİß€Λ«–") <= set(known)


def test_signs_that_no_document_carries_are_not_known() -> None:
    """An X read as a sign of multiplication moved a zone's cells; a circle is a zero or an O."""
    genuine = (MODELS / RECOGNISER).read_bytes()
    strange = set("×①⑨❶○⊘⌀≤⟹")
    assert strange <= set(letters(genuine))
    assert not strange & set(letters(with_fewer_letters(genuine)))


@pytest.mark.parametrize("text", ["P<BELLOPES<CARDOSO<<IMKE<<<<", "7212018F1101236ESP<<<<<<<<<<<8"])
@pytest.mark.parametrize("tone", [(48, 44, 70), (120, 110, 130)])
def test_a_faint_zone_is_read_in_its_own_letters(text: str, tone: tuple[int, int, int]) -> None:
    engine = TextEngine(1)
    for size in (13, 16, 20, 26):
        face = ImageFont.truetype(str(resources.path("fonts", "OCRB.otf")), size)
        paper = Image.new("RGB", (round(face.getlength(text)) + 30, 2 * size), (196, 214, 206))
        ImageDraw.Draw(paper).text((15, size // 2), text, fill=tone, font=face)
        shown = np.asarray(paper.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.uint8)
        (read,) = engine.recognise(shown, [Quad.rect(0, 0, shown.shape[1], shown.shape[0])])
        assert read.text.replace("«", "<").isascii()


def test_a_model_without_letters_stays_as_it_is() -> None:
    genuine = (MODELS / DETECTOR).read_bytes()
    assert with_fewer_letters(genuine) == genuine


@pytest.mark.parametrize("lighter", [without_subnormals, with_fewer_letters])
def test_what_is_no_model_is_refused(lighter: Callable[[bytes], bytes]) -> None:
    with pytest.raises((ValueError, IndexError)):
        lighter(b"\x0c" * 40)


def test_a_part_that_is_not_replaced_stays_byte_for_byte() -> None:
    message = b"\x08\x96\x01" + b"\x12\x03abc" + b"\x1d\x00\x00\x80?" + b"\x12\x01z"
    assert edited(message, {}) == message
    assert edited(message, {2: lambda value: value.upper()}) == message.replace(
        b"abc", b"ABC"
    ).replace(b"z", b"Z")
    assert edited(message, {2: lambda _: None}) == b"\x08\x96\x01\x1d\x00\x00\x80?"
