"""What findings say by their reasons: a number named a person's, a portrait or a mere copy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redactor.model import Finding, Kind, Reason

NAMED = frozenset({"label", "licence-pair", "same-number"})
"""Signs by which a number is a person's wherever it stands."""
COPY, LIKELY_COPY = "same-photo", "same-photo-likely"
"""Reasons of a portrait known by another one: for certain, and no more than a little like it."""
SPECKS = "photo-specks"
"""Reason of what a copier left of a small picture."""
CLEAR_FACE = 0.8
"""Confidence of a portrait whose place counts although a surer one lies in it; a faint one may be
print around it."""
WITHIN = 0.7
"""Share of what is a little like a portrait in a number from which it is of that one's digits."""


def is_named(finding: Finding) -> bool:
    """Whether a caption or the like says that a number is a person's, or a portrait is there."""
    if finding.kind is Kind.PORTRAIT:
        return not is_likely_copy(finding)
    return bool(NAMED & {reason.code for reason in finding.why})


def is_likely_copy(finding: Finding) -> bool:
    """Whether something looks a little like a portrait seen elsewhere, or like specks of one."""
    return finding.why[:1] == (Reason(LIKELY_COPY),) or is_specks(finding)


def is_specks(finding: Finding) -> bool:
    """Whether nothing but a copier's specks tells of a picture: it is covered and not counted."""
    return finding.why[:1] == (Reason(SPECKS),)


def is_copy(finding: Finding) -> bool:
    """Whether a portrait is known by another alone, which tells no kind of page."""
    return not any(reason.code.startswith("face") for reason in finding.why)


def is_clear(finding: Finding) -> bool:
    """Whether a portrait was seen so well that it is one, whatever else is there."""
    return finding.kind is Kind.PORTRAIT and finding.confidence >= CLEAR_FACE


def pictured_documents(findings: Iterable[Finding]) -> frozenset[int | None]:
    """The documents on which a portrait was seen for itself."""
    return frozenset(f.document for f in findings if f.kind is Kind.PORTRAIT and not is_copy(f))


def without_digits(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings less those a little like a portrait that a number's own cover hides: its digits."""
    numbers = [f.quad for f in findings if f.kind is Kind.BSN]
    return tuple(
        f
        for f in findings
        if not (is_likely_copy(f) and any(f.quad.overlap(q) > WITHIN for q in numbers))
    )


def zoned_numbers(findings: Iterable[Finding]) -> frozenset[str]:
    """The numbers that stand in zones."""
    return frozenset(f.value.clear for f in findings if f.kind is Kind.MRZ_BSN and f.value)


def older_backs(findings: Sequence[Finding], zoned: frozenset[str]) -> frozenset[int | None]:
    """Documents without a code whose printed number stands in the zone of another.

    What has its number in the zone was issued before numbers went into codes (dutch_documents
    §1a): the other side of such a document carries none.  ``zoned``: numbers in zones, those of a
    file's other pages as well.
    """
    coded = {f.document for f in findings if f.kind is Kind.CODE}
    return frozenset(
        f.document
        for f in findings
        if f.kind is Kind.BSN
        and f.value is not None
        and f.document not in coded
        and f.value.clear in zoned
    )
