"""What is known of documents: models, captions, machine readable zones, citizen numbers."""

from redactor.documents import bsn, mrz
from redactor.documents.countries import (
    Country,
    common_country,
    load_countries,
    may_show_number,
    numbered,
)
from redactor.documents.dates import ends_date, is_date, starts_date
from redactor.documents.identify import country_of, identify
from redactor.documents.labels import (
    LabelBook,
    LabelHit,
    business_lines,
    is_cut_caption,
    is_other_number,
    load_labels,
    match_label,
)
from redactor.documents.models import DocumentModel, FieldModel, load_models
from redactor.documents.standard import StandardPage, standard_pages

__all__ = [
    "Country",
    "DocumentModel",
    "FieldModel",
    "LabelBook",
    "LabelHit",
    "StandardPage",
    "bsn",
    "business_lines",
    "common_country",
    "country_of",
    "ends_date",
    "identify",
    "is_cut_caption",
    "is_date",
    "is_other_number",
    "load_countries",
    "load_labels",
    "load_models",
    "match_label",
    "may_show_number",
    "mrz",
    "numbered",
    "standard_pages",
    "starts_date",
]
