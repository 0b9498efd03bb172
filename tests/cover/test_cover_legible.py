"""The watermark on real specimens: what was read before is read after, through JPEG too."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from redactor.cover import watermark
from redactor.export import Format, Sheet, encode
from redactor.model import Pixels, Quad

SPECIMENS = Path(__file__).parents[3] / "shared" / "specimens"
TEXT = "KOPIE – alleen voor Gemeente Utrecht – huurovereenkomst – 23 november 2026"
CARD = "SynthPass__Netherlands_ID_Specimen_front_Dutch_issued_9_March_2014jpg.jpg"
PASSPORT = "SynthPass__Netherlands_Passport_Specimen_specimen_Dutch_issued_9_March_2014jpg.jpg"
LICENCE = "SynthPass__Netherlands_Driving_License_Specimen.jpg"


def read(pixels: Pixels) -> dict[str, Quad]:
    """Every line the text reader sees, without its spaces."""
    from rapidocr import RapidOCR

    reader = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        }
    )
    result = reader(pixels[:, :, ::-1])
    return {
        re.sub(r"\s", "", text): Quad.of(box)
        for text, box in zip(result.txts, result.boxes, strict=True)
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "px_per_mm", "rows", "fields"),
    [
        (CARD, 17.3, slice(None), ("SPECI2014", "DeBruijn", "WillekeLiselotte", "09MAA/MAR2024")),
        (
            PASSPORT,
            17.6,
            slice(1640, 3260),  # the data page
            (
                "SPECI2014",
                "DeBruijn",
                "09MAA/MAR2024",
                "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<",
                "SPECI20142NLD6503101F2403096999999990<<<<<84",
            ),
        ),
        (LICENCE, 11.9, slice(None), ("29.05.1998", "D1NLD362361864332VD9S5D36V7R25")),
    ],
)
def test_fields_read_the_same_before_and_after(
    name: str, px_per_mm: float, rows: slice, fields: tuple[str, ...]
) -> None:
    file = SPECIMENS / "documents" / name
    if not file.exists():
        pytest.skip("the published specimens are not here")
    page = np.asarray(Image.open(file).convert("RGB"))[rows]
    before = read(page)
    assert all(any(field in line for line in before) for field in fields)
    marked = watermark(page, TEXT, spare=list(before.values()), px_per_mm=px_per_mm)
    assert (marked != page).any()
    saved = np.asarray(Image.open(io.BytesIO(encode([Sheet(marked)], Format.JPEG))))
    after = read(saved)
    assert [field for field in fields if not any(field in line for line in after)] == []
