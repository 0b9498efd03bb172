"""The objects of a PDF: pages that draw pictures and nothing else (ISO 32000-1)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from redactor.verify.jpeg import jpeg_extras

if TYPE_CHECKING:
    import pikepdf

_TRAILER = frozenset(
    {"/Root", "/Size", "/ID", "/Type", "/W", "/Index", "/Filter", "/DecodeParms", "/Length"}
)
"""Those of a cross-reference stream too, but no /Prev: an older revision, no /Encrypt."""
_CATALOG = frozenset({"/Type", "/Pages"})
_TREE = frozenset({"/Type", "/Kids", "/Count", "/Parent", "/MediaBox"})
_PAGE = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
)
_RESOURCES = frozenset({"/XObject", "/ProcSet"})
_PICTURE = frozenset(
    {"/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter",
     "/DecodeParms", "/Decode", "/Length", "/Interpolate"}
)  # fmt: skip
_OPERATORS = frozenset({"q", "Q", "cm", "Do"})
_COLOURS = frozenset({"/DeviceRGB", "/DeviceGray"})
_FILTERS = frozenset({"/DCTDecode", "/FlateDecode"})


class PdfLook:
    """What a PDF holds: ``extras`` not on the whitelist, ``streams`` decoded to search.

    Raises an error of pikepdf, or ValueError, where the file is broken or encrypted.
    """

    def __init__(self, data: bytes) -> None:
        import pikepdf

        self.extras: list[str] = []
        self._streams: list[bytes] = []
        self._seen: set[tuple[int, int]] = set()
        self._frame(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._keys(pdf.trailer, _TRAILER)
            self._keys(self._visit(pdf.Root), _CATALOG)
            self._tree(self._visit(pdf.Root.Pages))
            self._strays(pdf)

    @property
    def streams(self) -> tuple[bytes, ...]:
        return tuple(self._streams)

    def _frame(self, data: bytes) -> None:
        """One revision and nothing around it: an older one still holds what was there before."""
        if data.count(b"startxref") > 1 or data.count(b"%%EOF") > 1:
            self.extras.append("revisions")
        if data.rstrip(b"\r\n")[-5:] != b"%%EOF":
            self.extras.append("after-end")
        if not data.startswith(b"%PDF-"):
            self.extras.append("before-start")

    def _visit(self, thing: Any) -> Any:
        """Notes an object as reached."""
        if thing.is_indirect:
            self._seen.add(thing.objgen)
        return thing

    def _keys(self, holder: Any, allowed: frozenset[str]) -> None:
        self.extras += [key if key.isprintable() else "key" for key in holder if key not in allowed]

    def _tree(self, node: Any, depth: int = 0) -> None:
        """Pages below a node of the page tree."""
        if depth > 20:
            raise ValueError("the page tree is too deep")
        self._keys(node, _TREE)
        for kid in self._visit(node.Kids):
            self._visit(kid)
            if "/Kids" in kid:
                self._tree(kid, depth + 1)
            else:
                self._page(kid)

    def _page(self, page: Any) -> None:
        self._keys(page, _PAGE)
        for box in ("/MediaBox", "/CropBox"):
            if box in page:
                self._visit(page[box])
        resources = self._visit(page.get("/Resources", {})) if "/Resources" in page else {}
        self._keys(resources, _RESOURCES)
        if "/XObject" in resources:
            pictures = self._visit(resources["/XObject"])
            for name in pictures.keys():  # noqa: SIM118 - a PDF dictionary iterates its keys slowly
                self._picture(self._visit(pictures[name]))
        if "/Contents" in page:
            self._contents(page)

    def _contents(self, page: Any) -> None:
        import pikepdf

        contents = self._visit(page.Contents)
        parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        for part in parts:
            self._keys(self._visit(part), frozenset({"/Length", "/Filter", "/DecodeParms"}))
            self._streams.append(bytes(part.read_bytes()))
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator not in _OPERATORS:
                self.extras.append(f"operator-{operator}"[:24])

    def _picture(self, picture: Any) -> None:
        """A picture whose own bytes hold nothing but pixels either."""
        if picture.get("/Subtype") != "/Image":
            self.extras.append("xobject")
            return
        self._keys(picture, _PICTURE)
        if str(picture.get("/ColorSpace")) not in _COLOURS:
            self.extras.append("colour-space")
        filters = picture.get("/Filter")
        if str(filters) not in _FILTERS:
            self.extras.append("filter")
            return
        if filters == "/DCTDecode":
            self.extras += [f"jpeg:{name}" for name in jpeg_extras(picture.read_raw_bytes())]
        else:
            self._flate(picture)

    def _flate(self, picture: Any) -> None:
        """Packed pixels: exactly as many as the picture has."""
        pixels = picture.read_bytes()
        planes = 3 if picture.get("/ColorSpace") == "/DeviceRGB" else 1
        row = (int(picture.Width) * planes * int(picture.BitsPerComponent) + 7) // 8
        if len(pixels) != row * int(picture.Height):
            self.extras.append("picture-length")

    def _strays(self, pdf: pikepdf.Pdf) -> None:
        """Objects no page leads to: remains of something else."""
        import pikepdf

        for thing in pdf.objects:
            kind = thing.get("/Type") if isinstance(thing, pikepdf.Dictionary) else None
            if isinstance(thing, pikepdf.Stream) and thing.get("/Type") in ("/XRef", "/ObjStm"):
                continue
            if thing is None or thing.objgen in self._seen:
                continue
            self.extras.append(f"stray{kind or ''}"[:24])
