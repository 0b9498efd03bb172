"""The Dutch citizen number (BSN) as it stands in a line of text: arithmetic and candidates.

The eleven test (weights 9 8 7 6 5 4 3 2 -1, sum divisible by 11) is python-stdnum's; one random
number in eleven passes it and official specimens carry 000000000, so it is a sign, never a
requirement.  Lengths and separators: dutch_documents §2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LENGTH = 9
_SEPARATORS = " ~=:\u00a0\u2007\u2009\u202f.,-\u2010\u2011\u2012\u2013\u2014_·'"
_STRIPPED = str.maketrans("", "", _SEPARATORS + "/")
_CONFUSED = str.maketrans("OoDQIl|!ZzSBGTt?", "0000111122586777")
_TRUE = frozenset("0123456789")
_LOOSE = _TRUE | frozenset("OoDQIl|!ZzSBGTt?")
_MIN_TRUE = 6
_USUAL = frozenset({(3, 3, 3), (4, 2, 3)})
_WRITTEN = re.compile(r"\d{4}\.\d{2}\.\d{3}")
"""How the Dutch write one (dutch_documents §2; python-stdnum): no other number is written so."""
_EIGHT = frozenset({(8,), (3, 2, 3), (2, 3, 3)})
_LICENCE = 10
_SPLIT = 2
"""Most groups in which any division counts as nine digits: a reader's stray space makes two."""
_DATE_TAIL = re.compile(r"(?:0[1-9]|[12]\d|3[01])[.\-/ ](?:0[1-9]|1[0-2])[.\-/ ](?:19|20)\d{2}$")
_PHONE = re.compile(r"(?:\+|\b00)\d{1,3}[\s.\-]*(?:\(0\)[\s.\-]*)?$")


def as_digits(text: str) -> str:
    """A text of the same length in which signs that readers take for digits are those."""
    return text.translate(_CONFUSED)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a line that could be a citizen number.

    ``start``, ``end``: half-open character range in the original text.  ``digits``: nine digits,
    zero-filled and repaired.  ``passes``: the eleven test.  ``weak``: eight digits, or cut out of
    a longer row of groups.  ``repaired``: letters were read as digits.
    """

    start: int
    end: int
    digits: str
    passes: bool
    weak: bool = False
    repaired: bool = False

    def __repr__(self) -> str:
        return (
            f"Candidate({self.start}, {self.end}, passes={self.passes}, weak={self.weak}, "
            f"repaired={self.repaired})"
        )


@dataclass(frozen=True, slots=True)
class _Group:
    """A solid run of digit-like characters."""

    start: int
    end: int
    text: str

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def true_digits(self) -> int:
        return sum(c in _TRUE for c in self.text)


def digits(text: str) -> str:
    """The text without the separators a number may be written with: spaces, dots, dashes, slash."""
    return text.translate(_STRIPPED)


def passes_eleven_test(number: str) -> bool:
    """Whether nine ASCII digits satisfy the eleven test; 000000000 does."""
    if len(number) != LENGTH or not set(number) <= _TRUE:
        return False
    from stdnum.nl import bsn

    return int(bsn.checksum(number)) == 0


def is_written_as_one(text: str) -> bool:
    """Whether nine digits are divided by dots as a citizen number's are: 1234.56.782."""
    return _WRITTEN.fullmatch(text) is not None


def is_real(number: str) -> bool:
    """Whether nine digits could be somebody's number: the eleven test holds, not all zeros."""
    return passes_eleven_test(number) and int(number) > 0


def candidates(text: str) -> list[Candidate]:
    """Every stretch of one line of text that could be a citizen number, from left to right.

    Stretches never overlap: digits alone win over OCR's look-alike letters read as digits, a
    firm candidate over a weak one.  Dates, telephone numbers with a country code and longer
    digit runs are not cut up.
    """
    offered = [
        *_search(text, _groups(text, _TRUE), repaired=False),
        *_search(text, _groups(text, _LOOSE), repaired=True),
    ]
    found: list[Candidate] = []
    for candidate in sorted(offered, key=lambda c: (c.weak, c.repaired)):
        if all(candidate.end <= c.start or candidate.start >= c.end for c in found):
            found.append(candidate)
    return sorted(found, key=lambda c: c.start)


def _groups(text: str, allowed: frozenset[str]) -> list[_Group]:
    """Solid runs of allowed characters that hold at least one true digit."""
    groups: list[_Group] = []
    start: int | None = None
    for index, char in enumerate(text + "\n"):
        if char in allowed:
            start = index if start is None else start
        elif start is not None:
            group = _Group(start, index, text[start:index])
            if group.true_digits:
                groups.append(group)
            start = None
    return groups


def _search(text: str, groups: list[_Group], *, repaired: bool) -> Iterator[Candidate]:
    for chain in _chains(text, groups):
        yield from _from_chain(text, chain, repaired=repaired)


def _chains(text: str, groups: list[_Group]) -> Iterator[list[_Group]]:
    """Rows of groups held together by one or two separators; dates stand apart."""
    chain: list[_Group] = []
    for group in groups:
        gap = text[chain[-1].end : group.start] if chain else ""
        if chain and not (1 <= len(gap) <= 3 and all(c in _SEPARATORS for c in gap)):
            yield from _without_dates(chain)
            chain = []
        chain.append(group)
    if chain:
        yield from _without_dates(chain)


