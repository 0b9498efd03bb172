"""The road: intake → locate → read → decide → cover → verify → export.

Drivers (command line, window, batch) call this package and know nothing of documents.
What crosses its border is frozen and picklable; a job can be cancelled between stages.
"""

from redactor.pipeline.nouns import (
    Outcome,
    PageReading,
    PageRecord,
    Progress,
    Sealed,
    Settings,
    Silent,
)
from redactor.pipeline.opened import Opened
from redactor.pipeline.road import Road

__all__ = [
    "Opened",
    "Outcome",
    "PageReading",
    "PageRecord",
    "Progress",
    "Road",
    "Sealed",
    "Settings",
    "Silent",
]
