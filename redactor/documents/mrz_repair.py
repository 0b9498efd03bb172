"""Turning what an OCR engine read of a machine readable zone into lines of exact length.

Three steps: clean a line (``mrz_clean``), align it to a layout's
character classes (dropped and added fillers, look-alike letters and digits by position), then
mend what the check digits refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product

from redactor.documents.mrz_clean import GAP
from redactor.documents.mrz_grammar import (
    DUTCH,
    FILLER,
    Layout,
    MrzFormat,
    Span,
    check_digit,
    similar_code,
)

TO_DIGIT = dict(zip("OQDUILJZSGBATY", "00001112568477", strict=True))
"""Letters an engine reads where a digit stands, most likely digit first."""
TO_LETTER = dict(zip("0125684", "OIZSGBA", strict=True))
_ALIKE = {
    **dict(
        zip(
            "OISBZG015826",
            ("0", "1", "5", "8", "2", "6", "O", "IL", "S", "B", "Z", "G"),
            strict=True,
        )
    ),
    "Q": "0",
    "D": "0",
    "L": "1",
    "A": "4",
    "4": "A",
    "T": "7",
    "7": "T",
}
_PRIMARY = frozenset({"O0", "0O", "I1", "1I", "S5", "5S", "B8", "8B", "Z2", "2Z", "G6", "6G"})
_SEX = {"H": "M", "N": "M", "W": "M", "E": "F", "P": "F", "K": "<", "C": "<"}

_SKIP_FILLER = 0.7
_SKIP_SHORT = 0.9
_SKIP_LONE = 1.6
_SKIP_OTHER = 2.2
_MISFIT = 1.6
_MISSING = {"x": 0.7, "n": 0.15, "c": 1.2, "a": 1.6, "s": 1.5, "d": 2.2}
_AWAY_FROM_END = 0.03
_MISSING_ALONE = 0.9
_CUT_OFF = 6
_PER_UNREAD, _PER_UNREAD_DATED = 0.25, 0.1
_WIDTHS = frozenset({30, 36})
"""Signs of a whole line of a narrower format."""
_HIDDEN, _HALF_HIDDEN = 0.3, 0.5
"""Most of a line's beginning that may be hidden, and of a passport's that ends with a day of expiry
and what follows it."""
_ODD_SHAPE = 0.45


@lru_cache(maxsize=256)
def fit(char: str, cls: str) -> tuple[float, str]:
    """The cost of a character in a cell of a class, and what it becomes there."""
    if char == GAP:
        return _PER_UNREAD, FILLER
    if char == "?":
        return 1.0, FILLER if cls == "n" else char
    if char == FILLER:
        return {"d": 1.0, "c": 0.05, "a": 0.5}.get(cls, 0.0), char
    if cls in "dc":
        if char.isdigit():
            return 0.0, char
        if char not in TO_DIGIT:
            return _MISFIT, char
        return (0.3 if char + TO_DIGIT[char] in _PRIMARY else 0.8), TO_DIGIT[char]
    if cls in "an":
        if char.isalpha():
            return 0.0, char
        return (0.3, TO_LETTER[char]) if char in TO_LETTER else (_MISFIT, char)
    if cls == "s":
        if char in "MFX":
            return 0.0, char
        return (0.6, _SEX[char]) if char in _SEX else (_MISFIT, char)
    return 0.0, char


@dataclass(frozen=True, slots=True)
class Aligned:
    """A line of exact length, what it cost, and the cells nothing was read for."""

    text: str
    cost: float
    guessed: frozenset[int] = frozenset()


def align(text: str, classes: str, ends: tuple[int, ...]) -> Aligned:
    """The cleaned line stretched or shrunk to the classes' length.

    Cheapest edit path: a filler may be added or dropped (best at a field's end and beside
    another filler), any other character dearly; look-alikes turn into the class of their cell.
    """
    if len(text) == len(classes):
        fitted = [fit(char, cls) for char, cls in zip(text, classes, strict=True)]
        cost = sum(c for c, _ in fitted)
        if cost < _MISFIT:
            unread = frozenset(cell for cell, char in enumerate(text) if char == GAP)
            return Aligned("".join(char for _, char in fitted), cost, unread)
    return _cheapest_path(text, classes, ends)


def readings(text: str, layout: Layout, line: int) -> tuple[Aligned, ...]:
    """Ways to take a line: as a whole, or, too short, as one of which an end was not read.

    A thumb or a reflection on the line's beginning leaves the end at its place: such a line is
    counted from the right.
    """
    classes, ends = layout.classes[line], layout.ends[line]
    found = [align(text, classes, ends)]
    size, width = len(text), len(classes)
    short = width - size
    if layout.format.rows == 1 or classes[-1] == "n":
        return tuple(found)
    if short > _CUT_OFF - 1:
        head = align(text, classes[:size], ends[:size])
        cost = head.cost + _PER_UNREAD * short
        unread = head.guessed | frozenset(range(size, width))
        found.append(Aligned(head.text.ljust(width, FILLER), cost, unread))
    dated = _dated(text, layout, line)
    if 0 < short <= (_HALF_HIDDEN if dated else _HIDDEN) * width and (dated or size not in _WIDTHS):
        tail = align(text, classes[short:], tuple(end - short for end in ends[short:]))
        cost = tail.cost + (_PER_UNREAD_DATED if dated else _PER_UNREAD) * short
        unread = frozenset({*range(short), *(short + cell for cell in tail.guessed)})
        found.append(Aligned(tail.text.rjust(width, FILLER), cost, unread))
    return tuple(found)


def _dated(text: str, layout: Layout, line: int) -> bool:
    """Whether a line counted from its end has its day of expiry where a passport's has it."""
    if layout.format is not MrzFormat.TD3:
        return False
    day, digit = (layout.spans[name] for name in ("expiry", "expiry-check"))
    short = layout.format.columns - len(text)
    if day.line != line or day.start < short:
        return False
    read = "".join(TO_DIGIT.get(sign, sign) for sign in text[day.start - short : day.end - short])
    return read.isdecimal() and check_digit(read) == text[digit.start - short]


