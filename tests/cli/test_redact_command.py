"""The words and exit codes of ``redactor redact``."""

import datetime
from pathlib import Path

import pytest

from redactor.cover.wording import watermark_text
from redactor.errors import (
    Cancelled,
    DamagedFileError,
    EngineError,
    OutputExistsError,
    OutputWriteError,
)
from redactor.model import Kind

BSN = "999999990"


def test_released_copy_is_one_line_and_code_0(say, road):
    said = say("redact", "front.jpg")
    assert said.code == 0
    assert said.out == "front.jpg → front.safe.png\n"
    assert said.err == ""


def test_a_picture_that_was_turned_over_is_told_of_with_its_copy(say, road):
    road.mirror("selfie.jpg", output=True)
    road.mirror("blurred.jpg", output=False)
    said = say("redact", "selfie.jpg")
    assert said.out == "selfie.jpg → selfie.safe.png\n"
    assert said.err == (
        "selfie.jpg: the picture was mirrored; the copy shows it the right way round\n"
    )
    assert "mirrored" not in say("redact", "blurred.jpg").err


def test_held_copy_needs_review_and_ends_with_3(say, road):
    road.hold("front.jpg", "no-such-code")
    said = say("redact", "front.jpg")
    assert said.code == 3
    assert "front.jpg: needs review: " in said.out
    assert "no-such-code" in said.out
    assert "--accept-review" in said.err


def test_accepted_copy_is_written_but_not_released(say, road):
    road.accept("front.jpg", "no-such-code")
    said = say("redact", "--accept-review", "front.jpg")
    assert said.code == 3
    assert "front.safe.png" in said.out
    assert "not released" in said.out
    assert road.calls[0][2].accept_review


def test_a_held_copy_without_a_verdict_still_says_something(say, road):
    road.hold("front.jpg")
    said = say("redact", "front.jpg")
    assert said.code == 3
    assert "no result" in said.out


def test_same_doubt_twice_is_said_once_with_a_count(say, road):
    road.hold("front.jpg", "odd", "odd", "even")
    said = say("redact", "front.jpg")
    assert said.out.count("odd") == 1
    assert "(2×)" in said.out
    assert "even" in said.out


def test_input_error_is_one_sentence_on_stderr_and_code_1(say, road):
    road.answers["bad.jpg"] = DamagedFileError("bad.jpg: this file is damaged; copy it again.")
    said = say("redact", "bad.jpg")
    assert (said.code, said.out) == (1, "")
    assert said.err == "bad.jpg: this file is damaged; copy it again.\n"


def test_error_inside_an_outcome_counts_as_the_error(say, road):
    failed = DamagedFileError("bad.jpg: this file is damaged.")
    road.hold("bad.jpg")
    road.answers["bad.jpg"] = type(road.answers["bad.jpg"])(
        (Path("bad.jpg"),), None, False, (), None, failed
    )
    said = say("redact", "bad.jpg")
    assert said.code == 1
    assert said.err == "bad.jpg: this file is damaged.\n"


def test_unforeseen_exception_names_file_and_class_but_never_its_message(say, road):
    road.answers["odd.jpg"] = ValueError(f"could not read {BSN}")
    said = say("redact", "odd.jpg")
    assert said.code == 4
    assert "odd.jpg" in said.err
    assert "ValueError" in said.err
    assert BSN not in said.err + said.out
    assert len(said.err.splitlines()) == 1


def test_debug_lets_the_unforeseen_through(say, road):
    road.answers["odd.jpg"] = ZeroDivisionError("why")
    with pytest.raises(ZeroDivisionError):
        say("redact", "--debug", "odd.jpg")


BAD_INPUT = DamagedFileError("bad.jpg: damaged.")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, 0),
        ({"b.jpg": "held"}, 3),
        ({"a.jpg": BAD_INPUT, "b.jpg": "held"}, 1),
        ({"a.jpg": "held", "b.jpg": BAD_INPUT, "c.jpg": RuntimeError()}, 4),
        ({"a.jpg": EngineError("The reader crashed."), "c.jpg": "held"}, 4),
    ],
)
def test_several_files_end_with_the_worst_code_and_none_is_left_out(say, road, answers, code):
    for name, answer in answers.items():
        if isinstance(answer, str):
            road.hold(name, "odd")
        else:
            road.answers[name] = answer
    said = say("redact", "a.jpg", "b.jpg", "c.jpg")
    assert said.code == code
    assert [call[0][0].name for call in road.calls] == ["a.jpg", "b.jpg", "c.jpg"]
    assert len(said.out.splitlines()) == 3 - sum(not isinstance(a, str) for a in answers.values())


def test_models_load_once_for_all_files_and_are_given_back(say, road):
    say("redact", "a.jpg", "b.jpg", "c.jpg")
    assert (road.opened, road.closed) == (1, 1)


