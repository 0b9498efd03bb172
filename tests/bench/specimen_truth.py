"""What is known of the specimens: the index beside them and our hand-made boxes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from redactor.model import Quad

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "specimens"
BOXES = Path(__file__).with_name("specimen_portraits.json")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text that must stay readable: as the machine readable zone spells it."""

    role: str
    """"surname", "number" or "mrz"."""
    value: str


@dataclass(frozen=True, slots=True)
class Specimen:
    """One file; boxes in px of the upright page."""

    path: Path
    dutch: bool
    number: str
    """The citizen number that is visible on it, empty where none is."""
    zone: tuple[str, ...]
    main: Quad | None
    ghosts: tuple[Quad, ...]
    keep: tuple[Quad, ...]
    """Surname and document number where there is no zone to know them from."""

    @property
    def texts(self) -> tuple[Text, ...]:
        """What the zone says must be readable, cells of the citizen number left out."""
        found = [Text("mrz", self._open(line, row)) for row, line in enumerate(self.zone)]
        surname, number = _names(self.zone)
        found += [Text("surname", surname)] if len(surname) > 2 else []
        found += [Text("number", number)] if len(number) > 3 else []
        return tuple(found)

    def _open(self, line: str, row: int) -> str:
        """A line's cells up to those that hold, or may hold, a citizen number."""
        if not self.dutch or line.startswith("D1"):
            return line
        if len(self.zone) == 3:
            return (line[:15], line[:29], line)[row]
        return line[:28] if row == 1 else line


def _names(zone: tuple[str, ...]) -> tuple[str, str]:
    """Surname and document number of a zone, fillers as spaces."""
    if not zone:
        return "", ""
    if zone[0].startswith("IDFRA") and len(zone) == 2:
        surname, number = zone[0][5:], zone[1][:12]
    elif len(zone) == 1:
        licence = re.search(r"[A-Z]{3,}(?=<<)", zone[0][5:])
        surname, number = licence.group() if licence else "", ""
    elif len(zone) == 3:
        surname, number = zone[2], zone[0][5:14]
    else:
        surname, number = zone[0][5:], zone[1][:9]
    surname = surname.split("<<")[0]
    return surname.replace("<", " ").strip(), number.replace("<", "")


def specimens(folder: Path = FOLDER) -> tuple[Specimen, ...]:
    """Every specimen the index lists and the folder has, Dutch ones first; none where absent."""
    index = folder / "INDEX.md"
    if not index.is_file():
        return ()
    boxes = json.loads(BOXES.read_text(encoding="utf-8"))
    rows = [line for line in index.read_text(encoding="utf-8").splitlines() if line.count("|") > 7]
    found = [_specimen(folder, row, boxes) for row in rows[2:]]
    there = [one for one in found if one.path.is_file()]
    return tuple(sorted(there, key=lambda one: (not one.dutch, one.path.name)))


def _specimen(folder: Path, row: str, boxes: dict[str, dict[str, list[int]]]) -> Specimen:
    name, kind, _, number, _, _, zone = (cell.strip() for cell in row.strip("|").split("|", 6))
    entry = boxes.get(name, {})
    digits = re.search(r"\d{9}", number)
    lines = tuple(re.findall(r"`([^`]+)`", zone))
    return Specimen(
        path=folder / "documents" / name,
        dutch=kind.startswith("NL "),
        number=digits.group() if digits else "",
        zone=tuple(line for line in lines if " " not in line),
        main=_quad(entry.get("main")),
        ghosts=_quads(entry.get("ghosts")),
        keep=_quads(entry.get("keep")),
    )


def _quad(box: list[int] | None) -> Quad | None:
    return None if box is None else Quad.rect(*box)


def _quads(boxes: object) -> tuple[Quad, ...]:
    return tuple(Quad.rect(*box) for box in boxes) if isinstance(boxes, list) else ()
