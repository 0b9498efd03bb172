"""``inspect``, ``verify``, ``samples`` and ``doctor`` as a person meets them."""

import io
import json
from pathlib import Path

import pytest

from redactor import doctor, samples
from redactor.errors import DamagedFileError, EncryptedFileError, EngineError, OutputWriteError
from redactor.model import Doubt, Verdict

BSN = "999999990"
NAME = "SPECIMEN"


# inspect


def test_inspect_shows_kind_reason_place_and_masks_the_value(say, road):
    said = say("inspect", "a.jpg")
    assert said.code == 0
    line = next(row for row in said.out.splitlines() if row.split()[:1] == ["bsn"])
    assert "label(BSN)+checksum" in line
    assert "0.97" in line
    assert "40,30-100,40" in line
    assert "hide" in line
    assert "•" * len(BSN) in line
    assert "nl-id-2014-back" in said.out
    assert BSN not in said.out
    assert NAME not in said.out


def test_values_are_shown_only_when_asked_for(say, road):
    said = say("inspect", "a.jpg", "--show-values")
    assert BSN in said.out
    assert NAME in said.out


def test_inspect_json(say, road):
    said = say("inspect", "a.jpg", "--json")
    answer = json.loads(said.out)
    [page] = answer["files"][0]["pages"]
    bsn, surname, portrait = page["findings"]
    assert answer["schema"] == 1
    assert (bsn["kind"], bsn["action"]) == ("bsn", "hide")
    assert bsn["quad"] == [[40, 30], [100, 30], [100, 40], [40, 40]]
    assert (surname["kind"], surname["action"]) == ("surname", "keep")
    assert portrait["value"] is None
    assert BSN not in said.out


def test_inspect_json_with_values(say, road):
    said = say("inspect", "a.jpg", "--json", "--show-values")
    assert json.loads(said.out)["files"][0]["pages"][0]["findings"][0]["value"] == BSN


def test_inspect_says_when_nothing_was_found(say, road):
    road.pages["a.jpg"] = [road.page(empty=True)]
    said = say("inspect", "a.jpg")
    assert said.code == 0
    assert "nothing found" in said.out


def test_inspect_keeps_the_pages_before_an_error_and_goes_on_with_the_next_file(say, road):
    road.pages["a.pdf"] = [road.page(), DamagedFileError("a.pdf: page 2 is damaged.")]
    said = say("inspect", "--json", "a.pdf", "b.jpg")
    assert said.code == 1
    first, second = json.loads(said.out)["files"]
    assert len(first["pages"]) == 1
    assert first["error"]["code"] == "damaged"
    assert second["error"] is None
    assert said.err == "a.pdf: page 2 is damaged.\n"


def test_inspect_fault_names_no_message(say, road):
    road.pages["a.jpg"] = [KeyError(BSN)]
    said = say("inspect", "a.jpg")
    assert said.code == 4
    assert BSN not in said.err


def test_draw_marks_the_findings_over_the_page(say, road, tmp_path):
    from PIL import Image

    said = say("inspect", "a.jpg", "--draw", "seen.png")
    assert said.code == 0
    picture = Image.open(io.BytesIO((tmp_path / "seen.png").read_bytes())).convert("RGB")
    assert picture.size == (120, 80)
    red, blue = (214, 39, 40), (31, 119, 180)
    assert picture.getpixel((99, 36)) == red
    assert picture.getpixel((60, 59)) == blue
    assert picture.getpixel((110, 75)) == (255, 255, 255)


def test_further_pages_are_drawn_beside_the_first(say, road, tmp_path):
    road.pages["a.pdf"] = [road.page(0), road.page(1)]
    say("inspect", "a.pdf", "b.jpg", "--draw", "seen.png")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "seen-2.png",
        "seen-3.png",
        "seen.png",
    ]


def test_draw_never_replaces_a_file(say, road, tmp_path):
    (tmp_path / "seen.png").write_bytes(b"mine")
    said = say("inspect", "a.jpg", "--draw", "seen.png")
    assert said.code == 1
    assert (tmp_path / "seen.png").read_bytes() == b"mine"


