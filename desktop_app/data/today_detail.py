"""What one has to know to do an action: its message, and the answer that is prepared."""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from typing import Any
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.drafts import DraftRepository
from desktop_app.data.today import TodayRepository
from desktop_app.domain.today import ActionDetail, ActionDraft, ActionMessage, DraftKind

_TEXT = 1_200  # characters: the panel shows the beginning

# The conversation of the action's message, else the one that it keeps away, else the newest one
# of its lead; and in it the newest message, and the newest that came in, which one would answer.
_MESSAGE = f"""
WITH action AS (
    SELECT action.email_id, action.lead_id, action.metadata FROM public.actions AS action
    WHERE action.id = %(id)s AND action.user_id = %(user)s),
talk AS (
    SELECT coalesce(
        (SELECT message.conversation_id FROM outpost.message AS message, action
         WHERE message.email_id = action.email_id AND message.user_id = %(user)s),
        (SELECT talk.id FROM outpost.conversation AS talk, action
         WHERE talk.id = outpost.snoozed_conversation(action.metadata)
           AND talk.user_id = %(user)s),
        (SELECT talk.id FROM outpost.conversation AS talk, action
         WHERE talk.lead_id = action.lead_id AND talk.user_id = %(user)s
         ORDER BY talk.last_at DESC, talk.id LIMIT 1)) AS id),
newest AS (
    SELECT message.* FROM outpost.message AS message, talk
    WHERE message.conversation_id = talk.id ORDER BY message.at DESC LIMIT 1),
answered AS (
    SELECT message.email_id FROM outpost.message AS message, talk
    WHERE message.conversation_id = talk.id
    ORDER BY message.outbound, message.at DESC LIMIT 1)
SELECT newest.email_id, newest.conversation_id, newest.from_name, newest.from_email, newest.at,
       newest.outbound, coalesce(left(plain.plain, {_TEXT}), newest.snippet),
       newest.attachment_count, answered.email_id
FROM newest, answered
LEFT JOIN outpost.message_text AS plain ON plain.email_id = (SELECT email_id FROM newest)
"""

# A draft for another conversation of the same lead is no answer to this one.
_AI_DRAFT = """
SELECT insight.id, insight.content, insight.metadata
FROM outpost.standing_draft AS standing
JOIN public.ai_insights AS insight ON insight.id = standing.id
WHERE standing.user_id = %(user)s AND standing.lead_id = %(lead)s
  AND (standing.conversation_id IS NULL OR standing.conversation_id = %(talk)s)
ORDER BY standing.at DESC NULLS LAST, standing.id LIMIT 1
"""


class TodayDetail:
    """Reads actions one at a time, with all that hangs on them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._today = TodayRepository(db)

    def read(self, user_id: UUID, action_id: UUID) -> ActionDetail | None:
        """One action, or None when it is gone or another user's."""
        with self._db.connection():
            rows = self._today.rows(user_id, [action_id])
            if not rows:
                return None
            row = rows[0]
            message = self._message(user_id, action_id)
            draft = None
            if row.is_open and row.type != "meeting":
                talk = message.conversation_id if message is not None else None
                draft = self._own(user_id, talk) or self._proposed(user_id, row.lead_id, talk)
            email = self._db.value(
                "SELECT email FROM public.leads WHERE id = %s AND user_id = %s",
                (row.lead_id, user_id),
            )
            return ActionDetail(row, email or "", message, draft)

    def _message(self, user_id: UUID, action_id: UUID) -> ActionMessage | None:
        row = self._db.row(_MESSAGE, {"id": action_id, "user": user_id})
        if row is None:
            return None
        return ActionMessage(
            id=row[0], conversation_id=row[1], who=row[2] or row[3], email=row[3], at=row[4],
            outbound=row[5], text=row[6].strip(), file_count=row[7], answers=row[8],
        )  # fmt: skip

    def _own(self, user_id: UUID, conversation_id: UUID | None) -> ActionDraft | None:
        """What the rep has begun to write there."""
        if conversation_id is None:
            return None
        drafts = DraftRepository(self._db)
        row = drafts.of_conversation(user_id, conversation_id)
        draft = drafts.get(user_id, row.id) if row is not None else None
        if draft is None:
            return None
        text = draft.content.plain.strip()[:_TEXT]
        return ActionDraft(DraftKind.OWN, draft.id, text, subject=draft.content.subject)

    def _proposed(
        self, user_id: UUID, lead_id: UUID | None, conversation_id: UUID | None
    ) -> ActionDraft | None:
        """What a model or a template proposes to write, and nobody judged or overtook."""
        if lead_id is None:
            return None
        row = self._db.row(_AI_DRAFT, {"user": user_id, "lead": lead_id, "talk": conversation_id})
        if row is None or not row[1].strip():
            return None
        more: dict[str, Any] = row[2] if isinstance(row[2], dict) else {}
        tone, subject = (str(more.get(name) or "")[:200] for name in ("tone", "subject"))
        return ActionDraft(DraftKind.AI, row[0], row[1].strip(), tone, subject)
