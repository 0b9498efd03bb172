"""Paint on pixels: opaque covers and the burned-in watermark.  Knows nothing of documents."""

from redactor.cover.fill import burn
from redactor.cover.stamp import watermark
from redactor.cover.wording import watermark_text

__all__ = ["burn", "watermark", "watermark_text"]
