"""PDF pages come in as a reader would show them, at a size that keeps small print."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from redactor.errors import DamagedFileError, EncryptedFileError, TooLargeError
from redactor.intake import Limits, open_bytes
from redactor.intake.pdf_scale import PagePicture, render_scale
from redactor.model import Page

A4 = (595.0, 842.0)


def drawn(*contents: bytes, size: tuple[float, float] = A4, **page_keys: object) -> bytes:
    """A PDF of one page per content stream, in a blank page's own points."""
    pdf = pikepdf.new()
    for content in contents:
        page = pdf.add_blank_page()
        page.MediaBox = [0, 0, *size]
        page.Contents = pdf.make_stream(content)
        for key, value in page_keys.items():
            page[f"/{key}"] = value
    return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    target = BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def corner_square(red: float, green: float, blue: float) -> bytes:
    """A square of 100 points in the page's lower left corner."""
    return f"{red} {green} {blue} rg 0 0 100 100 re f".encode()


def picture(width: int, height: int) -> Image.Image:
    noise = np.random.default_rng(3).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(noise)


def jpeg(width: int, height: int) -> bytes:
    target = BytesIO()
    picture(width, height).save(target, "JPEG", quality=40)
    return target.getvalue()


def pages_of(data: bytes, limits: Limits | None = None) -> list[Page]:
    return list(open_bytes(data, "scan.pdf", limits or Limits()))


def test_a_born_digital_page_is_drawn_at_300_dpi_with_its_colours() -> None:
    first, second = pages_of(drawn(corner_square(1, 0, 0), corner_square(0, 0, 1)))
    assert (first.index, second.index, first.media) == (0, 1, "pdf")
    assert first.dpi == pytest.approx(300)
    assert (first.width, first.height) == pytest.approx((2480, 3509), abs=2)
    assert first.pixels.dtype == np.uint8
    assert first.pixels.flags.c_contiguous
    assert first.pixels[-10, 10].tolist() == [255, 0, 0]
    assert second.pixels[-10, 10].tolist() == [0, 0, 255]
    assert first.pixels[10, 10].tolist() == [255, 255, 255]


def test_a_turned_page_is_shown_turned() -> None:
    (page,) = pages_of(drawn(corner_square(1, 0, 0), Rotate=90))
    assert page.width > page.height
    assert page.pixels[10, 10].tolist() == [255, 0, 0]


def test_a_scan_keeps_the_pixels_of_its_picture() -> None:
    layout = img2pdf.get_layout_fun((img2pdf.in_to_pt(8), img2pdf.in_to_pt(10)))
    data = img2pdf.convert(jpeg(1600, 2000), layout_fun=layout)
    (page,) = pages_of(data)
    assert (page.width, page.height) == pytest.approx((1600, 2000), abs=1)
    assert page.dpi == pytest.approx(200, rel=0.01)


def test_a_picture_inside_a_form_counts_as_the_page() -> None:
    inner = pikepdf.open(BytesIO(img2pdf.convert(jpeg(1600, 2000))))
    outer = pikepdf.new()
    sheet = outer.add_blank_page(page_size=(576, 720))
    sheet.add_overlay(inner.pages[0], pikepdf.Rectangle(0, 0, 576, 720))
    (page,) = pages_of(saved(outer))
    assert (page.width, page.height) == pytest.approx((1600, 2000), abs=2)


def test_a_photo_wrapped_into_a_page_of_a_metre_is_not_blown_up_and_its_dpi_not_believed() -> None:
    (page,) = pages_of(img2pdf.convert(jpeg(3000, 2000)))
    assert (page.width, page.height) == pytest.approx((3000, 2000), abs=1)
    assert page.dpi is None


def test_a_small_picture_on_a_page_does_not_set_the_resolution() -> None:
    pdf = pikepdf.open(BytesIO(img2pdf.convert(jpeg(200, 200))))
    page = pdf.pages[0]
    page.MediaBox = [0, 0, 595, 842]
    (opened,) = pages_of(saved(pdf))
    assert opened.dpi == pytest.approx(300)


