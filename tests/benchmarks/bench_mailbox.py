"""The first pull of a mailbox, and new mail under IDLE, from a real Dovecot.

The floor of the pull is what cannot be avoided and what is measured elsewhere: the same bodies
fetched in batches by a bare loop, and the same messages imported from a Maildir.
"""

from __future__ import annotations

import imaplib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from desktop_app.bootstrap.listening import listen
from desktop_app.bootstrap.opened import Opened
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.changes import Kind, Notice
from desktop_app.domain.jobs import JobKind
from desktop_app.domain.mailboxes import Mailbox
from desktop_app.domain.users import User
from desktop_app.engine.worker import run_here
from desktop_app.wire.mail_sources import open_source
from desktop_app.wire.mail_tls import tls_context
from tests.benchmarks import corpus
from tests.benchmarks.harness import Figure, folder, seconds, workspace
from tests.benchmarks.mailbox_window import window_over
from tests.mailservers import real
from tests.mailservers.authority import Authority
from tests.mailservers.people import MailUser
from tests.mailservers.real import RealMailServer

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "20000"))
_NEW = 100
_BATCH = 500
_PATIENCE = 120.0


def run() -> Iterator[Figure]:
    if missing := real.missing():
        print(f"   left out: needs {' and '.join(missing)}")
        return
    server = RealMailServer(Authority("Authority of the benchmark"))
    try:
        person = server.user("bench")
        size = _fill(server, person)
        yield from _measure(server, person, size)
    finally:
        server.stop()


def _measure(server: RealMailServer, person: MailUser, size: float) -> Iterator[Figure]:
    _bare_fetch(server, person)  # Dovecot makes its index once, for whoever comes first
    fetched = seconds(lambda: _bare_fetch(server, person))
    imported = _import(server.maildir(person).path)
    with workspace() as (opened, user, place):
        mailbox = _mailbox(opened, user, server, person)
        with _engine(opened, mailbox, person, "pull") as engine:
            said = engine.says()
        if said["new"] < 0.99 * MESSAGES:  # a few of the archive are there twice
            raise RuntimeError(f"only {said['new']:,} of {MESSAGES:,} messages came in")
        yield Figure(
            f"first pull of {said['new']:,} messages ({size:,.0f} MB)",
            said["seconds"], "s", fetched + imported, 1.5,
            f"(bare fetch {fetched:.1f} s, Maildir import {imported:.1f} s)",
        )  # fmt: skip
        yield Figure("memory of the engine meanwhile", engine.peak, "MB", limit=300)
        yield Figure("the same with its reading process", engine.peak_of_all, "MB")
        neighbours = _neighbours(server, person)
        if neighbours is not None:
            yield Figure("first pull, to mbsync + notmuch", said["seconds"], "s", neighbours, 0.2)
        with _engine(opened, mailbox, person, "idle") as engine:
            engine.says()
            taken, said_after = _arrive(opened, server, person)
            yield Figure(
                f"{_NEW} new messages, from arrival to notice", taken, "s",
                note=f"({said_after:.2f} s of it until Dovecot says so)",
            )  # fmt: skip
        yield Figure("memory of the engine under IDLE", engine.peak, "MB", limit=300)
        taken, said_after = _arrive_in_window(place / "home", mailbox, server, person)
        yield Figure(
            f"{_NEW} new messages, from arrival to their rows on screen", taken, "s", limit=0.8,
            note=f"({said_after:.2f} s of it until Dovecot says so)",
        )  # fmt: skip


def _fill(server: RealMailServer, person: MailUser) -> float:
    """Puts the archive into the inbox; megabytes."""
    inbox, size = server.maildir(person), 0
    with folder() as place:
        for found in open_source(corpus.archive(place / "mail", MESSAGES)).iterate(None):
            inbox.add(found.raw)
            size += len(found.raw)
    return size / 1e6


def _bare_fetch(server: RealMailServer, person: MailUser) -> None:
    session = imaplib.IMAP4_SSL(
        server.imap.host, server.imap.port, ssl_context=tls_context(server.ca_pem)
    )
    session.login(person.address, person.password)
    session.select("INBOX", readonly=True)
    count = 0
    _, (found,) = session.uid("SEARCH", "ALL")
    uids = found.decode().split()
    for start in range(0, len(uids), _BATCH):
        group = f"{uids[start]}:{uids[min(start + _BATCH, len(uids)) - 1]}"
        _, parts = session.uid("FETCH", group, "(UID FLAGS BODY.PEEK[])")
        count += sum(isinstance(part, tuple) for part in parts)
    session.logout()
    if count != MESSAGES:
        raise RuntimeError(f"{count:,} of {MESSAGES:,} messages were fetched")


def _import(maildir: Path) -> float:
    with workspace() as (opened, user, _):
        return seconds(
            lambda: run_here(
                opened.db, opened.folders, user.id, JobKind.IMPORT_MAIL, "bench",
                {"path": str(maildir), "me": []},
            )
        )  # fmt: skip


def _mailbox(opened: Opened, user: User, server: RealMailServer, person: MailUser) -> Mailbox:
    mailbox = replace(server.mailbox(person, user.id), horizon_days=None, first_days=36500)
    with opened.db.transaction():
        MailboxRepository(opened.db).add(mailbox)
    return mailbox


# -- the engine, and how much memory it takes -----------------------------------------------------


