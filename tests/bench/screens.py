"""Pictures of the window for the documentation: light and dark, two languages, two text sizes.

    python -m tests.bench.screens [FOLDER]

The documents on them are synthetic samples of people who do not exist.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

WIDE, HIGH = 1280, 820
SAMPLES = Path(__file__).resolve().parents[2] / "sample_docs"
FILES = ("id-2014-front-photo.jpg", "id-2014-back-turned.jpg", "id-2021-both-sides.pdf")
LOOKS = (("en", "light", 100), ("nl", "dark", 100), ("nl", "light", 200), ("en", "dark", 200))


def main(arguments: Sequence[str]) -> int:
    """Writes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/img"))
    folder: Path = parser.parse_args(list(arguments)).folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from redactor.gui import singletons
    from redactor.gui.app import make_window, start_process

    singletons.protect()
    app = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        kept = QSettings(str(Path(place) / "s.ini"), QSettings.Format.IniFormat)
        copies = Path(place) / "Copies"
        copies.mkdir()
        kept.setValue("folder", str(copies))
        kept.setValue("language", LOOKS[0][0])
        window = make_window(app, kept, start_process)
        window.resize(WIDE, HIGH)
        window.show()
        window.bridge.open()
        wait(lambda: window.work is not None)
        for look in LOOKS:
            dress(window, look)
            shoot(window, folder / f"start-{named(look)}.png")
        dress(window, LOOKS[0])
        window.open_files([SAMPLES / name for name in FILES])
        desk = window.work.desk if window.work is not None else None
        assert desk is not None
        wait(lambda: len(desk.cases) == len(FILES) and all(case.pages for case in desk.cases))
        session(window, folder)
        window.close()
    return 0


def session(window: Any, folder: Path) -> None:
    """A document from proposal to saved copy, in every look."""
    work = window.work
    desk = work.desk
    for look in LOOKS:
        dress(window, look)
        work.canvas.fit()
        shoot(window, folder / f"work-{named(look)}.png")
    dress(window, LOOKS[0])
    from redactor.gui.session import State
    from redactor.model import Doubt, Kind

    page = desk.current_page
    portrait = next(f for f in page.state.findings if f.kind is Kind.PORTRAIT)
    from dataclasses import replace

    doubt = Doubt("low-confidence", "portrait", portrait.quad)
    page.state = replace(page.state, doubts=(doubt,))
    desk.current.settle()
    desk.changed.emit(desk.current.key)
    for look in LOOKS[:2]:
        dress(window, look)
        shoot(window, folder / f"question-{named(look)}.png")
    work.answer(True)
    dress(window, LOOKS[0])
    work.card.recipient.setText("Woningstichting De Eik")
    work.card.purpose.setText("rent")
    wait(lambda: work.canvas.shows_result)
    case = desk.current
    work.saver.save(case, accept=True)
    wait(lambda: case.state in (State.SAVED, State.HELD))
    pause(1500)
    for look in LOOKS[:2]:
        dress(window, look)
        pause(800)
        shoot(window, folder / f"saved-{named(look)}.png")


def named(look: tuple[str, str, int]) -> str:
    return "-".join(str(part) for part in look)


def dress(window: Any, look: tuple[str, str, int]) -> None:
    lang, theme, size = look
    window.store.set("language", lang)
    window.store.set("theme", theme)
    window.store.set("text-size", size)
    pause(120)


def shoot(window: Any, file: Path) -> None:
    """A palette of 128 colours keeps the pictures small."""
    import numpy as np
    from PIL import Image
    from PySide6.QtGui import QImage

    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), -1)
    pixels = rows[:, : picture.width() * 3].reshape(picture.height(), picture.width(), 3)
    few = Image.fromarray(pixels).quantize(128, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)


def pause(milliseconds: int) -> None:
    from PySide6.QtTest import QTest

    QTest.qWait(milliseconds)


def wait(fulfilled: Callable[[], object]) -> None:
    while not fulfilled():
        pause(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
