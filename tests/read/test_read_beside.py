"""A number beside all outlines: by its caption or because it is known, and not as one of many."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from redactor import resources
from redactor.engines import Engines
from redactor.locate import locate
from redactor.model import Kind, Layout, Located, Page, Quad
from redactor.read import conclude, read
from redactor.samples import draw
from redactor.samples.canvas import Canvas, Ink
from redactor.samples.holder import fictional

BSN = "123456782"
OTHER = "111222333"


def _desk(model: str, lines: tuple[str, ...], turns: int) -> Page:
    """A desk with a document and, below it, lines of other print; all turned by quarters."""
    card = draw(model, 41, holder=fictional(41, BSN)).pixels
    canvas = Canvas((100, 30), card.shape[1] / 85.6)
    font = str(resources.path("fonts", "DejaVuSans.ttf"))
    for row, text in enumerate(lines):
        canvas.text(20, 8 + 6 * row, text, Ink(font, 3.0))
    desk = np.full((card.shape[0] + 700, card.shape[1] + 400, 3), (70, 80, 60), np.uint8)
    desk[100 : 100 + card.shape[0], 150 : 150 + card.shape[1]] = card
    top = card.shape[0] + 240
    paper = cv2.resize(canvas.pixels, None, fx=0.9, fy=0.9, interpolation=cv2.INTER_AREA)
    desk[top : top + paper.shape[0], 150 : 150 + paper.shape[1]] = np.minimum(paper, 225)
    return Page(np.ascontiguousarray(np.rot90(desk, turns)))


def _hidden(page: Page, engines: Engines) -> list[str]:
    """The citizen numbers found beside all documents."""
    layout = locate(page, engines)
    edged = [d for d in layout.documents if d.located is Located.OUTLINE]
    sure = [s for d, s in zip(layout.documents, layout.upright, strict=True) if d in edged]
    layout = Layout(tuple(edged), tuple(sure), layout.loose)
    (seen,) = conclude([read(page, layout, engines)])
    return [
        f.value.clear
        for f in seen.findings
        if f.kind is Kind.BSN and f.document is None and f.value is not None
    ]


@pytest.mark.parametrize(
    ("lines", "turns", "found"),
    [
        (("BSN", OTHER), 0, [OTHER]),
        (("persoonsnummer", OTHER), 1, [OTHER]),
        ((BSN,), 1, [BSN]),
        ((OTHER,), 0, []),
        (("factuur", OTHER), 1, []),
    ],
)
def test_a_number_beside_a_card(
    lines: tuple[str, ...], turns: int, found: list[str], engines: Engines
) -> None:
    assert _hidden(_desk("nl-id-2014-back", lines, turns), engines) == found


def test_lines_on_a_document_are_not_read_again(engines: Engines) -> None:
    page = _desk("nl-id-2014-back", (BSN,), 0)
    layout = locate(page, engines)
    own = next(d for d in layout.documents if d.located is Located.OUTLINE)
    inside = tuple(q for q in layout.loose if own.quad.contains(q.centre))
    assert inside == ()
    extra = Layout((own,), (1.0,), (Quad.rect(*own.quad.centre, 40, 12),))
    seen = read(page, extra, engines)
    assert not [f for f in seen.reading.findings if f.document is None]
