"""All engines of one process, loaded on first use."""

from __future__ import annotations

from redactor.engines.codes import CodeEngine
from redactor.engines.faces import FaceEngine
from redactor.engines.orientation import OrientationEngine
from redactor.engines.text import TextEngine, TextLine

Lines = tuple[TextLine, ...]


class Engines:
    """The engines a road drives; one bundle a process, not shared between threads.

    ``threads``: how many an engine may use; batch workers say 1.
    """

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads
        self.text = TextEngine(threads)
        self.faces = FaceEngine()
        self.orientation = OrientationEngine(threads)
        self.codes = CodeEngine()

    def warm(self) -> None:
        """Loads every model, so that the first document waits no longer than the next."""
        self.text.warm()
        self.faces.warm()
        self.orientation.warm()
