"""Independent readers of a located document, and what they make of it together."""

from redactor.read.pagewise import Known, Seen, conclude, read
from redactor.read.scene import Reader, Reading, Scene

__all__ = ["Known", "Reader", "Reading", "Scene", "Seen", "conclude", "read"]
