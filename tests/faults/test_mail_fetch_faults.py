"""Fetching over lines that break anywhere: everything that is on the server is here, once, and the
flags are the same on both sides.

``OUTPOST_FAULTS=all`` tries many more places; otherwise some are drawn by a seed, which is printed
(``OUTPOST_SEED`` repeats it).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.mail_faults import ConnectionNotSafe, MailFault
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.wire.imap import ImapSession
from tests.engine.mailbox_helpers import Desk
from tests.faults.mail import ALL, NUMBERS, Mail, dice
from tests.mailservers.proxy import Cut, CutAtTurn, Fault, Garbage, HalfOpen, Proxy, Slow, Then
from tests.mailservers.real import RealMailServer

__all__ = ["dice"]


@pytest.fixture
def desk(db: Database, mail_server: RealMailServer, user: User, tmp_path: Path) -> Desk:
    folders = Folders(tmp_path / "files", tmp_path / "raw", tmp_path / "reports")
    for folder in (folders.files, folders.raw, folders.reports):
        folder.mkdir()
    return Desk(db, folders, mail_server, user.id, tmp_path / "spool")


@pytest.fixture
def mail(desk: Desk, dice: random.Random) -> Mail:
    return Mail(desk, dice)


@pytest.fixture
def fetched_over(desk: Desk, mail: Mail) -> Callable[..., None]:
    """Looks at the mailbox over each of these faults, then over a fine line, and compares."""

    def fetch(proxy: Proxy, faults: list[Fault]) -> None:
        desk.mailbox = replace(
            desk.mailbox, imap=replace(proxy.server, user=desk.mailbox.imap.user)
        )
        for fault in faults:
            print(fault)
            mail.happens()
            proxy.next(fault)
            try:
                desk.fetch()
            except MailFault as error:
                print("  ", error)
            desk.db.run("UPDATE outpost.mailbox_mark SET due_at = now()")
            desk.fetch()
            mail.agrees()

    return fetch


def _listening(server: RealMailServer) -> Proxy:
    return Proxy(server.imap, certificate=server.authority.good(), ca_pem=server.ca_pem)


def _measured(desk: Desk, mail: Mail, proxy: Proxy) -> None:
    """A session as those to come, so that it is known how long they are."""
    mail.happens()
    desk.fetch()
    mail.happens()
    proxy.seen.up = proxy.seen.down = proxy.seen.turns = 0
    desk.mailbox = replace(desk.mailbox, imap=replace(proxy.server, user=desk.mailbox.imap.user))
    desk.fetch()
    mail.agrees()


def test_a_line_that_breaks_after_any_byte(
    desk: Desk, mail: Mail, fetched_over: Callable[..., None], dice: random.Random
) -> None:
    with Proxy(desk.server.imap) as proxy:
        _measured(desk, mail, proxy)
        faults: list[Fault] = [
            Cut(after, way, dice.choice((Then.CLOSE, Then.RESET)))
            for way, length in (("up", proxy.seen.up), ("down", proxy.seen.down))
            for after in range(1, length, 61)
        ]
        fetched_over(proxy, faults if ALL else dice.sample(faults, 16))


def test_a_line_that_breaks_at_any_step(
    desk: Desk, mail: Mail, fetched_over: Callable[..., None], dice: random.Random
) -> None:
    with _listening(desk.server) as proxy:
        _measured(desk, mail, proxy)
        faults: list[Fault] = [
            CutAtTurn(turn, heard, dice.choice((Then.CLOSE, Then.RESET)))
            for turn in range(1, proxy.seen.turns + 1)
            for heard in (False, True)
        ]
        fetched_over(proxy, faults if ALL else dice.sample(faults, min(len(faults), 16)))


def test_silence_noise_and_a_crawl(
    desk: Desk,
    mail: Mail,
    fetched_over: Callable[..., None],
    dice: random.Random,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(ImapSession.__init__.__kwdefaults__, "silence", 1.0)
    faults = [HalfOpen(), Cut(3000, "down", Then.SILENCE), Slow(60_000)]
    faults += [Garbage(after, seed=dice.randrange(100)) for after in (0, 900, 4000)]
    with Proxy(desk.server.imap) as proxy:
        fetched_over(proxy, faults)
    with _listening(desk.server) as proxy:
        fetched_over(proxy, [Garbage(after, seed=dice.randrange(100)) for after in (0, 200, 1500)])


def test_a_bad_certificate_gets_no_password(desk: Desk) -> None:
    authority = desk.server.authority
    desk.deliver(next(NUMBERS))
    fine = desk.mailbox
    for bad in (authority.for_another_host(), authority.expired(), authority.of_nobody()):
        with Proxy(desk.server.imap, certificate=bad, ca_pem=desk.server.ca_pem) as proxy:
            desk.mailbox = replace(fine, imap=replace(proxy.server, user=fine.imap.user))
            with pytest.raises(ConnectionNotSafe):
                desk.fetch()
            assert [said for way, said in proxy.seen.said if way == "up"] == []
    assert desk.here() == {}


def test_uids_that_begin_anew_amid_it_all(
    desk: Desk, mail: Mail, fetched_over: Callable[..., None], dice: random.Random
) -> None:
    with Proxy(desk.server.imap) as proxy:
        for _ in range(3):
            fetched_over(proxy, [Cut(dice.randrange(800, 9000), "down")])
            desk.server.new_uid_validity(desk.person)
