"""Third-party engines behind thin typed faces: no knowledge of documents, no decisions.

``locate``, ``read`` and ``verify`` share them.  Every engine loads on first use and stays warm;
an engine that fails raises ``EngineError`` and never answers with an empty list instead.
"""

from redactor.engines.bundle import Engines, Lines

__all__ = ["Engines", "Lines"]
