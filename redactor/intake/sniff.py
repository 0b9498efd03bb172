"""What bytes are, by how they begin; names and extensions are never asked."""

from __future__ import annotations

from enum import StrEnum


class Media(StrEnum):
    """The kinds of file that are opened; the values are those of ``Page.media``."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"
    BMP = "bmp"
    HEIC = "heic"
    PDF = "pdf"


# BigTIFF included ("+").
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
# ISO/IEC 23008-12 annex B: brands of HEVC-coded pictures, then the codec-neutral ones.
_HEVC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"})
_HEIF = frozenset({b"mif1", b"msf1"})
_AVIF = frozenset({b"avif", b"avis"})
# Readers accept a PDF header anywhere in the first 1024 bytes (ISO 32000-1 annex H, note 13).
_PDF_HEADER_WITHIN = 1024


def sniff(data: bytes) -> Media | None:
    """The kind of file the bytes claim to be, None where it is none that is opened."""
    if data.startswith(b"\xff\xd8\xff"):
        return Media.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Media.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Media.WEBP
    if data.startswith(_TIFF):
        return Media.TIFF
    if data.startswith(b"BM"):
        return Media.BMP
    if _is_heif(data):
        return Media.HEIC
    if b"%PDF-" in data[:_PDF_HEADER_WITHIN]:
        return Media.PDF
    return None


def _is_heif(data: bytes) -> bool:
    """Whether an ISO base media file says that a HEVC-coded still is in it."""
    if data[4:8] != b"ftyp":
        return False
    box = data[8 : min(int.from_bytes(data[:4], "big"), 256)]
    # The major brand, four bytes of version, then the compatible brands.
    brands = {box[at : at + 4] for at in range(0, len(box), 4) if at != 4}
    return bool(brands & _HEVC) or (bool(brands & _HEIF) and not brands & _AVIF)
