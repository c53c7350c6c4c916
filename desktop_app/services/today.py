"""Today: the queue of actions, asked for by the window. What is done to them is
:class:`ActionService`'s."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.mailboxes import MailboxRepository
from desktop_app.data.meetings import MeetingRepository
from desktop_app.data.today import TodayRepository
from desktop_app.data.today_detail import TodayDetail
from desktop_app.data.users import UserRepository
from desktop_app.domain.errors import KnownError
from desktop_app.domain.language import tr
from desktop_app.domain.meetings import Invited, due_of, is_meeting
from desktop_app.domain.today import (
    ActionDetail,
    DayBounds,
    Queue,
    QueueFigures,
    QueueQuery,
    QueueRow,
)
from desktop_app.domain.zones import zone_or_utc

_FIRST = 40

MeetingWriter = Callable[[UUID, str, datetime, datetime, str, str], bytes]
"""Writes a calendar file: id, title, begin, now, organizer's and attendee's address."""


class TodayService:
    """What a user has to do, on the user's calendar.

    Args:
        clock: the present moment, aware.
        meeting: writes calendar files, where that is possible.

    Raises (all methods):
        KnownError: the database cannot be reached.
    """

    def __init__(
        self,
        db: Database,
        user_id: UUID,
        clock: Callable[[], datetime],
        meeting: MeetingWriter | None = None,
    ) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._today = TodayRepository(db)
        self._meeting = meeting

    def first(self, query: QueueQuery) -> tuple[Queue, tuple[QueueRow, ...]]:
        """The first actions of a query, with their rows: what a screen needs at once."""
        with self._db.connection():
            queue = self._today.first(self._user_id, query, self.day(), _FIRST)
            ids = [id_ for each in queue.sections for id_ in each.ids]
            return queue, self._today.rows(self._user_id, ids)

    def whole(self, query: QueueQuery) -> Queue:
        """All actions of a query."""
        return self._today.whole(self._user_id, query, self.day())

    def rows(self, ids: Sequence[UUID]) -> tuple[QueueRow, ...]:
        """The actions with these ids, in any order; those that are gone are left out."""
        return self._today.rows(self._user_id, ids)

    def detail(self, action_id: UUID) -> ActionDetail | None:
        """An action with its message, the answer that is prepared, and the meeting that is proposed
        there; None when it is gone."""
        with self._db.connection():
            found = TodayDetail(self._db).read(self._user_id, action_id)
            return replace(found, invitation=self._invitation(found)) if found else None

    def _invitation(self, detail: ActionDetail) -> Invited | None:
        """What is proposed in the conversation, where it is still to come and no action yet."""
        if detail.message is None:
            return None
        meetings = MeetingRepository(self._db)
        invited = meetings.proposed(self._user_id, detail.message.conversation_id)
        due = due_of(invited.signal, zone_or_utc(self._zone())) if invited is not None else None
        if invited is None or due is None or due <= self._clock():
            return None
        lead = detail.row.lead_id
        known = meetings.is_action(self._user_id, lead, invited.email_id, due, invited.signal.uid)
        return None if known else invited

    def meeting_file(self, action_id: UUID) -> bytes:
        """A meeting as a calendar file (.ics), with its lead as a guest.

        Raises:
            KnownError: it is gone, is no meeting, or has no time.
        """
        found = self.detail(action_id)
        if found is None:
            raise KnownError(tr("This action is not there any more."), tr("Somebody deleted it."))
        row, write = found.row, self._meeting
        if not is_meeting(row.type) or row.due is None or write is None:
            raise KnownError(
                tr("This cannot be saved for a calendar."),
                tr("It takes a meeting that has a time."),
            )
        own = self._own_address()
        return write(row.id, row.title, row.due, self._clock(), own, found.lead_email)

    def _own_address(self) -> str:
        """Where guests answer: the mailbox that new mail is sent from, else the sign-in's."""
        for mailbox in MailboxRepository(self._db).list(self._user_id):
            return mailbox.address
        user = UserRepository(self._db).by_id(self._user_id)
        return user.email if user is not None else ""

    def figures(self) -> QueueFigures:
        """What is due, done today, and open by type."""
        return self._today.figures(self._user_id, self.day())

    def types(self) -> tuple[str, ...]:
        """The types that open actions have."""
        return self._today.types(self._user_id)

    def day(self) -> DayBounds:
        """The user's day."""
        return DayBounds.of(self._clock().astimezone(zone_or_utc(self._zone())))

    def _zone(self) -> str:
        return LeadRepository(self._db, self._clock).zone(self._user_id)
