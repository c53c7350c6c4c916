"""Fetching over lines that break anywhere: everything that is on the server is here, once, and the
flags are the same on both sides.

``OUTPOST_FAULTS=all`` tries many more places; otherwise some are drawn by a seed, which is printed
(``OUTPOST_SEED`` repeats it).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.data.database import Database
from desktop_app.domain.mail_faults import ConnectionNotSafe, MailFault
from desktop_app.domain.users import User
from desktop_app.engine.jobs import Folders
from desktop_app.wire.imap import ImapSession
from tests.engine.mailbox_helpers import Desk
from tests.faults.mail import ALL, NUMBERS, Mail, dice, spread
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
    WhenSaid,
)
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

    def fetch(
        proxy: Proxy, faults: Sequence[Fault], between: Callable[[], None] = lambda: None
    ) -> None:
        _by(desk, proxy)
        for fault in faults:
            print(fault)
            mail.happens()
            proxy.next(fault)
            _look(desk)
            between()
            desk.db.run("UPDATE outpost.mailbox_mark SET due_at = now()")
            desk.fetch()
            mail.agrees()

    return fetch


def _look(desk: Desk) -> None:
    try:
        desk.fetch()
    except MailFault as error:
        print("  ", error)


def _by(desk: Desk, proxy: Proxy) -> None:
    desk.mailbox = replace(desk.mailbox, imap=replace(proxy.server, user=desk.mailbox.imap.user))


def _listening(server: RealMailServer) -> Proxy:
    return Proxy(server.imap, certificate=server.authority.good(), ca_pem=server.ca_pem)


def _measured(desk: Desk, mail: Mail, proxy: Proxy) -> None:
    """A session as those to come, so that it is known how long they are."""
    mail.happens()
    desk.fetch()
    mail.happens()
    proxy.seen.up = proxy.seen.down = proxy.seen.turns = 0
    _by(desk, proxy)
    desk.fetch()
    mail.agrees()


@pytest.mark.parametrize("starttls", [False, True], ids=["tls", "starttls"])
def test_a_line_that_breaks_after_any_byte(
    desk: Desk,
    mail: Mail,
    fetched_over: Callable[..., None],
    dice: random.Random,
    starttls: bool,
) -> None:
    with Proxy(desk.server.imap_starttls if starttls else desk.server.imap) as proxy:
        _measured(desk, mail, proxy)
        faults: list[Fault] = [
            Cut(after, way, dice.choice((Then.CLOSE, Then.RESET)))
            for way, length in (("up", proxy.seen.up), ("down", proxy.seen.down))
            for after in spread(length, 150)
        ]
        fetched_over(proxy, faults if ALL else dice.sample(faults, 8))


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
        fetched_over(proxy, faults if ALL else dice.sample(faults, min(len(faults), 14)))


@pytest.mark.parametrize("words", [rb"UID STORE", rb"UID MOVE", rb"SELECT", rb"UID FETCH"])
def test_a_change_is_told_although_the_answer_is_lost(
    desk: Desk, mail: Mail, dice: random.Random, words: bytes
) -> None:
    """The server does what it was told, or never heard it; who told it cannot know."""
    breaks: list[Fault] = [
        SwallowAnswer(words, dice.choice((Then.CLOSE, Then.RESET))),
        CutAtWords(words, "up", heard=False),
        CutAtWords(words, "up", nth=2),
    ]
    with _listening(desk.server) as proxy:
        for fault in breaks:
            print(fault)
            mail.happens()
            mail.is_put_away()
            _by(desk, proxy)
            proxy.next(fault)
            proxy.seen.said.clear()
            _look(desk)
            assert any(re.search(words, said) for way, said in proxy.seen.said if way == "up")
            desk.fetch()
            mail.agrees()


def test_silence_noise_and_a_crawl(
    desk: Desk,
    mail: Mail,
    fetched_over: Callable[..., None],
    dice: random.Random,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(ImapSession.__init__.__kwdefaults__, "silence", 1.0)
    silence = [Cut(3000, "down", Then.SILENCE), Cut(1200, "up", Then.SILENCE)]
    with Proxy(desk.server.imap) as proxy:
        fetched_over(proxy, [HalfOpen(), *silence, Slow(60_000), *_noise(dice, 0, 900, 4000)])
    with _listening(desk.server) as proxy:
        turns = [CutAtTurn(dice.randrange(2, 24), heard=True, then=Then.SILENCE) for _ in range(2)]
        fetched_over(proxy, [*turns, *_noise(dice, 0, 200, 1500)])


def _noise(dice: random.Random, *after: int) -> list[Fault]:
    """Noise for each of the two, after so many bytes."""
    return [
        Garbage(count if way == "down" else count // 4, dice.randrange(100), way=way)
        for count in (after if ALL else dice.sample(after, 2))
        for way in BOTH
    ]


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


def test_uids_that_begin_anew_between_two_broken_looks(
    desk: Desk, fetched_over: Callable[..., None], dice: random.Random
) -> None:
    with Proxy(desk.server.imap) as proxy:

        def anew() -> None:
            desk.server.new_uid_validity(desk.person, dice.choice(("INBOX", "Projects")))
            proxy.next(Cut(dice.randrange(800, 9000), "down"))
            _look(desk)

        fetched_over(proxy, [Cut(dice.randrange(800, 9000), "down") for _ in range(3)], anew)


@pytest.mark.parametrize(
    ("folder", "words"), [("INBOX", rb"SELECT \"?Projects"), ("Projects", rb"SELECT \"?Projects")]
)
def test_uids_that_begin_anew_in_the_middle_of_a_look(
    desk: Desk,
    mail: Mail,
    fetched_over: Callable[..., None],
    dice: random.Random,
    folder: str,
    words: bytes,
) -> None:
    """Between two commands of one session, which has listed the folder, or looked at it before."""
    with _listening(desk.server) as proxy:
        _measured(desk, mail, proxy)
        done: list[str] = []

        def anew() -> None:
            desk.server.new_uid_validity(desk.person, folder)
            done.append(folder)

        fetched_over(proxy, [WhenSaid(words, anew) for _ in range(3)])
    assert len(done) == 3


def test_a_full_mailbox_takes_flags_and_what_is_put_away(
    desk: Desk, mail: Mail, dice: random.Random
) -> None:
    """Full, it may refuse a move: then it is told again, and nothing is lost meanwhile."""
    for _ in range(3):
        mail.happens()
    desk.fetch()
    desk.server.admit(desk.person, quota_kib=1)
    mail.happens()
    mail.is_put_away()
    for _ in range(2):
        desk.db.run("UPDATE outpost.mailbox_mark SET due_at = now()")
        desk.fetch()
    desk.server.admit(desk.person, quota_kib=1 << 20)
    desk.db.run("UPDATE outpost.mailbox_mark SET due_at = now()")
    desk.fetch()
    mail.agrees()
