"""What the commands say, in Dutch and English; codes and parameters come from the core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from redactor.cli.doubts import DOUBTS, FIELDS

if TYPE_CHECKING:
    from redactor.model import Doubt

LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "released": ("{name} → {output}", "{name} → {output}"),
        "held": ("{name}: moet worden nagekeken: {reasons}", "{name}: needs review: {reasons}"),
        "accepted": (
            "{name} → {output} (niet vrijgegeven, moet worden nagekeken: {reasons})",
            "{name} → {output} (not released, needs review: {reasons})",
        ),
        "mirrored": (
            "{name}: de foto was gespiegeld; in de kopie is dat hersteld",
            "{name}: the picture was mirrored; the copy shows it the right way round",
        ),
        "safe": ("{name}: veilig", "{name}: safe"),
        "unsafe": ("{name}: niet veilig: {reasons}", "{name}: not safe: {reasons}"),
        "nothing": ("{name}, pagina {page}: niets gevonden", "{name}, page {page}: nothing found"),
        "drawn": ("{name}, pagina {page} → {output}", "{name}, page {page} → {output}"),
        "unexplained": (
            "de controle gaf geen uitslag",
            "the check came to no result",
        ),
        "hint": (
            (
                "Niet geschreven. Wat gevonden is toont redactor inspect BESTAND --draw UIT.png; "
                "--accept-review schrijft de kopie toch."
            ),
            (
                "Not written. See what was found with redactor inspect FILE --draw OUT.png; "
                "--accept-review writes the copy all the same."
            ),
        ),
        "unknown-doubt": ("twijfel over “{code}”", "a doubt about “{code}”"),
        "stage": ("{stage}, pagina {page}", "{stage}, page {page}"),
        "stage-of": ("{stage}, pagina {page} van {pages}", "{stage}, page {page} of {pages}"),
    }
)
"""(Dutch, English) of each line."""

STAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "intake": ("openen", "opening"),
        "locate": ("document zoeken", "finding the document"),
        "read": ("lezen", "reading"),
        "decide": ("kiezen wat weg moet", "deciding what to hide"),
        "cover": ("afdekken", "covering"),
        "verify": ("kopie controleren", "checking the copy"),
        "export": ("kopie maken", "making the copy"),
    }
)


def line(code: str, lang: str, /, **parameters: str | int) -> str:
    """One line of ``LINES`` with its parameters filled in."""
    return _pick(LINES[code], lang).format(**parameters)


def stage(name: str, page: int, pages: int | None, lang: str) -> str:
    """What is being done, for the moving line; ``page`` counts from 0."""
    doing = _pick(STAGES[name], lang) if name in STAGES else name
    if pages == 1 or (pages is None and name == "intake"):
        return doing  # whether there is such a page shows only when it was opened
    code = "stage" if pages is None else "stage-of"
    return line(code, lang, stage=doing, page=page + 1, pages=pages or 0)


def reasons(doubts: Iterable[Doubt], lang: str) -> str:
    """The doubts as one phrase: each kind of doubt once, with a count where there are more."""
    counts: dict[str, int] = {}
    for doubt in doubts:
        phrase = reason(doubt, lang)
        counts[phrase] = counts.get(phrase, 0) + 1
    if not counts:
        return line("unexplained", lang)
    return "; ".join(f"{said} ({n}×)" if n > 1 else said for said, n in counts.items())


def reason(doubt: Doubt, lang: str) -> str:
    """One doubt in words; a code without words of its own is named."""
    if doubt.code in DOUBTS:
        said = _pick(DOUBTS[doubt.code], lang)
    else:
        said = line("unknown-doubt", lang, code=doubt.code)
    detail = _pick(FIELDS[doubt.detail], lang) if doubt.detail in FIELDS else doubt.detail
    return f"{said} [{detail}]" if detail else said


def _pick(both: tuple[str, str], lang: str) -> str:
    return both[1] if lang == "en" else both[0]
