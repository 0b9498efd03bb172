"""Finds every document on a page: corners, upright direction, rectified view."""

from redactor.locate.layout import Layout, locate
from redactor.locate.upright import rotated
from redactor.locate.view import document, rectify

__all__ = ["Layout", "document", "locate", "rectify", "rotated"]
