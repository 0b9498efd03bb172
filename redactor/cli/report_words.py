"""The texts of a batch's report, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from redactor.cli import batch_words

TEXTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "lang": ("nl", "en"),
        "title": ("Verslag van veilige kopieën", "Record of safe copies"),
        "outcomes": ("Uitkomsten", "Outcomes"),
        "kinds": ("Per soort document", "By kind of document"),
        "unknown": ("onbekend model", "unknown model"),
        "why-held": ("Waarom vastgehouden", "Why held"),
        "why-failed": ("Waarom mislukt", "Why failed"),
        "why-skipped": ("Waarom overgeslagen", "Why skipped"),
        "throughput": ("Uitkomsten per minuut", "Outcomes a minute"),
        "copies": ("Enkele vrijgegeven kopieën", "Some released copies"),
        "not-released": ("Niet vrijgegeven", "Not released"),
        "runs": ("Uitgevoerd", "Runs"),
        "file": ("bestand", "file"),
        "outcome": ("uitkomst", "outcome"),
        "why": ("waarom", "why"),
        "more": ("In de tabel staan er nog:", "More in the table:"),
        "run": ("nr.", "no."),
        "began": ("begonnen", "began"),
        "ended": ("geëindigd", "ended"),
        "not-ended": ("niet", "it did not"),
        "engine": ("motor", "engine"),
        "settings": ("instellingen", "settings"),
        "versions": ("versies", "versions"),
        "footer": (
            (
                "Gemaakt door Redactor. Dit verslag bevat bestandsnamen en niets wat in de "
                "bestanden gelezen is; report.csv heeft alle rijen."
            ),
            (
                "Made by Redactor. This record holds names of files and nothing that was read in "
                "them; report.csv has every row."
            ),
        ),
    }
)
"""(Dutch, English) of each text."""


@dataclass(frozen=True, slots=True)
class ReportWords:
    """``redactor.batch.report.Words`` in one language."""

    lang: str

    def text(self, code: str) -> str:
        dutch, english = TEXTS[code]
        return english if self.lang == "en" else dutch

    def state(self, name: str) -> str:
        return batch_words.state(name, self.lang)

    def reason(self, code: str) -> str:
        return batch_words.reason(code, self.lang)
