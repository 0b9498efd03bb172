"""The report: complete, repeatable, and without any personal value."""

import json
from dataclasses import replace
from pathlib import Path

from redactor import report
from redactor.errors import DamagedFileError
from redactor.pipeline import Settings

BSN = "999999990"
NAME = "SPECIMEN"


def outcomes(road):
    held = road.hold
    held("b.jpg", "odd")
    released = road.redact([Path("a.jpg")], None, Settings())
    error = replace(released, output=None, released=False, pages=(), verdict=None)
    return [
        released,
        road.answers["b.jpg"],
        replace(error, error=DamagedFileError("c.jpg: damaged.")),
        replace(released, released=False),
    ]


def test_no_value_is_in_it_not_even_masked(road):
    watermark = "KOPIE – alleen voor Voorbeeld BV"
    text = report.dump(report.build(outcomes(road), Settings(watermark=watermark))).decode()
    assert BSN not in text
    assert NAME not in text
    assert "Voorbeeld" not in text
    assert "\\u2022" not in text
    assert "value" not in text


def test_it_says_what_became_of_each_copy(road):
    answer = json.loads(report.dump(report.build(outcomes(road), Settings())))
    assert answer["schema"] == report.SCHEMA
    assert [copy["status"] for copy in answer["copies"]] == [
        "released",
        "held",
        "error",
        "accepted",
    ]
    assert answer["copies"][2]["error"] == {
        "code": "damaged",
        "exit": 1,
        "message": "c.jpg: damaged.",
    }
    assert answer["copies"][1]["verify"]["doubts"][0]["code"] == "odd"


def test_it_holds_places_reasons_and_actions(road):
    [copy] = report.build(outcomes(road)[:1], Settings())["copies"]
    [page] = copy["pages"]
    bsn = page["findings"][0]
    assert (bsn["kind"], bsn["action"], bsn["confidence"]) == ("bsn", "hide", 0.97)
    assert bsn["why"][0] == {"code": "label", "detail": "BSN"}
    assert bsn["quad"] == [[40, 30], [100, 30], [100, 40], [40, 40]]
    assert [cover["kind"] for cover in page["covers"]] == ["bsn", "portrait"]
    assert page["documents"][0]["model"] == "nl-id-2014-back"
    assert page["seconds"] == {"read": 0.5}


def test_the_same_outcomes_give_the_same_bytes(road):
    first = report.dump(report.build(outcomes(road), Settings()))
    assert report.dump(report.build(outcomes(road), Settings())) == first


def test_odd_file_names_and_missing_numbers_survive(road):
    released = outcomes(road)[0]
    odd = replace(
        released,
        inputs=(Path("odd\udcff\n.jpg"),),
        pages=(replace(released.pages[0], timings=(("read", float("nan")),)),),
    )
    answer = json.loads(report.dump(report.build([odd], Settings())))
    assert answer["copies"][0]["inputs"] == ["odd\udcff\n.jpg"]
    assert answer["copies"][0]["pages"][0]["seconds"] == {"read": None}
