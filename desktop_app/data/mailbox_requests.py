"""Rows of ``outpost.mailbox_request``.

Whoever serves a request holds its advisory lock: one that says it is being worked on, and whose
lock is free, belonged to a program that died, and can be taken up anew.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.domain.changes import Kind
from desktop_app.domain.kept_words import kept, kept_all, told, told_all
from desktop_app.domain.mailbox_requests import MailboxRequest, RequestKind
from desktop_app.domain.requests import RequestState

_SELECT = (
    "SELECT id, user_id, kind, mailbox_id, state, wanted, doing, authorize_url, result, title, "
    "advice FROM outpost.mailbox_request"
)
_OPEN = "state IN ('asked', 'working', 'waiting')"
_LOCK = "hashtextextended('outpost mailbox request ' || %s::text, 0)"


class MailboxRequestRepository:
    """Requests about mailboxes.

    Args:
        place: which computer's; "" where the database is of one alone. The browser comes back to
            it, and its keyring has the passwords.
    """

    def __init__(self, db: Database, place: str = "") -> None:
        self._db = db
        self._place = place

    def ask(
        self,
        user_id: UUID,
        kind: RequestKind,
        mailbox_id: UUID,
        wanted: Mapping[str, Any],
        now: datetime,
    ) -> UUID:
        """Write a request; earlier ones about the same mailbox are given up."""
        with self._db.transaction():
            self._db.run(
                f"UPDATE outpost.mailbox_request SET state = 'cancelled', touched_at = %s "
                f"WHERE user_id = %s AND mailbox_id = %s AND {_OPEN}",
                (now, user_id, mailbox_id),
            )
            request_id = uuid4()
            self._db.run(
                "INSERT INTO outpost.mailbox_request "
                "(id, user_id, kind, mailbox_id, wanted, place, created_at, touched_at) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
                (request_id, user_id, str(kind), mailbox_id, Jsonb(dict(wanted)), self._place,
                 now, now),
            )  # fmt: skip
            self._db.tell(Kind.MAILBOXES, user_id=user_id)
        return request_id

    def get(self, request_id: UUID, user_id: UUID | None = None) -> MailboxRequest | None:
        """A request as it stands; with ``user_id``, of this user alone."""
        row = self._db.row(
            f"{_SELECT} WHERE id = %s AND (%s::uuid IS NULL OR user_id = %s)",
            (request_id, user_id, user_id),
        )
        return _request(row) if row else None

    def open_requests(self) -> tuple[MailboxRequest, ...]:
        """Those of this place that are not over, oldest first."""
        rows = self._db.rows(
            f"{_SELECT} WHERE place = %s AND {_OPEN} ORDER BY created_at, id", (self._place,)
        )
        return tuple(_request(row) for row in rows)

    @contextmanager
    def served(self, request_id: UUID) -> Iterator[bool]:
        """Serve a request by this thread's connection, held as long as the block lasts; False
        where somebody else does."""
        with self._db.connection():
            ours = bool(self._db.value(f"SELECT pg_try_advisory_lock({_LOCK})", (request_id,)))
            try:
                yield ours
            finally:
                if ours and not self._db.raw().closed:
                    self._db.value(f"SELECT pg_advisory_unlock({_LOCK})", (request_id,))

    def report(
        self,
        request: MailboxRequest,
        now: datetime,
        *,
        doing: str = "",
        state: RequestState = RequestState.WORKING,
        authorize_url: str = "",
    ) -> bool:
        """Say how far it is; False when it is over."""
        with self._db.transaction(lasting=False):
            still = self._db.run(
                "UPDATE outpost.mailbox_request SET state = %s, doing = %s, authorize_url = %s, "
                f"touched_at = %s WHERE id = %s AND {_OPEN}",
                (str(state), kept(doing), authorize_url, now, request.id),
            )
            self._db.tell(Kind.MAILBOXES, user_id=request.user_id)
        return bool(still)

    def end(
        self,
        request: MailboxRequest,
        state: RequestState,
        now: datetime,
        *,
        result: Mapping[str, Any] | None = None,
        title: str = "",
        advice: str = "",
    ) -> bool:
        """Write how it ended; False when it was over already."""
        with self._db.transaction():
            ended = self._db.run(
                "UPDATE outpost.mailbox_request SET state = %s, doing = '', authorize_url = '', "
                f"result = %s, title = %s, advice = %s, touched_at = %s WHERE id = %s AND {_OPEN}",
                (
                    str(state),
                    Jsonb(kept_all(result or {})),
                    kept(title),
                    kept(advice),
                    now,
                    request.id,
                ),
            )
            if ended:
                self._db.tell(Kind.MAILBOXES, user_id=request.user_id)
        return bool(ended)

    def purge(self, before: datetime) -> tuple[UUID, ...]:
        """Forget requests that nobody touched since; the mailboxes that they were about and that
        were never added, nor are asked about again: their passwords are of no use."""
        rows = self._db.rows(
            "WITH old AS (DELETE FROM outpost.mailbox_request "
            "  WHERE place = %(place)s AND touched_at < %(before)s RETURNING mailbox_id) "
            "SELECT DISTINCT mailbox_id FROM old "
            "WHERE NOT EXISTS (SELECT FROM outpost.mailbox AS mailbox "
            "                  WHERE mailbox.id = old.mailbox_id) "
            "AND NOT EXISTS (SELECT FROM outpost.mailbox_request AS newer "
            "  WHERE newer.mailbox_id = old.mailbox_id AND newer.touched_at >= %(before)s)",
            {"place": self._place, "before": before},
        )
        return tuple(row[0] for row in rows)


def _request(row: tuple[Any, ...]) -> MailboxRequest:
    wanted, doing, authorize_url, result, title, advice = row[5:]
    return MailboxRequest(
        row[0], row[1], RequestKind(row[2]), row[3], RequestState(row[4]), wanted, told(doing),
        authorize_url, told_all(result), told(title), told(advice),
    )  # fmt: skip