@pytest.mark.parametrize("box", [(14_400.0, 14_400.0), (1e7, 1e7), (10.0, 1e6), (1e6, 10.0)])
def test_an_absurd_page_is_drawn_within_the_limits(box: tuple[float, float]) -> None:
    limits = Limits(pdf_pixels=2_000_000)
    (page,) = pages_of(drawn(b"", size=box), limits)
    assert page.width * page.height <= 2_000_000 * 1.1
    assert max(page.width, page.height) <= limits.max_side


def test_the_size_of_a_card_is_drawn_larger_and_that_of_a_stamp_is_not() -> None:
    (card,) = pages_of(drawn(b"", size=(243, 153)))
    assert card.width == pytest.approx(1500, abs=1)
    (stamp,) = pages_of(drawn(b"", size=(20, 10)))
    assert stamp.width < 200


def test_a_page_without_extent_has_no_scale() -> None:
    limits = Limits()
    assert render_scale(0, 100, None, limits) is None
    assert render_scale(float("inf"), 100, None, limits) is None
    assert render_scale(float("nan"), 100, None, limits) is None
    flat = PagePicture.placed((100, 100), (0, 0), (0, 5), 100)
    assert render_scale(595, 842, flat, limits) == render_scale(595, 842, None, limits)


def test_a_turned_picture_has_the_same_share_and_scale() -> None:
    level = PagePicture.placed((1000, 500), (100, 0), (0, 50), 5000)
    turned = PagePicture.placed((1000, 500), (0, 100), (-50, 0), 5000)
    assert level == turned == PagePicture(1.0, 10.0)


def test_the_largest_picture_is_the_one_that_counts() -> None:
    pdf = pikepdf.open(BytesIO(img2pdf.convert(jpeg(1600, 2000))))
    page = pdf.pages[0]
    (name,) = page.get_images()
    w, h = float(page.MediaBox[2]), float(page.MediaBox[3])
    content = f"q {w} 0 0 {h} 0 0 cm {name} Do Q q 9 0 0 9 0 0 cm {name} Do Q"
    page.Contents = pdf.make_stream(content.encode())
    (opened,) = pages_of(saved(pdf))
    assert (opened.width, opened.height) == pytest.approx((1600, 2000), abs=1)


def test_pixels_outlive_the_document() -> None:
    pages = open_bytes(drawn(corner_square(1, 0, 0), corner_square(0, 1, 0)), "scan.pdf")
    first = next(pages)
    pages.close()  # type: ignore[attr-defined]
    assert first.pixels[-10, 10].tolist() == [255, 0, 0]


def test_two_documents_can_be_read_in_turns() -> None:
    red = open_bytes(drawn(*[corner_square(1, 0, 0)] * 2, size=(100, 100)), "a.pdf")
    blue = open_bytes(drawn(*[corner_square(0, 0, 1)] * 2, size=(100, 100)), "b.pdf")
    for one, other in zip(red, blue, strict=True):
        assert one.pixels[9, 9].tolist() == [255, 0, 0]
        assert other.pixels[9, 9].tolist() == [0, 0, 255]


def appearance(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    stream = pdf.make_stream(b"1 0 0 rg 0 0 50 50 re f")
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = [0, 0, 50, 50]
    return pikepdf.Dictionary(N=stream)


@pytest.mark.parametrize("subtype", ["/Stamp", "/Widget"])
def test_annotations_and_filled_in_fields_are_seen(subtype: str) -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name(subtype),
        Rect=[75, 75, 125, 125],
        F=4,
        AP=appearance(pdf),
    )
    if subtype == "/Widget":
        note.FT, note.T, note.V = pikepdf.Name.Tx, "field", "text"
    note = pdf.make_indirect(note)
    page.Annots = pdf.make_indirect(pikepdf.Array([note]))
    if subtype == "/Widget":
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[note], DA="/Helv 0 Tf 0 g")
    (opened,) = pages_of(saved(pdf))
    reds = (opened.pixels == (255, 0, 0)).all(axis=2)
    assert reds.sum() == pytest.approx(reds.size / 16, rel=0.1)


def locked(user: str) -> bytes:
    pdf = pikepdf.open(BytesIO(drawn(corner_square(1, 0, 0))))
    rights = pikepdf.Permissions(extract=False, print_highres=False, print_lowres=False)
    return saved(pdf, encryption=pikepdf.Encryption(user=user, owner="owner", allow=rights))


