"""A ghost's cover leaves the surname on its rim legible, and never the face."""

from __future__ import annotations

import numpy as np
import pytest

from redactor.cover import burn
from redactor.documents.mrz import parse
from redactor.model import Quad
from redactor.read.notches import pieces, repeated
from redactor.read.scene import Line, Zone

PHOTO = Quad.rect(200, 100, 240, 310)
FACE = Quad.rect(270, 190, 100, 130)
ZONE = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)


def line(text: str, box: tuple[float, float, float, float], score: float = 0.95) -> Line:
    """A level line at (left, top, width, height)."""
    quad = Quad.rect(*box)
    centres = tuple((i + 0.5) / len(text) for i in range(len(text)))
    return Line(text, score, centres, quad, quad)


def open_part(quads: tuple[Quad, ...], spot: Quad) -> float:
    """The part of a place that no piece covers."""
    page = burn(np.zeros((600, 700, 3), np.uint8), quads, (255, 255, 255))
    left, top, right, bottom = spot.bounds
    return 1.0 - float((page[top:bottom, left:right, 0] > 0).mean())


@pytest.mark.parametrize(
    "place",
    [
        (150, 130, 140, 24),  # from the left, over the hair
        (330, 110, 200, 24),  # from over the hair out to the right
        (90, 230, 150, 30),  # ends beside the face
        (210, 352, 150, 20),  # over a shoulder
    ],
)
def test_a_name_on_the_rim_stays_legible_and_the_face_covered(
    place: tuple[float, float, float, float],
) -> None:
    name = line("Eriksson", place)
    parts = pieces(PHOTO, FACE, [name])
    assert open_part(parts, name.view) > 0.98
    assert open_part(parts, FACE) < 0.05
    assert open_part(parts, PHOTO) < 0.14


@pytest.mark.parametrize(
    "place",
    [
        (150, 240, 300, 24),  # across the eyes
        (280, 120, 80, 24),  # within the hair, beginning nowhere beside it
        (90, 110, 400, 70),  # so large that the head would stand open
        (500, 240, 120, 24),  # beside the photo
    ],
)
def test_what_runs_over_the_face_or_opens_too_much_is_covered(
    place: tuple[float, float, float, float],
) -> None:
    parts = pieces(PHOTO, FACE, [line("Eriksson", place)])
    assert open_part(parts, PHOTO) < 0.01


def test_names_are_known_by_the_zone() -> None:
    zone = parse(list(ZONE))
    assert zone is not None
    own = line(ZONE[0], (20, 500, 600, 20))
    name, number = line("1. Ériksson", (0, 0, 90, 20)), line("L898902C3", (0, 40, 90, 20))
    others = [line("Passport", (0, 80, 90, 20)), line("Eriksson", (0, 120, 90, 20), 0.4), own]
    assert repeated([name, *others, number], [Zone(zone, (own,))]) == (name, number)
    assert repeated([name, number], []) == ()


@pytest.mark.parametrize(
    ("text", "score", "known"),
    [
        ("LB98902C3", 0.69, True),
        ("L89B9O2C3", 0.55, True),
        ("L898902C3", 0.4, False),
        ("L8989", 0.9, False),
    ],
)
def test_a_number_with_letters_for_digits_is_the_zones(
    text: str, score: float, known: bool
) -> None:
    zone = parse(list(ZONE))
    assert zone is not None
    printed = line(text, (0, 40, 90, 20), score)
    assert repeated([printed], [Zone(zone, ())]) == (printed,) * known
