"""The folder that ``redactor samples`` fills, and the one shipped with the program."""

import json
from pathlib import Path

import numpy as np
import pytest

from redactor.errors import OutputWriteError
from redactor.samples import generate
from redactor.samples.holder import PUBLISHED_BSNS

SHIPPED = Path(__file__).resolve().parents[2] / "sample_docs"
TRUTHS = sorted(SHIPPED.glob("*.truth.json"))


def upright(path):
    from PIL import Image, ImageOps

    with Image.open(path) as image:
        return np.asarray(ImageOps.exif_transpose(image).convert("RGB"))


def test_pictures_and_truth_come_in_pairs(tmp_path):
    folder = tmp_path / "new" / "folder"
    made = generate(folder, 5, seed=1)
    assert len(made) == 5
    assert {path.parent for path in made} == {folder}
    for path in made:
        truth = json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))
        assert truth["schema"] == 1
        assert truth["file"] == path.name
        (page,) = truth["pages"]
        assert upright(path).shape == (page["height"], page["width"], 3)
        (document,) = page["documents"]
        for field in document["fields"]:
            assert len(field["quad"]) == 4
            assert len(field.get("chars", field.get("text", ""))) == len(field.get("text", "")) or (
                field["kind"] in ("code", "signature")
            )


def test_same_seed_same_bytes(tmp_path):
    first, second = generate(tmp_path / "a", 3, 5), generate(tmp_path / "b", 3, 5)
    other = generate(tmp_path / "c", 3, 6)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert all(a.read_bytes() != b.read_bytes() for a, b in zip(first, other, strict=True))


def test_none_asked_none_made(tmp_path):
    assert generate(tmp_path / "empty", 0) == []


def test_a_file_in_the_way_is_one_clear_error(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(OutputWriteError, match="taken"):
        generate(tmp_path / "taken", 1)


def test_shipped_files_are_small_and_all_told_of():
    pictures = [path for path in SHIPPED.iterdir() if path.suffix not in (".json", ".md")]
    assert len(pictures) == len(TRUTHS) >= 12
    assert all(path.stat().st_size <= 250_000 for path in pictures)
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) <= 2_500_000
    readme = (SHIPPED / "README.md").read_text(encoding="utf-8")
    assert all(f"`{path.name}`" in readme for path in pictures)


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.name)
def test_shipped_truth_fits_its_file(truth):
    told = json.loads(truth.read_text(encoding="utf-8"))
    assert told["holder"]["bsn"] in PUBLISHED_BSNS
    (page,) = told["pages"]
    path = SHIPPED / told["file"]
    if path.suffix not in (".pdf", ".heic"):
        pixels = upright(path)
        assert pixels.shape[:2] == (page["height"], page["width"])
        for document in page["documents"]:
            for field in document["fields"]:
                if field["kind"] in ("bsn", "mrz"):
                    assert _darkest(pixels, field["quad"]) < 120, field["kind"]


def _darkest(pixels, quad):
    xs, ys = [int(x) for x, _ in quad], [int(y) for _, y in quad]
    return pixels[min(ys) : max(ys) + 1, min(xs) : max(xs) + 1].mean(axis=2).min()


def test_shipping_again_gives_the_same_documents(tmp_path):
    from redactor.samples.shipped import ship

    made = ship(tmp_path)
    assert {path.name for path in made} == {json.loads(t.read_text())["file"] for t in TRUTHS}
    for truth in TRUTHS:
        again, shipped = (
            list(_fields(json.loads((folder / truth.name).read_text(encoding="utf-8"))))
            for folder in (tmp_path, SHIPPED)
        )
        assert [field[:2] for field in again] == [field[:2] for field in shipped]
        # Another version of the font engine may round a glyph's edge differently.
        assert np.allclose([f[2] for f in again], [f[2] for f in shipped], atol=1.5)


def _fields(told):
    for page in told["pages"]:
        for document in page["documents"]:
            for field in document["fields"]:
                yield field["kind"], field.get("text", ""), field["quad"]