def heads(text: str) -> tuple[str, ...]:
    """A first line as it is, and with a dropped sign of a Dutch document's head put back."""
    if similar_code(text[2:5], DUTCH):
        return (text,)
    if text[1:4] == DUTCH:
        # a licence's second sign is a digit, of which a card has none
        return (text, "D" + text if text[0].isdigit() else text[:1] + FILLER + text[1:])
    if text[2:4] in ("NL", "ND", "LD"):
        return (text, text[:2] + DUTCH + text[4:])
    return (text,)


def _cheapest_path(text: str, classes: str, ends: tuple[int, ...]) -> Aligned:
    width = len(classes)
    missing = [
        _MISSING[cls] + _AWAY_FROM_END * (ends[cell] - cell) for cell, cls in enumerate(classes)
    ]
    best = [0.0]
    for cell in range(width):
        best.append(best[-1] + missing[cell])
    steps: list[list[str]] = [["-"] * (width + 1)]
    apart = [
        gap + (_MISSING_ALONE if cls == "x" else 0.0)
        for gap, cls in zip(missing, classes, strict=True)
    ]
    fits = {char: [fit(char, cls)[0] for cls in classes] for char in set(text)}
    for index, char in enumerate(text):
        skip = _skip(text, index)
        # after the last character read the rest of the line is simply missing
        beside = FILLER in text[index : index + 2] or index == len(text) - 1
        cost = best[0] + skip
        row = [cost]
        step = ["+"]
        for before, above, own, gap in zip(
            best, best[1:], fits[char], missing if beside else apart, strict=False
        ):
            match = before + own
            added = above + skip
            cost += gap
            if match <= added and match <= cost:
                cost = match
                step.append("=")
            elif added <= cost:
                cost = added
                step.append("+")
            else:
                step.append("-")
            row.append(cost)
        best = row
        steps.append(step)
    line, guessed = _trace(text, classes, steps)
    return Aligned(line, best[-1], guessed)


def _skip(text: str, index: int) -> float:
    """What leaving out an observed character costs: little in a run of fillers, else much."""
    if text[index] == GAP:
        return _SKIP_SHORT
    if text[index] not in "<?":
        return _SKIP_OTHER
    run = 1
    while text[max(0, index - run) : index] == FILLER * run:
        run += 1
    after = len(text) - index - len(text[index:].lstrip(FILLER))
    run += after - 1 if text[index] == FILLER else after
    return _SKIP_LONE if run < 2 else _SKIP_SHORT if run < 4 else _SKIP_FILLER


def _trace(text: str, classes: str, steps: list[list[str]]) -> tuple[str, frozenset[int]]:
    index, cell = len(text), len(classes)
    out: list[str] = []
    guessed: set[int] = set()
    while index or cell:
        step = steps[index][cell] if index else "-"
        if step == "=":
            out.append(fit(text[index - 1], classes[cell - 1])[1])
            if text[index - 1] == GAP:
                guessed.add(cell - 1)
        elif step == "-":
            out.append(FILLER)
            guessed.add(cell - 1)
        index -= step != "-"
        cell -= step != "+"
    return "".join(reversed(out)), frozenset(guessed)


