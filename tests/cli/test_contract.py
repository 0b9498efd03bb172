"""What scripts lean on: light start, words that match the core, a manual that is complete."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import redactor
from redactor.cli import commands, options, words
from redactor.cli.doubts import DOUBTS, FIELDS
from redactor.export import Format
from redactor.model import Doubt, Kind

ROOT = Path(redactor.__file__).parent
MANUAL = ROOT.parent / "docs" / "cli.md"

HEAVY = (
    *("numpy", "cv2", "PIL", "onnxruntime", "rapidocr", "pypdfium2", "pikepdf", "skimage"),
    *("passporteye", "pytesseract", "zxingcpp", "pillow_heif", "PySide6", "rich"),
)


@pytest.mark.parametrize("words", [["--help"], ["redact", "--help"], ["--version"], ["redact"]])
def test_help_loads_nothing_heavy(words):
    program = (
        "import sys; from redactor.cli import main; main(sys.argv[1:]); "
        f"print('LOADED', *(m for m in {HEAVY!r} if m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "LOADED"


def test_module_and_script_are_one_program():
    done = subprocess.run(
        [sys.executable, "-m", "redactor", "nonsense"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr


def test_a_reader_that_goes_away_is_no_fault():
    """As in ``redactor redact --help | head -1``."""
    program = "from redactor.cli import main; main(['redact', '--help'])"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""


def test_field_words_are_the_cores():
    assert set(options.KINDS) == {str(kind) for kind in Kind}


def test_profile_names_are_those_that_load():
    from redactor.decide import load_profiles

    assert set(options.profile_names()) == set(load_profiles())
    assert options.profile_names()[0] == "safe-copy"


def test_formats_are_those_that_can_be_written():
    assert set(options.FORMATS) == {str(format_) for format_ in Format}


def every_option() -> list[tuple[str, str]]:
    return [
        (name, spelling)
        for name, command in commands.commands.items()
        for parameter in command.params
        if isinstance(parameter, click.Option) and not parameter.hidden
        for spelling in parameter.opts
    ]


def sections() -> dict[str, str]:
    """The manual's part on each command."""
    parts = re.split(r"^## redactor (\w+).*$", MANUAL.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("name", sorted(commands.commands))
def test_the_manual_has_every_command(name):
    assert name in sections()
    assert commands.commands[name].help


@pytest.mark.parametrize(("name", "spelling"), every_option())
def test_the_manual_has_every_option(name, spelling):
    assert re.search(rf"`{re.escape(spelling)}[ `]", sections()[name])


def test_the_manual_has_no_option_that_is_gone():
    known = {spelling for _, spelling in every_option()} | {"--help", "--version"}
    assert set(re.findall(r"`(--[a-z-]+)", MANUAL.read_text())) <= known


@pytest.mark.parametrize("word", [*options.KINDS, *options.profile_names()])
def test_the_manual_has_every_field_and_profile(word):
    assert f"`{word}`" in MANUAL.read_text()


def doubt_codes() -> set[str]:
    """The codes of every ``Doubt("code", …)`` in the program."""
    return {
        node.args[0].value
        for file in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Doubt"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def test_every_doubt_has_words_in_both_languages():
    assert doubt_codes() - set(DOUBTS) == set()
    assert all(all(both) for both in (*DOUBTS.values(), *words.LINES.values()))


def test_every_field_has_words_in_both_languages():
    assert set(FIELDS) == set(options.KINDS)
    assert all(all(both) for both in FIELDS.values())
    doubt = Doubt("expected-not-found", "portrait")
    assert words.reason(doubt, "nl").endswith("[pasfoto]")
