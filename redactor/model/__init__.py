"""The nouns the stages pass on: frozen, picklable, without I/O."""

from redactor.model.document import Document, Layout, Located
from redactor.model.finding import Finding, Kind, Reason, Secret
from redactor.model.geometry import Matrix, Point, Quad, Transform
from redactor.model.page import Page, Pixels
from redactor.model.plan import Action, Cover, Decision, Doubt, Plan, Verdict, Watermark

__all__ = [
    "Action",
    "Cover",
    "Decision",
    "Document",
    "Doubt",
    "Finding",
    "Kind",
    "Layout",
    "Located",
    "Matrix",
    "Page",
    "Pixels",
    "Plan",
    "Point",
    "Quad",
    "Reason",
    "Secret",
    "Transform",
    "Verdict",
    "Watermark",
]
