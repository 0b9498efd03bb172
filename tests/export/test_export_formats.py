"""Which format a copy gets."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from redactor.errors import UsageError
from redactor.export import Format, Sheet, choose_format


@pytest.mark.parametrize(
    ("media", "pages", "expected"),
    [
        ("jpeg", 1, Format.JPEG),
        ("png", 1, Format.PNG),
        ("pdf", 1, Format.PDF),
        ("bmp", 1, Format.PNG),
        ("webp", 1, Format.JPEG),
        ("heic", 1, Format.JPEG),
        ("tiff", 1, Format.JPEG),
        ("tiff", 2, Format.PDF),
        ("jpeg", 3, Format.PDF),
        ("something new", 1, Format.PNG),
    ],
)
def test_a_copy_is_what_its_input_was_where_that_can_be_written(
    media: str, pages: int, expected: Format
) -> None:
    assert choose_format(media, pages) is expected


def test_wishes_come_before_the_input() -> None:
    assert choose_format("jpeg", explicit=Format.PNG) is Format.PNG
    assert choose_format("jpeg", out="copies/id.PDF") is Format.PDF
    assert choose_format("png", out="id.JPeG") is Format.JPEG
    assert choose_format("png", explicit=Format.JPEG, out="id.jpg") is Format.JPEG
    assert choose_format("png", pages=2, explicit=Format.PDF) is Format.PDF


@pytest.mark.parametrize("out", ["id.tiff", "id.safe.docx", "id"])
def test_an_ending_that_cannot_be_written_is_refused(out: str) -> None:
    with pytest.raises(UsageError, match=r"\.png, \.jpg or \.pdf"):
        choose_format("png", out=out)


def test_contradicting_wishes_are_refused() -> None:
    with pytest.raises(UsageError, match="contradict"):
        choose_format("png", explicit=Format.PDF, out="id.png")


@pytest.mark.parametrize("asked", [Format.PNG, Format.JPEG])
def test_several_pages_only_fit_a_pdf(asked: Format) -> None:
    with pytest.raises(UsageError, match=f"2 pages.*{asked.value.upper()}.*PDF"):
        choose_format("pdf", pages=2, explicit=asked)


def test_the_true_size_of_a_sheet() -> None:
    pixels = np.zeros((300, 600, 3), dtype=np.uint8)
    assert Sheet(pixels).true_mm is None
    assert Sheet(pixels, dpi=300).true_mm == pytest.approx((50.8, 25.4))
    assert Sheet(pixels, dpi=300, size_mm=(85.6, 54.0)).true_mm == (85.6, 54.0)


def test_the_command_line_can_import_it_without_waiting_for_picture_libraries() -> None:
    code = "import sys, redactor.export, redactor.cover; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"cv2", "PIL", "pikepdf", "img2pdf"} & set(done.stdout.split())
