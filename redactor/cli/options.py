"""Values the options take, checked before any engine is loaded."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Mapping
from typing import Any

import click

KINDS = (
    "bsn",
    "mrz-bsn",
    "mrz",
    "code",
    "portrait",
    "signature",
    "document-number",
    "can",
    "surname",
    "given-names",
    "birth-date",
    "birth-place",
    "sex",
    "height",
    "nationality",
    "issue-date",
    "expiry-date",
    "authority",
    "address",
    "other",
)
"""The values of ``redactor.model.Kind``, which costs numpy to import; a test compares the two."""

LANGUAGES = ("nl", "en")

FORMATS = ("png", "jpeg", "pdf")

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "ki": 2**10, "mi": 2**20, "gi": 2**30}

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([kmg]i?|)b?", re.IGNORECASE)

_DAY = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


class KindWord(click.ParamType[str]):
    """One of the words for what can be found on a document."""

    name = "F"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = value.strip().lower()
        if word not in KINDS:
            self.fail(f"unknown field “{value}”; known are: {', '.join(KINDS)}.", param, ctx)
        return word


class ProfileName(click.ParamType[str]):
    """The name of a profile; the files are looked at only when the option is used."""

    name = "NAME"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        known = profile_names()
        if value not in known:
            self.fail(f"unknown profile “{value}”; known are: {', '.join(known)}.", param, ctx)
        return value


class ByteSize(click.ParamType[int]):
    """A size in bytes: 2000000, 500k, 2MB (both decimal, as upload portals count) or 2MiB."""

    name = "SIZE"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        match = _SIZE.fullmatch(str(value).strip())
        size = _bytes(match) if match else 0
        if size < 1:
            self.fail(f"“{value}” is not a size; write for instance 2MB or 500k.", param, ctx)
        return size


class Day(click.ParamType[datetime.date]):
    """A date, as 2026-11-23 or 23-11-2026."""

    name = "DATE"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime.date:
        try:
            if match := _DAY.fullmatch(value.strip()):
                day, month, year = (int(part) for part in match.groups())
                return datetime.date(year, month, day)
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            self.fail(
                f"“{value}” is not a date; write 2026-11-23 or 23-11-2026.",
                param,
                ctx,
            )


def profile_names() -> tuple[str, ...]:
    """The profiles that are there, the default first.  Raises EngineError in a broken install."""
    from redactor import resources

    found = sorted(file.stem for file in resources.path("profiles").glob("*.toml"))
    return tuple(sorted(found, key=lambda name: name != "safe-copy"))


def language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the person's locale where we speak it, else Dutch."""
    wanted = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    return next((lang for lang in LANGUAGES if wanted.lower().startswith(lang)), "nl")


def debug_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Hidden: lets an unforeseen exception through with its traceback."""
    return click.option("--debug", is_flag=True, hidden=True)(command)


def _bytes(match: re.Match[str]) -> int:
    return int(float(match[1].replace(",", ".")) * _UNITS[match[2].lower()])
