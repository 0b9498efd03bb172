"""What the program needs and whether it is there: facts as rows, no output, nothing changed.

Only metadata and checksums are looked at; no engine is loaded, so that a broken one cannot take
the answer down with it.
"""

from __future__ import annotations

import base64
import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from redactor import __version__
from redactor.errors import EngineError, ModelChecksumError


class State(StrEnum):
    FINE = "ok"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was looked at.

    ``detail``: a version or a path's name; ``cost``: what a person loses, empty where all is
    well; ``needed``: whether the program cannot do its work without it.
    """

    name: str
    state: State
    detail: str = ""
    cost: str = ""
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Library:
    """An installed distribution, the module it brings, and what its absence costs."""

    distribution: str
    module: str
    cost: str
    needed: bool = True


LIBRARIES = (
    Library("opencv-python-headless", "cv2", "nothing can be located or covered"),
    Library("onnxruntime", "onnxruntime", "no text can be read"),
    Library("rapidocr", "rapidocr", "no text can be read"),
    Library("pillow", "PIL", "no picture can be opened"),
    Library("numpy", "numpy", "nothing works"),
    Library("pikepdf", "pikepdf", "no PDF can be written"),
    Library("img2pdf", "img2pdf", "no PDF can be written"),
    Library("pypdfium2", "pypdfium2", "no PDF can be opened"),
    Library("zxing-cpp", "zxingcpp", "codes cannot be found"),
    Library("python-stdnum", "stdnum", "document numbers cannot be checked"),
    Library("pillow-heif", "pillow_heif", "no HEIC can be opened", needed=False),
    Library("passporteye", "passporteye", "the MRZ has one reader less", needed=False),
    Library("pytesseract", "pytesseract", "the check has one reader less", needed=False),
    Library("PySide6-Essentials", "PySide6", "the window cannot open", needed=False),
)

TESSERACT_COST = (
    "the check of each copy and the reading of the MRZ have one independent reader less; "
    "install the package tesseract-ocr"
)


def examine() -> tuple[Row, ...]:
    """Everything, in the order a person would ask: the program, libraries, models, tools."""
    return (program(), *libraries(), one_opencv(), *models(), text_models(), tesseract())


def program() -> Row:
    """The program itself, the interpreter and the system."""
    system = f"{platform.system()} {platform.machine()}"
    return Row("redactor", State.FINE, f"{__version__}, Python {sys.version.split()[0]}, {system}")


def libraries(wanted: Iterable[Library] = LIBRARIES) -> tuple[Row, ...]:
    """One row a library: its version, or what its absence costs."""
    return tuple(library_row(library) for library in wanted)


def library_row(library: Library) -> Row:
    """Whether a library is installed, without importing it."""
    version = version_of(library.distribution)
    # A frozen program may carry the module without the metadata.
    if find_spec(library.module) is None:
        return Row(library.distribution, State.MISSING, version or "", library.cost, library.needed)
    return Row(library.distribution, State.FINE, version or "", needed=library.needed)


def one_opencv(version: Callable[[str], str | None] | None = None) -> Row:
    """That no second OpenCV lies over the first: both write one folder and pip stays silent."""
    look = version or version_of
    others = [
        name
        for name in ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless")
        if look(name) is not None
    ]
    if not others:
        return Row("one OpenCV", State.FINE)
    return Row(
        "one OpenCV",
        State.DAMAGED,
        ", ".join(others),
        "two OpenCV packages overwrite each other; uninstall this one and install "
        "opencv-python-headless again",
    )


def models() -> tuple[Row, ...]:
    """The models we ship, each by its checksum."""
    from redactor.engines.models import CHECKSUMS, model_file

    return tuple(model_row(name, model_file) for name in CHECKSUMS)


def model_row(name: str, load: Callable[[str], Path]) -> Row:
    """Whether a shipped model is the one it was when we shipped it."""
    try:
        load(name)
    except ModelChecksumError as error:
        state = State.MISSING if "missing" in error.message else State.DAMAGED
        return Row(name, state, cost="no copy can be made; install Redactor again")
    except EngineError:
        return Row(name, State.MISSING, cost="no copy can be made; install Redactor again")
    return Row(name, State.FINE, "checksum fits")


def text_models() -> Row:
    """The text reader's models, against the checksums its package was installed with."""
    name = "text models"
    hashes = recorded("rapidocr", ".onnx")
    if not hashes:
        return Row(name, State.FINE, "no checksums were recorded", needed=False)
    wrong = sorted(path.name for path, digest in hashes.items() if _digest(path) != digest)
    if wrong:
        return Row(name, State.DAMAGED, ", ".join(wrong), "install rapidocr again")
    return Row(name, State.FINE, f"{len(hashes)} checksums fit")


def recorded(distribution: str, ending: str) -> Mapping[Path, str]:
    """Files of an installed package with their recorded sha256 (urlsafe base64, no padding)."""
    try:
        files = metadata.files(distribution) or []
    except metadata.PackageNotFoundError:
        return {}
    return {
        Path(str(file.locate())): file.hash.value
        for file in files
        if file.name.endswith(ending) and file.hash is not None and file.hash.mode == "sha256"
    }


def tesseract(which: Callable[[str], str | None] = shutil.which) -> Row:
    """The second text reader's program."""
    binary = which("tesseract")
    version = _first_line(binary) if binary is not None else None
    if version is None:
        state = State.MISSING if binary is None else State.DAMAGED
        return Row("tesseract", state, cost=TESSERACT_COST, needed=False)
    return Row("tesseract", State.FINE, version, needed=False)


def version_of(distribution: str) -> str | None:
    """The installed version, None where there is none."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return None


def _first_line(binary: str) -> str | None:
    """What the program says of its version, None where it fails or takes too long."""
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed argument and a path from the PATH
            [binary, "--version"], capture_output=True, text=True, timeout=10, check=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    lines = (answer.stdout or answer.stderr).splitlines()
    return lines[0].removeprefix("tesseract ") if lines else None


def _digest(path: Path) -> str | None:
    """sha256 in the notation of installed packages' records, None where it cannot be read."""
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return None
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
