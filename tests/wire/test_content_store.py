"""Files by content: each once, durable at the end of a batch, harmless when killed in one."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import fsspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors import KnownError
from desktop_app.wire import content_store
from desktop_app.wire.content_store import ContentStore


@pytest.fixture
def store(tmp_path: Path) -> ContentStore:
    return ContentStore(tmp_path / "files é #1", raw=tmp_path / "raw")


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_once_under_its_hash(store: ContentStore, tmp_path: Path) -> None:
    first = store.put(b"offer")
    assert store.put(b"offer") == first
    with store.batch() as batch:
        assert batch.put(b"offer") == first
        assert batch.put(b"offer") == first
    assert first.sha256 == hashlib.sha256(b"offer").hexdigest()
    assert first.size == 5
    (path,) = files_below(tmp_path)
    assert path.read_bytes() == b"offer"
    assert path.parts[-3:] == (first.sha256[:2], first.sha256[2:4], first.sha256)
    assert store.get(first.url) == b"offer"
    assert store.local_path(first.url) == path


def test_any_program_finds_the_file_through_fsspec(store: ContentStore) -> None:
    with fsspec.open(store.put(b"shared").url, "rb") as file:
        assert file.read() == b"shared"


def test_a_store_that_moved_still_finds_its_files(tmp_path: Path) -> None:
    url = ContentStore(tmp_path / "old").put(b"x").url
    (tmp_path / "old").rename(tmp_path / "new")
    assert ContentStore(tmp_path / "new").get(url) == b"x"


@pytest.mark.parametrize("base", ["memory://outpost/files", None])
def test_raw_messages_come_back_as_they_were(base: str | None, tmp_path: Path) -> None:
    store = ContentStore(base or tmp_path)
    messages = [os.urandom(size) for size in (0, 1, 5_000)] + [b"text " * 10_000]
    with store.batch() as batch:
        urls = [batch.put_raw(raw) for raw in messages]
        assert batch.put_raw(messages[2]) == urls[2]
    assert [store.get_raw(url) for url in urls] == messages
    assert all(store.exists(url) for url in urls)
    assert store.get(store.put(b"file").url) == b"file"


def test_raw_messages_are_compressed_into_one_file(store: ContentStore, tmp_path: Path) -> None:
    with store.batch() as batch:
        for number in range(100):
            batch.put_raw(b"Subject: %d\n\n" % number + b"hello world " * 500)
    (pack,) = files_below(tmp_path / "raw")
    assert pack.stat().st_size < 100 * 500


@settings(max_examples=50, deadline=None)
@given(messages=st.lists(st.binary(max_size=300), max_size=20))
def test_any_messages(messages: list[bytes]) -> None:
    store = ContentStore("memory://any")
    with store.batch() as batch:
        urls = [batch.put_raw(raw) for raw in messages]
    assert [store.get_raw(url) for url in urls] == messages


def test_a_batch_that_fails_leaves_nothing(store: ContentStore, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), store.batch() as batch:
        stored = batch.put(b"offer")
        raw = batch.put_raw(b"message")
        raise ZeroDivisionError
    assert not store.exists(stored.url)
    assert not store.exists(raw)
    assert files_below(tmp_path) == []


def test_nothing_outside_the_store_is_read(store: ContentStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    name = hashlib.sha256(b"secret").hexdigest()
    for url in (
        secret.as_uri(), "https://elsewhere.example/x", "", f"file:///{name}", "../../secret",
        f"file:///aa/../../{name}", f"file:///etc/{name[:2]}/{name[2:4]}/{name}",
    ):  # fmt: skip
        assert not store.exists(url)
        assert store.local_path(url) is None
        with pytest.raises(KnownError):
            store.get(url)
    for url in ("pack:../x.pack#0+1", "pack:aa/" + "0" * 32 + ".pack#0+10", "file:///etc/passwd"):
        with pytest.raises(KnownError):
            store.get_raw(url)


def test_damage_is_seen(store: ContentStore, tmp_path: Path) -> None:
    stored, raw = store.put(b"offer"), store.put_raw(b"message " * 50)
    for path in files_below(tmp_path):
        data = bytearray(path.read_bytes())
        data[-1] ^= 0xFF
        path.write_bytes(data)
    with pytest.raises(KnownError, match="damaged"):
        store.get(stored.url)
    with pytest.raises(KnownError, match="damaged"):
        store.get_raw(raw)
    for path in files_below(tmp_path):
        os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(KnownError, match="damaged"):
        store.get_raw(raw)


def test_what_was_torn_is_written_again(store: ContentStore) -> None:
    stored = store.put(b"offer")
    path = store.local_path(stored.url)
    assert path is not None
    os.truncate(path, 2)
    assert store.put(b"offer") == stored
    assert store.get(stored.url) == b"offer"


def test_two_writers_at_once(tmp_path: Path) -> None:
    contents = [b"%d" % number * 1000 for number in range(60)]
    failures: list[BaseException] = []
    urls: list[list[str]] = []

    def write() -> None:
        try:
            mine = []
            for start in range(0, 60, 10):
                with ContentStore(tmp_path).batch() as batch:
                    for content in contents[start : start + 10]:
                        batch.put(content)
                        mine.append(batch.put_raw(content))
            urls.append(mine)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    store = ContentStore(tmp_path)
    for mine in urls:
        assert [store.get_raw(url) for url in mine] == contents
    names = [path.name for path in files_below(tmp_path) if path.suffix != ".pack"]
    assert sorted(names) == sorted(hashlib.sha256(content).hexdigest() for content in contents)


_WRITER = """
import sys
from pathlib import Path
from desktop_app.wire.content_store import ContentStore
store = ContentStore(Path(sys.argv[1]))
number = 0
while True:
    with store.batch() as batch:
        urls = []
        for _ in range(20):
            number += 1
            content = b"%d." % number * 3000
            urls.append((number, batch.put(content).url, batch.put_raw(content)))
    for one in urls:
        print(*one, sep="\\t", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_what_a_killed_writer_has_told_of_is_there(tmp_path: Path) -> None:
    base = tmp_path / "files"
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(base)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(90)]  # in the middle of some batch
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read().splitlines(keepends=True)
    store = ContentStore(base)
    for line in told:
        if not line.endswith("\n"):
            continue
        number, url, raw = line.rstrip("\n").split("\t")
        content = b"%d." % int(number) * 3000
        assert store.get(url) == content
        assert store.get_raw(raw) == content
    for path in files_below(base):
        if len(path.name) == 64:  # under its final name: complete
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name


def test_leftovers_are_swept_when_they_are_old(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    (temporary / "old").write_bytes(b"x")
    (temporary / "young").write_bytes(b"x")
    os.utime(temporary / "old", (1, 1))
    ContentStore(tmp_path).put(b"x")
    assert [path.name for path in files_below(temporary)] == ["young"]


def test_a_full_disk_is_told_calmly(
    store: ContentStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(content_store.os, "fsync", full)
    with pytest.raises(KnownError, match="full"):
        store.put(b"x")
    assert files_below(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_writing_to_a_full_disk_is_told_calmly(
    store: ContentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = open("/dev/full", "wb")  # noqa: PTH123, SIM115
    monkeypatch.setattr(content_store.Path, "open", lambda self, mode: full)
    with pytest.raises(KnownError, match="full"):
        store.put(b"x" * 100_000)
