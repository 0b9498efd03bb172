"""The second readers' process: hangs, crashes and nonsense end in EngineError, nothing is left."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from redactor.engines import child as child_module
from redactor.engines import private
from redactor.engines.child import Handle, ReaderChild
from redactor.engines.passporteye import PassportEyeEngine
from redactor.engines.tesseract import TesseractEngine
from redactor.errors import EngineError
from redactor.model import Pixels

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="the tesseract program is not installed"
)
PRELUDE = """
import json, os, struct, sys, time
from pathlib import Path
def ask():
    raw = sys.stdin.buffer
    head = json.loads(raw.read(struct.unpack(">I", raw.read(4))[0]))
    raw.read(head["shape"][0] * head["shape"][1] * 3)
    (Path(os.environ["TMPDIR"]) / "picture.bmp").write_bytes(b"private")
    return head
def answer(body):
    sys.stdout.buffer.write(struct.pack(">I", len(body)) + body)
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where private folders go in this test."""
    monkeypatch.setattr(private, "MEMORY", tmp_path)
    return tmp_path


@pytest.fixture
def picture() -> Pixels:
    return np.full((40, 60, 3), 255, np.uint8)


def fake(body: str, timeout: float = 10.0) -> ReaderChild:
    return ReaderChild(timeout, (sys.executable, "-c", PRELUDE + body))


@pytest.fixture
def real(place: Path) -> Iterator[ReaderChild]:
    child = ReaderChild()
    yield child
    child.close()


def drawn(text: str, size: int = 40) -> Pixels:
    from PIL import Image, ImageDraw, ImageFont

    from redactor import resources

    font = ImageFont.truetype(str(resources.path("fonts", "OCRB.otf")), size)
    image = Image.new("RGB", (1000, 90 + 60 * text.count("\n")), "white")
    ImageDraw.Draw(image).multiline_text((20, 25), text, "black", font, spacing=20)
    return np.asarray(image)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("ask(); time.sleep(60)", "in time"),
        ("time.sleep(60)", "in time"),
        ("ask(); sys.exit(1)", "crashed"),
        ("sys.exit(1)", "crashed"),
        ("ask(); os.kill(os.getpid(), 9)", "crashed"),
        ("ask(); sys.stdout.write('what?' * 100); sys.stdout.flush(); time.sleep(60)", "crashed"),
        ("ask(); answer(b'no json'); time.sleep(60)", "crashed"),
        ("ask(); answer(b'[1, 2]'); time.sleep(60)", "crashed"),
        ('ask(); answer(b\'{"error": "ValueError"}\'); time.sleep(60)', "failed"),
        ("ask(); answer(b'{\"result\": 5}'); time.sleep(60)", "without sense"),
        ("ask(); answer(b'{\"result\": [[1]]}'); time.sleep(60)", "without sense"),
        (
            'ask(); answer(b\'{"result": [["x", NaN, 1, 1, 1, 1, 0]]}\'); time.sleep(60)',
            "without sense",
        ),
        (
            'ask(); answer(b\'{"result": [["x", 1, 1, 1, 1, Infinity, 0]]}\'); time.sleep(60)',
            "without sense",
        ),
        (
            'ask(); answer(b\'{"result": [["x", 1, 1, 1, 1, 1, Infinity]]}\'); time.sleep(60)',
            "without sense",
        ),
    ],
)
def test_a_bad_reader_ends_in_an_engine_error_and_leaves_no_picture(
    body: str, said: str, place: Path, picture: Pixels
) -> None:
    child = fake(body, timeout=1.0 if said == "in time" else 10.0)
    with pytest.raises(EngineError, match=said):
        TesseractEngine(child).read(picture, psm=11)
    child.close()
    assert list(place.iterdir()) == []


def test_a_large_picture_to_a_reader_that_does_not_listen_ends_too(place: Path) -> None:
    child = fake("time.sleep(60)", timeout=1.0)
    with pytest.raises(EngineError, match="in time"):
        TesseractEngine(child).read(np.zeros((600, 800, 3), np.uint8), psm=11)
    child.close()


def test_nonsense_from_the_zone_reader_is_an_error(place: Path, picture: Pixels) -> None:
    child = fake("ask(); answer(b'{\"result\": [1]}'); time.sleep(60)")
    with pytest.raises(EngineError, match="without sense"):
        PassportEyeEngine(child).read(picture)
    child.close()


def test_an_answer_waited_for_in_vain_is_an_error(place: Path, picture: Pixels) -> None:
    child = fake("ask(); time.sleep(60)")
    handle = TesseractEngine(child).submit(picture, psm=11)
    with pytest.raises(EngineError, match="in time"):
        handle.result(0.2)
    child.close()
    with pytest.raises(EngineError):
        handle.result()


def test_jobs_waiting_when_the_child_is_closed_end(place: Path, picture: Pixels) -> None:
    child = fake("ask(); time.sleep(60)")
    handles = [TesseractEngine(child).submit(picture, psm=11) for _ in range(3)]
    wait_for(place, "*/picture.bmp")
    child.close()
    for handle in handles:
        with pytest.raises(EngineError):
            handle.result(5)
    assert list(place.iterdir()) == []


def test_a_command_that_is_not_there(place: Path, picture: Pixels) -> None:
    child = ReaderChild(command=(str(place / "nothing-here"),))
    with pytest.raises(EngineError, match="could not start"):
        TesseractEngine(child).read(picture, psm=11)
    child.close()
    assert list(place.iterdir()) == []


def test_pixels_that_are_none_end_in_an_error(place: Path) -> None:
    child = fake("ask(); answer(b'{}')")
    with pytest.raises(EngineError):
        TesseractEngine(child).read(None, psm=11)  # type: ignore[arg-type]
    child.close()


def test_the_child_works_again_after_a_crash(place: Path, picture: Pixels) -> None:
    flag = place / "crashed"
    child = fake(
        f"p = Path({str(flag)!r})\nask()\n"
        "if not p.exists():\n    p.touch()\n    sys.exit(1)\n"
        "answer(b'{\"result\": []}')\nask()"
    )
    engine = TesseractEngine(child)
    with pytest.raises(EngineError):
        engine.read(picture, psm=11)
    assert engine.read(picture, psm=11) == ()
    child.close()


def test_what_a_killed_child_started_is_killed_too(place: Path, picture: Pixels) -> None:
    note = place / "pid"
    child = fake(
        "import subprocess\nask()\n"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"Path({str(note)!r}).write_text(str(p.pid))\ntime.sleep(60)",
        timeout=2.0,
    )
    with pytest.raises(EngineError):
        TesseractEngine(child).read(picture, psm=11)
    child.close()
    pid = int(note.read_text())
    assert gone(pid)


def test_the_folder_is_private(place: Path, picture: Pixels) -> None:
    child = fake("ask(); time.sleep(60)")
    TesseractEngine(child).submit(picture, psm=11)
    found = wait_for(place, "*/picture.bmp")
    assert stat.S_IMODE(found.parent.stat().st_mode) == 0o700
    child.close()
    assert list(place.iterdir()) == []


def test_a_folder_left_by_a_killed_program_is_swept_by_the_next(place: Path) -> None:
    left = place / (private.PREFIX + "left")
    left.mkdir(0o700)
    (left / "picture.bmp").write_bytes(b"private")
    held = private.PrivateFolder()
    assert not left.exists()
    other = private.PrivateFolder()
    assert held.path.exists()
    held.sweep()
    other.sweep()
    other.sweep()
    assert list(place.iterdir()) == []


def test_without_memory_the_usual_temp_folder_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "MEMORY", tmp_path / "not-here")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    folder = private.PrivateFolder()
    assert folder.path.parent == tmp_path
    folder.sweep()


def test_a_killed_program_leaves_no_child_and_no_picture(tmp_path: Path) -> None:
    script = (
        "import sys, time\nfrom pathlib import Path\nimport numpy as np\n"
        "from redactor.engines import private\n"
        f"private.MEMORY = Path({str(tmp_path)!r})\n"
        "from redactor.engines.child import ReaderChild\n"
        "child = ReaderChild()\nchild.start(())\n"
        "child.submit('nobody', np.zeros((4, 4, 3), np.uint8), {})\n"
        "time.sleep(60)\n"
    )
    root = str(Path(child_module.__file__).resolve().parents[2])
    parent = subprocess.Popen(
        [sys.executable, "-c", script], env={**os.environ, "PYTHONPATH": root}
    )
    wait_for(tmp_path, private.PREFIX + "*")
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 20
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


def test_the_frozen_program_is_its_own_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert child_module.command() == (sys.executable, child_module.CHILD_FLAG)


def test_an_unknown_engine_is_an_error_and_the_child_lives_on(real: ReaderChild) -> None:
    picture = np.zeros((4, 4, 3), np.uint8)
    handle: Handle[object] = Handle(real.submit("nobody", picture, {}), lambda answer: answer, "x")
    with pytest.raises(EngineError, match="KeyError"):
        handle.result()


@needs_tesseract
def test_tesseract_reads_words_with_their_place(real: ReaderChild, place: Path) -> None:
    engine = TesseractEngine(real)
    assert engine.available()
    engine.start()
    words = engine.read(drawn("WILLEKE 123456782"), psm=11)
    assert [word.text for word in words] == ["WILLEKE", "123456782"]
    assert words[0].line == words[1].line
    assert words[1].quad.bounds[0] > words[0].quad.bounds[2]
    assert all(0.5 < word.score <= 1 for word in words)
    assert [f for f in place.rglob("*") if f.is_file()] == []


@needs_tesseract
def test_a_whitelist_limits_the_answer(real: ReaderChild) -> None:
    words = TesseractEngine(real).read(drawn("WILLEKE 123456782"), psm=6, whitelist="0123456789")
    assert set("".join(word.text for word in words)) <= set("0123456789")


@needs_tesseract
def test_passporteye_reads_a_zone(real: ReaderChild) -> None:
    engine = PassportEyeEngine(real)
    assert engine.available()
    engine.start()
    zone = drawn(
        "P<NLDDE<BRUIJN<<WILLEKE<LISELOTTE<<<<<<<<<<<\n"
        "SPECI20142NLD6503101F2403096999999990<<<<<84",
        34,
    )
    page = np.vstack([np.full((300, 1000, 3), 255, np.uint8), zone])
    lines = engine.read(page)
    assert lines is not None
    assert any("999999990" in line for line in lines)
    upside_down = engine.read(np.ascontiguousarray(page[::-1, ::-1]))
    assert upside_down is not None
    assert any("999999990" in line for line in upside_down)
    assert engine.read(np.full((300, 500, 3), 255, np.uint8)) is None


def test_without_the_program_neither_is_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    child = ReaderChild()
    assert not TesseractEngine(child).available()
    assert not PassportEyeEngine(child).available()


def wait_for(place: Path, pattern: str) -> Path:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for found in place.glob(pattern):
            return found
        time.sleep(0.02)
    raise AssertionError("it never came")


def gone(pid: int) -> bool:
    """Whether a process has ended; a zombie that nobody waits for has."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
            os.kill(pid, 0)
        except (OSError, IndexError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False
