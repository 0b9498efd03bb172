"""Work beside other work says what it would say alone, and fails no less loudly."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from redactor.engines import Engines
from redactor.engines.faces import Face, FaceEngine
from redactor.engines.pool import pool
from redactor.errors import EngineError
from redactor.intake import open_pages
from redactor.locate import locate
from redactor.read import conclude, read
from redactor.samples import draw

SAMPLES = Path(__file__).parents[2] / "sample_docs"


@pytest.mark.parametrize("threads", [1, 2])
def test_answers_come_from_whom_they_were_asked(threads: int) -> None:
    with pool(threads) as some:
        answers = [some.submit(pow, 2, exponent) for exponent in range(9)]
        assert [answer.result() for answer in answers] == [2**n for n in range(9)]
        assert answers[3].result() == 8  # asked twice, worked out once


@pytest.mark.parametrize("threads", [1, 2])
def test_a_fault_reaches_who_asks(threads: int) -> None:
    def fail() -> None:
        raise EngineError("it failed", engine="any")

    with pool(threads) as some:
        answer = some.submit(fail)
        with pytest.raises(EngineError):
            answer.result()
        with pytest.raises(EngineError):
            answer.result()


def test_with_one_thread_nothing_is_done_that_nobody_asks_for() -> None:
    done: list[int] = []
    with pool(1) as some:
        some.submit(done.append, 1)
        asked = some.submit(done.append, 2)
        assert done == []
        asked.result()
    assert done == [2]


def test_with_more_threads_work_is_done_side_by_side() -> None:
    """Either piece ends only when the other has begun."""
    meet = threading.Barrier(2, timeout=20)
    with pool(2) as some:
        assert {one.result() for one in [some.submit(meet.wait) for _ in range(2)]} == {0, 1}


def test_a_face_is_seen_alike_by_all_who_look_at_once() -> None:
    """Each with a size and a threshold of its own."""
    engine = FaceEngine()
    picture = draw("nl-id-2014-front", seed=3, px_per_mm=10).pixels
    asked = [(threshold, scale) for threshold in (0.3, 0.9) for scale in (0.5, 0.8, 1.0)] * 3
    alone = [engine.detect(picture, *each) for each in asked]
    with ThreadPoolExecutor(4) as some:
        together = list(some.map(lambda each: engine.detect(picture, *each), asked))
    assert any(alone)
    assert [_rounded(one) for one in together] == [_rounded(one) for one in alone]


def _rounded(faces: Sequence[Face]) -> list[tuple[tuple[int, int, int, int], float]]:
    return [(face.quad.bounds, round(face.score, 4)) for face in faces]


@pytest.mark.parametrize("name", ["passport-2014.jpg", "id-2021-both-sides.pdf"])
def test_many_threads_find_what_one_finds(name: str) -> None:
    """The same findings for the same reasons, copies of portraits and codes included."""
    found = []
    for threads in (1, 3):
        engines = Engines(threads)
        pages = [read(page, locate(page, engines), engines) for page in open_pages(SAMPLES / name)]
        found.append(
            [
                (one.kind, one.document, one.quad.bounds, one.why)
                for conclusion in conclude(pages)
                for one in conclusion.findings
            ]
        )
    assert found[0]
    assert found[0] == found[1]
