"""Pages of running text beside a document's: a contract, the terms, a letter that reads well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redactor.documents import match_label
from redactor.documents.mrz import looks_like_mrz
from redactor.read.known import LOOSELY, Known, names_holder
from redactor.read.scene import WORDS, Line

CLEAR, MOST = 0.9, 0.9
"""Score of a line that reads well, and the share of a page's lines that must."""
LONG, LINES = 5, 6
"""Words of a line of running text, and fewest such lines."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_prose(known: Sequence[Known]) -> bool:
    """Whether a page's print is running text, all of which reads well, and of no document.

    Captions in three languages are as long as sentences: they do not count.  Of a page that is
    hard to read anything may be on it.
    """
    if any(one.country is not None or one.zones or names_holder(one) for one in known):
        return False
    lines = [line for one in known for line in one.texts if line.signs >= WORDS]
    clear = [line for line in lines if line.score >= CLEAR]
    return len(clear) >= MOST * len(lines) and sum(map(_runs, clear)) >= LINES


def _runs(line: Line) -> bool:
    """Whether a line is one of running text."""
    words = len(_WORD.findall(line.text))
    return words >= LONG and looks_like_mrz(line.text) < LOOSELY and not match_label(line.text)
