"""Conversations: listed, opened, searched, marked."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.message_search import MessageSearch
from desktop_app.data.signals import SignalRepository
from desktop_app.data.snoozes import AWAY, SnoozeRepository
from desktop_app.data.users import UserRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationQuery,
    ConversationRow,
    ConversationState,
    InboxBox,
    InboxCounts,
    InboxOrder,
    InboxTab,
    MessageHead,
)
from desktop_app.domain.leads import LeadStatus
from desktop_app.domain.mail import Address
from desktop_app.domain.signal_types import Signal

_NEEDS_REPLY = (
    "(talk.last_inbound_at IS NOT NULL "
    "AND (talk.last_outbound_at IS NULL OR talk.last_inbound_at > talk.last_outbound_at))"
)
_WAITING = (
    "(talk.last_outbound_at IS NOT NULL "
    "AND (talk.last_inbound_at IS NULL OR talk.last_outbound_at >= talk.last_inbound_at))"
)
_HOT = (
    "EXISTS (SELECT FROM outpost.lead_index AS hot "
    "WHERE hot.lead_id = talk.lead_id AND hot.status_rank = 1)"
)

# What a box and a tab ask of a conversation. A closed one is no work any more: it lies with the
# archived ones, and the rep's own mail is found under Sent wherever its conversation lies.
# IS TRUE has the ids looked up in a hash table, not joined: the planner has no idea how many
# conversations are away, and may think of one.
_HERE = ("talk.state = 'active'", f"talk.id NOT IN {AWAY}")
_BOXES = {
    InboxBox.ALL: _HERE,
    InboxBox.WAITING: (*_HERE, _WAITING),
    InboxBox.SNOOZED: ("talk.state = 'active'", f"(talk.id IN {AWAY}) IS TRUE"),
    InboxBox.SENT: ("talk.last_outbound_at IS NOT NULL",),
    InboxBox.ARCHIVE: ("talk.state IN ('archived', 'closed')",),
}
_TABS = {
    InboxTab.ALL: (),
    InboxTab.UNREAD: ("talk.unread_count > 0",),
    InboxTab.NEEDS_REPLY: (_NEEDS_REPLY,),
    InboxTab.HOT: (_HOT,),
}

_IN_MAILBOX = """EXISTS (
    SELECT FROM outpost.message AS lying
    JOIN outpost.mailbox_message AS place ON place.email_id = lying.email_id
    JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id
    WHERE lying.conversation_id = talk.id AND folder.mailbox_id = %(mailbox)s)"""

_ROW = """
SELECT talk.id, talk.subject, talk.with_name, talk.with_email, coalesce(lead.company, ''),
       talk.lead_id, lead.status, talk.snippet, talk.last_at, talk.message_count,
       talk.unread_count, talk.attachment_count, talk.last_outbound, talk.state,
       EXISTS (SELECT FROM outpost.message AS marked
               WHERE marked.conversation_id = talk.id AND marked.flagged),
       EXISTS (SELECT FROM outpost.draft AS draft WHERE draft.conversation_id = talk.id
               AND draft.user_id = talk.user_id AND draft.ended = ''
               AND (draft.ended_at IS NOT NULL OR EXISTS
                    (SELECT FROM outpost.draft_revision WHERE draft_id = draft.id)))
FROM outpost.conversation AS talk LEFT JOIN public.leads AS lead ON lead.id = talk.lead_id
"""

_HEADS = """
SELECT message.email_id, message.from_name, message.from_email, message.recipients, message.at,
       message.outbound, email.status = 'unread', message.snippet, message.attachment_count,
       message.raw_url IS NOT NULL
FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
WHERE message.conversation_id = %s AND message.user_id = %s
ORDER BY message.at, message.identity
"""

_NEWEST_FIRST = "ORDER BY talk.last_at DESC, talk.id"
_ORDERS = {
    InboxOrder.NEWEST: "ORDER BY {last} DESC, talk.id",
    InboxOrder.OLDEST: "ORDER BY {last}, talk.id DESC",
    InboxOrder.UNREAD: "ORDER BY talk.unread_count > 0 DESC, {last} DESC, talk.id",
}


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ConversationRepository(MessageSearch):
    """Rows of ``outpost.conversation`` with their messages; found by their text
    (:class:`MessageSearch`).

    Args:
        clock: the present moment, aware: what was snoozed until then is here again.
    """

    def __init__(self, db: Database, clock: Callable[[], datetime] = _utc_now) -> None:
        super().__init__(db)
        self._clock = clock
        self._snoozes = SnoozeRepository(db)
        self._signals = SignalRepository(db)
        self._users = UserRepository(db)

    # -- lists -------------------------------------------------------------------------------

    def first_ids(self, user_id: UUID, query: ConversationQuery, limit: int = 40) -> IdList:
        """The first conversations of a query."""
        now = self._clock()
        with self._db.connection():
            where, params = _where(user_id, query, now)
            if query.text.strip() and query.order is InboxOrder.NEWEST:
                return IdList.of(self.newest_with(user_id, query.text, where, params, limit))
            if query.text.strip():
                where, params = self.with_text(user_id, query.text, where, params)
            joined, order = self._ordered(user_id, query, now, params)
            return IdList.of(
                [
                    row[0]
                    for row in self._db.rows(
                        f"SELECT talk.id FROM outpost.conversation AS talk {joined} "
                        f"WHERE {where} {order} LIMIT {int(limit)}",
                        params,
                    )
                ]
            )

    def all_ids(self, user_id: UUID, query: ConversationQuery) -> IdList:
        """Every conversation of a query, in its order."""
        now = self._clock()
        with self._db.connection():
            where, params = _where(user_id, query, now)
            if query.text.strip():
                where, params = self.with_text(user_id, query.text, where, params)
            joined, order = self._ordered(user_id, query, now, params)
            with self._db.raw().cursor(binary=True) as cursor:
                cursor.execute(
                    "SELECT string_agg(uuid_send(id), ''::bytea) FROM ("
                    f"SELECT talk.id FROM outpost.conversation AS talk {joined} "
                    f"WHERE {where} {order}) AS listed",
                    params,
                )
                row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def _ordered(
        self, user_id: UUID, query: ConversationQuery, now: datetime, params: dict[str, Any]
    ) -> tuple[str, str]:
        """What is joined for the order, and the order: what came back counts from then; of what
        is away the soonest to come back is first.

        While nothing came back the newest and the oldest come in the order of an index, and
        nothing is sorted.
        """
        ordered = _ORDERS[query.order]
        if query.box is InboxBox.SNOOZED:
            moments, order = self._snoozes.away(user_id, now), "ORDER BY moment.at, talk.id"
        elif query.box is InboxBox.ALL:
            moments = self._snoozes.back(user_id, now)
            order = ordered.format(last="greatest(talk.last_at, moment.at)")
        else:
            moments, order = {}, ""
        if not moments:
            return "", ordered.format(last="talk.last_at")
        params["moment_of"], params["moments"] = list(moments), list(moments.values())
        joined = (
            "LEFT JOIN unnest(%(moment_of)s::uuid[], %(moments)s::timestamptz[]) "
            "AS moment (talk, at) ON moment.talk = talk.id"
        )
        return joined, order

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[ConversationRow, ...]:
        """The rows of these conversations in the order of ``ids``; those that are gone are left
        out."""
        with self._db.connection():
            snoozes = self._snoozes.of(user_id, ids)
            found = {
                row[0]: _row(row, snoozes.get(row[0]))
                for row in self._db.rows(
                    f"{_ROW} WHERE talk.id = ANY(%s) AND talk.user_id = %s", (list(ids), user_id)
                )
            }
        return tuple(found[each] for each in ids if each in found)

    def of_lead(self, user_id: UUID, lead_id: UUID, limit: int = 20) -> tuple[ConversationRow, ...]:
        """A lead's newest conversations, in whatever state."""
        rows = self._db.rows(
            f"{_ROW} WHERE talk.lead_id = %s AND talk.user_id = %s {_NEWEST_FIRST} LIMIT %s",
            (lead_id, user_id, limit),
        )
        snoozes = self._snoozes.of(user_id, [row[0] for row in rows])
        return tuple(_row(row, snoozes.get(row[0])) for row in rows)

    def counts(self, user_id: UUID) -> InboxCounts:
        """The figures beside boxes and tabs, of active conversations."""
        row = self._db.row(
            "SELECT count(*) FILTER (WHERE talk.unread_count > 0), "
            f"count(*) FILTER (WHERE {_NEEDS_REPLY}), "
            "count(hot.lead_id), "
            f"count(*) FILTER (WHERE {_WAITING}), "
            "(SELECT count(*) FROM outpost.conversation AS gone WHERE gone.user_id = %(user)s "
            f"AND gone.state = 'active' AND (gone.id IN {AWAY}) IS TRUE) "
            "FROM outpost.conversation AS talk LEFT JOIN outpost.lead_index AS hot "
            "ON hot.lead_id = talk.lead_id AND hot.status_rank = 1 "
            f"WHERE talk.user_id = %(user)s AND {' AND '.join(_HERE)}",
            {"user": user_id, "now": self._clock()},
        )
        return InboxCounts(*row) if row else InboxCounts(0, 0, 0, 0)

    def unread_by_mailbox(self, user_id: UUID) -> dict[UUID, int]:
        """How many unread conversations of the inbox have a message in each mailbox; without
        those that have none."""
        return dict(
            self._db.rows(
                "SELECT folder.mailbox_id, count(DISTINCT talk.id) "
                "FROM outpost.conversation AS talk "
                "JOIN outpost.message AS lying ON lying.conversation_id = talk.id "
                "JOIN outpost.mailbox_message AS place ON place.email_id = lying.email_id "
                "JOIN outpost.mailbox_folder AS folder ON folder.id = place.folder_id "
                "WHERE talk.user_id = %(user)s AND talk.unread_count > 0 "
                f"AND {' AND '.join(_HERE)} GROUP BY folder.mailbox_id",
                {"user": user_id, "now": self._clock()},
            )
        )

    # -- one conversation --------------------------------------------------------------------

    def conversation(self, user_id: UUID, conversation_id: UUID) -> Conversation | None:
        """A conversation and the heads of its messages, oldest first; None when it is gone."""
        with self._db.connection():
            rows = self.rows(user_id, [conversation_id])
            if not rows:
                return None
            heads = self._db.rows(_HEADS, (conversation_id, user_id))
            told = self._signals.of_messages(user_id, [head[0] for head in heads])
            own = self._users.own_addresses(user_id)
        messages = tuple(_head(head, told.get(head[0], ())) for head in heads)
        return Conversation(rows[0], messages, own)

    def message_source(
        self, user_id: UUID, email_id: UUID
    ) -> tuple[str, bool, tuple[Attachment, ...], str | None] | None:
        """A message's body as it came, whether that is HTML, its files, and where the raw
        message is kept; None when it is gone."""
        with self._db.connection():
            row = self._db.row(
                "SELECT email.body, coalesce(message.is_html, email.body ~* "
                "'<(html|body|head|p|div|br|table|span)[[:space:]/>]'), message.raw_url "
                "FROM public.emails AS email LEFT JOIN outpost.message AS message "
                "ON message.email_id = email.id WHERE email.id = %s AND email.user_id = %s",
                (email_id, user_id),
            )
            if row is None:
                return None
            files = self._db.rows(f"{_ATTACHMENT} WHERE file.email_id = %s ORDER BY 6", (email_id,))
        return row[0], row[1], tuple(Attachment(*file[:5]) for file in files), row[2]

    def raw_of(self, user_id: UUID, email_id: UUID) -> tuple[str | None, str] | None:
        """Where a message is kept as it came (None: nowhere), and its subject; None when the
        message is gone."""
        row = self._db.row(
            "SELECT message.raw_url, email.subject FROM public.emails AS email "
            "LEFT JOIN outpost.message AS message ON message.email_id = email.id "
            "WHERE email.id = %s AND email.user_id = %s",
            (email_id, user_id),
        )
        return (row[0], row[1]) if row else None

    def attachment(self, user_id: UUID, attachment_id: UUID) -> Attachment | None:
        """A file of a message; None when it is gone or another user's."""
        row = self._db.row(
            f"{_ATTACHMENT} JOIN public.emails AS email ON email.id = file.email_id "
            "WHERE file.id = %s AND email.user_id = %s",
            (attachment_id, user_id),
        )
        return Attachment(*row[:5]) if row else None


