"""What is known of documents: models, captions, machine readable zones, citizen numbers."""

from redactor.documents import bsn, mrz
from redactor.documents.countries import Country, load_countries
from redactor.documents.identify import country_of, identify
from redactor.documents.labels import LabelBook, LabelHit, load_labels, match_label
from redactor.documents.models import DocumentModel, FieldModel, load_models

__all__ = [
    "Country",
    "DocumentModel",
    "FieldModel",
    "LabelBook",
    "LabelHit",
    "bsn",
    "country_of",
    "identify",
    "load_countries",
    "load_labels",
    "load_models",
    "match_label",
    "mrz",
]