def test_engines_that_do_not_load_end_with_one_sentence_and_4(say, road):
    road.broken = EngineError("The model is missing; install Redactor again.")
    said = say("redact", "a.jpg", "b.jpg")
    assert said.code == 4
    assert said.err == "The model is missing; install Redactor again.\n"
    assert road.calls == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), Cancelled("stopped")])
def test_ctrl_c_ends_quietly_with_130(say, road, stop):
    road.answers["a.jpg"] = stop
    said = say("redact", "a.jpg", "b.jpg")
    assert said.code == 130
    assert "Traceback" not in said.err
    assert len(road.calls) == 1
    assert road.closed == 1


def test_control_characters_in_a_name_are_escaped(say, road):
    name = "odd\x1b[31m\n\u202ename.jpg"
    road.answers["bad\x1b.jpg"] = DamagedFileError("bad\x1b.jpg: damaged.")
    said = say("redact", name, "bad\x1b.jpg")
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out
    assert "odd\\x1b[31m\\n\\u202ename.jpg" in said.out


# Settings


def test_defaults(say, road):
    say("redact", "a.jpg", "--lang", "nl")
    (inputs, target, settings) = road.calls[0]
    assert (inputs, target) == ((Path("a.jpg"),), None)
    assert settings.profile == "safe-copy"
    assert settings.watermark == watermark_text("nl")
    assert settings.crop
    assert settings.format is None
    assert settings.max_bytes is None
    assert not settings.accept_review
    assert not settings.overwrite


def test_every_option_reaches_the_road(say, road):
    say(
        *("redact", "a.jpg", "-o", "copy.jpg", "--profile", "strict", "--hide", "signature"),
        *("--hide", "can", "--keep", "portrait", "--recipient", "Voorbeeld BV", "--purpose"),
        *("huur", "--date", "23-11-2026", "--no-crop", "--format", "jpeg", "--max-bytes", "2MB"),
        *("--overwrite", "--lang", "nl"),
    )
    (_, target, settings) = road.calls[0]
    assert target == Path("copy.jpg")
    assert settings.profile == "strict"
    assert settings.hide == {Kind.SIGNATURE, Kind.CAN}
    assert settings.keep == {Kind.PORTRAIT}
    day = datetime.date(2026, 11, 23)
    assert settings.watermark == watermark_text("nl", "Voorbeeld BV", "huur", day)
    assert not settings.crop
    assert settings.format == "jpeg"
    assert settings.max_bytes == 2_000_000
    assert settings.overwrite


def test_no_watermark(say, road):
    say("redact", "a.jpg", "--no-watermark")
    assert road.calls[0][2].watermark is None


@pytest.mark.parametrize(
    ("text", "size"), [("500k", 500_000), ("1.5MB", 1_500_000), ("2MiB", 2**21), ("900", 900)]
)
def test_sizes(say, road, text, size):
    say("redact", "a.jpg", "--max-bytes", text)
    assert road.calls[0][2].max_bytes == size


def test_iso_and_dutch_dates_are_the_same_day(say, road):
    say("redact", "a.jpg", "--date", "2026-11-03")
    say("redact", "a.jpg", "--date", "3-11-2026")
    assert road.calls[0][2].watermark == road.calls[1][2].watermark


@pytest.mark.parametrize(
    ("name", "format_name"), [("copy.PDF", "pdf"), ("copy.jpeg", "jpeg"), ("copy.png", "png")]
)
def test_the_outputs_name_chooses_the_format(say, road, name, format_name):
    say("redact", "a.heic", "-o", name)
    assert road.calls[0][2].format == format_name


@pytest.mark.parametrize(
    ("locale", "lang"), [("nl_NL.UTF-8", "nl"), ("en_US.UTF-8", "en"), ("C", "nl"), ("de_DE", "nl")]
)
def test_language_follows_the_locale_else_dutch(say, road, monkeypatch, locale, lang):
    monkeypatch.setenv("LC_ALL", locale)
    say("redact", "a.jpg", "--date", "2026-11-23")
    assert road.calls[0][2].watermark == watermark_text(lang, date=datetime.date(2026, 11, 23))


def test_dutch_answers(say, road):
    road.hold("a.jpg", "odd")
    assert "moet worden nagekeken" in say("redact", "a.jpg", "--lang", "nl").out


# Where copies go


def test_combine_is_one_job_in_pdf(say, road):
    say("redact", "front.jpg", "back.jpg", "--combine", "-o", "both.pdf")
    [(inputs, target, settings)] = road.calls
    assert inputs == (Path("front.jpg"), Path("back.jpg"))
    assert target == Path("both.pdf")
    assert settings.format == "pdf"


def test_several_files_go_into_an_existing_folder(say, road, tmp_path):
    (tmp_path / "out").mkdir()
    assert say("redact", "a.jpg", "b.jpg", "-o", "out").code == 0
    assert {call[1] for call in road.calls} == {Path("out")}


