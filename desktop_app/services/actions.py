"""Actions: what a user is going to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from desktop_app.data.actions import ActionRepository
from desktop_app.data.database import Database
from desktop_app.data.journal import JournalRepository, RowChange
from desktop_app.data.lead_edits import LeadEditRepository
from desktop_app.data.leads import LeadRepository
from desktop_app.domain.actions import (
    Action,
    ActionQuery,
    ActionStatus,
    Priority,
    check_text,
    check_type,
    due_range,
    type_words,
)
from desktop_app.domain.addresses import normalise_address
from desktop_app.domain.changes import Changes, Kind
from desktop_app.domain.errors import KnownError
from desktop_app.domain.typed_dates import month_comes_first
from desktop_app.domain.typed_times import read_moment


class ActionService:
    """The actions of a user. Every command can be undone.

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
                f"“{typed.strip()[:40]}” is no time.",
                "Write it like tomorrow 9:00, friday, or 2026-06-17 14:30.",
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
            raise KnownError(f"No lead has the address {wanted}.", "See: outpost leads list")
        return found[wanted][0]

    # -- commands ----------------------------------------------------------------------------

    def add(
        self,
        type_: str,
        lead_id: UUID | None = None,
        due: datetime | None = None,
        priority: Priority = Priority.MEDIUM,
        text: str = "",
    ) -> tuple[UUID, Changes]:
        """Add an action.

        Args:
            type_: one of an open list ("follow_up", "Call").
            due: aware.

        Raises:
            KnownError: no type, too long a text, or the lead is gone.
        """
        action = Action(
            uuid4(), check_type(type_), ActionStatus.PENDING, priority, due, check_text(text),
            lead_id,
        )  # fmt: skip
        with self._db.transaction():
            change = self._actions.insert(self._user_id, action)
            said = f"{type_words(action.type)} added"
            return action.id, self._noted("add_action", said, [change])

    def complete(self, action_ids: Sequence[UUID]) -> Changes:
        """Actions are done."""
        return self._set("complete_actions", action_ids, ActionStatus.COMPLETED, "done")

    def reopen(self, action_ids: Sequence[UUID]) -> Changes:
        """Actions that were done or cancelled are still to be done."""
        return self._set("reopen_actions", action_ids, ActionStatus.PENDING, "open again")

    def cancel(self, action_ids: Sequence[UUID]) -> Changes:
        """Actions will not be done."""
        return self._set("cancel_actions", action_ids, ActionStatus.CANCELLED, "cancelled")

    def edit(
        self,
        action_id: UUID,
        *,
        type_: str,
        due: datetime | None,
        priority: Priority,
        text: str,
    ) -> Changes:
        """Change what, when and how pressing.

        Raises:
            KnownError: no type, too long a text, or the action is gone.
        """
        kind, words = check_type(type_), check_text(text)
        with self._db.transaction():
            old = self._actions.action(self._user_id, action_id, lock=True)
            if old is None:
                raise KnownError("This action is not there any more.", "Somebody deleted it.")
            new = replace(old, type=kind, due=due, priority=priority, text=words)
            change = self._actions.update(self._user_id, old, new)
            said = f"{type_words(kind)} changed"
            return self._noted("edit_action", said, [change] if change else [])

    def _set(
        self, command: str, action_ids: Sequence[UUID], status: ActionStatus, words: str
    ) -> Changes:
        with self._db.transaction():
            changes = self._actions.set_status(self._user_id, action_ids, status)
            count = len(changes)
            said = f"Action {words}" if count == 1 else f"{count:,} actions {words}"
            return self._noted(command, said, changes)

    def _noted(self, command: str, said: str, changes: Sequence[RowChange]) -> Changes:
        if not changes:
            return Changes()
        journal_id = self._journal.add(self._user_id, command, said, changes)
        # Whether a lead has an open action is something that lists of leads ask.
        kinds = Kind.ACTIONS | Kind.LEADS
        self._db.tell(kinds, user_id=self._user_id)
        return Changes(kinds, said, journal_id)

    def _zone(self) -> str:
        return LeadRepository(self._db, self._clock).zone(self._user_id)

    def _now(self) -> datetime:
        return self._clock().astimezone(ZoneInfo(self._zone()))
