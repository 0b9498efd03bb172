"""Where the program's data files lie: models, fonts, profiles, document descriptions.

The same files are found in three places: beside the package in a source checkout
(``resources/``), inside the package in an installed wheel (``redactor/_resources``, put there
by the build) and in the unpacked folder of a frozen program.
"""

from __future__ import annotations

import sys
from pathlib import Path

from redactor.errors import EngineError


def path(*parts: str) -> Path:
    """The path of a resource, e.g. ``path("fonts", "OCRB.otf")``; ``path()`` is the folder itself.

    Raises ``EngineError`` where the resource is not there: the installation is broken.
    """
    found = next((root for root in _roots() if root.is_dir()), None)
    target = found.joinpath(*parts) if found else None
    if target is None or not target.exists():
        name = "/".join(parts) or "resources"
        raise EngineError(
            f"The program's own file “{name}” is missing: please install Redactor again.",
            resource=name,
        )
    return target


def _roots() -> tuple[Path, ...]:
    """Folders that may hold the resources, the most specific one first."""
    package = Path(__file__).resolve().parent
    own = (package / "_resources", package.parent / "resources")
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    if frozen is None:
        return own
    return (Path(frozen) / "redactor" / "_resources", Path(frozen) / "resources", *own)
