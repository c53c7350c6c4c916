"""Neither a message of 100 MB nor a folder of half a million grows the engine."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mailboxes import Credential, Mailbox
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.wire.imap_answers import ranges_of
from tests.engine.mailbox_helpers import Desk, letter, name
from tests.imap_script import CAPABILITIES, Peer, scripted
from tests.mailservers.people import MailServer

_MEGABYTE = 1 << 20

# A process of its own, so that what the tests hold does not count; it says what it needed at
# most, itself and its children apart.
_CHILD = """
import pickle, re, sys
from datetime import UTC, datetime
from pathlib import Path
from desktop_app.engine.mailbox_fetch import fetch_once
from desktop_app.engine.mailbox_folder import Looking
if __name__ == "__main__":
    db, folders, mailbox, credential, spool = pickle.loads(Path(sys.argv[1]).read_bytes())
    looking = Looking(db, folders, mailbox, frozenset(), lambda: datetime.now(UTC))
    for counts in fetch_once(looking, lambda each: credential, Path(spool)):
        print(counts.path, counts.new, file=sys.stderr)
    # Not getrusage: its figure begins with that of whoever started us.
    print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def _peak(
    db: Database, folders: Folders, mailbox: Mailbox, secret: Credential, spool: Path, place: Path
) -> int:
    """The most memory that a look at a mailbox takes; bytes."""
    given, script = place / "given", place / "child.py"
    given.write_bytes(pickle.dumps((db, folders, mailbox, secret, str(spool))))
    script.write_text(_CHILD)
    done = subprocess.run(
        [sys.executable, str(script), str(given)],
        check=False, capture_output=True, text=True, timeout=300, cwd=Path.cwd(),
        env={"PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(done.stdout) * 1024


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak as Linux tells it")
def test_a_message_of_100_mb_passes_by(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    desk = Desk(db, folders, mail_server, user.id, tmp_path / "spool")
    peaks = []
    for size in (0, 100 * _MEGABYTE):
        desk.server.deliver(desk.person, letter(size, size=size))
        peaks.append(_peak(db, folders, desk.mailbox, desk.person.credential, desk.spool, tmp_path))
    assert set(desk.here()) == {name(0), name(100 * _MEGABYTE)}
    assert list(desk.spool.iterdir()) == []
    print(f"peaks: {[peak // _MEGABYTE for peak in peaks]} MB")
    assert peaks[1] < peaks[0] + 20 * _MEGABYTE
    assert peaks[1] < 200 * _MEGABYTE


class _Crowded:
    """A server with one folder of very many messages, no two UIDs in a row, and no short way to
    list them (ESEARCH); the last ``recent`` arrived in the last days.

    Args:
        peer: the connection.
    """

    def __init__(self, count: int, recent: int) -> None:
        self.count, self.recent = count, recent
        self.last = 2 * count - 1

    def __call__(self, peer: Peer) -> None:
        peer.sign_in()
        while line := peer.line():
            tag, _, command = line.partition(b" ")
            self._answer(peer, command)
            peer.say(tag + b" OK done\r\n")

    def _answer(self, peer: Peer, command: bytes) -> None:
        if command.startswith(b"CAPABILITY"):
            peer.say(b"* CAPABILITY " + CAPABILITIES + b"\r\n")
        elif command.startswith(b"LIST"):
            peer.say(b'* LIST () "/" INBOX\r\n')
        elif command.startswith(b"SELECT"):
            peer.say(
                b"* FLAGS (\\Seen)\r\n* %d EXISTS\r\n* OK [UIDVALIDITY 7] \r\n"
                b"* OK [UIDNEXT %d] \r\n" % (self.count, self.last + 1)
            )
        elif command.startswith(b"UID SEARCH"):
            first = self.last - 2 * self.recent + 2 if b"SINCE" in command else 1
            asked = re.search(rb"UID (\d+):(\d+|\*)", command[10:])
            assert asked, command
            if asked[2] != b"*" or int(asked[1]) <= self.last:
                first = max(first, int(asked[1]) | 1)
                peer.say(
                    b"* SEARCH " + b" ".join(b"%d" % n for n in range(first, self.last + 1, 2))
                )
                peer.say(b"\r\n")
        elif command.startswith(b"UID FETCH"):
            bodies = b"BODY.PEEK[]" in command
            for start, end in ranges_of(command.split()[2]):
                for uid in range(start | 1, min(end, self.last) + 1, 2):
                    self._fetch(peer, uid, bodies)

    def _fetch(self, peer: Peer, uid: int, bodies: bool) -> None:
        said = b"* %d FETCH (UID %d FLAGS (\\Seen)" % ((uid + 1) // 2, uid)
        if bodies:
            raw = letter(uid)
            said += b" BODY[] {%d}\r\n%s" % (len(raw), raw)
        peer.say(said + b")\r\n")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak as Linux tells it")
def test_a_folder_of_half_a_million_costs_a_few_megabytes(
    db: Database, folders: Folders, mail_server: MailServer, user: User, tmp_path: Path
) -> None:
    """The last days of it are brought, then all of it is here and held against the server."""
    spool = tmp_path / "spool"
    spool.mkdir()
    secret = Credential("robin", "a secret of robin's")
    peaks: dict[str, int] = {}
    for count in (1_000, 500_000):
        crowded = _Crowded(count, 400)
        with scripted(crowded) as server:
            mailbox = replace(
                mail_server.mailbox(mail_server.user(), user.id),
                imap=server.server(), ca_pem="", horizon_days=90,
            )  # fmt: skip
            with db.transaction():
                MailboxRepository(db).add(mailbox)
            peaks[f"{count:,}"] = _peak(db, folders, mailbox, secret, spool, tmp_path)
            (folder,) = FolderRepository(db).list_folders(mailbox.id)
            assert (folder.server_count, folder.local_count) == (count, 400)
            # Everything else, as if it had come in over the years; then it is looked at again.
            db.run(
                "INSERT INTO outpost.mailbox_message (folder_id, uid, seen) "
                "SELECT %s, uid, true FROM generate_series(1, %s, 2) AS uid "
                "ON CONFLICT DO NOTHING",
                (folder.id, crowded.last),
            )
            everything = replace(mailbox, horizon_days=None)
            peaks[f"{count:,} here"] = _peak(db, folders, everything, secret, spool, tmp_path)
            (health,) = (
                each for each in FolderRepository(db).health(user.id)
                if each.mailbox_id == mailbox.id
            )  # fmt: skip
            assert (health.server_count, health.local_count) == (count, count)
            assert (health.missing, health.complete) == (0, True)
    print({what: f"{peak // _MEGABYTE} MB" for what, peak in peaks.items()})
    assert peaks["500,000"] < peaks["1,000"] + 40 * _MEGABYTE
    assert peaks["500,000 here"] < peaks["1,000 here"] + 40 * _MEGABYTE
