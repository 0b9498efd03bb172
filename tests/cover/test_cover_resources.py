"""The program's own files: found wherever it runs from, and the ones we said they are."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import pytest

from redactor import resources
from redactor.errors import EngineError


def test_fonts_are_those_of_the_readme() -> None:
    listed = dict(
        re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})` \|$", _readme(), flags=re.MULTILINE)
    )
    folder = resources.path("fonts")
    fonts = {file.name for file in folder.iterdir() if file.suffix in (".ttf", ".otf")}
    assert fonts == set(listed)
    for name, digest in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_every_font_has_its_licence_beside_it() -> None:
    named = set(re.findall(r"`(LICENCE-[^`]+)`", _readme()))
    assert len(named) == 2
    assert all(resources.path("fonts", name).stat().st_size > 200 for name in named)


def _readme() -> str:
    return resources.path("fonts", "README.md").read_text(encoding="utf-8")


def test_a_missing_resource_says_so() -> None:
    with pytest.raises(EngineError, match=r"fonts/none\.ttf.*install") as caught:
        resources.path("fonts", "none.ttf")
    assert caught.value.parameters == {"resource": "fonts/none.ttf"}


@pytest.mark.parametrize("inside", ["redactor/_resources", "resources"])
def test_a_frozen_program_uses_its_unpacked_files(
    inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / inside / "fonts").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.path("fonts") == tmp_path / inside / "fonts"


def test_an_installed_package_uses_the_files_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "redactor" / "_resources" / "fonts").mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "redactor" / "resources.py"))
    assert resources.path("fonts") == tmp_path.resolve() / "redactor" / "_resources" / "fonts"


def test_no_resources_at_all_is_a_broken_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "redactor" / "resources.py"))
    with pytest.raises(EngineError, match="install"):
        resources.path()
