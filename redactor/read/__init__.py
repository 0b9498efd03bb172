"""Independent readers of a located document, and what they make of it together."""

from redactor.read.blank import is_blank
from redactor.read.codes import number_in_code
from redactor.read.known import Known
from redactor.read.mirrored import is_mirrored
from redactor.read.nouns import Conclusion, Seen
from redactor.read.pagewise import conclude, read
from redactor.read.scene import Reader, Reading, Scene

__all__ = [
    "Conclusion",
    "Known",
    "Reader",
    "Reading",
    "Scene",
    "Seen",
    "conclude",
    "is_blank",
    "is_mirrored",
    "number_in_code",
    "read",
]
