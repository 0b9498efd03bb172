"""What digits on a finished copy may be instead of a citizen number: what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos

from redactor.documents import bsn, is_date
from redactor.documents.mrz import looks_like_mrz
from redactor.model import Quad, Secret
from redactor.verify.expectation import Expectation, SheetExpectation
from redactor.verify.sight import Sight
from redactor.verify.zones import LOOKS, head_of, is_licence

COINCIDENCE = 5
"""Runs up to this length may stand in another field by chance: a date, a document number."""
BETTER, SAME = 0.15, 0.8
"""By how much another reading is surer, and part of a box that both share."""
ON_LINE = 0.5
"""Share of a number's place, which is padded, in the line it is read on."""
CRISP = 0.9
"""Score from which a line was read as it stands."""
LEVEL = 0.995
"""Cosine of the angle between a caption and its number, or a line and one the other way up."""
SMALL_PRINT = 2
"""Misread digits of a longer number that two others read alike."""
LOOK_ALIKE = str.maketrans("OoDQIl|!ZzSBG", "0000111122586")


@dataclass(frozen=True, slots=True)
class Excuse:
    """Digits that other fields had before: they are no evidence where they stand again.

    ``sights``: what the reader saw.  ``others``: what another one saw on the same copy.
    """

    sheet: SheetExpectation
    watermark: str
    sights: Sequence[Sight] = ()
    others: Sequence[Sight] = ()

    @staticmethod
    def of(
        sheet: SheetExpectation,
        expectation: Expectation,
        sights: Sequence[Sight] = (),
        others: Sequence[Sight] = (),
    ) -> Excuse:
        return Excuse(sheet, bsn.digits(expectation.watermark or ""), sights, others)

    def holds(self, run: str, sight: Sight | None) -> bool:
        """Whether a run of a known number is another field's; None: a line of unknown place."""
        if len(run) == bsn.LENGTH or (len(run) > COINCIDENCE and len(set(run)) > 2):
            return False
        if run in self.watermark or (sight is not None and self._read_better(run, sight)):
            return True
        if sight is None:
            return any(run in _digits(value) for _, value in self.sheet.legible)
        here = [
            (sight.sees(quad)[0], _digits(value))
            for quad, value in self.sheet.legible
            if quad.overlap(sight.quad) > 0.3
        ]
        # fields of one row, such as two dates, are read as one line now and then
        row = "".join(digits for _, digits in sorted(here))
        return run in row or run in bsn.digits(head_of(sight.text))

    def _read_better(self, run: str, sight: Sight) -> bool:
        """Whether another reading of the same box, the other way up, is far surer and has none."""
        return any(
            other is not sight
            and other.score > sight.score + BETTER
            and other.quad.overlap(sight.quad) > SAME
            and run not in bsn.digits(other.text)
            for other in self.sights
        )

    def explains(self, number: str, sight: Sight, place: Quad) -> bool:
        """Whether nine digits that nobody knows are something else that was read at their place."""
        return (
            self._knows(number)
            or self._read_better(number, sight)
            or self._stands_otherwise(sight, place)
            or self._is_of_a_zone(number, place)
            or self._is_of_a_longer(number, place)
            or self.is_read_longer(number, place)
            or self._is_read_as_a_date(place)
        )

    def _stands_otherwise(self, sight: Sight, place: Quad) -> bool:
        """Whether what is read here upside down, and not too well, read well the other way up."""
        return sight.score < CRISP and any(
            quad.shared(place) > SAME and cos(quad.angle - sight.quad.angle) < -LEVEL
            for quad, _ in self.sheet.legible
        )

    def _is_of_a_zone(self, number: str, place: Quad) -> bool:
        """Whether digits on a zone's legible line are that one's, two misread or won at an end."""
        return any(
            looks_like_mrz(value.clear) >= LOOKS
            and quad.shared(place) > ON_LINE
            and _is_part(number, bsn.digits(value.clear))
            for quad, value in self.sheet.legible
        )

    def _is_of_a_longer(self, number: str, place: Quad) -> bool:
        """Whether a longer number was read there, and on another line alike: a licence's."""
        before = [(quad, bsn.digits(value.clear)) for quad, value in self.sheet.legible]
        every = [*before, *((sight.quad, bsn.digits(sight.text)) for sight in self.sights)]
        return any(
            (_is_part(number, digits) or _is_shortened(number, digits))
            and any(digits in text for line, text in every if line.overlap(quad) == 0)
            for quad, digits in self._longer(place)
        )

    def is_read_longer(self, number: str, place: Quad) -> bool:
        """Whether a longer number was read there, and on the copy by another reader once more."""
        again = self._read_again(place)
        return any(
            (_is_part(number, digits) or _is_misread(number, digits, SMALL_PRINT))
            and any(digits in text for text in again)
            for _, digits in self._longer(place)
        )

    def _is_read_as_a_date(self, place: Quad) -> bool:
        """Whether a date alone was read there, and the same on the copy by another reader."""
        before = [value.clear for quad, value in self.sheet.legible if quad.shared(place) > ON_LINE]
        again = self._read_again(place)
        return any(bsn.digits(text) in again and is_date(text) for text in before)

    def is_read_as_licence(self, sight: Sight) -> bool:
        """Whether a zone's line is a licence's to another reader, who read it well."""
        return any(map(is_licence, self._seen_again(sight.quad)))

    def _read_again(self, place: Quad) -> list[str]:
        """Digits of each line that another reader read well at a place on the copy."""
        return [bsn.digits(text) for text in self._seen_again(place)]

    def _seen_again(self, place: Quad) -> list[str]:
        return [
            other.text
            for other in self.others
            if other.score >= CRISP and other.quad.shared(place) > ON_LINE
        ]

    def _longer(self, place: Quad) -> Iterator[tuple[Quad, str]]:
        """Numbers of more digits that were read at a place before, with their own."""
        for quad, value in self.sheet.legible:
            digits = bsn.digits(value.clear)
            if quad.shared(place) > ON_LINE and digits.isdecimal() and len(digits) > bsn.LENGTH:
                yield quad, digits

    def _knows(self, number: str) -> bool:
        """Whether nine digits stood in a legible line before, or stand in the watermark.

        A document's number with letters like digits is nine digits to a reader of its zone.
        """
        return number in self.watermark or any(
            number in bsn.digits(text) or (_is_lettered(text) and _is_misread(number, _alike(text)))
            for text in (value.clear for _, value in self.sheet.legible)
        )


def _is_part(number: str, digits: str) -> bool:
    """Whether nine digits are in a row of digits, two of them misread or won at an end."""
    most = len(number) - 2
    return any(number[start : start + most] in digits for start in range(3))


def _is_shortened(number: str, digits: str) -> bool:
    """Whether digits are those of a longer row but for one that was not read."""
    return any(digits[:at] + digits[at + 1 :] == number for at in range(len(digits)))


def _is_misread(number: str, digits: str, most: int = 1) -> bool:
    """Whether nine digits are nine in a row of others, ``most`` of them misread."""
    rows = (digits[at : at + len(number)] for at in range(len(digits) - len(number) + 1))
    return any(sum(a != b for a, b in zip(number, row, strict=True)) <= most for row in rows)


def _digits(value: Secret) -> str:
    """What a legible line shows without separators, letters that look like digits as those."""
    return bsn.digits(_alike(value.clear))


def _alike(text: str) -> str:
    return text.translate(LOOK_ALIKE)


def _is_lettered(text: str) -> bool:
    """Whether a text is a document's number with a letter in it (dutch_documents §1c)."""
    return len(text) == bsn.LENGTH and text.isalnum() and not text.isdecimal()
