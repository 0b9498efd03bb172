"""How much of a file the program will take on, and the refusals that name the limit."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.errors import TooLargeError

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that intake accepts; each is checked before the memory for it is asked for."""

    max_bytes: int = 256 * MIB
    """Length of a file in bytes."""
    max_pixels: int = 100_000_000
    """Width times height of one page as the file declares it, in px."""
    max_side: int = 32_000
    """Longest side of one page in px; OpenCV's warps count in 16 signed bits."""
    max_pages: int = 500
    """Pages of one file."""
    pdf_pixels: int = 16_000_000
    """What a PDF page is drawn at most, in px: it lowers the resolution, it refuses nothing."""


def check_bytes(length: int, name: str, limits: Limits) -> None:
    """Raises TooLargeError where a file is longer than ``limits.max_bytes``."""
    if length > limits.max_bytes:
        raise TooLargeError(
            f"{name} is larger than {limits.max_bytes / MIB:.0f} MiB, the most that is opened; "
            "scan or photograph the document again at a lower resolution.",
            name=name,
            limit="max_bytes",
            maximum=limits.max_bytes,
            actual=length,
        )


def check_size(width: int, height: int, name: str, limits: Limits) -> None:
    """Raises TooLargeError where a page of width×height px passes max_pixels or max_side."""
    if width * height > limits.max_pixels:
        raise TooLargeError(
            f"{name} is {width} × {height} pixels ({width * height / 1e6:.0f} megapixels) and the "
            f"most that is opened is {limits.max_pixels / 1e6:.0f} megapixels; "
            "scan or photograph the document again at a lower resolution.",
            name=name,
            limit="max_pixels",
            maximum=limits.max_pixels,
            actual=width * height,
        )
    if max(width, height) > limits.max_side:
        raise TooLargeError(
            f"{name} is {width} × {height} pixels and the longest side that is opened is "
            f"{limits.max_side}; scan or photograph the document again at a lower resolution.",
            name=name,
            limit="max_side",
            maximum=limits.max_side,
            actual=max(width, height),
        )


def check_pages(count: int, name: str, limits: Limits) -> None:
    """Raises TooLargeError where a file has more than ``limits.max_pages`` pages."""
    if count > limits.max_pages:
        raise TooLargeError(
            f"{name} has {count} pages or more and the most that is opened is {limits.max_pages}; "
            "split the file and try again.",
            name=name,
            limit="max_pages",
            maximum=limits.max_pages,
            actual=count,
        )
