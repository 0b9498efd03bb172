"""A document on a page: where it lies, what it is, and the way to its rectified view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redactor.model.geometry import Quad, Transform


class Located(StrEnum):
    """By which sign a document's place was found."""

    OUTLINE = "outline"
    TEXT = "text"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Document:
    """One document (one card side, one passport page) on a page.

    ``quad``: the four corners in page px, first corner = top-left of the upright content.
    ``view``: (width, height) in px of the rectified view; ``to_page`` takes view px to page px.
    ``size_mm``: (width, height) of the physical document where known.
    ``px_per_mm``: of the view, None where the size is not known.
    ``model``: identifier of the document model in resources/documents, None where unknown.
    """

    quad: Quad
    view: tuple[int, int]
    to_page: Transform
    located: Located
    confidence: float
    size_mm: tuple[float, float] | None = None
    px_per_mm: float | None = None
    model: str | None = None

    @property
    def to_view(self) -> Transform:
        """Page px to view px."""
        return self.to_page.inverse()


@dataclass(frozen=True, slots=True)
class Layout:
    """What lies where on a page.

    ``documents``: top to bottom.  ``upright``: for each how sure its direction is, 0 to 1.
    ``loose``: text lines outside all documents, page px.
    """

    documents: tuple[Document, ...]
    upright: tuple[float, ...]
    loose: tuple[Quad, ...] = ()
