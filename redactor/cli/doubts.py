"""The codes of doubts in words; a test fails where a stage raises one that has none here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DOUBTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bsn-label-alone": (
            "er staat een kopje voor het burgerservicenummer zonder leesbaar nummer erbij",
            "there is a caption for the citizen number without a readable number beside it",
        ),
        "mrz-cells-unsure": (
            "de plaats van de tekens in de machineleesbare zone is onzeker",
            "the place of the characters in the machine readable zone is unsure",
        ),
    }
)
"""(Dutch, English) of each doubt, as a phrase that follows “needs review:”."""