_ATTACHMENT = """
SELECT file.id, file.filename, coalesce(file.file_size, 0),
       coalesce(nullif(file.content_type, ''), 'application/octet-stream'),
       coalesce(file.storage_url, ''), file.filename || file.id::text
FROM public.email_attachments AS file
"""


def _where(user_id: UUID, query: ConversationQuery, now: datetime) -> tuple[str, dict[str, Any]]:
    conditions = ["talk.user_id = %(user)s", *_BOXES[query.box], *_TABS[query.tab]]
    if query.mailbox is not None:
        conditions.append(_IN_MAILBOX)
    params = {"user": user_id, "now": now, "mailbox": query.mailbox}
    return " AND ".join(conditions), params


def _row(row: tuple[Any, ...], snoozed_until: datetime | None) -> ConversationRow:
    return ConversationRow(
        id=row[0],
        subject=row[1],
        with_name=row[2],
        with_email=row[3],
        company=row[4],
        lead_id=row[5],
        lead_status=LeadStatus.standing(row[6]) if row[6] else None,
        snippet=row[7],
        last_at=row[8],
        message_count=row[9],
        unread_count=row[10],
        attachment_count=row[11],
        last_outbound=row[12],
        state=ConversationState(row[13]),
        flagged=row[14],
        snoozed_until=snoozed_until,
        has_draft=row[15],
    )


def _head(row: tuple[Any, ...], signals: tuple[Signal, ...]) -> MessageHead:
    def named(role: str) -> tuple[Address, ...]:
        return tuple(
            Address(each.get("name") or "", each.get("email") or "")
            for each in row[3]
            if each.get("role") == role
        )

    return MessageHead(
        id=row[0],
        from_name=row[1],
        from_email=row[2],
        to=named("to"),
        cc=named("cc"),
        at=row[4],
        outbound=row[5],
        unread=row[6],
        snippet=row[7],
        attachment_count=row[8],
        signals=signals,
        has_raw=row[9],
    )
