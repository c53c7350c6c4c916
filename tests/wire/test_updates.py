"""Newer versions, told by a site that may be anybody's."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from desktop_app.domain.errors import KnownError
from desktop_app.wire.update_fetch import GivenUp, Patience
from desktop_app.wire.updates import UpdateSource
from tests.release_site import (
    KIND,
    NOW,
    PASSPHRASE,
    ReleaseSite,
    answer_with,
    endless,
    serving,
    signing,
)

HURRIED = Patience(connect=2.0, piece=0.3, metadata=0.6, slowest=10_000.0, grace=0.3)


@pytest.fixture
def site(tmp_path):
    site = ReleaseSite(tmp_path)
    site.release("1.1.0")
    return site


@pytest.fixture
def server(site):
    with serving(site.folder) as server:
        yield server


@pytest.fixture
def client(site, server, tmp_path):
    """Makes a source, each time as a program just started."""

    def make(*, at=timedelta(), root=None, **more) -> UpdateSource:
        return UpdateSource(
            server.url, tmp_path / "home", root or site.root, now=lambda: site.now + at, **more
        )

    return make


def lying(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


# -- what is well --------------------------------------------------------------------------------


def test_the_newest_release_is_told(site, client):
    assert client().latest().version == "1.1.0"
    site.release("1.2.0", notes=("One thing.", "Another."), page="https://outpost.example/1.2.0")
    release = client().latest()
    assert release.version == "1.2.0"
    assert release.notes == ("One thing.", "Another.")
    assert release.page == "https://outpost.example/1.2.0"
    assert release.files == {KIND: "outpost_1.2.0_amd64.deb"}


def test_a_package_is_fetched_and_has_its_name_only_when_it_is_whole(site, client, tmp_path):
    name = site.release("1.2.0", b"the package " * 100_000)
    folder, seen, told = tmp_path / "Downloads", [], []

    def on_bytes(done, total):
        seen.append(lying(folder))
        told.append((done, total))

    file = client().fetch(name, folder, "1.2.0", on_bytes)
    assert file == folder / name
    assert file.read_bytes() == b"the package " * 100_000
    assert lying(folder) == [name]
    assert all(name not in each for each in seen)
    assert told[-1] == (1_200_000, 1_200_000)


def test_a_package_that_lies_there_is_not_fetched_again_and_another_file_stays(
    site, server, client, tmp_path
):
    name = site.release("1.2.0")
    folder = tmp_path / "Downloads"
    first = client().fetch(name, folder, "1.2.0")
    server.asked.clear()
    assert client().fetch(name, folder, "1.2.0") == first
    assert not [path for path, _ in server.asked if name in path]
    first.write_bytes(b"mine")
    second = client().fetch(name, folder, "1.2.0")
    assert second.name == "outpost_1.2.0_amd64 (2).deb"
    assert first.read_bytes() == b"mine"
    assert second.read_bytes() == b"a package " * 5000


def test_nothing_leaves_the_computer_but_the_gets(server, client, tmp_path):
    client().fetch("outpost_1.1.0_amd64.deb", tmp_path / "Downloads", "1.1.0")
    assert server.asked
    for path, headers in server.asked:
        assert "?" not in path
        assert path.startswith(("/metadata/", "/targets/"))
        assert set(headers) <= {"Host", "User-Agent", "Accept-Encoding"}
        assert headers["User-Agent"] == "Outpost"


def test_a_release_that_is_not_the_newest_any_more_is_not_fetched(site, client, tmp_path):
    old = client().latest()
    site.release("1.2.0")
    with pytest.raises(KnownError, match=r"1\.2\.0 now"):
        client().fetch(old.files[KIND], tmp_path / "Downloads", old.version)


@pytest.mark.parametrize("key", signing.KEYS)
def test_each_key_can_be_changed(site, client, key):
    assert client().latest().version == "1.1.0"
    site.rotate(key)
    site.release("1.2.0")
    assert client().latest().version == "1.2.0"


def test_the_root_of_trust_is_followed_through_its_changes(site, server, client, tmp_path):
    for key in ("root-1", "root-2"):
        site.rotate(key)
    site.release("1.2.0")
    assert client().latest().version == "1.2.0"
    asked = [path for path, _ in server.asked]
    assert [path for path in asked if "root" in path] == [
        "/metadata/2.root.json", "/metadata/3.root.json", "/metadata/4.root.json"
    ]  # fmt: skip
    # What was followed once is kept.
    server.asked.clear()
    client().latest()
    assert [path for path, _ in server.asked if "root" in path] == ["/metadata/4.root.json"]


def test_a_lost_root_key_can_be_replaced_and_two_cannot(site, client, tmp_path):
    (tmp_path / "keys/root-3.pem").unlink()
    site.rotate("root-3")
    site.release("1.2.0")
    assert client().latest().version == "1.2.0"
    for name in ("root-1", "root-2"):
        (tmp_path / f"keys/{name}.pem").unlink()
    with pytest.raises(SystemExit, match="2 of its keys"):
        site.rotate("root-1")


# -- attacks -------------------------------------------------------------------------------------

NOT_SIGNED = "is not what Outpost's makers signed"


def test_a_package_that_was_tampered_with_is_not_taken(site, client, tmp_path):
    name = site.release("1.2.0")
    file = site.served(f"targets/*.{name}")
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().fetch(name, tmp_path / "Downloads", "1.2.0")
    assert lying(tmp_path / "Downloads") == []


def test_a_package_that_was_cut_short_is_not_taken(site, client, tmp_path):
    name = site.release("1.2.0")
    file = site.served(f"targets/*.{name}")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().fetch(name, tmp_path / "Downloads", "1.2.0")
    assert lying(tmp_path / "Downloads") == []


@pytest.mark.parametrize("role", ["timestamp", "*.snapshot", "*.targets"])
def test_metadata_that_was_tampered_with_is_not_taken(site, client, role):
    file = site.served(f"metadata/{role}.json")
    document = json.loads(file.read_bytes())
    document["signed"]["version"] += 1
    file.write_text(json.dumps(document))
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_what_tells_of_the_release_cannot_be_tampered_with(site, client):
    file = site.served("targets/*.release.json")
    file.write_bytes(file.read_bytes().replace(b"1.1.0", b"9.1.0"))
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_keys_of_somebody_else_are_not_taken(site, server, client, tmp_path):
    stranger = ReleaseSite(tmp_path / "stranger", now=site.now)
    stranger.release("9.0.0")
    server.folder = stranger.folder
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_a_new_root_by_somebody_else_is_not_taken(site, server, client, tmp_path):
    client().latest()
    stranger = ReleaseSite(tmp_path / "stranger", now=site.now)
    stranger.rotate("root-1")
    shutil.copy(stranger.folder / "metadata/2.root.json", site.folder / "metadata")
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_a_root_cannot_be_left_out(site, client):
    site.rotate("root-1")
    site.rotate("root-2")
    metadata = site.folder / "metadata"
    shutil.copy(metadata / "3.root.json", metadata / "2.root.json")
    with pytest.raises(KnownError, match="older than"):
        client().latest()


def test_a_key_that_was_replaced_signs_nothing_any_more(site, client, tmp_path):
    retired = (tmp_path / "keys/online.pem").read_bytes()
    site.rotate("online")
    assert client().latest().version == "1.1.0"
    # A thief of the old key signs a timestamp of his own.
    metadata = signing.Metadata.from_file(str(site.folder / "metadata/timestamp.json"))
    metadata.signed.version += 1
    key = signing.load_pem_private_key(retired, PASSPHRASE.encode())
    metadata.sign(signing.CryptoSigner(key))
    metadata.to_file(str(site.folder / "metadata/timestamp.json"))
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_what_is_older_than_what_was_seen_is_not_taken(site, server, client, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(site.folder, old)
    site.release("1.2.0")
    assert client().latest().version == "1.2.0"
    server.folder = old
    with pytest.raises(KnownError, match="older than it had told"):
        client().latest()


def test_an_old_list_under_a_new_timestamp_is_not_taken(site, client, tmp_path):
    site.release("1.2.0")
    assert client().latest().version == "1.2.0"
    # The online key is stolen, the one of the targets is not: an older list is offered again.
    snapshot = signing.Snapshot(
        version=9, expires=NOW + timedelta(days=9), meta={"targets.json": signing.MetaFile(1)}
    )
    site._site()._write(site._site()._signed("snapshot", snapshot), "9.snapshot")
    stamp = signing.Timestamp(
        version=9, expires=NOW + timedelta(days=9), snapshot_meta=signing.MetaFile(9)
    )
    site._site()._write(site._site()._signed("timestamp", stamp), "timestamp")
    with pytest.raises(KnownError, match="older than it had told"):
        client().latest()


def test_holding_back_what_is_new_is_noticed_when_it_expires(site, client):
    assert client().latest().version == "1.1.0"
    with pytest.raises(KnownError, match="out of date"):
        client(at=timedelta(days=15)).latest()
    site.later(days=15)
    site.refresh()
    assert client().latest().version == "1.1.0"


def test_a_root_that_expired_is_not_taken(site, client):
    site.later(days=800)
    site.refresh()
    with pytest.raises(KnownError, match="out of date"):
        client().latest()


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets", "root", "release"])
def test_an_answer_without_an_end_is_not_read_to_the_end(server, client, role):
    server.answer = endless(role)
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


def test_a_package_without_an_end_fills_no_disk(site, server, client, tmp_path):
    server.answer = endless(".deb")
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().fetch("outpost_1.1.0_amd64.deb", tmp_path / "Downloads", "1.1.0")
    assert lying(tmp_path / "Downloads") == []


@pytest.mark.parametrize("between", [0.05, 5.0], ids=["drips", "falls silent"])
@pytest.mark.parametrize("only", ["timestamp", ".deb"])
def test_a_slow_server_is_given_up(server, client, tmp_path, only, between):
    server.answer = endless(only, b"{", between)
    with pytest.raises(KnownError, match="too slow"):
        client(patience=HURRIED).fetch("outpost_1.1.0_amd64.deb", tmp_path / "Downloads", "1.1.0")
    assert lying(tmp_path / "Downloads") == []


def test_a_redirect_to_elsewhere_is_not_followed(site, server, client, tmp_path):
    with serving(site.folder) as elsewhere:
        place = f"{elsewhere.url}/metadata/timestamp.json"
        server.answer = answer_with(b"", status=302, only="timestamp", location=place)
        with pytest.raises(KnownError, match="cannot be asked now"):
            client().latest()
        assert elsewhere.asked == []


def test_without_a_network_it_is_said_calmly(site, tmp_path):
    with serving(site.folder) as gone:
        url = gone.url
    source = UpdateSource(url, tmp_path / "home", site.root, now=lambda: NOW)
    with pytest.raises(KnownError, match="cannot be asked now") as told:
        source.latest()
    assert told.value.retryable


@pytest.mark.parametrize(
    "garbage",
    [b"", b"<html>Log in to the Wi-Fi</html>", b"{}", b"[]", b"\xff\x00" * 99, b"[" * 9000,
     b'{"signatures": [], "signed": {"_type": "timestamp"}}', b"null", b'"x"', b"1e999"],
)  # fmt: skip
@pytest.mark.parametrize("only", ["root", "timestamp", "snapshot", "targets", "release"])
def test_a_mirror_that_serves_garbage_is_not_believed(server, client, garbage, only):
    server.answer = answer_with(garbage, only=only)
    with pytest.raises(KnownError, match=NOT_SIGNED):
        client().latest()


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_mirror_without_the_files_is_said_calmly(server, client, status):
    server.answer = answer_with(b"", status=status)
    with pytest.raises(KnownError, match="cannot be asked now"):
        client().latest()


def test_kept_metadata_that_was_spoilt_is_fetched_anew(client, tmp_path):
    client().latest()
    for file in (tmp_path / "home").rglob("*.json"):
        if not file.is_symlink():
            file.write_bytes(b"\x00")
    assert client().latest().version == "1.1.0"


@pytest.mark.parametrize(
    "url",
    ["http://mirror.example/outpost", "ftp://127.0.0.1/x", "https://mara:secret@mirror.example",
     "https://mirror.example/?a=b", "file:///etc/passwd", "", "https://[", "mirror.example"],
)  # fmt: skip
def test_an_address_without_tls_is_no_place_to_ask(url, tmp_path):
    with pytest.raises(KnownError, match="not an address") as told:
        UpdateSource(url, tmp_path, b"")
    assert "secret" not in str(told.value)


# -- ends in the middle --------------------------------------------------------------------------


def test_who_wants_it_no_longer_leaves_nothing(site, server, client, tmp_path):
    name = site.release("1.2.0", b"x" * 2_000_000)
    wanted = iter([False] * 12)
    with pytest.raises(GivenUp):
        client(should_stop=lambda: next(wanted, True)).fetch(name, tmp_path / "D", "1.2.0")
    assert lying(tmp_path / "D") == []


def test_a_kill_amid_a_download_leaves_nothing_that_looks_whole(site, server, tmp_path):
    name = site.release("1.2.0", b"x" * 2_000_000)
    server.answer = endless(name, b"x" * 1000, 0.01)
    program = f"""
    from datetime import datetime
    from pathlib import Path
    from desktop_app.wire.updates import UpdateSource
    source = UpdateSource({server.url!r}, Path({str(tmp_path / "home")!r}), {site.root!r},
                          now=lambda: datetime.fromisoformat({NOW.isoformat()!r}))
    source.fetch({name!r}, Path({str(tmp_path / "D")!r}), "1.2.0",
                 lambda done, total: print(done, flush=True))
    """
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert int(child.stdout.readline()) > 0
        assert psutil.Process(child.pid).is_running()
        child.send_signal(signal.SIGKILL)
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    assert lying(tmp_path / "D") == []
    server.answer = lambda request: False
    source = UpdateSource(server.url, tmp_path / "home", site.root, now=lambda: NOW)
    assert source.fetch(name, tmp_path / "D", "1.2.0").stat().st_size == 2_000_000
