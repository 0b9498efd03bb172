"""Untrusted bytes in, upright RGB pages out.

The only stage that opens files given by a person.  Importing it loads neither numpy nor any
decoder: those come with the first file.
"""

from redactor.intake.limits import Limits
from redactor.intake.opening import open_bytes, open_pages

__all__ = ["Limits", "open_bytes", "open_pages"]