def test_a_password_is_asked_for_in_one_sentence() -> None:
    with pytest.raises(EncryptedFileError, match=r"scan\.pdf is locked with a password"):
        pages_of(locked("secret"))


def test_an_owners_password_only_is_no_obstacle() -> None:
    (page,) = pages_of(locked(""))
    assert page.pixels[-10, 10].tolist() == [255, 0, 0]


def many_pages(count: int) -> bytes:
    """A PDF of ``count`` empty pages, written by hand with a true cross-reference table."""
    kids = b" ".join(b"%d 0 R" % (3 + n) for n in range(count))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/MediaBox[0 0 72 72]/Kids[%s]>>" % (count, kids),
        *[b"<</Type/Page/Parent 2 0 R>>"] * count,
    ]
    data, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj%sendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(bodies) + 1
    return bytes(data) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


def test_ten_thousand_pages_are_refused_before_one_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a page was drawn")

    monkeypatch.setattr(pypdfium2.PdfPage, "render", never)
    with pytest.raises(TooLargeError) as refusal:
        pages_of(many_pages(10_000))
    assert refusal.value.parameters["limit"] == "max_pages"
    assert refusal.value.parameters["maximum"] == 500
    assert refusal.value.parameters["actual"] == 10_000
    assert "500" in refusal.value.message


def test_as_many_pages_as_allowed_open() -> None:
    assert len(pages_of(many_pages(3), Limits(max_pages=3))) == 3


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95, 0.999])
def test_a_truncated_file_is_damaged_not_empty_pages(share: float) -> None:
    data = img2pdf.convert(jpeg(300, 200), jpeg(300, 200))
    with pytest.raises(DamagedFileError):
        pages_of(data[: int(len(data) * share)])


def test_an_update_that_breaks_off_is_damaged_and_bytes_after_the_end_are_not() -> None:
    whole = drawn(b"", size=(100, 100))
    with pytest.raises(DamagedFileError):
        pages_of(whole + b"\n12 0 obj\n<</Type/Page")
    assert len(pages_of(whole + b"\n-- sent from my telephone --\n")) == 1


def test_a_linearised_file_that_breaks_off_is_damaged() -> None:
    pdf = pikepdf.open(BytesIO(drawn(*[corner_square(1, 0, 0)] * 4)))
    data = saved(pdf, linearize=True)
    assert len(pages_of(data)) == 4
    with pytest.raises(DamagedFileError):
        pages_of(data[: len(data) * 2 // 3])


def test_a_header_a_little_way_into_the_file_is_found() -> None:
    assert len(pages_of(b"From a scanner\r\n" + drawn(b"", size=(100, 100)))) == 1


def test_a_file_that_is_no_pdf_after_its_first_words_is_damaged() -> None:
    with pytest.raises(DamagedFileError):
        pages_of(b"%PDF-1.7\nnothing else\n%%EOF\n")


def test_a_page_that_is_promised_and_not_there_is_damaged() -> None:
    data = many_pages(2).replace(b"/Count 2", b"/Count 7")
    pages = open_bytes(data, "scan.pdf")
    with pytest.raises(DamagedFileError):
        list(pages)


@pytest.mark.parametrize("size", [(float("nan"), 10.0), (0.0, 0.0)])
def test_a_page_that_pdfium_gives_no_size_is_damaged(
    monkeypatch: pytest.MonkeyPatch, size: tuple[float, float]
) -> None:
    monkeypatch.setattr(pypdfium2.PdfPage, "get_size", lambda _: size)
    with pytest.raises(DamagedFileError):
        pages_of(drawn(b""))


def test_forms_that_cannot_be_read_make_the_file_damaged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed: list[bool] = []
    real = pypdfium2.PdfDocument.close

    def fail(_: object) -> None:
        raise pypdfium2.PdfiumError("no forms")

    def close(document: pypdfium2.PdfDocument) -> None:
        closed.append(True)
        real(document)

    monkeypatch.setattr(pypdfium2.PdfDocument, "init_forms", fail)
    monkeypatch.setattr(pypdfium2.PdfDocument, "close", close)
    with pytest.raises(DamagedFileError):
        pages_of(drawn(b""))
    assert closed


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    pages_of(drawn(corner_square(1, 0, 0)))
    assert list(tmp_path.iterdir()) == []
