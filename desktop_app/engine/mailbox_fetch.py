"""A look at a mailbox: what came, what left, what to tell its server, and what is still wanted."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from desktop_app.data.mailbox_folders import FolderRepository
from desktop_app.domain.mail_faults import MailServerRefused, SignInRefused
from desktop_app.domain.mailbox_folders import FolderCounts, MailFolder, is_followed
from desktop_app.domain.mailboxes import Auth, Credential, FolderRole, Mailbox
from desktop_app.engine.mailbox_folder import EVER, FolderLook, Looking
from desktop_app.engine.mailbox_marks import MarkPush
from desktop_app.wire.imap import ImapSession, RemoteFolder
from desktop_app.wire.imap_line import Line

log = logging.getLogger(__name__)

CredentialSource = Callable[[Mailbox], Credential]

_OLDER: Final = 4  # times as far back with every step into the past


def sign_in(
    mailbox: Mailbox,
    credentials: CredentialSource,
    *,
    spool: Path | None = None,
    on_line: Callable[[Line], None] = lambda line: None,
) -> ImapSession:
    """A session with a mailbox's server. A token that is not taken is asked for anew, once.

    Raises:
        MailFault: no server, no TLS, no sign-in.
    """

    def attempt() -> ImapSession:
        return ImapSession(
            mailbox.imap, credentials(mailbox), ca_pem=mailbox.ca_pem, spool=spool, on_line=on_line
        )

    try:
        return attempt()
    except SignInRefused:
        forget = getattr(credentials, "forget", None)
        if mailbox.auth is not Auth.OAUTH2 or forget is None:
            raise
        forget(mailbox.id)
        return attempt()


class MailboxLook:
    """A mailbox, over a session that nobody else uses meanwhile."""

    def __init__(self, looking: Looking, session: ImapSession) -> None:
        self._looking = looking
        self._session = session
        self._rows = FolderRepository(looking.db)

    def list_folders(self, listed: Sequence[RemoteFolder] = ()) -> tuple[MailFolder, ...]:
        """Learn the folders of the server; returns those that are followed, the inbox first.

        Args:
            listed: what it said already; empty: it is asked.
        """
        listed = listed or self._session.folders()
        labels = self._session.is_gmail and any(each.role is FolderRole.ALL for each in listed)
        kept = self._rows.keep(
            self._looking.mailbox.id,
            [(each.path, each.role, is_followed(each.role, labels=labels)) for each in listed],
        )
        return tuple(each for each in kept if each.followed)

    def refresh(self, *, all_of_them: bool = False) -> Iterator[FolderCounts]:
        """What happened since the last look, in every folder that is followed.

        Args:
            all_of_them: also where the server says that nothing did.
        """
        if not self._rows.list_folders(self._looking.mailbox.id):
            self._looking.reader.prepare()  # a new mailbox: all of its mail comes next
        listed = self._session.folders(status=not all_of_them)
        status = {each.path: each.status for each in listed}
        for folder in self.list_folders(listed):
            look = FolderLook(self._looking, self._session, folder)
            try:
                if not all_of_them and look.unchanged(status.get(folder.path)):
                    self._rows.change(folder.id, looked_at=self._looking.now())
                    continue
                look.refresh()
                look.settle()
                yield look.counts
            except MailServerRefused as error:
                yield self._refused(folder, error)

    def push(self) -> int:
        """Tell the server what was changed here."""
        return MarkPush(self._looking, self._session).push()

    def complete(self, *, again: bool = False) -> Iterator[FolderCounts]:
        """Bring what is wanted: the first days of every folder, then older mail step by step.

        Args:
            again: look for gaps also where everything is here already.
        """
        mailbox, today = self._looking.mailbox, self._looking.now().date()
        horizon = horizon_of(mailbox, today)
        with contextlib.closing(self._looking.reader):
            for since in steps(mailbox, today):
                for folder in self._rows.list_folders(mailbox.id):
                    covered = folder.covers_since is not None and folder.covers_since <= since
                    if not folder.followed or (covered and not (again and since == horizon)):
                        continue
                    look = FolderLook(self._looking, self._session, folder)
                    try:
                        yield look.complete(since, horizon)
                    except MailServerRefused as error:
                        yield self._refused(folder, error)

    def _refused(self, folder: MailFolder, error: MailServerRefused) -> FolderCounts:
        """One folder that cannot be opened is no reason to leave the others alone."""
        log.info("a folder was refused: %s", error)
        self._rows.change(folder.id, said=error.title)
        return FolderCounts(folder.path, folder.role, said=error.title)


def horizon_of(mailbox: Mailbox, today: date) -> date:
    """The day from which on mail is wanted."""
    return EVER if mailbox.horizon_days is None else _before(today, mailbox.horizon_days)


def steps(mailbox: Mailbox, today: date) -> tuple[date, ...]:
    """How far back to go, step by step: the first days, then four times as far, to the horizon."""
    horizon = horizon_of(mailbox, today)
    days = max(1, mailbox.first_days)
    found: list[date] = []
    while (since := _before(today, days)) > horizon and days < 4000:
        found.append(since)
        days *= _OLDER
    return (*found, horizon)


def _before(today: date, days: int) -> date:
    return max(EVER, today - timedelta(days=min(days, (today - EVER).days)))


def fetch_once(
    looking: Looking, credentials: CredentialSource, spool: Path
) -> tuple[FolderCounts, ...]:
    """All that is due in a mailbox, once: new mail, flags both ways, and everything wanted.

    Raises:
        MailFault: the server cannot be asked.
        Stopped: between batches.
    """
    session = sign_in(looking.mailbox, credentials, spool=spool)
    with contextlib.closing(session), contextlib.closing(looking.reader):
        look = MailboxLook(looking, session)
        found: dict[str, FolderCounts] = {}
        for counts in look.refresh(all_of_them=True):
            _add(found, counts)
        look.push()
        for counts in look.complete(again=True):
            _add(found, counts)
        look.push()  # what was changed here while its message was in a folder unknown until now
        return tuple(found.values())


def _add(found: dict[str, FolderCounts], more: FolderCounts) -> None:
    so_far = found.get(more.path)
    found[more.path] = more if so_far is None else FolderCounts(
        more.path, more.role, so_far.new + more.new, so_far.known + more.known,
        so_far.broken + more.broken, so_far.gone + more.gone, so_far.flags + more.flags,
        more.server_count, more.local_count, more.missing, more.said,
    )  # fmt: skip
