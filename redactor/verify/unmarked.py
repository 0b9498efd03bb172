"""What a sheet showed before its watermark was drawn: what the mark alone shows is no portrait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from redactor.model import Pixels, Quad, Transform

LONG_PX = 1600
"""Long side in px that is kept: no face is looked for on a larger picture."""
QUALITY = 90


@dataclass(frozen=True, slots=True)
class Unmarked:
    """A covered sheet without its watermark, small and encoded: pages wait together for their look.

    ``place``: where it lies, in px of the sheet that is looked at.  ``jpeg``: its bytes, in memory
    only; they show no more than the finished copy.
    """

    place: Quad
    jpeg: bytes = field(repr=False)

    @staticmethod
    def of(pixels: Pixels) -> Unmarked:
        """From a whole sheet, H×W×3 uint8 RGB, on which covers are burned."""
        import cv2

        height, width = pixels.shape[:2]
        scale = min(1.0, LONG_PX / max(height, width))
        size = max(1, round(width * scale)), max(1, round(height * scale))
        small = cv2.cvtColor(
            cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2BGR
        )
        _, data = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        return Unmarked(Quad.rect(0, 0, width, height), data.tobytes())

    def around(self, box: Quad, heights: Sequence[float]) -> Iterator[tuple[Pixels, Quad]]:
        """What stood in and around an upright box at several sizes, and where the box is in it.

        ``box``: px of the sheet; the picture is three times as wide and high.  ``heights``: of the
        box in each picture, in px.
        """
        import cv2

        whole = np.asarray(cv2.imdecode(np.frombuffer(self.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB))
        here = Transform.between(self.place, Quad.rect(0, 0, whole.shape[1], whole.shape[0]))
        left, top, right, bottom = box.bounds
        wide, high = max(1, right - left), max(1, bottom - top)
        source = here.quad(Quad.rect(left - wide, top - high, 3 * wide, 3 * high))
        for height in heights:
            across = height * wide / high
            way = Transform.between(source, Quad.rect(0, 0, 3 * across, 3 * height))
            size = max(1, round(3 * across)), max(1, round(3 * height))
            part = cv2.warpPerspective(whole, way.array(), size, flags=cv2.INTER_LINEAR)
            yield np.asarray(part, dtype=np.uint8), Quad.rect(across, height, across, height)
