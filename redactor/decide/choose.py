"""From findings and a profile to a plan: what is hidden, where the covers lie, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redactor.decide.padding import cover_quad, is_finite
from redactor.decide.profiles import Profile
from redactor.documents.models import DocumentModel, load_models
from redactor.errors import UsageError
from redactor.model import Action, Cover, Decision, Document, Doubt, Finding, Kind, Plan, Quad

SURE = 0.5
"""A hidden finding below this confidence is hidden and asks for a person's look."""

_IMPLIED_BY_BSN = frozenset({Kind.MRZ_BSN, Kind.CODE})
_NUMBER_PLACES = frozenset({Kind.BSN, Kind.MRZ_BSN, Kind.MRZ, Kind.CODE, Kind.OTHER})
_REPEATED_IN_MRZ = frozenset(
    {
        Kind.DOCUMENT_NUMBER,
        Kind.SURNAME,
        Kind.GIVEN_NAMES,
        Kind.BIRTH_DATE,
        Kind.SEX,
        Kind.NATIONALITY,
        Kind.EXPIRY_DATE,
    }
)


def hidden_kinds(
    profile: Profile, hide: frozenset[Kind] = frozenset(), keep: frozenset[Kind] = frozenset()
) -> frozenset[Kind]:
    """The kinds that are hidden, by these rules in order:

    1. the profile's kinds and those of ``hide``;
    2. hiding the citizen number hides it in the zone (``mrz-bsn``) and in codes (``code``);
    3. ``hide`` of a field that the zone repeats (number, names, birth, sex, nationality, expiry)
       hides the zone (``mrz``); the whole zone includes its ``mrz-bsn``;
    4. the kinds of ``keep`` stay, whatever hid them; ``keep`` implies nothing: who keeps ``bsn``
       keeps the printed number alone.

    Raises UsageError where a kind is in both ``hide`` and ``keep``.
    """
    both = sorted(hide & keep)
    if both:
        raise UsageError(
            f"“{both[0].value}” cannot be both hidden and kept; leave out one of the two.",
            field=both[0].value,
        )
    kinds = profile.hide | hide
    if Kind.BSN in kinds:
        kinds |= _IMPLIED_BY_BSN
    if hide & _REPEATED_IN_MRZ:
        kinds |= {Kind.MRZ}
    if Kind.MRZ in kinds:
        kinds |= {Kind.MRZ_BSN}
    return kinds - keep


def decide(
    findings: Sequence[Finding],
    documents: Sequence[Document],
    profile: Profile,
    *,
    page_size: tuple[int, int],
    hide: frozenset[Kind] = frozenset(),
    keep: frozenset[Kind] = frozenset(),
    doubts: Iterable[Doubt] = (),
    spare: Sequence[Quad] = (),
    models: Sequence[DocumentModel] | None = None,
) -> Plan:
    """The plan of one page.

    ``page_size``: (width, height) in px of the upright page.  ``hide`` and ``keep`` overrule the
    profile, see ``hidden_kinds``.  ``doubts``: what the readers want a person to see; they stay.
    ``spare``: further places (page px) that padding keeps clear of: lines that stay legible.
    Doubts of our own: "low-confidence" (hidden all the same), "no-place" (a reader gave corners
    that are no numbers), "nothing-found" (a page or a
    document without any finding: nothing found is not nothing there), "expected-not-found" (the
    model shows a citizen number here, and none was found; ``detail`` says which kind).
    """
    kinds = hidden_kinds(profile, hide, keep)
    decisions = tuple(
        Decision(finding, Action.HIDE if finding.kind in kinds else Action.KEEP)
        for finding in findings
    )
    quads = [d.finding.quad for d in decisions if d.action is Action.KEEP]
    kept = [quad for quad in (*quads, *spare) if is_finite(quad)]
    hidden = [d.finding for d in decisions if d.action is Action.HIDE]
    placed = [finding for finding in hidden if is_finite(finding.quad)]
    covers = tuple(Cover(cover_quad(f, kept, page_size), f.kind) for f in placed)
    own = [
        *(Doubt("no-place", f.kind.value) for f in hidden if not is_finite(f.quad)),
        # "not at least", so that a reader's NaN counts as unsure
        *(
            Doubt("low-confidence", f.kind.value, f.quad)
            for f in placed
            if not f.confidence >= SURE
        ),
        *_missing(findings, documents, kinds, load_models() if models is None else models),
    ]
    return Plan(profile.name, decisions, covers, tuple(dict.fromkeys((*doubts, *own))))


def _missing(
    findings: Sequence[Finding],
    documents: Sequence[Document],
    kinds: frozenset[Kind],
    models: Sequence[DocumentModel],
) -> list[Doubt]:
    """Doubts over what was not found although a citizen number is to be hidden."""
    if Kind.BSN not in kinds:
        return []
    if not findings:
        return [Doubt("nothing-found")]
    known = {model.id: model for model in models}
    doubts: list[Doubt] = []
    for index, document in enumerate(documents):
        seen = {finding.kind for finding in findings if finding.document == index}
        if not seen:
            doubts.append(Doubt("nothing-found", quad=document.quad))
            continue
        expected = _expected(known.get(document.model or ""))
        doubts += [
            Doubt("expected-not-found", kind.value, document.quad)
            for kind in expected
            if kind not in seen and kind in kinds and kind not in _within(findings, document)
        ]
    return doubts


def _within(findings: Sequence[Finding], document: Document) -> frozenset[Kind]:
    """Kinds that were seen on a document, be it by the look at the sheet it lies on."""
    return frozenset(f.kind for f in findings if document.quad.contains(f.quad.centre))


def _expected(model: DocumentModel | None) -> tuple[Kind, ...]:
    """What this model's side shows for certain: its number's places, its portraits, its fields.

    A field that a profile hides and nobody found may stand in the open.
    """
    if model is None:
        return ()
    shown = (
        (Kind.BSN, model.bsn_printed),
        (Kind.MRZ_BSN, model.bsn_in_mrz == "always"),
        (Kind.CODE, model.bsn_in_code),
    )
    fields = dict.fromkeys(field.kind for field in model.fields)
    return (
        *(kind for kind, there in shown if there),
        *(kind for kind in fields if kind not in _NUMBER_PLACES),
    )
