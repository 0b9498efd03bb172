"""From covered pixels to a file: straighten, encode without anything but pixels, write whole."""

from redactor.export.a4 import A4_MM, Placement, combine_a4, layout_a4
from redactor.export.encoding import encode
from redactor.export.files import default_target, is_folder, resolve_target, write
from redactor.export.formats import Format, Sheet, choose_format
from redactor.export.rectify import straighten

__all__ = [
    "A4_MM",
    "Format",
    "Placement",
    "Sheet",
    "choose_format",
    "combine_a4",
    "default_target",
    "encode",
    "is_folder",
    "layout_a4",
    "resolve_target",
    "straighten",
    "write",
]
