"""Profiles: what is hidden for which recipient; data in resources/profiles/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from redactor import resources
from redactor.errors import EngineError, UsageError
from redactor.model import Kind


@dataclass(frozen=True, slots=True)
class Profile:
    """A named choice of what to hide.

    ``title`` and ``for_whom``: one sentence each by language ("nl", "en").  ``sources``: the rule
    behind the choice.
    """

    name: str
    hide: frozenset[Kind]
    title: Mapping[str, str]
    for_whom: Mapping[str, str]
    sources: tuple[str, ...]


@cache
def load_profiles() -> Mapping[str, Profile]:
    """All profiles by name, the default first.

    Raises EngineError where a file is missing or does not fit its format.
    """
    files = resources.path("profiles").glob("*.toml")
    loaded = sorted((_load(file) for file in files), key=lambda pair: pair[0])
    return {profile.name: profile for _, profile in loaded}


def profile(name: str) -> Profile:
    """The profile of a name. Raises UsageError, naming the known ones."""
    known = load_profiles()
    if name not in known:
        raise UsageError(
            f"There is no profile “{name}”; choose one of: {', '.join(known)}.", profile=name
        )
    return known[name]


def _load(file: Path) -> tuple[int, Profile]:
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return int(table["order"]), Profile(
            name=file.stem,
            hide=frozenset(Kind(word) for word in table["hide"]),
            title=dict(table["title"]),
            for_whom=dict(table["for-whom"]),
            sources=tuple(table["sources"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise EngineError(
            f"The profile “{file.name}” does not fit its format: please install Redactor again.",
            resource=file.name,
        ) from error