def test_draw_wants_a_png(say, road):
    assert say("inspect", "a.jpg", "--draw", "seen.jpg").code == 2


# verify


def test_safe_copy(say, road):
    said = say("verify", "a.png")
    assert (said.code, said.out) == (0, "a.png: safe\n")


def test_unsafe_copy(say, road):
    road.verdicts["b.png"] = Verdict((Doubt("odd"),), ("faces",))
    said = say("verify", "a.png", "b.png")
    assert said.code == 3
    assert "a.png: safe" in said.out
    assert "b.png: not safe: " in said.out
    assert "odd" in said.out


def test_verify_json(say, road):
    road.verdicts["b.png"] = Verdict((Doubt("odd", "2 mm"),), ("faces",), ("text:tesseract",))
    road.verdicts["c.pdf"] = EncryptedFileError("c.pdf: this PDF has a password.")
    said = say("verify", "--json", "b.png", "c.pdf")
    assert said.code == 1
    unsafe, failed = json.loads(said.out)["files"]
    assert unsafe["verify"] == {
        "safe": False,
        "doubts": [{"code": "odd", "detail": "2 mm", "quad": None}],
        "checks": ["faces"],
        "skipped": ["text:tesseract"],
    }
    assert failed["error"]["code"] == "encrypted"
    assert failed["verify"] is None


def test_verify_error_and_fault(say, road):
    road.verdicts["a.png"] = DamagedFileError("a.png: damaged.")
    road.verdicts["b.png"] = RuntimeError(BSN)
    said = say("verify", "a.png", "b.png", "c.png")
    assert said.code == 4
    assert "c.png: safe" in said.out
    assert BSN not in said.err


@pytest.mark.parametrize("command", ["inspect", "verify"])
def test_without_engines_one_sentence_and_4(say, road, command):
    road.broken = EngineError("The model is damaged; install Redactor again.")
    said = say(command, "a.png")
    assert said.code == 4
    assert said.err == "The model is damaged; install Redactor again.\n"


# samples


def test_samples_passes_number_and_seed(say, monkeypatch):
    asked = []

    def generate(directory, n, seed):
        asked.append((directory, n, seed))
        return [directory / "x.png"]

    monkeypatch.setattr(samples, "generate", generate)
    said = say("samples", "drawn", "--n", "3", "--seed", "7")
    assert said.code == 0
    assert asked == [(Path("drawn"), 3, 7)]
    assert "drawn: 1" in said.out


def test_samples_that_cannot_be_written(say, monkeypatch):
    def generate(directory, n, seed):
        raise OutputWriteError(f"{directory}: cannot be written.")

    monkeypatch.setattr(samples, "generate", generate)
    said = say("samples", "drawn")
    assert said.code == 1
    assert said.err == "drawn: cannot be written.\n"


def test_samples_needs_a_number_above_zero(say):
    assert say("samples", "drawn", "--n", "0").code == 2


# doctor


def test_doctor_names_what_is_missing_and_what_it_costs(say, monkeypatch):
    rows = (
        doctor.Row("reader", doctor.State.FINE, "1.0"),
        doctor.tesseract(which=lambda name: None),
    )
    monkeypatch.setattr(doctor, "examine", lambda: rows)
    said = say("doctor")
    assert said.code == 0
    missing = said.out.splitlines()[1]
    assert "tesseract" in missing
    assert "missing" in missing
    assert "reader less" in missing


def test_doctor_ends_with_4_where_the_work_cannot_be_done(say, monkeypatch):
    broken = doctor.library_row(doctor.Library("no-such-thing", "no_such_thing", "no eyes"))
    monkeypatch.setattr(doctor, "examine", lambda: (broken,))
    said = say("doctor")
    assert said.code == 4
    assert "no eyes" in said.out


def test_doctor_finds_this_installation_in_order(say):
    said = say("doctor")
    assert said.code == 0
    assert "rapidocr" in said.out
    assert "checksum fits" in said.out


def test_version(say):
    from redactor import __version__

    assert say("--version").out == f"redactor {__version__}\n"
