"""Actions: what a user is going to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from desktop_app.data.action_bulk import ActionBulkRepository
from desktop_app.data.actions import ActionRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.lead_edits import LeadEditRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.data.meetings import MeetingRepository
from desktop_app.domain.actions import (
    UNCHANGED,
    Action,
    ActionQuery,
    ActionStatus,
    Priority,
    Unchanged,
    check_text,
    check_type,
    due_range,
    type_words,
)
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.ids import IdList
from desktop_app.domain.language import plural, tr, within
from desktop_app.domain.meetings import due_of, text_of
from desktop_app.domain.snoozes import is_in_reach, moment_words
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.typed_times import read_moment
from desktop_app.domain.zones import zone_or_utc

# Whether a lead has an open action is something that lists of leads ask.
_KINDS = Kind.ACTIONS | Kind.LEADS

_Words = Callable[[int], str]


class ActionService:
    """The actions of a user. Every command can be undone. ``action_ids`` may be a hundred
    thousand: each command is one statement, however many are meant.

    Args:
        clock: the present moment, aware.

    Raises (all methods):
        KnownError: the database cannot be reached, or its disk is full.
    """

    def __init__(self, db: Database, user_id: UUID, clock: Callable[[], datetime]) -> None:
        self._db = db
        self._user_id = user_id
        self._clock = clock
        self._actions = ActionRepository(db)
        self._bulk = ActionBulkRepository(db)
        self._journal = JournalRepository(db)

    # -- questions ---------------------------------------------------------------------------

    def open_of_lead(self, lead_id: UUID, limit: int = 50) -> tuple[Action, ...]:
        """A lead's open actions, what is due first at the beginning."""
        return self._actions.open_of_lead(self._user_id, lead_id, limit)

    def find(self, query: ActionQuery, limit: int | None = None) -> tuple[Action, ...]:
        """The actions of a query, what is due first at the beginning."""
        due = due_range(query.due, self._now()) if query.due is not None else (None, None)
        return self._actions.find(self._user_id, query, due, limit)

    def action(self, action_id: UUID) -> Action | None:
        """One action, or None when it is gone."""
        return self._actions.action(self._user_id, action_id)

    def read_due(self, typed: str) -> datetime | None:
        """When something is due, as it was typed ("tomorrow 9:00", ISO), on the user's clock;
        None for nothing typed.

        Raises:
            KnownError: it is no time.
        """
        if not typed.strip():
            return None
        zone = self._zone()
        found = read_moment(typed, self._now(), month_first=month_comes_first(zone))
        if found is None:
            raise KnownError(
                tr("“{typed}” is no time.", typed=typed.strip()[:40]),
                tr("Write it like tomorrow 9:00, friday, or 2026-06-17 14:30."),
            )
        return found.astimezone(UTC)

    def lead_of(self, address: str) -> UUID:
        """The lead that has an address.

        Raises:
            KnownError: none has it.
        """
        wanted = normalise_address(address) or address.strip().lower()
        found = LeadEditRepository(self._db).owners(self._user_id, [wanted])
        if wanted not in found:
            raise KnownError(
                tr("No lead has the address {wanted}.", wanted=wanted),
                tr("See: outpost leads list"),
            )
        return found[wanted][0]

    # -- commands ----------------------------------------------------------------------------

    def add(
        self,
        type_: str,
        lead_id: UUID | None = None,
        due: datetime | None = None,
        priority: Priority = Priority.MEDIUM,
        text: str = "",
        *,
        email_id: UUID | None = None,
    ) -> tuple[UUID, Changes]:
        """Add an action.

        Args:
            type_: one of an open list ("follow_up", "Call").
            due: aware.
            email_id: the message that it is about; its lead is meant where none is given.

        Raises:
            KnownError: no type, too long a text, or the lead or the message is gone.
        """
        action = Action(
            uuid4(), check_type(type_), ActionStatus.PENDING, priority, due, check_text(text),
            lead_id, email_id=email_id,
        )  # fmt: skip
        with self._db.transaction():
            if email_id is not None and lead_id is None:
                lead = self._actions.lead_of_message(self._user_id, email_id)
                action = replace(action, lead_id=lead)
            change = self._actions.insert(self._user_id, action)
            said = tr("{type} added", type=type_words(action.type))
            return action.id, self._noted("add_action", said, [change])

    def add_meeting(self, email_id: UUID) -> tuple[UUID, Changes]:
        """The meeting that a message proposes, as an action of its lead; once.

        Raises:
            KnownError: the message is gone or proposes no meeting with a time, or the meeting is
                an action already.
        """
        with self._db.transaction():
            meetings = MeetingRepository(self._db)
            about = meetings.hold(self._user_id, email_id)
            invited = meetings.invitation(self._user_id, email_id)
            due = due_of(invited.signal, zone_or_utc(self._zone())) if invited is not None else None
            if about is None or invited is None or due is None:
                raise KnownError(
                    tr("This message proposes no meeting."),
                    tr("Add it with New action, and a time."),
                )
            lead, subject = about
            if meetings.is_action(self._user_id, lead, email_id, due, invited.signal.uid):
                raise KnownError(tr("This meeting is in Today already."), tr("Nothing was added."))
            action = Action(
                uuid4(), "meeting", ActionStatus.PENDING, Priority.MEDIUM, due,
                check_text(text_of(invited.signal, subject)), lead, email_id=email_id,
            )  # fmt: skip
            change = self._actions.insert(self._user_id, action)
            return action.id, self._noted("add_action", tr("Meeting added"), [change])

    def complete(self, action_ids: Sequence[UUID] | IdList) -> Changes:
        """Actions are done."""
        return self._set("complete_actions", action_ids, ActionStatus.COMPLETED, _done)

    def start(self, action_ids: Sequence[UUID] | IdList) -> Changes:
        """Actions are begun: those that are still to be begun."""
        return self._set(
            "start_actions", action_ids, ActionStatus.IN_PROGRESS, _started,
            only=ActionStatus.PENDING,
        )  # fmt: skip

    def stop(self, action_ids: Sequence[UUID] | IdList) -> Changes:
        """Actions that were begun are still to be begun."""
        return self._set(
            "stop_actions", action_ids, ActionStatus.PENDING, _not_started,
            only=ActionStatus.IN_PROGRESS,
        )  # fmt: skip

    def reopen(self, action_ids: Sequence[UUID] | IdList) -> Changes:
        """Actions that were done or cancelled are still to be done."""
        return self._set("reopen_actions", action_ids, ActionStatus.PENDING, _open_again)

    def cancel(self, action_ids: Sequence[UUID] | IdList) -> Changes:
        """Actions will not be done."""
        return self._set("cancel_actions", action_ids, ActionStatus.CANCELLED, _cancelled)

    def set_priority(self, action_ids: Sequence[UUID] | IdList, priority: Priority) -> Changes:
        """Actions press as much as this."""
        ids = _packed(action_ids)
        return self._many(
            "set_priority",
            lambda entry: self._bulk.set_priority(self._user_id, ids, priority, entry),
            lambda count: _prioritised(count, priority),
        )

    def snooze(self, action_ids: Sequence[UUID] | IdList, until: datetime) -> Changes:
        """Open actions are due at another moment; when they were due at first is noted. One that
        keeps a conversation out of the inbox keeps it until then.

        Args:
            until: aware.

        Raises:
            KnownError: the moment is past, or years away.
        """
        now = self._now()
        if not is_in_reach(until, now):
            raise KnownError(
                tr("An action cannot be snoozed until then."),
                tr("Choose a time that is still to come, within five years."),
            )
        ids, when = _packed(action_ids), moment_words(until.astimezone(now.tzinfo), now)
        return self._many(
            "snooze_actions",
            lambda entry: self._bulk.put_off(self._user_id, ids, until.astimezone(UTC), entry),
            lambda count: plural(
                "{n} actions snoozed until {when}", "Action snoozed until {when}", count, when=when
            ),
        )

    def complete_with_next(
        self,
        action_id: UUID,
        type_: str,
        due: datetime | None = None,
        priority: Priority = Priority.MEDIUM,
        text: str = "",
    ) -> tuple[UUID, Changes]:
        """An action is done, and the next one with the same lead and message is added: one
        command, with one undo. The new action's id.

        Raises:
            KnownError: no type, too long a text, or the action is gone.
        """
        kind, words = check_type(type_), check_text(text)
        with self._db.transaction():
            old = self._there(action_id)
            following = Action(
                uuid4(), kind, ActionStatus.PENDING, priority, due, words, old.lead_id,
                email_id=old.email_id,
            )  # fmt: skip
            entry = self._journal.begin(self._user_id, "complete_with_next", "")
            ids = IdList.of([action_id])
            self._bulk.set_status(self._user_id, ids, ActionStatus.COMPLETED, entry)
            self._journal.append(entry, [self._actions.insert(self._user_id, following)])
            return following.id, self._closed(
                entry, tr("Done; {type} added", type=within(type_words(kind)))
            )

    def edit(
        self,
        action_id: UUID,
        *,
        type_: str | Unchanged = UNCHANGED,
        due: datetime | Unchanged | None = UNCHANGED,
        priority: Priority | Unchanged = UNCHANGED,
        text: str | Unchanged = UNCHANGED,
    ) -> Changes:
        """Change what, when and how pressing; what is not given stays as it is.

        Raises:
            KnownError: no type, too long a text, or the action is gone.
        """
        with self._db.transaction():
            old = self._there(action_id)
            new = replace(
                old,
                type=old.type if type_ is UNCHANGED else check_type(type_),
                due=old.due if due is UNCHANGED else due,
                priority=old.priority if priority is UNCHANGED else priority,
                text=old.text if text is UNCHANGED else check_text(text),
            )
            change = self._actions.update(self._user_id, old, new)
            said = tr("{type} changed", type=type_words(new.type))
            return self._noted("edit_action", said, [change] if change else [])

    def _there(self, action_id: UUID) -> Action:
        """An action, locked."""
        found = self._actions.action(self._user_id, action_id, lock=True)
        if found is None:
            raise KnownError(tr("This action is not there any more."), tr("Somebody deleted it."))
        return found

    def _set(
        self,
        command: str,
        action_ids: Sequence[UUID] | IdList,
        status: ActionStatus,
        words: _Words,
        *,
        only: ActionStatus | None = None,
    ) -> Changes:
        ids = _packed(action_ids)
        return self._many(
            command,
            lambda entry: self._bulk.set_status(self._user_id, ids, status, entry, only=only),
            words,
        )

    def _many(self, command: str, do: Callable[[int], int], words: _Words) -> Changes:
        """Run a command over any number of actions; ``do`` answers how many it changed."""
        with self._db.transaction():
            entry = self._journal.begin(self._user_id, command, "")
            count = do(entry)
            said = words(count)
            if not count:
                self._journal.close(entry, "")
                return Changes()
            return self._closed(entry, said)

    def _closed(self, entry: int, said: str) -> Changes:
        self._journal.close(entry, said)
        kinds = _KINDS
        if self._bulk.has_snooze(self._user_id, entry):
            kinds |= Kind.CONVERSATIONS
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, entry)

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        journal_id = self._journal.add(self._user_id, command, said, changes)
        self._db.tell(_KINDS, user_id=self._user_id)
        return Changes(_KINDS, said, journal_id)

    def _zone(self) -> str:
        return LeadRepository(self._db, self._clock).zone(self._user_id)

    def _now(self) -> datetime:
        return self._clock().astimezone(zone_or_utc(self._zone()))


def _packed(ids: Sequence[UUID] | IdList) -> IdList:
    return ids if isinstance(ids, IdList) else IdList.of(ids)


def _done(count: int) -> str:
    return plural("{n} actions done", "Action done", count)


def _started(count: int) -> str:
    return plural("{n} actions started", "Action started", count)


def _not_started(count: int) -> str:
    return plural("{n} actions not started", "Action not started", count)


def _open_again(count: int) -> str:
    return plural("{n} actions open again", "Action open again", count)


def _cancelled(count: int) -> str:
    return plural("{n} actions cancelled", "Action cancelled", count)


def _prioritised(count: int, priority: Priority) -> str:
    if priority is Priority.HIGH:
        return plural("{n} actions set to high priority", "Action set to high priority", count)
    if priority is Priority.LOW:
        return plural("{n} actions set to low priority", "Action set to low priority", count)
    return plural("{n} actions set to medium priority", "Action set to medium priority", count)
