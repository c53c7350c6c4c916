"""Rows of ``outpost.mailbox``: where a rep's mail is fetched and sent. No secret is in any."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg import errors

from desktop_app.data.database import Database
from desktop_app.data.journal import RowChange
from desktop_app.domain.changes import Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.kept_words import kept, told
from desktop_app.domain.language import plural, tr
from desktop_app.domain.mailboxes import (
    Auth,
    FolderHealth,
    FolderRole,
    Mailbox,
    MailboxState,
    Security,
    Server,
)

TABLE = "outpost.mailbox"

_COLUMNS = (
    *("id", "user_id", "address", "name", "aliases", "auth", "provider"),
    *("imap_host", "imap_port", "imap_security", "imap_user"),
    *("smtp_host", "smtp_port", "smtp_security", "smtp_user"),
    *("ca_pem", "files_sent", "first_days", "horizon_days", "daily_cap", "paused"),
    *("state", "said", "looked_at", "position"),
)
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM {TABLE}"

# What the engine learns by itself: no decision of the user's, so that no undo brings it back.
LEARNED = frozenset({"files_sent", "state", "said", "looked_at"})

_ON_ITS_WAY = ("queued", "sending", "unknown", "held")


class MailboxRepository:
    """The mailboxes of users. Every address of one is also among the rep's own addresses
    (``outpost.own_address``) from the same transaction on: a trigger sees to that."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def list(self, user_id: UUID) -> tuple[Mailbox, ...]:
        """A user's mailboxes in their order: the first is the one new mail is written from."""
        rows = self._db.rows(
            f"{_SELECT} WHERE user_id = %s ORDER BY position, created_at, id", (user_id,)
        )
        return tuple(_mailbox(row) for row in rows)

    def every(self) -> tuple[Mailbox, ...]:
        """Those of everybody, for the engine."""
        rows = self._db.rows(f"{_SELECT} ORDER BY user_id, position, created_at, id")
        return tuple(_mailbox(row) for row in rows)

    def get(self, mailbox_id: UUID, user_id: UUID | None = None) -> Mailbox | None:
        """A mailbox as it stands.

        Args:
            user_id: whose it has to be; None for anybody's, as the engine asks.
        """
        row = self._db.row(f"{_SELECT} WHERE id = %s", (mailbox_id,))
        found = _mailbox(row) if row else None
        return None if found and user_id is not None and found.user_id != user_id else found

    def lock(self, user_id: UUID) -> None:
        """One at a time changes mailboxes of this user, until the transaction ends."""
        self._db.run("SELECT pg_advisory_xact_lock(hashtextextended(%s, 13))", (str(user_id),))

    def add(self, mailbox: Mailbox) -> RowChange:
        """Add a mailbox, and its addresses to the rep's own.

        Raises:
            KnownError: the user has one with this address.
        """
        values = _values(mailbox)
        try:
            with self._db.transaction():
                self._db.run(
                    f"INSERT INTO {TABLE} ({', '.join(values)}) "
                    f"VALUES ({', '.join(['%s'] * len(values))})",
                    [*values.values()],
                )
        except errors.UniqueViolation as error:
            raise KnownError(
                tr("{address} is connected already.", address=mailbox.address),
                tr("Its settings can be changed in the list of mailboxes."),
            ) from error
        return RowChange(TABLE, mailbox.id, None, _json(values))

    def put(self, old: Mailbox, new: Mailbox) -> RowChange | None:
        """Change a mailbox, all but what :meth:`set_state` sets; None when nothing differs.

        An alias that goes is no address of the rep's any more, unless another mailbox has it.
        """
        was, will = _values(old), _values(new)
        after = {
            name: value
            for name, value in will.items()
            if was[name] != value and name not in LEARNED | {"id", "user_id"}
        }
        if not after:
            return None
        self._db.run(
            f"UPDATE {TABLE} SET {', '.join(f'{name} = %s' for name in after)} "
            "WHERE id = %s AND user_id = %s",
            [*after.values(), old.id, old.user_id],
        )
        return RowChange(TABLE, old.id, _json({name: was[name] for name in after}), _json(after))

    def remove(self, mailbox: Mailbox) -> RowChange:
        """Take a mailbox away. Its mail stays, and its addresses stay the rep's own: they wrote
        what was sent from them. What is known of its folders goes; should it come back, they are
        looked at anew, and no message is doubled. It comes back without its password.

        Raises:
            KnownError: mail that is still to be sent from it is in the outbox.
        """
        waiting = self.on_its_way(mailbox.id)
        if waiting:
            raise KnownError(
                plural(
                    "{n} mails of {address} are still in the outbox.",
                    "{n} mail of {address} is still in the outbox.",
                    waiting,
                    address=mailbox.address,
                ),
                tr("Send them or take them back first; the mailbox was not removed."),
            )
        self._db.run(
            f"DELETE FROM {TABLE} WHERE id = %s AND user_id = %s", (mailbox.id, mailbox.user_id)
        )
        return RowChange(TABLE, mailbox.id, _json(_values(brought_back(mailbox))), None)

    def on_its_way(self, mailbox_id: UUID) -> int:
        """How many mails of the outbox are still to be sent from it."""
        return int(
            self._db.value(
                "SELECT count(*) FROM outpost.outgoing WHERE mailbox_id = %s AND state = ANY(%s)",
                (mailbox_id, [*_ON_ITS_WAY]),
            )
        )

    # -- what the engine learns ----------------------------------------------------------------

    def set_state(
        self, mailbox_id: UUID, state: MailboxState, said: str = "", at: datetime | None = None
    ) -> bool:
        """Note how it went the last time somebody looked, and tell who shows it.

        Args:
            said: what failed, in words, without a secret; "" when nothing did.
            at: when that was, UTC; None leaves the time of the last look.

        Returns:
            whether state or words are others than before.
        """
        with self._db.transaction():
            row = self._db.row(
                f"UPDATE {TABLE} AS mailbox SET state = %(state)s, said = %(said)s, "
                "looked_at = coalesce(%(at)s::timestamptz, mailbox.looked_at) "
                f"FROM (SELECT id, state, said FROM {TABLE} WHERE id = %(id)s FOR UPDATE) AS was "
                "WHERE mailbox.id = was.id "
                "RETURNING mailbox.user_id, (was.state, was.said) IS DISTINCT FROM "
                "(mailbox.state, mailbox.said)",
                {"id": mailbox_id, "state": str(state), "said": kept(said), "at": at},
            )
            if row is None:
                return False
            self._db.tell(Kind.MAILBOXES, user_id=row[0])
            return bool(row[1])

    def want_look(self, user_id: UUID, mailbox_id: UUID | None = None) -> int:
        """Ask the engine to look at once, whatever pause it makes.

        Args:
            mailbox_id: which; None for all of the user's that are not paused.

        Returns:
            how many will be looked at.
        """
        with self._db.transaction():
            found = self._db.rows(
                f"UPDATE {TABLE} SET wanted_at = clock_timestamp() WHERE user_id = %(user)s "
                "AND NOT paused AND id = coalesce(%(id)s, id) RETURNING id",
                {"user": user_id, "id": mailbox_id},
            )
            if found:
                self._db.tell(Kind.MAILBOXES, user_id=user_id)
            return len(found)

    def wanted(self) -> dict[UUID, datetime | None]:
        """When somebody last asked for a look at each mailbox, of everybody's."""
        return dict(self._db.rows(f"SELECT id, wanted_at FROM {TABLE}"))

    def set_files_sent(self, mailbox_id: UUID, files_sent: bool) -> None:
        """Note whether the server files by itself what it sends."""
        self._db.run(f"UPDATE {TABLE} SET files_sent = %s WHERE id = %s", (files_sent, mailbox_id))

    def health(self, user_id: UUID) -> tuple[FolderHealth, ...]:
        """How the folders of a user's mailboxes and what is here agree, the inbox of each first."""
        rows = self._db.rows(
            "SELECT folder.mailbox_id, folder.path, folder.role, folder.followed, "
            "folder.server_count, folder.local_count, folder.missing, folder.complete, "
            "folder.looked_at, folder.said "
            "FROM outpost.mailbox_folder AS folder "
            f"JOIN {TABLE} AS mailbox ON mailbox.id = folder.mailbox_id "
            "WHERE mailbox.user_id = %s "
            "ORDER BY mailbox.position, mailbox.id, folder.role <> 'inbox', folder.role = '', "
            "lower(folder.path), folder.path",
            (user_id,),
        )
        return tuple(
            replace(FolderHealth(row[0], row[1], FolderRole(row[2]), *row[3:]), said=told(row[9]))
            for row in rows
        )


