"""QR and other codes: where they are, and whether they hold a citizen number or might."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor.documents.bsn import candidates, is_real
from redactor.engines import Engines
from redactor.engines.codes import FINDERS, Code
from redactor.engines.modules import modular
from redactor.model import Doubt, Finding, Kind, Located, Quad, Reason, Secret
from redactor.read.scene import CRISP, WORDS, Line, Reading, Scene, is_text
from redactor.views import document, rectify

LEAST = 0.045
"""Least side of a code over the view's height; smaller finds are security print."""
MUCH = 0.4
"""Part of a code's place that text which reads must fill to say that there is none."""
AT_RIM, REACH = 0.05, 0.7
"""How near a view's rim a code ends that may go on beyond it, and how far it is looked for there,
over the code's own sides."""
SAME, LEAST_SIDE, LEAST_VIEW = 0.5, 12, 64
"""Overlap of a code seen twice, and px of a code and of a view at least."""
SURE_OUTLINE, AROUND = 0.7, 0.25
"""Confidence from which a code lies on one side of an outline, and how far around another it is
looked for, over its sides."""
MATRIX = frozenset(
    {
        "QRCode",
        "QRCodeModel1",
        "QRCodeModel2",
        "DataMatrix",
        "PDF417",
        "CompactPDF417",
        "Aztec",
        "AztecCode",
    }
)
"""Codes with room for a number, a name or a picture; bar codes hold one number and say which."""


class CodeReader:
    """Codes by two locators; an undecoded one must look like a code to count."""

    name = "codes"

    def read(self, scene: Scene, engines: Engines) -> Reading:
        """CODE findings for codes that hold a number or might; OTHER for bar codes that do not."""
        found = []
        for code in engines.codes.detect(scene.view, px_per_mm=scene.document.px_per_mm):
            finding = self._weigh(scene, code)
            if finding is not None:
                found.append(_whole(finding, code.quad, scene, engines))
        return Reading(tuple(found or self._across(scene, engines)))

    def _across(self, scene: Scene, engines: Engines) -> list[Finding]:
        """Codes through which an unsure outline runs, along a finger on the document's edge."""
        own = scene.document
        if own.located is not Located.OUTLINE or own.confidence >= SURE_OUTLINE:
            return []
        around = own.quad.padded(AROUND * own.quad.width, AROUND * own.quad.height)
        place = document(around, Located.PAGE, 1.0, round((1 + 2 * AROUND) * max(own.view)))
        wider = replace(scene, document=place, view=rectify(scene.page.pixels, place), lines=())
        found = [self._weigh(wider, code) for code in engines.codes.detect(wider.view)]
        return [one for one in found if one is not None and one.quad.shared(own.quad) > 0.0]

    def _weigh(self, scene: Scene, code: Code) -> Finding | None:
        quad = code.quad
        height = scene.view.shape[0]
        if code.text is None:
            if min(quad.width, quad.height) < LEAST * height:
                return None
            if is_text(quad, scene.lines):  # nothing reads in a code
                return None
            seen = code.engine == FINDERS
            if not seen and (not modular(scene.view, quad) or _reads(quad, scene.lines)):
                return None
            why, kind, sure = (Reason("code-located", code.symbology),), Kind.CODE, 0.7
        else:
            linear = code.symbology not in MATRIX
            harmless = linear and not candidates(code.text.clear)
            kind = Kind.OTHER if harmless else Kind.CODE
            why, sure = (Reason("code-decoded", code.symbology),), 0.99
        return Finding(
            kind,
            scene.document.to_page.quad(squared(quad)),
            sure,
            why,
            self.name,
            code.text,
            scene.index,
        )


def _whole(finding: Finding, quad: Quad, scene: Scene, engines: Engines) -> Finding:
    """A code at its view's rim as it is seen when the view does not end there.

    An outline may run through it, along a finger or a shadow.  Bars may be read from a single row.
    """
    if finding.kind is not Kind.CODE or min(quad.width, quad.height) < LEAST_SIDE:
        return finding
    height, width = scene.view.shape[:2]
    inner = Quad.rect(0, 0, width, height).padded(-AT_RIM * quad.width, -AT_RIM * quad.height)
    if all(map(inner.contains, quad.points)):
        return finding
    around = scene.document.to_page.quad(quad.padded(REACH * quad.width, REACH * quad.height))
    long = round((1 + 2 * REACH) * max(quad.width, quad.height))
    place = document(around, Located.PAGE, 1.0, max(LEAST_VIEW, long))
    seen = [
        place.to_page.quad(squared(code.quad))
        for code in engines.codes.detect(rectify(scene.page.pixels, place))
    ]
    same = [one for one in (finding.quad, *seen) if one.overlap(finding.quad) > SAME]
    return replace(finding, quad=max(same, key=lambda one: one.area))


def _reads(quad: Quad, lines: Sequence[Line]) -> bool:
    """Whether much of a place is text that reads perfectly.

    Two fields under one another have the modules' rows and columns on a copy in black and white.
    """
    text = sum(
        line.view.shared(quad) * min(line.view.area, quad.area)
        for line in lines
        if line.score >= CRISP and line.signs >= WORDS
    )
    return text > MUCH * quad.area


def number_in(text: Secret) -> str | None:
    """The citizen number in a code's text; None where there is none."""
    found = [c for c in candidates(text.clear) if not c.weak and not c.repaired]
    passing = [c for c in found if c.passes]
    return (passing or found)[0].digits if found else None


def squared(quad: Quad) -> Quad:
    """A located symbol with a module's breadth around: locators point at module centres."""
    return quad.padded(0.03 * quad.width, 0.03 * quad.height)


def number_in_code(finding: Finding) -> str | None:
    """The citizen number that a code found holds and that passes the eleven test, if any."""
    if finding.kind is not Kind.CODE or finding.value is None:
        return None
    number = number_in(finding.value)
    return number if number is not None and is_real(number) else None


def unprinted(findings: Iterable[Finding]) -> tuple[Doubt, ...]:
    """Doubts about a page on which a code holds a citizen number and none was found in print.

    Each Dutch document with such a code has the number in digits on the same side
    (dutch_documents §1): where they were not found they stand open.
    """
    every = tuple(findings)
    if any(finding.kind is Kind.BSN for finding in every):
        return ()
    return tuple(
        Doubt("expected-not-found", Kind.BSN.value, finding.quad)
        for finding in every
        if number_in_code(finding)
    )
