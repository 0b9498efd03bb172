"""Who holds a document in the hand is covered, and the document's fields stay legible."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.engines.faces import Face
from redactor.model import Located, Page, Quad
from redactor.read.people import person
from redactor.read.scene import Line, Scene
from redactor.views import document

FACE = Face(Quad.rect(400, 300, 300, 400), 0.9, ())


def _scene(located: Located, *fields: Quad, score: float = 0.98) -> Scene:
    place = document(Quad.rect(100, 500, 900, 400), located, 0.9)
    lines = tuple(Line("Geldig tot", score, (), quad, quad) for quad in fields)
    return Scene(Page(np.zeros((1200, 1200, 3), np.uint8)), 0, place, np.zeros((1, 1, 3)), lines)


@pytest.mark.parametrize(
    ("field", "side", "at"),
    [
        (Quad.rect(420, 750, 200, 30), 3, 750),  # under the chin
        (Quad.rect(340, 165, 300, 15), 1, 180),  # over the hair
        (Quad.rect(730, 500, 200, 30), 2, 730),  # a card beside the cheek
        (Quad.rect(120, 500, 230, 30), 0, 350),
    ],
)
def test_a_head_gives_way_to_the_card_before_it(field: Quad, side: int, at: int) -> None:
    alone = person(FACE, [_scene(Located.OUTLINE)]).quad.bounds
    drawn = person(FACE, [_scene(Located.OUTLINE, field)]).quad.bounds
    assert drawn[side] == pytest.approx(at)
    assert [a for i, a in enumerate(alone) if i != side] == [
        a for i, a in enumerate(drawn) if i != side
    ]


@pytest.mark.parametrize(
    "scene",
    [
        _scene(Located.OUTLINE, Quad.rect(420, 680, 200, 30)),  # over the chin itself
        _scene(Located.OUTLINE, Quad.rect(450, 450, 200, 30)),
        _scene(Located.TEXT, Quad.rect(420, 750, 200, 30)),  # on a shirt
        _scene(Located.OUTLINE, Quad.rect(420, 750, 200, 30), score=0.3),
        _scene(Located.OUTLINE, Quad.rect(100, 1000, 200, 30)),
    ],
)
def test_a_head_stays_whole_for_anything_else(scene: Scene) -> None:
    bare = _scene(scene.document.located)
    assert person(FACE, [scene]).quad == person(FACE, [bare]).quad


def test_fields_of_several_lines_take_no_more_than_the_rim() -> None:
    """However many there are, the face itself stays covered."""
    fields = [Quad.rect(300 + 90 * i, 650 + 20 * i, 200, 18) for i in range(6)]
    quad = person(FACE, [_scene(Located.OUTLINE, *fields)]).quad
    assert all(map(quad.contains, FACE.quad.points))


@pytest.mark.parametrize("gap", [20, 150, -60])
def test_a_face_that_an_outline_cuts_off_is_covered_like_a_photo(gap: int) -> None:
    """A photo on the right whose edge was taken for the card's: its wall reaches into the copy."""
    face = Face(Quad.rect(1000 + gap, 580, 180, 230), 0.9, ())
    wall = Quad.rect(1000 + gap - 100, 540, 380, 330)
    assert all(map(person(face, [_scene(Located.OUTLINE)]).quad.contains, wall.points))


@pytest.mark.parametrize("face", [Quad.rect(1050, 300, 480, 640), Quad.rect(1400, 580, 180, 230)])
def test_a_holders_own_face_is_covered_as_a_head(face: Quad) -> None:
    """Larger than any on a document, or farther off."""
    cover = person(Face(face, 0.9, ()), [_scene(Located.OUTLINE)]).quad
    assert cover.width < 1.7 * face.width
