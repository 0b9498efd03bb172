"""The main job in a real window on an X display, with real engines: a phone photo and a PDF."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0")


def _missing() -> str:
    import ctypes

    if shutil.which("Xvfb") is None:
        return "Xvfb is not installed (apt install xvfb)"
    for library in NEEDED:
        try:
            ctypes.CDLL(library)
        except OSError:
            return f"{library} is not installed"
    return ""


@pytest.fixture
def display():
    missing = _missing()
    if missing:
        pytest.skip(missing)
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@pytest.mark.slow
def test_from_a_drop_to_a_saved_copy_on_a_real_display(display, tmp_path):
    """A process of its own, as a person starts it: drop, save; with the keys of the keyboard."""
    samples = ROOT / "sample_docs"
    names = ("id-2014-front-photo.jpg", "id-2021-both-sides.pdf")
    files = [str(shutil.copy(samples / name, tmp_path)) for name in names]
    environment = {
        **os.environ,
        "DISPLAY": display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.gui.real_session", *files],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["states"] == ["saved", "saved"]
    assert told["released"] == [True, True]
    assert told["actions"] <= 4
    copies = sorted(path.name for path in tmp_path.glob("*copy*"))
    assert len(copies) == 2, copies
