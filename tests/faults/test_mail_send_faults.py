"""Sending over lines that break anywhere: nothing is lost, and nothing delivered twice, by the
book of the server that delivers.

``OUTPOST_FAULTS=all`` tries every third byte and every step; otherwise some are drawn by a seed,
which is printed (``OUTPOST_SEED`` repeats it).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from desktop_app.data.database import Database
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.mailboxes import Credential, Mailbox, Server
from desktop_app.domain.outgoing import Sending
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.engine.mailbox_sent import SentFolder
from desktop_app.engine.outbox import OutboxSender, Sent
from desktop_app.wire.content_store import ContentStore
from desktop_app.wire.imap import ImapSession
from desktop_app.wire.smtp import Timeouts, send_mail
from tests.conftest import Clock
from tests.faults.mail import ALL, dice
from tests.mailservers.proxy import (
    BOTH,
    Cut,
    CutAtTurn,
    CutAtWords,
    Fault,
    Garbage,
    HalfOpen,
    Proxy,
    Slow,
    SwallowAnswer,
    Then,
)
from tests.mailservers.real import RealMailServer
from tests.outbox import Outbox

__all__ = ["dice"]
_QUICK = Timeouts(connect=3, reply=1, ending=1, quit=0.3)
_OPEN = {Sending.QUEUED, Sending.SENDING, Sending.DELIVERED}


class Desk:
    """A rep who sends by a real server, over a line that can be made bad."""

    def __init__(
        self, db: Database, user: User, server: RealMailServer, folder: Path, clock: Clock
    ) -> None:
        self.db, self.server, self.clock = db, server, clock
        self.person = server.user("robin")
        self.mailbox = server.mailbox(self.person, user.id, daily_cap=1_000_000)
        with db.transaction():
            MailboxRepository(db).add(self.mailbox)
        self.folders = Folders(folder / "files", folder / "raw", folder / "reports")
        for path in (self.folders.files, self.folders.raw, self.folders.reports):
            path.mkdir()
        store = ContentStore(self.folders.files, raw=self.folders.raw)
        self.outbox = Outbox(db, user, self.mailbox, store, clock)

    def sender(self, proxy: Proxy | None = None, sent: Sent | None = None) -> OutboxSender:
        def through(mailbox: Mailbox, credential, envelope, raw, about_to_end):
            return send_mail(
                replace(proxy.server if proxy else mailbox.smtp, user=mailbox.smtp.user),
                credential, envelope, raw, about_to_end, ca_pem=mailbox.ca_pem, timeouts=_QUICK,
            )  # fmt: skip

        return OutboxSender(
            self.db, self.folders, lambda mailbox: self.person.credential,
            sent or SentFolder(), transport=through, now=self.clock,
        )  # fmt: skip

    def send(self, proxy: Proxy) -> UUID:
        """A mail over this line, whose fault is over with the first connection; looked after until
        nothing is left to do by itself."""
        mail = self.outbox.queue()
        self.look_after(mail, self.sender(proxy))
        return mail

    def look_after(self, mail: UUID, sender: OutboxSender) -> None:
        for _ in range(8):
            sender.look()
            self.server.delivered()  # the server has filed what it took
            if self.outbox[mail].state not in _OPEN:
                break
            self.clock.forward(minutes=20)
        self._settle(mail, sender)

    def _settle(self, mail: UUID, sender: OutboxSender) -> None:
        """An unknown one is looked for in Sent, and then asked about: never repeated by itself."""
        for _ in range(12):
            if self.outbox[mail].state is not Sending.UNKNOWN:
                return
            self.clock.forward(minutes=20)
            sender.look()

    def check(self, mail: UUID) -> None:
        """Not lost, not twice, and said as it is."""
        entry = self.outbox[mail]
        count = self.server.deliveries(entry.message_id)
        match entry.state:
            case Sending.FILED | Sending.DELIVERED:
                assert count == 1, entry
                if entry.state is Sending.FILED:
                    assert self.in_sent(entry.message_id) == 1
            case Sending.UNKNOWN | Sending.HELD:
                # The server files what it delivers: whoever looked there knows.
                assert count == 0, entry
            case _:
                raise AssertionError(entry)
        here = self.db.value(
            "SELECT count(*) FROM emails WHERE message_id = %s", (entry.message_id,)
        )
        assert here == count

    def in_sent(self, message_id: str) -> int:
        """How often a mail lies in the Sent folder of the server."""
        wanted = f"Message-ID: {message_id}".encode()
        return sum(wanted in each.raw for each in self.server.folder(self.person, "Sent"))


class _SentBy:
    """The Sent folder, over a line that can be made bad."""

    def __init__(self, proxy: Proxy) -> None:
        self._proxy = proxy
        self._folder = SentFolder()

    def find_in_sent(self, mailbox: Mailbox, credential: Credential, message_id: str) -> bool:
        return self._folder.find_in_sent(self._by(mailbox), credential, message_id)

    def file_in_sent(
        self, mailbox: Mailbox, credential: Credential, raw: bytes, message_id: str
    ) -> bool:
        return self._folder.file_in_sent(self._by(mailbox), credential, raw, message_id)

    def _by(self, mailbox: Mailbox) -> Mailbox:
        return replace(mailbox, imap=replace(self._proxy.server, user=mailbox.imap.user))


@pytest.fixture
def office(
    db: Database, user: User, mail_server: RealMailServer, tmp_path: Path, clock: Clock
) -> Desk:
    """A desk whose server files nothing by itself."""
    return Desk(db, user, mail_server, tmp_path, clock)


@pytest.fixture
def desk(office: Desk) -> Desk:
    """One whose server files what it sends."""
    office.server.file_sent(office.person)
    return office


@pytest.fixture
def sent_over(desk: Desk) -> Callable[..., list[UUID]]:
    """Sends a mail over each of these faults, and checks each."""

    def send(proxy: Proxy, faults: list[Fault]) -> list[UUID]:
        mails = []
        for fault in faults:
            print(fault)
            proxy.next(fault)
            mails.append(desk.send(proxy))
            desk.check(mails[-1])
        return mails

    return send


@pytest.fixture
def filed_over(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Proxy, Sequence[Fault]], None]:
    """Sends a mail over a fine line and files it over each of these faults."""
    monkeypatch.setitem(ImapSession.__init__.__kwdefaults__, "silence", 1.0)

    def file(proxy: Proxy, faults: Sequence[Fault]) -> None:
        for fault in faults:
            print(fault)
            proxy.next(fault)
            mail = office.outbox.queue()
            office.look_after(mail, office.sender(sent=_SentBy(proxy)))
            assert office.outbox[mail].state is Sending.FILED
            office.check(mail)
            # What lies there is ours, also where nobody was told that it was put there.
            assert office.db.value("SELECT files_sent FROM outpost.mailbox") is not True

    return file


def _listening(server: RealMailServer, *, at: Server | None = None) -> Proxy:
    return Proxy(at or server.smtp, certificate=server.authority.good(), ca_pem=server.ca_pem)


def test_a_line_that_breaks_after_any_byte(
    desk: Desk, sent_over: Callable[..., list[UUID]], dice: random.Random
) -> None:
    with Proxy(desk.server.smtp) as proxy:
        desk.check(desk.send(proxy))
        up, down = proxy.seen.up, proxy.seen.down
        faults: list[Fault] = [
            Cut(after, way, then)
            for way, length in (("up", up), ("down", down))
            for after in range(1, length, 3)
            for then in (dice.choice((Then.CLOSE, Then.RESET)),)
        ]
        sent_over(proxy, faults if ALL else dice.sample(faults, 16))


def test_a_line_that_breaks_at_any_step(
    desk: Desk, sent_over: Callable[..., list[UUID]], dice: random.Random
) -> None:
    with _listening(desk.server) as proxy:
        desk.check(desk.send(proxy))
        faults: list[Fault] = [
            CutAtTurn(turn, heard, dice.choice((Then.CLOSE, Then.RESET)))
            for turn in range(1, proxy.seen.turns + 1)
            for heard in (False, True)
        ]
        sent_over(proxy, faults if ALL else dice.sample(faults, min(len(faults), 14)))


def test_an_answer_that_is_lost_is_found_in_sent_and_nothing_is_repeated(
    desk: Desk, sent_over: Callable[..., list[UUID]]
) -> None:
    with _listening(desk.server) as proxy:
        mails = sent_over(
            proxy, [SwallowAnswer(then=then) for then in (Then.CLOSE, Then.RESET, Then.SILENCE)]
        )
    for mail in mails:
        assert "unknown" in desk.outbox.states(mail)
        assert desk.outbox[mail].state is Sending.FILED


def test_silence_noise_and_a_crawl(
    desk: Desk, sent_over: Callable[..., list[UUID]], dice: random.Random
) -> None:
    silence = [Cut(1500, "down", Then.SILENCE), Cut(900, "up", Then.SILENCE)]
    with Proxy(desk.server.smtp) as proxy:
        sent_over(proxy, [HalfOpen(), *silence, Slow(20_000), *_noise(dice, 0, 500, 2000)])
    with _listening(desk.server) as proxy:
        sent_over(proxy, _noise(dice, 0, 60, 300))


def _noise(dice: random.Random, *after: int) -> list[Fault]:
    return [Garbage(count, dice.randrange(100), way=way) for count in after for way in BOTH]


def test_filing_over_a_line_that_breaks_at_any_step(
    office: Desk, filed_over: Callable[..., None], dice: random.Random
) -> None:
    with _listening(office.server, at=office.server.imap) as proxy:
        filed_over(proxy, [Fault()])
        proxy.seen.turns = 0
        filed_over(proxy, [Fault()])
        faults: list[Fault] = [
            CutAtTurn(turn, heard, dice.choice(list(Then)[1:]))
            for turn in range(1, proxy.seen.turns + 1)
            for heard in (False, True)
        ]
        filed_over(proxy, faults if ALL else dice.sample(faults, min(len(faults), 8)))


def test_filing_over_a_line_that_breaks_after_any_byte(
    office: Desk, filed_over: Callable[..., None], dice: random.Random
) -> None:
    with Proxy(office.server.imap) as proxy:
        filed_over(proxy, [Fault()])
        proxy.seen.up = proxy.seen.down = 0
        filed_over(proxy, [Fault()])
        faults: list[Fault] = [
            Cut(after, way, dice.choice((Then.CLOSE, Then.RESET)))
            for way, length in (("up", proxy.seen.up), ("down", proxy.seen.down))
            for after in range(1, length, 17)
        ]
        filed_over(proxy, faults if ALL else dice.sample(faults, 8))


def test_what_was_filed_although_nobody_was_told_is_not_filed_again(
    office: Desk, filed_over: Callable[..., None]
) -> None:
    whole = rb"Shall we start on line 3\?\r\n\r\n$"
    with _listening(office.server, at=office.server.imap) as proxy:
        filed_over(proxy, [SwallowAnswer(whole, then) for then in list(Then)[1:]])
        # Half a message is none.
        filed_over(
            proxy, [CutAtWords(rb"Shall we start", "up", then=then) for then in list(Then)[1:]]
        )
        filed_over(proxy, [HalfOpen(), Slow(20_000), Garbage(900, 1), Garbage(500, 2, way="up")])


def test_a_full_mailbox_is_filed_into_when_there_is_room(office: Desk) -> None:
    office.server.deliver(office.person, b"Subject: Plans\r\n\r\n" + b"x" * 4096)
    office.server.admit(office.person, quota_kib=1)
    mail = office.outbox.queue()
    office.look_after(mail, office.sender())
    entry = office.outbox[mail]
    assert entry.state is Sending.DELIVERED  # it is out, whatever becomes of the copy
    assert "uota" in entry.said
    office.check(mail)
    office.server.admit(office.person, quota_kib=1 << 20)
    office.look_after(mail, office.sender())
    assert office.outbox[mail].state is Sending.FILED
    office.check(mail)


def test_somebody_elses_full_mailbox_is_told_and_the_draft_is_there_again(desk: Desk) -> None:
    mail = desk.outbox.queue("full@lead.example")
    desk.look_after(mail, desk.sender())
    entry = desk.outbox[mail]
    assert entry.state is Sending.FAILED
    assert "The mailbox is full" in entry.said
    assert desk.outbox.draft_is_open(mail)
    assert desk.server.deliveries(entry.message_id) == 0


def test_a_bad_certificate_gets_no_mail_and_no_password(desk: Desk) -> None:
    authority = desk.server.authority
    for bad in (authority.for_another_host(), authority.expired(), authority.of_nobody()):
        with Proxy(desk.server.smtp, certificate=bad, ca_pem=desk.server.ca_pem) as proxy:
            mail = desk.outbox.queue()
            desk.sender(proxy).look()
            assert proxy.seen.said == []
        assert desk.outbox[mail].state is Sending.QUEUED
        assert desk.server.deliveries(desk.outbox[mail].message_id) == 0
        desk.outbox.recall(mail)
