"""Steps of enrolments: noted as they end, and followed by the next one, many by a statement.

As in :mod:`~desktop_app.data.sequence_work`, the caller holds a transaction and the enrolments.
"""

# ruff: noqa: S608  # SQL is put together from constants of this file; values are parameters

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from desktop_app.data.database import Database
from desktop_app.data.sequence_facts import STEP_COLUMNS, Standing, step_of
from desktop_app.domain.sequence_times import Waiting
from desktop_app.domain.sequences import Outcome, Step

MAIL_TYPE: Final = "email"
"""``actions.type`` of a step that is a mail."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its place and its revision."""

    step: Step
    position: int
    revision: int


@dataclass(frozen=True, slots=True)
class NewAction:
    """The row of ``actions`` that a step is to become."""

    id: UUID
    user_id: UUID
    lead_id: UUID | None
    enrolment_id: UUID
    sequence: str
    step: Step
    due: datetime | None


class SequenceSteps:
    """The steps of enrolments."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, ended: Sequence[tuple[Standing, Outcome]], now: datetime) -> set[UUID]:
        """Note how the present steps ended; the enrolments of which that was not noted before."""
        held = [(standing, outcome) for standing, outcome in ended if standing.step is not None]
        rows = self._db.rows(
            "INSERT INTO outpost.enrolment_step "
            "(user_id, lead_id, enrolment_id, step_id, name, outcome, at) "
            "SELECT ended.owner, ended.lead, ended.id, ended.step, ended.name, ended.outcome, "
            "%(now)s FROM unnest(%(owners)s::uuid[], %(leads)s::uuid[], %(ids)s::uuid[], "
            "%(steps)s::uuid[], %(names)s::text[], %(outcomes)s::text[]) "
            "AS ended (owner, lead, id, step, name, outcome) "
            "ON CONFLICT (enrolment_id, step_id) DO NOTHING RETURNING enrolment_id",
            {
                "owners": [standing.user_id for standing, _ in held],
                "leads": [
                    None if standing.facts.lead_gone else standing.lead_id for standing, _ in held
                ],
                "ids": [standing.id for standing, _ in held],
                "steps": [standing.step.id for standing, _ in held if standing.step],
                "names": [standing.step.name for standing, _ in held if standing.step],
                "outcomes": [str(outcome) for _, outcome in held],
                "now": now,
            },
        )
        return {row[0] for row in rows}

    def forget(self, standings: Sequence[Standing]) -> None:
        """The present steps were noted in this transaction, and did not happen after all."""
        self._db.run(
            "DELETE FROM outpost.enrolment_step AS ended USING unnest(%s::uuid[], %s::uuid[]) "
            "AS none (enrolment, step) "
            "WHERE ended.enrolment_id = none.enrolment AND ended.step_id = none.step",
            (
                [each.id for each in standings],
                [each.step.id if each.step else None for each in standings],
            ),
        )

    def sent(self, mails: Sequence[tuple[Standing, UUID]]) -> None:
        """Their steps became these mails of the outbox; the actions are done."""
        self._db.run(
            "UPDATE outpost.enrolment_step AS ended SET outgoing_id = sent.mail "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[]) AS sent (enrolment, step, mail) "
            "WHERE ended.enrolment_id = sent.enrolment AND ended.step_id = sent.step",
            (
                [standing.id for standing, _ in mails],
                [standing.step.id if standing.step else None for standing, _ in mails],
                [mail for _, mail in mails],
            ),
        )
        self.complete([standing for standing, _ in mails])

    def complete(self, standings: Sequence[Standing]) -> None:
        """The actions of these steps are done."""
        self._end_actions([each.action_id for each in standings], "completed")

    def cancel(self, standings: Sequence[Standing]) -> None:
        """The actions of these steps will not be done."""
        self.cancel_actions([each.action_id for each in standings])

    def advance(self, standings: Sequence[Standing], now: datetime) -> None:
        """Lead each to its next step, or to its end. The time of that counts from now, or where
        the present step was taken out, from the end of the one before."""
        if not standings:
            return
        steps = self._steps({each.sequence_id for each in standings})
        done = self._done([each.id for each in standings])
        self.cancel_actions([each.action_id for each in standings if each.step_gone])
        ended: list[Standing] = []
        moved: list[tuple[Standing, PlannedStep, datetime, datetime, NewAction]] = []
        for each in standings:
            place = -1 if each.position is None else each.position
            behind = (
                planned
                for planned in steps.get(each.sequence_id, ())
                if planned.position > place and (each.id, planned.step.id) not in done
            )
            coming = next(behind, None)
            if coming is None:
                ended.append(each)
                continue
            passed_over = each.step_gone and each.action_open
            since = each.waiting.since if passed_over else now
            due = waiting_at(each.waiting, coming.step, since).plan()
            action = NewAction(
                uuid4(), each.user_id, each.lead_id, each.id, each.sequence, coming.step,
                None if each.waiting.paused else due,
            )  # fmt: skip
            moved.append((each, coming, since, due, action))
        self._finish([each.id for each in ended], now)
        self._db.run(
            "UPDATE outpost.enrolment AS enrolment SET step_id = coming.step, "
            "action_id = coming.action, since = coming.since, due_at = coming.due, "
            "clock = coming.clock, revision = coming.revision, waits = false, "
            "said = CASE WHEN state = 'paused' THEN said ELSE '' END "
            "FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[], "
            "%s::timestamptz[], %s::text[], %s::integer[]) "
            "AS coming (id, step, action, since, due, clock, revision) "
            "WHERE enrolment.id = coming.id",
            (
                [each.id for each, *_ in moved],
                [planned.step.id for _, planned, *_ in moved],
                [action.id for *_, action in moved],
                [since for _, _, since, *_ in moved],
                [due for *_, due, _ in moved],
                [each.clock for each, *_ in moved],
                [planned.revision for _, planned, *_ in moved],
            ),
        )
        self.add_actions([action for *_, action in moved])

    def add_actions(self, actions: Sequence[NewAction]) -> None:
        """Make what is to be done something that the rep, and other programs, see."""
        self._db.run(
            "INSERT INTO public.actions "
            "(id, user_id, lead_id, type, status, priority, due_date, description, metadata) "
            "SELECT new.id, new.owner, new.lead, new.type, 'pending', 'medium', new.due, "
            "new.words, new.metadata FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], "
            "%s::timestamptz[], %s::text[], %s::jsonb[]) "
            "AS new (id, owner, lead, type, due, words, metadata)",
            (
                [each.id for each in actions],
                [each.user_id for each in actions],
                [each.lead_id for each in actions],
                [type_of(each.step) for each in actions],
                [each.due for each in actions],
                [words_of(each.step) for each in actions],
                [Jsonb(_metadata(each)) for each in actions],
            ),
        )

    # -- pieces ------------------------------------------------------------------------------

    def _steps(self, sequence_ids: Collection[UUID]) -> Mapping[UUID, list[PlannedStep]]:
        rows = self._db.rows(
            f"SELECT step.sequence_id, step.position, step.revision, {STEP_COLUMNS} "
            "FROM outpost.sequence_step AS step "
            "JOIN outpost.sequence AS sequence ON sequence.id = step.sequence_id "
            "WHERE step.sequence_id = ANY(%s) AND NOT step.gone AND sequence.deleted_at IS NULL "
            "ORDER BY step.sequence_id, step.position",
            (sorted(sequence_ids),),
        )
        return {
            sequence: [PlannedStep(step_of(row[3:]), row[1], row[2]) for row in of]
            for sequence, of in groupby(rows, itemgetter(0))
        }

    def _done(self, ids: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
        rows = self._db.rows(
            "SELECT enrolment_id, step_id FROM outpost.enrolment_step WHERE enrolment_id = ANY(%s)",
            (list(ids),),
        )
        return {(row[0], row[1]) for row in rows}

    def _finish(self, ids: Sequence[UUID], now: datetime) -> None:
        self._db.run(
            "UPDATE outpost.enrolment SET state = 'finished', why = '', said = '', "
            "step_id = NULL, action_id = NULL, due_at = NULL, paused_until = NULL, "
            "waits = false, ended_at = %s WHERE id = ANY(%s)",
            (now, list(ids)),
        )

    def cancel_actions(self, action_ids: Iterable[UUID | None]) -> None:
        self._end_actions(action_ids, "cancelled")

    def _end_actions(self, action_ids: Iterable[UUID | None], status: str) -> None:
        ids = [each for each in action_ids if each is not None]
        self._db.run(
            "WITH open AS (SELECT id FROM public.actions WHERE id = ANY(%(ids)s) "
            "AND status IN ('pending', 'in_progress') ORDER BY id FOR UPDATE) "
            "UPDATE public.actions AS action SET status = %(status)s FROM open "
            "WHERE action.id = open.id",
            {"ids": ids, "status": status},
        )


def waiting_at(waiting: Waiting, step: Step, since: datetime) -> Waiting:
    """What waiting at another step would be like."""
    return replace(waiting, since=since, delay=step.delay, unit=step.unit, window=step.window)


def type_of(step: Step) -> str:
    return MAIL_TYPE if step.is_mail else step.action_type


def words_of(step: Step) -> str:
    return step.text or step.name


def _metadata(action: NewAction) -> dict[str, Any]:
    """``mail`` says that the engine does it: who tells of what is due need not tell of that."""
    return {
        "sequence": {
            "enrolment": str(action.enrolment_id),
            "step": str(action.step.id),
            "name": action.step.name,
            "sequence": action.sequence,
            "mail": action.step.is_mail,
        }
    }
