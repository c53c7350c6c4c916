"""Backups: brought back they are what was there; whatever goes wrong, the old data is untouched."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg.types.json import Jsonb

from desktop_app.bootstrap.opening import open_server, open_workspace
from desktop_app.data import database_swap
from desktop_app.data.backups import SHORT_LIVED, data_in
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.old_copies import copies, copy_before
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept, kept_all
from desktop_app.domain.language import plural
from desktop_app.engine.backup_make import make_backup
from desktop_app.engine.backup_restore import RestoreResult, restore_backup, try_backup
from desktop_app.engine.export_all import export_all
from desktop_app.system.paths import Workspace
from desktop_app.system.sealed import WrongPassphrase
from desktop_app.wire.content_store import ContentStore
from tests.faults.conftest import program_environment

pytestmark = pytest.mark.slow

ALL = bool(os.environ.get("OUTPOST_FAULTS"))
MAIL = b"From: ines@norvane.example\r\nSubject: Prices\r\n\r\nFrom here on.\r\n"

_PERSON = """
INSERT INTO public."user" (id, name, email) VALUES ('u1', 'Robin', 'robin@company.example');
INSERT INTO public.account (id, "accountId", "providerId", "userId", password, "accessToken",
    "refreshToken", scope)
VALUES ('a1', 'u1', 'credential', 'u1', 'hash of it', NULL, NULL, NULL),
    ('a2', '77', 'google', 'u1', NULL, 'access-secret', 'refresh-secret', E'open\\tid\\nmail');
