"""Untrusted bytes in, upright RGB pages out.

The only stage that opens files given by a person.  Importing it loads neither numpy nor any
decoder: those come with the first file.
"""

from redactor.intake.limits import Limits
from redactor.intake.opening import open_bytes, open_pages
from redactor.intake.sniff import sniff
from redactor.intake.source import Blob

__all__ = ["Blob", "Limits", "open_bytes", "open_pages", "sniff"]
