"""Things that lie about: invoices with nine-digit numbers, letters, bank cards, bare tables."""

from __future__ import annotations

import numpy as np

from redactor.model import Kind, Pixels, Quad
from redactor.samples.canvas import Canvas, Ink
from redactor.samples.holder import computed_bsn, fictional
from redactor.samples.truth import Drawn
from tests.bench import captures, grounds, typefaces
from tests.bench.stranger_parts import pick

_FIRMS = ("Jansen Installatie BV", "De Groene Winkel", "Waterbedrijf Noord", "Garage Kuipers")
_LABELS = (
    "Factuurnummer", "Klantnummer", "Ordernummer", "Relatienummer", "Referentie", "Polisnummer",
    "Meternummer", "Uw kenmerk", "KvK", "Pakbon",
)  # fmt: skip
_GOODS = ("Arbeidsloon", "Materiaal", "Voorrijkosten", "Abonnement", "Levering", "Onderhoud")


def invoice(rng: np.random.Generator, *, known: bool = True) -> Drawn:
    """An A4 invoice at 8 px/mm; numbers of nine digits, half of which pass the eleven test.

    ``known``: records its numbers and dates as fields that must stay readable.
    """
    canvas = Canvas((210.0, 297.0), 8.0)
    canvas.pixels[:] = int(rng.integers(246, 256))
    font = pick(rng, typefaces.text_faces())
    ink, head = Ink(font, rng.uniform(2.2, 2.8)), Ink(font, rng.uniform(4, 6), grounds.shade(rng))
    canvas.text(20, 28, pick(rng, _FIRMS), head)
    canvas.text(20, 50, "FACTUUR", Ink(font, 4.5, weight=0.08))
    y = 64.0
    for at in rng.permutation(len(_LABELS))[: int(rng.integers(5, 9))]:
        number = computed_bsn(rng) if rng.random() < 0.5 else _digits(rng, int(rng.integers(6, 11)))
        canvas.text(20, y, _LABELS[int(at)], ink)
        canvas.text(68, y, number, ink, Kind.DOCUMENT_NUMBER if known else None)
        y += 6.5
    day = f"{int(rng.integers(1, 29)):02d}-{int(rng.integers(1, 13)):02d}-2026"
    canvas.text(20, y, "Datum", ink)
    canvas.text(68, y, day, ink)
    y += 16
    for _ in range(int(rng.integers(6, 16))):
        canvas.text(20, y, pick(rng, _GOODS), ink)
        canvas.text(95, y, _digits(rng, 9) if rng.random() < 0.3 else str(rng.integers(1, 20)), ink)
        canvas.text(190, y, f"{rng.integers(5, 900)},{rng.integers(10, 99)}", ink, align="right")
        y += 7
    canvas.text(20, 270, f"IBAN NL{_digits(rng, 2)} BANK 0{_digits(rng, 9)}", ink)
    canvas.text(
        20, 276, f"Btw NL{computed_bsn(rng)}B01   Tel 0{_digits(rng, 2)}-{_digits(rng, 7)}", ink
    )
    return Drawn(canvas.pixels, (canvas.place("invoice"),), fictional(0), 8.0)


def bank_card(rng: np.random.Generator, seed: int) -> Drawn:
    """A bank card of ID-1 size."""
    canvas = Canvas((85.6, 53.98), float(rng.uniform(11, 15)))
    grounds.paint(canvas, rng)
    deep = grounds.shade(rng)
    canvas.box(0, 0, 85.6, 53.98, deep, rng.uniform(0.5, 0.9))
    font, holder = pick(rng, typefaces.text_faces()), fictional(seed)
    white = (240, 240, 240)
    canvas.text(6, 10, pick(rng, ("VOORBEELDBANK", "Spaarbank Oost", "BANK")), Ink(font, 4, white))
    canvas.box(8, 19, 12, 9.5, (212, 180, 96), 1.0, 1.5)
    number = " ".join(_digits(rng, 4) for _ in range(4))
    canvas.text(8, 37, number, Ink(font, 3.6, white), Kind.DOCUMENT_NUMBER)
    canvas.text(
        8, 44, f"{int(rng.integers(1, 13)):02d}/29", Ink(font, 2.4, white), Kind.EXPIRY_DATE
    )
    canvas.text(8, 50, f"{holder.surname.upper()}", Ink(font, 2.6, white), Kind.SURNAME)
    return Drawn(canvas.pixels, (canvas.place("bank-card"),), holder, canvas.scale)


def bare(frame: tuple[int, int], rng: np.random.Generator) -> Drawn:
    """A desk without any document, with or without print on it."""
    page = captures.desk(frame, rng)
    if rng.random() < 0.5:
        littered(page, rng)
    holder = fictional(0)
    return Drawn(page, (), holder)


def blank(rng: np.random.Generator) -> Drawn:
    """A white or grey page with nothing but the sensor's noise."""
    size = (int(rng.integers(800, 2400)), int(rng.integers(800, 2400)), 3)
    page = rng.normal(rng.uniform(150, 250), rng.uniform(0.5, 5), size[:2])[..., None]
    pixels = np.repeat(np.clip(page, 0, 255), 3, axis=2).astype(np.uint8)
    return Drawn(pixels, (), fictional(0))


def littered(page: Pixels, rng: np.random.Generator) -> None:
    """Lays one to three invoices under and beside whatever will lie on the desk."""
    height, width = page.shape[:2]
    for _ in range(int(rng.integers(1, 4))):
        sheet = invoice(rng, known=False)
        tall = max(height, width) * rng.uniform(0.7, 1.4)
        wide = tall * 210 / 297
        middle = rng.uniform((0.0, 0.0), (1.0, 1.0)) * (width, height)
        target = captures.laid(wide, tall, rng.uniform(-180, 180), middle, 1.0)
        captures.drop_shadow(page, target, rng, 0.3)
        _lay_sharp(page, sheet.pixels, target)


def _lay_sharp(page: Pixels, sheet: Pixels, target: Quad) -> None:
    """A paper sheet, corners square, warped onto the page."""
    import cv2

    share = min(1.0, target.height / sheet.shape[0] * 1.1)
    small = cv2.resize(sheet, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    frame = Quad.rect(0, 0, small.shape[1], small.shape[0]).array().astype(np.float32)
    move = cv2.getPerspectiveTransform(frame, target.array().astype(np.float32))
    size = (page.shape[1], page.shape[0])
    warped = cv2.warpPerspective(small, move, size)
    cover = cv2.warpPerspective(np.full(small.shape[:2], 255, np.uint8), move, size)
    page[cover > 127] = warped[cover > 127]


def _digits(rng: np.random.Generator, count: int) -> str:
    return "".join(str(digit) for digit in rng.integers(0, 10, count))