def brought_back(mailbox: Mailbox) -> Mailbox:
    """As a mailbox stands when its removal is undone: its password went with it."""
    return replace(
        mailbox,
        state=MailboxState.SIGNIN,
        said=tr("It had been removed, and its password with it. Sign in again."),
    )


def _mailbox(row: tuple[Any, ...]) -> Mailbox:
    of = dict(zip(_COLUMNS, row, strict=True))
    return Mailbox(
        id=of["id"],
        user_id=of["user_id"],
        address=of["address"],
        name=of["name"],
        aliases=tuple(of["aliases"]),
        auth=Auth(of["auth"]),
        provider=of["provider"],
        imap=_server(of, "imap"),
        smtp=_server(of, "smtp"),
        ca_pem=of["ca_pem"],
        files_sent=of["files_sent"],
        first_days=of["first_days"],
        horizon_days=of["horizon_days"],
        daily_cap=of["daily_cap"],
        paused=of["paused"],
        state=MailboxState(of["state"]),
        said=told(of["said"]),
        looked_at=of["looked_at"],
        position=of["position"],
    )


def _server(of: Mapping[str, Any], protocol: str) -> Server:
    return Server(
        of[f"{protocol}_host"],
        of[f"{protocol}_port"],
        Security(of[f"{protocol}_security"]),
        of[f"{protocol}_user"],
    )


def _values(mailbox: Mailbox) -> dict[str, Any]:
    imap, smtp = mailbox.imap, mailbox.smtp
    apart = {
        "aliases": [*mailbox.aliases],
        "auth": str(mailbox.auth),
        "state": str(mailbox.state),
        "said": kept(mailbox.said),
        "imap_host": imap.host,
        "imap_port": imap.port,
        "imap_security": str(imap.security),
        "imap_user": imap.user,
        "smtp_host": smtp.host,
        "smtp_port": smtp.port,
        "smtp_security": str(smtp.security),
        "smtp_user": smtp.user,
    }
    return {name: apart[name] if name in apart else getattr(mailbox, name) for name in _COLUMNS}


def _json(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: str(value)
        if isinstance(value, UUID)
        else value.isoformat()
        if isinstance(value, datetime)
        else value
        for name, value in values.items()
    }
