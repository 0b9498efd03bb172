"""What the commands over many files say, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from redactor.cli import words
from redactor.cli.doubts import DOUBTS

LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "counts": (
            (
                "{released} vrijgegeven, {held} vastgehouden, {failed} mislukt, "
                "{skipped} overgeslagen, {left} nog te doen"
            ),
            "{released} released, {held} held, {failed} failed, {skipped} skipped, {left} to do",
        ),
        "rate": ("{rate} per seconde, {time} bezig", "{rate} a second, {time} of work"),
        "running": (
            "Proces {pid} op {host} werkt eraan sinds {since}.",
            "Process {pid} on {host} has been working on it since {since}.",
        ),
        "why-held": ("Vastgehouden omdat:", "Held because:"),
        "why-failed": ("Mislukt omdat:", "Failed because:"),
        "why-skipped": ("Overgeslagen omdat:", "Skipped because:"),
        "reason": ("  {count} × {reason}", "  {count} × {reason}"),
        "stopping": (
            "Stopt zodra klaar is wat loopt; nog eens Ctrl-C stopt nu.",
            "Stops when what runs is done; Ctrl-C once more stops now.",
        ),
        "stopped": (
            "Gestopt; verder gaat het met --resume.",
            "Stopped; go on with --resume.",
        ),
        "survey": (
            (
                "Te doen: {to_do} van {files} bestanden ({size}); {done} zijn klaar, {skipped} "
                "worden overgeslagen. Er is niets gedaan."
            ),
            (
                "To do: {to_do} of {files} files ({size}); {done} are done, {skipped} would be "
                "skipped. Nothing was done."
            ),
        ),
        "ledger": ("Grootboek: {path}", "Ledger: {path}"),
        "item": ("{name}: {state} ({reasons})", "{name}: {state} ({reasons})"),
        "item-plain": ("{name}: {state}", "{name}: {state}"),
        "held-list": ("Na te kijken: {path}", "To review: {path}"),
        "watching": (
            "Kijkt naar {inbox}; Ctrl-C stopt.",
            "Watching {inbox}; Ctrl-C stops.",
        ),
        "report": ("{html} en {csv} geschreven.", "{html} and {csv} written."),
        "purge-plan": (
            (
                "{ready} originelen hebben een vrijgegeven kopie die opnieuw is gekeurd ({size}); "
                "{kept} blijven. Er is niets verwijderd: --confirm verwijdert ze."
            ),
            (
                "{ready} originals have a released copy that passed its check again ({size}); "
                "{kept} stay. Nothing was removed: --confirm removes them."
            ),
        ),
        "purged": (
            "{ready} originelen verwijderd ({size}), {kept} blijven; lijst: {path}",
            "{ready} originals removed ({size}), {kept} stay; list: {path}",
        ),
        "kept": ("{name}: blijft ({reason})", "{name}: stays ({reason})"),
    }
)
"""(Dutch, English) of each line."""

STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "queued": ("wacht", "queued"),
        "running": ("loopt", "running"),
        "released": ("vrijgegeven", "released"),
        "held": ("vastgehouden", "held"),
        "failed": ("mislukt", "failed"),
        "skipped": ("overgeslagen", "skipped"),
    }
)

REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "unsupported-type": ("geen beeld en geen PDF", "no picture and no PDF"),
        "link-outside": ("een verwijzing buiten de bron", "a link that leads out of the source"),
        "not-a-file": ("geen gewoon bestand", "not an ordinary file"),
        "unreadable": ("niet te lezen", "cannot be read"),
        "not-found": ("niet meer gevonden", "not found any more"),
        "no-permission": ("mag niet gelezen worden", "may not be read"),
        "empty": ("leeg", "empty"),
        "damaged": ("beschadigd", "damaged"),
        "encrypted": ("met een wachtwoord", "locked with a password"),
        "too-large": ("te groot", "too large"),
        "is-directory": ("een map", "a folder"),
        "input": ("niet te gebruiken", "cannot be used"),
        "changed": ("steeds weer veranderd", "changed time and again"),
        "usage": ("past niet bij de opties", "does not fit the options"),
        "engine": ("een lezer werkte niet", "a reader did not work"),
        "worker:crashed": ("het werkproces viel uit", "its worker crashed"),
        "worker:timeout": ("duurde te lang", "took too long"),
        "worker:memory": ("vroeg te veel geheugen", "needed too much memory"),
        "worker:fault": ("een fout in het programma", "a fault in the program"),
        "worker:lost": ("het werkproces raakte kwijt", "its worker was lost"),
        "reviewed": ("nagekeken door een mens", "reviewed by a person"),
        "copy-missing": ("de kopie is er niet", "its copy is not there"),
        "copy-changed": ("de kopie is veranderd", "its copy was changed"),
        "copy-unsafe": ("de kopie kwam nu niet door de keuring", "its copy failed its check now"),
        "source-changed": ("het origineel is veranderd", "the original was changed"),
        "source-gone": ("het origineel is er niet meer", "the original is gone"),
        "not-removed": ("kon niet verwijderd worden", "could not be removed"),
        "not-released": ("niet vrijgegeven", "not released"),
    }
)
"""(Dutch, English) of reasons that are no doubts."""


def line(code: str, lang: str, /, **parameters: str | int) -> str:
    """One line of ``LINES`` with its parameters filled in."""
    return _pick(LINES[code], lang).format(**parameters)


def state(name: str, lang: str) -> str:
    """An outcome in a word."""
    return _pick(STATES[name], lang)


def reason(code: str, lang: str) -> str:
    """A reason as the ledger has it ("code" or "code:detail"), in words."""
    if code in REASONS:
        return _pick(REASONS[code], lang)
    word, _, detail = code.partition(":")
    if word in DOUBTS:
        from redactor.model import Doubt

        return words.reason(Doubt(word, detail), lang)
    return code


def size(count: int) -> str:
    """Bytes in a unit that reads well."""
    for unit, bound in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= bound:
            return f"{count / bound:.1f} {unit}"
    return f"{count} B"


def duration(seconds: float) -> str:
    """1:02:03."""
    whole = max(0, round(seconds))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _pick(both: tuple[str, str], lang: str) -> str:
    return both[1] if lang == "en" else both[0]
