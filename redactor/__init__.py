"""Redactor: makes a safe copy of an identity document, offline."""

__version__ = "0.1.0"
