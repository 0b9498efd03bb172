"""Sources and targets at an address, through fsspec; against a local S3 server if there is one."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from redactor.batch.home import home, looked_at, opened
from redactor.batch.nouns import Counts
from redactor.batch.places import Folder, place
from redactor.batch.session import Wish, session
from redactor.errors import (
    DamagedFileError,
    EmptyFileError,
    NotFoundError,
    OutputError,
    OutputWriteError,
    TooLargeError,
    UsageError,
)
from redactor.intake import Limits
from redactor.pipeline import Settings
from tests.batch import fake_road
from tests.batch.conftest import ROAD

fsspec: Any = pytest.importorskip("fsspec", reason="fsspec comes with an extra")
from tests.batch import flaky_store  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def memory() -> Iterator[Any]:
    """A store in memory, quick to give up."""
    from redactor.batch.remote import Remote

    files = fsspec.filesystem("memory")
    yield Remote("memory://bucket/folder", pause=0.001)
    files.store.clear()


def test_a_place_at_an_address_is_like_a_folder(memory: Any) -> None:
    memory.write("a/b/one.jpg", b"one")
    memory.write("two.jpg", b"two")
    memory.write(".hidden/x.jpg", b"hidden")
    assert sorted(found.name for found in memory.files()) == ["a/b/one.jpg", "two.jpg"]
    assert memory.read("a/b/one.jpg") == b"one"
    first = memory.find("two.jpg")
    assert first.size == 3
    memory.write("two.jpg", b"other")
    assert memory.find("two.jpg").stamp != first.stamp
    assert memory.exists("two.jpg")
    memory.remove("two.jpg")
    memory.remove("two.jpg")
    assert not memory.exists("two.jpg")
    assert memory.find("two.jpg") is None
    memory.sweep()


def test_what_cannot_be_read_is_told_as_of_a_file(memory: Any) -> None:
    with pytest.raises(NotFoundError):
        memory.read("nothing.jpg")
    memory.write("empty.jpg", b"")
    with pytest.raises(EmptyFileError):
        memory.read("empty.jpg")
    memory.write("large.jpg", b"x" * 100)
    with pytest.raises(TooLargeError):
        memory.read("large.jpg", Limits(max_bytes=10))


@pytest.mark.parametrize("times", [2, 9])
def test_a_store_that_stutters_is_asked_again(
    memory: Any, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    memory.write("a.jpg", b"picture")
    left = dict.fromkeys(("cat_file", "pipe_file", "rm_file", "exists"), times)

    def stutter(name: str) -> Callable[..., Any]:
        real = getattr(memory._fs, name)

        def call(*words: Any, **more: Any) -> Any:
            if left[name]:
                left[name] -= 1
                raise OSError("503 Slow Down, of BSN 999999990")
            return real(*words, **more)

        return call

    for name in left:
        monkeypatch.setattr(memory._fs, name, stutter(name))
    if times == 2:
        assert memory.read("a.jpg") == b"picture"
        memory.write("b.jpg", b"copy")
        assert memory.exists("b.jpg")
        memory.remove("b.jpg")
        return
    with pytest.raises(DamagedFileError, match="OSError") as caught:
        memory.read("a.jpg")
    assert "999999990" not in caught.value.message
    for act in (
        lambda: memory.write("b.jpg", b"copy"),
        lambda: memory.exists("b.jpg"),
        lambda: memory.remove("b.jpg"),
    ):
        left.update(dict.fromkeys(left, times))
        with pytest.raises(OutputWriteError):
            act()


@pytest.mark.parametrize("times", [3, 99])
def test_a_listing_that_stutters_leaves_nothing_out(
    memory: Any, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """A folder passed over would be documents forgotten."""
    names = [f"{folder}/{number}.jpg" for folder in "abc" for number in range(3)]
    for name in names:
        memory.write(name, b"picture")
    left, real = [times], memory._fs.ls

    def stutter(path: str, *words: Any, **more: Any) -> Any:
        if path.endswith("/b") and left[0]:
            left[0] -= 1
            raise OSError("503 Slow Down")
        return real(path, *words, **more)

    monkeypatch.setattr(memory._fs, "ls", stutter)
    if times == 3:
        assert [found.name for found in memory.files()] == names
    else:
        with pytest.raises(UsageError, match="cannot be listed"):
            list(memory.files())


def test_folders_that_go_while_they_are_listed_and_an_address_of_nothing(memory: Any) -> None:
    with pytest.raises(NotFoundError, match="check the address"):
        list(memory.files())
    for name in ("a/1.jpg", "b/2.jpg"):
        memory.write(name, b"picture")
    found = []
    for one in memory.files():
        found.append(one.name)
        memory._fs.rm("/bucket/folder/b", recursive=True)
    assert found == ["a/1.jpg"]


def test_no_right_is_not_asked_for_twice(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(path: str, *_: Any, **__: Any) -> None:
        asked.append(path)
        raise PermissionError("403")

    monkeypatch.setattr(memory._fs, "pipe_file", refuse)
    with pytest.raises(OutputWriteError, match="PermissionError"):
        memory.write("b.jpg", b"copy")
    assert len(asked) == 1
    monkeypatch.setattr(memory._fs, "ls", refuse)
    with pytest.raises(UsageError, match="cannot be listed"):
        list(memory.files())


def test_stores_that_show_half_a_file_get_it_under_another_name_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redactor.batch.remote import Remote

    remote = Remote(f"local://{tmp_path}/out", pause=0.001)
    remote.write("a/b.jpg", b"copy")
    assert (tmp_path / "out/a/b.jpg").read_bytes() == b"copy"

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("gone")

    monkeypatch.setattr(remote._fs, "mv", fail)
    with pytest.raises(OutputWriteError):
        remote.write("a/c.jpg", b"copy")
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["b.jpg"]


def test_kinds_of_address_that_nobody_knows() -> None:
    with pytest.raises(UsageError, match="no package"):
        place("nonsense://x")
    assert isinstance(place("/tmp"), Folder)  # noqa: S108


def test_without_fsspec_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"id-redactor\[cluster\]"):
        place("s3://bucket")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where ledgers of batches into stores are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


def test_a_ledger_of_a_store_is_kept_here(state: Path, tmp_path: Path) -> None:
    assert home("s3://bucket/out").is_relative_to(state)
    assert home("s3://bucket/out") == home("s3://bucket/out/")
    assert home("s3://bucket/out") != home("s3://bucket/other")
    for src, dst in (
        ("s3://b/a", "s3://b/a/out"),
        ("s3://b/a/in", "s3://b/a"),
        ("s3://b", "s3://b"),
    ):
        with pytest.raises(UsageError, match="each other"), opened(src, dst, resume=False):
            pass


@pytest.fixture
def flaky(tmp_path: Path, state: Path) -> Path:
    """The folder of a store that fails every ninth request, with 24 files in it."""
    for number in range(24):
        path = tmp_path / "store/in" / str(number % 3) / f"{number}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        word = "held" if number % 8 == 7 else "plain"
        path.write_bytes(fake_road.picture(word, number))
    return tmp_path


def flaky_wish(folder: Path, **more: Any) -> Wish:
    store = f"{flaky_store.SCHEME}://{folder}/store"
    usual: dict[str, Any] = {"workers": 2, "page_seconds": 30.0}
    road = "tests.batch.flaky_store:make"
    return Wish(f"{store}/in", f"{store}/out", Settings(), road=road, **{**usual, **more})


def copies(folder: Path) -> dict[str, bytes]:
    """All files in the store's target, half-written ones too."""
    out = folder / "store/out"
    found = [path for path in out.rglob("*") if path.is_file()] if out.exists() else []
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in found}


