"""What is hidden on one page, as a value: every edit gives a new one.  Without Qt.

A finding that is hidden has a mark; a mark without a finding was drawn by a person, or comes
from the plan alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from redactor.decide.padding import cover_quad, is_finite
from redactor.model import Action, Cover, Decision, Doubt, Finding, Kind, Plan, Quad

PAIRED = 0.3
"""Overlap from which a cover belongs to a finding of its kind."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cover on its page; ``key`` stays the same while it is moved."""

    key: int
    quad: Quad
    kind: Kind
    finding: int | None = None
    own: bool = False
    """Drawn or moved by a person."""


@dataclass(frozen=True, slots=True)
class PageState:
    """A page as the person has it: marks, open doubts, and how it is turned."""

    profile: str
    findings: tuple[Finding, ...] = ()
    marks: tuple[Mark, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    turn: int = 0
    """Quarter turns clockwise that a person gave it, of the copy too."""
    next_key: int = 0
    settled: frozenset[Doubt] = frozenset()
    """Doubts a person has dealt with; another proposal does not raise them again."""
    touched: frozenset[int] = frozenset()
    """Findings that a person hid, showed, or moved the cover of."""
    dropped: frozenset[Quad] = frozenset()
    """Places of covers without a finding that a person took off."""

    def mark(self, key: int) -> Mark | None:
        return next((mark for mark in self.marks if mark.key == key), None)

    def mark_of(self, finding: int) -> Mark | None:
        return next((mark for mark in self.marks if mark.finding == finding), None)

    def hidden(self, finding: int) -> bool:
        return self.mark_of(finding) is not None


def from_plan(plan: Plan, first: int = 0) -> PageState:
    """The state a plan proposes.  ``first``: the first cover's key."""
    left = list(plan.covers)
    marks: list[Mark] = []
    for index, decision in enumerate(plan.decisions):
        if decision.action is not Action.HIDE:
            continue
        cover = _cover_of(decision.finding, left)
        if cover is not None:
            left.remove(cover)
            marks.append(Mark(first + len(marks), cover.quad, cover.kind, index))
    last = first + len(marks)
    marks += [Mark(last + n, cover.quad, cover.kind) for n, cover in enumerate(left)]
    findings = tuple(decision.finding for decision in plan.decisions)
    return PageState(plan.profile, findings, tuple(marks), plan.doubts, 0, first + len(marks))


def to_plan(state: PageState) -> Plan:
    """The plan to carry out."""
    return Plan(
        state.profile,
        tuple(
            Decision(finding, Action.HIDE if state.hidden(index) else Action.KEEP)
            for index, finding in enumerate(state.findings)
        ),
        tuple(Cover(mark.quad, mark.kind) for mark in state.marks),
        state.doubts,
        state.turn,
    )


def _cover_of(finding: Finding, covers: Sequence[Cover]) -> Cover | None:
    """The cover made for a finding: of its kind, over most of it."""
    if not is_finite(finding.quad):
        return None
    same = [cover for cover in covers if cover.kind is finding.kind]
    best = max(same, key=lambda cover: finding.quad.overlap(cover.quad), default=None)
    return best if best and finding.quad.overlap(best.quad) >= PAIRED else None


def toggled(state: PageState, finding: int, page_size: tuple[int, int]) -> PageState:
    """A finding hidden that was kept, or kept that was hidden."""
    mark = state.mark_of(finding)
    if mark is not None:
        return removed(state, mark.key)
    found = state.findings[finding]
    kept = [f.quad for i, f in enumerate(state.findings) if not state.hidden(i) and i != finding]
    quad = cover_quad(found, [other for other in kept if is_finite(other)], page_size)
    return _touched(_with(state, quad, found.kind, finding), finding)


def added(state: PageState, quad: Quad, kind: Kind = Kind.OTHER) -> PageState:
    """A cover more; its key is the state's ``next_key`` from before."""
    return _with(state, quad, kind, None)


def moved(state: PageState, key: int, quad: Quad) -> PageState:
    """A cover elsewhere, or of another size."""
    return replace(
        _decided(state, key),
        marks=tuple(
            replace(mark, quad=quad, own=True) if mark.key == key else mark for mark in state.marks
        ),
    )


def removed(state: PageState, key: int) -> PageState:
    """A cover less."""
    left = tuple(mark for mark in state.marks if mark.key != key)
    return replace(_decided(state, key), marks=left)


def answered(state: PageState, doubt: Doubt) -> PageState:
    """A doubt that a person has dealt with."""
    left = tuple(other for other in state.doubts if other != doubt)
    return replace(state, doubts=left, settled=state.settled | {doubt})


def turned(state: PageState, quarters: int) -> PageState:
    """Page and copy turned clockwise."""
    return replace(state, turn=(state.turn + quarters) % 4)


def reproposed(before: PageState, plan: Plan) -> PageState:
    """Another profile's proposal; everything that a person decided stays as it was."""
    after = from_plan(plan, before.next_key)
    same = _same_findings(before, after)
    taken = set(same.values())
    marks = [
        mark
        for mark in after.marks
        if mark.finding not in taken and not (mark.finding is None and mark.quad in before.dropped)
    ]
    for mark in before.marks:
        if mark.finding in same:
            marks.append(replace(mark, finding=same[mark.finding]))
        elif mark.own or mark.finding in before.touched:  # what it was for is not found any more
            marks.append(replace(mark, finding=None, own=True))
    left = tuple(doubt for doubt in after.doubts if doubt not in before.settled)
    return replace(
        after,
        marks=tuple(marks),
        doubts=left,
        turn=before.turn,
        settled=before.settled,
        touched=frozenset(taken),
        dropped=before.dropped,
    )


def _same_findings(before: PageState, after: PageState) -> dict[int | None, int]:
    """Where the findings that a person decided about are in another proposal of the page."""
    kinds = [[finding.kind for finding in state.findings] for state in (before, after)]
    if kinds[0] == kinds[1]:
        return {index: index for index in before.touched}
    found = after.findings
    return {
        index: found.index(before.findings[index])
        for index in before.touched
        if before.findings[index] in found
    }


def finding_of(state: PageState, doubt: Doubt) -> int | None:
    """The finding a doubt is about: the one at its place, of its kind where it names one."""
    if doubt.quad is None:
        return None
    for index, finding in enumerate(state.findings):
        if finding.quad == doubt.quad and doubt.detail in ("", finding.kind.value):
            return index
    return None


def _touched(state: PageState, finding: int) -> PageState:
    return replace(state, touched=state.touched | {finding})


def _decided(state: PageState, key: int) -> PageState:
    """The state in which a person decided about a cover of the proposal."""
    mark = state.mark(key)
    if mark is None or (mark.finding is None and mark.own):
        return state
    if mark.finding is not None:
        return _touched(state, mark.finding)
    return replace(state, dropped=state.dropped | {mark.quad})


def _with(state: PageState, quad: Quad, kind: Kind, finding: int | None) -> PageState:
    mark = Mark(state.next_key, quad, kind, finding, own=finding is None)
    return replace(state, marks=(*state.marks, mark), next_key=state.next_key + 1)
