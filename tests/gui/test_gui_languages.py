"""Dutch and English are complete, up to date, and switched while the window is open."""

import ast
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from redactor import resources
from redactor.gui.i18n import LANGUAGES, preferred, short_date
from redactor.gui.session import State

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = resources.path("i18n")


def texts_in_code() -> set[tuple[str, str]]:
    found = set()
    for module in sorted((ROOT / "redactor" / "gui").glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("translate", "QT_TRANSLATE_NOOP"):
                continue
            words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
            if len(words) == 2:
                found.add((words[0], words[1]))
    return found


def messages(lang: str) -> list[tuple[str, ET.Element]]:
    root = ET.parse(CATALOGUES / f"redactor_{lang}.ts").getroot()  # noqa: S314 - our own file
    return [
        (context.findtext("name"), message)
        for context in root.findall("context")
        for message in context.findall("message")
    ]


def test_every_text_of_the_code_is_in_the_dutch_catalogue_and_no_other():
    kept = {(context, message.findtext("source")) for context, message in messages("nl")}
    assert texts_in_code() - kept == set()
    assert kept - texts_in_code() == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_left_untranslated(lang):
    for context, message in messages(lang):
        source, done = message.findtext("source"), message.find("translation")
        assert done.get("type") is None, (context, source)
        forms = [form.text for form in done.findall("numerusform")] or [done.text]
        assert all(forms), (context, source)


def test_translations_keep_their_placeholders():
    import re

    for context, message in messages("nl"):
        source, done = message.findtext("source"), message.find("translation")
        for said in [form.text for form in done.findall("numerusform")] or [done.text]:
            pattern = r"\{\w+\}|%n"
            assert sorted(re.findall(pattern, said)) == sorted(re.findall(pattern, source)), context


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_source_says(qapp, lang):
    compiled = QTranslator()
    assert compiled.load(f"redactor_{lang}", str(CATALOGUES))
    for context, message in messages(lang):
        if message.get("numerus"):
            continue
        source = message.findtext("source")
        assert compiled.translate(context, source) == message.findtext("translation"), source


def test_qt_s_own_tool_finds_nothing_new(tmp_path):
    tool = shutil.which("pyside6-lupdate", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("lupdate is not installed")
    fresh = tmp_path / "redactor_nl.ts"
    modules = sorted(str(path) for path in (ROOT / "redactor" / "gui").glob("*.py"))
    subprocess.run([tool, *modules, "-ts", str(fresh)], check=True, capture_output=True)
    root = ET.parse(fresh).getroot()  # noqa: S314 - made by the tool just now
    found = {
        (context.findtext("name"), message.findtext("source"))
        for context in root.findall("context")
        for message in context.findall("message")
    }
    assert found == {(context, m.findtext("source")) for context, m in messages("nl")}


def test_the_language_is_switched_while_working(bench):
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    work = bench.work
    assert work.card.save_button.text() == "&Save copy"
    bench.window.store.set("language", "nl")
    bench.until(lambda: work.card.save_button.text() == "Kopie op&slaan")
    assert work.card.profile.currentText() == "Veilige kopie"
    assert work.notice.message.title.startswith("Klaar om op te slaan")
    assert work.findings.list.item(0).text() == "Burgerservicenummer (BSN)"
    assert bench.window.actions_by_name["open"].text() == "&Openen…"
    assert bench.window.menuBar().actions()[0].text() == "&Bestand"
    bench.do("save")
    bench.is_in(State.SAVED)
    assert bench.case.saved.name.startswith("veilige-kopie-")
    bench.window.store.set("language", "en")
    bench.until(lambda: work.card.save_button.text() == "&Save copy")


def test_the_language_of_the_system_where_it_is_ours():
    assert preferred("nl") == "nl"
    assert preferred("system") in LANGUAGES


def test_dates_are_written_as_people_do(qapp):
    import datetime

    day = datetime.date(2026, 11, 24)
    assert short_date(day, "nl") == "24-11-2026"
    assert short_date(day, "en") == "24/11/2026"


def test_the_watermark_may_speak_another_language(bench):
    from redactor.jobs import PreviewJob

    bench.window.store.set("watermark-language", "nl")
    bench.bring("a.jpg")
    bench.is_in(State.READY)
    bench.work.card.recipient.setText("Bank")
    bench.until(lambda: bench.worker.of(PreviewJob) != [])
    assert "alleen voor Bank" in bench.worker.of(PreviewJob)[-1].settings.watermark
