"""What a page's findings come to together: which documents count and which doubts remain."""

from __future__ import annotations

from redactor.model import Document, Doubt, Finding, Kind, Located, Quad, Reason, Secret
from redactor.read import Conclusion, conclude
from redactor.read.known import Known
from redactor.read.pagewise import Seen
from redactor.read.scene import Reading
from redactor.views import document

ONE, TWO = Quad.rect(100, 100, 856, 540), Quad.rect(100, 800, 856, 540)
ALONE = Doubt("bsn-label-alone", "persoonsnummer", Quad.rect(500, 900, 150, 20))


def _number(index: int, at: Quad, *signs: str, sure: float = 0.2) -> Finding:
    why = tuple(Reason(sign) for sign in ("nine-digits", "checksum", *signs))
    return Finding(Kind.BSN, at, sure, why, "number", Secret("123456782"), index)


def _concluded(
    second: Located, findings: tuple[Finding, ...], doubts: tuple[Doubt, ...] = ()
) -> Conclusion:
    """A Dutch card, and under it another document or print."""
    places: tuple[Document, ...] = (
        document(ONE, Located.OUTLINE, 0.9),
        document(TWO, second, 0.9),
    )
    country = "NLD" if second is Located.OUTLINE else None
    known = (Known("NLD", (), ()), Known(country, (), ()))
    (conclusion,) = conclude([Seen(places, known, Reading(findings, doubts))])
    return conclusion


def test_a_number_on_one_card_names_none_on_another() -> None:
    labelled = _number(0, Quad.rect(500, 200, 120, 20), "label", sure=0.95)
    codes = [d.code for d in _concluded(Located.OUTLINE, (labelled,), (ALONE,)).doubts]
    assert "bsn-label-alone" in codes
    here = Doubt("bsn-label-alone", "persoonsnummer", Quad.rect(500, 160, 150, 20))
    codes = [d.code for d in _concluded(Located.OUTLINE, (labelled,), (here,)).doubts]
    assert "bsn-label-alone" not in codes


def test_nine_digits_make_no_letter_a_document() -> None:
    bare = _number(1, Quad.rect(300, 1000, 120, 20))
    assert len(_concluded(Located.TEXT, (bare,)).documents) == 1
    named = _number(1, Quad.rect(300, 1000, 120, 20), "label", sure=0.95)
    assert len(_concluded(Located.TEXT, (named,)).documents) == 2


def test_a_customers_number_in_a_letter_stays() -> None:
    customers = _number(1, Quad.rect(300, 1000, 120, 20), "other-number")
    assert not [f for f in _concluded(Located.TEXT, (customers,)).findings if f.kind is Kind.BSN]
