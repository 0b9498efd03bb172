"""Finds every document on a page: corners, upright direction, rectified view."""

from redactor.locate.layout import locate

__all__ = ["locate"]
