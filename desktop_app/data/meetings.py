"""Meetings in mail: what is proposed in a conversation, and which are actions already."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.meetings import Invited
from desktop_app.domain.signal_types import SignalKind

# The newest word about a meeting counts: one that was cancelled is not offered.
_PROPOSED = """
SELECT message.email_id
FROM outpost.message AS message
JOIN outpost.message_signal AS invited
    ON invited.email_id = message.email_id AND invited.signal = 'invitation'
WHERE message.conversation_id = %(talk)s AND message.user_id = %(user)s
  AND invited.method IN ('request', 'cancel')
ORDER BY message.at DESC, message.identity LIMIT 1
"""
_BEGINS = """
SELECT invited.starts_at, invited.all_day
FROM outpost.message AS message
JOIN outpost.message_signal AS invited
    ON invited.email_id = message.email_id AND invited.signal = 'invitation'
WHERE message.conversation_id = %(talk)s AND message.user_id = %(user)s
  AND invited.method = 'request' AND invited.starts_at IS NOT NULL
ORDER BY message.at DESC, message.identity LIMIT 1
"""


class MeetingRepository:
    """Reads meetings of users."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def proposed(self, user_id: UUID, conversation_id: UUID) -> Invited | None:
        """The invitation that came into a conversation last; None where there is none, where it
        was withdrawn, and where the rep wrote it."""
        row = self._db.row(_PROPOSED, {"user": user_id, "talk": conversation_id})
        if row is None:
            return None
        return self.invitation(user_id, row[0])

    def invitation(self, user_id: UUID, email_id: UUID) -> Invited | None:
        """What a message that came in proposes; None where that is no meeting with a time."""
        inbound = self._db.value(
            "SELECT NOT outbound FROM outpost.message WHERE email_id = %s AND user_id = %s",
            (email_id, user_id),
        )
        told = SignalRepository(self._db).of_messages(user_id, [email_id]).get(email_id, ())
        for signal in told if inbound else ():
            if signal.kind is SignalKind.INVITATION and signal.proposes:
                return Invited(email_id, signal)
        return None

    def hold(self, user_id: UUID, email_id: UUID) -> tuple[UUID | None, str] | None:
        """The lead and the subject of a message, which nobody else makes a meeting of until the
        transaction ends; None when it is gone."""
        row = self._db.row(
            "SELECT coalesce(email.lead_id, talk.lead_id), coalesce(email.subject, '') "
            "FROM public.emails AS email "
            "JOIN outpost.message AS message ON message.email_id = email.id "
            "JOIN outpost.conversation AS talk ON talk.id = message.conversation_id "
            "WHERE email.id = %s AND email.user_id = %s FOR UPDATE OF email",
            (email_id, user_id),
        )
        return (row[0], row[1]) if row is not None else None

    def begins(self, user_id: UUID, conversation_id: UUID) -> tuple[datetime, bool] | None:
        """When the meeting begins that a conversation is about, and whether it lasts whole days:
        an answer to an invitation need not say it again."""
        row = self._db.row(_BEGINS, {"user": user_id, "talk": conversation_id})
        return (row[0], row[1]) if row is not None else None

    def is_action(
        self, user_id: UUID, lead_id: UUID | None, email_id: UUID | None, due: datetime
    ) -> bool:
        """Whether a meeting is an action already, whatever became of that: one with this lead, or
        made for this message, at this time."""
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM public.actions WHERE user_id = %s "
                "AND lower(type) = 'meeting' AND due_date = %s "
                "AND (lead_id = %s OR email_id = %s))",
                (user_id, due, lead_id, email_id),
            )
        )

    def name_of_lead(self, user_id: UUID, lead_id: UUID) -> str:
        """What the lead is called; "" where it is gone."""
        return (
            self._db.value(
                "SELECT coalesce(nullif(contact_name, ''), company, email) FROM public.leads "
                "WHERE id = %s AND user_id = %s",
                (lead_id, user_id),
            )
            or ""
        )
