"""Third-party engines behind thin typed faces: no knowledge of documents, no decisions.

``locate``, ``read`` and ``verify`` share them.  Every engine loads on first use and stays warm;
an engine that fails raises ``EngineError`` and never answers with an empty list instead.
"""

import os

from redactor.engines.bundle import Engines, Lines

# onnxruntime 1.32 carries code that reports its use over the network; it leaves a file in the temp
# folder as soon as it is imported.  Only this variable, set before that, turns it off.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__all__ = ["Engines", "Lines"]
