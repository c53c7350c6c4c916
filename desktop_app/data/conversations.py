"""Conversations: listed, opened, searched, marked."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import COUNT_UNREAD_OF_EMAILS, RowChange
from desktop_app.data.message_search import MessageSearch
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import (
    Attachment,
    Conversation,
    ConversationQuery,
    ConversationRow,
    ConversationState,
    InboxBox,
    InboxCounts,
    InboxTab,
    MessageHead,
)
from desktop_app.domain.leads import LeadStatus

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
_BOXES = {
    InboxBox.ALL: ("talk.state = 'active'",),
    InboxBox.WAITING: ("talk.state = 'active'", _WAITING),
    InboxBox.SENT: ("talk.last_outbound_at IS NOT NULL",),
    InboxBox.ARCHIVE: ("talk.state IN ('archived', 'closed')",),
}
_TABS = {
    InboxTab.ALL: (),
    InboxTab.UNREAD: ("talk.unread_count > 0",),
    InboxTab.NEEDS_REPLY: (_NEEDS_REPLY,),
    InboxTab.HOT: (_HOT,),
}

_ROW = """
SELECT talk.id, talk.subject, talk.with_name, talk.with_email, coalesce(lead.company, ''),
       talk.lead_id, lead.status, talk.snippet, talk.last_at, talk.message_count,
       talk.unread_count, talk.attachment_count, talk.last_outbound, talk.state,
       EXISTS (SELECT FROM outpost.draft AS draft WHERE draft.conversation_id = talk.id
               AND draft.user_id = talk.user_id AND draft.ended = ''
               AND (draft.ended_at IS NOT NULL OR EXISTS
                    (SELECT FROM outpost.draft_revision WHERE draft_id = draft.id)))
FROM outpost.conversation AS talk LEFT JOIN public.leads AS lead ON lead.id = talk.lead_id
"""

_HEADS = """
SELECT message.email_id, message.from_name, message.from_email, message.recipients, message.at,
       message.outbound, email.status = 'unread', message.snippet, message.attachment_count
FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
WHERE message.conversation_id = %s AND message.user_id = %s
ORDER BY message.at, message.identity
"""

_NEWEST_FIRST = "ORDER BY talk.last_at DESC, talk.id"


class ConversationRepository(MessageSearch):
    """Rows of ``outpost.conversation`` with their messages; found by their text
    (:class:`MessageSearch`)."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)

    # -- lists -------------------------------------------------------------------------------

    def first_ids(self, user_id: UUID, query: ConversationQuery, limit: int = 40) -> IdList:
        """The newest conversations of a query."""
        with self._db.connection():
            where, params = _where(user_id, query)
            if query.text.strip():
                return IdList.of(self.newest_with(user_id, query.text, where, params, limit))
            return IdList.of(
                [
                    row[0]
                    for row in self._db.rows(
                        f"SELECT talk.id FROM outpost.conversation AS talk WHERE {where} "
                        f"{_NEWEST_FIRST} LIMIT {int(limit)}",
                        params,
                    )
                ]
            )

    def all_ids(self, user_id: UUID, query: ConversationQuery) -> IdList:
        """Every conversation of a query, newest first."""
        with self._db.connection():
            where, params = _where(user_id, query)
            if query.text.strip():
                where, params = self.with_text(user_id, query.text, where, params)
            with self._db.raw().cursor(binary=True) as cursor:
                cursor.execute(
                    "SELECT string_agg(uuid_send(id), ''::bytea) FROM ("
                    f"SELECT talk.id FROM outpost.conversation AS talk WHERE {where} "
                    f"{_NEWEST_FIRST}) AS listed",
                    params,
                )
                row = cursor.fetchone()
        return IdList(bytes(row[0]) if row and row[0] else b"")

    def rows(self, user_id: UUID, ids: Sequence[UUID]) -> tuple[ConversationRow, ...]:
        """The rows of these conversations in the order of ``ids``; those that are gone are left
        out."""
        found = {
            row[0]: _row(row)
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
        return tuple(_row(row) for row in rows)

    def counts(self, user_id: UUID) -> InboxCounts:
        """The figures beside boxes and tabs, of active conversations."""
        row = self._db.row(
            "SELECT count(*) FILTER (WHERE talk.unread_count > 0), "
            f"count(*) FILTER (WHERE {_NEEDS_REPLY}), "
            "count(hot.lead_id), "
            f"count(*) FILTER (WHERE {_WAITING}) "
            "FROM outpost.conversation AS talk LEFT JOIN outpost.lead_index AS hot "
            "ON hot.lead_id = talk.lead_id AND hot.status_rank = 1 "
            "WHERE talk.user_id = %s AND talk.state = 'active'",
            (user_id,),
        )
        return InboxCounts(*row) if row else InboxCounts(0, 0, 0, 0)

    # -- one conversation --------------------------------------------------------------------

    def conversation(self, user_id: UUID, conversation_id: UUID) -> Conversation | None:
        """A conversation and the heads of its messages, oldest first; None when it is gone."""
        with self._db.connection():
            rows = self.rows(user_id, [conversation_id])
            if not rows:
                return None
            heads = self._db.rows(_HEADS, (conversation_id, user_id))
        return Conversation(rows[0], tuple(_head(head) for head in heads))

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

    def attachment(self, user_id: UUID, attachment_id: UUID) -> Attachment | None:
        """A file of a message; None when it is gone or another user's."""
        row = self._db.row(
            f"{_ATTACHMENT} JOIN public.emails AS email ON email.id = file.email_id "
            "WHERE file.id = %s AND email.user_id = %s",
            (attachment_id, user_id),
        )
        return Attachment(*row[:5]) if row else None

    # -- marking -----------------------------------------------------------------------------

    def set_read(
        self, user_id: UUID, conversation_ids: Sequence[UUID], read: bool
    ) -> list[RowChange]:
        """Mark all messages read, or the newest that came in unread; the changes.

        A message that says "replied" or "archived" keeps saying so.
        """
        before, after = ("unread", "read") if read else ("read", "unread")
        newest = (
            ""
            if read
            else "AND message.at = (SELECT max(newest.at) FROM outpost.message AS newest "
            "JOIN public.emails AS held ON held.id = newest.email_id "
            "WHERE newest.conversation_id = message.conversation_id AND NOT newest.outbound "
            "AND held.status = 'read') AND NOT message.outbound"
        )
        with self._db.transaction():
            ids = [
                row[0]
                for row in self._db.rows(
                    "UPDATE public.emails AS email SET status = %(after)s "
                    "FROM outpost.message AS message WHERE message.email_id = email.id "
                    "AND message.conversation_id = ANY(%(ids)s) AND email.user_id = %(user)s "
                    f"AND email.status = %(before)s {newest} RETURNING email.id",
                    {
                        "after": after,
                        "before": before,
                        "ids": list(conversation_ids),
                        "user": user_id,
                    },
                )
            ]
            self._db.run(COUNT_UNREAD_OF_EMAILS, {"emails": ids})
        return [
            RowChange("public.emails", each, {"status": before}, {"status": after}) for each in ids
        ]

    def set_state(
        self, user_id: UUID, conversation_ids: Sequence[UUID], state: ConversationState
    ) -> list[RowChange]:
        """Move conversations to a state, their rows in ``email_threads`` with them; the changes
        of those that were in another."""
        params = {"ids": list(conversation_ids), "user": user_id, "state": str(state)}
        with self._db.transaction():
            talks = self._db.rows(
                "WITH standing AS (SELECT id, state FROM outpost.conversation "
                "WHERE id = ANY(%(ids)s) AND user_id = %(user)s AND state <> %(state)s "
                "ORDER BY id FOR UPDATE) "
                "UPDATE outpost.conversation AS talk SET state = %(state)s FROM standing "
                "WHERE talk.id = standing.id RETURNING talk.id, standing.state",
                params,
            )
            threads = self._db.rows(
                "WITH standing AS (SELECT thread.id, thread.status "
                "FROM public.email_threads AS thread JOIN outpost.conversation AS talk "
                "ON talk.thread_id = thread.id WHERE talk.id = ANY(%(ids)s) "
                "AND thread.user_id = %(user)s AND thread.status <> %(state)s "
                "ORDER BY thread.id FOR UPDATE OF thread) "
                "UPDATE public.email_threads AS thread SET status = %(state)s FROM standing "
                "WHERE thread.id = standing.id RETURNING thread.id, standing.status",
                params,
            )
        after = str(state)
        return [
            RowChange("outpost.conversation", each, {"state": before}, {"state": after})
            for each, before in talks
        ] + [
            RowChange("public.email_threads", each, {"status": before}, {"status": after})
            for each, before in threads
        ]


_ATTACHMENT = """
SELECT file.id, file.filename, coalesce(file.file_size, 0),
       coalesce(nullif(file.content_type, ''), 'application/octet-stream'),
       coalesce(file.storage_url, ''), file.filename || file.id::text
FROM public.email_attachments AS file
"""


def _where(user_id: UUID, query: ConversationQuery) -> tuple[str, dict[str, Any]]:
    conditions = ("talk.user_id = %(user)s", *_BOXES[query.box], *_TABS[query.tab])
    return " AND ".join(conditions), {"user": user_id}


def _row(row: tuple[Any, ...]) -> ConversationRow:
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
        has_draft=row[14],
    )


def _head(row: tuple[Any, ...]) -> MessageHead:
    def named(role: str) -> tuple[str, ...]:
        return tuple(
            each.get("name") or each.get("email") or ""
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
    )