def test_a_new_folder_is_made_and_taken_away_again_when_nothing_came(say, road, tmp_path):
    seen = []
    redact = road.redact
    road.redact = lambda *given: (seen.append((tmp_path / "new/deep").is_dir()), redact(*given))[1]
    assert say("redact", "a.jpg", "b.jpg", "-o", "new/deep/").code == 0
    assert seen == [True, True]
    assert not (tmp_path / "new/deep").exists()


def test_a_new_folder_with_a_copy_in_it_stays(say, road, tmp_path):
    redact = road.redact

    def write(inputs, target, settings):
        (target / "a.safe.png").write_bytes(b"x")
        return redact(inputs, target, settings)

    road.redact = write
    say("redact", "a.jpg", "-o", "new/")
    assert (tmp_path / "new/a.safe.png").exists()


def test_a_folder_that_cannot_be_made_is_an_output_error(say, road, tmp_path):
    (tmp_path / "file").write_text("in the way")
    said = say("redact", "a.jpg", "-o", "file/new/")
    assert said.code == 1
    assert "file/new" in said.err
    assert road.calls == []


def test_same_name_from_two_folders_is_refused_where_one_copy_would_be_lost(say, road):
    said = say("redact", "one/a.jpg", "two/a.png", "-o", "out/", "--overwrite")
    assert said.code == 2
    assert road.calls == []


# Wrong usage


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ([], "FILE"),
        (["a.jpg", "--hide", "nose"], "signature"),
        (["a.jpg", "--keep", "nose"], "portrait"),
        (["a.jpg", "--hide", "can", "--keep", "can"], "can"),
        (["a.jpg", "--profile", "nonsense"], "watermark-only"),
        (["a.jpg", "--max-bytes", "much"], "2MB"),
        (["a.jpg", "--max-bytes", "0"], "2MB"),
        (["a.jpg", "--date", "31-02-2026"], "2026"),
        (["a.jpg", "--lang", "fr"], "nl"),
        (["a.jpg", "--format", "webp"], "jpeg"),
        (["a.jpg", "--no-watermark", "--recipient", "X"], "--no-watermark"),
        (["a.jpg", "--no-watermark", "--profile", "watermark-only"], "watermark-only"),
        (["a.jpg", "b.jpg", "-o", "copy.png"], "folder"),
        (["a.jpg", "-o", "copy.webp"], ".pdf"),
        (["a.jpg", "-o", "copy.png", "--format", "pdf"], "pdf"),
        (["a.jpg", "b.jpg", "--combine", "--format", "png"], "PDF"),
        (["a.jpg", "b.jpg", "--combine", "-o", "copy.png"], "pdf"),
        (["a.jpg", "--no-such-option"], "--no-such-option"),
    ],
)
def test_wrong_usage_ends_with_2_says_what_is_right_and_does_nothing(say, road, words, hint):
    said = say("redact", *words)
    assert said.code == 2
    assert hint in said.err
    assert (road.calls, road.opened, said.out) == ([], 0, "")


def test_unknown_command(say):
    assert say("shred", "a.jpg").code == 2


def test_no_command_shows_the_help(say):
    said = say()
    assert said.code == 2
    assert "redact" in said.err


# The report


def test_the_report_is_written_when_a_copy_failed_too(say, road, tmp_path):
    road.answers["bad.jpg"] = DamagedFileError("bad.jpg: damaged.")
    said = say("redact", "a.jpg", "bad.jpg", "--report", "r.json")
    assert said.code == 1
    text = (tmp_path / "r.json").read_text()
    assert "a.jpg" in text
    assert "damaged" in text


def test_an_existing_report_is_refused_before_any_work(say, road, tmp_path):
    (tmp_path / "r.json").write_text("mine")
    said = say("redact", "a.jpg", "--report", "r.json")
    assert said.code == 1
    assert (tmp_path / "r.json").read_text() == "mine"
    assert road.calls == []


def test_an_existing_report_is_replaced_when_asked(say, road, tmp_path):
    (tmp_path / "r.json").write_text("mine")
    assert say("redact", "a.jpg", "--report", "r.json", "--overwrite").code == 0
    assert (tmp_path / "r.json").read_text() != "mine"


def test_the_report_never_replaces_an_input(say, road, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"picture")
    said = say("redact", "a.jpg", "--report", "./a.jpg", "--overwrite")
    assert said.code == 1
    assert (tmp_path / "a.jpg").read_bytes() == b"picture"


def test_a_report_that_cannot_be_written_does_not_hide_the_copies(say, road):
    said = say("redact", "a.jpg", "--report", "nowhere/r.json")
    assert said.code == 1
    assert "a.safe.png" in said.out
    assert "r.json" in said.err


@pytest.mark.parametrize("error", [OutputExistsError, OutputWriteError])
def test_output_errors_are_input_errors_to_the_shell(say, road, error):
    road.answers["a.jpg"] = error("a.safe.png: cannot be written.")
    assert say("redact", "a.jpg").code == 1
