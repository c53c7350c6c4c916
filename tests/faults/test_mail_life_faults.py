"""A line that goes bad in the middle of a mailbox's life, while its engine's threads look, listen
and send: it is said, no password goes there, and all goes on when the line is fine again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mailboxes import MailboxState
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_sent import SentFolder
from desktop_app.engine.mailbox_worker import Pace
from desktop_app.engine.mailboxes import Mailboxes
from desktop_app.engine.outbox import OutboxSender
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.imap import ImapSession
from tests.conftest import Clock
from tests.engine.mailbox_helpers import Desk, name
from tests.faults.mail import NUMBERS
from tests.mailservers.authority import Certificate
from tests.mailservers.proxy import Fault, Garbage, HalfOpen, Proxy, Slow
from tests.mailservers.real import RealMailServer
from tests.outbox import Outbox

_PACE = Pace(
    poll=10, poll_without_idle=5, idle=600, first_pause=0.1, longest_pause=0.3, signin_pause=0.3
)
_PATIENCE = 60.0


def _until(met: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not met():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


class Life:
    """A mailbox that is looked after, over a line that can be made bad."""

    def __init__(self, desk: Desk, proxy: Proxy) -> None:
        self.desk, self.proxy = desk, proxy
        bad = replace(desk.mailbox, imap=replace(proxy.server, user=desk.mailbox.imap.user))
        with desk.db.transaction():
            MailboxRepository(desk.db).put(desk.mailbox, bad)
        desk.mailbox = bad
        self.engine = Mailboxes(
            desk.db, desk.folders, lambda mailbox: desk.person.credential, pace=_PACE, seed=7
        )
        self.engine.start()

    @property
    def state(self) -> MailboxState:
        found = MailboxRepository(self.desk.db).get(self.desk.mailbox.id)
        assert found is not None
        return found.state

    def brings(self) -> None:
        """New mail comes in at both threads' hands, and a flag goes out."""
        number = next(NUMBERS)
        self.desk.deliver(number)
        _until(lambda: name(number) in self.desk.here())
        self.desk.set_status(number, "read")
        self.engine.wake()
        _until(lambda: self.desk.marks() == 0)
        assert self.desk.on_server()[name(number)] == frozenset({"\\Seen"})
        _until(lambda: self.state is MailboxState.OK)


@pytest.fixture
def life(
    db: Database, mail_server: RealMailServer, user: User, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Life]:  # fmt: skip
    monkeypatch.setitem(ImapSession.__init__.__kwdefaults__, "silence", 1.0)
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    desk = Desk(db, folders, mail_server, user.id, tmp_path / "spool")
    with Proxy(
        mail_server.imap, certificate=mail_server.authority.good(), ca_pem=mail_server.ca_pem
    ) as proxy:
        made = Life(desk, proxy)
        yield made
        made.engine.stop()
    left = {thread.name for thread in threading.enumerate()}
    assert not left & {"mailbox", "inbox", "mailboxes", "mailbox-reader"}


def _bad(server: RealMailServer) -> dict[str, Certificate]:
    authority = server.authority
    return {
        "of another host": authority.for_another_host(),
        "expired": authority.expired(),
        "of nobody": authority.of_nobody(),
    }


def test_a_certificate_that_goes_bad(life: Life, mail_server: RealMailServer) -> None:
    life.brings()
    for why, bad in _bad(mail_server).items():
        print(why)
        life.proxy.show(bad)
        life.proxy.drop_all()
        life.proxy.seen.said.clear()
        number = next(NUMBERS)
        life.desk.deliver(number)
        _until(lambda: life.state is MailboxState.INSECURE)
        assert [said for way, said in life.proxy.seen.said if way == "up"] == []
        assert name(number) not in life.desk.here()
        life.proxy.show(mail_server.authority.good())
        _until(lambda number=number: name(number) in life.desk.here())  # type: ignore[misc]
        life.brings()


@pytest.mark.parametrize(
    "faults",
    [
        [HalfOpen(), HalfOpen()],
        [Garbage(0, 5), Garbage(900, 6), Garbage(300, 7, way="up"), Garbage(200, 8, way="up")],
        [Slow(30_000), Slow(30_000)],
    ],
    ids=["silence", "noise", "a crawl"],
)
def test_a_line_that_goes_bad(life: Life, faults: list[Fault]) -> None:
    life.brings()
    life.proxy.next(*faults)
    life.proxy.drop_all()
    life.brings()
    for _ in range(3):  # and again, with whatever is under way
        life.proxy.drop_all()
        life.brings()


def test_a_certificate_of_the_sending_server_that_goes_bad(
    db: Database, user: User, mail_server: RealMailServer, tmp_path: Path, clock: Clock
) -> None:
    person = mail_server.user("robin")
    mail_server.file_sent(person)
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    with Proxy(
        mail_server.smtp, certificate=mail_server.authority.good(), ca_pem=mail_server.ca_pem
    ) as proxy:
        mailbox = mail_server.mailbox(
            person, user.id, smtp=replace(proxy.server, user=person.address)
        )
        with db.transaction():
            MailboxRepository(db).add(mailbox)
        store = ContentStore(folders.files, raw=folders.raw)
        outbox = Outbox(db, user, mailbox, store, clock)
        sender = OutboxSender(
            db, folders, lambda mailbox: person.credential, SentFolder(), now=clock
        )

        def filed(mail: object) -> bool:
            sender.look()
            mail_server.delivered()
            clock.forward(minutes=20)
            return outbox[mail].state is Sending.FILED  # type: ignore[index]

        first = outbox.queue()
        _until(lambda: filed(first))
        for why, bad in _bad(mail_server).items():
            print(why)
            proxy.show(bad)
            proxy.seen.said.clear()
            mail = outbox.queue()
            sender.look()
            assert proxy.seen.said == []
            assert outbox[mail].state is Sending.QUEUED
            assert "safe" in outbox[mail].said or "certificate" in outbox[mail].said
            found = MailboxRepository(db).get(mailbox.id)
            assert found is not None and found.state is MailboxState.INSECURE
            proxy.show(mail_server.authority.good())
            _until(lambda mail=mail: filed(mail))  # type: ignore[misc]
            assert mail_server.deliveries(outbox[mail].message_id) == 1
