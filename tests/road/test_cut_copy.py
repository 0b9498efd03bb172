"""What a copy is cut to: a document's edges, and nothing where they are not known."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.model import Located, Page, Quad
from redactor.read import Conclusion
from redactor.render import beyond, frame
from redactor.views import document, rotated

PAGE = Page(np.full((1200, 800, 3), 200, np.uint8))
ABOVE, BELOW = Quad.rect(200, 150, 400, 250), Quad.rect(200, 700, 400, 250)


def cut(*places: tuple[Quad, Located]) -> tuple[int, int]:
    """Height and width of the copy of a page with these documents."""
    documents = tuple(document(quad, located, 0.9) for quad, located in places)
    conclusion = Conclusion(documents, (), (), (), (None,) * len(documents))
    height, width = frame(PAGE, PAGE.pixels, conclusion, True).sheet.pixels.shape[:2]
    return height, width


@pytest.mark.parametrize("located", [Located.OUTLINE, Located.PAGE])
def test_documents_with_edges_are_cut_out(located: Located) -> None:
    height, width = cut((ABOVE, located), (BELOW, located))
    assert 800 <= height < 1000
    assert 400 <= width < 600


@pytest.mark.parametrize("alone", [True, False])
def test_a_document_known_by_its_text_alone_loses_nothing(alone: bool) -> None:
    """Its name may stand in the next block, which nobody took for a part of it."""
    other = () if alone else ((ABOVE, Located.OUTLINE),)
    assert cut(*other, (BELOW, Located.TEXT)) == (1200, 800)


@pytest.mark.parametrize(("turns", "size"), [(1, (800, 1200)), (2, (1200, 800))])
def test_the_whole_page_is_turned_upright_all_the_same(turns: int, size: tuple[int, int]) -> None:
    assert cut((rotated(BELOW, turns), Located.TEXT)) == size


@pytest.mark.parametrize(
    ("places", "out"),
    [
        ([(ABOVE, Located.OUTLINE)], True),
        ([(ABOVE, Located.OUTLINE), (BELOW, Located.OUTLINE)], False),  # cut around both
        ([(ABOVE, Located.TEXT)], False),  # the whole page is kept
        ([(PAGE.quad, Located.PAGE)], False),
        ([], False),
    ],
)
def test_what_the_copy_does_not_show(places: list[tuple[Quad, Located]], out: bool) -> None:
    documents = [document(quad, located, 0.9) for quad, located in places]
    assert beyond((PAGE.width, PAGE.height), documents, Quad.rect(300, 550, 120, 30)) == out
    assert not beyond((PAGE.width, PAGE.height), documents, Quad.rect(300, 390, 120, 30))
