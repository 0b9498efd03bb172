"""What is made of a page: as its readers saw it, and as it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.documents import common_country, may_show_number
from redactor.model import Document, Doubt, Finding, Quad, Secret
from redactor.read.known import Known
from redactor.read.scene import Line, Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """What the readers saw on one page, not yet weighed; small enough to keep for every page.

    ``blank``: nothing is printed on it, and no reader looked.
    """

    documents: tuple[Document, ...]
    known: tuple[Known, ...]
    reading: Reading
    blank: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All documents' lines of text."""
        return tuple(line for one in self.known for line in one.texts)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A page's findings as they count, with what stays doubtful.

    ``documents``: those that matter, with their models; findings' ``document`` counts in them.
    ``legible``: lines that read well, which should still be legible where they are not covered.
    ``countries``: the documents' (ICAO codes), None where one's is not known.
    ``empty``: the page holds nothing or running text alone, and documents are on others of its
    file: that nothing was found on it is no question.
    """

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    doubts: tuple[Doubt, ...]
    legible: tuple[tuple[Quad, Secret], ...]
    countries: tuple[str | None, ...]
    empty: bool = False

    @property
    def country(self) -> str | None:
        """The country that counts for the page as a whole."""
        return common_country(self.countries)

    def is_home(self, finding: Finding) -> bool:
        """Whether a finding lies on no document of a country that prints no citizen number."""
        return at_home(finding, self.countries)


def at_home(finding: Finding, countries: Sequence[str | None]) -> bool:
    """Whether a finding lies on no document of a country that prints no citizen number."""
    return finding.document is None or may_show_number(countries[finding.document])
