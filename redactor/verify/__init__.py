"""The second look: is the finished copy safe?  Fails closed: a check that fails is a doubt.

Works on the finished bytes and the pixels decoded from them, with its own scales and readers, and
owes nothing to the stages that found and covered things.
"""

from redactor.verify.container import metadata_doubts
from redactor.verify.expectation import Expectation, SheetExpectation
from redactor.verify.gate import verify
from redactor.verify.unmarked import Unmarked

__all__ = ["Expectation", "SheetExpectation", "Unmarked", "metadata_doubts", "verify"]
