"""Meetings in mail: what is proposed in a conversation, and which are actions already."""

# SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from desktop_app.data.actions import TABLE
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository
from desktop_app.data.row_states import changes_between, row_states
from desktop_app.data.signals import SignalRepository
from desktop_app.domain.actions import ActionStatus
from desktop_app.domain.meetings import Invited, Word
from desktop_app.domain.signal_types import Method, Signal, SignalKind

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
# Anybody can write that a meeting is off: the lead is believed whom one meets, whoever wrote the
# message that the action was made of, and the rep.
_STANDING = """
SELECT action.id, action.lead_id, action.due_date, told.sequence, message.at, told.starts_at,
       told.all_day
FROM public.actions AS action
JOIN outpost.message_signal AS told ON told.email_id = action.email_id
    AND told.signal = 'invitation' AND told.user_id = action.user_id
JOIN outpost.message AS message ON message.email_id = told.email_id
WHERE action.user_id = %(user)s AND told.uid = %(uid)s
  AND lower(action.type) = 'meeting' AND action.status IN ('pending', 'in_progress')
  AND (%(by_rep)s OR action.lead_id = %(lead)s OR message.from_email = %(author)s)
ORDER BY action.id FOR UPDATE OF action
"""
_LAST_WORD = """
SELECT told.method, told.starts_at, told.all_day, told.sequence, message.at
FROM outpost.message_signal AS told
JOIN outpost.message AS message ON message.email_id = told.email_id
WHERE told.user_id = %(user)s AND told.uid = %(uid)s AND told.signal = 'invitation'
  AND told.method IN ('request', 'cancel')
  AND (message.outbound OR message.from_email IN (
    SELECT address FROM outpost.lead_address WHERE lead_id = %(lead)s AND user_id = %(user)s))
ORDER BY told.sequence DESC, message.at DESC, message.identity LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class StandingMeeting:
    """A meeting that is an open action, and the word about it that the action follows.

    Args:
        age: of that word.
        signal: its begin alone.
    """

    action_id: UUID
    lead_id: UUID | None
    due: datetime | None
    age: tuple[int, datetime]
    signal: Signal


class MeetingRepository:
    """Meetings of users. Writes happen in the caller's transaction."""

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
        self,
        user_id: UUID,
        lead_id: UUID | None,
        email_id: UUID | None,
        due: datetime,
        uid: str = "",
    ) -> bool:
        """Whether a meeting is an action already, whatever became of that: one with this lead, or
        made for this message, at this time; or an open one that another message about the same
        meeting became.

        Args:
            uid: of the meeting; "" where it has none.
        """
        return bool(
            self._db.value(
                "SELECT EXISTS (SELECT FROM public.actions WHERE user_id = %(user)s "
                "AND lower(type) = 'meeting' AND due_date = %(due)s "
                "AND (lead_id = %(lead)s OR email_id = %(email)s)) "
                "OR EXISTS (SELECT FROM outpost.message_signal AS told "
                "JOIN public.actions AS action ON action.email_id = told.email_id "
                "WHERE told.user_id = %(user)s AND told.uid = %(uid)s AND told.uid <> '' "
                "AND action.user_id = %(user)s AND lower(action.type) = 'meeting' "
                "AND action.status IN ('pending', 'in_progress'))",
                {"user": user_id, "due": due, "lead": lead_id, "email": email_id, "uid": uid},
            )
        )

    def standing(self, user_id: UUID, word: Word) -> tuple[StandingMeeting, ...]:
        """The open actions that a word is about, locked, as far as its author may say it."""
        rows = self._db.rows(
            _STANDING,
            {
                "user": user_id, "uid": word.signal.uid, "by_rep": word.by_rep,
                "lead": word.lead_id, "author": word.author,
            },
        )  # fmt: skip
        return tuple(
            StandingMeeting(
                row[0], row[1], row[2], (row[3], row[4]),
                Signal(SignalKind.INVITATION, starts_at=row[5], all_day=row[6]),
            )
            for row in rows
        )  # fmt: skip

    def last_word(
        self, user_id: UUID, uid: str, lead_id: UUID | None
    ) -> tuple[tuple[int, datetime], Signal] | None:
        """The newest that a lead, or the rep elsewhere, said of a meeting, and how new that is."""
        row = self._db.row(_LAST_WORD, {"user": user_id, "uid": uid, "lead": lead_id})
        if row is None:
            return None
        signal = Signal(
            SignalKind.INVITATION, method=Method(row[0]), starts_at=row[1], all_day=row[2]
        )
        return (row[3], row[4]), signal

    def follow(
        self,
        user_id: UUID,
        meeting: StandingMeeting,
        word: Word,
        due: datetime | None,
        said: str,
        entry: str,
    ) -> None:
        """Have an action follow a newer word about its meeting.

        Args:
            due: the new time; None: as it was.
            said: what became of it, shown with the action; "" where nothing did.
            entry: the journal's words; it can be taken back from there, but the next Undo is still
                that of what the rep did last.
        """
        journal, told = JournalRepository(self._db), {"said": said}
        before = row_states(self._db, TABLE, user_id, [meeting.action_id])
        if said:
            noted = journal.begin(user_id, "follow_meeting", entry, open=False, aside=True)
            told["journal"] = str(noted)
        self._db.run(
            "UPDATE public.actions SET email_id = %(email)s, due_date = coalesce(%(due)s, "
            "due_date), status = coalesce(%(status)s, status), metadata = CASE WHEN %(said)s = '' "
            "THEN metadata ELSE CASE WHEN jsonb_typeof(metadata) = 'object' THEN metadata "
            "ELSE '{}' END || jsonb_build_object('meeting', %(told)s::jsonb) END "
            "WHERE id = %(id)s AND user_id = %(user)s",
            {
                "email": word.email_id,
                "due": due,
                "status": str(ActionStatus.CANCELLED) if word.cancels else None,
                "said": said,
                "told": Jsonb(told),
                "id": meeting.action_id,
                "user": user_id,
            },
        )
        if said:
            after = row_states(self._db, TABLE, user_id, [meeting.action_id])
            journal.append(noted, changes_between(TABLE, before, after))

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
