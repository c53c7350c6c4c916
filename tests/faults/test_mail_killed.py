"""The engine is killed (``kill -9``) at random moments while it fetches and sends.

Ten times in a usual run, 200 times with ``OUTPOST_FAULTS=all``; the moments are drawn by a seed,
which is printed. Half of them with a server that files what it sends, as Gmail does, half with one
that leaves that to Outpost.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_sent import SentFolder
from desktop_app.engine.outbox import OutboxSender
from desktop_app.wire.content_store import ContentStore
from tests.engine.mailbox_helpers import Desk
from tests.faults.conftest import program_environment
from tests.faults.mail import ALL, Mail, dice
from tests.mailservers.real import RealMailServer
from tests.outbox import Outbox

__all__ = ["dice"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

KILLS = 100 if ALL else 5  # with each kind of server
_LIVES = 1.6  # seconds at most: about what there is to do in a round
_OVER = {Sending.FILED, Sending.HELD, Sending.FAILED, Sending.RECALLED}

# The engine as `outpost engine` makes it, but for the keyring.
_ENGINE = """
import json, sys
from pathlib import Path
from desktop_app.data.database import Database
from desktop_app.domain.mailboxes import Credential
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_sent import SentFolder
from desktop_app.engine.mailboxes import Mailboxes
from desktop_app.engine.outbox import OutboxSender
from desktop_app.engine.process import Engine

told = json.loads(sys.stdin.readline())
db = Database(told["url"])
folders = Folders(*map(Path, told["folders"]))
credentials = lambda mailbox: Credential(mailbox.address, told["password"])
engine = Engine(
    db, folders, lambda on_notice, on_lost: lambda: None,
    mailboxes=Mailboxes(db, folders, credentials),
    outbox=OutboxSender(db, folders, credentials, SentFolder()),
)
print("ready", flush=True)
engine.run()
"""


def _now() -> datetime:
    return datetime.now(UTC)


class Office:
    """A rep whose engine is killed all the time."""

    def __init__(self, desk: Desk, db_url: str, user: User, mail: Mail) -> None:
        self.desk, self.mail, self._url = desk, mail, db_url
        self.server_files = False
        store = ContentStore(desk.folders.files, raw=desk.folders.raw)
        self.outbox = Outbox(desk.db, user, desk.mailbox, store, _now)
        self.written = []

    def live_and_die(self, seconds: float) -> None:
        """An engine begins, works for a while, and is gone in the middle of a word."""
        folders = self.desk.folders
        with subprocess.Popen(
            [sys.executable, "-c", _ENGINE],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=program_environment(),
        ) as engine:  # fmt: skip
            assert engine.stdin is not None and engine.stdout is not None
            told = {
                "url": self._url,
                "folders": [str(each) for each in (folders.files, folders.raw, folders.reports)],
                "password": self.desk.person.password,
            }
            engine.stdin.write(json.dumps(told) + "\n")
            engine.stdin.flush()
            assert engine.stdout.readline() == "ready\n"
            try:
                engine.wait(seconds)  # the moment is the test's
            except subprocess.TimeoutExpired:
                engine.kill()
            else:
                raise AssertionError(f"the engine ended by itself: {engine.returncode}")

    def settle(self) -> None:
        """An engine that lives on: until nothing is left to do by itself."""
        desk, later = self.desk, timedelta()
        sender = OutboxSender(
            desk.db, desk.folders, lambda mailbox: desk.person.credential, SentFolder(),
            now=lambda: _now() + later,
        )  # fmt: skip
        for _ in range(30):
            sender.look()
            desk.server.delivered()
            if all(self.outbox[each].state in _OVER for each in self.written):
                break
            later += timedelta(minutes=20)
        desk.db.run("UPDATE outpost.mailbox_mark SET due_at = now()")
        desk.fetch()

    def check_sent(self) -> None:
        log = [one.message_id for one in self.desk.server.delivered()]
        kept = self._in_sent()
        for each in self.written:
            mail = self.outbox[each]
            count = log.count(mail.message_id)
            print(mail.state, count)
            if mail.state is Sending.FILED:
                assert count == 1
                assert kept.count(mail.message_id) == 1
                continue
            # Whoever looked into Sent in vain asks the rep. Where the server files what it
            # delivers, it was not delivered then; elsewhere nobody can know.
            assert mail.state in (Sending.UNKNOWN, Sending.HELD)
            assert count <= (0 if self.server_files else 1)

    def _in_sent(self) -> list[str]:
        """The Message-IDs in the Sent folder of the server."""
        found = [
            re.search(rb"^Message-ID: (\S+)", each.raw, re.MULTILINE)
            for each in self.desk.server.folder(self.desk.person, "Sent")
        ]
        return [each[1].decode() for each in found if each]


@pytest.fixture
def office(
    db: Database, db_url: str, mail_server: RealMailServer, user: User, tmp_path: Path,
    dice: random.Random,
) -> Office:  # fmt: skip
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    desk = Desk(db, folders, mail_server, user.id, tmp_path / "spool")
    unlimited = replace(desk.mailbox, daily_cap=1_000_000)
    with db.transaction():
        MailboxRepository(db).put(desk.mailbox, unlimited)
    desk.mailbox = unlimited
    return Office(desk, db_url, user, Mail(desk, dice))


@pytest.mark.parametrize("server_files", [True, False], ids=["server files", "outpost files"])
def test_nothing_is_lost_and_nothing_doubled(
    office: Office, dice: random.Random, server_files: bool
) -> None:
    office.server_files = server_files
    if server_files:
        office.desk.server.file_sent(office.desk.person)
    office.desk.fetch()
    for kill in range(KILLS):
        for _ in range(3):
            office.mail.happens()
        office.written += [office.outbox.queue() for _ in range(3)]
        office.live_and_die(dice.uniform(0, _LIVES))
        if kill % 5 == 4:
            office.settle()
            office.mail.agrees()
    office.settle()
    office.mail.agrees()
    office.check_sent()
    assert sum(office.outbox[each].state is Sending.FILED for each in office.written) > KILLS
