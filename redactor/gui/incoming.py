"""What is dropped, opened or pasted, as a list of files; folders are walked in a thread."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QImage

from redactor import resources
from redactor.gui.i18n import translate
from redactor.gui.session import Origin, Origins, Ways

if TYPE_CHECKING:
    from redactor.engines.private import PrivateFolder

MOST = 2_000
"""Files taken from one drop; more would be a mistake."""
BATCH_LIST = Path(".redactor", "held", "list.json")
"""Where a batch's folder lists what it held back."""
HEAD = 1024
"""Bytes by which a file's sort is told."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a drop: groups of files that make one copy each, and how many were left out."""

    groups: tuple[tuple[Path, ...], ...]
    left_out: int = 0
    title: str = ""
    """What to call it where the file's own name says nothing."""
    problem: str = ""
    """The kind of error where it could not be looked at."""
    origins: Origins = field(default_factory=dict)
    """The batches that held inputs back."""
    done: bool = False
    """There is nothing, because all that a batch held back is finished."""


class Gatherer(QObject):
    """Looks through what was dropped without holding up the window."""

    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []
        self._stop = threading.Event()
        self._folder: PrivateFolder | None = None
        self._kept = 0
        self._ready.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    _ready = Signal(object)

    def gather(self, paths: Sequence[Path]) -> None:
        """Begins; ``found`` follows.  Single files are passed on whatever they are."""
        if paths:
            self._begin(lambda: gathered(paths, self._stop))

    def keep(self, picture: QImage) -> None:
        """A pasted picture, as a file in a private folder in memory until the window closes."""
        title = translate("incoming", "Pasted picture")
        self._begin(lambda: Found(((_kept(picture, self._private()),),), title=title))

    def sample(self) -> None:
        """A document of a person who does not exist."""
        title = translate("incoming", "Sample")
        self._begin(lambda: Found(((sample_file(self._private),),), title=title))

    def close(self) -> None:
        """Stops looking, and removes what was pasted."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=2)
        if self._folder is not None:
            self._folder.sweep()
            self._folder = None

    def _begin(self, look: Callable[[], Found]) -> None:
        def work() -> None:
            try:
                answer = look()
            except Exception as error:  # whatever it was, the window says so and goes on
                answer = Found((), problem=type(error).__name__)
            if not self._stop.is_set():
                self._ready.emit(answer)

        thread = threading.Thread(target=work, name="redactor-incoming", daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _private(self) -> Path:
        """The private folder, made when it is first needed; each thing gets a name of its own."""
        from redactor.engines.private import PrivateFolder

        if self._folder is None:
            self._folder = PrivateFolder()
        self._kept += 1
        return self._folder.path / f"{self._kept}"

    def _tell(self, answer: Found) -> None:
        self.found.emit(answer)


def gathered(paths: Iterable[Path], stop: threading.Event | None = None) -> Found:
    """The files meant by a drop.

    A file is taken as it is, so that the window can say what is wrong with it; of a folder only
    what looks like a picture or PDF; of a report of a run, or a folder with one in it, what was
    held back.
    """
    groups: list[tuple[Path, ...]] = []
    origins: dict[Path, Origin] = {}
    left_out, done = 0, False
    for path in paths:
        is_folder = path.is_dir()
        reports = _reports(path) if is_folder else [path]
        held = [group for report in reports for group in held_back(report)]
        for report in reports:
            origins |= origins_in(report)
        if held:
            groups += dict.fromkeys(held)
        elif is_folder and (path / BATCH_LIST).is_file():
            done = True  # its other files are finished copies, which nobody meant
        elif is_folder:
            inside = list(_walk(path, stop))
            fit = [file for file in inside if looks_readable(file)]
            left_out += len(inside) - len(fit)
            groups += [(file,) for file in fit]
        else:
            groups.append((path,))
    left_out += max(0, len(groups) - MOST)
    return Found(tuple(groups[:MOST]), left_out, origins=origins, done=done and not groups)


def held_back(report: Path) -> list[tuple[Path, ...]]:
    """The inputs of the copies that a run's report says were held; none for any other file."""
    if report.suffix.lower() != ".json":
        return []
    try:
        table = json.loads(report.read_text("utf-8"))
        if "held" in table:  # a batch's list, of single files on this machine
            inputs = [str(row["input"]) for row in table["held"]]
            return [(Path(name),) for name in inputs if "://" not in name]
        rows = [row for row in table["copies"] if row["status"] == "held"]
        return [tuple(Path(name) for name in row["inputs"]) for row in rows if row["inputs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def origins_in(report: Path) -> dict[Path, Origin]:
    """Which batch to tell of each input that its list says it held; nothing for other files."""
    if report.parts[-len(BATCH_LIST.parts) :] != BATCH_LIST.parts:
        return {}
    target = Path(os.path.realpath(report)).parents[len(BATCH_LIST.parts) - 1]
    try:
        table = json.loads(report.read_text("utf-8"))
        ways = _ways(table.get("settings") or {})
        return {
            Path(row["input"]): Origin(
                str(target), str(row["name"]), _place(row["copy"], target), ways
            )
            for row in table["held"]
            if "://" not in row["input"] and "://" not in row["copy"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _ways(told: Mapping[str, Any]) -> Ways | None:
    """A batch's settings as its ledger describes them; None where not told, or not to us."""
    from redactor.export import Format
    from redactor.model import Kind

    if not told.get("profile"):
        return None
    try:
        return Ways(
            profile=str(told["profile"]),
            hide=tuple(map(Kind, told.get("hide") or ())),
            keep=tuple(map(Kind, told.get("keep") or ())),
            watermark=bool(told.get("watermark", True)),
            crop=bool(told.get("crop", True)),
            format=Format(told["format"]).value if told.get("format") else "auto",
            max_bytes=int(told.get("max_bytes") or 0),
        )
    except (ValueError, TypeError):  # of another version of this program
        return None


def _place(copy: str, target: Path) -> Path:
    """A copy's place; in the target itself where that was moved since the batch named it."""
    place = Path(copy)
    return place if place.is_relative_to(target) else target / place.name


def _reports(folder: Path) -> list[Path]:
    """What may say which inputs were held back."""
    try:
        return [folder / BATCH_LIST, *sorted(folder.glob("*.json"))]
    except OSError:
        return []


def looks_readable(file: Path) -> bool:
    """Whether a file begins as one that intake knows; no name or ending is asked."""
    from redactor.intake.sniff import sniff

    try:
        with file.open("rb") as handle:
            return sniff(handle.read(HEAD)) is not None
    except OSError:
        return False


def sample_file(private: Callable[[], Path]) -> Path:
    """The photo that comes with the source, or one drawn into a private place."""
    shipped = resources.path().parent / "sample_docs" / "id-2014-front-photo.jpg"
    if shipped.is_file():
        return shipped
    from redactor.samples import generate

    return generate(private(), 1, 0)[0]


def _kept(picture: QImage, place: Path) -> Path:
    file = place.with_suffix(".png")
    if not picture.save(str(file), "PNG", 90):  # type: ignore[call-overload]
        raise OSError("the picture could not be kept")
    return file


def _walk(folder: Path, stop: threading.Event | None) -> Iterable[Path]:
    """The files of a folder and its folders in the order of their names, hidden ones left out."""
    for place, folders, files in os.walk(folder):
        if stop is not None and stop.is_set():
            return
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(place) / name


def paths_of(data: QMimeData) -> list[Path]:
    """The local files in something dropped or on the clipboard."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def picture_of(data: QMimeData) -> QImage | None:
    """The picture on the clipboard, None where there is none."""
    if not data.hasImage():
        return None
    picture = data.imageData()
    if isinstance(picture, QImage) and not picture.isNull():
        return picture
    return None
