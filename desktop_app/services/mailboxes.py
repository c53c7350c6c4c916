"""The mailboxes of a user: what there is, how it goes, and what is chosen for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import numeral, plural, tr
from desktop_app.domain.mailbox_settings import (
    MailSettings,
    check_aliases,
    check_cap,
    check_horizon,
    check_name,
    check_server,
)
from desktop_app.domain.mailboxes import FolderHealth, Mailbox, secret_name
from desktop_app.services.present import Secrets


class MailboxService:
    """The mailboxes of a user. Every command can be undone; adding one is
    ``MailboxSetupService``'s.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, secrets: Secrets) -> None:
        self._db = db
        self._user_id = user_id
        self._secrets = secrets
        self._mailboxes = MailboxRepository(db)
        self._journal = JournalRepository(db)

    def list(self) -> tuple[Mailbox, ...]:
        """All of them in their order; new mail is written from the first."""
        return self._mailboxes.list(self._user_id)

    def health(self) -> tuple[FolderHealth, ...]:
        """How each folder on the servers and what is here agree, in the order of the mailboxes."""
        return self._mailboxes.health(self._user_id)

    def on_its_way(self, mailbox_id: UUID) -> int:
        """How many mails of the outbox are still to be sent from a mailbox."""
        found = self._mailboxes.get(mailbox_id, self._user_id)
        return self._mailboxes.on_its_way(found.id) if found else 0

    def look_now(self) -> int:
        """Ask for a look at all mailboxes that are not paused; how many those are. Where no engine
        runs, the next one looks when it begins."""
        return self._mailboxes.want_look(self._user_id)

    # -- commands ------------------------------------------------------------------------------

    def rename(self, mailbox_id: UUID, name: str) -> Changes:
        """Set the name that stands in From.

        Raises:
            KnownError: it is too long; the mailbox is not there any more.
        """
        wanted = check_name(name)
        return self._change(
            mailbox_id,
            "rename_mailbox",
            lambda old: replace(old, name=wanted),
            lambda new: (
                tr("Mail from {address} is from “{name}” now", address=new.address, name=wanted)
                if wanted
                else tr(
                    "Mail from {address} bears the name of your profile now", address=new.address
                )
            ),
        )

    def set_aliases(self, mailbox_id: UUID, aliases: Sequence[str]) -> Changes:
        """Set the further addresses that a mailbox receives and may write from.

        Raises:
            KnownError: one of them is none; there are too many; the mailbox is not there any more.
        """
        given = tuple(aliases)
        return self._change(
            mailbox_id,
            "set_mailbox_aliases",
            lambda old: replace(old, aliases=check_aliases(given, old.address)),
            lambda new: tr("Aliases of {address} changed", address=new.address),
        )

    def pause(self, mailbox_id: UUID, paused: bool) -> Changes:
        """Fetch and send nothing for a while, or go on.

        Raises:
            KnownError: the mailbox is not there any more.
        """
        return self._change(
            mailbox_id,
            "pause_mailbox",
            lambda old: replace(old, paused=paused),
            lambda new: (
                tr("{address} is paused", address=new.address)
                if paused
                else tr("{address} is fetched and sent from again", address=new.address)
            ),
        )

    def set_horizon(self, mailbox_id: UUID, days: int | None) -> Changes:
        """Set how many days of mail are fetched in the end; None for all. Mail that is here
        already stays.

        Raises:
            KnownError: no possible number; the mailbox is not there any more.
        """
        wanted = check_horizon(days)
        return self._change(
            mailbox_id,
            "set_mailbox_horizon",
            lambda old: replace(old, horizon_days=wanted),
            lambda new: (
                tr("All mail of {address} is kept here", address=new.address)
                if wanted is None
                else plural(
                    "{n} days of mail of {address} are kept here",
                    "{n} day of mail of {address} is kept here",
                    wanted,
                    address=new.address,
                )
            ),
        )

    def set_cap(self, mailbox_id: UUID, daily_cap: int) -> Changes:
        """Set how many mails a day are sent at most.

        Raises:
            KnownError: no possible number; the mailbox is not there any more.
        """
        wanted = check_cap(daily_cap)
        return self._change(
            mailbox_id,
            "set_mailbox_cap",
            lambda old: replace(old, daily_cap=wanted),
            lambda new: tr(
                "{address} sends {count} mails a day at most",
                address=new.address,
                count=numeral(wanted),
            ),
        )

    def edit(
        self,
        mailbox_id: UUID,
        *,
        name: str,
        aliases: Sequence[str],
        horizon_days: int | None,
        daily_cap: int,
    ) -> Changes:
        """Set all that a form shows of a mailbox, as one command.

        Raises:
            KnownError: something of it cannot be right; the mailbox is not there any more.
        """
        given = tuple(aliases)
        return self._change(
            mailbox_id,
            "edit_mailbox",
            lambda old: replace(
                old,
                name=check_name(name),
                aliases=check_aliases(given, old.address),
                horizon_days=check_horizon(horizon_days),
                daily_cap=check_cap(daily_cap),
            ),
            lambda new: tr("Settings of {address} changed", address=new.address),
        )

    def set_servers(self, mailbox_id: UUID, settings: MailSettings, ca_pem: str = "") -> Changes:
        """Set where its servers are, as they were checked.

        Raises:
            KnownError: a server cannot be right; the mailbox is not there any more.
        """
        imap = check_server(settings.imap, "imap")
        smtp = check_server(settings.smtp, "smtp")
        return self._change(
            mailbox_id,
            "set_mailbox_servers",
            lambda old: replace(old, imap=imap, smtp=smtp, ca_pem=ca_pem or old.ca_pem),
            lambda new: tr("Servers of {address} changed", address=new.address),
        )

    def reorder(self, mailbox_ids: Sequence[UUID]) -> Changes:
        """Put them into this order; those not named follow as they stood."""
        with self._db.transaction():
            self._mailboxes.lock(self._user_id)
            places = {each: number for number, each in enumerate(mailbox_ids)}
            standing = sorted(self.list(), key=lambda each: places.get(each.id, len(places)))
            changes = [
                self._mailboxes.put(each, replace(each, position=number))
                for number, each in enumerate(standing)
            ]
            said = tr("New mail is from {address}", address=standing[0].address) if standing else ""
            return self._noted(
                "reorder_mailboxes", said, [each for each in changes if each is not None]
            )

    def remove(self, mailbox_id: UUID) -> Changes:
        """Take a mailbox away from here; on its server nothing changes, and mail that is here
        stays. Its password is forgotten at once: after an undo it asks for it again.

        Raises:
            KnownError: mail is still to be sent from it; it is not there any more.
        """
        with self._db.transaction():
            self._mailboxes.lock(self._user_id)
            mailbox = self._one(mailbox_id)
            change = self._mailboxes.remove(mailbox)
            done = self._noted(
                "remove_mailbox",
                tr("{address} removed; its mail stays here", address=mailbox.address),
                [change],
            )
        # Behind the transaction: what comes to nothing must not cost a password.
        self._secrets.delete(secret_name(mailbox_id))
        return done

    def _change(
        self,
        mailbox_id: UUID,
        command: str,
        make: Callable[[Mailbox], Mailbox],
        say: Callable[[Mailbox], str],
    ) -> Changes:
        with self._db.transaction():
            self._mailboxes.lock(self._user_id)
            old = self._one(mailbox_id)
            new = make(old)
            change = self._mailboxes.put(old, new)
            return self._noted(command, say(new), [change] if change else [])

    def _one(self, mailbox_id: UUID) -> Mailbox:
        found = self._mailboxes.get(mailbox_id, self._user_id)
        if found is None:
            raise gone()
        return found

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        journal_id = self._journal.add(self._user_id, command, said, changes)
        self._db.tell(Kind.MAILBOXES, user_id=self._user_id)
        return Changes(Kind.MAILBOXES, said, journal_id)


def gone() -> KnownError:
    """The answer where a mailbox is asked for that is not there, or somebody else's."""
    return KnownError(tr("This mailbox is not there any more."), tr("Nothing was changed."))