def holds(lines: tuple[str, ...], layout: Layout) -> dict[str, bool]:
    """Each check of the layout by name: does its digit fit? An empty field may have a filler."""
    result: dict[str, bool] = {}
    for check in layout.checks:
        over = "".join(span.of(lines) for span in check.over)
        digit = check.digit.of(lines)
        result[check.name] = digit == check_digit(over) or (
            digit == FILLER and not over.strip(FILLER)
        )
    return result


def mend(lines: tuple[str, ...], layout: Layout, *, dutch: bool) -> tuple[str, ...]:
    """Lines in which one or two look-alikes are swapped where a field's check digit fails."""
    if dutch:
        lines = _dutch_rules(lines, layout)
    for name in ("document-number", "optional", "optional-2"):
        span = layout.spans.get(name)
        if span is None:
            continue
        lines = _put(lines, span, _even(span.of(lines)))
        checks = holds(lines, layout)
        if f"{name}-check" in layout.spans:
            guard = name
        else:
            # Without a digit of its own a field is judged by the composite, if all else is well.
            guard = "composite"
            if any(not ok for check, ok in checks.items() if check != guard):
                continue
        if not checks.get(guard, True):
            lines = _put(lines, span, _mended(lines, layout, span, guard, dutch=dutch))
    return lines


def _mended(lines: tuple[str, ...], layout: Layout, span: Span, guard: str, *, dutch: bool) -> str:
    """The likeliest text of the span that satisfies its check; the text as it is if none does."""
    text = span.of(lines)
    best: tuple[float, str] | None = None
    for cost, changes, variant in _variants(text):
        if (best is not None and cost >= best[0]) or (dutch and "O" in variant):
            continue
        checks = holds(_put(lines, span, variant), layout)
        # Two changes are believed only where the composite digit agrees as well; with that digit
        # alone only one plain change is.
        if guard == "composite":
            sure = changes == 1 and _turns(variant) <= _turns(text)
        else:
            sure = changes == 1 or checks.get("composite", True)
        if checks[guard] and sure:
            best = (cost, variant)
    return text if best is None else best[1]


def _even(text: str) -> str:
    """A lone G among digits as 6: the one look-alike pair that no check digit can tell apart."""
    for match in re.finditer(r"(?<=[0-9])G(?=[0-9])", text):
        changed = text[: match.start()] + "6" + text[match.end() :]
        if _turns(changed) <= 1:
            return changed
    return text


def _dutch_rules(lines: tuple[str, ...], layout: Layout) -> tuple[str, ...]:
    """The country code, and Dutch numbers: no letter O, the ninth sign and optional data digits."""
    spans = layout.spans
    for name in ("issuer", "nationality"):
        if name in spans and similar_code(spans[name].of(lines), DUTCH):
            lines = _put(lines, spans[name], DUTCH)
    number = spans["document-number"]
    text = number.of(lines).replace("O", "0")
    if len(text) == 9:
        text = text[:8] + TO_DIGIT.get(text[8], text[8])
    lines = _put(lines, number, text)
    optional = spans.get("optional")
    if optional is not None:
        text = optional.of(lines)
        repaired = "".join(FILLER if c in "KC" else TO_DIGIT.get(c, c) for c in text)
        lines = _put(lines, optional, repaired)
    return lines


def _variants(text: str) -> Iterator[tuple[float, int, str]]:
    """The text with one or two look-alikes swapped: cost, number of changes, result.

    A number that changes often between letters and digits is less likely than one that does not.
    """
    cells = [index for index, char in enumerate(text) if char in _ALIKE]
    for count in (1, 2):
        for places in combinations(cells, count):
            for chars in product(*(_ALIKE[text[place]] for place in places)):
                changed = list(text)
                cost = 0.0
                for place, char in zip(places, chars, strict=True):
                    cost += 1.0 if text[place] + char in _PRIMARY else 1.5
                    changed[place] = char
                result = "".join(changed)
                yield cost + _ODD_SHAPE * _turns(result), count, result


def _turns(text: str) -> int:
    core = text.rstrip(FILLER)
    return sum(a.isdigit() != b.isdigit() for a, b in pairwise(core))


def _put(lines: tuple[str, ...], span: Span, text: str) -> tuple[str, ...]:
    old = lines[span.line]
    changed = old[: span.start] + text + old[span.end :]
    return (*lines[: span.line], changed, *lines[span.line + 1 :])
