"""Fonts for documents that our generator has not seen: none of those it draws with.

``scripts/bench_fonts.sh`` fetches them; where it could not, other faces of this machine serve.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from redactor import resources

FOLDERS = (
    Path(__file__).resolve().parents[2] / ".cache" / "bench" / "fonts",
    Path("/usr/share/fonts"),
)
TEXT = (
    *("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", "LiberationSansNarrow-Regular.ttf"),
    *("LiberationSansNarrow-Bold.ttf", "LiberationSerif-Regular.ttf", "LiberationMono-Regular.ttf"),
    *("FreeSans.ttf", "FreeSansBold.ttf", "FreeSerif.ttf", "FreeSerifBold.ttf", "FreeMonoBold.ttf"),
    *("Lato-Regular.ttf", "Lato-Medium.ttf", "Lato-Bold.ttf", "Lato-Light.ttf"),
    *("OpenSans-Regular.ttf", "OpenSans-Semibold.ttf", "OpenSans-CondBold.ttf"),
    "OpenSans-CondLight.ttf",
)
ELSE = (
    *("DejaVuSans-Bold.ttf", "DejaVuSansCondensed-Bold.ttf", "DejaVuSerif-Bold.ttf"),
    *("DejaVuSerifCondensed.ttf", "DejaVuSansMono-Bold.ttf"),
)
"""Faces that most machines have; the generator draws with none of these either."""
ZONE = (*("OCRBS.otf",) * 7, "LiberationMono-Bold.ttf")
"""A squarer cut of OCR-B, and now and then what is no OCR-B at all."""


def text_faces() -> tuple[str, ...]:
    """Fonts for captions and values."""
    return _found(TEXT) or _found(ELSE) or (str(resources.path("fonts", "DejaVuSans.ttf")),)


def zone_faces() -> tuple[str, ...]:
    """Fonts for machine readable zones, the likelier ones more often; half of them our own."""
    return (str(resources.path("fonts", "OCRB.otf")),) * len(ZONE) + _found(ZONE)


@cache
def fingerprint(folders: Sequence[Path] = ()) -> str:
    """Eight signs that tell one set of fonts, and of files in ``folders``, from another."""
    names = [Path(name).name for name in (*text_faces(), *zone_faces())]
    names += [path.name for folder in folders if folder.is_dir() for path in folder.iterdir()]
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()[:8]


@cache
def _found(names: tuple[str, ...]) -> tuple[str, ...]:
    places = {
        path.name: str(path)
        for folder in reversed(FOLDERS)
        if folder.is_dir()
        for path in sorted(folder.rglob("*.[to]tf"))
    }
    return tuple(places[name] for name in names if name in places)