INSERT INTO public.session (id, "expiresAt", token, "userId")
VALUES ('s1', now() + interval '1 day', 'session-secret', 'u1');
INSERT INTO public.verification (id, identifier, value, "expiresAt")
VALUES ('v1', 'robin', 'code-secret', now());
"""
SECRETS = (b"access-secret", b"refresh-secret", b"session-secret", b"code-secret")


@dataclass(frozen=True)
class Made:
    """What a workspace was filled with."""

    leads: int
    theme: str
    file: str
    raw: str


def fill(workspace: Workspace, leads: int, theme: str) -> Made:
    """A person, leads, a message with its attachment, a setting."""
    with open_workspace(workspace.home) as opened:
        db = opened.db
        with db.transaction():
            db.raw().execute(_PERSON)
            user = db.value("SELECT id FROM public.users")
            db.run(
                "INSERT INTO public.leads (user_id, company, contact_name, email, status) "
                "SELECT %s, 'Company ' || n, 'Ines “' || n || '”', n || '@norvane.example', 'cold' "
                "FROM generate_series(1, %s) AS n",
                (user, leads),
            )
            store = ContentStore(workspace.files, raw=workspace.raw)
            kept, raw = store.put(b"offer of %d" % leads), store.put_raw(MAIL)
            email = db.value(
                "INSERT INTO public.emails (user_id, from_email, to_email, subject, body, "
                "direction) VALUES (%s, 'ines@norvane.example', 'robin@company.example', "
                "'Prices', 'From here on.', 'inbound') RETURNING id",
                (user,),
            )
            db.run(
                "INSERT INTO public.email_attachments (email_id, filename, storage_url) "
                "VALUES (%s, '../../offer:1.pdf', %s)",
                (email, kept.url),
            )
            db.run(
                "INSERT INTO outpost.broken_message (user_id, content_hash, raw_url, reason, "
                "source) VALUES (%s, 'h', %s, 'r', 's')",
                (user, raw),
            )
        opened.settings.set("appearance.theme", theme)
    return Made(leads, theme, kept.url, raw)


def back_up(workspace: Workspace, target: Path, passphrase: str = "") -> None:
    with open_workspace(workspace.home) as opened:
        made = make_backup(opened.db, workspace, target, passphrase=passphrase)
    assert (made.missing, made.broken) == (0, 0)


def bring_back(
    workspace: Workspace, source: Path, *, replace: bool = False, passphrase: str = ""
) -> RestoreResult:
    with open_server(workspace.home, None) as (_, db):
        return restore_backup(
            db, workspace, source, replace=replace, passphrase=passphrase,
            keep_old=lambda: copy_before(db, workspace, "restore"),
        )  # fmt: skip


def check_holds(workspace: Workspace, *possible: Made) -> Made:
    """The workspace is one of these, all of it, and nothing is left lying about."""
    with open_workspace(workspace.home) as opened:
        people, leads, messages = data_in(opened.db)
        (made,) = [each for each in possible if each.leads == leads]
        assert (people, messages) == (1, 1)
        assert opened.settings.get("appearance.theme") == made.theme
        store = ContentStore(workspace.files, raw=workspace.raw)
        assert store.get(opened.db.value("SELECT storage_url FROM public.email_attachments"))
        assert store.get(made.file) == b"offer of %d" % leads
        assert store.get_raw(opened.db.value("SELECT raw_url FROM outpost.broken_message")) == MAIL
        with closing(database_swap.maintenance(opened.db)) as server:
            assert database_swap.leftovers(server) == []
    assert not workspace.restoring.exists()
    assert not list(workspace.home.glob(".backup-*"))
    return made


@pytest.fixture
def old(make_workspace: Callable[[str], Workspace]) -> Iterator[tuple[Workspace, Made]]:
    """A workspace that has data."""
    workspace = make_workspace("old")
    yield workspace, fill(workspace, 3, "dark")


@pytest.fixture
def backup(make_workspace: Callable[[str], Workspace], place: Path) -> tuple[Path, Made]:
    """A backup of another one."""
    workspace, target = make_workspace("source"), place / "all.backup"
    made = fill(workspace, 5, "light")
    back_up(workspace, target)
    return target, made


def test_a_backup_brings_everything_back_into_a_new_workspace(
    backup: tuple[Path, Made], place: Path
) -> None:
    source, made = backup
    content = source.read_bytes()
    for secret in SECRETS:
        assert secret not in content
    workspace = Workspace(place / "new").ensure()
    done = bring_back(workspace, source)
    assert (done.kept, done.files) == ("", 2)
    check_holds(workspace, made)
    with open_workspace(workspace.home) as opened:
        accounts = opened.db.rows(
            'SELECT id, password, "accessToken", scope FROM public.account ORDER BY id'
        )
        assert accounts == [("a1", "hash of it", None, None), ("a2", None, None, "open\tid\nmail")]
        assert opened.db.value("SELECT count(*) FROM public.session") == 0
        assert opened.db.value("SELECT contact_name FROM public.leads LIMIT 1").startswith("Ines “")


def test_data_that_stands_is_replaced_only_when_asked(
    old: tuple[Workspace, Made], backup: tuple[Path, Made]
) -> None:
    (workspace, before), (source, made) = old, backup
    with pytest.raises(KnownError, match=r"holds data: 1 people, 3 leads.*--replace"):
        bring_back(workspace, source)
    check_holds(workspace, before)
    done = bring_back(workspace, source, replace=True)
    check_holds(workspace, made)
    assert [str(path) for path in copies(workspace, "restore")] == [done.kept]


def test_nothing_leaves_by_itself_after_a_restore(
    make_workspace: Callable[[str], Workspace], place: Path
) -> None:
    workspace, target = make_workspace("home"), place / "b.backup"
    made = fill(workspace, 3, "dark")
    with open_workspace(workspace.home) as opened:
        user = opened.db.value("SELECT id FROM public.users")
        for state in ("queued", "sending"):
            opened.db.run(
                "INSERT INTO outpost.outgoing (id, user_id, message_id, raw_url, size, "
                "envelope_from, envelope_to, subject, due_at, queued_at, state) VALUES "
                "(gen_random_uuid(), %s, %s, %s, 1, 'a', '{b}', 's', now(), now(), %s)",
                (user, state, made.raw, state),
            )
    back_up(workspace, target)
    done = bring_back(workspace, target, replace=True)
    assert done.held == 2
    with open_workspace(workspace.home) as opened:
        rows = opened.db.rows("SELECT DISTINCT state, said <> '' FROM outpost.outgoing")
        assert rows == [("held", True)]


def test_a_sealed_backup_wants_its_passphrase(old: tuple[Workspace, Made], place: Path) -> None:
    workspace, made = old
    target = place / "sealed.backup"
    back_up(workspace, target, "correct horse")
    assert b"norvane" not in target.read_bytes()
    for wrong in ("", "incorrect horse"):
        with pytest.raises(WrongPassphrase):
            bring_back(workspace, target, passphrase=wrong, replace=True)
    check_holds(workspace, made)
    bring_back(workspace, target, passphrase="correct horse", replace=True)
    check_holds(workspace, made)


def _truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.parametrize(
    "harm", [_truncated, _flipped, lambda data: data[:-1], lambda data: b"no backup " * 99]
)
def test_a_broken_file_changes_nothing(
    old: tuple[Workspace, Made], backup: tuple[Path, Made], harm: Callable[[bytes], bytes]
) -> None:
    (workspace, made), (source, _) = old, backup
    source.write_bytes(harm(source.read_bytes()))
    with pytest.raises(KnownError, match=r"damaged|no backup"):
        bring_back(workspace, source, replace=True)
    check_holds(workspace, made)


def test_a_backup_of_a_newer_outpost_is_refused(
    old: tuple[Workspace, Made], make_workspace: Callable[[str], Workspace], place: Path
) -> None:
    (workspace, made), newer = old, make_workspace("newer")
    fill(newer, 5, "light")
    with open_workspace(newer.home) as opened:
        opened.db.run("INSERT INTO outpost.migration (name, applied) VALUES ('9999_later', now())")
        make_backup(opened.db, newer, place / "newer.backup")
    with pytest.raises(KnownError, match=r"newer Outpost.*9999_later"):
        bring_back(workspace, place / "newer.backup", replace=True)
    check_holds(workspace, made)


def test_nobody_else_may_work_there_meanwhile(
    old: tuple[Workspace, Made], backup: tuple[Path, Made]
) -> None:
    (workspace, made), (source, _) = old, backup
    with open_workspace(workspace.home, application_name="outpost engine") as opened:
        with opened.db.connection(), pytest.raises(KnownError, match=r"elsewhere \(outpost engine"):
            bring_back(workspace, source, replace=True)
        assert data_in(opened.db) == (1, 3, 1)
    check_holds(workspace, made)


def test_a_full_disk_leaves_no_half_backup(
    old: tuple[Workspace, Made], small_disk: Callable[[int], Path]
) -> None:
    workspace, made = old
    ContentStore(workspace.files).put(os.urandom(3 << 20))
    disk = small_disk(2)
    with open_workspace(workspace.home) as opened, pytest.raises(KnownError, match="full"):
        make_backup(opened.db, workspace, disk / "all.backup")
    assert list(disk.iterdir()) == []
    check_holds(workspace, made)


def test_an_older_backup_stays_until_the_new_one_is_whole(
    old: tuple[Workspace, Made], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, _ = old
    target = place / "all.backup"
    back_up(workspace, target)
    before = target.read_bytes()
    with open_workspace(workspace.home) as opened:
        monkeypatch.setattr("desktop_app.system.sealed.SealedWriter.finish", _fail)
        with pytest.raises(KnownError, match="wire was cut"):
            make_backup(opened.db, workspace, target)
        monkeypatch.undo()
        assert target.read_bytes() == before
        assert [path.name for path in place.iterdir() if "part" in path.name] == []
        ContentStore(workspace.files).put(b"one more")
        make_backup(opened.db, workspace, target)
        (place / "letter.txt").write_text("Dear Ines")
        with pytest.raises(KnownError, match="is no backup"):
            make_backup(opened.db, workspace, place / "letter.txt")
    assert target.read_bytes() != before
    assert (place / "letter.txt").read_text() == "Dear Ines"


def _fail(self: object) -> None:
    raise OSError("the wire was cut")


def test_files_that_are_not_there_any_more_are_counted(
    old: tuple[Workspace, Made], place: Path
) -> None:
    workspace, _ = old
    (path,) = [each for each in workspace.files.rglob("*") if each.is_file()]
    path.unlink()
    with open_workspace(workspace.home) as opened:
        assert make_backup(opened.db, workspace, place / "a").missing == 1
        path.write_bytes(b"something else")
        assert make_backup(opened.db, workspace, place / "a").broken == 1


def test_a_backup_is_of_one_moment_while_mail_comes_in(
    old: tuple[Workspace, Made], place: Path
) -> None:
    """What its rows name is in it, and it holds all of a transaction or nothing."""
    workspace, _ = old
    leaving, added = threading.Event(), threading.Semaphore(0)
    with open_workspace(workspace.home) as opened:
        email = opened.db.value("SELECT id FROM public.emails")

        def bring_in() -> None:
            store = ContentStore(workspace.files, raw=workspace.raw)
            while not leaving.is_set():
                kept = [store.put(os.urandom(200)).url for _ in range(2)]
                with opened.db.transaction():
                    for url in kept:
                        opened.db.run(
                            "INSERT INTO public.email_attachments (email_id, filename, "
                            "storage_url) VALUES (%s, 'a', %s)",
                            (email, url),
                        )
                added.release()

        writer = threading.Thread(target=bring_in)
        writer.start()
        try:
            for n in range(3):
                assert added.acquire(timeout=30)
                assert make_backup(opened.db, workspace, place / f"{n}.backup").missing == 0
        finally:
            leaving.set()
            writer.join()
    seen = set()
    for n in range(3):
        fresh = Workspace(place / f"fresh{n}").ensure()
        bring_back(fresh, place / f"{n}.backup")
        with open_workspace(fresh.home) as opened:
            store = ContentStore(fresh.files, raw=fresh.raw)
            rows = opened.db.rows("SELECT storage_url FROM public.email_attachments")
            assert len(rows) % 2 == 1
            for (url,) in rows:
                store.get(url)
            seen.add(len(rows))
    assert len(seen) > 1


def test_a_full_disk_stops_a_restore_before_anything_is_changed(
    backup: tuple[Path, Made], small_disk: Callable[[int], Path]
) -> None:
    home = small_disk(150) / "home"
    home.parent.chmod(0o711)
    workspace = Workspace(home).ensure()
    with open_workspace(home):
        pass
    with pytest.raises(KnownError, match="full"):
        bring_back(workspace, backup[0])
    assert not workspace.restoring.exists()
    with open_workspace(home) as opened:
        assert data_in(opened.db) == (0, 0, 0)


def test_a_backup_can_be_tried(old: tuple[Workspace, Made], backup: tuple[Path, Made]) -> None:
    (workspace, made), (source, there) = old, backup
    with open_server(workspace.home, None) as (_, db):
        about = try_backup(db, workspace, source)
        assert about.counts["public.leads"] == there.leads
        assert not set(SHORT_LIVED) & set(about.counts)
        source.write_bytes(_truncated(source.read_bytes()))
        with pytest.raises(KnownError, match="damaged"):
            try_backup(db, workspace, source)
    assert not list(workspace.home.glob(".verify-*"))
    check_holds(workspace, made)


def test_an_export_says_in_words_what_is_kept_as_what_it_was_made_of(
    old: tuple[Workspace, Made], place: Path
) -> None:
    import csv
    import json

    workspace, _ = old
    letter = kept(plural("{n} things", "{n} thing", 7))
    note = {"note": plural("{n} of “{name}”\nread", "{n} of “{name}”", 3, name='a "b"'), "n": 1}
    with open_workspace(workspace.home) as opened:
        journal = JournalRepository(opened.db)
        user_id = opened.db.value("SELECT id FROM public.users LIMIT 1")
        said = plural("{n} leads changed", "{n} lead changed", 2)
        with opened.db.transaction():
            journal.add(user_id, "try", said, [])
            opened.db.run(
                "INSERT INTO outpost.setting (name, value) VALUES ('try', %s)",
                (Jsonb(kept_all(note)),),
            )
            opened.db.run(
                "UPDATE public.leads SET company = %s WHERE email = '1@norvane.example'", (letter,)
            )
        export_all(opened.db, workspace, place / "words")

    def column(table: str, name: str) -> list[str]:
        path = place / f"words/tables/{table}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            return [row[name] for row in csv.DictReader(file)]

    assert "2 leads changed" in column("outpost.journal", "said")
    assert not [each for each in column("outpost.journal", "said") if "say" in each]
    documents = [json.loads(each) for each in column("outpost.setting", "value") if "b" in each]
    assert {"note": '3 of “a "b"”\nread', "n": 1} in documents
    assert letter in column("public.leads", "company"), "what people wrote stays as it is"


def test_an_export_is_readable_without_outpost(old: tuple[Workspace, Made], place: Path) -> None:
    import csv
    import mailbox

    workspace, _ = old
    with open_workspace(workspace.home) as opened:
        done = export_all(opened.db, workspace, place / "out")
        with pytest.raises(KnownError, match="not empty"):
            export_all(opened.db, workspace, place / "out")
    assert (done.messages, done.files, done.missing) == (1, 1, 0)
    with (place / "out/tables/public.leads.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["email"] for row in rows) == [f"{n}@norvane.example" for n in (1, 2, 3)]
    (message,) = mailbox.mbox(place / "out/mail/robin@company.example.mbox")
    assert message["Subject"] == "Prices"
    assert "From here on." in message.get_payload(decode=True).decode()
    (file,) = (place / "out/files").iterdir()
    assert file.name.endswith("offer_1.pdf")
    assert file.read_bytes() == b"offer of 3"
    everything = b"".join(p.read_bytes() for p in (place / "out").rglob("*") if p.is_file())
    for secret in (*SECRETS, b"hash of it"):
        assert secret not in everything


# Ends itself at the n-th line that it runs of the files named; tells how many there were.
_KILLED = """
import os, signal, sys
from pathlib import Path
from desktop_app.bootstrap import opening
from desktop_app.data.old_copies import copy_before
from desktop_app.engine import backup_restore
from desktop_app.system.paths import Workspace

