"""House rules that no other tool checks."""

import ast
import hashlib
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from redactor.documents.bsn import passes_eleven_test

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "redactor"
SPECIMENS = ROOT.parent / "shared" / "specimens"
PUBLISHED = {"999999990", "123456782", "111222333", "000000000", "999993240", "999999011"}
"""Numbers printed on specimens or in public test environments; no person has them."""

MODULES = sorted(PACKAGE.rglob("*.py"))
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    files = [ROOT / line for line in done.stdout.split("\0") if line]
    return [file for file in files if file.is_file()]


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_module_is_too_long_to_know(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_modules_say_what_they_are(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_global_state(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Global) for node in ast.walk(tree))


def test_layers_hold():
    """The same contracts that ``make test`` checks, for those who run pytest alone."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_layers_would_notice(tmp_path):
    """A contract that cannot fail is none: a package that breaks each of them is refused."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    titles = {c["id"]: c["name"] for c in config["tool"]["importlinter"]["contracts"]}
    assert set(titles) == {"layers", "qt", "offline", "second-look"}
    breaches = {
        "layers": ("model", "import redactor.pipeline"),
        "qt": ("cli", "import PySide6"),
        "offline": ("engines", "import urllib.request"),
        "second-look": ("verify", "import redactor.read"),
    }
    for contract, (package, statement) in breaches.items():
        said = linted(tmp_path / contract, package, statement)
        assert f"{titles[contract]} BROKEN" in said, said
        assert f"{titles['offline' if contract != 'offline' else 'qt']} KEPT" in said


def linted(folder: Path, package: str, statement: str) -> str:
    """What the linter says of a bare copy of our packages with one bad import."""
    for source in PACKAGE.iterdir():
        if source.is_dir() and source.name not in ("__pycache__", "_resources"):
            module = folder / "redactor" / source.name / "__init__.py"
        elif source.suffix == ".py":
            module = folder / "redactor" / source.name
        else:
            continue
        module.parent.mkdir(parents=True, exist_ok=True)
        module.write_text(statement + "\n" if source.name == package else "")
    shutil.copy(ROOT / "pyproject.toml", folder)
    program = "from importlinter.cli import lint_imports; lint_imports(no_cache=True)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("lock", LOCKS, ids=name)
def test_locks_hold_versions_and_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert "/" not in text
    assert "--find-links" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9-]+(\[[a-z]+\])?==[^ ]+ ", entry), entry
        assert "--hash=sha256:" in entry


def test_the_lock_has_one_opencv():
    for lock in LOCKS:
        found = re.findall(r"^opencv[a-z-]*", lock.read_text(encoding="utf-8"), re.MULTILINE)
        assert found in ([], ["opencv-python-headless"])


def test_the_lock_has_every_dependency():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = {re.match(r"[a-z0-9-]+", need)[0] for need in config["project"]["dependencies"]}
    locked = {
        line.split("==")[0]
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    }
    assert wanted <= locked


def test_no_specimen_was_taken_in():
    if not SPECIMENS.is_dir():
        pytest.skip("the specimens are not on this machine")
    theirs = {file.stat().st_size: file for file in SPECIMENS.rglob("*") if file.is_file()}
    for file in tracked():
        twin = theirs.get(file.stat().st_size)
        if twin is not None and twin.suffix.lower() not in (".md", ".txt"):
            digests = {hashlib.sha256(each.read_bytes()).digest() for each in (file, twin)}
            assert len(digests) == 2, name(file)


def test_no_number_that_could_be_a_persons_is_written_down():
    """Code, tests and pages use published numbers only; drawn samples are not looked at."""
    for file in tracked():
        if file.suffix not in (".py", ".md", ".toml") or "sample_docs" in file.parts:
            continue
        for digits in re.findall(r"(?<![\w.])\d{9}(?![\w.])", file.read_text(encoding="utf-8")):
            assert digits in PUBLISHED or not passes_eleven_test(digits), name(file)
