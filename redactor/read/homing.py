"""Findings on a block of text or a sheet that lie on a document: seen again, in another's frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from redactor.model import Document, Finding, Kind, Located, Quad, Reason
from redactor.read.scene import Reading
from redactor.read.signs import is_clear, is_copy, is_likely_copy

AROUND, INTO_ZONE = 0.25, 0.05
"""How far a photo reaches beyond its face, over its sides, and part of a line of a zone's that lies
on a face from which that is none."""
MOSTLY = 0.6
"""Part of the smaller of two photos that both have in common if they are one."""
REACHES = 0.2
"""Part of a faint face on a document's outline from which it is that one's to see."""


def homed(documents: Sequence[Document], reading: Reading) -> Reading:
    """What was found on text or a sheet and lies wholly in a document's outline is that one's.

    A faint face there is none, nor what looks a little like a copy: the document's own reader
    looked at the place and saw nothing; a clear one it saw itself, and in its own frame the photo
    around it stands straight.  A doubtful one over the outline's edge is of nobody: no photo goes
    on from a card to the paper under it.  Nor is one over the letters of a zone, nor what looks
    like a portrait's copy there, whichever search found it.
    """
    outlined = {i: d.quad for i, d in enumerate(documents) if d.located is Located.OUTLINE}
    zones = [f.quad for f in reading.findings if f.kind is Kind.MRZ]
    own = [f.quad for f in reading.findings if f.document in outlined and is_clear(f)]

    def elsewhere(finding: Finding) -> bool:
        at = finding.document
        return at is not None and documents[at].located is not Located.OUTLINE

    def home(finding: Finding) -> Finding:
        if not elsewhere(finding):
            return finding
        held = [i for i, quad in outlined.items() if all(map(quad.contains, finding.quad.points))]
        return replace(finding, document=held[0]) if held else finding

    def counts(finding: Finding) -> bool:
        copied = finding.kind is Kind.PORTRAIT and is_copy(finding)
        if copied and any(quad.contains(finding.quad.centre) for quad in zones):
            return False  # letters are alike now and then, and no picture is printed into a zone
        if not elsewhere(finding):
            return True
        if is_clear(finding) and any(_are_one(finding.quad, quad) for quad in own):
            return False
        if finding.why[:1] == (Reason("face-faint"),) or is_likely_copy(finding):
            return all(quad.overlap(finding.quad) <= REACHES for quad in outlined.values())
        seen = finding.kind is Kind.PORTRAIT and finding.why[:1] == (Reason("face"),)
        if not seen or is_clear(finding):
            return True
        face = finding.quad.padded(-AROUND * finding.quad.width, -AROUND * finding.quad.height)
        in_zone = any(face.shared(line) > INTO_ZONE for line in zones)
        return not (in_zone or any(_goes_over(finding.quad, q) for q in outlined.values()))

    return replace(reading, findings=tuple(home(f) for f in reading.findings if counts(f)))


def _goes_over(photo: Quad, card: Quad) -> bool:
    """Whether a photo lies on a card in part, and in part beside it."""
    return REACHES < photo.shared(card) < 1 - REACHES


def _are_one(one: Quad, other: Quad) -> bool:
    """Whether two photos are the same one: each has the other's middle in it, or most of it.

    A photo's box in a frame that lies aslant to it ends at edges that are not the photo's.
    """
    return (one.contains(other.centre) and other.contains(one.centre)) or one.shared(other) > MOSTLY
