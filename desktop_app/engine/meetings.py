"""A meeting that somebody accepted becomes an action, once, with the message that says so; the
action follows what is said of the meeting later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from desktop_app.data.action_rules import ActionRuleRepository
from desktop_app.data.actions import ActionRepository
from desktop_app.data.database import Database
from desktop_app.data.leads import LeadRepository
from desktop_app.data.meetings import MeetingRepository, StandingMeeting
from desktop_app.domain.action_rules import ACCEPTED, Cause
from desktop_app.domain.language import tr
from desktop_app.domain.meetings import Acceptance, Word, became, due_of, own_action, text_of
from desktop_app.domain.signal_types import Method, Signal
from desktop_app.domain.zones import zone_or_utc


class AcceptedMeetings:
    """Makes actions of meetings; in the caller's transaction, which brings the message in.

    Args:
        now: the present moment, UTC.
    """

    def __init__(self, db: Database, user_id: UUID, now: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._now = now
        self._meetings = MeetingRepository(db)
        self._actions = ActionRepository(db)
        self._rules = ActionRuleRepository(db)

    def note(self, accepted: Sequence[Acceptance]) -> int:
        """Make the actions of meetings that are still to come; how many."""
        if not accepted:
            return 0
        rule = next(each for each in self._rules.list(self._user_id) if each.name == ACCEPTED)
        if not rule.active:
            return 0
        made, now = 0, self._now()
        zone = zone_or_utc(LeadRepository(self._db, self._now).zone(self._user_id))
        for each in accepted:
            signal = self._with_begin(each)
            # Mail comes in no order: what was said later may be here already.
            last = self._meetings.last_word(self._user_id, each.signal.uid, each.lead_id)
            if each.signal.uid and last is not None and last[0] > each.age:
                if last[1].method is Method.CANCEL:
                    continue
                if last[1].starts_at is not None:
                    signal = replace(signal, starts_at=last[1].starts_at, all_day=last[1].all_day)
            due = due_of(signal, zone)
            # What is brought in from an archive was met long ago.
            if due is None or due <= now or self._stands(each, due):
                continue
            who = self._meetings.name_of_lead(self._user_id, each.lead_id)
            cause = Cause(
                ACCEPTED, each.cause, each.lead_id, each.email_id, who, text_of(signal), now,
                by_rep=each.by_rep,
            )  # fmt: skip
            made += self._rules.make(self._user_id, rule, [cause], due, now)
        return made

    def _with_begin(self, accepted: Acceptance) -> Signal:
        signal = accepted.signal
        if signal.starts_at is not None:
            return signal
        known = self._meetings.begins(self._user_id, accepted.conversation_id)
        if known is None:
            return signal
        return replace(signal, starts_at=known[0], all_day=known[1])

    def _stands(self, accepted: Acceptance, due: datetime) -> bool:
        own = own_action(accepted.cause)
        if own is not None and self._actions.action(self._user_id, own) is not None:
            return True
        uid = accepted.signal.uid
        return self._meetings.is_action(self._user_id, accepted.lead_id, None, due, uid)


class FollowedMeetings:
    """Moves and ends the actions of meetings that are moved or cancelled; in the caller's
    transaction, which brings the message in.

    Args:
        now: the present moment, UTC.
    """

    def __init__(self, db: Database, user_id: UUID, now: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._now = now
        self._meetings = MeetingRepository(db)

    def note(self, words: Sequence[Word]) -> int:
        """Have actions follow what is said of their meetings; how many were moved or ended."""
        if not words:
            return 0
        zone = zone_or_utc(LeadRepository(self._db, self._now).zone(self._user_id))
        return sum(
            self._follow(meeting, word, zone)
            for word in words
            for meeting in self._meetings.standing(self._user_id, word)
            if word.age > meeting.age and not self._is_late(meeting, word)
        )

    def _is_late(self, meeting: StandingMeeting, word: Word) -> bool:
        """Whether something newer was here before: mail comes in no order."""
        last = self._meetings.last_word(self._user_id, word.signal.uid, meeting.lead_id)
        return last is not None and last[0] > word.age

    def _follow(self, meeting: StandingMeeting, word: Word, zone: ZoneInfo) -> int:
        due = None if word.cancels else due_of(word.signal, zone)
        known = due_of(meeting.signal, zone) or meeting.due
        # One that says the same time once more leaves what the rep made of it.
        if due == known or due == meeting.due:
            due = None
        said = became(word, meeting.due, zone) if word.cancels or due is not None else ""
        who = tr("you") if word.by_rep else word.who
        entry = (
            tr("Meeting cancelled by {who}", who=who)
            if word.cancels
            else tr("Meeting moved by {who}", who=who)
        )
        self._meetings.follow(self._user_id, meeting, word, due, said, entry)
        return bool(said)