home, source, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
lines = 0

def on_line(frame, event, argument):
    global lines
    if event == "line":
        lines += 1
        if lines == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return on_line

def on_call(frame, event, argument):
    name = frame.f_code.co_filename
    return on_line if name.endswith(("backup_restore.py", "database_swap.py")) else None

workspace = Workspace(home)
with opening.open_server(home, None) as (_, db):
    sys.settrace(on_call)
    backup_restore.restore_backup(
        db, workspace, source, replace=True,
        keep_old=lambda: copy_before(db, workspace, "restore"),
    )
    sys.settrace(None)
print(lines)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_killed_at_any_line_the_old_or_the_new_is_whole(
    make_workspace: Callable[[str], Workspace], backup: tuple[Path, Made]
) -> None:
    source, new = backup

    def restore(workspace: Workspace, last: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", _KILLED, str(workspace.home), str(source), str(last)],
            capture_output=True, text=True, check=False, env=program_environment(),
        )  # fmt: skip

    workspace = make_workspace("counted")
    fill(workspace, 3, "dark")
    done = restore(workspace, 0)
    assert done.returncode == 0, done.stderr
    lines = int(done.stdout)
    assert lines > 100
    check_holds(workspace, new)

    seed = random.randrange(1 << 30)
    print("seed", seed)
    chosen = range(1, lines + 1) if ALL else random.Random(seed).sample(range(1, lines + 1), 5)
    # What is around the step is always tried: the last lines but for those that clean up.
    places = sorted({*chosen, *range(lines - 26, lines - 2, 1 if ALL else 6)})
    ended = set()
    workspace = make_workspace("killed")
    old = fill(workspace, 3, "dark")
    for place in places:
        if check_holds(workspace, old, new) == new:
            workspace = make_workspace(f"killed{place}")
            old = fill(workspace, 3, "dark")
        killed = restore(workspace, place)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        ended.add(check_holds(workspace, old, new).leads)
    assert ended == {3, 5}, json.dumps(places)


def test_a_database_beside_is_dropped_by_its_name_alone(db: Database) -> None:
    with pytest.raises(ValueError, match="outpost"):
        database_swap.drop(db, "outpost")
