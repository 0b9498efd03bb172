"""The codes of doubts, and the fields, in words; a test fails where a stage raises another one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DOUBTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bsn-label-alone": (
            "er staat een kopje voor het burgerservicenummer zonder leesbaar nummer erbij",
            "there is a caption for the citizen number without a readable number beside it",
        ),
        "expected-not-found": (
            "niet gevonden wat op zo'n document hoort te staan",
            "not found what such a document should carry",
        ),
        "low-confidence": (
            "afgedekt, maar onzeker of het de goede plek is",
            "covered, but unsure whether it is the right place",
        ),
        "mrz-cells-unsure": (
            "de plaats van de tekens in de machineleesbare zone is onzeker",
            "the place of the characters in the machine readable zone is unsure",
        ),
        "nothing-found": (
            "niets gevonden, en dat betekent niet dat er niets staat",
            "nothing found, which does not mean that nothing is there",
        ),
        "no-place": (
            "gevonden, maar zonder bruikbare plaats",
            "found, but without a usable place",
        ),
        "portrait-not-found": (
            "op deze bladzijde hoort een pasfoto, en er is er geen gevonden",
            "this page should carry a portrait, and none was found",
        ),
        "text-not-read": (
            "er was nauwelijks tekst te lezen; maak een scherpere foto",
            "hardly any text could be read; take a sharper photo",
        ),
        "zone-not-read": (
            "de machineleesbare zone is niet gelezen",
            "the machine readable zone was not read",
        ),
        "check-failed": (
            "een controle van de kopie is niet gelukt",
            "a check of the copy did not work",
        ),
        "code-visible": (
            "er is nog een leesbare code op de kopie",
            "a code can still be read on the copy",
        ),
        "cover-not-solid": (
            "een afdekking is niet helemaal dicht",
            "a cover is not solid all over",
        ),
        "face-visible": (
            "er is nog een gezicht te zien",
            "a face can still be seen",
        ),
        "field-lost": (
            "gegevens die leesbaar moeten blijven zijn dat niet meer",
            "fields that should stay legible no longer are",
        ),
        "metadata": (
            "het bestand bevat meer dan alleen beeld",
            "the file holds more than pixels",
        ),
        "number-visible": (
            "er is nog een nummer te lezen dat een burgerservicenummer kan zijn",
            "a number that may be the citizen number can still be read",
        ),
        "sheets-differ": (
            "de kopie heeft een ander aantal bladzijden dan bedoeld",
            "the copy has another number of pages than intended",
        ),
    }
)
"""(Dutch, English) of each doubt, as a phrase that follows “needs review:”."""

FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bsn": ("burgerservicenummer", "citizen number"),
        "mrz-bsn": ("burgerservicenummer in de MRZ", "citizen number in the MRZ"),
        "mrz": ("machineleesbare zone", "machine readable zone"),
        "code": ("code", "code"),
        "portrait": ("pasfoto", "portrait"),
        "signature": ("handtekening", "signature"),
        "document-number": ("documentnummer", "document number"),
        "can": ("toegangsnummer (CAN)", "card access number (CAN)"),
        "surname": ("achternaam", "surname"),
        "given-names": ("voornamen", "given names"),
        "birth-date": ("geboortedatum", "date of birth"),
        "birth-place": ("geboorteplaats", "place of birth"),
        "sex": ("geslacht", "sex"),
        "height": ("lengte", "height"),
        "nationality": ("nationaliteit", "nationality"),
        "issue-date": ("datum van afgifte", "date of issue"),
        "expiry-date": ("geldig tot", "date of expiry"),
        "authority": ("instantie", "authority"),
        "address": ("adres", "address"),
        "other": ("ander gegeven", "other field"),
    }
)
"""(Dutch, English) of the fields, which are often the detail of a doubt."""
