"""All engines of one process, loaded on first use."""

from __future__ import annotations

from concurrent.futures import Executor

from redactor.engines.child import ReaderChild
from redactor.engines.codes import CodeEngine
from redactor.engines.faces import FaceEngine
from redactor.engines.heap import give_back, one_heap
from redactor.engines.orientation import OrientationEngine
from redactor.engines.passporteye import PassportEyeEngine
from redactor.engines.pool import pool
from redactor.engines.tesseract import TesseractEngine
from redactor.engines.text import TextEngine, TextLine

Lines = tuple[TextLine, ...]


class Engines:
    """The engines a road drives; one bundle a process.

    Threads of one ``pool`` may share it, two pieces of work that know nothing of each other may
    not.  ``threads``: how many an engine may use; batch workers say 1.  ``tesseract`` and
    ``passporteye`` share one child process, started when first used; ``close`` ends it.
    """

    def __init__(self, threads: int = 2) -> None:
        one_heap()
        self.threads = threads
        self.text = TextEngine(threads)
        self.faces = FaceEngine()
        self.orientation = OrientationEngine(threads)
        self.codes = CodeEngine()
        self._child = ReaderChild()
        self.tesseract = TesseractEngine(self._child)
        self.passporteye = PassportEyeEngine(self._child)

    def warm(self) -> None:
        """Loads every model, so that the first document waits no longer than the next."""
        self.start()
        self.text.warm()
        self.faces.warm()
        self.orientation.warm()

    def start(self) -> None:
        """Has the second readers' process start and load, without waiting for it."""
        if self.tesseract.available():
            self.tesseract.start()
        if self.passporteye.available():
            self.passporteye.start()

    def rest(self) -> None:
        """Hands memory back to the system that was kept for the next picture."""
        self.text.rest()
        self.faces.rest()
        give_back()

    def pool(self) -> Executor:
        """For pieces of work that need not wait for each other; one by one with one thread."""
        return pool(self.threads)

    def close(self) -> None:
        """Ends the second readers' process; the bundle can still be used, it starts anew."""
        self._child.close()
