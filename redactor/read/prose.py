"""Print that is no document's: a letter on a desk, pages of a contract that read well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.documents import business_lines, country_of, match_label
from redactor.documents.mrz import looks_like_mrz
from redactor.model import Located
from redactor.read.known import LOOSELY, Known, is_nobodys
from redactor.read.scene import WORDS, Line, Scene

CLEAR, MOST = 0.9, 0.9
"""Score of a line that reads well, and the share of a page's lines that must."""
LONG, LINES = 5, 6
"""Words of a line of running text, and fewest such lines."""
BUSINESS_LINES = 2
"""Lines naming numbers of invoices, customers or companies that make a text a letter."""
TOLD = 0.5
"""How surely a country is told from which a text is a document's."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_letter(scene: Scene) -> bool:
    """Whether a block of print beside documents is a letter's and has nothing of a document."""
    if scene.document.located is not Located.TEXT or scene.zones:
        return False
    if any(looks_like_mrz(text) >= LOOSELY for text in scene.texts):
        return False
    told = country_of(scene.texts, None)[1] >= TOLD
    return not told and business_lines(scene.texts) >= BUSINESS_LINES


def is_prose(known: Sequence[Known]) -> bool:
    """Whether a page's print is running text, all of which reads well, and of no document.

    Captions in three languages are as long as sentences: they do not count.  Of a page that is
    hard to read anything may be on it.
    """
    if not all(map(is_nobodys, known)):
        return False
    lines = [line for one in known for line in one.texts if line.signs >= WORDS]
    clear = [line for line in lines if line.score >= CLEAR]
    return len(clear) >= MOST * len(lines) and sum(map(_runs, clear)) >= LINES


def _runs(line: Line) -> bool:
    """Whether a line is one of running text."""
    words = len(_WORD.findall(line.text))
    return words >= LONG and looks_like_mrz(line.text) < LOOSELY and not match_label(line.text)