def _without_dates(chain: list[_Group]) -> Iterator[list[_Group]]:
    rest: list[_Group] = []
    index = 0
    while index < len(chain):
        if _is_date(chain[index : index + 3]):
            if rest:
                yield rest
            rest = []
            index += 3
        else:
            rest.append(chain[index])
            index += 1
    if rest:
        yield rest


def _is_date(groups: list[_Group]) -> bool:
    if len(groups) != 3 or not all(g.text.isdecimal() and g.text.isascii() for g in groups):
        return False
    sizes = [g.size for g in groups]
    if sizes == [4, 2, 2]:
        ordered = groups[::-1]
    elif sizes[2] != 4 or max(sizes[:2]) > 2:
        return False
    else:
        ordered = groups
    return _is_day(*(g.text for g in ordered))


def _solid_date(text: str) -> bool:
    """Whether eight digits are a day, a month and a year between which no spaces were seen."""
    if len(text) != LENGTH - 1 or not text.isdecimal():
        return False
    return _is_day(text[:2], text[2:4], text[4:]) or _is_day(text[6:], text[4:6], text[:4])


def _is_day(day: str, month: str, year: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and 1900 <= int(year) <= 2099


def _from_chain(text: str, chain: list[_Group], *, repaired: bool) -> Iterator[Candidate]:
    sizes = tuple(g.size for g in chain)
    total = sum(sizes)
    if total == LENGTH and not _telephone(text, chain[0].start):
        if not _stuck_to_date(text[chain[0].start : chain[-1].end]):
            usual = len(sizes) <= _SPLIT or sizes in _USUAL
            yield from _candidate(text, chain, weak=not usual, repaired=repaired)
        return
    if total == LENGTH - 1 and sizes in _EIGHT and not repaired:
        if not _telephone(text, chain[0].start) and not _solid_date(chain[0].text):
            yield from _candidate(text, chain, weak=True, repaired=False)
        return
    used = 0
    for index, group in enumerate(chain):
        if index < used or _telephone(text, group.start):
            continue
        window = chain[index : index + 3]
        if group.size == LENGTH:
            yield from _candidate(text, [group], weak=False, repaired=repaired)
            used = index + 1
        elif tuple(g.size for g in window) in _USUAL and _stands_apart(text, chain, index):
            yield from _candidate(text, window, weak=True, repaired=repaired)
            used = index + 3
        elif group.size > LENGTH:
            yield from _inside(text, group, repaired=repaired)


def _stuck_to_date(text: str) -> bool:
    """Whether nine digits are a field's number run into a date: "3.03.12.1976" on a licence."""
    return _DATE_TAIL.search(text) is not None


def _stands_apart(text: str, chain: list[_Group], index: int) -> bool:
    """Whether three groups share one separator and their neighbours are not single digits of it."""
    gaps = [text[a.end : b.start] for a, b in pairwise(chain)]
    inner = gaps[index : index + 2]
    if inner[0] != inner[1]:
        return False
    before = chain[index - 1] if index else None
    after = chain[index + 3] if index + 3 < len(chain) else None
    clear_before = before is None or gaps[index - 1] != inner[0] or before.size > 1
    clear_after = after is None or gaps[index + 2] != inner[0] or after.size > 1
    return clear_before and clear_after


def _inside(text: str, group: _Group, *, repaired: bool) -> Iterator[Candidate]:
    """Nine digits in a longer solid run: a licence's two numbers, or letters stuck to it."""
    if not repaired:
        head = group.text[:LENGTH]
        tail = group.size - LENGTH
        # "BSN / licence number" whose slash was dropped or read as a 1 or a 7 (RDW model 2014).
        slash_read = tail == _LICENCE + 1 and group.text[LENGTH] in "17"
        if (tail == _LICENCE or slash_read) and passes_eleven_test(head):
            yield Candidate(group.start, group.start + LENGTH, head, True, True, True)
        return
    extra = group.size - LENGTH
    for lead in range(min(extra, 3) + 1):
        cut = group.text[:lead] + group.text[lead + LENGTH :]
        part = group.text[lead : lead + LENGTH]
        enough = sum(c in _TRUE for c in part) >= _MIN_TRUE
        if enough and not set(cut) & _TRUE and not _in_a_word(text, group.start, group.end):
            start, number = group.start + lead, as_digits(part)
            passes = passes_eleven_test(number)
            yield Candidate(start, start + LENGTH, number, passes, True, True)
            return


def _candidate(
    text: str, groups: list[_Group], *, weak: bool, repaired: bool
) -> Iterator[Candidate]:
    joined = "".join(g.text for g in groups)
    if sum(c in _TRUE for c in joined) < _MIN_TRUE:
        return
    start, end = groups[0].start, groups[-1].end
    if repaired and _in_a_word(text, start, end):
        return
    number = as_digits(joined).zfill(LENGTH)
    yield Candidate(start, end, number, passes_eleven_test(number), weak, repaired)


def _in_a_word(text: str, start: int, end: int) -> bool:
    """Whether letters adjoin, as in a document number; a label run into the number may."""
    before = text[:start]
    if before and before[-1].isalpha() and not re.search(r"(?:BSN|NR|NO)$", before, re.IGNORECASE):
        return True
    return end < len(text) and text[end].isalpha()


def _telephone(text: str, start: int) -> bool:
    """Whether a country code stands before."""
    return _PHONE.search(text[:start]) is not None
