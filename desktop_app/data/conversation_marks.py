"""What is done to conversations: each in one statement per table, noted by the same statement."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.journal import COUNT_UNREAD_OF_EMAILS, JournalRepository
from desktop_app.domain.ids import IdList
from desktop_app.domain.inbox import ConversationState

_CHOSEN = "(SELECT outpost.unpack_ids(%(ids)s))"

_MOVE_TALKS = f"""
standing AS (
    SELECT id, lead_id, state FROM outpost.conversation
    WHERE id IN {_CHOSEN} AND user_id = %(user)s AND state <> %(state)s ORDER BY id FOR UPDATE),
changed AS (
    UPDATE outpost.conversation AS talk SET state = %(state)s FROM standing
    WHERE talk.id = standing.id RETURNING talk.id, standing.lead_id, standing.state AS was)
"""
_MOVE_THREADS = f"""
standing AS (
    SELECT thread.id, thread.lead_id, thread.status
    FROM public.email_threads AS thread JOIN outpost.conversation AS talk
        ON talk.thread_id = thread.id
    WHERE talk.id IN {_CHOSEN} AND thread.user_id = %(user)s AND thread.status <> %(state)s
    ORDER BY thread.id FOR UPDATE OF thread),
changed AS (
    UPDATE public.email_threads AS thread SET status = %(state)s FROM standing
    WHERE thread.id = standing.id RETURNING thread.id, standing.lead_id, standing.status AS was)
"""

# A message that says "replied" or "archived" keeps saying so. One that was answered, and is unread
# for now as the rep comes back to it, says again that it was.
_TO_READ = f"""
SELECT email.id, email.status AS was, CASE WHEN message.was_replied OR EXISTS (
        SELECT FROM outpost.mailbox_message AS place
        WHERE place.email_id = email.id AND place.answered)
    THEN 'replied' ELSE 'read' END AS becomes
FROM public.emails AS email
JOIN outpost.message AS message ON message.email_id = email.id
WHERE message.conversation_id IN {_CHOSEN} AND email.user_id = %(user)s AND email.status = 'unread'
ORDER BY email.id FOR UPDATE OF email
"""
_TO_UNREAD = f"""
SELECT email.id, email.status AS was, 'unread' AS becomes FROM public.emails AS email
JOIN outpost.message AS message ON message.email_id = email.id
WHERE message.conversation_id IN {_CHOSEN} AND email.user_id = %(user)s
    AND email.status IN ('read', 'replied') AND NOT message.outbound
    AND message.at = (
        SELECT max(newest.at) FROM outpost.message AS newest
        JOIN public.emails AS held ON held.id = newest.email_id
        WHERE newest.conversation_id = message.conversation_id AND NOT newest.outbound
            AND held.status IN ('read', 'replied'))
ORDER BY email.id FOR UPDATE OF email
"""
_MARK = """
standing AS ({chosen}),
changed AS (
    UPDATE public.emails AS email SET status = standing.becomes FROM standing
    WHERE email.id = standing.id
    RETURNING email.id, email.lead_id, standing.was, standing.becomes),
noted AS (
    UPDATE outpost.message AS message SET was_replied = (standing.was = 'replied') FROM standing
    WHERE message.email_id = standing.id AND standing.becomes = 'unread'
      AND message.was_replied IS DISTINCT FROM (standing.was = 'replied'))
"""
_RECOUNT = f"""
UPDATE outpost.conversation AS talk SET unread_count = counted.unread
FROM (
    SELECT message.conversation_id AS id,
        count(*) FILTER (WHERE email.status = 'unread')::integer AS unread
    FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
    WHERE message.conversation_id IN {_CHOSEN} AND message.user_id = %(user)s
    GROUP BY message.conversation_id) AS counted
WHERE talk.id = counted.id AND talk.unread_count <> counted.unread
"""

# On: the newest message of each. Off: all of them.
_FLAG = f"""
chosen AS (
    SELECT DISTINCT ON (message.conversation_id) message.email_id AS id
    FROM outpost.message AS message
    WHERE message.conversation_id IN {_CHOSEN} AND message.user_id = %(user)s
        AND NOT EXISTS (SELECT FROM outpost.message AS other
            WHERE other.conversation_id = message.conversation_id AND other.flagged)
    ORDER BY message.conversation_id, message.at DESC, message.identity DESC),
"""
_UNFLAG = f"""
chosen AS (
    SELECT message.email_id AS id FROM outpost.message AS message
    WHERE message.conversation_id IN {_CHOSEN} AND message.user_id = %(user)s
        AND message.flagged),
"""
_SET_FLAG = """
changed AS (
    UPDATE outpost.message AS message SET flagged = %(on)s FROM chosen
    WHERE message.email_id = chosen.id RETURNING message.email_id AS id)
"""


class ConversationMarkRepository:
    """Changes conversations, and notes it in an entry of the journal, in the caller's
    transaction. What is so already, is gone, or is another user's is passed over."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = JournalRepository(db)

    def set_state(
        self, user_id: UUID, ids: IdList, state: ConversationState, journal_id: int
    ) -> int:
        """Move conversations to a state, their rows in ``email_threads`` with them; how many
        were in another."""
        params = {"ids": ids.packed, "user": user_id, "state": str(state)}
        moved = self._journal.append_rows(
            journal_id,
            "outpost.conversation",
            "SELECT id, lead_id, jsonb_build_object('state', was), "
            "jsonb_build_object('state', %(state)s::text) FROM changed",
            params,
            ctes=_MOVE_TALKS,
        )
        self._journal.append_rows(
            journal_id,
            "public.email_threads",
            "SELECT id, lead_id, jsonb_build_object('status', was), "
            "jsonb_build_object('status', %(state)s::text) FROM changed",
            params,
            ctes=_MOVE_THREADS,
        )
        return moved

    def set_read(self, user_id: UUID, ids: IdList, read: bool, journal_id: int) -> int:
        """Mark all messages read, or the newest that came in unread; how many messages."""
        params = {"ids": ids.packed, "user": user_id}
        marked = self._journal.append_rows(
            journal_id,
            "public.emails",
            "SELECT id, lead_id, jsonb_build_object('status', was), "
            "jsonb_build_object('status', becomes) FROM changed",
            params,
            ctes=_MARK.format(chosen=_TO_READ if read else _TO_UNREAD),
        )
        if marked:
            self._db.run(_RECOUNT, params)
        return marked

    def look_at(self, user_id: UUID, conversation_ids: Sequence[UUID]) -> int:
        """Mark all messages read that were looked at: no command, so that nothing is noted."""
        params = {"ids": IdList.of(conversation_ids).packed, "user": user_id}
        rows = self._db.rows(f"WITH {_MARK.format(chosen=_TO_READ)} SELECT id FROM changed", params)
        if rows:
            self._db.run(COUNT_UNREAD_OF_EMAILS, {"emails": [row[0] for row in rows]})
        return len(rows)

    def set_flagged(self, user_id: UUID, ids: IdList, on: bool, journal_id: int) -> int:
        """Flag the newest message of each conversation that has no flag, or take all flags
        away; how many messages."""
        return self._journal.append_rows(
            journal_id,
            "outpost.message_flag",
            "SELECT id, NULL::uuid, jsonb_build_object('flagged', NOT %(on)s::boolean), "
            "jsonb_build_object('flagged', %(on)s::boolean) FROM changed",
            {"ids": ids.packed, "user": user_id, "on": on},
            ctes=(_FLAG if on else _UNFLAG) + _SET_FLAG,
        )