def test_a_batch_from_and_to_a_store_that_stutters(flaky: Path) -> None:
    with session(flaky_wish(flaky), lambda _: None) as run:
        assert run.go() == Counts(released=21, held=3)
    found = copies(flaky)
    assert len(found) == 21
    for name, copy in found.items():
        source = flaky / "store/in" / name.replace(".safe", "")
        assert copy == fake_road.copy_of(source.read_bytes())


def test_a_store_that_is_gone_half_way_loses_nothing(flaky: Path) -> None:
    """The run stops, no input fails for it, and --resume does what is left."""

    def tell(event: Any) -> None:
        if event.kind == "item" and event.counts.done == 6:
            (flaky / "down").touch()

    wish = flaky_wish(flaky)
    with session(wish, tell) as run, pytest.raises(OutputError, match="--resume"):
        run.go()
    with looked_at(wish.target) as ledger:
        counts = ledger.counts()
    assert counts.failed == counts.running == 0
    assert 0 < counts.done < 24
    done = copies(flaky)
    (flaky / "down").unlink()
    with session(flaky_wish(flaky, resume=True), lambda _: None) as run:
        assert run.go() == Counts(released=21, held=3)
    assert len(copies(flaky)) == 21
    assert done.items() <= copies(flaky).items()


class Flaky(BaseHTTPRequestHandler):
    """Stands before the S3 server and fails every fifth request, one way or another."""

    protocol_version = "HTTP/1.1"
    behind = ("127.0.0.1", 0)
    count = 0

    def do(self) -> None:
        type(self).count += 1
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        if self.count % 10 == 0:
            self.close_connection = True
            return
        if self.count % 5 == 0:
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        link = http.client.HTTPConnection(*self.behind)
        link.request(self.command, self.path, body, dict(self.headers))
        answer = link.getresponse()
        data = answer.read()
        self.send_response(answer.status)
        for key, value in answer.getheaders():
            if key.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(key, value)
        size = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(data))
        self.send_header("Content-Length", size or "0")
        self.end_headers()
        self.wfile.write(data)
        link.close()

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do  # noqa: N815

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket on an S3 server of our own, behind a line that stutters."""
    pytest.importorskip("s3fs", reason="s3fs comes with an extra")
    server = pytest.importorskip("moto.server", reason="moto is the S3 server")
    moto = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    moto.start()
    Flaky.behind = moto.get_host_and_port()
    line = ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    threading.Thread(target=line.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{line.server_port}")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    direct = "http://{}:{}".format(*Flaky.behind)
    files = fsspec.filesystem("s3", endpoint_url=direct, skip_instance_cache=True)
    files.mkdir("archive")
    yield files
    line.shutdown()
    line.server_close()
    moto.stop()


def test_a_bucket_behind_a_line_that_stutters(bucket: Any, state: Path) -> None:
    for number in range(24):
        word = "held" if number % 8 == 7 else "plain"
        bucket.pipe_file(f"archive/in/{number % 3}/{number}.jpg", fake_road.picture(word, number))
    wish = Wish(
        "s3://archive/in", "s3://archive/out", Settings(), workers=2, page_seconds=30.0, road=ROAD
    )
    with session(wish, lambda _: None) as run:
        counts = run.go()
    assert counts == Counts(released=21, held=3)
    copies = bucket.find("archive/out")
    assert len(copies) == 21
    assert all(fake_road.is_whole(bucket.cat_file(path)) for path in copies)
    with looked_at("s3://archive/out") as ledger:
        item = ledger.item("0/0.jpg")
    assert item is not None
    assert item.content is not None
    assert item.output == "0/0.safe.jpg"
    with session(
        Wish(wish.source, wish.target, Settings(), resume=True, road=ROAD), lambda _: None
    ) as run:
        assert run.go() == counts