class _Engine:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.peak = self.peak_of_all = 0.0

    def says(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the engine ended without a word")
        return json.loads(line)

    def watch(self) -> None:
        """Until it ends: the most memory it took (resident, shared pages included)."""
        engine = psutil.Process(self._process.pid)
        while self._process.poll() is None:
            try:
                own = _megabytes(engine)
                rest = sum(_megabytes(child) for child in engine.children(recursive=True))
            except psutil.Error:
                continue
            self.peak = max(self.peak, own)
            self.peak_of_all = max(self.peak_of_all, own + rest)
            time.sleep(0.25)  # looking for children is work, beside what is measured


def _megabytes(process: psutil.Process) -> float:
    return process.memory_info().rss / 1e6


@contextmanager
def _engine(opened: Opened, mailbox: Mailbox, person: MailUser, work: str) -> Iterator[_Engine]:
    folders = opened.folders
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.mail_engine"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        engine = _Engine(process)
        watch = threading.Thread(target=engine.watch)
        watch.start()
        told = {
            "url": opened.db.url,
            "database_password": opened.db.password,
            "folders": [str(each) for each in (folders.files, folders.raw, folders.reports)],
            "mailbox": str(mailbox.id),
            "password": person.password,
            "work": work,
        }
        assert process.stdin is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        try:
            yield engine
        finally:
            process.terminate()
            process.wait(30)
            watch.join()


# -- new mail -------------------------------------------------------------------------------------


def _arrive(opened: Opened, server: RealMailServer, person: MailUser) -> tuple[float, float]:
    """Seconds from the arrival of the last of many new messages until a listener, as the window is
    one, has been told and finds them all; and until the server tells who waits at the inbox."""
    told = threading.Event()
    told_at: list[float] = []

    def on_notice(notice: Notice) -> None:
        if Kind.CONVERSATIONS in notice.kinds:
            told_at.append(time.time())
            told.set()

    def count() -> int:
        return int(
            opened.db.value(
                "SELECT count(*) FROM public.emails WHERE subject = 'Bench of new mail'"
            )
        )

    stop = listen(opened, on_notice, lambda lost: None)
    try:
        server.maildir(person).add(_letter("notice", 0))
        _until(told, lambda: count() == 1)  # it listens
        arrived, said_after = _comes_at_once(server, person, "notice")
        _until(told, lambda: count() == _NEW + 1)
        return told_at[-1] - arrived, said_after
    finally:
        stop()


def _arrive_in_window(
    home: Path, mailbox: Mailbox, server: RealMailServer, person: MailUser
) -> tuple[float, float]:
    """The same until all are rows of the window's Inbox, painted; its engine is its own."""
    with window_over(home, mailbox, person.password, _NEW) as window:
        window.says("ready")
        server.maildir(person).add(_letter("window", 0))
        window.says("first")
        arrived, said_after = _comes_at_once(server, person, "window")
        return window.says("shown_at") - arrived, said_after


def _comes_at_once(server: RealMailServer, person: MailUser, kind: str) -> tuple[float, float]:
    """The moment at which many messages came, and how long the server took to say so to another
    program that waits at the inbox."""
    with server.connect(person) as other:
        other.select("INBOX", readonly=True)
        other.send(b"X IDLE\r\n")
        other.readline()
        time.sleep(3)  # at rest: what the engine does first is over
        letters = [_letter(kind, number) for number in range(1, _NEW + 1)]
        server.maildir(person).add_at_once(letters)
        arrived = time.time()
        while b"EXISTS" not in other.readline():
            pass
        return arrived, time.time() - arrived


def _letter(kind: str, number: int) -> bytes:
    return (
        f"From: Ada <ada@customer.example>\r\nTo: bench@rep.example\r\n"
        f"Subject: Bench of new mail\r\nMessage-ID: <{kind}-{number}@customer.example>\r\n"
        "Date: Wed, 17 Jun 2026 09:00:00 +0000\r\n\r\nWhen can you start?\r\n"
    ).encode()


def _until(told: threading.Event, there: Callable[[], bool]) -> None:
    end = time.perf_counter() + _PATIENCE
    while not there():
        if time.perf_counter() > end:
            raise RuntimeError("new mail did not come in")
        told.wait(1)
        told.clear()


# -- the neighbours -------------------------------------------------------------------------------


def _neighbours(server: RealMailServer, person: MailUser) -> float | None:
    """mbsync and notmuch on the same mailbox; None where they are not installed."""
    if not (shutil.which("mbsync") and shutil.which("notmuch")):
        return None
    with folder() as place:
        (place / "ca.pem").write_text(server.ca_pem)
        (place / "mail").mkdir()
        (place / "mbsyncrc").write_text(
            f"IMAPAccount bench\nHost localhost\nPort {server.imap.port}\n"
            f"User {person.address}\nPass {person.password}\nSSLType IMAPS\n"
            f"CertificateFile {place}/ca.pem\n\nIMAPStore far\nAccount bench\n\n"
            f"MaildirStore near\nPath {place}/mail/\nInbox {place}/mail/inbox\n\n"
            "Channel bench\nFar :far:INBOX\nNear :near:inbox\nCreate Near\nSyncState *\n"
        )
        (place / "notmuch").write_text(
            f"[database]\npath={place}/mail\n[user]\nname=Bench\nprimary_email={person.address}\n"
            "[new]\ntags=new\n"
        )
        environment = {**os.environ, "NOTMUCH_CONFIG": str(place / "notmuch"), "HOME": str(place)}

        def both() -> None:
            for command in (["mbsync", "-q", "-c", str(place / "mbsyncrc"), "bench"],
                            ["notmuch", "new", "--quiet"]):  # fmt: skip
                subprocess.run(command, check=True, env=environment, capture_output=True)

        return seconds(both)
